"""Starts a real JupyterLab on a copy of the notebooks, apart from everything of the user's."""

from __future__ import annotations

import filecmp
import json
import os
import secrets
import shutil
import site
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    import psutil

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
DEFAULTS = ROOT / "utils" / "jupyter" / "lab_settings.json"  # which the course installs

# What a user could set in the settings editor.
SETTINGS = {
    # JupyterLab takes cells that are scrolled away out of the page. A test looks for controls
    # and errors in the whole notebook, so every cell has to be there.
    "notebook-extension/tracker": {"windowingMode": "none"},
}


class Lab:
    """JupyterLab on a free port of 127.0.0.1, from entering the `with` block to leaving it.

    Parameters
    ----------
    notebooks
        Folder to copy; the learner sees the copy, so what is committed stays as it is.
    home
        Folder for progress and documents (`TPO_COURSE_HOME`); a fresh one by default.

    Attributes
    ----------
    root, home
        The copied notebooks and the learner's folder.
    log
        File with what the server said.

    """

    def __init__(self, notebooks: Path = NOTEBOOKS, home: Path | None = None) -> None:
        self._source = notebooks
        self._folder = Path(tempfile.mkdtemp(prefix="tpo-lab-"))
        self.root = self._folder / "notebooks"
        self.home = home or self._folder / "home"
        self.log = self._folder / "server.log"
        self.token = secrets.token_hex(16)
        self.url = ""
        self._server: subprocess.Popen | None = None

    def __enter__(self) -> Lab:
        """Start the server and wait until it answers."""
        for name in ("config", "data", "run", "settings", "workspaces", "ipython", "user"):
            (self._folder / name).mkdir()
        defaults = self._folder / "app-settings" / "overrides.d" / "course.json"
        defaults.parent.mkdir(parents=True)
        shutil.copy(DEFAULTS, defaults)
        self._lay_out()
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Shut down server and kernels and remove the folder."""
        self._end()

    # --- use ---------------------------------------------------------------------------

    def address(self, notebook: str, mode: str = "lab") -> str:
        """Return the address of a notebook.

        `mode` is "lab" (with the side bar, as a learner sees it first) or "doc" (one document).
        Each address has a workspace of its own: nothing opened before comes back.
        """
        query = urllib.parse.urlencode({"token": self.token})
        path = urllib.parse.quote(notebook)
        return f"{self.url}{mode}/workspaces/w{uuid.uuid4().hex[:8]}/tree/{path}?{query}"

    def kernels(self) -> list[dict[str, Any]]:
        """Return the kernels that run now."""
        return self._ask("GET", "api/kernels")

    def kill_kernels(self) -> None:
        """Kill every kernel's process, as a machine that runs out of memory does."""
        import psutil

        for child in psutil.Process(self._server.pid).children(recursive=True):
            if any("ipykernel" in part for part in child.cmdline()):
                child.kill()

    def restart(self) -> None:
        """Stop the server with its kernels, and start it again at the same address."""
        port = urllib.parse.urlsplit(self.url).port
        self._stop()
        self._start(port)

    def set(self, name: str, values: dict[str, Any]) -> None:
        """Write a user's settings, such as "notebook-extension/tracker", for pages yet to load."""
        file = self._folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")

    def fresh(self) -> None:
        """Make it as new: no kernel, no progress, the committed notebooks, the first settings.

        Much quicker than another server.
        """
        self.stop_kernels()
        self._lay_out()

    def stop_kernels(self) -> None:
        """End all sessions and shut their kernels down."""
        for session in self._ask("GET", "api/sessions"):
            self._ask("DELETE", f"api/sessions/{session['id']}")
        for kernel in self.kernels():
            self._ask("DELETE", f"api/kernels/{kernel['id']}")

    # --- inside ------------------------------------------------------------------------

    def _start(self, port: int = 0) -> None:
        """Start the server, on any port or on this one, and wait until it answers."""
        command = [*self._command(), f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
        with self.log.open("w", encoding="utf-8") as log:
            self._server = subprocess.Popen(
                command, env=self._environment(), stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self.url = self._wait_for(self._announced, "JupyterLab did not start")
            self._wait_for(self._answers, "JupyterLab does not answer")
        except BaseException:
            self._end()
            raise

    def _lay_out(self) -> None:
        for folder in (self.home, self._folder / "settings"):
            empty(folder)
        mirror(self._source, self.root)
        for name, values in SETTINGS.items():
            self.set(name, values)

    def _command(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.root_dir={self.root}",
            f"--IdentityProvider.token={self.token}",
            # For reading the state of cells and kernel from the page: `window.jupyterapp`.
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.extension_manager=readonly",  # the other one asks a package registry
            f"--LabApp.app_settings_dir={self._folder / 'app-settings'}",
        ]

    def _environment(self) -> dict[str, str]:
        import matplotlib as mpl

        folder, user = self._folder, str(self._folder / "user")
        # Jupyter's own variables would lead to the user's files; what is installed beside
        # Python (labextensions, kernels) is found without them.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "XDG_"))}
        return kept | {
            "HOME": user,
            "USERPROFILE": user,
            "PYTHONUSERBASE": site.getuserbase(),  # else packages under the old HOME vanish
            "MPLCONFIGDIR": mpl.get_cachedir(),  # else every run makes the font list anew
            "IPYTHONDIR": str(folder / "ipython"),
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "run"),
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "TPO_COURSE_HOME": str(self.home),
        }

    def _announced(self) -> str | None:
        """Return the address from the file that the server writes once it has a port."""
        for file in (self._folder / "run").glob("jpserver-*.json"):
            try:
                return json.loads(file.read_text(encoding="utf-8"))["url"]
            except ValueError:  # not written to its end yet
                return None
        return None

    def _answers(self) -> bool:
        try:
            return "started" in self._ask("GET", "api/status")
        except OSError:
            return False

    def _wait_for(self, found: Callable[[], Any], otherwise: str, seconds: float = 60) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._server.poll() is None:
            if answer := found():
                return answer
            time.sleep(0.05)
        said = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise RuntimeError(f"{otherwise}. It said:\n{said}")

    def _ask(self, how: str, what: str) -> Any:
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.url + what, method=how, headers=headers)  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
            body = answer.read()
        return json.loads(body) if body else None

    def _stop(self) -> None:
        family = self._family()
        try:
            if self.url:
                self._ask("POST", "api/shutdown")  # ends the kernels first
            else:
                self._server.terminate()
            self._server.wait(timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            self._server.kill()
            self._server.wait()
        finally:
            end(family)
            for file in (self._folder / "run").glob("jpserver-*"):  # a killed one leaves it
                file.unlink(missing_ok=True)

    def _end(self) -> None:
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _family(self) -> list[psutil.Process]:
        import psutil

        try:
            return psutil.Process(self._server.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []


def end(processes: list[psutil.Process]) -> None:
    """End what is still there of these processes."""
    import psutil

    _, left = psutil.wait_procs(processes, timeout=3)
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=3)


def mirror(source: Path, target: Path) -> None:
    """Make a folder's files those of another, touching only what differs.

    An open page lists the folder every few seconds, and must never find it without its files.
    """
    target.mkdir(parents=True, exist_ok=True)
    for path in target.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif not (source / path.name).exists():
            path.unlink()
    for path in source.iterdir():
        if path.is_file() and not is_same_file(path, target / path.name):
            shutil.copy2(path, target / path.name)


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether both are there with the same content."""
    return other.exists() and filecmp.cmp(one, other, shallow=False)


def empty(folder: Path) -> None:
    """Make a folder, or take everything out of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for inner in folder.iterdir():
        if inner.is_dir() and not inner.is_symlink():
            shutil.rmtree(inner)
        else:
            inner.unlink()
