"""S1: own level against target, skill by skill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point
from utils.skills.model.gaps import MAX_LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from utils.skills.model.plan import NinetyDaySkillPlan, Skill


def title(plan: NinetyDaySkillPlan) -> str:
    """Return the title: the first gap, and how many there are."""
    if not plan.ranked_skills:
        return "No gap left: every level is at its target"
    first = plan.ranked_skills[0].label
    if len(plan.ranked_skills) == 1:
        return f"One gap to close: {first}"
    return f"{len(plan.ranked_skills)} gaps; begin with {first}"


@style.with_course_style
def draw(skills: Sequence[Skill], plan: NinetyDaySkillPlan) -> Figure:
    """Return the figure: a dot for the level, a ring for the target, a line for the gap."""
    used = [skill for skill in skills if skill.target or skill.level] or list(skills)
    ranks = {skill.key: n for n, skill in enumerate(plan.ranked_skills, start=1)}
    shown = sorted(used, key=lambda skill: ranks.get(skill.key, len(ranks) + 1))
    height = 1.15 + 0.2 * len(shown)
    figure = style.figure(
        title(plan), "● your level · ○ target · — gap, with its rank", height=height
    )
    ax = style.axes(figure, left=1.95, bottom=0.3, right=0.5, top=0.68)
    ax.set_xlim(-0.15, MAX_LEVEL + 0.15)
    ax.set_ylim(0.5 - len(shown), 0.5)
    draw_x_axis(ax, range(MAX_LEVEL + 1), "{:g}".format)
    draw_row_labels(ax, [skill.label for skill in shown])
    for row, skill in enumerate(shown):
        if skill.gap:
            ax.plot(
                (skill.level, skill.target), (-row, -row), color=style.WARNING_COLOR, linewidth=2.5
            )
            ax.text(
                MAX_LEVEL + 0.25,
                -row,
                f"{ranks[skill.key]}.",
                va="center",
                weight="bold",
                color=style.WARNING_COLOR,
            )
        draw_point(ax, skill.target, -row, style.TEXT_COLOR, hollow=True, area=52)
        draw_point(ax, skill.level, -row, style.ACCENT_COLOR, area=40)
    return figure


def describe(skills: Sequence[Skill], plan: NinetyDaySkillPlan) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    levels = ", ".join(
        f"{skill.label} {skill.level:g} of {skill.target:g}"
        for skill in skills
        if skill.target or skill.level
    )
    order = ", ".join(skill.label for skill in plan.ranked_skills) or "nothing"
    return f"{title(plan)}. Level and target: {levels}. Order of work: {order}."


def picture(skills: Sequence[Skill], plan: NinetyDaySkillPlan, *, source: str) -> Picture:
    """Return figure and description together. Levels from 0 to 4."""
    return Picture(draw(skills, plan), describe(skills, plan), source)
