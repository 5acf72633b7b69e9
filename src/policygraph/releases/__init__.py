"""Releases: the data of one day, whole, described, and provable."""
