"""All work as a file on the learner's own computer, with one press.

Where the folder for work is gone once the page closes, such as on Binder, this is next to each
button that saves.
"""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from utils.kit.base import button
from utils.kit.controls import DownloadTrigger, LiveRegion
from utils.kit.progress import archive
from utils.kit.progress.log import read_existing_pseudonym

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from utils.kit.base import CourseWidget
    from utils.kit.progress import Progress

EXPORT_FILE_NAME = "technical-product-owner-work.zip"
EXPORT_LABEL = "Export my work"


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
        self.button = button(EXPORT_LABEL, widget.catch_errors(self._export_work))
        self.download, self.message_region = DownloadTrigger(), LiveRegion()

    def _export_work(self, *_: object) -> None:
        self._flush()
        self.message_region.html = ""  # an earlier file doesn't have what was done since
        made = archive.build_export(self._widget.progress)
        files = export_files_by_name(made.parts, self._widget.progress)
        self.download.send_files(files)
        self.message_region.html = export_links_html(files, made.left_out)
        self._widget.record("saved", "work", file=EXPORT_FILE_NAME)


def export_links_html(files: Mapping[str, bytes], left_out: Sequence[str]) -> str:
    """Return links to download an export, and the names of the files it leaves out."""
    links = "".join(
        f"<p>Ready: {_download_link_html(name, data)}</p>" for name, data in files.items()
    )
    how = (
        "Keep it somewhere you'll find it again."
        if len(files) == 1
        else "Your work is too large for one file. Keep all of them, and import them in this order."
    )
    missing = (
        f"<p>Left out, because they can't be imported: {escape(', '.join(left_out))}.</p>"
        if left_out
        else ""
    )
    return f"{links}<p>{how}</p>{missing}"


def export_files_by_name(parts: Sequence[bytes], progress: Progress) -> dict[str, bytes]:
    """Return the files of an export by name.

    The learner's pseudonym is in each, so that the files of a class fit into one folder.
    """
    who = read_existing_pseudonym(progress.folder) if progress.folder else ""
    stem = "-".join(filter(None, [EXPORT_FILE_NAME.removesuffix(".zip"), who]))
    if len(parts) == 1:
        return {f"{stem}.zip": parts[0]}
    numbered = enumerate(parts, start=1)
    return {f"{stem}-{number}-of-{len(parts)}.zip": part for number, part in numbered}


def _download_link_html(name: str, data: bytes) -> str:
    href = f"data:application/zip;base64,{base64.b64encode(data).decode('ascii')}"
    return f'<a download="{name}" href="{href}">download {name}</a> ({len(data) / 1000:,.0f} kB)'
