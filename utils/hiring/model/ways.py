"""Other ways than hiring, measured on the same criteria.

Need and skill are levels from 0 to 4, as in the gap plan: what an option leaves uncovered on a
criterion is need − level, never below zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.hiring.model.need import TOP, shares
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REVERSED = "journey"  # rated by how *simple* it is: the need is what is left to the top


@dataclass(frozen=True)
class Option:
    """A way to get the work done; `months` until it works; `levels` from 0 to 4."""

    key: str
    label: str
    months: float
    levels: Mapping[str, float]
    price: str = ""


@dataclass(frozen=True)
class Cover:
    """What an option leaves open: `gaps` in levels, `open_share` weighted, from 0 to 1."""

    option: Option
    gaps: Mapping[str, float]
    open_share: float
    in_time: bool


def needs(ratings: Mapping[str, float]) -> dict[str, float]:
    """Return what each criterion asks for, from 0 to 4."""
    return {key: TOP - value if key == REVERSED else value for key, value in ratings.items()}


def cover(
    option: Option,
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    months: float,
) -> Cover:
    """Return what an option leaves open: Σ wᵢ max(0, needᵢ − levelᵢ) ÷ 4.

    Raises InputError where the option does not know a criterion.
    """
    missing = sorted(ratings.keys() - option.levels.keys())
    if missing:
        raise InputError(f"{option.label} has no level for {', '.join(missing)}.", "Add it.")
    part = shares(weights)
    gaps = {key: max(0.0, need - option.levels[key]) for key, need in needs(ratings).items()}
    share = math.fsum(part[key] * gap for key, gap in gaps.items()) / TOP
    return Cover(option, gaps, share, option.months <= months)


def ranked(
    options: Sequence[Option],
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    months: float,
) -> list[Cover]:
    """Return all options: those in time first, then by what they leave open, then by months."""
    covers = [cover(one, ratings, weights, months) for one in options]
    return sorted(
        covers, key=lambda one: (not one.in_time, round(one.open_share, 9), one.option.months)
    )
