"""Where the course runs, if not on the learner's own computer: in a web page, or on Binder.

What is different inside a page is set once, before anything else is loaded.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path

RUNS_IN_BROWSER = sys.platform == "emscripten"
# What a page can keep: JupyterLite shows the browser's own storage as this drive.
BROWSER_DRIVE_PATH = Path("/drive")
# The same as in utils.kit.storage, which needs packages.
COURSE_FOLDER_NAME = "technical-product-owner-course"


def configure_for_browser() -> None:
    """Save work where it outlives the kernel, and keep what only concerns servers from view."""
    if BROWSER_DRIVE_PATH.is_dir():  # not where the page has no storage, as in some private windows
        os.environ.setdefault("TPO_COURSE_HOME", str(BROWSER_DRIVE_PATH / COURSE_FOLDER_NAME))
    warnings.filterwarnings("ignore", message="only soft file lock is available")
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def is_on_binder() -> bool:
    """Return whether this runs on Binder, which forgets everything when the page closes."""
    return any(name.startswith("BINDER_") for name in os.environ)


def forgets_work_on_close() -> bool:
    """Return whether work is gone when the page closes: on Binder, or in a page without storage."""
    return is_on_binder() or (RUNS_IN_BROWSER and "TPO_COURSE_HOME" not in os.environ)
