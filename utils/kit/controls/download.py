"""Files that the browser downloads by itself."""

from __future__ import annotations

from typing import Any

import traitlets as t

from utils.kit.controls.runtime import Control


class DownloadTrigger(Control):
    """Hands files to the browser, which keeps them where it keeps downloads; shows nothing.

    Traits
    ------
    names : list of str
    contents : list of bytes, one for each name
    sent : int, counts how often; the page downloads when it changes
    """

    renderer = t.Unicode("download").tag(sync=True)
    names = t.List(t.Unicode()).tag(sync=True)
    contents: t.List[Any] = t.List().tag(sync=True)
    sent = t.Int(0).tag(sync=True)

    def send_files(self, files: dict[str, bytes]) -> None:
        """Let the browser download files, by name."""
        with self.hold_sync():
            self.names, self.contents = list(files), list(files.values())
            self.sent += 1
