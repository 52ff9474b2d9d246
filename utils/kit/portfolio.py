"""The documents that a learner makes: Markdown, and a page that prints well.

Nothing is overwritten without a copy kept: before a document changes, what stood there goes to
`documents/earlier/`. Only what this module itself autosaved last may be replaced silently.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.kit.storage import course_home as own_home
from utils.kit.storage import disk_error, write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from utils.kit.tables import Table

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")  # names that Windows keeps to itself
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+=\-.!|~&$])")
STYLE = """
:root { --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --paper: #fff; --accent: #0072b2 }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e6edf3; --quiet: #9aa4af; --line: #3d444d; --paper: #0d1117; --accent: #56b4e9 } }
body { margin: 2.5rem auto; max-width: 46rem; padding: 0 1.25rem; background: var(--paper);
  color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Helvetica, Arial, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1.5rem; padding-bottom: .5rem;
  border-bottom: 3px solid var(--accent) }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; color: var(--accent) }
table { border-collapse: collapse; width: 100%; margin: .75rem 0;
  font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line) }
th { font-weight: 600; border-bottom-width: 2px }
em { color: var(--quiet); font-size: .9em }
@page { margin: 20mm 18mm }
@media print {
  :root { --ink: #000; --quiet: #444; --line: #bbb; --paper: #fff; --accent: #00507d }
  body { margin: 0; max-width: none; padding: 0; font-size: 11pt }
  h2 { break-after: avoid } tr, li { break-inside: avoid } thead { display: table-header-group }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 9pt } }
"""


@dataclass(frozen=True)
class SavedDocument:
    """Where a document stands now, whether it changed, and the copy of what stood there."""

    path_md: Path
    path_html: Path
    changed: bool
    kept: Path | None


class Portfolio:
    """The documents of one folder; the course's own unless another is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or own_home()) / "documents"

    def save(
        self, name: str, title: str, markdown: str, *, autosave: bool = False
    ) -> SavedDocument:
        """Save a document under a name such as "path-plan".

        What stood there is copied to `earlier/` first, unless it is the same or, with
        `autosave`, exactly what the last autosave wrote. Raises InputError for a name that
        makes no good file name, or where the disk refuses; the old document stays.
        """
        path_md, path_html = self._path(name), self._path(name).with_suffix(".html")
        text = with_title(title, markdown).encode()
        old = _read(path_md)
        changed = old != text
        kept = None
        if old is not None and changed and not (autosave and self._is_autosaved(name, old)):
            kept = self._keep(name, old)
        if changed:
            write_atomic(path_md, text)
        write_atomic(path_html, to_page(title, markdown).encode())
        if changed or not autosave:  # what was saved on purpose stays so
            self._mark(name, text if autosave else b"")
        return SavedDocument(path_md, path_html, changed, kept)

    def read(self, name: str) -> str:
        """Return a document's Markdown. Raises InputError where there is none."""
        found = _read(self._path(name))
        if found is None:
            raise InputError(f"There is no document {name!r} yet.", "Save it first.")
        return found.decode(errors="replace")  # another program may have saved it otherwise

    def names(self) -> list[str]:
        """Return the names of all documents."""
        return sorted(path.stem for path in self.folder.glob("*.md"))

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name) or RESERVED.fullmatch(name):
            raise InputError(
                f"{name!r} is no name for a document.",
                "Use small letters, digits and hyphens, such as path-plan.",
            )
        return self.folder / f"{name}.md"

    def _keep(self, name: str, old: bytes) -> Path:
        now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        folder = self.folder / "earlier"
        number = 0
        while (path := folder / f"{name}-{now}-{number}.md").exists():
            number += 1
        write_atomic(path, old)
        return path

    def _mark(self, name: str, text: bytes) -> None:
        write_atomic(self.folder / f".{name}.autosaved", hashlib.sha256(text).hexdigest().encode())

    def _is_autosaved(self, name: str, text: bytes) -> bool:
        mark = _read(self.folder / f".{name}.autosaved")
        return mark == hashlib.sha256(text).hexdigest().encode()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise disk_error(problem) from None


def with_title(title: str, markdown: str) -> str:
    """Return a document's Markdown with its title on top."""
    return f"# {title}\n\n{markdown}"


def to_page(title: str, markdown: str) -> str:
    """Return a whole page: readable on a light and a dark screen, and in print.

    Markup inside the Markdown is shown as text, never run.
    """
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def escape_markdown(text: str) -> str:
    """Return typed text so that Markdown shows it as it was typed, on one line."""
    # A browser can send half of an emoji, which no file can hold.
    sound = text.encode(errors="replace").decode()
    return SPECIAL.sub(r"\\\1", " ".join(sound.split()))


def join_paragraphs(parts: Sequence[str]) -> str:
    """Return paragraphs as one Markdown text in which a dollar sign is a dollar sign.

    Many previews read what stands between two dollar signs as a formula.
    """
    return re.sub(r"(?<!\\)\$", r"\\$", "\n\n".join(parts)) + "\n"


def markdown_table(table: Table) -> str:
    """Return a table of our own words and numbers as Markdown, its source below."""
    rule = "".join("---:|" if side == "right" else "---|" for side in table.sides())
    head = f"| {' | '.join(table.columns)} |\n|{rule}"
    body = "\n".join(f"| {' | '.join(map(str, row))} |" for row in table.rows)
    return f"{head}\n{body}\n\n_{table.source}_"
