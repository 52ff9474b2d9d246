"""The promise as the nine parts add up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.model.promise import (
    MAJOR,
    MINOR,
    NOBODY,
    ONE,
    SEVERAL,
    Promise,
    parse_notice_days,
)
from utils.comparison.model.raci import roles_with_letter

if TYPE_CHECKING:
    from utils.capstone.parts.people import PeopleDecisions
    from utils.capstone.work import Work


def promise_from_parts(work: Work) -> Promise:
    """Return the promise in the learner's decisions; what isn't decided yet stays open."""
    return Promise(
        day=work.people.worked_out_day,
        objective=work.objective.objective if work.objective.is_complete() else None,
        launch_set=work.order.launch_set,
        version={"": "", "MAJOR": MAJOR}.get(work.release.bump, MINOR),
        notice_days=parse_notice_days(work.release.migration),
        decider=classify_deciders(work.people),
    )


def classify_deciders(people: PeopleDecisions) -> str:
    """Return who answers for the decisions: SEVERAL or NOBODY, where that's so for any of them."""
    if not people.letters:
        return ""
    counts = [len(roles_with_letter(row, "A")) for row in people.rows()]
    if max(counts) > 1:
        return SEVERAL
    return ONE if min(counts) == 1 else NOBODY
