"""One look for every picture: sizes, fonts, colors.

The colors are Okabe and Ito's set (2008), which readers with any of the common
kinds of color blindness can tell apart.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

StyleOptions = dict[str, Any]  # keyword arguments that a mark shares with others

Params = ParamSpec("Params")
Result = TypeVar("Result")

TEXT_COLOR = "#1b1f24"
MUTED_COLOR = "#57606a"
LINE_COLOR = "#d0d7de"
BACKGROUND_COLOR = "#ffffff"
ACCENT_COLOR = "#0072B2"
WARNING_COLOR = "#B84A00"  # Okabe-Ito vermillion, darkened until text in it passes 4.5:1 on white
SERIES_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
WIDTH_INCHES = 7.2  # inches; at 100 CSS pixels an inch a picture is 720 pixels wide
CSS_DPI = 100
MAX_TITLE_LENGTH = 68  # letters of a title that fit the width at full size
PNG_PIXEL_RATIO = 2  # drawn at twice the size it is shown at, so that it is sharp at 200% zoom

FONT_FAMILY = "DejaVu Sans"  # ships with matplotlib: the same letters everywhere

RC_PARAMS: dict[Any, Any] = {  # any: matplotlib lists the names of all its settings as a type
    "font.family": FONT_FAMILY,
    "svg.fonttype": "none",  # letters stay letters: half the work, a quarter of the size
    "svg.hashsalt": "course",  # the same drawing is the same to the byte
    "font.size": 9,
    "text.color": TEXT_COLOR,
    "text.hinting": "none",  # no difference at this size, and a quarter of the time of a PNG
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "lines.solid_capstyle": "round",
}


MIN_MARK_CONTRAST = 3  # of a mark that carries meaning, against the background (WCAG 1.4.11)


def contrast_on_white(color: str) -> float:
    """Return the contrast of a color such as "#56B4E9" with white, from 1 to 21 (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@functools.lru_cache(maxsize=64)
def rim_color_if_pale(color: str) -> str:
    """Return a darker shade with enough contrast for the rim of a pale mark, else ""."""
    if contrast_on_white(color) >= MIN_MARK_CONTRAST:
        return ""
    rim = color
    while contrast_on_white(rim) < MIN_MARK_CONTRAST:
        rim = "#" + "".join(f"{int(int(rim[at : at + 2], 16) * 0.95):02x}" for at in (1, 3, 5))
    return rim


def with_course_style(draw: Callable[Params, Result]) -> Callable[Params, Result]:
    """Run a drawing function under the course's style without touching global settings."""

    @functools.wraps(draw)
    def inner(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        import matplotlib as mpl

        with mpl.rc_context(RC_PARAMS):
            return draw(*args, **kwargs)

    return inner


def figure(title: str, subtitle: str = "", *, height: float = 3.6) -> Figure:
    """Return an empty figure whose title states the finding.

    Built without pyplot: nothing is global, nothing stays open, and no cell shows it twice.

    Parameters
    ----------
    title
        The title, in words: what the reader should see.
    subtitle
        What is drawn, with its unit.
    height
        Inches; the width is always `WIDTH_INCHES`.

    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(WIDTH_INCHES, height), dpi=CSS_DPI, facecolor=BACKGROUND_COLOR)
    FigureCanvasAgg(made)
    size = title_font_size(title)
    made.text(0.012, 1 - 0.10 / height, title, fontsize=size, weight="bold", va="top")
    if subtitle:
        made.text(0.012, 1 - 0.36 / height, subtitle, fontsize=9, color=MUTED_COLOR, va="top")
    return made


def title_font_size(title: str) -> float:
    """Return the size of a title in points: a long finding is smaller and stays on one line."""
    return 11.5 if len(title) <= MAX_TITLE_LENGTH else 10


def axes(
    figure: Figure, *, left: float, bottom: float, right: float = 0.2, top: float = 0.7
) -> Axes:
    """Add bare axes whose margins are given in inches, so that labels never meet the edge.

    `utils.kit.axes` draws scales, grids and row labels.
    """
    width, height = figure.get_size_inches()
    box = (left / width, bottom / height, (width - left - right) / width)
    bare = figure.add_axes(
        (*box, (height - bottom - top) / height), axes_class=_tickless_axes_class()
    )
    bare.set_axis_off()
    return bare


@functools.cache
def _tickless_axes_class() -> type[Axes]:
    """Return a class of axes without ticks, which take most of the time to make and never show."""
    from matplotlib.axes import Axes

    def nothing(*_: object, **__: object) -> None:
        """Make no tick."""

    class BareAxes(Axes):
        # Every picture sets its limits, so nothing needs to look for them in what is drawn.
        _update_line_limits = _update_patch_limits = nothing

        def _init_axis(self) -> None:
            super()._init_axis()  # type: ignore[misc] # matplotlib has no type for it
            for axis in (self.xaxis, self.yaxis):
                vars(axis).update(set_clip_path=nothing, set_tick_params=nothing)

    return BareAxes
