"""What is drawn for a seat: the same seat has the same luck, whatever is decided.

Each name has a stream of its own (common random numbers), so one decision can be changed while
all else stays. Quarter 0 is the one that the learner plays. Only the raw bits of PCG64 are used:
they are the same on every machine and in every version of NumPy.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from utils.capstone.model.quarter import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CALL_WEEK_COUNT = rules.PILOT_WEEKS + rules.LIVE_WEEKS  # weeks with calls: of the pilot, then live
MANTISSA_BITS = 53  # of a double


@dataclass(frozen=True)
class Luck:
    """What is drawn for n quarters.

    `delays` maps tasks to standard normal numbers, shape (n,). `chances` are uniform numbers that
    say how many incidents a week has, shape (n, CALL_WEEK_COUNT); `affected` are shares of calls,
    `minutes` how long, and `moments` when in the week, 0 to 1, each of shape
    (n, CALL_WEEK_COUNT, MAX_WEEKLY_INCIDENTS). `pace` are standard normal numbers that say how
    slowly the callers move to a new version, shape (n,).
    """

    delays: Mapping[str, Floats]
    chances: Floats
    affected: Floats
    minutes: Floats
    moments: Floats
    pace: Floats

    def select_quarters(self, mask: NDArray[np.bool_]) -> Luck:
        """Return the luck of some of the quarters; `mask` has the shape (n,)."""
        drawn = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "delays"}
        delays = {key: z[mask] for key, z in self.delays.items()}
        return Luck(delays=delays, **{name: numbers[mask] for name, numbers in drawn.items()})


def sample_luck(seed: int, task_keys: Iterable[str], quarter_count: int) -> Luck:
    """Return the luck of a seat; more quarters never change those before."""
    each = (CALL_WEEK_COUNT, rules.MAX_WEEKLY_INCIDENTS)
    return Luck(
        delays={key: sample_normal(seed, f"task {key}", quarter_count) for key in task_keys},
        chances=sample_uniform(seed, "incidents", quarter_count, CALL_WEEK_COUNT),
        affected=_interpolate(
            rules.INCIDENT_AFFECTED_SHARE_RANGE,
            sample_uniform(seed, "affected", quarter_count, *each),
        ),
        minutes=_interpolate(
            rules.INCIDENT_MINUTES_RANGE, sample_uniform(seed, "minutes", quarter_count, *each)
        ),
        moments=sample_uniform(seed, "moments", quarter_count, *each),
        pace=sample_normal(seed, "callers", quarter_count),
    )


def sample_uniform(seed: int, stream_name: str, *shape: int) -> Floats:
    """Return numbers above 0 and below 1 from the stream of a name."""
    source = np.random.PCG64([seed, zlib.crc32(stream_name.encode())])
    raw = source.random_raw(int(np.prod(shape))) >> np.uint64(64 - MANTISSA_BITS)
    return ((raw + 0.5) / 2.0**MANTISSA_BITS).astype(np.float64).reshape(shape)


def sample_normal(seed: int, stream_name: str, quarter_count: int) -> Floats:
    """Return standard normal numbers of shape (quarters,) (Box and Muller 1958)."""
    pairs = sample_uniform(seed, stream_name, quarter_count, 2)
    return np.sqrt(-2 * np.log(pairs[:, 0])) * np.cos(2 * np.pi * pairs[:, 1])


def poisson_counts(mean: Floats, probability: Floats, max_count: int) -> NDArray[np.int64]:
    """Return counts up to `max_count`: the least with a cumulative probability so high.

    A lower mean never gives more for the same probability.
    """
    term = np.exp(-mean) * np.ones_like(probability)
    reached, counts = term.copy(), np.zeros(probability.shape, dtype=np.int64)
    for count in range(1, max_count + 1):
        counts += probability > reached
        term = term * mean / count
        reached += term
    return counts


def _interpolate(value_range: tuple[float, float], shares: Floats) -> Floats:
    low, high = value_range
    return low + (high - low) * shares
