"""The quarter as it grows: the network, what's left of the error budget, what waiting costs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from utils.capstone.data import INVENTED_SOURCE_TEXT
from utils.capstone.model.brief import TARGET_DAY
from utils.capstone.pictures.day_marks import MARK_ROW_INCHES, draw_day_marks
from utils.capstone.quarter.story import WORKDAYS_PER_WEEK
from utils.capstone.quarter.words import budget_left_text
from utils.kit import style
from utils.kit.axes import (
    LABEL_PADDING_INCHES,
    draw_row_labels,
    draw_x_axis,
    draw_y_axis,
    nice_ticks,
)
from utils.kit.english import MINUS, format_number, plural
from utils.kit.lettering import SMALL_FONT_SIZE, max_text_width_inches, truncate_to_width
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar, draw_point

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.capstone.quarter.story import QuarterStory

ROW_HEIGHT_INCHES, MARGIN_TOP_INCHES, MARGIN_BOTTOM_INCHES = 0.26, 0.74, 0.5  # inches
# Inches: between panels, and of panels.
PANEL_GAP_INCHES, BUDGET_HEIGHT_INCHES, COST_HEIGHT_INCHES = (
    0.4,
    0.8,
    0.7,
)
MARGIN_RIGHT_INCHES = 1.15  # inches, for what a panel says at its end
MAX_TASK_NAME_INCHES = 1.9  # inches
LEGEND_TEXT = "outlined: planned · filled: done so far (orange: ended late) · dots: incidents"
MARK_LABEL_ROOM_FACTOR = 1.1  # times the latest marked day: its words need room on the right
MIN_DRAWN_BUDGET_SHARE = (  # of the error budget: what is overdrawn further is written, not drawn
    -1.0
)

# --- words -------------------------------------------------------------------------------


def title(story: QuarterStory) -> str:
    """Return what is to be seen: where the quarter is, and how it goes."""
    launch, promised = float(story.result.launch_days[0]), story.plan.promised_day
    if not story.week:
        return f"Before week 1: launch planned for day {planned_launch_day(story)}"
    if story.current_day < launch:
        return f"Week {story.week}: not live yet, day {promised:g} is promised"
    apart = math.ceil(launch - 1e-9) - math.ceil(promised)
    how = "as promised" if not apart else plural(abs(apart), "day")
    if apart:
        how += " late" if apart > 0 else " early"
    return f"Week {story.week}: live since day {_day_number(launch)}, {how}"


def planned_launch_day(story: QuarterStory) -> int:
    """Return the day on which the plan's critical path ends."""
    return _day_number(story.plan.schedule().finish)


def _day_number(day: float) -> int:
    return math.ceil(day - 1e-9)


def _percent_text(share: float) -> str:
    return f"{share:.0%}".replace("-", MINUS)


def _latest_budget_share_left(story: QuarterStory) -> float | None:
    points = story.budget_left_by_day()
    return points[-1][1] if points else None


# --- draw --------------------------------------------------------------------------------


@style.with_course_style
def draw(story: QuarterStory) -> Figure:
    """Return the figure: three panels over the same days."""
    tasks = story.plan.schedule().rows
    marked = _build_day_marks(story)
    top = MARGIN_TOP_INCHES + MARK_ROW_INCHES * len(marked)
    network = ROW_HEIGHT_INCHES * len(tasks)
    height = (
        top
        + network
        + PANEL_GAP_INCHES
        + BUDGET_HEIGHT_INCHES
        + PANEL_GAP_INCHES
        + COST_HEIGHT_INCHES
        + MARGIN_BOTTOM_INCHES
    )
    figure = style.figure(title(story), LEGEND_TEXT, height=height)
    names = [truncate_to_width(row.task.label, MAX_TASK_NAME_INCHES) for row in tasks]
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(names)
    end = max(
        story.final_week * WORKDAYS_PER_WEEK, *(MARK_LABEL_ROOM_FACTOR * day for day, *_ in marked)
    )
    below = (
        PANEL_GAP_INCHES
        + BUDGET_HEIGHT_INCHES
        + PANEL_GAP_INCHES
        + COST_HEIGHT_INCHES
        + MARGIN_BOTTOM_INCHES
    )
    panels = []
    for bottom, panel_height in (
        (below, network),
        (below - PANEL_GAP_INCHES - BUDGET_HEIGHT_INCHES, BUDGET_HEIGHT_INCHES),
        (MARGIN_BOTTOM_INCHES, COST_HEIGHT_INCHES),
    ):
        room = height - bottom - panel_height
        ax = style.axes(figure, left=left, bottom=bottom, right=MARGIN_RIGHT_INCHES, top=room)
        ax.set_xlim(0, end)
        panels.append(ax)
    _draw_network(panels[0], story, names)
    draw_day_marks(panels[0], marked, zorder=0.6)
    _draw_budget(panels[1], story)
    _draw_waiting_cost(panels[2], story, end)
    draw_x_axis(
        panels[2], nice_ticks(0, end, 8), lambda day: f"{day:g}", "working days from the start"
    )
    return figure


def _build_day_marks(story: QuarterStory) -> list[tuple[float, str, str]]:
    """Return the days to mark: day, words, and color, the latest first."""
    marks = [
        (
            story.plan.promised_day,
            f"promised: day {story.plan.promised_day:g}",
            style.WARNING_COLOR,
        ),
        (float(TARGET_DAY), f"partners want: day {TARGET_DAY}", style.MUTED_COLOR),
        (story.current_day, f"today: day {story.current_day:g}", style.TEXT_COLOR),
    ]
    return sorted(marks, key=lambda one: -one[0])


def _draw_network(ax: Axes, story: QuarterStory, names: list[str]) -> None:
    rows, found, now = story.plan.schedule().rows, story.result.quarters, story.current_day
    ax.set_ylim(0.5 - len(rows), 0.5)
    draw_row_labels(ax, names)
    for at, row in enumerate(rows):
        _draw_planned_outline(ax, (row.start, row.finish), -at)
        start, end = (float(found.starts[row.task.key][0]), float(found.ends[row.task.key][0]))
        if now > start:
            late = end > row.finish + 0.5
            color = style.WARNING_COLOR if late and now >= end else style.ACCENT_COLOR
            draw_filled_bar(ax, (start, min(now, end)), (-at - 0.2, -at + 0.2), color)
        if now >= end:
            note = _done_note(round(end) - round(row.finish))
            ax.text(
                1 + 0.1 / _width_inches(ax),
                -at - 0.17,
                note,
                transform=ax.get_yaxis_transform(),
                fontsize=SMALL_FONT_SIZE,
                color=style.MUTED_COLOR,
            )


def _done_note(days_late: int) -> str:
    if not days_late:
        return "done, on time"
    return f"done, {abs(days_late)} d {'late' if days_late > 0 else 'early'}"


def _draw_planned_outline(ax: Axes, x_range: tuple[float, float], y: float) -> None:
    (left, right), half = x_range, 0.32
    xs = (left, right, right, left, left)
    ys = (y - half, y - half, y + half, y + half, y - half)
    ax.plot(xs, ys, color=CONNECTOR_COLOR, linewidth=1, zorder=0.9)


def _draw_budget(ax: Axes, story: QuarterStory) -> None:
    points = story.budget_left_by_day()
    lowest = min([0.0, *(max(left, MIN_DRAWN_BUDGET_SHARE) for _, left in points)])
    ax.set_ylim(lowest - 0.08, 1.1)
    draw_y_axis(ax, [0, 1] if lowest > MIN_DRAWN_BUDGET_SHARE / 2 else [-1, 0, 1], _percent_text)
    _draw_heading(ax, f"Error budget left, at {story.plan.promised_objective:.2%}")
    if not points:
        _draw_note_right(ax, 1.0, "from the pilot on")
        return
    days = [day for day, _ in points]
    heights = [max(left, MIN_DRAWN_BUDGET_SHARE) for _, left in points]
    color = style.WARNING_COLOR if points[-1][1] < 0 else style.ACCENT_COLOR
    ax.plot(days, heights, color=color, linewidth=2, zorder=2)
    for one in story.incidents():
        draw_point(
            ax, one.day, _interpolate_height(days, heights, one.day), style.WARNING_COLOR, area=20
        )
    _draw_note_right(ax, heights[-1], budget_left_text(points[-1][1]))


def _interpolate_height(days: list[float], heights: list[float], day: float) -> float:
    import numpy as np

    return float(np.interp(day, days, heights))


def _draw_waiting_cost(ax: Axes, story: QuarterStory, end: float) -> None:
    now = story.current_day
    days = sorted({0.0, now, min(now, float(story.result.launch_days[0]))})
    costs = [story.waiting_cost_points(day) for day in days]
    ax.set_ylim(0, max(story.waiting_cost_points(end), 1) * 1.1)
    draw_y_axis(ax, nice_ticks(0, story.waiting_cost_points(end), 3), lambda cost: f"{cost:,.0f}")
    _draw_heading(ax, "What waiting has cost, in points (cost of delay)")
    ax.plot(days, costs, color=style.ACCENT_COLOR, linewidth=2, zorder=2)
    _draw_note_right(ax, costs[-1], f"{costs[-1]:,.0f} points")


def _draw_heading(ax: Axes, words: str) -> None:
    height = ax.get_window_extent().height / style.CSS_DPI
    ax.text(
        0,
        1 + 0.06 / height,
        words,
        transform=ax.transAxes,
        fontsize=SMALL_FONT_SIZE,
        color=style.MUTED_COLOR,
    )


def _draw_note_right(ax: Axes, y: float, words: str) -> None:
    ax.text(
        1 + 0.1 / _width_inches(ax),
        y,
        words,
        transform=ax.get_yaxis_transform(),
        va="center",
        fontsize=SMALL_FONT_SIZE,
    )


def _width_inches(ax: Axes) -> float:
    return ax.get_window_extent().width / style.CSS_DPI


# --- describe ----------------------------------------------------------------------------


def describe(story: QuarterStory) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    left = _latest_budget_share_left(story)
    budget = "The error budget counts from the pilot on."
    if left is not None:
        budget = f"Error budget at an objective of {story.plan.promised_objective:.2%}: "
        budget += f"{budget_left_text(left)}, after {plural(len(story.incidents()), 'incident')}."
    return (
        f"{title(story)}. Three panels over working days, up to day {story.current_day:g}. "
        f"{' '.join(_task_lines(story))} Promised: day {story.plan.promised_day:g}; "
        f"the partners want day {TARGET_DAY}. {budget} Waiting has cost "
        f"{format_number(round(story.waiting_cost_points(story.current_day)))} "
        "points."
    )


def _task_lines(story: QuarterStory) -> list[str]:
    found, now = story.result.quarters, story.current_day
    lines = []
    for row in story.plan.schedule().rows:
        start, end = (float(found.starts[row.task.key][0]), float(found.ends[row.task.key][0]))
        planned = f"planned for days {row.start:g} to {row.finish:g}"
        state = "not begun"
        if now >= end:
            state = f"done on day {_day_number(end)}"
        elif now > start:
            state = f"running since day {math.floor(start)}"
        lines.append(f"{row.task.label}: {planned}, {state}.")
    return lines


def picture(story: QuarterStory) -> Picture:
    """Return figure and description together."""
    return Picture(draw(story), describe(story), INVENTED_SOURCE_TEXT)
