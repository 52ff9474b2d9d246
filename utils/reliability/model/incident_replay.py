"""One window with an incident in it, in steps of five minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.reliability.model.slo import (
    BURN_RATE_ALERTS,
    HOURS_PER_DAY,
    BurnRateAlert,
    budget_share,
)

if TYPE_CHECKING:
    import numpy as np

STEP_MINUTES = 5  # minutes
STEPS_PER_HOUR = 60 // STEP_MINUTES
EXHAUSTED_BUDGET_TOLERANCE = 1e-9  # a share of the budget below which nothing is left but rounding
# Our starting point: what a team does with what is left of the budget.
SLOW_BELOW, FREEZE_BELOW = 0.25, 0.0


@dataclass(frozen=True)
class Incident:
    """When it starts (`day` from 0), how many hours it takes, and which share of calls fails."""

    day: float
    hours: float
    error_rate: float


@dataclass(frozen=True)
class Replay:
    """What happened to the budget.

    `hours` are the ends of the steps, `budget_left` the share of the budget left at each (below 0
    once it is overdrawn). `first_alert_hours` maps an alert's name to the hour at which it first
    fires, or None. `incident_budget_share` and `baseline_budget_share` are the shares of the budget
    that the incident and the failures of any other time use up in this window.
    """

    hours: np.ndarray
    budget_left: np.ndarray
    first_alert_hours: dict[str, float | None]
    exhausted_at_hour: float | None  # the hour at which nothing is left
    incident_budget_share: float
    baseline_budget_share: float

    @property
    def final_budget_share(self) -> float:
        """The share of the budget left at the end of the window."""
        return float(self.budget_left[-1])


def replay_incident(
    objective: float, days: float, baseline_error_rate: float, incident: Incident
) -> Replay:
    """Return what happens to the budget, with steady traffic.

    `baseline_error_rate` is the share of calls that fail every day; the incident's share comes on
    top. Only the part of the incident inside the window counts. Raises InputError for an incident
    that starts outside the window.
    """
    import numpy as np

    steps = round(days * HOURS_PER_DAY * STEPS_PER_HOUR)
    hours = np.arange(1, steps + 1) / STEPS_PER_HOUR
    start = incident.day * HOURS_PER_DAY
    if not 0 <= start < days * HOURS_PER_DAY:
        raise InputError(
            f"The incident starts on day {incident.day:g}, outside a window of {days:g} days.",
            "Move it into the window.",
        )
    inside = (hours > start) & (hours <= start + incident.hours)
    errors = np.minimum(1.0, baseline_error_rate + np.where(inside, incident.error_rate, 0.0))
    burn = errors / budget_share(objective)
    left = 1 - np.cumsum(burn) / steps
    left[np.abs(left) < EXHAUSTED_BUDGET_TOLERANCE] = 0.0
    empty = np.flatnonzero(left <= 0)
    baseline = min(1.0, baseline_error_rate) / budget_share(objective)
    return Replay(
        hours,
        left,
        {one.name: _first_alert_hour(burn, hours, one, days) for one in BURN_RATE_ALERTS},
        float(hours[empty[0]]) if empty.size else None,
        incident_budget_share=float((burn - baseline).sum()) / steps,
        baseline_budget_share=baseline,
    )


def _first_alert_hour(
    burn: np.ndarray, hours: np.ndarray, alert: BurnRateAlert, days: float
) -> float | None:
    import numpy as np

    limit = alert.threshold(days) * (1 - 1e-9)  # at the limit counts
    over = (rolling_mean(burn, alert.long_hours) >= limit) & (
        rolling_mean(burn, alert.short_hours) >= limit
    )
    first = np.flatnonzero(over)
    return float(hours[first[0]]) if first.size else None


def rolling_mean(burn: np.ndarray, hours: float) -> np.ndarray:
    """Return at each step the mean burn rate of the last `hours`; before the start it is 0."""
    import numpy as np

    width = max(1, round(hours * STEPS_PER_HOUR))
    total = np.concatenate([np.zeros(width), np.cumsum(burn)])
    return (total[width:] - total[:-width]) / width


def release_policy_for_budget(budget_left: float) -> str:
    """Return what a team does now: "ship", "slow" or "freeze". Limits are our starting point."""
    if budget_left <= FREEZE_BELOW:
        return "freeze"
    return "slow" if budget_left < SLOW_BELOW else "ship"
