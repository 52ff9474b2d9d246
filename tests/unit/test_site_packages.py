"""What the site in the browser brings for Python answers pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SERVER = {"jupyterlab", "nbval"}  # have no use in a page
PYODIDE = {"matplotlib": "3.8.4", "numpy": "2.0.2", "pandas": "2.2.3"}  # of Pyodide 0.27.7


def pins(name: str) -> dict[str, str]:
    text = (ROOT / ".site" / name).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==([^\s#]+)", text, re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


def test_every_dependency_of_the_course_is_there_in_a_version_it_allows():
    brought = PYODIDE | pins("browser.txt") | pins("native.txt")
    needs = [Requirement(line) for line in PROJECT["dependencies"]]
    assert [
        str(need)
        for need in needs
        if need.name not in SERVER and not need.specifier.contains(brought.get(need.name, "0"))
    ] == []


def test_widgets_in_the_page_and_in_python_are_of_one_version():
    page, python = pins("requirements.txt"), pins("browser.txt")
    assert page["anywidget"] == python["anywidget"]


def test_the_published_site_has_the_pyodide_of_the_test():
    workflow = (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
    (version,) = re.findall(r'PYODIDE_VERSION: "([\d.]+)"', workflow)
    assert version in (ROOT / ".site/pyodide.txt").read_text(encoding="utf-8")
    assert version in (ROOT / ".ci/site").read_text(encoding="utf-8")
