"""What a learner's confidence is worth: words for one answer, and a picture of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import axes, style
from utils.kit.english import plural
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar
from utils.kit.statistics import wilson_interval
from utils.kit.tables import Table
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CONFIDENCE_LABELS = {"sure": "Sure", "fairly": "Fairly sure", "guess": "A guess"}
MIN_ANSWERS_FOR_INTERVAL = 10  # answers from which on we give a range
SOURCE_TEXT = (
    "Your own first answers in all notebooks so far, saved on the computer that runs this notebook."
)
CONFIDENCE_REMARK_BY_LEVEL_AND_SOLVED = {
    ("sure", False): "You were sure, and that's the most useful kind of mistake: "
    "find out what made this answer look right.",
    (
        "guess",
        False,
    ): "You knew that this was a guess, which is worth a lot. Now there's more to go on.",
    ("guess", True): "You called it a guess, and it's right. Read why, so that next time you know.",
    ("fairly", True): "You weren't quite sure, and you had it: you may trust this one more.",
}
SURE_BUT_INCOMPLETE_TEXT = (
    "You were sure, and nothing that you chose is wrong. There's just more to find."
)


def confidence_remark(confidence: str, *, solved: bool, incomplete: bool = False) -> str:
    """Return what a learner's confidence means for one answer; "" where it's plain."""
    if incomplete and confidence == "sure":
        return SURE_BUT_INCOMPLETE_TEXT
    return CONFIDENCE_REMARK_BY_LEVEL_AND_SOLVED.get((confidence, solved), "")


@dataclass(frozen=True)
class ConfidenceLevelResult:
    """How many first answers were right at one level of confidence."""

    label: str
    tried: int
    right: int

    @property
    def confidence_interval(self) -> tuple[float, float] | None:
        """Shares that fit these answers with 95% confidence; None for too few answers."""
        return (
            wilson_interval(self.right, self.tried)
            if self.tried >= MIN_ANSWERS_FOR_INTERVAL
            else None
        )

    @property
    def counts_text(self) -> str:
        """The counts in words, with the range or that there are too few for one."""
        if not self.tried:
            return "no answer yet"
        counts = f"{self.right} of {self.tried} right"
        if self.confidence_interval is None:
            return f"{counts} (too few to tell: {self.tried})"
        low, high = (round(100 * end) for end in self.confidence_interval)
        return f"{counts} (likely {low}% to {high}%)"


def confidence_level_results(
    counts: Mapping[str, Mapping[str, int]],
) -> list[ConfidenceLevelResult]:
    """Return a result for each level, from `Progress.summary()["confidence"]`."""
    none = {"tried": 0, "right": 0}
    return [
        ConfidenceLevelResult(label, **{**none, **counts.get(key, none)})
        for key, label in CONFIDENCE_LABELS.items()
    ]


def confidence_conclusion(levels: Sequence[ConfidenceLevelResult]) -> str:
    """Return what can be said about sure answers against the others, and no more."""
    sure, *others = levels
    other = max(others, key=lambda one: one.tried)
    if sure.confidence_interval is None or other.confidence_interval is None:
        needed = f"{MIN_ANSWERS_FOR_INTERVAL} answers at two levels"
        return f"A comparison takes {needed}, so it's too early to compare."
    name = f"“{other.label.lower()}”"
    if sure.confidence_interval[0] > other.confidence_interval[1]:
        return f"Your “sure” was right more often than your {name}: it tells you something."
    if sure.confidence_interval[1] < other.confidence_interval[0]:
        return f"Your “sure” was right less often than your {name}. Look at those answers again."
    return f"The two ranges overlap, so your “sure” may be worth no more than your {name}."


def confidence_view(counts: Mapping[str, Mapping[str, int]]) -> View | None:
    """Return how often each level was right, drawn and in words; None without any answer."""
    levels = confidence_level_results(counts)
    if not any(one.tried for one in levels):
        return None
    said = confidence_conclusion(levels)
    return View(
        summary=said,
        picture=_confidence_picture(levels, said),
        table=Table(
            caption="First answers by how sure you were",
            columns=["You said", "Answers", "Right", "What that shows"],
            rows=[[one.label, one.tried, one.right, one.counts_text] for one in levels],
            source=SOURCE_TEXT,
        ),
    )


def _confidence_picture(levels: Sequence[ConfidenceLevelResult], conclusion_text: str) -> Picture:
    rows = "; ".join(f"{one.label}: {one.counts_text}" for one in levels)
    return Picture(
        _draw_confidence_figure(levels),
        description=f"One bar for each level of confidence, as long as it has answers. {rows}. "
        f"{conclusion_text}",
        source=SOURCE_TEXT,
    )


@style.with_course_style
def _draw_confidence_figure(levels: Sequence[ConfidenceLevelResult]) -> Figure:
    most = max(one.tried for one in levels)
    sure = levels[0]
    title = f"When you said “sure,” you were right {sure.right} of {plural(sure.tried, 'time')}"
    figure = style.figure(
        title if sure.tried else "How often you were right, by how sure you were",
        "First answers; filled: right, outlined: not right",
        height=2.0,
    )
    ax = style.axes(figure, left=1.0, bottom=0.15, right=2.7, top=0.65)
    ax.set_xlim(0, most)
    ax.set_ylim(-len(levels) + 0.5, 0.5)
    axes.draw_row_labels(ax, [one.label for one in levels])
    for row, one in enumerate(levels):
        _draw_level_bar(ax, -row, one, most)
    return figure


def _draw_level_bar(ax: Axes, y: float, level: ConfidenceLevelResult, max_tried: int) -> None:
    low, high = y - 0.28, y + 0.28
    if level.tried:
        _draw_bar_outline(ax, level.tried, (low, high))
    draw_filled_bar(ax, (0, level.right), (low, high), style.ACCENT_COLOR)
    ax.text(
        level.tried + max_tried * 0.03, y, level.counts_text, va="center", color=style.TEXT_COLOR
    )


def _draw_bar_outline(ax: Axes, width: float, y_range: tuple[float, float]) -> None:
    low, high = y_range
    xs, ys = (0, width, width, 0, 0), (low, low, high, high, low)
    ax.plot(xs, ys, color=style.ACCENT_COLOR, linewidth=1.2, clip_on=False)
