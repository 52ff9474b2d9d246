"""Before and after, topic by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.model.growth import compute_growth
from utils.kit import style
from utils.kit.axes import draw_row_labels
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.capstone.model.growth import AnswerPair

ROW_HEIGHT_INCHES = 0.24  # inches
BEFORE_X, AFTER_X = 0.4, 2.4  # of the two signs in a row
CONFIDENCE_LABELS = {"guess": "a guess", "fairly": "fairly sure", "sure": "sure", "": ""}


def title(pairs: Sequence[AnswerPair]) -> str:
    """Return the title: right before and after, out of what was answered twice."""
    made = compute_growth(pairs)
    if not made.answered:
        return "No topic has been answered both times yet"
    return f"{made.before} of {made.answered} right before, {made.after} after"


@style.with_course_style
def draw(pairs: Sequence[AnswerPair], names: Mapping[str, str]) -> Figure:
    """Return the figure: a row a topic, a sign for each answer, and how sure it was."""
    made = style.figure(
        title(pairs),
        "● right, × not right, · not answered, and how sure you were",
        height=1.15 + ROW_HEIGHT_INCHES * len(pairs),
    )
    ax = style.axes(made, left=2.3, bottom=0.12, right=0.4, top=0.95)
    ax.set_xlim(0, 4)
    ax.set_ylim(0.5 - len(pairs), 0.5)
    draw_row_labels(ax, [names[pair.topic] for pair in pairs])
    for x, text in ((BEFORE_X, "before"), (AFTER_X, "after")):
        ax.text(x, 0.62, text, ha="center", va="bottom", weight="bold")
    for row, pair in enumerate(pairs):
        line = (BEFORE_X + 0.3, AFTER_X - 0.3)
        ax.plot(line, (-row, -row), color=_line_color(pair), linewidth=2, zorder=1)
        _draw_answer(ax, (BEFORE_X, -row), pair.confidence_before, right=pair.before)
        _draw_answer(ax, (AFTER_X, -row), pair.confidence_after, right=pair.after)
    return made


def _line_color(pair: AnswerPair) -> str:
    if pair.before is None or pair.after is None or pair.before == pair.after:
        return CONNECTOR_COLOR
    return style.ACCENT_COLOR if pair.after else style.WARNING_COLOR


def _draw_answer(
    ax: Axes, position: tuple[float, float], confidence: str, *, right: bool | None
) -> None:
    x, y = position
    if right is None:
        ax.text(x, y, "·", ha="center", va="center", color=style.MUTED_COLOR)
        return
    color, marker = (style.ACCENT_COLOR, "o") if right else (style.WARNING_COLOR, "x")
    ax.plot(x, y, marker=marker, markersize=8, markeredgewidth=2, color=color, zorder=3)
    box = {"facecolor": style.BACKGROUND_COLOR, "edgecolor": "none", "pad": 1.5}
    label = CONFIDENCE_LABELS[confidence]
    ax.text(
        x + 0.2,
        y,
        label,
        va="center",
        fontsize=SMALL_FONT_SIZE,
        color=style.MUTED_COLOR,
        bbox=box,
        zorder=2,
    )


def describe(pairs: Sequence[AnswerPair], names: Mapping[str, str]) -> str:
    """Return the picture in words, from the same values as `draw`."""
    rows = [
        f"{names[pair.topic]}: "
        f"before {_answer_text(pair.confidence_before, right=pair.before)}, "
        f"after {_answer_text(pair.confidence_after, right=pair.after)}."
        for pair in pairs
    ]
    return f"{title(pairs)}. {' '.join(rows)}"


def _answer_text(confidence: str, *, right: bool | None) -> str:
    if right is None:
        return "not answered"
    return f"{'right' if right else 'not right'} ({CONFIDENCE_LABELS[confidence]})"


def picture(pairs: Sequence[AnswerPair], names: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(pairs, names), describe(pairs, names), source)
