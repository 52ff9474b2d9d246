"""The log itself: one JSON event per line, appended, never rewritten.

A line is written in one piece, under a lock, and is on disk before `append` returns. A crash in
mid-write leaves a torn last line: the next writer ends it with a line break, and readers skip it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
import re
import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from utils.kit.errors import InputError
from utils.kit.storage import disk_error, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
FILE = "progress.jsonl"
BIRDS = ("heron", "finch", "plover", "curlew", "wren", "kestrel", "avocet", "siskin", "dunlin")
FIELDS = dict.fromkeys(("id", "who", "what", "where", "when"), str) | {
    "version": int,
    "result": dict,
}
# What the folds over the log rely on; the schema says more, and an import is held to it.
NEEDED = {
    "answered": {"choice": (list, float, int), "correct": bool, "confidence": str},
    "hinted": {"hint": int},
    "predicted": {"choice": str},
    "changed": {"values": dict},
}
WHO = re.compile(r"[a-z]{3,12}-[0-9]{4}")
WAIT = 10  # seconds until another writer must be done; one line takes milliseconds


@dataclass(frozen=True)
class Event:
    """One event; `utils/kit/schemas/progress_event.json` documents each field."""

    what: str
    where: str
    result: dict[str, Any]
    who: str
    when: str
    id: str
    version: int = VERSION

    def line(self) -> bytes:
        """Return the event as it stands in the log, line break included."""
        # Keys in a fixed order, and no raw line break: JSON escapes them.
        return json.dumps(asdict(self), sort_keys=True, allow_nan=False).encode() + b"\n"


def new_event(what: str, where: str, result: dict[str, Any], who: str) -> Event:
    """Return a new event that happens now."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return Event(what, where, result, who, now, uuid.uuid4().hex)


def parse_line(line: bytes) -> Event | None:
    """Return the event of one line, or None for a line that is torn or none of ours."""
    try:
        raw = json.loads(line, parse_float=_finite, parse_constant=_finite)
        if raw.keys() != FIELDS.keys() or raw["version"] != VERSION:
            return None
        fits = _fits(raw, FIELDS) and _fits(raw["result"], NEEDED.get(raw["what"], {}))
    except (ValueError, AttributeError, RecursionError):
        return None
    return Event(**raw) if fits else None


def _fits(found: dict[str, Any], kinds: dict[str, Any]) -> bool:
    return all(isinstance(found.get(name), kind) for name, kind in kinds.items())


def _finite(text: str) -> float:
    # Python reads NaN, Infinity and 1e999, which no JSON can hold when it is written again.
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


class Log:
    """The log of one folder. Reads only what was appended since it looked last."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = _lock(folder)
        self._forget()

    def _forget(self) -> None:
        self._events: dict[str, Event] = {}
        self._read = 0  # bytes
        self._tail = b""  # the last line read: where it still stands, the file is still the same
        self._seen: tuple[int, ...] = ()
        self.skipped = 0

    def append(self, *events: Event) -> None:
        """Write events at the end, together or not at all. Raises InputError if that fails."""
        data = b"".join(one.line() for one in events)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock:
                _append(self.path, data)
        except Timeout:
            raise _busy() from None
        except OSError as problem:
            raise disk_error(problem) from None

    def events(self) -> list[Event]:
        """Return all events once each, in the order in which they happened.

        A log that is not there or cannot be read counts as empty: the lesson goes on.
        """
        try:
            self._catch_up()
        except OSError:
            self._forget()
        return sorted(self._events.values(), key=lambda one: (one.when, one.id))

    def _catch_up(self) -> None:
        found = self.path.stat()
        seen = (found.st_ino, found.st_size, found.st_mtime_ns)
        if seen == self._seen:
            return
        data = self._new()
        whole = data.rfind(b"\n") + 1  # what follows is being written just now, or torn
        lines = data[:whole].splitlines(keepends=True)
        for line in lines:
            self._keep(line)
        self._read += whole
        self._tail = lines[-1] if lines else self._tail
        self._seen = seen

    def _new(self) -> bytes:
        """Return what was appended since; all, where another file stands there now."""
        with self.path.open("rb") as log:
            log.seek(self._read - len(self._tail))
            data = log.read()
            if data.startswith(self._tail):
                return data[len(self._tail) :]
            self._forget()
            log.seek(0)
            return log.read()

    def _keep(self, line: bytes) -> None:
        found = parse_line(line)
        if found:
            self._events[found.id] = found
        elif line.strip():
            self.skipped += 1


def _append(path: Path, data: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags, 0o600)
    try:
        start = os.lseek(file, 0, os.SEEK_END)
        if start and _last_byte(file, start) != b"\n":
            data = b"\n" + data  # ends a line that a crash tore
        _write(file, data, start)
    finally:
        os.close(file)


def _write(file: int, data: bytes, start: int) -> None:
    try:
        _put(file, data)
        os.fsync(file)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(file, start)  # all of it or nothing
        raise


def _put(file: int, data: bytes) -> None:
    if os.write(file, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def pseudonym(folder: Path) -> str:
    """Return the folder's pseudonym, made on first use. It says nothing about the learner.

    Raises InputError where the disk refuses.
    """
    path = folder / "pseudonym.txt"
    try:
        return _known(path) or _made(path)
    except Timeout:
        raise _busy() from None
    except OSError as problem:
        raise disk_error(problem) from None


def _known(path: Path) -> str:
    try:
        said = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return ""
    return said if WHO.fullmatch(said) else ""  # events of anyone else could not be imported


def _made(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _lock(path.parent):  # of two notebooks that start at once, the second takes the first's
        known = _known(path)
        made = known or f"{secrets.choice(BIRDS)}-{secrets.randbelow(10_000):04d}"
        if not known:
            write_atomic(path, made.encode("ascii"))
    return made


def _lock(folder: Path) -> FileLock:
    return FileLock(folder / f".{FILE}.lock", timeout=WAIT)


def _busy() -> InputError:
    return InputError(
        "Another notebook holds your progress file.", "Close it, or restart its kernel."
    )
