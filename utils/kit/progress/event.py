"""One event of the log: what it has, and how it is read from a line.

`utils/kit/schemas/progress_event.json` documents each field. The checks here follow that schema
by hand, because a log of a hundred thousand lines has to open in a moment.
"""

from __future__ import annotations

import json
import math
import re
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

EVENT_VERSION = 1
CONFIDENCE_LEVELS = {"guess", "fairly", "sure"}
FIELD_REGEX_BY_NAME = {
    "id": "[0-9a-f]{32}",
    "what": "[a-z]{1,40}",
    "when": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z",
    "where": "[0-9a-z][0-9a-z.-]{0,79}",
    "who": "[a-z]{3,12}-[0-9]{4}",
}
_FIELD_PATTERN_BY_NAME = {
    name: re.compile(pattern) for name, pattern in FIELD_REGEX_BY_NAME.items()
}
_FIELD_NAMES = {*FIELD_REGEX_BY_NAME, "version", "result"}
TYPED_TEXT_SUFFIX = ".typed"  # behind the name of a number: what is typed there and isn't a number


@dataclass(frozen=True)
class Event:
    """One event; `utils/kit/schemas/progress_event.json` documents each field.

    `where` is the id of an activity or a question.
    """

    what: str
    where: str
    result: dict[str, Any]
    who: str
    when: str
    id: str
    version: int = EVENT_VERSION

    def to_json_line(self) -> bytes:
        """Return the event as one line of the log, line break included."""
        # Keys in a fixed order, and no raw line break: JSON escapes them.
        return json.dumps(asdict(self), sort_keys=True, allow_nan=False).encode() + b"\n"


def new_event(kind: str, activity_id: str, result: dict[str, Any], pseudonym: str) -> Event:
    """Return a new event that happens now."""
    return Event(kind, activity_id, result, pseudonym, _current_timestamp(), uuid.uuid4().hex)


def is_pseudonym(text: object) -> bool:
    """Return whether a text has the form of a pseudonym."""
    return _matches_pattern(_FIELD_PATTERN_BY_NAME["who"], text)


def _current_timestamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_line(line: bytes | str) -> Event | None:
    """Return the event of one line, or None for a line that is torn, newer, or not ours."""
    try:
        raw = _FINITE_JSON_DECODER.decode(line if isinstance(line, str) else line.decode())
    except (ValueError, RecursionError):
        return None
    if (
        not isinstance(raw, dict)
        or raw.keys() != _FIELD_NAMES
        or not _is_current_version(raw["version"])
    ):
        return None
    if not all(
        _matches_pattern(pattern, raw[name]) for name, pattern in _FIELD_PATTERN_BY_NAME.items()
    ):
        return None
    return Event(**raw) if is_valid_result(raw["what"], raw["result"]) else None


def is_valid_event(event: Event) -> bool:
    """Return whether an event could be read again from its line."""
    named = all(
        _matches_pattern(pattern, getattr(event, name))
        for name, pattern in _FIELD_PATTERN_BY_NAME.items()
    )
    return named and is_valid_result(event.what, event.result)


def parse_json_object(text: str, start: int) -> tuple[dict[str, Any], int] | None:
    """Return the JSON object that begins at `start`, and where it ends; None if there is none."""
    try:
        found, end = _FINITE_JSON_DECODER.raw_decode(text, start)
    except (ValueError, RecursionError, StopIteration):
        return None
    return (found, end) if isinstance(found, dict) else None


def is_from_newer_version(line: bytes | str) -> bool:
    """Return whether a line was written by a later version of the course."""
    try:
        raw = json.loads(line)
        return isinstance(raw, dict) and "id" in raw and raw["version"] > EVENT_VERSION
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def is_valid_result(kind: str, result: object) -> bool:
    """Return whether a result has what its kind of event needs. Unknown kinds may have anything."""
    return isinstance(result, dict) and _RESULT_CHECKS.get(kind, _accept_any_result)(result)


def is_known_kind(kind: str) -> bool:
    """Return whether this version of the course knows a kind of event."""
    return kind in _RESULT_CHECKS


def _matches_pattern(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_current_version(value: object) -> bool:
    return value == EVENT_VERSION and not isinstance(value, bool)


def _accept_any_result(_: dict[str, Any]) -> bool:
    return True


def _is_valid_answered_result(result: dict[str, Any]) -> bool:
    choice, attempt = result.get("choice"), result.get("attempt", 1)
    return (
        (_is_text_list(choice) or _is_number(choice))
        and isinstance(result.get("correct"), bool)
        and _is_text(result.get("confidence"))
        and result["confidence"] in CONFIDENCE_LEVELS
        and _is_positive_integer(attempt)
        and isinstance(result.get("quiet", False), bool)
        and _is_text(result.get("again", ""))
        and _is_text_list(result.get("misconceptions", []))
    )


def _is_valid_saved_result(result: dict[str, Any]) -> bool:
    names = [result[key] for key in ("document", "file") if key in result]
    return bool(names) and all(map(_is_text, names))


def _is_valid_sorted_result(result: dict[str, Any]) -> bool:
    cards = result.get("cards")
    placed = isinstance(cards, dict) and all(map(_is_text, cards.values()))
    return placed and isinstance(result.get("again"), bool)


_RESULT_CHECKS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "answered": _is_valid_answered_result,
    "hinted": lambda result: _is_positive_integer(result.get("hint")),
    "shown": _accept_any_result,
    "predicted": lambda result: _is_text(result.get("choice")),
    "changed": lambda result: isinstance(result.get("values"), dict),
    "reset": _accept_any_result,
    "undone": _accept_any_result,
    "saved": _is_valid_saved_result,
    "sorted": _is_valid_sorted_result,
}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_positive_integer(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value >= 1 and value == int(value)


def _parse_finite_float(text: str) -> float:
    # Python reads NaN, Infinity, and 1e999, but they can't be written to JSON again.
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_FINITE_JSON_DECODER = json.JSONDecoder(
    parse_float=_parse_finite_float, parse_constant=_parse_finite_float
)
