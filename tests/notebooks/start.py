"""The first code cell of every notebook, and its folded code: made alike by `refresh.py`.

The cell imports what the notebook uses and shows its progress. Where the course isn't installed,
or another package called `utils` is in the way, it says so, with one command that fixes it.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

import books
import nbformat

if TYPE_CHECKING:
    from pathlib import Path

START, NOTE = "start", "code-note"  # ids of cells
NOTE_TEXT = (
    "*The code is folded away. To see it, click the three dots (•••) above a result, or choose "
    "View → Expand All Code.*"
)
OPEN = "yours"  # tag of a cell in which the learner writes code
PROGRESS, GUIDE_TOP = "NotebookProgress", "GuideTop"  # a guide has no exercises to count
ADDRESS = re.compile(r"mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/")
# All that a folded cell shows.
TITLE = "# Loads this notebook, and shows how far you are."
GUIDE_TITLE = "# Loads this guide."
# The course isn't there to help, so that the cell has to do without it.
GUARD = '''\
except ImportError as problem:
    import sys
    from pathlib import Path

    class CourseError(Exception):
        """Ends the run and shows its text, without a traceback."""

        def _render_traceback_(self):
            return [str(self)]

    command = "%pip install git+https://github.com/{address}"
    if Path("../utils/kit").is_dir():
        command = "%pip install .."
    said = f"The Python that runs this notebook doesn't have the course ({{problem}})."
    other = getattr(sys.modules.get("utils"), "__file__", None)
    if other and not hasattr(sys.modules["utils"], "COURSE"):
        said = f"Another package called utils is in the way: {{other}}"
        path = Path(other).parent if Path(other).name == "__init__.py" else Path(other)
        if "-packages" not in path.parent.name:  # pip would leave it in the way
            command = f"import os; os.rename({{str(path)!r}}, {{f'{{path}}-renamed'!r}})"
    todo = "Run this line in a new cell, then restart the kernel and run all cells:"
    get_ipython().kernel.stop_on_error_timeout = 2.0  # seconds; the cells below don't run
    raise CourseError(f"{{said}}\\n\\n{{todo}}\\n\\n    {{command}}") from None
'''


def address() -> str:
    """Return owner and name of the project on GitHub, as the README's link to Binder has them."""
    return ADDRESS.search((books.ROOT / "README.md").read_text(encoding="utf-8"))[1]


def started(book: nbformat.NotebookNode, path: Path) -> None:
    """Put the first code cell, the note after it, and the folds into a notebook."""
    cell = next(cell for cell in book.cells if cell.id == START)
    cell.source = source(cell.source, path, headings(book))
    note = next((cell for cell in book.cells if cell.id == NOTE), None)
    note = note or nbformat.v4.new_markdown_cell(id=NOTE)
    note.source = NOTE_TEXT
    others = [one for one in book.cells if one.id not in (START, NOTE)]
    book.cells = [others[0], cell, note, *others[1:]]
    for one in books.code(book):
        if OPEN not in one.metadata.get("tags", ()):
            one.metadata["jupyter"] = {**one.metadata.get("jupyter", {}), "source_hidden": True}


def headings(book: nbformat.NotebookNode) -> list[str]:
    """Return the first headings of a notebook: its title, and what comes after its introduction."""
    text = "\n\n".join(cell.source for cell in books.prose(book))
    return re.findall(r"^#{1,2} (.+)$", text, re.MULTILINE)


def source(before: str, path: Path, found: list[str]) -> str:
    """Return the first code cell's source, with the imports that it had before.

    `found` are the headings of the notebook.
    """
    guide = books.is_guide(path)
    name = GUIDE_TOP if guide else PROGRESS
    lines = {*imports(before)}
    if not any(name in line for line in lines):
        lines.add(f"from utils.kit.course_progress import {name}")
    block = textwrap.indent("\n".join(sorted(lines, key=_isort)), "    ")
    shown = f"{name}({', '.join(map(_quoted, found[:2] if guide else [path.stem]))})"
    title = GUIDE_TITLE if guide else TITLE
    return f"{title}\ntry:\n{block}\n{GUARD.format(address=address())}\n{shown}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def imports(text: str) -> list[str]:
    """Return the course's imports of a cell, one a line."""
    return re.findall(r"^ *(from utils\S* import .+)$", text, re.MULTILINE)


def _isort(line: str) -> tuple[str, str]:
    _, module, _, names = line.split(" ", 3)
    return module, names
