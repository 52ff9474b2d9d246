"""The folder where a learner's work is kept, and how a file gets there whole."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

from utils.kit.errors import InputError

VARIABLE = "TPO_COURSE_HOME"
NAME = "technical-product-owner-course"
MEND = f"Make room on the disk, or set {VARIABLE} to a folder you may write to, and run again."


def course_home() -> Path:
    """Return the folder: `TPO_COURSE_HOME`, else the user's data folder.

    The first write makes it: a lesson opens and reads well where nothing can be written.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir(NAME, appauthor=False))


def disk_error(problem: OSError) -> InputError:
    """Return the error a learner reads when the disk refuses."""
    return InputError(f"Your work could not be kept ({problem.strerror or problem}).", MEND)


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never half of one.

    Raises InputError where the disk refuses; the old file stays.
    """
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as problem:
        raise disk_error(problem) from None
    finally:
        with contextlib.suppress(OSError):  # gone already where all went well
            part.unlink()
