"""All work as a file on the learner's own computer, with one press.

Where the folder for work is gone once the page closes, such as on Binder, this is next to each
button that saves.
"""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from utils.kit.base import button
from utils.kit.controls import Download, LiveRegion
from utils.kit.progress import archive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from utils.kit.base import CourseWidget

FILE = "technical-product-owner-work.zip"
LABEL = "Export my work"


class ExportButton:
    """A button, what it says, and the download it starts.

    Parameters
    ----------
    widget
        Whose log is exported, and which shows what goes wrong.
    flush
        Called first: logs what is still waiting for the learner to rest.

    """

    def __init__(self, widget: CourseWidget, flush: Callable[[], None]) -> None:
        self._widget, self._flush = widget, flush
        self.button = button(LABEL, widget.catch_errors(self._export))
        self.download, self.said = Download(), LiveRegion()

    def _export(self, *_: object) -> None:
        self._flush()
        made = archive.export(self._widget.progress)
        names = part_names(len(made.parts))
        self.download.send_files(dict(zip(names, made.parts, strict=True)))
        self.said.html = export_html(made.parts, made.left_out)
        self._widget.record("saved", "work", file=FILE)


def export_html(parts: Sequence[bytes], left_out: Sequence[str]) -> str:
    """Return links to download an export, and the names of the files it leaves out."""
    named = zip(part_names(len(parts)), parts, strict=True)
    links = "".join(f"<p>Ready: {_link(name, data)}</p>" for name, data in named)
    how = (
        "Keep it somewhere you'll find it again."
        if len(parts) == 1
        else "Your work is too large for one file. Keep all of them, and import them in this order."
    )
    missing = (
        f"<p>Left out, because they can't be imported: {escape(', '.join(left_out))}.</p>"
        if left_out
        else ""
    )
    return f"{links}<p>{how}</p>{missing}"


def part_names(count: int) -> list[str]:
    """Return the names of the files of an export."""
    if count == 1:
        return [FILE]
    return [FILE.replace(".zip", f"-{number}-of-{count}.zip") for number in range(1, count + 1)]


def _link(name: str, data: bytes) -> str:
    href = f"data:application/zip;base64,{base64.b64encode(data).decode('ascii')}"
    return f'<a download="{name}" href="{href}">download {name}</a> ({len(data) / 1000:,.0f} kB)'
