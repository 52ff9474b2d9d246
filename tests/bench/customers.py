"""Lab 02c in seconds: each picture from the full history, and the draws of the business case."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from table import Row

from utils.customers.activities import (
    DidItHelp,
    OldVersion,
    StuckFunnel,
    TheySayTheyDo,
    WhatIsItWorth,
)
from utils.customers.activities.worth import ASSUMPTIONS, BUILD, PRICES
from utils.customers.model.business import DRAWS, Range, draws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from utils.kit.activity import Activity

AIM = 0.1  # seconds
PICTURES: dict[str, tuple[type[Activity], dict[str, Any]]] = {
    "steps, split by both": (StuckFunnel, {"show": "steps", "split": "both"}),
    "times, split by caller": (StuckFunnel, {"show": "time", "split": "caller"}),
    "what helped": (DidItHelp, {"compare": "control"}),
    "old version": (OldVersion, {"first": "Finance"}),
    "worth": (WhatIsItWorth, {}),
    "claims": (TheySayTheyDo, {}),
}


def rows(rounds: int) -> list[Row]:
    """Return the rows of the table; the aim of each is in seconds."""
    ranges = {name: Range(*first) for name, (_, first, _) in ASSUMPTIONS.items()}
    ranges |= PRICES[BUILD]
    made = [Row(f"business case, {DRAWS:,} draws", "s", AIM, _timed(lambda: draws(ranges), rounds))]
    return [*made, *_pictures(rounds)]


def _pictures(rounds: int) -> Iterator[Row]:
    """Yield a row a picture: what a moved control takes from the values to the drawn page."""
    for name, (activity, answers) in PICTURES.items():
        made = activity()
        shown = {**made.values(), **answers}
        seconds = _timed(
            lambda made=made, shown=shown: made.view(**shown).picture.html(live=True), rounds
        )
        yield Row(f"02c picture, {name}", "s", AIM, seconds)
        made.close()


def _timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Return seconds of each round, after one that loads the tables."""
    act()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return found
