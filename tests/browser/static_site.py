"""Serves the course as a static site, as any web server would, and opens notebooks from it."""

from __future__ import annotations

import functools
import http.server
import threading
import urllib.parse
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path


class _Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a page asks for hundreds of files."""

    def send_header(self, keyword: str, value: str) -> None:
        """Count what is sent, too."""
        super().send_header(keyword, value)
        if keyword == "Content-Length":
            self.server.sent += int(value)


class StaticSite:
    """The files of a folder on a free port of 127.0.0.1, inside a `with` block."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Files, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.sent = 0
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        """Start to serve."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def megabytes_sent(self) -> float:
        """How much was sent so far, in millions of bytes."""
        return self._server.sent / 1e6

    def address(self, notebook: str, mode: str = "lab") -> str:
        """Return the address of a notebook; the site has the "lab" mode alone."""
        query = urllib.parse.urlencode({"path": f"notebooks/{notebook}"})
        return f"{self.url}{mode}/index.html?{query}"
