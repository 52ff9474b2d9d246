"""A learner's work: the decisions of all nine parts."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from utils.capstone.parts.change import ChangeDecisions
from utils.capstone.parts.charter import CharterDecisions
from utils.capstone.parts.gap import GapDecisions
from utils.capstone.parts.objective import ObjectiveDecisions
from utils.capstone.parts.order import OrderDecisions
from utils.capstone.parts.owner import OwnerDecisions
from utils.capstone.parts.pay import PayDecisions
from utils.capstone.parts.people import PeopleDecisions
from utils.capstone.parts.spec import SpecDecisions

if TYPE_CHECKING:
    from utils.capstone.model.decisions import Decisions
    from utils.kit.progress import Progress


@dataclass(frozen=True)
class Work:
    """The decisions of the nine parts, in their order. Without arguments, nothing is decided."""

    charter: CharterDecisions = field(default_factory=CharterDecisions)
    spec: SpecDecisions = field(default_factory=SpecDecisions)
    gaps: GapDecisions = field(default_factory=GapDecisions)
    release: ChangeDecisions = field(default_factory=ChangeDecisions)
    objective: ObjectiveDecisions = field(default_factory=ObjectiveDecisions)
    order: OrderDecisions = field(default_factory=OrderDecisions)
    people: PeopleDecisions = field(default_factory=PeopleDecisions)
    ownership: OwnerDecisions = field(default_factory=OwnerDecisions)
    pay: PayDecisions = field(default_factory=PayDecisions)

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
