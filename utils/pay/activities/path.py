"""M4: two ways into the role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.base import button, button_row
from utils.kit.calendar_file import CalendarEvent, calendar_bytes
from utils.kit.controls import TextField
from utils.kit.controls.factory import number_slider, radio_buttons, side_by_side, stacked
from utils.kit.english import join_words, lower_first, plural
from utils.kit.errors import InputError, attribute_errors_to
from utils.kit.progress.log import read_existing_pseudonym
from utils.kit.tables import Table, read_rows, source_line
from utils.kit.timestamps import parse_day
from utils.kit.view import Document, View
from utils.pay import documents
from utils.pay.model.dates import next_monday, review_day, schedule_steps
from utils.pay.model.path import PathPlan, Skill, Step, plan
from utils.pay.pictures import path as pictures
from utils.skills import data as skills_data

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

RATING_ACTIVITY_ID = "02.s1"  # the activity of notebook 02 with the same skills and levels
VALID_LEVEL_ANSWERS = ["0", "1", "2", "3", "4"]  # as notebook 02 logs them
STARTING_POINT_LABELS = {
    "engineer": "Engineer or architect",
    "product_owner": "Product owner or analyst",
}
REMINDER_TIME_OF_DAY = timedelta(hours=9)  # at 9:00, where the day is
COPIED_LEVELS_NOTE = "Your levels, targets, and weights come from notebook 02."
CHANGED_LEVELS_NOTE = "Your targets and weights come from notebook 02; the levels are those above."


class PathPlanner(Activity):
    """From the learner's levels today to the role, in weeks, and from a day on, in dates."""

    activity_id = "05.m4"
    title = "Two ways in"
    task = (
        "Choose where you come from. Then set each skill to your real level, from 0 (new to me) to "
        "4 (others ask me). We fill in what you rated in notebook 02. The hours are "
        "assumptions, so change ours to yours. With a first day, the plan gets dates."
    )
    save_label = "Save my path plan"

    def __init__(self) -> None:
        super().__init__()
        self._apply_rated_levels()

    def controls(self) -> dict[str, Input]:
        """Return the way in, the pace, the first day, and one level per skill."""
        first = read_rows("skill_targets")
        made: dict[str, Input] = {
            "path": radio_buttons("I come in as", STARTING_POINT_LABELS.items(), "engineer"),
            "hours": number_slider("Hours a week", 5, 1, 25),
            "effort": number_slider(
                "Hours per level, times ours", 1, 0.25, 3, step=0.25, decimals=2, suffix="×"
            ),
            "start": TextField(
                label="First day",
                hint="Leave it empty to start next Monday, once you save.",
                placeholder="2027-01-04",
                max_length=40,
            ),
        }
        for row in first:
            made[row["skill"]] = number_slider(row["label"], row["start_engineer"], 0, 4)
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the pace on top and the skills in three columns."""
        path, hours, effort, start, *skills = controls.values()
        copy = button(
            "Take my levels from notebook 02 again", self.catch_errors(self._copy_rated_levels)
        )
        self._copy_button_row = button_row(copy)
        return stacked(
            side_by_side(path, stacked(hours, effort), start),
            self._copy_button_row,
            side_by_side(*skills),
        )

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Offer the levels of notebook 02 to those who rated themselves there."""
        self._copy_button_row.hidden = not self._load_rated_plan().levels

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Start from the levels of the way in that was chosen, and from those rated before."""
        if changed != "path" or values["path"] not in STARTING_POINT_LABELS:
            return values
        column = f"start_{values['path']}"
        start = {row["skill"]: float(row[column]) for row in read_rows("skill_targets")}
        return {**values, **start, **self._load_rated_plan().levels}

    def view(self, *, path: str, hours: float, effort: float, start: str, **levels: float) -> View:
        """Return gaps and timeline. Hours a week, effort as a multiple, levels 0 to 4."""
        if path not in STARTING_POINT_LABELS:
            raise InputError(
                f"Unknown way in {path!r}.", f"Use one of: {', '.join(STARTING_POINT_LABELS)}."
            )
        rated, day = self._load_rated_plan(), parse_start_day(start)
        skills = _path_skills(effort, levels, rated)
        made = plan(skills, hours)
        return View(
            summary=_summary_text(made, hours),
            says=(*_schedule_notes(made, day), *_levels_origin_notes(rated, levels)),
            picture=pictures.picture(made, skills, day, source=source_line("skill_targets")),
            table=path_steps_table(made, day),
        )

    def document(
        self, *, path: str, hours: float, effort: float, start: str, **levels: float
    ) -> Document:
        """Return the path plan; with a first day, its dates for the calendar go with it."""
        rated, day = self._load_rated_plan(), parse_start_day(start)
        made = plan(_path_skills(effort, levels, rated), hours)
        return documents.build_path_plan_document(
            starting_point=STARTING_POINT_LABELS[path],
            headline=pictures.title(made),
            hours_and_effort=(hours, effort),
            steps=path_steps_table(made, day),
            strengths=[skill.label for skill in made.strengths],
            first_documents=[row for row in read_rows("path_documents") if row["path"] == path],
            review_day_and_calendar=(review_day(day), self._calendar_file_bytes(made, day))
            if day
            else None,
            has_own_targets=bool(rated.targets),
        )

    def _save_document(self, *_: object) -> None:
        """Save the plan; one without a first day begins next Monday."""
        if not self.inputs["start"].answer.strip():
            self.set(start=next_monday(today()).isoformat())
        super()._save_document()

    def _calendar_file_bytes(self, path_plan: PathPlan, start: date) -> bytes:
        folder = self.progress.folder
        owner = read_existing_pseudonym(folder) if folder else ""
        events = build_calendar_events(path_plan, start)
        stamp = datetime.now(UTC).replace(microsecond=0)
        return calendar_bytes(events, name="Path plan", owner=owner, stamp=stamp)

    def _load_rated_plan(self) -> RatedPlan:
        return parse_rated_plan(self.progress.values(RATING_ACTIVITY_ID) or {})

    def _apply_rated_levels(self) -> None:
        """Set the skills to what the learner rated in notebook 02, unless they set them here."""
        rated = self._load_rated_plan().levels
        logged = self.progress.values(self.activity_id) or {}
        if rated and not set(rated) & set(logged):
            self.set(**rated)

    def _copy_rated_levels(self, *_: object) -> None:
        """Set the skills to what the learner rated in notebook 02; others stay as they are."""
        own = self._load_rated_plan().levels
        if not own:
            raise InputError(
                "You haven't rated yourself in notebook 02 yet.", "Set your levels here instead."
            )
        self.set(**own)
        self._save_debounce.schedule()


# --- notebook 02 ---------------------------------------------------------------------------


@dataclass(frozen=True)
class RatedPlan:
    """Levels, targets, and weights by skill, as the learner has them in notebook 02.

    All are empty where nothing was rated there. `extra_skills` are skills that only
    notebook 02 asks about and that have a target there.
    """

    levels: dict[str, float]
    targets: dict[str, float]
    weights: dict[str, float]
    extra_skills: tuple[Skill, ...] = ()


def parse_rated_plan(logged_values: dict[str, Any]) -> RatedPlan:
    """Return what notebook 02 logged; whatever isn't a level is left out."""
    levels = parse_rated_levels(logged_values)
    if not levels:
        return RatedPlan({}, {}, {})
    preset = logged_values.get("preset")
    known = (
        preset
        if isinstance(preset, str) and preset in skills_data.PRODUCT_PRESET_LABELS
        else "general"
    )
    preset_targets = {key: float(one) for key, one in skills_data.target_levels(known).items()}
    targets = {**preset_targets, **_levels_in_column(logged_values, "target")}
    weights = {key: one or 1.0 for key, one in skills_data.skill_weights(known).items()}
    return RatedPlan(
        levels, targets, weights, _skills_only_in_notebook_02(logged_values, targets, weights)
    )


def parse_rated_levels(logged_values: dict[str, Any]) -> dict[str, float]:
    """Return levels 0 to 4 by skill, from what notebook 02 logged; what isn't one is left out."""
    ours = {row["skill"] for row in read_rows("skill_targets")}
    return {
        skill: level
        for skill, level in _levels_in_column(logged_values, "own").items()
        if skill in ours
    }


def _levels_in_column(logged_values: dict[str, Any], column: str) -> dict[str, float]:
    """Return one column of the table in notebook 02, by skill."""
    logged = logged_values.get("levels")
    cells = logged if isinstance(logged, dict) else {}
    found = {skill: cells.get(f"{skill}.{column}") for skill in skills_data.skill_rows()}
    return {
        skill: float(VALID_LEVEL_ANSWERS.index(cell))
        for skill, cell in found.items()
        if cell in VALID_LEVEL_ANSWERS
    }


def _skills_only_in_notebook_02(
    logged_values: dict[str, Any], targets: dict[str, float], weights: dict[str, float]
) -> tuple[Skill, ...]:
    ours = {row["skill"] for row in read_rows("skill_targets")}
    own = _levels_in_column(logged_values, "own")
    return tuple(
        Skill(key, row["label"], targets[key], weights[key], own.get(key, 0.0), hours)
        for key, row in skills_data.skill_rows().items()
        if key not in ours and targets.get(key) and (hours := row["hours_per_level"])
    )


def _levels_origin_notes(rated: RatedPlan, levels: dict[str, float]) -> tuple[str, ...]:
    if not rated.levels:
        return ()
    same = all(levels[skill] == level for skill, level in rated.levels.items())
    return (COPIED_LEVELS_NOTE if same else CHANGED_LEVELS_NOTE,)


# --- dates ---------------------------------------------------------------------------------


def today() -> date:
    """Return today's date where the learner is."""
    return datetime.now().astimezone().date()


def parse_start_day(text: str) -> date | None:
    """Return the day in a text, None for an empty one.

    Raises InputError for anything else, and for a date that could be two days.
    """
    if not text.strip():
        return None
    with attribute_errors_to("start"):
        return parse_day(text)


def format_day(day: date) -> str:
    """Return a day as the page says it: "Jan 4, 2027"."""
    return f"{day:%b} {day.day}, {day.year}"


def build_calendar_events(plan: PathPlan, start: date) -> list[CalendarEvent]:
    """Return an event for each step, and one for the day to look at the plan again."""
    first_steps = {key: row["first_step"] for key, row in skills_data.skill_rows().items()}
    steps = [
        CalendarEvent(
            f"path-plan/{one.step.skill.id}",
            f"Path plan: {one.step.skill.label}",
            one.first_day,
            one.last_day,
            _event_description(one.step, first_steps[one.step.skill.id]),
        )
        for one in schedule_steps(plan, start)
    ]
    day = review_day(start)
    review = CalendarEvent(
        "path-plan/review",
        "Path plan: 90 days are over. What changed?",
        day,
        day,
        reminder=REMINDER_TIME_OF_DAY,
    )
    return [*steps, review]


def _event_description(step: Step, first_step: str) -> str:
    skill = step.skill
    levels = f"From level {skill.start:g} to {skill.target:g}"
    return f"{levels}, about {step.hours:.0f} hours. First step: {first_step}"


def _schedule_notes(plan: PathPlan, start: date | None) -> tuple[str, ...]:
    if not start or not plan.steps:
        return ()
    days = schedule_steps(plan, start)
    first, last = days[0], days[-1]
    return (
        (
            f"{first.step.skill.label}: {format_day(first.first_day)} to "
            f"{format_day(first.last_day)}. Every gap is closed by {format_day(last.last_day)}. "
            "Look at the plan again on "
            f"{format_day(review_day(start))}, after 90 days."
        ),
    )


# --- the plan ------------------------------------------------------------------------------


def _path_skills(
    effort_factor: float, levels: dict[str, float], own_plan: RatedPlan
) -> list[Skill]:
    ours = [
        Skill(
            id=row["skill"],
            label=row["label"],
            target=own_plan.targets.get(row["skill"], row["target"]),
            weight=own_plan.weights.get(row["skill"], row["weight"]),
            start=levels[row["skill"]],
            hours_per_level=row["hours_per_level"] * effort_factor,
        )
        for row in read_rows("skill_targets")
    ]
    more = [
        replace(one, hours_per_level=one.hours_per_level * effort_factor)
        for one in own_plan.extra_skills
    ]
    return [*ours, *more]


def _summary_text(plan: PathPlan, hours_a_week: float) -> str:
    if not plan.steps:
        return "Every skill is at its target. Your next step is evidence, not study."
    fits = [lower_first(step.skill.label) for step in plan.steps_done_by()]
    soon = "No gap closes within 90 days at this pace. Add hours, or choose a smaller first goal."
    if fits:
        soon = f"Within 90 days, you could finish {join_words(fits)}."
    total = f"{plural(round(plan.total_hours), 'hour')} at {hours_a_week:g} a week: "
    total += f"{pictures.weeks_text(plan.total_weeks)}."
    return f"{total} {soon}"


def path_steps_table(plan: PathPlan, start: date | None = None) -> Table:
    """Return the steps in sequence; with a first day, their dates."""
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
    days = schedule_steps(plan, start) if start else []
    for row, one in zip(body, days, strict=False):
        row.append(f"{format_day(one.first_day)} – {format_day(one.last_day)}")
    return Table(
        caption="Gaps by priority",
        columns=["Skill", "Level now", "Target", "Hours", "Weeks", *(["Dates"] if start else [])],
        rows=body,
        source=source_line("skill_targets"),
    )
