"""Part 4: what breaks, and which version says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.activities.part import Part
from utils.capstone.collect import WHERE
from utils.interfaces.model.versions import bump as next_version
from utils.kit.controls.factory import dropdown, side_by_side, stacked, text_field
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

VERDICTS = [
    ("", "– choose –"),
    ("breaks", "breaks callers"),
    ("adds", "adds, breaks nobody"),
    ("deprecates", "marks as deprecated"),
    ("repairs", "repairs"),
]
BUMPS = [("", "– choose –"), ("MAJOR", "MAJOR"), ("MINOR", "MINOR"), ("PATCH", "PATCH")]
AS_VERDICT = {"MAJOR": "breaks", "MINOR": "safe", "PATCH": "same"}  # of the model of notebook 02a


class ChangePart(Part):
    """Judge three changes, and number the release that holds them all."""

    activity_id = WHERE["change"]
    title = "4 · Changes and version"
    task = "One release is to hold three changes. What does each do, and what is its number?"

    def brief_lines(self) -> Sequence[str]:
        """Return the changes and the version now."""
        changes = [f"Change {n}: {one.says}." for n, one in enumerate(self.brief.changes, 1)]
        return (*changes, f"The contract is at {self.brief.version}.")

    def controls(self) -> dict[str, Input]:
        """Return a verdict for each change, and the part of the version that goes up."""
        return {
            **{f"change{n}": dropdown(f"Change {n}", VERDICTS, "") for n in (1, 2, 3)},
            "bump": dropdown("What goes up", BUMPS, ""),
            "way": text_field(
                "How callers get across, and until when the old form works (optional)"
            ),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the four choices beside each other, the text below."""
        *four, way = controls.values()
        return stacked(side_by_side(*four), way)

    def view(self, *, change1: str, change2: str, change3: str, bump: str, way: str) -> View:  # noqa: ARG002
        """Return the version that the learner's choice leads to."""
        open_ones = sum(not one for one in (change1, change2, change3))
        if open_ones:
            return View(summary=f"{open_ones} of 3 changes are not judged yet.")
        if not bump:
            return View(summary="All judged. Which part of the version goes up?")
        made = next_version(AS_VERDICT[bump], self.brief.version)
        return View(
            summary=f"Released as {made.next_version}. Callers read that number as a promise."
        )
