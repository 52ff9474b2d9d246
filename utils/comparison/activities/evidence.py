"""The comparison table of four roles, built from traces of their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.card_sort import CardSort
from utils.kit.english import lower_first
from utils.kit.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.kit.card_sort.decks import Card

NOT_SORTED_TEXT = "…"


class RoleEvidence(CardSort):
    """Give each trace to one of four roles: the table fills itself."""

    activity_id = "03.table"
    title = "Four roles, side by side"
    task = (
        "These are traces of four people's work: notes, lines from a chat, tiles of a dashboard. "
        "Give each trace to the role that left it. What you find becomes your comparison table."
    )
    deck_name = "03-evidence"
    prompt = "Whose trace is it?"
    one_by_one = True
    table_title, table_open = "Your comparison table", True

    def reveal_text(self, card: Card) -> str:
        """Return what the trace adds to the table."""
        return f"In your table, under “{card.group}”: {lower_first(card.title)}."

    def result_table(self, answers: Mapping[str, str]) -> Table:
        """Return the rows with a sorted trace; an asterisk is where the learner differs."""
        groups: dict[str, dict[str, str]] = {}
        started = {card.group for card in self.deck.cards if card.id in answers}
        for card in self.deck.cards:
            if card.group in started:
                groups.setdefault(card.group, {})[card.best] = _trace_cell_text(card, answers)
        roles = self.deck.categories
        return Table(
            caption="Four roles, side by side (* you gave this to another role)",
            columns=["Aspect", *(role.name for role in roles)],
            rows=[[group, *(cells[role.key] for role in roles)] for group, cells in groups.items()],
            source=self.deck.basis,
        )


def _trace_cell_text(card: Card, answers: Mapping[str, str]) -> str:
    """Return what the table says of a trace; one that isn't sorted yet gives nothing away."""
    if card.id not in answers:
        return NOT_SORTED_TEXT
    return card.title if answers[card.id] == card.best else f"{card.title} *"
