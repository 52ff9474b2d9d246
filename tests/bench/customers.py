"""Lab 02c: each picture from the full history, and the draws of the business case.

Each may take 0.1 s on an idle core. The baseline is a plain loop that takes about as long there, so
that a busy machine slows down both.
"""

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
from utils.customers.activities.worth import ASSUMPTION_SLIDERS, BUILD, COST_RANGES_BY_OPTION
from utils.customers.model.business import DRAWS, Range, draws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from utils.kit.activity import Activity

LOOP = 2_000_000  # steps: about 0.1 s on an idle core
AIM = 1  # of the loop's time
PICTURES: dict[str, tuple[type[Activity], dict[str, Any]]] = {
    "steps, split by both": (StuckFunnel, {"show": "steps", "split": "both"}),
    "times, split by caller": (StuckFunnel, {"show": "time", "split": "caller"}),
    "what helped": (DidItHelp, {"compare": "control"}),
    "old version": (OldVersion, {"first": "Finance"}),
    "worth": (WhatIsItWorth, {}),
    "claims": (TheySayTheyDo, {}),
}


def rows(rounds: int) -> list[Row]:
    """Return the rows of the table."""
    ranges = {name: Range(*first) for name, (_, first, _) in ASSUMPTION_SLIDERS.items()}
    ranges |= COST_RANGES_BY_OPTION[BUILD]
    seconds = _timed(lambda: draws(ranges), rounds)
    made = [Row(f"business case, {DRAWS:,} draws", "s", AIM, seconds, _timed(_loop, rounds))]
    return [*made, *_pictures(rounds)]


def _pictures(rounds: int) -> Iterator[Row]:
    """Yield a row a picture: what a moved control takes from the values to the drawn page."""
    for name, (activity, answers) in PICTURES.items():
        made = activity()
        shown = {**made.values(), **answers}
        seconds = _timed(lambda made=made, shown=shown: made.view(**shown).picture.html(), rounds)
        yield Row(f"02c picture, {name}", "s", AIM, seconds, _timed(_loop, rounds))
        made.close()


def _loop() -> int:
    return sum(step * step for step in range(LOOP))


def _timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Return seconds of each round, after one that loads the tables."""
    act()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return found
