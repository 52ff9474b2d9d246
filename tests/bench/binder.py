"""Build what Binder would build, without Docker.

python tests/bench/binder.py [--json FILE]

repo2docker says which commands it would run, and which packages its own image brings. Both go into
a fresh environment of Binder's Python: what conda installs there comes from the package index here,
at the same versions. Then the environment is checked: no conflict, the course's settings in place,
fonts known, the first page served. Needs the package index, and a Python of Binder's version.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repo2docker.buildpacks import PythonBuildPack

ROOT = Path(__file__).parents[2]
# Packages that conda knows by a name other than the package index does.
INDEX_NAMES = {
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
# What a learner's first minute needs from the environment, beyond packages that fit together.
FIT = """
import importlib.resources, json, sys
from pathlib import Path
import matplotlib, utils
from utils.kit.tables import data_folder, table_names
from utils.welcome.model.environment import run_all_checks
from jupyterlab.commands import get_app_info
here = Path(utils.__file__).parent
settings = Path(sys.prefix, "share/jupyter/lab/settings/overrides.d")
server = Path(sys.prefix, "etc/jupyter/jupyter_server_config.d")
name = "technical-product-owner-course.json"
problems = [one.fix for one in run_all_checks() if not one.passed]
if Path(sys.prefix) not in here.parents:
    problems.append(f"the course is not installed, but read from {here}")
if not table_names() or here not in Path(data_folder()).parents:
    problems.append("the tables are not in the package")
problems += [f"{place / name} is missing" for place in (settings, server)
             if not (place / name).is_file()]
if not list(Path(matplotlib.get_cachedir()).glob("fontlist-*.json")):
    problems.append("the list of fonts is not there yet")
print(json.dumps(problems))
"""


# How many bytes the packages named on the command line have in an environment.
SIZE = """
import re, sys
from importlib.metadata import distributions
wanted = set(sys.argv[1:])
print(sum(
    file.locate().stat().st_size
    for one in distributions() if re.sub("[-_.]+", "-", one.name).lower() in wanted
    for file in one.files or () if file.locate().is_file()
))
"""


@dataclass(frozen=True)
class Build:
    """What a build took, and what is wrong with it.

    Sizes are in MB (millions of bytes): of the whole environment, of what Binder brings itself, and
    of the packages on our lock.
    """

    python: str
    packages: int
    megabytes: float
    base_megabytes: float
    lock_megabytes: float
    seconds: float
    commit_seconds: float
    problems: tuple[str, ...]


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Make a folder the current one: repo2docker looks for its files there."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def detect(folder: Path) -> PythonBuildPack:
    """Return the build pack that repo2docker would take for a folder."""
    from repo2docker.app import Repo2Docker

    with working_in(folder):
        app = Repo2Docker()
        for kind in app.buildpacks:
            pack = kind(app.base_image)
            if pack.detect():
                return pack
    raise LookupError("repo2docker knows no way to build this")


def commands(pack: PythonBuildPack, folder: Path) -> tuple[list[str], list[str]]:
    """Return what repo2docker runs before the project's files are there, and after that.

    The first part is built once, and used again as long as its own files stay the same.
    """
    with working_in(folder):
        first = [text for _, text in pack.get_preassemble_scripts()]
        then = [text for _, text in pack.get_assemble_scripts()]
        return first, [*then, *(f"./{name}" for name in pack.get_post_build_scripts())]


def base_packages(python: str) -> list[str]:
    """Return the Python packages in Binder's image, as pins. `python` is like 3.12."""
    from repo2docker.buildpacks import conda

    lock = Path(conda.__file__).with_name(f"environment.py-{python}-linux-64.lock")
    for_python = rf"py(?:{python.replace('.', '')})?h\w+"  # the others aren't Python's packages
    found = re.findall(rf"/([^/\s]+)-([^-/\s]+)-{for_python}\.(?:conda|tar)", lock.read_text())
    return [
        f"{INDEX_NAMES.get(name, name)}=={version}" for name, version in found if name != "cpython"
    ]


def megabytes(folder: Path) -> float:
    """Return the size of all files in a folder, in millions of bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def locked(project: Path) -> list[str]:
    """Return the names on the lock that Binder installs, as the package index writes them."""
    text = (project / ".binder/requirements.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)


def interpreter(version: str) -> str:
    """Return a Python of this version. Raises LookupError where there is none."""
    found = subprocess.run(
        ["bash", ROOT / ".ci/python", version], capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise LookupError(found.stderr.strip())
    return found.stdout.strip()


def tracked_copy(folder: Path) -> Path:
    """Copy the project's files as Git knows them, which is what Binder gets."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def build(work: Path) -> Build:
    """Replay Binder's build of this project in a folder; takes a minute or more."""
    project = tracked_copy(work / "project")
    pack = detect(project)
    prefix, home = work / "environment", work / "home"
    home.mkdir()
    subprocess.run([interpreter(pack.python_version), "-m", "venv", prefix], check=True)
    env = {
        **{
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("PYTHON", "XDG_", "TPO_", "MPL"))
        },
        "HOME": str(home),
        "PATH": os.pathsep.join([str(prefix / "bin"), os.environ["PATH"]]),
        "NB_PYTHON_PREFIX": str(prefix),
        "KERNEL_PYTHON_PREFIX": str(prefix),
        "REPO_DIR": str(project),
    }

    def run(*command: str, where: Path = project) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=where, env=env, capture_output=True, text=True, check=False
        )

    def must(*command: str) -> None:
        done = run(*command)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {(done.stdout + done.stderr)[-2000:]}")

    must("python", "-m", "pip", "install", "-q", "--no-deps", *base_packages(pack.python_version))
    base = megabytes(prefix)
    once, each_commit = commands(pack, project)
    seconds = []
    for part in (once, each_commit):
        start = time.monotonic()
        for line in part:
            must("bash", "-c", line)
        seconds.append(time.monotonic() - start)
    conflicts = run("python", "-m", "pip", "check")
    fit = run("python", "-c", FIT, where=project / "notebooks")
    said = json.loads(fit.stdout) if fit.returncode == 0 else [fit.stderr[-2000:]]
    return Build(
        python=pack.python_version,
        packages=len(json.loads(run("python", "-m", "pip", "list", "--format", "json").stdout)),
        megabytes=round(megabytes(prefix)),
        base_megabytes=round(base),
        lock_megabytes=round(int(run("python", "-c", SIZE, *locked(project)).stdout) / 1e6),
        seconds=round(sum(seconds), 1),
        commit_seconds=round(seconds[1], 1),
        problems=(*(conflicts.stdout.splitlines() if conflicts.returncode else ()), *said),
    )


def main() -> int:
    """Build, print what it took, and return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="save the numbers in this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="binder-") as work:
        made = build(Path(work))
    print(
        f"Python {made.python}, {made.packages} packages, {made.megabytes:g} MB (Binder's own part "
        f"before: {made.base_megabytes:g} MB; our lock: {made.lock_megabytes:g} MB), "
        f"{made.seconds:g} s, of which {made.commit_seconds:g} s at each commit"
    )
    for problem in made.problems:
        print(problem)
    if asked.json:
        asked.json.write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    return bool(made.problems)


if __name__ == "__main__":
    raise SystemExit(main())
