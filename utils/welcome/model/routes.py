"""Which exercises fit into the time there is. Pure functions; minutes are the course's estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

UNLIMITED_MINUTES = 0.0  # no limit


@dataclass(frozen=True)
class ExerciseGroup:
    """Exercises of a notebook that belong together.

    `rank` says how early to take it, 1 first. `minutes` is reading and exercises together.
    """

    key: str
    notebook: str
    exercises: tuple[int, ...]
    exercise_minutes: float
    reading_minutes: float
    rank: int
    summary: str = ""

    @property
    def minutes(self) -> float:
        """Minutes of reading and exercises."""
        return self.exercise_minutes + self.reading_minutes


@dataclass(frozen=True)
class RouteStop:
    """A block with its start and end, in minutes from the start of the route."""

    block: ExerciseGroup
    start: float
    end: float


def select_blocks(blocks: Sequence[ExerciseGroup], minutes: float) -> list[ExerciseGroup]:
    """Return the blocks that fit, in their own order.

    Taken by rank until one no longer fits; smaller ones after it may still. `UNLIMITED_MINUTES`
    takes every one. Raises InputError for a time below zero.
    """
    if minutes < 0:
        raise InputError(f"A route can't take {minutes:g} minutes.", "Enter 0 or more minutes.")
    if minutes == UNLIMITED_MINUTES:
        return list(blocks)
    left, taken = minutes, set()
    for one in sorted(blocks, key=lambda block: block.rank):
        if one.minutes <= left:
            taken.add(one.key)
            left -= one.minutes
    return [one for one in blocks if one.key in taken]


def schedule_blocks(blocks: Sequence[ExerciseGroup]) -> list[RouteStop]:
    """Return the blocks one after the other, with the minutes at which each begins and ends."""
    stops, now = [], 0.0
    for one in blocks:
        stops.append(RouteStop(one, now, now + one.minutes))
        now += one.minutes
    return stops


def weeks_needed(minutes: float, hours_per_week: float) -> float:
    """Return how many weeks these minutes take. Raises InputError for 0 hours or less."""
    if hours_per_week <= 0:
        raise InputError(
            f"{hours_per_week:g} hours a week won't get you through the course.",
            "Enter more than 0 hours a week, such as 0.5.",
        )
    return minutes / 60 / hours_per_week
