"""Compare speed and size of a lesson with the plain way to do the same.

python tests/bench/run.py [--notebook FILE] [--quick] [--sharp] [--json FILE]

Every ratio comes from one run on one machine, ours and the baseline in turn: the seconds differ
from machine to machine, the ratios hardly. It informs and never fails.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
import kernel
import models
from table import Row, text

LESSON = Path(__file__).parents[2] / "notebooks" / "05-salary-and-career.ipynb"


def kernel_rows(notebook: Path, rounds: int) -> list[Row]:
    """Return time and memory of running all cells."""
    ours, bare = kernel.compare(notebook, rounds)
    return [
        Row("run all cells", "s", 1.6, [r.seconds for r in ours], [r.seconds for r in bare]),
        Row("peak memory", "MB", 1.3, [r.megabytes for r in ours], [r.megabytes for r in bare]),
    ]


def keypress_rows(notebook: Path, presses: int, *, sharp: bool) -> list[Row]:
    """Return key press to picture for every case; without a browser, why not."""
    import keypress

    try:
        found = keypress.compare(notebook, presses, sharp=sharp)
    except Exception as problem:  # noqa: BLE001 - the other rows are still worth showing
        why = str(problem).strip().splitlines()[0]
        return [Row("key press to picture", "ms", 0.5, why=f"not measured: {why}")]
    return [
        Row(f"key press to picture, {where}", "ms", 0.5, ours, theirs)
        for where, (ours, theirs) in found.items()
    ]


def size_row(notebook: Path) -> Row:
    """Return the size of the file."""
    return Row("notebook file", "MB", 1.5, [notebook.stat().st_size / 1e6])


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--notebook", type=Path, default=LESSON)
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument(
        "--sharp", action="store_true", help="let interact draw as many pixels as the lesson"
    )
    parser.add_argument("--json", type=Path, help="keep every measurement in this file")
    asked = parser.parse_args()
    rounds, presses = (2, 6) if asked.quick else (5, 30)
    os.environ.pop("TPO_COURSE_HOME", None)
    rows = [
        *kernel_rows(asked.notebook, rounds),
        *keypress_rows(asked.notebook, presses, sharp=asked.sharp),
        size_row(asked.notebook),
        *models.compare(rounds),
    ]
    print(text(rows))
    if asked.json:
        asked.json.write_text(json.dumps([row.numbers() for row in rows], indent=1))


if __name__ == "__main__":
    main()
