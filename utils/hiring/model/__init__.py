"""Formulas of the hiring notebook: need, other ways, adverts, scores and their limits."""
