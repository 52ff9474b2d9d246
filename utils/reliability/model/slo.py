"""What an objective allows, how fast its budget is used up, and when to alert someone.

Source of the terms and of alerts over two windows: Google, *The Site Reliability Workbook*
(2018), chapter "Alerting on SLOs". All rates are shares, 0 to 1; an objective is one too.
"""

from __future__ import annotations

from dataclasses import dataclass

from utils.kit.errors import InputError

HOURS_PER_DAY = 24
MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class BurnRateAlert:
    """A rule that fires while the burn rate is too high over a long *and* a short window.

    `budget_share` is the part of the budget that may be used within `long_hours` before
    someone is told. The short window ends the alert soon after the problem is over.
    """

    name: str
    long_hours: float
    short_hours: float
    budget_share: float

    def threshold(self, window_days: float) -> float:
        """Return the burn rate from which the rule fires, for a window of so many days.

        Never below 1: at that rate the budget lasts, so there's nothing to tell anyone.
        """
        return max(1.0, burn_rate_threshold(window_days, self.budget_share, self.long_hours))


# The workbook's recommendation for a window of 30 days; for others the shares are the same.
BURN_RATE_ALERTS = (
    BurnRateAlert("fast burn: page", 1, 5 / 60, 0.02),
    BurnRateAlert("slow burn: page", 6, 0.5, 0.05),
    BurnRateAlert("steady burn: ticket", 72, 6, 0.10),
)


def budget_share(objective: float) -> float:
    """Return the share of events that may fail: 1 - objective."""
    if not 0 < objective < 1:
        raise InputError(
            f"An objective of {objective:g} has no error budget.",
            "Enter a share above 0 and below 1, such as 0.999 for 99.9%.",
        )
    return 1 - objective


def budget_events(objective: float, events: float) -> float:
    """Return how many of so many events may fail."""
    if not events >= 0:
        raise InputError(f"The number of events is {events:g}.", "Enter 0 or more.")
    return budget_share(objective) * events


def budget_minutes(objective: float, days: float) -> float:
    """Return for how many minutes in so many days everything may fail."""
    return (
        budget_share(objective) * _check_positive("window", days) * HOURS_PER_DAY * MINUTES_PER_HOUR
    )


def burn_rate(error_rate: float, objective: float) -> float:
    """Return the error rate over the rate that uses the budget up exactly at the window's end."""
    if not 0 <= error_rate <= 1:
        raise InputError(f"The error rate is {error_rate:g}.", "Enter a share from 0 to 1.")
    return error_rate / budget_share(objective)


def exhaustion_hours(window_days: float, burn: float) -> float:
    """Return after how many hours at this burn rate a full budget is gone; infinite for 0."""
    window = _check_positive("window", window_days) * HOURS_PER_DAY
    return window / burn if burn > 0 else float("inf")


def budget_consumed(burn: float, hours: float, days: float) -> float:
    """Return the share of the budget that so many hours at this burn rate use up."""
    return burn * hours / (_check_positive("window", days) * HOURS_PER_DAY)


def burn_rate_threshold(window_days: float, spent_share: float, alert_hours: float) -> float:
    """Return the burn rate that uses this share of the budget in so many hours."""
    return (
        _check_positive("window", window_days)
        * HOURS_PER_DAY
        * spent_share
        / _check_positive("alert window", alert_hours)
    )


def _check_positive(name: str, value: float) -> float:
    if not value > 0:
        raise InputError(f"The {name} is {value:g}.", "Enter a number above 0.")
    return value
