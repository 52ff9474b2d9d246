"""What a role charter must settle: for whom, which decisions, how success is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.role.model.spec import measure_stands

if TYPE_CHECKING:
    from collections.abc import Mapping

MINE = "tpo"
FEW_OWNED, FEW_LEFT = 3, 2  # our starting point: fewer make no role, or a role without limits
SHOPPER = "shoppers"


@dataclass(frozen=True)
class Charter:
    """One person's charter.

    `decisions` maps a decision to the key of the role that takes it; `measures` are lines as
    typed.
    """

    purpose: str
    customers: tuple[str, ...]
    decisions: Mapping[str, str]
    measures: tuple[str, ...]

    @property
    def owned(self) -> tuple[str, ...]:
        """Decisions that are the technical product owner's."""
        return tuple(name for name, who in self.decisions.items() if who == MINE)

    @property
    def left(self) -> tuple[str, ...]:
        """Decisions that are somebody else's, and said to be."""
        return tuple(name for name, who in self.decisions.items() if who != MINE)


def checks(charter: Charter) -> tuple[tuple[str, bool], ...]:
    """Return statements about a charter's form, each with whether it holds."""
    good = [measure_stands(line) for line in charter.measures]
    direct = bool(charter.customers) and SHOPPER not in charter.customers
    return (
        ("the purpose is written", bool(charter.purpose.strip())),
        ("every direct customer is a team or a system", direct),
        (f"at least {FEW_OWNED} decisions are mine", len(charter.owned) >= FEW_OWNED),
        (f"at least {FEW_LEFT} are named as someone else's", len(charter.left) >= FEW_LEFT),
        ("every measure can be checked", bool(good) and all(good)),
    )
