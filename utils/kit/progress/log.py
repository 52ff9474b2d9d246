"""The log itself: one JSON event per line, appended, never rewritten.

A line is written in one piece, under a lock, and is on disk before `append` returns. A crash in
mid-write leaves a torn last line: the next writer ends it with a line break, and readers skip it.
"""

from __future__ import annotations

import json
import os
import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from utils.kit.errors import InputError
from utils.kit.home import MEND, unsaved

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
FILE = "progress.jsonl"
BIRDS = ("heron", "finch", "plover", "curlew", "wren", "kestrel", "avocet", "siskin", "dunlin")
FIELDS = dict.fromkeys(("id", "who", "what", "where", "when"), str) | {
    "version": int,
    "result": dict,
}
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


def event(what: str, where: str, result: dict[str, Any], who: str) -> Event:
    """Return a new event that happens now."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return Event(what, where, result, who, now, uuid.uuid4().hex)


def parse(line: bytes) -> Event | None:
    """Return the event of one line, or None for a line that is torn or none of ours."""
    try:
        raw = json.loads(line)
        if raw.keys() != FIELDS.keys() or raw["version"] != VERSION:
            return None
        fits = all(isinstance(raw[name], kind) for name, kind in FIELDS.items())
    except (ValueError, AttributeError, RecursionError):
        return None
    return Event(**raw) if fits else None


class Log:
    """The log of one folder. Reads only what was appended since it looked last."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = FileLock(folder / f".{FILE}.lock", timeout=WAIT)
        self._events: dict[str, Event] = {}
        self._read = 0
        self.skipped = 0

    def append(self, *events: Event) -> None:
        """Write events at the end, together or not at all. Raises InputError if that fails."""
        data = b"".join(one.line() for one in events)
        try:
            with self._lock:
                _append(self.path, data)
        except Timeout:
            raise InputError(
                "Another notebook holds your progress file.", "Close it, or restart its kernel."
            ) from None
        except OSError as problem:
            raise unsaved(problem) from None

    def events(self) -> list[Event]:
        """Return all events once each, in the order in which they happened."""
        self._catch_up()
        return sorted(self._events.values(), key=lambda one: (one.when, one.id))

    def _catch_up(self) -> None:
        try:
            size = self.path.stat().st_size
        except OSError:
            size = 0
        if size < self._read:  # another file stands there now
            self._events, self._read, self.skipped = {}, 0, 0
        if size == self._read:
            return
        with self.path.open("rb") as log:
            log.seek(self._read)
            data = log.read()
        whole = data.rfind(b"\n") + 1  # what follows is being written just now, or torn
        self._read += whole
        for line in data[:whole].splitlines():
            self._keep(line)

    def _keep(self, line: bytes) -> None:
        found = parse(line)
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
        written = os.write(file, data)
        if written != len(data):
            os.ftruncate(file, start)
            raise OSError(28, "no space left on the disk")
        os.fsync(file)
    finally:
        os.close(file)


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def pseudonym(folder: Path) -> str:
    """Return the folder's pseudonym, made on first use. It says nothing about the learner."""
    path = folder / "pseudonym.txt"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        raise InputError(f"{path.name} cannot be read.", MEND) from None
    made = f"{secrets.choice(BIRDS)}-{secrets.randbelow(10_000):04d}"
    try:
        with path.open("x", encoding="ascii") as out:  # "x": the first of two notebooks wins
            out.write(made)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or made
    except OSError as problem:
        raise unsaved(problem) from None
    return made
