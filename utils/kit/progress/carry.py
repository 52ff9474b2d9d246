"""Progress and documents in one file, and back again on another machine."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from utils.kit.errors import InputError
from utils.kit.home import replace
from utils.kit.progress.log import FILE, Event, parse

if TYPE_CHECKING:
    from utils.kit.progress.progress import Progress

DOCUMENTS = "documents"
MANIFEST = "manifest.json"
ENDINGS = {".md", ".html"}
MOST_BYTES = 50_000_000  # unpacked; a year of work is far below
MOST_FILES = 2_000
SCHEMA = Path(__file__).parents[1] / "schemas" / "progress_event.json"
CHOOSE = "Choose a file that “Export my work” made. Nothing was changed."


@dataclass(frozen=True)
class Report:
    """What an import added, what was here already, and what was kept beside."""

    added: int
    known: int
    documents: tuple[str, ...]
    beside: tuple[str, ...]
    skipped: int

    def __str__(self) -> str:
        """Return the report as sentences."""
        words = [f"{self.added} events added, {self.known} were here already."]
        if self.documents:
            words.append(f"Documents added: {', '.join(self.documents)}.")
        if self.beside:
            words.append(
                "These differ from yours and were put beside them: " + ", ".join(self.beside) + "."
            )
        if self.skipped:
            words.append(f"{self.skipped} lines could not be read and were left out.")
        return " ".join(words)


def export(progress: Progress, path: Path) -> Path:
    """Write one zip with the events, the documents and a manifest; return its path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(MANIFEST, json.dumps({"format": 1, "course": "technical-product-owner"}))
        bundle.writestr(FILE, b"".join(one.line() for one in progress.events()))
        for document in _documents(progress.folder):
            name = document.relative_to(progress.folder).as_posix()
            bundle.writestr(name, document.read_bytes())
    replace(path, out.getvalue())
    return path


def _documents(folder: Path) -> list[Path]:
    found = (folder / DOCUMENTS).rglob("*")
    return sorted(path for path in found if path.suffix in ENDINGS and path.is_file())


def merge(progress: Progress, content: bytes) -> Report:
    """Add events and documents that are missing here. Importing twice changes nothing.

    A document that differs from the one here is written beside it under another name. Raises
    InputError, with nothing changed, for a file that is no export, too large or damaged.
    """
    packed = _unpacked(content)
    incoming, skipped = _events(packed.pop(FILE))
    here = {one.id for one in progress.events()}
    new = [one for one in incoming if one.id not in here]
    if new:
        progress.log.append(*new)
    added, beside = [], []
    for name, data in sorted(packed.items()):
        placed = _place(progress.folder, name, data)
        if placed:
            (added if placed == name else beside).append(PurePosixPath(placed).name)
    return Report(len(new), len(incoming) - len(new), tuple(added), tuple(beside), skipped)


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            infos = bundle.infolist()
            if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
                raise InputError("That file unpacks to more than 50 MB.", CHOOSE)
            names = {info.filename for info in infos}
            if not {FILE, MANIFEST} <= names:
                raise InputError("That zip file holds no progress of this course.", CHOOSE)
            wanted = [name for name in names if name == FILE or _is_document(name)]
            return {name: bundle.read(name) for name in wanted}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise InputError("That file cannot be unpacked: it is damaged or no zip.", CHOOSE) from None


def _is_document(name: str) -> bool:
    # Only plain names right below documents/ (or its folder of earlier copies) come in.
    path = PurePosixPath(name)
    fits = path.parts[:1] == (DOCUMENTS,) and path.suffix in ENDINGS and "\\" not in name
    depth = len(path.parts) == 2 or (len(path.parts) == 3 and path.parts[1] == "earlier")
    return fits and depth and ".." not in path.parts and ":" not in name


def _events(data: bytes) -> tuple[list[Event], int]:
    lines = [line for line in data.splitlines() if line.strip()]
    valid = [one for one in map(_checked, lines) if one]
    return list({one.id: one for one in valid}.values()), len(lines) - len(valid)


def _checked(line: bytes) -> Event | None:
    found = parse(line)
    return found if found and _validator().is_valid(json.loads(line)) else None


@functools.cache
def _validator() -> Any:  # noqa: ANN401 - a jsonschema validator, loaded only for an import
    import jsonschema

    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _place(folder: Path, name: str, data: bytes) -> str | None:
    """Write a document under its name, or beside a different one; None if it is here already."""
    path = PurePosixPath(name)
    mark = hashlib.sha256(data).hexdigest()[:8]  # the same document always gets the same name
    for candidate in (name, str(path.with_name(f"{path.stem}-imported-{mark}{path.suffix}"))):
        target = folder / candidate
        if not target.exists():
            replace(target, data)
            return candidate
        if target.read_bytes() == data:
            return None
    return None
