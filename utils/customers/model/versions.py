"""How an old version dies out: its calls week by week, and a forecast with a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DRAWS, BAND = 2_000, (10, 90)
NEGLIGIBLE_WEEKLY_CALLS = 0.5  # calls a week
MAX_GROWTH_FACTOR = 2  # times a caller's highest past week


@dataclass(frozen=True)
class OldVersionCallForecast:
    """Calls to the old version in coming weeks: the middle draw, and four draws in five."""

    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def forecast(
    calls: Mapping[str, Sequence[float]], weeks_ahead: int, *, draws: int = DRAWS, seed: int = 1
) -> OldVersionCallForecast:
    """Return how many calls all callers together still make, for each of the coming weeks.

    `calls` has the calls of past weeks by caller. Each coming week changes a caller's calls by the
    factor of one of its own past weeks, drawn at random, up to twice its highest past week. Raises
    InputError for fewer than three weeks. The rule assumes that callers go on as before.
    """
    if min(map(len, calls.values()), default=0) < 3:
        raise InputError("There are too few weeks to go by.", "Bring at least three weeks.")
    rng = np.random.default_rng(seed)
    total = sum(_simulate_paths(rng, past, weeks_ahead, draws) for past in calls.values())
    low, middle, high = np.percentile(total, (BAND[0], 50, BAND[1]), axis=0)
    return OldVersionCallForecast(*(tuple(map(float, line)) for line in (middle, low, high)))


def _simulate_paths(
    rng: np.random.Generator, past_calls: Sequence[float], weeks_ahead: int, draws: int
) -> np.ndarray:
    counts = np.asarray(past_calls, float)
    if counts[-1] < NEGLIGIBLE_WEEKLY_CALLS:
        return np.zeros((draws, weeks_ahead))
    known = counts[:-1] >= NEGLIGIBLE_WEEKLY_CALLS
    if not known.any():  # a caller that has only just come
        return np.full((draws, weeks_ahead), counts[-1])
    factors = counts[1:][known] / counts[:-1][known]
    picked = factors[rng.integers(len(factors), size=(draws, weeks_ahead))]
    path = np.empty((draws, weeks_ahead))
    now = np.full(draws, counts[-1])
    for week in range(weeks_ahead):
        now = np.minimum(now * picked[:, week], MAX_GROWTH_FACTOR * counts.max())
        path[:, week] = now
    return path


def first_week_staying_below(weekly_values: Sequence[float], limit: float) -> int | None:
    """Return the first coming week in which a line is below a limit and stays there, from 1."""
    found = None
    for week in range(len(weekly_values), 0, -1):
        if weekly_values[week - 1] >= limit:
            break
        found = week
    return found
