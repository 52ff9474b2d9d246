"""Compare speed and size of a lesson with the plain way to do the same.

python tests/bench/run.py [--notebook FILE] [--only GROUP ...] [--quick] [--sharp]
    [--json FILE]

Groups: kernel, log, first, widgets, keypress, size, models, class, binder, site.

Every ratio comes from one run on one machine, ours and the baseline in turn: the seconds differ
from machine to machine, the ratios hardly. It informs and never fails.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
import class_folder
import kernel
import learner_log
import models
import widget_state
from table import Row, text

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSON = NOTEBOOKS / "05-salary-and-career.ipynb"
WELCOME = NOTEBOOKS / "00-welcome.ipynb"
GROUPS = (
    "kernel",
    "log",
    "first",
    "widgets",
    "keypress",
    "size",
    "models",
    "class",
    "binder",
    "site",
)
# Events in the log, and how much longer than without any a lesson may take.
LOGS = {5_000: 1.1, 100_000: 1.5}


def kernel_rows(notebook: Path, rounds: int) -> list[Row]:
    """Return time and memory of running all cells."""
    ours, bare = kernel.compare(notebook, rounds)
    return [
        Row("run all cells", "s", 1.6, [r.seconds for r in ours], [r.seconds for r in bare]),
        Row("peak memory", "MB", 1.3, [r.megabytes for r in ours], [r.megabytes for r in bare]),
    ]


def keypress_rows(notebook: Path, presses: int, *, sharp: bool) -> list[Row]:
    """Return key press to picture for every case."""
    import keypress

    found = keypress.compare(notebook, presses, sharp=sharp)
    return [
        Row(f"key press to picture, {where}", "ms", 0.5, ours, theirs)
        for where, (ours, theirs) in found.items()
    ]


def size_rows() -> list[Row]:
    """Return the size of every notebook's file."""
    return [
        Row(f"notebook file, {path.stem.split('-')[0]}", "MB", 1.5, [path.stat().st_size / 1e6])
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
    ]


def binder_rows() -> list[Row]:
    """Return what Binder would install, and how long that takes here."""
    import binder

    with tempfile.TemporaryDirectory(prefix="binder-") as work:
        made = binder.build(Path(work))
    return [
        Row("Binder: packages on our lock", "MB", 500, [made.lock_megabytes]),
        Row("Binder: whole environment, its own part too", "MB", 650, [made.megabytes]),
        Row("Binder: install", "s", 120, [made.seconds]),
        Row("Binder: install at each commit", "s", 15, [made.commit_seconds]),
        Row("Binder: conflicts and gaps", "", 0, [len(made.problems)]),
    ]


def site_rows(rounds: int) -> list[Row]:
    """Return size and cold start of the site that runs in the browser."""
    import site_start

    whole, starts = site_start.measure(rounds)
    return [
        Row("site: all files", "MB", 80, [whole]),
        Row("site: sent until the first activity", "MB", 80, [one.megabytes for one in starts]),
        Row("site: cold start to the first activity", "s", 20, [one.seconds for one in starts]),
    ]


def log_rows(notebook: Path, rounds: int) -> list[Row]:
    """Return time of running all cells with a long progress log, against none."""
    with tempfile.TemporaryDirectory() as folder:
        logs = {count: Path(folder) / f"{count}.jsonl" for count in LOGS}
        for count, path in logs.items():
            learner_log.write(path, count)
        none, found = kernel.compare_logs(notebook, logs, rounds)
    return [
        Row(f"run all cells, {count:,} events in the log", "s", aim, found[count], none)
        for count, aim in LOGS.items()
    ]


def first_cell_row(rounds: int) -> Row:
    """Return the processor time of the first cell of the course."""
    return Row("first cell of 00", "s of CPU", 0.6, kernel.first_cell(WELCOME, rounds))


def class_row(rounds: int) -> Row:
    """Return how long the debrief takes to read and count a class of 300."""
    what = f"debrief, {class_folder.LEARNERS} logs of {class_folder.EVENTS} events"
    return Row(what, "s", class_folder.AIM_SECONDS, class_folder.seconds(rounds))


def widget_rows() -> list[Row]:
    """Return size of widget state for every notebook, stylesheets, and widgets left alive."""
    rows, found = [], []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        what = f"widget state, {path.stem.split('-')[0]}"
        try:
            found.append(widget_state.measure(path))
        except Exception as problem:  # noqa: BLE001 - the other notebooks are still worth showing
            rows.append(Row(what, "MB", 1, why=_reason(problem)))
        else:
            rows.append(Row(what, "MB", 1, [found[-1].megabytes]))
    sent = [max((one.stylesheets for one in found), default=0)]
    live, again = (sum(one[at] for one in found) for at in (2, 3))
    return [
        *rows,
        Row("stylesheet sent, most in a notebook", "times", 1, sent),
        Row("widgets alive after run all again", "widgets", 1, [again], [live]),
    ]


def measured(name: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """Return the rows of a group, or one row that says why there are none."""
    try:
        return measure()
    except Exception as problem:  # noqa: BLE001 - the other groups are still worth showing
        return [Row(name, "", 0, why=_reason(problem))]


def _reason(problem: Exception) -> str:
    lines = str(problem).strip().splitlines() or [type(problem).__name__]
    return f"not measured: {lines[0]}"


def main() -> None:
    """Measure and print one table."""
    asked = _arguments()
    rounds, presses = (2, 6) if asked.quick else (5, 30)
    os.environ.pop("TPO_COURSE_HOME", None)
    # A learner's Python keeps compiled modules, the course's like those of pandas.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    groups = {
        "kernel": lambda: kernel_rows(asked.notebook, rounds),
        "log": lambda: log_rows(asked.notebook, rounds),
        "first": lambda: [first_cell_row(rounds)],
        "widgets": widget_rows,
        "keypress": lambda: keypress_rows(asked.notebook, presses, sharp=asked.sharp),
        "size": size_rows,
        "models": lambda: models.compare(rounds),
        "class": lambda: [class_row(rounds)],
        "binder": binder_rows,
        "site": lambda: site_rows(rounds),
    }
    rows = [row for name in asked.only or groups for row in measured(name, groups[name])]
    print(text(rows))
    if asked.json:
        asked.json.write_text(json.dumps([row.numbers() for row in rows], indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notebook", type=Path, default=LESSON)
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--only", nargs="+", choices=GROUPS, help="measure only these groups")
    parser.add_argument(
        "--sharp", action="store_true", help="let interact draw as many pixels as the lesson"
    )
    parser.add_argument("--json", type=Path, help="save every measurement in this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
