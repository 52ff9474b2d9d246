"""Where the course runs, if not on the learner's own computer: in a web page, or on Binder.

What is different inside a page is set once, before anything else is loaded.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path

HERE = sys.platform == "emscripten"
# What a page can keep: JupyterLite shows the browser's own storage as this drive.
DRIVE = Path("/drive")
FOLDER = "technical-product-owner-course"  # as in utils.kit.storage, which needs packages


def prepare() -> None:
    """Save work where it outlives the kernel, and keep what only concerns servers from view."""
    if DRIVE.is_dir():  # not where the page has no storage, as in some private windows
        os.environ.setdefault("TPO_COURSE_HOME", str(DRIVE / FOLDER))
    warnings.filterwarnings("ignore", message="only soft file lock is available")
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def on_binder() -> bool:
    """Return whether this runs on Binder, which forgets everything when the page closes."""
    return any(name.startswith("BINDER_") for name in os.environ)


def forgets() -> bool:
    """Return whether work is gone when the page closes: on Binder, or in a page without storage."""
    return on_binder() or (HERE and "TPO_COURSE_HOME" not in os.environ)
