"""Compare speed and size of a lesson with the plain way to do the same.

python tests/bench/run.py [--only GROUP ...] [--quick] [--sharp] [--peer FOLDER]
    [--json FILE] [--readme]

Groups: kernel, log, first, widgets, keypress, size, models, class, input, binder, site, tests, and
peer, which measures the notebooks of another collection, such as a copy of the Jupyter widgets
tutorial.

Every ratio comes from one run on one machine, ours and the baseline in turn: the seconds differ
from machine to machine, the ratios hardly. It informs and never fails.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
import class_folder
import kernel
import learner_log
import models
import widget_state
from table import Row, markdown, text

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSON = NOTEBOOKS / "05-salary-and-career.ipynb"
README = NOTEBOOKS.parent / "README.md"
START, END = "<!-- figures -->", "<!-- end of figures -->"
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
    "input",
    "binder",
    "site",
    "tests",
)
# Events in the log, and how much longer than without any a lesson may take.
LOGS = {5_000: 1.1, 100_000: 1.5}


def kernel_rows(rounds: int) -> list[Row]:
    """Return time of running all cells of each notebook, and the memory of one."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    ours, bare = kernel.compare(paths, rounds)
    time_and_memory = ("run all cells", "s", 1.6, 0), ("peak memory", "MB", 1.3, 1)
    return [
        Row(
            f"{what}, {number(path)}",
            unit,
            aim,
            [run[at] for run in runs],
            [run[at] for run in bare],
        )
        for what, unit, aim, at in time_and_memory
        for path, runs in ours.items()
    ]


def number(path: Path) -> str:
    """Return a notebook's number, such as "02a"."""
    return path.stem.split("-")[0]


def peer_rows(folder: Path, rounds: int) -> list[Row]:
    """Return the same of all notebooks in a folder that run without an error."""
    import peer

    found = peer.measure(folder, rounds)
    bare = [one.seconds for one in found.bare]
    many = f"{len(found.runs)} of {found.notebooks} notebooks"
    return [
        Row(f"{folder.name}: run all cells, median of {many}", "s", 1.6, found.seconds(), bare),
        Row(f"{folder.name}: widget state, largest of {many}", "MB", 1, [found.megabytes()]),
        Row(f"{folder.name}: widgets alive after run all again", "widgets", 1, *found.alive()),
    ]


def tests_row() -> Row:
    """Return how long all tests take that need no browser, as the README's command runs them."""
    import subprocess

    command = [sys.executable, "-m", "pytest", "-q", "-m", "not browser", "-p", "no:cacheprovider"]
    start = time.monotonic()
    done = subprocess.run(
        command, check=False, cwd=NOTEBOOKS.parent, capture_output=True, text=True
    )
    if done.returncode:  # what failed comes last
        raise RuntimeError(" / ".join(done.stdout.strip().splitlines()[-3:]) or done.stderr)
    return Row("all tests without a browser", "minutes", 8, [(time.monotonic() - start) / 60])


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
        Row(f"notebook file, {number(path)}", "MB", 1.5, [path.stat().st_size / 1e6])
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
        Row(f"log of {count:,} events, run all cells", "s", aim, found[count], none)
        for count, aim in LOGS.items()
    ]


def first_cell_row(rounds: int) -> Row:
    """Return the processor time of the first cell of the course."""
    return Row("first cell of 00", "s of CPU", 0.6, kernel.first_cell(WELCOME, rounds))


def class_row(rounds: int) -> Row:
    """Return how long the debrief takes to read and count a class of 300."""
    what = f"debrief, {class_folder.LEARNERS} logs of {class_folder.EVENTS} events"
    return Row(what, "s", class_folder.AIM_SECONDS, class_folder.seconds(rounds))


def input_row(rounds: int) -> Row:
    """Return how long the slowest of all hostile texts and files takes to be read or refused."""
    import hostile_input

    texts = hostile_input.every_text()
    what, slowest = max(
        ((what, [_read_seconds(read)]) for what, read in texts.items()), key=lambda one: one[1]
    )
    slowest += [_read_seconds(texts[what]) for _ in range(rounds - 1)]
    return Row(f"hostile input, slowest of {len(texts):,}: {what}", "s of CPU", 2, slowest)


def _read_seconds(read: Callable[[], object]) -> float:
    from utils.kit.errors import InputError

    start = time.process_time()
    with suppress(InputError):
        read()
    return time.process_time() - start


def widget_rows() -> list[Row]:
    """Return size of widget state for every notebook, stylesheets, and widgets left alive."""
    rows, found = [], []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        what = f"widget state, {number(path)}"
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
        Row("times that the stylesheet is sent, most in a notebook", "", 1, sent),
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
        "kernel": lambda: kernel_rows(rounds),
        "log": lambda: log_rows(LESSON, rounds),
        "first": lambda: [first_cell_row(rounds)],
        "widgets": widget_rows,
        "keypress": lambda: keypress_rows(LESSON, presses, sharp=asked.sharp),
        "size": size_rows,
        "models": lambda: models.compare(rounds),
        "class": lambda: [class_row(rounds)],
        "input": lambda: [input_row(rounds)],
        "binder": binder_rows,
        "site": lambda: site_rows(rounds),
        "tests": lambda: [tests_row()],
    }
    rows = [row for name in asked.only or groups for row in measured(name, groups[name])]
    if asked.peer:
        rows += measured("peer", lambda: peer_rows(asked.peer, rounds))
    print(text(rows))
    if asked.readme:
        write_readme(rows)
    if asked.json:
        asked.json.write_text(json.dumps([row.numbers() for row in rows], indent=1))


def write_readme(rows: list[Row]) -> None:
    """Put the worst row of each kind between the README's marks, with the date."""
    before, start, rest = README.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise LookupError(f"{README.name} has no {START} and {END}.")
    today = datetime.now(UTC).date()
    said = f"Measured on {today:%B} {today.day}, {today.year}, on {os.cpu_count()} cores:"
    table = f"\n{said}\n\n{markdown(rows)}\n"
    README.write_text(f"{before}{start}{table}{end}{after}", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--only", nargs="+", choices=GROUPS, help="measure only these groups")
    parser.add_argument(
        "--sharp", action="store_true", help="let interact draw as many pixels as the lesson"
    )
    parser.add_argument("--peer", type=Path, help="measure the notebooks in this folder, too")
    parser.add_argument("--readme", action="store_true", help="put the worst rows in the README")
    parser.add_argument("--json", type=Path, help="save every measurement in this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
