"""Keys of callers: how far each has come, sliced and counted."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from utils.customers.model.arrival import ArrivalCurve, FunnelStep, arrivals, funnel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STEP_NAMES = ("key", "first call", "first success", "first live call", "hundredth call")
SUCCESS_STEP = STEP_NAMES.index("first success")
HOURS_PER_DAY = 24  # hours


@dataclass(frozen=True, eq=False)
class ApiKey:
    """A key: what it belongs to, and the hours from its making to each of `STEP_NAMES`.

    A step that hasn't been reached is infinite, one that isn't recorded is NaN. `watched_hours` is
    for how long we could look; `groups` has a value for each way to slice, and `created_day` the
    day on which the key was made, from 0.
    """

    groups: Mapping[str, str]
    hours_to_step: tuple[float, ...]
    watched_hours: float
    created_day: int

    def reached(self, step: int) -> bool:
        """Return whether the key has come to a step while we watched."""
        return self.hours_to_step[step] <= self.watched_hours


def group_keys(keys: Iterable[ApiKey], *by: str) -> dict[str, list[ApiKey]]:
    """Return the keys by group, the largest group first; one group where `by` is empty."""
    found: dict[str, list[ApiKey]] = {}
    for key in keys:
        name = " · ".join(key.groups.get(one, "?") for one in by) or "all keys"
        found.setdefault(name, []).append(key)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def key_funnel(keys: Sequence[ApiKey]) -> list[FunnelStep]:
    """Return the funnel of these keys. A later step counts for all the steps before it.

    Steps that aren't recorded for any key are left out.
    """
    known = [
        at
        for at in range(len(STEP_NAMES))
        if not all(math.isnan(key.hours_to_step[at]) for key in keys)
    ]
    furthest = Counter(_furthest_step(key) for key in keys)
    counts = [sum(n for at, n in furthest.items() if at >= step) for step in known]
    return funnel([STEP_NAMES[at] for at in known], counts)


def _furthest_step(key: ApiKey) -> int:
    return max(step for step in range(len(STEP_NAMES)) if step == 0 or key.reached(step))


def waiting_hours_and_reached(
    keys: Iterable[ApiKey], step: int = SUCCESS_STEP
) -> tuple[list[float], list[bool]]:
    """Return the hours to a step, or as long as a key was watched, and whether it got there."""
    pairs = [(min(key.hours_to_step[step], key.watched_hours), key.reached(step)) for key in keys]
    return [hours for hours, _ in pairs], [reached for _, reached in pairs]


def arrival_curve(keys: Iterable[ApiKey], step: int = SUCCESS_STEP) -> ArrivalCurve:
    """Return the curve of hours to a step; keys that haven't reached it count as watched."""
    return _cached_arrival_curve(tuple(keys), step)


@lru_cache(maxsize=64)  # one picture asks for the same curve several times
def _cached_arrival_curve(keys: tuple[ApiKey, ...], step: int) -> ArrivalCurve:
    return arrivals(*waiting_hours_and_reached(keys, step))


def median_of_arrived(keys: Iterable[ApiKey], step: int = SUCCESS_STEP) -> float | None:
    """Return the median hours of those who arrived: what one gets by dropping all others."""
    hours = sorted(key.hours_to_step[step] for key in keys if key.reached(step))
    if not hours:
        return None
    middle = len(hours) // 2
    return hours[middle] if len(hours) % 2 else (hours[middle - 1] + hours[middle]) / 2


def count_reached_and_watched_within_day(
    keys: Iterable[ApiKey], step: int = SUCCESS_STEP
) -> tuple[int, int]:
    """Return how many reached a step within a day, and how many were watched that long.

    Younger keys are left out, whether they succeeded or not: a share of all would mix ages.
    """
    watched = [key for key in keys if key.watched_hours >= HOURS_PER_DAY]
    return sum(key.hours_to_step[step] < HOURS_PER_DAY for key in watched), len(watched)
