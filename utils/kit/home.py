"""The folder where a learner's work is kept, and how a file gets there whole."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from utils.kit.errors import InputError

VARIABLE = "TPO_COURSE_HOME"
NAME = "technical-product-owner-course"
MEND = f"Make room on the disk, or set {VARIABLE} to a folder you may write to, and run again."


def home() -> Path:
    """Return the folder, made on first use: `TPO_COURSE_HOME`, else the user's data folder.

    Raises InputError where it cannot be made.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        folder = Path(chosen).expanduser()
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(NAME, appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise unsaved(problem) from None
    return folder


def unsaved(problem: OSError) -> InputError:
    """Return the error a learner reads when the disk refuses."""
    return InputError(f"Your work could not be kept ({problem.strerror or problem}).", MEND)


def replace(path: Path, content: bytes) -> None:
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
        part.unlink(missing_ok=True)
        raise unsaved(problem) from None
