"""What a learner's confidence is worth: words for one answer, and a picture of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import axes, style
from utils.kit.english import plural
from utils.kit.picture import Picture
from utils.kit.shapes import filled_bar
from utils.kit.statistics import share_range
from utils.kit.tables import Table
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEVELS = {"sure": "Sure", "fairly": "Fairly sure", "guess": "A guess"}
ENOUGH = 10  # answers from which on we give a range
SOURCE = "Your own first answers in all notebooks so far, saved on this computer."
WORDS = {
    ("sure", False): "You were sure, and that's the most useful kind of mistake: "
    "find out what made this answer look right.",
    (
        "guess",
        False,
    ): "You knew that this was a guess, which is worth a lot. Now there's more to go on.",
    ("guess", True): "You called it a guess, and it's right. Read why, so that next time you know.",
    ("fairly", True): "You weren't quite sure, and you had it: you may trust this one more.",
}
SURE_BUT_INCOMPLETE = (
    "You were sure, and nothing that you chose is wrong. There's just more to find."
)


def confidence_words(confidence: str, *, solved: bool, incomplete: bool = False) -> str:
    """Return what a learner's confidence means for one answer; "" where it's plain."""
    if incomplete and confidence == "sure":
        return SURE_BUT_INCOMPLETE
    return WORDS.get((confidence, solved), "")


@dataclass(frozen=True)
class LevelResult:
    """How many first answers were right at one level of confidence."""

    label: str
    tried: int
    right: int

    @property
    def range(self) -> tuple[float, float] | None:
        """Shares that fit these answers with 95% confidence; None for too few answers."""
        return share_range(self.right, self.tried) if self.tried >= ENOUGH else None

    @property
    def words(self) -> str:
        """The counts in words, with the range or that there are too few for one."""
        if not self.tried:
            return "no answer yet"
        counts = f"{self.right} of {self.tried} right"
        if self.range is None:
            return f"{counts} (too few to tell: {self.tried})"
        low, high = (round(100 * end) for end in self.range)
        return f"{counts} (likely {low}% to {high}%)"


def level_results(counts: Mapping[str, Mapping[str, int]]) -> list[LevelResult]:
    """Return a result for each level, from `Progress.summary()["confidence"]`."""
    none = {"tried": 0, "right": 0}
    return [
        LevelResult(label, **{**none, **counts.get(key, none)}) for key, label in LEVELS.items()
    ]


def conclusion(levels: Sequence[LevelResult]) -> str:
    """Return what can be said about sure answers against the others, and no more."""
    sure, *others = levels
    other = max(others, key=lambda one: one.tried)
    if sure.range is None or other.range is None:
        return f"A comparison takes {ENOUGH} answers at two levels, so it's too early to compare."
    name = f"“{other.label.lower()}”"
    if sure.range[0] > other.range[1]:
        return f"Your “sure” was right more often than your {name}: it tells you something."
    if sure.range[1] < other.range[0]:
        return f"Your “sure” was right less often than your {name}. Look at those answers again."
    return f"The two ranges overlap, so your “sure” may be worth no more than your {name}."


def confidence_view(counts: Mapping[str, Mapping[str, int]]) -> View | None:
    """Return how often each level was right, drawn and in words; None without any answer."""
    levels = level_results(counts)
    if not any(one.tried for one in levels):
        return None
    said = conclusion(levels)
    return View(
        summary=said,
        picture=_levels_picture(levels, said),
        table=Table(
            caption="First answers by how sure you were",
            columns=["You said", "Answers", "Right", "What that shows"],
            rows=[[one.label, one.tried, one.right, one.words] for one in levels],
            source=SOURCE,
        ),
    )


def _levels_picture(levels: Sequence[LevelResult], said: str) -> Picture:
    rows = "; ".join(f"{one.label}: {one.words}" for one in levels)
    return Picture(
        _draw_levels(levels),
        description=f"One bar for each level of confidence, as long as it has answers. {rows}. "
        f"{said}",
        source=SOURCE,
    )


@style.with_course_style
def _draw_levels(levels: Sequence[LevelResult]) -> Figure:
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
    axes.row_labels(ax, [one.label for one in levels])
    for row, one in enumerate(levels):
        _draw_level_bar(ax, -row, one, most)
    return figure


def _draw_level_bar(ax: Axes, y: float, one: LevelResult, most: int) -> None:
    low, high = y - 0.28, y + 0.28
    if one.tried:
        _draw_outline(ax, one.tried, (low, high))
    filled_bar(ax, (0, one.right), (low, high), style.ACCENT_COLOR)
    ax.text(one.tried + most * 0.03, y, one.words, va="center", color=style.TEXT_COLOR)


def _draw_outline(ax: Axes, width: float, y_range: tuple[float, float]) -> None:
    low, high = y_range
    xs, ys = (0, width, width, 0, 0), (low, low, high, high, low)
    ax.plot(xs, ys, color=style.ACCENT_COLOR, linewidth=1.2, clip_on=False)
