"""Dates and times in the forms that tools export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from attempts import attempt
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.timestamps import (
    is_timestamp,
    parse_day,
    parse_heading_zone,
    parse_timestamp,
    resolve_ambiguous_dates,
)

NINE = datetime(2026, 6, 1, 9)  # noqa: DTZ001 - a clock time without a place


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T09:00", "2026-06-01 09:00:00", "2026/06/01 9:00", "2026-06-01, 09:00",
        "01/Jun/26 9:00 AM", "1 June 2026 09:00", "June 1, 2026 9:00 a.m.", "Jun 1st, 2026, 9:00",
        "6/1/2026 9:00:00 AM", "1.6.2026 09:00", "01.06.26 09:00", "Mon Jun 1 09:00:00 2026",
        "2026-06-01T09:00:00.123", "Jun 1, 2026 @ 09:00:00.123", "6/1/2026, 9:00:00.123 AM",
        "2026-06-01 9 AM", "01.06.2026 09h00", "Jun-01-2026 09:00", "Mon 2026-06-01 09:00",
        "\uff12\uff10\uff12\uff16-06-01\u300009\uff1a00",
        "Mon 6/1/26 9:00 AM", "Mo. 01.06.2026 09:00", "lundi 1 juin 2026 à 9 h 00",
        "lun, 1 jun 2026, 9:00", "1. 6. 2026 9:00", "2026. 06. 01. 9:00", "1.6.2026 9 Uhr",
        "01.06.2026 - 09:00 Uhr", "June 1, 2026 \u2014 9:00 AM", "1 de junio de 2026 a las 9:00",
        "6/1/2026 9:00 a. m.", "2026-Jun-01 09:00", "20260601 0900", "20260601T09:00:00",
        "9:00 AM, June 1, 2026", "09:00 01.06.2026", "[2026-06-01 09:00:00]", "2026-06-01_09:00",
        "\u200e6\u200e/\u200e1\u200e/\u200e2026 \u200e9:00", "\ufeff2026-06-01 09:00",
    ],
)  # fmt: skip
def test_clock_times(text):
    assert parse_timestamp(text).value == NINE
    assert not parse_timestamp(text).has_zone


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T09:00Z", "2026-06-01 09:00:00 UTC", "2026-06-01 09:00 (UTC)",
        "2026-06-01T02:00:00-07:00", "2026-06-01 11:00:00 +0200", "2026-06-01T11:00+02",
        "2026-06-01 11:00 UTC+2", "Mon, 01 Jun 2026 09:00:00 GMT", "1780304400", "1780304400000",
        "Mon Jun 1 02:00:00 2026 -0700", "6/1/2026 2:00 AM PDT", "2026-06-01T09:00:00.123456Z",
        "2026-06-01T04:00\N{MINUS SIGN}05:00", "2026-05-31 23:30 -09:30", "1780304400.25",
        "20260601T090000Z", "20260601T0900Z", "20260601T110000.5+0200",
        "2026-06-01T02:00:00-07:00[America/Los_Angeles]",
        "1780304400000000", "1780304400000000000", "01/Jun/2026:09:00:00 +0000",
        "2026-06-01 09:00:00.000 +0000 UTC", "Mon Jun  1 09:00:00 UTC 2026",
        "Mon Jun 01 2026 11:00:00 GMT+0200 (Central European Summer Time)",
        "Mon Jun 01 2026 11:00:00 GMT+0200 (Mitteleurop\u00e4ische Sommerzeit)",
        "2026-06-01 11:00 CEST+0200", "2026-06-01 04:00 EST-05:00", "2026-06-01 11:00 CEST +02:00",
        "2026-06-01 11:00:00 +0200 CEST", "2026-06-01 14:30 +0530 IST", "2026-06-01 11:00 UTC +2",
        "2026-06-01T09:00:00+00:00Z", "2026-06-01 09:00 [UTC]", "01.06.2026 11:00 MESZ",
        "[01/Jun/2026:09:00:00 +0000]",
    ],
)  # fmt: skip
def test_moments_are_given_in_utc(text):
    assert parse_timestamp(text).value == NINE.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [("20260601", "2026-06-01"), ("2026-W23", "2026-06-01"), ("2026W237", "2026-06-07"),
     ("2026-05-31 24:00", "2026-06-01"), ("2020-W53-5", "2021-01-01")],
)  # fmt: skip
def test_days_and_their_ends(text, day):
    assert parse_timestamp(text).value.isoformat() == f"{day}T00:00:00"


@pytest.mark.parametrize("text", ["46174", "46174.375", "46174,375"])
def test_the_number_of_a_spreadsheet_is_named(text):
    with pytest.raises(InputError, match=r"is how a spreadsheet saves a date.*Format the cells"):
        parse_timestamp(text)


@pytest.mark.parametrize(
    ("heading", "hours"),
    [
        ("Deployed (UTC)", 0), ("created_at_utc", 0), ("Time [GMT]", 0), ("Deployed (CET)", 1),
        ("Deployed (UTC+02:00)", 2), ("Deployed (-07:00)", -7), ("Deployed UTC-3", -3),
        ("Deployed (PDT)", -7), ("Deployed", None), ("Deployed (est)", None), ("Deployed ()", None),
        ("Outcome (XST)", None), ("Deployed (UTC+99)", None), ("GMTs", None), ("(5)", None),
    ],
)  # fmt: skip
def test_the_zone_that_a_heading_names(heading, hours):
    zone = parse_heading_zone(heading)
    ahead = None if zone is None else zone.utcoffset(None)
    assert ahead == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "hour"),
    [("12:00 AM", 0), ("12:30 PM", 12), ("1:00 pm", 13), ("11:59 p.m.", 23), ("0:30 AM", 0)],
)
def test_halves_of_the_day(text, hour):
    assert parse_timestamp(f"2026-06-01 {text}").value.hour == hour


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "2026-13-01", "2026-02-30", "2026-06-01T25:00", "2026-06-01 13:00 PM", "9:00",
        "2026-06-01 09:00 XST", "2026-06-01 09:00 +99:99", "1989-12-31", "2101-01-01",
        "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "31/31/2026", "178030440", "1 Foo 2026",
        "17803044000", "1780304400.", "01/Jun/2026::09:00",
        "2026-06-01 24:01", "2026-06-01 9", "2026-W54", "2026-W23-8", "20261301", "2026061",
        "2026-06-01 - 2026-06-02", "9" * 5000, "2026-06-01 09:00 - 10:00", "2026-06-01 00:30 PM",
        "2026-06-01 09:00-17:00", "2026-06-01 09:00 +14:01", "2026-06-01 09:00 CEST+3",
        "2026-06-01 09:00 +0200 UTC", "2026-06-01 09:00 (Pacific Time)", "2026-06-01 09:00 local",
        "1.6.2026-09:00", "2026-06-01-09:00",
        "2026-06-01 09:00[Europe/Berlin]", "Monkey 1.6.2026",
    ],
)  # fmt: skip
def test_what_is_no_time(text):
    with pytest.raises(InputError) as found:
        parse_timestamp(text)
    assert found.value.fix
    assert len(found.value.what) < 100


def test_the_ends_of_the_calendar_are_exact():
    assert parse_timestamp("1990-01-01").value.year == 1990
    assert parse_timestamp("2100-12-31").value.year == 2100


@pytest.mark.parametrize("text", ["2026-06-01", "1 June 2026", "6/30/2026", "2026-06-01T09:00Z"])
def test_a_day_is_read_in_the_same_forms(text):
    assert parse_day(text) == parse_timestamp(text).value.date()


def test_a_day_that_could_be_two_is_asked_about():
    with pytest.raises(InputError, match="could be two days") as found:
        parse_day("6/1/2026")
    assert found.value.fix == "Enter 2026-06-01 or 2026-01-06."
    with pytest.raises(InputError, match="“soon” isn't a date I can read"):
        parse_day("soon")


def test_a_date_that_could_be_two_has_the_month_first_unless_others_settle_it():
    unclear = parse_timestamp("6/1/2026")
    assert (unclear.value.month, unclear.day_first_value.month) == (6, 1)
    assert resolve_ambiguous_dates([unclear])[0][0].month == 6
    assert resolve_ambiguous_dates([unclear])[1] == ["“6/1/2026” was read as June 1, 2026."]
    day_first = resolve_ambiguous_dates([unclear, parse_timestamp("13/1/2026")])
    assert [one.day for one in day_first[0]] == [6, 13]
    assert day_first[1] == ["“6/1/2026” was read as January 6, 2026."]
    month_first = resolve_ambiguous_dates([unclear, parse_timestamp("1/13/2026")])
    assert [one.day for one in month_first[0]] == [1, 13]


@pytest.mark.parametrize(
    ("text", "month"),
    [("Mon 06/01/26", 6), ("Mon 01/06/26", 6), ("Tue 01/06/26", 1), ("Di 6/1/26", 1)],
)
def test_the_name_of_the_day_tells_what_comes_first(text, month):
    found = parse_timestamp(text)
    assert (found.value.month, found.day_first_value) == (month, None)
    assert found.first_in_date == ("month" if text[4:6] == f"{month:02}" else "day")
    assert parse_timestamp("Fri 01/06/26").day_first_value  # neither is a Friday


@pytest.mark.parametrize("text", ["6/6/2026", "2026-06-01", "1.6.2026", "13/6/2026"])
def test_a_clear_date_needs_no_note(text):
    assert resolve_ambiguous_dates([parse_timestamp(text)])[1] == []


def test_dates_that_disagree_are_asked_about():
    with pytest.raises(InputError, match="“13/6/2026” has the day first, and “6/13/2026” the"):
        resolve_ambiguous_dates([parse_timestamp("13/6/2026"), parse_timestamp("6/13/2026")])


@given(st.datetimes(datetime(1991, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - bounds
@settings(deadline=None)
def test_what_python_writes_is_read(time):
    read = parse_timestamp(time.replace(microsecond=0, fold=0).isoformat())
    offset = time.replace(fold=0).utcoffset()
    if offset.total_seconds() % 60 == 0:
        assert read.value == time.replace(microsecond=0, fold=0).astimezone(UTC)


@given(st.text(max_size=80) | st.from_regex(r"[0-9/.:\- TZapm+]{6,40}", fullmatch=True))
@settings(deadline=6_000, max_examples=2000)
def test_any_text_is_a_time_or_a_clear_problem(text):
    found, problem = attempt(lambda: parse_timestamp(text))
    assert is_timestamp(text) == (problem is None)
    assert problem.fix if problem else 1989 <= found.value.year <= 2101


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-01T00:00:00+02:00", "2026-06-01"),  # midnight in Berlin, still May 31 in UTC
        ("2026-06-01T23:00-07:00", "2026-06-01"),
        ("Mon Jun 01 2026 00:00:00 GMT+0200 (Summer Time)", "2026-06-01"),
        ("2026-06-01T23:00Z", "2026-06-01"),
        ("1780304400", "2026-06-01"),
    ],
)
def test_a_day_is_the_one_that_was_written(text, day):
    assert parse_day(text).isoformat() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1. Juni 2026", "2026-06-01"), ("1er juillet 2026", "2026-07-01"),
        ("3. März 2026", "2026-03-03"), ("3 de mayo de 2026", "2026-05-03"),
        ("3 déc. 2026", "2026-12-03"), ("1st of June 2026", "2026-06-01"),
        ("5 okt 2026", "2026-10-05"), ("5 ottobre 2026", "2026-10-05"),
        ("Sept 5, 2026", "2026-09-05"), ("16. Mrz 2026", "2026-03-16"),
        ("16. 3. 2026.", "2026-03-16"),
        ("20260601090000", "2026-06-01"),
    ],
)  # fmt: skip
def test_months_of_other_languages_are_read(text, day):
    assert parse_day(text).isoformat() == day


@pytest.mark.parametrize(
    "text",
    ["3 junk 2026", "3 marble 2026", "3 decade 2026", "3 marraskuu 2026", "3 jui 2026",
     "2026-06-01T09:05:00+02:99"],
)  # fmt: skip
def test_what_only_begins_like_a_month_or_a_zone_is_refused(text):
    with pytest.raises(InputError):
        parse_timestamp(text)


def test_a_year_of_two_digits_that_may_be_first_is_said():
    _, notes = resolve_ambiguous_dates([parse_timestamp("26/06/15 09:00")])
    assert notes == ["“26/06/15 09:00” was read as June 26, 2015."]
    with pytest.raises(InputError, match="could be two days") as caught:
        resolve_ambiguous_dates([parse_timestamp("26-06-15 09:00")])
    assert caught.value.fix == "Enter years with four digits: 2015-06-26 or 2026-06-15."
    with pytest.raises(InputError, match="could be two days") as caught:
        parse_day("27-03-16")
    assert caught.value.fix == "Enter 2016-03-27 or 2027-03-16."
    assert parse_day("16/03/27").isoformat() == "2027-03-16"


@pytest.mark.parametrize(
    "text",
    ["13.06.2026 um 9:05 Uhr", "13/06/2026 à 09:05", "13.6.2026 klo 9.05", "2026-06-13 kl. 09.05",
     "2026-06-13 09.05.00", "13/06/2026 09:05 h"],
)  # fmt: skip
def test_clock_times_of_other_languages_are_read(text):
    assert parse_timestamp(text).value == datetime(2026, 6, 13, 9, 5)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["2026-06-13 09:05.30", "2026-06-13 9.5", "2026-06-13 09.60"])
def test_mixed_signs_in_a_clock_time_are_refused(text):
    with pytest.raises(InputError):
        parse_timestamp(text)
