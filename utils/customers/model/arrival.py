"""How long it takes until something happens, where for some it hasn't happened yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class ArrivalCurve:
    """A Kaplan-Meier curve: after `times[i]`, a share `shares[i]` has arrived.

    `total` were watched and `arrived` got there while we watched.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]
    total: int
    arrived: int

    def share_by(self, time: float) -> float:
        """Return the share that has arrived by a time, from 0 to 1."""
        at = int(np.searchsorted(self.times, time, side="right"))
        return self.shares[at - 1] if at else 0.0

    def time_of(self, share: float) -> float | None:
        """Return when this share has arrived; None if it hasn't while we watched."""
        for time, reached in zip(self.times, self.shares, strict=True):
            if reached >= share - 1e-12:
                return time
        return None


def arrivals(times: Sequence[float], arrived: Sequence[bool]) -> ArrivalCurve:
    """Return the curve of those who arrive (Kaplan and Meier, 1958).

    `times` has, for each, how long until the arrival, or how long we watched without one. Those who
    haven't arrived count as long as they were watched: they aren't dropped, and they don't count as
    never. Where an arrival and the end of watching fall on the same time, the arrival came first.
    """
    time, came = np.asarray(times, float), np.asarray(arrived, bool)
    moments = np.unique(time[came])
    watched = len(time) - np.searchsorted(np.sort(time), moments, side="left")
    events = np.searchsorted(np.sort(time[came]), moments, side="right")
    events = np.diff(events, prepend=0)
    left = np.cumprod(1 - events / watched) if len(moments) else np.array([])
    return ArrivalCurve(
        tuple(map(float, moments)), tuple(map(float, 1 - left)), len(time), int(came.sum())
    )


@dataclass(frozen=True)
class FunnelStep:
    """A step of a funnel: how many reached it, and the share of the step before that did."""

    name: str
    reached: int
    share_of_previous: float


def funnel(names: Sequence[str], counts: Sequence[int]) -> list[FunnelStep]:
    """Return the steps of a funnel; the first one is everyone who could start."""
    before = [counts[0], *counts[:-1]] if len(counts) else []
    return [
        FunnelStep(name, count, count / previous if previous else 0.0)
        for name, count, previous in zip(names, counts, before, strict=True)
    ]


def worst_step(steps: Sequence[FunnelStep]) -> FunnelStep:
    """Return the step that loses the largest share of those who could take it."""
    return min(steps[1:], key=lambda step: step.share_of_previous)
