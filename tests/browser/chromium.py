"""Finds and starts a Chromium."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FIX_CHROMIUM = (
    "Install Chromium or Chrome (Debian: apt-get install chromium; anywhere: "
    "python -m playwright install chromium), or name one in the variable TPO_CHROMIUM."
)
SIZE = {"width": 1280, "height": 800}  # a common laptop
ARGS = [
    "--no-sandbox",  # root in a container has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # nothing but the page itself talks to the network
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no network but this machine


class NoChromium(RuntimeError):  # noqa: N818 - a state of the machine
    """No Chromium starts here; the text says how to fix that."""


def find() -> str | None:
    """Return the program to start; None leaves the choice to Playwright.

    Raises NoChromium where TPO_CHROMIUM names something that is not there.
    """
    named = os.environ.get("TPO_CHROMIUM")
    if named and not shutil.which(named):
        raise NoChromium(f"TPO_CHROMIUM is {named}, which isn't a program. {FIX_CHROMIUM}")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


def launch(playwright: Playwright, *more: str) -> Browser:
    """Start Chromium without a window, with `more` arguments. Raises NoChromium if that fails."""
    from playwright.sync_api import Error

    program = find()
    if program is None and not Path(playwright.chromium.executable_path).exists():
        raise NoChromium(f"No Chromium found. {FIX_CHROMIUM}")
    try:
        return playwright.chromium.launch(executable_path=program, args=[*ARGS, *more])
    except Error as problem:
        first = str(problem).strip().splitlines()[0]
        raise NoChromium(
            f"{program or 'Chromium'} does not start ({first}). {FIX_CHROMIUM}"
        ) from problem
