"""Before and after, topic by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.model.growth import growth
from utils.kit import style
from utils.kit.axes import row_labels
from utils.kit.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.capstone.model.growth import Pair

ROW = 0.24  # inches
SURE = {"guess": "a guess", "fairly": "fairly sure", "sure": "sure", "": ""}


def finding(pairs: Sequence[Pair]) -> str:
    """Return the title: right before and after, out of what was answered twice."""
    made = growth(pairs)
    if not made.answered:
        return "Nothing was answered both times yet"
    return f"{made.before} of {made.answered} right before, {made.after} after"


@style.with_course_style
def draw(pairs: Sequence[Pair], names: Mapping[str, str]) -> Figure:
    """Return the figure: a row a topic, a sign for each time, and how sure it was."""
    made = style.figure(
        finding(pairs), "● right   × not right   · not answered; with how sure you were",
        height=1.15 + ROW * len(pairs),
    )  # fmt: skip
    ax = style.axes(made, left=2.3, bottom=0.12, right=0.4, top=0.95)
    ax.set_xlim(0, 4)
    ax.set_ylim(0.5 - len(pairs), 0.5)
    row_labels(ax, [names[one.topic] for one in pairs])
    for x, words in ((0.4, "before"), (2.4, "after")):
        ax.text(x, 0.62, words, ha="center", va="bottom", weight="bold")
    for row, one in enumerate(pairs):
        ax.plot((0.7, 2.1), (-row, -row), color=_way(one), linewidth=2, zorder=1)
        _sign(ax, 0.4, -row, one.before, one.sure_before)
        _sign(ax, 2.4, -row, one.after, one.sure_after)
    return made


def _way(one: Pair) -> str:
    if one.before is None or one.after is None or one.before == one.after:
        return style.FAINT
    return style.ACCENT if one.after else style.WARN


def _sign(ax: Axes, x: float, y: float, right: bool | None, sure: str) -> None:  # noqa: FBT001
    if right is None:
        ax.text(x, y, "·", ha="center", va="center", color=style.QUIET)
        return
    ax.plot(x, y, marker="o" if right else "x", markersize=8, markeredgewidth=2,
            color=style.ACCENT if right else style.WARN, zorder=3)  # fmt: skip
    ax.text(x + 0.2, y, SURE[sure], va="center", fontsize=8, color=style.QUIET,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}, zorder=2)  # fmt: skip


def describe(pairs: Sequence[Pair], names: Mapping[str, str]) -> str:
    """Return the picture in words, from the same values as `draw`."""
    rows = [
        f"{names[one.topic]}: before {_said(one.before, one.sure_before)}, after "
        f"{_said(one.after, one.sure_after)}."
        for one in pairs
    ]
    return f"{finding(pairs)}. {' '.join(rows)}"


def _said(right: bool | None, sure: str) -> str:  # noqa: FBT001 - a value that is read
    if right is None:
        return "not answered"
    return f"{'right' if right else 'not right'} ({SURE[sure]})"


def picture(pairs: Sequence[Pair], names: Mapping[str, str], *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw(pairs, names), describe(pairs, names), source)
