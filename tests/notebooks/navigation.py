"""What the notebooks say of each other, made from them: links, the map, the outline.

`refresh.py` calls it, so nobody writes a link between notebooks by hand.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import books

if TYPE_CHECKING:
    from pathlib import Path

    import nbformat

WELCOME = "00-welcome"
MAP = "The map"  # heading in the welcome
README = books.ROOT / "README.md"
OUTLINE = books.ROOT / "data" / "opinion" / "outline.csv"
ROWS = re.compile(r"(\| notebook \| minutes \| you leave with \|\n\|[-|]+\|\n)(?:\|.*\n)*")


@dataclass(frozen=True)
class Lesson:
    """What a notebook says of itself. `exercises` holds number, name and minutes."""

    path: Path
    title: str
    minutes: int
    reading: int
    made: str
    exercises: tuple[tuple[int, str, int], ...]


def lesson(path: Path) -> Lesson:
    """Return what a notebook says of itself; an error where its head or foot is missing."""
    text = "\n\n".join(cell.source for cell in books.prose(books.read(path)))
    head = re.search(r"\*\*(\d+) minutes, estimated:\*\* (\d+) to read", text)
    found = re.findall(r"^## Exercise (\d+) · (.+) \((\d+) min\)$", text, re.MULTILINE)
    return Lesson(
        path,
        re.search(r"^# (.+)$", text, re.MULTILINE)[1],
        int(head[1]),
        int(head[2]),
        re.search(r"\*\*You made:\*\* (.+)\.", text)[1],
        tuple((int(number), name, int(minutes)) for number, name, minutes in found),
    )


def lessons() -> list[Lesson]:
    """Return all notebooks in order."""
    return [lesson(path) for path in books.paths()]


def foot(path: Path, known: list[Lesson]) -> str:
    """Return the links at the end of a notebook: back, forth and to the map."""
    at = next(n for n, one in enumerate(known) if one.path == path)
    links = []
    if at:
        links.append(f"Back: {_link(known[at - 1])}")
    if at + 1 < len(known):
        links.append(f"Next: {_link(known[at + 1])}")
    anchor = MAP.replace(" ", "-")
    target = f"#{anchor}" if path.stem == WELCOME else f"{WELCOME}.ipynb#{anchor}"
    links.append(f"[{MAP}]({target})")
    return "## Previous and next\n\n" + " · ".join(links)


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


def map_text(known: list[Lesson]) -> str:
    """Return the map as it stands in the welcome."""
    return f"| notebook | minutes | you leave with |\n|---|---|---|\n{table(known)}".rstrip("\n")


def navigated(book: nbformat.NotebookNode, path: Path, known: list[Lesson]) -> None:
    """Put links and map into a notebook."""
    for cell in book.cells:
        if cell.id == "navigation":
            cell.source = foot(path, known)
        elif cell.id == "map-table":
            cell.source = map_text(known)


def readme(text: str, known: list[Lesson]) -> str:
    """Return the README with its map as the notebooks say."""
    return ROWS.sub(lambda found: found[1] + table(known, "notebooks/"), text)


def outline(known: list[Lesson]) -> str:
    """Return the table of all minutes as CSV; exercise 0 is reading."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["notebook", "title", "exercise", "name", "minutes"])
    for one in known:
        parts = [(0, "Reading", one.reading), *one.exercises]
        rows.writerows([one.path.stem, one.title, *part] for part in parts)
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
