"""Part 1: what is mine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import case
from utils.capstone.activities.part import Part
from utils.capstone.collect import WHERE
from utils.kit.controls.make import rows_of, some_of, writing
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets


class CharterPart(Part):
    """Product, customers, and the decisions that are yours."""

    where = WHERE["charter"]
    title = "1 · Role charter"
    task = "What do you own, for whom, and which of five decisions are yours?"

    def told(self) -> Sequence[str]:
        """Return who is involved."""
        return (
            "Outside shops, the partners, build against the Payments API.",
            "A product manager sets prices, a program manager keeps dates, a lead runs the team.",
        )

    def controls(self) -> dict[str, widgets.Widget]:
        """Return two texts and five decisions."""
        return {
            "product": writing("The product, in one line",
                               placeholder="A call that pays a refund within seconds"),
            "customers": writing("Its direct customers, and what they need it for"),
            "mine": some_of("Decisions that are mine", case.decisions().items(), []),
        }  # fmt: skip

    def laid(self, controls: dict[str, widgets.Widget]) -> widgets.Widget:
        """Return one below the other."""
        return rows_of(*controls.values())

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
            return View(words=f"Still to say: {', '.join(missing)}.")
        return View(
            words=f"{len(mine)} of {len(case.decisions())} decisions are yours. Part 7 asks again, "
            "from the other side."
        )
