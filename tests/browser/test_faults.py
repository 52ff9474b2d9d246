"""What a learner can't help: a connection that breaks, a server that starts again."""

from __future__ import annotations

import re

import pytest
from pages import NotebookPage, new_context
from test_nothing_lost import CHARTER, charter, holds, wait_for_log


class Wire:
    """The page's connections to its kernels; it can be cut, and joined again.

    JupyterLab tries again by itself, as it does after a lost network. What goes over the wire
    passes through this process, so a test waits with the page, never with `time.sleep`.
    """

    def __init__(self, page):
        self._open, self._is_cut = [], False
        page.route_web_socket(re.compile("/api/kernels/"), self._connect)

    def _connect(self, socket):
        if self._is_cut:
            socket.close()
        else:
            self._open.append((socket, socket.connect_to_server()))

    def cut(self):
        self._is_cut = True
        for socket, server in self._open:
            server.close()
            socket.close()
        self._open.clear()

    def join(self):
        self._is_cut = False


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
    wait_for_log(page, learner_home, holds(text), seconds=60)
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
        wait_for_log(page, learner_home, leads(moved), seconds=60)
        assert float(slider.input_value()) == moved
    page.keyboard.press("ArrowLeft")  # and the control works on
    wait_for_log(page, learner_home, leads(float(slider.input_value())))


def leads(lead):
    """Return whether an event changed the lead's average to this."""
    return lambda event: event["result"].get("values") == {"lead": lead}


def test_the_server_starts_again(wire, lab, learner_home):
    notebook, _ = wire
    page = notebook.open(CHARTER).run_all(check=False).page
    lab.restart()
    charter(notebook).first.click()
    page.keyboard.type("typed without a server")
    notebook.activity("01.charter").locator(".tpo-notice").wait_for(timeout=60_000)
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
