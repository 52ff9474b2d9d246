"""M4: the days on which the steps of a path begin and end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from utils.pay.model.path import PathPlan, Step

REVIEW_INTERVAL = timedelta(days=90)
ROUNDING_TOLERANCE_DAYS = 1e-6  # days: a step that ends on a day's last second ends on that day


@dataclass(frozen=True)
class DatedStep:
    """A step with its first and its last day, both included."""

    step: Step
    first_day: date
    last_day: date


def schedule_steps(plan: PathPlan, start: date) -> list[DatedStep]:
    """Return the steps with their days, for a plan that begins on the day `start`.

    A step can begin on the day on which the one before it ends.
    """
    found = []
    for step in plan.steps:
        first = math.floor(step.start_week * 7 + ROUNDING_TOLERANCE_DAYS)
        last = max(first, math.ceil(step.end_week * 7 - ROUNDING_TOLERANCE_DAYS) - 1)
        found.append(DatedStep(step, start + timedelta(first), start + timedelta(last)))
    return found


def review_day(start: date) -> date:
    """Return the day to look at the plan again: 90 days after its start."""
    return start + REVIEW_INTERVAL


def next_monday(day: date) -> date:
    """Return the first Monday after a day."""
    return day + timedelta(days=7 - day.weekday())
