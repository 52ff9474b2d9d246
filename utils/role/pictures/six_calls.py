"""A page that makes several calls at once: it waits for the slowest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.diagram import add_inch_axes
from utils.kit.english import plural
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar
from utils.role.data import DEFAULT_CALLS_PER_PAGE, DEFAULT_SLOW_CALL_SHARE
from utils.role.model.promise import slow_request_share
from utils.role.pictures.promise import format_availability

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FIGURE_HEIGHT_INCHES = 2.95  # inches
PAGES, PAGES_PER_ROW = 100, 10
FAST_CALL_LENGTHS_INCHES = (0.55, 0.4, 0.62, 0.48, 0.52)  # inches: a sketch, taken by turns
SLOW_CALL_LENGTH_INCHES = 1.9  # inches
CALLS_LEFT, CALLS_TOP, CALL_STEP = 0.85, 1.93, 0.24  # inches
PAGES_LEFT, PAGES_TOP, PAGE_STEP = 4.55, 1.93, 0.175  # inches
SOURCE_TEXT = "Formula: 1 − (1 − p)ⁿ, for calls that don't influence each other. Lengths: a sketch."


def slow_pages_per_hundred(slow_call_share: float, calls: int) -> int:
    """Return how many of a hundred pages meet at least one slow call."""
    return round(PAGES * slow_request_share(slow_call_share, calls))


def title(slow_call_share: float, calls: int) -> str:
    """Return the title: slow calls, slow pages."""
    slow_count = slow_pages_per_hundred(slow_call_share, calls)
    return (
        f"{format_availability(slow_call_share)} of the calls are slow, so about {slow_count} of "
        f"{PAGES} pages are"
    )


@style.with_course_style
def draw(slow_call_share: float, calls: int) -> Figure:
    """Return the figure: one page with a slow call on the left, a hundred pages on the right."""
    figure = style.figure(title(slow_call_share, calls), height=FIGURE_HEIGHT_INCHES)
    ax = add_inch_axes(figure)
    _draw_one_page(ax, calls)
    _draw_hundred_pages(ax, slow_pages_per_hundred(slow_call_share, calls))
    return figure


def _draw_one_page(ax: Axes, calls: int) -> None:
    ax.text(0.1, CALLS_TOP + 0.42, f"One page, {plural(calls, 'call')} at once", weight="bold")
    end = CALLS_LEFT + SLOW_CALL_LENGTH_INCHES
    slow = calls // 2  # any of them; here one in the middle
    for n in range(calls):
        y = CALLS_TOP - CALL_STEP * n
        length = (
            SLOW_CALL_LENGTH_INCHES
            if n == slow
            else FAST_CALL_LENGTHS_INCHES[n % len(FAST_CALL_LENGTHS_INCHES)]
        )
        color = style.WARNING_COLOR if n == slow else style.ACCENT_COLOR
        draw_filled_bar(ax, (CALLS_LEFT, CALLS_LEFT + length), (y - 0.07, y + 0.07), color)
        ax.text(CALLS_LEFT - 0.1, y, f"call {n + 1}", ha="right", va="center")
    low = CALLS_TOP - CALL_STEP * (calls - 1) - 0.15
    ax.plot((end, end), (low, CALLS_TOP + 0.12), color=style.TEXT_COLOR, linestyle=(0, (4, 3)))
    small: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "linespacing": 1.3}
    ax.text(end + 0.08, CALLS_TOP, "the page waits\nuntil here", va="center", **small)
    ax.text(CALLS_LEFT, low - 0.12, "time →", va="top", color=style.MUTED_COLOR, **small)


def _draw_hundred_pages(ax: Axes, slow_count: int) -> None:
    ax.text(PAGES_LEFT - 0.08, CALLS_TOP + 0.42, f"{PAGES} such pages", weight="bold")
    open_dot: style.StyleOptions = {"markerfacecolor": style.BACKGROUND_COLOR}
    _draw_page_marks(ax, range(slow_count), "s", {"color": style.WARNING_COLOR})
    _draw_page_marks(ax, range(slow_count, PAGES), "o", {"color": CONNECTOR_COLOR, **open_dot})
    x = PAGES_LEFT + PAGE_STEP * PAGES_PER_ROW + 0.05
    ax.text(
        x, PAGES_TOP, f"■ {slow_count} slow", va="center", weight="bold", color=style.WARNING_COLOR
    )
    ax.text(
        x, PAGES_TOP - 0.24, f"○ {PAGES - slow_count} fast", va="center", color=style.MUTED_COLOR
    )


def _draw_page_marks(ax: Axes, pages: range, marker: str, marker_style: style.StyleOptions) -> None:
    xs = [PAGES_LEFT + PAGE_STEP * (n % PAGES_PER_ROW) for n in pages]
    ys = [PAGES_TOP - PAGE_STEP * (n // PAGES_PER_ROW) for n in pages]
    ax.plot(xs, ys, marker, markersize=7, **marker_style)


def describe(slow_call_share: float, calls: int) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    return (
        f"{title(slow_call_share, calls)}. One page makes {plural(calls, 'call')} at once and "
        "waits for the slowest: one long bar keeps it waiting. If calls are independent, "
        f"{slow_request_share(slow_call_share, calls):.1%} of the pages meet at least one slow "
        f"call: {slow_pages_per_hundred(slow_call_share, calls)} of {PAGES} marks are filled."
    )


def picture(
    slow_call_share: float = DEFAULT_SLOW_CALL_SHARE, calls: int = DEFAULT_CALLS_PER_PAGE
) -> Picture:
    """Return figure and description together. `slow_call_share` of single calls, 0 to 1."""
    return Picture(draw(slow_call_share, calls), describe(slow_call_share, calls), SOURCE_TEXT)
