"""The rows of JSON records: one to a line, as gateways log them, or in a list."""

from __future__ import annotations

import json
import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from utils.kit.english import plural
from utils.kit.numbers import format_exact
from utils.kit.table_reader.cells import Row
from utils.kit.table_reader.errors import Problem, TableError
from utils.kit.table_reader.headings import HEADING_ROWS, Headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from utils.kit.table_reader.columns import Column, Limits

BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*"')
BETWEEN = re.compile(r"[\s,\[\]]*")
DEEPEST = 5  # levels of a record that become columns
MOST_PLACES = 5  # where a list is looked for in a text, so that no text takes long
MOST_LISTS = 50  # in a reply, of which one may have the records
# What replies put around the content of each record: "fields.status" is its status.
ENVELOPE = re.compile(r"(?:node|fields|attributes|_source)\.(?=.)")


def is_json(text: str) -> bool:
    """Return whether a text begins as JSON records do."""
    return bool(BEGINS.match(text))


def json_rows(text: str, columns: Sequence[Column], name: str, limits: Limits) -> list[Row]:
    """Return the headings of all records, such as "request.path", and a row for each record.

    Raises TableError with the line of a record that can't be read.
    """
    records: list[tuple[int, dict[str, str]]] = []
    headings: dict[str, None] = {}
    start, count = _place(text, Headings(columns))
    for line, record in islice(_records(text, name, start), count):
        cells = dict(_cells(record))
        records.append((line, _without_envelope(cells) if start else cells))
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


def _place(text: str, known: Headings) -> tuple[int, int | None]:
    """Return where records begin, and how many an API's reply has: `{"items": [{…}, {…}]}`."""
    decoder, at = json.JSONDecoder(parse_int=str), _next(text, 0)
    try:
        reply, end = decoder.raw_decode(text, at)
        key, records = _wrapped(reply, known)
        if not key or text[:at].strip() or text[end:].strip():  # not one reply
            return 0, None
        for found in islice(re.finditer(rf'"{re.escape(key)}"\s*:\s*\[\s*', text), MOST_PLACES):
            if decoder.raw_decode(text, found.end())[0] == records[0]:
                return found.end(), len(records)
    except (ValueError, RecursionError):  # said with its line, where the records are read
        pass
    return 0, None


def _wrapped(reply: object, known: Headings) -> tuple[str, list[dict[str, Any]]]:
    """Return the list of records in an API's reply, and its key; "" where the reply is a record.

    Where there are several, it's the one with the most columns that are known.
    """
    if not isinstance(reply, dict):
        return "", []
    places = [("", [reply]), *islice(_lists(reply), MOST_LISTS)]

    def fit(place: tuple[str, list[dict[str, Any]]]) -> tuple[int, bool]:
        key, records = place
        named = len(known.find(list(_without_envelope(dict(_cells(records[0]))))))
        return named, not named and bool(key)

    return max(places, key=fit)


def _lists(reply: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the lists of records in a reply, nearest first, with their keys."""
    level: list[object] = [reply]
    for _ in range(DEEPEST):
        pairs = [pair for one in level if isinstance(one, dict) for pair in one.items()]
        for key, value in pairs:
            if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                yield key, value
        level = [value for _, value in pairs]


def _without_envelope(cells: dict[str, str]) -> dict[str, str]:
    """Return the cells of a record with short headings, where these aren't there yet."""
    made: dict[str, str] = {}
    for heading, cell in cells.items():
        found = ENVELOPE.match(heading)
        short = heading[found.end() :] if found else heading
        made[heading if short in cells or short in made else short] = cell
    return made


def _records(text: str, name: str, start: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line and the content of each record from a place in the text on.

    Lines tell rows apart, so each of several records in one line counts as a line of its own.
    """
    decoder = json.JSONDecoder(parse_float=_decimal, parse_int=str, parse_constant=str)
    line, breaks, counted, at = 0, 0, 0, _next(text, start)
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
