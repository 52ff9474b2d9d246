"""H3: what a panel gave, answer by answer, and where the learner stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring.model.interview import HIGH, LOW, spreads
from utils.kit import style
from utils.kit.axes import row_labels, x_axis
from utils.kit.picture import Picture
from utils.kit.shapes import point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.hiring.model.interview import Question, Spread

NUDGE = 0.13  # of a row, so that equal scores stay apart
WIDE = 2  # points between highest and lowest: worth a talk


def finding(panels: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    """Return the title: on how many answers the panel itself lies apart."""
    wide = sum(one.width >= WIDE for panel in panels.values() for one in spreads(panel).values())
    every = sum(len(spreads(panel)) for panel in panels.values())
    return f"The panel lies {WIDE} points or more apart on {wide} of {every} answers"


@style.with_course_style
def draw(
    own: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[Question],
    names: Mapping[str, str],
) -> Figure:
    """Return the figure: a panel a candidate, a row a question."""
    made = style.figure(
        finding(panels), "● each panelist   ◯ you   — the panel's spread", height=2.75
    )
    for column, (who, panel) in enumerate(panels.items()):
        left = 1.25 + column * 3.05
        ax = style.axes(made, left=left, bottom=0.3, right=7.2 - left - 2.65, top=0.95)
        ax.set_xlim(LOW - 0.3, HIGH + 0.3)
        ax.set_ylim(0.5 - len(questions), 0.5)
        x_axis(ax, range(LOW, HIGH + 1), "{:g}".format)
        if column == 0:
            row_labels(ax, [one.label for one in questions])
        ax.text(LOW - 0.3, 0.72, names[who], weight="bold", va="bottom")
        for row, one in enumerate(questions):
            _row(ax, -row, spreads(panel)[one.key], own[who][one.key])
    return made


def _row(ax: Axes, y: float, spread: Spread, own: int) -> None:
    color = style.WARNING_COLOR if spread.width >= WIDE else style.ACCENT_COLOR
    ax.plot(
        (min(spread.scores), max(spread.scores)), (y, y), color=color, linewidth=2.5, alpha=0.45
    )
    many = len(spread.scores)
    for at, score in enumerate(sorted(spread.scores)):
        point(ax, score, y + NUDGE * (at - (many - 1) / 2), color, area=24)
    ax.plot(
        own,
        y,
        marker="o",
        markersize=13,
        markerfacecolor="none",
        markeredgecolor=style.TEXT_COLOR,
        markeredgewidth=1.6,
        zorder=6,
    )


def describe(
    own: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[Question],
    names: Mapping[str, str],
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for who, panel in panels.items():
        for one in questions:
            scores = spreads(panel)[one.key].scores
            given = ", ".join(map(str, scores))
            rows.append(f"{names[who]}, {one.label}: panel {given}; you {own[who][one.key]}.")
    return f"{finding(panels)}. {' '.join(rows)}"


def picture(
    own: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[Question],
    names: Mapping[str, str],
    *,
    source: str,
) -> Picture:
    """Return figure and description together. Scores from 1 to 5 by candidate and question."""
    return Picture(
        draw(own, panels, questions, names), describe(own, panels, questions, names), source
    )
