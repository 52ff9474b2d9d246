"""The course as a static site, in a browser without a network: nothing is installed.

bash .ci/site FOLDER && TPO_SITE=FOLDER python -m pytest tests/browser/test_site.py

By default the welcome and one lab are run; TPO_SITE_ALL=1 runs every notebook.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from chromium import CUT_OFF
from pages import OPEN, NotebookPage, new_context
from static_site import StaticSite

CHROMIUM = (CUT_OFF,)
ROOT = Path(__file__).parents[2]
WELCOME = "00-welcome.ipynb"
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
# The lab reads YAML, whose package has a native part that the site does without.
RUN = NAMES if os.environ.get("TPO_SITE_ALL") == "1" else ["02a-lab-interfaces.ipynb"]
SECONDS = 300  # a processor that others use, too, takes a minute until Python is there
ROOM = 5_000_000  # bytes that the browser gives the site in a test; the course needs a fraction
# Fills what is left of the browser's storage to the last byte, as another page of a site may.
FILL = """async () => {
  const opened = indexedDB.open("filler", 1);
  opened.onupgradeneeded = () => opened.result.createObjectStore("all", { autoIncrement: true });
  await new Promise((resolve) => { opened.onsuccess = resolve; });
  const noise = (size) => {  // which can't be compressed
    const made = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(made.subarray(at, at + 65536));
    return made;
  };
  const fits = (size) => new Promise((resolve) => {
    const change = opened.result.transaction("all", "readwrite");
    change.oncomplete = () => resolve(true);
    change.onabort = () => resolve(false);
    change.objectStore("all").put(noise(size));
  });
  let written = 0;
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    while (written < 1e8 && await fits(size)) written += size;
  }
  return written;
}"""
LOG = """async () => {
  const contents = window.jupyterapp.serviceManager.contents;
  const path = "technical-product-owner-course/progress.jsonl";
  return (await contents.get(path, { content: true }).catch(() => ({ content: "" }))).content;
}"""
# Runs code in the kernels of all open notebooks at the same time; NAME in it differs.
TOGETHER = """async (code) => {
  const open = [...window.jupyterapp.shell.widgets("main")].filter((one) => one.sessionContext);
  return Promise.all(open.map(async ({ sessionContext }, number) => {
    const own = code.replaceAll("NAME", `book${number}`);
    const request = sessionContext.session.kernel.requestExecute({ code: own });
    const said = [];
    request.onIOPub = ({ content }) => { said.push(content.text ?? content.evalue ?? ""); };
    await request.done;
    return said.join("").trim();
  }));
}"""
WRITES = """
from pathlib import Path
for number in range(60):
    path = Path("/drive") / f"NAME-{number % 3}.txt"
    path.write_text(f"NAME {number}")
    assert path.read_text() == f"NAME {number}", path.read_text()
print("each its own")
"""
# Starts code in the kernel of a page's notebook; SAID waits until it's done.
START = """(code) => {
  const notebook = [...window.jupyterapp.shell.widgets("main")].find((one) => one.sessionContext);
  const request = notebook.sessionContext.session.kernel.requestExecute({ code });
  window.said = [];
  request.onIOPub = ({ content }) => { window.said.push(content.text ?? content.evalue ?? ""); };
  window.done = request.done;
}"""
SAID = """async () => { await window.done; return window.said.join("").trim(); }"""
# Writes into the log, and then makes files that the other tab makes, too.
FIRST_WRITES = """
import os
from utils.kit.progress import Progress
for number in range(5):
    Progress().record("changed", "00.NAME", values={"number": number})
won = []
for number in range(30):
    try:
        os.close(os.open(f"/drive/{number}.txt", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        won.append(number)
    except FileExistsError:
        pass
print(won)
"""
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


def keep_own_version(page):
    """Answer what JupyterLab asks where two tabs save one notebook, which they do by themselves."""
    asks = page.get_by_role("dialog", name=re.compile("has changed on disk"))
    page.add_locator_handler(asks, lambda dialog: dialog.get_by_role("button").last.click())


@pytest.fixture
def page(browser, asked):
    """Return a page that remembers nothing of another test's."""
    context = new_context(browser)
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", keep_own_version)
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


def goal(learner):
    return learner.control("00.route", "What I want to be able to do afterward")


def times(learner):
    return learner.control("00.route", "When I'll work on it")


def log(page):
    """Return what the browser has stored of the progress log."""
    return page.evaluate(LOG)


def wait_for_text(page, text, seconds=60):
    """Wait until the stored log has this text."""
    for _ in range(seconds * 5):
        if text in log(page):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not stored; the end is {log(page)[-600:]}")


class Quota:
    """How much the browser lets a site store. Set it before the site writes: Chromium remembers."""

    def __init__(self, page, site):
        self._session = page.context.new_cdp_session(page)
        self._origin = site.url.rstrip("/")

    def limit(self, size):
        self._send(origin=self._origin, quotaSize=size)

    def lift(self):
        self._send(origin=self._origin)

    def _send(self, **values):
        self._session.send("Storage.overrideQuotaForOrigin", values)


def test_work_outlives_the_kernel_and_the_page(learner, site, asked):
    learner.page.goto(site.url)  # the address of the site itself opens the welcome
    ready(learner, WELCOME).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    before = float(hours(learner).input_value())
    learner.press(hours(learner), "ArrowRight", times=2)
    moved = float(hours(learner).input_value())
    assert moved > before
    learner.wait_saved().wait_idle()

    learner.restart_and_run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    assert float(hours(learner).input_value()) == moved
    first_answer(learner).check(force=True)  # a drawn circle covers the native one
    learner.wait_saved().wait_idle()

    learner.page.reload()
    ready(learner, WELCOME).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    assert first_answer(learner).is_checked()
    assert float(hours(learner).input_value()) == moved
    own = (site.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


def test_a_browser_without_room_says_so_and_saves_once_there_is_some(learner, site):
    page, quota = learner.page, Quota(learner.page, site)
    quota.limit(ROOM)
    page.goto(site.address(WELCOME))
    ready(learner, WELCOME).run_all(check=False, seconds=SECONDS)
    learner.press(hours(learner), "ArrowRight")
    wait_for_text(page, "hours")
    assert 0 < page.evaluate(FILL) < ROOM

    goal(learner).click()
    page.keyboard.type("Talk with ")
    error = learner.activity("00.route").locator(".tpo-error")
    error.get_by_text("the browser has no room left").wait_for()
    assert "Don't close this page" in error.inner_text()
    page.keyboard.type("customers")
    assert goal(learner).input_value() == "Talk with customers"
    learner.control("work", "Export my work", "button").click()
    with page.expect_download() as download:  # Python goes on: it has what was saved before
        learner.activity("work").get_by_role("link", name=re.compile("download")).click()
    with zipfile.ZipFile(download.value.path()) as bundle:
        assert "hours" in bundle.read("progress.jsonl").decode()
    assert "Talk" not in log(page)

    quota.lift()
    wait_for_text(page, "Talk with customers")  # without another key
    error.get_by_text("no room").wait_for(state="detached")
    page.reload()
    ready(learner, WELCOME).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
    assert goal(learner).input_value() == "Talk with customers"


def test_two_notebooks_in_one_page_each_read_their_own_files(learner, site):
    page, other = learner.page, "notebooks/02a-lab-interfaces.ipynb"
    page.goto(site.address(WELCOME))
    ready(learner, WELCOME)
    page.evaluate(OPEN, other)
    learner.wait_ready(other, seconds=SECONDS)
    assert page.evaluate(TOGETHER, WRITES) == ["each its own"] * 2


def test_two_tabs_of_the_site_lose_nothing(learner, site):
    second = NotebookPage(learner.page.context.new_page(), site)
    for tab in (learner, second):
        tab.page.goto(site.address(WELCOME))
        ready(tab, WELCOME).run_all(check=False, seconds=SECONDS)
    goal(learner).click()
    learner.page.keyboard.type("in the first tab")
    wait_for_text(learner.page, "in the first tab")
    first_answer(second).check(force=True)
    learner.press(hours(learner), "ArrowRight")  # at the same time
    learner.wait_saved().wait_idle()
    times(second).click()
    second.page.keyboard.type("in the second")
    wait_for_text(second.page, "in the second")
    for tab in (learner, second):
        assert tab.complaints() == []
        tab.page.reload()
        ready(tab, WELCOME).run_all(check=False, seconds=SECONDS)
        assert goal(tab).input_value() == "in the first tab"
        assert times(tab).input_value() == "in the second"
        assert first_answer(tab).is_checked()


def test_tabs_that_make_the_same_file_at_the_same_time(learner, site):
    second = NotebookPage(learner.page.context.new_page(), site)
    tabs = {"first": learner, "second": second}
    for tab in tabs.values():
        tab.page.goto(site.address(WELCOME))
        ready(tab, WELCOME)
        tab.page.evaluate(TOGETHER, "from utils.kit.progress import Progress")
    for name, tab in tabs.items():
        tab.page.evaluate(START, FIRST_WRITES.replace("NAME", name))
    won = [tab.page.evaluate(SAID) for tab in tabs.values()]
    assert sorted(json.loads(won[0]) + json.loads(won[1])) == list(range(30))
    assert [log(learner.page).count(f'"00.{name}"') for name in tabs] == [5, 5]


def test_a_file_that_another_tab_removed_is_gone(learner, site):
    second = NotebookPage(learner.page.context.new_page(), site)
    for tab in (learner, second):
        tab.page.goto(site.address(WELCOME))
        ready(tab, WELCOME)

    def both(first, then):
        code = "from pathlib import Path; path = Path('/drive/lock.txt'); print({})"
        return [
            tab.page.evaluate(TOGETHER, code.format(act))[0]
            for tab, act in ((learner, first), (second, then))
        ]

    assert both("path.write_text('1')", "path.exists()") == ["1", "True"]
    assert both("path.unlink()", "path.exists()") == ["None", "False"]
    assert both("path.exists()", "path.open('x').close()") == ["False", "None"]


@pytest.mark.parametrize("name", RUN)
def test_a_notebook_runs_without_an_error(learner, site, name):
    learner.page.goto(site.address(name))
    ready(learner, name).run_all(check=False, seconds=SECONDS)
    assert learner.complaints() == []
