"""Formulas of the workshop kit: pure functions."""
