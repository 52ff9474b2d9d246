"""Alternatives to hiring, measured on the same criteria.

Need and skill are levels from 0 to 4, as in the gap plan: what an option leaves uncovered on a
criterion is need − level, never below zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.hiring.model.need import MAX_RATING, normalize_weights
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REVERSED_CRITERION = "journey"  # rated by how *simple* it is: the need is the distance from the top


@dataclass(frozen=True)
class HiringOption:
    """A way to get the work done: `months` until it works, `levels` from 0 to 4, `cost` as text."""

    key: str
    label: str
    months: float
    levels: Mapping[str, float]
    cost: str = ""


@dataclass(frozen=True)
class Coverage:
    """What an option leaves open: `gaps` in levels, `uncovered_share` weighted, from 0 to 1."""

    option: HiringOption
    gaps: Mapping[str, float]
    uncovered_share: float
    in_time: bool


def required_levels(ratings: Mapping[str, float]) -> dict[str, float]:
    """Return the level that each criterion requires, from 0 to 4."""
    return {
        key: MAX_RATING - value if key == REVERSED_CRITERION else value
        for key, value in ratings.items()
    }


def compute_coverage(
    option: HiringOption,
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    months: float,
) -> Coverage:
    """Return what an option leaves open: Σ wᵢ max(0, needᵢ − levelᵢ) ÷ 4.

    `months` is the time there is. Raises InputError if the option lacks a criterion.
    """
    missing = sorted(ratings.keys() - option.levels.keys())
    if missing:
        raise InputError(f"{option.label} has no level for {', '.join(missing)}.", "Add it.")
    part = normalize_weights(weights)
    gaps = {
        key: max(0.0, need - option.levels[key]) for key, need in required_levels(ratings).items()
    }
    share = math.fsum(part[key] * gap for key, gap in gaps.items()) / MAX_RATING
    return Coverage(option, gaps, share, option.months <= months)


def rank_options(
    options: Sequence[HiringOption],
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    months: float,
) -> list[Coverage]:
    """Return all options: those in time first, then by what they leave open, then by months."""
    coverages = [compute_coverage(one, ratings, weights, months) for one in options]
    return sorted(
        coverages,
        key=lambda one: (not one.in_time, round(one.uncovered_share, 9), one.option.months),
    )
