"""How activities look and are used: numbers typed, keys, focus, colors, narrow pages."""

from __future__ import annotations

import re

import pytest
from reflow import TITLES, lost
from walk import THEMES, log, picture, problem, reset, unlock, wait_for_log, words

from utils.pay.activities import PayExplorer

PAY = "05-salary-and-career.ipynb"
ROLES = "03-comparisons.ipynb"
SPEC = "01-role-definition.ipynb"
RING = 3  # CSS pixels
# Outline width and the contrast of its color with the nearest background, as WCAG computes it.
FOCUS = """node => {
  const numbers = (color) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (color) => {
    const [r, g, b] = numbers(color).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  // A choice shows its ring around the whole row.
  const ringed = node.closest(".tpo-option") ?? node;
  const style = getComputedStyle(ringed);
  let back = ringed.parentElement;
  while (numbers(getComputedStyle(back).backgroundColor)[3] === 0) back = back.parentElement;
  const [one, other] = [style.outlineColor, getComputedStyle(back).backgroundColor].map(light);
  const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  return { width, contrast };
}"""
SIZES = """root => [...root.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, .tpo-unseen, .tpo-picture")
    && [...one.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
# What would get a scroll bar, where the mouse or a screen has one.
SCROLLING = """() => [...document.querySelectorAll(".jp-Notebook :is(.tpo-picture, .widget-box)")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX !== "visible")
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => `${one.className}: ${one.scrollWidth} x ${one.scrollHeight}`)"""
# Where the labels of a row of controls end, and where their fields begin.
ROW = """root => [...root.querySelector(".tpo-controls").children].map((one) => [
  one.querySelector("label").getBoundingClientRect().bottom,
  one.querySelector("input:not([type=range]), select, textarea").getBoundingClientRect().top])"""


@pytest.fixture
def pay(open_shared):
    """Return notebook 05, which tests share."""
    return open_shared(PAY)


@pytest.fixture
def roles(open_shared):
    """Return notebook 03, which tests share."""
    return open_shared(ROLES)


def amount(lesson, where, name, which=0):
    """Return the number field of a slider."""
    return lesson.control(where, name, "spinbutton").nth(which)


def type_number(lesson, field, text, key="Enter"):
    """Replace what a field shows, with real keys."""
    field.click()
    lesson.page.keyboard.press("Control+A")
    lesson.page.keyboard.type(text)
    lesson.page.keyboard.press(key)
    lesson.wait_idle()


# --- numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "shown", "value"),
    [
        ("Base pay", "$150k", "$150,000", 150_000),
        ("Base pay", "142.350,50", "$142,350.5", 142_350.5),
        ("Base pay", "450 000 USD", "$450,000", 450_000),  # beyond the end of the slider
        ("Price level", "92.8", "92.8", 92.8),  # between two steps
        ("Chance of bonus", "99,95 %", "99.95%", 99.95),
    ],
)
def test_a_number_is_typed_as_it_is_written(pay, learner_home, name, text, shown, value):
    field = amount(pay, "05.m3", name)
    before = words(pay, "05.m3")
    type_number(pay, field, text)
    assert field.input_value() == shown
    assert pay.control("05.m3", name, "slider").first.input_value() == str(value)
    assert words(pay, "05.m3") != before
    wait_for_log(learner_home, "changed", "05.m3", holds=f": {float(value)}}}")
    assert list(log(learner_home)[-1]["result"]["values"].values()) == [value]


def test_leaving_the_field_and_resting_count_too(pay):
    field = amount(pay, "05.m3", "Base pay")
    type_number(pay, field, "151000", key="Tab")
    assert field.input_value() == "$151,000"
    field.click()
    pay.page.keyboard.press("Control+A")
    pay.page.keyboard.type("160000")
    slider = pay.control("05.m3", "Base pay", "slider").first
    pay.page.wait_for_function("node => node.value === '160000'", arg=slider.element_handle())
    assert field.input_value() == "160000"  # it is still being typed


def test_a_text_that_is_no_number_stays_and_says_so_beside_its_field(pay):
    reset(pay, "05.m3")
    field = amount(pay, "05.m3", "Price level")
    for text, said in (("abc", "isn't a number"), ("900", "out of range"), ("", "no number yet")):
        pay.page.wait_for_timeout(50)
        field.click()
        pay.page.keyboard.press("Control+A")
        pay.page.keyboard.press("Delete")
        pay.page.keyboard.type(text)
        pay.page.keyboard.press("Enter")
        pay.wait_idle()
        assert said in problem(pay, "05.m3"), text
        assert "from 20 to 300." in problem(pay, "05.m3")
        assert field.input_value() == text
        assert field.get_attribute("aria-invalid") == "true"
    assert pay.control("05.m3", "Price level", "slider").first.input_value() == "112"
    reset(pay, "05.m3")
    assert problem(pay, "05.m3") == ""
    assert field.input_value() == "112.0"


def test_only_the_newest_number_has_a_note(pay):
    reset(pay, "05.m3")
    fields = [amount(pay, "05.m3", "Base pay", which) for which in (0, 1)]
    notes = pay.activity("05.m3").locator(".tpo-slider > .tpo-field-note:not(:empty)")
    for field, text in zip(fields, ("150,000", "140,000"), strict=True):
        type_number(pay, field, text)
        assert text in "".join(notes.all_inner_texts())
    assert notes.count() == 1


def test_whole_numbers_are_rounded_and_that_is_said(pay):
    field = amount(pay, "05.m4", "Hours a week")
    type_number(pay, field, "7.5")
    assert field.input_value() == "8"
    assert "Rounded to 8" in pay.activity("05.m4").inner_text()


def test_arrow_keys_step_in_the_field_and_on_the_slider(pay):
    field, slider = amount(pay, "05.m3", "Base pay"), pay.control("05.m3", "Base pay", "slider")
    type_number(pay, field, "142,350")
    field.focus()
    pay.press(field, "ArrowUp")
    assert field.input_value() == "$142,500"
    pay.press(field, "ArrowDown", 2)
    assert field.input_value() == "$141,500"
    pay.press(slider.first, "ArrowRight")
    assert field.input_value() == "$142,000"
    assert slider.first.get_attribute("aria-valuetext") == "$142,000"


# --- sizes, focus, colors ------------------------------------------------------------------


def focusable(lesson, where):
    """Return one control of each kind that an activity shows, buttons included."""
    kinds = ("button", "[type=range]", ".tpo-amount", "select", "textarea", "[type=radio]",
             "[type=checkbox]", "summary")  # fmt: skip
    found = [lesson.activity(where).locator(kind).first for kind in kinds]
    return [one for one in found if one.count() and one.is_visible()]


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_can_be_seen_on_everything(pay, theme):
    pay.theme(theme)
    seen = 0
    for where in ("05.m0", "05.m3", "05.m4", "05.offers"):
        for control in focusable(pay, where):
            pay.page.keyboard.press("Shift")  # from now on by keyboard: a click shows no ring
            control.focus()
            active = pay.page.locator(":focus")
            ring = active.evaluate(FOCUS)
            what = f"{where} {active.evaluate('n => n.outerHTML.slice(0, 90)')}: {ring}"
            assert ring["width"] >= RING, what
            assert ring["contrast"] >= 3, what
            seen += 1
    assert seen > 12
    folds = pay.page.locator(".jp-Notebook summary:visible").all()
    rings = [
        fold.evaluate(f"node => {{ node.focus(); return ({FOCUS})(node); }}") for fold in folds
    ]
    assert min(ring["width"] for ring in rings) >= RING
    assert min(ring["contrast"] for ring in rings) >= 3


def test_the_question_is_the_largest_text_of_its_card(pay):
    for where, within in (("05.m1", ""), ("05.offers", ".tpo-card")):
        card = pay.activity(where)
        card = card.locator(within).first if within else card
        sizes = card.evaluate(SIZES)
        asked = card.locator(".tpo-question").first
        largest = asked.evaluate("n => parseFloat(getComputedStyle(n).fontSize)")
        assert largest == max(sizes)
        assert len(set(sizes)) <= 3


def test_text_follows_the_font_size_of_the_notebook(pay):
    def sizes():
        return [pay.activity(where).evaluate(SIZES) for where in ("05.m3", "05.offers")]

    small = sizes()
    pay.page.evaluate(
        "document.documentElement.style.setProperty('--jp-content-font-size1', '22px')"
    )
    for before, after in zip(small, sizes(), strict=True):
        assert [round(size, 2) for size in after] == [round(b * 22 / 14, 2) for b in before]
    field = amount(pay, "05.m3", "Base pay")
    assert field.evaluate("n => n.scrollWidth <= n.clientWidth")
    pay.page.evaluate("document.documentElement.style.removeProperty('--jp-content-font-size1')")


def test_links_look_like_links(pay):
    pay.control("05.m4", "Save my path plan", "button").click()
    link = pay.activity("05.m4").get_by_role("link").first
    link.wait_for()
    style = link.evaluate(
        "n => [getComputedStyle(n).textDecorationLine, getComputedStyle(n).color,"
        " getComputedStyle(n.parentElement).color]"
    )
    assert style[0] == "underline"
    assert style[1] != style[2]


def test_no_white_sheet_in_the_dark_theme(pay):
    pay.theme(THEMES[1])
    shown = picture(pay, "05.m0")
    assert "invert" in shown.evaluate("n => getComputedStyle(n).filter")
    sheet = shown.evaluate("n => getComputedStyle(n.closest('figure')).backgroundColor")
    assert sheet == "rgba(0, 0, 0, 0)"


def test_sources_line_up_with_titles(pay):
    found = pay.page.evaluate(TITLES)
    assert len(found) > 4
    assert [pair for pair in found if abs(pair[0] - pair[1]) > 4] == []


def test_a_prediction_says_right_and_wrong_by_mark_and_color(pay):
    unlock(pay, "05.m1", "To the dollar: the ends fix it")
    said = pay.activity("05.m1").locator(".tpo-verdict").first
    assert "✗ Not yet." in said.inner_text()
    assert re.search("tpo-wrong", said.get_attribute("class"))
    unlock(pay, "05.m2", "Yes, if leads work where pay is lower")
    said = pay.activity("05.m2").locator(".tpo-verdict").first
    assert "✓ Yes." in said.inner_text()
    assert "Yes. Yes" not in said.inner_text()  # wording-ok


# --- choices and cells -------------------------------------------------------------------


def test_digits_choose_while_the_focus_is_in_the_group(pay, learner_home):
    card = pay.activity("05.offers").locator(".tpo-card").first
    radios = card.locator(".tpo-choices").first.get_by_role("radio")
    assert card.locator("kbd").all_inner_texts() == ["1", "2", "3", "4"]
    radios.first.focus()
    pay.page.keyboard.press("3")
    assert radios.nth(2).is_checked()
    assert radios.nth(2).evaluate("node => node === document.activeElement")
    pay.page.keyboard.press("9")  # there is none
    assert radios.nth(2).is_checked()
    boxes = pay.activity("05.m0").get_by_role("checkbox")
    boxes.first.focus()
    pay.page.keyboard.press("5")
    assert not boxes.nth(4).is_checked()  # it was: a digit turns a checkbox around
    pay.wait_idle()
    row = card.locator(".tpo-option").first
    row.click(position={"x": row.bounding_box()["width"] - 6, "y": 6})  # all of it is the target
    assert radios.first.is_checked()


def cell(lesson, row, column):
    """Return one cell of the table of responsibilities."""
    rows = lesson.activity("03.c1").locator("tbody tr")
    return rows.nth(row).locator("select").nth(column)


def test_cells_go_through_their_values_by_click_and_key(roles):
    keys = roles.page.keyboard
    first = cell(roles, 0, 0)
    for value in ("A", "R", "AR", "C", "I", ""):
        first.click()
        assert first.input_value() == value
    keys.press("Space")
    assert first.input_value() == "A"
    keys.press("Enter")
    assert first.input_value() == "R"
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    place = cell(roles, 1, 1)
    assert place.evaluate("node => node === document.activeElement")
    for key in "ric":
        keys.press(key)
        assert place.input_value() == key.upper()
    keys.press("Delete")
    assert place.input_value() == ""
    keys.type("ar")  # typed together
    assert place.input_value() == "AR"
    roles.wait_idle()
    assert roles.activity("03.c1").locator("select.tpo-set").count() == 2


@pytest.mark.parametrize("width", [1280, 1024, 700])
def test_a_remark_has_its_room_from_the_start(roles, width):
    reset(roles, "03.c1")
    roles.page.set_viewport_size({"width": width, "height": 800})
    grid = roles.activity("03.c1").locator(".tpo-grid")
    before = grid.bounding_box()
    for column in range(2):
        cell(roles, 0, column).focus()
        roles.page.keyboard.press("a")
    roles.wait_idle()
    mark = grid.locator("td.tpo-mark").first
    assert mark.inner_text().startswith("⚠")
    assert grid.bounding_box()["height"] == before["height"]
    assert grid.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_table_on_a_narrow_page_gives_its_room_to_words(roles):
    """With JupyterLab's side bar open."""
    roles.page.set_viewport_size({"width": 700, "height": 900})
    roles.activity("03.c1").locator("summary").evaluate_all(
        "all => all.forEach((one) => { one.parentElement.open = true; })"
    )
    table = roles.activity("03.c1").locator(".tpo-table")
    assert table.evaluate("one => one.clientWidth") < 400
    assert table.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert [one for one in lost(roles.page) if "a word is broken" in one] == []


# --- text fields and edges -----------------------------------------------------------------


LONG = "95 of 100 calls answer within 300 milliseconds, measured each hour at the gateway "


def test_a_field_grows_and_shows_all_that_is_typed(notebook):
    notebook.open(SPEC).run_all()
    field = notebook.control("01.r2a", "Response measure", "textbox")
    low = field.bounding_box()["height"]
    field.click()
    notebook.page.keyboard.type(2 * LONG)
    notebook.page.keyboard.press("Enter")
    assert "\n" not in field.input_value()
    assert field.bounding_box()["height"] > 2 * low
    assert field.evaluate("n => n.scrollHeight <= n.clientHeight + 1")
    assert field.evaluate("n => n.scrollWidth <= n.clientWidth")


def test_code_is_typed_in_code_letters_and_never_wraps(notebook):
    notebook.open("02a-lab-interfaces.ipynb").run_all()
    field = notebook.control("02a.own", "After", "textbox")
    style = "n => [getComputedStyle(n).whiteSpace, getComputedStyle(n).fontFamily]"
    wrapping, family = field.evaluate(style)
    assert wrapping == "pre"
    assert "mono" in family.lower()


def test_stored_forms_share_one_left_edge_before_anything_runs(notebook):
    notebook.open("02a-lab-interfaces.ipynb")
    lefts = notebook.page.evaluate(
        """() => ['.jp-RenderedMarkdown p', '.jp-OutputArea-output > .tpo-printed'].map(
            which => Math.round(document.querySelector(which).getBoundingClientRect().left))"""
    )
    assert lefts[0] == lefts[1]


def test_fields_of_one_row_are_at_one_height_however_long_their_labels(notebook):
    notebook.open("06-capstone.ipynb").run_all()
    labels, fields = zip(*notebook.activity("06.p5").evaluate(ROW), strict=True)
    assert len(fields) == 3
    assert max(labels) - min(labels) < 1
    assert max(fields) - min(fields) < 4  # the number of a slider is a little lower than a field


@pytest.mark.parametrize("name", [PAY, ROLES])
def test_a_narrow_page_needs_no_scroll_bars(notebook, name):
    """At 700 pixels, as on a projector or at 200% zoom."""
    notebook.open(name, mode="doc").run_all()
    notebook.page.set_viewport_size({"width": 700, "height": 900})
    notebook.page.wait_for_timeout(500)
    assert notebook.page.evaluate(SCROLLING) == []
    assert notebook.page.locator("mjx-container").count() == 0  # as if dollars began a formula


@pytest.mark.parametrize(("body", "media", "dark"), [
    ('data-jp-theme-light="false"', "screen", True),
    ('data-jp-theme-light="false"', "print", False),
    ('data-jp-theme-light="true"', "screen", False),
    ('class="vscode-dark"', "screen", True),
    ('class="vscode-high-contrast"', "screen", True),
    # VS Code gives a light theme of high contrast both classes.
    ('class="vscode-high-contrast vscode-high-contrast-light"', "screen", False),
])  # fmt: skip
def test_stored_pictures_follow_the_theme(browser, body, media, dark):
    form = PayExplorer()._repr_mimebundle_()["text/html"]
    page = browser.new_page()
    page.emulate_media(media=media)
    page.set_content(f"<body {body}>{form}")
    style = page.locator(".tpo-picture img").first.evaluate("n => getComputedStyle(n).filter")
    assert ("invert" in style) == dark
    page.close()
