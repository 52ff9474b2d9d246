"""Requirement on trial: two testers apply a measure to one day, and fill in what it leaves open.

Each missing part has a lenient and a strict reading that both can be defended (our choice):

over what time   the whole day, or every 5 minutes
for how many     the mean, or every single call
at what load     up to the daily peak, or whatever comes in
of which calls   those that are answered, or all: a failed call counts as too slow

A measure that says all four has one reading, so it gets one verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.role.model.call_day import DAILY_PEAK_CALLS_PER_SECOND, MINUTES_PER_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from utils.role.model.call_day import CallDay

STRICT_WINDOW_MINUTES = 5  # minutes
CALL_COUNT_TOLERANCE = 1e-6  # calls: 5% of 100 calls are 5, whatever a computer makes of 0.05 × 100
WINDOW, SHARE, LOAD, CALLS = (
    "over what time",
    "for how many calls",
    "at what load",
    "of which calls",
)
POSSIBLY_MISSING_PARTS = (WINDOW, SHARE, LOAD, CALLS)


@dataclass(frozen=True)
class Requirement:
    """What a measure asks for; None where it doesn't say.

    `limit_ms` is the limit in milliseconds, infinite where only failures count. `allowed_share` of
    calls may miss it, 0 to 1. The measure holds up to a load of `max_calls_per_second`. With
    `uses_mean` the limit is for the mean of a window. `hours` are the minutes of the day from which
    and up to which it holds. `window_seconds` is the window as it was said, where that isn't in
    whole minutes.
    """

    limit_ms: float
    allowed_share: float | None = None
    uses_mean: bool = False
    window_minutes: int | None = None
    max_calls_per_second: float | None = None
    answered_only: bool | None = None
    hours: tuple[int, int] | None = None
    window_seconds: float | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is left to the tester, any of `POSSIBLY_MISSING_PARTS`."""
        unsaid = (
            self.window_minutes is None,
            self.allowed_share is None and not self.uses_mean,
            self.max_calls_per_second is None,
            self.answered_only is None and not self.uses_mean,
        )
        return tuple(
            part for part, open_ in zip(POSSIBLY_MISSING_PARTS, unsaid, strict=True) if open_
        )


@dataclass(frozen=True)
class Rule:
    """A measure with nothing left open. The parts are those of `Requirement`."""

    limit_ms: float
    allowed_share: float
    uses_mean: bool
    window_minutes: int
    max_calls_per_second: float
    answered_only: bool
    hours: tuple[int, int] | None = None


@dataclass(frozen=True)
class RuleEvaluation:
    """A rule applied to a day, window by window. Every array has the shape (…, windows).

    `values` are shares of calls that miss the limit, 0 to 1, or means in milliseconds; `counted`
    is whether a window counts, `fails` whether it counts and misses; `passes_by_day` the verdict
    for each day. A day on which no window counts passes: nothing was asked of it.
    """

    starts: NDArray[np.int64]
    values: NDArray[np.float64]
    counted: NDArray[np.bool_]
    fails: NDArray[np.bool_]

    @property
    def passes_by_day(self) -> NDArray[np.bool_]:
        """Whether each day passes: no window that counts fails."""
        return np.logical_not(np.any(self.fails, axis=-1))


def lenient(requirement: Requirement) -> Rule:
    """Return the measure as read by a tester who gives the system the benefit of the doubt."""
    return Rule(
        requirement.limit_ms,
        0.0 if requirement.allowed_share is None else requirement.allowed_share,
        requirement.uses_mean or requirement.allowed_share is None,
        MINUTES_PER_DAY if requirement.window_minutes is None else requirement.window_minutes,
        float(DAILY_PEAK_CALLS_PER_SECOND)
        if requirement.max_calls_per_second is None
        else requirement.max_calls_per_second,
        requirement.answered_only is None or requirement.answered_only,
        requirement.hours,
    )


def strict(requirement: Requirement) -> Rule:
    """Return the measure as read by a tester who takes every word at its strictest."""
    return Rule(
        requirement.limit_ms,
        0.0 if requirement.allowed_share is None else requirement.allowed_share,
        requirement.uses_mean,
        STRICT_WINDOW_MINUTES if requirement.window_minutes is None else requirement.window_minutes,
        np.inf if requirement.max_calls_per_second is None else requirement.max_calls_per_second,
        bool(requirement.answered_only),
        requirement.hours,
    )


def judge(day: CallDay, rule: Rule) -> RuleEvaluation:
    """Return which windows of a day miss a rule.

    Windows follow one another from midnight on, or from the first hour that counts. Minutes in
    which more calls come in than the rule's load count for nothing, and so do those outside its
    hours; a window without any other minute isn't counted.
    """
    starts = _window_starts(rule)
    within = day.calls <= 60 * rule.max_calls_per_second
    if rule.hours:
        within = within & _hours_mask(rule)
    answered = _window_sums(np.where(within, day.answered, 0), starts)
    failed = _window_sums(np.where(within, day.failed, 0), starts)
    if rule.uses_mean:
        total = _window_sums(np.where(within, day.answered * day.mean_ms, 0), starts)
        values = total / np.maximum(answered, 1)
        misses = values > rule.limit_ms
    else:
        missed = _window_sums(np.where(within, day.calls_slower_than(rule.limit_ms), 0), starts)
        of = answered
        if not rule.answered_only:
            missed, of = missed + failed, answered + failed
        values = missed / np.maximum(of, 1)
        misses = missed > rule.allowed_share * of + CALL_COUNT_TOLERANCE
    counted = _window_sums(within, starts) > 0
    return RuleEvaluation(starts, values, counted, misses & counted)


def _minute_ranges(rule: Rule) -> list[tuple[int, int]]:
    """Return from which minute to which a rule holds; a night has two parts in one day."""
    start, end = rule.hours or (0, MINUTES_PER_DAY)
    return [(start, end)] if start < end else [(0, end), (start, MINUTES_PER_DAY)]


def _window_starts(rule: Rule) -> NDArray[np.int64]:
    size, found = min(max(rule.window_minutes, 1), MINUTES_PER_DAY), {0}
    if not rule.hours:
        return np.arange(0, MINUTES_PER_DAY, size)
    for start, end in _minute_ranges(rule):
        found.update(range(start, end, size))
        found.update({end} - {MINUTES_PER_DAY})
    return np.array(sorted(found))


def _hours_mask(rule: Rule) -> NDArray[np.bool_]:
    within = np.zeros(MINUTES_PER_DAY, bool)
    for start, end in _minute_ranges(rule):
        within[start:end] = True
    return within


def _window_sums(values: NDArray[np.generic], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.add.reduceat(values.astype(float), starts, axis=-1)
