"""Part 2: a promise that can be measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.activities.part import SOURCE, Part
from utils.capstone.activities.seat import asked
from utils.capstone.collect import WHERE
from utils.kit.controls.factory import labeled_column, side_by_side, text_field
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import View
from utils.role.activities.spec import ENOUGH, HINTS, WHAT_HOLDS
from utils.role.model.spec import PART_NAMES, PARTS, Scenario, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input


class SpecPart(Part):
    """“Instant” as a quality scenario of six parts."""

    activity_id = WHERE["spec"]
    title = "2 · Requirement"
    task = "“Refunds must be instant.” Turn that into six parts that a test could decide."
    compare_label = "Compare with our wording"

    def brief_lines(self) -> Sequence[str]:
        """Return what the partners said when asked."""
        return asked(self.brief)[:2]

    def controls(self) -> dict[str, Input]:
        """Return a field a part."""
        return {part: text_field(PART_NAMES[part], hint=HINTS[part]) for part in PARTS}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return two columns of three."""
        fields = list(controls.values())
        return side_by_side(labeled_column("", fields[:3]), labeled_column("", fields[3:]))

    def view(self, **parts: str) -> View:
        """Return which parts stand, and what is missing in the others."""
        if not any(text.strip() for text in parts.values()):
            return View(summary="Nothing written yet. Begin where you like.")
        report = check(Scenario(**parts))
        good = sum(one.ok for one in report.parts)
        said = [
            f"{PART_NAMES[one.part]}: {words}"
            for one in report.parts
            for words in one.says
            if parts[one.part].strip()
        ]
        return View(
            summary=f"{good} of {len(report.parts)} parts stand.",
            checks=tuple((WHAT_HOLDS[one.part], one.ok) for one in report.parts),
            says=tuple(said),
        )

    def comparison(self, **parts: str) -> View:
        """Return our wording for this seat beside the learner's."""
        if sum(bool(text.strip()) for text in parts.values()) < ENOUGH:
            raise InputError("There is too little yet.", f"Write at least {ENOUGH} parts first.")
        wording = ours(self.brief)
        return View(
            summary="Ours is one good wording, not the only one.",
            table=Table(
                caption="Your wording and ours",
                columns=["Part", "Yours", "Ours"],
                rows=[[PART_NAMES[part], parts[part] or "–", wording[part]] for part in PARTS],
                source=SOURCE,
            ),
        )


def ours(brief: Brief) -> dict[str, str]:
    """Return our scenario for the figures of a seat."""
    return {
        "source": "The systems of partner shops",
        "stimulus": f"{brief.load} refund requests a second",
        "environment": "At the daily peak, all services up",
        "artifact": "The instant refund call of the Payments API",
        "response": "Pays the refund out and tells the partner so",
        "measure": f"{brief.share}% of refunds within {brief.limit} seconds, in any week",
    }
