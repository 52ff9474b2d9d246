"""What a notebook's widgets send to the page, and how many of them are alive."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import nbformat
from kernel import CELL_SECONDS, learner_home
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The head of a rule for one of the course's classes; a script names them inside its lines.
RULE = re.compile(r"^\.tpo-[\w-]+[^{}\n]*\{", re.MULTILINE)
RULES = 5  # a text with more of them is a stylesheet


class State(NamedTuple):
    """What one notebook sent.

    megabytes: state of all widgets as the kernel sends it, after run all, in MB (10^6 bytes)
    stylesheets: how often the course's stylesheet was sent
    live, live_again: widgets alive after run all, and after run all once more
    """

    megabytes: float
    stylesheets: int
    live: int
    live_again: int


def measure(notebook: Path) -> State:
    """Run all cells of a notebook twice in one kernel, as a learner without progress."""
    book = nbformat.read(notebook, as_version=4)
    with learner_home():
        client = CountingClient(book, kernel_name="python3", timeout=CELL_SECONDS)
        with client.setup_kernel():
            _run_all(client)
            sent, stylesheets, live = client.bytes, client.stylesheets, len(client.live)
            _run_all(client)
            return State(sent / 1e6, stylesheets, live, len(client.live))


def _run_all(client: NotebookClient) -> None:
    for number, cell in enumerate(client.nb.cells):
        client.kc.session.metadata = {"cellId": cell.get("id", str(number))}  # as JupyterLab has it
        client.execute_cell(cell, number)


class CountingClient(NotebookClient):
    """Counts what the kernel tells the page about its widgets."""

    def __init__(self, book: nbformat.NotebookNode, **options: object) -> None:
        super().__init__(book, **options)
        self.bytes = 0
        self.stylesheets = 0
        self.live: set[str] = set()

    def handle_comm_msg(self, outs: list[Any], msg: dict[str, Any], cell_index: int) -> None:
        """Count one message, then treat it as usual."""
        self.count(msg)
        super().handle_comm_msg(outs, msg, cell_index)

    def count(self, msg: dict[str, Any]) -> None:
        """Count one message: opened, changed or closed."""
        content, kind = msg["content"], msg["msg_type"]
        if kind == "comm_open" and content.get("target_name") == "jupyter.widget":
            self.live.add(content["comm_id"])
        elif kind == "comm_close":
            self.live.discard(content["comm_id"])
        state = content.get("data", {}).get("state")
        if state:
            self.bytes += len(json.dumps(state, ensure_ascii=False).encode())
            self.bytes += sum(len(buffer) for buffer in msg.get("buffers", ()))
            self.stylesheets += sum(map(is_stylesheet, texts(state)))


def is_stylesheet(text: str) -> bool:
    """Return whether a text is the course's stylesheet, or most of it."""
    return len(RULE.findall(text)) > RULES


def texts(value: object) -> Iterator[str]:
    """Yield every text inside a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
