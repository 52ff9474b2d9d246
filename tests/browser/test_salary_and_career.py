"""Notebook 05 as a learner uses it: by keyboard and by mouse, with a restart in between."""

from __future__ import annotations

import re

import pytest
from icalendar import Calendar
from walk import (
    another_machine,
    answer,
    click,
    exported,
    fit_on_one_screen,
    imported,
    log,
    picture,
    reset,
    unlock,
    wait_for,
    wait_for_log,
    with_picture,
    words,
)

LESSON = "05-salary-and-career.ipynb"
HELD = 30  # presses of a key that is held down
REDRAWS = """where => {
  window.tpoRedraws = 0;
  const activity = document.querySelector(where);
  new MutationObserver((found) => {
    for (const change of found)
      for (const node of change.addedNodes)
        if (node.querySelector?.("img") || node.tagName === "IMG") window.tpoRedraws += 1;
  }).observe(activity, { childList: true, subtree: true });
}"""


@pytest.fixture
def lesson(open_shared):
    """Return the lesson, which the tests of this file share."""
    return open_shared(LESSON)


def test_slider_question_restart(lesson, learner_home):
    """The first walk: move a slider, answer, read the feedback, restart, find it again."""
    before = picture(lesson, "05.m2a").get_attribute("src")
    said = words(lesson, "05.m2a")
    lesson.press(lesson.control("05.m2a", "Lead average", "slider"), "ArrowRight", 8)
    assert "$119,000" in words(lesson, "05.m2a") != said
    assert picture(lesson, "05.m2a").get_attribute("src") != before

    card = lesson.activity("05.benchmark").locator(".tpo-card").first
    assert "Not yet" not in card.inner_text()
    answer(lesson, "05.benchmark", 0, "Technical product owners are paid less", "Fairly sure")
    feedback = card.locator(".tpo-feedback").inner_text()
    assert "✗ Not yet" in feedback
    answered = [one for one in log(learner_home) if one["where"].startswith("05.q.benchmark")]
    assert [one["result"]["correct"] for one in answered if one["what"] == "answered"] == [False]

    wait_for_log(learner_home, "changed", "05.m2a")
    lesson.restart_and_run_all()
    card = lesson.activity("05.benchmark").locator(".tpo-card").first
    assert "You answered this before" in card.inner_text()
    assert feedback.split("Not yet.")[1].strip() in card.inner_text()
    assert "$119,000" in words(lesson, "05.m2a")


def test_predictions_come_first(lesson):
    for where, choice in (("05.m1", "Hardly"), ("05.m2", "No: more everywhere")):
        assert picture(lesson, where).count() == 0
        lock = lesson.control(where, "Lock in my prediction", "button")
        lock.click()
        wait_for(lesson, where, "You haven't chosen a prediction yet.")
        radio = lesson.activity(where).get_by_role("radio", name=re.compile(choice))
        radio.focus()
        lesson.page.keyboard.press("Space")
        lesson.page.keyboard.press("Tab")  # one step from the choices to the button
        lesson.page.keyboard.press("Enter")
        picture(lesson, where).wait_for()
        wait_for(lesson, where, "You predicted:")
    checks = lesson.activity("05.m2").locator(".tpo-checks li")
    assert [lamp.inner_text()[:6] for lamp in checks.all()] == ["✓ true", "✓ true"]
    unlocked = lesson.control("05.m2", "Share of leads", "slider")
    lesson.press(unlocked.first, "End")
    wait_for(lesson, "05.m2", "✗ not true: the lead average is lower")


def test_everything_by_keyboard_alone(lesson):
    """Tab reaches every control in order, arrow keys work on it, and the focus stays."""
    unlock(lesson, "05.m1", "Hardly: it depends on what the ends mean")
    for where, name, role, key in (
        ("05.m0", "Data scientists", "checkbox", "Space"),
        ("05.m0", "Place", "combobox", "ArrowDown"),
        ("05.m0", "at national prices", "radio", "Space"),
        ("05.m1", "Average", "slider", "ArrowRight"),
        ("05.m2a", "Senior average", "slider", "PageUp"),
        ("05.m3", "Price level", "slider", "ArrowLeft"),
        ("05.m4", "Product owner or analyst", "radio", "Space"),
        ("05.m4", "Hours a week", "slider", "ArrowUp"),
    ):
        control = lesson.control(where, name, role).first
        before = words(lesson, where)
        lesson.press(control, key)
        assert control.evaluate("node => node === document.activeElement"), (where, name)
        assert words(lesson, where) != before, (where, name)
    reached = set()
    lesson.control("05.m4", "Hours a week", "slider").focus()
    for _ in range(16):
        lesson.page.keyboard.press("Tab")
        reached.add(
            lesson.page.evaluate(
                "document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText"
            )
        )
    assert {"Architecture", "Business sense", "Save my path plan", "Reset"} <= reached


def test_a_key_held_down_queues_nothing(lesson):
    reset(lesson, "05.m2a")
    slider = lesson.control("05.m2a", "Lead average", "slider")
    slider.focus()
    lesson.page.evaluate(REDRAWS, ".tpo-05-m2a")
    for _ in range(HELD):
        lesson.page.keyboard.press("ArrowRight")
    lesson.wait_idle()
    last = float(slider.input_value())
    assert last == 115_000 + HELD * 500
    assert f"${last:,.0f}" in words(lesson, "05.m2a")
    assert 0 < lesson.page.evaluate("window.tpoRedraws") <= HELD


def test_impossible_values_keep_the_last_picture(lesson):
    reset(lesson, "05.m2a")
    before = picture(lesson, "05.m2a").get_attribute("src")
    lesson.press(lesson.control("05.m2a", "Overall average", "slider"), "End")
    wait_for(lesson, "05.m2a", "No mix of these levels averages 159,916")
    assert picture(lesson, "05.m2a").get_attribute("src") == before
    lesson.control("05.m2a", "Reset", "button").click()
    lesson.wait_idle()
    assert "No mix" not in lesson.activity("05.m2a").inner_text()


def test_not_released_is_said(lesson):
    reset(lesson, "05.m0")
    lesson.control("05.m0", "Place").select_option(label="Alaska · prices 102.4")
    lesson.wait_idle()
    assert "wages not released" in words(lesson, "05.m0")
    assert "not released" in picture(lesson, "05.m0").get_attribute("alt")
    lesson.activity("05.m0").get_by_text("The numbers in a table").click()
    assert "not released" in lesson.activity("05.m0").locator("details table").inner_text()


def test_own_file(lesson, tmp_path):
    reset(lesson, "05.m0")
    pick = lesson.activity("05.m0").locator("input[type=file]")
    bad, good, huge = (tmp_path / name for name in ("bad.csv", "good.csv", "huge.csv"))
    bad.write_text("occupation,pay,unit,place\nTPO,a lot,year,Ohio\n")
    good.write_text("occupation,pay,unit,place\nTPO <b>x</b>,60,hour,Ohio\nTPO,150000,year,Texas\n")
    with huge.open("wb") as out:
        out.truncate(300_000_000)
    pick.set_input_files(good)
    wait_for(lesson, "05.m0", "2 rows read.")
    assert "TPO <b>x</b>" in lesson.activity("05.m0").inner_text()
    assert "Your file: 2 figures" in picture(lesson, "05.m0").get_attribute("alt")
    pick.set_input_files(bad)
    wait_for(lesson, "05.m0", "line 2, pay")
    assert "2 rows read." in lesson.activity("05.m0").inner_text()
    pick.set_input_files(huge)
    wait_for(lesson, "05.m0", "300.0 MB")
    lesson.restart_and_run_all()
    assert "2 rows read." in lesson.activity("05.m0").inner_text()
    lesson.control("05.m0", "Remove my file", "button").click()
    lesson.wait_idle()
    assert "2 rows read." not in lesson.activity("05.m0").inner_text()


def test_an_own_file_asks_next_to_itself(lesson, tmp_path):
    reset(lesson, "05.m0")
    plain = tmp_path / "plain.csv"
    plain.write_text("TPO,90000,EUR,Ohio\nTPO,120000,USD,Texas\n")
    lesson.activity("05.m0").locator("input[type=file]").set_input_files(plain)
    wait_for(lesson, "05.m0", "has no headings")
    for number, name in enumerate(("occupation", "pay", "currency", "place"), start=1):
        asked = lesson.control("05.m0", f"Which column is the {name}?")
        asked.select_option(asked.locator("option").nth(number).get_attribute("value"))
    wait_for(lesson, "05.m0", "1 row read, 1 left out")
    rate = lesson.control("05.m0", "US dollars for 1 EUR")
    rate.click()
    lesson.page.keyboard.type("1.1")
    lesson.page.keyboard.press("Tab")
    wait_for(lesson, "05.m0", "2 rows read")
    assert "$99,000" in lesson.activity("05.m0").inner_text()


def test_a_band_by_keyboard_and_after_a_restart(lesson, learner_home):
    unlock(lesson, "05.m5", "More than a quarter more")
    assert "Band: $95,320 to $142,980." in words(lesson, "05.m5")
    lesson.press(lesson.control("05.m5", "Target percentile", "slider"), "ArrowRight", 5)
    wait_for(lesson, "05.m5", "your stand-ins' 75th percentiles")
    typed = lesson.activity("05.m5").locator(".tpo-amount").last
    typed.click()
    lesson.page.keyboard.press("Control+a")
    lesson.page.keyboard.type("1,250,000")
    lesson.page.keyboard.press("Enter")
    wait_for(lesson, "05.m5", "above the band")
    lesson.control("05.m5", "Place of work").select_option(label="California · prices 110.7")
    wait_for(lesson, "05.m5", "at wages in California")
    wait_for_log(learner_home, "changed", "05.m5", "1250000")
    said = words(lesson, "05.m5")
    lesson.restart_and_run_all()
    assert words(lesson, "05.m5") == said
    click(lesson, "05.m5", "Reset")
    wait_for(lesson, "05.m5", "Band: $95,320 to $142,980.")
    click(lesson, "05.m5", "Undo reset")
    wait_for(lesson, "05.m5", "at wages in California")


def test_two_people_and_one_offer(lesson, learner_home):
    unlock(lesson, "05.m5", "More than a quarter more")
    reset(lesson, "05.m5")  # its band is that of the offer
    click(lesson, "05.m6", "Save our offer")
    wait_for(lesson, "05.m6", "You haven't decided yet.")
    lesson.control("05.m6", re.compile("Noor is raised"), "radio").focus()
    lesson.page.keyboard.press("Space")
    wait_for(lesson, "05.m6", "Both earn $128,500 for the same job.")
    assert "is it in the budget?" in lesson.activity("05.m6").inner_text()
    lesson.control("05.m6", re.compile("None of these"), "radio").focus()
    lesson.page.keyboard.press("Space")
    wait_for(lesson, "05.m6", "Kim gets $16,500 more than Noor")
    sliders = lesson.activity("05.m6").get_by_role("slider")
    assert sliders.count() == 3
    words_to_noor = lesson.activity("05.m6").locator("textarea, .tpo-text-field input").last
    words_to_noor.click()
    lesson.page.keyboard.type("Both of you get the midpoint.")
    lesson.page.keyboard.press("Tab")
    click(lesson, "05.m6", "Save our offer")
    wait_for(lesson, "05.m6", "Saved:")
    offer = (learner_home / "documents" / "offer.md").read_text()
    assert "Both of you get the midpoint." in offer
    assert "Range spread | 50%" in offer
    lesson.restart_and_run_all()
    assert "Kim gets $16,500 more than Noor" in words(lesson, "05.m6")


def test_a_path_with_dates_for_a_calendar(lesson, tmp_path):
    reset(lesson, "05.m4")
    day = lesson.control("05.m4", "First day")
    day.click()
    lesson.page.keyboard.type("3/4/2027")
    lesson.page.keyboard.press("Tab")
    wait_for(lesson, "05.m4", "could be two days")
    assert day.input_value() == "3/4/2027"
    day.fill("Jan 4, 2027")
    lesson.page.keyboard.press("Tab")
    wait_for(lesson, "05.m4", "Jan 4, 2027 to Mar 14, 2027")
    click(lesson, "05.m4", "Save my path plan")
    wait_for(lesson, "05.m4", "dates for your calendar")
    with lesson.page.expect_download() as found:
        lesson.activity("05.m4").get_by_text("dates for your calendar").click()
    assert found.value.suggested_filename == "path-plan.ics"
    found.value.save_as(tmp_path / "path-plan.ics")
    events = Calendar.from_ical((tmp_path / "path-plan.ics").read_bytes()).walk("VEVENT")
    assert [one["dtstart"].dt.isoformat() for one in events] == [
        "2027-01-04", "2027-03-15", "2027-06-07", "2027-04-04",
    ]  # fmt: skip


def test_documents_and_taking_work_along(lesson, learner_home, tmp_path):
    reset(lesson, "05.m4")
    reasons = lesson.control(
        "05.m3", "What matters to you besides money? (It goes into the brief.)"
    )
    reasons.fill("a team <i>I</i> like")
    reasons.press("Tab")
    lesson.control("05.m3", "Save my compensation brief", "button").click()
    wait_for(lesson, "05.m3", "Saved:")
    lesson.control("05.m4", "Save my path plan", "button").click()
    wait_for(lesson, "05.m4", "Saved:")
    answer(lesson, "05.offers", 0, re.compile("^Neither: "))
    brief = (learner_home / "documents" / "compensation-brief.html").read_text()
    assert "a team &lt;i&gt;I&lt;/i&gt; like" in brief
    kept = exported(lesson, tmp_path)
    another_machine(lesson, learner_home)
    assert "You answered this before" not in lesson.activity("05.offers").inner_text()
    imported(lesson, kept, "Documents added:")
    assert "You answered this before" in lesson.activity("05.offers").inner_text()
    assert (learner_home / "documents" / "compensation-brief.md").exists()


def test_pictures_fit_on_one_screen_with_their_controls(notebook):
    lesson = notebook.open(LESSON).run_all()
    unlock(lesson, "05.m1", "Hardly: it depends on what the ends mean")
    unlock(lesson, "05.m2", "Yes, if leads work where pay is lower")
    unlock(lesson, "05.m5", "More than a quarter more")
    fit_on_one_screen(lesson, *with_picture(lesson))
