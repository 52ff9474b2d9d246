"""The activities of the facilitator's guide."""

from utils.workshop.activities.plan import PlanBuilder

__all__ = ["PlanBuilder"]
