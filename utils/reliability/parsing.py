"""A log of deployments that a learner pastes: its columns, and what each row means.

Exports are read as they come from GitHub, GitLab, Jira, and Azure DevOps. Times with an offset are
moments; a log that mixes times with and without one is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from utils.kit.english import plural, verb_for_count
from utils.kit.errors import InputError
from utils.kit.table_reader import (
    CHOOSE_ZONE_FIX_TEXT,
    Column,
    ColumnValues,
    Limits,
    MixedZonesProblem,
    Problem,
    TableError,
    find_time_problems,
    read_table,
    resolve_time_columns,
    shorten_for_message,
    time_column,
)
from utils.kit.timestamps import ParsedTimestamp, is_empty_time, parse_timestamp
from utils.reliability.model.dora import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from utils.kit.table_reader import TableResult

LOG_COLUMN_NAMES = ("committed", "deployed", "failed", "recovered", "rework")
TIME_COLUMN_NAMES = ("committed", "deployed", "recovered")
MAX_CHARACTERS, MAX_ROWS, MAX_WEEKS = 200_000, 2_000, 260
TABLE_LIMITS = Limits(size=MAX_CHARACTERS, rows=MAX_ROWS, columns=100, cell=200)
NAME, FIELD = "The log", "log"

TIME_HEADING_WORDS = ("time", "date", "timestamp", "datetime", "at", "ts")
# Those of databases, and of spreadsheets in German, French, and Spanish, too.
YES_WORDS = {"true", "yes", "y", "1", "x", "✓", "t", "ja", "wahr", "oui", "vrai", "sí", "verdadero",
             "sim", "j", "si", "sì", "✔", "☑", "[x]", "checked"}  # fmt: skip
NO_WORDS = {"false", "no", "n", "0", "f", "nein", "falsch", "non", "faux", "falso", "nej",
            "nei", "nee", "não", "☐", "[ ]", "unchecked"}  # fmt: skip
FAILED_STATUSES = {
    "failure", "failed", "fail", "error", "errored", "broken", "rolled back", "rollback",
    "partially succeeded", "unsuccessful", "timed out", "terminal", "crashed", "rolling back",
    "degraded", "reverted", "timeout", "internal error", "update failed",
    "timedout", "build failed", "deploy failed", "deployment failed", "infrastructure fail",
}  # fmt: skip
SUCCEEDED_STATUSES = {
    "success", "succeeded", "successful", "ok", "pass", "passed", "active", "inactive", "completed",
    "complete", "done", "closed", "resolved", "finished", "deployed", "released", "ready", "fixed",
    "merged", "live", "healthy", "synced", "implemented",
    "deactivated", "successful issues",
}  # fmt: skip
# These say that it ended, or that it's there: whether it worked is a reading, so it's said.
ENDED_STATUSES = {
    "completed", "complete", "done", "closed", "resolved", "finished", "merged",
}  # fmt: skip
UNFINISHED_STATUSES = {
    "queued", "running", "working", "created", "blocked", "skipped",
    "cancelled",  # as some tools spell it: wording-ok
    "canceled", "canceling", "manual", "scheduled", "not started", "to do", "open", "new",
    "abandoned", "neutral", "won't do", "won't fix", "wont do", "wont fix", "duplicate", "rejected",
    "on hold", "paused", "halted", "stopped", "stale", "expired", "action required", "preparing",
    "startup failure", "not deployed", "not built", "not run", "undefined",
    "aborted", "executing", "building", "terminating", "requested", "planned", "approved",
    "in review", "in development", "selected for development", "backlog", "draft", "unauthorized",
    "undeployed", "cancelling",  # wording-ok
    "progressing", "suspended", "out of sync", "initializing", "processing", "uploading",
    "started", "deploying",
}  # fmt: skip
UNFINISHED_STATUS_PATTERN = re.compile(r"(?:pending|waiting|awaiting)\b.*|.*\bin progress")
NOT_DEPLOYED_STATUS = "not deployed"
# What a yes means, by the heading above it.
FAILURE_HEADING_PATTERN = re.compile(r"fail|incident|error|broke", re.IGNORECASE)
SUCCESS_HEADING_PATTERN = re.compile(r"succe|pass|\bok\b|worked", re.IGNORECASE)
NO_PRODUCTION_NOTE = "No environment is called production, so deployments to all of them count."
PRODUCTION_ENVIRONMENT_PATTERN = (
    re.compile(  # but not "preprod", "non-production", "prod-like", "product-test"
        r"(?<!pre)(?<!non)(?<!pre[\W_])(?<!non[\W_])"
        r"(?:prod(?:uction|(?!uct))|prd|(?<![a-z])live(?![a-z]))(?![\W_]?like)",
        re.IGNORECASE,
    )
)


LEADING_SYMBOL_PATTERN = re.compile(r"^\W+(?=[^\W\d_]{3})")  # "✅ Success", as dashboards show it


STATUS_SUFFIX_PATTERN = re.compile(r" with (?:issues|warnings?)$|[.!]+$")  # it worked all the same
STATUS_COUNT_PATTERN = re.compile(r"(\d{1,9})(?:\.0+)?")  # "0.0", and "2" incidents


def _normalize_status(value: str) -> str:
    """Return a status as words in small letters: "inProgress" and "in_progress" are alike."""
    plain = value.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s-]+", " ", plain)
    words = LEADING_SYMBOL_PATTERN.sub("", words).casefold().strip()
    count = STATUS_COUNT_PATTERN.fullmatch(words)
    return str(min(1, int(count[1]))) if count else STATUS_SUFFIX_PATTERN.sub("", words) or value


def _is_unfinished(status: str) -> bool:
    return status in UNFINISHED_STATUSES or bool(UNFINISHED_STATUS_PATTERN.fullmatch(status))


def parse_failed_cell(text: str) -> bool | str:
    """Return whether a deployment failed, or `NOT_DEPLOYED_STATUS` for one that never ran.

    A yes or no is returned as it is: what it means depends on the heading.
    """
    said = _normalize_status(text)
    if _is_unfinished(said):
        return NOT_DEPLOYED_STATUS
    if said in YES_WORDS | NO_WORDS:
        return text
    if said in FAILED_STATUSES | SUCCEEDED_STATUSES:
        return said in FAILED_STATUSES
    what = f"“{shorten_for_message(text)}” isn't yes, no, or a status I know"
    raise InputError(what, "Enter yes or no, or success or failure.")


def parse_failed_column(cells: Sequence[str]) -> ColumnValues:
    """Return each cell as `parse_failed_cell` does, and how unclear ones were read."""
    values: list[bool | str | InputError] = []
    for cell in cells:
        try:
            values.append(parse_failed_cell(cell))
        except InputError as problem:
            values.append(problem)
    ended = next((cell for cell in cells if _normalize_status(cell) in ENDED_STATUSES), "")
    notes = (
        [f"“{shorten_for_message(ended)}” was read as a deployment that worked."] if ended else []
    )
    return ColumnValues(values, notes)


def parse_yes_no(text: str) -> bool:
    """Return whether a cell says yes."""
    said = _normalize_status(text)
    if said in YES_WORDS | NO_WORDS:
        return said in YES_WORDS
    raise InputError(f"“{shorten_for_message(text)}” is neither yes nor no", "Enter yes or no.")


def parse_rolled_back_cell(text: str) -> bool | str:
    """Return whether a deployment was rolled back, broken, or the like; other texts as they are."""
    said = _normalize_status(text)
    return said in YES_WORDS if said in YES_WORDS | NO_WORDS else text


def parse_time_cell(text: str) -> ParsedTimestamp | str:
    """Return the time in a cell, or "" for what tools write where there is none."""
    return "" if is_empty_time(text) else parse_timestamp(text)


def _is_status(text: str) -> bool:
    said = _normalize_status(text)
    known = FAILED_STATUSES | SUCCEEDED_STATUSES | YES_WORDS | NO_WORDS
    return said in known or _is_unfinished(said)


def _build_log_time_column(
    name: str, label: str, nouns: str, aliases: str, fallbacks: str, **options: Any
) -> Column:
    """Return a column of times; each of the `nouns` names it with "time", "date", and the like.

    A noun alone doesn't: "commit" may be the commit's hash.
    """
    return time_column(
        name,
        label,
        aliases=(
            *(f"{noun} {word}" for noun in nouns.split("|") for word in TIME_HEADING_WORDS),
            *aliases.split("|"),
        ),
        fallbacks=tuple(fallbacks.split("|")),
        units=("utc", "gmt", "time", "date", "at", "on", "timestamp", "ts"),
        read=parse_time_cell,
        default="",
        skips_missing=True,
        **options,
    )


# What a yes says that a deployment failed, in logs that don't say "failed"; and its spellings.
ROLLED_BACK_HEADING_ALIASES = {
    "rolled back": "was rolled back|rollback|rollback needed|needed rollback|needs rollback"
    "|rollback required|required rollback|had rollback|caused rollback|had to be rolled back",
    "reverted": "was reverted|had to be reverted|revert needed|needed revert",
    "broken": "was broken|broke|broke production|broke prod|is broken",
    "hotfixed": "hotfix needed|needed hotfix|needs hotfix|hotfix required|required hotfix"
    "|fix needed|needed fix|needs fix|fix required|required fix|needed a hotfix|needed a fix",
    "degraded": "caused outage|outage|degradation|caused degradation|defect|caused defect",
}
LOG_COLUMN_SPECS = (
    _build_log_time_column(
        "committed",
        "when the change was committed",
        "commit|author|first commit|last commit|head commit|change",
        "authored|first commit|commit committed|commit created|deployable commit created",
        "merged|merge|pr merged|mr merged|pull request merged|created|create|opened|queued"
        "|queue time|started|run started|status started|start|start time|actual start|work start",
        required=True,
    ),
    _build_log_time_column(
        "deployed",
        "when it was deployed",
        "deploy|deployment|release|go live|prod deploy|prod deployment|prod release"
        "|production deploy|production deployment|production release",
        "released|went live|live|deploy finished|deploy completed|deploy end|deploy ended"
        "|deployment finished|deployment completed|deployment end|deployment ended|shipped"
        "|rolled out|deployed to production|deployed to prod|in production since|live since",
        "finished|status finished|finish time|completed|completion time|stopped|stop time|resolved"
        "|resolution date|closed|ended"
        "|end|end time|actual end|work end|finish|complete|published|ready|updated|created",
        required=True,
    ),
    Column(
        "failed",
        "whether it worked or failed",
        aliases=(
            "failure", "is failed", "change failed", "caused failure", "incident",
            "deployment failed", "deployment failure", "deploy failed", "deploy failure",
            "change failure", "release failed", "caused incident", "caused an incident",
            "incidents", "failures", "number of incidents", "incident count",
        ),
        coalesced=(
            "success", "succeeded", "successful", "is success", "is successful",
            "deployment success", "deployment succeeded", "ok", "worked", "passed",
            "conclusion", "result", "outcome", "run conclusion", "close code", "closure code",
            "state result name", "result name", "deployment status", "deployment state", "status",
            "state", "deployable status", "run status", "build status", "build result",
            "pipeline status", "job status", "release status", "deploy status", "status name",
            "state name", "phase", "status phase", "operation phase", "health status", "health",
        ),
        read_all=parse_failed_column,
        looks_like=_is_status,
        skips_missing=True,
    ),
    _build_log_time_column(
        "recovered",
        "when it recovered",
        "recovery|restore|restoration|mitigation",
        "restored|service restored|mitigated",
        "incident resolved|incident end|incident ended|incident closed|outage end|fixed"
        "|rolled back at|reverted at|rollback at|resolved|resolution date",
    ),
    Column(
        "rework",
        "whether it was rework",
        aliases=("is rework", "unplanned", "hotfix"),
        read=parse_yes_no,
        skips_missing=True,
    ),
    Column(
        "environment",
        "the environment",
        aliases=("environment name",),
        fallbacks=("env", "target environment", "target env", "target", "stage name", "stage"),
    ),
    *(
        Column(
            name,
            f"whether a deployment was {name}",
            coalesced=tuple(spellings.split("|")),
            read=parse_rolled_back_cell,
            skips_missing=True,
            positional=False,
        )
        for name, spellings in ROLLED_BACK_HEADING_ALIASES.items()
    ),
)  # fmt: skip


@dataclass(frozen=True)
class DeploymentLog:
    """Deployments in the order of their rows, and how the log was read."""

    deployments: tuple[Deployment, ...]
    notes: tuple[str, ...] = ()


def parse_deployments(text: str) -> list[Deployment]:
    """Return the deployments of a log. Raises TableError as `parse_deployment_log` does."""
    return list(parse_deployment_log(text).deployments)


@lru_cache(maxsize=8)
def parse_deployment_log(text: str, *, utc_offset: timedelta | None = None) -> DeploymentLog:
    """Return the deployments in a pasted table.

    Parameters
    ----------
    text
        A table with the columns `LOG_COLUMN_NAMES`, in any order, or an export of a common tool. At
        most 200,000 characters, 2,000 rows, and five years.
    utc_offset
        How far times without a zone are ahead of UTC, where others have one; None while nobody
        said.

    Raises
    ------
    TableError
        With all problems at once, by line. Its `field` is "log".

    """
    rules = partial(_row_problems, utc_offset=utc_offset)
    table = read_table(
        text, LOG_COLUMN_SPECS, name=NAME, limits=TABLE_LIMITS, rules=rules, field=FIELD
    )
    live, left_out = _production_rows(table.frame)
    times, readings = resolve_time_columns(live, TIME_COLUMN_NAMES, utc_offset=utc_offset)
    heading = table.headings.get("failed", "")
    rows: Iterable[tuple[Any, Any]] = zip(live.itertuples(), times.itertuples(), strict=True)
    undone = {
        line
        for name in _rolled_back_columns(table)
        for line, said in zip(live.index, live[name], strict=True)
        if said is True
    }
    deployments = [
        Deployment(
            committed=when.committed,
            deployed=when.deployed,
            failed=row.Index in undone or _has_failed(row, heading),
            recovered=when.recovered,
            rework=bool(row.rework),
        )
        for row, when in rows
    ]
    notes = (
        *table.notes,
        *_heading_notes(table),
        *_failure_column_notes(table),
        *left_out,
        *readings,
        *_blank_status_notes(live, heading),
        *_unused_recovery_notes(deployments),
    )
    return DeploymentLog(tuple(deployments), notes)


def _blank_status_notes(live: pd.DataFrame, heading: str) -> list[str]:
    """Return how rows without a word on success were read, unless only failures are marked."""
    blank = (live["failed"] == "") & ~live["recovered"].map(bool).astype(bool)
    count, marked = int(blank.sum()), set(live["failed"]) - {""}
    if not count or not heading or len({str(one).casefold() for one in marked}) == 1:
        return []
    have = verb_for_count(count, "has", "have")
    return [f"{plural(count, 'deployment')} {have} nothing under “{heading}”: read as worked."]


def _unused_recovery_notes(deployments: Sequence[Deployment]) -> list[str]:
    count = sum(one.recovered is not None and not one.failed for one in deployments)
    which = f"{plural(count, 'deployment')} that didn't fail"
    return [f"Not used: the recovery times of {which}."] if count else []


def _rolled_back_columns(table: TableResult) -> list[str]:
    """Return the columns, such as "rolled back", that tell what failed.

    They do unless another column does. They add to a status, which may be only that of the job.
    """
    if "failed" in table.headings and "failed" not in table.fallback_columns:
        return []
    return [name for name in ROLLED_BACK_HEADING_ALIASES if _are_all_yes_or_no(table.frame[name])]


def _are_all_yes_or_no(cells: pd.Series) -> bool:
    filled = [one for one in cells if one != ""]
    return bool(filled) and all(isinstance(one, bool) for one in filled)


def _failure_column_notes(table: TableResult) -> list[str]:
    used = _rolled_back_columns(table)
    also = ", too" if "failed" in table.headings else ""
    notes = [
        f"A yes under “{table.headings[name]}” was read as a deployment that failed{also}."
        for name in used
    ]
    unused = [
        table.headings[one]
        for one in ROLLED_BACK_HEADING_ALIASES
        if one in table.headings and one not in used
    ]
    if unused:
        notes.append(f"Columns not used: {', '.join(unused)}.")
    return notes if used or "failed" in table.headings else [*notes, _guessed_failures_note(table)]


def _guessed_failures_note(table: TableResult) -> str:
    """Return how failures are told in a log that has no column for them."""
    if "recovered" in table.headings:
        read = "a deployment counts as failed if it has a recovery time"
    else:
        read = "all deployments count as ones that worked"
    return f"No column says which deployments failed, so {read}."


def _has_failed(row: Any, heading: str) -> bool:  # noqa: ANN401 - a row of the frame
    return bool(row.recovered) if row.failed == "" else _is_failure(row.failed, heading)


def _is_failure(status: object, heading: str) -> bool:
    """Return whether a status says that a deployment failed; a yes means what the heading says."""
    if not isinstance(status, str):
        return status is True
    says_worked = SUCCESS_HEADING_PATTERN.search(heading) and not FAILURE_HEADING_PATTERN.search(
        heading
    )
    return (_normalize_status(status) in YES_WORDS) != bool(says_worked)


def _heading_notes(table: TableResult) -> list[str]:
    """Return how headings of an export were read."""
    return [
        f"“{table.headings[column.name]}” was read as {column.label}."
        for column in LOG_COLUMN_SPECS
        if column.name in table.fallback_columns and column.name not in ROLLED_BACK_HEADING_ALIASES
    ]


# --- which rows count ----------------------------------------------------------------------


def _production_rows(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of what went live in production, and what is said about the others."""
    ran = frame[frame["failed"] != NOT_DEPLOYED_STATUS]
    notes = _not_counted_notes(len(frame) - len(ran), "that didn't run to the end")
    production = ran[
        ran["environment"].map(lambda one: bool(PRODUCTION_ENVIRONMENT_PATTERN.search(one or "")))
    ]
    if production.empty:
        named = [NO_PRODUCTION_NOTE] if any(ran["environment"]) else []
        return ran, notes + named
    return production, notes + _not_counted_notes(len(ran) - len(production), "outside production")


def _not_counted_notes(count: int, reason: str) -> list[str]:
    return [f"Not counted: {plural(count, 'deployment')} {reason}."] if count else []


# --- what is wrong in rows -----------------------------------------------------------------


def _row_problems(frame: pd.DataFrame, utc_offset: timedelta | None) -> Iterator[Problem]:
    live, _ = _production_rows(frame)
    headings = frame.attrs["headings"]
    yield from _unclear_status_problems(live["failed"], headings.get("failed", ""))
    for name in ("committed", "deployed"):
        for line in live.index[live[name] == ""]:
            yield Problem(line, headings[name], "is empty", "Fill empty cells, or delete the row.")
    if live.empty and not frame.empty:
        what = "has no deployment that ran to the end."
        yield Problem(0, "", what, "Paste at least one that succeeded or failed.")
    doubts = list(find_time_problems(live, TIME_COLUMN_NAMES, CHOOSE_ZONE_FIX_TEXT, utc_offset))
    yield from doubts
    if not doubts:
        times, readings = resolve_time_columns(live, TIME_COLUMN_NAMES, utc_offset=utc_offset)
        yield from _time_order_problems(times, headings, " ".join(["Check both times.", *readings]))


def _unclear_status_problems(failed: pd.Series, heading: str) -> Iterator[Problem]:
    """Yield a problem for a yes under a heading such as "status": did it work, or did it fail?"""
    if FAILURE_HEADING_PATTERN.search(heading) or SUCCESS_HEADING_PATTERN.search(heading):
        return
    unclear = failed[failed.map(lambda one: isinstance(one, str) and one != "")]
    if not unclear.empty:
        what = (
            f"“{shorten_for_message(unclear.iloc[0])}” could mean that the deployment worked "
            "or failed"
        )
        fix = "Name the column “failed” or “succeeded,” or enter success and failure."
        yield Problem(unclear.index[0], heading, what, fix)


def is_mixed_zones_problem(problem: InputError) -> bool:
    """Return whether only the zone of some times keeps a log from being read."""
    return isinstance(problem, TableError) and all(
        isinstance(one, MixedZonesProblem) for one in problem.problems
    )


def _time_order_problems(
    times: pd.DataFrame, headings: dict[str, str], fix: str
) -> Iterator[Problem]:
    pairs = (
        ("committed", "deployed", "was live before its change was committed"),
        ("deployed", "recovered", "recovered before it was deployed"),
    )
    for earlier, later, what in pairs:
        both = times[[earlier, later]].dropna()
        for line in both.index[both[later] < both[earlier]]:
            yield Problem(line, headings[later], what, fix)
    yield from _log_span_problems(times["deployed"].dropna())


def _log_span_problems(deployed: pd.Series) -> Iterator[Problem]:
    if deployed.empty or deployed.max() - deployed.min() <= timedelta(weeks=MAX_WEEKS):
        return
    first, last = deployed.idxmin(), deployed.idxmax()
    what = f"runs over more than {MAX_WEEKS} weeks, from line {first} to line {last}."
    yield Problem(0, "", what, "Check both times, or paste a shorter log.")
