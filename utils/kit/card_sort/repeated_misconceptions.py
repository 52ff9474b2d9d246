"""How often a learner chose the same idea before, and where, from the log."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from utils.kit.card_sort import decks
from utils.kit.english import join_words, ordinal
from utils.kit.misconceptions import current_misconception_id, load_misconceptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from utils.kit.progress import Progress
    from utils.kit.progress.event import Event


MISCONCEPTION_EVENT_KINDS = frozenset({"answered", "sorted"})
Occasion = tuple[str, str]


def find_misconception_occasions(progress: Progress, misconception_id: str) -> list[Occasion]:
    """Return on which occasions an idea was chosen.

    An occasion is a question, the same question when it came back, or a deck of cards: a second
    try counts no second time. Answers that aren't judged, such as the baseline's, don't count.
    """
    activities = progress.log.map_activities(
        "", MISCONCEPTION_EVENT_KINDS, _occasions_by_misconception
    )
    return [occasion for found in activities for occasion in found.get(misconception_id, ())]


def _occasions_by_misconception(events: Sequence[Event]) -> dict[str, dict[Occasion, None]]:
    found: dict[str, dict[Occasion, None]] = defaultdict(dict)
    for event in events:
        again = event.result.get("again", "") if event.what == "answered" else ""
        for misconception_id in _event_misconceptions(event):
            found[misconception_id][event.where, str(again)] = None
    return found


def _event_misconceptions(event: Event) -> Iterator[str]:
    if event.what == "sorted":
        yield from _card_sort_misconceptions(event)
    elif not event.result.get("quiet"):
        yield from map(current_misconception_id, event.result.get("misconceptions", ()))


def _card_sort_misconceptions(event: Event) -> Iterator[str]:
    """Yield the ideas behind wrong cards; a card that no deck has any more has none."""
    for deck in decks.load_decks_of_notebook(event.where.partition(".")[0]):
        for card in deck.cards:
            chosen = event.result["cards"].get(card.id)
            if chosen in card.verdicts:
                yield deck.misconception(card, chosen)


def met_before_text(
    progress: Progress, misconception_id: str, current_occasion: tuple[str, str]
) -> str:
    """Return in words that an idea was chosen before, and what is true; "" if it wasn't.

    `current_occasion` is the occasion that the learner is at.
    """
    known = load_misconceptions().get(misconception_id)
    before = [
        one
        for one in find_misconception_occasions(progress, misconception_id)
        if one != current_occasion
    ]
    if known is None or not before:
        return ""
    notebooks_text = _earlier_notebooks_text([where for where, _ in before], current_occasion[0])
    if len(before) == 1:
        start = f"You've picked this idea before, {notebooks_text}"
    else:
        nth = _ordinal_word(len(before) + 1)
        start = f"This is the {nth} time you've picked this idea, {notebooks_text}"
    return f"{start}: “{known.thought}” It's a stubborn one. {known.fact}"


def _ordinal_word(number: int) -> str:
    return {3: "third", 4: "fourth", 5: "fifth"}.get(number, ordinal(number))


def _earlier_notebooks_text(activity_ids: Sequence[str], own_activity_id: str) -> str:
    numbers = list(dict.fromkeys(where.partition(".")[0] for where in activity_ids))
    own = own_activity_id.partition(".")[0]
    others = sorted(set(numbers) - {own})
    noun = "notebook" if len(others) == 1 else "notebooks"
    if not others:
        return (
            "earlier in this notebook" if len(activity_ids) == 1 else "each time in this notebook"
        )
    if len(activity_ids) == 1:
        return f"in {noun} {join_words(others)}"
    return f"after {noun} {join_words([*others, *(['this one'] if own in numbers else [])])}"
