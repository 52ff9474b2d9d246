"""The course's outline and what to take first, as the tables have them."""

from __future__ import annotations

from utils.kit.errors import InputError
from utils.kit.tables import read_rows
from utils.welcome.model.routes import ExerciseGroup

AUDIENCE_LABELS = {
    "engineer": "Engineer or architect",
    "owner": "Analyst or product owner",
    "manager": "Hiring manager",
}
TIME_LABEL_BY_MINUTES = {
    "90": "90 minutes",
    "210": "Half a day",
    "420": "Two half days",
    "0": "All of it, at my own pace",
}


def title_by_notebook_name() -> dict[str, str]:
    """Return the notebooks in order, name to title."""
    return {row["notebook"]: row["title"] for row in read_rows("outline")}


def minutes_by_exercise(notebook_name: str) -> dict[int, int]:
    """Return the minutes of a notebook by exercise; 0 is reading."""
    return {
        row["exercise"]: row["minutes"]
        for row in read_rows("outline")
        if row["notebook"] == notebook_name
    }


def exercise_name_by_number(notebook_name: str) -> dict[int, str]:
    """Return the names of a notebook's exercises by number."""
    return {
        row["exercise"]: row["name"]
        for row in read_rows("outline")
        if row["notebook"] == notebook_name and row["exercise"]
    }


def blocks_with_ranks(audience: str) -> list[ExerciseGroup]:
    """Return the blocks in course order, ranked for one kind of person.

    Of a notebook's reading, a block takes the part that its exercises have of all of them, in
    whole minutes. Raises InputError for an unknown kind of person.
    """
    if audience not in AUDIENCE_LABELS:
        known = ", ".join(AUDIENCE_LABELS)
        raise InputError(f"The list has no {audience!r}.", f"Use one of: {known}.")
    return [_parse_course_block(row, audience) for row in read_rows("route_blocks")]


def _parse_course_block(row: dict, audience: str) -> ExerciseGroup:
    numbers = tuple(map(int, row["exercises"].split(";")))
    known = minutes_by_exercise(row["notebook"])
    doing = sum(known[number] for number in numbers)
    every = sum(known.values()) - known[0]
    reading = max(1, round(known[0] * doing / every))
    return ExerciseGroup(
        row["block"], row["notebook"], numbers, doing, reading, int(row[audience]), row["says"]
    )


def whole_notebook_blocks() -> list[ExerciseGroup]:
    """Return every notebook as one block."""
    made: list[ExerciseGroup] = []
    for name, title in title_by_notebook_name().items():
        known = minutes_by_exercise(name)
        doing = tuple(number for number in known if number)
        made.append(
            ExerciseGroup(
                name, name, doing, sum(known[n] for n in doing), known[0], len(made) + 1, title
            )
        )
    return made
