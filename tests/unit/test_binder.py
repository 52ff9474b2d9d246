"""What Binder would build from this folder: repo2docker itself is asked."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WINDOWS = "repo2docker builds on Linux and macOS"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason=WINDOWS)


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def pinned(path: Path) -> dict[str, str]:
    """Return the lines of a lock, each without its comment, by the name of the package."""
    lines = (line.partition(" #")[0].strip() for line in path.read_text().splitlines())
    return {
        canonicalize_name(Requirement(line).name): line
        for line in lines
        if line and not line.startswith(("#", "-"))
    }


@pytest.fixture
def binder(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests" / "bench")
    import binder

    yield binder
    sys.modules.pop("binder", None)


@pytest.fixture(scope="module")
def lean() -> dict[str, str]:
    return pinned(ROOT / ".binder/requirements.txt")


def test_repo2docker_takes_it_for_python_of_the_version_we_name(binder):
    pack = binder.detect(ROOT)
    assert type(pack).__name__ == "PythonBuildPack"
    assert f"python-{pack.python_version}" == (ROOT / ".binder/runtime.txt").read_text().strip()


def test_packages_are_installed_once_and_the_course_at_each_commit(binder):
    once, each_commit = binder.commands(binder.detect(ROOT), ROOT)
    assert [re.findall(r"install .*", line) for line in once] == [
        ['install --no-cache-dir -r ".binder/requirements.txt"']
    ]
    assert each_commit == ["./.binder/postBuild"]


def test_a_lock_that_names_this_folder_would_be_installed_at_each_commit(binder, tmp_path):
    (tmp_path / ".binder").mkdir()
    (tmp_path / ".binder/requirements.txt").write_text("-e .\nnumpy==2.0.0\n")
    once, each_commit = binder.commands(binder.detect(tmp_path), tmp_path)
    assert once == []
    assert len(each_commit) == 1


def test_a_learner_gets_the_course_and_no_tools_of_ours(lean):
    tools = names(PROJECT["optional-dependencies"]["test"])
    assert names(PROJECT["dependencies"]) <= set(lean)
    assert {name for name in tools & set(lean) if name not in {"pytest", "psutil"}} == set()


def test_every_pin_is_that_of_the_full_lock(lean):
    full = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert [line for line in lean.values() if not re.search(rf"^{line}( |$)", full, re.M)] == []


def test_it_fits_what_the_image_brings(lean, binder):
    """Notebook comes with the image; it wants the JupyterLab of its own year."""
    from importlib import metadata

    brought = {Requirement(line).name: line for line in binder.base_packages("3.12")}
    assert {"notebook", "jupyterlab", "jupyterhub", "ipywidgets"} <= set(brought)
    assert "notebook" in lean  # else the image's stays, which wants another JupyterLab
    lab = Version(lean["jupyterlab"].partition("==")[2])
    (wanted,) = (
        one
        for one in map(Requirement, metadata.requires("notebook") or [])
        if one.name == "jupyterlab" and not one.marker
    )
    assert f"notebook=={metadata.version('notebook')}" == lean["notebook"]
    assert lab in wanted.specifier


def test_what_runs_after_the_build_may_be_run():
    script = ROOT / ".binder/postBuild"
    assert script.stat().st_mode & 0o111
    assert script.read_text().startswith("#!")


def test_the_link_opens_the_welcome():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (link,) = re.findall(r"https://mybinder\.org/v2/[^)\s]+", readme)
    (path,) = parse_qs(urlsplit(link).query)["urlpath"]
    assert path == "lab/tree/notebooks/00-welcome.ipynb"
    assert (ROOT / path.removeprefix("lab/tree/")).is_file()
