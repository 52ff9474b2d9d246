"""The two directions of a change: what may pass through an interface, drawn as sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.diagram import add_inch_axes
from utils.kit.english import join_words
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

REQUEST, RESPONSE = "request", "response"
FIGURE_HEIGHT_INCHES = 4.1
COLUMN_LEFTS_INCHES = {REQUEST: 0.1, RESPONSE: 3.75}  # left edges
PANEL_HEIGHT_INCHES = 1.18
PANEL_BOTTOMS_INCHES = (1.98, 0.5)  # inches, lower edges of the panels
COLUMN_HEADINGS = {
    REQUEST: ("Request: clients send", "accept at least what you accept today"),
    RESPONSE: ("Response: clients read", "send at most what you send today"),
}
SOURCE_NOTE = (
    "A rule for lists of values; Google's AIP-180 is stricter and removes none within a major "
    "version. Values are invented."
)


@dataclass(frozen=True)
class AllowedValuesChange:
    """The values that may pass before and after a change, in one direction."""

    direction: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Whether no client meets a refusal or a value that it doesn't know."""
        before, after = set(self.before), set(self.after)
        return before <= after if self.direction == REQUEST else after <= before

    @property
    def verdict(self) -> str:
        """What the change does, as in the table of the lesson and on the cards."""
        if self.is_safe:
            return "safe"
        return "breaks clients" if self.direction == REQUEST else "depends on the client"

    @property
    def change_text(self) -> str:
        """What is added or taken away, in words."""
        added = [value for value in self.after if value not in self.before]
        gone = [value for value in self.before if value not in self.after]
        parts = [("adds", added), ("drops", gone)]
        return ", ".join(
            f"{verb} {_join_quoted_values(values)}" for verb, values in parts if values
        )

    @property
    def reason(self) -> str:
        """What a client meets that was written for today's values."""
        before, after = set(self.before), set(self.after)
        if self.direction == REQUEST:
            gone = [value for value in self.before if value not in after]
            refused = f"a client that sends {_join_quoted_values(gone)} is refused"
            return refused if gone else "all that clients send today still passes"
        added = [value for value in self.after if value not in before]
        return (
            f"a client may not know {_join_quoted_values(added)}"
            if added
            else "clients know all that comes"
        )


def _join_quoted_values(values: Sequence[str]) -> str:
    return join_words(f"“{value}”" for value in values)


EXAMPLE_CHANGES = (
    AllowedValuesChange(REQUEST, ("USD", "EUR"), ("USD", "EUR", "GBP")),
    AllowedValuesChange(REQUEST, ("USD", "EUR"), ("USD",)),
    # No card of the lab has these values: a card's verdict isn't in the picture before it.
    AllowedValuesChange(RESPONSE, ("email", "text"), ("email", "text", "app")),
    AllowedValuesChange(RESPONSE, ("email", "text"), ("text",)),
)


def title() -> str:
    """Return the title: the rule in one line."""
    return "In a list, it's safe to accept more values, and to send fewer"


@style.with_course_style
def draw(changes: Sequence[AllowedValuesChange]) -> Figure:
    """Return the figure: a column a direction, a panel a change, a chip a value."""
    figure = style.figure(title(), height=FIGURE_HEIGHT_INCHES)
    ax = add_inch_axes(figure)
    for direction, (head, rule) in COLUMN_HEADINGS.items():
        x = COLUMN_LEFTS_INCHES[direction]
        ax.text(x, FIGURE_HEIGHT_INCHES - 0.55, head, weight="bold", fontsize=10)
        ax.text(x, FIGURE_HEIGHT_INCHES - 0.76, rule, color=style.MUTED_COLOR)
        shown = [change for change in changes if change.direction == direction]
        for y, change in zip(PANEL_BOTTOMS_INCHES, shown, strict=False):
            _draw_panel(ax, x, y, change)
    key: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "color": style.MUTED_COLOR}
    ax.text(0.1, 0.2, "▭ today · + added · – taken away", **key)
    return figure


def _draw_panel(ax: Axes, x: float, y: float, change: AllowedValuesChange) -> None:
    """Draw the set of today as an outline and every value as a chip in or next to it."""
    color = style.ACCENT_COLOR if change.is_safe else style.WARNING_COLOR
    sign = {"safe": "✓", "breaks clients": "✗"}.get(change.verdict, "?")
    ax.text(
        x,
        y + PANEL_HEIGHT_INCHES - 0.14,
        f"{sign} {change.verdict}: {change.change_text}",
        weight="bold",
        color=color,
    )
    high, low = y + PANEL_HEIGHT_INCHES - 0.3, y + 0.2
    right = x + 0.1 + 1.0 * len(change.before)
    ax.text(x, low - 0.08, change.reason, va="top", fontsize=SMALL_FONT_SIZE)
    outline = ((x, right, right, x, x), (low, low, high, high, low))
    ax.plot(*outline, color=style.TEXT_COLOR, linewidth=1.3, zorder=1.2)
    added = [value for value in change.after if value not in change.before]
    middle = (low + high) / 2
    for n, value in enumerate([*change.before, *added]):
        gone, new = value not in change.after, value in added
        _draw_value_chip(
            ax, x + 0.55 + n * 1.0 + (0.15 if new else 0), middle, value, is_new=new, is_gone=gone
        )


def _draw_value_chip(
    ax: Axes, x: float, y: float, value: str, *, is_new: bool, is_gone: bool
) -> None:
    words = f"+ {value}" if is_new else f"– {value}" if is_gone else value
    color = style.TEXT_COLOR if not (is_new or is_gone) else style.MUTED_COLOR
    xs = (x - 0.42, x + 0.42, x + 0.42, x - 0.42)
    fill = style.BACKGROUND_COLOR if is_gone else AREA_COLOR
    line = "--" if is_gone else "-"
    ys = (y - 0.2, y - 0.2, y + 0.2, y + 0.2)
    ax.fill(xs, ys, facecolor=fill, edgecolor=color, linewidth=1, linestyle=line, zorder=2)
    ax.text(x, y, words, ha="center", va="center", zorder=3, weight="bold" if is_new else "normal")


def describe(changes: Sequence[AllowedValuesChange]) -> str:
    """Return the picture in words, from the same sets as `draw`."""
    rows = [
        f"{change.direction.capitalize()} with {_join_quoted_values(change.before)} today, "
        f"{change.change_text}: {change.verdict}, {change.reason}."
        for change in changes
    ]
    safe = sum(change.is_safe for change in changes)
    return f"{title()}. {len(changes)} changes, {safe} of them safe. {' '.join(rows)}"


def picture(changes: Sequence[AllowedValuesChange] = EXAMPLE_CHANGES) -> Picture:
    """Return figure and description together."""
    return Picture(draw(changes), describe(changes), SOURCE_NOTE)
