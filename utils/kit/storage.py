"""The folder where a learner's work is saved, and how to write a whole file or none."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import time
import uuid
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from filelock import FileLock, SoftFileLock, Timeout

from utils import browser
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME_ENV_VARIABLE = "TPO_COURSE_HOME"
COURSE_FOLDER_NAME = "technical-product-owner-course"
DISK_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT}
DISK_FULL_HINT = (
    f"Make room on the disk, or set {HOME_ENV_VARIABLE} to a folder on another drive, "
    "and restart JupyterLab."
)
BROWSER_FULL_HINT = (
    "Don't close this page: what you entered is still here. Make room on this computer, or delete "
    "other websites' data in the browser's settings. Your entries are saved a few seconds later. "
    "If you pressed a button, press it again. “Export my work,” at the end of the notebook, gives "
    "you a file with everything saved before."
)
UNWRITABLE_FOLDER_HINT = (
    f"Set {HOME_ENV_VARIABLE} to a folder you can write to, and restart JupyterLab."
)
# What systems say of a drive that isn't connected, or no longer.
UNREACHABLE_ERRNOS = {
    errno.ENOENT,
    errno.EIO,
    errno.ENODEV,
    errno.ENXIO,
    errno.ENOTCONN,
    errno.ESTALE,
}
UNREACHABLE_FOLDER_HINT = (
    "If the folder is on a drive that isn't connected, connect it and run again. If not, set "
    f"{HOME_ENV_VARIABLE} to another folder, and restart JupyterLab."
)
UNSUPPORTED_ERRNOS = {
    errno.ENOSYS,
    errno.EOPNOTSUPP,
    errno.ENOTSUP,
    errno.ENOLCK,
    errno.EINVAL,
    errno.EPERM,
}
PART_FILE_PATTERN = re.compile(r"\..+\.[0-9a-f]{8}\.part")
STALE_PART_FILE_SECONDS = 3600  # writing one takes milliseconds: an older one is left from a crash
STALE_LOCK_SECONDS = 3  # a lock file that stays the same for so long is left from a crash
LOCK_POLL_SECONDS = 0.01  # seconds between two tries
_folders_without_locks: set[Path] = set()

# The learner reads it in the course's own words; see `is_known_without_locks`.
warnings.filterwarnings("ignore", message="flock not supported on this filesystem")


def course_home() -> Path:
    """Return the folder: `TPO_COURSE_HOME`, else the user's data folder.

    The first write makes it: a lesson opens and reads well where nothing can be written. Raises
    InputError if `~` means a home folder that no one knows.
    """
    chosen = os.environ.get(HOME_ENV_VARIABLE)
    try:
        return Path(chosen or _user_data_folder()).expanduser()
    except RuntimeError:
        name = f"The folder {chosen}" if chosen else "The folder for your work"
        raise InputError(
            f"{name} can't be found: the home folder is unknown.",
            f"Set {HOME_ENV_VARIABLE} to a full path, such as /data/course, and restart "
            "the kernel.",
        ) from None


def _user_data_folder() -> str:
    import platformdirs

    return platformdirs.user_data_dir(COURSE_FOLDER_NAME, appauthor=False)


def display_path(folder: Path) -> str:
    """Return a folder's full path as a learner reads it, with `~` for the home folder."""
    full = folder.absolute()
    with contextlib.suppress(RuntimeError, ValueError):  # no home folder, or not in it
        return str("~" / full.relative_to(Path.home()))
    return str(full)


def try_to_write(folder: Path) -> None:
    """Make a folder where there is none, and write to it. Raises OSError where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as out:
        out.write(b"x")  # an empty file takes no room on a full disk
        out.flush()


def disk_error(
    os_error: OSError, folder: Path | None = None, *, lost: str = "Your work couldn't be saved"
) -> InputError:
    """Return the error a learner reads when the disk, or the browser's storage, refuses.

    Parameters
    ----------
    os_error
        What the disk said.
    folder
        Where the write was to go; the course's own folder unless another is given.
    lost
        What can't be done now, as the beginning of a sentence.

    """
    place, said = folder or course_home(), f"({os_error.strerror or os_error})"
    if os_error.errno not in DISK_FULL_ERRNOS:
        reason, fix = _reason_and_fix(os_error.errno, said, place)
    elif browser.RUNS_IN_BROWSER:
        reason, fix = "the browser has no room left", BROWSER_FULL_HINT
    else:
        reason = f"the disk with the folder {display_path(place)} is full {said}"
        fix = DISK_FULL_HINT
    return InputError(f"{lost}: {reason}.", fix)


def _reason_and_fix(number: int | None, said: str, folder: Path) -> tuple[str, str]:
    """Return why a folder can't be written to, by what the disk said and by what is there."""
    full = folder.absolute()
    shown = f"the folder {display_path(folder)}"
    found = next((place for place in (full, *full.parents) if _is_there(place)), None)
    if found is None:  # a drive letter, such as D:, without a drive
        return f"{shown} can't be found {said}", UNREACHABLE_FOLDER_HINT
    if not found.is_dir():
        return f"{display_path(found)} is a file, not a folder", UNWRITABLE_FOLDER_HINT
    if found != full:
        place = f"it can't be made in {display_path(found)}"
        return f"{shown} can't be found, and {place} {said}", UNREACHABLE_FOLDER_HINT
    if number in UNREACHABLE_ERRNOS:
        return f"{shown} can't be reached {said}", UNREACHABLE_FOLDER_HINT
    return f"{shown} can't be written to {said}", UNWRITABLE_FOLDER_HINT


def _is_there(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.exists()
    return False


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never half of one.

    Raises InputError where the disk refuses; the old file stays. Parts that a crash left in the
    folder are removed.
    """
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            sync_to_disk(out.fileno())
        _remove_stale_parts(part)
        part.replace(path)
    except OSError as problem:
        raise disk_error(problem, path.parent) from None
    finally:
        with contextlib.suppress(OSError):  # gone already where all went well
            part.unlink()


def _remove_stale_parts(new_part: Path) -> None:
    """Remove our much older partial files next to a new one, by the clock of the same drive."""
    with contextlib.suppress(OSError):
        now = new_part.stat().st_mtime
        for name in os.listdir(new_part.parent):  # noqa: PTH208 - a folder may have many copies
            if PART_FILE_PATTERN.fullmatch(name):
                _remove_if_stale(new_part.with_name(name), now)


def _remove_if_stale(part: Path, now: float) -> None:
    with contextlib.suppress(OSError):
        if now - part.stat().st_mtime > STALE_PART_FILE_SECONDS:
            part.unlink()


def sync_to_disk(file_descriptor: int) -> None:
    """Wait until a file is on the disk; some network drives can't tell."""
    try:
        os.fsync(file_descriptor)
    except OSError as problem:
        if problem.errno not in UNSUPPORTED_ERRNOS:
            raise


# --- locks -------------------------------------------------------------------------------


class _Lock(Protocol):
    def release(self) -> None: ...


class _LockFile:
    """A lock by the mere existence of a file, for drives that know no other."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def release(self) -> None:
        self._path.unlink()


@contextlib.contextmanager
def file_lock(path: Path, timeout_seconds: float) -> Iterator[None]:
    """Hold the lock of a path; the drive's own, else one by a file, else none.

    A drive that refuses to lock isn't a reason to refuse the work: where it refuses to write, the
    write that follows says so. Raises filelock.Timeout if another process keeps it for so long.
    """
    held = _acquire_lock(path, timeout_seconds)
    try:
        yield
    finally:
        if held:
            with contextlib.suppress(OSError):
                held.release()


def is_known_without_locks(folder: Path) -> bool:
    """Return whether a lock has failed in a folder; its drive isn't tried."""
    return folder in _folders_without_locks


def _acquire_lock(path: Path, timeout_seconds: float) -> _Lock | None:
    if issubclass(FileLock, SoftFileLock):  # the system has no call for it, as in a browser
        return _acquire_lock_file(path)
    lock = FileLock(path, timeout=timeout_seconds)
    try:
        lock.acquire(poll_interval=LOCK_POLL_SECONDS)
    except Timeout:
        raise
    except (OSError, NotImplementedError) as problem:
        if not isinstance(problem, OSError) or problem.errno in UNSUPPORTED_ERRNOS:
            _folders_without_locks.add(path.parent)
        return _acquire_lock_file(path.with_name(f"{path.name}.soft"))
    if isinstance(lock, SoftFileLock):  # what it turned into on this drive
        _folders_without_locks.add(path.parent)
    return lock


def _acquire_lock_file(path: Path) -> _LockFile | None:
    seen, since = None, time.monotonic()
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            now = _file_identity(path)
            if now != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > STALE_LOCK_SECONDS:
                with contextlib.suppress(OSError):
                    path.unlink()
            time.sleep(LOCK_POLL_SECONDS)
        except OSError:
            return None
        else:
            return _LockFile(path)


def _file_identity(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_ino, found.st_mtime_ns
    return None
