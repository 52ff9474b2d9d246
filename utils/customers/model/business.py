"""What a change is worth in a year, where every assumption is a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWS, MONTHS = 10_000, 12


@dataclass(frozen=True)
class Range:
    """An assumption: a low end and a high end, either of which may be typed first."""

    low: float
    high: float

    @property
    def ends(self) -> tuple[float, float]:
        """The lower end first."""
        return min(self.low, self.high), max(self.low, self.high)

    @property
    def middle(self) -> float:
        """Halfway between the ends."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class TornadoBar:
    """How far one assumption moves the result, with all others in the middle. In dollars."""

    name: str
    result_at_low: float
    result_at_high: float

    @property
    def width(self) -> float:
        """How far the result moves."""
        return abs(self.result_at_high - self.result_at_low)


def net_value(
    *,
    questions: float,
    hours: float,
    hour_cost: float,
    refunds: float,
    refund_cost: float,
    price: float,
    monthly: float,
) -> float:
    """Return what remains after a year, in dollars; arrays give an array.

    `questions` a month no longer asked, `hours` for each, at `hour_cost`; `refunds` a month that no
    longer fail, each at `refund_cost`; `price` once, and `monthly` to run it.
    """  # fmt: skip
    saved = questions * hours * hour_cost + refunds * refund_cost
    return MONTHS * (saved - monthly) - price


def tornado(ranges: Mapping[str, Range]) -> list[TornadoBar]:
    """Return a bar for each assumption, the widest first."""
    middle = {name: one.middle for name, one in ranges.items()}
    bars = [
        TornadoBar(name, *(net_value(**{**middle, name: end}) for end in one.ends))
        for name, one in ranges.items()
    ]
    return sorted(bars, key=lambda bar: -bar.width)


def draws(ranges: Mapping[str, Range], *, count: int = DRAWS, seed: int = 1) -> np.ndarray:
    """Return what remains after a year in many draws, in dollars.

    Each assumption is drawn by itself, with every value of its range equally likely.
    """
    rng = np.random.default_rng(seed)
    drawn: dict[str, Any] = {
        name: rng.uniform(*one.ends, size=count) for name, one in ranges.items()
    }
    return np.asarray(net_value(**drawn))


def chance_of_paying_off(values: np.ndarray) -> float:
    """Return the share of draws in which something remains."""
    return float((values > 0).mean())
