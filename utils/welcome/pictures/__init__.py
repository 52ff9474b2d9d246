"""Drawings of the welcome, each with its description."""
