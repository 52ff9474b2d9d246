"""Cards to sort in rounds, with feedback on every choice.

The cards themselves are data (`data/decks/`, schema in `utils/kit/schemas/`).
"""

from utils.kit.card_sort.widget import CardSort

__all__ = ["CardSort"]
