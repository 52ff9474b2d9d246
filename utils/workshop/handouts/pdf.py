"""Pages as PDF, where there is a Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

CHROMIUM_PROGRAM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
PDF_TIMEOUT_SECONDS = 120  # a notebook with many pictures takes a few


def find_chromium_program() -> str | None:
    """Return the program of a Chromium; `TPO_CHROMIUM` names another one. None without any."""
    named = os.environ.get("TPO_CHROMIUM")
    return (
        shutil.which(named)
        if named
        else next(filter(None, map(shutil.which, CHROMIUM_PROGRAM_NAMES)), None)
    )


def print_to_pdf(program: str, html: str, target: Path) -> str:
    """Print a page to a PDF; return "" or, in words, why that didn't work."""
    sandbox = [] if getattr(os, "geteuid", lambda: 1)() else ["--no-sandbox"]
    with tempfile.TemporaryDirectory() as profile:
        page = Path(profile) / "page.html"
        page.write_text(html, encoding="utf-8")
        command = [
            program, "--headless", "--disable-gpu", "--no-first-run", *sandbox,
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}", "--no-pdf-header-footer",
            f"--print-to-pdf={target.resolve()}", page.as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - a program that the user named or installed
                command, capture_output=True, timeout=PDF_TIMEOUT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            return str(problem)
    return "" if done.returncode == 0 and target.is_file() else "Chromium couldn't print it."
