"""The same figures of another collection of notebooks with widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import kernel
import nbformat
import widget_state
from nbclient.exceptions import CellExecutionError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Peer:
    """What was measured of the notebooks that run without an error.

    `runs` and `states` have one entry a notebook, `bare` the runs of a bare kernel in between.
    """

    notebooks: int = 0
    runs: list[list[kernel.Run]] = field(default_factory=list)
    states: list[widget_state.State] = field(default_factory=list)
    bare: list[kernel.Run] = field(default_factory=list)

    def seconds(self) -> list[float]:
        """Return the median time of each notebook."""
        return [median(one.seconds for one in runs) for runs in self.runs]

    def megabytes(self) -> float:
        """Return the largest widget state."""
        return max(one.megabytes for one in self.states)

    def alive(self) -> tuple[list[float], list[float]]:
        """Return the widgets alive after run all twice, and after run all once."""
        return [sum(s.live_again for s in self.states)], [sum(s.live for s in self.states)]


def measure(folder: Path, rounds: int) -> Peer:
    """Run every notebook with code in a folder. Raises LookupError where none runs."""
    found = Peer()
    for path in sorted(folder.rglob("*.ipynb")):
        book = nbformat.read(path, as_version=4)
        if not any(cell.cell_type == "code" for cell in book.cells):
            continue
        found.notebooks += 1
        try:
            state = widget_state.measure(path)
            runs = [kernel.run(nbformat.read(path, as_version=4)) for _ in range(rounds)]
        except (CellExecutionError, TimeoutError):
            continue  # it needs a package that isn't here
        found.states.append(state)
        found.runs.append(runs)
        found.bare.append(kernel.run(kernel.bare_book()))
    if not found.runs:
        raise LookupError(f"No notebook in {folder} runs here.")
    return found
