"""How stable a ranking is when its inputs are guesses.

Every input is moved along its scale at random, many times; what counts is how often an item
keeps its rank. Vectorized: all draws and items at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from utils.backlog.model.order import MAX_POINTS_OR_WEEKS, MIN_SIZE_WEEKS
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from utils.backlog.model.order import Item

ESTIMATION_SCALE = (1, 2, 3, 5, 8, 13, 20)  # the steps on which teams usually estimate
FACTOR_PER_SCALE_STEP = (1 + 5**0.5) / 2  # between two steps of the scale, about: the golden ratio
DEFAULT_DRAW_COUNT = 20_000
WSJF_INPUTS = ("value", "urgency", "enabling", "size")


@dataclass(frozen=True)
class RankShares:
    """How often each item had each rank.

    `rank_shares` has a row an item and a column a rank, shares of all draws, each row and column
    adding up to 1. `keys` names the rows.
    """

    keys: tuple[str, ...]
    rank_shares: np.ndarray

    def first_place_share(self, key: str) -> float:
        """Return the share of draws in which an item came first, from 0 to 1."""
        return float(self.rank_shares[self.keys.index(key), 0])


@dataclass(frozen=True)
class RankFlip:
    """One input whose change by `steps` on the scale puts another item first."""

    item: str
    input: str
    steps: int
    old_value: float
    new_value: float
    new_first_item: str


def stability(
    items: Sequence[Item], *, steps: int = 1, draws: int = DEFAULT_DRAW_COUNT, seed: int = 1
) -> RankShares:
    """Return how often each item has each rank by WSJF when every input may be wrong.

    Each of the four inputs of each item moves by -steps ... +steps as in `values_within_steps`,
    every move equally likely. Items with equal scores keep their order. Raises InputError without
    items.
    """
    import numpy as np

    _check_not_empty(items)
    chance = np.random.default_rng(seed)
    moved = np.array(
        [[values_within_steps(getattr(one, name), steps) for name in WSJF_INPUTS] for one in items]
    )
    many = len(items)
    move = chance.integers(0, 2 * steps + 1, size=(draws, many, len(WSJF_INPUTS)))
    start = np.arange(many * len(WSJF_INPUTS)).reshape(many, -1) * (2 * steps + 1)
    drawn = moved.ravel()[move + start]
    scores = drawn[..., :3].sum(axis=2) / drawn[..., 3]
    order = np.argsort(-scores, axis=1, kind="stable")
    counts = np.stack([np.bincount(order[:, rank], minlength=many) for rank in range(many)], axis=1)
    return RankShares(tuple(one.key for one in items), counts / draws)


def first_key_by_wsjf(items: Sequence[Item]) -> str:
    """Return the item with the highest WSJF; the first of equal ones."""
    return max(items, key=lambda one: one.wsjf).key


def smallest_rank_flips(items: Sequence[Item], *, max_steps: int = 3) -> tuple[RankFlip, ...]:
    """Return the smallest changes of one single input that put another item first.

    All changes of the smallest size that does, up to `max_steps` steps along `ESTIMATION_SCALE`.
    Raises InputError without items.
    """
    _check_not_empty(items)
    now = first_key_by_wsjf(items)
    for steps in range(1, max_steps + 1):
        found = [
            flip
            for one in items
            for name in WSJF_INPUTS
            for way in (-steps, steps)
            for flip in _rank_flips_of_input(items, one, name, way, now)
        ]
        if found:
            return tuple(found)
    return ()


def _rank_flips_of_input(
    items: Sequence[Item], item: Item, input_name: str, steps: int, current_first_key: str
) -> list[RankFlip]:
    old_value = getattr(item, input_name)
    new_value = values_within_steps(old_value, abs(steps))[0 if steps < 0 else -1]
    moved: dict[str, Any] = {input_name: new_value}
    changed = replace(item, **moved)
    first = first_key_by_wsjf([changed if other is item else other for other in items])
    if first == current_first_key:
        return []
    return [RankFlip(item.key, input_name, steps, old_value, new_value, first)]


def values_within_steps(value: float, steps: int) -> list[float]:
    """Return what a guess may be if it is off by -steps ... +steps.

    A value on `ESTIMATION_SCALE` moves along it and stops at its ends. Any other value moves by
    the same factor that usually lies between two steps; 0 stays 0, since nobody estimated it.
    """
    moves = range(-steps, steps + 1)
    if value in ESTIMATION_SCALE:
        at, last = ESTIMATION_SCALE.index(value), len(ESTIMATION_SCALE) - 1
        return [float(ESTIMATION_SCALE[min(last, max(0, at + move))]) for move in moves]
    least = min(value, MIN_SIZE_WEEKS)
    return [
        min(MAX_POINTS_OR_WEEKS, max(least, value * FACTOR_PER_SCALE_STEP**move)) for move in moves
    ]


def _check_not_empty(items: Sequence[Item]) -> None:
    if not items:
        raise InputError("There's no item to rank.", "Add at least one.")
