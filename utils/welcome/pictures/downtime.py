"""How long something may be down at an objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_x_axis, nice_ticks
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar
from utils.reliability.model.slo import budget_minutes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OBJECTIVE_WINDOW_DAYS = 30
AXIS_LENGTH_HOURS = 8.0  # hours that the scale always covers


def title(objective: float) -> str:
    """Return the title: the objective in minutes."""
    duration = format_duration(budget_minutes(objective, OBJECTIVE_WINDOW_DAYS))
    return f"{objective:.2%} leaves {duration} in {OBJECTIVE_WINDOW_DAYS} days"


def format_duration(minutes: float) -> str:
    """Return minutes as text, in hours from two hours on."""
    hours = minutes / 60
    return f"{hours:.1f} hours" if hours >= 2 else f"{minutes:.1f} minutes"


@style.with_course_style
def draw(objective: float) -> Figure:
    """Return the figure: a working day as the scale, the time down as a bar."""
    figure = style.figure(
        title(objective),
        "time that everything may be down; the scale is a working day",
        height=1.75,
    )
    ax = style.axes(figure, left=0.2, bottom=0.5, right=0.3, top=0.72)
    hours = budget_minutes(objective, OBJECTIVE_WINDOW_DAYS) / 60
    ax.set_xlim(0, AXIS_LENGTH_HOURS)
    ax.set_ylim(0, 1)
    draw_x_axis(ax, nice_ticks(0, AXIS_LENGTH_HOURS, 8), "{:g}".format, "hours")
    draw_filled_bar(ax, (0, max(hours, 0.015)), (0.2, 0.8), style.ACCENT_COLOR)
    ax.text(hours + 0.08, 0.5, format_duration(60 * hours), va="center", weight="bold")
    return figure


def picture(objective: float, *, source: str) -> Picture:
    """Return figure and description together. `objective` is a share, 0 to 1."""
    description = (
        f"{title(objective)}. The bar is that long on a scale of {AXIS_LENGTH_HOURS:g} hours."
    )
    return Picture(draw(objective), description, source)
