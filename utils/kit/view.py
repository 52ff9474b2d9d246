"""What an activity shows, asks beforehand, and leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from utils.kit.english import split_off_question, verb_for_count
from utils.kit.feedback import CLOSE, NEUTRAL, RIGHT, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Self

    from utils.kit.collapsible_sections import CollapsibleSections
    from utils.kit.picture import Picture
    from utils.kit.tables import Table
    from utils.kit.text_diff import TextDiff


FINDING_TONES = (WRONG, "unsure", CLOSE, NEUTRAL, RIGHT)  # of findings, from grave to harmless


class Finding(str):
    """A line with a tag that says how grave it is.

    Parameters
    ----------
    text
        What was found, and why it matters. Plain text.
    tag
        One or two words, such as "breaks" or "safe". Plain text.
    tone
        One of `FINDING_TONES`: the color of the tag, and the line's place in a list.

    """

    tag: str
    tone: str

    def __new__(cls, text: str, tag: str, tone: str = NEUTRAL) -> Self:
        """Raise ValueError for an unknown tone."""
        if tone not in FINDING_TONES:
            raise ValueError(f"A finding isn't {tone!r}; it's one of {', '.join(FINDING_TONES)}.")
        made = super().__new__(cls, text)
        made.tag, made.tone = tag, tone
        return made


def sort_findings_first(lines: Iterable[str]) -> list[str]:
    """Return findings, the gravest first, and then the lines without a tag as they come."""
    many = list(lines)
    findings = [one for one in many if isinstance(one, Finding)]
    findings.sort(key=lambda one: FINDING_TONES.index(one.tone))
    return [*findings, *(one for one in many if not isinstance(one, Finding))]


def findings_and_lines_html(lines: Iterable[str]) -> str:
    """Return lines as a list, findings with their tags in a list of their own before."""
    ordered = sort_findings_first(lines)
    found = "".join(_finding_html(one) for one in ordered if isinstance(one, Finding))
    others = "".join(f"<li>{escape(one)}</li>" for one in ordered if not isinstance(one, Finding))
    return (f'<ul class="tpo-findings">{found}</ul>' if found else "") + (
        f'<ul class="tpo-details">{others}</ul>' if others else ""
    )


def _finding_html(finding: Finding) -> str:
    tag = f'<span class="tpo-tag tpo-{finding.tone}">{escape(finding.tag)}</span>'
    return f"<li>{tag} <span>{escape(finding)}</span></li>"


@dataclass(frozen=True, eq=False)
class View:
    """The answer of a model to one set of values, in words, picture and table.

    Parameters
    ----------
    summary
        The sentence that says what follows from these values. Plain text.
    picture, table
        The same in a drawing (or two texts with what differs marked, or texts to unfold) and in
        rows; either may be missing.
    checks
        What is done and what is still to do: pairs of text and truth.
    check_words
        How these are called, if they aren't tasks: a word for true ones, and one for the others.
    says
        What there is to say of single parts, a line each, right under the sentence. Plain text;
        a `Finding` carries a tag.
    notes
        Short remarks under the picture. Plain text.
    table_title
        The title of the fold with the table; "" shows the table without a fold.

    """

    summary: str
    picture: Picture | TextDiff | CollapsibleSections | None = None
    table: Table | None = None
    checks: tuple[tuple[str, bool], ...] = ()
    check_words: tuple[str, str] = ("", "to do")
    notes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    table_title: str = "The numbers in a table"

    def checklist_html(self) -> str:
        """Return the checklist: a mark and a word carry the meaning, color only helps."""
        items = "".join(self._checklist_item_html(text, is_met=on) for text, on in self.checks)
        return f'<ul class="tpo-checks">{items}</ul>' if items else ""

    def _checklist_item_html(self, text: str, *, is_met: bool) -> str:
        tasks = not self.check_words[0]
        name, mark = ("tpo-on", "✓") if is_met else ("tpo-off", "○" if tasks else "✗")
        return f'<li class="{name}">{mark} {self._checklist_item_text(text, is_met=is_met)}</li>'

    def _checklist_item_text(self, text: str, *, is_met: bool) -> str:
        word = self.check_words[0 if is_met else 1]
        return escape(f"{word}: {text}" if word else text)

    def summary_html(self) -> str:
        """Return sentence, checks and lines, which belong together in the live region."""
        lines = findings_and_lines_html(self.says)
        return f"<p>{escape(self.summary)}</p>{self.checklist_html()}{lines}"

    def notes_and_table_html(self) -> str:
        """Return notes and the table, folded away under the picture."""
        notes = "".join(f'<p class="tpo-note">{escape(note)}</p>' for note in self.notes)
        if self.table is None:
            return notes
        if not self.table_title:
            return f"{self.table.html()}{notes}"
        return (
            f"{notes}<details><summary>{escape(self.table_title)}</summary>"
            f"{self.table.html()}</details>"
        )

    def html(self) -> str:
        """Return everything, the table unfolded, as for a page that can't react."""
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        picture = self.picture.html() if self.picture else ""
        return f"{self.summary_html()}{picture}{notes}{self.table.html() if self.table else ''}"

    def text(self) -> str:
        """Return everything as plain text."""
        done, to_do = self.check_words
        checks = [f"{(done or 'done') if on else to_do}: {text}" for text, on in self.checks]
        said = [
            f"{one.tag}: {one}" if isinstance(one, Finding) else one
            for one in sort_findings_first(self.says)
        ]
        parts = [part.text() for part in (self.picture, self.table) if part]
        return "\n".join([self.summary, *checks, *said, *parts, *self.notes])

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
    right, close
        Keys of choices that are right, or close to it. All others are wrong, unless none is right.
    details
        What goes with a choice, such as its price, by key.

    """

    prompt: str
    choices: tuple[tuple[str, str, str], ...]
    right: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The last sentence of the prompt: what is asked."""
        return split_off_question(self.prompt)[1]

    @property
    def introduction(self) -> str:
        """The sentences before: what one needs to know to answer."""
        return split_off_question(self.prompt)[0]

    def verdict(self, choice_key: str) -> str:
        """Return RIGHT, CLOSE or WRONG for a choice, NEUTRAL where none is right."""
        if choice_key in self.right:
            return RIGHT
        if choice_key in self.close:
            return CLOSE
        return WRONG if self.right else NEUTRAL

    def choices_with_details(self) -> list[tuple[str, str, str]]:
        """Return the choices for paper, where a detail stands right behind its choice."""
        return [
            (key, f"{text}: {self.details[key]}" if key in self.details else text, said)
            for key, text, said in self.choices
        ]

    def has_choice(self, choice_key: str) -> bool:
        """Return whether there is such a choice: an older version may have had another."""
        return any(name == choice_key for name, _, _ in self.choices)

    def feedback(self, choice_key: str) -> str:
        """Return what is said about one choice."""
        return next(words for name, _, words in self.choices if name == choice_key)

    def choice_text(self, choice_key: str) -> str:
        """Return the wording of one choice."""
        return next(text for name, text, _ in self.choices if name == choice_key)


def checklist_summary(checks: Sequence[tuple[str, bool]], *, complete_text: str) -> str:
    """Return how many points of a checklist are covered; `complete_text` once all are."""
    good = sum(met for _, met in checks)
    if good == len(checks):
        return complete_text
    return f"{good} of {len(checks)} points {verb_for_count(good, 'is', 'are')} covered."


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a document under the same name, such as its dates for a calendar.

    `label` is what its link says.
    """

    ending: str
    media_type: str
    label: str
    content: bytes


@dataclass(frozen=True)
class Document:
    """Something a learner made: a name for the file, a title, the Markdown, files with it."""

    name: str
    title: str
    markdown: str
    attachments: tuple[Attachment, ...] = ()
