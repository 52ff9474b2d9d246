"""C1: one's own responsibilities beside our starting point, cell by cell."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.comparison.model.raci import (
    ROLE_ABBREVIATIONS,
    ROLE_NAMES,
    compare_rows,
    roles_with_letter,
)
from utils.kit import style
from utils.kit.english import join_words, lower_first, plural, plural_noun
from utils.kit.errors import InputError
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import draw_filled_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.comparison.model.raci import RaciRow, RowComparison

LEFT_MARGIN, RIGHT_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = (
    3.05,
    1.22,
    0.86,
    0.1,
)  # inches around the cells
ROW_HEIGHT, LINE_HEIGHT = 0.3, 0.15  # inches: a row at least, and one line of a label
MAX_LABEL_LENGTH = 45  # letters of a label on one line
TILE_HALF_WIDTH, TILE_HALF_HEIGHT = 0.27, 0.37  # half a tile, in parts of a cell
TILE_LETTER_OFFSET, LETTER_OFFSET = (
    0.32,
    0.17,
)  # of a cell: our letter begins so far right of the learner's
BASELINE_DROP_INCHES = 0.046  # inches: the line all letters of a row stand on, below its middle
EMPTY_LETTER = "–"
RACI_LEGEND = "A accountable · R responsible · C consulted · I informed"
DIFFERENCE_LEGEND = ". Small: our letter, where it differs"
VERDICT_LABELS = {"same": "✓ same as ours", "alternative": "✓ defensible", "different": "✗ differs"}
VERDICT_COLORS = {
    "same": style.MUTED_COLOR,
    "alternative": style.ACCENT_COLOR,
    "different": style.WARNING_COLOR,
}


@dataclass(frozen=True)
class _ComparedRow:
    """One row of the picture: the learner's, ours, what else can be defended, and a verdict."""

    own: RaciRow
    reference: RaciRow
    alternative: RaciRow | None
    label: str
    comparison: RowComparison


# --- words -------------------------------------------------------------------------------


def title(comparisons: Sequence[RowComparison]) -> str:
    """Return the title: how many decisions have the accountable role that we gave them."""
    same, every = sum(one.same_accountable for one in comparisons), len(comparisons)
    verb = plural_noun(same, "has", "have")
    return (
        f"{same} of {plural(every, 'decision')} {verb} the same accountable as our starting point"
    )


def _build_compared_rows(
    own_rows: Sequence[RaciRow],
    reference_rows: Sequence[RaciRow],
    alternatives: Mapping[str, RaciRow],
    labels: Mapping[str, str],
) -> list[_ComparedRow]:
    keys = {row.decision: row for row in reference_rows}
    if not own_rows:
        raise InputError("There's no decision to compare.", "Assign at least one decision.")
    rows = []
    for own in own_rows:
        name = own.decision
        if name not in keys or name not in labels:
            raise InputError(
                f"Our starting point has no decision “{name}”.", f"Use one of: {', '.join(keys)}."
            )
        other = alternatives.get(name)
        found = compare_rows(own, keys[name], other)
        rows.append(_ComparedRow(own, keys[name], other, labels[name], found))
    return rows


# --- draw --------------------------------------------------------------------------------


@style.with_course_style
def draw(
    own_rows: Sequence[RaciRow],
    reference_rows: Sequence[RaciRow],
    alternatives: Mapping[str, RaciRow],
    labels: Mapping[str, str],
) -> Figure:
    """Return the figure: a row a decision, a column a role, the learner's letters in the cells.

    `reference_rows` and `alternatives` are matched by decision; `labels` maps a decision to the
    label of its row. Raises InputError where there is nothing to compare with.
    """
    lines = _build_compared_rows(own_rows, reference_rows, alternatives, labels)
    wrapped_labels = [textwrap.wrap(line.label, MAX_LABEL_LENGTH) for line in lines]
    row_height = max(ROW_HEIGHT, LINE_HEIGHT * max(map(len, wrapped_labels)) + 0.04)
    found = [line.comparison for line in lines]
    aside = DIFFERENCE_LEGEND if any(one.differences for one in found) else ""
    figure = style.figure(
        title(found),
        RACI_LEGEND + aside,
        height=TOP_MARGIN + BOTTOM_MARGIN + row_height * len(lines),
    )
    ax = style.axes(
        figure, left=LEFT_MARGIN, bottom=BOTTOM_MARGIN, right=RIGHT_MARGIN, top=TOP_MARGIN
    )
    ax.set_xlim(-0.5, len(ROLE_ABBREVIATIONS) - 0.5)
    ax.set_ylim(0.5 - len(lines), 0.5)
    _draw_role_heads(ax)
    drop = BASELINE_DROP_INCHES / row_height
    for index, (line, words) in enumerate(zip(lines, wrapped_labels, strict=True)):
        _draw_label_and_verdict(ax, line, words, (-index, drop))
        for x, role in enumerate(ROLE_NAMES):
            _draw_cell(ax, line, role, (x, -index, drop))
    return figure


def _draw_role_heads(ax: Axes) -> None:
    for x, short in enumerate(ROLE_ABBREVIATIONS.values()):
        ax.text(x, 0.66, short, ha="center", weight="bold", color=style.MUTED_COLOR)


def _draw_label_and_verdict(
    ax: Axes, row: _ComparedRow, label_lines: Sequence[str], place: tuple[float, float]
) -> None:
    """Write the decision left of a row and the verdict right of it, and rule the row off."""
    y, drop = place
    along = ax.get_yaxis_transform()
    inch = 1 / (style.WIDTH_INCHES - LEFT_MARGIN - RIGHT_MARGIN)
    left, right = (0.1 - LEFT_MARGIN) * inch, 1 + (RIGHT_MARGIN - 0.1) * inch
    rule: style.StyleOptions = {
        "color": style.LINE_COLOR,
        "linewidth": 0.6,
        "clip_on": False,
        "zorder": 0,
    }
    ax.plot((left, right), (y + 0.5, y + 0.5), transform=along, **rule)
    # One line stands where the letters stand; several are centered.
    height, side = (y - drop, "baseline") if len(label_lines) == 1 else (y, "center")
    ax.text(left, height, "\n".join(label_lines), transform=along, va=side, linespacing=1.1)
    verdict = row.comparison.verdict
    look: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "color": VERDICT_COLORS[verdict]}
    ax.text(1 + 0.12 * inch, y - drop, VERDICT_LABELS[verdict], transform=along, **look)


def _draw_cell(ax: Axes, row: _ComparedRow, role: str, place: tuple[float, float, float]) -> None:
    """Draw one cell: the learner's letter, and ours beside it where it is another."""
    own, ours = row.own.cells[role], row.reference.cells[role]
    x, y, drop = place
    color, beside = _letter_color(row, role), LETTER_OFFSET
    if "A" in own:
        # A tile tells who is accountable, not who does it: A where ours is AR is the same.
        tile = style.LINE_COLOR if "A" in ours else VERDICT_COLORS[row.comparison.verdict]
        draw_filled_bar(
            ax,
            (x - TILE_HALF_WIDTH, x + TILE_HALF_WIDTH),
            (y - TILE_HALF_HEIGHT, y + TILE_HALF_HEIGHT),
            tile,
        )
        color, beside = (
            (style.TEXT_COLOR if "A" in ours else style.BACKGROUND_COLOR),
            TILE_LETTER_OFFSET,
        )
    if own or ours:
        ax.text(
            x,
            y - drop,
            own or EMPTY_LETTER,
            ha="center",
            color=color,
            weight=_letter_font_weight(own),
        )
    if own != ours:
        look: style.StyleOptions = {
            "fontsize": SMALL_FONT_SIZE,
            "color": style.MUTED_COLOR,
            "weight": _letter_font_weight(ours),
        }
        ax.text(x + beside, y - drop, ours or EMPTY_LETTER, **look)


def _letter_font_weight(letter: str) -> str:
    return "bold" if "A" in letter else "normal"


def _letter_color(row: _ComparedRow, role: str) -> str:
    own = row.own.cells[role]
    if own == row.reference.cells[role]:
        return style.MUTED_COLOR
    # Only a row whose accountable is the other's follows it: single letters agree by chance.
    other = row.alternative.cells[role] if row.alternative else None
    follows = row.comparison.verdict == "alternative" and own == other
    return style.ACCENT_COLOR if follows else style.WARNING_COLOR


# --- describe ----------------------------------------------------------------------------


def describe(
    own_rows: Sequence[RaciRow],
    reference_rows: Sequence[RaciRow],
    alternatives: Mapping[str, RaciRow],
    labels: Mapping[str, str],
) -> str:
    """Return the picture in words, from the same rows as `draw`."""
    lines = _build_compared_rows(own_rows, reference_rows, alternatives, labels)
    found = [line.comparison for line in lines]
    other = sum(one.verdict == "alternative" for one in found)
    more = f" {other} more: a defensible one." if other else ""
    return f"{title(found)}.{more} {' '.join(map(_describe_row, lines))}"


def _describe_row(row: _ComparedRow) -> str:
    found = row.comparison
    answers, reference = _accountable_text(row.own), _accountable_text(row.reference)
    says = {
        "same": f"{answers} accountable, same as ours",
        "alternative": f"{answers} accountable, defensible; ours: {reference}",
        "different": f"{answers} accountable, differs; ours: {reference}",
    }[found.verdict]
    cells = ", ".join(
        f"{ROLE_ABBREVIATIONS[role]} {own or 'empty'} (ours {ours or 'empty'})"
        for role, own, ours in found.differences
    )
    return f"{row.label}: {says}.{f' Letters that differ: {cells}.' if cells else ''}"


def _accountable_text(row: RaciRow) -> str:
    return (
        join_words(lower_first(ROLE_NAMES[role]) for role in roles_with_letter(row, "A"))
        or "no one"
    )


def picture(
    own_rows: Sequence[RaciRow],
    reference_rows: Sequence[RaciRow],
    alternatives: Mapping[str, RaciRow],
    labels: Mapping[str, str],
    *,
    source: str,
) -> Picture:
    """Return figure and description together. Raises InputError as `draw` does."""
    given = (own_rows, reference_rows, alternatives, labels)
    return Picture(draw(*given), describe(*given), source)
