"""Nothing typed is lost: real keys in every field, kernels that go, pages that come back, two tabs.

`fill()` sets a value without a key and so hides what JupyterLab does to keys: it isn't used here.
"""

from __future__ import annotations

import json
import re
import zipfile

import nbformat
import pytest
from pages import PATIENCE_SECONDS, SETTLED, NotebookPage
from playwright.sync_api import expect

NOTEBOOKS = (
    "00-welcome", "01-role-definition", "02-skills", "02a-lab-interfaces",
    "02b-lab-reliability-and-priority", "03-comparisons", "04-hiring-scenarios",
    "05-salary-and-career", "06-capstone",
)  # fmt: skip
FIELDS = ".tpo-text-field:not(.tpo-hidden) :is(input, textarea)"
CHARTER = "01-role-definition.ipynb"
SALARY, OFFERS = "05-salary-and-career.ipynb", "05.m3"
TIMES = 10
COMMS = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const said = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
  return Object.keys(said.content.comms).length;
}"""


def logged(home):
    """Return the events in the log."""
    path = home / "progress.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait_for_log(page, home, fits, seconds=PATIENCE_SECONDS):
    """Wait until an event fits; fail with the last ones."""
    for _ in range(seconds * 10):
        if any(map(fits, logged(home))):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not in the log; last events: {logged(home)[-3:]}")


def holds(text):
    """Return whether an event changed a value to this text."""
    return lambda event: event["what"] == "changed" and text in event["result"]["values"].values()


def open_everything(notebook):
    """Bring every field into sight, as a learner does: predict, ask for the text, rate skills."""
    page = notebook.page
    locks = page.get_by_role("button", name="Lock in my prediction")
    while locks.count():
        gate = page.locator(".tpo-activity").filter(has=locks.first).first
        gate.locator("input[type=radio]").first.click()
        before = locks.count()
        locks.first.click()
        page.wait_for_function(
            "n => [...document.querySelectorAll('button')]"
            ".filter((b) => b.textContent === 'Lock in my prediction').length < n",
            arg=before,
        )
    asked = re.compile(r"^Edit|\bown\b|paste", re.IGNORECASE)
    unticked = page.get_by_role("checkbox", name=asked, checked=False)
    for _ in range(unticked.count()):  # each one ticked leaves the list
        unticked.first.click()
    for place in page.locator(".tpo-02-s1 select[data-place$='.own']").all():
        place.select_option("2")
    notebook.wait_idle()


def type_into(page, field, text):
    """Use a field with real keys; return what must be in it afterwards."""
    several = field.evaluate("field => field.rows > 1")  # a field of one line grows, too
    keys = page.keyboard
    field.click()
    keys.press("Control+A")
    keys.press("Delete")
    keys.type(text)
    keys.press("Enter")
    keys.type("b")
    keys.press("Shift+Enter")
    keys.type("c")
    lines = [text, "b", "c"] if several else [f"{text}bc"]
    keys.press("Home")
    keys.type("d")
    lines[-1] = f"d{lines[-1]}"
    keys.press("End")
    keys.type("e")
    typed = field.input_value()
    assert typed == "\n".join([*lines[:-1], f"{lines[-1]}e"])
    keys.press("Control+Z")
    assert field.input_value() != typed
    keys.press("Control+Shift+Z")
    assert field.input_value() == typed
    keys.press("Shift+Home")  # select and replace
    keys.type(f"{text}!")
    lines[-1] = f"{text}!"
    keys.press("Shift+Home")
    keys.press("Control+C")
    keys.press("End")
    keys.press("Control+V")
    lines[-1] *= 2
    keys.press("Tab")
    assert not field.evaluate("field => field === document.activeElement")
    return "\n".join(lines)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_field_takes_keys_as_a_text_field_does(notebook, learner_home, name):
    notebook.open(f"{name}.ipynb").run_all()
    open_everything(notebook)
    fields = notebook.page.locator(FIELDS)
    assert fields.count() > 0
    wanted = []
    for number in range(fields.count()):
        field = fields.nth(number)
        wanted.append(type_into(notebook.page, field, f"t{number}"))
        assert field.input_value() == wanted[-1]
    for text in wanted:  # at the end: each comes about a second after its last key
        wait_for_log(notebook.page, learner_home, holds(text))


def charter(notebook):
    """Return the fields of the role charter."""
    return notebook.activity("01.charter").locator("textarea")


def test_text_reaches_the_log_while_one_types(notebook, learner_home):
    notebook.open(CHARTER).run_all()
    charter(notebook).first.click()
    notebook.page.keyboard.type("still in the field")
    wait_for_log(notebook.page, learner_home, holds("still in the field"))


@pytest.mark.parametrize("way", ["restarted", "killed"])
def test_a_page_without_its_kernel_says_so_and_brings_the_text_back(
    notebook, lab, learner_home, way
):
    page = notebook.open(CHARTER).run_all(check=False).page
    if way == "restarted":
        notebook.restart_kernel()
    else:
        lab.kill_kernels()
        page.locator(".jp-Dialog .jp-mod-accept").click()  # JupyterLab's own word about it
    notice = notebook.activity("01.charter").locator(".tpo-notice")
    notice.wait_for()
    assert "nothing here is saved" in notice.inner_text()
    charter(notebook).first.click()
    page.keyboard.type("an hour of work")
    page.keyboard.press("Enter")
    page.keyboard.type("and a line")
    notebook.control("01.charter", "Save my role charter", "button").click()
    assert notice.get_attribute("role") == "alert"
    notebook.wait_idle().run_all(check=False)
    assert charter(notebook).first.input_value() == "an hour of work\nand a line"
    wait_for_log(page, learner_home, holds("an hour of work\nand a line"))
    assert notebook.activity("01.charter").locator(".tpo-notice").count() == 0


def test_two_tabs_never_take_back_what_they_did_not_touch(notebook, lab, learner_home):
    notebook.open(CHARTER).run_all()
    other = NotebookPage(notebook.page.context.new_page(), lab)
    (lab.root / "copy.ipynb").write_bytes((lab.root / CHARTER).read_bytes())
    other.open("copy.ipynb").run_all()
    charter(notebook).first.click()
    notebook.page.keyboard.type("purpose from tab one")
    wait_for_log(notebook.page, learner_home, holds("purpose from tab one"))
    other.page.bring_to_front()
    charter(other).last.click()
    other.page.keyboard.type("measures from tab two")
    wait_for_log(other.page, learner_home, holds("measures from tab two"))
    notebook.page.bring_to_front()
    notebook.restart_and_run_all(check=False)
    assert charter(notebook).first.input_value() == "purpose from tab one"
    assert charter(notebook).last.input_value() == "measures from tab two"


def test_reset_can_be_undone_and_never_reaches_the_document(notebook, learner_home):
    page = notebook.open(CHARTER).run_all().page
    charter(notebook).first.click()
    page.keyboard.type("worth keeping")
    notebook.control("01.charter", "Save my role charter", "button").click()
    saved = learner_home / "documents" / "role-charter.md"
    notebook.activity("01.charter").get_by_text("Saved:").wait_for()
    before = saved.read_text()
    assert "worth keeping" in before
    notebook.control("01.charter", "Reset", "button").click()
    undo = notebook.control("01.charter", "Undo reset", "button")
    undo.wait_for()
    charter(notebook).last.click()
    page.keyboard.type("after the reset")
    wait_for_log(page, learner_home, holds("after the reset"))
    notebook.wait_idle(quiet=1)
    assert saved.read_text() == before
    notebook.control("01.charter", "Reset", "button").click()
    undo.wait_for()
    undo.click()
    page.wait_for_function(
        "field => field.value === 'after the reset'",
        arg=charter(notebook).last.element_handle(),
    )


def test_a_refused_number_comes_back_as_it_was_typed(notebook, learner_home):
    page = notebook.open(SALARY).run_all().page
    field = notebook.control(OFFERS, "Bonus if paid", "spinbutton").first
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("lots, I hope")
    page.keyboard.press("Tab")
    problem = notebook.activity(OFFERS).get_by_text("isn't a number I can read")
    problem.wait_for()
    wait_for_log(page, learner_home, holds("lots, I hope"))
    notebook.control(OFFERS, "Reset", "button").click()
    undo = notebook.control(OFFERS, "Undo reset", "button")
    undo.wait_for()
    expect(field).to_have_value(re.compile(r"^\$"))
    expect(problem).to_be_hidden()
    undo.click()
    expect(field).to_have_value("lots, I hope")
    problem.wait_for()
    notebook.restart_and_run_all()
    expect(field).to_have_value("lots, I hope", timeout=PATIENCE_SECONDS * 1000)
    problem.wait_for()
    field.click()
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value(re.compile(r"^\$"))
    expect(problem).to_be_hidden()


def broken(notebook):
    """Return whether the page shows a widget that isn't there."""
    return "Error displaying widget" in notebook.page.locator(".jp-Notebook").inner_text()


def reopened(notebook):
    """Wait until the page has come back, with the printed form or the live activity."""
    notebook.page.reload()
    notebook.wait_ready()
    notebook.page.locator(".tpo-printed, .tpo-activity").first.wait_for()
    return notebook.wait_idle(quiet=SETTLED)


def test_a_reload_never_shows_a_widget_error(notebook):
    notebook.open("02b-lab-reliability-and-priority.ipynb").run_all()
    for number in range(TIMES):
        notebook.save()
        assert not broken(reopened(notebook)), f"reload {number}"
        if number % 5 == 0:
            notebook.run_all(check=False)


def test_a_saved_notebook_without_its_kernel_shows_the_printed_form(notebook, lab):
    notebook.open("02b-lab-reliability-and-priority.ipynb").run_all()
    notebook.save()
    for number in range(TIMES):
        lab.stop_kernels()
        assert not broken(reopened(notebook)), f"time {number}"
        assert notebook.page.locator(".tpo-printed").count() > 5


def test_running_all_again_leaves_as_many_live_widgets(notebook):
    notebook.open("04-hiring-scenarios.ipynb").run_all()
    before = notebook.page.evaluate(COMMS)
    notebook.run_all()
    assert notebook.page.evaluate(COMMS) == before


ON_BINDER = (
    "import os\nos.environ['BINDER_SERVICE_HOST'] = '10.0.0.1'\n"
    "from utils.role.activities import RoleCharter\nRoleCharter()"
)


def test_on_binder_one_press_downloads_all_work(notebook, lab):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ON_BINDER)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "python3"}
    nbformat.write(book, lab.root / "binder.ipynb")
    page = notebook.open("binder.ipynb").run_all().page
    charter(notebook).first.click()
    page.keyboard.type("typed a moment ago")
    with page.expect_download() as download:
        notebook.control("01.charter", "Export my work", "button").click()
    name = r"technical-product-owner-work-[a-z]+-\d{4}\.zip"
    assert re.fullmatch(name, download.value.suggested_filename)
    with zipfile.ZipFile(download.value.path()) as bundle:
        assert "typed a moment ago" in bundle.read("progress.jsonl").decode()
