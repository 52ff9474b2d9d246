"""S5: DORA's five metrics of software delivery, from a log of deployments.

Source of the metrics: DORA, "DORA's software delivery metrics: the four keys" and, for the
rework rate, the *Accelerate State of DevOps* report 2024. They compare a team with itself over
time; across teams of unlike products they mislead.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class Deployment:
    """One deployment to production.

    `committed` is when its change was committed, `deployed` when it was live. `failed` says that
    it needed a remedy at once; `recovered` when that was done. `rework` says that it was not
    planned but made to mend something users had met.
    """

    committed: datetime
    deployed: datetime
    failed: bool = False
    recovered: datetime | None = None
    rework: bool = False


@dataclass(frozen=True)
class Delivery:
    """The five metrics. Times are medians in hours; None where nothing failed or recovered."""

    lead_time: float
    frequency: float  # deployments a week
    recovery_time: float | None
    fail_rate: float  # 0 to 1
    rework_rate: float  # 0 to 1
    count: int


def metrics(log: Sequence[Deployment]) -> Delivery:
    """Return the five metrics of a log.

    Raises InputError for an empty log, and for times that run backwards.
    """
    if not log:
        raise InputError("There is no deployment in the log.", "Give at least one.")
    for number, one in enumerate(log, start=1):
        _in_order(number, one)
    days = (max(one.deployed for one in log) - min(one.deployed for one in log)).total_seconds()
    weeks = max(days / DAY, 1) / 7  # a single day counts as a day
    mended = [_hours(one.deployed, one.recovered) for one in log if one.failed and one.recovered]
    return Delivery(
        lead_time=statistics.median(_hours(one.committed, one.deployed) for one in log),
        frequency=len(log) / weeks,
        recovery_time=statistics.median(mended) if mended else None,
        fail_rate=sum(one.failed for one in log) / len(log),
        rework_rate=sum(one.rework for one in log) / len(log),
        count=len(log),
    )


def _hours(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 3600


def _in_order(number: int, one: Deployment) -> None:
    if one.deployed < one.committed:
        raise InputError(
            f"Deployment {number} was live before its change was committed.", "Check both times."
        )
    if one.recovered and one.recovered < one.deployed:
        raise InputError(
            f"Deployment {number} recovered before it was deployed.", "Check both times."
        )
