"""How much a way to choose people can tell about how they will do.

A validity is the correlation between what a method says and how the people later perform.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from utils.kit.errors import InputError


@dataclass(frozen=True)
class Method:
    """A way to choose people and its validity by two studies; the interval where known."""

    key: str
    label: str
    older: float
    newer: float
    low: float | None
    high: float | None


def better_half(validity: float) -> float:
    """Return how many of 100 people from the better half by a method do well later.

    "Well" means in the better half of performance. With both normal and correlated by
    `validity`, the share is ½ + arcsin(validity) ÷ π (Sheppard 1899): 50 without any validity,
    100 where it is 1.

    Raises InputError for a validity outside −1 to 1.
    """
    if not -1 <= validity <= 1:
        raise InputError(f"A validity of {validity} cannot be.", "Give one between −1 and 1.")
    return 50 + 100 * math.asin(validity) / math.pi


def explained(validity: float) -> float:
    """Return the share of the differences in performance that goes with the method: r²."""
    return validity**2
