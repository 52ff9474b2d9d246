"""M4: a path with dates, as a page and as a file that calendars read."""

from __future__ import annotations

import base64
import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from attempts import attempt
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from utils.kit.calendar_file import CalendarEvent, calendar_bytes
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, archive
from utils.pay.activities import PathPlanner
from utils.pay.activities import path as path_activity
from utils.pay.activities.path import build_calendar_events, parse_rated_plan, parse_start_day
from utils.pay.model.dates import next_monday, review_day, schedule_steps
from utils.pay.model.path import Skill, plan

MONDAY = date(2027, 1, 4)
STAMP = datetime(2026, 12, 1, 9, tzinfo=UTC)
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
plans = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.floats(1, 200)), min_size=1, max_size=9
).map(
    lambda rows: plan(
        [
            Skill(str(n), f"Skill {n}", goal, 1, own, hours)
            for n, (goal, own, hours) in enumerate(rows)
        ],
        5,
    )
)


def events_of(content):
    return [
        (str(e["summary"]), e["dtstart"].dt, e["dtend"].dt, str(e["uid"]))
        for e in Calendar.from_ical(content).walk("VEVENT")
    ]


# --- days ----------------------------------------------------------------------------------


def test_days_worked_out_by_hand():
    # 50, 60, and 30 hours at 5 a week are 10, 12, and 6 weeks.
    skills = [Skill(*one) for one in (
        ("a", "A", 3, 1, 1, 25), ("b", "B", 3, 1, 1, 30), ("c", "C", 3, 1, 2, 30),
    )]  # fmt: skip
    found = [(one.first_day, one.last_day) for one in schedule_steps(plan(skills, 5), MONDAY)]
    assert found == [
        (date(2027, 1, 4), date(2027, 3, 14)),
        (date(2027, 3, 15), date(2027, 6, 6)),
        (date(2027, 6, 7), date(2027, 7, 18)),
    ]
    assert review_day(MONDAY) == date(2027, 4, 4)


@given(days)
def test_next_monday_is_a_monday_within_a_week(day):
    found = next_monday(day)
    assert found.weekday() == 0
    assert timedelta(0) < found - day <= timedelta(7)


@given(plans, days)
def test_steps_follow_each_other_and_none_is_before_the_start(made, start):
    found = schedule_steps(made, start)
    assert len(found) == len(made.steps)
    assert all(one.first_day <= one.last_day for one in found)
    for one, after in pairwise(found):
        assert one.first_day <= after.first_day
        assert one.last_day <= after.last_day
        assert after.first_day - one.last_day in (timedelta(0), timedelta(1))
    if found:
        assert found[0].first_day == start
        assert (found[-1].last_day - start).days == pytest.approx(made.total_weeks * 7, abs=1.001)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-04", MONDAY), (" Jan 4, 2027 ", MONDAY), ("4 January 2027", MONDAY),
        ("4.1.2027", MONDAY), ("1/24/2027", date(2027, 1, 24)), ("2027-01-04 09:00", MONDAY),
        ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_a_day_as_people_write_it(text, day):
    assert parse_start_day(text) == day


@pytest.mark.parametrize("text", ["soon", "2027-02-30", "3/4/2027", "9" * 5000, "\0", "0000-00-00"])
def test_what_is_no_day_is_said_next_to_the_field(text):
    with pytest.raises(InputError) as found:
        parse_start_day(text)
    assert found.value.field == "start"
    assert found.value.fix
    made = PathPlanner()
    made.set(start=text[:40])
    assert made.inputs["start"].error


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_day_or_refused(text):
    found, _ = attempt(lambda: parse_start_day(text))
    assert found is None or isinstance(found, date)


# --- the calendar --------------------------------------------------------------------------

text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80)


@settings(deadline=None)
@given(st.lists(st.tuples(text, days, st.integers(0, 400), text), max_size=6))
def test_what_is_written_is_read_again(rows):
    events = [
        CalendarEvent(str(n), title, first, first + timedelta(more), words)
        for n, (title, first, more, words) in enumerate(rows)
    ]
    content = calendar_bytes(events, name="Plan", owner="me", stamp=STAMP)
    found = Calendar.from_ical(content).walk("VEVENT")
    assert [str(e["summary"]) for e in found] == [one.title for one in events]
    assert [e["dtstart"].dt for e in found] == [one.first for one in events]
    assert [e["dtend"].dt - timedelta(1) for e in found] == [one.last for one in events]
    assert [str(e.get("description", "")) for e in found] == [one.description for one in events]
    assert all(type(e["dtstart"].dt) is date for e in found)  # all-day events
    assert len({str(e["uid"]) for e in found}) == len(events)


def test_the_day_to_look_at_the_plan_again_reminds_at_nine():
    made = plan([Skill("interfaces", "Interfaces", 3, 1, 1, 30)], 5)
    events = build_calendar_events(made, MONDAY)
    content = calendar_bytes(events, name="P", owner="a", stamp=STAMP)
    found = Calendar.from_ical(content).walk("VEVENT")
    alarms = [(e["dtstart"].dt, alarm) for e in found for alarm in e.walk("VALARM")]
    ((day, alarm),) = alarms
    assert day == MONDAY + timedelta(90)
    assert alarm["trigger"].dt == timedelta(hours=9)
    assert str(alarm["action"]) == "DISPLAY"
    assert "90 days" in str(alarm["description"])


def test_the_uids_stay_when_the_plan_moves_and_differ_between_people():
    made = plan([Skill("interfaces", "Interfaces", 3, 1, 1, 30)], 5)
    told = [
        events_of(
            calendar_bytes(build_calendar_events(made, day), name="P", owner=who, stamp=STAMP)
        )
        for day, who in ((MONDAY, "a"), (MONDAY + timedelta(7), "a"), (MONDAY, "b"))
    ]
    uids = [[uid for *_, uid in one] for one in told]
    assert uids[0] == uids[1]
    assert not set(uids[0]) & set(uids[2])
    assert [first for _, first, *_ in told[0]] != [first for _, first, *_ in told[1]]


def test_the_calendar_has_the_days_of_the_table(press):
    made = PathPlanner()
    made.set(start="2027-01-04")
    press(made, "Save my path plan")
    ((link, label),) = re.findall(
        r'download="path-plan.ics" href="data:text/calendar[^,]*,([^"]*)"[^>]*>([^<]*)<',
        made.saved_note_html,
    )
    assert label == "dates for your calendar"
    content = base64.b64decode(link)
    assert content == (Portfolio().folder / "path-plan.ics").read_bytes()
    told = events_of(content)
    assert [name for name, *_ in told] == [
        "Path plan: Prioritization",
        "Path plan: Business sense",
        "Path plan: Communication",
        "Path plan: 90 days are over. What changed?",
    ]
    assert [first for _, first, *_ in told] == [
        MONDAY, date(2027, 3, 15), date(2027, 6, 7), date(2027, 4, 4),
    ]  # fmt: skip
    assert "Jan 4, 2027 – Mar 14, 2027" in Portfolio().read("path-plan")
    assert "on April 4, 2027, after 90 days" in Portfolio().read("path-plan")


def test_an_empty_first_day_becomes_next_monday_on_saving(press, monkeypatch):
    monkeypatch.setattr(path_activity, "today", lambda: date(2026, 11, 26))
    made = PathPlanner()
    press(made, "Save my path plan")
    assert made.values()["start"] == "2026-11-30"
    told = events_of((Portfolio().folder / "path-plan.ics").read_bytes())
    assert min(first for _, first, *_ in told) == date(2026, 11, 30)
    assert PathPlanner().values()["start"] == "2026-11-30"  # found again after a restart


def test_a_day_in_the_past_is_only_the_learners_choice(press):
    made = PathPlanner()
    made.set(start="2020-01-06")
    press(made, "Save my path plan")
    assert made.values()["start"] == "2020-01-06"


def test_the_calendar_goes_along_in_an_export(press):
    made = PathPlanner()
    made.set(start="2027-01-04")
    press(made, "Save my path plan")
    exported = archive.build_export(Progress())
    assert exported.left_out == ()
    assert b"documents/path-plan.ics" in exported.parts[0]


# --- notebook 02 ---------------------------------------------------------------------------

RATED = {
    "preset": "engine",
    "levels": {
        "architecture.own": "1", "architecture.target": "4", "cpp.own": "1", "cpp.target": "3",
        "uml.target": "0", "sql_data.own": "2",
    },
}  # fmt: skip


def test_levels_targets_and_weights_are_taken_over_and_said():
    Progress().record("changed", "02.s1", values=RATED)
    made = PathPlanner()
    assert made.values()["architecture"] == 1
    assert made.values()["sql_data"] == 2
    assert "come from notebook 02" in made.summary_html
    first = made.view(**made.values()).table.rows[0]
    assert first[:3] == ["Architecture", "1", "4"]  # weight 2 × gap 3 comes first
    labels = [row[0] for row in made.view(**made.values()).table.rows]
    assert "C++" in labels
    assert "UML" not in labels
    made.inputs["architecture"].value = 3
    assert "the levels are those above" in made.summary_html
    made.flush()
    assert PathPlanner().values()["architecture"] == 3  # one's own level stays one's own


def test_the_other_way_in_keeps_what_was_rated():
    Progress().record("changed", "02.s1", values=RATED)
    made = PathPlanner()
    made.inputs["path"].value = ["product_owner"]
    assert made.values()["architecture"] == 1
    assert made.values()["code_reading"] == 0


@pytest.mark.parametrize(
    "values",
    [{}, {"levels": None}, {"levels": {"x.own": "1"}}, {"preset": 3, "levels": {}}, {"levels": 7}],
)
def test_no_plan_in_notebook_02_changes_nothing(values):
    found = parse_rated_plan(values)
    assert (found.levels, found.targets, found.extra_skills) == ({}, {}, ())


def test_a_preset_that_is_unknown_is_the_general_one():
    found = parse_rated_plan({"preset": ["x"], "levels": {"architecture.own": "1"}})
    assert found.targets["architecture"] == 3
