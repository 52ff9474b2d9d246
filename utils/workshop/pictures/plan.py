"""A workshop on a clock: a row for each kind of time, a bar where it's due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels, draw_x_axis
from utils.kit.english import join_words, plural
from utils.kit.lettering import max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR, draw_filled_bar
from utils.workshop.model import plan as model
from utils.workshop.parsing import format_clock

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.workshop.model.plan import Plan

# Rows from top to bottom, and the kinds of time in each.
ROW_KINDS_BY_CHART_ROW = {
    "Set up and open": (model.SETUP, model.WELCOME, model.OPEN),
    "Exercises": (model.EXERCISE,),
    "Pairs": (model.PAIRS,),
    "Debriefs": (model.DEBRIEF,),
    "Spare, collect": (model.SPARE, model.COLLECT),
    "Breaks": (model.BREAK,),
}
EMPHASIZED_CHART_ROWS = {"Exercises", "Debriefs"}
ROW_HEIGHT, GAP = 0.22, 0.42  # inches: a row, and what comes between two days
TICK_STEPS_MINUTES = (10, 15, 30, 60, 120)  # minutes between two labels of the clock
MAX_TICKS = 8


def title(plan: Plan) -> str:
    """Return the title: how much of the time is for doing, and how much for talking."""
    doing = plan.minutes(model.EXERCISE, model.PAIRS)
    return (
        f"{plural(plan.minutes(), 'minute')}: {doing} for doing, "
        f"{plan.minutes(model.DEBRIEF)} for debriefs, {plan.minutes(model.SPARE)} to spare"
    )


@style.with_course_style
def draw(plan: Plan, start: int) -> Figure:
    """Return the figure; `start` is in minutes after midnight."""
    each = len(ROW_KINDS_BY_CHART_ROW) * ROW_HEIGHT
    height = 0.55 + len(plan.days) * (each + GAP)
    days = "" if len(plan.days) == 1 else "; the first day is on top"
    figure = style.figure(title(plan), f"when each kind of time is due{days}", height=height)
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(ROW_KINDS_BY_CHART_ROW)
    for number, day in enumerate(plan.days):
        top = 0.65 + number * (each + GAP)
        ax = style.axes(figure, left=left, bottom=height - top - each, right=0.35, top=top)
        end = day[-1].end
        ax.set_xlim(0, end)
        ax.set_ylim(0.5 - len(ROW_KINDS_BY_CHART_ROW), 0.5)
        draw_x_axis(
            ax, _clock_tick_minutes(start, end), lambda tick: format_clock(start + round(tick))
        )
        draw_row_labels(ax, list(ROW_KINDS_BY_CHART_ROW))
        _draw_bars(ax, plan, number)
    return figure


def _draw_bars(ax: Axes, plan: Plan, day_index: int) -> None:
    for row, (name, kinds) in enumerate(ROW_KINDS_BY_CHART_ROW.items()):
        color = style.ACCENT_COLOR if name in EMPHASIZED_CHART_ROWS else AREA_COLOR
        for item in plan.days[day_index]:
            if item.kind in kinds:
                draw_filled_bar(ax, (item.start, item.end), (-row - 0.33, -row + 0.33), color)


def _clock_tick_minutes(start: int, end: int) -> list[float]:
    """Return round clock times within a day, in minutes from its start."""
    step = next(
        (one for one in TICK_STEPS_MINUTES if end / one <= MAX_TICKS), TICK_STEPS_MINUTES[-1]
    )
    first = -start % step
    return [float(tick) for tick in range(first, end + 1, step)]


def describe(plan: Plan, start: int) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    days = [
        f"From {format_clock(start)} to {format_clock(start + day[-1].end)}: "
        + join_words(
            f"{plural(sum(i.minutes for i in day if i.kind in kinds), 'minute')} of {name.lower()}"
            for name, kinds in ROW_KINDS_BY_CHART_ROW.items()
        )
        for day in plan.days
    ]
    return f"{title(plan)}. {'. '.join(days)}."


def picture(plan: Plan, start: int, *, source: str) -> Picture:
    """Return figure and description together. `start` is in minutes after midnight."""
    return Picture(draw(plan, start), describe(plan, start), source)
