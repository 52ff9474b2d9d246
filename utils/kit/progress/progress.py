"""State as a fold over the log: what was answered, predicted, changed and saved."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from utils.kit.progress import archive
from utils.kit.progress.log import Event, Log, new_event, pseudonym
from utils.kit.storage import course_home as own_home

if TYPE_CHECKING:
    from pathlib import Path


class Progress:
    """A learner's progress in one folder; the course's own unless another is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or own_home()
        self.log = Log(self.folder)

    def record(self, what: str, where: str, **result: Any) -> Event:  # noqa: ANN401 - free JSON
        """Append one event and return it once it is on disk.

        Raises InputError where the disk refuses; the state stays what it was.
        """
        made = new_event(what, where, result, pseudonym(self.folder))
        self.log.append(made)
        return made

    def events(self, where: str | None = None) -> list[Event]:
        """Return events in order, of one question or activity, or all."""
        return [one for one in self.log.events() if where is None or one.where == where]

    def last(self, where: str, what: str) -> Event | None:
        """Return the latest event of a kind at one place, if there is one."""
        found = [one for one in self.events(where) if one.what == what]
        return found[-1] if found else None

    def attempts(self, where: str) -> int:
        """Return how often a question was answered."""
        return sum(one.what == "answered" for one in self.events(where))

    def solved(self, where: str) -> bool:
        """Return whether a question was ever answered right."""
        return any(e.what == "answered" and e.result["correct"] for e in self.events(where))

    def values(self, activity: str) -> dict[str, Any] | None:
        """Return an activity's latest values; None before the first and after a reset."""
        kept = before = None
        for one in self.events(activity):
            if one.what == "changed":
                kept = {**(kept or {}), **one.result["values"]}
            elif one.what == "reset":
                before, kept = kept, None
            elif one.what == "undone":
                kept = before
        return kept

    @classmethod
    def empty(cls) -> Progress:
        """Return the progress of somebody who has not begun."""
        made = cls()
        made.events = lambda where=None: []  # noqa: ARG005
        return made

    def summary(self, prefix: str = "") -> dict[str, Any]:
        """Return counts over all places that begin with `prefix`.

        Keys: tried, right_first, right_in_the_end (questions); confidence: by level, of first
        attempts, tried and right; documents: names; kept: answers that were not judged, which
        count nowhere else; skipped: unreadable lines of the log.
        """
        answers: dict[str, list[Event]] = defaultdict(list)
        documents: set[str] = set()
        kept: set[str] = set()
        for one in self.events():
            if not one.where.startswith(prefix):
                continue
            if one.what == "answered" and one.result.get("quiet"):
                kept.add(one.where)
            elif one.what == "answered":
                answers[one.where].append(one)
            elif one.what == "saved" and "document" in one.result:
                documents.add(str(one.result["document"]))
        return {
            **_counted(list(answers.values())),
            "documents": sorted(documents),
            "kept": len(kept),
            "skipped": self.log.skipped,
        }

    def export(self, path: Path) -> Path:
        """Write progress and documents into one zip file; see `archive.export`."""
        return archive.export_zip(self, path)

    def merge(self, content: bytes) -> archive.ImportReport:
        """Add what an exported file holds; nothing is overwritten. See `archive.merge`."""
        return archive.import_zip(self, content)


def _counted(answers: list[list[Event]]) -> dict[str, Any]:
    levels: dict[str, dict[str, int]] = {}
    for first in (tries[0] for tries in answers):
        level = levels.setdefault(first.result["confidence"], {"tried": 0, "right": 0})
        level["tried"] += 1
        level["right"] += first.result["correct"]
    return {
        "tried": len(answers),
        "right_first": sum(tries[0].result["correct"] for tries in answers),
        "right_in_the_end": sum(any(t.result["correct"] for t in tries) for tries in answers),
        "confidence": levels,
    }
