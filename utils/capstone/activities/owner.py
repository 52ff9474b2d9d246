"""Part 8: who owns it from now on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.activities.part import Part
from utils.capstone.collect import WHERE
from utils.hiring import case
from utils.hiring.model import need, ways
from utils.hiring.pictures import ways as pictures
from utils.kit.controls.make import columns, pick, rows_of, writing
from utils.kit.errors import InputError
from utils.kit.tables import source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

VERDICTS = [
    ("", "– choose –"),
    (need.YES, "yes"),
    (need.BORDERLINE, "borderline"),
    (need.NO, "no"),
]
PATIENCE = 18.0  # months: all ways are shown


class OwnerPart(Part):
    """Does it need a technical owner of its own, and where does one come from?"""

    where = WHERE["owner"]
    title = "8 · Who owns it"
    task = "Does this need a technical product owner of its own? Compute, then choose a way."

    def told(self) -> Sequence[str]:
        """Return ratings and weights."""
        names = case.criteria()
        parts = ", ".join(
            f"{names[key].short.lower()} {rating:g} (weight {names[key].weight:.2f})"
            for key, rating in self.brief.ratings.items()
        )
        return (
            f"Ratings from 0 to 4: {parts}.",
            f"The line is {need.LINE:.2f}; within {need.MARGIN:.2f} of it, it is borderline.",
        )

    def controls(self) -> dict[str, widgets.Widget]:
        """Return verdict, way and reason."""
        options = [("", "– choose –"), *((one.key, one.label) for one in case.options())]
        return {
            "need": pick("Does it need one?", VERDICTS, ""),
            "option": pick("What I would do", options, ""),
            "why": writing("Why, and what would change my mind"),
        }

    def laid(self, controls: dict[str, widgets.Widget]) -> widgets.Widget:
        """Return the choices above the reason."""
        *two, why = controls.values()
        return rows_of(columns(*two), why)

    def view(self, *, need: str, option: str, why: str) -> View:  # noqa: ARG002
        """Return what the ways leave open, once both were chosen."""
        if not (need and option):
            return View(words="Compute the score by hand, then choose both.")
        covers = ways.ranked(case.options(), self.brief.ratings, case.weights(), PATIENCE)
        own = next((one for one in covers if one.option.key == option), None)
        if own is None:
            known = ", ".join(one.key for one in case.options())
            raise InputError(f"There is no way called {option!r}.", f"Use one of: {known}.")
        names = {key: one.short for key, one in case.criteria().items()}
        return View(
            words=f"“{own.option.label}” works {_when(own.option.months)} and leaves "
            f"{own.open_share:.0%} open.",
            picture=pictures.picture(covers, names, source=source_line("hiring_options")),
        )


def _when(months: float) -> str:
    return pictures.when(months) if not months else f"after {pictures.when(months)}"
