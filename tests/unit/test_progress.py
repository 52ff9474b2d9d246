"""The log: what is kept, what is read back, and what a disk that refuses does."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.kit.progress import log as logs
from utils.kit.progress.archive import SCHEMA
from utils.kit.storage import VARIABLE

VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
ANSWERED = {"choice": ["a"], "correct": True, "confidence": "sure", "attempt": 1}
KINDS = [
    ("answered", "05.q.lead-average", ANSWERED | {"misconceptions": []}),
    ("answered", "05.q.number", ANSWERED | {"choice": 126.8, "misconceptions": ["x"]}),
    ("hinted", "05.q.lead-average", {"hint": 1}),
    ("shown", "05.q.lead-average", {}),
    ("predicted", "05.m1", {"choice": "open"}),
    ("changed", "05.m1", {"values": {"low": 1.5, "proxies": ["a"], "reasons": "<b>ü</b>\n\u2028"}}),
    ("reset", "05.m1", {}),
    ("saved", "05.m4", {"document": "path-plan"}),
    ("saved", "05.m0", {"file": "own pay"}),
]


@pytest.fixture
def progress(tmp_path):
    return Progress(tmp_path / "log")


def lines(progress):
    return [json.loads(line) for line in progress.log.path.read_bytes().splitlines()]


def answer(progress, where, *, correct, confidence):
    progress.record("answered", where, choice=["a"], correct=correct, confidence=confidence)


# --- events --------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "where", "result"), KINDS)
def test_events_of_every_kind_are_kept_and_fit_the_schema(progress, what, where, result):
    made = progress.record(what, where, **result)
    assert [VALIDATOR.is_valid(line) for line in lines(progress)] == [True]
    (found,) = Progress(progress.folder).events()
    assert found == made
    assert (found.what, found.where, found.result) == (what, where, result)


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"what": "guessed"}, {}),
        ({"who": "Anna Schmidt"}, {}),
        ({"where": "../05.m1"}, {}),
        ({"when": "2026-01-01"}, {}),
        ({"id": "1"}, {}),
        ({"version": 2}, {}),
        ({"more": 1}, {}),
        ({"what": "answered"}, ANSWERED | {"confidence": "very"}),
        ({"what": "answered"}, ANSWERED | {"correct": "yes"}),
        ({"what": "answered"}, {"choice": ["a"]}),
        ({"what": "hinted"}, {"hint": "1"}),
        ({"what": "hinted"}, {}),
        ({"what": "predicted"}, {"choice": 3}),
        ({"what": "changed"}, {"values": []}),
        ({"what": "saved"}, {}),
        ({"what": "saved"}, {"document": ["path-plan"]}),
    ],
)
def test_the_schema_refuses_what_no_event_is(progress, change, result):
    progress.record("shown", "05.q.x")
    (raw,) = lines(progress)
    assert not VALIDATOR.is_valid({**raw, "result": result, **change})


@pytest.mark.parametrize(
    "line",
    [
        b"", b"[]", b"7", b'{"what": "shown"}', b"\0\0\0\0", b"\xff\xfe", b"[" * 100_000,
        b'{"version": 1, "what": "shown", "where": "x", "result": {}, "who": "x", "when": 3, "id": "x"}',  # noqa: E501 - one line of a log
        b'{"version": 1, "what": "answered", "where": "x", "result": {}, "who": "x", "when": "x", "id": "x"}',  # noqa: E501 - one line of a log
        b'{"version": 1, "what": "shown", "where": "x", "result": {"a": NaN}, "who": "x", "when": "x", "id": "x"}',  # noqa: E501 - one line of a log
        b'{"version": 1, "what": "shown", "where": "x", "result": {"a": 1e999}, "who": "x", "when": "x", "id": "x"}',  # noqa: E501 - one line of a log
    ],
)  # fmt: skip
def test_a_line_that_is_no_event_is_skipped_and_counted(progress, line):
    first = progress.record("reset", "05.m1")
    with progress.log.path.open("ab") as out:
        out.write(line + b"\n")
    second = progress.record("reset", "05.m2")
    found = Progress(progress.folder)
    assert [one.id for one in found.events()] == [first.id, second.id]
    assert found.summary()["skipped"] == bool(line)


# --- folds ---------------------------------------------------------------------------------


def test_values_are_the_latest_and_gone_after_a_reset(progress):
    assert progress.values("05.m1") is None
    progress.record("changed", "05.m1", values={"low": 1})
    progress.record("changed", "05.m2", values={"low": 7})
    progress.record("changed", "05.m1", values={"low": 2})
    assert progress.values("05.m1") == {"low": 2}
    progress.record("reset", "05.m1")
    assert progress.values("05.m1") is None
    assert progress.values("05.m2") == {"low": 7}
    progress.record("changed", "05.m1", values={"low": 3})
    assert progress.values("05.m1") == {"low": 3}


def test_summary_counts_first_and_last_attempts_and_confidence(progress):
    answer(progress, "05.q.one", correct=True, confidence="sure")
    answer(progress, "05.q.two", correct=False, confidence="sure")
    answer(progress, "05.q.two", correct=True, confidence="guess")
    answer(progress, "05.q.three", correct=False, confidence="guess")
    answer(progress, "06.q.other", correct=True, confidence="fairly")
    progress.record("saved", "05.m4", document="path-plan")
    progress.record("saved", "05.m4", document="path-plan")
    progress.record("saved", "05.m0", file="own pay")
    assert progress.summary("05.") == {
        "tried": 3,
        "right_first": 1,
        "right_in_the_end": 2,
        "confidence": {"sure": {"tried": 2, "right": 1}, "guess": {"tried": 1, "right": 0}},
        "documents": ["path-plan"],
        "kept": 0,
        "skipped": 0,
    }
    assert progress.summary()["tried"] == 4
    assert progress.attempts("05.q.two") == 2
    assert progress.solved("05.q.two")
    assert not progress.solved("05.q.three")
    assert progress.last("05.q.two", "answered").result["confidence"] == "guess"
    assert progress.last("05.q.two", "hinted") is None


def test_an_empty_log_is_no_trouble(progress):
    assert progress.events() == []
    assert progress.summary()["tried"] == 0
    assert not progress.folder.exists()  # looking makes nothing


instants = st.integers(0, 30).map(lambda n: f"2026-01-01T00:00:00.{n:06d}Z")
whats = st.sampled_from(
    [("changed", {"values": {"n": n}}) for n in range(5)]
    + [("reset", {})]
    + [("answered", ANSWERED | {"correct": right}) for right in (True, False)]
)
moments = st.builds(
    lambda what, when, number: logs.Event(
        what[0], "05.m1", what[1], "wren-0001", when, f"{number:032x}"
    ),
    whats, instants, st.integers(0, 1000),
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(
    st.lists(moments, max_size=12, unique_by=lambda one: one.id).flatmap(
        lambda made: st.tuples(st.just(made), st.permutations(made + made[:3]))
    )
)
def test_state_is_the_same_in_whatever_order_logs_were_merged(pair):
    states = []
    for order in pair:
        with tempfile.TemporaryDirectory() as folder:
            made = Progress(Path(folder))
            made.log.path.write_bytes(b"".join(one.line() for one in order))
            states.append((made.events(), made.values("05.m1"), made.summary()))
    assert states[0] == states[1]
    assert len(states[0][0]) == len(pair[0])


# --- pseudonym -----------------------------------------------------------------------------


def test_the_pseudonym_is_made_once(progress):
    first = progress.record("reset", "05.m1").who
    assert {Progress(progress.folder).record("reset", "05.m1").who for _ in range(5)} == {first}
    assert logs.pseudonym(progress.folder) == first


@pytest.mark.parametrize("left", ["", "  \n", "Anna Schmidt", "\ufeffwren-0001", "wren-00"])
def test_a_pseudonym_that_a_crash_or_a_hand_spoiled_is_made_anew(progress, left):
    progress.folder.mkdir()
    (progress.folder / "pseudonym.txt").write_text(left, encoding="utf-8")
    who = progress.record("reset", "05.m1").who
    assert VALIDATOR.is_valid(lines(progress)[0])
    assert progress.record("reset", "05.m1").who == who


def test_of_two_first_starts_the_second_takes_the_name_of_the_first(progress, monkeypatch):
    known, calls = logs._known, []

    def late(path):  # the other one writes between our look and our lock
        calls.append(path)
        if len(calls) == 1:
            path.parent.mkdir()
            path.write_text("heron-1234")
            return ""
        return known(path)

    monkeypatch.setattr(logs, "_known", late)
    assert logs.pseudonym(progress.folder) == "heron-1234"
    assert (progress.folder / "pseudonym.txt").read_text() == "heron-1234"


# --- reading -------------------------------------------------------------------------------


def test_a_line_that_is_being_written_is_neither_seen_nor_skipped(progress):
    progress.record("reset", "05.m1")
    whole = logs.new_event("shown", "05.q.x", {}, "wren-0001").line()
    for cut in (1, len(whole) // 2, len(whole) - 1):
        size = progress.log.path.stat().st_size
        with progress.log.path.open("ab") as out:
            out.write(whole[:cut])
        assert (len(progress.events()), progress.log.skipped) == (1, 0)
        os.truncate(progress.log.path, size)
    with progress.log.path.open("ab") as out:
        out.write(whole)
    assert (len(progress.events()), progress.log.skipped) == (2, 0)


def test_only_what_is_new_is_read(progress, monkeypatch):
    for number in range(20):
        progress.record("hinted", "05.q.x", hint=number + 1)
    assert len(progress.events()) == 20
    parsed = []
    parse = logs.parse_line
    monkeypatch.setattr(logs, "parse_line", lambda line: parsed.append(line) or parse(line))
    progress.events()
    progress.record("shown", "05.q.x")
    assert len(progress.events()) == 21
    assert len(parsed) == 1


def other_log(count):
    return b"".join(logs.new_event("reset", "05.m1", {}, "wren-0001").line() for _ in range(count))


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_another_file_in_its_place_is_read_from_the_start(progress, count, inside):
    for _ in range(3):
        progress.record("reset", "05.m1")
    progress.log.path.write_bytes(progress.log.path.read_bytes() + b"torn\n")
    old = {one.id for one in progress.events()}
    other = other_log(count)
    if inside:
        progress.log.path.write_bytes(other)
    else:
        beside = progress.folder / "beside"
        beside.write_bytes(other)
        beside.replace(progress.log.path)
    found = progress.events()
    assert len(found) == count
    assert not old & {one.id for one in found}
    assert progress.log.skipped == 0


def test_a_log_that_vanished_is_empty_and_begins_anew(progress):
    progress.record("reset", "05.m1")
    assert len(progress.events()) == 1
    progress.log.path.unlink()
    assert progress.events() == []
    progress.record("reset", "05.m1")
    assert len(progress.events()) == 1


def test_a_log_that_cannot_be_read_is_empty(progress):
    progress.log.path.mkdir(parents=True)  # a folder of that name
    assert progress.events() == []
    assert progress.values("05.m1") is None


# --- a disk that refuses -------------------------------------------------------------------


def refused(progress):
    before = progress.log.path.read_bytes() if progress.log.path.exists() else None
    with pytest.raises(InputError) as found:
        progress.record("changed", "05.m1", values={"low": 2})
    assert "could not be kept" in found.value.what
    assert VARIABLE in found.value.fix
    after = progress.log.path.read_bytes() if progress.log.path.exists() else None
    assert after == before
    return found.value.what


def is_event(data):
    return b'"what"' in data


def test_an_unwritable_folder_is_named_and_the_state_stays(refusing):
    progress = Progress()
    assert progress.events() == []
    refused(progress)
    refusing.parent.unlink()
    progress.record("reset", "05.m1")  # later writing goes on
    assert len(progress.events()) == 1


@pytest.mark.parametrize("part", [0, 1, 40])
def test_a_disk_that_fills_up_leaves_the_log_as_it_was(progress, monkeypatch, part):
    progress.record("reset", "05.m1")
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda f, d: write(f, d[:part] if is_event(d) else d))
        assert "space" in refused(progress)
    progress.record("reset", "05.m2")
    found = Progress(progress.folder)
    assert [one.where for one in found.events()] == ["05.m1", "05.m2"]
    assert found.log.skipped == 0


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_an_error_of_the_disk_leaves_the_log_as_it_was(progress, monkeypatch, call):
    progress.record("reset", "05.m1")

    def fail(*_):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        assert "no room" in refused(progress)
    progress.record("reset", "05.m2")
    assert [one.where for one in Progress(progress.folder).events()] == ["05.m1", "05.m2"]


def test_a_lock_that_nobody_gives_back_is_named(progress, monkeypatch):
    monkeypatch.setattr(logs, "WAIT", 0.05)
    mine, other = Progress(progress.folder), Progress(progress.folder)
    mine.record("reset", "05.m1")
    with other.log._lock, pytest.raises(InputError, match="Another notebook holds"):
        mine.record("reset", "05.m1")
    mine.record("reset", "05.m1")
    assert len(mine.events()) == 2


def test_several_events_are_kept_together_or_not_at_all(progress, monkeypatch):
    made = [logs.new_event("reset", "05.m1", {}, "wren-0001") for _ in range(3)]
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda f, d: write(f, d[: len(d) * 2 // 3]))
        with pytest.raises(InputError):
            progress.log.append(*made)
    assert progress.events() == []
    progress.log.append(*made)
    assert len(progress.events()) == 3
