"""Part 5: an objective that the services behind it allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.activities.part import Part, typed
from utils.capstone.collect import WHERE
from utils.kit.controls.factory import number_slider, side_by_side, text_field
from utils.kit.errors import InputError
from utils.kit.view import View
from utils.reliability.model.slo import budget_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

DAYS = 30
FIRST = 99.9  # percent: what the partners would like to read


class ObjectivePart(Part):
    """Compute what the chain reaches, choose an objective, compute its budget."""

    activity_id = WHERE["objective"]
    title = "5 · Objective and budget"
    task = (
        "An instant refund passes four services, one after the other, and fails if one of them "
        "fails. What can you promise, and how many refunds a month may fail then?"
    )

    def brief_lines(self) -> Sequence[str]:
        """Return the availabilities and the refunds a month."""
        names = data.components()
        chain = ", ".join(f"{names[key]} {share:.2%}" for key, share in self.brief.chain.items())
        return (f"{chain}.", f"Refunds a month: {self.brief.calls:,}.")

    def controls(self) -> dict[str, Input]:
        """Return the objective in percent, and two numbers to compute."""
        return {
            "chain": text_field("The four together, in percent", placeholder="such as 99.12"),
            "objective": number_slider(
                "My objective", FIRST, 99, 99.95, step=0.05, suffix="%", decimals=2
            ),
            "budget": text_field("Refunds a month that may fail", placeholder="such as 850"),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the three beside each other."""
        return side_by_side(*controls.values())

    def view(self, *, chain: str, objective: float, budget: str) -> View:
        """Return the time that the objective leaves. Percent."""
        whole, fails = typed("The four together", chain), typed("Refunds that may fail", budget)
        if whole is not None and not 0 < whole <= 100:
            raise InputError(f"The four together: {chain} cannot be.", "Give a percentage.")
        if fails is not None and fails < 0:
            raise InputError(f"Refunds that may fail: {budget} cannot be.", "Give 0 or more.")
        minutes = budget_minutes(objective / 100, DAYS)
        still = [
            name
            for name, value in (("the four together", whole), ("the refunds that may fail", fails))
            if value is None
        ]
        left = f" Still to compute: {' and '.join(still)}." if still else ""
        return View(summary=f"{objective:.2f}% leaves {minutes:.0f} minutes in {DAYS} days.{left}")
