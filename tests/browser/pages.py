"""A notebook in JupyterLab as a learner handles it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chromium import SIZE

if TYPE_CHECKING:
    from lab import Lab
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

# What JupyterLab says late of a kernel that the last test ended. If this test's own kernel dies,
# cells that didn't run tell.
ENDED_KERNEL = ("Kernel is dead", "Could not restore the debugger state: Canceled future")
# What a test waits for mostly comes within a second; on a slow machine it may take much longer.
PATIENCE_SECONDS = 60
SETTLED = 0.3  # seconds that the kernel stays idle once a notebook has opened or run
POLL = 50  # milliseconds; by default the browser asks at every frame
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
READY = """path => {
  if (document.querySelector(".jp-Dialog")) return "dialog";
  const panel = window.jupyterapp?.shell.currentWidget;
  if (!panel?.context?.isReady || !panel.sessionContext?.isReady) return null;
  if (path && panel.context.path !== path) return null;
  return panel.sessionContext.session?.kernel?.status === "idle" ? "ready" : null;
}"""
# The kernel is done with every message that the page sent, and none followed for a while. A slider
# that waits with its next value until the last one is answered sends it before that is done.
IDLE = """quiet => {
  const kernel = window.jupyterapp.shell.currentWidget?.sessionContext.session?.kernel;
  // KernelFutureFlag.GotIdle in @jupyterlab/services, which isn't public. Not IsDone: JupyterLite
  // leaves a request about comms without its reply.
  const GOT_IDLE = 2;
  const answered = () => [...kernel._futures.values()].every((each) => each._status & GOT_IDLE);
  const now = performance.now();
  const idle = kernel?.status === "idle" && !kernel.hasPendingInput && answered();
  if (!idle) window.tpoIdleSince = null;
  else window.tpoIdleSince ??= now;
  return window.tpoIdleSince !== null && now - window.tpoIdleSince >= quiet;
}"""
COMMAND = """id => {
  window.tpoDone = null;
  window.jupyterapp.commands.execute(id).then(
    () => { window.tpoDone = "done"; },
    (problem) => { window.tpoDone = `failed: ${problem}`; },
  );
}"""
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter((cell) => cell.model.type === "code")
  .map((cell) => ({
    source: cell.model.sharedModel.getSource(),
    count: cell.model.executionCount,
    outputs: cell.model.outputs.toJSON(),
  }))"""
# Every widget is drawn, and no picture is still being decoded.
DRAWN = """() => {
  const book = window.jupyterapp.shell.currentWidget.node;
  if (book.innerText.includes("Loading widget")) return false;
  return [...book.querySelectorAll("img")].every((image) => image.complete);
}"""

# The page keeps an answer until the kernel has recorded it.
SAVED = "() => !Object.keys(localStorage).some((key) => key.startsWith('tpo-unsaved'))"
LOADED = "() => Boolean(window.jupyterapp?.shell && !document.querySelector('.jp-Dialog'))"
# Not awaited: the promise waits for an answer where JupyterLab asks something.
OPEN = "path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }"
# Closes without a question whether to save.
CLOSE_ALL = """() => {
  for (const widget of [...window.jupyterapp.shell.widgets("main")]) widget.dispose();
  localStorage.clear();
  sessionStorage.clear();
}"""
LIGHT = "JupyterLab Light"


class SharedPage:
    """One page that several tests use in turn: JupyterLab as it was at first, or a notebook in it.

    A page in which JupyterLab doesn't answer, or asks something, is replaced by a new one.

    Attributes
    ----------
    notebook
        The notebook that several tests use in turn, too; None where each opens its own.
    failed
        Whether a test failed in this page, which is replaced at the next `clear` or `tidy`.

    """

    def __init__(self, browser: Browser, lab: Lab) -> None:
        self._browser = browser
        self._lab = lab
        self._context: BrowserContext | None = None
        self.notebook: NotebookPage | None = None
        self.failed = False

    def page(self) -> Page:
        """Return the page, in a context of its own."""
        if self._context is None:
            self._context = new_context(self._browser)
            self._context.new_page()
        return self._context.pages[0]

    def open(self, notebook: str) -> NotebookPage:
        """Return a notebook that someone new has run; the same one as long as tests ask for it."""
        if self.notebook is None or self.notebook.name != notebook:
            self.clear()
            self._lab.fresh()
            self.notebook = NotebookPage(self.page(), self._lab)
            self.notebook.open(notebook).run_all()
        return self.notebook

    def clear(self) -> None:
        """Close notebooks and other pages, and put theme and size back; or give the page up."""
        self.tidy(close_notebooks=True)

    def tidy(self, *, close_notebooks: bool = False) -> None:
        """Close other pages, and put theme and size back; or give the page up."""
        try:
            self._tidy(close_notebooks=close_notebooks)
        except Exception:  # noqa: BLE001 - whatever a test left: a new page has none of it
            self.close()

    def close(self) -> None:
        """Close page and context."""
        if self._context is not None:
            self._context.close()
        self._context = self.notebook = None
        self.failed = False

    def _tidy(self, *, close_notebooks: bool) -> None:
        if self._context is None:
            return
        page, *others = self._context.pages
        for other in others:
            other.close()
        if self.failed or not page.evaluate(LOADED) or "/doc/" in page.url:
            self.close()
            return
        if close_notebooks:
            page.evaluate(CLOSE_ALL)
            if self.notebook:
                self.notebook.stop_listening()
            self.notebook = None
        self._context.clear_permissions()
        page.set_viewport_size(SIZE)
        set_theme(page, LIGHT)


def new_context(browser: Browser) -> BrowserContext:
    """Return a browser context that remembers nothing, with pages of 1280 x 800."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    return context


def set_theme(page: Page, name: str) -> None:
    """Switch a page to "JupyterLab Light" or "JupyterLab Dark"."""
    wanted = page.locator(f"body[data-jp-theme-name='{name}']")
    if wanted.count() == 0:
        execute = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
        page.evaluate(execute, name)
        wanted.wait_for(state="attached")
    page.locator("#jupyterlab-splash").wait_for(state="detached")


class NotebookPage:
    """One notebook in one browser page.

    Parameters
    ----------
    page
        A Playwright page.
    lab
        The server to open notebooks from.

    """

    def __init__(self, page: Page, lab: Lab) -> None:
        self.page = page
        self.lab = lab
        self.name = ""  # of the notebook that was opened last
        self._console: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", self._raised)

    def stop_listening(self) -> None:
        """Take no more errors from the page, which the next test may go on using."""
        self.page.remove_listener("console", self._heard)
        self.page.remove_listener("pageerror", self._raised)

    # --- open and run ------------------------------------------------------------------

    def open(self, notebook: str, mode: str = "lab", seconds: float = 180) -> NotebookPage:
        """Open a notebook, wait for page and kernel. `mode`: see `Lab.address`.

        Where JupyterLab is loaded in the page, it opens there, as from the file browser; else by
        its address. A question in the way (kernel not found, notebook not readable) is an
        AssertionError: a learner would meet it too.
        """
        self.name = notebook
        if mode == "lab" and self.page.url.startswith(self.lab.url):
            self.page.evaluate(OPEN, notebook)
        else:
            self.page.goto(self.lab.address(notebook, mode))
        return self.wait_ready(notebook, seconds)

    def wait_ready(self, notebook: str = "", seconds: float = 180) -> NotebookPage:
        """Wait for this notebook, or any, and its kernel after opening or reloading."""
        found = self.page.wait_for_function(
            READY, arg=notebook, timeout=seconds * 1000, polling=POLL
        )
        state = found.json_value()
        if state == "dialog":
            asked = " ".join(self.page.locator(".jp-Dialog").first.inner_text().split())
            raise AssertionError(f"JupyterLab asks on opening {notebook or 'again'}: {asked}")
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")
        return self.wait_idle(quiet=SETTLED)

    def wait_idle(self, quiet: float = 0.05, seconds: float = 180) -> NotebookPage:
        """Wait until the kernel is done with everything, and nothing follows for `quiet` seconds.

        What waits inside the kernel (a log entry that is written after a rest) is not seen.
        """
        self.page.evaluate("window.tpoIdleSince = null")
        self.page.wait_for_function(IDLE, arg=quiet * 1000, timeout=seconds * 1000, polling=25)
        return self

    def wait_saved(self) -> NotebookPage:
        """Wait until the page heard that all that was entered is in the log."""
        self.page.wait_for_function(SAVED, polling=POLL)
        return self

    def run_all(self, *, check: bool = True, seconds: float = 120) -> NotebookPage:
        """Run all cells (Run > Run All Cells) and wait for cells, widgets and pictures.

        With `check` an AssertionError tells what went wrong: a cell that did not run, a
        traceback, words on stderr, a widget that is not shown, an error in the console.
        """
        return self._ran("notebook:run-all-cells", accept=False, check=check, seconds=seconds)

    def restart_and_run_all(self, *, check: bool = True, seconds: float = 120) -> NotebookPage:
        """Restart the kernel, run all cells; see `run_all`."""
        return self._ran("notebook:restart-run-all", accept=True, check=check, seconds=seconds)

    def restart_kernel(self, seconds: float = 180) -> NotebookPage:
        """Restart the kernel. Widgets stay on the page and do nothing until cells run again."""
        self._command("kernelmenu:restart", seconds, accept=True)
        return self.wait_idle(quiet=SETTLED, seconds=seconds)

    def run_cell(self, number: int, seconds: float = 180) -> NotebookPage:
        """Run one code cell, counted from 0 among the code cells, with Shift+Enter."""
        cell = self.page.locator(".jp-Notebook .jp-CodeCell").nth(number)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        return self.wait_idle(seconds=seconds)

    def menu(self, *labels: str) -> None:
        """Click through the menu bar, as in `menu("Run", "Run All Cells")`."""
        self.page.locator(".lm-MenuBar-item", has_text=labels[0]).first.click()
        for label in labels[1:]:
            self.page.locator(".lm-Menu-item", has_text=label).first.click()

    def save(self) -> None:
        """Write the (copied) notebook to disk."""
        self._command("docmanager:save", PATIENCE_SECONDS)

    # --- look --------------------------------------------------------------------------

    def activity(self, where: str) -> Locator:
        """Return an activity by its name in the log: `activity("05.m2")`."""
        return self.page.locator(f".tpo-{where.replace('.', '-')}").first

    def control(self, within: Locator | str, name: str, role: str | None = None) -> Locator:
        """Return a control by its accessible name, as a screen reader would find it.

        `within` is a locator or an activity's name; `role` is "slider", "button", "radio",
        "checkbox", "combobox" …; without it the label decides.
        """
        scope = self.activity(within) if isinstance(within, str) else within
        if role is None:
            return scope.get_by_label(name, exact=True)
        return scope.get_by_role(role, name=name, exact=True)

    def press(self, control: Locator, key: str, times: int = 1) -> NotebookPage:
        """Focus a control and press a key; wait until the kernel is idle again."""
        control.focus()
        for _ in range(times):
            self.page.keyboard.press(key)
        return self.wait_idle()

    def scroll_to(self, text: str) -> Locator:
        """Bring the first place with this text into view."""
        place = self.page.locator(".jp-Notebook").get_by_text(text).first
        place.scroll_into_view_if_needed()
        return place

    def cells(self) -> list[dict[str, Any]]:
        """Return source, execution count and outputs of every code cell."""
        return self.page.evaluate(CELLS)

    def theme(self, name: str) -> NotebookPage:
        """Switch to "JupyterLab Light" or "JupyterLab Dark"."""
        set_theme(self.page, name)
        return self

    def errors(self) -> list[str]:
        """Return everything a learner should not meet, in readable lines."""
        return [*self._in_outputs(), *self._in_widgets(), *self._console]

    def new_console_errors(self) -> list[str]:
        """Return the errors in the console since this was asked last."""
        found, self._console = self._console, []
        return found

    def complaints(self) -> list[str]:
        """Return what is wrong in cells and widgets, without what the page says to developers.

        For pages whose own scripts write errors, such as JupyterLite's and Notebook's.
        """
        return [*self._not_run(), *self._in_outputs(), *self._in_widgets()]

    # --- keep --------------------------------------------------------------------------

    def screenshot(self, path: Path | str | None = None) -> Path:
        """Keep what the window shows, in a temporary file if none is named."""
        path = Path(path or picture_path("page"))
        self.page.screenshot(path=path)
        return path

    def screenshot_activity(self, where: str, path: Path | str | None = None) -> Path:
        """Keep one activity, whole, even where it is higher than the window."""
        path = Path(path or picture_path(where.replace(".", "-")))
        shown = self.activity(where)
        size, height = self.page.viewport_size, shown.bounding_box()["height"]
        # What does not fit between the bars of JupyterLab would be covered by them.
        self.page.set_viewport_size({**size, "height": max(size["height"], int(height) + 300)})
        shown.screenshot(path=path)
        self.page.set_viewport_size(size)
        return path

    # --- inside ------------------------------------------------------------------------

    def _ran(self, command: str, *, accept: bool, check: bool, seconds: float) -> NotebookPage:
        self._command(command, seconds, accept=accept)
        self.wait_idle(quiet=SETTLED, seconds=seconds)
        self.page.wait_for_function(DRAWN, polling=POLL)
        if check:
            found = [*self._not_run(), *self.errors()]
            assert not found, "After running all cells:\n" + "\n".join(found)
        return self

    def _command(self, command: str, seconds: float, *, accept: bool = False) -> None:
        self.page.evaluate(COMMAND, command)
        if accept:
            self.page.locator(".jp-Dialog .jp-mod-accept").click()
        waited = self.page.wait_for_function("window.tpoDone", timeout=seconds * 1000, polling=POLL)
        done = waited.json_value()
        assert done == "done", f"{command}: {done}"

    def _raised(self, problem: object) -> None:
        if not any(end in str(problem) for end in ENDED_KERNEL):
            self._console.append(f"page: {problem}")

    def _not_run(self) -> list[str]:
        return [
            f"cell {number} has not run: {cell['source'][:60]!r}"
            for number, cell in enumerate(self.cells())
            if cell["source"].strip() and cell["count"] is None
        ]

    def _in_outputs(self) -> list[str]:
        return [
            f"cell {number}: {text}"
            for number, cell in enumerate(self.cells())
            for text in map(complaint, cell["outputs"])
            if text
        ]

    def _in_widgets(self) -> list[str]:
        shown = self.page.locator(".jp-Notebook .jp-OutputArea").all_inner_texts()
        signs = ("Error displaying widget", "Error creating widget", "Failed to load model class")
        return [f"widget: {sign}" for sign in signs if any(sign in text for text in shown)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(end in message.text for end in ENDED_KERNEL):
            self._console.append(f"console: {message.text} ({message.location.get('url', '')})")


def complaint(output: dict[str, Any]) -> str:
    """Return what is wrong with an output; empty where nothing is."""
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}"
    if output["output_type"] == "stream" and output["name"] == "stderr":
        return f"stderr: {''.join(output['text']).strip()}"
    return ""


def picture_path(name: str) -> Path:
    """Return a new file name in the temporary folder."""
    return Path(tempfile.mkdtemp(prefix="tpo-browser-")) / f"{name}.png"
