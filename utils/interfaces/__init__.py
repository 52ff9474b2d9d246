"""Interfaces: which change of an interface breaks whom, and what version it needs."""
