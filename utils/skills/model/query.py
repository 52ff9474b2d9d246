"""Runs one query over small tables, in SQLite and in memory.

Nothing on disk is opened, and a query may only read. It is stopped after a number of steps, so
that the same query ends the same way on every machine; a clock is the second limit.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from math import prod
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Tables = Mapping[str, Sequence[Mapping[str, object]]]

MAX_RESULT_ROWS = 200
MAX_SQL_CHARS = 4_000  # characters
MAX_SQLITE_VALUE_LENGTH = (
    5_000  # characters or bytes; SQLite also holds the query itself to this limit
)
MAX_SQLITE_STEPS = 1_000_000  # of SQLite's virtual machine: far more than small tables need
# Copies of common table expressions: SQLite makes one wherever one is mentioned.
MAX_CTE_COPIES = 10_000
MAX_QUERY_SECONDS = 1.0
LIMIT_CHECK_INTERVAL_STEPS = 50  # steps between two looks at the clock
READ_ACTION_CODES = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
COMMENT_PATTERN = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
SURROUNDING_SEMICOLONS_PATTERN = re.compile(r"^[;\s]+|[;\s]+$")
CTE_NAME_PATTERN = re.compile(
    r"""(\w+|"[^"]+"|`[^`]+`|\[[^]]+\])\s*(?:\([^()]*\)\s*)?"""
    r"""\bas\s*(?:(?:not\s+)?materialized\s*)?\("""
)
# Spaces that pages and chats put into a text, and signs without a width.
UNUSUAL_SPACE_PATTERN = re.compile(r"[^\S \t\r\n]|[\u200b\u2060\ufeff]")
# In printf: a width that is given as a value, or has four digits. SQLite would loop over it.
UNBOUNDED_WIDTH_PATTERN = re.compile(r"%[^%a-zA-Z]*(?:\*|\d{4})")
SINGLE_QUERY_HINT = "Write one query that begins with SELECT or WITH."
# What SQLite says, what that means, and where to look. {0} is the part in parentheses.
ERROR_EXPLANATIONS = [
    (r"no such column: (.+?)(?: - should .*)?", "There's no column “{0}”.",
     "Use one of {columns}. Put text in straight single quotes: 'paid'."),
    (r"no such table: (.+)", "There's no table “{0}”.", "Use one of {columns}."),
    (r"ambiguous column name: (.+)", "Two tables have a column “{0}”.",
     "Write the table before it, with a dot between."),
    (r'near "(.*)": syntax error', "SQLite can't read past “{0}”.",
     "Look just before it for a comma, a parenthesis, or a word in the wrong place."),
    (r"incomplete input", "The query stops too early.",
     "Look for a parenthesis that isn't closed, or a part that isn't finished."),
    (r"unrecognized token: (.+)", "SQLite can't read “{0}”.",
     "Look for a quote that isn't closed, or a sign that doesn't belong there."),
    (r"misuse of .*", "COUNT, SUM, or the like is where SQLite looks at single rows.",
     "Put it after SELECT, or its condition after HAVING."),
    (r"no such function: (.+)", "SQLite has no function “{0}”.",
     "Check its spelling; COUNT, SUM, AVG, MIN, and MAX exist."),
    (r"wrong number of arguments to function (.+)", "{0} got too many values, or too few.",
     "Check what is between its parentheses."),
    (r"SELECTs to the left and right .*", "The two queries differ in their number of columns.",
     "Give both the same number of columns."),
    (r"parser stack overflow|Expression tree is too large.*", "The query is nested too deep.",
     "Use fewer parentheses or signs in a row."),
    (r"the query contains a null character|.*codec can't encode .*",
     "The query has a character that can't be read.", "Type that place again by hand."),
    (r"string or blob too big", "A value in the query grows too long.",
     "Look for a function that repeats or joins text."),
    (r"user-defined function raised exception", "printf has a width that is too large.",
     "Write the width into the pattern, up to 999, as in '%5.2f'."),
    (r"interrupted", "The query doesn't come to an end.",
     "Look for a part that calls itself without a limit, or for a join without ON."),
    (r"not authorized.*|access to .* is prohibited", "The query tries to do more than read.",
     SINGLE_QUERY_HINT),
    (r"Incorrect number of bindings .*", "The query leaves a place open, with ? or a colon.",
     "Write the value itself there."),
    (r"You can only execute one statement .*", "There are two statements.",
     f"{SINGLE_QUERY_HINT} Nothing may follow its semicolon."),
]  # fmt: skip


SqlValue: TypeAlias = str | int | float | None


@dataclass(frozen=True)
class QueryResult:
    """What a query gives: at most 200 rows, and how many there are in all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[SqlValue, ...], ...]
    total: int


def run_query(sql: str, tables: Tables) -> QueryResult:
    """Run one SELECT (or WITH … SELECT) over tables.

    Parameters
    ----------
    sql
        The query, at most 4,000 characters.
    tables
        Rows by name of the table, at least one each. Every row has the keys of the first; values
        are text, numbers or None.

    Returns
    -------
    QueryResult
        The first 200 rows, as text, numbers or None.

    Raises
    ------
    InputError
        Where the text isn't one reading query, is wrong, or doesn't come to an end.

    """
    query = _validate_and_strip_query(UNUSUAL_SPACE_PATTERN.sub(" ", sql))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for name, rows in tables.items():
            _create_table(connection, name, rows)
        _restrict_connection(connection)
        try:
            return _fetch_rows(connection.execute(query))
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            raise _build_query_error(str(error), tables) from error


def _validate_and_strip_query(sql: str) -> str:
    if len(sql) > MAX_SQL_CHARS:
        raise InputError(
            f"The query is {len(sql):,} characters long; the limit is {MAX_SQL_CHARS:,}.",
            "Keep only the part that you want to try.",
        )
    bare = SURROUNDING_SEMICOLONS_PATTERN.sub("", COMMENT_PATTERN.sub(" ", sql)).lower()
    if not bare:
        raise InputError("There's no query yet.", SINGLE_QUERY_HINT)
    if not re.match(r"(?:select|with)\b", bare):
        first = bare.split()[0][:40]
        raise InputError(f"The query begins with “{first}”.", SINGLE_QUERY_HINT)
    if _count_cte_copies(bare) > MAX_CTE_COPIES:
        raise InputError(
            "The named parts of the query are mentioned too often.", "Use fewer of them."
        )
    return SURROUNDING_SEMICOLONS_PATTERN.sub("", sql)


def _count_cte_copies(query_text: str) -> int:
    """Return at most how many copies of named parts SQLite would make before it runs a step."""
    names = {found.strip('"`[]') for found in CTE_NAME_PATTERN.findall(query_text)}
    mentions = [
        len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)(?![\"`\]]?\s*\.)", query_text))
        for name in names
    ]
    return prod(max(1, count - 1) for count in mentions)


def _create_table(
    connection: sqlite3.Connection, name: str, rows: Sequence[Mapping[str, object]]
) -> None:
    columns = list(rows[0])
    column_list = ", ".join(_quote_identifier(column) for column in columns)
    placeholders = ", ".join("?" for _ in columns)
    connection.execute(f"CREATE TABLE {_quote_identifier(name)} ({column_list})")
    connection.executemany(
        f"INSERT INTO {_quote_identifier(name)} VALUES ({placeholders})",  # noqa: S608 (quoted, and bound)
        [[row[column] for column in columns] for row in rows],
    )


def _quote_identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _restrict_connection(connection: sqlite3.Connection) -> None:
    """Let a connection read only, and not for long."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_SQLITE_VALUE_LENGTH)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100)
    for name in ("printf", "format"):
        connection.create_function(name, -1, _bounded_printf)
    connection.set_authorizer(_authorize_read_only)
    connection.set_progress_handler(_make_abort_check(), LIMIT_CHECK_INTERVAL_STEPS)


def _authorize_read_only(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in READ_ACTION_CODES else sqlite3.SQLITE_DENY


def _bounded_printf(pattern: SqlValue = None, *values: SqlValue) -> SqlValue:
    """Return what SQLite's own printf gives; one of its steps may not take seconds."""
    if UNBOUNDED_WIDTH_PATTERN.search(str(pattern)):
        raise ValueError
    placeholders = ", ".join("?" for _ in (pattern, *values))
    with closing(sqlite3.connect(":memory:")) as scratch:
        return scratch.execute(
            f"SELECT printf({placeholders})",
            (pattern, *values),
        ).fetchone()[0]


def _make_abort_check() -> Callable[[], bool]:
    """Return what SQLite asks whether to stop."""
    deadline, steps = monotonic() + MAX_QUERY_SECONDS, 0

    def is_exceeded() -> bool:
        nonlocal steps
        steps += LIMIT_CHECK_INTERVAL_STEPS
        return steps > MAX_SQLITE_STEPS or monotonic() > deadline

    return is_exceeded


def _fetch_rows(cursor: sqlite3.Cursor) -> QueryResult:
    """Read to the end, so that a query without one is noticed; keep the first rows."""
    kept, total = [], 0
    for row in cursor:
        total += 1
        if total <= MAX_RESULT_ROWS:
            kept.append(tuple(map(_displayable_value, row)))
    return QueryResult(tuple(column[0] for column in cursor.description), tuple(kept), total)


def _displayable_value(value: SqlValue | bytes) -> SqlValue:
    return f"x'{value.hex()}'" if isinstance(value, bytes) else value


def _build_query_error(message: str, tables: Tables) -> InputError:
    """Return the error in words that help, from what SQLite said."""
    columns = "; ".join(f"{name} ({', '.join(rows[0])})" for name, rows in tables.items())
    for pattern, what, fix in ERROR_EXPLANATIONS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            part = (found[1].strip("\"'()") or found[1])[:40] if found.groups() else ""
            return InputError(what.replace("{0}", part), fix.replace("{columns}", columns))
    return InputError(
        f"SQLite says: {message[:200]}.", "Change one thing at a time, from a query that ran."
    )
