"""The capstone's activities and its portfolio, without a browser."""

from __future__ import annotations

import asyncio
import gc
import re
import weakref
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utils.backlog.model.order import cheapest_order
from utils.capstone import activities as capstone
from utils.capstone import checks, data
from utils.capstone.activities.portfolio import build_part_pictures
from utils.capstone.answers import growth_statements
from utils.capstone.model.quarter.plan import WAYS_BY_DECISION
from utils.capstone.page import ACTIVITY_REGISTRY, ActivityRegistry
from utils.capstone.parts.gap import skills_with_levels
from utils.capstone.parts.number_field import NumberField
from utils.capstone.parts.order import OrderDecisions
from utils.capstone.parts.people import PeopleDecisions
from utils.capstone.parts.spec import example_scenario
from utils.capstone.work import DECISION_CLASSES, Work, read_work
from utils.hiring import data as hiring
from utils.hiring.model import need
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, archive
from utils.kit.quiz import Quiz, bank
from utils.role.model.promise import series_availability
from utils.role.model.spec import Scenario, check_scenario
from utils.welcome.activities import Route

PART_ACTIVITIES = (
    capstone.CharterPart, capstone.SpecPart, capstone.GapPart, capstone.ChangePart,
    capstone.ObjectivePart, capstone.OrderPart, capstone.PeoplePart, capstone.OwnerPart,
    capstone.PayPart,
)  # fmt: skip
LEVELS = {f"{skill.key}.own": "2" for skill in skills_with_levels({})}


@pytest.fixture(autouse=True)
def empty_page():
    """Close what a test has put on the page."""
    yield
    for activity in ACTIVITY_REGISTRY.open_activities():
        activity.close()


def shown(activity):
    """Return all that the page shows of an activity: markup with its entities resolved."""
    return unescape("\n".join(getattr(one, "html", "") for one in activity.all_widgets()))


def control(activity, label):
    """Return the control with this label."""
    (found,) = [one for one in activity.inputs.values() if one.label == label]
    return found


def keep(activity, **values):
    """Set values and log them, as a learner's hand does."""
    activity.set(**values)
    activity.record("changed", values=activity.values())


def fill(seat=1):
    """Do all nine parts as someone would who gets everything right, on this seat."""
    keep(capstone.Seat(), seat=seat)
    brief = data.chosen_brief(Progress())
    decisions = data.decision_labels()
    keep(capstone.CharterPart(), product="Instant *refunds*", customers="Partners",
         mine=list(decisions))  # fmt: skip
    keep(capstone.SpecPart(), **example_scenario(brief))
    keep(capstone.GapPart(), levels=LEVELS, hours=6)
    keep(capstone.ChangePart(), **{f"change{n}": c.verdict for n, c in enumerate(brief.changes, 1)},
         bump="MAJOR")  # fmt: skip
    available = series_availability(list(brief.availabilities.values()))
    keep(capstone.ObjectivePart(), chain=f"{100 * available:.2f}", objective=99.0,
         budget=f"{0.01 * brief.monthly_refunds:,.0f}")  # fmt: skip
    order = cheapest_order(brief.items)
    keep(capstone.OrderPart(), order=order, launch=order.index("instant") + 1)
    day = OrderDecisions.from_log(Progress()).launch_day(brief)
    letters = {f"{key}.tpo": "A" for key in decisions} | {f"{key}.lead": "R" for key in decisions}
    keep(capstone.PeoplePart(), letters=letters, path=f"{day:g}", date=day)
    score = need.weighted_score(brief.ratings, hiring.criterion_weights())
    keep(capstone.OwnerPart(), need=need.score_verdict(score), option="pair", why="Next month")
    keep(
        capstone.PayPart(),
        proxy="15-1252",
        percentile=f"{brief.pay_percentiles['15-1252']:.1f}",
        line="Near the middle.",
    )
    return brief


# --- seat and parts ----------------------------------------------------------------------


def test_every_part_shows_the_figures_of_the_seat():
    parts = [part() for part in PART_ACTIVITIES]
    keep(capstone.Seat(), seat=42)
    brief = data.brief_for(42)
    ACTIVITY_REGISTRY.refresh_all()
    lines = " ".join(part.brief_html for part in parts)
    for words in (
        f"{brief.peak_load} refunds a second", f"{brief.monthly_refunds:,}", brief.version
    ):  # fmt: skip
        assert words in lines


def test_a_seat_that_is_moved_takes_all_parts_with_it():
    part = capstone.ObjectivePart()
    control(capstone.Seat(), "My seat number").value = 42
    assert f"{data.brief_for(42).monthly_refunds:,}" in part.brief_html
    items = [text for _, text in control(capstone.OrderPart(), "Sequence of work").options]
    wanted = data.brief_for(42).items[0]
    assert f"{wanted.label}: {wanted.cost_of_delay:g} points a week" in items[0]


def test_a_seat_that_is_reset_takes_all_parts_with_it(press):
    part, seat = capstone.ObjectivePart(), capstone.Seat()
    control(seat, "My seat number").value = 42
    press(seat, "Reset")
    assert f"{data.brief_for(1).monthly_refunds:,}" in part.brief_html


@pytest.mark.parametrize("seat", [1e9, 0, "7", None, [7]])
def test_a_broken_seat_in_the_log_falls_back_to_the_first(seat):
    Progress().record("changed", "06.seat", values={"seat": seat})
    assert data.chosen_seed(Progress()) == 1


def test_an_untouched_part_is_empty_work():
    assert read_work(Progress()) == Work()


@pytest.mark.parametrize("seat", [1, 23, 77])
def test_all_parts_done_well_leave_nothing_to_say(seat):
    brief = fill(seat)
    work = read_work(Progress())
    assert checks.all_findings(work, brief) == []
    assert checks.complete_part_titles(work) == [part.title for part in DECISION_CLASSES.values()]


def test_the_network_comes_after_the_calculation():
    keep(capstone.OrderPart(), order=cheapest_order(data.brief_for(1).items), launch=4)
    made = capstone.PeoplePart()
    assert made.picture_html == ""
    control(made, "Critical path, in days").value = "55 days"
    assert "<img" in made.picture_html


def test_people_know_the_launch_set_of_the_order():
    people = capstone.PeoplePart()
    assert "5 days for each week of the launch set" in people.brief_html
    control(capstone.OrderPart(), "The launch includes the first").value = 3
    assert "5 days for each week of the launch set" not in people.brief_html


def test_levels_come_over_from_notebook_02(press):
    made = capstone.GapPart()
    press(made, "Copy my levels")
    assert "You haven't rated yourself in notebook 02 yet." in shown(made)
    earlier = {"levels": {"architecture.own": "3", "architecture.target": "4"}, "hours": 2.0}
    Progress().record("changed", "02.s1", values=earlier)
    press(made, "Copy my levels")
    assert made.values()["levels"] == {"architecture.own": "3"}
    assert "1 of 9 skills rated." in shown(made)
    assert read_work(Progress()).gaps.weeks is None
    control(made, "Your level").value = LEVELS
    assert "First gaps" in shown(made)
    assert read_work(Progress()).gaps.first_gaps[0] in shown(made)


def test_our_requirement_is_ready_and_waits_for_an_attempt(press):
    made = capstone.SpecPart()
    press(made, "Compare with our wording")
    assert "too little to compare yet" in shown(made)
    made.set(**example_scenario(data.brief_for(1)))
    assert "6 of 6 parts are ready" in shown(made)
    for seat in range(1, 100):
        assert check_scenario(Scenario(**example_scenario(data.brief_for(seat)))).is_complete, seat


def test_the_cheapest_order_waits_for_an_own_one(press):
    made = capstone.OrderPart()
    press(made, "Compare with the cheapest sequence")
    assert "You haven't moved anything yet." in shown(made)


# --- the same printed form for everybody -------------------------------------------------


def test_the_printed_form_is_the_same_for_everybody(press):
    """Whoever prints or shares the notebook shares nothing of their own work."""
    classes = [one for name in capstone.__all__ if isinstance(one := getattr(capstone, name), type)]
    of_nobody = [
        (made.printed_text(), made.printed_html()) for made in (kind() for kind in classes)
    ]
    fill(7)
    keep(capstone.OrderPart(), launch=2)
    keep(capstone.PeoplePart(), date=66)
    for saved in (Route(), capstone.CapstonePortfolio()):
        press(saved, "Save my")
    press(capstone.ReviewBoard(), "Check my work")
    for kind, printed in zip(classes, of_nobody, strict=True):
        made = kind()
        assert (made.printed_text(), made.printed_html()) == printed, kind


def test_the_printed_form_has_the_lines_of_the_first_brief():
    keep(capstone.Seat(), seat=7)
    keep(capstone.OrderPart(), launch=4)
    text = capstone.PeoplePart().printed_text()
    assert "- Contract with partners: 8 days." in text
    assert "5 days for each week of the launch set" in text
    assert "<li>Refunds a month: 750,000.</li>" in capstone.ObjectivePart().printed_html()


# --- what can't be understood ------------------------------------------------------------

UNREADABLE = {
    capstone.ObjectivePart: (
        "Refunds a month that may fail", "many", {"The four services together, in percent": "99.48"}
    ),
    capstone.PeoplePart: (
        "Critical path, in days", "abc",
        {"If it slips: who hears of it, and when (optional)": "The director, the same day"},
    ),
    capstone.PayPart: (
        "Percentile", "abc",
        {"What I tell the director": "Near the middle.", "Stand-in": "15-1252"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("part", UNREADABLE)
def test_a_number_that_cannot_be_read_is_named_and_keeps_nothing_else_from_the_log(part):
    label, typed, others = UNREADABLE[part]
    made = part()
    control(made, label).value = typed
    assert f"{label}: “{typed}”" in control(made, label).error
    assert not made.stale
    for other, value in others.items():
        control(made, other).value = value
    again = part()
    assert {other: control(again, other).value for other in others} == others
    assert control(again, label).value == typed
    assert f"{label}: “{typed}”" in control(again, label).error
    control(again, label).value = "50"
    assert control(again, label).error == ""


@pytest.mark.parametrize(
    ("part", "label", "typed", "words"),
    [
        (
            capstone.ObjectivePart,
            "The four services together, in percent",
            "120",
            "above 0, up to 100",
        ),
        (
            capstone.ObjectivePart,
            "The four services together, in percent",
            "0",
            "above 0, up to 100",
        ),
        (capstone.ObjectivePart, "Refunds a month that may fail", "-3", "of 0 or more"),
        (capstone.PeoplePart, "Critical path, in days", "-1", "of 0 or more"),
        (capstone.PayPart, "Percentile", "100.5", "from 0 to 100"),
    ],
)
def test_a_number_out_of_range_is_named_with_its_limits(part, label, typed, words):
    made = part()
    control(made, label).value = typed
    number = typed.replace("-", "\N{MINUS SIGN}")
    error = f"{label}: {number} is out of range. Enter a number {words}, such as "
    assert control(made, label).error.startswith(error)
    work = read_work(Progress())
    assert (work.objective.chain, work.objective.budget) == (None, None)
    assert (work.people.path_days, work.pay.percentile) == (None, None)


def test_what_else_is_there_still_shows_beside_an_unreadable_number():
    objective = capstone.ObjectivePart()
    control(objective, "Refunds a month that may fail").value = "many"
    control(objective, "My objective").value = 99.5
    assert "99.50% leaves room for 216 minutes of full outage in 30 days." in shown(objective)
    pay = capstone.PayPart()
    control(pay, "Percentile").value = "abc"
    assert "Wages a year in Florida" in shown(pay)
    assert "Still to do: choose a stand-in, work out its percentile" in shown(pay)


PERCENT = NumberField("Share", "from 0 to 100", lambda n: 0 <= n <= 100, "62", "percent")


@pytest.mark.parametrize(
    ("text", "value", "reading"),
    [
        ("", None, ()),
        ("  ", None, ()),
        ("99.48", 99.48, ()),
        ("99.48 %", 99.48, ()),
        ("99,48", 99.48, ("Share: read as 99.48.",)),
        ("100", 100, ()),
        ("0", 0, ()),
    ],
)
def test_a_number_field_reads_one_number(text, value, reading):
    assert PERCENT.value(text) == value
    assert PERCENT.interpretation_notes(text) == reading
    assert PERCENT.error_text(text) == ""


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_number_field_reads_any_text(text):
    value = PERCENT.value(text)
    assert value is None or 0 <= value <= 100
    assert bool(PERCENT.error_text(text)) == (value is None and bool(text.strip()))
    assert value is not None or PERCENT.interpretation_notes(text) == ()


# --- the log -----------------------------------------------------------------------------


def logged(**values):
    """Return the decisions of all parts where the log has only these values of each part."""
    return {name: part.from_values(values) for name, part in DECISION_CLASSES.items()}


def test_a_control_that_was_never_moved_counts_as_set_to_where_it_starts():
    """The log may have only the fields that were touched."""
    order = OrderDecisions.from_values({"launch": 3})
    assert order.launch_set == ("status", "instant", "sandbox")
    assert OrderDecisions.from_values({"reason": "x"}).launch_count == 6
    assert PeopleDecisions.from_values({"path": "50"}).promised_day == 60
    assert logged(chain="99.48")["objective"].objective == pytest.approx(0.999)
    assert logged(levels=LEVELS)["gaps"].weeks == logged(levels=LEVELS, hours=4)["gaps"].weeks


def test_a_share_may_be_typed_for_percent():
    assert logged(chain="0.9948")["objective"].chain == 0.9948
    assert logged(chain="99.48")["objective"].chain == pytest.approx(0.9948)


FIELDS = (
    "product", "customers", "mine", "source", "measure", "levels", "hours", "change1", "change3",
    "bump", "way", "chain", "objective", "budget", "order", "launch", "reason", "letters", "path",
    "date", "slip", "need", "option", "why", "proxy", "percentile", "line",
)  # fmt: skip
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
    | st.sampled_from(["A", "AR", "breaks", "MAJOR", "instant", "date", "keep", "15-1252", "3"]),
    lambda inner: st.lists(inner, max_size=7)
    | st.dictionaries(st.sampled_from(["date.tpo", "architecture.own"]) | st.text(), inner),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, max_size=len(FIELDS)))
def test_whatever_the_log_holds_can_be_checked_and_printed(values):
    work, brief = Work(**logged(**values)), data.brief_for(1)
    assert all(one.problem and one.fix for one in checks.all_findings(work, brief))
    assert all(part.markdown(brief) for part in work.parts())


# --- the page ----------------------------------------------------------------------------


def test_a_closed_activity_follows_no_more():
    """Running a cell again closes what it showed before."""
    old, new = capstone.ObjectivePart(), capstone.ObjectivePart()
    before = old.brief_html
    old.close()
    assert ACTIVITY_REGISTRY.open_activities() == [new]
    control(capstone.Seat(), "My seat number").value = 42
    assert old.brief_html == before
    assert new.brief_html != before


def test_the_page_keeps_no_activity_alive():
    class Light:
        activity_id, root = "06.x", capstone.ObjectivePart().root

        def is_open(self):
            return True

    registry, activity = ActivityRegistry(), Light()
    registry.register(activity)
    gone = weakref.ref(activity)
    del activity
    gc.collect()
    assert gone() is None
    assert registry.open_activities() == []


# --- the board ---------------------------------------------------------------------------


def test_the_board_names_both_places(press):
    fill()
    keep(capstone.ChangePart(), bump="MINOR")
    made = capstone.ReviewBoard()
    press(made, "Check my work")
    page = made.findings_html
    assert "9 of 9 parts are complete. 1 contradiction" in page
    assert "released as MINOR" in page
    assert " ↔ " in page
    keep(capstone.ChangePart(), bump="MAJOR")
    press(made, "Check my work")
    assert "no part contradicts another" in made.findings_html
    assert "no part contradicts another" in capstone.ReviewBoard().findings_html


def test_typed_markup_never_runs_in_board_or_portfolio(press):
    fill()
    keep(capstone.PayPart(), line="<script>alert(1)</script>")
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    page = (Portfolio().folder / "portfolio.html").read_text(encoding="utf-8")
    assert "<script>" not in page


def test_the_portfolio_knows_what_is_there_by_now(press):
    made, board = capstone.CapstonePortfolio(), capstone.ReviewBoard()
    assert "Nothing to show yet." in shown(made)
    fill()
    press(board, "Check my work")
    assert "In your portfolio: The brief, Role charter, Requirement" in shown(made)
    assert "Left out: Gaps and Pay." in shown(made)


def test_the_board_reads_what_was_moved_a_moment_ago(press):
    """A change that still waits for the hand to rest is logged before the board looks."""

    async def scene():
        part, board = capstone.ChangePart(), capstone.ReviewBoard()
        for n, one in enumerate(data.brief_for(1).changes, start=1):
            control(part, f"Change {n}").value = one.verdict
        control(part, "Which number goes up").value = "PATCH"
        assert read_work(Progress()).release.bump == ""
        press(board, "Check my work")
        return board.findings_html

    assert "released as PATCH" in asyncio.run(scene())


def test_the_portfolio_reads_what_was_moved_a_moment_ago(press):
    async def scene():
        fill()
        owner, portfolio = capstone.OwnerPart(), capstone.CapstonePortfolio()
        control(owner, "Why, and what would change my mind").value = "A moment ago"
        press(portfolio, "Save my portfolio")

    asyncio.run(scene())
    assert "A moment ago" in Portfolio().read("portfolio")


# --- rubric, growth ----------------------------------------------------------------------


def test_two_ratings_far_apart_are_marked():
    made = capstone.Rubric()
    levels = {f"{key}.self": "3" for key in data.rubric_criteria()}
    made.set(levels=levels)
    assert "You've rated all 6 criteria; a peer hasn't rated it yet." in shown(made)
    made.set(levels=levels | {"measure.peer": "1", "people.peer": "3"})
    assert "far apart on requirements and objectives" in shown(made)
    assert control(made, "Levels").marks["measure"].startswith("⚠")
    assert control(made, "Levels").marks["people"] == "✓"


def answer(cards, right, sure="fairly"):
    for card in cards:
        wanted = next(c.key for c in card.question.choices if (c.verdict == "right") is right)
        card.inputs["answer"].value, card.inputs["confidence"].value = [wanted], [sure]
        card.buttons[0].click()


def test_before_and_after_counts_first_attempts(press):
    made = capstone.BeforeAndAfter()
    press(made, "Show both")
    assert "You haven't answered the second test yet." in shown(made)
    answer(Quiz("00-welcome", "baseline", quiet=True).cards, right=False, sure="sure")
    after = Quiz("06-capstone", "post").cards
    answer(after[:5], right=True)
    answer(after[5:], right=False)
    answer(after[5:], right=True)  # a second attempt counts no more
    press(made, "Show both")
    page = unescape(made.summary_html)
    assert "0 of 8 right before, 5 after." in page
    assert "If you guess, you'll get about 2 of 8 right." in page
    assert "5 topics got better, 0 topics got worse" in page
    assert "in 3% of cases" in page
    assert "8 before, 0 after" in page
    assert "don't measure mastery" in page
    first = bank.load_question_group("00-welcome", "baseline")[0]
    assert first.why in made.feedback_html


def test_without_a_baseline_nothing_is_claimed(press):
    answer(Quiz("06-capstone", "post").cards, right=True)
    made = capstone.BeforeAndAfter()
    press(made, "Show both")
    assert "No topic has been answered both times yet" in made.summary_html
    assert "better" not in made.summary_html


def test_no_change_has_no_chance():
    assert growth_statements([])[0].startswith("You haven't answered any topic")


# --- portfolio ---------------------------------------------------------------------------


def test_the_portfolio_waits_for_something_of_ones_own(press):
    made = capstone.CapstonePortfolio()
    press(made, "Save my portfolio")
    assert "There's nothing of yours in the portfolio yet." in shown(made)
    with pytest.raises(InputError):
        Portfolio().read("portfolio")


def test_the_portfolio_has_letter_parts_and_documents(press):
    fill()
    keep(capstone.Letter(), letter="Day 66, and <b>no</b> earlier.\n\nWith *care*.")
    Portfolio().save("role-charter", "Role charter", "The API.\n\n## Purpose\n\nOne purpose.")
    made = capstone.CapstonePortfolio()
    made.set(title="Kept & *promised*", name="R. *Roe*", date="Monday", attest=["attest"])
    press(made, "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert text.startswith("# Kept & \\*promised\\*\n\n**R. \\*Roe\\* · Monday**\n")
    titles = [part.title for part in DECISION_CLASSES.values() if part.title not in ("Gaps", "Pay")]
    contents = ["My letter to the partners", "The brief", *titles, "Role charter, Payments API"]
    for number, title in enumerate(contents, start=1):
        assert f"\n{number}. [{title}](#" in text
        assert f"\n## {title}\n" in text
    assert text.index("## My letter") < text.index("## The brief") < text.index("## Role charter\n")
    assert "Day 66, and \\<b>no\\</b> earlier.\n\nWith \\*care\\*." in text
    assert "I did this work myself. This is a self-attestation." in text
    assert "isn't a certificate" in text
    assert "| Source of stimulus | The systems of partner shops |\n| Stimulus |" in text
    assert "released as **3.0.0**" in text
    assert "### Purpose\n\nOne purpose." in text
    assert r"Instant \*refunds\*" in text


def test_pay_and_private_notes_stay_out_until_they_are_chosen(press):
    fill()
    for name in ("compensation-brief", "offer", "learning-plan", "path-plan", "skill-gap-plan"):
        Portfolio().save(name, name.title(), f"## Mine\n\nSecret of {name}.")
    made = capstone.CapstonePortfolio()
    press(made, "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert "Secret" not in text
    assert "## Pay" not in text
    assert "## Gaps" not in text
    made.set(include=[*made.values()["include"], "06.p9", "document:offer"])
    press(made, "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert "## Pay\n" in text
    assert "Secret of offer." in text
    assert "Secret of path-plan." not in text


def test_a_document_saved_later_is_in_and_one_left_out_stays_out(press):
    fill()
    Portfolio().save("decision-record", "Decision record", "## Decision\n\nFirst.")
    made = capstone.CapstonePortfolio()
    chosen = [key for key in made.values()["include"] if key != "document:decision-record"]
    control(made, "What goes in").value = chosen
    Portfolio().save("twelve-weeks", "Twelve weeks", "## Week 1\n\nIt began.")
    again = capstone.CapstonePortfolio()
    press(again, "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert "It began." in text
    assert "First." not in text
    assert text.index("It began.") < text.index("## The brief")


def test_what_is_empty_and_what_a_checker_said_stay_out(press):
    fill()
    keep(capstone.ObjectivePart(), objective=99.9)
    Portfolio().save("decision-memo", "Decision memo", "For us.\n\n## Why\n\n_Not written yet._")
    spec = "Three.\n\n## One\n\n> Fast!\n\n_Not written yet._\n\n## Two\n\nDone.\n\nStill open: x"
    Portfolio().save("technical-spec", "Technical spec", spec)
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    text = Portfolio().read("portfolio")
    for words in ("Decision memo", "Not written yet", "Not decided yet", "Contradiction",
                  "stricter than the services", "Fast!", "Still open"):  # fmt: skip
        assert words not in text
    assert "### Two\n\nDone." in text


def test_a_document_that_has_only_the_courses_own_words_stays_out(press):
    fill()
    save = Portfolio().save
    save("decision-record", "Decision record", "**Status:** proposed\n\n## Decision\n\n"
         "_Not written yet._\n\n## More Information\n\nPoints are estimated.")  # fmt: skip
    save("role-charter", "Role charter", "TPO.\n\n## Purpose\n\n_Not written yet._\n\n"
         "## To settle with the others\n\nShow this page.")  # fmt: skip
    save("compatibility-policy", "Compatibility policy", "## What we settle\n\nOurs.\n\n"
         "- **A new value:** _not settled yet_\n\n## What every caller is owed\n\n8 weeks.\n\n"
         "## What no checker sees\n\n- Headers")  # fmt: skip
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    text = Portfolio().read("portfolio")
    for words in ("Decision record", "Role charter, Payments API", "Show this page",
                  "not settled yet", "### What we settle", "What no checker sees"):  # fmt: skip
        assert words not in text
    assert "### What every caller is owed\n\n8 weeks." in text


def test_the_portfolio_has_its_pictures_in_itself(press):
    fill()
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    text = Portfolio().read("portfolio")
    page = (Portfolio().folder / "portfolio.html").read_text(encoding="utf-8")
    names = re.findall(r"!\[[^\]]+\]\[(06-p\d)\]", text)
    assert names == ["06-p1", "06-p2", "06-p4", "06-p5", "06-p6", "06-p7", "06-p8"]
    assert all(f"\n[{name}]: data:image/png;base64," in text for name in names)
    assert page.count('<img src="data:image/png;base64,') == len(names)
    assert 'href="#people-and-date"' in page
    assert 'id="people-and-date"' in page
    assert len(text) < 1_000_000


def play_to_the_end(press, learned):
    """Decide whatever comes first, up to the last week, and save the twelve weeks."""
    keep(
        capstone.TwelveWeeks(),
        week=60,
        **{name: ways[0] for name, ways in WAYS_BY_DECISION.items()},
    )
    made = capstone.WhatIf()
    keep(made, learned=learned)
    press(made, "Save my twelve weeks")


def test_the_twelve_weeks_in_the_portfolio_are_the_learners_own_story(press):
    fill(4)
    play_to_the_end(press, "Your day: you can't plan without 85 of 100.")
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    text = Portfolio().read("portfolio")
    cover, _, rest = text.partition("## Contents")
    assert re.search(r"I promised working day [\d.]+, and that \d+\.\d\d% of refunds", cover)
    weeks = rest.partition("## Twelve weeks\n")[2].partition("\n## The brief")[0]
    head = "\n### What happened\n\n!["
    assert head in weeks
    assert "\n### Which day I could have promised\n\n![" in weeks
    own, typed = weeks.split("### What I'd promise next time")
    assert "with my decisions" in own
    assert not re.search(r"\b[Yy]our? ", re.sub("“[^”]*”", "", own))
    assert "Your day: you can't plan without 85 of 100." in typed
    assert "I decided: " in typed.partition("### Week by week")[2]


def test_a_quarter_that_is_not_over_is_told_without_pictures(press):
    fill(4)
    Portfolio().save("twelve-weeks", "Twelve weeks", "## What happened\n\nYou promised day 50.")
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert "### What happened\n\nI promised day 50." in text
    assert "I promised working day" not in text


def test_an_old_portfolio_in_the_log_is_read(press):
    """Older versions kept the letter with the portfolio, and had no choice of what goes in."""
    fill()
    old = {"letter": "Day 66.", "name": "Roe", "date": "", "attest": ["attest"]}
    Progress().record("changed", "06.portfolio", values=old)
    made = capstone.CapstonePortfolio()
    assert made.values()["name"] == "Roe"
    press(made, "Save my portfolio")
    assert "## My letter to the partners\n\nDay 66." in Portfolio().read("portfolio")


# --- another seat ------------------------------------------------------------------------


def test_another_seat_asks_first_once_there_is_work(press):
    fill(5)
    made = capstone.Seat()
    control(made, "My seat number").value = 9
    assert made.needs_confirmation
    assert "Change from seat 5 to seat 9?" in shown(made)
    assert data.chosen_seed(Progress()) == 5
    press(made, "Stay with seat 5")
    assert not made.needs_confirmation
    assert made.values()["seat"] == 5
    control(made, "My seat number").value = 9
    part = capstone.ObjectivePart()
    press(made, "Change to seat 9")
    assert not made.needs_confirmation
    assert data.chosen_seed(Progress()) == 9
    assert f"{data.brief_for(9).monthly_refunds:,}" in part.brief_html


def test_the_work_for_the_old_seat_can_still_be_read(press):
    fill(5)
    keep(capstone.Letter(), letter="We go live on day 66.")
    made = capstone.Seat()
    control(made, "My seat number").value = 9
    press(made, "Change to seat 9")
    text = Portfolio().read("seat-5-work")
    assert "We go live on day 66." in text
    assert f"{data.brief_for(5).monthly_refunds:,}" in text
    assert read_work(Progress()).charter.product == "Instant *refunds*"
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    assert "before I changed the seat" not in Portfolio().read("portfolio")


def test_a_reset_seat_asks_too_and_nothing_asks_without_work(press):
    made = capstone.Seat()
    control(made, "My seat number").value = 7
    assert not made.needs_confirmation
    press(made, "Reset")
    assert data.chosen_seed(Progress()) == 1
    fill(7)
    again = capstone.Seat()
    press(again, "Reset")
    assert again.needs_confirmation
    assert data.chosen_seed(Progress()) == 7


@pytest.mark.parametrize(
    ("where", "values"),
    [("06.weeks", {"week": 3, "sales": "now"}), ("06.whatif", {"learned": "Day 60."}),
     ("06.rubric", {"measure.self": "3"}), ("06.letter", {"letter": "Day 60."})],
)  # fmt: skip
def test_any_work_alone_makes_the_seat_ask(press, where, values):
    made = capstone.Seat()
    Progress().record("changed", where, values=values)
    control(made, "My seat number").value = 9
    assert made.needs_confirmation
    press(made, "Change to seat 9")
    copy = Portfolio().read("seat-1-work")
    assert ("Week 2, Sales asks for one more item: Build it now." in copy) == (where == "06.weeks")


# --- taken over --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "earlier", "logged", "brought"),
    [
        ("CharterPart", "01.charter",
         {"purpose": "Refunds", "decisions": {"latency_target.whose": "tpo", "price.whose": "pm"}},
         {"product": "Refunds", "mine": ["objective"]}),
        ("ChangePart", "02a.policy", {"weeks": 12.0},
         {"way": "The old form works for 12 weeks after the launch."}),
        ("PeoplePart", "03.c1", {"matrix": {"latency_target.tpo": "A", "price.pm": "A"}},
         {"letters": {"objective.tpo": "A"}}),
        ("PayPart", "05.m0", {"proxies": ["15-1211"]}, {"proxy": "15-1211"}),
    ],
)  # fmt: skip
def test_what_an_earlier_notebook_has_is_taken_over(press, part, earlier, logged, brought):
    made = getattr(capstone, part)()
    press(made, "Copy my")
    assert "You haven't" in shown(made)
    Progress().record("changed", earlier, values=logged)
    press(made, "Copy my")
    assert brought.items() <= made.values().items()


def test_what_is_taken_over_replaces_nothing(press):
    Progress().record("changed", "02a.policy", values={"weeks": 12.0})
    made = capstone.ChangePart()
    keep(made, way="My own words")
    press(made, "Copy my")
    assert made.values()["way"] == "My own words"


def test_the_brief_settles_three_parts_of_the_requirement(press):
    made = capstone.SpecPart()
    press(made, "Fill in")
    filled = {part for part, text in made.values().items() if text}
    assert filled == {"source", "environment", "artifact"}


def test_each_part_has_its_picture(press):
    fill(3)
    work, brief = read_work(Progress()), data.chosen_brief(Progress())
    assert {part.activity_id for part in work.parts()} - set(build_part_pictures(work, brief)) == {
        "06.p3"
    }
    assert "<img" in capstone.GapPart().picture_html
    for kind in PART_ACTIVITIES:
        assert "<img" in kind().picture_html, kind


def test_work_goes_on_on_another_machine(press, tmp_path, monkeypatch):
    """Half the parts here, the file carried over, the rest there."""
    fill(23)
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    answer(Quiz("00-welcome", "baseline", quiet=True).cards, right=True)
    packed = archive.write_export_zip(Progress(), tmp_path / "work.zip").read_bytes()
    before = read_work(Progress())
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "elsewhere"))
    assert read_work(Progress()) == Work()
    archive.import_zip(Progress(), packed)
    assert read_work(Progress()) == before
    assert data.chosen_seed(Progress()) == 23
    assert "portfolio" in Portfolio().names()
    card = Quiz("00-welcome", "baseline", quiet=True).cards[0]
    assert card.buttons[0].disabled
    made = capstone.OrderPart()
    assert made.values()["order"] == list(before.order.items)
