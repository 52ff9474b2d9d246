"""The Payments API and the teams that call it: who the customers of the role are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.diagram import Box, add_inch_axes, draw_arrow, draw_box
from utils.kit.english import join_words
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.picture import Picture
from utils.kit.shapes import AREA_COLOR
from utils.role.data import API_CONSUMERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from utils.role.data import ApiConsumer

FIGURE_HEIGHT_INCHES = 4.1  # inches
TEAM_WIDTH, TEAM_HEIGHT = 1.95, 0.45  # inches
TEAM_X, API_X = 1.15, 4.55  # inches, middles of the columns
TOP, BOTTOM = 0.72, 0.3  # inches above and below the teams
SOURCE_TEXT = "Invented for this course: Brindle Commerce, its API, and its teams."


def title(consumers: Sequence[ApiConsumer]) -> str:
    """Return the title: how many teams call the API."""
    return f"{len(consumers)} teams build on one API, and the API is your product"


@style.with_course_style
def draw(consumers: Sequence[ApiConsumer]) -> Figure:
    """Return the figure: teams on the left, each with an arrow to the API on the right."""
    subtitle = "each arrow is a call: it points from the program that asks to the one that answers"
    figure = style.figure(title(consumers), subtitle, height=FIGURE_HEIGHT_INCHES)
    ax = add_inch_axes(figure)
    step = (FIGURE_HEIGHT_INCHES - TOP - BOTTOM) / len(consumers)
    rows = [FIGURE_HEIGHT_INCHES - TOP - step * (n + 0.5) for n in range(len(consumers))]
    api = Box(API_X, (rows[0] + rows[-1]) / 2, 1.5, rows[0] - rows[-1] + TEAM_HEIGHT)
    for y, one in zip(rows, consumers, strict=True):
        box = Box(TEAM_X, y, TEAM_WIDTH, TEAM_HEIGHT)
        draw_box(
            ax, box, one.team, [one.uses], color=style.MUTED_COLOR, fill=style.BACKGROUND_COLOR
        )
        draw_arrow(ax, (box.right, y), (api.left, y))
    draw_box(ax, api, "Payments API", ["version 1 in use,", "version 2 planned"], fill=AREA_COLOR)
    _draw_owner_notes(figure)
    return figure


def _draw_owner_notes(figure: Figure) -> None:
    """Say right of the API who owns it, and who does not call it."""
    x = (API_X + 0.95) / style.WIDTH_INCHES
    words: style.StyleOptions = {"fontsize": SMALL_FONT_SIZE, "va": "center", "linespacing": 1.4}
    figure.text(x, 0.62, "◀ yours: you decide\nwhat it does next", weight="bold", **words)
    told = "Shoppers don't call it.\nThey use what the\nteams build on it."
    figure.text(x, 0.35, told, color=style.MUTED_COLOR, **words)


def describe(consumers: Sequence[ApiConsumer]) -> str:
    """Return the picture in words."""
    teams = join_words(f"{one.team} ({one.uses})" for one in consumers)
    return (
        f"{title(consumers)}. An arrow leads from each team to the Payments API, version 1 in use "
        f"and version 2 planned: {teams}. Shoppers have no arrow: they use what the teams build."
    )


def picture(consumers: Sequence[ApiConsumer] = API_CONSUMERS) -> Picture:
    """Return figure and description together."""
    return Picture(draw(consumers), describe(consumers), SOURCE_TEXT)
