"""In which order events happened: by writing on one machine, by time between machines."""

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
    """Return the places of a longest part that never falls (patience sorting)."""
    ends: list[str] = []
    places: list[int] = []
    before: list[int | None] = []
    for number, time in enumerate(times):
        pile = bisect_right(ends, time)
        before.append(places[pile - 1] if pile else None)
        ends[pile : pile + 1] = [time]
        places[pile : pile + 1] = [number]
    chosen: set[int] = set()
    place = places[-1] if places else None
    while place is not None:
        chosen.add(place)
        place = before[place]
    return chosen
