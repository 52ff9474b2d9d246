"""Whose work is in a folder: small files next to the log.

The log itself never names anyone. These files stay in the folder; an export leaves them out.
"""

from __future__ import annotations

import contextlib
import functools
import getpass
import hashlib
from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.kit.progress.event import is_pseudonym
from utils.kit.storage import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

IMPORTED_EVENT_IDS_FILE_NAME = ".imported"  # of our own pseudonym, back from an export
OWN_PSEUDONYMS_FILE_NAME = ".my-pseudonyms"  # those of the learner's other computers
ACCOUNT_HASHES_FILE_NAME = ".accounts"  # a hash for every account of a computer that wrote here


def read_imported_event_ids(folder: Path) -> frozenset[str]:
    """Return the ids of events that carry our own pseudonym and came in from an export."""
    path = folder / IMPORTED_EVENT_IDS_FILE_NAME
    try:
        found = path.stat()
    except OSError:
        return frozenset()
    return _read_entries_cached(path, found.st_mtime_ns, found.st_size)


def add_imported_event_ids(folder: Path, ids: Iterable[str]) -> None:
    """Remember such ids. Raises InputError where the disk refuses."""
    _add_missing_entries(folder / IMPORTED_EVENT_IDS_FILE_NAME, ids)


def read_own_pseudonyms(folder: Path) -> set[str]:
    """Return the pseudonyms that the learner called their own."""
    found = _read_entries(folder / OWN_PSEUDONYMS_FILE_NAME)
    return {who for who in found if is_pseudonym(who)}


def add_own_pseudonyms(folder: Path, pseudonyms: Iterable[str]) -> None:
    """Remember pseudonyms as the learner's own. Raises InputError where the disk refuses."""
    _add_missing_entries(folder / OWN_PSEUDONYMS_FILE_NAME, pseudonyms)


def record_current_account(folder: Path) -> None:
    """Remember that this account wrote here; a disk that refuses isn't a problem."""
    account = _account_hash()
    if account and account not in _read_entries(folder / ACCOUNT_HASHES_FILE_NAME):
        with contextlib.suppress(InputError):
            _add_missing_entries(folder / ACCOUNT_HASHES_FILE_NAME, [account])


def has_other_accounts(folder: Path) -> bool:
    """Return whether another account of a computer wrote here, too.

    Names of accounts tell people apart; names of computers don't, because a laptop or a container
    gets new ones. So people who share one account, as on some servers, are not noticed.
    """
    account = _account_hash()
    return bool(account and set(_read_entries(folder / ACCOUNT_HASHES_FILE_NAME)) - {account})


def count_accounts(folder: Path) -> int:
    """Return how many accounts wrote in a folder; 0 where none is known."""
    return len(set(_read_entries(folder / ACCOUNT_HASHES_FILE_NAME)))


@functools.cache
def _account_hash() -> str:
    try:
        name = getpass.getuser()
    except Exception:  # noqa: BLE001 - each system has its own error where it knows no name
        return ""
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()[:16]


@functools.lru_cache(maxsize=4)
def _read_entries_cached(path: Path, modified_ns: int, size: int) -> frozenset[str]:  # noqa: ARG001 - part of the cache's key
    return frozenset(_read_entries(path))


def _read_entries(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return []


def _add_missing_entries(path: Path, entries: Iterable[str]) -> None:
    known = dict.fromkeys(_read_entries(path))
    new = known | dict.fromkeys(sorted(entries))
    if new != known:
        write_atomic(path, "".join(f"{entry}\n" for entry in new).encode("ascii"))
