"""S1: from ratings and targets to ranked gaps and ninety days of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.skills.model import gaps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAN_DAYS = 90


@dataclass(frozen=True)
class Skill:
    """One skill: own level and target from 0 to 4, a weight, and hours to rise by one level.

    `evidence` is the sentence that shows the level, as typed.
    """

    key: str
    label: str
    level: float
    target: float
    weight: float
    hours_per_level: float
    evidence: str = ""

    @property
    def gap(self) -> float:
        """Levels from own level to target, never below 0."""
        return gaps.level_gap(self.target, self.level)

    @property
    def priority(self) -> float:
        """Gap times weight."""
        return gaps.gap_priority(self.gap, self.weight)

    @property
    def hours(self) -> float:
        """Hours to close the gap."""
        return self.gap * self.hours_per_level

    @property
    def is_missing_evidence(self) -> bool:
        """Whether the level asks for a sentence of evidence that is not there yet."""
        return gaps.needs_evidence(self.level) and not self.evidence.strip()


@dataclass(frozen=True)
class NinetyDaySkillPlan:
    """Gaps by priority, weeks for all of them, and what fits into ninety days.

    `planned_hours` maps a skill's key to the hours that ninety days give it.
    """

    ranked_skills: tuple[Skill, ...]
    weeks: float
    planned_hours: Mapping[str, float]


def build_plan(skills: Sequence[Skill], hours_a_week: float) -> NinetyDaySkillPlan:
    """Return what to work on, in which order, and how far ninety days reach.

    Gaps are closed one after the other, the highest priority first. Raises InputError for hours
    a week that nobody can plan with.
    """
    ranked = [skill for skill in gaps.rank_by_priority(skills) if skill.gap > 0]
    left = hours_a_week * PLAN_DAYS / 7
    planned_hours = {}
    for skill in ranked:
        planned_hours[skill.key] = min(left, skill.hours)
        left -= planned_hours[skill.key]
    total = gaps.weeks_for_hours(sum(skill.hours for skill in ranked), hours_a_week)
    return NinetyDaySkillPlan(tuple(ranked), total, planned_hours)
