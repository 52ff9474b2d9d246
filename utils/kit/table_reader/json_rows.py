"""The rows of JSON records: one to a line, as gateways log them, or in a list."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from utils.kit.english import plural
from utils.kit.numbers import format_exact
from utils.kit.table_reader.cells import Row
from utils.kit.table_reader.errors import Problem, TableError
from utils.kit.table_reader.headings import HEADING_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from utils.kit.table_reader.columns import Limits

BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*"')
BETWEEN = re.compile(r"[\s,\[\]]*")
DEEPEST = 5  # levels of a record that become columns


def is_json(text: str) -> bool:
    """Return whether a text begins as JSON records do."""
    return bool(BEGINS.match(text))


def json_rows(text: str, name: str, limits: Limits) -> list[Row]:
    """Return the headings of all records, such as "request.path", and a row for each record.

    Raises TableError with the line of a record that can't be read.
    """
    records: list[tuple[int, dict[str, str]]] = []
    headings: dict[str, None] = {}
    for line, record in _records(text, name):
        records.append((line, dict(_cells(record))))
        headings.update(dict.fromkeys(records[-1][1]))
        if len(headings) > limits.columns:
            what = f"has more than {plural(limits.columns, 'column')}."
            raise TableError(name, [Problem(line, "", what, "Keep only the columns you need.")])
        if len(records) > limits.rows + HEADING_ROWS:
            break
    rows = [
        Row(line, [cells.get(one, "") for one in headings])
        for line, cells in records
        if any(map(str.strip, cells.values()))  # a blank row is none, as in any table
    ]
    return [Row(records[0][0], list(headings)), *rows]


def _records(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line and the content of each record.

    Lines tell rows apart, so each of several records in one line counts as a line of its own.
    """
    decoder = json.JSONDecoder(parse_float=_decimal, parse_int=str, parse_constant=str)
    line, breaks, counted, at = 0, 0, 0, _next(text, 0)
    while at < len(text):
        breaks, counted = breaks + text.count("\n", counted, at), at
        line = max(breaks + 1, line + 1)
        try:
            record, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            record, end = None, at
        if not isinstance(record, dict):
            fix = "Paste whole records, each from { to }."
            raise TableError(name, [Problem(line, "", "isn't a JSON record that I can read", fix)])
        yield line, record
        at = _next(text, end)


def _next(text: str, at: int) -> int:
    found = BETWEEN.match(text, at)
    return found.end() if found else at


def _decimal(text: str) -> str:
    """Return a number of JSON, in which a point is the decimal sign, as a text without doubt."""
    value = float(text)
    return format_exact(value) if math.isfinite(value) else text


def _cells(record: dict[str, Any], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """Yield heading and cell of each value; records inside a record have both names."""
    for key, value in record.items():
        heading = f"{prefix}{_text(key)}"
        if isinstance(value, dict):
            if depth < DEEPEST:
                yield from _cells(value, f"{heading}.", depth + 1)
        elif isinstance(value, list):
            yield (
                heading,
                "\n".join(_text(one) for one in value if not isinstance(one, dict | list)),
            )
        else:
            yield heading, _text(value)


def _text(value: str | bool | None) -> str:  # noqa: FBT001 - a value of JSON
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    return "" if value is None else str(value).lower()
