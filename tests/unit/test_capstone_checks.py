"""Completeness, calculations and contradictions: each found when it is there, and only then."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from utils.backlog.model.order import cheapest_order
from utils.capstone import checks, data
from utils.capstone.model.brief import GOAL_ITEM_KEY
from utils.capstone.model.findings import CALCULATION, CONTRADICTION, OPEN
from utils.capstone.model.growth import (
    AnswerPair,
    compute_growth,
    count_sure_and_wrong,
    expected_correct_by_guessing,
    sign_test_p_value,
)
from utils.capstone.parts.change import ChangeDecisions
from utils.capstone.parts.charter import CharterDecisions
from utils.capstone.parts.gap import GapDecisions
from utils.capstone.parts.objective import ObjectiveDecisions
from utils.capstone.parts.order import OrderDecisions
from utils.capstone.parts.owner import OwnerDecisions
from utils.capstone.parts.pay import PayDecisions
from utils.capstone.parts.people import PeopleDecisions
from utils.capstone.parts.spec import SpecDecisions, example_scenario
from utils.capstone.work import DECISION_CLASSES, Work
from utils.comparison.model.raci import ROLE_NAMES
from utils.hiring import data as hiring
from utils.hiring.model import need
from utils.role.model.promise import series_availability

SEED = 1
BRIEF = data.brief_for(SEED)
NO_LETTERS = dict.fromkeys(ROLE_NAMES, "")
TITLES = {name: part.title for name, part in DECISION_CLASSES.items()}


def letters(**accountable):
    """Return rows in which the TPO answers and the lead does it, unless another role is named."""
    made = {}
    for key in data.decision_labels():
        who = accountable.get(key, "tpo")
        made[key] = {**NO_LETTERS, "lead": "R", who: "AR" if who == "lead" else "A"}
    return made


def sound_work(brief=BRIEF):
    """Return work in which everything is there and fits."""
    items = tuple(cheapest_order(brief.items))
    order = OrderDecisions(items, items.index(GOAL_ITEM_KEY) + 1)
    day = order.launch_day(brief)
    return Work(
        charter=CharterDecisions("Instant refunds", "Partner shops", tuple(data.decision_labels())),
        spec=SpecDecisions(example_scenario(brief)),
        gaps=GapDecisions(weeks=20),
        release=ChangeDecisions(tuple(one.verdict for one in brief.changes), "MAJOR"),
        objective=ObjectiveDecisions(
            objective=0.99,
            chain=round(series_availability(list(brief.availabilities.values())), 4),
            budget=0.01 * brief.monthly_refunds,
        ),
        order=order,
        people=PeopleDecisions(letters(), path_days=day, promised_day=day),
        ownership=OwnerDecisions(
            need.score_verdict(need.weighted_score(brief.ratings, hiring.criterion_weights())),
            "pair",
        ),
        pay=PayDecisions(
            "15-1252",
            round(brief.pay_percentiles["15-1252"], 1),
            "Among software developers, near the middle.",
        ),
    )


def changed(**changes):
    """Return sound work with some decisions changed, such as `people={"promised_day": 50}`."""
    work = sound_work()
    return replace(
        work, **{name: replace(getattr(work, name), **values) for name, values in changes.items()}
    )


def found(**changes):
    return checks.all_findings(changed(**changes), BRIEF)


def of_kind(kind, **changes):
    return [one for one in found(**changes) if one.kind == kind]


def one_contradiction(**changes):
    """Return the only contradiction, which must have two places."""
    (clash,) = of_kind(CONTRADICTION, **changes)
    assert len(clash.places) == 2
    assert clash.places[0] != clash.places[1]
    return clash


# --- complete ----------------------------------------------------------------------------


def test_sound_work_has_no_findings():
    assert found() == []
    assert checks.complete_part_titles(sound_work()) == list(TITLES.values())


def test_nothing_decided_is_open_everywhere_and_contradicts_nothing():
    nothing = checks.all_findings(Work(), BRIEF)
    assert [one.kind for one in nothing] == [OPEN] * len(DECISION_CLASSES)
    assert [one.places for one in nothing] == [(title,) for title in TITLES.values()]
    assert checks.complete_part_titles(Work()) == []


EMPTY = {
    "charter": {"own_decisions": ()},
    "spec": {"scenario": SpecDecisions().scenario},
    "gaps": {"weeks": None},
    "release": {"bump": ""},
    "objective": {"budget": None},
    "order": {"items": (), "launch_count": 0},
    "people": {"path_days": None},
    "ownership": {"option": ""},
    "pay": {"statement": " "},
}


@pytest.mark.parametrize("name", DECISION_CLASSES)
def test_each_part_left_open_is_named(name):
    still = of_kind(OPEN, **{name: EMPTY[name]})
    assert [one.places for one in still] == [(TITLES[name],)]


def test_a_requirement_with_a_vague_measure_is_open():
    vague = {**example_scenario(BRIEF), "measure": "very fast"}
    still = of_kind(OPEN, spec={"scenario": vague})
    assert [one.places[0] for one in still] == [TITLES["spec"]]


# --- computed ----------------------------------------------------------------------------


def test_a_requirement_with_other_figures_than_the_brief():
    other = {**example_scenario(BRIEF), "measure": "50% of refunds within 3 hours, in any week"}
    (finding,) = found(spec={"scenario": other})
    assert (finding.kind, finding.places) == (CALCULATION, (TITLES["spec"],))
    assert (
        f"{BRIEF.time_limit} seconds and {BRIEF.percent_in_time} of 100 refunds" in finding.problem
    )
    assert "refunds a second" not in finding.problem


def test_a_thousands_comma_in_a_requirement_is_read():
    thousand = replace(BRIEF, peak_load=1500)
    scenario = {**example_scenario(BRIEF), "stimulus": "1,500 refund requests a second"}
    assert checks.miscalculations(changed(spec={"scenario": scenario}), thousand) == []


WRONG = {
    "objective": ({"chain": 0.9995}, "we have 99.48%"),
    "people": ({"path_days": 12.0}, "you have 12 days"),
    "ownership": ({"need": "no"}, "With our weights, the score is"),
    # Florida: 50 + 25 × (140,000 − 130,980) ÷ (164,800 − 130,980)
    "pay": ({"percentile": 25.0}, "you have 25, we have 57"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_number_that_we_compute_differently(name):
    changes, words = WRONG[name]
    calculations = of_kind(CALCULATION, **{name: changes})
    assert [one.places for one in calculations] == [(TITLES[name],)]
    assert words in calculations[0].problem


@pytest.mark.parametrize(("off", "wrong"), [(0.5, 0), (-0.5, 0), (0.51, 1), (-0.51, 1)])
def test_a_critical_path_may_be_half_a_day_off(off, wrong):
    day = sound_work().order.launch_day(BRIEF)
    assert len(of_kind(CALCULATION, people={"path_days": day + off})) == wrong


def test_a_budget_that_is_ten_times_too_large():
    (finding,) = found(objective={"budget": 0.1 * BRIEF.monthly_refunds})
    assert (finding.kind, finding.places) == (CALCULATION, (TITLES["objective"],))
    assert "you have 75,000, we have 7,500" in finding.problem


def test_rounding_is_no_mistake():
    rounded = round(series_availability(list(BRIEF.availabilities.values())), 3)
    assert found(objective={"chain": rounded, "budget": 0.01 * BRIEF.monthly_refunds * 1.01}) == []


def test_a_change_that_we_judge_differently_says_why():
    verdicts = tuple("adds" for _ in BRIEF.changes)
    calculations = of_kind(CALCULATION, release={"verdicts": verdicts})
    wrong = [one for one in BRIEF.changes if one.verdict != "adds"]
    assert [one.fix for one in calculations] == [one.why for one in wrong]
    for one in calculations:  # each verb has its object
        assert re.search(r"it (?:breaks|adds|marks|repairs) \w+", one.problem), one.problem


# --- contradictions ----------------------------------------------------------------------


def test_an_objective_stricter_than_the_services_allow():
    clash = one_contradiction(
        objective={"objective": 0.999, "budget": 0.001 * BRIEF.monthly_refunds}
    )
    assert clash.places[0] == f"{TITLES['objective']}: objective 99.90%"
    assert "99.48% together" in clash.places[1]


def test_an_objective_exactly_as_strict_is_none():
    available = series_availability(list(BRIEF.availabilities.values()))
    budget = (1 - available) * BRIEF.monthly_refunds
    assert found(objective={"objective": available, "budget": budget}) == []


def test_an_order_against_prerequisites():
    items = sound_work().order.items
    turned = (GOAL_ITEM_KEY, *(key for key in items if key != GOAL_ITEM_KEY))
    changes = {"items": turned, "launch_count": len(turned)}
    clashes = [one for one in found(order=changes) if "needs" in one.problem]
    assert len(clashes) == 2  # the adapter and the keys
    assert all("place 1" in one.places[0] for one in clashes)


def test_two_accountable_roles():
    both = letters()
    both["date"] = {**both["date"], "pm": "A"}
    clash = one_contradiction(people={"letters": both})
    assert "A for the product manager" in clash.places[0]
    assert "A for the technical product owner" in clash.places[1]


def test_a_breaking_change_shipped_as_minor():
    clash = one_contradiction(release={"bump": "MINOR"})
    at = [one.verdict for one in BRIEF.changes].index("breaks") + 1
    assert clash.places[0].endswith(f"change {at} breaks")
    assert "has to be at least MAJOR" in clash.problem


def test_a_date_before_the_path_ends():
    day = sound_work().order.launch_day(BRIEF)
    clash = one_contradiction(people={"promised_day": day - 1})
    assert "launch on day" in clash.places[0]
    assert f"day {day:g}" in clash.places[1]


def test_a_launch_without_what_it_is_for():
    less = replace(sound_work().order, launch_count=1)
    day = less.launch_day(BRIEF)
    clash = one_contradiction(
        order={"launch_count": 1}, people={"promised_day": day, "path_days": day}
    )
    assert "leaves out the very thing" in clash.problem


def test_charter_and_letters_name_different_people():
    claimed = one_contradiction(people={"letters": letters(order="pm")})
    assert "claims it" in claimed.places[0]
    assert "A for the product manager" in claimed.places[1]
    others = tuple(key for key in data.decision_labels() if key != "order")
    left = one_contradiction(charter={"own_decisions": others})
    assert "leaves it to others" in left.places[0]


def test_an_owner_who_comes_after_the_launch():
    clash = one_contradiction(ownership={"option": "hire"})
    months = OwnerDecisions(option="hire").months_until_ready
    assert f"after {months:g} months" in clash.places[0]


@pytest.mark.parametrize(("day", "clashes"), [(64, 1), (65, 0), (66, 0)])
def test_an_owner_who_comes_exactly_at_the_launch_is_in_time(monkeypatch, day, clashes):
    """Three months are 13 weeks, which are 65 working days."""
    monkeypatch.setattr(OwnerDecisions, "months_until_ready", 3)
    work = changed(people={"promised_day": day})
    assert len(checks.late_owner_findings(work)) == clashes


@pytest.mark.parametrize(("verdict", "option"), [("yes", "keep"), ("no", "hire")])
def test_a_choice_against_its_own_verdict(verdict, option):
    clashes = of_kind(CONTRADICTION, ownership={"need": verdict, "option": option})
    assert "point in opposite directions" in clashes[0].problem
    assert f"of its own, {verdict}" in clashes[0].places[0]


def test_an_objective_counts_as_chosen_only_once_it_is_computed():
    assert not of_kind(CONTRADICTION, objective={"objective": 0.999, "chain": None})


def test_three_accountable_roles_are_counted():
    three = letters()
    three["date"] = NO_LETTERS | {"pm": "A", "po": "A", "tpo": "A", "lead": "R"}
    assert one_contradiction(people={"letters": three}).problem.startswith(
        "3 roles are accountable"
    )


def test_it_stays_with_someone_who_will_not_be_ready():
    def clashes(weeks, day=60):
        work = changed(
            ownership={"option": "keep"}, gaps={"weeks": weeks}, people={"promised_day": day}
        )
        return checks.unready_owner_findings(work)

    assert "40 weeks" in clashes(40)[0].places[0]
    assert TITLES["gaps"] in clashes(40)[0].places[0]
    assert clashes(5) == clashes(12) == []
    assert len(clashes(12.01)) == 1


def test_each_contradiction_says_how_to_fix_it():
    clashes = of_kind(
        CONTRADICTION,
        objective={"objective": 0.9995},
        release={"bump": "PATCH"},
        people={"promised_day": 30.0},
        ownership={"option": "hire"},
    )
    assert len(clashes) >= 4
    assert all(one.fix.endswith(".") for one in clashes)


@pytest.mark.parametrize("seed", range(1, 100))
def test_sound_work_can_be_made_for_every_seat(seed):
    brief = data.brief_for(seed)
    assert checks.all_findings(sound_work(brief), brief) == []


# --- before and after --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse", "chance"),
    [(0, 0, None), (1, 0, 0.5), (3, 0, 0.125), (5, 1, 7 / 64), (0, 2, 1.0), (2, 2, 11 / 16)],
)
def test_sign_test_by_hand(better, worse, chance):
    assert sign_test_p_value(better, worse) == chance


def test_growth_counts_only_what_was_answered_twice():
    pairs = [
        AnswerPair(
            "a", before=False, after=True, confidence_before="sure", confidence_after="sure"
        ),
        AnswerPair("b", before=True, after=True),
        AnswerPair("c", before=True, after=False, confidence_after="sure"),
        AnswerPair("d", before=None, after=True),
        AnswerPair("e", before=False, after=None),
    ]
    made = compute_growth(pairs)
    assert (made.answered, made.before, made.after, made.better, made.worse) == (3, 2, 2, 1, 1)
    assert made.p_value == 0.75
    assert count_sure_and_wrong(pairs) == (1, 1)


def test_a_guesser_gets_a_quarter():
    assert expected_correct_by_guessing(8) == 2
