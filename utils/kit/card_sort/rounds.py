"""Which cards come when, and what their sorting shows. Pure functions."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.kit.card_sort.decks import Card, Deck


MIN_CONFUSION_COUNT = 2  # cards that make a confusion


@dataclass(frozen=True)
class ConfusionMatrix:
    """How often cards of each best category went where.

    `counts` and `accepted` map (best, chosen) to a number of cards; `accepted` has the part
    of `counts` that is defensible though not best. `most_common` is the pair of best and chosen
    category that was wrong most often, if there is a clear one, or None.
    """

    counts: Mapping[tuple[str, str], int]
    accepted: Mapping[tuple[str, str], int]
    most_common: tuple[str, str] | None

    @property
    def total_count(self) -> int:
        """Cards sorted."""
        return sum(self.counts.values())

    @property
    def best_count(self) -> int:
        """Cards put where we would put them."""
        return sum(n for (best, chosen), n in self.counts.items() if best == chosen)

    @property
    def defensible_count(self) -> int:
        """Cards put elsewhere, and accepted."""
        return sum(self.accepted.values())

    def wrong_count(self, category_pair: tuple[str, str]) -> int:
        """Return how many cards of a pair are neither best nor accepted."""
        best, chosen = category_pair
        if best == chosen:
            return 0
        return self.counts.get(category_pair, 0) - self.accepted.get(category_pair, 0)


def deal_rounds(deck: Deck, size: int, seed: int) -> tuple[tuple[Card, ...], ...]:
    """Return the cards in rounds: a group each, else `size` cards each, shuffled by the seed.

    Without groups every round is drawn so that no category is missing for long: cards are
    dealt category by category before each round is shuffled.
    """
    rng = random.Random(seed)
    groups = list(dict.fromkeys(card.group for card in deck.cards))
    if groups != [""]:
        return tuple(_shuffle_items([c for c in deck.cards if c.group == g], rng) for g in groups)
    dealt = _deal_by_category(deck, rng)
    parts = [dealt[start : start + size] for start in range(0, len(dealt), size)]
    return tuple(_shuffle_items(part, rng) for part in parts)


def deal_confusing_and_other_cards(
    deck: Deck, seed: int
) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Return the cards that come first, one after the other, and the others.

    First come those that people really mix up; all of them where the deck marks none. Both parts
    are dealt category by category, so that none is missing for long.
    """
    rng = random.Random(seed)
    first = replace(deck, cards=tuple(card for card in deck.cards if card.confusing) or deck.cards)
    others = tuple(card for card in deck.cards if card not in first.cards)
    return tuple(_deal_by_category(first, rng)), tuple(
        _deal_by_category(replace(deck, cards=others), rng)
    )


def _deal_by_category(deck: Deck, rng: random.Random) -> list[Card]:
    piles: dict[str, list[Card]] = {one.key: [] for one in deck.categories}
    for card in _shuffle_items(deck.cards, rng):
        piles[card.best].append(card)
    dealt = []
    while any(piles.values()):
        dealt += [pile.pop() for pile in _shuffle_items([p for p in piles.values() if p], rng)]
    return dealt


def _shuffle_items(items: Sequence, rng: random.Random) -> tuple:
    mixed = list(items)
    rng.shuffle(mixed)
    return tuple(mixed)


def confusion_matrix(deck: Deck, answers: Mapping[str, str]) -> ConfusionMatrix:
    """Return where the sorted cards went. `answers` maps a card's id to a category's key."""
    counts: Counter[tuple[str, str]] = Counter()
    accepted: Counter[tuple[str, str]] = Counter()
    for name, chosen in answers.items():
        card = deck.card(name)
        counts[card.best, chosen] += 1
        accepted[card.best, chosen] += card.verdicts[chosen].verdict == "acceptable"
    made = ConfusionMatrix(dict(counts), {pair: n for pair, n in accepted.items() if n}, None)
    wrong = sorted((made.wrong_count(pair) for pair in counts), reverse=True)
    # One card is chance, and of two equal pairs, neither is the most common.
    stands_out = wrong[:1] >= [MIN_CONFUSION_COUNT] and wrong[:1] != wrong[1:2]
    most_common = max(counts, key=made.wrong_count) if stands_out else None
    return ConfusionMatrix(made.counts, made.accepted, most_common)


def retry_cards(deck: Deck, answers: Mapping[str, str], max_cards: int = 2) -> tuple[Card, ...]:
    """Return up to `max_cards` cards to try again: wrong ones, the most common confusion first."""
    common = confusion_matrix(deck, answers).most_common
    wrong = [deck.card(n) for n, to in answers.items() if not deck.card(n).verdicts[to].accepted]
    wrong.sort(key=lambda card: (card.best, answers[card.id]) != common)
    return tuple(wrong[:max_cards])
