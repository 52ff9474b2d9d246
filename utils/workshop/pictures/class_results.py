"""The share of right answers to each question, with the range that so few answers allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import row_labels, x_axis
from utils.kit.english import shorten, split_question
from utils.kit.picture import Picture
from utils.kit.shapes import point
from utils.workshop.debrief.answers import all_questions
from utils.workshop.debrief.words import share_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from utils.workshop.model.class_results import QuestionResult

MOST_ROWS = 12
ROW_INCHES = 0.26
LABEL_LENGTH = 46  # letters that fit left of the axes
SOURCE = "First answers of this class, read from the folder. Nobody is named."


def picture(results: Sequence[QuestionResult]) -> Picture:
    """Return the questions as rows, at most `MOST_ROWS`. Needs at least one."""
    shown = list(results[:MOST_ROWS])
    rows = "; ".join(f"{_name(one)}: {share_words(one)}" for one in shown)
    return Picture(
        draw(shown),
        description=f"One row for each question: a dot for the share of right answers, and a line "
        f"for the range that fits so few answers. {rows}.",
        source=SOURCE,
    )


def _name(result: QuestionResult) -> str:
    _, question = all_questions()[result.question]
    return shorten(split_question(question.stem)[1], LABEL_LENGTH)


@style.with_course_style
def draw(results: Sequence[QuestionResult]) -> Figure:
    """Return the figure: a dot and a range for each question."""
    lowest = min(results, key=lambda one: one.share)
    figure = style.figure(
        f"The hardest question here: {lowest.right} of {lowest.tried} were right",
        "● share right · line: likely share in groups like this (95%)",
        height=1.15 + ROW_INCHES * len(results),
    )
    ax = style.axes(figure, left=3.35, bottom=0.35, right=0.85)
    ax.set_xlim(0, 100)
    ax.set_ylim(-len(results) + 0.5, 0.5)
    x_axis(ax, [0, 25, 50, 75, 100], lambda tick: f"{tick:g}%")
    row_labels(ax, [_name(one) for one in results])
    for row, one in enumerate(results):
        low, high = one.range
        ax.plot((100 * low, 100 * high), (-row, -row), color=style.ACCENT_COLOR, linewidth=2)
        point(ax, 100 * one.share, -row, style.ACCENT_COLOR)
        ax.text(103, -row, f"{one.right} of {one.tried}", va="center", clip_on=False)
    return figure
