"""A log of deployments that a learner pastes: its columns, and what each row means.

Exports are read as they come from GitHub, GitLab, Jira, and Azure DevOps. Times with an offset are
moments; a log that mixes times with and without one is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from utils.kit.english import plural, plural_noun
from utils.kit.errors import InputError
from utils.kit.table_reader import Column, Limits, Problem, TableError, cut, read_table
from utils.kit.timestamps import ParsedTimestamp, parse_timestamp, settle_dates
from utils.reliability.model.dora import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    import pandas as pd

    from utils.kit.table_reader import TableResult

COLUMNS = ("committed", "deployed", "failed", "recovered", "rework")
TIME_COLUMNS = ("committed", "deployed", "recovered")
MAX_CHARACTERS, MAX_ROWS, MAX_WEEKS = 200_000, 2_000, 260
LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=200)
NAME, FIELD = "The log", "log"

ZONE_QUESTION = "In which zone are those?"

YES_WORDS = {"true", "yes", "y", "1", "x", "✓"}
NO_WORDS = {"false", "no", "n", "0", "-", "–", "none", "n/a"}
FAILED_STATUSES = {
    "failure", "failed", "fail", "error", "errored", "broken", "rolled back", "rollback",
    "partially succeeded", "unsuccessful", "timed out",
}  # fmt: skip
SUCCEEDED_STATUSES = {
    "success", "succeeded", "successful", "ok", "pass", "passed", "active", "inactive", "completed",
    "complete", "done", "closed", "resolved", "finished", "deployed", "released",
}  # fmt: skip
UNFINISHED_STATUSES = {
    "pending", "queued", "waiting", "in progress", "running", "created", "blocked", "skipped",
    "cancelled",  # as some tools spell it: wording-ok
    "canceled", "canceling", "manual", "scheduled", "not started", "to do", "open", "new",
    "abandoned", "neutral",
}  # fmt: skip
NOT_DEPLOYED = "not deployed"
PRODUCTION_PATTERN = re.compile(r"prod(uction)?|prd|live", re.IGNORECASE)


def _name(value: str) -> str:
    """Return a status as words in small letters: "inProgress" and "in_progress" are alike."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s-]+", " ", value)
    return words.casefold().strip() or value


def read_status(text: str) -> bool | str:
    """Return whether a deployment failed, or `NOT_DEPLOYED` for one that never ran."""
    said = _name(text)
    if said in UNFINISHED_STATUSES:
        return NOT_DEPLOYED
    if said in YES_WORDS | NO_WORDS | FAILED_STATUSES | SUCCEEDED_STATUSES:
        return said in YES_WORDS | FAILED_STATUSES
    what = f"“{cut(text)}” isn't yes, no, or a status I know"
    raise InputError(what, "Enter yes or no, or success or failure.")


def read_yes_no(text: str) -> bool:
    """Return whether a cell says yes."""
    said = text.casefold()
    if said in YES_WORDS | NO_WORDS:
        return said in YES_WORDS
    raise InputError(f"“{cut(text)}” is neither yes nor no", "Enter yes or no.")


def _is_time(text: str) -> bool:
    try:
        parse_timestamp(text)
    except InputError:
        return False
    return True


def _is_status(text: str) -> bool:
    return _name(text) in FAILED_STATUSES | SUCCEEDED_STATUSES | UNFINISHED_STATUSES | {
        "yes",
        "no",
        "true",
        "false",
    }


def _time_column(name: str, label: str, aliases: str, fallbacks: str, **options: Any) -> Column:
    return Column(
        name,
        label,
        aliases=tuple(aliases.split("|")),
        fallbacks=tuple(fallbacks.split("|")),
        units=("utc", "gmt", "time", "date", "at", "on", "timestamp"),
        read=parse_timestamp,
        default="",
        looks_like=_is_time,
        **options,
    )


LOG_COLUMNS = (
    _time_column(
        "committed",
        "when the change was committed",
        "commit time|commit date|commit timestamp|authored|author date|author time|first commit"
        "|commit committed|deployable commit created",
        "merged|created|opened|queued|queue time|started|start time",
        required=True,
    ),
    _time_column(
        "deployed",
        "when it was deployed",
        "deploy time|deploy date|deployment time|deployment date|deployment timestamp|released"
        "|release date|release time|went live|live",
        "finished|finish time|completed|completion time|resolved|closed|ended|end time|updated"
        "|created",
        required=True,
    ),
    Column(
        "failed",
        "whether it failed",
        aliases=("failure", "is failed", "change failed", "caused failure", "incident"),
        fallbacks=(
            "conclusion", "result", "outcome", "deployment status", "deployment state", "status",
            "state", "deployable status",
        ),
        read=read_status,
        looks_like=_is_status,
    ),
    _time_column(
        "recovered",
        "when it recovered",
        "recovery time|restored|service restored|mitigated",
        "incident resolved|fixed",
    ),
    Column(
        "rework",
        "whether it was rework",
        aliases=("is rework", "unplanned", "hotfix"),
        read=read_yes_no,
    ),
    Column("environment", aliases=("environment name", "env", "stage name", "stage")),
)  # fmt: skip


@dataclass(frozen=True)
class DeploymentLog:
    """Deployments in the order of their rows, and how the log was read."""

    deployments: tuple[Deployment, ...]
    notes: tuple[str, ...] = ()


def read_log(text: str) -> list[Deployment]:
    """Return the deployments of a log. Raises TableError as `read_deployments` does."""
    return list(read_deployments(text).deployments)


@lru_cache(maxsize=8)
def read_deployments(text: str, *, offset: timedelta | None = None) -> DeploymentLog:
    """Return the deployments in a pasted table.

    Parameters
    ----------
    text
        A table with the columns `COLUMNS`, in any order, or an export of a common tool. At most
        200,000 characters, 2,000 rows, and five years.
    offset
        How far times without a zone are ahead of UTC, where others have one; None while nobody
        said.

    Raises
    ------
    TableError
        With all problems at once, by line. Its `field` is "log".

    """
    rules = partial(_row_problems, offset=offset)
    table = read_table(text, LOG_COLUMNS, name=NAME, limits=LIMITS, rules=rules, field=FIELD)
    live, left_out = _live_rows(table.frame)
    times, readings = _settled_times(live, offset)
    rows: Iterable[tuple[Any, Any]] = zip(live.itertuples(), times.itertuples(), strict=True)
    deployments = [
        Deployment(
            committed=when.committed,
            deployed=when.deployed,
            failed=bool(row.recovered) if row.failed == "" else row.failed,
            recovered=when.recovered,
            rework=bool(row.rework),
        )
        for row, when in rows
    ]
    notes = (*table.notes, *_heading_notes(table), *left_out, *readings)
    return DeploymentLog(tuple(deployments), notes)


def _heading_notes(table: TableResult) -> list[str]:
    """Return how headings of an export were read."""
    return [
        f"“{table.headings[column.name]}” was read as {column.label}."
        for column in LOG_COLUMNS
        if column.name in table.fallbacks
    ]


# --- which rows count ----------------------------------------------------------------------


def _live_rows(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of what went live in production, and what is said about the others."""
    ran = frame[frame["failed"] != NOT_DEPLOYED]
    notes = _left_out(len(frame) - len(ran), "that didn't run to the end")
    production = ran[ran["environment"].map(lambda one: bool(PRODUCTION_PATTERN.search(one or "")))]
    if production.empty:
        return ran, notes
    return production, notes + _left_out(len(ran) - len(production), "outside production")


def _left_out(count: int, which: str) -> list[str]:
    return [f"Not counted: {plural(count, 'deployment')} {which}."] if count else []


# --- times ---------------------------------------------------------------------------------


def _settled_times(frame: pd.DataFrame, offset: timedelta | None) -> tuple[pd.DataFrame, list[str]]:
    """Return the times of all rows, None where there is none, and how dates were read.

    A heading such as "created_at (UTC)" gives the zone of its whole column. Where only some times
    have a zone, `offset` gives that of the others. Raises InputError where dates don't agree.
    """
    import pandas as pd

    parsed = [
        one for name in TIME_COLUMNS for one in frame[name] if isinstance(one, ParsedTimestamp)
    ]
    values, notes = settle_dates(parsed)
    settled = iter(values)
    times = {
        name: [
            _zoned(next(settled), frame.attrs["headings"].get(name, ""))
            if isinstance(one, ParsedTimestamp)
            else None
            for one in frame[name]
        ]
        for name in TIME_COLUMNS
    }
    settled_times = pd.DataFrame(times, index=frame.index, dtype=object)
    if offset is not None and _mixes_zones(settled_times):
        return settled_times.map(partial(_ahead_of_utc, offset=offset)), notes
    return settled_times, notes


def _ahead_of_utc(time: datetime | None, offset: timedelta) -> datetime | None:
    """Return a moment; a time without a zone is so far ahead of UTC."""
    if time is None or time.tzinfo is not None:
        return time
    return time.replace(tzinfo=timezone(offset)).astimezone(UTC)


def _mixes_zones(times: pd.DataFrame) -> bool:
    filled = [time for name in TIME_COLUMNS for time in times[name] if time is not None]
    return len({time.tzinfo is None for time in filled}) > 1


def _zoned(time: datetime, heading: str) -> datetime:
    in_utc = re.search(r"\b(utc|gmt)\b", heading.replace("_", " ").casefold())
    return time.replace(tzinfo=UTC) if in_utc and time.tzinfo is None else time


# --- what is wrong in rows -----------------------------------------------------------------


def _row_problems(frame: pd.DataFrame, offset: timedelta | None) -> Iterator[Problem]:
    live, _ = _live_rows(frame)
    headings = frame.attrs["headings"]
    for name in ("committed", "deployed"):
        for line in live.index[live[name] == ""]:
            yield Problem(line, headings[name], "is empty", "Fill empty cells, or delete the row.")
    if live.empty and not frame.empty:
        what = "has no deployment that ran to the end."
        yield Problem(0, "", what, "Paste at least one that succeeded or failed.")
    try:
        times, _ = _settled_times(live, offset)
    except InputError as problem:
        yield Problem(0, "", f"has dates in two forms: {problem.what}", problem.fix)
        return
    if _mixes_zones(times):
        yield _zone_problem(times)
    else:
        yield from _order_problems(times, headings)


def _zone_problem(times: pd.DataFrame) -> Problem:
    """Return the question for a log in which only some times have a zone."""
    filled = times.melt(ignore_index=False)["value"].dropna()
    zoned = filled.map(lambda time: time.tzinfo is not None).astype(bool)
    first = [int(filled.index[mask].min()) for mask in (zoned, ~zoned)]
    having = f"{int(zoned.sum()):,} {plural_noun(zoned.sum(), 'time')} with a time zone"
    what = (
        f"has {having} (such as on line {first[0]}) and {int((~zoned).sum()):,} without (such as "
        f"on line {first[1]}). {ZONE_QUESTION}"
    )
    fix = (
        "Choose it here. Or add Z to them if they're in UTC, or an offset such as -07:00; or take "
        "out all zones."
    )
    return Problem(0, "", what, fix)


def asks_for_zone(problem: InputError) -> bool:
    """Return whether only the zone of some times keeps a log from being read."""
    return isinstance(problem, TableError) and problem.what.endswith(ZONE_QUESTION)


def _order_problems(times: pd.DataFrame, headings: dict[str, str]) -> Iterator[Problem]:
    pairs = (
        ("committed", "deployed", "was live before its change was committed"),
        ("deployed", "recovered", "recovered before it was deployed"),
    )
    for earlier, later, what in pairs:
        both = times[[earlier, later]].dropna()
        for line in both.index[both[later] < both[earlier]]:
            yield Problem(line, headings[later], what, "Check both times.")
    yield from _span_problems(times["deployed"].dropna())


def _span_problems(deployed: pd.Series) -> Iterator[Problem]:
    if deployed.empty or deployed.max() - deployed.min() <= timedelta(weeks=MAX_WEEKS):
        return
    first, last = deployed.idxmin(), deployed.idxmax()
    what = f"runs over more than {MAX_WEEKS} weeks, from line {first} to line {last}."
    yield Problem(0, "", what, "Check both times, or paste a shorter log.")
