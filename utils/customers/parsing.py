"""A learner's own keys: one row a key with the time of each step, or a log of calls."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from utils.customers.call_log import (
    CALL_COLUMNS,
    FIELD_NAME,
    HEADING_PREFIXES,
    MAX_CHARACTERS,
    NO_NAME,
    NOT_IN_TABLE_TEXT,
    SUCCESS_STATUS_CLASS,
    TABLE_NAME,
    TIME_HEADING_WORDS,
    ApiCallCount,
    chosen_headings_of_columns,
    guess_text_by_column,
    parse_name,
    read_call_log,
    unusable_table_error,
)
from utils.customers.model.keys import ApiKey
from utils.kit.column_questions import add_choose_below_hint
from utils.kit.english import join_words, plural
from utils.kit.errors import InputError, cached_with_errors
from utils.kit.numbers import AmbiguousNumberError, ParsedNumber, parse_column
from utils.kit.table_reader import (
    Column,
    ColumnValues,
    HeadingMatcher,
    Limits,
    Problem,
    TableError,
    column_heading,
    find_time_problems,
    is_missing,
    read_table,
    resolve_time_columns,
    shorten_for_message,
    time_column,
)
from utils.kit.timestamps import ParsedTimestamp, is_empty_time, is_timestamp, parse_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from typing import Protocol

    import pandas as pd

    from utils.kit.column_questions import ChosenHeadings
    from utils.kit.table_reader import TableResult

    class NamedRow(Protocol):
        """A row of the frame, as itertuples gives it."""

        caller: str
        library: str
        change: str


STEP_COLUMN_NAMES = ("created", "first_call", "first_success", "first_live", "hundredth_call")
MAX_ROWS = 5_000
KEY_TABLE_LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=200)
EVENT_TABLE_LIMITS = Limits(size=MAX_CHARACTERS, rows=4 * MAX_ROWS, columns=100, cell=1_000)
STEP_ALIASES = {  # the names of a step, and those that count only where there is none of these
    "created": (
        """key created|api key created|signed up|user signed up|signup|sign up|registered
        user registered|key issued|api key issued|issued|key generated|api key generated
        account created|app created|application created|credentials created|credentials issued
        project created|token created|token issued|created api key|generated api key""",
        "registration|subscribed|onboarding started|started",
    ),
    "first_call": (
        """first request|first api call|first api request|first call made|first api call made
        made first call|made first api call|first request sent|first request made
        first call attempted|first call attempt|to first call|until first call|to first api call
        to first request|ttfc""",
        "api call|api call made|api request|api request made",
    ),
    "first_success": (
        """first successful call|first 200|first 2xx|first working call|first success call
        first successful api call|first successful request|first api success
        first call succeeded|first api call succeeded|first 200 ok|first successful response
        first successful api request|first successful payment|first test payment
        to first success|until first success|to first successful call|to first working call
        to first 200|to first successful request|to first successful api call""",
        "api call succeeded|call succeeded|activated|activation|onboarded",
    ),
    "first_live": (
        """first live call|first production call|went live|first prod call|go live|gone live
        first live request|first production request|first live payment|first live api call
        first production api call|live call|to first live call|until first live call|to live""",
        "live|production|in production",
    ),
    "hundredth_call": (
        """100th call|hundredth live call|call 100|100 calls|hundredth request|100th request
        100th api call|hundredth api call""",
        "",
    ),
}
REQUIRED_STEPS = ("created", "first_success")


UNITLESS_DURATION_PATTERN = re.compile(r"\d{1,9}(?:\.\d+)?")
MAX_DURATION_SECONDS = 20 * 365 * 24 * 3600  # seconds
SECONDS_BY_UNIT = {  # in a unit that a heading may name
    **dict.fromkeys(("ms", "msec", "millis", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3_600),
    **dict.fromkeys(("d", "day", "days"), 86_400),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 604_800),
}
# "1:30:00" and "2 days 03:00:00", as databases and spreadsheets write it; "1:30" could be two.
CLOCK_DURATION_PATTERN = re.compile(
    r"(?:(?P<d>\d{1,5})\s*d(?:ays?)?,?\s*)?(?P<h>\d{1,5}):(?P<min>[0-5]\d):(?P<s>[0-5]\d(?:\.\d{1,9})?)"
)
PARTS_DURATION_PATTERN = re.compile(  # "1h 30m", "2 days 3 hours", "PT1H30M", "1 week 2 days"
    r"(?:(?P<w>\d{1,5})\s*w(?:(?:ee)?ks?)?)?,?\s*"
    r"(?:(?P<d>\d{1,5})\s*d(?:ays?)?)?,?\s*t?"
    r"(?:(?P<h>\d{1,5})\s*h(?:(?:ou)?rs?)?)?,?\s*"
    r"(?:(?P<min>\d{1,5})\s*m(?:in(?:ute)?s?)?)?,?\s*"
    r"(?:(?P<s>\d{1,5}(?:\.\d{1,9})?)\s*s(?:ec(?:ond)?s?)?)?"
)


def _parse_step_cells(cells: Sequence[str]) -> ColumnValues:
    """Return the time of a step, or how long it took, for each cell; "" where it's missing.

    A number without a unit is in the one that the heading names.
    """
    parsed = parse_column(cells, units=tuple(SECONDS_BY_UNIT), ask_if_unclear=True)
    values = [_parse_step_cell(text, one) for text, one in zip(cells, parsed.numbers, strict=True)]
    return ColumnValues(
        values, parsed.notes if any(isinstance(one, ParsedNumber) for one in values) else ()
    )


def _parse_step_cell(text: str, parsed_number: ParsedNumber | InputError | None) -> Any:  # noqa: ANN401 - a cell's
    if is_missing(text) or is_empty_time(text):
        return ""
    if not UNITLESS_DURATION_PATTERN.fullmatch(text) and is_timestamp(text):
        return parse_timestamp(text)
    if isinstance(parsed_number, ParsedNumber) and parsed_number.value >= 0:
        return parsed_number
    took = _parse_duration_seconds(text)
    if took is not None:
        return ParsedNumber(took, unit="s")
    try:
        return parse_timestamp(text)
    except InputError as problem:
        fix = f"{problem.fix} Or enter how long it took, such as 90 min or 2 h."
        return (
            parsed_number
            if isinstance(parsed_number, AmbiguousNumberError)
            else InputError(problem.what, fix)
        )


def _parse_duration_seconds(text: str) -> float | None:
    """Return the seconds of a length of several parts, such as "1:30:00" or "1h 30m"."""
    plain = re.sub(r"^p(?=[\dt])", "", text.strip().casefold()).replace(" and ", " ")
    plain = re.sub(r"(?<=\dh)([0-5]\d)$", r"\1m", plain)  # "1h30"
    found = CLOCK_DURATION_PATTERN.fullmatch(plain) or PARTS_DURATION_PATTERN.fullmatch(plain)
    parts = found.groupdict() if found else {}
    if not any(parts.values()):
        return None
    return sum(SECONDS_BY_UNIT[unit] * float(value) for unit, value in parts.items() if value)


def _parse_created(text: str) -> ParsedTimestamp:
    if is_missing(text) or is_empty_time(text):
        raise InputError(
            f"“{shorten_for_message(text)}” isn't a time.", "Enter it, or delete the row."
        )
    return parse_timestamp(text)


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[|\n]", text) if name.strip())


def _build_step_column(name: str) -> Column:
    aliases, fallbacks = STEP_ALIASES[name]
    return time_column(
        name,
        f"the time of “{name.replace('_', ' ')}”",
        aliases=_split_names(aliases),
        fallbacks=_split_names(fallbacks),
        units=(
            "time",
            "date",
            "at",
            "on",
            "timestamp",
            "duration",
            "in",
            "after",
            *TIME_HEADING_WORDS,
            *SECONDS_BY_UNIT,
        ),
        read=_parse_created,
        read_all=None if name == "created" else _parse_step_cells,
        required=name in REQUIRED_STEPS,
        filled=name == "created",
        default="",
    )


GROUP_COLUMNS = (
    Column(
        "caller",
        "who calls",
        aliases=(
            "team", "partner", "customer", "app", "consumer", "company", "organization", "org",
            "account name", "company name", "customer name", "team name", "partner name",
            "app name", "application", "workspace",
        ),
        fallbacks=("account", "account id", "company id", "org id", "organization id", "tenant",
                   "customer id", "client id"),
        units=HEADING_PREFIXES,
        read=parse_name,
    ),
    Column(
        "library",
        "the client library",
        aliases=("sdk", "client", "user agent", "language", "client library", "sdk language",
                 "sdk name", "programming language"),
        units=HEADING_PREFIXES,
        read=parse_name,
    ),
    Column(
        "change",
        "who had the change",
        aliases=(
            "variant", "group", "arm", "cohort", "treatment", "experiment", "bucket", "exposed",
            "with change", "had the change", "experiment group", "experiment variant", "variation",
            "test group", "ab group",
        ),
        units=HEADING_PREFIXES,
        fallbacks=("message", "guide", "flag", "feature flag"),
        read=parse_name,
    ),
)  # fmt: skip
STEP_COLUMNS = tuple(map(_build_step_column, STEP_COLUMN_NAMES))
KEY_COLUMNS = (*STEP_COLUMNS, *GROUP_COLUMNS)
EVENT_COLUMNS = (
    Column(
        "user",
        "whose key it is",
        aliases=("user id", "distinct id", "key id", "api key id", "api key", "developer id",
                 "userid", "user", "key", "developer"),
        fallbacks=("user pseudo id", "account id", "customer id", "client id", "app id", "email",
                   "anonymous id", "device id", "amplitude id", "person id"),
        read=parse_name,
    ),
    Column(
        "event",
        "what happened",
        aliases=("event name", "event type", "activity", "milestone", "step"),
        fallbacks=("event text", "action", "name", "type"),
        required=True,
        read=parse_name,
    ),
    time_column(
        "time",
        "the time of the event",
        aliases=("timestamp", "event time", "event timestamp", "date", "datetime", "occurred at",
                 "@timestamp", "happened at"),
        fallbacks=("client event time", "original timestamp", "sent at", "received at",
                   "created at", "server upload time"),
        units=TIME_HEADING_WORDS,
        read=parse_timestamp,
        required=True,
        filled=True,
    ),
    *GROUP_COLUMNS,
)  # fmt: skip
CHANGE_COLUMN, HUNDREDTH_CALL = "change", 100
CALL_LOG_NOTE = (
    "Your table is a log of calls. Each caller counts as one key that was made with its first "
    "call, so a caller who came before the log began looks new. The log doesn't say which calls "
    "are live, so that step is left out."
)


@dataclass(frozen=True)
class ApiKeyTable:
    """A learner's keys, notes on how they were read, and the day on which the first was made.

    `columns_to_ask` and `headings` are those of `CallLog`; the first has groups that aren't there,
    too.
    """

    keys: tuple[ApiKey, ...]
    notes: tuple[str, ...]
    first_day: date
    columns_to_ask: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

    def change_values(self) -> list[str]:
        """Return what the column of the change has, the most frequent first; empty without it."""
        found = Counter(key.groups[CHANGE_COLUMN] for key in self.keys)
        return [value for value, _ in found.most_common()] if any(found) else []


KEY_ROW, EVENT_ROW, CALL_ROW = "key", "event", "call"
ROW_KIND_FIELD = "row"  # asked like a column: which of these a row is


@cached_with_errors
def read_keys(text: str, chosen_headings: ChosenHeadings = (), row_kind: str = "") -> ApiKeyTable:
    """Return the keys in a pasted table: a row a key, an event, or a call, from which keys follow.

    Keys count as watched until the last time in the table. `row_kind` is what a row has, and
    `chosen_headings` which heading a column has, where the learner said so. Raises TableError with
    all problems at once, by line; its `field` is "table".
    """
    problems: list[TableError] = []
    for name, (_, read) in COLUMNS_AND_READERS_BY_ROW_KIND.items():
        if row_kind in ("", name):
            try:
                return read(text, chosen_headings)
            except TableError as problem:
                problems.append(problem)
                if not problem.unclear:
                    break
    last = problems[-1]
    raise add_choose_below_hint(
        last if row_kind or not last.unclear else _most_likely_problem(problems, chosen_headings)
    ) from None


def _most_likely_problem(
    problems: Sequence[TableError], chosen_headings: ChosenHeadings
) -> TableError:
    """Return the problem of the kind of table that this one is most like.

    The kind is asked, too, where another one is nearly as likely.
    """
    fits = [
        len(
            HeadingMatcher(columns, chosen_headings_of_columns(chosen_headings, columns)).find(
                problems[0].headings
            )
        )
        - len([one for one in problem.unclear if one in {column.name for column in columns}])
        for problem, (columns, _) in zip(
            problems, COLUMNS_AND_READERS_BY_ROW_KIND.values(), strict=True
        )
    ]
    found = problems[fits.index(max(fits))]
    if sorted(fits)[-2] <= max(fits) - 2:
        return found
    unclear = (*found.unclear, ROW_KIND_FIELD)  # in a new error: the log's own is cached
    asks = TableError(TABLE_NAME, found.problems, unclear=unclear, headings=found.headings)
    asks.field = FIELD_NAME
    return asks


def _read_api_key_table(text: str, chosen_headings: ChosenHeadings) -> ApiKeyTable:
    table = read_table(
        text, KEY_COLUMNS, name=TABLE_NAME, limits=KEY_TABLE_LIMITS,
        rules=_find_duration_and_time_problems, field=FIELD_NAME,
        chosen_headings=chosen_headings_of_columns(chosen_headings, KEY_COLUMNS),
    )  # fmt: skip
    return _build_api_key_table(table, _find_columns_to_ask(table), table.all_headings)


def _find_columns_to_ask(table: TableResult) -> dict[str, str]:
    """Return the columns to ask about: those only guessed, and the groups that aren't there."""
    absent = {
        column.name: NOT_IN_TABLE_TEXT
        for column in GROUP_COLUMNS
        if column.name not in table.headings
    }
    return {**guess_text_by_column(table), **absent}


def _build_api_key_table(
    table: TableResult, columns_to_ask: Mapping[str, str], headings: tuple[str, ...]
) -> ApiKeyTable:
    times, readings = _resolve_step_times(table.frame)
    last = max(one for row in times for one in row if one is not None)
    first = min(row[0] for row in times if row[0] is not None)
    rows: Any = zip(table.frame.itertuples(), times, strict=True)
    keys = tuple(_build_key(row, when, first, last) for row, when in rows)
    unknown = [at for at, name in enumerate(STEP_COLUMN_NAMES) if name not in table.headings]
    keys = tuple(_mark_steps_unrecorded(key, unknown) for key in keys)
    read = f"Your table: {plural(len(keys), 'key')} read, watched until {last:%Y-%m-%d %H:%M}."
    return ApiKeyTable(
        keys, (read, *table.notes, *readings), first.date(), columns_to_ask, headings
    )


def _build_key(
    row: NamedRow, times: list[Any], first_time: datetime, last_time: datetime
) -> ApiKey:
    made = times[0]
    hours = tuple(math.inf if one is None else _hours_between(made, one) for one in times)
    groups = {
        "caller": row.caller or NO_NAME, "library": row.library or NO_NAME,
        CHANGE_COLUMN: row.change,
    }  # fmt: skip
    return ApiKey(
        groups, hours, _hours_between(made, last_time), (made.date() - first_time.date()).days
    )


def _mark_steps_unrecorded(key: ApiKey, unrecorded_steps: Sequence[int]) -> ApiKey:
    """Return a key in which some steps aren't recorded."""
    hours = tuple(
        math.nan if at in unrecorded_steps else one for at, one in enumerate(key.hours_to_step)
    )
    return replace(key, hours_to_step=hours)


def _hours_between(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 3600


def _read_keys_from_log(text: str, chosen_headings: ChosenHeadings) -> ApiKeyTable:
    """Return a key for each caller of a log, from its first call on."""
    log = read_call_log(text, chosen_headings)
    by_caller: dict[str, list[ApiCallCount]] = {}
    for row in [one for one in log.rows if one.calls] or log.rows:
        by_caller.setdefault(row.caller, []).append(row)
    if "status" not in log.used_headings:
        fix = "Paste a table with a column status, or one with created and first_success."
        what, there = "has no status of the calls.", log.headings
        raise unusable_table_error(what, fix, unclear=("status",), headings=there)
    first, last = log.rows[0].time, log.rows[-1].time
    keys = tuple(
        _build_key_from_calls(name, rows, first, last) for name, rows in by_caller.items()
    )  # fmt: skip
    read = f"{plural(len(keys), 'caller')}, watched until {last:%Y-%m-%d %H:%M}."
    notes = (*log.notes, read, CALL_LOG_NOTE)
    absent = {
        name: NOT_IN_TABLE_TEXT
        for name in ("library", CHANGE_COLUMN)
        if name not in log.used_headings
    }
    return ApiKeyTable(keys, notes, first.date(), {**log.columns_to_ask, **absent}, log.headings)


def _build_key_from_calls(
    name: str, rows: Sequence[ApiCallCount], first_time: datetime, last_time: datetime
) -> ApiKey:
    made = rows[0].time
    good = [row for row in rows if row.status == SUCCESS_STATUS_CLASS]
    hours = [0.0, 0.0, math.inf, math.nan, math.inf]
    if good:
        hours[2] = _hours_between(made, good[0].time)
    count = 0
    for row in good:
        count += row.calls
        if count >= HUNDREDTH_CALL:
            hours[4] = _hours_between(made, row.time)
            break
    groups = {
        "caller": shorten_for_message(name),
        "library": rows[0].library,
        CHANGE_COLUMN: rows[0].change,
    }
    return ApiKey(
        groups,
        tuple(hours),
        _hours_between(made, last_time),
        (made.date() - first_time.date()).days,
    )


def _resolve_step_times(frame: pd.DataFrame) -> tuple[list[list[Any]], list[str]]:
    """Return the times of each row, None where there is none, and how dates were read.

    A number is how long a step took from the making of the key.
    """
    units = [_heading_unit_seconds(frame, name) or 0 for name in STEP_COLUMN_NAMES]
    settled, readings = resolve_time_columns(frame, STEP_COLUMN_NAMES)
    times = settled.to_numpy().tolist()
    for row, when in zip(frame.to_dict("records"), times, strict=True):
        for at, (name, unit) in enumerate(zip(STEP_COLUMN_NAMES, units, strict=True)):
            took = _step_duration_seconds(row[name], unit)
            if took is not None and took <= MAX_DURATION_SECONDS and when[0]:
                when[at] = when[0] + timedelta(seconds=took)
    return times, readings


def _heading_unit_seconds(frame: pd.DataFrame, name: str) -> float | None:
    """Return how many seconds the unit in a column's heading has; None where it names none."""
    words = re.findall(r"[a-z]+", column_heading(frame, name).casefold())
    return next(
        (SECONDS_BY_UNIT[word] for word in reversed(words) if word in SECONDS_BY_UNIT), None
    )


def _step_duration_seconds(step_value: object, default_unit_seconds: float) -> float | None:
    """Return how many seconds a step took; None where the table has its time."""
    if not isinstance(step_value, ParsedNumber):
        return None
    return step_value.value * SECONDS_BY_UNIT.get(step_value.unit, default_unit_seconds)


def _find_duration_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    for name in STEP_COLUMN_NAMES[1:]:
        unit, heading = _heading_unit_seconds(frame, name), column_heading(frame, name)
        for line, one in zip(frame.index, frame[name], strict=True):
            took = _step_duration_seconds(one, unit or 0)
            if took is None:
                continue
            if unit is None and not one.unit:
                what = f"{one.value:g} is a number without a unit"
                fix = f"Put the unit into the heading, such as {name} (seconds)."
                yield Problem(line, heading, what, fix)
                break
            if took > MAX_DURATION_SECONDS:
                what = f"{one.value:g} {one.unit}".strip()
                fix = f"Check the unit{'' if one.unit else ' in the heading'}."
                yield Problem(line, heading, f"{what} is longer than 20 years", fix)


def _find_duration_and_time_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    if frame.empty:
        yield Problem(0, "", "has no keys.", "Paste at least one row.")
        return
    yield from _find_duration_problems(frame)
    doubts = list(find_time_problems(frame, STEP_COLUMN_NAMES))
    yield from doubts
    if doubts:
        return
    times, _ = _resolve_step_times(frame)
    for line, row in zip(frame.index, times, strict=True):
        for name, one in zip(STEP_COLUMN_NAMES[1:], row[1:], strict=True):
            if row[0] is not None and one is not None and one < row[0]:
                what = "is before the key was made"
                yield Problem(line, column_heading(frame, name), what, "Check both times.")


# --- a table of events -------------------------------------------------------------------


def _read_keys_from_events(text: str, chosen_headings: ChosenHeadings) -> ApiKeyTable:
    """Return a key for each user of a table of events, by the first time of each event."""
    table = read_table(
        text, EVENT_COLUMNS, name=TABLE_NAME, limits=EVENT_TABLE_LIMITS, field=FIELD_NAME,
        rules=_find_event_problems,
        chosen_headings=chosen_headings_of_columns(chosen_headings, EVENT_COLUMNS),
    )  # fmt: skip
    who = next((one for one in ("user", "caller") if one in table.headings), "")
    if not who:
        what, fix = "has no column for whose key it is.", "Name it user_id in the first line."
        raise unusable_table_error(what, fix, unclear=("user",), headings=table.all_headings)
    events = list(dict.fromkeys(filter(None, table.frame["event"])))
    steps = _match_events_to_steps(events, chosen_headings_of_columns(chosen_headings, KEY_COLUMNS))
    settled, readings = resolve_time_columns(table.frame, ["time"])
    times = settled["time"].tolist()
    users, without = _users_and_unnamed_row_count(table.frame, who, times, steps)
    good = [one for one in users if one.times[0] is not None and one.is_in_order]
    if not good:
        what, fix = "has no key: nobody has its first event.", "Check which event that is."
        raise unusable_table_error(what, fix, unclear=REQUIRED_STEPS, headings=events)
    first, last = min(one.times[0] for one in good), max(times)
    unknown = [at for at, name in enumerate(STEP_COLUMN_NAMES) if name not in steps.values()]
    keys = tuple(
        _mark_steps_unrecorded(_build_key(one, one.times, first, last), unknown) for one in good
    )
    read = f"{plural(len(keys), 'key')} read from events, watched until {last:%Y-%m-%d %H:%M}."
    notes = [
        f"Your table: {read}",
        *table.notes,
        *readings,
        *_event_notes(events, steps, len(users) - len(good), without),
    ]
    asked = {name: one for name, one in _find_columns_to_ask(table).items() if name != "user"}
    return ApiKeyTable(keys, tuple(notes), first.date(), asked, table.all_headings)


def _find_event_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    yield from find_time_problems(frame, ["time"])


def _match_events_to_steps(events: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the step that each event is. Raises TableError where the two main ones aren't clear.

    Several events may be the same step: the earliest of them counts.
    """
    found = HeadingMatcher(STEP_COLUMNS, chosen).find(events)
    unclear = [name for name in STEP_COLUMN_NAMES if name not in found]
    if set(REQUIRED_STEPS) & set(unclear):
        shown = join_words(f"“{shorten_for_message(one)}”" for one in events[:12])
        what = f"has these events: {shown}. Which one is the key, and which the first working call?"
        fix = "Rename these two to created and first_success."
        raise unusable_table_error(what, fix, unclear=unclear, headings=events)
    return {events[one.column_index]: name for name, matches in found.items() for one in matches}


@dataclass
class _User:
    """A user's first time at each step, and the groups that its first row names."""

    caller: str = ""
    library: str = ""
    change: str = ""
    times: list[Any] = field(default_factory=lambda: [None] * len(STEP_COLUMN_NAMES))

    @property
    def is_in_order(self) -> bool:
        """Whether no step comes before the key was made."""
        return all(one is None or one >= self.times[0] for one in self.times)

    def merge_row(self, row: NamedRow, step: str | None, time: datetime) -> None:
        """Take over what a row says."""
        for name in ("caller", "library", "change"):
            setattr(self, name, getattr(self, name) or getattr(row, name))
        if step:
            at = STEP_COLUMN_NAMES.index(step)
            self.times[at] = min(filter(None, (self.times[at], time)))


def _users_and_unnamed_row_count(
    frame: pd.DataFrame,
    user_column: str,
    times: Sequence[datetime],
    step_by_event: Mapping[str, str],
) -> tuple[list[_User], int]:
    """Return the users, and how many rows name none."""
    users: dict[str, _User] = {}
    without = 0
    rows: Any = zip(frame.itertuples(), times, strict=True)
    for row, time in rows:
        name = getattr(row, user_column)
        without += not name
        if name:
            users.setdefault(name, _User()).merge_row(row, step_by_event.get(row.event), time)
    return list(users.values()), without


def _event_notes(
    events: Sequence[str],
    step_by_event: Mapping[str, str],
    left_out_user_count: int,
    unnamed_row_count: int,
) -> Iterator[str]:
    used = join_words(
        f"“{shorten_for_message(one)}” as {step.replace('_', ' ')}"
        for one, step in step_by_event.items()
    )
    yield f"Events read: {used}."
    rest = [shorten_for_message(one) for one in events if one not in step_by_event]
    if rest:
        more = f" and {len(rest) - 12} more" if len(rest) > 12 else ""
        yield f"Events not used: {', '.join(rest[:12])}{more}."
    if left_out_user_count:
        why = "no key was made in this table, or only after another step."
        yield f"{plural(left_out_user_count, 'user')} left out: {why}"
    if unnamed_row_count:
        yield f"{plural(unnamed_row_count, 'row')} without a user: left out."


COLUMNS_AND_READERS_BY_ROW_KIND = {
    KEY_ROW: (KEY_COLUMNS, _read_api_key_table),
    EVENT_ROW: (EVENT_COLUMNS, _read_keys_from_events),
    CALL_ROW: (CALL_COLUMNS, _read_keys_from_log),
}
