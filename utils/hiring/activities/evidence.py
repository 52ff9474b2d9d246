"""Facts about five products: what does each one tell you?"""

from __future__ import annotations

from utils.kit.card_sort import CardSort


class Evidence(CardSort):
    """Weigh twenty facts, four to a product."""

    activity_id = "04.evidence"
    title = "Five products, twenty facts"
    task = (
        "Brindle is thinking about a technical product owner for each of five products. Weigh each "
        "fact on its own. Does it support having one, argue against it, or say little?"
    )
    deck_name = "04-evidence"
    prompt = "This fact…"
    round_size = 4
