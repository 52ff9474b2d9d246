"""A learner's own calls: a gateway's log with a row a call, or a table with a count in each row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.customers.data import Usage
from utils.kit.english import join_words, number, plural
from utils.kit.errors import InputError
from utils.kit.table_reader import (
    Column,
    Limits,
    Problem,
    TableError,
    column_heading,
    cut,
    number_column,
    read_table,
    settle_times,
    time_problems,
)
from utils.kit.timestamps import parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import pandas as pd

MAX_CHARACTERS, MAX_ROWS, MOST_CALLS = 1_000_000, 20_000, 10**12
LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=1_000)
NAME, FIELD = "Your table", "table"
NO_VERSION, NO_NAME = "", "no name"
SUCCESS_CLASS, REFUSED_CLASS = "2", "4"
DATED_VERSION = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
VERSION_IN_PATH = re.compile(
    r"(?:^|[^a-z0-9])v(?:ersion)?[ _-]?(\d{1,4}(?:\.\d{1,4}){0,2})(?![a-z0-9])"
)
PLAIN_VERSION = re.compile(r"(\d{1,4}(?:\.\d{1,4}){0,2})")


def read_version(text: str) -> str:
    """Return the version in a cell: "1" in "v1", "/v1/payments", and "1"; "" where there is none.

    Dated versions such as "2026-03-01" stay as they are.
    """
    plain = text.casefold()
    dated = DATED_VERSION.search(plain)
    found = VERSION_IN_PATH.search(plain) or PLAIN_VERSION.fullmatch(plain)
    return dated[0] if dated else found[1] if found else NO_VERSION


def read_status(text: str) -> str:
    """Return the first digit of an HTTP status: "4" for "404", "4xx", and "404 Not Found"."""
    found = re.match(r"(?:http\S*\s+)?([1-5])(?:\d\d|xx)\b", text.casefold())
    if found:
        return found[1]
    raise InputError(f"“{cut(text)}” isn't an HTTP status.", "Enter a status such as 200 or 4xx.")


CALL_COLUMNS = (
    Column(
        "time",
        "the time of the call",
        aliases=(
            "timestamp", "@timestamp", "_time", "day", "date", "datetime", "request time",
            "time generated", "started at", "event time", "client received start timestamp",
            "week", "period",
        ),
        units=("utc", "gmt", "iso", "local", "ms"),
        read=parse_timestamp,
        required=True,
        filled=True,
    ),
    Column(
        "caller",
        "who calls",
        aliases=(
            "team", "partner", "customer", "consumer", "consumer name", "client", "client id",
            "client app", "app", "app name", "application", "application id", "developer app",
            "account", "tenant", "subscription", "subscription id", "principal",
        ),
        fallbacks=("api key", "api key id", "key", "key id", "user", "user id", "developer email"),
        required=True,
    ),
    Column(
        "version",
        "the version",
        aliases=("api version", "ver", "revision"),
        fallbacks=(
            "stage", "path", "request path", "uri", "request uri", "url", "request url",
            "resource path", "route", "endpoint", "resource", "proxy", "api proxy", "api name",
            "api", "operation", "operation id", "request",
        ),
        read=read_version,
    ),
    Column(
        "status",
        "the status",
        aliases=(
            "status code", "http status", "http status code", "response code", "response status",
            "response status code", "sc status", "code",
        ),
        read=read_status,
    ),
    Column(
        "library",
        "the client library",
        aliases=("sdk", "client library", "user agent", "request user agent", "sc user agent"),
    ),
    number_column(
        "calls",
        label="the number of calls",
        aliases=(
            "count", "requests", "request count", "hits", "number of calls", "call count", "total",
            "total requests", "message count", "sum message count", "traffic",
        ),
        default=1.0,
        whole=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class CallRow:
    """One row of a log: so many calls of one caller at a time."""

    time: datetime
    caller: str
    version: str
    status: str
    library: str
    calls: int


@dataclass(frozen=True)
class CallLog:
    """The rows of a log by time, and notes on how it was read."""

    rows: tuple[CallRow, ...]
    notes: tuple[str, ...]
    has_status: bool


@lru_cache(maxsize=4)
def read_call_log(text: str) -> CallLog:
    """Return the calls in a pasted table. Raises TableError, by line; its `field` is "table"."""
    table = read_table(
        text, CALL_COLUMNS, name=NAME, limits=LIMITS, rules=_problems, field=FIELD
    )  # fmt: skip
    times, readings = settle_times(table.frame, ["time"])
    rows: Any = zip(table.frame.itertuples(), times["time"], strict=True)
    made = [
        CallRow(
            time, row.caller or NO_NAME, row.version, row.status, _library(row.library),
            round(row.calls),
        )
        for row, time in rows
    ]  # fmt: skip
    made.sort(key=lambda row: row.time)
    read = (
        f"Your table: {plural(sum(row.calls for row in made), 'call')} read, "
        f"from {made[0].time:%Y-%m-%d} to {made[-1].time:%Y-%m-%d}."
    )
    return CallLog(tuple(made), (read, *table.notes, *readings), "status" in table.headings)


def unusable(what: str, fix: str) -> TableError:
    """Return an error about the learner's table as a whole."""
    problem = TableError(NAME, [Problem(0, "", what, fix)])
    problem.field = FIELD
    return problem


def _library(text: str) -> str:
    """Return the first product of a user agent: "pay-java" of "pay-java/2.1 (Linux)"."""
    return cut(re.split(r"[/\s(]", text.strip(), maxsplit=1)[0]) or NO_NAME


def _problems(frame: pd.DataFrame) -> Iterator[Problem]:
    yield from time_problems(frame, ["time"])
    heading = column_heading(frame, "calls")
    for line, calls in zip(frame.index, frame["calls"], strict=True):
        if calls is not None and (calls < 0 or calls != round(calls) or calls > MOST_CALLS):
            what = f"{number(calls)} isn't a number of calls"
            yield Problem(line, heading, what, f"Enter a whole number from 0 to {MOST_CALLS:,}.")


# --- calls by week and version -------------------------------------------------------------

WEEK = 7
MOST_WEEKS, MOST_CALLERS = 104, 20
OTHERS = "all others"
FEWEST_WEEKS = 3


@dataclass(frozen=True)
class WeeklyCalls:
    """A learner's calls by week, the version that counts as old, and notes."""

    usage: Usage
    old_version: str
    notes: tuple[str, ...]


@lru_cache(maxsize=4)
def weekly_calls(text: str, old_version: str = "") -> WeeklyCalls:
    """Return a learner's calls by week, counted back from the last day, and which version is old.

    `old_version` is what the learner said; the lowest one where that is empty. Raises InputError
    where there's only one version, or where the table has fewer than three weeks.
    """
    log = read_call_log(text)
    chosen = _old_version(log, old_version)
    last = log.rows[-1].time.date()
    weeks = min(MOST_WEEKS, ((last - log.rows[0].time.date()).days + 1) // WEEK)
    if weeks < FEWEST_WEEKS:
        raise unusable("has fewer than three whole weeks.", "Paste at least three weeks of calls.")
    names = _shown_callers(log.rows)
    made = tuple({name: [0] * weeks for name in names.values()} for _ in range(3))
    for row in log.rows:
        week = weeks - 1 - (last - row.time.date()).days // WEEK
        if week >= 0:
            kinds = (True, row.version == chosen, row.status == REFUSED_CLASS)
            for table, counts in zip(made, kinds, strict=True):
                table[names[row.caller]][week] += row.calls if counts else 0
    read = f"Version {chosen} counts as the old one. Weeks are counted back from the last day."
    return WeeklyCalls(Usage(*made), chosen, (*log.notes, read, *_version_note(log)))


def _shown_callers(rows: Sequence[CallRow]) -> dict[str, str]:
    """Return the name that each caller is shown by: the largest ones have their own."""
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.caller] += row.calls
    ranked = [name for name, _ in totals.most_common()]
    named = ranked if len(ranked) <= MOST_CALLERS else ranked[: MOST_CALLERS - 1]
    return {name: cut(name) if name in named else OTHERS for name in ranked}


def versions(log: CallLog) -> list[str]:
    """Return the versions of a log, the oldest first."""
    found = {row.version for row in log.rows if row.version != NO_VERSION}
    return sorted(found, key=lambda one: [int(part) for part in re.findall(r"\d+", one)])


def _old_version(log: CallLog, chosen: str) -> str:
    found = versions(log)
    if len(found) < 2:
        seen = f"only version {found[0]}" if found else "no version that I recognize"
        fix = "Paste calls to two versions, with a column version or a path such as /v1/payments."
        raise unusable(f"has {seen}.", fix)
    if not chosen.strip():
        return found[0]
    said = read_version(chosen.strip())
    if said not in found:
        raise InputError(
            f"Your table has no version {cut(chosen)}.",
            f"Enter one of these: {join_words(found[:12], 'or')}.",
            field="old",
        )
    return said


def _version_note(log: CallLog) -> list[str]:
    without = sum(row.calls for row in log.rows if row.version == NO_VERSION)
    return [f"{plural(without, 'call')} without a version: not counted as old."] if without else []
