"""DORA's five metrics of software delivery, from a log of deployments.

Source of the metrics: DORA, "DORA's software delivery metrics: the four keys" and, for the
rework rate, the *Accelerate State of DevOps* report 2024. They compare a team with itself over
time; across teams with different kinds of products they mislead.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Deployment:
    """One deployment to production.

    `committed` is when its change was committed, `deployed` when it was live. `failed` says that
    it needed an immediate fix; `recovered` when that was done. `rework` says that it was not
    planned but made to fix something users had met.
    """

    committed: datetime
    deployed: datetime
    failed: bool = False
    recovered: datetime | None = None
    rework: bool = False


@dataclass(frozen=True)
class DoraMetrics:
    """The five metrics. Times are medians in hours; None where nothing recovered."""

    median_lead_time_hours: float
    deployments_per_week: float  # deployments a week
    median_recovery_hours: float | None  # of those that have recovered
    change_fail_rate: float  # 0 to 1, with those that have not recovered yet
    rework_rate: float  # 0 to 1
    deployment_count: int
    weeks: float
    failure_count: int
    open_failure_count: int  # failed and not recovered yet


def compute_dora_metrics(log: Sequence[Deployment], weeks: float | None = None) -> DoraMetrics:
    """Return the five metrics of a log.

    `weeks` is how many weeks the log covers; left out, see `weeks_covered`. Raises InputError for
    an empty log, and for times that run backwards.
    """
    _check_log(log)
    weeks = weeks or weeks_covered(log)
    failed = [one for one in log if one.failed]
    recovered = [_hours_between(one.deployed, one.recovered) for one in failed if one.recovered]
    return DoraMetrics(
        median_lead_time_hours=statistics.median(
            _hours_between(one.committed, one.deployed) for one in log
        ),
        deployments_per_week=len(log) / weeks,
        median_recovery_hours=statistics.median(recovered) if recovered else None,
        change_fail_rate=len(failed) / len(log),
        rework_rate=sum(one.rework for one in log) / len(log),
        deployment_count=len(log),
        weeks=weeks,
        failure_count=len(failed),
        open_failure_count=len(failed) - len(recovered),
    )


def weeks_covered(log: Sequence[Deployment]) -> int:
    """Return how many weeks a log covers, the last one counted whole.

    Weeks start with the first deployment; the log ends with the last deployment or recovery.
    """
    start = min(one.deployed for one in log)
    return max(1, math.ceil((max(map(_last_event_time, log)) - start) / ONE_WEEK))


def latest_week_to_split_after(log: Sequence[Deployment]) -> int:
    """Return the last week after which something was deployed; 1 at least."""
    times = [one.deployed for one in log]
    return max(1, (max(times) - min(times)) // ONE_WEEK)


def metrics_before_and_after(
    log: Sequence[Deployment], split_week: int
) -> tuple[DoraMetrics, DoraMetrics]:
    """Return the metrics of the first `split_week` weeks, and of the weeks that are left.

    Each part is divided by the weeks that it covers, one at least. Raises InputError where nothing
    is left.
    """
    _check_log(log)
    border = min(one.deployed for one in log) + split_week * ONE_WEEK
    before = [one for one in log if one.deployed < border]
    after = [one for one in log if one.deployed >= border]
    if not after:
        raise InputError(
            f"Nothing was deployed after week {split_week}.",
            "Choose an earlier week to compare.",
            field="split",
        )
    return compute_dora_metrics(before, split_week), compute_dora_metrics(
        after, max(weeks_covered(log) - split_week, 1)
    )


def weekly_deployments_and_failures(log: Sequence[Deployment], weeks: int) -> list[tuple[int, int]]:
    """Return deployments and failed ones of each week that a log covers, at least of `weeks`."""
    start, many = min(one.deployed for one in log), max(weeks, weeks_covered(log))
    counts = [(0, 0)] * many
    for one in log:
        at = min((one.deployed - start) // ONE_WEEK, many - 1)
        counts[at] = (counts[at][0] + 1, counts[at][1] + one.failed)
    return counts


def _last_event_time(deployment: Deployment) -> datetime:
    return max(deployment.deployed, deployment.recovered or deployment.deployed)


def _hours_between(start: datetime, end: datetime) -> float:
    return (end - start) / timedelta(hours=1)


def _check_log(log: Sequence[Deployment]) -> None:
    if not log:
        raise InputError("There's no deployment in the log.", "Enter at least one.")
    for number, one in enumerate(log, start=1):
        _check_time_order(number, one)


def _check_time_order(number: int, deployment: Deployment) -> None:
    if deployment.deployed < deployment.committed:
        raise InputError(
            f"Deployment {number} was live before its change was committed.", "Check both times."
        )
    if deployment.recovered and deployment.recovered < deployment.deployed:
        raise InputError(
            f"Deployment {number} recovered before it was deployed.", "Check both times."
        )
