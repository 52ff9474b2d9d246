"""The decks in `data/decks/`, read and checked."""

from __future__ import annotations

import functools
import json
import random
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.tables import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DECK_SCHEMA_PATH = Path(__file__).parents[1] / "schemas" / "deck.json"
RESERVED_FEEDBACK_PREFIXES = (
    "Yes.",
    "Yes:",
    "Defensible",
    "Not yet",
)  # the page puts one before each feedback
PRINTED_NUMBERS_NOTE = (
    "The numbers are those on paper: on a screen, the cards come in another sequence."
)
# Shuffles the cards on paper. A test finds a number that makes a pattern: then take another one.
PRINT_ORDER_SEED = 10


@dataclass(frozen=True)
class Category:
    """One place to put a card: key, name in full, and a short one for narrow columns."""

    key: str
    name: str
    short: str


@dataclass(frozen=True)
class Verdict:
    """What one choice deserves to hear. `verdict` is best, acceptable or wrong."""

    verdict: str
    feedback: str

    @property
    def accepted(self) -> bool:
        """Whether this choice counts as right."""
        return self.verdict != "wrong"


@dataclass(frozen=True)
class Card:
    """One card and its verdict for every category.

    `extra` has what only this deck's topic knows; the file describes it under `extras`.
    """

    id: str
    text: str
    verdicts: Mapping[str, Verdict]
    group: str = ""
    title: str = ""
    confusing: bool = False
    kind: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def best(self) -> str:
        """The key of the best category."""
        return next(key for key, one in self.verdicts.items() if one.verdict == "best")


# What a card of any deck may have.
COMMON_CARD_FIELDS = {one.name for one in fields(Card)} - {"extra"}


@dataclass(frozen=True)
class Deck:
    """A file of cards. `basis` says where its verdicts come from."""

    name: str
    basis: str
    categories: tuple[Category, ...]
    cards: tuple[Card, ...]
    # the idea behind a wrong choice, by best and chosen category
    misconceptions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def with_card_kinds(self, kinds: Sequence[str]) -> Deck:
        """Return the deck with cards of these kinds; the whole one where none is named."""
        return (
            replace(self, cards=tuple(c for c in self.cards if c.kind in kinds)) if kinds else self
        )

    def card(self, card_id: str) -> Card:
        """Return a card by its id."""
        return next(card for card in self.cards if card.id == card_id)

    def misconception(self, card: Card, chosen_category: str) -> str:
        """Return the idea behind a wrong choice; "" for an accepted one."""
        if card.verdicts[chosen_category].accepted:
            return ""
        return self.misconceptions.get(card.best, {}).get(chosen_category, "")

    def category(self, key: str) -> Category:
        """Return a category by its key."""
        return next(one for one in self.categories if one.key == key)


def find_deck_problems(raw_deck: dict[str, Any]) -> list[str]:
    """Return what is wrong with a deck file, as "place: message"; empty when it is fine.

    Beyond the schema, each card's extra fields are as the file's own `extras` describe them, ids
    differ, every card knows every category, exactly one of them is best, no two choices of a card
    get the same feedback, no feedback repeats its mark, and every wrong choice has an idea behind
    it.
    """
    found = _schema_errors(
        json.loads(DECK_SCHEMA_PATH.read_text(encoding="utf-8")), raw_deck, "file"
    )
    if found:
        return found
    extras = {"additionalProperties": False, **raw_deck.get("extras", {})}
    for card in raw_deck["cards"]:
        found += _schema_errors(extras, _extra_fields(card), card["id"])
    if found:
        return found
    ids = [card["id"] for card in raw_deck["cards"]]
    keys = {category["key"] for category in raw_deck["categories"]}
    twice = [f"{name}: id used twice" for name in sorted({i for i in ids if ids.count(i) > 1})]
    odd = [
        f"{card['id']}: {fault}"
        for card in raw_deck["cards"]
        for fault in _card_problems(card, keys)
    ]
    return twice + odd + [f"file: {fault}" for fault in _missing_misconception_problems(raw_deck)]


def _missing_misconception_problems(raw_deck: dict[str, Any]) -> list[str]:
    """Return the kinds of wrong choices that no misconception is named for."""
    wrong = {
        (best, key)
        for card in raw_deck["cards"]
        for best, is_best in card["verdicts"].items()
        if is_best["verdict"] == "best"
        for key, one in card["verdicts"].items()
        if one["verdict"] == "wrong"
    }
    named = {(best, key) for best, row in raw_deck["misconceptions"].items() for key in row}
    return [f"no misconception for {best} sorted as {key}" for best, key in sorted(wrong - named)]


def _schema_errors(schema: dict[str, Any], value: object, default_place: str) -> list[str]:
    import jsonschema

    return [
        f"{'/'.join(map(str, error.absolute_path)) or default_place}: {error.message}"
        for error in jsonschema.Draft202012Validator(schema).iter_errors(value)
    ]


def _card_problems(card: dict[str, Any], category_keys: set[str]) -> list[str]:
    found = []
    verdicts = card["verdicts"]
    if set(verdicts) != category_keys:
        found.append("not every category has its verdict")
    best = sum(one["verdict"] == "best" for one in verdicts.values())
    if best != 1:
        found.append(f"{plural(best, 'best category')} where there must be one")
    if len({one["feedback"] for one in verdicts.values()}) != len(verdicts):
        found.append("two choices get the same feedback")
    if any(one["feedback"].startswith(RESERVED_FEEDBACK_PREFIXES) for one in verdicts.values()):
        found.append("a feedback repeats the mark that is put before it")
    return found


@functools.cache
def load_deck(name: str) -> Deck:
    """Return a deck. Raises InputError where there is no such file; the tests check the files."""
    folder = data_folder() / "decks"
    path = folder / f"{name}.json"
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in folder.glob("*.json")))
        raise InputError(f"There's no deck {name!r}.", f"Use one of: {known}.")
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Deck(
        name=raw["deck"],
        basis=raw["basis"],
        categories=tuple(Category(**one) for one in raw["categories"]),
        cards=tuple(_parse_card(one) for one in raw["cards"]),
        misconceptions=raw["misconceptions"],
    )


def printed_card_numbers(deck: Deck) -> dict[str, int]:
    """Return the number that each card has on paper, by its id; a part of a deck starts at 1, too.

    Files have the cards by category, or one of each in turn: there, a number would be the answer.
    """
    return {card.id: number for number, card in enumerate(cards_in_print_order(deck), 1)}


def cards_in_print_order(deck: Deck) -> list[Card]:
    """Return the cards as every page to print has them; a part keeps the order of the whole deck.

    What people mix up comes first; a deck that is sorted group by group keeps its groups.
    """
    cards = load_deck(deck.name).cards
    if any(card.confusing for card in cards):
        parts = [[card for card in cards if card.confusing is first] for first in (True, False)]
    else:
        groups = dict.fromkeys(card.group for card in cards)
        parts = [[card for card in cards if card.group == group] for group in groups]
    rng = random.Random(f"{PRINT_ORDER_SEED} {deck.name}")
    mixed = [card.id for part in parts for card in rng.sample(part, len(part))]
    return sorted(deck.cards, key=lambda card: mixed.index(card.id))


@functools.cache
def load_decks_of_notebook(notebook_number: str) -> tuple[Deck, ...]:
    """Return the decks of the notebook with this number, such as "03"; empty if it has none."""
    files = (
        sorted((data_folder() / "decks").glob(f"{notebook_number}-*.json"))
        if notebook_number
        else []
    )
    return tuple(load_deck(path.stem) for path in files)


def _parse_card(raw_card: dict[str, Any]) -> Card:
    shared = {name: value for name, value in raw_card.items() if name in COMMON_CARD_FIELDS}
    verdicts = {key: Verdict(**one) for key, one in raw_card["verdicts"].items()}
    return Card(**{**shared, "verdicts": verdicts, "extra": _extra_fields(raw_card)})


def _extra_fields(raw_card: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a card that only its topic knows."""
    return {name: value for name, value in raw_card.items() if name not in COMMON_CARD_FIELDS}
