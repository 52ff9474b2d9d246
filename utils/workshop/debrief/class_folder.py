"""A class as a folder: find everyone's work, and say of each other file why it is left out.

Work comes as exported zip files or as logs (`progress.jsonl`), at any depth: collected by mail, on
a shared drive, or in the homes of a JupyterHub. Nothing is written, and no link is followed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import url2pathname

from utils.kit.english import plural, verb_for_count
from utils.kit.errors import InputError
from utils.kit.progress import Progress, archive, identity
from utils.kit.progress.log import LOG_FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_FOLDER_ENTRIES = 20_000  # files and folders that are looked at
MAX_FOLDER_DEPTH = 10  # folders inside folders; a home on a JupyterHub takes five
MAX_TOTAL_LOG_BYTES = 200_000_000  # unpacked, of all logs: a thousand events each for 600 people
FILE_HEAD_BYTES = 64
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
MAX_DAYS_BEFORE_NEWEST_ANSWER = 14  # a file whose last answer is older is pointed out
EVENT_LINE_PREFIX = b'{"id": "'
UTF8_BOM = b"\xef\xbb\xbf"
SEARCHED_HIDDEN_FOLDERS = {
    ".local"
}  # where Linux keeps an app's data; other hidden folders are skipped
FILE_NAMES_BESIDE_LOG = {"pseudonym.txt", archive.MANIFEST_FILE_NAME}  # what lies next to a log
ENTER_CLASS_FOLDER_FIX = "Enter the folder that has only the work of your class."

# What comes along when a path is copied: spaces, quotes, and marks that Windows puts before it.
PATH_STRIP_CHARACTERS = (
    " \t\r\n\u00a0\"'`\u2018\u2019\u201c\u201d\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
# By the end of their name: files in which work may be hidden, and what to do about it.
UNPACK_FIX = "It may have work packed inside. Unpack it, and put what comes out into this folder."
LINK_FILE_FIX = "It only points to a file that's elsewhere. Put the file itself into this folder."
FIX_BY_FILE_SUFFIX = {
    **dict.fromkeys((".7z", ".rar", ".gz", ".tgz", ".tar", ".eml", ".msg", ".mbox"), UNPACK_FIX),
    **dict.fromkeys((".icloud", ".lnk", ".url", ".webloc"), LINK_FILE_FIX),
}

EXPORT_AGAIN_FIX = "Ask the person to export again. Their made-up name may be in the file's name."
NOT_COURSE_WORK_REASON = "It's neither an export nor a log of this course."
LEFT_OUT, IN_PART, AGAIN, OTHER = "left out", "used in part", "same again", "not course work"
SHARED, OLD = "counted as one person", "counted"
FILE_OUTCOMES = (LEFT_OUT, SHARED, OLD, IN_PART, AGAIN, OTHER)  # in the order of the list


@dataclass(frozen=True)
class FileNote:
    """A file that isn't simply used: which, what became of it, and why."""

    file: str
    outcome: str  # one of FILE_OUTCOMES
    why: str


@dataclass(frozen=True)
class LearnerWork:
    """One person's work. `name` is empty unless their newest export agrees to be named."""

    progress: Progress
    name: str = ""


@dataclass(frozen=True)
class ClassWork:
    """Everyone's work in a folder, and notes on the files that aren't simply used.

    `answer_days` has the days of the first and the last answer; it's empty without any.
    """

    learners: tuple[LearnerWork, ...]
    notes: tuple[FileNote, ...]
    answer_days: tuple[date, ...]


@dataclass(frozen=True)
class _WorkFile:
    """One file with events.

    `answer_days` has the days of its first and last answer, if any. `saved_at` orders exports by
    time; a log, which can't say whether its learner agrees to be named, has none.
    """

    file: str
    log_bytes: bytes
    progress: Progress
    pseudonyms: frozenset[str]
    event_ids: frozenset[str]
    answer_days: tuple[date, ...]
    name: str = ""
    is_part: bool = False
    saved_at: tuple[tuple[int, ...], int] | tuple[()] = ()


class _UnusableFileError(Exception):
    """A file that isn't used; `outcome` is LEFT_OUT or OTHER."""

    def __init__(self, why: str, outcome: str = LEFT_OUT) -> None:
        super().__init__(why)
        self.why, self.outcome = why, outcome


def read_class_folder(folder: str) -> ClassWork:
    """Return the work of a class. Raises InputError, about the field `folder`, without a folder."""
    root = _parse_folder_path(folder)
    work_files: list[_WorkFile] = []
    notes: list[FileNote] = []
    bytes_left = MAX_TOTAL_LOG_BYTES
    for entry in list(_walk_entries(root)):  # all are counted before the first is opened
        shown = _display_path(entry, root)
        try:
            size = _validated_file_size(entry, bytes_left)
            work_file, damage_notes = _read_work_file(Path(entry.path), shown, size)
            bytes_left -= len(work_file.log_bytes)
        except _UnusableFileError as problem:
            notes.append(FileNote(shown, problem.outcome, problem.why))
        except OSError as problem:
            notes.append(FileNote(shown, LEFT_OUT, f"It can't be read ({problem.strerror})."))
        else:
            work_files.append(work_file)
            notes += damage_notes
    days = sorted(day for work_file in work_files for day in work_file.answer_days)
    learners, more_notes = _merge_files_by_learner(work_files)
    return ClassWork(
        tuple(learners),
        tuple(sorted([*notes, *more_notes], key=_note_sort_key)),
        (days[0], days[-1]) if days else (),
    )


def _note_sort_key(note: FileNote) -> tuple[int, str]:
    return FILE_OUTCOMES.index(note.outcome), note.file


# --- the folder ----------------------------------------------------------------------------


def _parse_folder_path(text: str) -> Path:
    typed = text.strip(PATH_STRIP_CHARACTERS)
    try:
        if typed.startswith("file://"):  # as a browser and a Linux desktop copy it
            typed = url2pathname(typed.removeprefix("file://"))
        typed = typed.replace("\\ ", " ")  # as a terminal writes a space
        path = Path(typed).expanduser()
        found, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError, RuntimeError):
        found = is_file = False
    if is_file:
        raise InputError(f"{typed} is a file.", "Enter the folder that it's in.", field="folder")
    if not typed or not found:
        raise InputError(
            f"There's no folder {typed} here." if typed else "You haven't entered a folder yet.",
            "Enter the full path of a folder on the computer that runs this notebook.",
            field="folder",
        )
    return path


def _walk_entries(root: Path) -> Iterator[os.DirEntry[str]]:
    """Yield everything that isn't a folder to go into, folder by folder, in order of name."""
    waiting, seen = [(str(root), 0)], 0
    while waiting:
        path, depth = waiting.pop()
        inside = _list_folder_entries(path, is_root=depth == 0)
        names = {entry.name for entry in inside}
        seen += len(inside)
        if seen > MAX_FOLDER_ENTRIES:
            raise InputError(
                f"This folder has more than {MAX_FOLDER_ENTRIES:,} files in it.",
                ENTER_CLASS_FOLDER_FIX,
                field="folder",
            )
        folders = []
        for entry in inside:
            is_folder = _is_real_folder(entry)
            if is_folder and _is_searched_folder(entry, names, depth):
                folders.append((entry.path, depth + 1))
            if _is_relevant_entry(entry.name, names, is_folder=is_folder):
                yield entry
        waiting += reversed(folders)


def _list_folder_entries(path: str, *, is_root: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as problem:
        if not is_root:
            return []  # a home that the facilitator may not read
        raise InputError(
            f"This folder can't be read ({problem.strerror}).",
            ENTER_CLASS_FOLDER_FIX,
            field="folder",
        ) from None


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_searched_folder(entry: os.DirEntry[str], siblings: set[str], depth: int) -> bool:
    hidden = entry.name.startswith(".") and entry.name not in SEARCHED_HIDDEN_FOLDERS
    documents = entry.name == archive.DOCUMENTS_FOLDER_NAME and LOG_FILE_NAME in siblings
    return not (
        hidden or documents or entry.name in archive.SYSTEM_FILE_NAMES or depth >= MAX_FOLDER_DEPTH
    )


def _is_relevant_entry(name: str, siblings: set[str], *, is_folder: bool) -> bool:
    """Return whether an entry is used or noted: not what systems add, or what a log has beside."""
    if (
        (name.startswith(".") and not name.endswith(".icloud"))
        or name in archive.SYSTEM_FILE_NAMES
        or (LOG_FILE_NAME in siblings and name in FILE_NAMES_BESIDE_LOG)
    ):
        return False
    return _has_work_suffix(name) or not is_folder


def _has_work_suffix(file_name: str) -> bool:
    return file_name.lower().endswith((".zip", ".jsonl"))


def _display_path(entry: os.DirEntry[str], root: Path) -> str:
    """Return where a file is below the folder, fit to be shown whatever bytes its name has."""
    name = os.path.relpath(entry.path, root).replace(os.sep, "/")
    plain = os.fsencode(name).decode("utf-8", "replace")
    return "".join(one if one.isprintable() else "\ufffd" for one in plain)


# --- one file ------------------------------------------------------------------------------


def _validated_file_size(entry: os.DirEntry[str], bytes_left: int) -> int:
    """Return the size of a file in bytes.

    Raises _UnusableFileError where it can't be opened safely.
    """
    if entry.is_symlink():
        raise _UnusableFileError("It's a link, and links aren't followed.")
    if entry.is_dir(follow_symlinks=False):
        raise _UnusableFileError("It's a folder, not a file.")
    if not entry.is_file(follow_symlinks=False):
        raise _UnusableFileError("It isn't a regular file.", OTHER)
    size = entry.stat(follow_symlinks=False).st_size
    if not size:  # a pipe of the system may look like that, too, and would never end
        raise _UnusableFileError(
            "The file is empty.", LEFT_OUT if _has_work_suffix(entry.name) else OTHER
        )
    if size > bytes_left:
        raise _UnusableFileError("The folder has too much in it to read this file as well.")
    return size


def _read_work_file(path: Path, display_path: str, size: int) -> tuple[_WorkFile, list[FileNote]]:
    with path.open("rb") as file:
        head = file.read(FILE_HEAD_BYTES)
    if path.suffix.lower() in FIX_BY_FILE_SUFFIX:
        raise _UnusableFileError(FIX_BY_FILE_SUFFIX[path.suffix.lower()])
    if head.startswith(ZIP_SIGNATURES) or path.suffix.lower() == ".zip":
        return _read_export_zip(path, display_path, size)
    if ".jsonl" in path.name.lower() or head.removeprefix(UTF8_BOM).lstrip().startswith(
        EVENT_LINE_PREFIX
    ):
        return _read_log_file(path, display_path, size)
    raise _UnusableFileError(NOT_COURSE_WORK_REASON, OTHER)


def _read_export_zip(path: Path, display_path: str, size: int) -> tuple[_WorkFile, list[FileNote]]:
    if size > archive.MAX_UPLOAD_BYTES:
        raise _UnusableFileError(
            f"It's larger than any export ({size / 1e6:,.0f} MB; the limit is "
            f"{archive.MAX_UPLOAD_BYTES / 1e6:g} MB)."
        )
    try:
        found = archive.read_export_contents(path.read_bytes())
    except InputError as problem:
        if ".zip" not in path.name.lower():  # the files of an office suite are packed the same way
            raise _UnusableFileError(NOT_COURSE_WORK_REASON, OTHER) from None
        fix = f" {EXPORT_AGAIN_FIX}" if isinstance(problem, archive.DamagedZipError) else ""
        raise _UnusableFileError(problem.what + fix) from None
    work_file, notes = _parse_work_log(display_path, found.log, found.pseudonyms)
    return replace(
        work_file,
        name=found.name,
        is_part=found.part != (1, 1),
        saved_at=(found.packed_at, path.stat().st_mtime_ns),
    ), notes


def _read_log_file(path: Path, display_path: str, size: int) -> tuple[_WorkFile, list[FileNote]]:
    if size > archive.MAX_UNPACKED_BYTES:
        raise _UnusableFileError(f"It's larger than any log ({size / 1e6:,.0f} MB).")
    if identity.count_accounts(path.parent) > 1 and path.name == LOG_FILE_NAME:
        raise _UnusableFileError(
            "It's a shared home: several accounts saved work in this folder, so the answers of "
            "several people are mixed. Give each person a folder of their own."
        )
    return _parse_work_log(display_path, path.read_bytes().removeprefix(UTF8_BOM))


def _parse_work_log(
    display_path: str,
    log: bytes,
    known_pseudonyms: Iterable[str] = (),
) -> tuple[_WorkFile, list[FileNote]]:
    if not log.strip():
        raise _UnusableFileError("Nothing is in it yet: its log is empty.")
    if b"\x00" in log[:FILE_HEAD_BYTES]:
        raise _UnusableFileError(
            "It isn't UTF-8 text; perhaps an editor saved it in another encoding."
        )
    whole = log if log.endswith(b"\n") else log + b"\n"
    progress = Progress.from_log(whole)
    with progress.log.locked_index() as index:
        index.check_for_damage()
        pseudonyms, ids = (
            frozenset(index.pseudonyms()) | frozenset(known_pseudonyms),
            frozenset(index.event_ids()),
        )
        answer_times = [line.when for line in index.lines() if line.what == "answered"]
        newer, damaged = index.count_newer_lines(), len(index.skipped_lines)
    if newer:
        raise _UnusableFileError(
            f"A newer version of the course wrote {plural(newer, 'line')} of it. Update this copy "
            "of the course to read it."
        )
    if not ids:
        raise _UnusableFileError("None of its lines can be read: it's damaged, or not a log.")
    note = FileNote(
        display_path, IN_PART, _damage_text(damaged, len(ids), has_torn_end=not log.endswith(b"\n"))
    )
    days = _first_and_last_day(answer_times)
    work_file = _WorkFile(display_path, whole, progress, pseudonyms, ids, days)
    return work_file, [note] if damaged else []


def _first_and_last_day(timestamps: Iterable[str]) -> tuple[date, ...]:
    """Return the days of the first and the last event; nothing without any."""
    times = sorted(timestamps)
    ends = [next(filter(None, map(_local_day, one)), None) for one in (times, reversed(times))]
    return tuple(filter(None, ends))


def _local_day(timestamp: str) -> date | None:
    """Return the day of an event where this notebook runs; None for a day that never was."""
    try:
        return datetime.fromisoformat(timestamp).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None


def _damage_text(damaged_count: int, readable_count: int, *, has_torn_end: bool) -> str:
    used = f"{plural(readable_count, 'event')} {verb_for_count(readable_count, 'is', 'are')} used"
    if has_torn_end and damaged_count == 1:
        return f"Its last line is half-written and left out; {used}."
    verb = verb_for_count(damaged_count, "is", "are")
    return f"{plural(damaged_count, 'line')} can't be read and {verb} left out; {used}."


# --- who is who ----------------------------------------------------------------------------


def _merge_files_by_learner(
    work_files: list[_WorkFile],
) -> tuple[list[LearnerWork], list[FileNote]]:
    """Return one learner for all files that share a pseudonym, and notes on these files."""
    learners, notes = [], []
    newest_day = max((day for one in work_files for day in one.answer_days), default=date.min)
    for group in _group_by_pseudonym(work_files):
        used, repeated = _split_off_repeats(group)
        newest_export = _newest_export(group)
        notes += (
            _with_withheld_names(repeated, group, newest_export)
            + _shared_pseudonym_notes(used)
            + _old_answers_notes(used, newest_day)
        )
        progress = (
            used[0].progress
            if len(used) == 1
            else Progress.from_log(b"".join(work_file.log_bytes for work_file in used))
        )
        learners.append(LearnerWork(progress, newest_export.name if newest_export else ""))
    return learners, notes


def _group_by_pseudonym(work_files: list[_WorkFile]) -> list[list[_WorkFile]]:
    groups: list[tuple[set[str], list[_WorkFile]]] = []
    group_index_by_pseudonym: dict[str, int] = {}
    for work_file in work_files:
        found = sorted(
            {
                group_index_by_pseudonym[who]
                for who in work_file.pseudonyms
                if who in group_index_by_pseudonym
            }
        )
        pseudonyms = set(work_file.pseudonyms).union(*(groups[number][0] for number in found))
        members = [*(one for number in found for one in groups[number][1]), work_file]
        for number in found:
            groups[number] = (set(), [])
        groups.append((pseudonyms, members))
        group_index_by_pseudonym.update(dict.fromkeys(pseudonyms, len(groups) - 1))
    return [members for _, members in groups if members]


def _split_off_repeats(work_files: list[_WorkFile]) -> tuple[list[_WorkFile], list[FileNote]]:
    used: list[_WorkFile] = []
    notes = []
    for work_file in sorted(
        work_files, key=lambda one: (len(one.event_ids), one.saved_at), reverse=True
    ):
        whole = next((other for other in used if work_file.event_ids <= other.event_ids), None)
        if whole is None:
            used.append(work_file)
        else:
            notes.append(FileNote(work_file.file, AGAIN, f"All of it is in {whole.file}, too."))
    return used, notes


def _newest_export(work_files: list[_WorkFile]) -> _WorkFile | None:
    """Return the export that says last whether its learner agrees to be named.

    One that has all events of another and more is newer; else the time of packing decides, which
    mail and downloads don't change, and then the file's.
    """
    exports = [one for one in work_files if one.saved_at]
    latest = [
        one for one in exports if not any(one.event_ids < other.event_ids for other in exports)
    ]
    return max(reversed(latest), key=lambda one: one.saved_at, default=None)


def _with_withheld_names(
    repeated: list[FileNote], work_files: list[_WorkFile], newest_export: _WorkFile | None
) -> list[FileNote]:
    """Return the notes, and with them which names are left out for a newer export without one."""
    if newest_export is None or newest_export.name:
        return repeated
    why = f"Its name is left out: {newest_export.file} is a newer export, and it has no name."
    named = [one.file for one in work_files if one.name]
    again = {note.file for note in repeated}
    return [
        replace(note, why=f"{note.why} {why}") if note.file in named else note for note in repeated
    ] + [FileNote(file, IN_PART, why) for file in named if file not in again]


def _old_answers_notes(work_files: list[_WorkFile], newest_day: date) -> list[FileNote]:
    return [
        FileNote(
            one.file,
            OLD,
            f"Its last answer is from {format_day(one.answer_days[-1], newest_day)}. If it's from "
            "another group, take it out of the folder.",
        )
        for one in work_files
        if one.answer_days
        and (newest_day - one.answer_days[-1]).days > MAX_DAYS_BEFORE_NEWEST_ANSWER
    ]


def format_day(day: date, newest_day: date) -> str:
    """Return a day in words, with its year where that differs from the newest day's."""
    year = "" if day.year == newest_day.year else f", {day.year}"
    return f"{day:%B} {day.day}{year}"


def _shared_pseudonym_notes(work_files: list[_WorkFile]) -> list[FileNote]:
    first, *others = work_files
    return [
        FileNote(
            other.file,
            SHARED,
            f"It has the same made-up name as {first.file} but other work, so both count as one "
            "person. Ask who sent them. If it's one person, that's fine. If they're two people, "
            "they worked in one folder or on cloned computers, and we mix their answers: take one "
            "of the two files out. Next time, give each person an empty work folder.",
        )
        for other in others
        if not (first.is_part and other.is_part) and first.pseudonyms & other.pseudonyms
    ]
