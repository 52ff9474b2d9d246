"""Two groups: how far apart they are, how sure that is, and how many it takes to tell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from utils.customers.model.arrival import arrivals
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    # Times, and for each whether it's an arrival or the end of watching.
    Arrived: TypeAlias = tuple[Sequence[float], Sequence[bool]]

CONFIDENCE, POWER = 0.95, 0.8
DRAWS, CHUNK = 2_000, 250  # of the bootstrap; a chunk at a time fits into memory
MAX_KEYS_NEEDED = 10_000_000  # in each group: beyond that, nobody would wait


@dataclass(frozen=True)
class Difference:
    """A difference with the ends of its interval. Shares lie between -1 and 1."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
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


def keys_needed(share: float, other_share: float, power: float = POWER) -> int | None:
    """Return how many each group needs to tell two shares apart; None where it takes too many.

    Fleiss, Levin, and Paik (2003), "Statistical Methods for Rates and Proportions", section 4.2:
    with so many, a true difference of this size is found in a share `power` of all trials, at 95%
    confidence.
    """
    normal, gap, mean = NormalDist(), share - other_share, (share + other_share) / 2
    if gap == 0:
        return None
    spread = normal.inv_cdf((1 + CONFIDENCE) / 2) * math.sqrt(2 * mean * (1 - mean))
    spread += normal.inv_cdf(power) * math.sqrt(
        share * (1 - share) + other_share * (1 - other_share)
    )
    needed = (spread / gap) ** 2
    return math.ceil(needed) if needed <= MAX_KEYS_NEEDED else None


def median_difference(
    first: Arrived, second: Arrived, *, draws: int = DRAWS, seed: int = 1
) -> Difference:
    """Return the first median minus the second, with a percentile bootstrap interval of 95%.

    Medians are those of the Kaplan-Meier curve, so that who hasn't arrived counts as long as it was
    watched. Each draw takes as many pairs of a time and its arrival as there are, with replacement
    (Efron, 1981, "Censored data and the bootstrap"). An end is infinite where a draw's half hasn't
    arrived; a draw in which neither has counts at both ends. The value is NaN if both medians are
    unknown. Raises InputError for a group without values.
    """
    if not len(first[0]) or not len(second[0]):
        raise InputError("One of the groups is empty.", "Choose two groups that both have keys.")
    rng = np.random.default_rng(seed)
    one, other = (_bootstrap_medians(rng, group, draws) for group in (first, second))
    with np.errstate(invalid="ignore"):
        gaps = one - other  # NaN where both are infinite
        value = float(_median_time(first) - _median_time(second))
    ends = ((-math.inf, 0.025), (math.inf, 0.975))
    low, high = (
        float(np.sort(np.where(np.isnan(gaps), unknown, gaps))[round(at * (draws - 1))])
        for unknown, at in ends
    )
    return Difference(value, low, high)


def _median_time(group: Arrived) -> float:
    found = arrivals(*group).time_of(0.5)
    return math.inf if found is None else found


def _bootstrap_medians(rng: np.random.Generator, group: Arrived, draws: int) -> np.ndarray:
    """Return the median of the curve in each draw; infinite where fewer than half arrive."""
    times, came = np.asarray(group[0], float), np.asarray(group[1], bool)
    order = np.lexsort((~came, times))  # at the same time, an arrival comes first
    times, came = times[order], came[order]
    size, found = len(times), []
    for start in range(0, draws, CHUNK):
        many = rng.multinomial(size, [1 / size] * size, size=min(CHUNK, draws - start))
        watched = many[:, ::-1].cumsum(axis=1)[:, ::-1]
        left = np.cumprod(1 - np.where(came, many, 0) / np.maximum(watched, 1), axis=1)
        half = left <= 0.5 + 1e-9
        found.append(np.where(half.any(axis=1), times[half.argmax(axis=1)], math.inf))
    return np.concatenate(found)
