"""Work in progress with and without a limit: when each item starts and ends.

One team splits its time evenly over the items that it has begun. A limit keeps the others waiting.
Little's law (1961) describes the averages: items in progress = items a week × weeks per item.
"""

from __future__ import annotations

from dataclasses import dataclass

from utils.kit.errors import InputError


@dataclass(frozen=True)
class ItemSpan:
    """The weeks from the start of one item to its end."""

    start: float
    end: float


def schedule_with_limit(item_weeks: list[float], limit: int) -> list[ItemSpan]:
    """Return start and end of each item, in weeks; the items are begun in the order given.

    `item_weeks` are weeks of work for the whole team, above 0. At most `limit` items are
    in progress at a time. Raises InputError for a limit below 1.
    """
    if limit < 1:
        raise InputError(f"A limit of {limit} lets no item start.", "Enter a limit of 1 or more.")
    left = dict(enumerate(item_weeks[:limit]))
    starts = dict.fromkeys(left, 0.0)
    ends: dict[int, float] = {}
    now = 0.0
    while left:
        share = 1 / len(left)  # of the team's time, for each item in progress
        step = min(left.values()) / share
        now += step
        left = {item: rest - step * share for item, rest in left.items()}
        for item in [item for item, rest in left.items() if rest <= 1e-9]:
            del left[item]
            ends[item] = now
            if len(starts) < len(item_weeks):
                following = len(starts)
                starts[following], left[following] = now, item_weeks[following]
    return [ItemSpan(starts[item], ends[item]) for item in range(len(item_weeks))]


def mean_cycle_time(item_spans: list[ItemSpan]) -> float:
    """Return the mean weeks from start to end of an item; 0 without items."""
    return sum(one.end - one.start for one in item_spans) / len(item_spans) if item_spans else 0.0


def mean_finish_time(item_spans: list[ItemSpan]) -> float:
    """Return the mean week in which an item is done; 0 without items."""
    return sum(one.end for one in item_spans) / len(item_spans) if item_spans else 0.0
