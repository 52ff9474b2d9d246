"""Notebook 06 as a learner uses it: parts, board, letter, answers, a peer, before and after."""

from __future__ import annotations

import math
from urllib.parse import unquote

import pytest
from walk import (
    another_machine,
    answer,
    choose,
    click,
    exported,
    fill,
    imported,
    log,
    picture,
    reset,
    wait_for,
    wait_for_log,
    words,
)

from utils.backlog.model.order import cheapest_order
from utils.capstone import data
from utils.capstone.example_letter import example_letter
from utils.capstone.model.brief import GOAL_ITEM_KEY
from utils.capstone.parts.spec import example_scenario
from utils.comparison.model.network import schedule
from utils.hiring import data as hiring
from utils.hiring.model import need
from utils.kit.quiz import bank
from utils.role.model.promise import series_availability
from utils.role.model.spec import PART_NAMES

LESSON = "06-capstone.ipynb"
SEAT = 4
BRIEF = data.brief_for(SEAT)
ORDER = cheapest_order(BRIEF.items)
LAUNCH = ORDER.index(GOAL_ITEM_KEY) + 1
PATH = schedule(BRIEF.tasks_with_build_time(ORDER[:LAUNCH])).finish
DAY = math.ceil(PATH)  # the first day that can be promised
CHAIN = series_availability(list(BRIEF.availabilities.values()))
VERDICTS = {
    "breaks": "breaks callers",
    "adds": "adds, breaks no one",
    "deprecates": "marks as deprecated",
    "repairs": "repairs",
}


@pytest.fixture
def lesson(notebook):
    """Return the lesson, opened and run by someone who is new."""
    return notebook.open(LESSON).run_all()


def text_of(lesson, where):
    return lesson.activity(where).inner_text()


def charter(lesson):
    fill(lesson, "06.p1", "The product, in one line", "Instant refunds")
    fill(lesson, "06.p1", "Its direct customers, and what they need it for", "Partner shops")
    for label in data.decision_labels().values():
        lesson.control("06.p1", label, "checkbox").check()
    lesson.wait_idle()


def words_and_levels(lesson):
    for part, text in example_scenario(BRIEF).items():
        fill(lesson, "06.p2", PART_NAMES[part], text)
    for place in lesson.activity("06.p3").locator("select[data-place]").all():
        place.focus()
        lesson.page.keyboard.press("2")
    lesson.wait_idle()


def changes(lesson, bump):
    for n, one in enumerate(BRIEF.changes, start=1):
        choose(lesson, "06.p4", f"Change {n}", VERDICTS[one.verdict])
    choose(lesson, "06.p4", "Which number goes up", bump)


def objective(lesson, percent):
    slider = lesson.control("06.p5", "My objective", "slider")
    lesson.press(slider, "Home")
    lesson.press(slider, "ArrowRight", round((percent - 99) / 0.05))
    lesson.wait_idle()
    fill(lesson, "06.p5", "The four services together, in percent", f"{100 * CHAIN:.2f}")
    fails = (100 - percent) / 100 * BRIEF.monthly_refunds
    fill(lesson, "06.p5", "Refunds a month that may fail", f"{fails:,.0f}")


def order(lesson):
    """Bring the items into the cheapest order by the buttons that move them up."""
    box = lesson.activity("06.p6")
    for place, key in enumerate(ORDER):
        (label,) = (one.label for one in BRIEF.items if one.key == key)
        while label not in box.locator(".tpo-ranking li").nth(place).inner_text():
            up = box.locator(
                ".tpo-ranking button[aria-label^='Move " + label + "'][aria-label$=' up']"
            )
            up.click()
            lesson.wait_idle()
    slider = lesson.control("06.p6", "The launch includes the first", "slider")
    lesson.press(slider, "Home")
    lesson.press(slider, "ArrowRight", LAUNCH - 1)
    lesson.wait_idle()


def people(lesson, date):
    for key in data.decision_labels():
        for role, letter in (("tpo", "A"), ("lead", "R")):
            place = lesson.activity("06.p7").locator(f"select[data-place='{key}.{role}']")
            place.select_option(letter)
    lesson.wait_idle()
    fill(lesson, "06.p7", "Critical path, in days", f"{PATH:g}")
    slider = lesson.control("06.p7", "Launch on working day", "slider")
    lesson.press(slider, "ArrowRight" if date > 60 else "ArrowLeft", round(abs(date - 60)))
    lesson.wait_idle()


def owner_and_pay(lesson):
    verdict = need.score_verdict(need.weighted_score(BRIEF.ratings, hiring.criterion_weights()))
    choose(lesson, "06.p8", "Does it need its own owner?", verdict)
    choose(lesson, "06.p8", "What I'd do", "Pair the owner with a lead engineer")
    choose(lesson, "06.p9", "Stand-in", "Software developers")
    fill(lesson, "06.p9", "Percentile", f"{BRIEF.pay_percentiles['15-1252']:.1f}")
    fill(lesson, "06.p9", "What I tell the director", "Among developers, the middle.")


def test_all_nine_parts_a_contradiction_and_a_portfolio(lesson, learner_home):
    slider = lesson.control("06.seat", "My seat number", "slider")
    lesson.press(slider, "ArrowRight", SEAT - 1)
    wait_for_log(learner_home, "changed", "06.seat", f'"seat": {SEAT}')
    wait_for(lesson, "06.p5", f"{BRIEF.monthly_refunds:,}")  # the parts follow the seat
    click(lesson, "06.review", "Check my work")
    assert "0 of 9 parts are complete" in text_of(lesson, "06.review")

    charter(lesson)
    words_and_levels(lesson)
    changes(lesson, "MINOR")
    objective(lesson, 99.9)
    order(lesson)
    wait_for_log(learner_home, "changed", "06.p6", f'"launch": {LAUNCH}')
    people(lesson, DAY - 2)
    assert picture(lesson, "06.p7").count() == 1
    owner_and_pay(lesson)
    wait_for_log(learner_home, "changed", "06.p9", "the middle")
    click(lesson, "06.review", "Check my work")
    found = text_of(lesson, "06.review")
    assert "9 of 9 parts are complete. 3 contradictions" in found
    for said in ("released as MINOR", "objective 99.90%", f"launch on day {DAY - 2}"):
        assert said in found

    choose(lesson, "06.p4", "Which number goes up", "MAJOR")
    objective(lesson, 99.0)
    lesson.press(lesson.control("06.p7", "Launch on working day", "slider"), "ArrowRight", 2)
    wait_for_log(learner_home, "changed", "06.p7", f'"date": {DAY}')
    click(lesson, "06.review", "Check my work")
    wait_for(lesson, "06.review", "no part contradicts another")

    click(lesson, "06.portfolio", "Save my portfolio")
    wait_for(lesson, "06.portfolio", "Saved:")
    page = (learner_home / "documents" / "portfolio.html").read_text(encoding="utf-8")
    assert "self-attestation" in page
    assert 'src="data:image/png;base64,' in page
    assert "contradict" not in page
    lesson.restart_and_run_all()
    assert "no part contradicts another" in text_of(lesson, "06.review")
    assert "In your portfolio: The brief, Role charter" in words(lesson, "06.portfolio")


def wait_until_on_show(lesson, anchor):
    """Wait until the heading with this anchor is on the screen."""
    lesson.page.wait_for_function(
        """anchor => {
          const id = CSS.escape(anchor);
          const head = document.querySelector(`:is([id="${id}"], [data-jupyter-id="${id}"])`);
          const box = head.getBoundingClientRect();
          return box.top >= 0 && box.bottom <= innerHeight;
        }""",
        arg=anchor,
    )


def test_a_reckless_letter_is_read_and_an_honest_one_answered(lesson, learner_home):
    fill(lesson, "06.letter", "Your letter", "You asked for day 30: yes, with 99.99%.")
    wait_for(lesson, "06.letter", "99.99% of refunds")
    click(lesson, "06.answers", "Ask the board")
    wait_for(lesson, "06.answers", "The work can't be finished by that day.")
    link = lesson.activity("06.answers").get_by_role("link", name="Priorities and launch set")
    link.first.focus()
    lesson.page.keyboard.press("Enter")
    anchor = unquote(link.first.get_attribute("href")[1:])
    wait_until_on_show(lesson, anchor)

    fill(lesson, "06.letter", "Your letter", example_letter(data.brief_for(1)))
    wait_for(lesson, "06.answers", "You've changed your letter since then.")
    click(lesson, "06.answers", "Send the letter")
    wait_for(lesson, "06.answers", "I can stand behind this.")
    click(lesson, "06.letter", "Save my letter")
    wait_for(lesson, "06.letter", "Saved:")
    lesson.restart_and_run_all()
    assert "I can stand behind this." in text_of(lesson, "06.answers")
    reset(lesson, "06.letter")
    assert "Nothing written yet." in words(lesson, "06.letter")
    click(lesson, "06.letter", "Undo reset")
    wait_for(lesson, "06.letter", "We read: live on working day")


def test_another_seat_asks_first(lesson, learner_home):
    charter(lesson)
    wait_for_log(learner_home, "changed", "06.p1", "order")
    slider = lesson.control("06.seat", "My seat number", "slider")
    lesson.press(slider, "ArrowRight", 2)
    wait_for(lesson, "06.seat", "Change from seat 1 to seat 3?")
    click(lesson, "06.seat", "Stay with seat 1")
    lesson.restart_and_run_all()
    assert "Change from seat" not in words(lesson, "06.seat")
    lesson.press(slider, "ArrowRight", 2)
    wait_for(lesson, "06.seat", "Change from seat 1 to seat 3?")
    click(lesson, "06.seat", "Change to seat 3")
    wait_for_log(learner_home, "changed", "06.seat", '"seat": 3')
    assert (learner_home / "documents" / "seat-1-work.md").exists()


def test_a_peer_and_ones_own_rating(lesson):
    where = "06.rubric"
    for key in data.rubric_criteria():
        lesson.activity(where).locator(f"select[data-place='{key}.self']").select_option("4")
    place = lesson.activity(where).locator("select[data-place='measure.peer']")
    place.focus()
    lesson.page.keyboard.press("2")
    lesson.wait_idle()
    assert "far apart on requirements and objectives" in words(lesson, where)
    reset(lesson, where)
    assert "0 of 6 criteria" in words(lesson, where)


def test_the_second_test_beside_the_first(lesson, learner_home):
    click(lesson, "06.growth", "Show both")
    assert "answered the second test yet" in text_of(lesson, "06.growth")
    for number, question in enumerate(bank.load_question_group("06-capstone", "post")):
        wanted = next(c for c in question.choices if (c.verdict == "right") == (number != 2))
        answer(lesson, "06.post", number, wanted.text)
    click(lesson, "06.growth", "Show both")
    wait_for(lesson, "06.growth", "No topic has been answered both times yet")
    assert len([e for e in log(learner_home) if e["what"] == "answered"]) == 8


def test_half_way_to_another_machine(lesson, learner_home, tmp_path):
    """Stop in the middle, carry the file over, go on where it was."""
    charter(lesson)
    changes(lesson, "MAJOR")
    wait_for_log(learner_home, "changed", "06.p4", "MAJOR")
    kept = exported(lesson, tmp_path)
    another_machine(lesson, learner_home)
    assert "Still missing" in words(lesson, "06.p1")
    imported(lesson, kept, "events added")
    assert "5 of 5 decisions are yours" in words(lesson, "06.p1")
    assert "Released as" in words(lesson, "06.p4")


# --- by keyboard alone ---------------------------------------------------------------------

FOCUS = """() => {
  const at = document.activeElement;
  const named = [at.getAttribute("aria-label"), ...[...(at.labels ?? [])].map((l) => l.innerText)];
  return [...named, at.innerText ?? ""].join(" ").trim();
}"""
MOST_TABS = 60


def tab_to(lesson, where, name):
    """Press Tab until what has the focus has this name, beginning at the activity's start."""
    first = "button:visible, input:visible, select:visible, textarea:visible"
    lesson.activity(where).locator(first).first.focus()
    for _ in range(MOST_TABS):
        if name in lesson.page.evaluate(FOCUS):
            return
        lesson.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {name!r}")


def press(lesson, where, name, *keys):
    """Go to a control by Tab, and press keys on it."""
    tab_to(lesson, where, name)
    for key in keys:
        lesson.page.keyboard.press(key)
    lesson.wait_idle()


def play_weeks(lesson, ways, until):
    """Go on week by week to the last one or a week; `ways` says how far down each way is."""
    where, seen = "06.weeks", []
    for _ in range(MOST_TABS):
        told = words(lesson, where)
        if until in told:
            return seen
        if "A decision waits: " in told:
            decision = told.partition("A decision waits: ")[2].partition(".")[0]
            seen.append(decision)
            # The first way is reached by Tab and taken by Space, those below by the arrow.
            tab_to(lesson, where, ". ")
            lesson.page.keyboard.press("Space")
            for _ in range(ways.get(decision, 0)):
                lesson.page.keyboard.press("ArrowDown")
            lesson.wait_idle()
        press(lesson, where, "eek ", "Enter")
    raise AssertionError(f"week after week, and never {until!r}")


def test_twelve_weeks_by_keyboard_alone(lesson, learner_home):
    keys = lesson.page.keyboard
    press(lesson, "06.p7", "Critical path, in days", "5", "1", "Tab")
    tab_to(lesson, "06.letter", "Your letter")
    keys.type("We go live on day 62. We promise 99.2%. It's version 3.0.0, with 60 days' notice. ")
    keys.type("I decide.")
    keys.press("Tab")
    wait_for(lesson, "06.letter", "We read: live on working day 62")
    press(lesson, "06.answers", "Send the letter", "Enter")
    wait_for(lesson, "06.answers", "“Day 62 is 2 working days later than we asked for.")

    press(lesson, "06.weeks", "Begin week 1", "Enter")
    begun = play_weeks(lesson, {"A change breaks callers": 1}, "Week 6,")
    assert begun[0] == "Sales asks for one more item"
    wait_for_log(learner_home, "changed", "06.weeks", '"contract": "notice"')
    lesson.restart_and_run_all()
    assert "Week 6, day 30" in words(lesson, "06.weeks")
    rest = play_weeks(lesson, {"The forecast": 1, "The error budget": 1}, "the last one")
    assert rest[-2:] == ["Go or no-go", "The error budget"]
    end = text_of(lesson, "06.weeks")
    assert all(who in end for who in ("Cobalt Shoes", "Merrow Books", "Tidewater Travel"))

    press(lesson, "06.whatif", "Change one decision", "S")  # “Sales asks for one more item”
    press(lesson, "06.whatif", "Instead, you'd", "ArrowDown")
    wait_for(lesson, "06.whatif", "Replay of your quarter: launch on day")
    press(lesson, "06.whatif", "Save my twelve weeks", "Enter")
    wait_for(lesson, "06.whatif", "Saved:")
    press(lesson, "06.portfolio", "Save my portfolio", "Enter")
    wait_for(lesson, "06.portfolio", "Saved:")
    page = (learner_home / "documents" / "portfolio.html").read_text(encoding="utf-8")
    assert "Week 2, Sales asks for one more item" in page
