"""H3: what a panel gave, answer by answer, and what the learner gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring.model.interview import MAX_SCORE, MIN_SCORE, spread_by_question
from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.hiring.model.interview import InterviewQuestion, ScoreSpread

POINT_OFFSET_ROWS = 0.13  # of a row, so that equal scores stay apart
NAMES_WIDTH_INCHES = 1.25  # the questions' names
CANDIDATE_GAP_INCHES = 0.3  # between the candidates
MIN_WIDE_SPREAD_POINTS = 2  # points between highest and lowest: worth a talk


def title(panels: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    """Return the title: on how many answers the panel itself disagrees."""
    wide = sum(
        one.width >= MIN_WIDE_SPREAD_POINTS
        for panel in panels.values()
        for one in spread_by_question(panel).values()
    )
    every = sum(len(spread_by_question(panel)) for panel in panels.values())
    return (
        f"The panel is {MIN_WIDE_SPREAD_POINTS} or more points apart on {wide} of {every} answers"
    )


@style.with_course_style
def draw(
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[InterviewQuestion],
    names: Mapping[str, str],
) -> Figure:
    """Return the figure: a panel a candidate, a row a question."""
    figure = style.figure(
        title(panels), "● each panelist · ◯ you · — the panel's spread", height=2.75
    )
    room = style.WIDTH_INCHES - NAMES_WIDTH_INCHES - 0.1
    width = (room + CANDIDATE_GAP_INCHES) / len(panels) - CANDIDATE_GAP_INCHES
    for column, (who, panel) in enumerate(panels.items()):
        left = NAMES_WIDTH_INCHES + column * (width + CANDIDATE_GAP_INCHES)
        right = style.WIDTH_INCHES - left - width
        ax = style.axes(figure, left=left, bottom=0.3, right=right, top=0.95)
        ax.set_xlim(MIN_SCORE - 0.3, MAX_SCORE + 0.3)
        ax.set_ylim(0.5 - len(questions), 0.5)
        draw_x_axis(ax, range(MIN_SCORE, MAX_SCORE + 1), "{:g}".format)
        if column == 0:
            draw_row_labels(ax, [one.label for one in questions])
        ax.text(MIN_SCORE - 0.3, 0.72, names[who], weight="bold", va="bottom")
        for row, one in enumerate(questions):
            _draw_row(ax, -row, spread_by_question(panel)[one.key], own_scores[who][one.key])
    return figure


def _draw_row(ax: Axes, y: float, spread: ScoreSpread, own_score: int) -> None:
    color = style.WARNING_COLOR if spread.width >= MIN_WIDE_SPREAD_POINTS else style.ACCENT_COLOR
    ax.plot(
        (min(spread.scores), max(spread.scores)), (y, y), color=color, linewidth=2.5, alpha=0.45
    )
    many = len(spread.scores)
    for at, score in enumerate(sorted(spread.scores)):
        draw_point(ax, score, y + POINT_OFFSET_ROWS * (at - (many - 1) / 2), color, area=24)
    ax.plot(
        own_score,
        y,
        marker="o",
        markersize=13,
        markerfacecolor="none",
        markeredgecolor=style.TEXT_COLOR,
        markeredgewidth=1.6,
        zorder=6,
    )


def describe(
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[InterviewQuestion],
    names: Mapping[str, str],
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for who, panel in panels.items():
        for one in questions:
            scores = spread_by_question(panel)[one.key].scores
            given = ", ".join(map(str, scores))
            rows.append(
                f"{names[who]}, {one.label}: panel {given}; you {own_scores[who][one.key]}."
            )
    return f"{title(panels)}. {' '.join(rows)}"


def picture(
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[InterviewQuestion],
    names: Mapping[str, str],
    *,
    source: str,
) -> Picture:
    """Return figure and description together. Scores from 1 to 5 by candidate and question."""
    return Picture(
        draw(own_scores, panels, questions, names),
        describe(own_scores, panels, questions, names),
        source,
    )
