"""The harness itself: what it drives works, and what goes wrong is noticed."""

from __future__ import annotations

import axe
import nbformat
import psutil
import pytest
from lab import NOTEBOOKS, Lab
from pages import SharedPage

SLIDER = '''
import anywidget, ipywidgets, traitlets

class Level(anywidget.AnyWidget):
    value = traitlets.Int(5).tag(sync=True)
    _esm = """
    function render({ model, el }) {
      el.innerHTML = `<label for="level">Level</label><input id="bare">`
        + `<input id="level" type="range" min="0" max="10" value="5">`;
      const input = el.querySelector("#level");
      // On the focused element itself; on one around it JupyterLab still takes arrow keys.
      input.dataset.lmSuppressShortcuts = "true";
      input.addEventListener("input", (event) => {
        model.set("value", event.target.valueAsNumber);
        model.save_changes();
      });
    }
    export default { render };
    """

level, said = Level(), ipywidgets.HTML("nothing yet")
level.observe(lambda change: setattr(said, "value", f"the kernel says {change.new}"), "value")
box = ipywidgets.VBox([level, said])
box.add_class("tpo-00-try")
box
'''
COUNT = "try:\n    runs += 1\nexcept NameError:\n    runs = 1\nprint('run', runs)"
LOST = (
    "from IPython.display import display\n"
    "view = {'version_major': 2, 'version_minor': 0, 'model_id': 'lost'}\n"
    "display({'application/vnd.jupyter.widget-view+json': view}, raw=True)"
)


@pytest.fixture
def write(lab):
    """Return a function that puts a notebook with these code cells before the learner."""

    def inner(*sources, kernel="python3"):
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
        book.metadata["kernelspec"] = {"name": kernel, "display_name": kernel}
        nbformat.write(book, lab.root / "try.ipynb")
        return "try.ipynb"

    return inner


def test_slider_moved_by_keyboard_reaches_the_kernel(notebook, write):
    notebook.open(write(SLIDER)).run_all()
    notebook.press(notebook.control("00.try", "Level", "slider"), "ArrowRight", times=2)
    notebook.activity("00.try").get_by_text("the kernel says 7").wait_for()
    kept = notebook.screenshot_activity("00.try")
    assert kept.read_bytes().startswith(b"\x89PNG")

    found = axe.violations(notebook.page, ".tpo-00-try")
    assert len(found) == 1, found
    assert 'id="bare"' in found[0]
    with pytest.raises(AssertionError, match="Nothing on the page"):
        axe.violations(notebook.page, ".tpo-00-else")


def test_run_again_and_restart(notebook, write):
    notebook.open(write(COUNT), mode="doc").run_all().run_all()
    assert printed(notebook) == "run 2\n"
    notebook.restart_and_run_all()
    assert printed(notebook) == "run 1\n"
    notebook.restart_kernel()
    notebook.menu("Run", "Run All Cells")
    notebook.wait_idle()
    assert printed(notebook) == "run 1\n"
    notebook.theme("JupyterLab Dark")
    assert notebook.page.evaluate("document.body.dataset.jpThemeLight") == "false"


def printed(notebook):
    return "".join(out["text"] for cell in notebook.cells() for out in cell["outputs"])


def test_what_goes_wrong_is_noticed(notebook, write):
    words = "import sys; print('careful', file=sys.stderr)"
    notebook.open(write(LOST, words, "1 / 0", "2 + 2"))
    with pytest.raises(AssertionError) as told:
        notebook.run_all()
    for sign in ("ZeroDivisionError", "careful", "Error displaying widget", "cell 3 has not run"):
        assert sign in str(told.value)


def test_question_on_opening_is_noticed(notebook, write):
    with pytest.raises(AssertionError, match="asks on opening"):
        notebook.open(write("1 + 1", kernel="missing"))


def test_every_test_begins_as_new(notebook, write, lab, learner_home):
    notebook.open(
        write("import os, pathlib; pathlib.Path(os.environ['TPO_COURSE_HOME'], 'log').touch()")
    )
    notebook.run_all()
    assert [file.name for file in learner_home.iterdir()] == ["log"]
    lab.fresh()
    assert list(learner_home.iterdir()) == []
    assert lab.kernels() == []
    names = {path.name for path in lab.root.glob("*.ipynb")}
    assert names == {path.name for path in NOTEBOOKS.glob("*.ipynb")}


def test_nothing_is_left_behind():
    with Lab() as lab:
        lab._ask("POST", "api/kernels")
        family = [psutil.Process(lab._server.pid), *lab._family()]
        assert len(family) > 1
    assert not [process for process in family if process.is_running()]
    assert not lab.root.exists()


def test_after_a_failed_opening_the_next_notebook_gets_a_new_page(browser, lab):
    shared = SharedPage(browser, lab)
    with pytest.raises(AssertionError, match="JupyterLab asks"):
        shared.open("missing.ipynb")
    shared.failed = True  # as the report of a failed test sets it
    shared.tidy()
    assert shared.notebook is None
    assert shared.open("90-facilitator-guide.ipynb").errors() == []
    shared.close()
