"""Keys of callers: how far each has come, sliced and counted."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.customers.model.arrival import Arrivals, Step, arrivals, funnel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STEPS = ("key", "first call", "first success", "first live call", "hundredth call")
SUCCESS = STEPS.index("first success")
DAY = 24  # hours
SLICES = ("caller", "library")


@dataclass(frozen=True)
class Key:
    """A key: what it belongs to, and the hours from its making to each step of `STEPS`.

    A step that hasn't been reached is infinite. `watched` is for how many hours we could look;
    `groups` has a value for each way to slice, and `day` the day on which the key was made, from 0.
    """

    groups: Mapping[str, str]
    hours: tuple[float, ...]
    watched: float
    day: int

    def reached(self, step: int) -> bool:
        """Return whether the key has come to a step while we watched."""
        return self.hours[step] <= self.watched


def sliced(keys: Iterable[Key], by: str) -> dict[str, list[Key]]:
    """Return the keys by group, the largest group first; one group where `by` is empty."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key.groups.get(by, "?") if by else "all keys", []).append(key)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def steps(keys: Sequence[Key]) -> list[Step]:
    """Return the funnel of these keys. A later step counts for all the steps before it."""
    furthest = Counter(_furthest(key) for key in keys)
    counts = [sum(n for at, n in furthest.items() if at >= step) for step in range(len(STEPS))]
    return funnel(STEPS, counts)


def _furthest(key: Key) -> int:
    return max(step for step in range(len(STEPS)) if step == 0 or key.reached(step))


def time_to(keys: Sequence[Key], step: int = SUCCESS) -> Arrivals:
    """Return the curve of hours to a step; keys that haven't reached it count as watched."""
    return arrivals(
        [min(key.hours[step], key.watched) for key in keys], [key.reached(step) for key in keys]
    )


def median_of_arrived(keys: Iterable[Key], step: int = SUCCESS) -> float | None:
    """Return the median hours of those who arrived: what one gets by dropping all others."""
    hours = sorted(key.hours[step] for key in keys if key.reached(step))
    if not hours:
        return None
    middle = len(hours) // 2
    return hours[middle] if len(hours) % 2 else (hours[middle - 1] + hours[middle]) / 2


def first_day(keys: Iterable[Key], step: int = SUCCESS) -> tuple[int, int]:
    """Return how many reached a step within a day, and how many were watched that long."""
    watched = [key for key in keys if key.watched >= DAY or key.hours[step] < DAY]
    return sum(key.hours[step] < DAY for key in watched), len(watched)


def not_reached_as_infinite(keys: Iterable[Key], step: int = SUCCESS) -> list[float]:
    """Return the hours to a step; those who haven't reached it are later than all others."""
    return [key.hours[step] if key.reached(step) else math.inf for key in keys]
