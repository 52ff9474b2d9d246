"""Every notebook prints as a worksheet, from what it stores: boxes, lines, pictures, no network.

`nbconvert --to html` and JupyterLab's *File → Print* make the same page.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape

import books
import pytest
from nbconvert import HTMLExporter, SlidesExporter

from utils.kit.printed import CARD_STYLE, PRINTED_FORM_CSS
from utils.kit.worksheet import BLANK_LINE_HTML

LESSONS = [pytest.param(path, id=path.stem) for path in books.paths()]
EVERY = [pytest.param(path, id=path.stem) for path in books.every()]
STALE = "run: python tests/notebooks/refresh.py"
FORMULA = re.compile(
    r"(?<!\\)\$|\\\(|\\\[|\\frac|\\text"
)  # what needs MathJax, which needs a network


@cache
def page(path) -> str:
    return HTMLExporter(exclude_input=True).from_notebook_node(books.read(path))[0]


def outputs(path) -> list[str]:
    """Return what the cells of a notebook show, as markup."""
    return [
        output.data.get("text/html", "")
        for cell in books.code(books.read(path))
        for output in cell.outputs
        if "data" in output
    ]


def asked(path) -> list[dict]:
    """Return the questions of all groups that a notebook shows."""
    shown = re.findall(
        r'Quiz\("([^"]+)", "([^"]+)"', "\n".join(c.source for c in books.code(books.read(path)))
    )
    found = []
    for notebook, group in shown:
        file = books.ROOT / "data" / "questions" / f"{notebook}.json"
        bank = json.loads(file.read_text(encoding="utf-8"))
        found += [one for one in bank["questions"] if one["group"] == group]
    return found


@pytest.mark.parametrize("path", LESSONS)
def test_every_choice_has_a_box_and_every_number_a_blank(path):
    text = unescape(page(path))
    questions = asked(path)
    assert questions
    choices = [
        f"{choice['key'].upper()}. {choice['text']}"
        for one in questions
        for choice in one.get("choices", [])
    ]
    assert [words for words in choices if f"☐ {words}" not in text] == [], STALE
    assert text.count("______") >= sum("number" in one for one in questions)


@pytest.mark.parametrize("path", LESSONS)
def test_there_are_lines_to_write_on_or_cells_to_fill_in(path):
    assert any(BLANK_LINE_HTML in one or "tpo-grid" in one for one in outputs(path)), STALE


@pytest.mark.parametrize("path", EVERY)
def test_what_comes_after_a_prediction_is_there_too(path):
    for one in outputs(path):
        question, fold, result = one.partition("<details><summary>After your prediction</summary>")
        assert bool(fold) == ('<div class="tpo-question"><p class="tpo-ask">' in question), STALE
        if fold:
            assert "☐" in question
            assert "<img" in result
            assert "<img" not in question


@pytest.mark.parametrize("path", EVERY)
def test_each_activity_brings_the_rules_for_paper(path):
    shown = [one for one in outputs(path) if CARD_STYLE in one]
    assert shown
    assert [one[:80] for one in shown if PRINTED_FORM_CSS not in one] == [], STALE
    assert PRINTED_FORM_CSS in page(path)


@pytest.mark.parametrize("path", EVERY)
def test_formulas_and_outputs_need_no_script_and_no_network(path):
    prose = books.prose(books.read(path))
    assert [cell.id for cell in prose if FORMULA.search(cell.source)] == []
    needs = re.compile(r"<script|(?:src|href)\s*=\s*.https?:|@import|url\(")
    assert [one[:80] for one in outputs(path) if needs.search(one)] == []
    assert [cell.id for cell in prose if re.search(r"<(?:script|img|iframe)", cell.source)] == []


@pytest.mark.parametrize("words", ["$x$", r"$$\frac{a}{b}$$", r"\(x\)"])
def test_a_formula_is_noticed(words):
    assert FORMULA.search(words)
    assert not FORMULA.search(r"It costs \$5 (or more).")


@pytest.mark.parametrize("path", EVERY)
def test_slides_are_many_not_one(path):
    slides = SlidesExporter(exclude_input=True).from_notebook_node(books.read(path))[0]
    headings = [cell for cell in books.prose(books.read(path)) if cell.source.startswith("#")]
    assert slides.count("<section") > len(headings)
