"""Backlog: which order of work costs least."""
