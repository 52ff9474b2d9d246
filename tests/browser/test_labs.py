"""Labs 02a and 02b as a learner uses them: changes, budgets, orders, flow."""

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

from utils.kit.card_sort import decks

INTERFACES = "02a-lab-interfaces.ipynb"
RELIABILITY = "02b-lab-reliability-and-priority.ipynb"
DATED = "Only the cheapest sequence, because it adds up all costs"


@pytest.fixture
def court(open_shared):
    """Return lab 02a, which its tests share."""
    return open_shared(INTERFACES)


@pytest.fixture
def desk(open_shared):
    """Return lab 02b, which its tests share."""
    return open_shared(RELIABILITY)


# --- 02a ---------------------------------------------------------------------------------


def test_the_change_court_by_keyboard(court, learner_home):
    where, deck = "02a.s2a", decks.load_deck("02a-changes")
    place = court.activity(where).locator(".tpo-sort").last
    assert place.locator("pre").count() == 2
    assert place.locator("ins, del").count() > 0
    card = next(one for one in deck.cards if one.text in place.inner_text())
    keys = [one.key for one in deck.categories]
    wrong = next(key for key in keys if card.verdicts[key].verdict == "wrong")
    place.get_by_role("button").first.focus()
    court.page.keyboard.press(str(keys.index(wrong) + 1))
    wait_for(court, where, f"We would say {deck.category(card.best).name}.")
    wait_for(court, where, "Card 2 of 6")
    court.restart_and_run_all()
    assert "Card 2 of 6" in words(court, where)
    assert [event["where"] for event in log(learner_home) if event["what"] == "sorted"] == [where]


def test_a_change_of_ones_own(court):
    where = "02a.own"
    assert "Judge the change first" in words(court, where)
    court.control(where, "It breaks clients", "radio").check()
    wait_for(court, where, "You agree with the checker. This breaks clients. Next version: 2.0.0.")
    assert court.activity(where).locator(".tpo-change ins").count() > 0
    court.control(where, "They read it (response)", "radio").focus()
    court.page.keyboard.press("Space")
    wait_for(court, where, "Judge the change first")
    court.control(where, "It's safe for clients", "radio").check()
    wait_for(court, where, "The checker sees it differently. It depends on the client.")
    said = words(court, where)
    fill(court, where, "Version now", "v-one")
    assert problem(court, where)
    assert words(court, where) == said
    fill(court, where, "Version now", "1.4.2")
    assert problem(court, where) == ""
    fill(court, where, "After", '{"type": "object", "properties": {')
    assert problem(court, where)
    fill(court, where, "After", "type: object\nproperties:\n  refund_id: {type: string}\n")
    assert problem(court, where) == ""
    court.control(where, "It breaks clients", "radio").check()
    wait_for(court, where, "You agree with the checker.")
    reset(court, where)
    assert problem(court, where) == ""


def test_the_policy_is_saved(court, learner_home):
    where = "02a.policy"
    for select in court.activity(where).get_by_role("combobox").all():
        select.focus()
        court.page.keyboard.press("b")
    court.press(court.control(where, "Notice before something ends (weeks)", "slider"), "PageUp")
    for name in ("Deprecation and Sunset headers", "Count of who still calls"):
        court.control(where, name, "checkbox").check()
    fill(court, where, "Exceptions", "The owner, with a <b>date</b>")
    wait_for(court, where, "A policy that callers can build on")
    click(court, where, "Save my compatibility policy")
    wait_for(court, where, "Saved:")
    page = learner_home / "documents" / "compatibility-policy.html"
    assert "&lt;b&gt;date&lt;/b&gt;" in page.read_text(encoding="utf-8")


# --- 02b ---------------------------------------------------------------------------------


def test_the_slo_desk(desk):
    where = "02b.s3"
    assert picture(desk, where).count() == 0
    unlock(desk, where, "About half of the budget")
    assert "43.2 minutes" in words(desk, where)
    objective = desk.control(where, "Objective", "slider")
    desk.press(objective, "End")
    assert "freeze features" in words(desk, where)
    assert objective.evaluate("node => node === document.activeElement")
    desk.control(where, "7 days", "radio").check()
    desk.wait_idle()
    assert "in 7 days" in words(desk, where)
    assert desk.control(where, "Incident on day", "slider").input_value() == "6"


def test_a_backlog_is_ordered_and_edited(desk, learner_home):
    where = "02b.s4"
    up = desk.activity(where).get_by_role("button", name="Move Ledger split", exact=False).first
    up.focus()
    desk.page.keyboard.press("ArrowUp")
    desk.wait_idle()
    click(desk, where, "Show the usual rule and the cheapest sequence")
    wait_for(desk, where, "3,418")
    desk.control(where, "Edit the items, add one, or paste a CSV", "checkbox").check()
    desk.wait_idle()
    text = desk.control(where, "The items", "textbox")
    kept, before = text.input_value(), picture(desk, where).get_attribute("src")
    fill(
        desk,
        where,
        "The items",
        kept.replace("Ledger split; 1; 2; 5; 5;", "Ledger split; 1; 2; 5; 5; Bulk payout"),
    )
    assert "wait for each other" in problem(desk, where)
    assert picture(desk, where).get_attribute("src") == before
    fill(desk, where, "The items", kept + "\nOwn thing; 20; 20; 20; 1; SDKs")
    assert problem(desk, where) == ""
    assert "Own thing" in desk.activity(where).locator(".tpo-ranking").inner_text()
    wait_for_log(learner_home, "changed", where, holds="Own thing")
    desk.restart_and_run_all()
    assert "Own thing" in desk.activity(where).locator(".tpo-ranking").inner_text()


def test_one_item_gets_a_date_and_own_items_are_compared(desk):
    where = "02b.s4d"
    reset(desk, "02b.s4")
    unlock(desk, where, DATED)
    week = desk.control(where, "It's needed by week", "slider")
    assert week.is_hidden()
    desk.control(where, "This item has a date", "combobox").select_option(label="SDKs")
    desk.wait_idle()
    week.wait_for(state="visible")
    assert "This date breaks the ratio rule." in words(desk, where)
    desk.press(week, "End")
    assert "SDKs: on time in every sequence." in words(desk, where)
    desk.control("02b.s4", "Edit the items, add one, or paste a CSV", "checkbox").check()
    desk.wait_idle()
    fill(desk, "02b.s4", "The items", "Search; 9; 1; 1; 2;\nExport; 1; 8; 1; 1; Search")
    desk.press(desk.control("02b.s4b", "Guesses off by up to (steps)", "slider"), "ArrowRight")
    wait_for(desk, "02b.s4b", "Export comes first")


def test_stability_flow_and_payback_by_keyboard(desk):
    reset(desk, "02b.s4")
    unlock(desk, "02b.s5a", "It gets longer, because items now wait before anyone starts them")
    for where, name, key, said in (
        ("02b.s4b", "Guesses off by up to (steps)", "Home", "100% of 20,000 draws"),
        ("02b.s4c", "Confidence", "Home", "= 0. Half"),
        ("02b.s5a", "Items arriving a week", "End", "overload"),
        ("02b.s5b", "Compare before and after week", "ArrowRight", "deployments a week"),
        ("02b.s5c", "Cleanup (days of work)", "Home", "after 0.4 changes"),
    ):
        before = words(desk, where)
        slider = desk.control(where, name, "slider")
        desk.press(slider, key)
        assert said in words(desk, where), where
        assert words(desk, where) != before, where
        assert slider.evaluate("node => node === document.activeElement"), where
    desk.press(desk.control("02b.s5c", "A change afterward (days)", "slider"), "End")
    assert "it never pays" in problem(desk, "02b.s5c")


def test_an_own_log_and_the_record(desk, learner_home):
    where = "02b.s5b"
    desk.control(where, "Use my own log", "checkbox").check()
    desk.wait_idle()
    fill(desk, where, "The log", "committed,deployed\nyesterday,today\n")
    assert "line 2, committed" in problem(desk, where)
    reset(desk, where)
    reset(desk, "02b.s5c")
    desk.press(desk.control("02b.s5c", "Changes planned this year", "slider"), "ArrowRight")
    wait_for_log(learner_home, "changed", "02b.s5c", holds='": 21')
    fill(desk, "02b.record", "The decision in one line", "Clean up <now>")
    click(desk, "02b.record", "Save my decision record")
    wait_for(desk, "02b.record", "Saved:")
    kept = (learner_home / "documents" / "decision-record.html").read_text(encoding="utf-8")
    assert "Clean up &lt;now&gt;" in kept
    assert "With 21 changes planned" in kept


def test_pictures_fit_on_one_screen_with_their_controls(notebook):
    desk = notebook.open(RELIABILITY).run_all()
    unlock(desk, "02b.s3", "About half of the budget")
    unlock(desk, "02b.s5a", "It gets shorter, because less time goes into switching")
    unlock(desk, "02b.s4d", DATED)
    places = ("02b.s3", "02b.s4b", "02b.s4c", "02b.s4d", "02b.s5a", "02b.s5b", "02b.s5c")
    fit_on_one_screen(desk, *places)
