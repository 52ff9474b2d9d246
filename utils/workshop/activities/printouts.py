"""Pages to print for a room without tools, one at a time."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.card_sort.decks import decks_of
from utils.kit.controls import LiveRegion
from utils.kit.controls.factory import dropdown
from utils.kit.english import join_words
from utils.kit.errors import InputError
from utils.kit.outline import lessons
from utils.kit.view import View
from utils.workshop import data, pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import ipywidgets as widgets

    from utils.kit.controls import Input

CASE = (
    "The people and their messages on the front, and the numbers on the back. Print one for each "
    "pair."
)
FIXED: dict[str, tuple[str, str, Callable[[], str]]] = {
    "letters": (
        "Poll letters A to D",
        "Four letters on one sheet. Print one sheet for each person, and cut along the lines.",
        pages.letters_page,
    ),
    "case": (
        "The case on two pages",
        CASE,
        pages.case_page,
    ),
}
CARDS = "Cards to cut out, with the places to put them. Print one set for each group of three."


def printouts() -> dict[str, str]:
    """Return what there is to print: key to title."""
    cards = {
        deck.name: f"Cards for {one.number}: {_exercises(deck.name)}"
        for one in lessons().values()
        for deck in decks_of(one.number)
    }
    return {**{key: title for key, (title, _, _) in FIXED.items()}, **cards}


def _exercises(deck: str) -> str:
    return join_words(one.name for one in data.exercises_with(deck))


def printout(what: str) -> str:
    """Return a whole page. Raises InputError for one that there isn't."""
    known = printouts()
    if what not in known:
        raise InputError(
            f"There's no {what!r} to print.", f"Use one of: {', '.join(known)}.", field="what"
        )
    if what in FIXED:
        return FIXED[what][2]()
    deck = next(one for one in decks_of(what.partition("-")[0]) if one.name == what)
    return pages.cards_page(deck, known[what])


class Printouts(Activity):
    """Choose what to print, and get one page that needs no network."""

    activity_id = "90.print"
    title = "Pages to print"
    task = "Choose what you need, download it, and print it from your browser, on A4 or Letter."

    def controls(self) -> dict[str, Input]:
        """Return the list of pages."""
        return {"what": dropdown("What to print", printouts().items(), "letters")}

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return the link to the page."""
        self._link = LiveRegion()
        return [self._link]

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Let the link lead to the page that is chosen."""
        what = answers["what"]
        if what not in printouts():
            return
        code = base64.b64encode(printout(what).encode()).decode("ascii")
        self._link.html = (
            f'<p><a download="{what}.html" href="data:text/html;charset=utf-8;base64,{code}">'
            "Download the page</a></p>"
        )

    def view(self, *, what: str) -> View:
        """Return what the page is for. Raises InputError for one that there isn't."""
        printout(what)
        return View(summary=FIXED[what][1] if what in FIXED else CARDS)


__all__ = ["Printouts", "printout", "printouts"]
