"""Hours of the day in a measure: “between 18:00 and 20:00”, “from 9 am to 5 pm”, “after 6 pm”."""

from __future__ import annotations

import re
from functools import cache

DAY = 24 * 60  # minutes
BUSINESS_HOURS = (9 * 60, 17 * 60)  # our reading; companies differ
BUSINESS = r"(?:business|office|working|opening|core) hours"
_CLOCK_TIME = (
    r"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d(?::[0-5]\d)?)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h)?(?!\w)"
    r"|noon|midnight"
)
# A range of plain numbers isn't one of hours: “from 5 to 10 calls”.
_UNMISTAKABLE_TIME = r"\d:[0-5]\d|\d ?(?:am|pm|a\.m\.|p\.m\.|o'clock)\b|noon|midnight"
_BETWEEN = rf"\bbetween (?:{_CLOCK_TIME}) ?(?:and|-|to) ?(?:{_CLOCK_TIME})"
_FROM = rf"(?:\bfrom )?(?<![\w.,:])(?:{_CLOCK_TIME}) ?(?:-|to|until|till) ?(?:{_CLOCK_TIME})"
RANGE = rf"(?:{_BETWEEN}|{_FROM})"


@cache
def _compiled_patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds a range, its two times, a single end, and what makes sure of it."""
    ends = rf"\b(after|from|since|before|until) ({_CLOCK_TIME})"
    return (
        re.compile(RANGE),
        re.compile(_CLOCK_TIME),
        re.compile(ends),
        re.compile(_UNMISTAKABLE_TIME),
    )


def find_range(text: str) -> re.Match[str] | None:
    """Return where a normalized text has a range of hours."""
    ranges, _, _, certain = _compiled_patterns()
    return next((one for one in ranges.finditer(text) if certain.search(one[0])), None)


def mark_ranges(text: str) -> str:
    """Return a normalized text with its range of hours put as “during clock”."""
    found = find_range(text)
    return f"{text[: found.start()]} during clock {text[found.end() :]}" if found else text


def read_hours(text: str) -> tuple[int, int] | None:
    """Return from when to when a measure holds, in minutes of the day, or None.

    The second may be before the first: “between 22:00 and 2:00” is a night.
    """
    _, times, single, certain = _compiled_patterns()
    found = find_range(text)
    if found:
        first, second = (one[0] for one in list(times.finditer(found[0]))[:2])
        half = re.search(r"[ap]\.?m\b", second)
        if half and not re.search(r"[ap]\.?m|:|noon|midnight", first):  # from 6 to 8 pm
            first += half[0]
        return _valid_hours(_minute_of_day(first), _minute_of_day(second) or DAY)
    one = single.search(text)
    if one and certain.search(one[2]):
        at = _minute_of_day(one[2])
        later = one[1] in {"after", "from", "since"}
        return _valid_hours(at, DAY) if later else _valid_hours(0, at)
    return BUSINESS_HOURS if re.search(rf"\b{BUSINESS}\b", text) else None


def assumes_business_hours(text: str) -> bool:
    """Return whether the hours are ours, since the text only says “business hours”."""
    return read_hours(text) == BUSINESS_HOURS and find_range(text) is None


def _valid_hours(start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if start != end and start < DAY and end <= DAY else None


def _minute_of_day(text: str) -> int:
    """Return a time in minutes of the day; a day and more where it isn't one."""
    if text in {"noon", "midnight"}:
        return DAY // 2 if text == "noon" else 0
    hour, minute = (int(one or 0) for one in re.match(r"(\d+)(?:[:.h](\d\d))?", text).groups())  # type: ignore[union-attr] # _CLOCK_TIME begins with digits
    half = re.search(r"([ap])\.?m", text)
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return 60 * hour + minute


def clock(minute: int) -> str:
    """Return a time as one writes it: 18:00."""
    return f"{minute // 60}:{minute % 60:02}"


def hours_words(hours: tuple[int, int]) -> str:
    """Return hours as one says them: “between 18:00 and 20:00”."""
    start, end = hours
    if end == DAY:
        return f"after {clock(start)}"
    return f"before {clock(end)}" if start == 0 else f"between {clock(start)} and {clock(end)}"
