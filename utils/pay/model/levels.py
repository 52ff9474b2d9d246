"""M2: why a lead average below the mid-level average proves little.

Two tools: how large a level's share can be under a given overall average, and the split of a
gap between two averages (Kitagawa, "Components of a Difference Between Two Rates", Journal of
the American Statistical Association 50, 1955).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.pay.model.benchmark import check_positive

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARE_SUM_TOLERANCE = 1e-6  # shares may miss 1 by rounding, no more


def largest_share(mean: float, level: float, others: Sequence[float]) -> float:
    """Return the largest share (0 to 1) of one level that an overall average permits.

    The levels alone make up the average: share * level + (1 - share) * mix of others = mean.
    The share is largest when everybody else sits at the level that pulls hardest the other way.

    Raises InputError when no mix of these levels can have that average.
    """
    for name, pay in (("The average", mean), ("The level", level)):
        check_positive(name, pay)
    levels = [level, *(check_positive("Another level", pay) for pay in others)]
    if not min(levels) <= mean <= max(levels):
        raise InputError(
            f"No mix of these levels averages {mean:,.0f}: they run from "
            f"{min(levels):,.0f} to {max(levels):,.0f}.",
            "Move the average between the lowest and the highest level, or change a level.",
        )
    if level == mean:
        return 1.0
    hardest = max(levels) if level < mean else min(levels)
    return (hardest - mean) / (hardest - level)


@dataclass(frozen=True)
class EmployerGroup:
    """One group of employers: average pay of two levels there, and which part of each works there.

    Pay in any one unit; shares from 0 to 1, each level's shares summing to 1 over all groups.
    """

    name: str
    mid_pay: float
    lead_pay: float
    mid_share: float
    lead_share: float

    def __post_init__(self) -> None:
        """Refuse impossible pay and shares."""
        check_positive(f"The mid-level pay of {self.name}", self.mid_pay)
        check_positive(f"The lead pay of {self.name}", self.lead_pay)
        _check_share(f"The mid-level share of {self.name}", self.mid_share)
        _check_share(f"The lead share of {self.name}", self.lead_share)


@dataclass(frozen=True)
class GroupGapContribution:
    """What one group adds to the gap: by pay within it, and by how many work in it.

    Only the sum of `composition_effect` over all groups has a meaning of its own: the same amount
    taken off every group's pay would move the parts and leave their sum.
    """

    name: str
    rate_effect: float
    composition_effect: float


@dataclass(frozen=True)
class GapDecomposition:
    """A gap between two averages and its two parts, in the unit of the pay.

    gap = lead_mean - mid_mean = rate + composition
    """

    groups: tuple[EmployerGroup, ...]
    group_effects: tuple[GroupGapContribution, ...]
    mid_mean: float
    lead_mean: float

    @property
    def gap(self) -> float:
        """Lead average less mid-level average."""
        return self.lead_mean - self.mid_mean

    @property
    def rate_effect(self) -> float:
        """The part from different pay within groups: Σ Δpay * mean share."""
        return math.fsum(row.rate_effect for row in self.group_effects)

    @property
    def composition_effect(self) -> float:
        """The part from different shares of groups: Σ Δshare * mean pay."""
        return math.fsum(row.composition_effect for row in self.group_effects)

    @property
    def lead_earns_more_in_every_group(self) -> bool:
        """Whether leads out-earn mids in each single group."""
        return all(group.lead_pay > group.mid_pay for group in self.groups)

    @property
    def lead_average_is_lower(self) -> bool:
        """Whether the lead average is below the mid-level average all the same."""
        return self.lead_mean < self.mid_mean


def decompose_gap(groups: Sequence[EmployerGroup]) -> GapDecomposition:
    """Return the gap between two averages split into rate and composition (Kitagawa 1955).

    Raises InputError when a level's shares do not sum to 1.
    """
    _check_shares_sum_to_one("mid-level", [group.mid_share for group in groups])
    _check_shares_sum_to_one("lead", [group.lead_share for group in groups])
    return GapDecomposition(
        groups=tuple(groups),
        group_effects=tuple(group_effect(group) for group in groups),
        mid_mean=math.fsum(group.mid_pay * group.mid_share for group in groups),
        lead_mean=math.fsum(group.lead_pay * group.lead_share for group in groups),
    )


def rebalance_shares(shares: Sequence[float], changed_index: int, value: float) -> list[float]:
    """Return shares that sum to 1, with one set to `value` and the others scaled in proportion.

    Where all others are 0 they share what is left equally. `changed_index` counts from 0.
    """
    if not 0 <= changed_index < len(shares):
        raise InputError(
            f"There's no share {changed_index}.", f"Count from 0 to {len(shares) - 1}."
        )
    for share in (*shares, value):
        _check_share("A share", share)
    if len(shares) == 1:
        return [1.0]
    rest = math.fsum(share for place, share in enumerate(shares) if place != changed_index)
    equal = 1 / (len(shares) - 1)
    parts = [share / rest if rest else equal for share in shares]
    return [
        value if place == changed_index else (1 - value) * part for place, part in enumerate(parts)
    ]


def group_effect(group: EmployerGroup) -> GroupGapContribution:
    """Return what one group adds to the gap: Δpay times mean share, and Δshare times mean pay."""
    return GroupGapContribution(
        name=group.name,
        rate_effect=(group.lead_pay - group.mid_pay) * (group.lead_share + group.mid_share) / 2,
        composition_effect=(group.lead_share - group.mid_share)
        * (group.lead_pay + group.mid_pay)
        / 2,
    )


def _check_share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise InputError(f"{name} is {value:g}.", "Enter a share from 0 to 1, such as 0.4 for 40%.")


def _check_shares_sum_to_one(level: str, shares: list[float]) -> None:
    total = math.fsum(shares)
    if abs(total - 1) > SHARE_SUM_TOLERANCE:
        side = "Lower" if total > 1 else "Raise"
        raise InputError(
            f"The {level} shares sum to {total:.4g} instead of 1.",
            f"{side} them by {abs(total - 1):.4g} in total.",
        )
