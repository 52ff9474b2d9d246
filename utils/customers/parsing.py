"""A learner's own keys: one row a key with the time of each step, or a log of calls."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.customers.call_log import SUCCESS_CLASS, CallLog, CallRow, read_call_log, unusable
from utils.customers.model.keys import Key
from utils.kit.english import plural
from utils.kit.table_reader import (
    Column,
    Limits,
    Problem,
    TableError,
    column_heading,
    cut,
    read_table,
    settle_times,
    time_problems,
)
from utils.kit.timestamps import parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from typing import Protocol

    import pandas as pd

    class NamedRow(Protocol):
        """A row of the frame, as itertuples gives it."""

        caller: str
        library: str
        change: str


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
    Column(
        "change",
        "who had the change",
        aliases=(
            "variant", "group", "arm", "cohort", "treatment", "experiment", "bucket", "exposed",
            "with change", "had the change",
        ),
        fallbacks=("message", "guide", "flag", "feature flag"),
    ),
)  # fmt: skip
CHANGE, NO_NAME, MANY = "change", "no name", 100
LOG_NOTE = (
    "Your table is a log of calls. Each caller counts as one key that was made with its first "
    "call, so a caller who came before the log began looks new. The log doesn't say which calls "
    "are live, so that step is left out."
)


@dataclass(frozen=True)
class KeyTable:
    """A learner's keys, notes on how they were read, and the day on which the first was made."""

    keys: tuple[Key, ...]
    notes: tuple[str, ...]
    first: date

    def changes(self) -> list[str]:
        """Return what the column of the change has, the most frequent first; empty without it."""
        found = Counter(key.groups[CHANGE] for key in self.keys)
        return [value for value, _ in found.most_common()] if any(found) else []


@lru_cache(maxsize=4)
def read_keys(text: str) -> KeyTable:
    """Return the keys in a pasted table: a row a key, or a log of calls, from which keys follow.

    Keys count as watched until the last time in the table. Raises TableError with all problems at
    once, by line; its `field` is "table".
    """
    try:
        return _read_key_table(text)
    except TableError as problem:
        if not problem.unclear:
            raise
        try:
            log = read_call_log(text)
        except TableError as other:
            raise problem if other.unclear else other from None
        return _keys_of_log(log)


def _read_key_table(text: str) -> KeyTable:
    table = read_table(
        text, KEY_COLUMNS, name=NAME, limits=LIMITS, rules=_row_problems, field=FIELD
    )
    settled, readings = settle_times(table.frame, COLUMNS)
    times = settled.to_numpy().tolist()
    last = max(one for row in times for one in row if one is not None)
    first = min(row[0] for row in times if row[0] is not None)
    rows: Any = zip(table.frame.itertuples(), times, strict=True)
    keys = tuple(_key(row, when, first, last) for row, when in rows)
    unknown = [at for at, name in enumerate(COLUMNS) if name not in table.headings]
    keys = tuple(_without(key, unknown) for key in keys)
    read = f"Your table: {plural(len(keys), 'key')} read, watched until {last:%Y-%m-%d %H:%M}."
    return KeyTable(keys, (read, *table.notes, *readings), first.date())


def _key(row: NamedRow, times: list[Any], first: datetime, last: datetime) -> Key:
    made = times[0]
    hours = tuple(math.inf if one is None else _hours(made, one) for one in times)
    groups = {
        "caller": row.caller or NO_NAME, "library": row.library or NO_NAME, CHANGE: row.change,
    }  # fmt: skip
    return Key(groups, hours, _hours(made, last), (made.date() - first.date()).days)


def _without(key: Key, unknown: Sequence[int]) -> Key:
    """Return a key in which some steps aren't recorded."""
    hours = tuple(math.nan if at in unknown else one for at, one in enumerate(key.hours))
    return replace(key, hours=hours)


def _hours(made: datetime, when: datetime) -> float:
    return (when - made).total_seconds() / 3600


def _keys_of_log(log: CallLog) -> KeyTable:
    """Return a key for each caller of a log, from its first call on."""
    by_caller: dict[str, list[CallRow]] = {}
    for row in log.rows:
        by_caller.setdefault(row.caller, []).append(row)
    if not log.has_status:
        fix = "Paste a table with a column status, or one with created and first_success."
        raise unusable("has no status of the calls.", fix)
    first, last = log.rows[0].time, log.rows[-1].time
    keys = tuple(
        _key_of_calls(name, rows, first, last) for name, rows in by_caller.items()
    )  # fmt: skip
    read = f"{plural(len(keys), 'caller')}, watched until {last:%Y-%m-%d %H:%M}."
    return KeyTable(keys, (*log.notes, read, LOG_NOTE), first.date())


def _key_of_calls(name: str, rows: Sequence[CallRow], first: datetime, last: datetime) -> Key:
    made = rows[0].time
    good = [row for row in rows if row.status == SUCCESS_CLASS]
    hours = [0.0, 0.0, math.inf, math.nan, math.inf]
    if good:
        hours[2] = _hours(made, good[0].time)
    count = 0
    for row in good:
        count += row.calls
        if count >= MANY:
            hours[4] = _hours(made, row.time)
            break
    groups = {"caller": cut(name), "library": rows[0].library, CHANGE: ""}
    return Key(groups, tuple(hours), _hours(made, last), (made.date() - first.date()).days)


def _row_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    if frame.empty:
        yield Problem(0, "", "has no keys.", "Paste at least one row.")
        return
    doubts = list(time_problems(frame, COLUMNS))
    yield from doubts
    if doubts:
        return
    times, _ = settle_times(frame, COLUMNS)
    for name in COLUMNS[1:]:
        both = times[["created", name]].dropna()
        for line in both.index[both[name] < both["created"]]:
            what = "is before the key was made"
            yield Problem(line, column_heading(frame, name), what, "Check both times.")
