"""How well a selection method predicts job performance.

A validity is the correlation between what a method says and how the people later perform.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from utils.kit.errors import InputError


@dataclass(frozen=True)
class SelectionMethod:
    """A selection method: its validity in two studies, and the interval where known."""

    key: str
    label: str
    validity_1998: float
    validity_2022: float
    interval_low: float | None
    interval_high: float | None


def successes_per_hundred(validity: float) -> float:
    """Return how many of 100 people from the better half by a method do well later.

    "Well" means in the better half of performance. With both normal and correlated by
    `validity`, the share is ½ + arcsin(validity) ÷ π (Sheppard 1899): 50 without any validity,
    100 where it is 1.

    Raises InputError for a validity outside −1 to 1.
    """
    if not -1 <= validity <= 1:
        raise InputError(f"A validity can't be {validity}.", "Enter a number between −1 and 1.")
    return 50 + 100 * math.asin(validity) / math.pi


def variance_explained(validity: float) -> float:
    """Return the share of the differences in performance that goes with the method: r²."""
    return validity**2
