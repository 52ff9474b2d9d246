"""The interfaces room: which change of an interface breaks whom, and what version it asks for."""
