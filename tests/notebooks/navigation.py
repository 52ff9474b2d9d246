"""What the notebooks say of each other, made from them: links, the map, the outline.

`refresh.py` calls it, so nobody writes a link between notebooks by hand.
"""

from __future__ import annotations

import ast
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import books
import start

if TYPE_CHECKING:
    from pathlib import Path

    import nbformat

WELCOME = "00-welcome"
# Minutes of a notebook: all, to read, to do.
MINUTES = re.compile(
    r"\*\*(?:About )?(\d+) minutes(?:, estimated)?:\*\* (\d+) to read, (\d+) to do"
)
MAP = "The map"  # heading in the welcome
README = books.ROOT / "README.md"
OUTLINE = books.ROOT / "data" / "opinion" / "outline.csv"
ROWS = re.compile(r"(\| notebook \| minutes \| you leave with \|\n\|[-|]+\|\n)(?:\|.*\n)*")


@dataclass(frozen=True)
class Lesson:
    """What a notebook says of itself.

    `exercises` has number, name, minutes, and what makes it done (see completion.py).
    """

    path: Path
    title: str
    minutes: int
    reading: int
    made: str
    exercises: tuple[tuple[int, str, int, str], ...]


def lesson(path: Path) -> Lesson:
    """Return what a notebook says of itself; an error where its head or foot is missing."""
    book = books.read(path)
    text = "\n\n".join(cell.source for cell in books.prose(book))
    head = MINUTES.search(text)
    return Lesson(
        path,
        re.search(r"^# (.+)$", text, re.MULTILINE)[1],
        int(head[1]),
        int(head[2]),
        re.search(r"\*\*You made:\*\* (.+)\.", text)[1],
        tuple(_exercises(book)),
    )


HEADING = re.compile(r"^## (?:Exercise (\d+) · (.+) \((\d+) min\)$)?", re.MULTILINE)


def _exercises(book: nbformat.NotebookNode) -> list[tuple[int, str, int, str]]:
    """Return the exercises; one without an activity goes on with the activity before it."""
    modules = _modules(book)
    found: list[tuple[int, str, int, str]] = []
    inside = False
    for cell in book.cells:
        if cell.cell_type == "markdown":
            for heading in HEADING.finditer(cell.source):
                inside = bool(heading[1])
                if inside:
                    found.append((int(heading[1]), heading[2], int(heading[3]), ""))
        elif inside and cell.cell_type == "code":
            number, name, minutes, needs = found[-1]
            more = " ".join(requirements(cell.source, modules))
            found[-1] = (number, name, minutes, f"{needs} {more}".strip())
    for at, (number, name, minutes, needs) in enumerate(found):
        found[at] = (number, name, minutes, needs or (found[at - 1][3] if at else ""))
    return found


def _modules(book: nbformat.NotebookNode) -> dict[str, object]:
    """Return what a notebook's imports name."""
    names: dict[str, object] = {}
    cells = (cell for cell in books.code(book) if cell.id == start.START)
    for line in (line for cell in cells for line in start.imports(cell.source)):
        exec(line, names)  # noqa: S102 - our own notebook, which the refresh runs anyway
    return names


def requirements(source: str, names: dict[str, object]) -> list[str]:
    """Return what the widget that a cell shows needs to be done; nothing for anything else."""
    names = dict(names)
    for line in start.imports(source):  # a cell may import what it shows
        exec(line, names)  # noqa: S102 - see _modules
    last = ast.parse(source).body[-1]
    if not isinstance(last, ast.Expr) or not isinstance(last.value, ast.Call):
        return []
    shown = eval(ast.unparse(last.value.func), names)  # noqa: S307 - see _modules
    if not hasattr(shown, "requirements"):
        return []
    return list(shown.requirements(*map(ast.literal_eval, last.value.args)))


def lessons() -> list[Lesson]:
    """Return all lessons in order."""
    return [lesson(path) for path in books.paths()]


def foot(path: Path, known: list[Lesson]) -> str:
    """Return the links at the end of a notebook: back, forth, and to the map.

    A guide isn't on the map; it leads to where the course begins.
    """
    if books.is_guide(path):
        return f"## Where to go\n\n{_link(known[0])} · {_map_link(path)}"
    at = next(n for n, one in enumerate(known) if one.path == path)
    links = []
    if at:
        links.append(f"Back: {_link(known[at - 1])}")
    if at + 1 < len(known):
        links.append(f"Next: {_link(known[at + 1])}")
    return "## Previous and next\n\n" + " · ".join([*links, _map_link(path)])


def _map_link(path: Path) -> str:
    anchor = MAP.replace(" ", "-")
    return f"[{MAP}]({'' if path.stem == WELCOME else f'{WELCOME}.ipynb'}#{anchor})"


def _link(one: Lesson) -> str:
    return f"[{_number(one)} {one.title}]({one.path.name})"


def _number(one: Lesson) -> str:
    return one.path.stem.partition("-")[0]


def table(known: list[Lesson], folder: str = "") -> str:
    """Return the rows of the map; `folder` comes before each link."""
    return "".join(
        f"| [{_number(one)} {one.title}]({folder}{one.path.name}) | {one.minutes} | {one.made} |\n"
        for one in known
    )


def navigated(book: nbformat.NotebookNode, path: Path, known: list[Lesson]) -> None:
    """Put the links at its end into a notebook."""
    for cell in book.cells:
        if cell.id == "navigation":
            cell.source = foot(path, known)


def readme(text: str, known: list[Lesson]) -> str:
    """Return the README with its map as the notebooks say."""
    return ROWS.sub(lambda found: found[1] + table(known, "notebooks/"), text)


def outline(known: list[Lesson]) -> str:
    """Return the table of all minutes as CSV; exercise 0 is reading."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["notebook", "title", "exercise", "name", "minutes", "needs", "made"])
    for one in known:
        rows.writerow([one.path.stem, one.title, 0, "Reading", one.reading, "", one.made])
        rows.writerows([one.path.stem, one.title, *part, ""] for part in one.exercises)
    return out.getvalue()


def write(known: list[Lesson]) -> None:
    """Write the README's map and the outline."""
    README.write_text(readme(README.read_text(encoding="utf-8"), known), encoding="utf-8")
    OUTLINE.write_text(outline(known), encoding="utf-8")


def stale(known: list[Lesson]) -> list[str]:
    """Return which of both does not say what the notebooks say."""
    told = README.read_text(encoding="utf-8")
    kept = OUTLINE.read_text(encoding="utf-8") if OUTLINE.exists() else ""
    found = ["README.md: map"] if readme(told, known) != told else []
    return found + (["data/opinion/outline.csv"] if outline(known) != kept else [])
