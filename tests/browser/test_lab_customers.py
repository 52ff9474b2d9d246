"""Lab 02c as a learner uses it: slices, an error message, own keys, and the memo."""

from __future__ import annotations

import pytest
from walk import (
    click,
    fill,
    fit_on_one_screen,
    log,
    picture,
    problem,
    reset,
    unlock,
    wait_for,
    wait_for_log,
    words,
)

from utils.customers.activities import DidItHelp, OldVersion, StuckFunnel

CUSTOMERS = "02c-lab-customers-and-data.ipynb"
OWN = """created,first_success,group
2026-03-01,2026-03-01T10:00,blue
2026-03-01,,green
2026-03-09,,green"""

CALLS = "EdgeStartTimestamp,ClientIP,ClientRequestPath,EdgeResponseStatus\n" + "\n".join(
    f"2026-03-{day:02}T10:00:00Z,10.0.0.{version},/v{version}/payments,200"
    for day in range(1, 29)
    for version in ((1,) if day < 15 else (1, 2))
)


@pytest.fixture
def desk(open_shared):
    """Return lab 02c, which the tests of this file share."""
    return open_shared(CUSTOMERS)


def choice(kind, *, right):
    """Return the text of a right or of a wrong prediction."""
    made = kind.prediction
    return next(text for key, text, _ in made.choices if (key in made.right) == right)


def test_the_keys_are_sliced_by_keyboard_and_come_back(desk, learner_home):
    where = StuckFunnel.activity_id
    assert picture(desk, where).count() == 0
    unlock(desk, where, choice(StuckFunnel, right=False))
    desk.control(where, "by caller", "radio").focus()
    desk.page.keyboard.press("ArrowRight")
    wait_for(desk, where, "With Java, it's 14%")
    assert desk.control(where, "by client library", "radio").is_checked()
    wait_for_log(learner_home, "changed", where, "library")
    desk.restart_and_run_all()
    assert "With Java, it's 14%" in words(desk, where)
    kinds = [event["what"] for event in log(learner_home) if event["where"] == where]
    assert kinds == ["predicted", "changed"]


def test_an_error_message_is_read_as_it_is_written(desk):
    where = "02c.message"
    fill(desk, where, "Your message", "Something went wrong.")
    wait_for(desk, where, "could be said of any failure")
    fill(desk, where, "Your message", "SIGN_OLD: The `Signature` header is too old. Sign it again.")
    wait_for(desk, where, "Every part is there, and nothing leaks")
    click(desk, where, "Compare with our wording")
    wait_for(desk, where, "SIGNATURE_MISMATCH")


def test_own_keys_are_asked_about_and_decided_on(desk):
    where = DidItHelp.activity_id
    unlock(desk, where, choice(DidItHelp, right=True))
    desk.control(where, "with a control group", "radio").check()
    wait_for(desk, where, "+13.7 points")
    desk.control(where, "Use my own keys", "checkbox").check()
    fill(desk, where, "Your keys", OWN)
    assert "Which keys had the change" in problem(desk, where)
    assert "+13.7 points" in words(desk, where)  # what was there before, marked as such
    desk.control(where, "Had the change", "combobox").select_option(label="“blue”")
    wait_for(desk, where, "1 of 1 keys with the change")
    assert problem(desk, where) == ""
    reset(desk, where)
    assert "22 of 110" in words(desk, where)


def test_a_column_that_is_not_clear_is_chosen_by_keyboard_and_comes_back(desk, learner_home):
    where = OldVersion.activity_id
    unlock(desk, where, choice(OldVersion, right=True))
    desk.control(where, "Use my own calls", "checkbox").check()
    fill(desk, where, "Your calls", CALLS)
    assert "Or choose it below" in problem(desk, where)
    desk.control(where, "Which one says who calls?", "combobox").focus()
    desk.page.keyboard.type("ClientIP")
    wait_for(desk, where, "Version 1 went from 100% to 50%")
    wait_for_log(learner_home, "changed", where, "ClientIP")
    desk.restart_and_run_all()
    assert "Version 1 went from 100% to 50%" in words(desk, where)
    assert desk.control(where, "Which one says who calls?", "combobox").input_value() == "ClientIP"


def test_whoever_still_calls_is_found(desk):
    where = OldVersion.activity_id
    unlock(desk, where, choice(OldVersion, right=True))
    reset(desk, where)
    desk.control(where, "Talk first to", "combobox").focus()
    desk.page.keyboard.type("Fin")
    wait_for(desk, where, "Finance sends 94% of its calls to version 1")
    day = desk.control(where, "Version 1 ends in (weeks)", "slider")
    desk.press(day, "End")
    wait_for(desk, where, "In 26 weeks")


def test_the_picture_of_claims_fits_on_one_screen_with_its_controls(desk):
    fit_on_one_screen(desk, "02c.claims")
