"""Hours of the day in a measure: “between 18:00 and 20:00”, “from 9 am to 5 pm”, “after 6 pm”."""

from __future__ import annotations

import re
from functools import cache

MINUTES_PER_DAY = 24 * 60  # minutes
BUSINESS_HOURS_RANGE_MINUTES = (9 * 60, 17 * 60)  # our reading; companies differ
BUSINESS_HOURS_REGEX = r"(?:business|office|working|opening|core) hours"
_CLOCK_TIME_REGEX = (
    r"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d(?::[0-5]\d)?)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h)?(?!\w)"
    r"|noon|midnight"
)
# A range of plain numbers isn't one of hours: “from 5 to 10 calls”.
_UNMISTAKABLE_TIME_REGEX = (
    r"\d:[0-5]\d|\d ?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?!\w)|noon|midnight"
    r"|\b(?:1[3-9]|2[0-3]) ?h(?:[0-5]\d)?\b"  # 18h; 2h may be a time that something takes
)
_BETWEEN_TIMES_REGEX = rf"\bbetween (?:{_CLOCK_TIME_REGEX}) ?(?:and|-|to) ?(?:{_CLOCK_TIME_REGEX})"
_FROM_TO_TIMES_REGEX = (
    rf"(?:\bfrom )?(?<![\w.,:])(?:{_CLOCK_TIME_REGEX}) ?(?:-|to|until|till) "
    rf"?(?:{_CLOCK_TIME_REGEX})"
)
HOURS_RANGE_REGEX = rf"(?:{_BETWEEN_TIMES_REGEX}|{_FROM_TO_TIMES_REGEX})"


@cache
def _compile_hours_patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds a range, its two times, a single end, and what makes sure of it."""
    ends = rf"\b(after|from|since|before|until) ({_CLOCK_TIME_REGEX})"
    return (
        re.compile(HOURS_RANGE_REGEX),
        re.compile(_CLOCK_TIME_REGEX),
        re.compile(ends),
        re.compile(_UNMISTAKABLE_TIME_REGEX),
    )


def find_hours_range(text: str) -> re.Match[str] | None:
    """Return where a normalized text has a range of hours."""
    ranges, _, _, certain = _compile_hours_patterns()
    return next((one for one in ranges.finditer(text) if certain.search(one[0])), None)


def replace_hours_range(text: str) -> str:
    """Return a normalized text with its range of hours put as “during clock”."""
    found = find_hours_range(text)
    return f"{text[: found.start()]} during clock {text[found.end() :]}" if found else text


def parse_hours(text: str) -> tuple[int, int] | None:
    """Return from when to when a measure holds, in minutes of the day, or None.

    The second may be before the first: “between 22:00 and 2:00” is a night.
    """
    _, times, single, certain = _compile_hours_patterns()
    found = find_hours_range(text)
    if found:
        first, second = (one[0] for one in list(times.finditer(found[0]))[:2])
        half = re.search(r"[ap]\.?m\b", second)
        if half and not re.search(r"[ap]\.?m|:|noon|midnight", first):  # from 6 to 8 pm
            first += half[0]
        return _valid_hours_or_none(
            _parse_minute_of_day(first), _parse_minute_of_day(second) or MINUTES_PER_DAY
        )
    one = single.search(text)
    if one and certain.search(one[2]):
        at = _parse_minute_of_day(one[2])
        later = one[1] in {"after", "from", "since"}
        return _valid_hours_or_none(at, MINUTES_PER_DAY) if later else _valid_hours_or_none(0, at)
    return BUSINESS_HOURS_RANGE_MINUTES if re.search(rf"\b{BUSINESS_HOURS_REGEX}\b", text) else None


def assumes_business_hours(text: str) -> bool:
    """Return whether the hours are ours, since the text only says “business hours”."""
    return parse_hours(text) == BUSINESS_HOURS_RANGE_MINUTES and find_hours_range(text) is None


def _valid_hours_or_none(start: int, end: int) -> tuple[int, int] | None:
    return (
        (start, end)
        if start != end and start < MINUTES_PER_DAY and end <= MINUTES_PER_DAY
        else None
    )


def _parse_minute_of_day(text: str) -> int:
    """Return a time in minutes of the day; a day and more where it isn't one."""
    if text in {"noon", "midnight"}:
        return MINUTES_PER_DAY // 2 if text == "noon" else 0
    hour, minute = (int(one or 0) for one in re.match(r"(\d+)(?:[:.h](\d\d))?", text).groups())  # type: ignore[union-attr] # _CLOCK_TIME begins with digits
    half = re.search(r"([ap])\.?m", text)
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return 60 * hour + minute


def format_clock_time(minute: int) -> str:
    """Return a time as one writes it: 18:00."""
    return f"{minute // 60}:{minute % 60:02}"


def hours_text(hours: tuple[int, int]) -> str:
    """Return hours as one says them: “between 18:00 and 20:00”."""
    start, end = hours
    if end == MINUTES_PER_DAY:
        return f"after {format_clock_time(start)}"
    return (
        f"before {format_clock_time(end)}"
        if start == 0
        else f"between {format_clock_time(start)} and {format_clock_time(end)}"
    )
