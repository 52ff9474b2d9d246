"""S4: how stable a ranking is when its inputs are guesses.

Every input is moved along its scale at random, many times; what counts is how often an item
keeps its rank. Vectorised: all draws and items at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from utils.backlog.model.order import Item

SCALE = (1, 2, 3, 5, 8, 13, 20)  # the steps on which teams usually estimate
DRAWS = 20_000
INPUTS = ("value", "urgency", "enabling", "size")


@dataclass(frozen=True)
class Stability:
    """How often each item came at each rank.

    `ranks` has a row an item and a column a rank, shares of all draws, each row and column
    adding up to 1. `keys` names the rows.
    """

    keys: tuple[str, ...]
    ranks: np.ndarray

    def top(self, key: str) -> float:
        """Return how often an item came first."""
        return float(self.ranks[self.keys.index(key), 0])


@dataclass(frozen=True)
class Flip:
    """One input whose change by `steps` on the scale puts another item first."""

    item: str
    input: str
    steps: int
    was: float
    becomes: float
    first: str


def stability(
    items: Sequence[Item], *, steps: int = 1, draws: int = DRAWS, seed: int = 1
) -> Stability:
    """Return how often each item holds each rank by WSJF when every input may be wrong.

    Each of the four inputs of each item moves by -steps ... +steps along `SCALE`, every move
    equally likely, and stays at the scale's ends. Equal scores are ordered as the items stand.
    """
    import numpy as np

    _checked(items)
    chance = np.random.default_rng(seed)
    at = np.array([[_place(getattr(one, name)) for name in INPUTS] for one in items])
    moved = at + chance.integers(-steps, steps + 1, size=(draws, *at.shape))
    drawn = np.array(SCALE)[np.clip(moved, 0, len(SCALE) - 1)]
    scores = drawn[..., :3].sum(axis=2) / drawn[..., 3]
    order = np.argsort(-scores, axis=1, kind="stable")
    many = len(items)
    counts = np.stack([np.bincount(order[:, rank], minlength=many) for rank in range(many)], axis=1)
    return Stability(tuple(one.key for one in items), counts / draws)


def first_by_wsjf(items: Sequence[Item]) -> str:
    """Return the item with the highest WSJF; the first of equal ones."""
    return max(items, key=lambda one: one.wsjf).key


def flips(items: Sequence[Item], *, most: int = 3) -> tuple[Flip, ...]:
    """Return the smallest changes of one single input that put another item first.

    One step along `SCALE` at a time, up to `most`; all changes of the smallest size that does.
    """
    _checked(items)
    now = first_by_wsjf(items)
    for steps in range(1, most + 1):
        found = [
            flip
            for one in items
            for name in INPUTS
            for way in (-steps, steps)
            for flip in _flipped(items, one, name, way, now)
        ]
        if found:
            return tuple(found)
    return ()


def _flipped(items: Sequence[Item], one: Item, name: str, way: int, now: str) -> list[Flip]:
    was = getattr(one, name)
    place = _place(was) + way
    if not 0 <= place < len(SCALE):
        return []
    moved: dict[str, Any] = {name: SCALE[place]}
    changed = replace(one, **moved)
    first = first_by_wsjf([changed if other is one else other for other in items])
    return [] if first == now else [Flip(one.key, name, way, was, SCALE[place], first)]


def _place(value: float) -> int:
    """Return where a value stands on the scale: the nearest step."""
    return min(range(len(SCALE)), key=lambda at: abs(SCALE[at] - value))


def _checked(items: Sequence[Item]) -> None:
    if not items:
        raise InputError("There is no item to rank.", "Add at least one.")
