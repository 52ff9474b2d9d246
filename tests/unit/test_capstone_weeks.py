"""“Twelve weeks” and “What if?” without a browser: played, restarted, reset, and saved."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from utils.capstone import activities as capstone
from utils.capstone.data import brief_for
from utils.capstone.model.promise import MAJOR, MINOR, NOBODY, ONE, SEVERAL, Promise
from utils.capstone.model.quarter.plan import WAYS_BY_DECISION, Strategy, example_promise, make_plan
from utils.capstone.model.quarter.study import run_study, sample_plan_luck
from utils.capstone.page import ACTIVITY_REGISTRY
from utils.capstone.parts.change import ChangeDecisions
from utils.capstone.parts.objective import ObjectiveDecisions
from utils.capstone.parts.order import OrderDecisions
from utils.capstone.parts.people import PeopleDecisions
from utils.capstone.pictures import launches, quarter
from utils.capstone.promise import classify_deciders, promise_from_parts
from utils.capstone.quarter import learner_plan, rule_tables, words
from utils.capstone.quarter.story import play_quarter
from utils.capstone.work import Work
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress

FIRST_WAYS = {name: options[0] for name, options in WAYS_BY_DECISION.items()}


@pytest.fixture(autouse=True)
def empty_page():
    """Close what a test has put on the page."""
    yield
    for activity in ACTIVITY_REGISTRY.open_activities():
        activity.close()


def keep(activity, **values):
    activity.set(**values)
    activity.record("changed", values=activity.values())


def play(weeks, press, decide, *, stop=80):
    """Play on to a week, deciding each time with `decide`, a mapping of decision to way."""
    while not weeks.story(weeks.values()).is_over and weeks.values()["week"] < stop:
        press(weeks, "On to")
        waiting = weeks.story(weeks.values()).pending
        if waiting:
            weeks.inputs[waiting.decision].value = [decide[waiting.decision]]
    return weeks.story(weeks.values())


def choice(weeks):
    """Return the controls of the decisions on show."""
    return [
        one for name, one in weeks.inputs.items() if name in WAYS_BY_DECISION and not one.hidden
    ]


def test_the_first_week_waits_for_the_button(press):
    weeks = capstone.TwelveWeeks()
    assert "Before week 1" in weeks.summary_html
    assert choice(weeks) == []
    press(weeks, "Begin week 1")
    assert "Week 1, day 5" in weeks.summary_html
    press(weeks, "Week 2")
    (asked,) = choice(weeks)
    assert "A decision waits: Sales asks for one more item." in weeks.summary_html
    assert 2 <= len(asked.options) <= 4
    assert all(". " in text for _, text in asked.options)  # a way, and what speaks for it


def test_no_week_passes_before_the_decision_is_taken(press):
    weeks = capstone.TwelveWeeks()
    press(weeks, "On to the next decision")
    press(weeks, "Week 3")
    assert "A decision is waiting." in weeks.inputs["sales"].error
    assert weeks.values()["week"] == 2
    weeks.inputs["sales"].value = ["now"]
    press(weeks, "Week 3")
    assert "You decided: build it now." in unescape(weeks.summary_html)
    assert choice(weeks) == []


def test_a_decision_can_be_changed_until_the_next_week(press):
    weeks = capstone.TwelveWeeks()
    press(weeks, "On to")
    for way in ("now", "later"):
        weeks.inputs["sales"].value = [way]
    press(weeks, "Week 3")
    assert weeks.story(weeks.values()).strategy.sales == "later"


def test_a_quarter_has_an_end_and_says_who_stays(press):
    weeks = capstone.TwelveWeeks()
    story = play(weeks, press, FIRST_WAYS)
    assert story.is_over
    assert 4 <= len(story.asked) <= 6
    for name in ("Cobalt Shoes", "Merrow Books", "Tidewater Travel", "Sales", "Director"):
        assert name in weeks.summary_html
    press(weeks, "Back to the first decision")
    assert weeks.values()["week"] == 2
    press(weeks, "On to the next decision")
    assert weeks.values()["week"] == 4  # what was decided stays, and can be changed


def test_weeks_survive_a_restart(press):
    weeks = capstone.TwelveWeeks()
    play(weeks, press, FIRST_WAYS, stop=6)
    before, shown = weeks.values(), weeks.summary_html
    weeks.close()
    again = capstone.TwelveWeeks()
    assert (again.values(), again.summary_html) == (before, shown)
    assert play(again, press, FIRST_WAYS).is_over


def test_start_over_and_back(press):
    weeks = capstone.TwelveWeeks()
    play(weeks, press, FIRST_WAYS)
    end = weeks.summary_html
    press(weeks, "Reset")
    assert "Before week 1" in weeks.summary_html
    assert choice(weeks) == []
    press(weeks, "Undo reset")
    assert weeks.summary_html == end


def test_what_is_open_is_said_and_comes_from_our_example():
    weeks = capstone.TwelveWeeks()
    promise = unescape(weeks.visible_html)
    assert "Not decided yet: the launch day, the objective" in promise
    example = example_promise(brief_for(learner_plan.EXAMPLE_SEAT_NUMBER))
    assert f"Launch on day {example.day}" in promise


@pytest.mark.parametrize("seat", [3, learner_plan.EXAMPLE_SEAT_NUMBER])
def test_before_a_plan_exists_the_learners_own_figures_stay_unseen(seat):
    """The critical path, the launch set, and the objective answer exercises that come first."""
    keep(capstone.Seat(), seat=seat)
    weeks, what = capstone.TwelveWeeks(), capstone.WhatIf()
    assert weeks.plan.brief == brief_for(learner_plan.EXAMPLE_SEAT_NUMBER)
    assert "What our example promises" in weeks.visible_html
    for shown in (weeks, what):
        assert "our example's plan for seat 17" in unescape(shown.summary_html)
    keep(capstone.ChangePart(), bump="MINOR")
    assert weeks.plan.brief == brief_for(learner_plan.EXAMPLE_SEAT_NUMBER)
    keep(capstone.Letter(), letter="We can't name a day yet.")
    assert weeks.plan.brief == brief_for(seat)
    assert "What you promised" in weeks.visible_html
    assert "seat 17" not in weeks.visible_html + what.summary_html


def test_the_learners_own_promise_is_played(press):
    keep(capstone.Seat(), seat=17)
    keep(capstone.OrderPart(), order=["keys", "rail", "instant", "limits", "sandbox", "status"],
         launch=4)  # fmt: skip
    keep(capstone.PeoplePart(), path="57", date=66,
         letters={f"{k}.tpo": "A" for k in brief_for(17).decisions})  # fmt: skip
    keep(capstone.ChangePart(), bump="MINOR")
    plan = capstone.TwelveWeeks().plan
    assert (plan.promised_day, plan.promise.version, plan.promise.decider) == (66, MINOR, ONE)
    assert plan.promise.launch_set == ("keys", "rail", "instant", "limits")
    assert learner_plan.own_promise(Progress()).undecided_fields() == ("objective", "notice_days")
    assert "notice" not in learner_plan.undecided_text(learner_plan.own_promise(Progress()))


def test_who_decides_is_read_from_the_letters():
    assert classify_deciders(PeopleDecisions()) == ""
    cells = {"tpo": "A", "lead": "R"}
    assert classify_deciders(PeopleDecisions(letters={"date": cells})) == ONE
    assert (
        classify_deciders(PeopleDecisions(letters={"date": {"tpo": "A", "lead": "A"}})) == SEVERAL
    )
    assert (
        classify_deciders(PeopleDecisions(letters={"date": cells, "order": {"tpo": "R"}})) == NOBODY
    )
    two, none = {"tpo": "A", "lead": "A"}, {"tpo": "R"}
    for letters in ({"date": none, "order": two}, {"date": two, "order": none}):
        assert classify_deciders(PeopleDecisions(letters=letters)) == SEVERAL
    assert promise_from_parts(Work()) == Promise()


@pytest.mark.parametrize(
    ("work", "field", "value"),
    [
        (Work(people=PeopleDecisions(promised_day=70)), "day", None),  # a slider nobody moved
        (Work(people=PeopleDecisions(promised_day=70, path_days=64)), "day", 70),
        (Work(objective=ObjectiveDecisions(0.993, 0.994)), "objective", None),  # no budget yet
        (Work(objective=ObjectiveDecisions(0.993, 0.994, 7000)), "objective", 0.993),
        (Work(release=ChangeDecisions(bump="MAJOR")), "version", MAJOR),
        (Work(release=ChangeDecisions(bump="MINOR")), "version", MINOR),
        (Work(release=ChangeDecisions(bump="PATCH")), "version", MINOR),  # no break either
        (Work(release=ChangeDecisions(migration="v2 runs for 8 weeks")), "notice_days", 40),
        (Work(order=OrderDecisions(("keys", "rail", "limits"), 2)), "launch_set", ("keys", "rail")),
    ],
)
def test_a_part_adds_to_the_promise_only_what_is_decided(work, field, value):
    assert promise_from_parts(work) == replace(Promise(), **{field: value})


@pytest.mark.parametrize(
    "values",
    [
        {"week": 1e9, "sales": "later"},
        {"week": -3},
        {"week": "x", "sales": 7},
        {"sales": "no such way", "week": 5},
        {"live": "freeze", "week": 60},
    ],
)
def test_a_broken_or_old_log_never_stops_the_page(values):
    Progress().record("changed", "06.weeks", values=values)
    weeks, what = capstone.TwelveWeeks(), capstone.WhatIf()
    assert "Week" in weeks.summary_html or "week" in weeks.summary_html
    assert "quarters launch by day" in what.summary_html
    assert "bug in the course" not in weeks.error_html + what.error_html


def test_all_rules_can_be_opened():
    weeks = capstone.TwelveWeeks()
    assert f"<summary>{rule_tables.RULES_FOLD_TITLE}</summary>" in weeks.visible_html
    assert rule_tables.RULES_FOLD_TITLE not in weeks.printed_html()
    numbers = {row[1] for row in rule_tables.rules_table().rows}
    assert {"0.2", "2 days", "5 days", "3"} <= numbers


def test_the_promise_follows_every_part():
    """Also those that no other part follows."""
    weeks, what, people = capstone.TwelveWeeks(), capstone.WhatIf(), capstone.PeoplePart()
    people.inputs["path"].value = "51"
    people.inputs["date"].value = 44
    people.flush()
    assert "Launch on day 44" in weeks.visible_html
    assert "You promised day 44" in what.summary_html


def test_periods_and_commas_are_inside_quotation_marks():
    for seat in (1, 2, 17):
        brief = brief_for(seat)
        for launch in (example_promise(brief).launch_set, tuple(one.key for one in brief.items)):
            plan = make_plan(brief, replace(example_promise(brief), launch_set=launch))
            story = play_quarter(plan, {**FIRST_WAYS, "slip": "cut", "forecast": "cut"}, 80)
            asked = [words.build_question(story, one.decision) for one in story.asked]
            said = [words_of for one in asked for words_of in (one.setting, str(one.ways))]
            weeks = [line for week in range(1, 80) for line in words.week_lines(story, week)]
            for line in [*weeks, *said, *learner_plan.promise_lines(plan)]:
                assert not re.search("”[.,]", line), line


# --- what if -------------------------------------------------------------------------------


def test_nothing_changed_changes_nothing():
    assert "changed a decision yet." in capstone.WhatIf.evaluate().summary_html()


def test_one_decision_changed_is_replayed(press):
    weeks = capstone.TwelveWeeks()
    play(weeks, press, FIRST_WAYS)
    what = capstone.WhatIf()
    what.set(decision="sales")
    assert [key for key, _ in what.inputs["way"].options] == ["", "now"]  # nothing can be swapped
    what.set(way="now")
    told = unescape(what.summary_html)
    assert "Replay of your quarter: launch on day" in told
    assert re.search(r"waiting has cost [\d,]+ points instead of [\d,]+\.", told)
    assert "With the change" in what.details_html
    assert not re.search(r"([\d,]+)( points)? instead of \1\.", told)
    what.set(decision="live")
    assert what.values()["way"] == ""  # the way belonged to another decision


def test_what_a_change_leaves_alone_is_as_before(press):
    """With a day that all quarters meet, a slip that is told changes nothing."""
    keep(capstone.Seat(), seat=7)
    keep(capstone.Letter(), letter="We go live on day 90. We promise 99.2%. I decide.")
    play(capstone.TwelveWeeks(), press, FIRST_WAYS)
    what = capstone.WhatIf()
    what.set(decision="slip", way="tell")
    told = unescape(what.summary_html)
    assert "points, as before." in told
    assert re.search(r"all partners stay in [\d,]+, as before\.", told)


def test_the_day_that_is_tried_is_held_against_all_quarters():
    early, late = (capstone.WhatIf.evaluate(day=day).summary for day in (40, 90))
    assert int(early.split()[0].replace(",", "")) < 50
    assert int(late.split()[0].replace(",", "")) > 950


def test_which_decision_mattered_most_is_named():
    told = " ".join(capstone.WhatIf.evaluate().says)
    assert "The decision along the way that mattered most: “" in told
    keep(capstone.PeoplePart(), path="51", date=40)
    told = unescape(capstone.WhatIf().summary_html)
    assert "The part of your promise that mattered most: the launch day" in told
    assert "With our example's whole promise (day 59, " in told


def test_nothing_is_saved_before_the_end(press):
    what = capstone.WhatIf()
    press(what, "Save my twelve weeks")
    assert "aren't over yet" in unescape(what.error_html)
    with pytest.raises(InputError):
        Portfolio().read("twelve-weeks")


def test_the_twelve_weeks_are_a_document(press):
    play(capstone.TwelveWeeks(), press, FIRST_WAYS)
    what = capstone.WhatIf()
    what.set(learned="Day 60, | with 85%")
    press(what, "Save my twelve weeks")
    text = Portfolio().read("twelve-weeks")
    assert "## What I promised" in text
    assert "Day 60, \\| with 85%" in text
    assert "(P85)" in text
    assert "- Week 2, Sales asks for one more item: Build it after the launch." in text


def test_what_is_saved_here_is_offered_and_saved_in_the_portfolio_right_away(press):
    made = capstone.CapstonePortfolio()
    keep(capstone.Letter(), letter="We go live on day 66.")
    play(capstone.TwelveWeeks(), press, FIRST_WAYS)
    press(capstone.WhatIf(), "Save my twelve weeks")
    assert "document:twelve-weeks" in made.values()["include"]
    Portfolio().save("decision-memo", "Memo", "From another notebook.")  # unseen by this page
    press(made, "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert "Week 2, Sales asks for one more item" in text
    assert "From another notebook." in text


def test_what_if_follows_the_weeks(press):
    what, weeks = capstone.WhatIf(), capstone.TwelveWeeks()
    assert "haven't played" in unescape(what.summary_html)
    play(weeks, press, FIRST_WAYS)
    assert "haven't played" not in unescape(what.summary_html)


# --- pictures ------------------------------------------------------------------------------


@pytest.mark.parametrize("seat", [1, 2, 4, 17])
def test_the_picture_says_in_words_what_it_shows(seat):
    plan = make_plan(brief_for(seat), Promise())
    for week in (0, 8, 80):
        story = play_quarter(plan, FIRST_WAYS, week)
        told = quarter.describe(story)
        assert quarter.title(story) in told
        assert f"Promised: day {plan.promised_day:g}" in told
    assert "live since day" in told
    assert "Error budget at an objective of" in told


def test_all_launches_are_in_the_picture():
    plan = make_plan(brief_for(17), Promise())
    many = run_study(plan, Strategy(), sample_plan_luck(plan))
    _, counts = launches.compute_histogram(many, (plan.promised_day, 52))
    assert sum(counts) == 1_000
    told = launches.describe(many, 55, 52, plan.promised_day)
    assert launches.title(many, 55) in told
    assert f"Promised: day {plan.promised_day:g}" in told


@pytest.mark.parametrize(("day", "objective"), [(1, 0.5), (3, 1.0), (10_000, 0.99999), (60.5, 0.0)])
def test_any_promise_a_letter_may_make_is_played_and_drawn(day, objective):
    promise = replace(example_promise(brief_for(17)), day=day, objective=objective)
    plan = make_plan(brief_for(17), promise)
    story = play_quarter(plan, FIRST_WAYS, 80)
    assert story.is_over
    assert quarter.picture(story).description
    many = run_study(plan, Strategy(), sample_plan_luck(plan))
    made = launches.picture(many, 60, 52, plan.promised_day)
    assert len(made.figure.axes[0].patches) < 200
