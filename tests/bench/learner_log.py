"""A progress log such as a learner writes in weeks, for measuring how a lesson copes with it."""

from __future__ import annotations

import importlib
import json
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import utils
from utils.kit.activity import Activity

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WHO = "heron-0042"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
# How often each kind of event comes, of 100: moving controls fills a log.
SHARES = {
    "changed": 72, "answered": 12, "saved": 5, "hinted": 4, "predicted": 3, "shown": 2, "sorted": 2,
}  # fmt: skip
CONFIDENCE = ("guess", "fairly", "sure")


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write a log of `count` events to a file; the same seed gives the same log."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as log:
        log.writelines(f"{json.dumps(one, sort_keys=True)}\n" for one in events(count, seed))


def events(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield events in order of time, as `utils/kit/schemas/progress_event.json` has them."""
    chance = random.Random(seed)
    when = START
    for _ in range(count):
        when += timedelta(seconds=chance.expovariate(1 / 20))
        (what,) = chance.choices(list(SHARES), list(SHARES.values()))
        where, result = _EVENTS[what](chance)
        yield {
            "version": 1,
            "id": f"{chance.getrandbits(128):032x}",
            "who": WHO,
            "what": what,
            "where": where,
            "result": result,
            "when": when.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }


@cache
def first_values() -> dict[str, dict[str, Any]]:
    """Return the first values of every activity of the course, by its id."""
    made = [kind() for kind in _activities()]
    return {one.activity_id: one.values() for one in made if one.values()}


def _activities() -> list[type[Activity]]:
    packages = sorted(Path(utils.__file__).parent.glob("*/activities/__init__.py"))
    modules = [importlib.import_module(f"utils.{path.parts[-3]}.activities") for path in packages]
    found = [getattr(module, name) for module in modules for name in module.__all__]
    return [kind for kind in found if isinstance(kind, type) and issubclass(kind, Activity)]


@cache
def _questions() -> list[dict[str, Any]]:
    files = sorted((ROOT / "data" / "questions").glob("*.json"))
    return [q for path in files for q in json.loads(path.read_text("utf-8"))["questions"]]


@cache
def _decks() -> list[dict[str, Any]]:
    return [
        json.loads(path.read_text("utf-8"))
        for path in sorted((ROOT / "data" / "decks").glob("*.json"))
    ]


def _changed(chance: random.Random) -> tuple[str, dict[str, Any]]:
    where, values = chance.choice(list(first_values().items()))
    if chance.random() < 0.25:  # older logs have all values in every event
        return where, {"values": values}
    name = chance.choice(list(values))
    return where, {"values": {name: values[name]}}


def _answered(chance: random.Random) -> tuple[str, dict[str, Any]]:
    question = chance.choice(_questions())
    return question["id"], {
        "choice": _choice(question, chance),
        "correct": chance.random() < 0.6,
        "confidence": chance.choice(CONFIDENCE),
        "attempt": 1,
        "misconceptions": [],
    }


def _choice(question: dict[str, Any], chance: random.Random) -> list[str] | float:
    if question.get("choices"):
        return [chance.choice(question["choices"])["key"]]
    return round(chance.uniform(0, 100), 1)


def _saved(chance: random.Random) -> tuple[str, dict[str, Any]]:
    where = chance.choice(list(first_values()))
    return where, {"document": f"notes-{where.replace('.', '-')}"}


def _hinted(chance: random.Random) -> tuple[str, dict[str, Any]]:
    return chance.choice(_questions())["id"], {"hint": chance.randint(1, 3)}


def _predicted(chance: random.Random) -> tuple[str, dict[str, Any]]:
    asked = [kind for kind in _activities() if kind.prediction is not None]
    kind = chance.choice(asked)
    return kind.activity_id, {"choice": chance.choice(kind.prediction.choices)[0]}


def _shown(chance: random.Random) -> tuple[str, dict[str, Any]]:
    return chance.choice(_questions())["id"], {}


def _sorted(chance: random.Random) -> tuple[str, dict[str, Any]]:
    deck = chance.choice(_decks())
    cards = chance.sample(deck["cards"], min(6, len(deck["cards"])))
    keys = [category["key"] for category in deck["categories"]]
    placed = {card["id"]: chance.choice(keys) for card in cards}
    return f"{deck['deck'][:2]}.r1", {"cards": placed, "again": chance.random() < 0.2}


_EVENTS = {
    "changed": _changed,
    "answered": _answered,
    "saved": _saved,
    "hinted": _hinted,
    "predicted": _predicted,
    "shown": _shown,
    "sorted": _sorted,
}
