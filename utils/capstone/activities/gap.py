"""Part 3: what you would have to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.activities.part import Part
from utils.capstone.collect import FEW, PRODUCT, WHERE, own_skills, unrated
from utils.kit.base import button
from utils.kit.controls.factory import dropdown_grid, number_slider, side_by_side, stacked
from utils.kit.errors import InputError
from utils.kit.tables import source_line
from utils.kit.view import View
from utils.skills import data
from utils.skills.model.gaps import TOP_LEVEL
from utils.skills.model.plan import plan
from utils.skills.pictures import gaps as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

EARLIER = "02.s1"  # where notebook 02 keeps the same levels
LEVELS = [(str(n), str(n)) for n in range(TOP_LEVEL + 1)]


class GapPart(Part):
    """Own levels against what an API's owner needs."""

    activity_id = WHERE["gap"]
    title = "3 · Gaps"
    task = "Rate yourself from 0 (never met it) to 4 (others ask me). Which gap comes first?"

    def brief_lines(self) -> Sequence[str]:
        """Return what the levels are held against."""
        return (f"Targets: those of notebook 02 for the product “{data.PRESETS[PRODUCT]}”.",)

    def controls(self) -> dict[str, Input]:
        """Return own levels and hours a week."""
        table = dropdown_grid(
            "Your level", "Skill", [(one.key, one.label) for one in own_skills({})],
            [("own", "You", "your level")], LEVELS,
        )  # fmt: skip
        return {"levels": table, "hours": number_slider("Hours a week for it", 4, 1, 20)}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return pace and levels, one below the other."""
        take = button("Take my levels from notebook 02", self.catch_errors(self._take))
        return stacked(side_by_side(controls["hours"], take), controls["levels"])

    def _take(self, *_: object) -> None:
        kept = (self.progress.values(EARLIER) or {}).get("levels", {})
        places = {f"{one.key}.own" for one in own_skills({})}
        own = {place: level for place, level in kept.items() if place in places}
        if not own:
            raise InputError(
                "Notebook 02 holds no levels of yours.", "Rate them here; it takes two minutes."
            )
        self.set(levels=own)
        self._resting.ask()

    def view(self, *, levels: dict[str, str], hours: float) -> View:
        """Return the gaps in order. Hours a week."""
        skills = own_skills(levels)
        made = plan(skills, hours)
        left = unrated(levels)
        if left:
            return View(summary=f"{len(skills) - left} of {len(skills)} skills rated.")
        first = ", ".join(skill.label for skill in made.ranked[:FEW]) or "none"
        return View(
            summary=f"First gaps: {first}. All of them take about {made.weeks:.0f} weeks.",
            picture=pictures.picture(skills, made, source=source_line("skill_presets")),
        )
