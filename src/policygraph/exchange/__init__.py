"""Data to a partner's store, and from a release to a partner."""
