"""Measurements: `make bench` prints them. Nothing here asserts a time; compare figures of one run only."""
