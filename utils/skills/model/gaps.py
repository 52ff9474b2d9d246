"""S1: gaps between where someone is and where the role needs them to be.

Levels run from 0 (never met it) to 4 (others ask you). Levels, weights and targets are opinion:
a starting point for the learner to change.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol, TypeVar

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LEVEL = 4
MIN_LEVEL_NEEDING_EVIDENCE = 2
MAX_WEEKLY_HOURS = 60


class HasPriority(Protocol):
    """Anything with a priority, such as a skill."""

    @property
    def priority(self) -> float:
        """How much closing the gap matters: gap times weight."""


T = TypeVar("T", bound=HasPriority)


def level_gap(target: float, own_level: float) -> float:
    """Return max(0, target - level), in levels. Both run from 0 to 4.

    Raises InputError for a level outside 0 to 4.
    """
    return max(0.0, _check_level("target", target) - _check_level("own level", own_level))


def gap_priority(gap_in_levels: float, weight: float) -> float:
    """Return gap times weight. A weight is 0 or more; 1 is ordinary."""
    if not (math.isfinite(weight) and weight >= 0):
        raise InputError(
            f"The weight is {weight}, which can't be used.",
            "Enter 0 or more; 1 is ordinary, 2 counts double.",
        )
    return gap_in_levels * weight


def weeks_for_hours(hours: float, hours_a_week: float) -> float:
    """Return hours divided by hours a week.

    Raises InputError unless hours a week are above 0 and at most 60.
    """
    if not 0 < hours_a_week <= MAX_WEEKLY_HOURS:
        raise InputError(
            f"{hours_a_week:g} hours a week can't be planned with.",
            f"Enter more than 0, up to {MAX_WEEKLY_HOURS}; 3 to 6 is usual alongside a job.",
        )
    return hours / hours_a_week


def rank_by_priority(items: Iterable[T]) -> list[T]:
    """Return items by priority, highest first; equal ones keep the order they came in."""
    return sorted(items, key=lambda item: -item.priority)


def needs_evidence(level: float) -> bool:
    """Return whether a claimed level asks for a sentence of evidence (2 and above)."""
    return level >= MIN_LEVEL_NEEDING_EVIDENCE


def _check_level(name: str, value: float) -> float:
    if not 0 <= value <= MAX_LEVEL:
        raise InputError(
            f"The {name} is {value:g}, outside the scale.", f"Enter a level from 0 to {MAX_LEVEL}."
        )
    return value
