"""The site that runs in the browser: how large it is, and how long until one can begin.

Needs Chromium, and a built site: TPO_SITE names its folder, else it is built, which takes the
package index and half a minute.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from binder import ROOT, megabytes
from chromium import CUT_OFF, launch
from pages import NotebookPage, new_context
from playwright.sync_api import sync_playwright
from static_site import StaticSite

if TYPE_CHECKING:
    from collections.abc import Iterator

WELCOME = "00-welcome.ipynb"
ACTIVITY = ".jp-OutputArea .tpo-activity"
RUN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"


@dataclass(frozen=True)
class Start:
    """Seconds from the address to the first activity, and MB (millions of bytes) sent for it."""

    seconds: float
    megabytes: float


@contextmanager
def built() -> Iterator[Path]:
    """Give the folder of the site. Raises CalledProcessError where it can't be built."""
    if named := os.environ.get("TPO_SITE"):
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        command = ["bash", ROOT / ".ci/site", folder]
        subprocess.run(command, check=True, capture_output=True)
        yield Path(folder)


def first_activity(folder: Path) -> Start:
    """Open the welcome in a browser that knows nothing yet, and run it once Python is there."""
    with StaticSite(folder) as site, sync_playwright() as playwright:
        browser = launch(playwright, CUT_OFF)
        page = new_context(browser).new_page()
        start = time.monotonic()
        page.goto(site.address(WELCOME))
        NotebookPage(page, site).wait_ready(f"notebooks/{WELCOME}", seconds=300)
        page.evaluate(RUN_ALL)
        page.locator(ACTIVITY).first.wait_for(timeout=300_000)
        took = time.monotonic() - start
        browser.close()
        return Start(took, site.megabytes_sent)


def measure(rounds: int) -> tuple[float, list[Start]]:
    """Return the size of the whole site in MB, and several cold starts."""
    with built() as folder:
        return megabytes(folder), [first_activity(folder) for _ in range(rounds)]
