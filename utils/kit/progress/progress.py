"""State as a fold over the log: what was answered, predicted, changed and saved."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.progress import identity
from utils.kit.progress.event import Event, is_valid_event, new_event
from utils.kit.progress.log import (
    LogReader,
    get_or_create_pseudonym,
    get_shared_log,
    read_existing_pseudonym,
)
from utils.kit.storage import course_home, is_known_without_locks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from utils.kit.progress.log import Log

SUMMARIZED_EVENT_KINDS = frozenset(("answered", "saved"))  # kinds of events that `summary` counts


class Progress:
    """A learner's progress in one folder; the course's own unless another is given.

    Everything of one process that looks at one folder shares one log, so it is parsed once.
    """

    folder: Path | None = None  # None where there is nothing but a log

    def __init__(self, folder: Path | None = None) -> None:
        try:
            self.folder = folder or course_home()
        except InputError as problem:  # a lesson opens and reads well without a folder
            self.log: Log | LogReader = LogReader(problem=problem)
        else:
            self.log = get_shared_log(self.folder)

    @classmethod
    def create_empty(cls) -> Progress:
        """Return progress without any event, which nothing can be added to."""
        return cls.from_log(b"")

    @classmethod
    def from_log(cls, lines: bytes) -> Progress:
        """Return the progress in a log, such as another learner's, to be read only.

        `lines` are those of a `progress.jsonl`. `archive.read_exported_progress` takes an export.
        """
        made = cls.__new__(cls)
        made.log = LogReader(lines)
        return made

    def record(self, kind: str, activity_id: str, /, **result: Any) -> Event:
        """Append one event and return it once it is on disk.

        `changed` needs the values that changed and no others. Raises InputError where the disk
        refuses; the state stays what it was. Raises ValueError for what could not be read again.
        """
        made = new_event(kind, activity_id, result, get_or_create_pseudonym(self.writable_folder()))
        if not is_valid_event(made):
            raise ValueError(f"{kind} at {activity_id!r} doesn't fit progress_event.json: {result}")
        self.log.append(made)
        return made

    def observe(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each event that this kernel adds, and by `notify_observers`."""
        self.log.observers.append(callback)

    def unobserve(self, callback: Callable[[], None]) -> None:
        """Stop calling `callback`."""
        with contextlib.suppress(ValueError):
            self.log.observers.remove(callback)

    def writable_folder(self) -> Path:
        """Return the folder. Raises InputError where nothing can be added, saying why."""
        if self.folder is None:
            raise self.log.problem
        return self.folder

    def notify_observers(self) -> None:
        """Let all observers see what other notebooks have logged by now."""
        self.log.notify_observers()

    def is_empty(self) -> bool:
        """Return whether nothing was logged yet."""
        with self.log.locked_index() as index:
            return not index.pseudonyms()

    def has_events(self, activity_id_prefix: str) -> bool:
        """Return whether anything was logged for an id that begins with `activity_id_prefix`."""
        with self.log.locked_index() as index:
            return any(where.startswith(activity_id_prefix) for where in index.activity_ids())

    def events(self, activity_id: str | None = None) -> list[Event]:
        """Return events in order, of one question or activity, or all.

        On one machine that is the order of writing, between machines the order of time.
        """
        return self.log.events(activity_id)

    def events_since_reset(self, activity_id: str) -> list[Event]:
        """Return an activity's events after its last reset that wasn't undone."""
        return self.log.events_since_reset(activity_id)

    def last_event(self, activity_id: str, kind: str) -> Event | None:
        """Return the latest event of a kind of one activity, if there is one."""
        return self.log.last_event(activity_id, kind)

    def count_attempts(self, activity_id: str) -> int:
        """Return how often a question was answered."""
        return self.log.count_events(activity_id, "answered")

    def was_solved(self, activity_id: str) -> bool:
        """Return whether a question was ever answered right."""
        return any(e.what == "answered" and e.result["correct"] for e in self.events(activity_id))

    def ever_had_values(self, activity_id: str) -> bool:
        """Return whether an activity ever got a value; a number that couldn't be read is none."""
        return self.log.ever_had_values(activity_id)

    def event_kinds(self, activity_id: str) -> list[str]:
        """Return the kinds of an activity's events in order; quicker than `events`."""
        return self.log.event_kinds(activity_id)

    def values(
        self, activity_id: str, names: Collection[str] | None = None
    ) -> dict[str, Any] | None:
        """Return an activity's values; None before the first and after a reset.

        Every `changed` event gives the values it names; the others stay. An `undone` brings back
        what the last reset took. With `names` only these are looked for, which is
        quicker; a typed text that a number has replaced is then "".
        """
        return self.log.values(activity_id, names)

    def own_pseudonyms(self) -> set[str]:
        """Return the pseudonyms that are this learner's own, one for each of their computers."""
        with self.log.locked_index() as index:
            pseudonyms = index.pseudonyms()
        if self.folder is None:
            return pseudonyms
        own = read_existing_pseudonym(self.folder)
        return pseudonyms | identity.read_own_pseudonyms(self.folder) | ({own} if own else set())

    def summary(self, activity_id_prefix: str = "") -> dict[str, Any]:
        """Return counts over all activities whose ids begin with `activity_id_prefix`.

        Keys: tried, right_first, right_in_the_end (questions); confidence: by level, of first
        attempts, tried and right; documents: names; kept: answers that were not judged, which
        count nowhere else; skipped: lines of the log that aren't events of this version.
        """
        self.log.check_for_damage()
        summaries = self.log.map_activities(
            activity_id_prefix, SUMMARIZED_EVENT_KINDS, _summarize_activity
        )
        return {
            **_count_answers(summaries),
            "documents": sorted({name for one in summaries for name in one.documents}),
            "kept": sum(one.kept for one in summaries),
            "skipped": self.log.skipped_line_count,
        }

    def summary_revision(self, activity_id_prefix: str = "") -> int:
        """Return what changes whenever `summary` may have changed, at little cost."""
        return self.log.count_events_of_kinds(activity_id_prefix, SUMMARIZED_EVENT_KINDS)

    def warnings(self) -> list[str]:
        """Return what a learner should know about the log and its folder, as sentences."""
        self.log.check_for_damage()
        with self.log.locked_index() as index:
            newer, unknown = index.count_newer_lines(), index.count_unknown_kinds()
            damaged = len(index.skipped_lines) - newer
        warnings = []
        if newer + unknown:
            warnings.append(
                f"Your progress file has {plural(newer + unknown, 'line')} from a newer version "
                "of the course. This version can't count them, but it keeps and exports them."
            )
        if damaged:
            warnings.append(
                f"Your progress file has {plural(damaged, 'line')} that can't be read, perhaps "
                "after a crash. We can't count them, but we keep and export them."
            )
        if self.folder is not None and is_known_without_locks(self.folder):
            warnings.append(
                "The drive with your work can't lock files. Your work is saved, but keep "
                "only one notebook open at a time to be safe."
            )
        if self.folder is not None and identity.has_other_accounts(self.folder):
            warnings.append(
                "Another account has saved work in this folder, too. If that's someone else, "
                "your answers are mixed with theirs. Set TPO_COURSE_HOME to give each person a "
                "folder."
            )
        return warnings


class _ActivitySummary(NamedTuple):
    """What `summary` counts of one question or activity."""

    first: dict[str, Any] | None  # result of the first attempt; None before it
    was_solved: bool  # in one attempt at least
    kept: bool  # has answers that were not judged
    documents: set[str]


def _summarize_activity(events: list[Event]) -> _ActivitySummary:
    saved = [one.result for one in events if one.what == "saved"]
    answers = [one.result for one in events if one.what == "answered"]
    attempts = [result for result in answers if not result.get("quiet")]
    return _ActivitySummary(
        attempts[0] if attempts else None,
        any(result["correct"] for result in attempts),
        len(attempts) < len(answers),
        {result["document"] for result in saved if "document" in result},
    )


def _count_answers(summaries: list[_ActivitySummary]) -> dict[str, Any]:
    firsts = [one.first for one in summaries if one.first is not None]
    levels: dict[str, dict[str, int]] = {}
    for first in firsts:
        level = levels.setdefault(first["confidence"], {"tried": 0, "right": 0})
        level["tried"] += 1
        level["right"] += first["correct"]
    return {
        "tried": len(firsts),
        "right_first": sum(first["correct"] for first in firsts),
        "right_in_the_end": sum(one.was_solved for one in summaries),
        "confidence": levels,
    }
