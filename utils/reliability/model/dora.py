"""S5: DORA's five metrics of software delivery, from a log of deployments.

Source of the metrics: DORA, "DORA's software delivery metrics: the four keys" and, for the
rework rate, the *Accelerate State of DevOps* report 2024. They compare a team with itself over
time; across teams of unlike products they mislead.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Deployment:
    """One deployment to production.

    `committed` is when its change was committed, `deployed` when it was live. `failed` says that
    it needed a remedy at once; `recovered` when that was done. `rework` says that it was not
    planned but made to fix something users had met.
    """

    committed: datetime
    deployed: datetime
    failed: bool = False
    recovered: datetime | None = None
    rework: bool = False


@dataclass(frozen=True)
class Delivery:
    """The five metrics. Times are medians in hours; None where nothing recovered."""

    lead_time: float
    frequency: float  # deployments a week
    recovery_time: float | None  # of those that have recovered
    fail_rate: float  # 0 to 1, with those that have not recovered yet
    rework_rate: float  # 0 to 1
    count: int
    weeks: float
    failures: int
    open_failures: int  # failed and not recovered yet


def metrics(log: Sequence[Deployment], weeks: float | None = None) -> Delivery:
    """Return the five metrics of a log.

    `weeks` is how long was watched; left out, it is the time from the first deployment to the
    last one, at least a day. Raises InputError for an empty log, and for times that run backwards.
    """
    if not log:
        raise InputError("There's no deployment in the log.", "Enter at least one.")
    for number, one in enumerate(log, start=1):
        _check_order(number, one)
    weeks = weeks or max(_span(log), timedelta(days=1)) / WEEK
    failed = [one for one in log if one.failed]
    recovered = [_hours(one.deployed, one.recovered) for one in failed if one.recovered]
    return Delivery(
        lead_time=statistics.median(_hours(one.committed, one.deployed) for one in log),
        frequency=len(log) / weeks,
        recovery_time=statistics.median(recovered) if recovered else None,
        fail_rate=len(failed) / len(log),
        rework_rate=sum(one.rework for one in log) / len(log),
        count=len(log),
        weeks=weeks,
        failures=len(failed),
        open_failures=len(failed) - len(recovered),
    )


def before_and_after(log: Sequence[Deployment], week: int) -> tuple[Delivery, Delivery]:
    """Return the metrics of the first `week` weeks, and of the weeks that are left.

    Weeks count from the first deployment to the end of the log; what is left counts as a week at
    least. Raises InputError where nothing is left.
    """
    start, end = min(one.deployed for one in log), max(map(_end, log))
    border = start + week * WEEK
    before = [one for one in log if one.deployed < border]
    after = [one for one in log if one.deployed >= border]
    if not after:
        raise InputError(
            f"Nothing was deployed after week {week}.",
            "Choose an earlier week to compare.",
            field="split",
        )
    return metrics(before, week), metrics(after, max((end - border) / WEEK, 1))


def _span(log: Sequence[Deployment]) -> timedelta:
    return max(one.deployed for one in log) - min(one.deployed for one in log)


def _end(one: Deployment) -> datetime:
    return max(one.deployed, one.recovered or one.deployed)


def _hours(start: datetime, end: datetime) -> float:
    return (end - start) / timedelta(hours=1)


def _check_order(number: int, one: Deployment) -> None:
    if one.deployed < one.committed:
        raise InputError(
            f"Deployment {number} was live before its change was committed.", "Check both times."
        )
    if one.recovered and one.recovered < one.deployed:
        raise InputError(
            f"Deployment {number} recovered before it was deployed.", "Check both times."
        )
