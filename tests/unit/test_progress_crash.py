"""Crashes and company: a writer killed in the middle, torn lines, three writers at once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from utils.kit.progress import Progress
from utils.kit.progress.log import parse_line

# Tells each event on its standard output once `record` has returned.
WRITER = """
import sys
from pathlib import Path
from utils.kit.progress import Progress

progress = Progress(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    made = progress.record("changed", "05." + sys.argv[3], values={"n": number, "text": "x" * 500})
    print(made.id, flush=True)
"""
WRITERS, EVENTS = 3, 150


def start(folder, count, name):
    command = [sys.executable, "-c", WRITER, str(folder), str(count), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_what_was_acknowledged_survives_a_kill(tmp_path):
    moments = random.Random(7)
    acknowledged: set[str] = set()
    for kill in range(8):
        writer = start(tmp_path, 1_000_000, f"m{kill}")
        acknowledged.add(writer.stdout.readline().strip())
        time.sleep(moments.uniform(0, 0.06))
        os.kill(writer.pid, signal.SIGKILL)
        said = writer.communicate()[0].split()
        assert writer.returncode == -signal.SIGKILL
        acknowledged |= {name for name in said if len(name) == 32}
        assert acknowledged <= {one.id for one in Progress(tmp_path).events()}
        assert (
            Progress(tmp_path).log.skipped_line_count <= kill + 1
        )  # at most one torn line a crash
    assert len(acknowledged) > 5
    last = Progress(tmp_path).record("reset", "05.m1")
    assert Progress(tmp_path).events()[-1] == last


def test_a_last_line_torn_anywhere_costs_nothing_else(tmp_path):
    progress = Progress(tmp_path)
    kept = [progress.record("changed", "05.m1", values={"n": n}) for n in range(2)]
    before = progress.log.path.read_bytes()
    lost = progress.record("changed", "05.m1", values={"n": 2})
    line = lost.to_json_line()
    reader = Progress(tmp_path)
    for cut in range(len(line)):
        progress.log.path.write_bytes(before + line[:cut])
        reader.events()
        assert [one.id for one in Progress(tmp_path).events()] == [one.id for one in kept]
        later = progress.record("reset", "05.m1")
        whole = cut == len(line) - 1  # only the line break was lost
        expected = {one.id for one in kept} | {later.id} | ({lost.id} if whole else set())
        for found in (progress, reader, Progress(tmp_path)):
            assert {one.id for one in found.events()} == expected
            assert found.log.skipped_line_count == (1 if 0 < cut < len(line) - 1 else 0)


def test_three_writers_at_once_lose_and_mix_nothing(tmp_path):
    writers = [start(tmp_path, EVENTS, f"m{number}") for number in range(WRITERS)]
    reader, counts = Progress(tmp_path), []
    while any(writer.poll() is None for writer in writers):
        counts.append(len(reader.events()))
        assert reader.log.skipped_line_count == 0  # half a line was never taken for a whole one
        time.sleep(0.005)
    said = {name for writer in writers for name in writer.communicate()[0].split()}
    assert counts == sorted(counts)
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    raw = reader.log.path.read_bytes().splitlines()
    assert len(raw) == WRITERS * EVENTS
    assert all(parse_line(line) for line in raw)
    assert {one.id for one in reader.events()} == said
    assert len({one.who for one in reader.events()}) == 1  # one folder, one pseudonym
    for number in range(WRITERS):
        found = [json.loads(line)["result"]["values"]["n"] for line in raw
                 if json.loads(line)["where"] == f"05.m{number}"]  # fmt: skip
        assert found == list(range(EVENTS))
