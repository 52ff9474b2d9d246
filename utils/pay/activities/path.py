"""M4: two ways into the role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.base import button, button_row
from utils.kit.controls.factory import number_slider, radio_buttons, side_by_side, stacked
from utils.kit.english import join_words, lower_first, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, read_rows, source_line
from utils.kit.view import Document, View
from utils.pay import documents
from utils.pay.model.path import PathPlan, Skill, plan
from utils.pay.pictures import path as pictures

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

RATED_ID = "02.s1"  # the activity of notebook 02 with the same skills and levels
LEVELS = ["0", "1", "2", "3", "4"]  # as notebook 02 logs them
PATHS = {"engineer": "Engineer or architect", "product_owner": "Product owner or analyst"}


class PathPlanner(Activity):
    """From the learner's levels today to the role, in weeks."""

    activity_id = "05.m4"
    title = "Two ways in"
    task = (
        "Choose where you come from. Then set each skill to your real level, from 0 (new to me) to "
        "4 (others ask me). If you rated yourself in notebook 02, take those levels over. The "
        "hours are assumptions, so change ours to yours."
    )
    save_label = "Save my path plan"

    def controls(self) -> dict[str, Input]:
        """Return the way in, the pace, and one level per skill."""
        first = read_rows("skill_targets")
        made: dict[str, Input] = {
            "path": radio_buttons("I come in as", PATHS.items(), "engineer"),
            "hours": number_slider("Hours a week", 5, 1, 25),
            "effort": number_slider(
                "Hours per level, times ours", 1, 0.25, 3, step=0.25, decimals=2, suffix="×"
            ),
        }
        for row in first:
            made[row["skill"]] = number_slider(row["label"], row["start_engineer"], 0, 4)
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the pace on top and the skills in three columns."""
        every = list(controls.values())
        copy = button("Take my levels from notebook 02", self.catch_errors(self._copy_levels))
        return stacked(side_by_side(*every[:3]), button_row(copy), side_by_side(*every[3:]))

    def _copy_levels(self, *_: object) -> None:
        """Set the skills to what the learner rated in notebook 02; others stay as they are."""
        own = rated_levels(self.progress.values(RATED_ID) or {})
        if not own:
            raise InputError(
                "You haven't rated yourself in notebook 02.", "Set your levels here instead."
            )
        self.set(**own)
        self._resting.schedule()

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Start from the levels of the way in that was chosen."""
        if changed != "path" or values["path"] not in PATHS:
            return values
        column = f"start_{values['path']}"
        return {
            **values,
            **{row["skill"]: float(row[column]) for row in read_rows("skill_targets")},
        }

    def view(self, *, path: str, hours: float, effort: float, **levels: float) -> View:
        """Return gaps and timeline. Hours a week, effort as a multiple, levels 0 to 4."""
        if path not in PATHS:
            raise InputError(f"Unknown way in {path!r}.", f"Use one of: {', '.join(PATHS)}.")
        skills = _skills(effort, levels)
        made = plan(skills, hours)
        return View(
            summary=_words(made, hours),
            picture=pictures.picture(made, skills, source=source_line("skill_targets")),
            table=steps_table(made),
        )

    def document(self, *, path: str, hours: float, effort: float, **levels: float) -> Document:
        """Return the path plan."""
        made = plan(_skills(effort, levels), hours)
        return documents.path_plan(
            starting_point=PATHS[path],
            headline=pictures.title(made),
            pace=(hours, effort),
            steps=steps_table(made),
            strengths=[skill.label for skill in made.strengths],
            first_documents=[row for row in read_rows("path_documents") if row["path"] == path],
        )


def rated_levels(values: dict[str, Any]) -> dict[str, float]:
    """Return levels 0 to 4 by skill, from what notebook 02 logged; what isn't one is left out."""
    logged = values.get("levels")
    cells = logged if isinstance(logged, dict) else {}
    found = {row["skill"]: cells.get(f"{row['skill']}.own") for row in read_rows("skill_targets")}
    return {skill: float(LEVELS.index(cell)) for skill, cell in found.items() if cell in LEVELS}


def _skills(effort: float, levels: dict[str, float]) -> list[Skill]:
    return [
        Skill(
            id=row["skill"],
            label=row["label"],
            target=row["target"],
            weight=row["weight"],
            start=levels[row["skill"]],
            hours_per_level=row["hours_per_level"] * effort,
        )
        for row in read_rows("skill_targets")
    ]


def _words(made: PathPlan, hours: float) -> str:
    if not made.steps:
        return "Every skill is at its target. Your next step is evidence, not study."
    fits = [lower_first(step.skill.label) for step in made.steps_done_by()]
    soon = "No gap closes within 90 days at this pace. Add hours, or choose a smaller first goal."
    if fits:
        soon = f"Within 90 days, you could finish {join_words(fits)}."
    total = f"{plural(round(made.total_hours), 'hour')} at {hours:g} a week: "
    total += f"{pictures.weeks_text(made.total_weeks)}."
    return f"{total} {soon}"


def steps_table(plan: PathPlan) -> Table:
    """Return the steps in order."""
    body = [
        [
            step.skill.label,
            f"{step.skill.start:g}",
            f"{step.skill.target:g}",
            f"{step.hours:.0f}",
            f"{step.start_week:.1f} – {step.end_week:.1f}",
        ]
        for step in plan.steps
    ]
    return Table(
        caption="Gaps by priority",
        columns=["Skill", "Level now", "Target", "Hours", "Weeks"],
        rows=body,
        source=source_line("skill_targets"),
    )
