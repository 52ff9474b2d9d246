"""Notebook 90 as a facilitator uses it: plan by keyboard, notes, key, and pages that print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from walk import choose, click, fill, problem, wait_for, wait_for_log, words

GUIDE = "90-facilitator-guide.ipynb"
ROLE = "01 What a technical product owner does"
PLAN, NOTES, KEY, PRINT = "90.plan", "90.notes", "90.key", "90.print"


@pytest.fixture
def guide(notebook):
    """Return the guide, opened and run."""
    return notebook.open(GUIDE).run_all()


def downloaded(guide, where, name):
    with guide.page.expect_download() as download:
        guide.activity(where).get_by_role("link", name=name).click()
    return download.value.suggested_filename, Path(download.value.path())


def test_it_opens_at_its_top_and_leads_to_the_plan(guide):
    title = guide.page.get_by_role("heading", name="Facilitator's guide")
    title.wait_for()
    guide.page.wait_for_timeout(1000)
    assert 0 <= title.bounding_box()["y"] <= 300
    guide.page.get_by_role("link", name="Start with “Plan the workshop”").click()
    guide.page.get_by_role("heading", name="Plan the workshop").wait_for()


def test_a_plan_by_keyboard(guide, learner_home):
    guide.press(guide.control(PLAN, "Start from", "combobox"), "ArrowDown")
    wait_for(guide, PLAN, "210 minutes in all")
    fill(guide, PLAN, "Ends at, or takes", "12 min")
    wait_for(guide, PLAN, "A day of 12 minutes")
    fill(guide, PLAN, "Ends at, or takes", "47 min")
    wait_for(guide, PLAN, "47 minutes in all")
    assert problem(guide, PLAN) == ""
    assert guide.control(PLAN, "Start from", "combobox").input_value() == "own"
    choose(guide, PLAN, "Choose or leave out exercises of", ROLE)
    cell = guide.activity(PLAN).locator(".tpo-grid:visible tbody tr").nth(4).locator("select")
    guide.press(cell, "Space", 2)
    wait_for_log(learner_home, "changed", PLAN, holds='{"the-second-story.plan": "out"}')
    fill(guide, PLAN, "First day, for the calendar file", "2027-03-16")
    click(guide, PLAN, "Save my plan")
    wait_for(guide, PLAN, "Saved:")
    name, file = downloaded(guide, PLAN, "calendar file")
    assert name == "workshop-plan.ics"
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (learner_home / "documents" / "workshop-plan.html").exists()
    guide.wait_idle()
    guide.restart_and_run_all()
    assert "47 minutes in all" in words(guide, PLAN)


def test_notes_and_key_unfold(guide):
    for where, inside in ((NOTES, "An argument to expect."), (KEY, "Card 1:")):
        choose(guide, where, "Show", ROLE)
        third = guide.activity(where).locator("details").nth(2)
        text = third.get_by_text(inside)
        assert not text.first.is_visible()
        guide.press(third.locator("summary"), "Enter")
        assert text.first.is_visible()


def test_pages_are_as_many_as_they_say_on_both_papers(guide):
    sheet = guide.page.context.browser.new_page()
    for chosen, count in (("Poll letters A to D", 1), ("The case on two pages", 2)):
        choose(guide, PRINT, "What to print", chosen)
        _, file = downloaded(guide, PRINT, "Download the page")
        sheet.set_content(file.read_text(encoding="utf-8"))
        for paper in ("A4", "Letter"):
            pdf = sheet.pdf(format=paper)
            assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == count, (chosen, paper)
    sheet.close()
