"""What a facilitator types into the plan builder: clock times, a length, breaks, a date."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from utils.kit.english import join_words, shorten
from utils.kit.errors import InputError, attribute_errors_to
from utils.kit.list_markers import strip_markers_if_list
from utils.kit.numbers import fractions_to_decimals
from utils.kit.timestamps import parse_day
from utils.workshop.model.plan import MAX_DAY_MINUTES, MIN_DAY_MINUTES, WorkshopDay

if TYPE_CHECKING:
    from datetime import date

MINUTES_PER_DAY = 24 * 60  # minutes
MAX_QUOTED_CHARACTERS = 40  # characters of what was typed that a message repeats
MINUTES_PER_HALF_DAY = 12 * 60  # minutes
# "9", "9:30", "9.30 am", "9h30", "0930", and "9:30:00", as a calendar writes it.
CLOCK_REGEX_TEMPLATE = (
    r"(?P<h{0}>\d{{1,2}})"
    r"(?:(?:\s*[:.h]\s*|(?<=\d\d)(?=\d\d(?!\d)))(?P<m{0}>\d{{2}})(?::\d{{2}})?(?:\s*h)?|\s*h)?"
    r"\s*(?P<half{0}>[ap](?:\.?\s?m\.?)?(?![a-z]))?"
)
CLOCK_PATTERN = re.compile(CLOCK_REGEX_TEMPLATE.format(1), re.IGNORECASE)
HOURS_REGEX = r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?|\.\d{1,2})\s*(?:h|hrs?|hours?)\.?"
MINUTES_REGEX = r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?)?\.?"
# A bare number up to 23 is an hour of the day.
DURATION_PATTERN = re.compile(
    rf"{HOURS_REGEX}(?:,?\s*(?:and\s*)?{MINUTES_REGEX})?"
    r"|(?P<only>\d{1,4})\s*(?:m|mins?|minutes?|['\u2032])\.?|(?P<bare>2[4-9]|[3-9]\d|\d{3})",
    re.IGNORECASE,
)
BREAK_PATTERN = re.compile(
    rf"{CLOCK_REGEX_TEMPLATE.format(1)}\s*(?:-|\u2192|to|till?|until|\s(?=\d\d?:\d))\s*"
    rf"{CLOCK_REGEX_TEMPLATE.format(2)}"
    rf"|(?P<before>\d[^()]*?) (?:at|from) {CLOCK_REGEX_TEMPLATE.format(3)}"
    rf"|{CLOCK_REGEX_TEMPLATE.format(4)}(?:,? ?for |,? |: | ?[-+=] ?| ?(?P<open>\())"
    r"(?P<length>[^()]+)(?(open)\))",
    re.IGNORECASE,
)
BREAK_MINUTES_PATTERN = re.compile(r"\d{1,3}\.?")
NOON_PATTERN = re.compile(r"(?:\b12 )?\b(?:noon|midday)\b", re.IGNORECASE)
WORDS_BESIDE_TIME_PATTERN = re.compile(
    r"^(?:at|from|until|till?|to|by)\s+|\s*(?:uhr|o'clock)\b", re.IGNORECASE
)
BREAK_NAME_PATTERN = re.compile(
    r"\(?\b(?:coffee|tea|lunch|dinner|breaks?|pause)\b\)?:?", re.IGNORECASE
)
NO_BREAK_WORDS = {"no", "none", "n/a", "-", "–", "—"}
CLOCK_WITH_H_PATTERN = re.compile(
    r"\d{1,2}h(?:\d{2})?", re.IGNORECASE
)  # in French a time, else a length
MAX_CLOCK_HOUR = 23
BREAK_SEPARATOR_PATTERN = re.compile(  # but not the comma in "10:30, 15 min"
    r"\s*(?:[,;\n](?!\s*\d{1,3}\s*(?:h|hours?|m|mins?|minutes?)\.?\s*(?:[,;&|\n]|and\b|$))"
    r"|\band\b|[&|]|\s/\s)\s*",
    re.IGNORECASE,
)


def parse_clock(text: str, field: str = "start") -> int:
    """Return a clock time in minutes after midnight. Raises InputError for anything else."""
    with attribute_errors_to(field):
        found = CLOCK_PATTERN.fullmatch(_normalize_time_text(text))
        if not found:
            raise InputError(f"{_quote_text(text)} isn't a time.", "Enter one such as 13:10.")
        return _minutes_after_midnight(found, 1)


def format_clock(minutes_after_midnight: int) -> str:
    """Return minutes after midnight as a clock time; the next day begins at 00:00 again."""
    return f"{minutes_after_midnight // 60 % 24:02}:{minutes_after_midnight % 60:02}"


def parse_end_or_duration(text: str, start: int) -> int:
    """Return the minutes from a start to an end; the text is either the end or the length.

    An end that is earlier on the clock is on the next day. Raises InputError for anything else.
    """
    with attribute_errors_to("until"):
        plain = _normalize_time_text(text)
        found, clock = DURATION_PATTERN.fullmatch(plain), CLOCK_PATTERN.fullmatch(plain)
        if found and not (clock and CLOCK_WITH_H_PATTERN.fullmatch(plain)):
            return _duration_minutes(found)
        if not clock:
            raise InputError(
                f"{_quote_text(text)} is neither a time nor a length.",
                "Enter when it ends, such as 14:40, or how long it takes, such as 90 min.",
            )
        if not found:
            return _minutes_to_end(text, clock, start)
        return _resolve_end_or_duration(text, _duration_minutes(found), clock, start)


def _minutes_to_end(text: str, clock_match: re.Match[str], start: int) -> int:
    """Return the minutes to an end. Asks about "1:30" in the morning: at 13:30, or for 90 min?"""
    to_end = (_minutes_after_midnight(clock_match, 1) - start) % MINUTES_PER_DAY or MINUTES_PER_DAY
    if (
        to_end <= MAX_DAY_MINUTES
        or to_end == MINUTES_PER_DAY
        or not _may_be_afternoon(clock_match, 1)
    ):
        return to_end
    later = (to_end + MINUTES_PER_HALF_DAY) % MINUTES_PER_DAY
    length = 60 * int(clock_match["h1"]) + int(clock_match["m1"] or 0)
    choices = [format_clock(start + later)] if MIN_DAY_MINUTES <= later <= MAX_DAY_MINUTES else []
    choices += [f"{length} min"] if MIN_DAY_MINUTES <= length <= MAX_DAY_MINUTES else []
    if not choices:
        return to_end
    raise InputError(
        f"{_quote_text(text)} could be a time or a length.", f"Enter {join_words(choices, 'or')}."
    )


def _duration_minutes(match: re.Match[str]) -> int:
    hours = float((match["hours"] or "0").replace(",", "."))
    return round(60 * hours) + int(match["minutes"] or match["only"] or match["bare"] or 0)


def _resolve_end_or_duration(
    text: str, duration_minutes: int, clock_match: re.Match[str], start: int
) -> int:
    """Return the minutes of "17h00": a time, as in French, where it's too long for a length."""
    if int(clock_match["h1"]) > MAX_CLOCK_HOUR:
        return duration_minutes
    to_end = (_minutes_after_midnight(clock_match, 1) - start) % MINUTES_PER_DAY or MINUTES_PER_DAY
    fits = [one for one in (duration_minutes, to_end) if MIN_DAY_MINUTES <= one <= MAX_DAY_MINUTES]
    if len({*fits}) > 1 and clock_match["m1"]:  # "2h" is a length; "9h30" is as often a time
        end = format_clock(start + to_end)
        raise InputError(
            f"{_quote_text(text)} could be a time or a length.",
            f"Enter {end} or {duration_minutes} min.",
        )
    return duration_minutes if duration_minutes in fits or not fits else to_end


def parse_plan_day(start: int, until: str, breaks: str) -> WorkshopDay:
    """Return a day with its breaks. Raises InputError for texts that can't be read."""
    return WorkshopDay(parse_end_or_duration(until, start), parse_breaks(breaks, start))


def parse_breaks(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Return breaks as minutes from the start. Raises InputError for what can't be read."""
    if BREAK_NAME_PATTERN.sub("", text).strip(" .").casefold() in NO_BREAK_WORDS:
        return ()
    lines = [line for line in text.splitlines() if line.strip()]
    plain = "\n".join(strip_markers_if_list(lines) or lines)
    with attribute_errors_to("breaks"):
        return tuple(
            _parse_break(part, start)
            for part in BREAK_SEPARATOR_PATTERN.split(plain)
            if part.strip()
        )


def parse_date(text: str) -> date | None:
    """Return a date, None for no text. Raises InputError for anything else."""
    if not text.strip():
        return None
    with attribute_errors_to("date"):
        return parse_day(text)


def _parse_break(text: str, start: int) -> tuple[int, int]:
    found = BREAK_PATTERN.fullmatch(_normalize_time_text(BREAK_NAME_PATTERN.sub("", text)))
    at = next((one for one in (1, 3, 4) if found and found[f"h{one}"]), 0)
    length = _parse_break_minutes(found["length"] or found["before"]) if found and at != 1 else 0
    if not found or length is None:
        raise InputError(
            f"{_quote_text(text)} isn't a break.",
            "Enter a time and minutes, such as 10:30 for 15, or two times, such as 10:30-10:45.",
        )
    first = _minutes_from_start(found, at, start)
    end = _minutes_from_start(found, 2, start) if at == 1 else first + length
    if end <= first:
        raise InputError(
            f"{_quote_text(text)} ends before it starts, or right then.",
            "Enter when it starts and then when it ends, such as 10:30-10:45.",
        )
    return first, end


def _parse_break_minutes(text: str) -> int | None:
    if BREAK_MINUTES_PATTERN.fullmatch(text):
        return int(text.rstrip("."))
    found = DURATION_PATTERN.fullmatch(text)
    return _duration_minutes(found) if found else None


def _minutes_from_start(match: re.Match[str], clock_number: int, start: int) -> int:
    """Return when it is, from the start on; "1:15" is in the afternoon where a day began at 9."""
    after = (_minutes_after_midnight(match, clock_number) - start) % MINUTES_PER_DAY
    later = (after + MINUTES_PER_HALF_DAY) % MINUTES_PER_DAY
    is_later = after > MAX_DAY_MINUTES >= later and _may_be_afternoon(match, clock_number)
    return later if is_later else after


def _may_be_afternoon(match: re.Match[str], clock_number: int) -> bool:
    return not match[f"half{clock_number}"] and 1 <= int(match[f"h{clock_number}"]) <= 12


def _minutes_after_midnight(match: re.Match[str], clock_number: int) -> int:
    hour, minute = int(match[f"h{clock_number}"]), int(match[f"m{clock_number}"] or 0)
    half = (match[f"half{clock_number}"] or "").lower()[:1]
    if hour > (12 if half else 23) or minute > 59 or (half and not hour):
        raise InputError(
            f"There's no time {_quote_text(match[0])}.", "Use 00:00 to 23:59, such as 13:10."
        )
    return (hour % 12 + (12 if half == "p" else 0) if half else hour) * 60 + minute


def _normalize_time_text(text: str) -> str:
    """Return a text with the digits and signs of every keyboard as plain ones; ½ is 0.5."""
    wide = unicodedata.normalize("NFKC", fractions_to_decimals(text))
    seen = "".join(one for one in wide if unicodedata.category(one) != "Cf")
    signs = re.sub("[\u2010-\u2015\u2212]", "-", seen).replace("\u2019", "'").replace("\u2236", ":")
    plain = NOON_PATTERN.sub("12:00", " ".join(signs.split()))
    return WORDS_BESIDE_TIME_PATTERN.sub("", plain).strip()


def _quote_text(text: str) -> str:
    return f"“{shorten(text, MAX_QUOTED_CHARACTERS)}”" if text.strip() else "An empty field"
