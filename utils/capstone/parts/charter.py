"""Part 1, the role charter: the product, its customers, and the decisions that are yours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone import data
from utils.capstone.model.decisions import Decisions
from utils.capstone.parts import drawings, logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part
from utils.kit.controls.factory import checkboxes, stacked, text_field
from utils.kit.english import join_words, verb_for_count
from utils.kit.portfolio import escape_markdown
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

OWNER_COLUMN, DECIDER_COLUMN = "tpo", "whose"  # as notebook 01's charter logs who decides
# Decision here → the one like it in notebooks 01 and 03.
EARLIER_DECISION_BY_KEY = {
    "order": "next_capability",
    "objective": "latency_target",
    "date": "rollout_calendar",
    "breaking_change": "breaking_policy",
}


@dataclass(frozen=True)
class CharterDecisions(Decisions):
    """The product, its direct customers, and the keys of the decisions that are the learner's."""

    activity_id: ClassVar = "06.p1"
    title: ClassVar = "Role charter"
    to_do: ClassVar = "Name the product, its customers, and at least one decision that is yours."

    product: str = ""
    customers: str = ""
    own_decisions: tuple[str, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        return cls(
            product=logged.read_text(values, "product"),
            customers=logged.read_text(values, "customers"),
            own_decisions=logged.read_choices(values, "mine", data.decision_labels()),
        )

    def is_complete(self) -> bool:
        """Return whether all three are there."""
        return bool(self.product.strip() and self.customers.strip() and self.own_decisions)

    def markdown(self, brief: Brief) -> str:
        """Return the charter for the portfolio."""
        own = "\n".join(f"- {brief.decisions[key]}" for key in self.own_decisions)
        return (
            f"**Product:** {escape_markdown(self.product) or NOT_DECIDED_MARKDOWN}\n\n"
            f"**Customers:** {escape_markdown(self.customers) or NOT_DECIDED_MARKDOWN}\n\n"
            f"**Mine to decide:**\n\n{own or NOT_DECIDED_MARKDOWN}"
        )

    def picture(self, brief: Brief) -> Picture | None:
        """Return the decisions that are the learner's next to those of others."""
        if not self.own_decisions:
            return None
        mine: list[str] = []
        others: list[str] = []
        for key, label in brief.decisions.items():
            (mine if key in self.own_decisions else others).append(label)
        return drawings.decisions_picture(mine, others)


class CharterPart(Part):
    """Product, customers, and the decisions that are yours."""

    activity_id = CharterDecisions.activity_id
    needed = ("product", "customers", "mine")
    copied_activity_id = "01.charter"
    copy_label = "Copy my charter from notebook 01"
    nothing_to_copy = "You haven't written a charter in notebook 01 yet."
    title = "Role charter"
    task = "What do you own, for whom, and which of five decisions are yours?"

    def lines_from_brief(self) -> Sequence[str]:
        """Return who is involved."""
        return (
            "Outside shops, the partners, build against the Payments API.",
            (
                "A product manager sets prices, a program manager tracks dates, and an "
                "engineering lead runs the team."
            ),
        )

    def controls(self) -> dict[str, Input]:
        """Return two texts and five decisions."""
        example = "A call that pays a refund within seconds"
        return {
            "product": text_field("The product, in one line", placeholder=example),
            "customers": text_field("Its direct customers, and what they need it for"),
            "mine": checkboxes("Decisions that are mine", data.decision_labels().items(), []),
        }

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the purpose, and the decisions that were the learner's in notebook 01, too."""
        given = logged.read_cells(values, "decisions", {OWNER_COLUMN})
        own = [
            key
            for key, place in EARLIER_DECISION_BY_KEY.items()
            if given.get(f"{place}.{DECIDER_COLUMN}")
        ]
        found = {"product": logged.read_text(values, "purpose").strip(), "mine": own}
        return {name: answer for name, answer in found.items() if answer}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return one below the other."""
        return stacked(*controls.values())

    def view(self, *, product: str, customers: str, mine: Sequence[str]) -> View:
        """Return what is still missing."""
        answers = {
            "the product": product.strip(),
            "its customers": customers.strip(),
            "a decision of yours": mine,
        }
        missing = [name for name, answer in answers.items() if not answer]
        if missing:
            return View(summary=f"Still missing: {join_words(missing)}.")
        charter = CharterDecisions(product, customers, tuple(mine))
        return View(
            picture=charter.picture(self.brief),
            summary=f"{len(mine)} of {len(data.decision_labels())} decisions "
            f"{verb_for_count(len(mine), 'is', 'are')} yours. "
            "“People and date” asks about them again, from the other side.",
        )
