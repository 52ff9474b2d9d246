"""The rule of imports: kit below topics; model below pictures below activities; no circles.

The contracts are in pyproject.toml under `tool.importlinter`.
"""

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "pyproject.toml"
CONTRACTS = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
TOPICS = {
    f"utils.{folder.name}" for folder in (ROOT / "utils").iterdir() if (folder / "model").is_dir()
}


@pytest.mark.parametrize("contract", [one["id"] for one in CONTRACTS])
def test_imports_go_one_way(contract, capsys):
    done = lint_imports(str(CONFIG), limit_to_contracts=(contract,), no_cache=True, no_logo=True)
    assert done == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_topic_is_in_the_contracts():
    by_id = {one["id"]: one for one in CONTRACTS}
    assert set(by_id["kit"]["forbidden_modules"]) == TOPICS
    assert set(by_id["layers"]["containers"]) == TOPICS


def test_every_folder_of_code_is_a_package():
    """A folder without __init__.py would be imported, and not be checked."""
    folders = {path.parent for path in (ROOT / "utils").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
