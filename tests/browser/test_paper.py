"""Notebooks on paper: nothing cut, no code, folds open, and no network needed."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import nbformat
import pytest
from axe import violations
from reflow import TITLES

from utils.kit.activity import Activity
from utils.kit.errors import InputError
from utils.kit.printed import wrap_printed_card_html
from utils.kit.tables import Table

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
A4, LETTER = 698, 720  # CSS pixels between the margins that nbconvert sets
MOST_PAGES = 30
TOO_WIDE = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => e.getBoundingClientRect().width > 0)
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => `${e.tagName}.${e.className}`).slice(0, 5)"""
# Words and numbers that go on in a second line, but after a hyphen or a slash.
BROKEN = """(selector) => [...document.querySelectorAll(selector)].flatMap((one) => {
  const [range, found] = [document.createRange(), []];
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[^\\s\\-/–—]+/g)) {
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
})"""
SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height > 0).length"""


@pytest.fixture
def paper(browser, tmp_path):
    """Return a function: a notebook's page as it is printed, with everything outside cut off."""
    from nbconvert import HTMLExporter

    page = browser.new_page()
    page.route(re.compile("^https?:"), lambda route: route.abort())
    page.emulate_media(media="print")

    def inner(path: Path, width: int = A4):
        html, _ = HTMLExporter().from_notebook_node(nbformat.read(path, as_version=4))
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(file.as_uri())
        return page

    yield inner
    page.close()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_fits_on_paper(paper, path):
    for width in (A4, LETTER):
        page = paper(path, width)
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(BROKEN, "td, th") == []
    # On a screen, axe finds the colors that nbconvert gives to code and to its prompts: not ours.
    assert violations(page, "body") == []
    assert page.evaluate(SHOWN, ".jp-CodeCell .jp-Cell-inputWrapper") == 0  # it is folded away
    pictures = page.locator(".tpo-printed img").count()
    assert page.evaluate(SHOWN, ".tpo-printed img") == pictures  # also those inside a fold
    assert page.evaluate(SHOWN, ".tpo-boxes li, .tpo-boxes span") > 5
    pdf = page.pdf(format="A4", prefer_css_page_size=False)
    assert 3 < len(re.findall(rb"/Type\s*/Page\b", pdf)) <= MOST_PAGES


def test_sources_line_up_with_titles_on_paper(paper):
    found = paper(ROOT / "notebooks/05-salary-and-career.ipynb").evaluate(TITLES)
    assert len(found) > 3
    assert [pair for pair in found if abs(pair[0] - pair[1]) > 3] == []


@pytest.fixture
def sheet(paper, tmp_path):
    """Return a function: the sheet with one printed form, at a width."""

    def inner(form: str, width: int = A4):
        output = nbformat.v4.new_output("display_data", {"text/html": wrap_printed_card_html(form)})
        cell = nbformat.v4.new_code_cell(outputs=[output])
        file = tmp_path / "made.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), file)
        return paper(file, width)

    return inner


def test_lines_of_code_and_amounts_break_between_words(sheet):
    code = "declare function refund(id: string): string;\n" * 9
    form = f"<pre>{code}</pre><p>{'−$15.65k to +$14.83k or ±$5 ' * 9}</p>"
    for width in range(260, 360, 10):
        assert sheet(form, width).evaluate(BROKEN, "pre, p") == []


def test_a_wide_table_keeps_its_words_whole(sheet):
    columns = [f"Compensated {n}" for n in range(8)]
    page = sheet(Table("Pay", columns, [["Amsterdam"] * 8], source="Invented.").html())
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(BROKEN, "td, th") == []


def test_every_document_is_accessible_on_a_light_and_a_dark_screen(browser, tmp_path, monkeypatch):
    from utils.kit.portfolio import markdown_to_html_page

    page = browser.new_page()
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "home"))
    file, seen = tmp_path / "document.html", 0
    for kind in saving():
        document = document_of(kind)
        if document is None:
            continue
        seen += 1
        file.write_text(markdown_to_html_page(document.title, document.markdown), encoding="utf-8")
        page.goto(file.as_uri())
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page, "html") == [], (kind.activity_id, scheme)
    page.close()
    assert seen > 10


def saving(kind=None):
    """Return all activities that save a document, those of all topics."""
    if kind is None:
        for one in ROOT.glob("utils/*/activities"):
            importlib.import_module(f"utils.{one.parent.name}.activities")
    kind = kind or Activity
    below = [one for each in kind.__subclasses__() for one in saving(each)]
    return [*([kind] if kind.save_label and kind.activity_id else []), *below]


def document_of(kind):
    """Return the document of the first answers; None where these make none."""
    made = kind()
    try:
        return made.document(**made.values())
    except InputError:
        return None
    finally:
        made.close()


def test_a_document_fits_on_paper_whatever_was_typed(browser, tmp_path):
    from utils.kit.portfolio import markdown_to_html_page

    word = "w" * 400
    wide = f"| Part | In this case | Sum |\n|---|---|---:|\n| Source | {word} | 1,000 |\n"
    text = "\n\n".join(f"### Part {n}\n\n{word}\n\n- [ ] {word}\n\n{wide}" for n in range(9))
    file = tmp_path / "document.html"
    file.write_text(markdown_to_html_page("Plan", text), encoding="utf-8")
    page = browser.new_page(viewport={"width": A4, "height": 1000})
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.evaluate(TOO_WIDE) == []
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('h3')).breakAfter") == "avoid"
    )
    page.close()
