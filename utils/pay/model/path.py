"""M4: a timeline from where someone starts to where the role asks them to be.

Gap, priority and weeks are those of the gap plan (S1). Hours for each level are the learner's
own assumption; no source gives them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.skills.model import gaps

if TYPE_CHECKING:
    from collections.abc import Sequence

NINETY_DAYS_IN_WEEKS = 90 / 7  # weeks
WEEKS_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Skill:
    """A skill on a path: levels from 0 to 4, weight 0 or more, hours to rise by one level.

    Raises InputError, naming the skill, for an impossible value.
    """

    id: str
    label: str
    target: float
    weight: float
    start: float
    hours_per_level: float

    def __post_init__(self) -> None:
        """Refuse an impossible value, naming the skill."""
        if not (math.isfinite(self.hours_per_level) and self.hours_per_level > 0):
            raise InputError(
                f"{self.label}: a level can't take {self.hours_per_level:g} hours.",
                "Enter more than 0 hours.",
            )
        try:
            _ = self.priority
        except InputError as problem:
            raise InputError(f"{self.label}: {problem.what}", problem.fix) from None

    @property
    def gap(self) -> float:
        """Levels from start to target, never below 0."""
        return gaps.level_gap(self.target, self.start)

    @property
    def priority(self) -> float:
        """Gap times weight."""
        return gaps.gap_priority(self.gap, self.weight)

    @property
    def hours(self) -> float:
        """Hours to close the gap."""
        return self.gap * self.hours_per_level


@dataclass(frozen=True)
class Step:
    """One gap in the timeline. Weeks count from the start of the plan."""

    skill: Skill
    gap: float
    hours: float
    start_week: float
    end_week: float


@dataclass(frozen=True)
class PathPlan:
    """Steps one after the other, and the skills that need none."""

    steps: tuple[Step, ...]
    strengths: tuple[Skill, ...]
    hours_a_week: float
    total_hours: float
    total_weeks: float

    def steps_done_by(self, week: float = NINETY_DAYS_IN_WEEKS) -> tuple[Step, ...]:
        """Return the steps that are finished by a week; by default after 90 days."""
        return tuple(step for step in self.steps if step.end_week <= week + WEEKS_TOLERANCE)


def plan(skills: Sequence[Skill], hours_a_week: float) -> PathPlan:
    """Return the timeline: gaps by priority, one after the other; weeks = hours ÷ hours a week.

    Equal priorities keep the order given. Raises InputError for hours a week that cannot be, or
    for a skill listed twice.
    """
    _check_no_duplicates(skills)
    todo = gaps.rank_by_priority(skill for skill in skills if skill.gap > 0)
    steps, spent = [], 0.0
    for skill in todo:
        begun, spent = spent, spent + skill.hours
        weeks = (gaps.weeks_for_hours(hours, hours_a_week) for hours in (begun, spent))
        steps.append(Step(skill, skill.gap, skill.hours, *weeks))
    return PathPlan(
        steps=tuple(steps),
        strengths=tuple(skill for skill in skills if skill.gap == 0),
        hours_a_week=hours_a_week,
        total_hours=spent,
        total_weeks=gaps.weeks_for_hours(spent, hours_a_week),
    )


def _check_no_duplicates(skills: Sequence[Skill]) -> None:
    seen: set[str] = set()
    for skill in skills:
        if skill.id in seen:
            raise InputError(f"{skill.label} is listed twice.", "List each skill once.")
        seen.add(skill.id)
