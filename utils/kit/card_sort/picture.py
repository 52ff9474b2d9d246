"""Where sorted cards went: a matrix of best against chosen category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import LABEL_PADDING_INCHES, draw_row_labels
from utils.kit.lettering import max_text_width_inches
from utils.kit.picture import Picture
from utils.kit.shapes import BAND_COLOR, draw_shaded_cell

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.kit.card_sort.decks import Deck
    from utils.kit.card_sort.rounds import ConfusionMatrix

ROW_HEIGHT_INCHES = 0.44  # inches
DEFENSIBLE_COLOR = "#6b7f92"
MIN_TILE_ALPHA = 0.16  # how much color the palest tile with a card in it has


def title(deck: Deck, matrix: ConfusionMatrix) -> str:
    """Return the title: how many cards lie where we would put them, and what was mixed up."""
    start = f"{matrix.best_count} of {matrix.total_count} cards where we would put them"
    if matrix.most_common is None:
        return start
    best, chosen = (deck.category(key).short for key in matrix.most_common)
    return f"{start}; most often, {best} went to {chosen}"


@style.with_course_style
def draw(deck: Deck, matrix: ConfusionMatrix) -> Figure:
    """Return the figure: a row per best category, a column per choice, wrong tiles outlined."""
    many = len(deck.categories)
    figure = style.figure(
        title(deck, matrix),
        "rows: our choice · columns: yours · blue: same · gray: defensible · orange: different",
        height=1.15 + ROW_HEIGHT_INCHES * many,
    )
    left = 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(one.name for one in deck.categories)
    ax = style.axes(figure, left=left, right=0.4, bottom=0.12, top=1.0)
    ax.set_xlim(-0.5, many - 0.5)
    ax.set_ylim(0.5 - many, 0.5)
    draw_row_labels(ax, [one.name for one in deck.categories])
    for row, best in enumerate(deck.categories):
        ax.text(row, 0.62, best.short, ha="center", va="bottom", weight="bold")
        for column, chosen in enumerate(deck.categories):
            _draw_tile(ax, (column, -row), matrix, (best.key, chosen.key))
    return figure


def _draw_tile(
    ax: Axes, center: tuple[float, float], matrix: ConfusionMatrix, category_pair: tuple[str, str]
) -> None:
    x, y = center
    count, same = matrix.counts.get(category_pair, 0), category_pair[0] == category_pair[1]
    most = max(matrix.counts.values(), default=1)
    fine = same or count == matrix.accepted.get(category_pair, 0)
    color = style.ACCENT_COLOR if same else DEFENSIBLE_COLOR if fine else style.WARNING_COLOR
    across, up = (x - 0.47, x + 0.47), (y - 0.45, y + 0.45)
    shade = _mix_with_white(color, MIN_TILE_ALPHA + 0.5 * count / most) if count else BAND_COLOR
    draw_shaded_cell(ax, across, up, shade)
    if category_pair == matrix.most_common:
        xs, ys = (*across, *across[::-1], across[0]), (up[0], up[0], up[1], up[1], up[0])
        ax.plot(xs, ys, color=style.WARNING_COLOR, linewidth=2)
    look: style.StyleOptions = (
        {"weight": "bold", "color": style.TEXT_COLOR} if count else {"color": style.MUTED_COLOR}
    )
    ax.text(x, y, _tile_count_text(matrix, category_pair), ha="center", va="center", **look)


def _tile_count_text(matrix: ConfusionMatrix, category_pair: tuple[str, str]) -> str:
    count, accepted = matrix.counts.get(category_pair, 0), matrix.accepted.get(category_pair, 0)
    if not accepted:
        return str(count)
    return f"{count}, defensible" if accepted == count else f"{count}, {accepted} defensible"


def _mix_with_white(color: str, color_share: float) -> str:
    """Return a color thinned with white; a see-through one takes longer to draw."""
    rgb = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - color_share * (255 - one)):02x}" for one in rgb)


def describe(deck: Deck, matrix: ConfusionMatrix) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    rows = []
    for best in deck.categories:
        went = [
            f"{_tile_count_text(matrix, (best.key, chosen.key))} to {chosen.short}"
            for chosen in deck.categories
            if matrix.counts.get((best.key, chosen.key))
        ]
        rows.append(f"{best.name}: {'; '.join(went) or 'no cards'}.")
    return f"{title(deck, matrix)}. Where the cards of each category went. {' '.join(rows)}"


def picture(deck: Deck, matrix: ConfusionMatrix) -> Picture:
    """Return figure and description together."""
    return Picture(draw(deck, matrix), describe(deck, matrix), deck.basis)
