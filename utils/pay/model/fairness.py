"""M6: two people in one band, and what a decision about both of them changes.

What counts as a fair difference is our opinion: one that the job explains, and that you could say
to both people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from utils.pay.model.bands import Band

PayDecision = Literal["match", "hold", "raise", "bonus"]
SAME_PAY_TOLERANCE_USD = 250.0  # USD a year: less than half of the step that pay is rounded to
PAY_ROUNDING_STEP_USD = 500  # USD a year


@dataclass(frozen=True)
class PayPair:
    """Two people who do the same job. Base pay in USD a year, the bonus in USD, paid once."""

    employee: float  # of the one who is already here
    candidate: float
    bonus: float = 0.0  # for the candidate, on signing

    @property
    def gap(self) -> float:
        """How much more base pay the candidate gets; negative if less."""
        return self.candidate - self.employee

    @property
    def gap_share(self) -> float:
        """The gap as a share of the employee's base pay."""
        return self.gap / self.employee

    @property
    def has_same_base(self) -> bool:
        """Whether both have the same base pay, but for rounding."""
        return abs(self.gap) < SAME_PAY_TOLERANCE_USD

    @property
    def has_same_pay(self) -> bool:
        """Whether nothing at all differs: neither base pay nor a bonus."""
        return self.has_same_base and self.bonus < SAME_PAY_TOLERANCE_USD


def pay_pair_from_compa_ratios(
    band: Band, employee_compa_ratio: float, candidate_compa_ratio: float
) -> PayPair:
    """Return what the employee earns and the candidate asks for, from their compa-ratios."""
    return PayPair(
        _round_pay(band.midpoint * employee_compa_ratio),
        _round_pay(band.midpoint * candidate_compa_ratio),
    )


def decide(decision: PayDecision, pair_now: PayPair) -> PayPair:
    """Return both people's pay after a decision; `pair_now` has today's pay and what is asked for.

    match: the candidate gets what is asked for, and the employee's pay doesn't move. hold: the
    candidate gets the employee's pay. raise: both get what the candidate asks for. bonus: the
    candidate gets the employee's base pay, and the difference once, on signing.
    """
    return {
        "match": pair_now,
        "hold": replace(pair_now, candidate=pair_now.employee),
        "raise": replace(pair_now, employee=pair_now.candidate),
        "bonus": PayPair(pair_now.employee, pair_now.employee, max(0.0, pair_now.gap)),
    }[decision]


def yearly_cost(pair_after: PayPair, pair_now: PayPair) -> float:
    """Return what a decision costs a year above paying both the employee's present pay, USD.

    A bonus isn't in it: it's paid once.
    """
    return math.fsum((pair_after.candidate, pair_after.employee, -2 * pair_now.employee))


def _round_pay(pay: float) -> float:
    return float(max(1, round(pay / PAY_ROUNDING_STEP_USD)) * PAY_ROUNDING_STEP_USD)
