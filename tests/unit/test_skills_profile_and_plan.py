"""S1 and the profile: gaps in order, ninety days, evidence asked for; what sets jobs apart."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, markdown_to_html_page
from utils.skills import data
from utils.skills.activities.gaps import GapPlan
from utils.skills.activities.profile import DEFAULT_OCCUPATION_CODES, SkillProfile
from utils.skills.model.plan import Skill, build_plan
from utils.skills.model.profile import (
    OccupationElement,
    most_different_elements,
    most_similar_element,
)
from utils.skills.pictures import gaps as gap_pictures
from utils.skills.pictures import profile as pictures

LEVELS = st.integers(0, 4)


def skill(key, level, target, weight=1.0, hours=30.0, evidence=""):
    return Skill(key, key.upper(), level, target, weight, hours, evidence)


# --- the plan ----------------------------------------------------------------------------


def test_the_worked_example():
    made = build_plan([skill("interfaces", 1, 3)], 4)
    assert made.ranked_skills[0].gap == 2
    assert made.ranked_skills[0].hours == 60
    assert made.weeks == 15


def test_weight_decides_between_equal_gaps_and_no_gap_is_left_out():
    made = build_plan([skill("a", 1, 3), skill("b", 1, 3, weight=2), skill("c", 4, 2)], 5)
    assert [one.key for one in made.ranked_skills] == ["b", "a"]


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=8), st.integers(1, 20))
@settings(deadline=None)
def test_ninety_days_are_never_overdrawn_and_go_to_the_first_gaps(pairs, hours):
    made = build_plan([skill(f"s{n}", *pair) for n, pair in enumerate(pairs)], hours)
    room = hours * 90 / 7
    assert sum(made.planned_hours.values()) <= room + 1e-9
    left = room
    for one in made.ranked_skills:
        assert made.planned_hours[one.key] == pytest.approx(min(left, one.hours))
        left -= made.planned_hours[one.key]


def test_hours_that_nobody_has_are_refused():
    with pytest.raises(InputError):
        build_plan([skill("a", 0, 1)], 0)


@pytest.mark.parametrize("preset", data.PRODUCT_PRESET_LABELS)
def test_every_kind_of_product_sets_its_targets(preset):
    made = GapPlan()
    made.set(preset=preset)
    targets = {k: made.values()["levels"].get(f"{k}.target") for k in data.skill_rows()}
    assert targets == {key: str(level) for key, level in data.target_levels(preset).items()}
    assert (
        set(data.target_levels(preset)) == set(data.skill_rows()) == set(data.skill_weights(preset))
    )


def test_cpp_and_uml_count_for_the_specialized_engine_only():
    for preset in data.PRODUCT_PRESET_LABELS:
        wanted = {key: data.target_levels(preset)[key] for key in ("cpp", "uml")}
        assert (min(wanted.values()) > 0) == (preset == "engine"), preset
        assert (max(wanted.values()) > 0) == (preset == "engine"), preset


def rated(made, **levels):
    grid = made.inputs["levels"]
    grid.value = {**grid.value, **{f"{key}.own": str(level) for key, level in levels.items()}}


def test_evidence_is_asked_for_from_level_two_on_and_never_refused():
    made = GapPlan()
    rated(made, architecture=1, interfaces=2, reliability=4)
    shown = [k for k in data.skill_rows() if not made.inputs[f"evidence_{k}"].hidden]
    assert shown == ["interfaces", "reliability"]
    assert made.inputs["levels"].marks["interfaces"] == "✎ evidence?"
    assert "2 levels without evidence yet." in made.summary_html
    made.inputs["evidence_interfaces"].value = "I reviewed a contract."
    assert "1 level without evidence yet." in made.summary_html
    assert made.inputs["levels"].marks["interfaces"] == "gap 1"


def test_a_first_gap_is_named_once_there_is_a_rating_even_a_zero():
    made = GapPlan()
    assert "every level counts as 0" in made.summary_html
    assert "begin with" not in made.summary_html
    rated(made, architecture=0)
    assert "9 gaps; begin with Architecture" in made.summary_html


def test_the_plan_as_a_document(press):
    made = GapPlan()
    rated(made, architecture=3, interfaces=2)
    made.inputs["evidence_interfaces"].value = "<b>x</b> | y"
    press(made, "Save my skill-gap plan")
    text = Portfolio().read("skill-gap-plan")
    assert "- **Interfaces**, level 2: " in text
    assert "_still to write_" in text
    assert "<b>x</b> | y" not in markdown_to_html_page("T", text)
    assert "Draw the path of one call" not in text  # no gap there
    assert "- [ ] **" in text


def test_a_changed_target_is_kept_until_another_product_is_chosen():
    made = GapPlan()
    grid = made.inputs["levels"]
    grid.value = {**grid.value, "cpp.target": "2"}
    assert "C++" in made.details_html
    made.inputs["preset"].value = "api"
    assert "C++" not in made.details_html


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=11))
@settings(deadline=None, max_examples=25)
def test_words_of_the_gap_picture_never_meet(pairs):
    labels = [row["label"] for row in data.skill_rows().values()]
    skills = [
        Skill(f"s{n}", labels[n], level, target, 1, 30) for n, (level, target) in enumerate(pairs)
    ]
    figure = gap_pictures.draw(skills, build_plan(skills, 4))
    assert meetings(figure) == []


def meetings(figure):
    words = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
    boxes = [(t.get_text(), t.get_window_extent()) for t in words if t.get_text()]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for _, box in boxes)
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]


# --- the profile -------------------------------------------------------------------------


def test_the_table_is_what_the_notebook_says():
    assert len(data.occupation_titles()) == 8
    assert len(data.occupation_elements()) == 22
    assert all(
        set(one.importance) == set(data.occupation_titles()) for one in data.occupation_elements()
    )
    titles = " ".join(data.occupation_titles().values()).lower()
    assert "software developers" not in titles
    assert "project management specialists" not in titles


def test_programming_sets_the_first_three_apart():
    first = most_different_elements(data.occupation_elements(), DEFAULT_OCCUPATION_CODES, 5)[0]
    assert first.name == "Programming"
    assert first.importance_range(DEFAULT_OCCUPATION_CODES) == pytest.approx(93.8 - 31.2)
    assert (
        data.occupation_titles()[first.most_relevant_occupation(DEFAULT_OCCUPATION_CODES)]
        == "Computer programmers"
    )


def test_the_prediction_is_what_the_ratings_say():
    chosen, elements = list(DEFAULT_OCCUPATION_CODES), data.occupation_elements()
    assert most_similar_element(elements, chosen).name == "Critical Thinking"
    apart = {one.name: one.importance_range(chosen) for one in elements}
    assert apart["Critical Thinking"] < apart["Computers and Electronics"] < apart["Coordination"]
    assert max(apart, key=apart.get) == "Programming"
    assert SkillProfile.prediction.right == ("critical",)


def test_one_occupation_cannot_be_set_apart():
    with pytest.raises(InputError, match="nothing to compare"):
        SkillProfile.evaluate(occupations=[DEFAULT_OCCUPATION_CODES[0]])


def test_the_widest_come_first():
    elements = [
        OccupationElement(n, "skill", {"a": 0, "b": s}) for n, s in (("x", 3), ("y", 9), ("z", 5))
    ]
    assert [one.name for one in most_different_elements(elements, ["a", "b"], 2)] == ["y", "z"]


@pytest.mark.parametrize("many", [2, 3, 5, 8])
@pytest.mark.parametrize("rows", [5, 10, 22])
def test_words_of_the_profile_never_meet_and_marks_are_to_scale(many, rows):
    names = data.occupation_titles()
    chosen = list(names)[:many]
    elements = most_different_elements(data.occupation_elements(), chosen, rows)
    alike = most_similar_element(data.occupation_elements(), chosen)
    figure = pictures.draw(elements, alike, chosen, names)
    assert meetings(figure) == []
    dots = [
        line for line in figure.axes[0].lines if line.get_marker() in pictures.OCCUPATION_MARKERS
    ]
    values = [one.importance[code] for one in (*elements, alike) for code in chosen]
    assert [float(dot.get_xdata()[0]) for dot in dots] == values


@pytest.mark.parametrize("many", [2, 3, 5, 8])
def test_the_row_that_is_asked_about_is_in_the_picture_once(many):
    chosen = list(data.occupation_titles())[:many]
    for rows in (5, 22):
        view = SkillProfile.evaluate(occupations=chosen, rows=rows)
        alike = re.search(r"Most alike: (.+?), \d+ points apart", view.summary)[1]
        ranges = {one.name: one.importance_range(chosen) for one in data.occupation_elements()}
        assert ranges[alike] == min(ranges.values())
        assert f"Most alike: {alike}: " in view.picture.description
        assert view.picture.description.count(f"{alike}: ") == 1
