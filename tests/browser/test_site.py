"""The course as a static site, in a browser without a network: nothing is installed.

bash .ci/site FOLDER && TPO_SITE=FOLDER python -m pytest tests/browser/test_site.py

By default the welcome and one lab are run; TPO_SITE_ALL=1 runs every notebook.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from chromium import CUT_OFF
from pages import NotebookPage, new_context
from static_site import StaticSite

CHROMIUM = (CUT_OFF,)
ROOT = Path(__file__).parents[2]
WELCOME = "00-welcome.ipynb"
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
# The lab reads YAML, whose package has a native part that the site does without.
RUN = NAMES if os.environ.get("TPO_SITE_ALL") == "1" else ["02a-lab-interfaces.ipynb"]
SECONDS = 300  # a processor that others use, too, takes a minute until Python is there
EVERY_CELL = """() => {
  const book = window.jupyterapp.shell.currentWidget.content;
  book.notebookConfig = { ...book.notebookConfig, windowingMode: "none" };
}"""


@pytest.fixture(scope="module")
def site():
    """Serve the site that was built before."""
    folder = os.environ.get("TPO_SITE")
    if not folder:
        pytest.skip("set TPO_SITE to a folder that bash .ci/site made")
    with StaticSite(Path(folder)) as started:
        yield started


@pytest.fixture
def asked():
    """Return the addresses that a page asks for, to be filled."""
    return []


@pytest.fixture
def page(browser, asked):
    """Return a page that remembers nothing of another test's."""
    context = new_context(browser)
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()


@pytest.fixture
def learner(page, site):
    return NotebookPage(page, site)


def ready(learner, name):
    learner.wait_ready(f"notebooks/{name}", seconds=SECONDS)
    learner.page.evaluate(EVERY_CELL)
    return learner


def hours(learner):
    return learner.control("00.route", "Hours a week, if at your own pace", "slider")


def first_answer(learner):
    return learner.activity("00.baseline").get_by_role("radio").first


def rest(learner):
    """Wait until what was changed is saved, which happens when it has rested for a moment."""
    learner.page.wait_for_timeout(1500)
    learner.wait_idle(seconds=SECONDS)


def test_work_outlives_the_kernel_and_the_page(learner, site, asked):
    learner.page.goto(site.url)  # the address of the site itself opens the welcome
    ready(learner, WELCOME).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    before = float(hours(learner).input_value())
    learner.press(hours(learner), "ArrowRight", times=2)
    moved = float(hours(learner).input_value())
    assert moved > before
    rest(learner)

    learner.restart_and_run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    assert float(hours(learner).input_value()) == moved
    first_answer(learner).check(force=True)  # a drawn circle covers the native one
    rest(learner)

    learner.page.reload()
    ready(learner, WELCOME).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    assert first_answer(learner).is_checked()
    assert float(hours(learner).input_value()) == moved
    own = (site.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


@pytest.mark.parametrize("name", RUN)
def test_a_notebook_runs_without_an_error(learner, site, name):
    learner.page.goto(site.address(name))
    ready(learner, name).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
