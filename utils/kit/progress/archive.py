"""Progress and documents in zip files, and back again on another machine.

An export is one file, or several where one would be too large to import. Each is complete in
itself: a manifest, a part of the log, documents. An import adds what is missing and overwrites
nothing.
"""

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

from utils.kit.english import plural, verb_for_count
from utils.kit.errors import InputError
from utils.kit.portfolio import WINDOWS_RESERVED_NAME_PATTERN, Portfolio, markdown_to_html_page
from utils.kit.progress import identity
from utils.kit.progress.event import parse_line
from utils.kit.progress.index import EventIndex
from utils.kit.progress.log import LOG_FILE_NAME, is_pseudonym, read_existing_pseudonym
from utils.kit.progress.progress import Progress
from utils.kit.storage import disk_error, try_to_write, write_atomic

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from utils.kit.progress.index import LogLine

DOCUMENTS_FOLDER_NAME = "documents"
DOCUMENT_SUFFIXES = {".md", ".html", ".ics"}
MANIFEST_FILE_NAME = "manifest.json"
MAX_UPLOAD_BYTES = 9_000_000  # packed; more in one message would break the line to the kernel
MAX_UNPACKED_BYTES = 50_000_000  # unpacked; a year of work is far below
MAX_ZIP_FILES = 2_000
MAX_MANIFEST_BYTES = 5_000  # more than a manifest takes
MAX_PERSON_NAME_LENGTH = 60  # characters of a learner's name
MAX_FILE_NAME_BYTES = 200  # with what is added to it a name still fits every file system
MANIFEST_FORMAT = {"format": 1, "course": "technical-product-owner"}
# Those that unpack piece by piece.
ALLOWED_COMPRESSION_TYPES = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ZIP_ENCRYPTED_FLAG = 0x1  # in the flags of a member
EVENT_SCHEMA_PATH = Path(__file__).parents[1] / "schemas" / "progress_event.json"
CHOOSE_EXPORT_FIX_TEXT = "Choose a file you got from “Export my work.” Nothing was changed."
# What systems add by themselves.
SYSTEM_FILE_NAMES = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}


class OtherPersonError(InputError):
    """An import of work by pseudonyms that the learner has not called their own."""

    def __init__(self, pseudonyms: Iterable[str], own_pseudonyms: Iterable[str]) -> None:
        self.pseudonyms, self.own_pseudonyms = sorted(pseudonyms), sorted(own_pseudonyms)
        here = f"by {' and '.join(self.own_pseudonyms)}" if self.own_pseudonyms else "already here"
        super().__init__(
            f"This file has work by {' and '.join(self.pseudonyms)}. Other work is {here}.",
            "Say whether it's your own work from another computer. Nothing was changed.",
        )


class DamagedZipError(InputError):
    """A file that can't be unpacked, so nobody knows what was in it."""


@dataclass(frozen=True)
class Export:
    """Zip files to carry away, one unless the work is very large, and what is in none of them."""

    parts: tuple[bytes, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """What an import added, what it found here already, what it renamed, and what it left out."""

    added: int
    known: int
    documents: tuple[str, ...]
    beside: tuple[str, ...]
    skipped: int
    left_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the report as sentences."""
        events = "1 event" if self.added == 1 else f"{self.added:,} events"
        were = verb_for_count(self.known, "was", "were")
        sentences = [f"{events} added, {self.known:,} {were} already here."]
        if self.documents:
            sentences.append(f"Documents added: {', '.join(self.documents)}.")
        if self.beside:
            sentences.append(
                "These differ from yours, so we added them under other names: "
                + ", ".join(self.beside)
                + "."
            )
        if self.skipped:
            lines = plural(self.skipped, "line")
            are = verb_for_count(self.skipped, "it as it is", "them as they are")
            sentences.append(f"{lines} couldn't be read here; we saved {are}.")
        if self.left_out:
            sentences.append(f"Left out: {', '.join(self.left_out)}.")
        return " ".join(sentences)


# --- export --------------------------------------------------------------------------------


def write_export_zip(progress: Progress, path: Path) -> Path:
    """Write one zip with the events, the documents and a manifest; return its path.

    Raises InputError where one file would be too large to import: `build_export` makes several.
    """
    write_atomic(path, build_single_zip(progress))
    return path


def build_single_zip(progress: Progress) -> bytes:
    """Return the same as bytes, which takes no room on a disk that is full."""
    made = build_export(progress)
    if len(made.parts) > 1:
        raise InputError(
            f"Your work needs {len(made.parts)} files: one could not be imported.",
            "Press “Export my work” in a notebook, which makes them all.",
        )
    return made.parts[0]


def build_export(progress: Progress, person_name: str = "") -> Export:
    """Return all of a learner's work as zip files that can be imported, in this order.

    A file that no import would take is left out and named. `person_name` is what the learner
    agrees to be called in a class debrief; without it, the export names no one. Raises InputError
    where there is nothing to export because the folder can't be reached.
    """
    good, bad = _collect_importable_documents(progress.folder)
    items = [(LOG_FILE_NAME, line) for line in _log_lines(progress)] + good
    if not items:
        _raise_if_unreachable(progress.writable_folder())
    groups, too_large = _group_items_by_zip(items)
    agreed = _clean_person_name(person_name)
    about = {"who": sorted(progress.own_pseudonyms())} | ({"name": agreed} if agreed else {})
    parts, after = [], ""
    for number, group in enumerate(groups, start=1):
        parts.append(_zip_items(group, about | {"part": [number, len(groups)], "after": after}))
        after = _last_event_id(group) or after
    return Export(tuple(parts), tuple(sorted({*bad, *too_large})))


def _raise_if_unreachable(folder: Path) -> None:
    """Raise InputError if a folder has no work because nothing can be saved there."""
    try:
        try_to_write(folder)
    except OSError as problem:
        raise disk_error(problem, folder, lost="Nothing to export yet") from None


ExportItem = tuple[str, bytes]  # a line of the log, or a document, with the name of its file


def _group_items_by_zip(items: list[ExportItem]) -> tuple[list[list[ExportItem]], list[str]]:
    """Return groups that each fit into one zip, and the names of items too large for any."""
    if _fits_one_zip(items):
        return [items], []
    if len(items) == 1:
        return [], [items[0][0]]
    middle = len(items) // 2
    first, too_large = _group_items_by_zip(items[:middle])
    second, more = _group_items_by_zip(items[middle:])
    return first + second, too_large + more


def _fits_one_zip(items: list[ExportItem]) -> bool:
    files = len({name for name, _ in items}) + 2  # manifest and log are always there
    size = sum(len(data) for _, data in items) + MAX_MANIFEST_BYTES
    if files > MAX_ZIP_FILES or size > MAX_UNPACKED_BYTES:
        return False
    return size < MAX_UPLOAD_BYTES // 2 or (
        len(_zip_items(items, {})) + MAX_MANIFEST_BYTES <= MAX_UPLOAD_BYTES
    )


def _zip_items(items: list[ExportItem], manifest_fields: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    lines = b"".join(data for name, data in items if name == LOG_FILE_NAME)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(MANIFEST_FILE_NAME, json.dumps(MANIFEST_FORMAT | manifest_fields))
        bundle.writestr(LOG_FILE_NAME, lines)
        for name, data in items:
            if name != LOG_FILE_NAME:
                bundle.writestr(name, data)
    return out.getvalue()


def _log_lines(progress: Progress) -> list[bytes]:
    """Return all lines in the order of their events; those that aren't events come last."""
    with progress.log.locked_index() as index:
        lines = [line.text for line in index.lines()] + index.skipped_lines
    return [line.encode(errors="surrogateescape") for line in lines]


def _last_event_id(items: list[ExportItem]) -> str:
    """Return the id of the last event of a part."""
    for name, data in reversed(items):
        event = parse_line(data.rstrip(b"\n")) if name == LOG_FILE_NAME else None
        if event:
            return event.id
    return ""


def _collect_importable_documents(folder: Path | None) -> tuple[list[ExportItem], list[str]]:
    """Return the documents that an import takes, and the names of the other files there."""
    good: list[tuple[str, bytes]] = []
    bad: list[str] = []
    if folder is None:
        return good, bad
    found = (folder / DOCUMENTS_FOLDER_NAME).rglob("*")
    names = {path.relative_to(folder).as_posix(): path for path in found if path.is_file()}
    for name, path in sorted(names.items()):
        if path.name.startswith(".") or path.name in SYSTEM_FILE_NAMES:
            continue
        if not _is_importable_document(name, names):
            bad.append(name)
            continue
        try:
            good.append((name, path.read_bytes()))
        except OSError:
            bad.append(name)
    return good, bad


def _is_importable_document(name: str, all_names: Container[str]) -> bool:
    """Return whether a document is imported, or goes with one that is."""
    return _is_document_name(name) and f"{name.rpartition('.')[0]}.md" in all_names


# --- import --------------------------------------------------------------------------------


def import_zip(progress: Progress, content: bytes, *, is_own_work: bool = False) -> ImportReport:
    """Add events and documents that are missing here. Importing twice changes nothing.

    A document that differs from the one here is written next to it under another name. Raises
    InputError, with nothing changed, for a file that isn't an export, is too large or damaged, and
    OtherPersonError for one with work by a pseudonym that isn't known as the learner's own,
    unless the folder is still empty. `is_own_work` says that it is the learner's own; the folder
    remembers that.
    """
    folder = progress.writable_folder()
    package = _unpack_export(content)
    strangers = package.pseudonyms() - progress.own_pseudonyms()
    if strangers and not is_own_work and _has_work(progress):
        raise OtherPersonError(strangers, progress.own_pseudonyms())
    with progress.log.locked_index() as index:
        index.check_for_damage()
        here, skipped_lines = index.event_ids(), set(index.skipped_lines)
    if package.preceding_event_id and package.preceding_event_id not in here:
        number, count = package.part_number_and_count
        raise InputError(
            f"That is part {number} of {count}, and the part before it isn't here yet.",
            f"Import part {number - 1} first. Nothing was changed.",
        )
    identity.add_own_pseudonyms(folder, strangers)
    new = [line for line in package.index.lines() if line.id not in here]
    _append_imported_lines(
        progress, new, [text for text in package.index.skipped_lines if text not in skipped_lines]
    )
    added, beside = _import_documents(folder, package.documents)
    return ImportReport(
        len(new),
        len(package.index.event_ids()) - len(new),
        tuple(added),
        tuple(beside),
        len(package.index.skipped_lines),
        tuple(package.left_out),
    )


def read_exported_progress(content: bytes) -> Progress:
    """Return the progress in an export, to be read only; nothing is added to any folder.

    Raises InputError for a file that isn't an export, is too large or damaged.
    """
    return Progress.from_log(read_exported_log(content))


def read_exported_log(content: bytes) -> bytes:
    """Return the log's lines in an export. Raises InputError as `read_exported_progress` does."""
    return _unpack_export(content).log


@dataclass(frozen=True)
class ExportContents:
    """The log in an export, the pseudonyms it has work by, and the name the learner agreed to.

    `part` is which part of how many, (1, 1) for the usual single file. `packed_at` is when the
    manifest was packed, by the clock of that computer: year, month, day, hour, minute, second.
    """

    log: bytes
    pseudonyms: frozenset[str]
    name: str
    part: tuple[int, int]
    packed_at: tuple[int, ...]


def read_export_contents(content: bytes) -> ExportContents:
    """Return what a class debrief reads of an export.

    Raises InputError as `read_exported_progress` does.
    """
    package = _unpack_export(content)
    name, part = _clean_person_name(package.manifest.get("name")), package.part_number_and_count
    return ExportContents(
        package.log, frozenset(package.pseudonyms()), name, part, package.packed_at
    )


def _clean_person_name(name: object) -> str:
    """Return a name on one line, short enough to show; "" for anything that isn't one."""
    if not isinstance(name, str):
        return ""
    words = "".join(
        one if one.isprintable() else " " for one in name[: 10 * MAX_PERSON_NAME_LENGTH]
    ).split()
    return " ".join(words)[:MAX_PERSON_NAME_LENGTH].strip()


def _has_work(progress: Progress) -> bool:
    documents = Portfolio(progress.folder).names()
    with progress.log.locked_index() as index:
        return bool(documents or index.event_ids() or index.skipped_lines)


def _append_imported_lines(
    progress: Progress, lines: list[LogLine], skipped_lines: list[str]
) -> None:
    text = "".join([*(line.text for line in lines), *skipped_lines])
    if text:
        own = read_existing_pseudonym(progress.writable_folder())
        ids = [line.id for line in lines if line.who == own]
        progress.log.append_lines(text.encode(errors="surrogateescape"), ids)


def _import_documents(folder: Path, documents: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Write documents; return the names of those added, and of those saved under another name."""
    added: list[str] = []
    beside: list[str] = []
    if not documents:
        return added, beside
    with Portfolio(folder).locked():
        for name, data in sorted(documents.items()):
            placed = _write_document_if_new(folder, name, data)
            if placed:
                _write_html_page(folder / placed, data)
                (added if placed == name else beside).append(PurePosixPath(placed).name)
    return added, beside


@dataclass(frozen=True)
class _UnpackedExport:
    """The part of an export that an import takes."""

    log: bytes
    documents: dict[str, bytes]
    left_out: list[str]
    manifest: dict[str, Any]
    packed_at: tuple[int, ...]

    @functools.cached_property
    def index(self) -> EventIndex:
        """The events of the log, every line checked."""
        index = EventIndex()
        ended = self.log if self.log.endswith(b"\n") else self.log + b"\n"
        index.add_lines(ended.decode(errors="surrogateescape"))
        index.check_for_damage()
        return index

    def pseudonyms(self) -> set[str]:
        """Return the pseudonyms whose work this is."""
        named = self.manifest.get("who")
        known = named if isinstance(named, list) else []
        return self.index.pseudonyms() | {who for who in known if is_pseudonym(who)}

    @property
    def preceding_event_id(self) -> str:
        """The id of the event that comes before those of this part."""
        found = self.manifest.get("after")
        return found if isinstance(found, str) else ""

    @property
    def part_number_and_count(self) -> tuple[int, int]:
        """Which part this is, of how many."""
        found = self.manifest.get("part")
        if isinstance(found, list) and len(found) == 2 and all(type(n) is int for n in found):
            return found[0], found[1]
        return 2, 2  # a damaged manifest, so a part may come before


def _unpack_export(content: bytes) -> _UnpackedExport:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            _check_unpacked_size(bundle.infolist())
            infos = _export_files_by_name(bundle.infolist())
            manifest = _read_manifest(bundle, infos)
            names = [name for name in infos if name not in (LOG_FILE_NAME, MANIFEST_FILE_NAME)]
            documents = {
                one: _read_member(bundle, infos[one]) for one in names if _is_document_name(one)
            }
            return _UnpackedExport(
                _read_member(bundle, infos[LOG_FILE_NAME]),
                # Pages don't come in, because one from elsewhere could contain a script.
                # They're generated again, as calendar files are on the next save.
                {name: data for name, data in documents.items() if name.endswith(".md")},
                sorted(name for name in names if not _is_importable_document(name, names)),
                manifest,
                infos[MANIFEST_FILE_NAME].date_time,
            )
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
        raise DamagedZipError(
            "That file can't be unpacked: it's damaged, or it isn't a zip file.",
            CHOOSE_EXPORT_FIX_TEXT,
        ) from None


def _check_unpacked_size(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_ZIP_FILES or sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        most = f"{MAX_ZIP_FILES:,} files or {MAX_UNPACKED_BYTES / 1e6:g} MB"
        raise InputError(f"That file unpacks to more than {most}.", CHOOSE_EXPORT_FIX_TEXT)


def _export_files_by_name(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the files by their name below the folder that has the manifest.

    A Mac unpacks a download by itself, and packs a folder with files of its own. Windows may write
    names with backslashes. Raises InputError where the file has none, or several that differ.
    """
    named = {info.filename.replace("\\", "/"): info for info in infos}
    wanted = {
        name: info
        for name, info in named.items()
        if not name.endswith("/") and not _is_system_file(PurePosixPath(name))
    }
    roots = [
        name.removesuffix(MANIFEST_FILE_NAME)
        for name in wanted
        if f"/{name}".endswith(f"/{MANIFEST_FILE_NAME}")
    ]
    found = [
        _strip_root_folder(wanted, root)
        for root in sorted(roots, key=len)
        if f"{root}{LOG_FILE_NAME}" in wanted
    ]
    if not found:
        raise _no_export_in_zip_error(wanted)
    if len({frozenset((name, info.CRC) for name, info in one.items()) for one in found}) > 1:
        raise InputError(
            f"That zip file has {len(found)} exports in it: unpack it first.",
            "Then choose them one after the other. Nothing was changed.",
        )
    return found[0]


def _strip_root_folder(infos: dict[str, zipfile.ZipInfo], root: str) -> dict[str, zipfile.ZipInfo]:
    return {name.removeprefix(root): info for name, info in infos.items() if name.startswith(root)}


def _no_export_in_zip_error(names: Iterable[str]) -> InputError:
    """Return the error for a zip file without an export, which may have one packed inside."""
    if any(name.lower().endswith(".zip") for name in names):
        return InputError(
            "That zip file has other zip files in it: unpack it first.",
            "Then choose the export inside. Nothing was changed.",
        )
    return InputError(
        "That zip file has no progress from this course in it.", CHOOSE_EXPORT_FIX_TEXT
    )


def _is_system_file(path: PurePosixPath) -> bool:
    return bool(SYSTEM_FILE_NAMES & set(path.parts)) or path.name.startswith("._")


def _read_manifest(bundle: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> dict[str, Any]:
    found = None
    text = _read_member(bundle, infos[MANIFEST_FILE_NAME])
    with contextlib.suppress(ValueError, RecursionError):  # no JSON
        found = json.loads(text)
    if not isinstance(found, dict) or found.get("course") != MANIFEST_FORMAT["course"]:
        raise _no_export_in_zip_error(())
    if found.get("format") != MANIFEST_FORMAT["format"]:
        raise InputError(
            "That file comes from another version of the course.",
            "Open it with the version it comes from. Nothing was changed.",
        )
    return found


def _read_member(bundle: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type not in ALLOWED_COMPRESSION_TYPES or info.flag_bits & ZIP_ENCRYPTED_FLAG:
        raise InputError(
            "That zip file can't be unpacked here: it has a password, or it's packed in an unusual "
            "way.",
            "Unpack it yourself, and pack it again as a plain zip file. Nothing was changed.",
        )
    with bundle.open(info) as packed_file:
        # Never more than was declared and measured, whatever is really in there.
        return packed_file.read(info.file_size)


def _is_document_name(name: str) -> bool:
    # Only plain names right below documents/ (or its folder of earlier copies) come in, and
    # none that some file system can't store.
    path = PurePosixPath(name)
    fits = (
        path.parts[:1] == (DOCUMENTS_FOLDER_NAME,)
        and path.suffix in DOCUMENT_SUFFIXES
        and path.as_posix() == name
    )
    depth = len(path.parts) == 2 or (len(path.parts) == 3 and path.parts[1] == "earlier")
    plain = name.isprintable() and not set(name) & set('\\:*?"<>|')
    short = len(path.name.encode(errors="replace")) <= MAX_FILE_NAME_BYTES
    reserved = WINDOWS_RESERVED_NAME_PATTERN.fullmatch(path.stem.lower())
    return fits and depth and plain and short and not reserved and ".." not in path.parts


def _write_html_page(path: Path, data: bytes) -> None:
    """Make the page that belongs to a document that came in."""
    if path.parent.name != "earlier":
        head, _, body = data.decode("utf-8", "replace").partition("\n\n")
        write_atomic(
            path.with_suffix(".html"), markdown_to_html_page(head.removeprefix("# "), body).encode()
        )


def _write_document_if_new(folder: Path, name: str, data: bytes) -> str | None:
    """Write a document under its name, or next to a different one; None if already here."""
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
