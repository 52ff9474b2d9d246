"""Part 7, people and date: who is accountable for what, and which day can be promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone import data
from utils.capstone.model.brief import BUILD_TASK_KEY, TARGET_DAY, WORKDAYS_PER_WEEK
from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import contradiction
from utils.capstone.parts import logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part, note_markdown
from utils.capstone.parts.charter import EARLIER_DECISION_BY_KEY
from utils.capstone.parts.number_field import NumberField
from utils.capstone.parts.order import OrderDecisions
from utils.comparison.model.network import schedule
from utils.comparison.model.raci import (
    LETTER_OPTIONS,
    RACI_CELL_VALUES,
    ROLE_ABBREVIATIONS,
    ROLE_NAMES,
    RaciRow,
    is_valid_row,
    roles_with_letter,
    row_status_text,
)
from utils.comparison.pictures import network as pictures
from utils.kit.controls.factory import (
    dropdown_grid,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import add_full_stop, join_quoted, lower_first, plural, verb_for_count
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.comparison.model.network import Task
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

PROMISED_DAY_LIMITS = (30, 110)
CRITICAL_PATH_FIELD = NumberField(
    "Critical path, in days", "of 0 or more", lambda n: n >= 0, "47", "days"
)


@dataclass(frozen=True)
class PeopleDecisions(Decisions):
    """Letters by decision and role; the day promised and the critical path in working days.

    `letters` is empty until a letter is given. `slip_plan` says who hears of a slip, and when.
    """

    activity_id: ClassVar = "06.p7"
    title: ClassVar = "People and date"
    to_do: ClassVar = (
        "Give every row one A (accountable) and at least one R (responsible). Then enter a date "
        "and the length of the critical path."
    )

    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    path_days: float | None = None
    promised_day: float | None = None
    slip_plan: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        matrix = logged.read_cells(values, "letters", RACI_CELL_VALUES)
        return cls(
            letters={row.decision: row.cells for row in build_raci_rows(matrix)} if matrix else {},
            path_days=CRITICAL_PATH_FIELD.value(logged.read_text(values, "path")),
            promised_day=logged.read_number(values, "date", TARGET_DAY, PROMISED_DAY_LIMITS),
            slip_plan=logged.read_text(values, "slip"),
        )

    @property
    def worked_out_day(self) -> float | None:
        """The promised day once the critical path is entered; a slider always has a value."""
        return self.promised_day if self.path_days is not None else None

    def rows(self) -> list[RaciRow]:
        """Return the letters row by row, none before a letter is given."""
        return [RaciRow(key, cells) for key, cells in self.letters.items()]

    def is_complete(self) -> bool:
        """Return whether every row keeps the rules, and both numbers are there."""
        rows = self.rows()
        dated = None not in (self.promised_day, self.path_days)
        return bool(rows) and all(map(is_valid_row, rows)) and dated

    def contradictions(self, brief: Brief) -> list[Finding]:
        """Return the decisions with more than one accountable role."""
        return [
            self._two_accountable_finding(
                brief.decisions[row.decision], roles_with_letter(row, "A")
            )
            for row in self.rows()
            if len(roles_with_letter(row, "A")) > 1
        ]

    def _two_accountable_finding(self, decision: str, roles: Sequence[str]) -> Finding:
        one, other = (lower_first(ROLE_NAMES[role]) for role in roles[:2])
        return contradiction(
            f"{self.title}: “{decision}”, A for the {one}",
            f"{self.title}: “{decision}”, A for the {other}",
            f"{len(roles)} roles are accountable for one decision, so each may wait for another.",
            "Keep one A. The others are consulted.",
        )

    def markdown(self, brief: Brief) -> str:
        """Return responsibilities and date for the portfolio."""
        if not self.letters:
            return NOT_DECIDED_MARKDOWN
        roles = ROLE_ABBREVIATIONS
        head = f"| Decision | {' | '.join(roles.values())} |\n|---|{'---|' * len(roles)}"
        body = "\n".join(
            f"| {brief.decisions[key]} | {' | '.join(cells[role] or '–' for role in roles)} |"
            for key, cells in self.letters.items()
        )
        path = "–" if self.path_days is None else f"{self.path_days:g}"
        day = "–" if self.promised_day is None else f"{self.promised_day:g}"
        return (
            f"{head}\n{body}\n\nA: accountable, answers for it. R: responsible, does it. C: "
            "consulted before. I: informed after.\n\n"
            f"Critical path: {path} days. **Promised: working day {day}.**"
            f"{note_markdown(self.slip_plan)}"
        )

    def picture(self, brief: Brief, launch_set: Sequence[str]) -> Picture | None:
        """Return the network with the promised day, once the learner has computed the path."""
        if self.path_days is None or not launch_set:
            return None
        days = {"promised": self.promised_day or TARGET_DAY, "partners": TARGET_DAY}
        tasks = brief.tasks_with_build_time(launch_set)
        return pictures.picture(schedule(tasks), marked_days=days, source=data.INVENTED_SOURCE_TEXT)


class PeoplePart(Part):
    """Letters for five decisions; a date; the critical path by hand."""

    activity_id = PeopleDecisions.activity_id
    needed = ("letters", "path")
    copied_activity_id = "03.c1"
    copy_label = "Copy my letters from notebook 03"
    nothing_to_copy = "You haven't said who answers for what in notebook 03 yet."
    number_fields: ClassVar = {"path": CRITICAL_PATH_FIELD}
    title = "People and date"
    task = (
        "Name one accountable role for each decision. Then find the longest chain of tasks that "
        "wait for each other, and promise a day."
    )

    def lines_from_brief(self) -> Sequence[str]:
        """Return the tasks, and how long the learner's launch set takes to build."""
        labels = {task.key: task.label for task in self.brief.tasks}
        lines = []
        for task in self._planned_tasks():
            before = join_quoted(labels[key] for key in task.predecessors)
            after = f", after {before}" if before else ""
            lines.append(add_full_stop(f"{task.label}: {task_duration_text(task.days)}{after}"))
        return (*lines, f"The partners want day {TARGET_DAY}.")

    def _planned_tasks(self) -> list[Task]:
        """Return the tasks with the launch set of part 6; without one, building stays open."""
        return self.brief.tasks_with_build_time(OrderDecisions.from_log(self.progress).launch_set)

    def controls(self) -> dict[str, Input]:
        """Return the letters, the length of the critical path, the date and the slip plan."""
        roles = [(key, short, ROLE_NAMES[key]) for key, short in ROLE_ABBREVIATIONS.items()]
        decisions = data.decision_labels().items()
        return {
            "letters": dropdown_grid(
                "Who answers for what",
                "Decision",
                decisions,
                roles,
                LETTER_OPTIONS,
                check_label="Check",
            ),
            "path": CRITICAL_PATH_FIELD.build_control(),
            "date": number_slider("Launch on working day", TARGET_DAY, *PROMISED_DAY_LIMITS),
            "slip": text_field("If it slips: who hears of it, and when (optional)"),
        }

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the letters that were given to decisions like these in notebook 03."""
        earlier = logged.read_cells(values, "matrix", RACI_CELL_VALUES)
        places = {
            f"{key}.{role}": f"{place}.{role}"
            for key, place in EARLIER_DECISION_BY_KEY.items()
            for role in ROLE_NAMES
        }
        letters = {new: earlier[old] for new, old in places.items() if old in earlier}
        return {"letters": letters} if letters else {}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the letters above path and date."""
        letters, path, date, slip = controls.values()
        return stacked(letters, side_by_side(path, date), slip)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the tasks of this brief, and a remark at the end of each row of letters."""
        super().update_controls(controls, answers)
        rows = build_raci_rows(answers["letters"])
        controls["letters"].marks = {row.decision: row_status_text(row) for row in rows}

    def view(self, *, letters: dict[str, str], path: str, date: float, slip: str) -> View:
        """Return how many rows keep the rules; the network once a path is computed.

        Path and date are working days.
        """
        good = sum(map(is_valid_row, build_raci_rows(letters)))
        summary = (
            f"{good} of {len(data.decision_labels())} decisions "
            f"{verb_for_count(good, 'follows', 'follow')} the rules. Day {date:g} is "
            f"{_target_distance_text(date)}."
        )
        readings = CRITICAL_PATH_FIELD.interpretation_notes(path)
        if CRITICAL_PATH_FIELD.value(path) is None:
            to_do = "Work out the critical path, and you'll see the network."
            return View(summary=f"{summary} {to_do}", says=readings)
        tasks = self._planned_tasks()
        if any(task.key == BUILD_TASK_KEY and not task.days for task in tasks):
            return View(
                summary=f"{summary} “Priorities and launch set” has no launch set yet.",
                says=readings,
            )
        days = {"promised": date, "partners": TARGET_DAY}
        network = pictures.picture(
            schedule(tasks), marked_days=days, source=data.INVENTED_SOURCE_TEXT
        )
        return View(summary=summary, says=readings, picture=network)


def build_raci_rows(matrix: Mapping[str, str]) -> list[RaciRow]:
    """Return a row of letters for each decision; `matrix` maps "decision.role" to letters."""
    return [
        RaciRow(key, {role: matrix.get(f"{key}.{role}", "") for role in ROLE_NAMES})
        for key in data.decision_labels()
    ]


def task_duration_text(days: float) -> str:
    """Return how long a task takes; 0 where that depends on the launch set."""
    return (
        plural(days, "day") if days else f"{WORKDAYS_PER_WEEK} days for each week of the launch set"
    )


def _target_distance_text(day: float) -> str:
    apart = day - TARGET_DAY
    if not apart:
        return "the day the partners want"
    side = "after" if apart > 0 else "before"
    return f"{plural(abs(apart), 'day')} {side} the day the partners want"
