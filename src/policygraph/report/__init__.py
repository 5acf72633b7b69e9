"""Reports: findings for people and for programs, one writer per format."""
