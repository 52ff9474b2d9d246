"""Two groups: how far apart they are, how sure that is, and how many it takes to tell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE, POWER = 0.95, 0.8
DRAWS = 2_000
MOST_NEEDED = 10_000_000  # in each group: beyond that, nobody would wait


@dataclass(frozen=True)
class Difference:
    """A difference with the ends of its interval. Shares lie between -1 and 1."""

    value: float
    low: float
    high: float

    @property
    def can_tell(self) -> bool:
        """Whether zero lies outside the interval."""
        return self.low > 0 or self.high < 0


def wilson(hits: float, total: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's score interval of a share, from 0 to 1 (Wilson, 1927).

    Raises InputError where no one was counted, or where there are more hits than that.
    """
    if not 0 <= hits <= total or total <= 0:
        raise InputError(
            f"{hits:g} of {total:g} isn't a share.", "Count at least one, and no more than all."
        )
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, center = hits / total, (hits + z * z / 2) / (total + z * z)
    half = z * math.sqrt(total * share * (1 - share) + z * z / 4) / (total + z * z)
    return max(0.0, center - half), min(1.0, center + half)


def share_difference(
    hits: float, total: float, other_hits: float, other_total: float
) -> Difference:
    """Return first share minus second, with Newcombe's hybrid score interval of 95%.

    Method 10 of Newcombe (1998), "Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17: 873-890. Raises InputError as `wilson` does.
    """
    (low, high), (other_low, other_high) = wilson(hits, total), wilson(other_hits, other_total)
    share, other = hits / total, other_hits / other_total
    value = share - other
    return Difference(
        value,
        value - math.hypot(share - low, other_high - other),
        value + math.hypot(high - share, other - other_low),
    )


def keys_needed(share: float, other: float, power: float = POWER) -> int | None:
    """Return how many each group needs to tell two shares apart; None where it takes too many.

    The usual formula for two proportions: with so many, a true difference of this size is found
    in a share `power` of all trials, at 95% confidence.
    """
    normal = NormalDist()
    z = normal.inv_cdf((1 + CONFIDENCE) / 2) + normal.inv_cdf(power)
    gap = share - other
    if gap == 0:
        return None
    needed = z * z * (share * (1 - share) + other * (1 - other)) / gap**2
    return math.ceil(needed) if needed <= MOST_NEEDED else None


def median_difference(
    first: Sequence[float], second: Sequence[float], *, draws: int = DRAWS, seed: int = 1
) -> Difference:
    """Return the first median minus the second, with a percentile bootstrap interval of 95%.

    Values may be infinite: those who haven't arrived are later than all others. Where a median or
    an end of the interval isn't finite, it's NaN. Each draw takes as many values as there are, with
    replacement (Efron, 1979). Raises InputError for a group without values.
    """
    if not len(first) or not len(second):
        raise InputError("One of the groups is empty.", "Choose two groups that both have keys.")
    rng = np.random.default_rng(seed)
    one, other = (_median_draws(rng, values, draws) for values in (first, second))
    with np.errstate(invalid="ignore"):
        gaps = np.sort(one - other)  # NaN, where both are infinite, goes to the end
        value = float(_medians(np.sort(first)[None])[0] - _medians(np.sort(second)[None])[0])
    low, high = (float(gaps[round(at * (draws - 1))]) for at in (0.025, 0.975))
    return Difference(*(one if math.isfinite(one) else math.nan for one in (value, low, high)))


def _median_draws(rng: np.random.Generator, values: Sequence[float], draws: int) -> np.ndarray:
    many = np.asarray(values, float)
    return _medians(np.sort(many[rng.integers(len(many), size=(draws, len(many)))], axis=1))


def _medians(rows: np.ndarray) -> np.ndarray:
    """Return the median of each sorted row; infinite values stay in their places."""
    middle = rows.shape[1] // 2
    if rows.shape[1] % 2:
        return rows[:, middle]
    return (rows[:, middle - 1] + rows[:, middle]) / 2
