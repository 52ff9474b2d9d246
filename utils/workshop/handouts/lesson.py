"""A notebook as handouts need it: its text, and what its cells stored."""

from __future__ import annotations

import ast
import functools
import importlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from utils.kit.card_sort.widget import OPTIONAL_CARDS_PATTERN
from utils.kit.errors import InputError
from utils.kit.tables import UTILS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from utils.kit.outline import Exercise, Lesson

# Cells that are about the page, not about the lesson; see "a notebook" in CONTRIBUTING.md.
NON_LESSON_CELL_IDS = {
    "start",
    "code-note",
    "work",
    "data-head",
    "data",
    "navigation",
    "check",
    "map-table",
}
EXERCISE_HEADING_PATTERN = re.compile(r"## Exercise (\d+) · (.+?) \(\d+ min\)")
QUIZ_CALL_PATTERN = re.compile(r'Quiz\(\s*"([^"]+)",\s*"([^"]+)"')


@dataclass(frozen=True)
class NotebookCell:
    """One cell. `stored_html` is the printed form that a code cell stored, "" for text."""

    id: str
    is_text: bool
    source: str
    stored_html: str = ""

    @property
    def quiz_question_group(self) -> tuple[str, str] | None:
        """The notebook and the group of the questions that this cell shows, if any."""
        found = QUIZ_CALL_PATTERN.match(self.source)
        return (found[1], found[2]) if found else None

    @property
    def is_exercise_heading(self) -> bool:
        """Whether this is the heading of an exercise."""
        return self.exercise_heading is not None

    @property
    def exercise_heading(self) -> tuple[int, str] | None:
        """The number and the name of the exercise that this cell is the heading of, if any."""
        found = EXERCISE_HEADING_PATTERN.match(self.source) if self.is_text else None
        return (int(found[1]), found[2]) if found else None

    @property
    def starts_section(self) -> bool:
        """Whether a section begins here, an exercise or text to read."""
        return self.is_text and re.match(r"##? ", self.source) is not None


@dataclass(frozen=True)
class LessonCells:
    """A notebook's name, title, and cells, without those that are about the page.

    `has_optional_cards` is False in a plan, which has no time for the cards beyond the first ones.
    """

    name: str
    title: str
    cells: tuple[NotebookCell, ...]
    start_code: str  # the code of the first cell, which imports the activities
    has_optional_cards: bool = True

    @property
    def number(self) -> str:
        """The number of the notebook, such as "02a"."""
        return self.name.partition("-")[0]

    @property
    def numbered_title(self) -> str:
        """The title after the number: a stack of sheets may be of several notebooks."""
        return f"{self.number} · {self.title}"

    @functools.cached_property
    def imported_objects(self) -> dict[str, Any]:
        """What the first cell imports, by the name that the other cells call it."""
        found = {}
        for node in ast.walk(ast.parse(self.start_code)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("utils."):
                for one in node.names:
                    found[one.asname or one.name] = _import_object(str(node.module), one.name)
        return found

    def sections(self) -> list[tuple[NotebookCell, ...]]:
        """Return the cells, from each heading to the next."""
        starts = [n for n, cell in enumerate(self.cells) if n == 0 or cell.starts_section]
        ends = [*starts[1:], len(self.cells)]
        return [self.cells[start:end] for start, end in zip(starts, ends, strict=True)]

    def with_only_exercises(self, numbers: Collection[int]) -> LessonCells:
        """Return the exercises of these numbers, each with the text that leads to it."""
        found: list[NotebookCell] = []
        text: list[NotebookCell] = []
        is_new = True
        for section in self.sections()[1:]:  # the first is about the whole notebook
            number = section[0].exercise_heading[0] if section[0].exercise_heading else None
            if number is None:
                text = [*(text if is_new else []), *section]
            elif number in numbers:
                found += [*text, *section]
                text = []
            is_new = number is None
        return replace(self, cells=tuple(found))

    def without_optional_cards(self) -> LessonCells:
        """Return the notebook without the cards of a card sort that are for spare time."""
        cells = tuple(
            replace(one, stored_html=OPTIONAL_CARDS_PATTERN.sub("", one.stored_html))
            for one in self.cells
        )
        return replace(self, cells=cells, has_optional_cards=False)

    def called_object(self, cell: NotebookCell) -> Any:  # noqa: ANN401 - a class or a function of any topic
        """Return what a cell calls, such as the class role.TaskSort; None for anything else."""
        called = re.match(r"(\w+)(?:\.(\w+))?\(", cell.source)
        if called is None:
            return None
        owner = self.imported_objects.get(called[1])
        return getattr(owner, called[2], None) if called[2] else owner


def _import_object(module: str, name: str) -> Any:  # noqa: ANN401 - a module or what is in it
    owner = importlib.import_module(module)
    if hasattr(owner, name):
        return getattr(owner, name)
    return importlib.import_module(f"{module}.{name}")


def notebook_folder() -> Path:
    """Return the folder of the notebooks. Raises InputError where only the package is installed."""
    folder = UTILS_FOLDER.parent / "notebooks"
    if not folder.is_dir():
        raise InputError(
            "The notebooks aren't here.", "Run this in the project's folder, not from the package."
        )
    return folder


def notebook_names() -> list[str]:
    """Return the notebooks that have exercises, in the order of the course."""
    paths = sorted(notebook_folder().glob("*.ipynb"))
    return [path.stem for path in paths if path.stem[:2].isdigit() and path.stem < "90"]


def read_lesson(notebook_name: str) -> LessonCells:
    """Return one notebook. Raises InputError for a name that none has."""
    path = notebook_folder() / f"{notebook_name}.ipynb"
    if not path.is_file():
        known = ", ".join(notebook_names())
        raise InputError(f"There's no notebook called {notebook_name!r}.", f"Use one of: {known}.")
    raw = json.loads(path.read_text(encoding="utf-8"))["cells"]
    cells = [_cell_from_json(one) for one in raw]
    start = next((one.source for one in cells if one.id == "start"), "")
    title = cells[0].source.splitlines()[0].removeprefix("# ")
    kept = tuple(
        cell for cell in cells if cell.id not in NON_LESSON_CELL_IDS and _belongs_on_paper(cell)
    )
    return LessonCells(notebook_name, title, kept, start)


def read_planned_lessons(chosen: Iterable[tuple[Lesson, Exercise]]) -> list[LessonCells]:
    """Return the notebooks of pairs (lesson, exercise) of the outline, with those exercises only.

    They're without optional cards: a plan has no time for them.
    Raises InputError where only the package is installed.
    """
    numbers: dict[str, set[int]] = {}
    for book, exercise in chosen:
        numbers.setdefault(book.notebook, set()).add(exercise.number)
    return [
        read_lesson(name).with_only_exercises(wanted).without_optional_cards()
        for name, wanted in numbers.items()
    ]


def _belongs_on_paper(cell: NotebookCell) -> bool:
    """Return whether a cell has a place on paper: code to read or to write doesn't."""
    is_code = cell.source.startswith("Source(") or "# your code" in cell.source
    return cell.is_text or (bool(cell.stored_html) and not is_code)


def _cell_from_json(raw: dict[str, Any]) -> NotebookCell:
    shown = [output.get("data", {}).get("text/html", "") for output in raw.get("outputs", [])]
    html = "".join("".join(one) for one in shown)
    return NotebookCell(raw["id"], raw["cell_type"] == "markdown", "".join(raw["source"]), html)
