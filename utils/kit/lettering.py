"""How wide words are in a picture, and words that fit the room they have."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

from utils.kit import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SMALL_FONT_SIZE = 8.5  # points: 11 pixels and more where a picture is 700 pixels wide


@functools.lru_cache(maxsize=1024)
def text_width_inches(words: str, size: float = 9, weight: str = "normal") -> float:
    """Return the width of words in inches; `size` is in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=style.FONT_FAMILY, size=size, weight=weight)
    # The font has no Chinese letters and the like; they are as wide as a W where a page has them.
    words = "".join("W" if unicodedata.east_asian_width(sign) in "WF" else sign for sign in words)
    # A screen rounds every letter to whole pixels: leave room for that.
    return 1.03 * text_to_path.get_text_width_height_descent(words, font, ismath=False)[0] / 72


def max_text_width_inches(labels: Iterable[str], size: float = 9, weight: str = "normal") -> float:
    """Return the width of the widest label in inches; 0 where there is none."""
    return max((text_width_inches(label, size, weight) for label in labels), default=0.0)


def first_fitting_title(candidates: Sequence[str]) -> str:
    """Return the first title that fits a picture's width; the last one fits whatever happens."""
    max_width_inches = style.WIDTH_INCHES - 0.2
    fits = (
        words
        for words in candidates
        if text_width_inches(words, style.title_font_size(words), "bold") <= max_width_inches
    )
    return next(fits, candidates[-1])


def truncate_to_width(words: str, max_width_inches: float, size: float = 9) -> str:
    """Return words, or their beginning and "…", as wide as the room in inches, even in bold."""
    if text_width_inches(words, size, "bold") <= max_width_inches:
        return words
    short = (f"{words[:end].rstrip()}…" for end in range(len(words) - 1, 0, -1))
    return next(
        (one for one in short if text_width_inches(one, size, "bold") <= max_width_inches), "…"
    )


def wrap_text(
    words: str, max_width_inches: float, size: float = 9, weight: str = "normal"
) -> list[str]:
    """Return lines of whole words that fit the room in inches; a longer word gets its own line."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_inches(longer, size, weight) <= max_width_inches:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
