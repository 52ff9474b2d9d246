"""Facts about five products: what is each worth?"""

from __future__ import annotations

from utils.kit.card_sort import CardSort


class Evidence(CardSort):
    """Weigh twenty facts, four to a product."""

    activity_id = "04.evidence"
    title = "Five products, twenty facts"
    task = (
        "Brindle wonders about a technical product owner for each of five products. Weigh every "
        "fact alone: does it speak for one, against one, or does it say little?"
    )
    deck_name = "04-evidence"
    prompt = "This fact…"
    size = 4
