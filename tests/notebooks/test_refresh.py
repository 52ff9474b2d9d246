"""The committed notebooks are what a fresh run gives."""

from __future__ import annotations

import base64
import copy
import re

import books
import pytest
import refresh

EVERY = [pytest.param(path, id=path.stem) for path in books.every()]


@pytest.mark.parametrize("path", EVERY)
def test_committed_notebook_is_fresh(path):
    committed, new = books.read(path), refresh.refreshed(path)
    assert refresh.differences(committed, new) == [], "run: python tests/notebooks/refresh.py"


@pytest.fixture
def book():
    return copy.deepcopy(books.with_picture())


def with_picture(book):
    return next(c for c in books.code(book) if "base64," in str(c.outputs)).outputs[0].data


def test_a_changed_word_is_noticed(book):
    old = copy.deepcopy(book)
    data = with_picture(book)
    data["text/plain"] = data["text/plain"].replace(" ", " not ", 1)
    assert refresh.differences(old, book)


def redrawn(book, change):
    """Return the book with its first picture changed."""
    old = copy.deepcopy(book)
    data = with_picture(book)
    raw = refresh.PICTURE.search(data["text/html"])[1]
    drawing = change(base64.b64decode(raw).decode())
    data["text/html"] = data["text/html"].replace(raw, base64.b64encode(drawing.encode()).decode())
    return refresh.differences(old, book)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"M (\d+)\.\d+ ", r"M 1\1.5 "),
        (r"(stroke: #)\w{6}", r"\g<1>ff0000"),
        (r"(<text [^>]*fill: #)\w{6}", r"\g<1>abcdef"),
        (r">[^<>\d]+</text>", r">another word</text>"),
        (r"<path [^>]+/>", ""),
    ],
)
def test_a_changed_picture_is_noticed(book, old, new):
    found = redrawn(book, lambda drawing: re.sub(old, new, drawing, count=1))
    assert any("picture" in words for words in found)


def test_a_hair_another_name_and_a_font_written_otherwise_are_the_same_picture(book):
    def moved(drawing):
        finer = re.sub(r"(?<=M )(\d+\.\d)", r"\g<1>1", drawing)
        named = re.sub(r"#p[0-9a-f]{10}", "#p0123456789", finer)
        return re.sub(r"font-size: (\w+); font-family: ([^;]+);", r"font: \1 \2;", named)

    assert redrawn(book, moved) == []


def test_another_number_on_an_axis_is_noticed():
    """Its place may differ a little, and what it says may not."""

    def drawn(x, label):
        return base64.b64encode(f'<svg><text x="{x}">{label}</text></svg>'.encode()).decode()

    assert refresh.same_drawing(drawn(10, "$1k"), drawn(11, "$1k"))
    assert not refresh.same_drawing(drawn(10, "$1k"), drawn(10, "$2k"))


def test_a_missing_dot_is_noticed():
    from utils.kit.picture import Picture
    from utils.pay.activities import PayExplorer

    whole, poorer = PayExplorer.evaluate().picture, PayExplorer.evaluate().picture
    marks = [line for line in poorer.figure.axes[0].lines if line.get_marker() == "o"]
    marks[-1].remove()
    one, other = (
        base64.b64encode(Picture(p.figure, p.description, p.source).svg_bytes).decode()
        for p in (whole, poorer)
    )
    assert refresh.same_drawing(one, one)
    assert not refresh.same_drawing(one, other)


def test_kernel_noise_is_cleaned(book):
    book.metadata["widgets"] = {"state": {}}
    books.code(book)[1].metadata["execution"] = {"iopub.status.busy": "2026-01-01"}
    cleaned = refresh.cleaned(book)
    assert "widgets" not in cleaned.metadata
    assert all("execution" not in cell.metadata for cell in cleaned.cells)
