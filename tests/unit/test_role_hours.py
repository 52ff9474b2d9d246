"""Hours of the day and windows of seconds in a measure, and what the trial makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.role.activities.trial import RequirementTrial
from utils.role.model.call_day import MINUTES_PER_DAY, simulate_day
from utils.role.model.clock_hours import hours_text, parse_hours
from utils.role.model.phrases import normalize_text
from utils.role.model.requirement import describe_requirement, parse_requirement
from utils.role.model.response_measure import parse_measure
from utils.role.model.trial import Rule, judge

LOAD = "400 requests a second"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("between 18:00 and 20:00", (1080, 1200)), ("18:00–20:00", (1080, 1200)),
        ("from 6 pm to 8 pm", (1080, 1200)), ("from 6 to 8 pm", (1080, 1200)),
        ("from 9am to 5pm on weekdays", (540, 1020)), ("between 11 a.m. and noon", (660, 720)),
        ("between 22:00 and 2:00", (1320, 120)), ("from 8:30 until midnight", (510, 1440)),
        ("noon to 1:30 pm", (720, 810)), ("after 18:00", (1080, 1440)), ("before 6 am", (0, 360)),
        ("during business hours", (540, 1020)), ("12 am to 6 am", (0, 360)),
        ("from 6 p.m. to 8 p.m.", (1080, 1200)), ("after 6 p.m.", (1080, 1440)),
        ("between 18h and 20h", (1080, 1200)), ("9h30 to 17h30", (570, 1050)),
        ("between 1h and 2h", None), ("within 18h", None),
        ("between 200 and 300 ms", None), ("5 to 10 calls", None), ("from 5 to 10 seconds", None),
        ("between 18:00 and 18:00", None), ("25:00 to 26:00", None), ("by 18:00", None), ("", None),
    ],
)  # fmt: skip
def test_hours_are_read(text, hours):
    assert parse_hours(normalize_text(text)) == hours


@given(st.text() | st.from_regex(r"(from |between )?\d{1,2}(:\d\d)? ?(am|pm)? ?(and|to|-) ?.{0,8}"))
def test_any_text_has_hours_of_a_day_or_none(text):
    hours = parse_hours(normalize_text(text))
    if hours is not None:
        assert all(0 <= one <= MINUTES_PER_DAY for one in hours)
        assert hours_text(hours)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("p95 under 300 ms in every 10 seconds", "in every 10 seconds, 95 of 100"),
        ("p95 under 300 ms per second", "in every second, 95 of 100"),
        ("p95 under 300 ms over 90 seconds", "in every 90 seconds, 95 of 100"),
        ("p95 under 300 ms in any 60 seconds", "in every minute, 95 of 100"),
        ("p95 under 300 ms between 18:00 and 20:00", "between 18:00 and 20:00, 95 of 100"),
        ("p95 under 300 ms in any 5 minutes from 6 pm to 8 pm",
         "in every 5 minutes between 18:00 and 20:00, 95 of 100"),
    ],
)  # fmt: skip
def test_what_is_understood_is_what_was_said(measure, said):
    ask = parse_requirement(measure, LOAD)
    assert said in describe_requirement(ask)
    assert "over what time" not in ask.missing
    assert parse_measure(measure).window


def test_a_window_of_seconds_is_tried_by_the_minute_and_says_so():
    view = RequirementTrial.evaluate(
        source="typed", measure="p95 under 300 ms every 10 seconds", load=LOAD
    )
    said = " ".join(view.says)
    assert "counted by the minute, so we try it in every minute" in said
    assert "A minute that fails has 10 seconds in it that fail" in said
    hours = RequirementTrial.evaluate(
        source="typed", measure="p95 under 300 ms during business hours", load=LOAD
    )
    assert "Which hours are business hours? We take those between 9:00 and 17:00" in " ".join(
        hours.says
    )


def rule(window, hours):
    return Rule(
        300,
        0.05,
        uses_mean=False,
        window_minutes=window,
        max_calls_per_second=np.inf,
        answered_only=False,
        hours=hours,
    )


HOUR = st.integers(0, 23).map(lambda one: 60 * one)


@given(st.integers(1, 20), HOUR, HOUR, st.sampled_from([1, 5, 60, MINUTES_PER_DAY]))
def test_only_minutes_within_the_hours_count(seed, start, end, window):
    day = simulate_day(seed)
    if start == end:
        return
    made = judge(day, rule(window, (start, end)))
    inside = np.zeros(MINUTES_PER_DAY, bool)
    for first, last in [(start, end)] if start < end else [(0, end), (start, MINUTES_PER_DAY)]:
        inside[first:last] = True
    ends = [*made.starts[1:], MINUTES_PER_DAY]
    for at, until, counted in zip(made.starts, ends, made.counted, strict=True):
        assert counted == inside[at:until].any()
        assert inside[at:until].all() == counted  # no window is half inside
    if window == 1:
        every = judge(day, rule(1, None))
        assert (made.fails.sum()) == (every.fails & inside).sum()


@given(st.integers(1, 20), st.sampled_from([5, 60, MINUTES_PER_DAY]))
def test_all_hours_are_the_whole_day(seed, window):
    day = simulate_day(seed)
    whole, plain = judge(day, rule(window, (0, MINUTES_PER_DAY))), judge(day, rule(window, None))
    assert (whole.starts == plain.starts).all()
    assert (whole.fails == plain.fails).all()


def test_the_picture_of_some_hours_can_be_drawn():
    for measure in ("p95 < 300 ms between 22:00 and 2:00", "p95 < 300 ms from 6 pm to 8 pm"):
        view = RequirementTrial.evaluate(source="typed", measure=measure, load=LOAD)
        assert view.picture
        assert "between" in view.summary
