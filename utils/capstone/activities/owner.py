"""Part 8: who owns it from now on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.activities.part import Part
from utils.capstone.collect import WHERE
from utils.hiring import data
from utils.hiring.model import need, ways
from utils.hiring.pictures import ways as pictures
from utils.kit.controls.factory import dropdown, side_by_side, stacked, text_field
from utils.kit.errors import InputError
from utils.kit.tables import source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

VERDICTS = [
    ("", "– choose –"),
    (need.YES, "yes"),
    (need.BORDERLINE, "borderline"),
    (need.NO, "no"),
]
PATIENCE = 18.0  # months: all ways are shown


class OwnerPart(Part):
    """Does it need a technical owner of its own, and where does one come from?"""

    activity_id = WHERE["owner"]
    title = "8 · Who owns it"
    task = "Does this need a technical product owner of its own? Compute, then choose a way."

    def brief_lines(self) -> Sequence[str]:
        """Return ratings and weights."""
        names = data.criteria()
        parts = ", ".join(
            f"{names[key].short.lower()} {rating:g} (weight {names[key].weight:.2f})"
            for key, rating in self.brief.ratings.items()
        )
        return (
            f"Ratings from 0 to 4: {parts}.",
            f"The line is {need.LINE:.2f}; within {need.MARGIN:.2f} of it, it is borderline.",
        )

    def controls(self) -> dict[str, Input]:
        """Return verdict, way and reason."""
        options = [("", "– choose –"), *((one.key, one.label) for one in data.options())]
        return {
            "need": dropdown("Does it need one?", VERDICTS, ""),
            "option": dropdown("What I would do", options, ""),
            "why": text_field("Why, and what would change my mind"),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the choices above the reason."""
        *two, why = controls.values()
        return stacked(side_by_side(*two), why)

    def view(self, *, need: str, option: str, why: str) -> View:  # noqa: ARG002
        """Return what the ways leave open, once both were chosen."""
        if not (need and option):
            return View(summary="Compute the score by hand, then choose both.")
        covers = ways.ranked(data.options(), self.brief.ratings, data.weights(), PATIENCE)
        own = next((one for one in covers if one.option.key == option), None)
        if own is None:
            known = ", ".join(one.key for one in data.options())
            raise InputError(f"There is no way called {option!r}.", f"Use one of: {known}.")
        names = {key: one.short for key, one in data.criteria().items()}
        return View(
            summary=f"“{own.option.label}” works {_when(own.option.months)} and leaves "
            f"{own.open_share:.0%} open.",
            picture=pictures.picture(covers, names, source=source_line("hiring_options")),
        )


def _when(months: float) -> str:
    return pictures.when(months) if not months else f"after {pictures.when(months)}"
