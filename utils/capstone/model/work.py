"""What a learner has decided in the nine parts, as plain values. None where it is still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = {
    "charter": "1 Role charter",
    "spec": "2 Requirement",
    "gap": "3 Gaps",
    "change": "4 Changes and version",
    "objective": "5 Objective and budget",
    "order": "6 Order and launch set",
    "people": "7 People and date",
    "owner": "8 Who owns it",
    "pay": "9 Pay",
}


@dataclass(frozen=True)
class Work:
    """Nine parts.

    `mine` are the decisions that the charter claims; `scenario` the six parts of the requirement;
    `gap_weeks` the weeks to close all gaps, None while nothing is rated, and `gaps` the first of
    them; `verdicts` one a change; `bump` MAJOR, MINOR or PATCH; `objective` and `chain` as shares;
    `budget` in calls a month; `order` all items, of which the first `launch` are launched;
    `letters` maps decisions to the letters of the roles; `date`, `path` in working days; `need`
    yes, borderline or no; `option`, its `option_months` and `why`; `percentile` by `proxy`; `line`
    what is said about pay. `way`, `reason` and `slip` are texts beside parts 4, 6 and 7.
    """

    product: str = ""
    customers: str = ""
    mine: tuple[str, ...] = ()
    scenario: Mapping[str, str] = field(default_factory=dict)
    gap_weeks: float | None = None
    gaps: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    bump: str = ""
    way: str = ""
    objective: float | None = None
    chain: float | None = None
    budget: float | None = None
    order: tuple[str, ...] = ()
    launch: int = 0
    reason: str = ""
    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date: float | None = None
    path: float | None = None
    slip: str = ""
    need: str = ""
    option: str = ""
    option_months: float = 0
    why: str = ""
    proxy: str = ""
    percentile: float | None = None
    line: str = ""
