"""What a learner can't help: a connection that breaks, a server that starts again."""

from __future__ import annotations

import re

import pytest
from pages import NotebookPage, new_context
from test_nothing_lost import CHARTER, charter, holds, wait_for_log


class Wire:
    """The page's connections to its kernels; it can be cut, and joined again.

    JupyterLab tries again by itself, as it does after a lost network.
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


def test_the_server_starts_again(notebook, lab, learner_home):
    page = notebook.open(CHARTER).run_all(check=False).page
    # JupyterLab asks only where the server takes a while.
    asked = page.get_by_role("dialog", name="Server Connection Error")
    page.add_locator_handler(asked, lambda shown: shown.get_by_role("button").last.click())
    lab.restart()
    charter(notebook).first.click()
    page.keyboard.type("typed without a server")
    notebook.activity("01.charter").locator(".tpo-notice").wait_for(timeout=60_000)
    page.reload()
    notebook.wait_ready(CHARTER).run_all(check=False)
    assert charter(notebook).first.input_value() == "typed without a server"
    wait_for_log(page, learner_home, holds("typed without a server"))
