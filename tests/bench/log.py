"""Compare running a lesson with a long log to running it with none.

python tests/bench/log.py [--notebook FILE] [--rounds N]

Events change the values of the lesson's own activities, as an edition that kept all of them wrote
them: the most that a widget can have to read.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

import kernel
import nbformat
from nbclient import NotebookClient
from table import Row, text

from utils.kit.progress.event import Event

LESSON = Path(__file__).parents[2] / "notebooks" / "05-salary-and-career.ipynb"
AIMS = {5_000: 1.1, 100_000: 1.5}
PLACES = ["05.m0", "05.m1", "05.m2", "05.m2a", "05.m3", "05.m4"]


def lines(count: int) -> bytes:
    """Return a log of so many events, one a second, always the same."""
    dice = random.Random(1)  # noqa: S311 - a benchmark, no secrets
    return b"".join(_event(number, dice).line() for number in range(count))


def _event(number: int, dice: random.Random) -> Event:
    hours, seconds = divmod(number, 3600)
    when = f"2026-01-{1 + hours // 24:02d}T{hours % 24:02d}:{seconds // 60:02d}:{seconds % 60:02d}"
    values = {f"value_{n}": dice.randrange(1000) for n in range(6)} | {"note": "I would. " * 10}
    where = dice.choice(PLACES)
    return Event(
        "changed", where, {"values": values}, "wren-0001", f"{when}.000000Z", f"{number:032x}"
    )


def seconds(notebook: Path, log: bytes) -> float:
    """Return how long all cells take in a kernel that is already there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["TPO_COURSE_HOME"] = home
        (Path(home) / "pseudonym.txt").write_text("wren-0001")
        (Path(home) / "progress.jsonl").write_bytes(log)
        client = NotebookClient(
            nbformat.read(notebook, as_version=4), kernel_name="python3", timeout=300
        )
        with client.setup_kernel():
            kernel_is_ready = nbformat.v4.new_code_cell(kernel.BARE)
            client.nb.cells.append(kernel_is_ready)
            client.execute_cell(kernel_is_ready, len(client.nb.cells) - 1)
            started = time.perf_counter()
            for number, cell in enumerate(client.nb.cells[:-1]):
                client.execute_cell(cell, number)
            return time.perf_counter() - started


def compare(notebook: Path, rounds: int) -> list[Row]:
    """Return one row for each length of log, with the runs without any as the baseline."""
    logs = {count: lines(count) for count in (0, *AIMS)}
    seconds(notebook, b"")  # fills the disk cache
    runs = {count: [] for count in logs}
    for _ in range(rounds):
        for count, log in logs.items():
            runs[count].append(seconds(notebook, log))
    return [
        Row(f"run all cells, {count:,} events", "s", aim, runs[count], runs[0])
        for count, aim in AIMS.items()
    ]


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notebook", type=Path, default=LESSON)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print(text(compare(asked.notebook, asked.rounds)))


if __name__ == "__main__":
    main()
