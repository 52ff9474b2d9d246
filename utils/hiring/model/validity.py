"""How well a selection method predicts job performance.

A validity is the correlation between what a method says and how the people later perform.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from utils.kit.errors import InputError

STANDARD_NORMAL = NormalDist()
INTEGRATION_SLICE_COUNT = 500  # of those who are chosen; more change nothing that is shown


@dataclass(frozen=True)
class SelectionMethod:
    """A selection method: its validity in two studies, and the interval where known."""

    key: str
    label: str
    validity_1998: float
    validity_2022: float
    interval_low: float | None
    interval_high: float | None


def successes_per_hundred(validity: float, applicants_per_hire: float = 2) -> float:
    """Return how many of 100 chosen people do well later, if one of so many is chosen.

    "Well" means in the better half of performance. The chosen are those rated in the
    top 1 ÷ `applicants_per_hire` of a large group: 1 takes everyone, 2 the better half, 10 the
    top tenth. Both are normal and correlated by `validity` (Taylor and Russell 1939). For the
    better half it's ½ + arcsin(validity) ÷ π (Sheppard 1899).

    Raises InputError for a validity outside −1 to 1, or for less than one of one.
    """
    if not -1 <= validity <= 1:
        raise InputError(f"A validity can't be {validity}.", "Enter a number between −1 and 1.")
    if not applicants_per_hire >= 1:
        raise InputError(f"You can't choose 1 of {applicants_per_hire:g}.", "Enter 1 or more.")
    if abs(validity) == 1:
        return _successes_at_perfect_validity(validity, applicants_per_hire)
    slope = validity / math.sqrt(1 - validity**2)
    # The middles of equal slices of those who are chosen, by their rank among all.
    ranks = (
        (n + 0.5) / (INTEGRATION_SLICE_COUNT * applicants_per_hire)
        for n in range(INTEGRATION_SLICE_COUNT)
    )
    chances = (STANDARD_NORMAL.cdf(-slope * STANDARD_NORMAL.inv_cdf(rank)) for rank in ranks)
    return 100 * math.fsum(chances) / INTEGRATION_SLICE_COUNT


def _successes_at_perfect_validity(validity: float, applicants_per_hire: float) -> float:
    """Return the same where ratings and performance have one order, or opposite ones."""
    share = min(1, applicants_per_hire / 2)
    return 100 * share if validity > 0 else 100 * max(0.0, 1 - applicants_per_hire / 2)


def variance_explained(validity: float) -> float:
    """Return the share of the differences in performance that goes with the method: r²."""
    return validity**2
