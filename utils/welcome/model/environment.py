"""What the course needs, and what of it is here.

Imports the standard library only: it has to run where everything else is missing.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from utils.kit.errors import InputError

MIN_PYTHON_VERSION = (3, 11)  # Python
DISTRIBUTION_NAME = "technical-product-owner-course"
# What the lessons load, by the name under which it is imported.
PURPOSE_BY_REQUIRED_PACKAGE = {
    "pandas": "tables",
    "numpy": "draws at random",
    "matplotlib": "pictures",
    "ipywidgets": "controls",
    "anywidget": "controls",
    "jsonschema": "checks of an imported file",
    "platformdirs": "the folder for your work",
    "filelock": "two notebooks open at once",
    "markdown_it": "documents as pages",
    "yaml": "interface descriptions",
}
# Importing these takes a second or more together, so they are looked up and not imported.
SLOW_TO_IMPORT_PACKAGES = {"pandas", "numpy", "matplotlib", "jsonschema"}
MIN_FREE_DISK_BYTES = 20_000_000  # bytes; a year of work takes far less
INSTALL_HINT_TEXT = (
    "In a terminal, in the project's folder, run: python -m pip install -r requirements.txt. "
    "Then choose Kernel → Restart Kernel."
)


@dataclass(frozen=True)
class CheckResult:
    """One thing that was looked at; `fix` says what to do where something is wrong."""

    name: str
    passed: bool
    fix: str = ""


def run_all_checks() -> list[CheckResult]:
    """Return everything that was looked at, in the order in which to fix it."""
    writable = check_writable()
    return [
        check_python(),
        check_course_installed(),
        *check_packages(),
        check_data_tables(),
        writable,
        # Where the folder isn't there, these would look at another one.
        *([check_disk_space(), check_work_folder_is_private()] if writable.passed else []),
    ]


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> CheckResult:
    """Return whether Python is new enough."""
    said = ".".join(map(str, version))
    wanted = ".".join(map(str, MIN_PYTHON_VERSION))
    return CheckResult(
        "Python is new enough",
        tuple(version[:2]) >= MIN_PYTHON_VERSION,
        f"This is Python {said}; the course needs {wanted} or later. Install a newer one from "
        "python.org, then follow the two commands in README.md.",
    )


def check_course_installed() -> CheckResult:
    """Return whether the course itself is installed, not only present in a folder nearby."""
    try:
        metadata.version(DISTRIBUTION_NAME)
    except metadata.PackageNotFoundError:
        return CheckResult("The course is installed", passed=False, fix=INSTALL_HINT_TEXT)
    return CheckResult("The course is installed", passed=True)


def check_packages(purpose_by_package: dict[str, str] | None = None) -> list[CheckResult]:
    """Return a check for each package, named as it is imported."""
    purposes = PURPOSE_BY_REQUIRED_PACKAGE if purpose_by_package is None else purpose_by_package
    return [_check_package(name, purpose) for name, purpose in purposes.items()]


def _check_package(name: str, purpose: str) -> CheckResult:
    try:
        problem = "" if _is_package_installed(name) else "is missing"
    except Exception as error:  # noqa: BLE001 - whatever a broken package raises
        problem = "is missing" if isinstance(error, ModuleNotFoundError) else "doesn't load"
    fix = f"{name} {problem}. {INSTALL_HINT_TEXT}" if problem else ""
    return CheckResult(f"{name} ({purpose})", passed=not problem, fix=fix)


def _is_package_installed(name: str) -> bool:
    """Return whether a package is installed. A small one is imported, so that damage shows."""
    if name not in SLOW_TO_IMPORT_PACKAGES:
        importlib.import_module(name)
        return True
    spec = importlib.util.find_spec(name)
    return spec is not None and spec.origin is not None  # a leftover folder has no origin


def check_data_tables() -> CheckResult:
    """Return whether the course's tables are where they belong."""
    utils = Path(__file__).resolve().parents[2]
    places = (utils.parent / "data", utils / "_data")
    return CheckResult(
        "The tables are here",
        any((place / "datapackage.json").is_file() for place in places),
        "The folder data/ is missing next to utils/. Get a complete copy of the project, or "
        "install it again.",
    )


def check_writable(folder: Path | None = None) -> CheckResult:
    """Return whether work can be saved: the folder can be created and written to.

    The name of a check that passed has the folder, so that anyone can see where the work goes.
    """
    name = "Your work can be saved"
    try:
        from utils.kit.storage import disk_error, display_path, try_to_write

        place = folder or _work_folder()
        try:
            try_to_write(place)
        except OSError as refused:
            raise disk_error(refused, place, lost="Nothing can be saved") from None
    except Exception as problem:  # noqa: BLE001 - a missing package, and what it leads to
        why = (
            problem if isinstance(problem, InputError) else f"The course can't try it ({problem})."
        )
        fix = f"{why} Until then, you can use the notebooks, but nothing is saved."
        return CheckResult(name, passed=False, fix=fix)
    return CheckResult(f"{name} in {display_path(place)}", passed=True)


def check_disk_space(folder: Path | None = None) -> CheckResult:
    """Return whether the disk has room for a learner's work."""
    name = "The disk has room"
    try:
        from utils.kit.storage import display_path

        place = folder or _work_folder()
        free = shutil.disk_usage(place).free
    except Exception as problem:  # noqa: BLE001 - a lesson runs without an answer, too
        return CheckResult(name, passed=False, fix=f"The disk didn't answer ({problem}).")
    return CheckResult(
        name,
        free >= MIN_FREE_DISK_BYTES,
        f"The disk with the folder for your work, {display_path(place)}, is full. Delete "
        "something there, then run this cell again.",
    )


def check_work_folder_is_private(folder: Path | None = None) -> CheckResult:
    """Return whether the folder for work is one person's: several accounts would be mixed up."""
    name = "The folder for your work is yours alone"
    try:
        from utils.kit.progress.identity import has_other_accounts
        from utils.kit.storage import display_path

        place = folder or _work_folder()
        shared = has_other_accounts(place)
    except Exception:  # noqa: BLE001 - another check says what is missing
        return CheckResult(name, passed=True)
    return CheckResult(
        name,
        not shared,
        f"Another account has saved work in {display_path(place)} too. If that's someone else, "
        "your answers and theirs are mixed, and a class debrief leaves this folder out. Set the "
        "variable TPO_COURSE_HOME to a folder of your own, then restart JupyterLab. If both are "
        "you, go on.",
    )


def _work_folder() -> Path:
    from utils.kit.storage import course_home

    return course_home()
