"""The share of right answers to each question, with the range that so few answers allow."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis
from utils.kit.english import split_off_question, verb_for_count
from utils.kit.lettering import wrap_text
from utils.kit.picture import Picture
from utils.kit.shapes import draw_point
from utils.workshop.debrief.answers import notebook_and_question_by_id
from utils.workshop.debrief.result_texts import right_share_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from utils.workshop.model.class_results import QuestionResult

MAX_QUESTION_ROWS = 12
LINE_INCHES, GAP_INCHES = 0.16, 0.12  # a line of a label, and the room between two labels
LABEL_WIDTH_INCHES = 3.7
SOURCE_NOTE = "First answers of this class, read from the folder."


def picture(results: Sequence[QuestionResult]) -> Picture:
    """Return the questions as rows, at most `MAX_ROWS`. Needs at least one."""
    shown = list(results[:MAX_QUESTION_ROWS])
    rows = "; ".join(f"{_question_label(one)}: {right_share_text(one)}" for one in shown)
    return Picture(
        draw(shown),
        description=f"One row for each question: a dot for the share of right answers, and a line "
        f"for the range that fits so few answers. {rows}.",
        source=SOURCE_NOTE,
    )


def _question_label(result: QuestionResult) -> str:
    notebook, question = notebook_and_question_by_id()[result.question]
    return f"{notebook.partition('-')[0]}: {split_off_question(question.stem)[1]}"


@style.with_course_style
def draw(results: Sequence[QuestionResult]) -> Figure:
    """Return the figure: a dot and a range for each question."""
    lowest = min(results, key=lambda one: one.right_share)
    labels = [wrap_text(_question_label(one), LABEL_WIDTH_INCHES) for one in results]
    rooms = [LINE_INCHES * len(lines) + GAP_INCHES for lines in labels]
    places = [room / 2 - below for room, below in zip(rooms, accumulate(rooms), strict=True)]
    figure = style.figure(
        f"The hardest question here: {lowest.right} of {lowest.tried} "
        f"{verb_for_count(lowest.right, 'was', 'were')} right",
        "● share right · line: likely share in groups like this (95%)",
        height=1.05 + sum(rooms),
    )
    ax = style.axes(figure, left=LABEL_WIDTH_INCHES + 0.15, bottom=0.35, right=0.85)
    ax.set_xlim(-3, 103)  # a dot at an end is whole
    ax.set_ylim(-sum(rooms), 0)
    draw_x_axis(ax, [0, 25, 50, 75, 100], lambda tick: f"{tick:g}%")
    draw_row_labels(ax, ["\n".join(lines) for lines in labels], places)
    for y, one in zip(places, results, strict=True):
        low, high = one.likely_range
        ax.plot((100 * low, 100 * high), (y, y), color=style.ACCENT_COLOR, linewidth=2)
        draw_point(ax, 100 * one.right_share, y, style.ACCENT_COLOR)
        ax.text(106, y, f"{one.right} of {one.tried}", va="center", clip_on=False)
    return figure
