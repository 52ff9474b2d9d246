"""The committed notebooks are what a fresh run gives."""

from __future__ import annotations

import base64
import copy
import io

import books
import numpy as np
import pytest
import refresh
from PIL import Image

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


@pytest.mark.parametrize("size", [20, 300])
def test_a_changed_picture_is_noticed(book, size):
    """A patch as small as one dot is enough."""
    old = copy.deepcopy(book)
    data = with_picture(book)
    raw = refresh.PICTURE.search(data["text/html"])[1]
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(raw))).convert("L")).copy()
    pixels[204 : 204 + size, 604 : 604 + size] = 100
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "png")
    data["text/html"] = data["text/html"].replace(raw, base64.b64encode(out.getvalue()).decode())
    assert any("picture" in words for words in refresh.differences(old, book))


def test_a_missing_dot_is_noticed():
    from utils.kit.picture import Picture
    from utils.pay.activities import PayExplorer

    whole, poorer = PayExplorer.evaluate().picture, PayExplorer.evaluate().picture
    marks = [line for line in poorer.figure.axes[0].lines if line.get_marker() == "o"]
    marks[-1].remove()
    one, other = (
        base64.b64encode(Picture(p.figure, p.description, p.source).png).decode()
        for p in (whole, poorer)
    )
    assert refresh.distance(one, one) == 0
    assert refresh.distance(one, other) > 2 * refresh.SAME


def test_kernel_noise_is_cleaned(book):
    book.metadata["widgets"] = {"state": {}}
    books.code(book)[1].metadata["execution"] = {"iopub.status.busy": "2026-01-01"}
    cleaned = refresh.cleaned(book)
    assert "widgets" not in cleaned.metadata
    assert all("execution" not in cell.metadata for cell in cleaned.cells)
