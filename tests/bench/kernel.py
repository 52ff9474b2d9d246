"""How long a notebook runs and how much memory its kernel takes, against a bare kernel."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What every lesson needs, and nothing of the course.
BARE = """
import pandas
import matplotlib.figure
import matplotlib.backends.backend_agg
import ipywidgets
"""
# Linux counts in ru_maxrss also what the process that started the kernel once had.
PEAK = """
import sys
if sys.platform == "linux":
    from pathlib import Path
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
elif sys.platform == "win32":
    import psutil
    peak = psutil.Process().memory_info().peak_wset / 2**20
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(peak)
"""
CELL_SECONDS = 60  # the longest a cell may take; a cell that waits for an answer never ends
CPU = "import time; print(time.process_time())"


class Run(NamedTuple):
    """Seconds from starting the kernel to the last output, and the kernel's peak in MB."""

    seconds: float
    megabytes: float


def compare(notebooks: Sequence[Path], rounds: int) -> tuple[dict[Path, list[Run]], list[Run]]:
    """Run each notebook and a bare kernel in turn; return the runs of each, and of the kernel.

    One round before the first is not counted: it fills the disk cache.
    """
    ours: dict[Path, list[Run]] = {path: [] for path in notebooks}
    bare = []
    for count in range(rounds + 1):
        for path in notebooks:
            taken = run(nbformat.read(path, as_version=4))
            if count:
                ours[path].append(taken)
        taken = run(bare_book())
        if count:
            bare.append(taken)
    return ours, bare


def bare_book() -> nbformat.NotebookNode:
    """Return the notebook to compare with."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BARE)])


def run(book: nbformat.NotebookNode, log: Path | None = None) -> Run:
    """Run one notebook in a kernel of its own, with this progress log or none."""
    with learner_home(log):
        client = NotebookClient(book, kernel_name="python3", timeout=CELL_SECONDS)
        started = time.perf_counter()
        with client.setup_kernel():
            for number, cell in enumerate(book.cells):
                client.execute_cell(cell, number)
            seconds = time.perf_counter() - started
            return Run(seconds, float(_printed(client, PEAK)))


def compare_logs(
    notebook: Path, logs: dict[int, Path], rounds: int
) -> tuple[list[float], dict[int, list[float]]]:
    """Run a notebook without a log and with each log in turn; return seconds of each.

    `logs` has files by their number of events. One round before the first is not counted.
    """
    none, found = [], {count: [] for count in logs}
    for number in range(rounds + 1):
        book = nbformat.read(notebook, as_version=4)
        seconds = [run(book, log).seconds for log in (None, *logs.values())]
        if number:
            none.append(seconds[0])
            for count, took in zip(logs, seconds[1:], strict=True):
                found[count].append(took)
    return none, found


def first_cell(notebook: Path, rounds: int) -> list[float]:
    """Return the processor time of the first code cell in a new kernel, in seconds."""
    return [_first_cell(notebook) for _ in range(rounds)]


def _first_cell(notebook: Path) -> float:
    book = nbformat.read(notebook, as_version=4)
    cell = next(cell for cell in book.cells if cell.cell_type == "code")
    with learner_home():
        client = NotebookClient(book, kernel_name="python3", timeout=CELL_SECONDS)
        with client.setup_kernel():
            before = float(_printed(client, CPU))
            client.execute_cell(cell, book.cells.index(cell))
            return float(_printed(client, CPU)) - before


@contextmanager
def learner_home(log: Path | None = None) -> Iterator[Path]:
    """Give kernels that start inside a new folder for progress, with a copy of this log."""
    before = os.environ.get("TPO_COURSE_HOME")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        if log:
            (Path(home) / "progress.jsonl").write_bytes(log.read_bytes())
        os.environ["TPO_COURSE_HOME"] = home
        try:
            yield Path(home)
        finally:
            del os.environ["TPO_COURSE_HOME"]
            if before is not None:
                os.environ["TPO_COURSE_HOME"] = before


def _printed(client: NotebookClient, code: str) -> str:
    """Return what a piece of code prints in the kernel."""
    client.nb.cells.append(nbformat.v4.new_code_cell(code))
    done = client.execute_cell(client.nb.cells[-1], len(client.nb.cells) - 1)
    return done.outputs[0].text
