"""A log of deployments that a learner pastes, checked line by line."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from utils.kit.errors import InputError
from utils.reliability.model.dora import Deployment

COLUMNS = ("committed", "deployed", "failed", "recovered", "rework")
NEEDED = ("committed", "deployed")
YES, NO = {"true", "yes", "y", "1", "x"}, {"false", "no", "n", "0", ""}
MOST_LETTERS, MOST_ROWS = 200_000, 2_000


def read_log(text: str) -> list[Deployment]:
    """Return the deployments of a CSV with the columns `COLUMNS`, in any order.

    Times are as in 2026-06-01T09:00 or 2026-06-01 09:00. Raises InputError naming line and
    column of whatever cannot be used; columns of other names are left alone.
    """
    if len(text) > MOST_LETTERS:
        raise InputError(
            f"The log has {len(text):,} letters; {MOST_LETTERS:,} are the most.", "Paste less."
        )
    lines = text.strip().lstrip("\ufeff").splitlines()
    if len(lines) < 2:
        raise InputError(
            "There is no deployment in the log.", f"Paste a header ({', '.join(COLUMNS)}) and rows."
        )
    head, *body = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=_delimiter(lines[0])))
    places = _places(head)
    rows = [(n, row) for n, row in enumerate(body, start=2) if any(cell.strip() for cell in row)]
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"The log has {len(rows):,} rows; {MOST_ROWS:,} are the most.", "Paste a shorter time."
        )
    return [_deployment(number, row, places) for number, row in rows]


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _places(head: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in head]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise InputError(
            f"The log has no column {' and no column '.join(missing)}.",
            f"Name the columns in the first line: {', '.join(COLUMNS)}.",
        )
    return {name: names.index(name) for name in COLUMNS if name in names}


def _deployment(number: int, row: list[str], places: dict[str, int]) -> Deployment:
    def cell(name: str) -> str:
        place = places.get(name)
        return row[place].strip() if place is not None and place < len(row) else ""

    return Deployment(
        committed=_time(number, "committed", cell("committed")),
        deployed=_time(number, "deployed", cell("deployed")),
        failed=_truth(number, "failed", cell("failed")),
        recovered=_time(number, "recovered", cell("recovered")) if cell("recovered") else None,
        rework=_truth(number, "rework", cell("rework")),
    )


def _time(number: int, column: str, text: str) -> datetime:
    try:
        # Clock times of one place are compared with each other; a zone is left out.
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise InputError(
            f"Line {number}, {column}: {text[:40]!r} is no time.", "Write it as 2026-06-01T09:00."
        ) from None


def _truth(number: int, column: str, text: str) -> bool:
    said = text.lower()
    if said in YES | NO:
        return said in YES
    raise InputError(
        f"Line {number}, {column}: {text[:40]!r} is neither yes nor no.", "Write yes or no."
    )
