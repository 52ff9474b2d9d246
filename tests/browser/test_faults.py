"""What a learner can't help: a connection that breaks, a server that starts again, a slow computer.

And what they may well do: open ten tabs at once.
"""

from __future__ import annotations

import re

import pytest
from pages import COMMAND, PATIENCE_SECONDS, POLL, NotebookPage, new_context
from test_nothing_lost import CHARTER, FIELDS, NOTEBOOKS, charter, holds, wait_for_log


class Wire:
    """The page's connections to its kernels; it can be cut, and joined again.

    JupyterLab tries again by itself, as it does after a lost network. What goes over the wire
    passes through this process, so a test waits with the page, never with `time.sleep`.
    """

    def __init__(self, page):
        self._page, self._open, self._is_cut = page, [], False
        self._restored = False  # the page got the kernel's values since `join`
        self.loses_sent = False  # what the page sends never arrives
        page.route_web_socket(re.compile("/api/kernels/"), self._connect)

    def _connect(self, socket):
        if self._is_cut:
            socket.close()
        else:
            server = socket.connect_to_server()
            server.on_message(lambda message: self._pass_on(socket, message))
            socket.on_message(lambda message: self.loses_sent or server.send(message))
            self._open.append((socket, server))

    def _pass_on(self, socket, message):
        words = message.encode() if isinstance(message, str) else message
        self._restored = self._restored or b'"update_states"' in words
        socket.send(message)

    def cut(self):
        self._is_cut = True
        for socket, server in self._open:
            server.close()
            socket.close()
        self._open.clear()

    def join(self):
        self._is_cut = self._restored = self.loses_sent = False

    def wait_restored(self):
        """Wait until JupyterLab got the values of all controls from the kernel again."""
        for _ in range(PATIENCE_SECONDS * 10):
            if self._restored:
                return
            self._page.wait_for_timeout(100)
        raise AssertionError("the page never asked the kernel for its values")


@pytest.fixture
def wire(browser, lab):
    """Return a page of its own whose wire can be cut, and the wire."""
    context = new_context(browser)
    page = context.new_page()
    # JupyterLab may tell of it, too; a learner presses the button and goes on.
    said = page.get_by_role("dialog", name=re.compile("Server Connection Error"))
    page.add_locator_handler(said, lambda dialog: dialog.get_by_role("button").last.click())
    found = Wire(page)
    made = NotebookPage(page, lab)
    yield made, found
    made.stop_listening()
    context.close()


def test_the_connection_breaks_while_one_types(wire, learner_home):
    notebook, connection = wire
    page = notebook.open(CHARTER).run_all().page
    charter(notebook).first.click()
    page.keyboard.type("before the break, ")
    connection.cut()
    page.keyboard.type("in the middle, ")
    notice = notebook.activity("01.charter").locator(".tpo-notice")
    notice.wait_for()
    page.keyboard.type("at its end")
    text = "before the break, in the middle, at its end"
    assert charter(notebook).first.input_value() == text
    connection.join()
    wait_for_log(page, learner_home, holds(text))
    notice.wait_for(state="detached")
    assert charter(notebook).first.input_value() == text


def test_the_connection_breaks_while_one_moves_a_slider(wire, learner_home):
    notebook, connection = wire
    page = notebook.open("05-salary-and-career.ipynb").run_all().page
    slider = notebook.control("05.m2a", "Lead average", "slider")
    slider.focus()
    for _ in range(3):  # a message that is on its way may arrive or not
        before = float(slider.input_value())
        for count in range(8):
            if count == 4:
                connection.cut()
            page.keyboard.press("ArrowRight")
        moved = float(slider.input_value())
        assert moved > before
        connection.join()
        wait_for_log(page, learner_home, leads(moved))
        assert float(slider.input_value()) == moved
    page.keyboard.press("ArrowLeft")  # and the control works on
    wait_for_log(page, learner_home, leads(float(slider.input_value())))


def test_a_number_typed_after_a_slider_moved_outlives_a_break(wire, learner_home):
    notebook, connection = wire
    page = notebook.open("05-salary-and-career.ipynb").run_all().page
    slider = notebook.control("05.m2a", "Lead average", "slider")
    field = notebook.control("05.m2a", "Lead average", "spinbutton")
    slider.focus()
    page.keyboard.press("ArrowRight")
    field.focus()  # before the log has where the slider went
    page.keyboard.press("Control+a")
    page.keyboard.type("$171,000")
    page.keyboard.press("Enter")
    wait_for_log(page, learner_home, leads(171_000))
    connection.cut()
    notebook.activity("05.m2a").locator(".tpo-notice").wait_for()
    connection.join()
    connection.wait_restored()
    notebook.control("05.m4", "Hours a week", "slider").focus()
    page.keyboard.press("ArrowRight")  # by then, the page has sent what it had to send again
    wait_for_log(page, learner_home, lambda event: event["where"] == "05.m4")
    assert (field.input_value(), float(slider.input_value())) == ("$171,000", 171_000)
    page.keyboard.press("ArrowUp")  # and the control works on
    wait_for_log(page, learner_home, leads(float(slider.input_value())))


def test_what_was_lost_on_the_way_is_kept_though_the_kernel_recorded_what_came_before(
    wire, learner_home
):
    notebook, connection = wire
    page = notebook.open("05-salary-and-career.ipynb").run_all().page
    slider = notebook.control("05.m2a", "Lead average", "slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    first = float(slider.input_value())
    notebook.wait_idle(quiet=0.1)
    connection.loses_sent = True
    page.keyboard.press("ArrowRight")
    second = float(slider.input_value())
    wait_for_log(page, learner_home, leads(first))
    page.wait_for_function(HEARD, arg=first)
    connection.cut()
    notebook.activity("05.m2a").locator(".tpo-notice").wait_for()
    connection.join()
    wait_for_log(page, learner_home, leads(second))
    assert float(slider.input_value()) == second


def test_an_answer_lost_before_the_kernel_restarts_goes_to_the_new_control(wire, learner_home):
    notebook, connection = wire
    page = notebook.open("05-salary-and-career.ipynb").run_all().page
    slider = notebook.control("05.m2a", "Lead average", "slider")
    slider.focus()
    notebook.wait_idle(quiet=0.1)
    connection.loses_sent = True
    page.keyboard.press("ArrowRight")
    moved = float(slider.input_value())
    connection.loses_sent = False
    notebook.restart_and_run_all()
    wait_for_log(page, learner_home, leads(moved))
    assert float(slider.input_value()) == moved


def test_what_was_typed_into_a_number_field_without_a_kernel_comes_back(wire, lab, learner_home):
    notebook, _ = wire
    page = notebook.open("05-salary-and-career.ipynb").run_all().page
    lab.restart()
    field = notebook.control("05.m2a", "Lead average", "spinbutton")
    field.click()
    field.press("Control+a")
    page.keyboard.type("170 pears")
    page.keyboard.press("Enter")
    notebook.activity("05.m2a").locator(".tpo-notice").wait_for()
    page.reload()
    notebook.wait_ready("05-salary-and-career.ipynb").run_all(check=False)
    said = notebook.activity("05.m2a").locator(".tpo-field-error", has_text="170 pears")
    said.wait_for()
    assert field.input_value() == "170 pears"


# The page heard what the log has: what it still keeps is newer than that.
HEARD = """recorded => {
  const name = Object.keys(localStorage).find((one) => one.endsWith("/05.m2a/lead"));
  return !name || JSON.parse(localStorage.getItem(name)).base === recorded;
}"""


def leads(lead):
    """Return whether an event changed the lead's average to this."""
    return lambda event: event["result"].get("values") == {"lead": lead}


def test_the_server_starts_again(wire, lab, learner_home):
    notebook, _ = wire
    page = notebook.open(CHARTER).run_all(check=False).page
    lab.restart()
    charter(notebook).first.click()
    page.keyboard.type("typed without a server")
    notebook.activity("01.charter").locator(".tpo-notice").wait_for()
    page.reload()
    notebook.wait_ready(CHARTER).run_all(check=False)
    assert charter(notebook).first.input_value() == "typed without a server"
    wait_for_log(page, learner_home, holds("typed without a server"))


GONE = """() => [...document.querySelectorAll(".jp-OutputArea-child")]
  .map((one) => getComputedStyle(one, "::after").content)
  .filter((text) => text.includes("another tab")).length"""


def test_a_second_tab_with_the_same_notebook_is_named_in_the_first(notebook, lab, learner_home):
    """Both pages have one kernel, so what runs in one of them takes the place of the other's."""
    page = notebook.open(CHARTER).run_all().page
    charter(notebook).first.click()
    page.keyboard.type("typed in the first tab")
    wait_for_log(page, learner_home, holds("typed in the first tab"))
    assert page.evaluate(GONE) == 0
    other = NotebookPage(page.context.new_page(), lab).open(CHARTER, mode="doc").run_all()
    assert charter(other).first.input_value() == "typed in the first tab"
    page.bring_to_front()
    page.wait_for_function(f"({GONE})() > 10")
    notebook.run_all()
    assert page.evaluate(GONE) == 0
    assert charter(notebook).first.input_value() == "typed in the first tab"


# A computer so busy that whatever has a deadline in the page misses it.
LATE = """AbortSignal.timeout = () => {
  const late = new AbortController();
  queueMicrotask(() => late.abort());
  return late.signal;
};"""


def test_controls_that_load_late_hear_what_the_kernel_says(wire, learner_home):
    notebook, _ = wire
    notebook.page.add_init_script(LATE)
    notebook.open("02a-lab-interfaces.ipynb").run_all(check=False)
    notebook.control("02a.own", "Version now").click()
    notebook.page.keyboard.press("Control+A")
    notebook.page.keyboard.type("two")
    said = notebook.activity("02a.own").get_by_text("“two” isn't a semantic version")
    said.wait_for()
    wait_for_log(notebook.page, learner_home, holds("two"))
    notebook.wait_saved()


@pytest.fixture
def ten_tabs(browser, lab):
    """Open nine notebooks, and one of them again: the second and the last tab.

    One after the other: JupyterLab asks whether to go on waiting where loading takes long.
    """
    context = new_context(browser)
    names = [*(f"{name}.ipynb" for name in NOTEBOOKS), CHARTER]
    yield [NotebookPage(context.new_page(), lab).open(name) for name in names]
    context.close()


def run_together(tabs):
    """Run all cells in several tabs at the same time; each shows what it should."""
    for tab in tabs:
        tab.page.evaluate(COMMAND, "notebook:run-all-cells")
    for tab in tabs:
        tab.page.wait_for_function("window.tpoDone === 'done'", timeout=180_000, polling=POLL)
        tab.wait_idle()
        assert tab.complaints() == []


def test_ten_tabs_at_once_lose_nothing(ten_tabs, learner_home):
    *tabs, again = ten_tabs
    run_together(tabs)
    texts = [f"in tab {number}" for number in range(len(tabs))]
    for tab in tabs:
        tab.page.locator(FIELDS).first.click()
        tab.page.keyboard.press("Control+A")
    for begin, end in ((0, 4), (4, None)):
        for tab, text in zip(tabs, texts, strict=True):
            tab.page.keyboard.type(text[begin:end])
    for tab, text in zip(tabs, texts, strict=True):
        wait_for_log(tab.page, learner_home, holds(text))

    run_together([again])  # in the kernel that the second tab has, too
    fields = again.page.locator(FIELDS)
    assert fields.first.input_value() == texts[1]
    fields.nth(1).click()
    again.page.keyboard.type("typed in the last tab")
    wait_for_log(again.page, learner_home, holds("typed in the last tab"))

    for tab in tabs:
        tab.page.reload()
        tab.wait_ready()
    run_together(tabs)
    assert [tab.page.locator(FIELDS).first.input_value() for tab in tabs] == texts
    assert tabs[1].page.locator(FIELDS).nth(1).input_value() == "typed in the last tab"
