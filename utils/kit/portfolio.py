"""The documents that a learner makes: Markdown, and a page that prints well.

Nothing is overwritten without a copy: before a document changes, what was there goes to
`documents/earlier/`. An autosave replaces without a copy only what this very process autosaved
last, so a notebook left open never takes the place of newer work.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from filelock import Timeout

from utils.kit.errors import InputError
from utils.kit.storage import course_home, disk_error, file_lock, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from markdown_it.rules_core import StateCore

    from utils.kit.tables import Table

DOCUMENT_NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
WINDOWS_RESERVED_NAME_PATTERN = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")  # by Windows
NOT_WRITTEN_MARKDOWN = "_Not written yet._"  # in a document, where a part is missing
LOCK_TIMEOUT_SECONDS = 30  # until other writers must be done; one document takes milliseconds
# What this process autosaved last, by path; a process that was forked off has autosaved nothing.
_autosaved_content_by_key: dict[tuple[int, Path], bytes] = {}
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'"
)
PAGE_CSS = """
:root { --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --paper: #fff; --accent: #0072b2 }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e6edf3; --quiet: #9aa4af; --line: #3d444d; --paper: #0d1117; --accent: #56b4e9 } }
body { margin: 2.5rem auto; max-width: 46rem; padding: 0 1.25rem; background: var(--paper);
  color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1.5rem; padding-bottom: .5rem;
  border-bottom: 3px solid var(--accent) }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; color: var(--accent) }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem }
li.task { list-style: none; text-indent: -1.4em }
table { border-collapse: collapse; width: 100%; margin: .75rem 0;
  font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; min-width: 4em; padding: .35rem .5rem;
  border-bottom: 1px solid var(--line) }
th { font-weight: 600; border-bottom-width: 2px }
th, td:first-child { overflow-wrap: break-word }
td[style*="right"] { white-space: nowrap }
em { color: var(--quiet); font-size: .9em }
a { color: var(--accent) }
img { max-width: 100%; height: auto; background: #fff; border-radius: 6px }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0 }
@page { margin: 20mm 18mm }
@media print {
  :root { --ink: #000; --quiet: #444; --line: #bbb; --paper: #fff; --accent: #00507d }
  body { margin: 0; max-width: none; padding: 0; font-size: 11pt }
  h1, h2, h3, h4, h5, h6, hr, p:has(+ :is(ul, ol, table, blockquote)) { break-after: avoid }
  h1, h2, h3, h4, h5, h6, blockquote { break-inside: avoid }
  table + p:last-child, table + p:has(+ h2) { break-before: avoid }
  p:has(img) { break-inside: avoid; break-after: avoid; text-align: center }
  img { max-height: 110mm; max-width: 100% }
  hr { border: 0; margin: 0; break-after: page }
  hr + h2 { margin-top: 0 }
  table:not(:has(tr:nth-child(12))) { break-inside: avoid }
  tbody tr:nth-last-child(-n+2) { break-before: avoid }
  tr, li { break-inside: avoid } thead { display: table-header-group }
  p, li { orphans: 3; widows: 3 } table { font-size: .92em }
  a[href^="#"] { color: inherit; text-decoration: none }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 9pt } }
"""


@dataclass(frozen=True)
class SavedDocument:
    """Where a document is now, whether it changed, and the copy of the earlier one."""

    path_md: Path
    path_html: Path
    changed: bool
    backup_path: Path | None


class Portfolio:
    """The documents of one folder; the course's own unless another is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or course_home()) / "documents"

    def save(
        self,
        name: str,
        title: str,
        markdown: str,
        *,
        autosave: bool = False,
        attachments: Mapping[str, bytes] | None = None,
    ) -> SavedDocument:
        """Save a document under a name such as "path-plan"; attachments, by ending, go with it.

        What was there is copied to `earlier/` first, unless it is the same or, with `autosave`,
        exactly what this process autosaved last. Raises InputError for a name that makes no good
        file name, or where the disk refuses; the old document stays.
        """
        path = self._document_path(name)
        text, page = (
            add_title_heading(title, markdown).encode(),
            markdown_to_html_page(title, markdown).encode(),
        )
        with self.locked():
            saved = self._write_files(path, text, page, autosave=autosave)
            for ending, content in (attachments or {}).items():
                write_atomic(path.with_suffix(f".{ending}"), content)
            return saved

    def _write_files(
        self, path: Path, text: bytes, page: bytes, *, autosave: bool
    ) -> SavedDocument:
        path_html, mark = path.with_suffix(".html"), (os.getpid(), path.absolute())
        old, kept = _read_bytes_if_exists(path), None
        changed = old != text
        if (
            old is not None
            and changed
            and not (autosave and _autosaved_content_by_key.get(mark) == old)
        ):
            kept = self._back_up(path.stem, old)
        if changed:
            write_atomic(path, text)
        write_atomic(path_html, page)
        if not autosave:
            _autosaved_content_by_key.pop(mark, None)  # what was saved on purpose stays so
        elif changed:
            _autosaved_content_by_key[mark] = text
        return SavedDocument(path, path_html, changed, kept)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the documents to this process. Raises InputError where another will not give way."""
        home = self.folder.parent
        try:
            home.mkdir(parents=True, exist_ok=True)
            with file_lock(home / ".documents.lock", LOCK_TIMEOUT_SECONDS):
                yield
        except Timeout:
            raise InputError(
                "Another notebook has been saving documents for too long.",
                "Close it, or restart its kernel. Then save again.",
            ) from None
        except OSError as problem:
            raise disk_error(problem) from None

    def read(self, name: str) -> str:
        """Return a document's Markdown. Raises InputError where there is none."""
        found = _read_bytes_if_exists(self._document_path(name))
        if found is None:
            raise InputError(f"There's no document called {name!r} yet.", "Save it first.")
        return found.decode(errors="replace")  # another program may have saved it otherwise

    def names(self) -> list[str]:
        """Return the names of all documents."""
        return sorted(path.stem for path in self.folder.glob("*.md"))

    def _document_path(self, name: str) -> Path:
        if not DOCUMENT_NAME_PATTERN.fullmatch(name) or WINDOWS_RESERVED_NAME_PATTERN.fullmatch(
            name
        ):
            raise InputError(
                f"{name!r} can't be the name of a document.",
                "Use lowercase letters, digits, and hyphens, such as path-plan.",
            )
        return self.folder / f"{name}.md"

    def _back_up(self, name: str, old_content: bytes) -> Path:
        now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        folder = self.folder / "earlier"
        number = 0
        while (path := folder / f"{name}-{now}-{number}.md").exists():
            number += 1
        write_atomic(path, old_content)
        return path


def _read_bytes_if_exists(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise disk_error(problem) from None


def add_title_heading(title: str, markdown: str) -> str:
    """Return a document's Markdown with its title on top."""
    return f"# {title}\n\n{markdown}"


def markdown_to_html_page(title: str, markdown: str) -> str:
    """Return a whole page: readable on a light and a dark screen, and in print.

    Markup inside the Markdown is shown as text, never run, and the page loads nothing from
    anywhere: an image has to be in the page itself.
    """
    body = markdown_to_html(markdown)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{PAGE_CSS}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )


def markdown_to_html(markdown: str) -> str:
    """Return a document's Markdown as markup; markup inside it is shown as text."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.push("task_list", _replace_task_marks_with_boxes)
    reader.core.ruler.push("anchors", _add_linked_heading_ids)
    return str(reader.render(markdown))


def heading_anchor(heading: str) -> str:
    """Return where a link to a heading leads, as on GitHub: "Who owns it?" → "who-owns-it"."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _add_linked_heading_ids(state: StateCore) -> None:
    """Give the headings that a link leads to their anchors; the first of a kind gets it."""
    parts = [one for token in state.tokens for one in token.children or ()]
    wanted = {one.attrGet("href") for one in parts if one.type == "link_open"}
    for head, text in zip(state.tokens, state.tokens[1:], strict=False):
        if head.type != "heading_open":
            continue
        name = heading_anchor("".join(one.content for one in text.children or ()))
        if f"#{name}" in wanted:
            head.attrSet("id", name)
            wanted.discard(f"#{name}")


def _replace_task_marks_with_boxes(state: StateCore) -> None:
    """Turn “[ ]” and “[x]” at the start of a list's item into a box."""
    tokens = state.tokens
    for item, text in zip(tokens, tokens[2:], strict=False):
        found = TASK_MARK_PATTERN.match(text.content) if item.type == "list_item_open" else None
        if found and text.children:
            first = text.children[0]
            first.content = f"{'☐' if found[1] == ' ' else '☑'} {first.content[found.end() :]}"
            item.attrSet("class", "task")


# Where a line begins: a heading, a quotation, a list, a rule or underline, a table's second row,
# a box to tick or a link's address. The mark that gets the backslash is the first group.
LINE_START_MARKUP_PATTERN = re.compile(
    r"""(\#)\#{0,5}(?:[ ]|$) | (>) | ([-+])(?:[ ]|$) | ([-=:])[-=:| ]*$
    | [0-9]{1,9}([.)])(?:[ ]|$) | (\[)""",
    re.VERBOSE,
)
TASK_MARK_PATTERN = re.compile(r"\[([ xX])\] ")
# Anywhere: code, a cell's border or a formula; an escape, tag, entity or link that would begin;
# and emphasis.
INLINE_MARKUP_PATTERN = re.compile(
    r"""[`|$]
    | \\(?=[!-/:-@\[-`{-~]|$)
    | <(?=[A-Za-z/!?]|$)
    | &(?=\#?[A-Za-z0-9]+(?:;|$))
    | \](?=[\[(])
    | \*+ | _+ | ~+""",
    re.VERBOSE,
)


def escape_markdown(text: str) -> str:
    """Return typed text so that Markdown shows it as it was typed, on one line.

    Only what Markdown would take for markup gets a backslash, so that the text reads well as it
    is. It may follow a list mark or other text, or fill a cell; it isn't for the text of a link.
    """
    # A browser can send half of an emoji, which can't be written to a file.
    sound = " ".join(text.encode(errors="replace").decode().split())
    first = LINE_START_MARKUP_PATTERN.match(sound)
    start = first.start(first.lastindex or 0) if first else 0
    escaped = INLINE_MARKUP_PATTERN.sub(_escape_inline_markup, sound)
    # What comes before the first mark is digits, which stay as they are.
    return f"{escaped[:start]}\\{escaped[start:]}" if first else escaped


def _escape_inline_markup(match: re.Match[str]) -> str:
    marks, text = match[0], match.string
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    apart = before == after == " "  # such as 3 * 4
    in_word = marks[0] == "_" and before.isalnum() and after.isalnum()  # such as lead_time
    alone = marks == "~" and text.count("~") == 1  # such as ~50
    if marks[0] in "*_~" and (apart or in_word or alone):
        return marks
    return "".join(f"\\{mark}" for mark in marks)


def escaped_or_not_written(text: str) -> str:
    """Return typed text for a document, or that there is none yet."""
    return escape_markdown(text) if text.strip() else NOT_WRITTEN_MARKDOWN


def format_lab_results(results: Sequence[tuple[str, str]]) -> str:
    """Return what a lab's activities found as a list; pairs of a title and a sentence."""
    ends = ((title if title.endswith("?") else f"{title}.", words) for title, words in results)
    lines = (f"- **{title}** {escape_markdown(words)}" for title, words in ends)
    return "\n".join(lines) or "_No number yet: change something in the lab, then save again._"


def join_paragraphs(parts: Sequence[str]) -> str:
    """Return paragraphs as one Markdown text in which a dollar sign is a dollar sign.

    Many previews read text between two dollar signs as a formula.
    """
    return re.sub(r"(?<!\\)\$", r"\\$", "\n\n".join(parts)) + "\n"


def markdown_table(table: Table) -> str:
    """Return a table as Markdown, its source below. Text in cells is shown as it is."""
    rule = "".join("---:|" if side == "right" else "---|" for side in table.column_alignments())
    head = f"| {' | '.join(table.columns)} |\n|{rule}"
    lines = ([escape_markdown(str(cell)) for cell in row] for row in table.rows)
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{head}\n{body}\n\n_{table.source}_"
