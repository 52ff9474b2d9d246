"""Job ads judged by their duties, not by their titles."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from utils.kit.card_sort import CardSort
from utils.kit.english import join_words
from utils.kit.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.kit.card_sort.decks import Card
    from utils.kit.view import View


class TitleDecoder(CardSort):
    """Read eight invented job ads; two have the wrong title."""

    activity_id = "03.c3"
    title = "Title decoder"
    task = (
        "Eight invented job ads without their titles. Judge by the duties: which role does this "
        "person really have? You'll see the title with the verdict, and two of the eight are wrong."
    )
    deck_name = "03-titles"
    prompt = "By these duties, which role is it?"
    one_by_one = True

    def card_html(self, card: Card) -> str:
        """Return the job ad: the company and the duties; the title comes with the verdict."""
        lines = "".join(f"<li>{escape(line)}</li>" for line in card.extra["lines"])
        return (
            f'<div class="tpo-job-ad"><p><strong>{escape(card.text)}</strong></p>'
            f"<ul>{lines}</ul></div>"
        )

    def card_text(self, card: Card) -> list[str]:
        """Return the same as lines of plain text."""
        return [f"- {card.text}", *(f"    - {line}" for line in card.extra["lines"])]

    def reveal_text(self, card: Card) -> str:
        """Return the title of the job ad, and whether it fits the duties."""
        fits = "It fits." if card.extra["claims"] == card.best else "It doesn't fit the duties."
        return f"The title of this job ad: “{card.title}.” {fits}"

    def result(self, answers: Mapping[str, str]) -> View:
        """Return where the job ads went, and whether the wrong titles were found."""
        cards = self.deck.cards
        return replace(super().result(answers), notes=(mislabeled_text(cards, answers),))

    def result_table(self, answers: Mapping[str, str]) -> Table:
        """Return every job ad with its title, the learner's role and ours."""
        short = {one.key: one.short for one in self.deck.categories}
        body = [
            [card.title, short[card.extra["claims"]], short[answers[card.id]], short[card.best]]
            for card in self.deck.cards
            if card.id in answers
        ]
        return Table(
            caption="Title against duties",
            columns=["Job ad", "Title says", "You", "We"],
            rows=body,
            source=self.deck.basis,
        )


def mislabeled_cards(cards: Sequence[Card]) -> list[Card]:
    """Return the job ads whose duties belong to another role than their title says."""
    return [card for card in cards if card.extra["claims"] != card.best]


def mislabeled_text(cards: Sequence[Card], answers: Mapping[str, str]) -> str:
    """Return which titles are wrong by our reading, and which of them the learner unmasked."""
    wrong = mislabeled_cards(cards)
    seen = [card for card in wrong if answers.get(card.id) == card.best]
    names = join_words(f"“{card.title}”" for card in wrong)
    return f"Wrong titles by our reading: {names}. You unmasked {len(seen)} of {len(wrong)}."
