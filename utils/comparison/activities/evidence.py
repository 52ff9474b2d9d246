"""The comparison table of four roles, built from traces of their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.card_sort import CardSort
from utils.kit.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping


class RoleEvidence(CardSort):
    """Give four traces to four roles, seven times: the table fills itself."""

    activity_id = "03.table"
    title = "Four roles, side by side"
    task = (
        "These are traces of four people's work: notes, lines from a chat, tiles of a dashboard. "
        "In each round every role is used once. What you find becomes your comparison table."
    )
    deck_name = "03-evidence"
    prompt = "Whose trace is it?"
    size = 4
    distinct = True
    table_title, unfolded = "Your comparison table", True

    def result_table(self, answers: Mapping[str, str]) -> Table:
        """Return the table as we would fill it; a mark stands where the learner differs."""
        groups: dict[str, dict[str, str]] = {}
        for card in self.deck.cards:
            mark = "" if answers.get(card.id, card.best) == card.best else " *"
            groups.setdefault(card.group, {})[card.best] = f"{card.title}{mark}"
        roles = self.deck.categories
        return Table(
            caption="Four roles, side by side (* you gave this to another role)",
            columns=["Aspect", *(role.name for role in roles)],
            rows=[[group, *(cells[role.key] for role in roles)] for group, cells in groups.items()],
            source=self.deck.basis,
        )
