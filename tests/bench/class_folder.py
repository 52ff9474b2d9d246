"""A class's folder such as a facilitator collects, and how long the debrief takes to read it."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import learner_log

LEARNERS, EVENTS = 300, 200
AIM_SECONDS = 3


def write(folder: Path, learners: int = LEARNERS, count: int = EVENTS, seed: int = 1) -> None:
    """Write one log a learner, each in a folder of its own; the same seed gives the same class."""
    for number in range(learners):
        home = folder / f"learner-{number:03d}"
        home.mkdir(parents=True)
        events = learner_log.events(count, seed * 10_000 + number)
        lines = [json.dumps(one | {"who": f"wren-{number:04d}"}, sort_keys=True) for one in events]
        (home / "progress.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def seconds(rounds: int) -> list[float]:
    """Return how long it takes to read 300 logs of 200 events and count what the class answered."""
    from utils.workshop.debrief.results import read_class_results

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        found = []
        for _ in range(rounds):
            start = time.perf_counter()
            read_class_results(folder)
            found.append(time.perf_counter() - start)
    return found
