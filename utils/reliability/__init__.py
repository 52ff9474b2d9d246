"""Reliability: objectives, error budgets, alerts; flow of work and debt."""
