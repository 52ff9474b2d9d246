"""A learner's own keys: one row a key with the time of each step, or a log of calls."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from utils.customers.call_log import (
    ABSENT,
    CALL_COLUMNS,
    FIELD,
    MAX_CHARACTERS,
    NAME,
    NO_NAME,
    PREFIXES,
    SUCCESS_CLASS,
    TIME_UNITS,
    CallRow,
    guesses,
    known,
    read_call_log,
    read_name,
    unusable,
)
from utils.customers.model.keys import Key
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
    cut,
    find_time_problems,
    is_missing,
    read_table,
    resolve_times,
)
from utils.kit.timestamps import ParsedTimestamp, is_timestamp, parse_timestamp

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


COLUMNS = ("created", "first_call", "first_success", "first_live", "hundredth_call")
MAX_ROWS = 5_000
LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=200)
EVENT_LIMITS = Limits(size=MAX_CHARACTERS, rows=4 * MAX_ROWS, columns=100, cell=1_000)
ALIASES = {  # the names of a step, and those that count only where there is none of these
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
REQUIRED = ("created", "first_success")


PLAIN_DURATION = re.compile(r"\d{1,9}(?:\.\d+)?")
NOT_YET = {"never", "not yet"}
LONGEST = 20 * 365 * 24 * 3600  # seconds
SECONDS = {  # in a unit that a heading may name
    **dict.fromkeys(("ms", "msec", "millis", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3_600),
    **dict.fromkeys(("d", "day", "days"), 86_400),
}


def _read_steps(cells: Sequence[str]) -> ColumnValues:
    """Return the time of a step, or how long it took, for each cell; "" where it's missing.

    A number without a unit is in the one that the heading names.
    """
    parsed = parse_column(cells, units=tuple(SECONDS), ask_if_unclear=True)
    values = [_step(text, one) for text, one in zip(cells, parsed.numbers, strict=True)]
    return ColumnValues(
        values, parsed.notes if any(isinstance(one, ParsedNumber) for one in values) else ()
    )


def _step(text: str, number: ParsedNumber | InputError | None) -> Any:  # noqa: ANN401 - a cell's
    if is_missing(text) or text.casefold() in NOT_YET:
        return ""
    if not PLAIN_DURATION.fullmatch(text) and is_timestamp(text):
        return parse_timestamp(text)
    if isinstance(number, ParsedNumber) and number.value >= 0:
        return number
    try:
        return parse_timestamp(text)
    except InputError as problem:
        return number if isinstance(number, AmbiguousNumberError) else problem


def _read_made(text: str) -> ParsedTimestamp:
    if is_missing(text):
        raise InputError(f"“{cut(text)}” isn't a time.", "Enter it, or delete the row.")
    return parse_timestamp(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[|\n]", text) if name.strip())


def _time_column(name: str) -> Column:
    aliases, fallbacks = ALIASES[name]
    return Column(
        name,
        f"the time of “{name.replace('_', ' ')}”",
        aliases=_names(aliases),
        fallbacks=_names(fallbacks),
        units=("time", "date", "at", "on", "timestamp", "duration", *TIME_UNITS, *SECONDS),
        read=_read_made,
        read_all=None if name == "created" else _read_steps,
        required=name in REQUIRED,
        filled=name == "created",
        default="",
        looks_like=is_timestamp,
    )


GROUPS = (
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
        units=PREFIXES,
        read=read_name,
    ),
    Column(
        "library",
        "the client library",
        aliases=("sdk", "client", "user agent", "language", "client library", "sdk language",
                 "sdk name", "programming language"),
        units=PREFIXES,
        read=read_name,
    ),
    Column(
        "change",
        "who had the change",
        aliases=(
            "variant", "group", "arm", "cohort", "treatment", "experiment", "bucket", "exposed",
            "with change", "had the change", "experiment group", "experiment variant", "variation",
            "test group", "ab group",
        ),
        units=PREFIXES,
        fallbacks=("message", "guide", "flag", "feature flag"),
        read=read_name,
    ),
)  # fmt: skip
STEP_COLUMNS = tuple(map(_time_column, COLUMNS))
KEY_COLUMNS = (*STEP_COLUMNS, *GROUPS)
EVENT_COLUMNS = (
    Column(
        "user",
        "whose key it is",
        aliases=("user id", "distinct id", "key id", "api key id", "api key", "developer id",
                 "userid", "user", "key", "developer"),
        fallbacks=("user pseudo id", "account id", "customer id", "client id", "app id", "email",
                   "anonymous id", "device id", "amplitude id", "person id"),
        read=read_name,
    ),
    Column(
        "event",
        "what happened",
        aliases=("event name", "event type", "activity", "milestone", "step"),
        fallbacks=("event text", "action", "name", "type"),
        required=True,
        read=read_name,
    ),
    Column(
        "time",
        "the time of the event",
        aliases=("timestamp", "event time", "event timestamp", "date", "datetime", "occurred at",
                 "@timestamp", "happened at"),
        fallbacks=("client event time", "original timestamp", "sent at", "received at",
                   "created at", "server upload time"),
        units=TIME_UNITS,
        read=parse_timestamp,
        required=True,
        filled=True,
        looks_like=is_timestamp,
    ),
    *GROUPS,
)  # fmt: skip
CHANGE, MANY = "change", 100
LOG_NOTE = (
    "Your table is a log of calls. Each caller counts as one key that was made with its first "
    "call, so a caller who came before the log began looks new. The log doesn't say which calls "
    "are live, so that step is left out."
)


@dataclass(frozen=True)
class KeyTable:
    """A learner's keys, notes on how they were read, and the day on which the first was made.

    `asked` and `headings` are those of `CallLog`; `asked` has the groups that aren't there, too.
    """

    keys: tuple[Key, ...]
    notes: tuple[str, ...]
    first: date
    asked: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

    def changes(self) -> list[str]:
        """Return what the column of the change has, the most frequent first; empty without it."""
        found = Counter(key.groups[CHANGE] for key in self.keys)
        return [value for value, _ in found.most_common()] if any(found) else []


KEY, EVENT, CALL = "key", "event", "call"
ROW = "row"  # asked like a column: which of these a row is


@cached_with_errors
def read_keys(text: str, chosen: ChosenHeadings = (), kind: str = "") -> KeyTable:
    """Return the keys in a pasted table: a row a key, an event, or a call, from which keys follow.

    Keys count as watched until the last time in the table. `kind` is what a row has, and `chosen`
    which heading a column has, where the learner said so. Raises TableError with all problems at
    once, by line; its `field` is "table".
    """
    problems: list[TableError] = []
    for name, (_, read) in READERS.items():
        if kind in ("", name):
            try:
                return read(text, chosen)
            except TableError as problem:
                problems.append(problem)
                if not problem.unclear:
                    break
    last = problems[-1]
    raise add_choose_below_hint(
        last if kind or not last.unclear else _best(problems, chosen)
    ) from None


def _best(problems: Sequence[TableError], chosen: ChosenHeadings) -> TableError:
    """Return the problem of the kind of table that this one is most like.

    The kind is asked, too, where another one is nearly as likely.
    """
    fits = [
        len(HeadingMatcher(columns, known(chosen, columns)).find(problems[0].headings))
        - len([one for one in problem.unclear if one in {column.name for column in columns}])
        for problem, (columns, _) in zip(problems, READERS.values(), strict=True)
    ]
    found = problems[fits.index(max(fits))]
    if sorted(fits)[-2] <= max(fits) - 2:
        return found
    unclear = (*found.unclear, ROW)  # in a new error: the log's own is cached
    asks = TableError(NAME, found.problems, unclear=unclear, headings=found.headings)
    asks.field = FIELD
    return asks


def _keys_of_table(text: str, chosen: ChosenHeadings) -> KeyTable:
    table = read_table(
        text, KEY_COLUMNS, name=NAME, limits=LIMITS, rules=_row_problems, field=FIELD,
        chosen=known(chosen, KEY_COLUMNS),
    )  # fmt: skip
    return _made_of(table, _asked_of(table), table.all_headings)


def _asked_of(table: TableResult) -> dict[str, str]:
    """Return the columns to ask about: those only guessed, and the groups that aren't there."""
    absent = {column.name: ABSENT for column in GROUPS if column.name not in table.headings}
    return {**guesses(table), **absent}


def _made_of(table: TableResult, asked: Mapping[str, str], headings: tuple[str, ...]) -> KeyTable:
    times, readings = _settled(table.frame)
    last = max(one for row in times for one in row if one is not None)
    first = min(row[0] for row in times if row[0] is not None)
    rows: Any = zip(table.frame.itertuples(), times, strict=True)
    keys = tuple(_key(row, when, first, last) for row, when in rows)
    unknown = [at for at, name in enumerate(COLUMNS) if name not in table.headings]
    keys = tuple(_without(key, unknown) for key in keys)
    read = f"Your table: {plural(len(keys), 'key')} read, watched until {last:%Y-%m-%d %H:%M}."
    return KeyTable(keys, (read, *table.notes, *readings), first.date(), asked, headings)


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


def _keys_of_log(text: str, chosen: ChosenHeadings) -> KeyTable:
    """Return a key for each caller of a log, from its first call on."""
    log = read_call_log(text, chosen)
    by_caller: dict[str, list[CallRow]] = {}
    for row in log.rows:
        by_caller.setdefault(row.caller, []).append(row)
    if "status" not in log.used:
        fix = "Paste a table with a column status, or one with created and first_success."
        what, there = "has no status of the calls.", log.headings
        raise unusable(what, fix, unclear=("status",), headings=there)
    first, last = log.rows[0].time, log.rows[-1].time
    keys = tuple(
        _key_of_calls(name, rows, first, last) for name, rows in by_caller.items()
    )  # fmt: skip
    read = f"{plural(len(keys), 'caller')}, watched until {last:%Y-%m-%d %H:%M}."
    notes = (*log.notes, read, LOG_NOTE)
    absent = {name: ABSENT for name in ("library", CHANGE) if name not in log.used}
    return KeyTable(keys, notes, first.date(), {**log.asked, **absent}, log.headings)


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
    groups = {"caller": cut(name), "library": rows[0].library, CHANGE: rows[0].change}
    return Key(groups, tuple(hours), _hours(made, last), (made.date() - first.date()).days)


def _settled(frame: pd.DataFrame) -> tuple[list[list[Any]], list[str]]:
    """Return the times of each row, None where there is none, and how dates were read.

    A number is how long a step took from the making of the key.
    """
    units = [_seconds(frame, name) or 0 for name in COLUMNS]
    settled, readings = resolve_times(frame, COLUMNS)
    times = settled.to_numpy().tolist()
    for row, when in zip(frame.to_dict("records"), times, strict=True):
        for at, (name, unit) in enumerate(zip(COLUMNS, units, strict=True)):
            took = _took(row[name], unit)
            if took is not None and took <= LONGEST and when[0]:
                when[at] = when[0] + timedelta(seconds=took)
    return times, readings


def _seconds(frame: pd.DataFrame, name: str) -> float | None:
    """Return how many seconds the unit in a column's heading has; None where it names none."""
    words = re.findall(r"[a-z]+", column_heading(frame, name).casefold())
    return next((SECONDS[word] for word in reversed(words) if word in SECONDS), None)


def _took(step: object, unit: float) -> float | None:
    """Return how many seconds a step took; None where the table has its time."""
    if not isinstance(step, ParsedNumber):
        return None
    return step.value * SECONDS.get(step.unit, unit)


def _duration_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    for name in COLUMNS[1:]:
        unit, heading = _seconds(frame, name), column_heading(frame, name)
        for line, one in zip(frame.index, frame[name], strict=True):
            took = _took(one, unit or 0)
            if took is None:
                continue
            if unit is None and not one.unit:
                what = f"{one.value:g} is a number without a unit"
                fix = f"Put the unit into the heading, such as {name} (seconds)."
                yield Problem(line, heading, what, fix)
                break
            if took > LONGEST:
                what = f"{one.value:g} {one.unit}".strip()
                fix = f"Check the unit{'' if one.unit else ' in the heading'}."
                yield Problem(line, heading, f"{what} is longer than 20 years", fix)


def _row_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    if frame.empty:
        yield Problem(0, "", "has no keys.", "Paste at least one row.")
        return
    yield from _duration_problems(frame)
    doubts = list(find_time_problems(frame, COLUMNS))
    yield from doubts
    if doubts:
        return
    times, _ = _settled(frame)
    for line, row in zip(frame.index, times, strict=True):
        for name, one in zip(COLUMNS[1:], row[1:], strict=True):
            if row[0] is not None and one is not None and one < row[0]:
                what = "is before the key was made"
                yield Problem(line, column_heading(frame, name), what, "Check both times.")


# --- a table of events -------------------------------------------------------------------


def _keys_of_events(text: str, chosen: ChosenHeadings) -> KeyTable:
    """Return a key for each user of a table of events, by the first time of each event."""
    table = read_table(
        text, EVENT_COLUMNS, name=NAME, limits=EVENT_LIMITS, field=FIELD, rules=_event_problems,
        chosen=known(chosen, EVENT_COLUMNS),
    )  # fmt: skip
    who = next((one for one in ("user", "caller") if one in table.headings), "")
    if not who:
        what, fix = "has no column for whose key it is.", "Name it user_id in the first line."
        raise unusable(what, fix, unclear=("user",), headings=table.all_headings)
    events = list(dict.fromkeys(filter(None, table.frame["event"])))
    steps = _step_of_event(events, known(chosen, KEY_COLUMNS))
    settled, readings = resolve_times(table.frame, ["time"])
    times = settled["time"].tolist()
    users, without = _users(table.frame, who, times, steps)
    good = [one for one in users if one.times[0] is not None and one.in_order]
    if not good:
        raise unusable("has no key: nobody has its first event.", "Check which event that is.",
                       unclear=REQUIRED, headings=events)  # fmt: skip
    first, last = min(one.times[0] for one in good), max(times)
    unknown = [at for at, name in enumerate(COLUMNS) if name not in steps.values()]
    keys = tuple(_without(_key(one, one.times, first, last), unknown) for one in good)
    read = f"{plural(len(keys), 'key')} read from events, watched until {last:%Y-%m-%d %H:%M}."
    notes = [
        f"Your table: {read}",
        *table.notes,
        *readings,
        *_event_notes(events, steps, len(users) - len(good), without),
    ]
    asked = {name: one for name, one in _asked_of(table).items() if name != "user"}
    return KeyTable(keys, tuple(notes), first.date(), asked, table.all_headings)


def _event_problems(frame: pd.DataFrame) -> Iterator[Problem]:
    yield from find_time_problems(frame, ["time"])


def _step_of_event(events: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the step that each event is. Raises TableError where the two main ones aren't clear.

    Several events may be the same step: the earliest of them counts.
    """
    found = HeadingMatcher(STEP_COLUMNS, chosen).find(events)
    unclear = [name for name in COLUMNS if name not in found]
    if set(REQUIRED) & set(unclear):
        shown = join_words(f"“{cut(one)}”" for one in events[:12])
        what = f"has these events: {shown}. Which one is the key, and which the first working call?"
        fix = "Rename these two to created and first_success."
        raise unusable(what, fix, unclear=unclear, headings=events)
    return {events[one.at]: name for name, matches in found.items() for one in matches}


@dataclass
class _User:
    """A user's first time at each step, and the groups that its first row names."""

    caller: str = ""
    library: str = ""
    change: str = ""
    times: list[Any] = field(default_factory=lambda: [None] * len(COLUMNS))

    @property
    def in_order(self) -> bool:
        """Whether no step comes before the key was made."""
        return all(one is None or one >= self.times[0] for one in self.times)

    def take(self, row: NamedRow, step: str | None, time: datetime) -> None:
        """Take over what a row says."""
        for name in ("caller", "library", "change"):
            setattr(self, name, getattr(self, name) or getattr(row, name))
        if step:
            at = COLUMNS.index(step)
            self.times[at] = min(filter(None, (self.times[at], time)))


def _users(
    frame: pd.DataFrame, who: str, times: Sequence[datetime], steps: Mapping[str, str]
) -> tuple[list[_User], int]:
    """Return the users, and how many rows name none."""
    users: dict[str, _User] = {}
    without = 0
    rows: Any = zip(frame.itertuples(), times, strict=True)
    for row, time in rows:
        name = getattr(row, who)
        without += not name
        if name:
            users.setdefault(name, _User()).take(row, steps.get(row.event), time)
    return list(users.values()), without


def _event_notes(
    events: Sequence[str], steps: Mapping[str, str], left_out: int, without: int
) -> Iterator[str]:
    used = join_words(f"“{cut(one)}” as {step.replace('_', ' ')}" for one, step in steps.items())
    yield f"Events read: {used}."
    rest = [cut(one) for one in events if one not in steps]
    if rest:
        more = f" and {len(rest) - 12} more" if len(rest) > 12 else ""
        yield f"Events not used: {', '.join(rest[:12])}{more}."
    if left_out:
        why = "no key was made in this table, or only after another step."
        yield f"{plural(left_out, 'user')} left out: {why}"
    if without:
        yield f"{plural(without, 'row')} without a user: left out."


READERS = {
    KEY: (KEY_COLUMNS, _keys_of_table),
    EVENT: (EVENT_COLUMNS, _keys_of_events),
    CALL: (CALL_COLUMNS, _keys_of_log),
}
