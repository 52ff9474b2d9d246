"""What an activity shows, asks beforehand, and leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from utils.kit.picture import Picture
    from utils.kit.tables import Table


@dataclass(frozen=True, eq=False)
class View:
    """The answer of a model to one set of values, in words, picture and table.

    Parameters
    ----------
    summary
        The sentence that says what follows from these values. Plain text.
    picture, table
        The same in a drawing and in rows; either may be missing.
    checks
        Statements that are true or not: pairs of text and truth.
    says
        What there is to say of single parts, a line each, right under the sentence. Plain text.
    notes
        Short remarks under the picture. Plain text.
    table_title
        What the fold says that holds the table.

    """

    summary: str
    picture: Picture | None = None
    table: Table | None = None
    checks: tuple[tuple[str, bool], ...] = ()
    notes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    table_title: str = "The numbers in a table"

    def checks_html(self) -> str:
        """Return the lamps as a list: a mark and a word carry the meaning, color only helps."""
        if not self.checks:
            return ""
        items = (
            f'<li class="{"tpo-on" if on else "tpo-off"}">'
            f"{'✓ true' if on else '✗ not true'}: {escape(text)}</li>"
            for text, on in self.checks
        )
        return f'<ul class="tpo-checks">{"".join(items)}</ul>'

    def summary_html(self) -> str:
        """Return sentence, lamps and lines, which belong together in the live region."""
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.says)
        said = f'<ul class="tpo-details">{lines}</ul>' if lines else ""
        return f"<p>{escape(self.summary)}</p>{self.checks_html()}{said}"

    def more_html(self) -> str:
        """Return notes and the table, folded away under the picture."""
        notes = "".join(f'<p class="tpo-note">{escape(note)}</p>' for note in self.notes)
        if self.table is None:
            return notes
        return (
            f"{notes}<details><summary>{escape(self.table_title)}</summary>"
            f"{self.table.html()}</details>"
        )

    def html(self, *, live: bool = False) -> str:
        """Return everything, the table unfolded, as for a page that cannot react."""
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        picture = self.picture.html(live=live) if self.picture else ""
        return f"{self.summary_html()}{picture}{notes}{self.table.html() if self.table else ''}"

    def text(self) -> str:
        """Return everything as plain text."""
        checks = [f"{'true' if on else 'not true'}: {text}" for text, on in self.checks]
        parts = [part.text() for part in (self.picture, self.table) if part]
        return "\n".join([self.summary, *checks, *self.says, *parts, *self.notes])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}


@dataclass(frozen=True)
class Prediction:
    """A question that comes before the picture.

    Parameters
    ----------
    prompt
        What the learner should guess.
    choices
        Triples: key, text, and what to say about it once the picture is there.

    """

    prompt: str
    choices: tuple[tuple[str, str, str], ...]

    def has_choice(self, key: str) -> bool:
        """Return whether there is such a choice: an older version may have had another."""
        return any(name == key for name, _, _ in self.choices)

    def feedback(self, key: str) -> str:
        """Return what is said about one choice."""
        return next(words for name, _, words in self.choices if name == key)

    def choice_text(self, key: str) -> str:
        """Return the wording of one choice."""
        return next(text for name, text, _ in self.choices if name == key)


@dataclass(frozen=True)
class Document:
    """Something a learner made: a name for the file, a title and the Markdown."""

    name: str
    title: str
    markdown: str
