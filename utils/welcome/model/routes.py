"""Which exercises fit into the time there is. Pure functions; minutes are the course's estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL = 0.0  # no limit


@dataclass(frozen=True)
class Block:
    """Exercises of a notebook that belong together.

    `doing` and `reading` in minutes; `rank` says how early somebody should take it, 1 first.
    """

    key: str
    notebook: str
    exercises: tuple[int, ...]
    doing: float
    reading: float
    rank: int
    says: str = ""

    @property
    def minutes(self) -> float:
        """Reading and doing."""
        return self.doing + self.reading


@dataclass(frozen=True)
class Stop:
    """A block with the minutes between which it lies."""

    block: Block
    start: float
    end: float


def chosen(blocks: Sequence[Block], minutes: float) -> list[Block]:
    """Return the blocks that fit, in their own order.

    Taken by rank until one no longer fits; smaller ones after it may still. `ALL` takes every one.
    Raises InputError for a time below zero.
    """
    if minutes < 0:
        raise InputError(f"{minutes:g} minutes cannot be.", "Give a time of zero or more.")
    if minutes == ALL:
        return list(blocks)
    left, taken = minutes, set()
    for one in sorted(blocks, key=lambda block: block.rank):
        if one.minutes <= left:
            taken.add(one.key)
            left -= one.minutes
    return [one for one in blocks if one.key in taken]


def schedule(blocks: Sequence[Block]) -> list[Stop]:
    """Return the blocks one after the other, with the minutes at which each begins and ends."""
    stops, now = [], 0.0
    for one in blocks:
        stops.append(Stop(one, now, now + one.minutes))
        now += one.minutes
    return stops


def weeks(minutes: float, hours_a_week: float) -> float:
    """Return how many weeks so many minutes take. Raises InputError without hours."""
    if hours_a_week <= 0:
        raise InputError("No hours a week.", "Give at least a quarter of an hour.")
    return minutes / 60 / hours_a_week
