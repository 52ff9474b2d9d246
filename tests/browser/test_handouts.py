"""Slides and pages as they are projected and printed: nothing cut off, and no network."""

from __future__ import annotations

import re

import pytest
from axe import violations

from utils.workshop.activities.printouts import printout_html
from utils.workshop.handouts import pdf
from utils.workshop.handouts.lesson import notebook_names, read_lesson
from utils.workshop.handouts.pages import facilitator_page, worksheet_page
from utils.workshop.handouts.slides import lesson_slides, printable_slides_page, slides_page

CUT = """async () => {
  const found = [];
  for (let at = 0; at < Reveal.getTotalSlides(); at += 1) {
    Reveal.slide(at);
    const slide = document.querySelector("section.present .slide");
    const { right, bottom } = slide.getBoundingClientRect();
    const inside = [...slide.querySelectorAll("*")].map((one) => one.getBoundingClientRect());
    const over = inside.some((box) => box.right > right + 1 || box.bottom > bottom + 1);
    const type = parseFloat(getComputedStyle(slide.querySelector(".text") ?? slide).fontSize);
    if (over || type < 19) found.push([at + 1, type, slide.innerText.slice(0, 60)]);
  }
  return found;
}"""


@pytest.fixture
def offline(browser):
    """Return a page without a network, and the list of what it asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    asked, problems = [], []
    page.route(re.compile("^https?:"), lambda route: route.abort())
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield page, asked, problems
    page.close()


@pytest.mark.parametrize("name", notebook_names())
def test_slides_show_without_a_network_and_nothing_is_cut_off(offline, tmp_path, name):
    page, asked, problems = offline
    file = tmp_path / "slides.html"
    file.write_text(slides_page(read_lesson(name)), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("Reveal.isReady()")
    assert page.evaluate(CUT) == []
    assert violations(page, "body") == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert problems == []


def test_arrow_keys_turn_the_slides(offline, tmp_path):
    page, _, _ = offline
    file = tmp_path / "slides.html"
    file.write_text(slides_page(read_lesson("01-role-definition")), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("Reveal.isReady()")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("Reveal.getIndices().h") == 1


@pytest.mark.parametrize("draw", [worksheet_page, facilitator_page])
@pytest.mark.parametrize("name", notebook_names())
def test_pages_fit_the_paper(offline, tmp_path, name, draw):
    page, asked, problems = offline
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 1000})  # A4 between our margins
    file = tmp_path / "page.html"
    file.write_text(draw(read_lesson(name)), encoding="utf-8")
    page.goto(file.as_uri())
    wide = """() => [...document.body.querySelectorAll("*")]
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
      .map((e) => `${e.tagName}.${e.className}`).slice(0, 5)"""
    assert page.evaluate(wide) == []
    assert violations(page, "body") == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert problems == []


UNBROKEN = ".tpo-ask + .tpo-grid, .tpo-printed:has(.tpo-line)"


@pytest.mark.parametrize(
    ("name", "count"),
    [("01-role-definition", 5), ("03-comparisons", 2), ("04-hiring-scenarios", 5)],
)
def test_cards_of_a_round_and_boxes_of_a_story_fit_on_one_page(offline, tmp_path, name, count):
    page, _, _ = offline
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 935})  # U.S. Letter between our margins
    file = tmp_path / "page.html"
    file.write_text(worksheet_page(read_lesson(name)), encoding="utf-8")
    page.goto(file.as_uri())
    found = page.eval_on_selector_all(
        UNBROKEN,
        """all => all.filter((one) => one.matches("table") || /Story to spec/.test(one.innerText))
          .map((one) => [one.getBoundingClientRect().height, getComputedStyle(one).breakInside])""",
    )
    assert len(found) == count
    assert [one for one in found if one[0] > 920 or one[1] != "avoid"] == []


@pytest.mark.parametrize("size", ["A4", "letter"])
def test_twelve_cards_to_cut_out_are_on_one_sheet(browser, tmp_path, size):
    program = pdf.find_chromium_program() or browser.browser_type.executable_path
    html = printout_html("cards-01-3").replace("@page {", f"@page {{ size: {size};")
    assert pdf.print_to_pdf(program, html, tmp_path / "cards.pdf") == ""
    assert (tmp_path / "cards.pdf").read_bytes().count(b"/Type /Page\n") == 2


def test_each_slide_is_a_page_of_the_pdf(browser, tmp_path):
    program = pdf.find_chromium_program() or browser.browser_type.executable_path
    lesson = read_lesson("02-skills")
    assert pdf.print_to_pdf(program, printable_slides_page(lesson), tmp_path / "slides.pdf") == ""
    pages = (tmp_path / "slides.pdf").read_bytes().count(b"/Type /Page\n")
    assert pages == len(list(lesson_slides(lesson)))
