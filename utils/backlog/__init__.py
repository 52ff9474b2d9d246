"""The backlog room: which order of work costs least."""
