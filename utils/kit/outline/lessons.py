"""The notebooks and their exercises, as the notebooks themselves have them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from utils.kit.tables import read_rows


@dataclass(frozen=True)
class Exercise:
    """One exercise. `minutes` is our estimate; `requirements`: see completion.py."""

    number: int
    name: str
    minutes: int
    requirements: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The anchor that JupyterLab gives to its heading."""
        heading = f"Exercise {self.number} · {self.name} ({self.minutes} min)"
        return heading.replace(" ", "-")

    @property
    def activity_ids(self) -> set[str]:
        """The activities in it, by their names in the log."""
        return {one.split(":")[1] for one in self.requirements}


@dataclass(frozen=True)
class Lesson:
    """One notebook; `reading_minutes` is our estimate, `outcome` what the learner leaves with."""

    notebook: str
    title: str
    outcome: str
    reading_minutes: int
    exercises: tuple[Exercise, ...]

    @property
    def number(self) -> str:
        """What comes before the title, such as 02a."""
        return self.notebook.partition("-")[0]

    @property
    def minutes(self) -> int:
        """Minutes to read and to do all of it."""
        return self.reading_minutes + sum(one.minutes for one in self.exercises)


@functools.cache
def load_lessons() -> dict[str, Lesson]:
    """Return all notebooks in order, by name."""
    by_name: dict[str, list[dict]] = {}
    for row in read_rows("outline"):
        by_name.setdefault(row["notebook"], []).append(row)
    return {name: _parse_lesson(name, rows) for name, rows in by_name.items()}


def _parse_lesson(name: str, rows: list[dict]) -> Lesson:
    head, *exercises = rows
    return Lesson(
        name,
        head["title"],
        head["made"] or "",
        head["minutes"],
        tuple(
            Exercise(
                row["exercise"], row["name"], row["minutes"], tuple((row["needs"] or "").split())
            )
            for row in exercises
        ),
    )


@functools.cache
def _exercise_by_activity_id() -> dict[str, Exercise]:
    every = [one for lesson in load_lessons().values() for one in lesson.exercises]
    return {place: one for one in reversed(every) for place in one.activity_ids}


def find_exercise(activity_id: str) -> Exercise | None:
    """Return the first exercise with an activity or a question; None where none has it."""
    return _exercise_by_activity_id().get(activity_id)
