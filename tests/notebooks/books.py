"""Notebooks as the checks see them."""

from __future__ import annotations

from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"


def paths() -> list[Path]:
    """Return every lesson notebook in order."""
    return sorted(FOLDER.glob("*.ipynb"))


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
