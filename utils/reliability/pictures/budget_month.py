"""An error budget as a month of minutes: the hours of 30 days, and one of them close up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.english import plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR
from utils.reliability.model.slo import budget_minutes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DAYS, HOURS, MINUTES = 30, 24, 60
MINUTES_PER_ROW = 10  # minutes in a row of the hour close up
SOURCE_TEXT = "Arithmetic: (1 − objective) × 30 days × 24 hours × 60 minutes."


def title(objective: float) -> str:
    """Return the title: the minutes that may be down, out of all."""
    budget, every = budget_minutes(objective, DAYS), DAYS * HOURS * MINUTES
    return f"{objective:.2%} leaves {budget:.1f} of {every:,} minutes"


def budget_hours_and_minutes(objective: float) -> tuple[int, int]:
    """Return whole hours of the budget, and the minutes beyond them, rounded."""
    whole, rest = divmod(round(budget_minutes(objective, DAYS)), MINUTES)
    return whole, rest


@style.with_course_style
def draw(objective: float) -> Figure:
    """Return the figure: 720 hours with the budget filled in, and its last hour in minutes."""
    whole, rest = budget_hours_and_minutes(objective)
    touched = whole + (rest > 0)
    figure = style.figure(title(objective), "the error budget of 30 days, filled in", height=3.05)
    month = style.axes(figure, left=0.75, bottom=0.4, right=3.05, top=0.98)
    _draw_squares(month, DAYS * HOURS, DAYS, touched, 5.0)
    words = f"{DAYS * HOURS} hours: the budget fits into {touched}"
    month.text(-0.5, -1.2, words, va="bottom", weight="bold")
    small: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "color": style.MUTED_COLOR}
    month.text(-1, 0, "hour 1", ha="right", va="center", **small)
    month.text(-1, HOURS - 1, f"hour {HOURS}", ha="right", va="center", **small)
    month.text(0, HOURS, "day 1", ha="center", va="top", **small)
    month.text(DAYS - 1, HOURS, f"day {DAYS}", ha="center", va="top", **small)
    hour = style.axes(figure, left=4.75, bottom=1.12, right=0.85, top=0.98)
    _draw_squares(hour, MINUTES, MINUTES_PER_ROW, rest, 9.5)
    words = f"{'the last' if whole else 'that'} hour: {MINUTES} minutes"
    hour.text(-0.5, -0.87, words, va="bottom", weight="bold")  # as high as the month's
    hour.text(MINUTES_PER_ROW - 0.3, 0, f"■ {rest} down", va="center", color=style.WARNING_COLOR)
    hour.text(
        MINUTES_PER_ROW - 0.3, 1, f"□ {MINUTES - rest} up", va="center", color=style.MUTED_COLOR
    )
    return figure


def _draw_squares(ax: Axes, count: int, columns: int, filled_count: int, size: float) -> None:
    """Draw squares row by row, the first ones filled."""
    rows = count // columns
    ax.set_xlim(-0.6, columns - 0.4)
    ax.set_ylim(rows - 0.4, -0.6)
    kinds = (
        (range(filled_count), style.WARNING_COLOR, style.WARNING_COLOR),
        (range(filled_count, count), style.BACKGROUND_COLOR, CONNECTOR_COLOR),
    )
    for places, face, rim in kinds:
        xs, ys = [n % columns for n in places], [n // columns for n in places]
        look: style.StyleOptions = {"markerfacecolor": face, "markeredgecolor": rim}
        ax.plot(xs, ys, "s", markersize=size, markeredgewidth=0.6, **look)


def describe(objective: float) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    whole, rest = budget_hours_and_minutes(objective)
    hours = f"{plural(whole, 'whole hour')} and " if whole else ""
    return (
        f"{title(objective)}. Of the {DAYS * HOURS} hours in {DAYS} days, {hours}"
        f"{plural(rest, 'minute')} of one more hour are filled in."
    )


def picture(objective: float = 0.999) -> Picture:
    """Return figure and description together. `objective` is a share, 0 to 1."""
    return Picture(draw(objective), describe(objective), SOURCE_TEXT)
