"""The plan builder: who, when, and with what, to a plan that adds up to the minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    checkboxes,
    dropdown,
    dropdown_grid,
    number_slider,
    radio_buttons,
    side_by_side,
    stacked_form,
    text_field,
)
from utils.kit.english import join_words, lower_first, plural
from utils.kit.outline import load_lessons
from utils.kit.tables import Table, source_line
from utils.kit.view import View
from utils.workshop import data, documents, parsing, plan_texts
from utils.workshop.pictures import plan as pictures
from utils.workshop.planning import (
    DAY_COUNT_LABELS,
    EXERCISES_CONTROL_PREFIX,
    PLAN_ACTIVITY_ID,
    default_plan_answers,
    make_plan_start_and_room,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.kit.outline import Lesson
    from utils.kit.view import Document
    from utils.workshop.model.plan import Plan, RoomProfile

IN_OR_OUT_OPTIONS = [["in", "in"], ["out", "out"]]
SOURCE_NOTE = "Limits and priorities are our opinion. Your room may need others."


class PlanBuilder(Activity):
    """Choose a preset or enter your own times, and get a plan minute by minute."""

    activity_id = PLAN_ACTIVITY_ID
    title = "Your plan"
    task = (
        "Start with a preset. Then change whatever is different for you. The plan changes with it, "
        "and always adds up to the minute."
    )
    save_label = "Save my plan"

    def controls(self) -> dict[str, Input]:
        """Return the preset, times, people, goals, and the exercises of each notebook."""
        presets = [(key, words) for key, (words, _) in data.PRESET_LABELS_AND_ANSWERS.items()]
        texts = [(key, words) for key, (words, _) in data.GOAL_LABELS_AND_NOTEBOOKS.items()]
        books = [
            ("", "Choose for me"),
            *((n, f"{o.number} {o.title}") for n, o in self._notebook_lesson_pairs()),
        ]
        first = default_plan_answers()
        return {
            "preset": dropdown(
                "Start from", [*presets, (data.OWN_PRESET_KEY, "My own settings")], first["preset"]
            ),
            "start": _prefilled_text_field("Starts at", first["start"], "13:10"),
            "until": _prefilled_text_field("Ends at, or takes", first["until"], "90 min"),
            "days": radio_buttons("Days", DAY_COUNT_LABELS.items(), first["days"]),
            "breaks": _prefilled_text_field(
                "Breaks, if you set them", first["breaks"], "10:30 for 15"
            ),
            "date": _prefilled_text_field(
                "First day, for the calendar file", first["date"], "2027-03-16"
            ),
            "size": number_slider("People", first["size"], 1, 60, typed_limits=(1, 300)),
            "who": dropdown("Most of them are", data.AUDIENCE_LABELS.items(), first["who"]),
            "experience": dropdown(
                "Experience", data.EXPERIENCE_LABELS.items(), first["experience"]
            ),
            "setting": radio_buttons(
                "They work on", data.ROOM_SETTING_LABELS.items(), first["setting"]
            ),
            "goals": checkboxes("Afterward, they should be able to", texts, first["goals"]),
            "exercises": dropdown("Choose or leave out exercises of", books, first["exercises"]),
            **{
                f"{EXERCISES_CONTROL_PREFIX}{one.number}": _exercise_choice_grid(one)
                for _, one in self._notebook_lesson_pairs()
            },
        }

    @staticmethod
    def _notebook_lesson_pairs() -> list[tuple[str, Lesson]]:
        return list(load_lessons().items())

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return times, people, goals, and exercises one under the other."""
        times = [controls[name] for name in ("start", "until", "breaks")]
        people = [controls[name] for name in ("who", "experience", "date")]
        return stacked_form(
            side_by_side(controls["preset"], controls["size"]),
            side_by_side(*times),
            side_by_side(*people),
            side_by_side(controls["days"], controls["setting"]),
            controls["goals"],
            controls["exercises"],
            *(one for name, one in controls.items() if name.startswith(EXERCISES_CONTROL_PREFIX)),
        )

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Return a preset's settings once it's chosen; with others, they're your own."""
        preset = answers["preset"]
        if changed == "preset":
            return {**answers, **data.preset_answers(preset)}
        set_by_it = data.preset_answers(preset)
        same = all(answers[name] == value for name, value in set_by_it.items())
        return answers if same else {**answers, "preset": data.OWN_PRESET_KEY}

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the exercises of the notebook that is chosen, and no others."""
        for name, one in self._notebook_lesson_pairs():
            controls[f"{EXERCISES_CONTROL_PREFIX}{one.number}"].hidden = (
                answers["exercises"] != name
            )

    def view(self, **answers: Any) -> View:
        """Return the plan. Raises InputError where no plan keeps all limits."""
        plan, start, room = make_plan_start_and_room(answers)
        parsing.parse_date(answers["date"])
        return View(
            summary=plan_headline(plan, start, room),
            picture=pictures.picture(plan, start, source=source_line("outline")),
            table=plan_table(plan, start, room),
            table_title="",
            says=tuple(plan_remarks(plan, room, self._parse_own_breaks(start, answers), start)),
        )

    @staticmethod
    def _parse_own_breaks(start: int, answers: dict[str, Any]) -> tuple[tuple[int, int], ...]:
        return parsing.parse_plan_day(start, answers["until"], answers["breaks"]).breaks

    def document(self, **answers: Any) -> Document:
        """Return the plan to print, as Markdown, and with a date as a calendar file."""
        plan, start, room = make_plan_start_and_room(answers)
        who, known = (
            data.AUDIENCE_LABELS[answers["who"]],
            data.EXPERIENCE_LABELS[answers["experience"]],
        )
        goals = [
            data.GOAL_LABELS_AND_NOTEBOOKS[key][0]
            for key in answers["goals"]
            if key in data.GOAL_LABELS_AND_NOTEBOOKS
        ]
        about = [f"Room: {lower_first(who)}.", f"Experience: {lower_first(known)}."]
        about += [f"Works on: {lower_first(data.ROOM_SETTING_LABELS[room.setting])}."]
        return documents.plan_document(
            plan,
            start=start,
            room=room,
            headline=plan_headline(plan, start, room),
            room_description=" ".join([*about, *(f"Goal: {lower_first(one)}." for one in goals)]),
            first_day=parsing.parse_date(answers["date"]),
        )


def _prefilled_text_field(label: str, value: str, placeholder: str) -> Input:
    made = text_field(label, placeholder=placeholder)
    made.value = value
    return made


def _exercise_choice_grid(lesson: Lesson) -> Input:
    rows = [
        (data.exercise_slug(one.name), f"{one.number} · {one.name} ({one.minutes} min)")
        for one in lesson.exercises
    ]
    label = f"Exercises of {lesson.number}: in, out, or – for our choice"
    made = dropdown_grid(
        label, "Exercise", rows, [("plan", "Plan", "In the plan")], IN_OR_OUT_OPTIONS
    )
    made.hidden = True
    return made


def plan_headline(plan: Plan, start: int, room: RoomProfile) -> str:
    """Return the plan in one sentence."""
    end = plan_texts.format_end_clock(plan.days[0][-1].end, start)
    days = f" on {plural(len(plan.days), 'day')}" if len(plan.days) > 1 else ""
    numbers = join_words(plan_texts.notebook_number(name) for name in plan.notebooks)
    noun = "notebook" if len(plan.notebooks) == 1 else "notebooks"
    return (
        f"{plural(room.size, 'person', 'people')}, {parsing.format_clock(start)} to {end}{days}: "
        f"{plural(len(plan.exercises), 'exercise')} from {noun} {numbers}. "
        f"{plural(plan.minutes(), 'minute')} in all, and every minute is planned."
    )


def plan_remarks(
    plan: Plan, room: RoomProfile, own_breaks: Sequence[tuple[int, int]] = (), start: int = 0
) -> list[str]:
    """Return what to cut, what to add, what was asked for in vain, and where breaks lack."""
    found = [
        plan_texts.too_few_breaks_text(plan, own_breaks, start),
        plan_texts.running_late_text(plan, start),
        plan_texts.running_early_text(plan, room),
    ]
    if plan.left_out:
        names = "; ".join(map(plan_texts.exercise_bundle_name, plan.left_out))
        found.insert(0, f"There's no room for everything that you chose. Left out: {names}.")
    return list(filter(None, [*found, plan_texts.missing_class_debrief_reason(plan, room)]))


def plan_table(plan: Plan, start: int, room: RoomProfile) -> Table:
    """Return the rows of all days."""
    several = len(plan.days) > 1
    return Table(
        caption="Minute by minute",
        columns=[*(["Day"] if several else []), *documents.PLAN_TABLE_COLUMNS],
        rows=[
            [*([str(number)] if several else []), *row]
            for number, rows in enumerate(documents.plan_table_rows(plan, start, room), 1)
            for row in rows
        ],
        source=SOURCE_NOTE,
    )
