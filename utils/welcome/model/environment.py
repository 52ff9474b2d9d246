"""What the course needs, and what of it is here.

Imports the standard library only: it has to run where everything else is missing.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

OLDEST = (3, 11)  # Python
NAME = "technical-product-owner-course"
# What the lessons load, by the name under which it is imported.
NEEDED = {
    "pandas": "tables",
    "numpy": "draws at random",
    "matplotlib": "pictures",
    "ipywidgets": "controls",
    "anywidget": "controls",
    "jsonschema": "checks of an imported file",
    "pandera": "checks of your own file",
    "platformdirs": "the folder for your work",
    "filelock": "two notebooks open at once",
    "markdown_it": "documents as pages",
    "yaml": "interface descriptions",
}
ROOM = 20_000_000  # bytes; a year of work takes far less
INSTALL = "In a terminal, in the project's folder: python -m pip install -r requirements.txt. Then Kernel → Restart."  # noqa: E501


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `mend` says what to do where it is not well."""

    name: str
    well: bool
    fix: str = ""


def checks() -> list[Check]:
    """Return everything that was looked at, in the order in which to mend it."""
    return [python(), course(), *packages(), tables(), keeps(), room()]


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Check:
    """Return whether Python is new enough."""
    said = ".".join(map(str, version))
    wanted = ".".join(map(str, OLDEST))
    return Check(
        "Python is new enough",
        tuple(version[:2]) >= OLDEST,
        f"This is Python {said}; the course needs {wanted} or later. Install a newer one from "
        "python.org, then follow the two commands in README.md.",
    )


def course() -> Check:
    """Return whether the course itself is installed, and not only lies in a folder nearby."""
    try:
        metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return Check("The course is installed", well=False, fix=INSTALL)
    return Check("The course is installed", well=True)


def packages(names: dict[str, str] | None = None) -> list[Check]:
    """Return for each package whether it can be loaded; one that is broken counts as missing."""
    found = []
    for name, use in (NEEDED if names is None else names).items():
        try:
            importlib.import_module(name)
        except Exception as problem:  # noqa: BLE001 - whatever a broken package raises
            why = "is missing" if isinstance(problem, ModuleNotFoundError) else "does not load"
            found.append(Check(f"{name} ({use})", well=False, fix=f"{name} {why}. {INSTALL}"))
        else:
            found.append(Check(f"{name} ({use})", well=True))
    return found


def tables() -> Check:
    """Return whether the course's tables are where they belong."""
    utils = Path(__file__).resolve().parents[2]
    places = (utils.parent / "data", utils / "_data")
    return Check(
        "The tables are here",
        any((place / "datapackage.json").is_file() for place in places),
        "The folder data/ is not beside utils/. Take a whole copy of the project, or install it "
        "again.",
    )


def keeps(folder: Path | None = None) -> Check:
    """Return whether work can be kept: the folder can be made and written."""
    name = "Your work can be kept"
    try:
        place = folder or _home()
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place):
            pass
    except Exception as problem:  # noqa: BLE001 - a full disk, a wall, a missing package
        return Check(
            name,
            well=False,
            fix=f"The folder for your work cannot be written ({problem}). Lessons run, but "
            "nothing is kept. Set the variable TPO_COURSE_HOME to a folder of yours, then start "
            "again.",
        )
    return Check(name, well=True)


def room(folder: Path | None = None) -> Check:
    """Return whether the disk has room for a learner's work."""
    name = "The disk has room"
    try:
        place = folder or _home()
        while not place.exists():
            place = place.parent
        free = shutil.disk_usage(place).free
    except Exception as problem:  # noqa: BLE001 - no answer is no reason to stop a lesson
        return Check(name, well=False, fix=f"The disk gave no answer ({problem}).")
    return Check(name, free >= ROOM, "The disk is full. Delete something, then run this again.")


def on_binder(variables: dict[str, str] | None = None) -> bool:
    """Return whether this runs on Binder, which forgets everything when the page closes."""
    found = os.environ if variables is None else variables
    return any(name.startswith("BINDER_") for name in found)


def _home() -> Path:
    from utils.kit.storage import course_home

    return course_home()
