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

WEEKS_WITH_CALLS = rules.PILOT_WEEKS + rules.LIVE_WEEKS  # weeks with calls: of the pilot, then live
BITS = 53  # of a double


@dataclass(frozen=True)
class Luck:
    """What is drawn for n quarters.

    `delays` maps tasks to standard normal numbers, shape (n,). `chances` are uniform numbers that
    say how many incidents a week has, shape (n, WEEKS_WITH_CALLS); `affected` are shares of calls,
    `minutes` how long, and `moments` when in the week, 0 to 1, each of shape
    (n, WEEKS_WITH_CALLS, MAX_INCIDENTS). `pace` are standard normal numbers that say how slowly
    the callers move to a new version, shape (n,).
    """

    delays: Mapping[str, Floats]
    chances: Floats
    affected: Floats
    minutes: Floats
    moments: Floats
    pace: Floats

    def only(self, chosen: NDArray[np.bool_]) -> Luck:
        """Return the luck of some of the quarters; `chosen` has the shape (n,)."""
        drawn = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "delays"}
        delays = {key: z[chosen] for key, z in self.delays.items()}
        return Luck(delays=delays, **{name: numbers[chosen] for name, numbers in drawn.items()})


def draw(seat: int, tasks: Iterable[str], quarters: int) -> Luck:
    """Return the luck of a seat; more quarters never change those before."""
    each = (WEEKS_WITH_CALLS, rules.MAX_INCIDENTS)
    return Luck(
        delays={key: normal(seat, f"task {key}", quarters) for key in tasks},
        chances=uniform(seat, "incidents", quarters, WEEKS_WITH_CALLS),
        affected=_interpolate(rules.AFFECTED, uniform(seat, "affected", quarters, *each)),
        minutes=_interpolate(rules.MINUTES, uniform(seat, "minutes", quarters, *each)),
        moments=uniform(seat, "moments", quarters, *each),
        pace=normal(seat, "callers", quarters),
    )


def uniform(seat: int, name: str, *shape: int) -> Floats:
    """Return numbers above 0 and below 1 from the stream of a name."""
    source = np.random.PCG64([seat, zlib.crc32(name.encode())])
    raw = source.random_raw(int(np.prod(shape))) >> np.uint64(64 - BITS)
    return ((raw + 0.5) / 2.0**BITS).astype(np.float64).reshape(shape)


def normal(seat: int, name: str, quarters: int) -> Floats:
    """Return standard normal numbers of shape (quarters,) (Box and Muller 1958)."""
    pairs = uniform(seat, name, quarters, 2)
    return np.sqrt(-2 * np.log(pairs[:, 0])) * np.cos(2 * np.pi * pairs[:, 1])


def poisson(mean: Floats, chance: Floats, most: int) -> NDArray[np.int64]:
    """Return counts up to `most`: the least count whose probability of so many reaches a chance.

    A lower mean never gives more for the same chance.
    """
    term = np.exp(-mean) * np.ones_like(chance)
    reached, counts = term.copy(), np.zeros(chance.shape, dtype=np.int64)
    for count in range(1, most + 1):
        counts += chance > reached
        term = term * mean / count
        reached += term
    return counts


def _interpolate(ends: tuple[float, float], shares: Floats) -> Floats:
    low, high = ends
    return low + (high - low) * shares
