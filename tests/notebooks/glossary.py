"""Words that are explained: which a notebook uses, and which it uses too early.

The rule: where a checked word first appears in a notebook's text, it is explained. An abbreviation
has its long form in the same paragraph, or “(the …” or “(a …” right after it. Any other word is
set in bold or italics, which is how this course marks a word that it explains, or it is followed
by its explanation in parentheses. Headings, links, names of sources, and the announcement on top
of a notebook come before all explanations and don't count, except for abbreviations.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import books
import nbformat

if TYPE_CHECKING:
    from pathlib import Path

FILE = books.ROOT / "data" / "opinion" / "glossary.csv"
HEADING = "Words used here"
CELL = "words"  # id of the cell that holds the words of a notebook
MADE = {CELL, "navigation", "code-note"}  # ids of cells that the refresh makes
ANNOUNCED = {"head", "real"}  # ids of cells that say what is to come
LATE = {"sources", "sources-list"}
NOT_TEXT = re.compile(
    r"^#+ [^\n]*$|```.*?```|`[^`]*`|\]\([^)]*\)|https?://\S+", re.MULTILINE | re.DOTALL
)
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|>]|\d+\.) )")  # a paragraph, an item, a row of a table


@dataclass(frozen=True)
class Word:
    """A row of the glossary: `also` are other forms, `long_form` is what it stands for."""

    term: str
    long_form: str
    also: tuple[str, ...]
    explanation: str
    notebook: str
    checked: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms under which the word appears in a text."""
        return (self.term, *self.also)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the word in a text."""
        return _pattern(self.forms)


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    any_form = "|".join(_form(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{any_form})(?![\w-])")


def _form(form: str) -> str:
    """Return a pattern in which only small letters at the start of a word may be capital."""
    if not form[0].islower():
        return f"{re.escape(form)}s?"
    starts = (f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in form.split())
    return r"\s+".join(starts)


@cache
def words() -> tuple[Word, ...]:
    """Return the glossary in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Word(
                row["term"], row["long_form"], tuple(filter(None, row["also"].split("; "))),
                row["explanation"], row["notebook"], row["checked"] == "true",
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def paragraphs(book: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """Return the text of a notebook in reading order: pairs of a cell's id and a paragraph."""
    return [
        (cell.id, part)
        for cell in books.prose(book)
        if cell.id not in MADE | LATE
        for part in BLOCK.split(NOT_TEXT.sub(_blank, cell.source.replace("\\*", "*")))
    ]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def too_early(book: nbformat.NotebookNode) -> list[str]:
    """Return the words that a notebook uses before it explains them, with the place."""
    text = paragraphs(book)
    return [found for word in words() if word.checked and (found := _early(word, text))]


def _early(word: Word, text: list[tuple[str, str]]) -> str:
    for where, part in text:
        if where in ANNOUNCED and not word.long_form:
            continue
        if first := word.pattern.search(part):
            if _is_explained(word, part, first):
                return ""
            around = part[max(0, first.start() - 30) : first.end() + 20]
            return f"{word.term} in {where}: …{around}…"
    return ""


def _is_explained(word: Word, part: str, first: re.Match[str]) -> bool:
    plain = " ".join(re.sub(r"[*_]", "", part).lower().split())
    if word.long_form:
        told = re.match(r"\s\((?:an?|the)\s", part[first.end() :])
        return bool(told) or word.long_form.lower() in plain
    return _inside_emphasis(part, first.start()) or part[first.end() :].startswith((" (", ": "))


def _inside_emphasis(part: str, place: int) -> bool:
    return any(
        one.start() < place < one.end() for one in re.finditer(r"(\*{1,2})(?!\s)[^*]+\1", part)
    )


def used(book: nbformat.NotebookNode, path: Path) -> list[Word]:
    """Return the words that a notebook uses in its text, activities, questions, or cards."""
    cells = (cell.source for cell in books.prose(book) if cell.id not in MADE)
    text = "\n".join([*cells, *_outputs(book), *_questions(path)])
    return [word for word in words() if word.pattern.search(text) or _spelled(word, text)]


def _outputs(book: nbformat.NotebookNode) -> list[str]:
    """Return what activities and readings say; not the code of models, and no tables of data."""
    return [
        output.data.get("text/plain", "")
        for cell in books.code(book)
        for output in cell.outputs
        if "data" in output and not re.search(r"DataTables\(|Source\(", cell.source)
    ]


def _spelled(word: Word, text: str) -> bool:
    return bool(word.long_form) and word.long_form.lower() in text.lower()


def _questions(path: Path) -> list[str]:
    number = path.stem.partition("-")[0]
    data = books.ROOT / "data"
    files = [
        *data.glob(f"questions/{path.stem}.json"), *sorted(data.glob(f"decks/{number}-*.json"))
    ]  # fmt: skip
    read = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    return [text for one in read for text in _texts(one)]


def _texts(value: object) -> list[str]:
    """Return all texts inside a JSON value."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


def fold(book: nbformat.NotebookNode, path: Path) -> str:
    """Return the words of a notebook, folded: each with its meaning and where it is taught."""
    rows = [
        f"| **{_name(word)}** | {word.explanation} | {_place(word, path)} |"
        for word in used(book, path)
    ]
    table = "\n".join(["| Word | What it means | Taught in |", "|---|---|---|", *rows])
    title = f"{len(rows)} words, a sentence each"
    return f"## {HEADING}\n\n<details><summary>{title}</summary>\n\n{table}\n\n</details>"


def _name(word: Word) -> str:
    name = f"{word.term} ({word.long_form})" if word.long_form else word.term
    return name.replace("*", "\\*")


def _place(word: Word, path: Path) -> str:
    number = word.notebook.partition("-")[0]
    return "here" if word.notebook == path.stem else f"[{number}]({word.notebook}.ipynb)"


def put_in(book: nbformat.NotebookNode, path: Path) -> None:
    """Put the words of a notebook into its cell, which comes right before the sources."""
    cell = next((cell for cell in book.cells if cell.id == CELL), None)
    if cell is None:
        cell = nbformat.v4.new_markdown_cell(id=CELL)
        place = next(n for n, one in enumerate(book.cells) if one.id in LATE)
        book.cells.insert(place, cell)
    cell.source = fold(book, path)
