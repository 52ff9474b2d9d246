"""A learner's work: the decisions of all nine parts."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from utils.capstone.parts.change import Release
from utils.capstone.parts.charter import Charter
from utils.capstone.parts.gap import Gaps
from utils.capstone.parts.objective import Objective
from utils.capstone.parts.order import LaunchOrder
from utils.capstone.parts.owner import Ownership
from utils.capstone.parts.pay import PayComparison
from utils.capstone.parts.people import PeopleAndDate
from utils.capstone.parts.spec import Spec

if TYPE_CHECKING:
    from utils.capstone.model.decisions import Decisions
    from utils.kit.progress import Progress


@dataclass(frozen=True)
class Work:
    """The decisions of the nine parts, in their order. Without arguments, nothing is decided."""

    charter: Charter = field(default_factory=Charter)
    spec: Spec = field(default_factory=Spec)
    gaps: Gaps = field(default_factory=Gaps)
    release: Release = field(default_factory=Release)
    objective: Objective = field(default_factory=Objective)
    order: LaunchOrder = field(default_factory=LaunchOrder)
    people: PeopleAndDate = field(default_factory=PeopleAndDate)
    ownership: Ownership = field(default_factory=Ownership)
    pay: PayComparison = field(default_factory=PayComparison)

    def parts(self) -> list[Decisions]:
        """Return the decisions of each part."""
        return [getattr(self, one.name) for one in fields(self)]


# Name in `Work` → class of decisions.
DECISION_CLASSES: dict[str, type[Decisions]] = get_type_hints(Work)


def read_work(progress: Progress) -> Work:
    """Return all parts as far as the learner has decided them."""
    decisions: dict[str, Any] = {
        name: part.from_log(progress) for name, part in DECISION_CLASSES.items()
    }
    return Work(**decisions)
