"""Runs one query over small tables, in SQLite and in memory.

Nothing on disk is opened, and a query may only read. It is stopped after a number of steps, so
that the same query ends the same way on every machine; a clock stands behind that.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from math import prod
from time import monotonic
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Tables = Mapping[str, Sequence[Mapping[str, object]]]

MOST_ROWS = 200
MOST_TEXT = 4_000  # characters of a query
MOST_CELL = 2_000  # characters or bytes of one value: keeps memory small
MOST_STEPS = 1_000_000  # of SQLite's machine: far more than small tables need
MOST_COPIES = 10_000  # of named parts: SQLite copies each where it is mentioned
SECONDS = 1.0
EVERY = 1_000  # steps between two looks at the clock
READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
COMMENT = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
AROUND = re.compile(r"^[;\s]+|[;\s]+$")
NAMED_PART = re.compile(
    r"""(\w+|"[^"]+"|`[^`]+`|\[[^]]+\])\s*(?:\([^()]*\)\s*)?"""
    r"""\bas\s*(?:(?:not\s+)?materialized\s*)?\("""
)
ONLY_ONE = "Write one query that begins with SELECT or WITH."
# What SQLite says, what that means, and where to look. {0} is the part in brackets.
SAID = [
    (r"no such column: (.+?)(?: - should .*)?", "There is no column “{0}”.",
     "Use one of {columns}. Text stands in straight single quotes: 'paid'."),
    (r"no such table: (.+)", "There is no table “{0}”.", "Use one of {columns}."),
    (r"ambiguous column name: (.+)", "Two tables have a column “{0}”.",
     "Write the table before it, with a dot between."),
    (r'near "(.*)": syntax error', "SQLite cannot read on at “{0}”.",
     "Look just before it: a comma, a bracket, or a word in the wrong place."),
    (r"incomplete input", "The query stops too early.",
     "Look for a bracket that is not closed, or a part that was begun and not finished."),
    (r"unrecognized token: (.+)", "SQLite cannot read “{0}”.",
     "Look for a quote that is not closed, or a sign that does not belong there."),
    (r"misuse of .*", "COUNT, SUM or the like stands where single rows are looked at.",
     "Put it after SELECT, or its condition after HAVING."),
    (r"no such function: (.+)", "SQLite has no function “{0}”.",
     "Look at its spelling; COUNT, SUM, AVG, MIN and MAX are there."),
    (r"wrong number of arguments to function (.+)", "{0} got too many values, or too few.",
     "Look at what stands between its brackets."),
    (r"SELECTs to the left and right .*", "The two queries differ in their number of columns.",
     "Let both give equally many."),
    (r"parser stack overflow|Expression tree is too large.*", "The query is nested too deep.",
     "Use fewer brackets or signs in a row."),
    (r"the query contains a null character|.*codec can't encode .*",
     "The query holds a character that cannot be read.", "Type that place again by hand."),
    (r"string or blob too big", "A value in the query grows too long.",
     "Look for a function that repeats or joins text."),
    (r"interrupted", "The query does not come to an end.",
     "Look for a part that calls itself without a limit, or for a join without ON."),
    (r"not authorized.*|access to .* is prohibited", "The query wants to do more than read.",
     ONLY_ONE),
    (r"Incorrect number of bindings .*", "The query leaves a place open, with ? or a colon.",
     "Write the value itself there."),
    (r"You can only execute one statement .*", "There are two statements.",
     f"{ONLY_ONE} Nothing may follow its semicolon."),
]  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What a query gives: at most 200 rows, and how many there are in all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int


def run(sql: str, tables: Tables) -> Result:
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
    Result
        The first 200 rows, as text, numbers or None.

    Raises
    ------
    InputError
        Where the text is not one reading query, is wrong, or does not come to an end.

    """
    query = _one_query(sql)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for name, rows in tables.items():
            _fill(connection, name, rows)
        _fence(connection)
        try:
            return _result(connection.execute(query))
        except (sqlite3.Error, sqlite3.Warning, ValueError) as wrong:
            raise _in_words(str(wrong), tables) from wrong


def _one_query(sql: str) -> str:
    if len(sql) > MOST_TEXT:
        raise InputError(f"The query has {len(sql):,} characters.", f"Keep it under {MOST_TEXT:,}.")
    plain = AROUND.sub("", COMMENT.sub(" ", sql)).lower()
    if not plain:
        raise InputError("There is no query yet.", ONLY_ONE)
    if not re.match(r"(?:select|with)\b", plain):
        first = plain.split()[0][:40]
        raise InputError(f"The query begins with “{first}”.", ONLY_ONE)
    if _copies(plain) > MOST_COPIES:
        raise InputError(
            "The named parts of the query are mentioned too often.", "Use fewer of them."
        )
    return AROUND.sub("", sql)


def _copies(plain: str) -> int:
    """Return at most how many copies of named parts SQLite would make before it runs a step."""
    names = {found.strip('"`[]') for found in NAMED_PART.findall(plain)}
    mentions = [
        len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)(?![\"`\]]?\s*\.)", plain))
        for name in names
    ]
    return prod(max(1, many - 1) for many in mentions)


def _fill(connection: sqlite3.Connection, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    columns = list(rows[0])
    named = ", ".join(_quoted(column) for column in columns)
    places = ", ".join("?" for _ in columns)
    connection.execute(f"CREATE TABLE {_quoted(name)} ({named})")
    connection.executemany(
        f"INSERT INTO {_quoted(name)} VALUES ({places})",  # noqa: S608 (name quoted, values bound)
        [[row[column] for column in columns] for row in rows],
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _fence(connection: sqlite3.Connection) -> None:
    """Let a connection read only, and not for long."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_CELL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100)
    connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in READS else sqlite3.SQLITE_DENY
    )
    connection.set_progress_handler(_watch(), EVERY)


def _watch() -> Callable[[], bool]:
    """Return what SQLite asks whether to stop."""
    until, steps = monotonic() + SECONDS, 0

    def spent() -> bool:
        nonlocal steps
        steps += EVERY
        return steps > MOST_STEPS or monotonic() > until

    return spent


def _result(cursor: sqlite3.Cursor) -> Result:
    """Read to the end, so that a query without one is noticed; keep the first rows."""
    kept, total = [], 0
    for row in cursor:
        total += 1
        if total <= MOST_ROWS:
            kept.append(tuple(map(_shown, row)))
    return Result(tuple(column[0] for column in cursor.description), tuple(kept), total)


def _shown(value: object) -> object:
    return f"x'{value.hex()}'" if isinstance(value, bytes) else value


def _in_words(said: str, tables: Tables) -> InputError:
    columns = "; ".join(f"{name} ({', '.join(rows[0])})" for name, rows in tables.items())
    for pattern, what, fix in SAID:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            part = found[1].strip("\"'()")[:40] if found.groups() else ""
            return InputError(what.replace("{0}", part), fix.replace("{columns}", columns))
    return InputError(
        f"SQLite says: {said[:200]}.", "Change one thing at a time, from a query that ran."
    )
