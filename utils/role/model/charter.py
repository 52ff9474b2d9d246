"""What a role charter must settle: for whom, which decisions, how success is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.english import shorten
from utils.role.model.spec import check_measure, is_measure_complete

if TYPE_CHECKING:
    from collections.abc import Mapping

OWNER_ROLE_KEY = "tpo"
MIN_OWNED, MIN_DELEGATED = 3, 2  # our starting point: fewer make no role, or a role without limits
SHOPPER_CUSTOMER_KEY = "shoppers"
MAX_QUOTED_CHARACTERS = 60  # characters of a measure that a remark repeats
MAX_REMARKS = 6


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
    def owned_decisions(self) -> tuple[str, ...]:
        """Decisions that are the technical product owner's."""
        return tuple(name for name, who in self.decisions.items() if who == OWNER_ROLE_KEY)

    @property
    def delegated_decisions(self) -> tuple[str, ...]:
        """Decisions that belong to someone else, by name."""
        return tuple(name for name, who in self.decisions.items() if who != OWNER_ROLE_KEY)

    def measure_remarks(self) -> tuple[str, ...]:
        """Return which measures can't be checked yet, and why, in the words of the spec's reader.

        At most `MAX_REMARKS` of them, each of one sentence or two.
        """
        found = {line: check_measure(line) for line in self.measures}
        why = [
            _remark_with_quoted_measure(line, one)
            for line, made in found.items()
            if not made.ok
            for one in made.messages
        ]
        return tuple(why[:MAX_REMARKS])


def _remark_with_quoted_measure(measure: str, remark: str) -> str:
    """Return a remark that says which measure it is about."""
    named = f"“{shorten(measure, MAX_QUOTED_CHARACTERS)}”"
    return remark if remark.casefold().startswith(named.casefold()) else f"{named}: {remark}"


def check_charter(charter: Charter) -> tuple[tuple[str, bool], ...]:
    """Return statements about a charter's form, each with whether it is true."""
    good = [is_measure_complete(line) for line in charter.measures]
    direct = bool(charter.customers) and SHOPPER_CUSTOMER_KEY not in charter.customers
    return (
        ("the purpose is written", bool(charter.purpose.strip())),
        ("every direct customer is a team or a system", direct),
        (f"at least {MIN_OWNED} decisions are mine", len(charter.owned_decisions) >= MIN_OWNED),
        (
            f"at least {MIN_DELEGATED} are named as someone else's",
            len(charter.delegated_decisions) >= MIN_DELEGATED,
        ),
        ("every measure can be checked", bool(good) and all(good)),
    )
