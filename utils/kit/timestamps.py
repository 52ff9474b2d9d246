"""One reading of dates and times, in the forms that tools export.

ISO 8601, "20260601T090000Z", "2026-06-01 09:00:00 UTC", "Mon, 01 Jun 2026 09:00:00 +0200",
"01/Jun/26 9:00 AM", "6/1/2026 9:00", "1.6.2026 09:00", "01/Jun/2026:09:00:00 +0000" as web servers
write it, "2026-W23-1", and seconds (also with a fraction), milliseconds, microseconds, or
nanoseconds since 1970.
A time with a zone or an offset is a moment, given in UTC; one without is a clock time of a place
that isn't named.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal

from utils.kit.english import shorten
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    FirstInDate = Literal["month", "day"]

YEARS = (1990, 2100)
MOST_LETTERS = 80
FIX = "Enter it as 2026-06-01 09:00, with Z or an offset such as +02:00 if it has a time zone."
DAY_FIX = "Enter it as year-month-day, such as 2027-03-16."
# In English, German, French, Spanish, Italian, Portuguese, Dutch, and the languages of the north.
# Cut to three letters or more, each begins one month only: "jui" could be two, "marraskuu" is none.
MONTHS = (
    "january januar janvier enero gennaio janeiro januari",
    "february februar février fevrier febrero febbraio fevereiro februari feber",
    "march märz maerz mars marzo março marco maart mrt",
    "april avril abril aprile",
    "may mai mayo maggio maio mei maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août aout agosto augustus augusti",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dicembre dezembro desember",
)
# Abbreviations that tools write; others mean different zones in different places.
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1,
}  # fmt: skip

DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
MONTH_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
DAY_AND_MONTH = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?(?: of| de)?"
    rf"[ /-]{MONTH_NAME}(?: de)?,?[ /-]"
)
TIME = (
    r"(?:(?:\s*,?\s+(?:(?:at|@|à|um|kl\.?|klo)\s+)?|[t:])(?P<hour>\d{1,2})"
    r"(?:(?P<sign_of_time>[:h.])(?P<minute>\d{2})"
    r"(?:(?P=sign_of_time)(?P<second>\d{2})(?:[.,]\d{1,9})?)?|(?=\s*[ap]\.?m))"
    r"(?:\s*(?P<half>[ap])\.?m\.?|\s*(?:uhr|h))?)?"
)
ZONE = r"(?:\s*\(?(?P<zone>[a-z]{1,4})?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?\)?)(?:\s+utc)?"
# "…-07:00[America/Los_Angeles]", as Java writes it, and "… GMT+0200 (Summer Time)", as JavaScript.
PLACE = r"(?:\[[a-z_/+-]{1,40}\]|\s+\([a-z ]{1,40}\))?"
DATES = (
    rf"{DAY_NAME}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
    r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second_part>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})",
    rf"{DAY_NAME}{DAY_AND_MONTH}(?P<year>\d{{4}}|\d{{2}})",
    rf"{DAY_NAME}{MONTH_NAME}[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})-?w(?P<week>\d{2})(?:-?(?P<weekday>[1-7]))?(?![-\d])",
)
PATTERNS = tuple(re.compile(rf"{date}{TIME}{ZONE}{PLACE}") for date in DATES)
BASIC = re.compile(  # "20260601T090000Z": ISO 8601 without signs
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t?(?P<hour>\d{2})(?P<minute>\d{2})"
    rf"(?P<second>\d{{2}})?(?:[.,]\d{{1,9}})?(?P<half>)?{ZONE})?"
)
UTC_IN_HEADING = r"(?<![a-z])(?:utc|gmt)(?:[+-]\d{1,2}(?::?\d{2})?)?(?![a-z])"
GIT = re.compile(  # "Mon Jun 1 09:00:00 2026 +0200": the year after the time
    rf"{DAY_NAME}{MONTH_NAME}\s+(?P<day>\d{{1,2}}){TIME}\s+(?P<year>\d{{4}}){ZONE}"
)
UNIX = re.compile(  # "Mon Jun 1 09:00:00 UTC 2026": the zone before the year
    rf"{DAY_NAME}{MONTH_NAME}\s+(?P<day>\d{{1,2}}){TIME}{ZONE}\s+(?P<year>\d{{4}})"
)
SPREADSHEET = re.compile(r"[3-7]\d{4}(?:[.,]\d+)?")  # days since 1900
YEAR_MAY_BE_FIRST = re.compile(
    r"\s*\d\d[-\u2010-\u2015\u2212]"
)  # "26-06-01"; with slashes, it's all but never
SINCE_1970 = re.compile(r"\d{10}(?:\.\d{1,9}|\d{3}(?:\.\d+)?|\d{6}|\d{9})?")


@dataclass(frozen=True)
class ParsedTimestamp:
    """A time as it was read: in UTC where it has a zone, else without one.

    `other` is what it would be with the day first, where "6/1/2026" could be two days. `first`
    says what comes first in a date such as "13/6/2026", where the text alone settles it. `day` is
    the day as written, which may not be that of the moment in UTC. `year_first` is the day that
    "26-06-01" would be with the year first; it's read with the day first.
    """

    text: str
    value: datetime
    other: datetime | None = None
    first: FirstInDate | None = None
    written: date | None = None
    year_first: date | None = None

    @property
    def day(self) -> date:
        """The day as it was written, whatever its zone."""
        return self.written or self.value.date()

    @property
    def has_zone(self) -> bool:
        """Whether the time is a moment."""
        return self.value.tzinfo is not None


def parse_timestamp(text: str) -> ParsedTimestamp:
    """Return the time in a text. Raises InputError for anything that isn't exactly one time."""
    # Wide letters, as of East Asian keyboards, are read as plain ones.
    short = unicodedata.normalize("NFKC", text) if len(text) <= 10 * MOST_LETTERS else text
    plain = " ".join(short.split()).casefold()
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)  # dashes and the minus sign
    if len(plain) <= MOST_LETTERS:
        for pattern in (*PATTERNS, GIT, UNIX, BASIC):
            found = pattern.fullmatch(plain)
            if found:
                return _from_match(text, found.groupdict(""))
        if SINCE_1970.fullmatch(plain):
            seconds = int(plain[:10])
            return _checked(text, datetime.fromtimestamp(seconds, UTC))
    if SPREADSHEET.fullmatch(plain):
        what = f"“{shorten(text, 40)}” is how a spreadsheet saves a date."
        raise InputError(what, "Format the cells as a date and time there, and copy them again.")
    raise _unreadable(text)


def is_timestamp(text: str) -> bool:
    """Return whether a text is exactly one time."""
    try:
        parse_timestamp(text)
    except InputError:
        return False
    return True


def parse_day(text: str) -> date:
    """Return the day in a text, of a date or a time, in any form that `parse_timestamp` reads.

    Raises InputError for anything else, and for a date such as "6/1/2026" that could be two days.
    """
    try:
        found = parse_timestamp(text)
    except InputError:
        what = f"“{shorten(text[:200], 40)}” isn't a date I can read."
        raise InputError(what, DAY_FIX) from None
    year_first = found.year_first if YEAR_MAY_BE_FIRST.match(text) else None
    other = found.other.date() if found.other else year_first
    if other:
        both = " or ".join(one.isoformat() for one in (found.value.date(), other))
        raise InputError(f"“{shorten(text, 30)}” could be two days.", f"Enter {both}.")
    return found.day


def settle_dates(times: Sequence[ParsedTimestamp]) -> tuple[list[datetime], list[str]]:
    """Return times of one table, with dates such as "6/1/2026" all read alike, and notes.

    Where other dates settle it, they do; else the month comes first. Raises InputError where they
    disagree.
    """
    firsts = {one.first: one.text for one in times if one.first}
    if len(firsts) > 1:
        raise InputError(
            f"“{shorten(firsts['day'], 30)}” has the day first, and "
            f"“{shorten(firsts['month'], 30)}” the month.",
            "Enter all dates the same way, such as 2026-06-01.",
        )
    day_first = "day" in firsts
    year = next(
        (one for one in times if one.year_first and YEAR_MAY_BE_FIRST.match(one.text)), None
    )
    if year and year.year_first:
        both = f"{year.value.date().isoformat()} or {year.year_first.isoformat()}"
        what = f"“{shorten(year.text, 30)}” could be two days."
        raise InputError(what, f"Enter years with four digits: {both}.")
    values = [one.other if day_first and one.other else one.value for one in times]
    unclear = next((one for one in times if one.other or one.year_first), None)
    if unclear is None:
        return values, []
    read = values[times.index(unclear)]
    return values, [f"“{unclear.text}” was read as {read:%B} {read.day}, {read.year}."]


def heading_zone(heading: str) -> timezone | None:
    """Return the zone that a heading gives its column: "Deployed (UTC+2)", "created_at_utc"."""
    plain = heading.replace("_", " ").replace("\N{MINUS SIGN}", "-")
    said = [one.strip() for one in re.findall(r"[(\[]([^)\]]*)[)\]]", plain)]
    in_capitals = [one for one in said if one == one.upper()]  # "(est)" may be an estimate
    said = [*in_capitals, *re.findall(UTC_IN_HEADING, plain, re.IGNORECASE)]
    for one in said:
        found = re.fullmatch(ZONE, one.casefold())
        if found and (found["offset"] or found["zone"]) and (found["zone"] or "z") in ZONES:
            try:
                return _zone(one, found.groupdict(""))
            except ValueError:  # an offset of a day or more
                continue
    return None


# --- inside --------------------------------------------------------------------------------


def _unreadable(text: str) -> InputError:
    return InputError(f"“{shorten(text[:200], 40)}” isn't a time I can read.", FIX)


def _checked(
    text: str,
    value: datetime,
    other: datetime | None = None,
    first: FirstInDate | None = None,
) -> ParsedTimestamp:
    years = range(YEARS[0], YEARS[1] + 1)
    moment = _in_utc(value) if value.year in years else value
    if moment.year not in years:
        raise InputError(
            f"“{shorten(text[:200], 40)}” is in the year {value.year}.",
            f"Enter a time from {YEARS[0]} to {YEARS[1]}.",
        )
    return ParsedTimestamp(text, moment, other and _in_utc(other), first, value.date())


def _in_utc(time: datetime) -> datetime:
    return time.astimezone(UTC) if time.tzinfo else time


def _from_match(text: str, part: dict[str, str]) -> ParsedTimestamp:
    year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
    if part.get("first"):
        return _numeric_date(text, part, year)
    if part.get("week"):
        return _checked(text, _week_day(text, year, int(part["week"]), int(part["weekday"] or 1)))
    month = _month(text, part["name"]) if part.get("name") else int(part["month"])
    return _checked(text, _moment(text, part, year, month, int(part["day"])))


def _numeric_date(text: str, part: dict[str, str], year: int) -> ParsedTimestamp:
    """Return a date such as "6/1/2026", in which month or day comes first."""
    one, two = int(part["first"]), int(part["second_part"])
    if part["sign"] == ".":  # this form always has the day first
        return _checked(text, _moment(text, part, year, two, one))
    if one == two:
        return _checked(text, _moment(text, part, year, one, two))
    if one > 12:
        found = _checked(text, _moment(text, part, year, two, one), None, "day")
        if len(part["year"]) == 4:
            return found
        return replace(found, year_first=_day(2000 + one, two, year - 2000))
    month_first = _moment(text, part, year, one, two)
    if two > 12:
        return _checked(text, month_first, None, "month")
    return _checked(text, month_first, _moment(text, part, year, two, one))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return datetime(year, month, day, tzinfo=UTC).date()
    except ValueError:
        return None


def _week_day(text: str, year: int, week: int, day: int) -> datetime:
    try:
        return datetime.fromisocalendar(year, week, day)
    except ValueError:
        raise _unreadable(text) from None


def _month(text: str, name: str) -> int:
    named = [
        month
        for month, names in enumerate(MONTHS, start=1)
        if any(one.startswith(name) for one in names.split())
    ]
    if len(named) == 1:
        return named[0]
    raise _unreadable(text)


def _moment(text: str, part: dict[str, str], year: int, month: int, day: int) -> datetime:
    try:
        clock = datetime(  # noqa: DTZ001 - the zone follows
            year, month, day, _hour(part) % 24, int(part["minute"] or 0), int(part["second"] or 0)
        ) + timedelta(days=_hour(part) // 24)
        zone = _zone(text, part)
        return clock.replace(tzinfo=zone)
    except (ValueError, OverflowError) as problem:
        if isinstance(problem, InputError):
            raise
        raise _unreadable(text) from None


def _hour(part: dict[str, str]) -> int:
    hour = int(part["hour"] or 0)
    if not part["half"]:
        if hour > 24 or (hour == 24 and int(part["minute"] + part["second"] or 0)):
            raise ValueError(hour)
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if part["half"] == "p" else 0)


def _zone(text: str, part: dict[str, str]) -> timezone | None:
    name, offset = part["zone"], part["offset"]
    if name and name not in ZONES:
        raise InputError(
            f"“{shorten(text, 40)}” has a time zone I don't know: {name.upper()}.", FIX
        )
    if not name and not offset:
        return None
    shift = timedelta(hours=ZONES.get(name or "z", 0))
    if offset:
        sign = -1 if offset[0] == "-" else 1
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        if int(minutes) >= 60:
            raise _unreadable(text)
        shift += sign * timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(shift)
