"""Part 6, priorities and launch set: what comes first, and what the launch includes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.backlog.model.order import cheapest_order, delay_cost, violated_prerequisites
from utils.backlog.pictures import order as pictures
from utils.capstone import data
from utils.capstone.model.brief import GOAL_ITEM_KEY
from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import contradiction
from utils.capstone.parts import logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part, note_markdown
from utils.comparison.model.network import schedule
from utils.kit.controls.factory import number_slider, ranking, stacked, text_field
from utils.kit.english import add_full_stop, join_quoted, plural
from utils.kit.errors import InputError
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.kit.controls import Input
    from utils.kit.picture import Picture


@dataclass(frozen=True)
class OrderDecisions(Decisions):
    """The keys of all items in order, of which the first `launch_count` are launched; and why."""

    activity_id: ClassVar = "06.p6"
    title: ClassVar = "Priorities and launch set"
    to_do: ClassVar = "Prioritize the items."

    items: tuple[str, ...] = ()
    launch_count: int = 0
    reason: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        start = initial_item_order()
        items = logged.read_choices(values, "order", start)
        many = len(start)
        return cls(
            items=items if len(items) == many else start,
            launch_count=int(logged.read_number(values, "launch", many, (1, many))),
            reason=logged.read_text(values, "reason"),
        )

    @property
    def launch_set(self) -> tuple[str, ...]:
        """The items that the launch includes."""
        return self.items[: self.launch_count]

    def launch_day(self, brief: Brief) -> float:
        """Return the working day on which the critical path of this launch set ends."""
        return schedule(brief.tasks_with_build_time(self.launch_set)).finish

    def is_complete(self) -> bool:
        """Return whether there is an order with a launch set."""
        return bool(self.launch_set)

    def contradictions(self, brief: Brief) -> list[Finding]:
        """Return items before what they need, and a launch without what it is for."""
        if not self.is_complete():
            return []
        return [*self._broken_prerequisite_findings(brief), *self._missing_goal_findings(brief)]

    def _broken_prerequisite_findings(self, brief: Brief) -> list[Finding]:
        labels, place = item_labels(brief), self.items.index
        return [
            contradiction(
                f"{self.title}: “{labels[key]}” at place {place(key) + 1}",
                f"{self.title}: “{labels[need]}” at place {place(need) + 1}",
                f"“{labels[key]}” needs “{labels[need]},” which comes after it.",
                "Move the item it needs up.",
            )
            for key, need in violated_prerequisites(brief.items, self.items)
        ]

    def _missing_goal_findings(self, brief: Brief) -> list[Finding]:
        if GOAL_ITEM_KEY in self.launch_set:
            return []
        goal, place = item_labels(brief)[GOAL_ITEM_KEY], self.items.index(GOAL_ITEM_KEY) + 1
        return [
            contradiction(
                f"{self.title}: launch after item {self.launch_count}",
                f"{self.title}: “{goal}” at place {place}",
                "The launch set leaves out the very thing the partners want.",
                "Move that item up, or launch more items.",
            )
        ]

    def markdown(self, brief: Brief) -> str:
        """Return the sequence for the portfolio."""
        if not self.items:
            return NOT_DECIDED_MARKDOWN
        labels = item_labels(brief)
        lines = "\n".join(
            f"{n}. {labels[key]}{' (launch)' if n <= self.launch_count else ''}"
            for n, key in enumerate(self.items, start=1)
        )
        return lines + note_markdown(self.reason)

    def picture(self, brief: Brief) -> Picture | None:
        """Return what waiting costs in this sequence."""
        if not self.items:
            return None
        return pictures.picture(
            brief.items, {"Your sequence": self.items}, source=data.INVENTED_SOURCE_TEXT
        )


class OrderPart(Part):
    """Prioritize six items by cost of delay; decide how many of them are launched."""

    activity_id = OrderDecisions.activity_id
    title = "Priorities and launch set"
    task = (
        "You have six items and one team. Prioritize them by what waiting costs, and put what an "
        "item needs ahead of it. Then decide how many of the items the launch includes."
    )
    compare_label = "Compare with the cheapest sequence"
    shared = True  # part 7 builds for as long as this launch set takes

    def lines_from_brief(self) -> Sequence[str]:
        """Return what needs what."""
        labels = item_labels(self.brief)
        return tuple(
            add_full_stop(
                f"“{item.label}” needs {join_quoted(labels[need] for need in item.prerequisites)}"
            )
            for item in self.brief.items
            if item.prerequisites
        )

    def controls(self) -> dict[str, Input]:
        """Return the order, the size of the launch set, and the reason."""
        start = initial_item_order()
        many = len(start)
        options = ranking_options(data.brief_for(data.DEFAULT_SEED))
        return {
            "order": ranking("Sequence of work", options, start),
            "launch": number_slider(
                "The launch includes the first", many, 1, many, suffix=" items"
            ),
            "reason": text_field("Why this sequence, and what has to wait (optional)"),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the list above the slider."""
        return stacked(*controls.values())

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the points of this brief next to the items."""
        super().update_controls(controls, answers)
        controls["order"].options = ranking_options(self.brief)

    def view(self, *, order: Sequence[str], launch: float, reason: str) -> View:
        """Return the cost of the order and the weeks of the launch set."""
        brief = self.brief
        labels = item_labels(brief)
        weeks = sum(item.size for item in brief.items if item.key in order[: int(launch)])
        early = violated_prerequisites(brief.items, order)
        cost = f"Waiting costs {delay_cost(brief.items, order):,.0f} points in this sequence."
        if early:
            cost = "This sequence can't be built, so there's no cost of waiting to compare yet."
        return View(
            summary=f"{cost} The launch set takes {plural(weeks, 'week')} to build.",
            says=tuple(
                f"“{labels[key]}” comes before “{labels[need]},” which it needs."
                for key, need in early
            ),
            picture=pictures.picture(
                brief.items, {"Your sequence": order}, source=data.INVENTED_SOURCE_TEXT
            ),
        )

    def comparison(self, *, order: Sequence[str], launch: float, reason: str) -> View:
        """Return the cheapest order; not before the learner has moved something."""
        items = self.brief.items
        if tuple(order) == initial_item_order():
            raise InputError("You haven't moved anything yet.", "Try a sequence of your own first.")
        best, labels = cheapest_order(items), item_labels(self.brief)
        return View(
            summary=f"The cheapest sequence costs {delay_cost(items, best):,.0f} points: "
            f"{', '.join(labels[key] for key in best)}. Another sequence can be right, "
            "if you can say what the points leave out."
        )


def initial_item_order() -> tuple[str, ...]:
    """Return the keys of the items as the list shows them at first."""
    return tuple(item.key for item in data.brief_for(data.DEFAULT_SEED).items)


def item_labels(brief: Brief) -> dict[str, str]:
    """Return the items, key to label."""
    return {item.key: item.label for item in brief.items}


def ranking_options(brief: Brief) -> list[list[str]]:
    """Return the items as the list shows them: keys, and labels with points and weeks."""
    return [
        [
            item.key,
            f"{item.label}: {item.cost_of_delay:g} points a week, {plural(item.size, 'week')}",
        ]
        for item in brief.items
    ]
