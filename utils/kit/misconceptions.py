"""Ideas behind wrong answers: one name each in every notebook, and what older logs call them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from utils.kit.tables import read_rows


@dataclass(frozen=True)
class Misconception:
    """An idea that wrong answers rest on: as a learner would say it, and what is true instead."""

    id: str
    thought: str
    fact: str
    earlier_names: tuple[str, ...]


@functools.cache
def load_misconceptions() -> dict[str, Misconception]:
    """Return every idea by its id. Raises InputError where the table can't be read."""
    return {
        row["misconception"]: Misconception(
            row["misconception"],
            row["thought"],
            row["fact"],
            tuple((row["earlier_names"] or "").split()),
        )
        for row in read_rows("misconceptions")
    }


@functools.cache
def _ids_by_name() -> dict[str, str]:
    ideas = load_misconceptions().values()
    earlier = {name: idea.id for idea in ideas for name in idea.earlier_names}
    return earlier | {idea.id: idea.id for idea in ideas}


def current_misconception_id(logged_name: str) -> str:
    """Return the id of an idea that a log calls `logged_name`, today or earlier; "" if unknown."""
    return _ids_by_name().get(logged_name, "")
