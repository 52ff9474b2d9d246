"""Take work from one machine to another."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.kit import printed
from utils.kit.base import CourseWidget, button, button_row, heading
from utils.kit.controls import Choices, FileUpload, Html, LiveRegion, TextField
from utils.kit.errors import InputError
from utils.kit.export_button import FILE, LABEL, export_html, named_parts
from utils.kit.progress import archive
from utils.kit.quiz.confidence import confidence_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from utils.kit.controls import Input
    from utils.kit.progress import Progress

CONFIDENCE = "In all notebooks so far: how far can you trust your “sure”?"
AGREED = "named"
AGREE = "In a class: the facilitator may call on me by name"
NAME_HINT = (
    "Your name goes into the exported file and nowhere else. Without it, the file has only the "
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
        self._pending = b""  # a file with someone's work, until we know whose
        self._summary, self._confidence = LiveRegion(), Html()
        self._message = LiveRegion()
        self._file = FileUpload(
            label="Import an exported file", accept=".zip", max_size=archive.MAX_UPLOAD_BYTES
        )
        self._file.observe(self.catch_errors(self._import), "uploads")
        self._question = button_row(
            button(
                "This is my work from another computer",
                self.catch_errors(self._add_as_mine),
                primary=True,
            ),
            button("Someone else's: don't add it", self.catch_errors(self._discard)),
        )
        self._question.hidden = True
        self._agreed = Choices(label="Your name", options=[[AGREED, AGREE]], multiple=True)
        self._name = TextField(
            label="The name to call me by", hint=NAME_HINT, max_length=archive.MAX_NAME, hidden=True
        )
        self._agreed.observe(self.catch_errors(self._follow_agreement), "value")
        row = button_row(button(LABEL, self.catch_errors(self._export), primary=True))
        self.root.children = [
            heading(self.title, self.task) if prefix else self.heading(),
            self.error,
            self._summary,
            self._confidence,
            self._agreed,
            self._name,
            row,
            self._file,
            self._message,
            self._question,
        ]
        self._revision = -1
        self.refresh()
        self.follow_log(self._follow)

    @property
    def inputs(self) -> dict[str, Input]:
        """The controls: the file to import, whether to be named, and the name."""
        return {"file": self._file, "agreed": self._agreed, "name": self._name}

    @property
    def summary_html(self) -> str:
        """What was answered and saved so far."""
        return self._summary.html

    @property
    def message_html(self) -> str:
        """What an export or an import said last."""
        return self._message.html

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return what makes it done: an export."""
        return [f"saved:{cls.activity_id}"]

    def _follow(self) -> None:
        if self._revision != self.progress.summary_revision(self._prefix):
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Summarize the log as it is by now."""
        self._revision = self.progress.summary_revision(self._prefix)
        counts = self.progress.summary(self._prefix)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.progress.notes())
        self._summary.html = summary_html(counts) + notes
        self._confidence.html = confidence_html(self.progress)

    def _follow_agreement(self, *_: object) -> None:
        self._name.hidden = not self._agreed.value
        self._name.error = ""

    def _export(self, *_: object) -> None:
        name = " ".join(self._name.value.split()) if self._agreed.value else ""
        if self._agreed.value and not name:
            self._name.error = f"Enter the name to call you by, or untick “{AGREE}.”"
            return
        self._name.error = ""
        made = archive.export(self.progress, name)
        self._message.html = export_html(named_parts(made.parts, self.progress), made.left_out)
        self.record("saved", file=FILE)  # which refreshes the summary

    def _import(self, *_: object) -> None:
        # What was said about an earlier file would be taken for this one's.
        self._ask(b"")
        self.error.html = ""
        self._message.html = "<p>Reading the file…</p>"
        try:
            self._add(self._content())
        except InputError:
            self._message.html = ""
            raise

    def _content(self) -> bytes:
        content = self._file.read()
        if not content:
            raise InputError("That file is empty.", f"Choose the {FILE} you got from Export.")
        return content

    def _add(self, content: bytes, *, mine: bool = False) -> None:
        try:
            report = archive.import_zip(self.progress, content, mine=mine)
        except archive.OtherPersonError as stranger:
            self._message.html = question_html(stranger)
            self._ask(content)
        else:
            self._message.html = (
                f"<p>{escape(str(report))} To see your work, run the notebook again "
                "(Run → Run All Cells).</p>"
            )
            self.refresh()

    def _ask(self, content: bytes) -> None:
        """Show the two answers while `content` waits for one; without content, hide them."""
        self._pending = content
        self._question.hidden = not content

    def _add_as_mine(self, *_: object) -> None:
        content = self._pending
        self._ask(b"")
        if content:
            self._add(content, mine=True)

    def _discard(self, *_: object) -> None:
        self._ask(b"")
        self._message.html = "<p>Nothing was added, and your own work hasn't changed.</p>"

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
    drawn = view.picture.html() if view.picture else ""
    return f"<p><strong>{CONFIDENCE}</strong></p>{view.summary_html()}{drawn}{view.more_html()}"


def question_html(stranger: archive.OtherPersonError) -> str:
    """Return the question whose work a file has."""
    theirs, mine = (escape(" and ".join(names)) for names in (stranger.people, stranger.mine))
    here = f", and your work here is by <strong>{mine}</strong>" if mine else ""
    return (
        f"<p>This file has work by <strong>{theirs}</strong>{here}. (The course made up these "
        "names, one for each computer.)</p><p><strong>Whose work is it?</strong> Nothing is added "
        "until you answer.</p>"
    )


def summary_html(counts: Mapping[str, Any]) -> str:
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
