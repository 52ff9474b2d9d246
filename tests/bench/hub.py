"""Many learners on one server: a real JupyterHub, and what each learner costs it.

The hub has packages of its own, so it gets an environment of its own (the extra "hub"):

    python -m venv .venv-hub
    .venv-hub/bin/python -m pip install -r requirements.txt "jupyterhub>=5"
    npm install --prefix .venv-hub/node configurable-http-proxy
    .venv-hub/bin/python tests/bench/hub.py --learners 10

Each learner starts a server, runs a notebook, answers its questions, and stops. All of it stays on
127.0.0.1 and in a temporary folder. Linux only: memory is the proportional set size (PSS), which
shares what several processes share.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "01-role-definition.ipynb"
LONGEST = 180  # seconds for one step of one learner
PROXY = Path(sys.prefix) / "node" / "node_modules" / ".bin" / "configurable-http-proxy"
# A learner's answers, given the way the widgets give them: on disk before the feedback shows.
ANSWERS = """
from utils.kit.quiz import bank
from utils.kit.quiz.widget import QuestionCard
answered = 0
for question in bank.load_questions("01-role-definition"):
    if question.choices:
        card = QuestionCard(question, 1)
        card.inputs["answer"].value = [question.choices[0].key]
        card.inputs["confidence"].value = ["sure"]
        card.press("Check")
        answered += 1
print(answered)
"""
CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"] if {is_root} else []
c.Spawner.environment = {{"PYTHONPATH": {root!r}, "MPLBACKEND": "agg"}}
c.Spawner.start_timeout = c.Spawner.http_timeout = {longest}
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.services = [{{"name": "bench", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{
    "name": "bench", "services": ["bench"],
    "scopes": ["admin:users", "admin:servers", "access:servers"],
}}]
"""


@dataclass
class Learner:
    """What one learner saw: seconds, memory in MB, answers given and found; `problem` if any."""

    name: str
    server_ready: float = 0
    first_activity: float = 0
    all_run: float = 0
    answer: float = 0
    pss: float = 0
    given: int = 0
    found: int = 0
    problem: str = ""


@dataclass
class Hub:
    """A running JupyterHub."""

    folder: Path
    port: int
    token: str
    process: subprocess.Popen
    homes: Path = field(init=False)

    def __post_init__(self) -> None:
        """Say where the learners' homes are."""
        self.homes = self.folder / "homes"

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Return what the hub, or a learner's server, answers. Raises OSError on a refusal."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else None


@contextlib.contextmanager
def running_hub() -> Iterator[Hub]:
    """Start a hub on free ports; end it and all its servers on leaving."""
    folder = Path(tempfile.mkdtemp(prefix="tpo-hub-"))
    token, ports = secrets.token_hex(16), free_ports(3)
    config = folder / "jupyterhub_config.py"
    config.write_text(
        CONFIG.format(
            port=ports[0], hub_port=ports[1], proxy_port=ports[2], proxy=str(PROXY),
            homes=str(folder / "homes"), python=sys.executable, root=str(ROOT), token=token,
            longest=LONGEST, is_root=os.geteuid() == 0,
        )
    )  # fmt: skip
    (folder / "homes").mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TPO_", "JUPYTER"))}
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    hub = Hub(folder, ports[0], token, process)
    try:
        wait(lambda: bool(hub.ask("GET", "/hub/api/")), 120)
        yield hub
    except BaseException:
        print((folder / "hub.log").read_text()[-3000:], file=sys.stderr)
        raise
    finally:
        end(process)
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nothing uses now."""
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in opened:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in opened]


def end(process: subprocess.Popen) -> None:
    """End a process and everything that it started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        for one in [*family, psutil.Process(process.pid)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


def wait(ready: Callable[[], bool], seconds: float) -> None:
    """Ask repeatedly. Raises TimeoutError after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if ready():
                return
        time.sleep(0.1)
    raise TimeoutError(f"not ready after {seconds:.0f} s")


class Kernel:
    """A kernel on a learner's server, over its websocket."""

    def __init__(self, hub: Hub, name: str) -> None:
        import websocket

        made = hub.ask("POST", f"/user/{name}/api/kernels", {"name": "python3"})
        address = f"ws://127.0.0.1:{hub.port}/user/{name}/api/kernels/{made['id']}/channels"
        header = [f"Authorization: token {hub.token}"]
        self._socket = websocket.create_connection(address, timeout=LONGEST, header=header)
        self._session = uuid.uuid4().hex

    def run(self, code: str) -> tuple[str, bool]:
        """Run a cell; return what it printed and whether it showed a widget."""
        own = uuid.uuid4().hex
        header = {"msg_id": own, "msg_type": "execute_request", "session": self._session,
                  "username": "", "version": "5.3"}  # fmt: skip
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": True}  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content,
                   "channel": "shell", "buffers": []}  # fmt: skip
        self._socket.send(json.dumps(message))
        return self._until_idle(own)

    def _until_idle(self, own: str) -> tuple[str, bool]:
        printed, shown = "", False
        while True:
            got = self._socket.recv()
            if isinstance(got, bytes):
                continue  # a widget's message with buffers
            reply = json.loads(got)
            if reply["parent_header"].get("msg_id") != own:
                continue
            kind, content = reply["msg_type"], reply["content"]
            if kind == "error":
                raise RuntimeError(f"{content['ename']}: {content['evalue']}")
            if kind == "stream":
                printed += content["text"]
            shown = shown or any("widget-view" in key for key in content.get("data", {}))
            if kind == "status" and content["execution_state"] == "idle":
                return printed, shown


def learn(hub: Hub, number: int, together: threading.Barrier) -> Learner:
    """Be one learner: start, run the notebook, answer, wait for the others, stop."""
    learner = Learner(f"learner{number:02d}")
    try:
        _learn(hub, learner)
    except Exception as problem:  # noqa: BLE001 - the others go on, and the table says it
        learner.problem = f"{type(problem).__name__}: {problem}"
    with contextlib.suppress(threading.BrokenBarrierError):
        together.wait(LONGEST)  # memory counts while all are there
    with contextlib.suppress(Exception):
        learner.pss = memory(hub, learner.name)
    with contextlib.suppress(threading.BrokenBarrierError):
        together.wait(LONGEST)
    with contextlib.suppress(OSError):
        hub.ask("DELETE", f"/hub/api/users/{learner.name}/server")
    learner.found = answers_on_disk(hub, learner.name)
    return learner


def _learn(hub: Hub, learner: Learner) -> None:
    home = hub.homes / learner.name
    home.mkdir(exist_ok=True)
    (home / "notebooks").mkdir()
    shutil.copy(NOTEBOOK, home / "notebooks")
    user = f"/hub/api/users/{learner.name}"
    hub.ask("POST", user)
    start = time.monotonic()
    hub.ask("POST", f"{user}/server", {})
    wait(lambda: hub.ask("GET", user)["servers"].get("", {}).get("ready", False), LONGEST)
    learner.server_ready = time.monotonic() - start
    kernel = Kernel(hub, learner.name)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code" and cell["source"]:
            _, shown = kernel.run("".join(cell["source"]))
            if shown and not learner.first_activity and cell["id"] != "start":
                learner.first_activity = time.monotonic() - start
    learner.all_run = time.monotonic() - start
    asked = time.monotonic()
    learner.given = int(kernel.run(ANSWERS)[0].split()[-1])
    learner.answer = (time.monotonic() - asked) / learner.given


def memory(hub: Hub, name: str) -> float:
    """Return the memory of a learner's server and kernels, in MB of PSS."""
    home = str(hub.homes / name)
    total = 0
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if process.environ().get("HOME") == home:
                total += process.memory_full_info().pss
    return total / 1e6


def answers_on_disk(hub: Hub, name: str) -> int:
    """Return how many answers a learner's log has."""
    logs = (hub.homes / name).rglob("progress.jsonl")
    lines = [line for log in logs for line in log.read_text(encoding="utf-8").splitlines()]
    return sum(json.loads(line)["what"] == "answered" for line in lines)


def report(learners: list[Learner], hub_memory: float) -> str:
    """Return the figures as lines of text."""
    good = [one for one in learners if not one.problem]
    lines = [f"{len(learners)} learners, {len(learners) - len(good)} failures"]
    lines += [f"  {one.name}: {one.problem}" for one in learners if one.problem]
    for what, name, unit in (
        ("server ready", "server_ready", "s"),
        ("first activity", "first_activity", "s"),
        ("all cells run", "all_run", "s"),
        ("one answer", "answer", "s"),
        ("memory of a learner", "pss", "MB PSS"),
    ):
        found = sorted(getattr(one, name) for one in good)
        if found:
            lines.append(f"{what}: median {median(found):.2f}, most {found[-1]:.2f} {unit}")
    given, found = (sum(getattr(one, name) for one in good) for name in ("given", "found"))
    lines.append(f"memory of hub and proxy: {hub_memory:.0f} MB PSS")
    lines.append(f"answers given {given}, on disk {found}, lost {given - found}")
    return "\n".join(lines)


def overhead(hub: Hub) -> float:
    """Return the memory of hub and proxy alone, in MB of PSS."""
    hub_process = psutil.Process(hub.process.pid)
    own = [hub_process, *hub_process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in own) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--learners", type=int, default=10)
    asked = parser.parse_args()
    if not PROXY.exists():
        sys.exit(f"The proxy isn't there: {PROXY}. See the first lines of this file.")
    with running_hub() as hub:
        hub_memory = overhead(hub)
        together = threading.Barrier(asked.learners)
        with ThreadPoolExecutor(asked.learners) as pool:
            numbers = range(1, asked.learners + 1)
            learners = list(pool.map(lambda number: learn(hub, number, together), numbers))
        if any(one.problem for one in learners):
            print((hub.folder / "hub.log").read_text()[-3000:], file=sys.stderr)
    print(report(learners, hub_memory))
    sys.exit(any(one.problem or one.given != one.found for one in learners))


if __name__ == "__main__":
    main()
