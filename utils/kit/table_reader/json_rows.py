"""The rows of JSON records: one to a line, as gateways log them, or in a list."""

from __future__ import annotations

import json
import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from utils.kit.english import plural
from utils.kit.numbers import format_unambiguous
from utils.kit.table_reader.cells import Row
from utils.kit.table_reader.errors import Problem, TableError
from utils.kit.table_reader.headings import MAX_HEADING_SEARCH_ROWS, HeadingMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from utils.kit.table_reader.columns import Column, Limits

JSON_START_PATTERN = re.compile(r'\s*(?:\[\s*)?\{\s*"')
RECORD_GAP_PATTERN = re.compile(r"[\s,\[\]]*")
MAX_RECORD_DEPTH = 5  # levels of a record that become columns
MAX_KEY_OCCURRENCES = 5  # where a list is looked for in a text, so that no text takes long
MAX_RECORD_LISTS = 50  # in a reply, of which one may have the records
# What replies put around the content of each record: "fields.status" is its status.
ENVELOPE_PREFIX_PATTERN = re.compile(r"(?:node|fields|attributes|_source)\.(?=.)")
# {"$date": …} of MongoDB and {"value": …} of BigQuery are what they hold.
VALUE_WRAPPER_KEY_PATTERN = re.compile(r"\$\w+|value")


def looks_like_json_records(text: str) -> bool:
    """Return whether a text begins as JSON records do."""
    return bool(JSON_START_PATTERN.match(text))


def parse_json_rows(text: str, columns: Sequence[Column], name: str, limits: Limits) -> list[Row]:
    """Return the headings of all records, such as "request.path", and a row for each record.

    Raises TableError with the line of a record that can't be read.
    """
    records: list[tuple[int, dict[str, str]]] = []
    headings: dict[str, None] = {}
    start, count = _locate_records(text, HeadingMatcher(columns))
    for line, record in islice(_iter_records(text, name, start), count):
        cells = dict(_flatten_record(record))
        records.append((line, _strip_envelope_prefixes(cells) if start else cells))
        headings.update(dict.fromkeys(records[-1][1]))
        if len(headings) > limits.columns:
            what = f"has more than {plural(limits.columns, 'column')}."
            raise TableError(name, [Problem(line, "", what, "Keep only the columns you need.")])
        if len(records) > limits.rows + MAX_HEADING_SEARCH_ROWS:
            break
    rows = [
        Row(line, [cells.get(one, "") for one in headings])
        for line, cells in records
        if any(map(str.strip, cells.values()))  # a blank row is none, as in any table
    ]
    return [Row(records[0][0], list(headings)), *rows]


def _locate_records(text: str, matcher: HeadingMatcher) -> tuple[int, int | None]:
    """Return where records begin, and how many an API's reply has: `{"items": [{…}, {…}]}`."""
    decoder, at = json.JSONDecoder(parse_int=str), _next_record_start(text, 0)
    try:
        reply, end = decoder.raw_decode(text, at)
        key, records = _find_record_list(reply, matcher)
        if not key or text[:at].strip() or text[end:].strip():  # not one reply
            return 0, None
        for found in islice(
            re.finditer(rf'"{re.escape(key)}"\s*:\s*\[\s*', text), MAX_KEY_OCCURRENCES
        ):
            if decoder.raw_decode(text, found.end())[0] == records[0]:
                return found.end(), len(records)
    except (ValueError, RecursionError):  # said with its line, where the records are read
        pass
    return 0, None


def _find_record_list(reply: object, matcher: HeadingMatcher) -> tuple[str, list[dict[str, Any]]]:
    """Return the list of records in an API's reply, and its key; "" where the reply is a record.

    Where there are several, it's the one with the most columns that are known.
    """
    if not isinstance(reply, dict):
        return "", []
    places = [("", [reply]), *islice(_iter_record_lists(reply), MAX_RECORD_LISTS)]

    def fit(place: tuple[str, list[dict[str, Any]]]) -> tuple[int, bool]:
        key, records = place
        named = len(matcher.find(list(_strip_envelope_prefixes(dict(_flatten_record(records[0]))))))
        return named, not named and bool(key)

    return max(places, key=fit)


def _iter_record_lists(reply: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the lists of records in a reply, nearest first, with their keys."""
    level: list[object] = [reply]
    for _ in range(MAX_RECORD_DEPTH):
        pairs = [pair for one in level if isinstance(one, dict) for pair in one.items()]
        for key, value in pairs:
            if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                yield key, value
        level = [value for _, value in pairs]


def _strip_envelope_prefixes(cells: dict[str, str]) -> dict[str, str]:
    """Return the cells of a record with short headings, where these aren't there yet."""
    made: dict[str, str] = {}
    for heading, cell in cells.items():
        found = ENVELOPE_PREFIX_PATTERN.match(heading)
        short = heading[found.end() :] if found else heading
        made[heading if short in cells or short in made else short] = cell
    return made


def _iter_records(text: str, name: str, start: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line and the content of each record from a place in the text on.

    Lines tell rows apart, so each of several records in one line counts as a line of its own.
    """
    decoder = json.JSONDecoder(parse_float=_format_json_float, parse_int=str, parse_constant=str)
    line, breaks, counted, at = 0, 0, 0, _next_record_start(text, start)
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
        at = _next_record_start(text, end)


def _next_record_start(text: str, offset: int) -> int:
    found = RECORD_GAP_PATTERN.match(text, offset)
    return found.end() if found else offset


def _format_json_float(text: str) -> str:
    """Return a number of JSON, in which a point is the decimal sign, as a text without doubt."""
    value = float(text)
    return format_unambiguous(value) if math.isfinite(value) else text


def _flatten_record(
    record: dict[str, Any], prefix: str = "", depth: int = 1
) -> Iterator[tuple[str, str]]:
    """Yield heading and cell of each value; records inside a record have both names."""
    for key, wrapped in record.items():
        value = _unwrap_value(wrapped)
        heading = f"{prefix}{_json_value_text(key)}"
        if isinstance(value, dict):
            if depth < MAX_RECORD_DEPTH:
                yield from _flatten_record(value, f"{heading}.", depth + 1)
        elif isinstance(value, list):
            yield heading, "; ".join(filter(None, map(_json_item_text, value)))
        else:
            yield heading, _json_value_text(value)


def _unwrap_value(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    while (
        isinstance(value, dict)
        and len(value) == 1
        and VALUE_WRAPPER_KEY_PATTERN.fullmatch(next(iter(value)))
    ):
        (value,) = value.values()
    return value


def _json_item_text(item: Any) -> str:  # noqa: ANN401 - a value of JSON
    """Return an item of a list as text: a record by its name, or by the first that it has."""
    if isinstance(item, dict):
        item = item.get("name", next(iter(item.values()), None))
    return "" if isinstance(item, dict | list) else _json_value_text(item)


def _json_value_text(value: str | bool | None) -> str:  # noqa: FBT001 - a value of JSON
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    return "" if value is None else str(value).lower()
