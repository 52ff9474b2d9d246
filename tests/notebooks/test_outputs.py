"""Stored outputs: complete, in order, described. Without them nbval would compare nothing."""

from __future__ import annotations

import ast
import copy
import re
from html.parser import HTMLParser

import books
import pytest

LESSONS = [pytest.param(path, id=path.stem) for path in books.paths()]
EVERY = [pytest.param(path, id=path.stem) for path in books.every()]


def only_imports(source: str) -> bool:
    return all(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(source).body)


def unrun(book) -> list[str]:
    """Return what shows that a notebook was not run from top to bottom as stored."""
    found = []
    for number, cell in enumerate(books.code(book), start=1):
        if cell.execution_count != number:
            found.append(f"{cell.id}: run as {cell.execution_count} instead of {number}")
        if not cell.outputs and not only_imports(cell.source):
            found.append(f"{cell.id}: no output")
        kinds = (output.output_type for output in cell.outputs)
        found += [f"{cell.id}: {kind}" for kind in kinds if kind in {"error", "stream"}]
    return found


class Pictures(HTMLParser):
    """Collects images without alternative text, or outside a figure with a caption."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.count = self.captions = 0

    def handle_starttag(self, tag, attrs) -> None:
        self.captions += tag == "figcaption"
        if tag == "img":
            self.count += 1
            alt = dict(attrs).get("alt") or ""
            if len(alt) < 40 or not re.search(r"\d", alt):
                self.found.append(f"alt text says too little: {alt!r}")


def undescribed(book) -> list[str]:
    """Return pictures that someone who cannot see them would miss."""
    found = []
    for cell in books.code(book):
        for output in cell.outputs:
            data = output.get("data", {})
            found += [f"{cell.id}: bare {kind}" for kind in data if kind.startswith("image/")]
            parser = Pictures()
            parser.feed("".join(data.get("text/html", "")))
            found += [f"{cell.id}: {fault}" for fault in parser.found]
            if parser.captions != parser.count:
                found.append(f"{cell.id}: {parser.count} pictures, {parser.captions} captions")
            plain = "".join(data.get("text/plain", ""))
            if parser.count and len(plain) < 80:
                found.append(f"{cell.id}: no description in text/plain")
    return found


def ignored(book) -> list[str]:
    """Return cells whose outputs nbval is told to skip, unless a comment says why."""
    found = []
    for cell in books.code(book):
        tags = {tag.lower().replace("_", "-") for tag in cell.metadata.get("tags", [])}
        marked = "NBVAL_IGNORE" in cell.source or "NBVAL_SKIP" in cell.source
        if (marked and "# because " not in cell.source) or any("nbval" in tag for tag in tags):
            found.append(cell.id)
    return found


@pytest.mark.parametrize("path", EVERY)
def test_stored_as_run(path):
    assert unrun(books.read(path)) == [], "run: python tests/notebooks/refresh.py"


@pytest.mark.parametrize("path", EVERY)
def test_every_picture_is_described(path):
    assert undescribed(books.read(path)) == []


@pytest.mark.parametrize("path", LESSONS)
def test_the_text_uses_a_picture_of_its_own(path):
    """A cell that only shows a picture, apart from what an activity draws."""
    outputs = [output for cell in books.code(books.read(path)) for output in cell.outputs]
    shown = (output.get("data", {}).get("text/html", "") for output in outputs)
    assert any(html.startswith('<figure class="tpo-picture') for html in shown)


@pytest.mark.parametrize("path", EVERY)
def test_no_output_is_ignored(path):
    assert ignored(books.read(path)) == []


@pytest.mark.parametrize("path", EVERY)
def test_nothing_that_changes_from_run_to_run_is_stored(path):
    text = path.read_text(encoding="utf-8")
    assert "application/vnd.jupyter.widget" not in text
    assert '"execution": {' not in text
    assert not re.search(r"/(home|tmp|Users|root)/", text)


# The guards themselves: each must notice the thing it guards against.


@pytest.fixture
def book():
    return copy.deepcopy(books.with_picture())


def test_a_stripped_notebook_is_noticed(book):
    for cell in books.code(book):
        cell.outputs, cell.execution_count = [], None
    assert len(unrun(book)) >= len(books.code(book))


def test_cells_run_out_of_order_are_noticed(book):
    first, second = books.code(book)[:2]
    first.execution_count, second.execution_count = 2, 1
    assert len(unrun(book)) == 2


def test_a_picture_without_words_is_noticed(book):
    cell = next(c for c in books.code(book) if "<img" in str(c.outputs))
    data = cell.outputs[0].data
    data["text/html"] = re.sub(r'alt="[^"]*"', 'alt=""', data["text/html"], count=1)
    assert undescribed(book)


def test_a_bare_png_is_noticed(book):
    cell = next(c for c in books.code(book) if c.outputs)
    cell.outputs[0].data["image/png"] = "AAAA"
    assert undescribed(book)


def test_an_ignored_cell_is_noticed(book):
    cell = books.code(book)[1]
    cell.source = "# NBVAL_IGNORE_OUTPUT\n" + cell.source
    assert ignored(book) == [cell.id]
