"""Notebooks as the checks see them."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"


GUIDES_FROM = 90  # a notebook with such a number is for facilitators: no lesson, no progress


def is_guide(path: Path) -> bool:
    """Return whether a notebook is for facilitators, by its number."""
    return int(re.match(r"\d+", path.stem)[0]) >= GUIDES_FROM


def every() -> list[Path]:
    """Return all notebooks in order: lessons, then guides."""
    return sorted(FOLDER.glob("*.ipynb"))


def paths() -> list[Path]:
    """Return every lesson notebook in order."""
    return [path for path in every() if not is_guide(path)]


def read(path: Path) -> nbformat.NotebookNode:
    """Return one notebook."""
    return nbformat.read(path, as_version=4)


def code(book: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the code cells that hold code."""
    return [c for c in book.cells if c.cell_type == "code" and c.source.strip()]


def prose(book: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the Markdown cells."""
    return [cell for cell in book.cells if cell.cell_type == "markdown"]


def with_picture():
    """Return the first notebook that stores a picture."""
    return next(book for book in map(read, paths()) if "base64," in str(book))
