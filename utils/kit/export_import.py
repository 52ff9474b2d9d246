"""Carry work off this machine, and bring it to another."""

from __future__ import annotations

import base64
from html import escape

from utils.kit.base import CourseWidget, button, button_row, heading
from utils.kit.controls import FileUpload, LiveRegion
from utils.kit.errors import InputError
from utils.kit.progress import archive

MOST = 9_000_000  # bytes; more in one message would break the line to the kernel
FILE = "technical-product-owner-work.zip"


class ExportImport(CourseWidget):
    """Export and import of progress and documents, and a summary of both."""

    activity_id = "work"
    title = "Take your work with you"
    task = (
        "Export puts your answers and documents into one file. Import adds such a file to what "
        "is here; nothing is overwritten. On Binder, export before you close the page: Binder "
        "forgets everything."
    )

    def __init__(self, prefix: str = "") -> None:
        """Summarise what the log has about questions and activities that begin with `prefix`."""
        super().__init__()
        self._prefix = prefix
        self._summary = LiveRegion()
        self._said = LiveRegion()
        self._file = FileUpload(
            label="Import a file that Export made", accept=".zip", max_size=MOST
        )
        self._file.observe(self.catch_errors(self._import), "uploads")
        row = button_row(
            button("Export my work", self.catch_errors(self._export), primary=True),
            button("Count again", self.catch_errors(self._count)),
        )
        self.root.children = [
            heading(self.title, self.task),
            self.error,
            self._summary,
            row,
            self._file,
            self._said,
        ]
        self._count()

    def _count(self, *_: object) -> None:
        self._summary.html = summary_html(self.progress.summary(self._prefix))

    def _export(self, *_: object) -> None:
        data = archive.to_zip_bytes(self.progress)
        href = f"data:application/zip;base64,{base64.b64encode(data).decode('ascii')}"
        self._said.html = (
            f'<p>Ready: <a download="{FILE}" href="{href}">download {FILE}</a> '
            f"({len(data) / 1000:,.0f} kB). Keep it somewhere you will find it again.</p>"
        )
        self._count()

    def _import(self, *_: object) -> None:
        content = self._file.read()
        if not content:
            raise InputError("That file is empty.", f"Choose the {FILE} that Export made.")
        report = self.progress.merge(content)
        self._said.html = (
            f"<p>{escape(str(report))} Run the notebook again (Run → Run All Cells) to see it.</p>"
        )
        self._count()

    def printed_html(self) -> str:
        """Return title and task."""
        return f"<h4>{escape(self.title)}</h4><p>{escape(self.task)}</p>"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return f"{self.title}\n{self.task}"


def summary_html(counts: dict) -> str:
    """Return in words what `Progress.summary` counted."""
    tried = counts["tried"]
    baseline = f"<p>Baseline answers kept: <strong>{counts['kept']}</strong>.</p>"
    baseline = baseline if counts["kept"] else ""
    if not tried:
        saved = len(counts["documents"])
        documents = f"<p>Documents saved: <strong>{saved}</strong>.</p>" if saved else ""
        return f"{baseline}<p>No question answered yet.</p>{documents}"
    words = (
        f"<p>Questions answered: <strong>{tried}</strong>; right at the first attempt: "
        f"<strong>{counts['right_first']}</strong>; right in the end: "
        f"<strong>{counts['right_in_the_end']}</strong>. "
        f"Documents saved: <strong>{len(counts['documents'])}</strong>.</p>"
    )
    levels = "; ".join(
        f"{text.lower()}: {counts['confidence'][key]['right']} of "
        f"{counts['confidence'][key]['tried']}"
        for key, text in (("guess", "A guess"), ("fairly", "Fairly sure"), ("sure", "Sure"))
        if counts["confidence"].get(key, {}).get("tried")
    )
    return f"{baseline}{words}<p>Right at the first attempt, by how sure you were: {levels}.</p>"
