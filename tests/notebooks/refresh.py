"""Run every notebook, put its links and its words in, clean it and write it back.

Usage: python tests/notebooks/refresh.py [--check] [NOTEBOOK ...]

With --check nothing is written; it tells which notebooks are not fresh and exits with 1.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

sys.path.insert(0, str(Path(__file__).parent))
import books
import glossary
import navigation
import start

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
NAME = re.compile(r' id="[^"]*"|(?<=#)[a-z][0-9a-f]{10}\b')  # of a group, clip path, or marker
# Versions of matplotlib write the font differently; the color stays.
FONT = re.compile(r"(?<=<text style=)\"(?:[^\"]*(fill: #\w+))?[^\"]*\"")
WORDS = re.compile(r">([^<>]*)</text>")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
SAME = 3  # points; a letter moves by less from one matplotlib to the next
OFF_SLIDES = {"navigation", "code-note", "data-head", "words"}  # ids of cells
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def refreshed(path: Path) -> nbformat.NotebookNode:
    """Return the notebook run from top to bottom as someone without progress sees it."""
    book = books.read(path)
    start.started(book, path)
    navigation.navigated(book, path, navigation.lessons())
    before = os.environ.get("TPO_COURSE_HOME")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["TPO_COURSE_HOME"] = home
        try:
            resources = {"metadata": {"path": str(path.parent)}}
            NotebookClient(
                book,
                timeout=120,
                kernel_name="python3",
                resources=resources,
                record_timing=False,  # clock times would differ at every run
                store_widget_state=False,
            ).execute()
        finally:
            if before is None:
                del os.environ["TPO_COURSE_HOME"]
            else:
                os.environ["TPO_COURSE_HOME"] = before
    if not books.is_guide(path):
        glossary.put_in(book, path)  # it looks at what the activities say
    return cleaned(book)


def cleaned(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out what says nothing to a reader or differs from machine to machine."""
    book.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for cell in book.cells:
        cell.metadata = nbformat.from_dict(
            {k: v for k, v in cell.metadata.items() if k in {"tags", "jupyter"}}
        )
        cell.metadata["slideshow"] = {"slide_type": slide_type(cell)}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.pop("metadata", None)
            if output.output_type in {"display_data", "execute_result"}:
                output.metadata = nbformat.from_dict({})
    return book


def slide_type(cell: nbformat.NotebookNode) -> str:
    """Return where a cell goes in `nbconvert --to slides`: a slide a heading, activities below."""
    if cell.id in OFF_SLIDES:
        return "skip"
    if cell.cell_type == "code":
        shown = any(kind in str(cell.outputs) for kind in ("tpo-printed", "tpo-picture"))
        return "subslide" if shown else "skip"
    return "slide" if cell.source.startswith("#") else "-"


def write(book: nbformat.NotebookNode, path: Path) -> None:
    """Replace the notebook in one step, so that it is never half written."""
    part = path.with_suffix(".part")
    part.write_text(nbformat.writes(book) + "\n", encoding="utf-8")
    part.replace(path)


def differences(old: nbformat.NotebookNode, new: nbformat.NotebookNode) -> list[str]:
    """Return in which cells two notebooks differ; pictures count by what they look like."""
    if len(old.cells) != len(new.cells):
        return [f"{len(old.cells)} cells instead of {len(new.cells)}"]
    found = [] if old.metadata == new.metadata else ["metadata"]
    for number, (one, other) in enumerate(zip(old.cells, new.cells, strict=True)):
        if _words(one) != _words(other):
            found.append(f"cell {number} ({one.id}): text")
        elif not _same_pictures(one, other):
            found.append(f"cell {number} ({one.id}): picture")
    return found


def _raw(cell: nbformat.NotebookNode) -> str:
    return nbformat.v4.writes(nbformat.v4.new_notebook(cells=[cell]))


def _words(cell: nbformat.NotebookNode) -> str:
    return PICTURE.sub("PICTURE", _raw(cell))


def _same_pictures(one: nbformat.NotebookNode, other: nbformat.NotebookNode) -> bool:
    pairs = zip(PICTURE.findall(_raw(one)), PICTURE.findall(_raw(other)), strict=True)
    return all(a == b or same_drawing(a, b) for a, b in pairs)


def same_drawing(one: str, other: str) -> bool:
    """Return whether two base64 SVGs have the same marks, and no number is `SAME` apart."""
    first, second = (_drawing(data) for data in (one, other))
    numbers = zip(NUMBER.findall(first), NUMBER.findall(second), strict=False)
    same_marks = NUMBER.split(first) == NUMBER.split(second)
    same_words = WORDS.findall(first) == WORDS.findall(second)
    return same_marks and same_words and all(abs(float(a) - float(b)) < SAME for a, b in numbers)


def _drawing(data: str) -> str:
    drawn = NAME.sub("", base64.b64decode(data).decode())
    return FONT.sub(r"\1", drawn)


def main() -> int:
    """Refresh or check all notebooks, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when stale")
    parser.add_argument("notebooks", nargs="*", type=Path, default=books.every())
    chosen = parser.parse_args()
    known = navigation.lessons()
    old = navigation.stale(known)
    stale = len(old)
    if old:
        print("; ".join(old))
    if not chosen.check:
        navigation.write(known)  # before anything runs: the welcome reads the outline
    for path in (one.resolve() for one in chosen.notebooks):
        new = refreshed(path)
        found = differences(books.read(path), new)
        stale += bool(found)
        print(f"{path.name}: {'; '.join(found) or 'fresh'}")
        if not chosen.check:
            write(new, path)
    return 1 if chosen.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
