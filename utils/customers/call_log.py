"""A learner's own calls: a gateway's log with a row a call, or a table with a count in each row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from utils.customers.data import WeeklyUsage
from utils.kit.column_questions import add_choose_below_hint
from utils.kit.english import format_number, join_words, plural, verb_for_count
from utils.kit.errors import InputError, cached_with_errors
from utils.kit.table_reader import (
    Column,
    Limits,
    Problem,
    TableError,
    column_heading,
    find_time_problems,
    is_missing,
    is_total_label,
    number_column,
    read_table,
    resolve_time_columns,
    shorten_for_message,
    time_column,
)
from utils.kit.timestamps import parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import pandas as pd

    from utils.kit.column_questions import ChosenHeadings
    from utils.kit.table_reader import TableResult

MAX_CHARACTERS, MAX_ROWS, MAX_CALLS_PER_ROW = 1_000_000, 20_000, 10**12
TABLE_LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=1_000)
TABLE_NAME, FIELD_NAME = "Your table", "table"
NO_VERSION, NO_NAME = "", "no name"
SUCCESS_STATUS_CLASS, REFUSED_STATUS_CLASS = "2", "4"
NO_ANSWER_STATUSES = {"0", "000"}
STATUS_PATTERN = re.compile(r"(?<![\d.])([1-5])(?:\d\d(?:\.0+)?|xx)(?![a-z\d.])")
NO_CALLER_COLUMN = "*"  # chosen where a log doesn't say who calls
ONLY_CALLER_NAME = "all callers"  # of such a log
EACH_ROW_IS_A_CALL_TEXT, NOT_IN_TABLE_TEXT = "– each row is one call –", "– not in this table –"
VERSION_DATE_REGEX = r"\d{4}-\d{2}(?:-\d{2})?"
DATED_VERSION_PATTERN = re.compile(rf"(?<![^/\s]){VERSION_DATE_REGEX}(?![^/\s.])")
PREFIXED_VERSION_PATTERN = re.compile(
    r"(?:^|[^a-z0-9])v(?:er(?:sion)?)?\.?[ _=:-]? ?"
    rf"({VERSION_DATE_REGEX}|\d{{1,4}}(?:\.\d{{1,4}}){{0,2}})(?![a-z0-9])"
)
PLAIN_VERSION_PATTERN = re.compile(r"(\d{1,4}(?:\.\d{1,4}){0,2})")


def extract_version(text: str) -> str:
    """Return the version in a cell: "1" in "v1", "/v1/payments", and "1"; "" where there is none.

    Dated versions such as "2026-03-01" stay as they are; other dates in an address are none.
    """
    plain = text.casefold()
    found = PREFIXED_VERSION_PATTERN.search(plain) or PLAIN_VERSION_PATTERN.fullmatch(plain)
    dated = DATED_VERSION_PATTERN.search(plain.partition("?")[0])
    return found[1] if found else dated[0] if dated else NO_VERSION


def parse_status_class(text: str) -> str:
    """Return the first digit of an HTTP status: "4" for "404", "4xx", and "404 Not Found".

    Returns "" where no answer was sent, which gateways write as 0 or as a dash.
    """
    plain = text.casefold()
    if is_missing(plain) or plain in NO_ANSWER_STATUSES:
        return ""
    found = STATUS_PATTERN.search(plain)
    if found:
        return found[1]
    raise InputError(
        f"“{shorten_for_message(text)}” isn't an HTTP status.", "Enter a status such as 200 or 4xx."
    )


def parse_name(text: str) -> str:
    """Return a name; "" for what exports write where there is none."""
    return "" if is_missing(text) else text


def _is_status(text: str) -> bool:
    """Return whether a cell has a status in it."""
    return bool(STATUS_PATTERN.search(text.casefold()))


HEADING_PREFIXES = (  # of headings in tables that were nested once: "request.headers.user_agent"
    "request", "response", "req", "res", "http", "headers", "json", "payload", "properties",
    "props", "traits", "attributes", "context", "identity", "client", "x", "downstream", "api",
    "edge",
)  # fmt: skip
TIME_HEADING_WORDS = ("utc", "gmt", "iso", "iso8601", "local", "ms", "ts", "epoch", "unix")
CALL_COLUMNS = (
    time_column(
        "time",
        "the time of the call",
        aliases=(
            "timestamp", "@timestamp", "_time", "day", "date", "datetime", "request time",
            "time generated", "started at", "start time", "start timestamp", "event time",
            "event timestamp", "client received start timestamp", "edge start timestamp",
            "week start", "week starting", "week beginning", "week commencing", "week of",
            "start of week", "week", "period", "hour", "interval", "bucket", "msec", "ts",
            "time bucket", "start utc", "datetime hour", "datetime minute", "datetime five minutes",
            "x apigee date",
            *(f"bin({count}{unit})" for unit in "mhdw" for count in (1, 5, 15)),
        ),
        fallbacks=(
            "request timestamp", "request received at", "received at", "occurred at", "logged at",
            "created at", "created", "request time epoch", "sent at", "ingested at", "end time",
            "ended at", "edge end timestamp",
        ),
        units=TIME_HEADING_WORDS,
        read=parse_timestamp,
        required=True,
        filled=True,
        skips_missing=True,
    ),
    Column(
        "caller",
        "who calls",
        aliases=(
            "team", "partner", "customer", "consumer", "consumer name", "consumer username",
            "client", "client name", "client app", "app", "app name", "application",
            "application name", "developer app", "account", "account name", "tenant",
            "tenant name", "customer name", "partner name", "api consumer",
        ),
        units=HEADING_PREFIXES,
        fallbacks=(
            "subscription name", "subscription", "organization", "organization name", "org",
            "company", "workspace", "merchant", "consumer custom id", "consumer id", "client id",
            "application id", "app id", "customer id", "partner id", "account id", "tenant id",
            "org id", "company id", "merchant id", "workspace id", "subscription id",
            "apim subscription id", "principal", "principal id", "usr name", "user name",
            "username", "remote user", "developer", "developer email", "authenticated entity",
            "usr email", "usr id", "user",
            "user id", "distinct id", "key name", "api key name", "alias", "identity api key id",
            "api key id", "key id", "identity api key", "api key", "key",
        ),
        read=parse_name,
        required=True,
    ),
    Column(
        "version",
        "the version",
        aliases=("api version", "ver", "version name", "api version name"),
        units=HEADING_PREFIXES,
        fallbacks=(
            "stripe version", "accept version",
            "stage", "path", "request path", "uri", "request uri",
            "url", "request url", "http url", "url path", "url full", "url original", "http path",
            "http url details path", "resource path", "proxy basepath", "proxy base path",
            "base path", "basepath", "client request path", "client request uri", "route",
            "http route", "route path", "route paths", "route name", "endpoint", "resource",
            "cs uri stem", "proxy", "api proxy", "apiproxy", "api name", "api id", "api",
            "service", "service name", "operation", "operation name", "operation id",
            "resource name", "request", "request line", "revision", "api revision",
            "accept", "http accept",
        ),
        read=extract_version,
        looks_like=lambda text: bool(extract_version(text)),
    ),
    Column(
        "status",
        "the status",
        aliases=(
            "status code", "http status", "http status code", "response code", "response status",
            "response status code", "sc status", "code", "edge response status",
            "http response status code", "http response code", "status class", "status group",
            "status code group", "status code class", "response code class", "status family",
            "http code", "return code",
        ),
        units=HEADING_PREFIXES,
        fallbacks=(
            "proxy status code", "gateway status", "gateway response code", "result code",
            "origin response status", "backend response code", "upstream status",
            "target status code", "result", "outcome",
        ),
        read=parse_status_class,
        looks_like=_is_status,
    ),
    Column(
        "library",
        "the client library",
        aliases=(
            "sdk", "client library", "user agent", "useragent", "request user agent",
            "request headers user agent", "http user agent", "http useragent",
            "user agent original", "client request user agent", "sc user agent", "cs user agent",
            "sdk language", "sdk name", "library name", "user agent name",
        ),
        units=HEADING_PREFIXES,
        read=parse_name,
    ),
    Column(
        "change",
        "who had the change",
        aliases=("variant", "variation", "experiment variant", "treatment", "arm", "cohort"),
        read=parse_name,
    ),
    number_column(
        "calls",
        label="the number of calls",
        aliases=(
            "count", "requests", "request count", "hits", "number of calls", "call count", "total",
            "total requests", "message count", "sum message count", "traffic", "sum of traffic",
            "sum traffic", "total traffic", "count all", "count of requests", "number of requests",
            "num requests", "requests total", "total calls", "api calls", "call count total",
            "sum of calls", "sum of count", "sum count", "sum requests", "sum of requests",
            "sum of message count", "calls total", "n", "request total", "volume",
        ),
        units=("total", "sum", "of", "number", "num", "#", "no", "nb"),
        cell_units=("calls", "call", "requests", "request", "hits"),  # no 10%, and no $10
        default=None,
        whole=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class ApiCallCount:
    """One row of a log: so many calls of one caller at a time."""

    time: datetime
    caller: str
    version: str
    status: str
    library: str
    change: str
    calls: int


@dataclass(frozen=True)
class CallLog:
    """The rows of a log by time, and notes on how it was read.

    `used_headings` has the heading of each column that was found, `columns_to_ask` those that were
    only guessed, with what that guess is, and `headings` all those of the table.
    """

    rows: tuple[ApiCallCount, ...]
    notes: tuple[str, ...]
    used_headings: Mapping[str, str]
    columns_to_ask: Mapping[str, str]
    headings: tuple[str, ...]


def guess_text_by_column(table: TableResult) -> dict[str, str]:
    """Return the columns that were guessed, with words for the guess, to ask about them."""
    return {
        name: f"– we read “{table.headings[name]}” –"
        for name in table.headings
        if name in table.fallback_columns
    }


@cached_with_errors
def read_call_log(text: str, chosen_headings: ChosenHeadings = ()) -> CallLog:
    """Return the calls in a pasted table. Raises TableError, by line; its `field` is "table".

    `chosen_headings` has the heading of a column where a learner said which one it is.
    """
    columns = [
        replace(one, required=False) if (one.name, NO_CALLER_COLUMN) in chosen_headings else one
        for one in CALL_COLUMNS
    ]
    try:
        table = read_table(
            text, columns, name=TABLE_NAME, limits=TABLE_LIMITS, rules=_find_call_problems,
            field=FIELD_NAME,
            chosen_headings=chosen_headings_of_columns(chosen_headings, CALL_COLUMNS),
        )  # fmt: skip
    except TableError as problem:
        raise add_choose_below_hint(problem) from None
    times, readings = resolve_time_columns(table.frame, ["time"])
    rows: Any = zip(table.frame.itertuples(), times["time"], strict=True)
    nobody = NO_NAME if "caller" in table.headings else ONLY_CALLER_NAME
    blank = 0 if "calls" in table.headings else 1  # without counts, each row is a call
    made = [
        ApiCallCount(
            time, row.caller or nobody, row.version, row.status,
            _parse_library_name(row.library), row.change,
            blank if row.calls is None else round(row.calls),
        )
        for row, time in rows
    ]  # fmt: skip
    made, totals = _drop_total_rows_and_note(made)
    made.sort(key=lambda row: row.time)
    read = (
        f"Your table: {plural(sum(row.calls for row in made), 'call')} read, "
        f"from {made[0].time:%Y-%m-%d} to {made[-1].time:%Y-%m-%d}."
    )
    asked = guess_text_by_column(table)
    if "calls" not in table.headings and _are_times_full_hours(made):
        asked["calls"] = EACH_ROW_IS_A_CALL_TEXT
    notes = (read, *table.notes, *totals, *readings, *_blank_counts_notes(table))
    return CallLog(tuple(made), notes, table.headings, asked, table.all_headings)


def _blank_counts_notes(table: TableResult) -> list[str]:
    count = int(table.frame["calls"].isna().sum()) if "calls" in table.headings else 0
    have = verb_for_count(count, "has", "have")
    heading = table.headings.get("calls", "")
    return [f"{plural(count, 'row')} {have} nothing under “{heading}”: no calls."] if count else []


def _drop_total_rows_and_note(rows: list[ApiCallCount]) -> tuple[list[ApiCallCount], list[str]]:
    """Return the rows of callers, without those that sum up others, and what is said about it."""
    calls = [row for row in rows if not is_total_label(row.caller)]
    if not calls or len(calls) == len(rows):
        return rows, []
    return calls, [f"Left out: {plural(len(rows) - len(calls), 'row')} of totals."]


def chosen_headings_of_columns(
    chosen_headings: ChosenHeadings, columns: Iterable[Column]
) -> dict[str, str]:
    """Return the choices for columns that this reader has."""
    names = {column.name for column in columns}
    return {name: heading for name, heading in chosen_headings if name in names}


def _are_times_full_hours(rows: Sequence[ApiCallCount]) -> bool:
    """Return whether all times are full hours, as in a table of counts by hour or by day."""
    return len(rows) > 1 and not any(row.time.minute or row.time.second for row in rows)


def unusable_table_error(
    fault: str, fix: str, unclear: Sequence[str] = (), headings: Sequence[str] = ()
) -> TableError:
    """Return an error about the learner's table as a whole."""
    problem = TableError(
        TABLE_NAME, [Problem(0, "", fault, fix)], unclear=unclear, headings=headings
    )
    problem.field = FIELD_NAME
    return problem


def _parse_library_name(text: str) -> str:
    """Return the first product of a user agent: "pay-java" of "pay-java/2.1 (Linux)"."""
    return shorten_for_message(re.split(r"[/\s(]", text.strip(), maxsplit=1)[0]) or NO_NAME


def _find_call_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    yield from find_time_problems(frame, ["time"])
    heading = column_heading(frame, "calls")
    for line, calls in zip(frame.index, frame["calls"], strict=True):
        if calls is not None and (calls < 0 or calls != round(calls) or calls > MAX_CALLS_PER_ROW):
            what = f"{format_number(calls)} isn't a number of calls"
            yield Problem(
                line, heading, what, f"Enter a whole number from 0 to {MAX_CALLS_PER_ROW:,}."
            )


# --- calls by week and version -------------------------------------------------------------

DAYS_PER_WEEK = 7
MAX_WEEKS, MAX_SHOWN_CALLERS = 104, 20
OTHER_CALLERS_NAME = "all others"
MIN_WEEKS = 3


@dataclass(frozen=True)
class WeeklyCalls:
    """A learner's calls by week, the version that counts as old, and notes."""

    usage: WeeklyUsage
    old_version: str
    notes: tuple[str, ...]


@cached_with_errors
def count_weekly_calls(
    text: str, old_version: str = "", chosen_headings: ChosenHeadings = ()
) -> WeeklyCalls:
    """Return a learner's calls by week, counted back from the last day, and which version is old.

    `old_version` is what the learner said; the lowest one where that is empty. Raises InputError
    where there's only one version, or where the table has fewer than three weeks.
    """
    log = read_call_log(text, chosen_headings)
    old = _choose_old_version(log, old_version)
    last = log.rows[-1].time.date()
    weeks = min(MAX_WEEKS, ((last - log.rows[0].time.date()).days + 1) // DAYS_PER_WEEK)
    if weeks < MIN_WEEKS:
        raise unusable_table_error(
            "has fewer than three whole weeks.", "Paste at least three weeks of calls."
        )
    names = _shown_names_by_caller(log.rows)
    made = tuple({name: [0] * weeks for name in names.values()} for _ in range(3))
    for row in log.rows:
        week = weeks - 1 - (last - row.time.date()).days // DAYS_PER_WEEK
        if week >= 0:
            kinds = (True, row.version == old, row.status == REFUSED_STATUS_CLASS)
            for table, counts in zip(made, kinds, strict=True):
                table[names[row.caller]][week] += row.calls if counts else 0
    read = f"Version {old} counts as the old one. Weeks are counted back from the last day."
    return WeeklyCalls(WeeklyUsage(*made), old, (*log.notes, read, *_unversioned_calls_notes(log)))


def _shown_names_by_caller(rows: Sequence[ApiCallCount]) -> dict[str, str]:
    """Return the name that each caller is shown by: the largest ones have their own."""
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.caller] += row.calls
    ranked = [name for name, _ in totals.most_common()]
    named = ranked if len(ranked) <= MAX_SHOWN_CALLERS else ranked[: MAX_SHOWN_CALLERS - 1]
    return {
        name: shorten_for_message(name) if name in named else OTHER_CALLERS_NAME for name in ranked
    }


def find_versions(log: CallLog) -> list[str]:
    """Return the versions of a log, the oldest first. Raises TableError for fewer than two."""
    known_ones = {row.version for row in log.rows if row.version != NO_VERSION}
    found = sorted(known_ones, key=lambda one: [int(part) for part in re.findall(r"\d+", one)])
    if len(found) > 1:
        return found
    seen = f"only version {found[0]}" if found else "no version that I recognize"
    fix = "Paste calls to two versions, with a column version or a path such as /v1/payments."
    what, there = f"has {seen}.", log.headings
    raise add_choose_below_hint(
        unusable_table_error(what, fix, unclear=("version",), headings=there)
    )


def _choose_old_version(log: CallLog, answer: str) -> str:
    found = find_versions(log)
    if not answer.strip():
        return found[0]
    said = extract_version(answer.strip())
    if said not in found:
        raise InputError(
            f"Your table has no version {shorten_for_message(answer)}.",
            f"Enter one of these: {join_words(found[:12], 'or')}.",
            field="old",
        )
    return said


def _unversioned_calls_notes(log: CallLog) -> list[str]:
    without = sum(row.calls for row in log.rows if row.version == NO_VERSION)
    return [f"{plural(without, 'call')} without a version: not counted as old."] if without else []
