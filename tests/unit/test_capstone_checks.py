"""Completeness, sums and contradictions: each found when it is there, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from utils.backlog.model.order import cheapest
from utils.capstone import data
from utils.capstone.activities.spec import ours
from utils.capstone.model import checks
from utils.capstone.model.brief import GOAL
from utils.capstone.model.growth import Pair, by_guessing, growth, sign_test, sure_and_wrong
from utils.capstone.model.work import PARTS, Work
from utils.comparison.model.raci import NAMES
from utils.hiring import data as hiring
from utils.hiring.model import need
from utils.role.model.promise import series

SEAT = 1
BRIEF = data.of(SEAT)
NOBODY = dict.fromkeys(NAMES, "")


def letters(**accountable):
    """Return rows in which the TPO answers and the lead does it, unless somebody else is named."""
    made = {}
    for key in data.decisions():
        who = accountable.get(key, "tpo")
        made[key] = {**NOBODY, "lead": "R", who: "AR" if who == "lead" else "A"}
    return made


def sound_work():
    """Return work in which everything is there and fits."""
    order = tuple(cheapest(BRIEF.items))
    launch = order.index(GOAL) + 1
    work = Work(
        product="Instant refunds",
        customers="Partner shops",
        mine=tuple(data.decisions()),
        scenario=ours(BRIEF),
        gap_weeks=20,
        verdicts=tuple(one.verdict for one in BRIEF.changes),
        bump="MAJOR",
        objective=0.99,
        chain=round(series(list(BRIEF.chain.values())), 4),
        budget=0.01 * BRIEF.calls,
        order=order,
        launch=launch,
        letters=letters(),
        need=need.verdict(need.score(BRIEF.ratings, hiring.weights())),
        option="pair",
        option_months=1,
        proxy="15-1252",
        percentile=round(BRIEF.ranks["15-1252"], 1),
        line="Among software developers, near the middle.",
    )
    day = checks.finish(work, BRIEF)
    return replace(work, date=day, path=day)


def found(**changes):
    return checks.findings(replace(sound_work(), **changes), BRIEF, hiring.weights())


def one_clash(**changes):
    """Return the only finding, which must be a contradiction with two places."""
    (clash,) = [f for f in found(**changes) if f.kind == checks.CLASH]
    assert len(clash.places) == 2
    assert clash.places[0] != clash.places[1]
    return clash


def test_sound_work_has_nothing_to_say_against_it():
    assert found() == []
    assert checks.done(sound_work()) == list(PARTS.values())


def test_nothing_decided_is_open_everywhere_and_contradicts_nothing():
    nothing = checks.findings(Work(), BRIEF, hiring.weights())
    assert [f.kind for f in nothing] == [checks.OPEN] * len(PARTS)
    assert [f.places for f in nothing] == [(name,) for name in PARTS.values()]
    assert checks.done(Work()) == []


EMPTY = {
    "charter": {"mine": ()},
    "spec": {"scenario": {}},
    "gap": {"gap_weeks": None},
    "change": {"bump": ""},
    "objective": {"budget": None},
    "order": {"order": (), "launch": 0},
    "people": {"path": None},
    "owner": {"option": ""},
    "pay": {"line": " "},
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_left_open_is_named(part):
    still = [f for f in found(**EMPTY[part]) if f.kind == checks.OPEN]
    assert [f.places for f in still] == [(PARTS[part],)]


def test_a_requirement_with_a_vague_measure_is_open():
    vague = {**ours(BRIEF), "measure": "very fast"}
    still = [f for f in found(scenario=vague) if f.kind == checks.OPEN]
    assert [f.places[0] for f in still] == [PARTS["spec"]]


def test_a_requirement_with_other_figures_than_the_brief():
    other = {**ours(BRIEF), "measure": "50% of refunds within 3 hours, in any week"}
    (finding,) = found(scenario=other)
    assert (finding.kind, finding.places) == (checks.SUM, (PARTS["spec"],))
    assert f"{BRIEF.limit} seconds, {BRIEF.share} of 100 refunds" in finding.what
    assert "refunds a second" not in finding.what


def test_figures_may_be_written_with_a_comma():
    thousand = replace(BRIEF, load=1500)
    work = replace(sound_work(), scenario={**ours(BRIEF), "stimulus": "1,500 requests a second"})
    assert checks.sums(work, thousand, hiring.weights()) == []


# --- sums --------------------------------------------------------------------------------

WRONG = {
    "objective": ({"chain": 0.9995}, "we have 99.48%"),
    "people": ({"path": 12.0}, "you have 12 days"),
    "owner": ({"need": "no"}, "With our weights the score is"),
    # Florida: 50 + 25 × (140,000 − 130,980) ÷ (164,800 − 130,980)
    "pay": ({"percentile": 25.0}, "you have 25, we have 57"),
}


@pytest.mark.parametrize("part", WRONG)
def test_a_number_that_is_computed_otherwise(part):
    changes, said = WRONG[part]
    sums = [f for f in found(**changes) if f.kind == checks.SUM]
    assert [f.places for f in sums] == [(PARTS[part],)]
    assert said in sums[0].what


def test_a_budget_that_is_ten_times_too_large():
    (finding,) = found(budget=0.1 * BRIEF.calls)
    assert (finding.kind, finding.places) == (checks.SUM, (PARTS["objective"],))
    assert "you have 75,000, we have 7,500" in finding.what


def test_rounding_is_no_mistake():
    whole = series(list(BRIEF.chain.values()))
    assert found(chain=round(whole, 3), budget=0.01 * BRIEF.calls * 1.01) == []


def test_a_change_judged_otherwise_is_told_why():
    told = tuple("adds" for _ in BRIEF.changes)
    sums = [f for f in found(verdicts=told, bump="MAJOR") if f.kind == checks.SUM]
    wrong = [one for one in BRIEF.changes if one.verdict != "adds"]
    assert [f.fix for f in sums] == [one.why for one in wrong]


# --- contradictions ----------------------------------------------------------------------


def test_an_objective_stricter_than_the_services_allow():
    clash = one_clash(objective=0.999, budget=0.001 * BRIEF.calls)
    assert clash.places[0] == f"{PARTS['objective']}: objective 99.90%"
    assert "99.48% together" in clash.places[1]


def test_an_objective_just_as_strict_is_none():
    whole = series(list(BRIEF.chain.values()))
    assert found(objective=whole, budget=(1 - whole) * BRIEF.calls) == []


def test_an_order_against_prerequisites():
    order = sound_work().order
    turned = (GOAL, *(key for key in order if key != GOAL))
    clashes = [f for f in found(order=turned, launch=len(turned)) if "needs" in f.what]
    assert len(clashes) == 2  # the adapter and the keys
    assert all("place 1" in f.places[0] for f in clashes)


def test_two_accountables():
    both = letters()
    both["date"] = {**both["date"], "pm": "A"}
    clash = one_clash(letters=both)
    assert "A for the product manager" in clash.places[0]
    assert "A for the technical product owner" in clash.places[1]


def test_a_breaking_change_shipped_as_minor():
    clash = one_clash(bump="MINOR")
    at = [one.verdict for one in BRIEF.changes].index("breaks") + 1
    assert clash.places[0].endswith(f"change {at} breaks")
    assert "has to be MAJOR" in clash.what


def test_a_date_before_the_path_ends():
    clash = one_clash(date=checks.finish(sound_work(), BRIEF) - 1)
    assert "launch on day" in clash.places[0]
    assert f"day {checks.finish(sound_work(), BRIEF):g}" in clash.places[1]


def test_a_launch_without_what_it_is_for():
    less = replace(sound_work(), launch=1)
    day = checks.finish(less, BRIEF)
    clash = one_clash(launch=1, date=day, path=day)
    assert "stops before the very thing" in clash.what


def test_charter_and_letters_name_different_people():
    claimed = one_clash(letters=letters(order="pm"))
    assert "claims it" in claimed.places[0]
    assert "A for the product manager" in claimed.places[1]
    left = one_clash(mine=tuple(key for key in data.decisions() if key != "order"))
    assert "leaves it to others" in left.places[0]


def test_an_owner_who_comes_after_the_launch():
    clash = one_clash(option="hire", option_months=6)
    assert "after 6 months" in clash.places[0]


@pytest.mark.parametrize(("need_said", "option"), [("yes", "keep"), ("no", "hire")])
def test_a_choice_against_its_own_verdict(need_said, option):
    clashes = [f for f in found(need=need_said, option=option) if f.kind == checks.CLASH]
    assert "point in opposite directions" in clashes[0].what
    assert f"of its own, {need_said}" in clashes[0].places[0]


def test_an_objective_is_chosen_only_once_its_sums_are_there():
    assert not [f for f in found(objective=0.999, chain=None) if f.kind == checks.CLASH]


def test_three_accountables_are_counted():
    three = letters()
    three["date"] = dict.fromkeys(NAMES, "") | {"pm": "A", "po": "A", "tpo": "A", "lead": "R"}
    assert one_clash(letters=three).what.startswith("3 roles answer")


def test_it_stays_with_somebody_who_will_not_be_ready():
    clashes = [f for f in found(option="keep", gap_weeks=40) if PARTS["gap"] in f.places[0]]
    assert "40.0 weeks" in clashes[0].places[0]
    assert not [f for f in found(option="keep", gap_weeks=5) if PARTS["gap"] in f.places[0]]


def test_each_contradiction_says_how_to_mend_it():
    bad = found(objective=0.9995, bump="PATCH", date=30.0, option="hire", option_months=6)
    clashes = [f for f in bad if f.kind == checks.CLASH]
    assert len(clashes) >= 4
    assert all(f.fix.endswith(".") for f in clashes)


@pytest.mark.parametrize("seat", [2, 17, 50, 99])
def test_sound_work_can_be_made_for_other_seats(seat):
    brief = data.of(seat)
    order = tuple(cheapest(brief.items))
    work = replace(
        sound_work(), scenario=ours(brief), order=order, launch=order.index(GOAL) + 1,
        verdicts=tuple(one.verdict for one in brief.changes),
        chain=series(list(brief.chain.values())), budget=0.01 * brief.calls,
        need=need.verdict(need.score(brief.ratings, hiring.weights())),
        percentile=brief.ranks["15-1252"],
    )  # fmt: skip
    day = checks.finish(work, brief)
    work = replace(work, date=day, path=day)
    assert checks.findings(work, brief, hiring.weights()) == []


# --- before and after --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse", "chance"),
    [(0, 0, None), (1, 0, 0.5), (3, 0, 0.125), (5, 1, 7 / 64), (0, 2, 1.0), (2, 2, 11 / 16)],
)
def test_sign_test_by_hand(better, worse, chance):
    assert sign_test(better, worse) == chance


def test_growth_counts_only_what_was_answered_twice():
    pairs = [
        Pair("a", before=False, after=True, sure_before="sure", sure_after="sure"),
        Pair("b", before=True, after=True),
        Pair("c", before=True, after=False, sure_after="sure"),
        Pair("d", before=None, after=True),
        Pair("e", before=False, after=None),
    ]
    made = growth(pairs)
    assert (made.answered, made.before, made.after, made.better, made.worse) == (3, 2, 2, 1, 1)
    assert made.chance == 0.75
    assert sure_and_wrong(pairs) == (1, 1)


def test_guessing_gets_a_quarter():
    assert by_guessing(8) == 2
