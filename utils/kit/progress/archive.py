"""Progress and documents in one file, and back again on another machine."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from utils.kit.errors import InputError
from utils.kit.portfolio import RESERVED, to_page
from utils.kit.progress.log import FILE, Event, parse_line
from utils.kit.storage import write_atomic

if TYPE_CHECKING:
    from utils.kit.progress.progress import Progress

DOCUMENTS = "documents"
MANIFEST = "manifest.json"
ENDINGS = {".md", ".html"}
MOST_BYTES = 50_000_000  # unpacked; a year of work is far below
MOST_FILES = 2_000
MOST_NAME = 200  # bytes; with what is added to it a name still fits every file system
FORMAT = {"format": 1, "course": "technical-product-owner"}
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # those that unpack piece by piece
SCHEMA = Path(__file__).parents[1] / "schemas" / "progress_event.json"
CHOOSE = "Choose a file that “Export my work” made. Nothing was changed."


@dataclass(frozen=True)
class ImportReport:
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


def export_zip(progress: Progress, path: Path) -> Path:
    """Write one zip with the events, the documents and a manifest; return its path."""
    write_atomic(path, to_zip_bytes(progress))
    return path


def to_zip_bytes(progress: Progress) -> bytes:
    """Return the same as bytes, which takes no room on a disk that is full."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(MANIFEST, json.dumps(FORMAT))
        bundle.writestr(FILE, b"".join(one.line() for one in progress.events()))
        for document in _documents(progress.folder):
            name = document.relative_to(progress.folder).as_posix()
            bundle.writestr(name, document.read_bytes())
    return out.getvalue()


def _documents(folder: Path) -> list[Path]:
    found = (folder / DOCUMENTS).rglob("*")
    return sorted(path for path in found if path.suffix in ENDINGS and path.is_file())


def import_zip(progress: Progress, content: bytes) -> ImportReport:
    """Add events and documents that are missing here. Importing twice changes nothing.

    A document that differs from the one here is written beside it under another name. Raises
    InputError, with nothing changed, for a file that is no export, too large or damaged.
    """
    files = _unpacked(content)
    incoming, skipped = _events(files.pop(FILE))
    here = {one.id for one in progress.events()}
    new = [one for one in incoming if one.id not in here]
    if new:
        progress.log.append(*new)
    added, beside = [], []
    # Pages do not come in, for one from elsewhere could hold a script: they are made anew.
    for name, data in sorted((name, data) for name, data in files.items() if name.endswith(".md")):
        placed = _place(progress.folder, name, data)
        if placed:
            _page(progress.folder / placed, data)
            (added if placed == name else beside).append(PurePosixPath(placed).name)
    return ImportReport(len(new), len(incoming) - len(new), tuple(added), tuple(beside), skipped)


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            infos = {info.filename: info for info in _measured(bundle.infolist())}
            _ours(bundle, infos)
            wanted = [name for name in infos if name == FILE or _is_document(name)]
            return {name: _read(bundle, infos[name]) for name in wanted}
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
        raise InputError("That file cannot be unpacked: it is damaged or no zip.", CHOOSE) from None


def _measured(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        most = f"{MOST_FILES:,} files or {MOST_BYTES / 1e6:g} MB"
        raise InputError(f"That file unpacks to more than {most}.", CHOOSE)
    return infos


def _ours(bundle: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> None:
    found = None
    if {FILE, MANIFEST} <= infos.keys():
        said = _read(bundle, infos[MANIFEST])
        with contextlib.suppress(ValueError, RecursionError):  # no JSON
            found = json.loads(said)
    if not isinstance(found, dict) or found.get("course") != FORMAT["course"]:
        raise InputError("That zip file holds no progress of this course.", CHOOSE)
    if found.get("format") != FORMAT["format"]:
        raise InputError(
            "That file was made by another edition of the course.",
            "Open it with the edition it comes from. Nothing was changed.",
        )


def _read(bundle: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type not in PACKINGS:
        raise ValueError(info.compress_type)
    with bundle.open(info) as packed_file:
        # Never more than was declared and measured, whatever is really in there.
        return packed_file.read(info.file_size)


def _is_document(name: str) -> bool:
    # Only plain names right below documents/ (or its folder of earlier copies) come in, and
    # none that some file system cannot hold.
    path = PurePosixPath(name)
    fits = path.parts[:1] == (DOCUMENTS,) and path.suffix in ENDINGS and path.as_posix() == name
    depth = len(path.parts) == 2 or (len(path.parts) == 3 and path.parts[1] == "earlier")
    plain = name.isprintable() and not set(name) & set('\\:*?"<>|')
    short = len(path.name.encode(errors="replace")) <= MOST_NAME
    reserved = RESERVED.fullmatch(path.stem.lower())
    return fits and depth and plain and short and not reserved and ".." not in path.parts


def _page(path: Path, data: bytes) -> None:
    """Make the page that belongs to a document that came in."""
    if path.parent.name != "earlier":
        head, _, body = data.decode("utf-8", "replace").partition("\n\n")
        write_atomic(path.with_suffix(".html"), to_page(head.removeprefix("# "), body).encode())


def _events(data: bytes) -> tuple[list[Event], int]:
    lines = [line for line in data.splitlines() if line.strip()]
    valid = [one for one in map(_checked, lines) if one]
    return list({one.id: one for one in valid}.values()), len(lines) - len(valid)


def _checked(line: bytes) -> Event | None:
    found = parse_line(line)
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
            write_atomic(target, data)
            return candidate
        if target.read_bytes() == data:
            return None
    return None
