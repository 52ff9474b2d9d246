"""Where the course isn't installed, the first cell says so and how to fix it; code is folded."""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path

import books
import nbformat
import pytest
import start
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

EVERY = [pytest.param(path, id=path.stem) for path in books.every()]


def first_cell(book) -> nbformat.NotebookNode:
    return books.code(book)[0]


def unfolded(book) -> list[str]:
    """Return the code cells whose code is on show."""
    cells = (cell for cell in book.cells if cell.cell_type == "code")
    return [
        one.id for one in cells
        if not one.metadata.get("jupyter", {}).get("source_hidden")
        and start.OPEN not in one.metadata.get("tags", ())
    ]  # fmt: skip


@pytest.mark.parametrize("path", EVERY)
def test_code_is_folded_and_the_page_says_how_to_open_it(path):
    book = books.read(path)
    assert unfolded(book) == [], "run: python tests/notebooks/refresh.py"
    assert [cell.id for cell in book.cells[1:3]] == [start.START, start.NOTE]
    assert "View → Expand All Code" in book.cells[2].source


def test_a_cell_that_is_not_folded_is_noticed():
    book = books.read(books.paths()[0])
    del books.code(book)[2].metadata["jupyter"]["source_hidden"]
    assert unfolded(book) == [books.code(book)[2].id]


@pytest.mark.parametrize("path", EVERY)
def test_the_first_cell_is_as_the_refresh_makes_it(path):
    book = books.read(path)
    before = copy.deepcopy(book)
    start.started(book, path)
    assert book == before, "run: python tests/notebooks/refresh.py"
    folded = [one for one in books.code(book)[1:] if start.OPEN not in one.metadata.get("tags", ())]
    assert [one.id for one in folded if re.search(r"\bimport\b", one.source)] == []


def complaint(folder: Path, source: str, **blocked: str) -> str:
    """Return what the page shows where the first cell runs in a folder."""
    cells = [nbformat.v4.new_code_cell(text) for text in (*blocked.values(), source)]
    book = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(
        book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    with pytest.raises(CellExecutionError):
        client.execute()
    (output,) = cells[-1].outputs
    assert output.output_type == "error"
    return "\n".join(output.traceback)


@pytest.fixture
def source():
    return first_cell(books.read(books.paths()[1])).source


def first(folder: Path) -> str:
    return f"import sys; sys.path.insert(0, {str(folder)!r})"


MISSING = "import sys; sys.modules['utils'] = None"


def test_without_the_course_one_command_installs_it_from_its_address(tmp_path, source):
    said = complaint(tmp_path, source, missing=MISSING)
    assert "doesn't have the course" in said
    assert said.endswith(f"    %pip install git+https://github.com/{start.address()}")
    assert "Traceback" not in said
    assert "File " not in said


def test_beside_the_course_one_command_installs_that(tmp_path, source):
    (tmp_path / "utils" / "kit").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    said = complaint(tmp_path / "notebooks", source, missing=MISSING)
    assert said.endswith("    %pip install ..")


@pytest.mark.parametrize("name", ["utils.py", "utils/__init__.py"])
def test_another_package_in_the_way_is_named_and_the_command_moves_it(tmp_path, source, name):
    other = tmp_path / name
    other.parent.mkdir(exist_ok=True)
    other.write_text("", encoding="utf-8")
    said = complaint(tmp_path, source, path=first(tmp_path))
    assert f"Another package called utils is in the way: {other}" in said
    command = said.splitlines()[-1].strip()
    assert "\n" not in command
    exec(command, {})  # noqa: S102 - what the page tells the learner to run
    left = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}  # of the import before
    assert left == {f"{Path(name).parts[0]}-renamed"}


def test_another_package_that_pip_installed_is_replaced_by_pip(tmp_path, source):
    packages = tmp_path / "site-packages"
    (packages / "utils").mkdir(parents=True)
    (packages / "utils" / "__init__.py").write_text("", encoding="utf-8")
    said = complaint(tmp_path, source, path=first(packages))
    assert "in the way" in said
    assert "    %pip install " in said


def test_an_older_copy_of_the_course_is_no_other_package(tmp_path, source):
    shutil.copytree(books.ROOT / "utils", tmp_path / "utils")
    shutil.rmtree(tmp_path / "utils" / "kit" / "course_progress")
    said = complaint(tmp_path, source, path=first(tmp_path))
    assert "course_progress" in said
    assert "in the way" not in said
    assert "    %pip install " in said
