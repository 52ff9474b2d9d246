"""Comparison: who decides what among neighboring roles."""
