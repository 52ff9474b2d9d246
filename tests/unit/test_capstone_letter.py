"""The letter to the partners: read right, held against the plan, and answered by its promises."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.backlog.model.order import cheapest_order
from utils.capstone import activities as capstone
from utils.capstone import data
from utils.capstone.activities.review_board import place_html
from utils.capstone.example_letter import example_letter
from utils.capstone.letter import (
    POINT_LABELS,
    describe_reading,
    find_letter_points,
    letter_findings,
    letter_text,
    promise_in_letter,
    read_letter_cached,
    words_by_item,
)
from utils.capstone.model.brief import GOAL_ITEM_KEY
from utils.capstone.model.clauses import read_clauses
from utils.capstone.model.findings import CONTRADICTION, OPEN
from utils.capstone.model.letter.reader import read_letter
from utils.capstone.model.letter.records import IN, OUT
from utils.capstone.model.promise import Promise
from utils.capstone.page import ACTIVITY_REGISTRY
from utils.capstone.parts.change import ChangeDecisions
from utils.capstone.parts.objective import ObjectiveDecisions
from utils.capstone.parts.order import OrderDecisions
from utils.capstone.parts.people import PeopleDecisions
from utils.capstone.reactions import collect_reactions, rules_table
from utils.capstone.work import Work
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress
from utils.kit.tables import read_rows

# Letters, and what is right to read in each. What a row doesn't name isn't checked.
ROWS = json.loads((Path(__file__).parent / "letters" / "letters.json").read_text(encoding="utf-8"))
WHOLE = next(
    row["letter"] for row in ROWS if row["letter"].startswith("Dear partners,\n\nThank you")
)
BRIEF = data.brief_for(1)


def keep(activity, **values):
    """Set values and log them, as a learner's hand does."""
    activity.set(**values)
    activity.record("changed", values=activity.values())


def shown(activity):
    """Return all that the page shows of an activity: markup with its entities resolved."""
    return unescape("\n".join(getattr(one, "html", "") for one in activity.all_widgets()))


def sound_work(brief=BRIEF, **people):
    """Return work in which all that a letter touches is decided, and fits."""
    items = tuple(cheapest_order(brief.items))
    order = OrderDecisions(items, items.index(GOAL_ITEM_KEY) + 1)
    day = order.launch_day(brief)
    letters = {key: {"tpo": "A", "lead": "R"} for key in data.decision_labels()}
    dated = PeopleDecisions(letters, path_days=day, promised_day=people.get("day", day))
    return Work(
        release=ChangeDecisions(tuple(one.verdict for one in brief.changes), "MAJOR"),
        objective=ObjectiveDecisions(0.99, 0.995, 7500),
        order=order,
        people=dated,
    )


@pytest.fixture(autouse=True)
def empty_page():
    """Close what a test has put on the page."""
    yield
    for activity in ACTIVITY_REGISTRY.open_activities():
        activity.close()


def value(figure):
    return figure and figure.value


READ = {
    "day": lambda r: value(r.day),
    "low": lambda r: r.day.low,
    "day_firm": lambda r: r.day is not None and r.day.stance == "promised",
    "day_is": lambda r: r.day.stance,
    "obj": lambda r: value(r.objective),
    "obj_is": lambda r: r.objective.stance,
    "chance": lambda r: value(r.chance),
    "sec": lambda r: r.seconds[0].value,
    "notice": lambda r: value(r.notice),
    "all": lambda r: r.all_items,
    "rest": lambda r: r.rest_later,
    "no_break": lambda r: r.no_break,
    "breaks": lambda r: r.breaks,
    "ver": lambda r: r.versions[-1],
    "bump": lambda r: r.bumps[-1],
    "out": lambda r: sorted(key for key, side in r.items.items() if side == OUT),
    "ins": lambda r: sorted(key for key, side in r.items.items() if side == IN),
    "who": lambda r: sorted({one.role for one in r.deciders}),
    "names": lambda r: sorted({one.name for one in r.deciders}),
    "vague": lambda r: bool(r.vague_dates),
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["letter"][:40])
def test_a_letter_is_read_right(row):
    reading = read_letter_cached(row["letter"])
    for name, expected in row["read"].items():
        assert READ[name](reading) == pytest.approx(expected), (name, read_clauses(row["letter"]))


def test_a_version_that_is_switched_off_is_no_new_one():
    assert read_letter_cached("30 days after launch we switch off v1.").versions == ()
    assert (
        read_letter_cached("Day 62: live. Day 90: old version off.").days
        == read_letter_cached("Day 62: live.").days
    )


def test_there_are_many_fresh_letters():
    assert len({row["letter"] for row in ROWS}) >= 350


# --- any text ------------------------------------------------------------------------------

WORDS = [
    "day",
    "30",
    "99.99%",
    "we",
    "can't",
    "promise",
    "you",
    "asked",
    "for",
    "if",
    "the",
    "sandbox",
    "without",
    "version",
    "2.0.0",
    "notice",
    "90",
    "days'",
    ",",
    ".",
    ";",
    ":",
    "—",
    '"',
    "“",
    "”",
    ">",
    "\n",
    "and",
    "but",
    "not",
    "weeks",
    "12",
    "in",
    "of",
    "100",
    "seconds",
    "decides",
    "who",
    "I",
    "a",
    "hundred",
    "twenty",
]


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=3000) | st.lists(st.sampled_from(WORDS), max_size=400).map(" ".join))
def test_any_text_is_read_and_said(text):
    reading = read_letter(text, words_by_item())
    assert describe_reading(reading, BRIEF)
    for found in letter_findings(text, Work(), BRIEF):
        assert found.problem
    assert len(collect_reactions(text, Work(), BRIEF)) == 5


@settings(deadline=None, max_examples=60)
@given(day=st.integers(20, 200), tenths=st.integers(0, 99))
def test_what_is_written_plainly_is_read_as_it_is(day, tenths):
    text = f"We go live on day {day}. We promise 99.{tenths:02d}% of calls in any month."
    reading = read_letter_cached(text)
    assert reading.day.value == day
    assert reading.objective.value == pytest.approx(0.99 + tenths / 10000)
    refused = read_letter_cached(
        f"You asked for day {day}, and we can't. 99.{tenths:02d}% isn't possible."
    )
    assert (refused.day, refused.objective) == (None, None)


# --- against the plan ----------------------------------------------------------------------


def problems(letter, work=None, brief=BRIEF):
    work = sound_work() if work is None else work
    return [
        one.problem for one in letter_findings(letter, work, brief) if one.kind == CONTRADICTION
    ]


@pytest.mark.parametrize(
    ("letter", "day", "notice"),
    [
        ("We launch in 10½ weeks.", 52.5, None),
        ("We launch in 2 1/2 months.", 52.5, None),
        ("We will be live on day 1,000.", 1000, None),
        ("We launch in 1,5 months.", 31.5, None),
        ("No later than day 52.", 52, None),
        ("Launch day: 52", 52, None),
        ("The old version runs for 12.25 weeks.", None, 61.25),
        ("Live on day 5O.", None, None),  # a letter, not a zero
        ("Live on day 52a.", None, None),
    ],
)
def test_a_number_of_days_is_read_whole_or_not_at_all(letter, day, notice):
    found = read_letter_cached(letter)
    assert (found.day.value if found.day else None) == day
    assert (found.notice.value if found.notice else None) == notice


@pytest.mark.parametrize(
    ("ordinal", "number", "ending"),
    [
        ("second", 2, "nd"), ("third", 3, "rd"), ("fourth", 4, "th"), ("fifth", 5, "th"),
        ("sixth", 6, "th"), ("seventh", 7, "th"), ("eighth", 8, "th"), ("ninth", 9, "th"),
        ("tenth", 10, "th"), ("eleventh", 11, "th"), ("twelfth", 12, "th"),
        ("thirteenth", 13, "th"), ("fifteenth", 15, "th"), ("nineteenth", 19, "th"),
        ("twentieth", 20, "th"), ("twenty-first", 21, "st"), ("twenty second", 22, "nd"),
    ],
)  # fmt: skip
def test_a_week_may_be_counted_in_words(ordinal, number, ending):
    text = f"We go live in the {ordinal} week."
    reading = read_letter_cached(text)
    assert reading.day.value == 5 * number
    assert f"“{number}{ending} week”" in describe_reading(reading, BRIEF)


@pytest.mark.parametrize(
    ("ordinal", "day"),
    [
        ("thirtieth", 30), ("forty-first", 41), ("fiftieth", 50), ("fifty-ninth", 59),
        ("sixtieth", 60), ("sixty-fourth", 64), ("seventieth", 70), ("eighty-second", 82),
        ("ninetieth", 90), ("ninety-third", 93),
    ],
)  # fmt: skip
def test_a_day_may_be_counted_in_words(ordinal, day):
    assert read_letter_cached(f"We go live on the {ordinal} working day.").day.value == day


def test_half_a_percent_is_not_a_thousand():
    assert read_letter_cached("99½% of your calls will succeed.").objective.value == pytest.approx(
        0.995
    )
    assert read_letter_cached(
        "99 ½ % of your calls will succeed."
    ).objective.value == pytest.approx(0.995)


def test_a_name_is_shown_as_it_was_written():
    assert "Priya Shah decides" in describe_reading(
        read_letter_cached("Priya Shah decides on the date."), BRIEF
    )
    assert "you decide (“what changes”)" in describe_reading(
        read_letter_cached("The TPO decides what changes; the lead decides how."), BRIEF
    )


def test_a_reckless_letter_does_not_pass():
    for letter in ("99.99% on day 30", "Yes, all of it, with 99.99%, on day 30.",
                   "We aim for 99.99% on day 30."):  # fmt: skip
        for work in (sound_work(), Work()):
            found = problems(letter, work)
            assert "The work can't be finished by that day." in found
            assert "The letter promises more than the services behind it allow." in found


@pytest.mark.parametrize("seat", range(1, 100))
def test_our_letter_holds_in_every_seat(seat):
    brief = data.brief_for(seat)
    letter = example_letter(brief)
    assert letter_findings(letter, Work(), brief) == []
    there = find_letter_points(read_letter_cached(letter), brief)
    assert [key for key in POINT_LABELS if not there[key]] == ["chance"]


@pytest.mark.parametrize(
    ("letter", "problem"),
    [
        ("We go live on day 70.", "Your letter and your plan name different days."),
        ("Day 70. No, really: we go live on day 75.", "Your letter promises two days."),
        ("We promise 99.2%.", "Your letter and your plan name different objectives."),
        ("The launch includes the webhook.", ("The letter promises an item that your launch set "
         "leaves out.")),
        ("The sandbox comes later.", "The letter leaves out an item that your launch set has."),
        ("We launch the instant refund call. The payout rail adapter comes later.",
         "“Instant refund call” needs “Adapter for the payout rail.”"),
        ("Instant refunds come later.",
         "The launch leaves out the very thing the partners want."),
        ("Nothing breaks.",
         "According to the published checks, a change in this release breaks callers."),
        ("It's a minor version.", "A MINOR version tells callers that updating is safe."),
        ("It's version 7.0.0.", "No release leads from 2.2.0 to that number."),
        ("The program manager decides on dates.",
         "Your letter and your plan name different people for one decision."),
    ],
)  # fmt: skip
def test_one_contradiction_is_named(letter, problem):
    assert problem in problems(letter)


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("The date is the program manager's call.",
         "the technical program manager decides (“the date”)"),
        ("The contract is my call.", "you decide (“the contract”)"),
        ("It is my decision what ships first.", "you decide (“what ships first”)"),
        ("It is my decision.", "you decide."),
        ("Scope is mine.", "you decide (“scope”)"),
        ("Scope: the product manager.", "the product manager decides (“scope”)"),
        ("The director signs off.", "the director decides."),
        ("Our product manager, Lee, decides on the date.",
         "the product manager decides (“on the date”)"),
        ("The program manager on dates, the lead on scope.",
         "the technical program manager decides (“dates”); the engineering lead decides (“scope”)"),
        ("The call on scope is the team lead's.", "the engineering lead decides (“on scope”)"),
        ("The people who sit on the third floor here decide.", ""),  # no name has eight words
        ("If the bank approves, we launch.", ""),
        ("Nobody decides. We all decide. They decide.", ""),
    ],
)  # fmt: skip
def test_who_decides_is_repeated_with_what(letter, said):
    shown = describe_reading(read_letter_cached(letter), BRIEF)
    assert said in shown if said else shown == "We haven't found a promise yet."


def test_who_calls_the_date_is_held_against_the_plan():
    wrong = "Your letter and your plan name different people for one decision."
    assert problems("The date is the program manager's call.") == [wrong]
    assert problems("The date is my call.") == []


def test_a_letter_that_says_what_the_plan_says_passes():
    work = sound_work()
    day = work.people.promised_day
    letter = (
        f"You asked for day 30; we can't. We go live on day {day:g}, in 85 of 100 quarters. 99% of "
        "refunds work in any month. The webhook comes later. One change breaks your clients: it's "
        "version 3.0.0, and version 2.2.0 keeps running for 90 days. I decide on scope and dates."
    )
    assert letter_findings(letter, work, BRIEF) == []
    assert problems(letter, sound_work(day=day + 5)) == [
        "Your letter and your plan name different days."
    ]


def test_a_day_without_room_is_asked_about():
    day = sound_work().people.promised_day
    (found,) = [
        one
        for one in letter_findings(f"We go live on day {day:g}.", sound_work(), BRIEF)
        if "leaves no room" in one.problem
    ]
    assert found.kind == OPEN


def test_nothing_is_found_in_an_empty_letter():
    assert letter_findings(" \n", sound_work(), BRIEF) == []


def test_what_is_missing_is_said_with_how_to_write_it():
    found = [one.problem for one in letter_findings("Dear partners,", Work(), BRIEF)]
    assert len(found) == 5
    assert all("can write it" in one for one in found)
    for example in ("live on day 64", "99.3% of refunds work in any month",
                    "the launch includes the instant refund call; the sandbox comes later",
                    "version 3.0.0, and the old version keeps running for 90 days",
                    "the program manager decides on dates, and I decide on scope",
                    "in 85 of 100 quarters"):  # fmt: skip
        assert sum(find_letter_points(read_letter_cached(example), BRIEF).values()) == 1, example


def test_the_promise_of_a_letter_as_a_record():
    brief = replace(BRIEF, version="2.4.0")
    assert promise_in_letter(WHOLE, brief) == Promise(
        day=62, objective=0.993, launch_set=("instant", "rail", "keys"), version="major",
        notice_days=90, decider="one",
    )  # fmt: skip
    assert promise_in_letter("", brief) == Promise()
    alone = promise_in_letter("The launch has the instant refund call.", brief)
    assert alone.launch_set == ("instant", "rail", "keys")


# --- on the page ---------------------------------------------------------------------------


def test_what_was_understood_is_shown_beside_the_text():
    made = capstone.Letter()
    made.set(letter="You asked for day 30; we can't. We go live in week 13.")
    page = shown(made)
    assert "We read: live on working day 65 (“week 13”)." in page
    assert "Named, but not promised: day 30" in page
    assert "We couldn't find an objective." in page


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("We go live on day 64. We promise 99.3% of refunds.", "99.3% of refunds."),
        ("We go live on day 64. We promise three nines.", "99.9% of refunds (“3 nines”)."),
    ],
)
def test_a_figure_is_quoted_only_where_it_reads_otherwise(letter, said):
    assert describe_reading(read_letter_cached(letter), BRIEF) == (
        f"We read: live on working day 64; {said}"
    )


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("The sandbox comes later.", "comes later."),
        ("The sandbox and the rate limits come later.", "come later."),
        ("Nothing breaks for you.", "We read: nothing breaks."),
    ],
)
def test_what_was_read_is_said_in_a_sentence(letter, said):
    assert describe_reading(read_letter_cached(letter), BRIEF).endswith(said)


def test_a_figure_that_is_named_twice_is_told_once():
    made = capstone.Letter()
    made.set(letter="You asked for day 60. We can't promise day 60.")
    assert "Named, but not promised: day 60 (ruled out)." in shown(made)


def test_a_long_letter_is_kept_whole(press):
    letter = "We go live on day 62.\n\n" + "This sentence is about nothing. " * 90
    made = capstone.Letter()
    made.inputs["letter"].value = letter
    assert capstone.Letter().values()["letter"] == letter
    press(made, "Save my letter")
    assert "day 62" in Portfolio().read("partner-letter")


def test_an_empty_letter_is_not_saved_or_sent(press):
    made, readers = capstone.Letter(), capstone.LetterAnswers()
    press(made, "Save my letter")
    assert "There's no letter yet." in shown(made)
    press(readers, "Send the letter")
    assert "There's no letter yet." in shown(readers)
    press(made, "Compare with our letter")
    assert "too little to compare yet" in shown(made)


def test_a_letter_of_an_older_version_is_found_and_brought_over(press):
    Progress().record("changed", "06.portfolio", values={"letter": "Day 66.", "attest": []})
    assert letter_text(Progress()) == "Day 66."
    made = capstone.Letter()
    assert made.values()["letter"] == ""
    press(made, "Bring over the answer")
    press(made, "Bring over the answer")
    assert made.values()["letter"] == "Day 66."


def test_the_board_reads_the_letter_and_leads_to_each_place(press):
    keep(capstone.Letter(), letter="Yes, all of it, with 99.99%, on day 30.")
    for board in (capstone.ReviewBoard(), capstone.LetterAnswers()):
        press(
            board, "Check my work" if isinstance(board, capstone.ReviewBoard) else "Ask the board"
        )
        page = unescape(board.findings_html)
        assert "99.99% of refunds" in page
        assert 'href="#Exercise-12-%C2%B7-The-letter-%288-min%29"' in page
        assert 'href="#Exercise-7-%C2%B7-Priorities' in page
    assert place_html("<b>: x") == "<em>&lt;b&gt;: x</em>"


def test_the_board_reads_a_letter_that_was_typed_a_moment_ago(press):
    async def scene():
        letter, readers = capstone.Letter(), capstone.LetterAnswers()
        letter.inputs["letter"].value = "99.99% on day 30"
        press(readers, "Ask the board")
        return readers.findings_html

    assert "99.99% of refunds" in asyncio.run(scene())


def test_answers_stay_and_say_when_the_letter_has_changed(press):
    letter = capstone.Letter()
    keep(letter, letter="We go live on day 66.")
    readers = capstone.LetterAnswers()
    press(readers, "Send the letter")
    assert "Day 66 is 6 working days later" in unescape(readers.answers_html)
    assert not readers.stale
    keep(letter, letter="We go live on day 60.")
    assert readers.stale
    again = capstone.LetterAnswers()
    assert "Day 60 is in time" in unescape(again.answers_html)
    assert not again.stale


def test_only_the_board_was_asked(press):
    keep(capstone.Letter(), letter="We go live on day 66.")
    press(capstone.LetterAnswers(), "Ask the board")
    again = capstone.LetterAnswers()
    assert again.findings_html
    assert again.answers_html == ""


# --- answers -------------------------------------------------------------------------------

ANSWERED = {
    "day_none": "Hello.", "day_aim": "We aim for day 60.", "day_kept": "Live on day 60.",
    "day_later": "Live on day 66.", "day_far": "Live on day 90.",
    "objective_none": "Hello.", "objective_high": "We promise 99.95%.",
    "objective_good": "We promise 99.3%.", "objective_low": "We promise 99%.",
    "notice_none": "Hello.", "notice_unbroken": "Nothing breaks.",
    "notice_missing": "It's version 3.0.0.", "notice_short": "You get 30 days' notice.",
    "notice_good": "You get 90 days' notice.",
    "sales_all": "You get everything.", "sales_waits": "The sandbox waits.",
    "sales_part": "The launch has the instant refund call.", "sales_none": "Hello.",
    "director_day": "Live on day 30.", "director_objective": "We promise 99.95%.",
    "director_break": "Nothing breaks.", "director_other": "Live on day 75.",
    "director_who": "Hello.", "director_chance": "I decide.",
    "director_good": "I decide. We hold it in 85 of 100 cases.",
}  # fmt: skip


@pytest.mark.parametrize("row", read_rows("capstone_answers"), ids=lambda row: row["answer"])
def test_every_rule_has_a_letter_that_it_answers(row):
    said = {
        one.rule: one.says
        for one in collect_reactions(ANSWERED[row["answer"]], sound_work(), BRIEF)
    }
    assert row["rule"] in said
    assert "{" not in said[row["rule"]]


def test_the_rules_can_be_read():
    assert len(rules_table().rows) == len(ANSWERED)
    assert "Nothing here" not in capstone.LetterAnswers().printed_html()
    assert "The day is within the 12 weeks." in capstone.LetterAnswers().printed_html()
