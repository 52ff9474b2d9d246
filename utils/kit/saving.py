"""What an activity keeps: answers field by field in the log, and its document."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.portfolio import Portfolio, with_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from utils.kit.progress import Event, Progress
    from utils.kit.view import Document


@dataclass(frozen=True)
class Milestones:
    """Whether a document was saved and our answer shown since the last reset."""

    saved: bool = False
    shown: bool = False
    can_undo: bool = False


def milestones(events: Iterable[Event]) -> Milestones:
    """Return what these events of one activity add up to. Undo takes a reset back."""
    before = now = Milestones()
    for event in events:
        if event.what in ("saved", "shown"):
            now = replace(now, **{event.what: True})
        elif event.what == "reset":
            before, now = now, Milestones(can_undo=True)
        elif event.what == "undone":
            now = before
        elif event.what == "changed":
            now = replace(now, can_undo=False)
    return now


class SavedAnswers:
    """The answers of one activity, as the log has them.

    Two pages may show the same activity. Each writes only what its own learner changed, and
    takes over what the other one wrote in fields that weren't touched here.

    Attributes
    ----------
    logged
        The answers that the log had when we last looked, first answers where it had none.
    in_log
        Names of the answers that it had.

    """

    def __init__(self, progress: Progress, activity_id: str, first: Mapping[str, Any]) -> None:
        self._progress = progress
        self._id = activity_id
        self._first = dict(first)
        self.logged = self._look()
        self._here = dict(self.logged)  # the same, as the controls could show it

    def _look(self) -> dict[str, Any]:
        found = self._progress.values(self._id) or {}
        self.in_log = set(found) & set(self._first)
        return {name: found.get(name, first) for name, first in self._first.items()}

    def matches(self, answers: Mapping[str, Any]) -> None:
        """Remember how the controls show what the log has."""
        self._here.update(answers)

    def changed(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers that the learner changed since."""
        return {name: value for name, value in answers.items() if value != self._here[name]}

    def written(self, answers: Mapping[str, Any]) -> None:
        """Remember that the log has these answers now."""
        self.logged.update(answers)
        self._here.update(answers)
        self.in_log |= set(answers)

    def reset(self) -> None:
        """Remember that the log has no answers any more."""
        self.logged, self._here, self.in_log = dict(self._first), dict(self._first), set()

    def from_elsewhere(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return what another page changed in fields that are untouched here."""
        before, self.logged = self.logged, self._look()
        ours = self.changed(answers)
        return {n: v for n, v in self.logged.items() if v != before[n] and n not in ours}


def save_document(document: Document, *, autosave: bool) -> str:
    """Save a document and return what is said about it, with both files to download."""
    saved = Portfolio().save(document.name, document.title, document.markdown, autosave=autosave)
    page = saved.path_html.read_text(encoding="utf-8")
    links = " · ".join(
        f'<a download="{escape(document.name)}.{end}" '
        f'href="data:{kind};charset=utf-8;base64,{_base64(text)}">{words}</a>'
        for end, kind, words, text in (
            ("html", "text/html", "page to print", page),
            ("md", "text/markdown", "Markdown", with_title(document.title, document.markdown)),
        )
    )
    return (
        f"<p><strong>Saved:</strong> {escape(document.title)}. Later changes save themselves. "
        f"Download: {links}</p>"
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
