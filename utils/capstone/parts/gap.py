"""Part 3, the gaps: what the learner would have to learn to own an API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone.model.decisions import Decisions
from utils.capstone.parts import logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part
from utils.kit.controls.factory import dropdown_grid, number_slider, stacked
from utils.kit.english import join_words
from utils.kit.tables import source_line
from utils.kit.view import View
from utils.skills import data as skills
from utils.skills.model.gaps import MAX_LEVEL
from utils.skills.model.plan import Skill, build_plan
from utils.skills.pictures import gaps as pictures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.kit.controls import Input

TARGET_PRODUCT_KEY = "api"  # the product whose targets count
SKILLS_ACTIVITY_ID = "02.s1"  # the activity of notebook 02 that has the same levels
LEVEL_OPTIONS = {str(n): str(n) for n in range(MAX_LEVEL + 1)}
SHOWN_GAP_COUNT = 3  # that are named
START_WEEKLY_HOURS, WEEKLY_HOURS_LIMITS = 4, (1, 20)  # a week


@dataclass(frozen=True)
class GapDecisions(Decisions):
    """The weeks it takes to close all gaps, None until every skill is rated; the first gaps."""

    activity_id: ClassVar = "06.p3"
    title: ClassVar = "Gaps"
    to_do: ClassVar = "Rate your level in every skill."

    weeks: float | None = None
    first_gaps: tuple[str, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        levels = logged.read_cells(values, "levels", LEVEL_OPTIONS)
        if count_unrated(levels):
            return cls()
        hours = logged.read_number(values, "hours", START_WEEKLY_HOURS, WEEKLY_HOURS_LIMITS)
        planned = build_plan(skills_with_levels(levels), hours)
        return cls(
            planned.weeks, tuple(skill.label for skill in planned.ranked_skills[:SHOWN_GAP_COUNT])
        )

    def is_complete(self) -> bool:
        """Return whether every skill is rated."""
        return self.weeks is not None

    def markdown(self, brief: Brief) -> str:
        """Return the gaps for the portfolio."""
        if self.weeks is None:
            return NOT_DECIDED_MARKDOWN
        if not self.first_gaps:
            return "No gaps left."
        return (
            f"First: {join_words(self.first_gaps)}. Closing all the gaps takes about "
            f"{self.weeks:.0f} weeks."
        )


class GapPart(Part):
    """Own levels against what an API's owner needs."""

    activity_id = GapDecisions.activity_id
    needed = ("levels",)
    copied_activity_id = SKILLS_ACTIVITY_ID
    copy_label = "Copy my levels from notebook 02"
    nothing_to_copy = "You haven't rated yourself in notebook 02 yet."
    title = "Gaps"
    task = "Rate yourself from 0 (new to me) to 4 (others ask me). Which gap comes first?"

    def lines_from_brief(self) -> Sequence[str]:
        """Return what the levels are compared with."""
        product = skills.PRODUCT_PRESET_LABELS[TARGET_PRODUCT_KEY]
        return (f"The targets are from notebook 02, for the product “{product}.”",)

    def controls(self) -> dict[str, Input]:
        """Return own levels and hours a week."""
        rows = [(skill.key, skill.label) for skill in skills_with_levels({})]
        own = [("own", "You", "your level")]
        return {
            "levels": dropdown_grid("Your level", "Skill", rows, own, LEVEL_OPTIONS.items()),
            "hours": number_slider(
                "Hours a week for learning", START_WEEKLY_HOURS, *WEEKLY_HOURS_LIMITS
            ),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return pace and levels, one below the other."""
        return stacked(controls["hours"], controls["levels"])

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the levels of notebook 02 in the skills that count here."""
        earlier = logged.read_cells(values, "levels", LEVEL_OPTIONS)
        places = {f"{skill.key}.own" for skill in skills_with_levels({})}
        own = {place: level for place, level in earlier.items() if place in places}
        return {"levels": own} if own else {}

    def view(self, *, levels: dict[str, str], hours: float) -> View:
        """Return the gaps, the most urgent first. Hours a week."""
        rated, unrated = skills_with_levels(levels), count_unrated(levels)
        if unrated:
            return View(summary=f"{len(rated) - unrated} of {len(rated)} skills rated.")
        planned = build_plan(rated, hours)
        first = (
            join_words(skill.label for skill in planned.ranked_skills[:SHOWN_GAP_COUNT]) or "none"
        )
        return View(
            summary=f"First gaps: {first}. Closing all the gaps takes about "
            f"{planned.weeks:.0f} weeks.",
            picture=pictures.picture(rated, planned, source=source_line("skill_presets")),
        )


def skills_with_levels(levels: Mapping[str, str]) -> list[Skill]:
    """Return the skills that an API's owner needs, with own levels, targets and weights."""
    targets, weights = (
        skills.target_levels(TARGET_PRODUCT_KEY),
        skills.skill_weights(TARGET_PRODUCT_KEY),
    )
    return [
        Skill(
            key,
            row["label"],
            level=float(levels.get(f"{key}.own") or 0),
            target=float(targets[key]),
            weight=weights[key] or 1.0,
            hours_per_level=row["hours_per_level"],
        )
        for key, row in skills.skill_rows().items()
        if targets[key]
    ]


def count_unrated(levels: Mapping[str, str]) -> int:
    """Return how many skills have no level yet."""
    return sum(not levels.get(f"{skill.key}.own") for skill in skills_with_levels({}))
