"""M4: where the gaps are, and how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import lower_first, plural, upper_first
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar, draw_point
from utils.pay.model.path import NINETY_DAYS_IN_WEEKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.path import PathPlan, Skill


def title(plan: PathPlan) -> str:
    """Return the title: how long it takes and what comes first."""
    if not plan.steps:
        return "No gaps left: every skill is at its target"
    pace = upper_first(weeks_text(plan.total_weeks))
    return f"{pace} at this pace, starting with {first_skill_text(plan)}"


def weeks_text(weeks: float) -> str:
    """Return a number of weeks in words, rounded."""
    if weeks < 1:
        return "less than a week"
    return f"about {plural(round(weeks), 'week')}"


def first_skill_text(plan: PathPlan) -> str:
    """Return the skill that comes first, as inside a sentence."""
    return lower_first(plan.steps[0].skill.label)


def order_skills_by_step(plan: PathPlan, skills: Sequence[Skill]) -> list[Skill]:
    """Return the skills as the picture lists them: in the order of work, then the rest."""
    ranks = {step.skill.id: rank for rank, step in enumerate(plan.steps)}
    return sorted(skills, key=lambda skill: ranks.get(skill.id, len(ranks)))


def _draw_levels(ax: Axes, skills: Sequence[Skill]) -> None:
    ax.set_xlim(-0.25, 4.25)
    draw_x_axis(ax, range(5), "{:.0f}".format, "level")
    draw_row_labels(ax, [skill.label for skill in skills])
    for row, skill in enumerate(skills):
        if skill.gap:
            ends = (skill.start, skill.target)
            ax.plot(ends, (-row, -row), color=CONNECTOR_COLOR, linewidth=2, zorder=1)
        draw_point(ax, skill.target, -row, style.WARNING_COLOR, area=60, hollow=True)
        draw_point(ax, skill.start, -row, style.ACCENT_COLOR, area=44)


def _draw_timeline(ax: Axes, plan: PathPlan, skills: Sequence[Skill], start: date | None) -> None:
    rows = {skill.id: -row for row, skill in enumerate(skills)}
    end = max(plan.total_weeks, NINETY_DAYS_IN_WEEKS)
    ax.set_xlim(0, end * 1.04)
    draw_x_axis(ax, nice_ticks(0, end * 1.04, whole=True), "{:g}".format, _weeks_axis_label(start))
    for step in plan.steps:
        y = rows[step.skill.id]
        draw_filled_bar(
            ax, (step.start_week, step.end_week), (y - 0.25, y + 0.25), style.ACCENT_COLOR
        )
    ax.axvline(
        NINETY_DAYS_IN_WEEKS, color=style.WARNING_COLOR, linewidth=1.3, linestyle=(0, (4, 3))
    )
    late = (
        end * 0.8 < NINETY_DAYS_IN_WEEKS
    )  # the words go left of the line where the right is the edge
    x, side = NINETY_DAYS_IN_WEEKS + end * (-0.015 if late else 0.015), "right" if late else "left"
    ax.text(x, 0.55, "90 days", color=style.WARNING_COLOR, fontsize=8.5, va="bottom", ha=side)


def _weeks_axis_label(start: date | None) -> str:
    return f"weeks from {start:%b} {start.day}, {start.year}" if start else "weeks from the start"


@style.with_course_style
def draw(plan: PathPlan, skills: Sequence[Skill], start: date | None = None) -> Figure:
    """Return the figure: levels now and wanted on the left, the timeline on the right."""
    subtitle = "● level at the start · ○ target · bars: when each gap is worked on"
    skills = order_skills_by_step(plan, skills)
    made = style.figure(title(plan), subtitle, height=3.1 + 0.18 * max(0, len(skills) - 9))
    left = style.axes(made, left=1.75, bottom=0.48, right=3.55, top=0.78)
    right = style.axes(made, left=3.9, bottom=0.48, right=0.2, top=0.78)
    for ax in (left, right):
        ax.set_ylim(0.5 - len(skills), 0.5)
    _draw_levels(left, skills)
    _draw_timeline(right, plan, skills, start)
    return made


def describe(plan: PathPlan, skills: Sequence[Skill], start: date | None = None) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    levels = ", ".join(f"{s.label} {s.start:g} of {s.target:g}" for s in skills)
    steps = " ".join(
        f"{step.skill.label}: weeks {step.start_week:.1f} to {step.end_week:.1f}."
        for step in plan.steps
    )
    return (
        f"{title(plan)}. Level now and target: {levels}. "
        f"In sequence, {_weeks_axis_label(start)}: {steps}"
    ).strip()


def picture(
    plan: PathPlan, skills: Sequence[Skill], start: date | None = None, *, source: str
) -> Picture:
    """Return figure and description together; with a first day, weeks count from it."""
    return Picture(draw(plan, skills, start), describe(plan, skills, start), source)
