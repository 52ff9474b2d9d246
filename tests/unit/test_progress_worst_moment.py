"""Writers and readers of one log that meet at the worst moment."""

import subprocess
import sys

import pytest

from utils.kit.progress import Progress
from utils.kit.progress import log as log_module

# Dies inside the write itself, with the lock held and half of the line in the file.
HALF = """
import os, pathlib, signal, sys
from utils.kit.progress import Progress, log
progress = Progress(pathlib.Path(sys.argv[1]))
print(progress.record("reset", "05.m3").id, flush=True)
write = os.write
def die(file, data):
    write(file, data[:int(len(data) * float(sys.argv[2]))])
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
log._write_all_or_raise = die
progress.record("reset", "05.m3")
print("survived", flush=True)
"""


def start(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ids(folder):
    return {one.id for one in Progress(folder).events()}


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_killed_inside_the_write(tmp_path, share):
    for _ in range(2):  # the second one meets the torn line and the lock of the first
        with start(HALF, tmp_path, share) as writer:
            said = writer.stdout.read().split()
        assert writer.returncode != 0
        assert len(said) == 1  # acknowledged one; died in the next
        assert said[0] in ids(tmp_path)
    progress = Progress(tmp_path)
    made = progress.record("reset", "05.m3")
    assert len(progress.events()) == 3
    assert progress.events()[-1] == made
    assert progress.summary()["skipped"] == (2 if share else 0)


def test_a_line_seen_half_written_is_read_once_it_is_whole(tmp_path):
    line = Progress(tmp_path / "other").record("reset", "05.m3").to_json_line()
    reader = Progress(tmp_path)
    for part, number in ((line[:30], 0), (line[30:] + line[:9], 1)):  # the very first line, too
        with reader.log.path.open("ab") as out:
            out.write(part)
        assert len(reader.events()) == number
    assert reader.summary()["skipped"] == 0


# The lock alone hides a lost append mode, so that has a test of its own.


def test_a_writer_that_knows_no_lock_is_not_overwritten(monkeypatch, tmp_path):
    progress = Progress(tmp_path)
    progress.record("reset", "05.m3")
    foreign = Progress(tmp_path / "other").record("reset", "05.m4").to_json_line()
    last_byte = log_module._last_byte

    def meanwhile(file, size):
        with progress.log.path.open("ab") as out:
            out.write(foreign)
        return last_byte(file, size)

    monkeypatch.setattr(log_module, "_last_byte", meanwhile)
    progress.record("reset", "05.m5")
    assert [one.where for one in progress.events()] == ["05.m3", "05.m4", "05.m5"]


def test_an_unchanged_file_is_not_opened(monkeypatch, tmp_path):
    progress = Progress(tmp_path)
    made = progress.record("reset", "05.m3")
    assert progress.events() == [made]
    monkeypatch.setattr(progress.log, "_read_appended", lambda: pytest.fail("read again"))
    assert progress.events() == [made]


def test_nothing_heavy_is_imported():
    heavy = ["pandas", "numpy", "matplotlib", "ipywidgets", "jsonschema", "markdown_it"]
    code = (
        "import sys, utils.kit.progress, utils.kit.portfolio\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
