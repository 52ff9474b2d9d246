"""Words are explained where they are first used, and each notebook has its own list of them."""

from __future__ import annotations

import re

import books
import glossary
import nbformat
import pytest

LESSONS = [pytest.param(path, id=path.stem) for path in books.paths()]
NAMES = {path.stem for path in books.paths()}


@pytest.mark.parametrize("path", LESSONS)
def test_a_word_is_explained_where_it_is_first_used(path):
    assert glossary.too_early(books.read(path)) == []


@pytest.mark.parametrize("path", LESSONS)
def test_a_notebook_lists_the_words_that_it_uses(path):
    book = books.read(path)
    told = next(cell.source for cell in book.cells if cell.id == glossary.CELL)
    assert told == glossary.fold(book, path), "run: python tests/notebooks/refresh.py"
    listed = re.findall(r"^\| \*\*(.+?)\*\* \|", told, re.MULTILINE)
    assert len(listed) > 5


@pytest.mark.parametrize("word", glossary.words(), ids=lambda word: word.term)
def test_a_word_has_one_plain_sentence(word):
    assert re.fullmatch(r"[A-Z0-9].{10,140}[.]", word.explanation)
    assert not {word.term, word.long_form} & set(word.also)
    assert word.notebook in NAMES


def test_a_word_is_used_by_the_notebook_that_teaches_it():
    used = {path.stem: glossary.used(books.read(path), path) for path in books.paths()}
    anywhere = {word for words in used.values() for word in words}
    assert [word.term for word in anywhere if word not in used[word.notebook]] == []


def test_the_glossary_is_sorted():
    terms = [word.term.lower() for word in glossary.words()]
    assert terms == sorted(terms)


# The rule itself.


def early(*cells, ids=("a", "b", "c")):
    book = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(text, id=name)
            for name, text in zip(ids, cells, strict=False)
        ]
    )
    return [found.partition(" in ")[:3:2] for found in glossary.too_early(book)]


@pytest.mark.parametrize(
    "text",
    [
        "*Weighted shortest job first* (WSJF) divides that by size. WSJF is one ratio.",
        "WSJF (a ratio of cost and size) divides.",
        "WSJF, weighted shortest\njob first, divides.",
        "An **error budget** is what may fail. Error budgets are spent.",
        "The *error budget* is spent.",
        "An error budget (what may fail) is spent.",
        "# WSJF and the error budget",
        "See [the tables](wsjf.md) and `WSJF`, subscribers, SLOW, and a mediant.",
    ],
)
def test_an_explained_word_is_not_found(text):
    assert early(text) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["WSJF divides that by size.", "*Weighted shortest job first* (WSJF) divides."], "a"),
        (["Nothing here.", "The error budget is spent.\n\nAn **error budget** is…"], "b"),
        (["# A heading\n\nWe count in **bold** the error budgets of *all*."], "a"),
        (["WSJF (Reinertsen) divides."], "a"),
        (["- one thing\n- a webhook calls"], "a"),
    ],
)
def test_a_word_used_too_early_is_found(cells, found):
    ((_, where),) = early(*cells)
    assert where.startswith(found)


def test_what_is_announced_waits_for_its_explanation_but_an_abbreviation_does_not():
    cells = ("compute an error budget and WSJF", "An **error budget** is what may fail.")
    assert [term for term, _ in early(*cells, ids=("head", "b"))] == ["WSJF"]


def test_a_missing_list_is_put_before_the_sources():
    path = books.paths()[0]
    book = books.read(path)
    book.cells = [cell for cell in book.cells if cell.id != glossary.CELL]
    glossary.put_in(book, path)
    ids = [cell.id for cell in book.cells]
    assert ids[ids.index(glossary.CELL) + 1] in glossary.LATE
    before = [cell.source for cell in book.cells]
    glossary.put_in(book, path)
    assert [cell.source for cell in book.cells] == before
