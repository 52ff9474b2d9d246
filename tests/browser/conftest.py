"""What tests in a real browser share: one JupyterLab, one Chromium, a fresh learner each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # helpers stand beside the tests

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser(request):
    """Start one Chromium a module, with the module's own CHROMIUM arguments if it has any.

    Playwright's sync interface keeps an asyncio loop running in this thread while it is open.
    Others who run notebooks here need the thread without one, so it never outlives a module.
    """
    from chromium import NoChromium, launch
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            started = launch(playwright, *getattr(request.module, "CHROMIUM", ()))
        except NoChromium as problem:
            started, missing = None, str(problem)
        if started is None:
            if os.environ.get("TPO_REQUIRE_BROWSER") == "1":  # CI: a skip would hide it
                pytest.fail(missing, pytrace=False)
            pytest.skip(missing)
        yield started
        started.close()


@pytest.fixture(scope="session")
def _one_lab():
    from lab import Lab

    with Lab() as started:
        yield started


@pytest.fixture
def lab(_shared, _one_lab):
    """Return JupyterLab as new: the server is shared, kernels, progress and notebooks are not."""
    _shared.clear()  # an open notebook would ask about its kernel, which goes
    _one_lab.fresh()
    return _one_lab


@pytest.fixture
def learner_home(_one_lab):
    """Return the folder with the learner's progress and documents."""
    return _one_lab.home


@pytest.fixture(scope="module")
def _shared(browser, _one_lab):
    """Keep one page open for a module: loading JupyterLab takes longer than most tests."""
    from pages import SharedPage

    shared = SharedPage(browser, _one_lab)
    yield shared
    shared.close()


@pytest.fixture
def page(_shared, lab):
    """Return a page of 1280 x 800 without any notebook. JupyterLab may be loaded in it."""
    yield _shared.page()
    _shared.clear()


@pytest.fixture
def notebook(page, lab):
    """Return a `NotebookPage`: `notebook.open("05-salary-and-career.ipynb").run_all()`.

    The first test of a module opens its notebook by its address, the others in the same page.
    """
    from pages import NotebookPage

    made = NotebookPage(page, lab)
    yield made
    made.stop_listening()


@pytest.fixture
def open_shared(_shared):
    """Return a function that opens a notebook that the tests of a file share.

    Someone new has run it. It stays open from test to test, with all that was done in it: each test
    takes activities of its own, or resets them. After a failed test, it's opened again for a new
    learner.
    """
    yield _shared.open
    said = _shared.notebook.new_console_errors() if _shared.notebook else []
    _shared.tidy()
    assert said == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep what the page looked like when a test failed, and let no other test use it."""
    report = yield
    arguments = getattr(item, "funcargs", {})
    shared = arguments.get("_shared")
    page = arguments.get("page") or (shared and shared.notebook and shared.notebook.page)
    if report.failed and call.when != "teardown":
        if page:
            report.sections.append(("screenshot", _kept(page)))
        if shared:
            shared.failed = True
    return report


def _kept(page):
    from pages import picture_path

    path = picture_path("failed")
    try:
        page.screenshot(path=path, timeout=5000)
    except Exception as problem:  # noqa: BLE001 - the test's own failure matters more
        return f"none: {problem}"
    return str(path)
