"""Builds the course as a static site that runs in the browser (JupyterLite).

python .site/build.py OUT --pyodide FOLDER --wheels FOLDER

`bash .ci/site OUT` makes the environment for it and calls it. Pyodide finds a package by what a
cell imports, in its own list of packages. The course and its pure dependencies are entered there,
so that notebooks need no install line: `import utils` brings everything.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FIRST = "notebooks/00-welcome.ipynb"
COURSE = "technical-product-owner-course"
# What the kernel asks for by name; see pyodide_kernel and piplite.
KERNEL = (
    "decorator",
    "ipython",
    "jedi",
    "micropip",
    "packaging",
    "pygments",
    "sqlite3",
    "ssl",
    "traitlets",
)
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
IMPORTED = re.compile(r"([A-Za-z_]\w*)(?:/__init__)?\.py$")  # names at the top of a wheel
PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
LOG = {
    "name": "jsonl",
    "extensions": [".jsonl"],
    "mimeTypes": ["text/plain"],
    "fileFormat": "text",
}
# What we change in JupyterLite's own files: which ones, what is there, and what we write instead.
# Unchanged, a kernel waits forever where the browser has no room or a file is gone. Of two
# notebooks in one page, one takes what was read for the other as its own. And of two tabs that
# make the same file, each replaces what the other has written.
PATCHES = (
    (  # the page: a notebook where an address names none, as after a reload
        "lab/index.html",
        r"const \{ pathname, origin, search, hash \} = window\.location;",
        rf"\g<0>\n        if (!search) {{ window.location.replace('?path={FIRST}'); return; }}",
    ),
    (  # the page answers the kernel: also where it can't do what was asked
        "build/*.js",
        r"await (this\.\w+\.processDriveRequest)\((\w)\);this\._broadcastChannel\.postMessage\(\{",
        (
            r"await(async()=>{"
            # Tabs share the files, and two could find that there is none and make it. What the
            # second makes is empty: it would replace what the first has written by then.
            r"const make=async()=>(await \1({...\2,method:'lookup'})).ok?{status:409}:\1(\2);"
            r"return \2.method==='mknod'?navigator.locks.request('new file',make):\1(\2)"
            r"})().catch(problem=>({status:problem instanceof DOMException?507:404}));"
            r"this._broadcastChannel.postMessage({id:\2.id,"
        ),
    ),
    (  # the service worker hands on the question, with a number
        "service-worker.js",
        r"return (\w)\.pathname=(\w)\.pathname,",
        r"if(\2.pathname.includes('/api/drive'))\1.data.id=crypto.randomUUID();\g<0>",
    ),
    (  # and waits for the answer with the same number, or none: a page from before a new release
        "service-worker.js",
        r"if\((\w)\.browsingContextId!==(\w)\.browsingContextId",
        r"\g<0>||(\1.id??\2.data?.id)!==\2.data?.id",
    ),
    (
        "service-worker.js",
        r"new Response\(JSON\.stringify\((\w)\)\)",
        r"new Response(JSON.stringify(\1),{status:\1?.status??200})",
    ),
    (  # the kernel tells Python what is wrong
        "extensions/@jupyterlite/*/static/*.js",
        r"(if\((\w)\.status>=400\)throw new this\.FS\.ErrnoError\(this\.ERRNO_CODES)\.EINVAL\)",
        r"\1[{404:'ENOENT',409:'EEXIST',507:'ENOSPC'}[\2.status]??'EINVAL'])",
    ),
    (  # and doesn't remember a file that another tab has removed: a lock would never be free
        "extensions/@jupyterlite/*/static/*.js",
        (
            r"let (\w)=this\.node\((\w)\);"
            r"return\{\.\.\.(this\.fs\.API\.getattr\(this\.fs\.realPath\(\1\)\))"
        ),
        (
            r"let \1=this.node(\2),found;try{found=\3}"
            r"catch(problem){this.fs.FS.destroyNode(\1);throw problem}return{...found"
        ),
    ),
)
IN_BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}


def run(*command: str | Path, where: Path = ROOT) -> None:
    """Run a program. Raises CalledProcessError where it fails."""
    subprocess.run([str(part) for part in command], cwd=where, check=True)


def sha256(path: Path) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entry(wheel: Path) -> dict[str, Any]:
    """Return what Pyodide's list says about a wheel; `depends` names every requirement."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (meta,) = (name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        head = HeaderParser().parsestr(archive.read(meta).decode())
    needs = map(Requirement, head.get_all("Requires-Dist", []))
    return {
        "name": canonicalize_name(head["Name"]),
        "version": head["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": sha256(wheel),
        "package_type": "package",
        "unvendored_tests": False,
        "imports": sorted({found[1] for found in map(IMPORTED.match, names) if found}),
        "depends": [
            canonicalize_name(one.name)
            for one in needs
            if one.marker is None or one.marker.evaluate(IN_BROWSER)
        ],
    }


def without_native_part(wheel: Path, folder: Path) -> Path:
    """Return a wheel as it is where it is pure; else write one without its compiled files.

    For a package that works without them, such as PyYAML without libyaml.
    """
    name, version, *_ = wheel.name.split("-")
    pure = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as old:
        compiled = {one for one in old.namelist() if one.endswith((".so", ".pyd"))}
        if not compiled:
            return wheel
        with zipfile.ZipFile(pure, "w", zipfile.ZIP_DEFLATED) as new:
            for one in old.infolist():
                if one.filename not in compiled:
                    new.writestr(one, old.read(one))
    return pure


def needed(packages: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    """Return the wanted packages and all that they depend on, as far as there are any."""
    found: dict[str, Any] = {}
    left = list(wanted)
    while left:
        name = canonicalize_name(left.pop())
        if name in packages and name not in found:
            found[name] = packages[name]
            left += packages[name]["depends"]
    return found


def add_pyodide(out: Path, pyodide: Path, wheels: list[Path]) -> None:
    """Copy what is needed of Pyodide, and the wheels, with a list of both.

    Raises ValueError for a file that is not the one on Pyodide's list.
    """
    target = out / "static" / "pyodide"
    target.mkdir(parents=True)
    for name in CORE:
        shutil.copy(pyodide / name, target / name)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    here = {
        name: one
        for name, one in lock["packages"].items()
        if (pyodide / one["file_name"]).is_file()
    }
    own = {one["name"]: one for one in map(entry, wheels)}
    packages = needed(here | own, (COURSE, *KERNEL))
    folders = {wheel.name: wheel for wheel in wheels}
    for name, one in sorted(packages.items()):
        source = folders.get(one["file_name"], pyodide / one["file_name"])
        if sha256(source) != one["sha256"]:
            raise ValueError(f"{source} is not the file that Pyodide's list means by {name}")
        shutil.copy(source, target / source.name)
        needs = map(canonicalize_name, one["depends"])
        one["depends"] = [need for need in needs if need in packages]
    lock["packages"] = packages
    (target / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), encoding="utf-8")


def configure(path: Path) -> None:
    """Let the kernel take Pyodide from the site itself, and ask no one else for packages."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    data = settings["jupyter-config-data"]
    data["appName"] = "The technical product owner"
    data["exposeAppInBrowser"] = True  # as tests/browser starts JupyterLab, too
    data["fileTypes"]["jsonl"] = LOG  # else taken for one JSON value, which a log is not
    plugin = data.setdefault("litePluginSettings", {}).setdefault(PLUGIN, {})
    plugin |= {"pyodideUrl": "./static/pyodide/pyodide.js", "disablePyPIFallback": True}
    # All at once, while the page is read; the kernel asks for one after another.
    plugin["loadPyodideOptions"] = {"packages": [*KERNEL, COURSE]}
    path.write_text(json.dumps(settings, indent=1), encoding="utf-8")


def patch(out: Path, where: str, there: str, instead: str) -> None:
    """Write something else into files of JupyterLite.

    Raises ValueError where none of them is as we know it.
    """
    found = 0
    for path in out.glob(where):
        text, count = re.subn(there, instead, path.read_text(encoding="utf-8"))
        if count:
            path.write_text(text, encoding="utf-8")
        found += count
    if not found:
        raise ValueError(f"No {where} has {there!r} any more: see PATCHES.")


def build(out: Path, pyodide: Path, wheels: Path) -> None:
    """Write the site into an empty or new folder."""
    with tempfile.TemporaryDirectory(prefix="site-") as work:
        place = Path(work)
        run(
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            place / "own",
            ROOT,
        )
        shutil.copytree(
            ROOT / "notebooks",
            place / "files" / "notebooks",
            ignore=shutil.ignore_patterns(".*"),
        )
        shutil.copy(ROOT / "utils/jupyter/lab_settings.json", place / "overrides.json")
        options = ("--apps", "lab", "--no-sourcemaps", "--no-unused-shared-packages")
        run(
            sys.executable,
            "-m",
            "jupyter",
            "lite",
            "build",
            *options,
            "--output-dir",
            out,
            where=place,
        )
        found = [*wheels.glob("*.whl"), *(place / "own").glob("*.whl")]
        add_pyodide(out, pyodide, [without_native_part(one, place) for one in found])
    configure(out / "jupyter-lite.json")
    for one in PATCHES:
        patch(out, *one)


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--pyodide", type=Path, required=True, help="a whole Pyodide, unpacked")
    parser.add_argument("--wheels", type=Path, required=True, help="pure wheels to add")
    asked = parser.parse_args()
    build(asked.out.resolve(), asked.pyodide.resolve(), asked.wheels.resolve())


if __name__ == "__main__":
    main()
