"""Part 6: what comes first, and what the launch holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.backlog.model.order import broken, cheapest, delay_cost
from utils.backlog.pictures import order as pictures
from utils.capstone import data
from utils.capstone.activities.part import SOURCE, Part
from utils.capstone.activities.seat import spoken
from utils.capstone.collect import FIRST, WHERE
from utils.kit.controls.factory import number_slider, ranking, stacked, text_field
from utils.kit.errors import InputError
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input


def labels(brief: Brief) -> list[list[str]]:
    """Return the items as the list shows them."""
    return [
        [one.key, f"{one.label}: {one.cost_of_delay:g} points a week, {spoken(one.size)}"]
        for one in brief.items
    ]


class OrderPart(Part):
    """Order six items by what waiting costs; draw the line of the launch."""

    activity_id = WHERE["order"]
    title = "6 · Order and launch set"
    task = (
        "Six items, one team. Order them by what waiting costs, with what they need before them. "
        "Then decide how many of them the launch holds."
    )
    compare_label = "Compare with the cheapest order"

    def brief_lines(self) -> Sequence[str]:
        """Return what needs what."""
        names = {one.key: one.label for one in self.brief.items}
        return tuple(
            f"“{one.label}” needs {' and '.join(f'“{names[need]}”' for need in one.needs)}."
            for one in self.brief.items
            if one.needs
        )

    def controls(self) -> dict[str, Input]:
        """Return the order and the size of the launch set."""
        first = data.of(FIRST)
        keys = [one.key for one in first.items]
        many = len(keys)
        return {
            "order": ranking("Order of work", labels(first), keys),
            "launch": number_slider("The launch holds the first", many, 1, many, suffix=" items"),
            "reason": text_field("Why this order, and what has to wait (optional)"),
        }

    def fit_to_brief(self, brief: Brief) -> None:
        """Write the points of the seat beside the items."""
        self.inputs["order"].options = labels(brief)

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the list above the slider."""
        return stacked(*controls.values())

    def _rested(self) -> None:
        super()._rested()
        Part.follow()  # part 7 builds for as long as this launch set takes

    def view(self, *, order: Sequence[str], launch: float, reason: str) -> View:  # noqa: ARG002
        """Return cost of the order and weeks of the launch set."""
        brief = self.brief
        names = {one.key: one.label for one in brief.items}
        weeks = sum(one.size for one in brief.items if one.key in order[: int(launch)])
        against = broken(brief.items, order)
        said = [f"“{names[key]}” stands before “{names[need]}”, which it needs."
                for key, need in against]  # fmt: skip
        return View(
            summary=f"Waiting costs {delay_cost(brief.items, order):,.0f} points in this order. "
            f"The launch set takes {spoken(weeks)} to build.",
            says=tuple(said),
            picture=pictures.picture(brief.items, {"Your order": order}, source=SOURCE),
        )

    def comparison(self, *, order: Sequence[str], launch: float, reason: str) -> View:  # noqa: ARG002
        """Return the cheapest order; not before the learner has moved something."""
        items = self.brief.items
        if list(order) == [one.key for one in items]:
            raise InputError("Nothing has been moved yet.", "Try an order of your own first.")
        best = cheapest(items)
        names = {one.key: one.label for one in items}
        return View(
            summary=f"The cheapest order costs {delay_cost(items, best):,.0f} points: "
            f"{', '.join(names[key] for key in best)}. Another order can be right: say what the "
            "points leave out."
        )
