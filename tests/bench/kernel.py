"""How long a notebook runs and how much memory its kernel takes, against a bare kernel."""

from __future__ import annotations

import os
import tempfile
import time
from typing import TYPE_CHECKING, NamedTuple

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from pathlib import Path

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


class Run(NamedTuple):
    """Seconds from starting the kernel to the last output, and the kernel's peak in MB."""

    seconds: float
    megabytes: float


def compare(notebook: Path, rounds: int) -> tuple[list[Run], list[Run]]:
    """Run notebook and bare kernel in turn; return the runs of each.

    One round before the first is not counted: it fills the disk cache.
    """
    ours, bare = [], []
    for count in range(rounds + 1):
        pair = run(nbformat.read(notebook, as_version=4)), run(bare_book())
        if count:
            ours.append(pair[0])
            bare.append(pair[1])
    return ours, bare


def bare_book() -> nbformat.NotebookNode:
    """Return the notebook to compare with."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BARE)])


def run(book: nbformat.NotebookNode) -> Run:
    """Run one notebook in a kernel of its own, as a learner without progress."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["TPO_COURSE_HOME"] = home
        client = NotebookClient(book, kernel_name="python3", timeout=300)
        started = time.perf_counter()
        with client.setup_kernel():
            for number, cell in enumerate(book.cells):
                client.execute_cell(cell, number)
            seconds = time.perf_counter() - started
            return Run(seconds, _peak(client))


def _peak(client: NotebookClient) -> float:
    cell = nbformat.v4.new_code_cell(PEAK)
    client.nb.cells.append(cell)
    done = client.execute_cell(cell, len(client.nb.cells) - 1)
    return float(done.outputs[0].text)
