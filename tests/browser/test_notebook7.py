"""Jupyter Notebook 7 instead of JupyterLab: the same notebooks, one to a page."""

from __future__ import annotations

import urllib.parse

import pytest
from lab import Lab
from pages import NotebookPage, new_context

WELCOME = "00-welcome.ipynb"


class Notebook(Lab):
    """Notebook 7 on a free port."""

    def address(self, notebook: str, mode: str = "notebooks") -> str:
        """Return the address of a notebook."""
        query = urllib.parse.urlencode({"token": self.token})
        return f"{self.url}{mode}/{urllib.parse.quote(notebook)}?{query}"

    def _command(self) -> list[str]:
        python, flag, _, *rest = super()._command()
        options = [one for one in rest if not one.startswith("--LabApp.")]
        return [
            python,
            flag,
            "notebook",
            *options,
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]


@pytest.fixture(scope="module")
def server():
    with Notebook() as started:
        yield started


@pytest.fixture
def page(browser):
    context = new_context(browser)
    yield context.new_page()
    context.close()


def test_work_is_saved_and_found_again(page, server):
    learner = NotebookPage(page, server)
    learner.open(WELCOME, mode="notebooks").run_all(check=False)
    assert learner.complaints() == []
    hours = learner.control("00.route", "Hours a week, if at your own pace", "slider")
    before = float(hours.input_value())
    learner.press(hours, "ArrowRight", times=2)
    moved = float(hours.input_value())
    assert moved > before
    learner.wait_saved().restart_and_run_all(check=False)
    assert float(hours.input_value()) == moved
    assert learner.complaints() == []
