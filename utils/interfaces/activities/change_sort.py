"""S2: card sorts. Does this change break clients, and which number goes up?"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from utils.kit.card_sort import CardSort
from utils.kit.tables import Table
from utils.kit.text_diff import TextDiff

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.kit.card_sort.decks import Card
    from utils.kit.view import View


class ChangeSort(CardSort):
    """Judge changes of interfaces, shown before and after."""

    deck_name = "02a-changes"
    prompt = "Your verdict?"
    one_by_one = True

    def card_html(self, card: Card) -> str:
        """Return the fragment before and after its change, with what differs marked."""
        change = TextDiff(card.extra["before"], card.extra["after"])
        return f"<p>{escape(card.text)}</p>{change.html()}"

    def card_text(self, card: Card) -> list[str]:
        """Return the same as lines of plain text."""
        return [f"- {card.text}", card.extra["before"], card.extra["after"]]

    def result(self, answers: Mapping[str, str]) -> View:
        """Return where the changes went, and how well each kind of change was judged."""
        return replace(super().result(answers), notes=(describe_accepted_by_kind(self, answers),))

    def result_table(self, answers: Mapping[str, str]) -> Table:
        """Return every change with its kind, the learner's verdict and ours."""
        short = {one.key: one.short for one in self.deck.categories}
        return Table(
            caption="All changes",
            columns=["Kind", "Change", "You", "We"],
            rows=[
                [card.kind, card.text, short[answers[card.id]], short[card.best]]
                for card in self.deck.cards
                if card.id in answers
            ],
            source=self.deck.basis,
        )


def describe_accepted_by_kind(activity: ChangeSort, answers: Mapping[str, str]) -> str:
    """Return how many verdicts were accepted, kind by kind."""
    counts: dict[str, list[bool]] = {}
    for card in activity.deck.cards:
        if card.id in answers:
            good = card.verdicts[answers[card.id]].accepted
            counts.setdefault(card.kind, []).append(good)
    by_kind = "; ".join(f"{kind}: {sum(good)} of {len(good)}" for kind, good in counts.items())
    return f"Accepted by kind of change. {by_kind}."


class RequestsAndResponses(ChangeSort):
    """What clients send and what they get back."""

    activity_id = "02a.s2a"
    title = "Change court: requests and responses"
    task = (
        "Each card shows one change to the Payments API, before and after, with the differences "
        "marked. Tomorrow a client meets this change. Does that client break, and which number "
        "of the version goes up?"
    )
    kinds = ("Request", "Response")


class EventsAndCode(ChangeSort):
    """What data products and libraries promise, and how versions end."""

    activity_id = "02a.s2b"
    title = "Change court: events, code, and the end of versions"
    task = (
        "The same question for events, tables, and libraries, and for versions that come to an "
        "end. Who reads this, and what does their program expect?"
    )
    kinds = ("Event or table", "SDK", "Lifecycle")
