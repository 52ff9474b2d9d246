"""The route as a line of minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels, draw_x_axis, nice_ticks
from utils.kit.english import plural
from utils.kit.lettering import max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure

    from utils.welcome.model.routes import RouteStop

ROW_HEIGHT_INCHES = 0.24  # inches


def title(stops: Sequence[RouteStop]) -> str:
    """Return the title: how much there is, and how much of it is hands-on."""
    if not stops:
        return "Too short for anything"
    doing = sum(stop.block.exercise_minutes for stop in stops)
    books = len({stop.block.notebook for stop in stops})
    whole = f"{plural(stops[-1].end, 'minute')} in {plural(books, 'notebook')}"
    return f"{whole}, {doing:g} of them hands-on"


@style.with_course_style
def draw(stops: Sequence[RouteStop], titles: Mapping[str, str]) -> Figure:
    """Return the figure: a row a notebook, a bar where its exercises lie in the time."""
    books = list(dict.fromkeys(stop.block.notebook for stop in stops))
    figure = style.figure(
        title(stops),
        "minutes from the start: when each notebook's turn comes",
        height=1.25 + ROW_HEIGHT_INCHES * max(len(books), 1),
    )
    labels = [f"{name.split('-')[0]} {titles[name]}" for name in books]
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(labels)
    ax = style.axes(figure, left=left, bottom=0.5, right=0.3, top=0.7)
    end = stops[-1].end if stops else 1
    ax.set_xlim(0, end)
    ax.set_ylim(0.5 - max(len(books), 1), 0.5)
    draw_x_axis(ax, nice_ticks(0, end, 7), "{:g}".format, "minutes")
    draw_row_labels(ax, labels)
    for stop in stops:
        row = -books.index(stop.block.notebook)
        draw_filled_bar(ax, (stop.start, stop.end), (row - 0.32, row + 0.32), style.ACCENT_COLOR)
        ax.plot(
            (stop.start, stop.start),
            (row - 0.32, row + 0.32),
            color=style.BACKGROUND_COLOR,
            linewidth=1,
        )
    return figure


def describe(stops: Sequence[RouteStop], titles: Mapping[str, str]) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = [
        f"{stop.start:g} to {stop.end:g}: {titles[stop.block.notebook]}, {stop.block.summary}."
        for stop in stops
    ]
    return f"{title(stops)}. {' '.join(rows)}"


def picture(stops: Sequence[RouteStop], titles: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together. Minutes."""
    return Picture(draw(stops, titles), describe(stops, titles), source)
