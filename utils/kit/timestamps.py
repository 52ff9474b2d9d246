"""One reading of dates and times, in the forms that tools export.

ISO 8601, "20260601T090000Z", "2026-06-01 09:00:00 UTC", "Mon, 01 Jun 2026 09:00:00 +0200",
"01/Jun/26 9:00 AM", "Mon 6/1/26 9:00", "1.6.2026 09:00", "01/Jun/2026:09:00:00 +0000" as web
servers write it, "2026-W23-1", and seconds (also with a fraction), milliseconds, microseconds, or
nanoseconds since 1970.
A time with a zone or an offset is a moment, given in UTC; one without is a clock time of a place
that isn't named.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal

from utils.kit.english import shorten
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    FirstInDate = Literal["month", "day"]

ALLOWED_YEAR_RANGE = (1990, 2100)
MAX_TIMESTAMP_LENGTH = 80
TIME_FIX_TEXT = (
    "Enter it as 2026-06-01 09:00, with Z or an offset such as +02:00 if it has a time zone."
)
DAY_FIX_TEXT = "Enter it as year-month-day, such as 2027-03-16."
# In English, German, French, Spanish, Italian, Portuguese, Dutch, and the languages of the north.
# Cut to three letters or more, each begins one month only: "jui" could be two, "marraskuu" is none.
MONTH_NAMES = (
    "january januar jänner janvier enero gennaio janeiro januari",
    "february februar février fevrier febrero febbraio fevereiro februari feber",
    "march märz maerz mrz mars marts marzo março marco maart mrt",
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
# In the same languages; often cut to two letters or three.
DAY_NAMES = (
    "monday montag lundi lunes lunedì segunda-feira maandag måndag mandag",
    "tuesday dienstag mardi martes martedì terça-feira terca-feira dinsdag tisdag tirsdag",
    "wednesday mittwoch mercredi miércoles miercoles mercoledì quarta-feira woensdag onsdag",
    "thursday donnerstag jeudi jueves giovedì quinta-feira donderdag torsdag",
    "friday freitag vendredi viernes venerdì sexta-feira vrijdag fredag",
    "saturday samstag sonnabend samedi sábado sabado sabato zaterdag lördag lørdag",
    "sunday sonntag dimanche domingo domenica zondag söndag søndag",
)
# Abbreviations that tools write; others mean different zones in different places.
ZONE_OFFSET_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "wet": 0, "west": 1, "bst": 1,
    "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip

UTC_ZONE_NAMES = {"z", "utc", "gmt"}  # "UTC+2" is two hours ahead, "CEST+2" is what CEST is
UTC_OFFSET_RANGE = (timedelta(hours=-12), timedelta(hours=14))

DAY_NAME_REGEX = r"(?:(?P<day_name>[^\W\d_]{2,10}(?:-feira)?)\.?,?\s+)?"
MONTH_NAME_REGEX = r"(?P<name>[^\W\d_]{3,10})\.?"
DAY_AND_MONTH_REGEX = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?(?: of| de)?"
    rf"[ /-]{MONTH_NAME_REGEX}(?: de)?,?[ /-]"
)
TIME_PREPOSITION_REGEX = r"(?:at|@|à|às|a las|alle|um|om|kl\.?|klo|-|·)"
TIME_REGEX = (
    rf"(?:(?:\s*,?\s+(?:{TIME_PREPOSITION_REGEX}\s+)?|[t:_])(?P<hour>\d{{1,2}})"
    r"(?:(?P<sign_of_time>[:.]|\s?h\s?)(?P<minute>\d{2})"
    r"(?:(?P=sign_of_time)(?P<second>\d{2})(?:[.,]\d{1,9})?)?|(?=\s*(?:[ap]\.?\s?m|uhr|h)))"
    r"(?:\s*(?P<half>[ap])\.?\s?m\.?|\s*(?:uhr|h))?)?"
)
# "UTC", "+02:00", "(UTC+2)", "CEST +02:00", and "+0200 CEST", as Ruby and Go write it.
ZONE_REGEX = (
    r"(?:\s*[(\[]?(?P<zone>[a-z]{1,4})?\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?[)\]]?)"
    r"(?(offset)(?:\s*(?P<zone_after>[a-z]{1,4}))?)"
)
# "…-07:00[America/Los_Angeles]", as Java writes it, and "… GMT+0200 (Summer Time)", as JavaScript.
ZONE_PLACE_REGEX = r"(?P<place>\[[a-z_/+-]{1,40}\]|\s+\([^()\d]{1,40}\))?"
DATE_REGEXES = (
    r"(?P<year>\d{4})(?:[-/]|\. ?)(?P<month>\d{1,2})(?:[-/]|\. ?)(?P<day>\d{1,2})\.?",
    (
        r"(?P<first>\d{1,2})(?P<sign>[-/]|\. ?)(?P<second_part>\d{1,2})(?P=sign)"
        r"(?P<year>\d{4}|\d{2})\.?"
    ),
    rf"{DAY_AND_MONTH_REGEX}(?P<year>\d{{4}}|\d{{2}})",
    rf"{MONTH_NAME_REGEX}[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[ /-]{MONTH_NAME_REGEX}[ /-](?P<day>\d{{1,2}})",
    r"(?P<year>\d{4})-?w(?P<week>\d{2})(?:-?(?P<weekday>[1-7]))?(?![-\d])",
)
TIMESTAMP_PATTERNS = tuple(
    re.compile(rf"{DAY_NAME_REGEX}{one}{TIME_REGEX}{ZONE_REGEX}{ZONE_PLACE_REGEX}")
    for one in DATE_REGEXES
)
ISO_BASIC_PATTERN = re.compile(  # "20260601T090000Z": ISO 8601 without signs
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[t ]?(?P<hour>\d{2}):?(?P<minute>\d{2})"
    rf":?(?P<second>\d{{2}})?(?:[.,]\d{{1,9}})?(?P<half>)?{ZONE_REGEX})?"
)
TIME_BEFORE_DATE_PATTERN = re.compile(r"^(\d{1,2}:\d{2}[^\s,]*(?: [ap]\.?m\.?)?),? (?=\S)(.+)")
UTC_IN_HEADING_REGEX = r"(?<![a-z])(?:utc|gmt)(?:[+-]\d{1,2}(?::?\d{2})?)?(?![a-z])"
GIT_DATE_PATTERN = re.compile(  # "Mon Jun 1 09:00:00 2026 +0200": the year after the time
    rf"{DAY_NAME_REGEX}{MONTH_NAME_REGEX}\s+(?P<day>\d{{1,2}}){TIME_REGEX}"
    rf"\s+(?P<year>\d{{4}}){ZONE_REGEX}"
)
UNIX_DATE_PATTERN = re.compile(  # "Mon Jun 1 09:00:00 UTC 2026": the zone before the year
    rf"{DAY_NAME_REGEX}{MONTH_NAME_REGEX}\s+(?P<day>\d{{1,2}}){TIME_REGEX}{ZONE_REGEX}"
    r"\s+(?P<year>\d{4})"
)
SPREADSHEET_SERIAL_PATTERN = re.compile(r"[3-7]\d{4}(?:[.,]\d+)?")  # days since 1900
# What databases, Go, .NET, spreadsheets, and people write where there is no time.
EMPTY_TIME_PATTERN = re.compile(
    r"(?:0000-00-00|0001-01-01|0?1[/.]0?1[/.]0001|1/0/1900|00[/.]01[/.]1900)(?:[ t].*)?"
    r"|never|not yet|ongoing|pending|tb[ad]|open|unresolved|in progress"
)
EPOCH_TIMESTAMP_PATTERN = re.compile(r"\d{10}(?:\.\d{1,9}|\d{3}(?:\.\d+)?|\d{6}|\d{9})?")


@dataclass(frozen=True)
class ParsedTimestamp:
    """A time as it was read: in UTC where it has a zone, else without one.

    `day_first_value` is what it would be with the day first, where "6/1/2026" could be two days.
    `first_in_date` says what comes first in a date such as "13/6/2026", where the text alone
    settles it. `day` is the day as written, which may not be that of the moment in UTC.
    `year_first_day` is the day that "26/06/01" would be with the year first; it's read with the
    day first. `dashed`: "26-06-01", where the year is often first.
    """

    text: str
    value: datetime
    day_first_value: datetime | None = None
    first_in_date: FirstInDate | None = None
    written_day: date | None = None
    year_first_day: date | None = None
    dashed: bool = False

    @property
    def day(self) -> date:
        """The day as it was written, whatever its zone."""
        return self.written_day or self.value.date()

    @property
    def has_zone(self) -> bool:
        """Whether the time is a moment."""
        return self.value.tzinfo is not None


def parse_timestamp(text: str) -> ParsedTimestamp:
    """Return the time in a text. Raises InputError for anything that isn't exactly one time."""
    # Wide letters, as of East Asian keyboards, are read as plain ones.
    short = unicodedata.normalize("NFKC", text) if len(text) <= 10 * MAX_TIMESTAMP_LENGTH else text
    if not short.isascii():  # without marks that nobody sees, such as of the way a text runs
        short = "".join(one for one in short if unicodedata.category(one) != "Cf")
    plain = " ".join(short.split()).casefold()
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)  # dashes and the minus sign
    if plain.startswith("["):  # as in the logs of web servers
        plain = plain.strip("[]")
    if len(plain) <= MAX_TIMESTAMP_LENGTH:
        plain = TIME_BEFORE_DATE_PATTERN.sub(r"\2 \1", plain)  # "9:00 AM, June 1, 2026"
        for pattern in (
            *TIMESTAMP_PATTERNS,
            GIT_DATE_PATTERN,
            UNIX_DATE_PATTERN,
            ISO_BASIC_PATTERN,
        ):
            found = pattern.fullmatch(plain)
            if found:
                return _timestamp_from_groups(text, found.groupdict(""))
        if EPOCH_TIMESTAMP_PATTERN.fullmatch(plain):
            seconds = int(plain[:10])
            return _build_checked_timestamp(text, datetime.fromtimestamp(seconds, UTC))
    if SPREADSHEET_SERIAL_PATTERN.fullmatch(plain):
        what = f"“{shorten(text, 40)}” is how a spreadsheet saves a date."
        raise InputError(what, "Format the cells as a date and time there, and copy them again.")
    raise _unreadable_error(text)


def is_timestamp(text: str) -> bool:
    """Return whether a text is exactly one time."""
    try:
        parse_timestamp(text)
    except InputError:
        return False
    return True


def is_empty_time(text: str) -> bool:
    """Return whether a text says that there is no time: "not yet", or the first day of year 1."""
    return bool(EMPTY_TIME_PATTERN.fullmatch(text.strip().casefold()))


def parse_day(text: str) -> date:
    """Return the day in a text, of a date or a time, in any form that `parse_timestamp` reads.

    Raises InputError for anything else, and for a date such as "6/1/2026" that could be two days.
    """
    try:
        found = parse_timestamp(text)
    except InputError:
        what = f"“{shorten(text[:200], 40)}” isn't a date I can read."
        raise InputError(what, DAY_FIX_TEXT) from None
    other = (
        found.day_first_value.date()
        if found.day_first_value
        else found.year_first_day
        if found.dashed
        else None
    )
    if other:
        both = " or ".join(one.isoformat() for one in (found.value.date(), other))
        raise InputError(f"“{shorten(text, 30)}” could be two days.", f"Enter {both}.")
    return found.day


def resolve_ambiguous_dates(times: Sequence[ParsedTimestamp]) -> tuple[list[datetime], list[str]]:
    """Return times of one table, with dates such as "6/1/2026" all read alike, and notes.

    Where other dates settle it, they do; else the month comes first. Raises InputError where they
    disagree.
    """
    firsts = {one.first_in_date: one.text for one in times if one.first_in_date}
    if len(firsts) > 1:
        raise InputError(
            f"“{shorten(firsts['day'], 30)}” has the day first, and "
            f"“{shorten(firsts['month'], 30)}” the month.",
            "Enter all dates the same way, such as 2026-06-01.",
        )
    day_first = "day" in firsts
    for one in times:
        if one.year_first_day and one.dashed:
            both = f"{one.value.date().isoformat()} or {one.year_first_day.isoformat()}"
            what = f"“{shorten(one.text, 30)}” could be two days."
            raise InputError(what, f"Enter years with four digits: {both}.")
    values = [
        one.day_first_value if day_first and one.day_first_value else one.value for one in times
    ]
    unclear = next((one for one in times if one.day_first_value or one.year_first_day), None)
    if unclear is None:
        return values, []
    read = values[times.index(unclear)]
    return values, [f"“{unclear.text}” was read as {read:%B} {read.day}, {read.year}."]


def parse_heading_zone(heading: str) -> timezone | None:
    """Return the zone that a heading gives its column: "Deployed (UTC+2)", "created_at_utc"."""
    plain = heading.replace("_", " ").replace("\N{MINUS SIGN}", "-")
    said = [one.strip() for one in re.findall(r"[(\[]([^)\]]*)[)\]]", plain)]
    in_capitals = [one for one in said if one == one.upper()]  # "(est)" may be an estimate
    said = [*in_capitals, *re.findall(UTC_IN_HEADING_REGEX, plain, re.IGNORECASE)]
    for one in said:
        found = re.fullmatch(ZONE_REGEX, one.casefold())
        if (
            found
            and (found["offset"] or found["zone"])
            and (found["zone"] or "z") in ZONE_OFFSET_HOURS
        ):
            try:
                return _parse_zone(one, found.groupdict(""))
            except ValueError:  # an offset of a day or more
                continue
    return None


# --- inside --------------------------------------------------------------------------------


def _unreadable_error(text: str) -> InputError:
    return InputError(f"“{shorten(text[:200], 40)}” isn't a time I can read.", TIME_FIX_TEXT)


def _build_checked_timestamp(
    text: str,
    value: datetime,
    day_first_value: datetime | None = None,
    first_in_date: FirstInDate | None = None,
) -> ParsedTimestamp:
    years = range(ALLOWED_YEAR_RANGE[0], ALLOWED_YEAR_RANGE[1] + 1)
    moment = _to_utc_if_zoned(value) if value.year in years else value
    if moment.year not in years:
        raise InputError(
            f"“{shorten(text[:200], 40)}” is in the year {value.year}.",
            f"Enter a time from {ALLOWED_YEAR_RANGE[0]} to {ALLOWED_YEAR_RANGE[1]}.",
        )
    return ParsedTimestamp(
        text,
        moment,
        day_first_value and _to_utc_if_zoned(day_first_value),
        first_in_date,
        value.date(),
    )


def _to_utc_if_zoned(time: datetime) -> datetime:
    return time.astimezone(UTC) if time.tzinfo else time


def _timestamp_from_groups(text: str, groups: dict[str, str]) -> ParsedTimestamp:
    if not _find_name_numbers(DAY_NAMES, groups.get("day_name", "")):
        raise _unreadable_error(text)
    year = int(groups["year"]) + (2000 if len(groups["year"]) == 2 else 0)
    if groups.get("first"):
        return _parse_numeric_date(text, groups, year)
    if groups.get("week"):
        return _build_checked_timestamp(
            text, _iso_week_datetime(text, year, int(groups["week"]), int(groups["weekday"] or 1))
        )
    month = _parse_month(text, groups["name"]) if groups.get("name") else int(groups["month"])
    return _build_checked_timestamp(
        text, _build_datetime(text, groups, year, month, int(groups["day"]))
    )


def _parse_numeric_date(text: str, groups: dict[str, str], year: int) -> ParsedTimestamp:
    """Return a date such as "6/1/2026", in which month or day comes first."""
    one, two = int(groups["first"]), int(groups["second_part"])
    if one == two or groups["sign"].startswith("."):  # with points, the day is always first
        return _build_checked_timestamp(text, _build_datetime(text, groups, year, two, one))
    if one > 12:
        found = _build_checked_timestamp(
            text, _build_datetime(text, groups, year, two, one), None, "day"
        )
        if len(groups["year"]) == 4:
            return found
        year_first = _date_or_none(2000 + one, two, year - 2000)
        return replace(found, year_first_day=year_first, dashed=groups["sign"] == "-")
    month_first = _build_datetime(text, groups, year, one, two)
    if two > 12:
        return _build_checked_timestamp(text, month_first, None, "month")
    day_first = _build_datetime(text, groups, year, two, one)
    days = _find_name_numbers(
        DAY_NAMES, groups["day_name"]
    )  # "Mon 01/06/26" is the one that's a Monday
    fits = [time.isoweekday() in days for time in (month_first, day_first)]
    if sum(fits) == 1:
        settled = month_first if fits[0] else day_first
        return _build_checked_timestamp(text, settled, None, "month" if fits[0] else "day")
    return _build_checked_timestamp(text, month_first, day_first)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso_week_datetime(text: str, year: int, week: int, day: int) -> datetime:
    try:
        return datetime.fromisocalendar(year, week, day)
    except ValueError:
        raise _unreadable_error(text) from None


def _parse_month(text: str, name: str) -> int:
    months = _find_name_numbers(MONTH_NAMES, name)
    if len(months) == 1:
        return months[0]
    raise _unreadable_error(text)


@functools.lru_cache(maxsize=400)  # a table has the same few in thousands of rows
def _find_name_numbers(names_by_number: Sequence[str], name: str) -> list[int]:
    """Return the numbers, from 1 on, of what begins with this name in one language or another."""
    return [
        number
        for number, names in enumerate(names_by_number, start=1)
        if any(one.startswith(name) for one in names.split())
    ]


def _build_datetime(text: str, groups: dict[str, str], year: int, month: int, day: int) -> datetime:
    try:
        clock = datetime(  # noqa: DTZ001 - the zone follows
            year,
            month,
            day,
            _parse_hour(groups) % 24,
            int(groups["minute"] or 0),
            int(groups["second"] or 0),
        ) + timedelta(days=_parse_hour(groups) // 24)
        zone = _parse_zone(text, groups)
        return clock.replace(tzinfo=zone)
    except (ValueError, OverflowError) as problem:
        if isinstance(problem, InputError):
            raise
        raise _unreadable_error(text) from None


def _parse_hour(groups: dict[str, str]) -> int:
    hour = int(groups["hour"] or 0)
    if not groups["half"]:
        if hour > 24 or (hour == 24 and int(groups["minute"] + groups["second"] or 0)):
            raise ValueError(hour)
        return hour
    if not (1 <= hour <= 12 or (hour == 0 and groups["half"] == "a")):
        raise ValueError(hour)
    return hour % 12 + (12 if groups["half"] == "p" else 0)


def _parse_zone(text: str, groups: dict[str, str]) -> timezone | None:
    name, offset = groups["zone"], groups["offset"]
    if not offset:
        name = name or groups.get("place", "").strip(" ()[]")
        if name and name not in ZONE_OFFSET_HOURS:
            what = f"“{shorten(text, 40)}” has a time zone I don't know: {name.upper()}."
            raise InputError(what, TIME_FIX_TEXT)
        return timezone(timedelta(hours=ZONE_OFFSET_HOURS[name])) if name else None
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    shift = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if offset[0] == "-" else 1)
    named = [groups["zone_after"], *(() if name in UTC_ZONE_NAMES else (name,))]
    known = {timedelta(hours=ZONE_OFFSET_HOURS[one]) for one in named if one in ZONE_OFFSET_HOURS}
    lowest, highest = UTC_OFFSET_RANGE
    if offset[0] == "-" and groups.get("hour") == "":  # "1.6.2026-09:00" has a time, not a zone
        raise _unreadable_error(text)
    if int(minutes) >= 60 or not lowest <= shift <= highest or known - {shift}:
        raise _unreadable_error(text)
    return timezone(shift)
