"""S3: what an objective allows, how fast it is used up, and when to wake somebody.

Source of the terms and of alerts over two windows: Google, *The Site Reliability Workbook*
(2018), chapter "Alerting on SLOs". All rates are shares, 0 to 1; an objective is one too.
"""

from __future__ import annotations

from dataclasses import dataclass

from utils.kit.errors import InputError

HOURS_PER_DAY = 24
MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Alert:
    """A rule that fires while the burn rate is too high over a long *and* a short window.

    `budget_share` is the part of the budget that may be used within `long_hours` before
    somebody is told. The short window ends the alert soon after the trouble ends.
    """

    name: str
    long_hours: float
    short_hours: float
    budget_share: float


# The workbook's recommendation for a window of 30 days; for others the shares are kept.
ALERTS = (Alert("page at once", 1, 5 / 60, 0.02), Alert("page", 6, 0.5, 0.05))


def budget_share(objective: float) -> float:
    """Return the share of events that may fail: 1 - objective."""
    if not 0 < objective < 1:
        raise InputError(
            f"An objective of {objective:g} leaves no budget to reckon with.",
            "Give a share above 0 and below 1, such as 0.999 for 99.9%.",
        )
    return 1 - objective


def budget_events(objective: float, events: float) -> float:
    """Return how many of so many events may fail."""
    if events < 0:
        raise InputError(f"{events:g} events cannot be.", "Give 0 or more.")
    return budget_share(objective) * events


def budget_minutes(objective: float, days: float) -> float:
    """Return for how many minutes in so many days everything may fail."""
    return budget_share(objective) * _positive("window", days) * HOURS_PER_DAY * MINUTES_PER_HOUR


def burn_rate(error_rate: float, objective: float) -> float:
    """Return the error rate over the rate that uses the budget up exactly at the window's end."""
    if not 0 <= error_rate <= 1:
        raise InputError(f"The error rate is {error_rate:g}.", "Give a share from 0 to 1.")
    return error_rate / budget_share(objective)


def exhaustion_hours(days: float, burn: float) -> float:
    """Return after how many hours at this burn rate a full budget is gone; infinite for 0."""
    window = _positive("window", days) * HOURS_PER_DAY
    return window / burn if burn > 0 else float("inf")


def budget_consumed(burn: float, hours: float, days: float) -> float:
    """Return the share of the budget that so many hours at this burn rate use up."""
    return burn * hours / (_positive("window", days) * HOURS_PER_DAY)


def burn_rate_threshold(days: float, share: float, hours: float) -> float:
    """Return the burn rate that uses this share of the budget in so many hours."""
    return _positive("window", days) * HOURS_PER_DAY * share / _positive("alert window", hours)


def _positive(name: str, value: float) -> float:
    if not value > 0:
        raise InputError(f"The {name} is {value:g}.", "Give more than 0.")
    return value
