"""The log itself: one JSON event per line, appended, never rewritten.

A line is written in one piece, under a lock, and is on disk before `append` returns. A crash in
mid-write leaves a torn last line: the next writer ends it with a line break, and readers skip it.
All notebooks of a process share one reader for each folder; it reads what was appended, no more.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import secrets
import threading
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeVar, cast

from filelock import Timeout

from utils.kit.errors import InputError
from utils.kit.progress import identity
from utils.kit.progress.event import (
    TYPED_TEXT_SUFFIX,
    Event,
    is_pseudonym,
    new_event,
    parse_line,
)
from utils.kit.progress.index import EventIndex
from utils.kit.storage import disk_error, file_lock, sync_to_disk, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = [
    "LOG_FILE_NAME",
    "Event",
    "Log",
    "LogReader",
    "get_or_create_pseudonym",
    "get_shared_log",
    "is_pseudonym",
    "new_event",
    "parse_line",
    "read_existing_pseudonym",
]

T = TypeVar("T")
LOG_FILE_NAME = "progress.jsonl"
PSEUDONYM_BIRDS = (
    "heron",
    "finch",
    "plover",
    "curlew",
    "wren",
    "kestrel",
    "avocet",
    "siskin",
    "dunlin",
)
LOCK_TIMEOUT_SECONDS = 10  # until another writer must be done; one line takes milliseconds

MAX_LINES_PER_DAMAGE_CHECK = 2_500  # lines that one look checks for damage: a hundredth of a second


class LogReader:
    """A log that can only be read: that of a file or an export, or one without any event."""

    def __init__(self, data: bytes = b"", problem: InputError | None = None) -> None:
        """Read whole lines. `problem` is what `append` raises."""
        self._index = EventIndex()
        self._index.add_lines(_decode_log_bytes(data))
        self.problem = problem or InputError(
            "This progress is read-only.", "Use Progress() to save what you do."
        )
        self._thread_lock = threading.RLock()
        self._cache: dict[Hashable, tuple[tuple[int, int], Any]] = {}
        self.observers: list[Callable[[], None]] = []  # called after each `append`

    def notify_observers(self) -> None:
        """Call the observers."""
        for tell in list(self.observers):
            with contextlib.suppress(Exception):  # the event is on disk, whatever happens here
                tell()

    def append(self, *_: Event) -> None:
        """Raise InputError: nothing can be added here."""
        raise self.problem

    def append_lines(self, data: bytes, imported_event_ids: Collection[str] = ()) -> None:
        """Raise InputError, as `append` does."""
        del data, imported_event_ids
        self.append()

    @contextlib.contextmanager
    def locked_index(self) -> Iterator[EventIndex]:
        """Give the index as it is by now, to one thread at a time."""
        with self._thread_lock:
            self._refresh_index()
            yield self._index

    def _refresh_index(self) -> None:
        """Read what was appended since the last look."""

    def events(self, activity_id: str | None = None) -> list[Event]:
        """Return events once each, in order; of one activity, or all.

        A log that's missing or can't be read counts as empty: the lesson goes on.
        """
        with self.locked_index() as index:
            if activity_id is None:
                return list(index.parse_events(index.lines()))
            return list(
                self._compute_cached(
                    ("events", activity_id), activity_id, lambda: _parse_events(index, activity_id)
                )
            )

    def map_activities(
        self, activity_id_prefix: str, kinds: frozenset[str], summarize: Callable[[list[Event]], T]
    ) -> list[T]:
        """Return what `summarize` gives for each activity's events of some kinds, in no order.

        It is made again only for an activity that has changed. Don't change the results.
        """
        with self.locked_index() as index:

            def fold(activity_id: str) -> T:
                key = summarize, kinds, activity_id
                return self._compute_cached(
                    key, activity_id, lambda: summarize(_parse_events(index, activity_id, kinds))
                )

            return [
                fold(activity_id)
                for activity_id in index.activity_ids()
                if activity_id.startswith(activity_id_prefix)
            ]

    def count_events_of_kinds(self, activity_id_prefix: str, kinds: Collection[str]) -> int:
        """Return how many events of some kinds there are; nothing is parsed for it."""
        with self.locked_index() as index:
            activity_ids = [
                activity_id
                for activity_id in index.activity_ids()
                if activity_id.startswith(activity_id_prefix)
            ]
            return sum(line.what in kinds for one in activity_ids for line in index.lines(one))

    def last_event(self, activity_id: str, kind: str) -> Event | None:
        """Return the latest event of a kind of one activity, if there is one."""
        with self.locked_index() as index:
            lines = [line for line in index.lines(activity_id) if line.what == kind]
            return next(index.parse_events(reversed(lines)), None)

    def count_events(self, activity_id: str, kind: str) -> int:
        """Return how many events of a kind one activity has."""
        with self.locked_index() as index:
            return sum(line.what == kind for line in index.lines(activity_id))

    def ever_had_values(self, activity_id: str) -> bool:
        """Return whether an activity ever got a value; a number that couldn't be read is none."""
        with self.locked_index() as index:
            lines = (line for line in index.lines(activity_id) if line.what == "changed")
            names = (result["values"].keys() for _, result in index.iter_results(lines))
            return any(
                not (own and all(one.endswith(TYPED_TEXT_SUFFIX) for one in own)) for own in names
            )

    def events_since_reset(self, activity_id: str) -> list[Event]:
        """Return an activity's events after the last reset that was not undone."""
        with self.locked_index() as index:
            return list(index.parse_events(index.lines_since_reset(activity_id)))

    def event_kinds(self, activity_id: str) -> list[str]:
        """Return of what kind an activity's events are, in order; nothing is parsed for it."""
        with self.locked_index() as index:
            return [line.what for line in index.lines(activity_id)]

    def values(
        self, activity_id: str, names: Collection[str] | None = None
    ) -> dict[str, Any] | None:
        """Return an activity's values; None before the first and after a reset.

        With `names` only these, which spares reading back any further than where they are; a typed
        text that a number has replaced is then "".
        """
        wanted_names = None if names is None else frozenset(names)
        with self.locked_index() as index:
            key = ("values", activity_id, wanted_names)
            return deepcopy(
                self._compute_cached(
                    key, activity_id, lambda: _fold_changed_values(index, activity_id, wanted_names)
                )
            )

    def _compute_cached(self, key: Hashable, activity_id: str, compute: Callable[[], T]) -> T:
        """Return what `compute` gives, computed again only once the activity has changed."""
        revision, known = self._cache.get(key, (None, None))
        if revision == self._index.revision(activity_id):
            return cast("T", known)
        made = compute()  # may find a damaged line, which is another revision
        self._cache[key] = self._index.revision(activity_id), made
        return made

    def check_for_damage(self, max_lines: int | None = MAX_LINES_PER_DAMAGE_CHECK) -> None:
        """Look for damaged lines; in at most so many that were not looked at before."""
        with self.locked_index() as index:
            index.check_for_damage(max_lines)

    @property
    def skipped_line_count(self) -> int:
        """How many lines aren't events of this version, in what was read of the log."""
        return len(self._index.skipped_lines)


class Log(LogReader):
    """The log of one folder. Reads only what was appended since it looked last."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.path = folder / LOG_FILE_NAME
        self._reset_index()

    def _reset_index(self) -> None:
        self._index = EventIndex()
        self._cache.clear()
        self._read_byte_count = 0  # bytes
        self._last_line = b""  # the last line read: if it's still there, the file is the same one
        self._seen_file: tuple[int, ...] = ()

    @property
    def _file_lock(self) -> AbstractContextManager[None]:
        return file_lock(self.path.with_name(f".{LOG_FILE_NAME}.lock"), LOCK_TIMEOUT_SECONDS)

    def append(self, *events: Event) -> None:
        """Write events at the end, together or not at all. Raises InputError if that fails."""
        self.append_lines(b"".join(one.to_json_line() for one in events))
        identity.record_current_account(self.folder)

    def append_lines(self, data: bytes, imported_event_ids: Collection[str] = ()) -> None:
        """Write whole lines at the end, together or not at all.

        `imported_event_ids` has the ids of events of one's own pseudonym that come from elsewhere.
        Raises InputError if that fails.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._file_lock:
                # Before the events: a crash between leaves ids without events.
                if imported_event_ids:
                    identity.add_imported_event_ids(self.folder, imported_event_ids)
                _append_bytes(self.path, data)
        except Timeout:
            raise _log_in_use_error() from None
        except OSError as problem:
            raise disk_error(problem, self.folder) from None
        self.notify_observers()

    def _refresh_index(self) -> None:
        try:
            self._index_appended_lines()
        except OSError:
            self._reset_index()

    def _index_appended_lines(self) -> None:
        found = self.path.stat()
        seen = (found.st_ino, found.st_size, found.st_mtime_ns)
        if seen == self._seen_file:
            return
        data = self._read_appended()
        whole = data.rfind(b"\n") + 1  # what follows is being written just now, or torn
        self._index.add_lines(
            _decode_log_bytes(data[:whole]), identity.read_imported_event_ids(self.folder)
        )
        self._read_byte_count += whole
        if whole:
            self._last_line = data[data.rfind(b"\n", 0, whole - 1) + 1 : whole]
        self._seen_file = seen

    def _read_appended(self) -> bytes:
        """Return what was appended since; all of it, if another file is there now."""
        with self.path.open("rb") as log:
            log.seek(self._read_byte_count - len(self._last_line))
            data = log.read()
            if data.startswith(self._last_line):
                return data[len(self._last_line) :]
            self._reset_index()
            log.seek(0)
            return log.read()


@functools.lru_cache(maxsize=4)
def get_shared_log(folder: Path) -> Log:
    """Return the one log of a folder that all of this process read."""
    return Log(folder)


def _decode_log_bytes(data: bytes) -> str:
    # Bytes that aren't text stay as they are, since they are copied on.
    return data.decode(errors="surrogateescape")


def _parse_events(
    index: EventIndex, activity_id: str, kinds: Collection[str] | None = None
) -> list[Event]:
    lines = index.lines(activity_id)
    return list(index.parse_events(line for line in lines if kinds is None or line.what in kinds))


def _fold_changed_values(
    index: EventIndex, activity_id: str, wanted_names: frozenset[str] | None
) -> dict[str, Any] | None:
    """Fold changes from the last one backwards: the latest value of each name counts."""
    lines = [line for line in index.lines_since_reset(activity_id) if line.what == "changed"]
    needed = (
        None
        if wanted_names is None
        else {name for name in wanted_names if not name.endswith(TYPED_TEXT_SUFFIX)}
    )
    folded = None
    for _, result in index.iter_results(reversed(lines)):
        values = result["values"]
        # A number takes the place of a text that was typed before it.
        replaced = {f"{name}{TYPED_TEXT_SUFFIX}": "" for name in values} if wanted_names else {}
        folded = {**replaced, **values, **(folded or {})}
        if needed is not None and needed <= folded.keys():
            break
    if folded is None or wanted_names is None:
        return folded
    return {name: value for name, value in folded.items() if name in wanted_names}


def _append_bytes(path: Path, data: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags, 0o600)
    try:
        start = os.lseek(file, 0, os.SEEK_END)
        if start and _last_byte(file, start) != b"\n":
            data = b"\n" + data  # ends a line that a crash tore
        _write_or_truncate(file, data, start)
    finally:
        os.close(file)


def _write_or_truncate(file: int, data: bytes, start: int) -> None:
    try:
        _write_all_or_raise(file, data)
        sync_to_disk(file)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(file, start)  # all of it or nothing
        raise


def _write_all_or_raise(file: int, data: bytes) -> None:
    if os.write(file, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def get_or_create_pseudonym(folder: Path) -> str:
    """Return the folder's pseudonym, made on first use. It says nothing about the learner.

    Raises InputError where the disk refuses.
    """
    path = folder / "pseudonym.txt"
    try:
        return _read_pseudonym(path) or _create_pseudonym(path)
    except Timeout:
        raise _log_in_use_error() from None
    except OSError as problem:
        raise disk_error(problem, folder) from None


def read_existing_pseudonym(folder: Path) -> str:
    """Return the folder's pseudonym, empty where there is none yet."""
    with contextlib.suppress(OSError):
        return _read_pseudonym(folder / "pseudonym.txt")
    return ""


def _read_pseudonym(path: Path) -> str:
    try:
        found = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return ""
    return found if is_pseudonym(found) else ""  # events of anyone else could not be read


def _create_pseudonym(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Of two notebooks that start at the same time, the second takes the first's.
    with file_lock(path.with_name(f".{LOG_FILE_NAME}.lock"), LOCK_TIMEOUT_SECONDS):
        known = _read_pseudonym(path)
        made = known or f"{secrets.choice(PSEUDONYM_BIRDS)}-{secrets.randbelow(10_000):04d}"
        if not known:
            write_atomic(path, made.encode("ascii"))
    return made


def _log_in_use_error() -> InputError:
    return InputError(
        "Another notebook is using your progress file.", "Close it, or restart its kernel."
    )
