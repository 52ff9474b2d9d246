"""A learner's own keys: one row a key, with the time of each step."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.customers.model.keys import Key
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.table_reader import Column, Limits, Problem, TableError, read_table
from utils.kit.timestamps import ParsedTimestamp, parse_timestamp, settle_dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Protocol

    import pandas as pd

    class NamedRow(Protocol):
        """A row of the frame, as itertuples gives it."""

        caller: str
        library: str


COLUMNS = ("created", "first_call", "first_success", "first_live", "hundredth_call")
MAX_CHARACTERS, MAX_ROWS = 1_000_000, 5_000
LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=200)
NAME, FIELD = "Your table", "table"
ALIASES = {
    "created": ("key created|created at|signed up|signup|registered|key issued|issued", True),
    "first_call": ("first request|first api call", False),
    "first_success": ("first successful call|first 200|first 2xx|first working call", True),
    "first_live": ("first live call|first production call|went live", False),
    "hundredth_call": ("100th call|hundredth live call|call 100", False),
}


def _time_column(name: str) -> Column:
    aliases, required = ALIASES[name]
    return Column(
        name,
        f"the time of “{name.replace('_', ' ')}”",
        aliases=tuple(aliases.split("|")),
        units=("utc", "gmt", "time", "date", "at", "on", "timestamp"),
        read=parse_timestamp,
        required=required,
        filled=name == "created",
        default="",
    )


KEY_COLUMNS = (
    *(_time_column(name) for name in COLUMNS),
    Column("caller", "who calls", aliases=("team", "partner", "customer", "app", "consumer")),
    Column("library", "the client library", aliases=("sdk", "client", "user agent", "language")),
)


@lru_cache(maxsize=4)
def read_keys(text: str) -> tuple[tuple[Key, ...], tuple[str, ...]]:
    """Return the keys in a pasted table, and notes on how it was read.

    Keys count as watched until the last time in the table. Raises TableError with all problems at
    once, by line; its `field` is "table".
    """
    table = read_table(
        text, KEY_COLUMNS, name=NAME, limits=LIMITS, rules=_row_problems, field=FIELD
    )
    times, readings = _settled(table.frame)
    last = max(one for row in times for one in row if one is not None)
    first = min(row[0] for row in times if row[0] is not None)
    rows: Any = zip(table.frame.itertuples(), times, strict=True)
    keys = tuple(_key(row, when, first, last) for row, when in rows)
    if not keys:
        raise TableError(NAME, [Problem(0, "", "has no keys.", "Paste at least one row.")])
    read = f"Your table: {plural(len(keys), 'key')} read, watched until {last:%Y-%m-%d %H:%M}."
    return keys, (read, *table.notes, *readings)


def _key(row: NamedRow, times: list[Any], first: datetime, last: datetime) -> Key:
    made = times[0]
    hours = tuple(
        0.0 if one is made else math.inf if one is None else (one - made).total_seconds() / 3600
        for one in times
    )
    groups = {"caller": row.caller or "no name", "library": row.library or "no name"}
    return Key(groups, hours, (last - made).total_seconds() / 3600, (made - first).days)


def _settled(frame: pd.DataFrame) -> tuple[list[list[Any]], list[str]]:
    """Return the times of each row, None where there is none, and how dates were read."""
    cells = [[row[name] for name in COLUMNS] for row in frame.to_dict("records")]
    parsed = [one for row in cells for one in row if isinstance(one, ParsedTimestamp)]
    values, notes = settle_dates(parsed)
    settled = iter(values)
    times = [
        [next(settled) if isinstance(one, ParsedTimestamp) else None for one in row]
        for row in cells
    ]
    return times, list(notes)


def _row_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    if frame.empty:
        yield Problem(0, "", "has no keys.", "Paste at least one row.")
        return
    try:
        times, _ = _settled(frame)
    except InputError as problem:
        yield Problem(0, "", f"has dates in two forms: {problem.what}", problem.fix)
        return
    known = [one for row in times for one in row if one is not None]
    if len({one.tzinfo is None for one in known}) > 1:
        fix = "Add Z or an offset such as -07:00 to all of them, or to none."
        yield Problem(0, "", "has times with and without a time zone.", fix)
        return
    for line, row in zip(frame.index, times, strict=True):
        for name, one in zip(COLUMNS[1:], row[1:], strict=True):
            if row[0] is not None and one is not None and one < row[0]:
                yield Problem(line, name, "is before the key was made", "Check both times.")
