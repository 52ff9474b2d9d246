"""Part 7: who answers, and which day can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.capstone import collect, data
from utils.capstone.activities.part import SOURCE, Part, typed
from utils.capstone.activities.seat import taking
from utils.capstone.collect import WHERE
from utils.capstone.model.brief import ASKED, BUILD
from utils.capstone.model.checks import launched
from utils.comparison.activities.raci import LETTERS, mark
from utils.comparison.model.network import schedule
from utils.comparison.model.raci import NAMES, SHORT, Row, sound
from utils.comparison.pictures import network as pictures
from utils.kit.controls.factory import (
    dropdown_grid,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.errors import InputError
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input


class PeoplePart(Part):
    """Letters for five decisions; a date; the critical path by hand."""

    activity_id = WHERE["people"]
    title = "7 · People and date"
    task = (
        "One accountable for each decision. Then follow the longest chain of waiting, and promise "
        "a day."
    )

    def brief_lines(self) -> Sequence[str]:
        """Return the tasks, and how long the learner's launch set takes to build."""
        names = {task.key: task.label for task in self.brief.tasks}
        lines = []
        for task in self._tasks():
            after = " and ".join(f"“{names[key]}”" for key in task.after)
            days = taking(task.days)
            lines.append(f"{task.label}: {days}{f', after {after}' if after else ''}.")
        return (*lines, f"The partners want day {ASKED}.")

    def _tasks(self) -> list:
        """Return the tasks with the launch set of part 6; without one, building stays open."""
        return self.brief.network(launched(collect.work(self.progress)))

    def controls(self) -> dict[str, Input]:
        """Return the letters, the date and the typed length of the critical path."""
        matrix = dropdown_grid(
            "Who answers for what", "Decision", data.decisions().items(),
            [(key, short, NAMES[key]) for key, short in SHORT.items()], LETTERS, check="Check",
        )  # fmt: skip
        return {
            "letters": matrix,
            "path": text_field("Critical path, in days", placeholder="such as 47"),
            "date": number_slider("Launch on working day", ASKED, 30, 110),
            "slip": text_field("If it slips: who hears of it, and when (optional)"),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the letters above path and date."""
        letters, path, date, slip = controls.values()
        return stacked(letters, side_by_side(path, date), slip)

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Write a remark at the end of each row."""
        super().update_controls(controls, answers)
        rows = _rows(answers["letters"])
        controls["letters"].marks = {row.decision: mark(row) for row in rows}

    def view(self, *, letters: dict[str, str], path: str, date: float, slip: str) -> View:  # noqa: ARG002
        """Return how many rows stand; the network once a path was computed. Working days."""
        good = sum(map(sound, _rows(letters)))
        said = f"{good} of {len(data.decisions())} decisions keep the rules. "
        said += f"Day {date:g} is {_against(date)}."
        days = typed("The critical path", path)
        if days is not None and days < 0:
            raise InputError(f"The critical path: {path} days cannot be.", "Give 0 or more.")
        if days is None:
            return View(summary=f"{said} Compute the critical path; then you see the network.")
        tasks = self._tasks()
        if any(task.key == BUILD and not task.days for task in tasks):
            return View(summary=f"{said} Part 6 has no launch set yet.")
        return View(summary=said, picture=pictures.picture(schedule(tasks), source=SOURCE))


def _rows(letters: dict[str, str]) -> list[Row]:
    return [
        Row(key, {role: letters.get(f"{key}.{role}", "") for role in NAMES})
        for key in data.decisions()
    ]


def _against(date: float) -> str:
    apart = date - ASKED
    if not apart:
        return "the day that the partners want"
    days = "1 day" if abs(apart) == 1 else f"{abs(apart):g} days"
    return f"{days} {'after' if apart > 0 else 'before'} what the partners want"
