"""What a facilitator types into the plan builder: clock times, a length, breaks, a date."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from utils.kit.english import shorten
from utils.kit.errors import InputError, errors_about
from utils.kit.numbers import fractions_to_decimals
from utils.kit.timestamps import parse_day
from utils.workshop.model.plan import Day

if TYPE_CHECKING:
    from datetime import date

DAY = 24 * 60  # minutes
LONGEST_TEXT = 40  # characters of what was typed that a message repeats
CLOCK = r"(?:(?P<h{0}>\d{{1,2}})(?:\s*[:.h]\s*(?P<m{0}>\d{{2}})|\s*h)?\s*(?P<half{0}>[ap]\.?m\.?)?)"
TIME = re.compile(CLOCK.format(1), re.IGNORECASE)
HOURS = r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?|\.\d{1,2})\s*(?:h|hrs?|hours?)"
MINUTES = r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?)?\.?"
# A bare number up to 23 is an hour of the day.
LENGTH = re.compile(
    rf"{HOURS}(?:\s*(?:and\s*)?{MINUTES})?|(?P<only>\d{{1,4}})\s*(?:m|mins?|minutes?)\.?"
    r"|(?P<bare>2[4-9]|[3-9]\d|\d{3})",
    re.IGNORECASE,
)
SPAN = re.compile(
    rf"{CLOCK.format(1)}\s*(?:-|–|—|to|until)\s*{CLOCK.format(2)}"
    rf"|{CLOCK.format(3)}\s*(?:,?\s*for\s+|\s+)(?P<length>\d{{1,3}})\s*(?:m|mins?|minutes?)?\.?",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s*(?:[,;\n]|\band\b)\s*", re.IGNORECASE)


def read_clock(text: str, field: str = "start") -> int:
    """Return a clock time in minutes after midnight. Raises InputError for anything else."""
    with errors_about(field):
        found = TIME.fullmatch(_plain(text))
        if not found:
            raise InputError(f"{_quoted(text)} isn't a time.", "Enter one such as 13:10.")
        return _clock(found, 1)


def format_clock(minute: int) -> str:
    """Return minutes after midnight as a clock time; the next day begins at 00:00 again."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def read_length(text: str, start: int) -> int:
    """Return the minutes from a start to an end; the text is either the end or the length.

    An end that is earlier on the clock is on the next day. Raises InputError for anything else.
    """
    with errors_about("until"):
        found = LENGTH.fullmatch(_plain(text))
        if found:
            hours = float((found["hours"] or "0").replace(",", "."))
            minutes = found["minutes"] or found["only"] or found["bare"] or 0
            return round(60 * hours) + int(minutes)
        clock = TIME.fullmatch(_plain(text))
        if not clock:
            raise InputError(
                f"{_quoted(text)} is neither a time nor a length.",
                "Enter when it ends, such as 14:40, or how long it takes, such as 90 min.",
            )
        return (_clock(clock, 1) - start) % DAY or DAY


def read_day(start: int, until: str, breaks: str) -> Day:
    """Return a day with its breaks. Raises InputError for texts that can't be read."""
    return Day(read_length(until, start), read_breaks(breaks, start))


def read_breaks(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Return breaks as minutes from the start. Raises InputError for what can't be read."""
    with errors_about("breaks"):
        return tuple(_break(part, start) for part in SEPARATOR.split(text) if part.strip())


def read_date(text: str) -> date | None:
    """Return a date, None for no text. Raises InputError for anything else."""
    if not text.strip():
        return None
    with errors_about("date"):
        return parse_day(text)


def _break(text: str, start: int) -> tuple[int, int]:
    found = SPAN.fullmatch(_plain(text))
    if not found:
        raise InputError(
            f"{_quoted(text)} isn't a break.",
            "Enter a time and minutes, such as 10:30 for 15, or two times, such as 10:30-10:45.",
        )
    first = (_clock(found, 1 if found["h1"] else 3) - start) % DAY
    if found["length"]:
        return first, first + int(found["length"])
    return first, (_clock(found, 2) - start) % DAY


def _clock(found: re.Match[str], number: int) -> int:
    hour, minute = int(found[f"h{number}"]), int(found[f"m{number}"] or 0)
    half = (found[f"half{number}"] or "").lower()[:1]
    if hour > (12 if half else 23) or minute > 59 or (half and not hour):
        raise InputError(
            f"There's no time {_quoted(found[0])}.", "Use 00:00 to 23:59, such as 13:10."
        )
    return (hour % 12 + (12 if half == "p" else 0) if half else hour) * 60 + minute


def _plain(text: str) -> str:
    """Return a text with the digits and signs of every keyboard as plain ones; ½ is 0.5."""
    return unicodedata.normalize("NFKC", fractions_to_decimals(text)).strip()


def _quoted(text: str) -> str:
    return f"“{shorten(text, LONGEST_TEXT)}”" if text.strip() else "An empty field"
