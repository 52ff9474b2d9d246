"""One synthetic day of calls to the refund status, minute by minute. Invented, and seeded.

Each minute has a number of calls, a median response time, and calls that fail. Response times
follow a log-logistic distribution: like the usual lognormal it has a long tail, and its shares and
means have short formulas. On many days something happens: a rush beyond the daily peak, an outage
of some minutes, a slow hour after a deployment. Everything here is our assumption; nothing was
measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MINUTES_PER_DAY = 24 * 60
DAILY_PEAK_CALLS_PER_SECOND = 400  # calls a second that the teams name in the story
LOG_LOGISTIC_SHAPE = 4.6  # shape of the response times: 19 of 20 calls take at most 1.9 medians
MEDIAN_MS, LOAD_MS = 95.0, 45.0  # median with no load, and what is added at the daily peak
BASE_FAILURE_SHARE = 0.0002  # share of calls that fail in any minute
EVENT_PROBABILITY = 0.4  # that each of the three events happens on a day
_MEAN_TO_MEDIAN_RATIO = (math.pi / LOG_LOGISTIC_SHAPE) / math.sin(
    math.pi / LOG_LOGISTIC_SHAPE
)  # mean ÷ median of a log-logistic


@dataclass(frozen=True)
class CallDay:
    """One day, or several at once. Every array has the shape (…, 1,440): a value a minute.

    `calls` and `failed` are numbers of calls; `median_ms` is the median response time of the
    calls that are answered, in milliseconds.
    """

    calls: NDArray[np.float64]
    median_ms: NDArray[np.float64]
    failed: NDArray[np.float64]

    @property
    def answered(self) -> NDArray[np.float64]:
        """Calls that get an answer, by minute."""
        return self.calls - self.failed

    @property
    def mean_ms(self) -> NDArray[np.float64]:
        """Mean response time of answered calls, by minute, in milliseconds."""
        return self.median_ms * _MEAN_TO_MEDIAN_RATIO

    def calls_slower_than(self, limit_ms: float) -> NDArray[np.float64]:
        """Return how many answered calls take longer than a limit, by minute, in whole calls."""
        if math.isinf(limit_ms):
            return np.zeros_like(self.calls)
        share = 1 / (1 + np.exp(LOG_LOGISTIC_SHAPE * (math.log(limit_ms) - np.log(self.median_ms))))
        return np.rint(self.answered * share)


def simulate_day(seed: int) -> CallDay:
    """Return the day of a seed: the same one on every machine."""
    days = simulate_day_batch([seed])
    return CallDay(days.calls[0], days.median_ms[0], days.failed[0])


def simulate_day_batch(seeds: Sequence[int]) -> CallDay:
    """Return the days of several seeds at once, each as `simulate_day` makes it."""
    rate = np.empty((len(seeds), MINUTES_PER_DAY))
    slowdown = np.ones_like(rate)
    failing = np.full_like(rate, BASE_FAILURE_SHARE)
    usual = _usual_calls_per_second()
    for row, seed in enumerate(seeds):
        luck = np.random.default_rng(seed)
        rate[row] = usual * (0.97 + 0.06 * luck.random(MINUTES_PER_DAY))
        happens = luck.random(3) < EVENT_PROBABILITY
        draws = luck.random(9)
        if happens[0]:
            rush = DAILY_PEAK_CALLS_PER_SECOND * (1.15 + 0.45 * draws[2])
            rate[row, _event_minute_slice(draws[:2], 560, 1260, 12, 30)] = rush
        if happens[1]:
            failing[row, _event_minute_slice(draws[3:5], 60, 1400, 4, 12)] = 0.2 + 0.7 * draws[5]
        if happens[2]:
            slowdown[row, _event_minute_slice(draws[6:8], 60, 1320, 40, 80)] = 1.5 + 0.8 * draws[8]
    calls = np.rint(60 * rate)
    crowding = (rate / DAILY_PEAK_CALLS_PER_SECOND) ** 2
    median = (MEDIAN_MS + LOAD_MS * crowding * crowding) * slowdown
    return CallDay(calls, median, np.rint(calls * failing))


def _usual_calls_per_second() -> NDArray[np.float64]:
    """Return calls a second by minute: quiet at night, and the daily peak at noon."""
    hour = np.arange(MINUTES_PER_DAY) / 60
    noon = np.exp(-(((hour - 12.5) / 3.2) ** 2))
    evening = 0.75 * np.exp(-(((hour - 19.5) / 2.0) ** 2))
    shape = 0.12 + noon + evening
    return 0.94 * DAILY_PEAK_CALLS_PER_SECOND * shape / shape.max()


def _event_minute_slice(
    draws: NDArray[np.float64],
    earliest_start: int,
    latest_start: int,
    min_minutes: int,
    max_minutes: int,
) -> slice:
    """Return the minutes of an event: when it starts, and how many minutes it takes."""
    start = int(earliest_start + draws[0] * (latest_start - earliest_start))
    return slice(start, start + int(min_minutes + draws[1] * (max_minutes - min_minutes)))
