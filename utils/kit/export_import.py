"""Take work from one machine to another."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.kit import printed
from utils.kit.base import CourseWidget, build_plain_heading, button, button_row
from utils.kit.controls import Choices, FileUpload, Html, LiveRegion, TextField
from utils.kit.errors import InputError
from utils.kit.export_button import (
    EXPORT_FILE_NAME,
    EXPORT_LABEL,
    export_files_by_name,
    export_links_html,
)
from utils.kit.progress import archive
from utils.kit.quiz.confidence import confidence_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from utils.kit.controls import Input
    from utils.kit.progress import Progress

CONFIDENCE_HEADING = "In all notebooks so far: how far can you trust your “sure”?"
NAMING_CONSENT_KEY = "named"
NAMING_CONSENT_LABEL = "In a class: the facilitator may call on me by name"
LEARNER_NAME_HINT = (
    "Your name goes into the exported file, next to all your answers. The slides may then show "
    "your name as someone to call on, but never what you chose. Without it, the file has only the "
    "name that the course made up for this computer."
)


class ExportImport(CourseWidget):
    """Export and import of progress and documents, and a summary of both."""

    activity_id = "work"
    title = "Take your work with you"
    task = (
        "Export puts your answers and documents into one file. Import adds a file like that "
        "to what you have here; nothing is overwritten. On Binder, export before you close the "
        "page, because Binder forgets everything."
    )

    def __init__(self, prefix: str = "") -> None:
        """Summarize what the log has about questions and activities that begin with `prefix`."""
        super().__init__()
        self._prefix = prefix
        self._pending_content = b""  # a file with someone's work, until we know whose
        self._summary_region, self._confidence_region = LiveRegion(), Html()
        self._message_region = LiveRegion()
        self._file_upload = FileUpload(
            label="Import an exported file", accept=".zip", max_size=archive.MAX_UPLOAD_BYTES
        )
        self._file_upload.observe(self.catch_errors(self._import_file), "uploads")
        self._owner_question = button_row(
            button(
                "This is my work from another computer",
                self.catch_errors(self._add_as_own_work),
                primary=True,
            ),
            button("Someone else's: don't add it", self.catch_errors(self._discard_pending_import)),
        )
        self._owner_question.hidden = True
        self._naming_consent = Choices(
            label="Your name", options=[[NAMING_CONSENT_KEY, NAMING_CONSENT_LABEL]], multiple=True
        )
        self._name_field = TextField(
            label="The name to call me by",
            hint=LEARNER_NAME_HINT,
            max_length=archive.MAX_PERSON_NAME_LENGTH,
            hidden=True,
        )
        self._naming_consent.observe(self.catch_errors(self._show_name_field), "value")
        row = button_row(button(EXPORT_LABEL, self.catch_errors(self._export_work), primary=True))
        self.root.children = [
            build_plain_heading(self.title, self.task) if prefix else self.build_heading(),
            self.error,
            self._summary_region,
            self._confidence_region,
            self._naming_consent,
            self._name_field,
            row,
            self._file_upload,
            self._message_region,
            self._owner_question,
        ]
        self._revision = -1
        self.refresh()
        self.follow_log(self._refresh_if_changed)

    @property
    def inputs(self) -> dict[str, Input]:
        """The controls: the file to import, whether to be named, and the name."""
        return {"file": self._file_upload, "agreed": self._naming_consent, "name": self._name_field}

    @property
    def summary_html(self) -> str:
        """What was answered and saved so far."""
        return self._summary_region.html

    @property
    def message_html(self) -> str:
        """What an export or an import said last."""
        return self._message_region.html

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return what makes it done: an export."""
        return [f"saved:{cls.activity_id}"]

    def _refresh_if_changed(self) -> None:
        if self._revision != self.progress.summary_revision(self._prefix):
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Summarize the log as it is by now."""
        self._revision = self.progress.summary_revision(self._prefix)
        counts = self.progress.summary(self._prefix)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.progress.warnings())
        self._summary_region.html = progress_summary_html(counts) + notes
        self._confidence_region.html = confidence_html(self.progress)

    def _show_name_field(self, *_: object) -> None:
        self._name_field.hidden = not self._naming_consent.value
        self._name_field.error = ""

    def _export_work(self, *_: object) -> None:
        name = " ".join(self._name_field.value.split()) if self._naming_consent.value else ""
        if self._naming_consent.value and not name:
            self._name_field.error = (
                f"Enter the name to call you by, or untick “{NAMING_CONSENT_LABEL}.”"
            )
            return
        self._name_field.error = ""
        self._message_region.html = ""  # an earlier file doesn't have what was done since
        made = archive.build_export(self.progress, name)
        self._message_region.html = export_links_html(
            export_files_by_name(made.parts, self.progress), made.left_out
        )
        self.record("saved", file=EXPORT_FILE_NAME)  # which refreshes the summary

    def _import_file(self, *_: object) -> None:
        # What was said about an earlier file would be taken for this one's.
        self._set_pending_content(b"")
        self.error.html = ""
        self._message_region.html = "<p>Reading the file…</p>"
        try:
            self._add_work(self._uploaded_content())
        except InputError:
            self._message_region.html = ""
            raise

    def _uploaded_content(self) -> bytes:
        content = self._file_upload.read()
        if not content:
            raise InputError(
                "That file is empty.", f"Choose the {EXPORT_FILE_NAME} you got from Export."
            )
        return content

    def _add_work(self, content: bytes, *, is_own_work: bool = False) -> None:
        try:
            report = archive.import_zip(self.progress, content, is_own_work=is_own_work)
        except archive.OtherPersonError as stranger:
            self._message_region.html = owner_question_html(stranger)
            self._set_pending_content(content)
        else:
            self._message_region.html = (
                f"<p>{escape(str(report))} To see your work, run the notebook again "
                "(Run → Run All Cells).</p>"
            )
            self.refresh()

    def _set_pending_content(self, content: bytes) -> None:
        """Show the two answers while `content` waits for one; without content, hide them."""
        self._pending_content = content
        self._owner_question.hidden = not content

    def _add_as_own_work(self, *_: object) -> None:
        content = self._pending_content
        self._set_pending_content(b"")
        if content:
            self._add_work(content, is_own_work=True)

    def _discard_pending_import(self, *_: object) -> None:
        self._set_pending_content(b"")
        self._message_region.html = "<p>Nothing was added, and your own work hasn't changed.</p>"

    def printed_html(self) -> str:
        """Return title and task."""
        return printed.heading_html(self.title, self.task)

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return f"{self.title}\n{self.task}"


def confidence_html(progress: Progress) -> str:
    """Return how often each level of confidence was right, in all notebooks; "" without answers."""
    view = confidence_view(progress.summary()["confidence"])
    if view is None:
        return ""
    heading_html = f"<p><strong>{CONFIDENCE_HEADING}</strong></p>"
    picture_html = view.picture.html() if view.picture else ""
    return f"{heading_html}{view.summary_html()}{picture_html}{view.notes_and_table_html()}"


def owner_question_html(error: archive.OtherPersonError) -> str:
    """Return the question whose work a file has."""
    theirs, mine = (
        escape(" and ".join(names)) for names in (error.pseudonyms, error.own_pseudonyms)
    )
    here = f", and your work here is by <strong>{mine}</strong>" if mine else ""
    return (
        f"<p>This file has work by <strong>{theirs}</strong>{here}. (The course made up these "
        "names, one for each computer.)</p><p><strong>Whose work is it?</strong> Nothing is added "
        "until you answer.</p>"
    )


def progress_summary_html(counts: Mapping[str, Any]) -> str:
    """Return in words what `Progress.summary` counted."""
    tried = counts["tried"]
    baseline = f"<p>Baseline answers saved: <strong>{counts['kept']}</strong>.</p>"
    baseline = baseline if counts["kept"] else ""
    if not tried:
        saved = len(counts["documents"])
        documents = f"<p>Documents saved: <strong>{saved}</strong>.</p>" if saved else ""
        question = "other question" if baseline else "question"
        return f"{baseline}<p>No {question} answered yet.</p>{documents}"
    words = (
        f"<p>Questions answered: <strong>{tried}</strong>. Right on the first try: "
        f"<strong>{counts['right_first']}</strong>. Right in the end: "
        f"<strong>{counts['right_in_the_end']}</strong>. "
        f"Documents saved: <strong>{len(counts['documents'])}</strong>.</p>"
    )
    levels = "; ".join(
        f"{text.lower()}: {counts['confidence'][key]['right']} of "
        f"{counts['confidence'][key]['tried']}"
        for key, text in (("guess", "A guess"), ("fairly", "Fairly sure"), ("sure", "Sure"))
        if counts["confidence"].get(key, {}).get("tried")
    )
    return f"{baseline}{words}<p>Right on the first try, by how sure you were: {levels}.</p>"
