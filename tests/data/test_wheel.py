"""The wheel, installed away from the checkout, carries the tables and reads them."""

import importlib.util
import json
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from utils.kit import tables

# Run by the fresh environment. Other people's packages come last, so that `utils` is the wheel's.
READ = """
import json, sys
sys.path.append(sys.argv[1])
import utils
from utils.kit import tables
plain = {name: tables.read_rows(name) for name in tables.table_names()}
light = "pandas" not in sys.modules
shapes = {name: tables.load_data_frame(name).shape for name in tables.table_names()}
print(json.dumps([utils.__file__, str(tables.data_folder()), light, plain, shapes]))
"""
OFFLINE = ("No matching distribution", "Temporary failure", "Failed to establish", "Connection")


def run(*command, cwd):
    return subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, root):
    """Build from a copy, so that the tree stays as it is."""
    tree = tmp_path_factory.mktemp("tree")
    clean = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("utils", "data"):
        shutil.copytree(root / name, tree / name, ignore=clean)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, tree)
    # With the build backend at hand nothing needs to be downloaded.
    alone = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    done = run(sys.executable, "-m", "build", "--wheel", *alone, "--outdir", tree / "out", cwd=tree)
    said = done.stdout + done.stderr
    if done.returncode and any(sign in said for sign in OFFLINE):
        pytest.skip("no network to fetch the build backend (hatchling) from")
    assert done.returncode == 0, said
    return next((tree / "out").glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """Return what a fresh environment with only the wheel in it reads."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "env", with_pip=True)
    python = home / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = run(python, "-m", "pip", "install", "--quiet", "--no-deps", wheel, cwd=home)
    assert done.returncode == 0, done.stderr
    others = sysconfig.get_paths()["purelib"]
    done = run(python, "-I", "-B", "-c", READ, others, cwd=home)  # -I: nothing from outside
    assert done.returncode == 0, done.stderr
    names = ("module", "folder", "light", "rows", "shapes")
    return home, dict(zip(names, json.loads(done.stdout), strict=True))


def test_wheel_is_what_was_read(elsewhere, root):
    home, found = elsewhere
    for name in ("module", "folder"):
        assert Path(found[name]).is_relative_to(home)
        assert not Path(found[name]).is_relative_to(root)
    assert Path(found["folder"]).name == "_data"


def test_wheel_reads_every_table_as_the_checkout_does(elsewhere):
    _, found = elsewhere
    assert found["rows"] == {name: tables.read_rows(name) for name in tables.table_names()}
    assert found["shapes"] == {
        name: list(tables.load_data_frame(name).shape) for name in tables.table_names()
    }


def test_plain_rows_need_no_pandas(elsewhere):
    assert elsewhere[1]["light"]


def test_wheel_brings_settings_of_jupyterlab_beside_those_of_others(elsewhere, root):
    home, _ = elsewhere
    folder = home / "env" / "share" / "jupyter" / "lab" / "settings"
    installed = folder / "overrides.d" / "technical-product-owner-course.json"
    assert json.loads(installed.read_text()) == json.loads(
        (root / "utils" / "jupyter" / "lab_settings.json").read_text()
    )
    assert not (folder / "overrides.json").exists()  # that one belongs to the user


def test_jupyterlab_takes_the_settings_and_a_users_own_win(elsewhere, tmp_path):
    from jupyterlab_server.settings_utils import _get_overrides, get_settings

    home, _ = elsewhere
    folder = home / "env" / "share" / "jupyter" / "lab" / "settings"
    overrides, problem = _get_overrides(str(folder))
    assert problem == ""
    name = "@jupyterlab/apputils-extension:notification"
    assert overrides[name] == {"checkForUpdates": False, "fetchNews": "false"}
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    own = tmp_path / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text('{"fetchNews": "true"}')
    found, _ = get_settings(str(folder), str(schemas), str(tmp_path), name, overrides=overrides)
    defaults = found["schema"]["properties"]
    assert defaults["fetchNews"]["default"] == "false"
    assert defaults["checkForUpdates"]["default"] is False
    assert found["settings"] == {"fetchNews": "true"}
