"""M4: a timeline from gaps and hours a week."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.pay.model.path import NINETY_DAYS_IN_WEEKS, Skill, plan

SKILLS = (
    Skill("architecture", "Architecture", 3, 1, 1, 40),
    Skill("sql", "SQL and data", 2, 1, 3, 25),
    Skill("interfaces", "Interfaces", 3, 1, 1, 30),
    Skill("priority", "Prioritization", 3, 3, 2, 25),
    Skill("ci", "CI and testing", 2, 1, 2, 20),
)
levels = st.integers(0, 4)
skills = st.lists(
    st.tuples(levels, st.floats(0, 5), levels, st.floats(1, 100)), min_size=1, max_size=9
).map(lambda all_: [Skill(str(n), f"Skill {n}", *each) for n, each in enumerate(all_)])


def test_steps_by_priority_and_ties_as_given():
    found = plan(SKILLS, 5)
    assert [step.skill.id for step in found.steps] == ["priority", "architecture", "interfaces"]
    assert [step.gap for step in found.steps] == [1, 2, 2]
    assert [step.hours for step in found.steps] == [25, 80, 60]
    assert [step.start_week for step in found.steps] == [0, 5, 21]
    assert [step.end_week for step in found.steps] == [5, 21, 33]
    assert (found.total_hours, found.total_weeks) == (165, 33)


def test_skills_at_or_above_their_target_are_strengths():
    assert [skill.id for skill in plan(SKILLS, 5).strengths] == ["sql", "ci"]


def test_ninety_days():
    assert pytest.approx(12.857, abs=1e-3) == NINETY_DAYS_IN_WEEKS
    found = plan(SKILLS, 5)
    assert [step.skill.id for step in found.steps_done_by()] == ["priority"]
    assert [step.skill.id for step in found.steps_done_by(21)] == ["priority", "architecture"]
    assert len(plan(SKILLS, 20).steps_done_by()) == 3


def test_a_step_that_ends_on_the_day_is_done():
    day = [Skill("a", "A", 1, 1, 0, 90)]
    assert len(plan(day, 7).steps_done_by()) == 1


def test_nothing_to_do():
    found = plan(SKILLS[1:2], 5)
    assert (found.steps, found.total_hours, found.total_weeks) == ((), 0, 0)


@pytest.mark.parametrize("wrong", [0, -1, 60.5, float("nan"), float("inf")])
def test_hours_a_week_that_cannot_be(wrong):
    with pytest.raises(InputError, match="hours a week"):
        plan(SKILLS, wrong)
    with pytest.raises(InputError, match="hours a week"):
        plan([], wrong)


def test_sixty_hours_are_the_most():
    assert plan(SKILLS, 60).total_weeks == pytest.approx(165 / 60)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("target", 5), ("start", -1), ("weight", -1), ("weight", float("nan")),
     ("hours_per_level", 0), ("hours_per_level", float("inf"))],
)  # fmt: skip
def test_a_wrong_skill_is_named(field, wrong):
    with pytest.raises(InputError, match="Architecture: "):
        replace(SKILLS[0], **{field: wrong})


def test_a_skill_listed_twice_is_refused():
    with pytest.raises(InputError, match="Architecture is listed twice"):
        plan([SKILLS[0], SKILLS[0]], 5)


@settings(deadline=None)
@given(skills, st.floats(0.5, 30))
def test_twice_the_hours_take_half_the_weeks(made, hours):
    slow, fast = plan(made, hours), plan(made, 2 * hours)
    assert fast.total_weeks == pytest.approx(slow.total_weeks / 2)
    assert slow.total_weeks * hours == pytest.approx(slow.total_hours)


@settings(deadline=None)
@given(skills, st.floats(0.5, 60))
def test_every_skill_is_a_step_or_a_strength_and_steps_follow_each_other(made, hours):
    found = plan(made, hours)
    ids = [step.skill.id for step in found.steps] + [skill.id for skill in found.strengths]
    assert sorted(ids) == sorted(skill.id for skill in made)
    assert all(a.end_week == b.start_week for a, b in pairwise(found.steps))
    assert all(a.skill.priority >= b.skill.priority for a, b in pairwise(found.steps))
    assert sum(step.hours for step in found.steps) == pytest.approx(found.total_hours)
    if found.steps:
        assert found.steps[-1].end_week == found.total_weeks
