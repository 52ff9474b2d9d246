"""The locks answer pyproject.toml, for every Python and system the course runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"].values()
WANTED = [Requirement(line) for line in sum(EXTRAS, PROJECT["dependencies"])]
LOCKS = ("requirements.txt", ".binder/requirements.txt")
PLACES = [
    {"python_version": version, "python_full_version": f"{version}.1", **system}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]
IDS = [f"{place['python_version']}-{place['sys_platform']}" for place in PLACES]


def holds(requirement: Requirement, place: dict[str, str]) -> bool:
    """Whether a requirement counts in one place, extras left out."""
    there = {**default_environment(), **place, "extra": ""}
    return requirement.marker is None or requirement.marker.evaluate(there)


def pins(text: str, place: dict[str, str]) -> dict[str, Version]:
    """Return the pinned versions that hold in one place; a package must have only one."""
    found: dict[str, Version] = {}
    for line in text.splitlines():
        bare = line.partition(" #")[0].strip()
        if not bare or bare.startswith(("#", "-")):
            continue
        requirement = Requirement(bare)
        if requirement.marker and not requirement.marker.evaluate(
            {**default_environment(), **place}
        ):
            continue
        (exact,) = requirement.specifier
        assert exact.operator == "==", line
        name = canonicalize_name(requirement.name)
        assert name not in found, f"{name} is pinned twice"
        found[name] = Version(exact.version)
    return found


def unanswered(text: str, wanted: list[Requirement], place: dict[str, str]) -> list[str]:
    """Return requirements that the lock does not meet in one place."""
    have = pins(text, place)
    return [
        str(one)
        for one in wanted
        if (
            one.marker is None
            or one.marker.evaluate({**default_environment(), **place, "extra": ""})
        )
        and not one.specifier.contains(have.get(canonicalize_name(one.name), Version("0")))
    ]


@pytest.fixture(scope="module")
def lock() -> str:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", PLACES, ids=IDS)
def test_every_direct_requirement_is_pinned_within_its_range(lock, place):
    assert unanswered(lock, WANTED, place) == []


@pytest.mark.parametrize("place", PLACES, ids=IDS)
def test_what_packages_pull_in_is_pinned_too(lock, place):
    have, missing = pins(lock, place), []
    for name in have:
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # a package of another system
        deep = [Requirement(line) for line in needs]
        missing += [f"{name}: {one}" for one in unanswered(lock, deep, place)]
    assert missing == []


def test_the_project_itself_is_installed(lock):
    assert "\n-e .\n" in lock


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_or_folder(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|find-links|index-url", text)


def test_every_dependency_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^ {2}"([a-z][^" ]*[<>=][^"]*)",(.*)$', text, re.MULTILINE)
    assert len(listed) == len(WANTED)
    assert [name for name, rest in listed if len(rest.partition("#")[2].strip()) < 10] == []


def test_a_lock_that_lags_behind_is_noticed(lock):
    place = PLACES[0]
    without = re.sub(r"^pandas==.*$", "", lock, flags=re.MULTILINE)
    assert unanswered(without, WANTED, place) == ["pandas>=2.2"]
    older = re.sub(r"^pandas==.*$", "pandas==1.5.3", lock, flags=re.MULTILINE)
    assert unanswered(older, WANTED, place) == ["pandas>=2.2"]


def test_the_locks_are_what_their_command_makes(tmp_path):
    """Make the locks anew from their own pins; needs the package index."""
    uv, bash = shutil.which("uv", path=Path(sys.executable).parent), shutil.which("bash")
    if not (uv and bash) or sys.platform == "win32":  # there bash may be another system's
        pytest.skip("needs uv beside this Python, and bash: install requirements.txt")
    copy = tmp_path / "copy"
    for name in (".ci/lock", ".binder/runtime.txt", "pyproject.toml", *LOCKS):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    path = os.pathsep.join([str(Path(uv).parent), os.environ.get("PATH", "")])
    made = subprocess.run(
        [bash, ".ci/lock"],
        cwd=copy,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if "failed to fetch" in made.stderr.lower() or "error sending request" in made.stderr.lower():
        pytest.skip("the package index cannot be reached")
    assert made.returncode == 0, made.stderr
    for name in LOCKS:
        assert (copy / name).read_text() == (ROOT / name).read_text(), name
