"""Times of one machine's events, corrected where its clock went back."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def correct_clock_times(times: Sequence[str]) -> list[str]:
    """Return one time for each, never falling, that disbelieves as few of them as possible.

    `times` are those of one machine's events in the order of writing, so where they fall a clock
    was wrong. The longest rising part is believed; every other event gets the time of the last
    believed one before it (of the first, where there is none).
    """
    believed = _longest_nondecreasing_indexes(times)
    result, now = [], times[min(believed)] if believed else ""
    for number, time in enumerate(times):
        now = time if number in believed else now
        result.append(now)
    return result


def _longest_nondecreasing_indexes(times: Sequence[str]) -> set[int]:
    """Return the indexes of a longest part that never falls (patience sorting)."""
    ends: list[str] = []
    indexes: list[int] = []
    before: list[int | None] = []
    for number, time in enumerate(times):
        pile = bisect_right(ends, time)
        before.append(indexes[pile - 1] if pile else None)
        ends[pile : pile + 1] = [time]
        indexes[pile : pile + 1] = [number]
    chosen: set[int] = set()
    index = indexes[-1] if indexes else None
    while index is not None:
        chosen.add(index)
        index = before[index]
    return chosen
