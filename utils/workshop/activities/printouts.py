"""Pages to print for a room without tools, one at a time."""

from __future__ import annotations

import base64
import contextlib
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.card_sort.decks import load_deck, load_decks_of_notebook
from utils.kit.controls import LiveRegion
from utils.kit.controls.factory import dropdown
from utils.kit.english import join_words
from utils.kit.errors import InputError
from utils.kit.outline import load_lessons
from utils.kit.view import View
from utils.workshop import data, pages
from utils.workshop.handouts.lesson import read_planned_lessons
from utils.workshop.handouts.pages import facilitator_page, worksheet_page
from utils.workshop.handouts.slides import slides_page
from utils.workshop.planning import default_plan_answers, load_plan_answers, planned_exercises

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import ipywidgets as widgets

    from utils.kit.card_sort.decks import Deck
    from utils.kit.controls import Input
    from utils.workshop.documents import ChosenExercise

PRINT_CASE_HINT = (
    "The people and their messages on the front, and the numbers on the back. Print one for each "
    "pair."
)
FIXED_PAGES: dict[str, tuple[str, str, Callable[[], str]]] = {
    "letters": (
        "Poll letters A to D",
        "Four letters on one sheet. Print one sheet for each person, and cut along the lines.",
        pages.poll_letters_page,
    ),
    "case": (
        "The case on two pages",
        PRINT_CASE_HINT,
        pages.case_page,
    ),
}
PRINT_CARDS_HINT = (
    "Cards to cut out, with the places to put them. Print one set for each group of three."
)
PLAN_CARDS_KEY = "plan-cards"
# What's made of the exercises in the plan, each with the text that leads to it.
PLAN_PAGES: dict[str, tuple[str, str, Callable[..., str]]] = {
    "plan-worksheets": (
        "Worksheets for your plan",
        "The exercises of your plan, and the text that leads to them. Print one for each person.",
        worksheet_page,
    ),
    "plan-answers": (
        "Worksheets for your plan, with the answers",
        "The same with all answers and reasons. For the facilitator only.",
        facilitator_page,
    ),
    "plan-slides": (
        "Slides for your plan",
        "Open the page in your browser, and turn the slides with the arrow keys. No answers.",
        slides_page,
    ),
}


def printout_title_by_key() -> dict[str, str]:
    """Return what there is to print for any workshop: key to title."""
    decks = {
        deck.name: (
            f"All {len(deck.cards)} cards for {one.number}: {_exercise_names_text(deck.name)}"
        )
        for one in load_lessons().values()
        for deck in load_decks_of_notebook(one.number)
    }
    fixed = {key: title for key, (title, _, _) in FIXED_PAGES.items()}
    parts = {key: title for key, (_, title) in _partial_deck_by_key().items()}
    return {**fixed, PLAN_CARDS_KEY: "Cards for your plan", **decks, **parts}


def _exercise_names_text(deck_name: str) -> str:
    return join_words(one.name for one in data.exercises_sorting_deck(deck_name))


def _exercise_card_decks(exercises: Iterable[ChosenExercise]) -> Iterator[tuple[str, Deck, str]]:
    """Yield key, cards, and title for each of the exercises that has cards."""
    for book, one in exercises:
        if deck := data.required_cards_deck(book, one):
            title = f"{len(deck.cards)} cards for {book.number}, Exercise {one.number}: {one.name}"
            yield f"cards-{book.number}-{one.number}", deck, title


def _partial_deck_by_key() -> dict[str, tuple[Deck, str]]:
    """Return cards and title by key, for the exercises that have fewer cards than their deck."""
    every = ((book, one) for book in load_lessons().values() for one in book.exercises)
    return {
        key: (deck, title)
        for key, deck, title in _exercise_card_decks(every)
        if len(deck.cards) < len(load_deck(deck.name).cards)
    }


def printout_html(page_key: str, answers: Mapping[str, Any] | None = None) -> str:
    """Return a whole page; `answers` are the plan's. Raises InputError for one that there isn't."""
    known = {**printout_title_by_key(), **{key: title for key, (title, _, _) in PLAN_PAGES.items()}}
    if page_key not in known:
        raise InputError(
            f"There's no {page_key!r} to print.", f"Use one of: {', '.join(known)}.", field="what"
        )
    if page_key in FIXED_PAGES:
        return FIXED_PAGES[page_key][2]()
    if page_key in PLAN_PAGES or page_key == PLAN_CARDS_KEY:
        return _plan_page_html(page_key, _planned_exercises(answers or default_plan_answers()))
    if page_key in (parts := _partial_deck_by_key()):
        return pages.cards_page(*parts[page_key])
    deck = next(
        one for one in load_decks_of_notebook(page_key.partition("-")[0]) if one.name == page_key
    )
    return pages.cards_page(deck, known[page_key])


def _planned_exercises(answers: Mapping[str, Any]) -> list[ChosenExercise]:
    try:
        return planned_exercises(answers)
    except InputError:
        raise InputError(
            "Your plan isn't complete yet.",
            "Change what the plan asks for, or choose another page.",
            field="what",
        ) from None


def _plan_page_html(page_key: str, chosen: Sequence[ChosenExercise]) -> str:
    if page_key in PLAN_PAGES:
        return PLAN_PAGES[page_key][2](*read_planned_lessons(chosen))
    sets = [(deck, title) for _, deck, title in _exercise_card_decks(chosen)]
    if not sets:
        raise InputError(
            "None of your plan's exercises has cards.", "Choose another page.", field="what"
        )
    return pages.card_sets_page(sets, "Cards for your plan")


class Printouts(Activity):
    """Choose what to print, and get one page that needs no network."""

    activity_id = "90.print"
    title = "Pages to print"
    task = "Choose what you need, download it, and print it from your browser, on A4 or Letter."

    def __init__(self) -> None:
        super().__init__()
        self.refresh_when_changed(lambda: load_plan_answers(self.progress))

    def controls(self) -> dict[str, Input]:
        """Return the list of pages."""
        planned = {key: title for key, (title, _, _) in PLAN_PAGES.items()}
        first = {key: title for key, title in printout_title_by_key().items() if key in FIXED_PAGES}
        return {
            "what": dropdown(
                "What to print", {**first, **planned, **printout_title_by_key()}.items(), "letters"
            )
        }

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return the link to the page."""
        self._link = LiveRegion()
        return [self._link]

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Let the link lead to the page that is chosen; no link where there's no page."""
        what, link = answers["what"], ""
        with contextlib.suppress(InputError):  # the view says it
            code = base64.b64encode(self._page_html(what).encode()).decode("ascii")
            link = (
                f'<p><a download="{what}.html" href="data:text/html;charset=utf-8;base64,{code}">'
                "Download the page</a></p>"
            )
        self._link.html = link

    def view(self, *, what: str) -> View:
        """Return what the page is for. Raises InputError for one that there isn't."""
        self._page_html(what)
        words = {key: said for key, (_, said, _) in {**FIXED_PAGES, **PLAN_PAGES}.items()}
        return View(summary=words.get(what, PRINT_CARDS_HINT))

    def _page_html(self, page_key: str) -> str:
        return printout_html(page_key, load_plan_answers(self.progress))


__all__ = ["Printouts", "printout_html", "printout_title_by_key"]
