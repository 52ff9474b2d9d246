"""Part 1: what is mine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.activities.part import Part
from utils.capstone.collect import WHERE
from utils.kit.controls.factory import checkboxes, stacked, text_field
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input


class CharterPart(Part):
    """Product, customers, and the decisions that are yours."""

    activity_id = WHERE["charter"]
    title = "1 · Role charter"
    task = "What do you own, for whom, and which of five decisions are yours?"

    def brief_lines(self) -> Sequence[str]:
        """Return who is involved."""
        return (
            "Outside shops, the partners, build against the Payments API.",
            "A product manager sets prices, a program manager keeps dates, a lead runs the team.",
        )

    def controls(self) -> dict[str, Input]:
        """Return two texts and five decisions."""
        return {
            "product": text_field("The product, in one line",
                               placeholder="A call that pays a refund within seconds"),
            "customers": text_field("Its direct customers, and what they need it for"),
            "mine": checkboxes("Decisions that are mine", data.decisions().items(), []),
        }  # fmt: skip

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return one below the other."""
        return stacked(*controls.values())

    def view(self, *, product: str, customers: str, mine: Sequence[str]) -> View:
        """Return what is still to say."""
        missing = [
            name
            for name, there in (
                ("the product", product.strip()),
                ("its customers", customers.strip()),
                ("a decision of yours", mine),
            )
            if not there
        ]
        if missing:
            return View(summary=f"Still to say: {', '.join(missing)}.")
        return View(
            summary=f"{len(mine)} of {len(data.decisions())} decisions are yours. "
            "Part 7 asks again, from the other side."
        )
