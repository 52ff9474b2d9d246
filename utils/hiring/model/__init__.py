"""Formulas of the hiring notebook: need, other ways, job ads, scores and their limits."""
