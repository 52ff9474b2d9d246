"""The reliability room: objectives, error budgets, alerts; flow of work and debt."""
