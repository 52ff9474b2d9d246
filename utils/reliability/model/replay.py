"""S3: one window with an incident in it, minute by minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.reliability.model.slo import ALERTS, HOURS_A_DAY, Alert, budget_share, threshold

if TYPE_CHECKING:
    import numpy as np

STEP = 5  # minutes
STEPS_AN_HOUR = 60 // STEP
# Our starting point: what a team does with what is left of the budget.
SLOW_BELOW, FREEZE_BELOW = 0.25, 0.0


@dataclass(frozen=True)
class Incident:
    """When it starts and how bad it is. `day` from 0; `hours` long; `errors` a share of calls."""

    day: float
    hours: float
    errors: float


@dataclass(frozen=True)
class Replay:
    """What happened to the budget.

    `hours` are the ends of the steps, `left` the share of the budget left at each (below 0 once
    it is overdrawn). `fired` maps an alert's name to the hour at which it first fires, or None.
    """

    hours: np.ndarray
    left: np.ndarray
    fired: dict[str, float | None]
    gone: float | None  # the hour at which nothing is left

    @property
    def end(self) -> float:
        """The share of the budget left at the end of the window."""
        return float(self.left[-1])


def replay(objective: float, days: float, always: float, incident: Incident) -> Replay:
    """Return the window's course with steady traffic.

    `always` is the share of calls that fail on any day; the incident's share comes on top.
    Raises InputError for an incident outside the window.
    """
    import numpy as np

    steps = round(days * HOURS_A_DAY * STEPS_AN_HOUR)
    hours = np.arange(1, steps + 1) / STEPS_AN_HOUR
    start = incident.day * HOURS_A_DAY
    if not 0 <= start < days * HOURS_A_DAY:
        raise InputError(
            f"The incident starts on day {incident.day:g}, outside a window of {days:g} days.",
            "Move it into the window.",
        )
    inside = (hours > start) & (hours <= start + incident.hours)
    errors = np.minimum(1.0, always + np.where(inside, incident.errors, 0.0))
    burn = errors / budget_share(objective)
    left = 1 - np.cumsum(burn) / steps
    empty = np.flatnonzero(left <= 0)
    return Replay(
        hours,
        left,
        {one.name: _fires(burn, hours, one, days) for one in ALERTS},
        float(hours[empty[0]]) if empty.size else None,
    )


def _fires(burn: np.ndarray, hours: np.ndarray, alert: Alert, days: float) -> float | None:
    import numpy as np

    limit = threshold(days, alert.share, alert.long) * (1 - 1e-9)  # at the limit counts
    over = (mean_over(burn, alert.long) >= limit) & (mean_over(burn, alert.short) >= limit)
    first = np.flatnonzero(over)
    return float(hours[first[0]]) if first.size else None


def mean_over(burn: np.ndarray, hours: float) -> np.ndarray:
    """Return at each step the mean burn rate of the last `hours`; before the start it is 0."""
    import numpy as np

    width = max(1, round(hours * STEPS_AN_HOUR))
    total = np.concatenate([np.zeros(width), np.cumsum(burn)])
    return (total[width:] - total[:-width]) / width


def policy(left: float) -> str:
    """Return what a team does now: "ship", "slow" or "freeze". Limits are our starting point."""
    if left <= FREEZE_BELOW:
        return "freeze"
    return "slow" if left < SLOW_BELOW else "ship"
