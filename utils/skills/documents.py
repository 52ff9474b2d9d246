"""The document of the skills notebook, as Markdown. Learner text is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.portfolio import escape_markdown, join_paragraphs
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.skills.model.plan import NinetyDaySkillPlan, Skill

LIMITATIONS_TEXT = (
    "I rated the levels myself. The targets, weights, and hours are the course's opinion, which I "
    "may have changed. I'll look at this page again after 90 days, and let someone who works with "
    "me read the evidence."
)


def build_skill_gap_plan_document(
    skills: Sequence[Skill],
    plan: NinetyDaySkillPlan,
    *,
    product: str,
    hours: float,
    steps: Mapping[str, str],
) -> Document:
    """Return the plan: gaps in order, ninety days of steps, and the evidence for each level."""
    parts = [
        f"**Product:** {product}. **Hours a week:** {hours:g}.",
        "## Gaps, in the sequence of work",
        _gaps_markdown(plan) or "No gap is left.",
        "## My next 90 days",
        _ninety_day_plan_markdown(plan, steps) or "Deepen what you're best at, and teach it.",
        "## Evidence for the levels I claim",
        _evidence_markdown(skills) or "_No level of 2 or more claimed yet._",
        "## Limits",
        LIMITATIONS_TEXT,
    ]
    return Document("skill-gap-plan", "Skill-gap plan", join_paragraphs(parts))


def _gaps_markdown(plan: NinetyDaySkillPlan) -> str:
    return "\n".join(
        f"{n}. **{s.label}**: from {s.level:g} to {s.target:g}, about {s.hours:g} hours"
        for n, s in enumerate(plan.ranked_skills, start=1)
    )


def _ninety_day_plan_markdown(plan: NinetyDaySkillPlan, steps: Mapping[str, str]) -> str:
    return "\n".join(
        f"- [ ] **{s.label}** ({plan.planned_hours[s.key]:.0f} of {s.hours:g} hours): "
        f"{steps[s.key]}"
        for s in plan.ranked_skills
        if plan.planned_hours[s.key] > 0
    )


def _evidence_markdown(skills: Sequence[Skill]) -> str:
    claimed = [skill for skill in skills if skill.is_missing_evidence or skill.evidence.strip()]
    return "\n".join(
        f"- **{s.label}**, level {s.level:g}: {escape_markdown(s.evidence) or '_still to write_'}"
        for s in claimed
    )
