"""Drawings of the hiring notebook, each with its description."""
