"""The log: what is kept, what is read back, and what a disk that refuses does."""

from __future__ import annotations

import errno
import itertools
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
from utils.kit.progress import event as event_module
from utils.kit.progress import index as index_module
from utils.kit.progress import log as logs
from utils.kit.progress.archive import EVENT_SCHEMA_PATH
from utils.kit.progress.clock_correction import correct_clock_times
from utils.kit.storage import HOME_ENV_VARIABLE

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(EVENT_SCHEMA_PATH.read_text(encoding="utf-8"))
)
ANSWERED = {"choice": ["a"], "correct": True, "confidence": "sure", "attempt": 1}
KINDS = [
    ("answered", "05.q.lead-average", ANSWERED | {"misconceptions": []}),
    ("answered", "05.q.number", ANSWERED | {"choice": 126.8, "misconceptions": ["x"]}),
    ("hinted", "05.q.lead-average", {"hint": 1}),
    ("shown", "05.q.lead-average", {}),
    ("predicted", "05.m1", {"choice": "open"}),
    ("changed", "05.m1", {"values": {"low": 1.5, "proxies": ["a"], "reasons": "<b>ü</b>\n\u2028"}}),
    ("reset", "05.m1", {}),
    ("undone", "05.m1", {}),
    ("sorted", "01.r1", {"cards": {"c1": "cat"}, "again": False}),
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
    assert progress.count_attempts("05.q.two") == 2
    assert progress.was_solved("05.q.two")
    assert not progress.was_solved("05.q.three")
    assert progress.last_event("05.q.two", "answered").result["confidence"] == "guess"
    assert progress.last_event("05.q.two", "hinted") is None


def test_only_saving_makes_a_document(progress):
    progress.record("answered", "05.q.one", **ANSWERED, document="path-plan")
    assert progress.summary()["documents"] == []


def test_an_empty_log_is_no_trouble(progress):
    assert progress.events() == []
    assert progress.summary()["tried"] == 0
    assert not progress.folder.exists()  # looking makes nothing


def test_changes_are_kept_field_by_field(progress):
    """Two tabs that never touch each other's field, and an old log with whole values."""
    progress.record("changed", "05.m1", values={"context": "", "outcome": "", "size": 1})
    one, two = Progress(progress.folder), Progress(progress.folder)
    one.record("changed", "05.m1", values={"context": "mine"})
    two.record("changed", "05.m1", values={"outcome": "mine, too"})
    assert progress.values("05.m1") == {"context": "mine", "outcome": "mine, too", "size": 1}
    assert Progress(progress.folder).values("05.m1") == progress.values("05.m1")


def test_values_can_be_changed_by_whoever_asked(progress):
    progress.record("changed", "05.m1", values={"rows": [["a"]]})
    progress.values("05.m1")["rows"][0][0] = "spoiled"
    assert progress.values("05.m1") == {"rows": [["a"]]}


def test_values_by_name_are_read_no_further_than_needed(progress, monkeypatch):
    for number in range(9):
        progress.record("changed", "05.m1", values={"size": number, "name": "a", "gone": 1})
    progress.record("changed", "05.m1", values={"size": 9})
    parsed = []
    parse = index_module.parse_json_object
    monkeypatch.setattr(
        index_module, "parse_json_object", lambda *what: (parsed.append(what), parse(*what))[1]
    )
    assert progress.values("05.m1", ["size", "name"]) == {"size": 9, "name": "a"}
    assert len(parsed) == 2
    assert progress.values("05.m1", ["size", "new"]) == {"size": 9}
    assert progress.values("05.m1", []) == {}
    assert progress.values("05.m2", ["size"]) is None
    assert progress.event_kinds("05.m1") == ["changed"] * 10


@pytest.mark.parametrize(
    ("story", "values"),
    [
        ("1 reset", None),
        ("1 reset undone", 1),
        ("1 reset 2 undone", 2),
        ("1 reset 2 reset undone", 2),
        ("1 reset 2 reset undone undone", 2),
        ("1 reset reset undone", None),
        ("1 reset reset undone undone", 1),
        ("1 reset undone reset", None),
        ("1 undone", 1),
        ("undone 1 reset", None),
    ],
)
def test_undone_cancels_the_latest_reset(progress, story, values):
    for word in story.split():
        if word.isdigit():
            progress.record("changed", "05.m1", values={"n": int(word)})
            progress.record("sorted", "01.r1", cards={"c": word}, again=False)
        else:
            progress.record(word, "05.m1")
            progress.record(word, "01.r1")
    expected = None if values is None else {"n": values}
    assert progress.values("05.m1") == expected
    placed = [event.result["cards"] for event in progress.events_since_reset("01.r1")]
    assert placed[-1:] == ([] if values is None else [{"c": str(values)}])
    assert Progress(progress.folder).values("05.m1") == expected


def test_what_an_undone_reset_took_is_joined_by_what_came_after(progress):
    progress.record("changed", "05.m1", values={"a": 1, "b": 1})
    progress.record("reset", "05.m1")
    progress.record("changed", "05.m1", values={"b": 2})
    progress.record("undone", "05.m1")
    assert progress.values("05.m1") == {"a": 1, "b": 2}
    assert [one.what for one in progress.events_since_reset("05.m1")] == ["changed", "changed"]


def test_empty_progress_has_nothing_and_takes_nothing():
    empty = Progress.create_empty()
    assert (empty.events(), empty.values("05.m1"), empty.last_event("05.m1", "saved")) == (
        [],
        None,
        None,
    )
    assert (empty.count_attempts("05.q"), empty.was_solved("05.q"), empty.warnings()) == (
        0,
        False,
        [],
    )
    assert empty.summary() == Progress().summary()
    with pytest.raises(InputError, match="read-only"):
        empty.record("reset", "05.m1")
    assert Progress().events() == []


def test_what_could_not_be_read_again_is_not_written(progress):
    for what, where in (("reset", "05.M1"), ("answered", "05.q.x"), ("Reset!", "05.m1")):
        with pytest.raises(ValueError, match="doesn't fit"):
            progress.record(what, where)
    assert not progress.log.path.exists()


# --- order ---------------------------------------------------------------------------------


def set_clock(monkeypatch, when):
    monkeypatch.setattr(event_module, "_current_timestamp", lambda: f"2026-03-01T{when}.000000Z")


def test_on_one_machine_the_order_of_writing_decides(progress, monkeypatch):
    for number, when in enumerate(("10:00:00", "10:00:01", "08:00:00", "08:00:01", "08:00:01")):
        set_clock(monkeypatch, when)
        progress.record("changed", "05.m1", values={"size": number})
    for found in (progress, Progress.from_log(progress.log.path.read_bytes())):
        assert found.values("05.m1") == {"size": 4}
        assert found.last_event("05.m1", "changed").result == {"values": {"size": 4}}
        assert [one.result["values"]["size"] for one in found.events()] == [0, 1, 2, 3, 4]


def test_an_event_from_the_future_gives_way_to_a_reset(progress, monkeypatch):
    set_clock(monkeypatch, "13:00:00")
    progress.record("changed", "05.m1", values={"size": 1})
    set_clock(monkeypatch, "10:00:00")
    progress.record("reset", "05.m1")
    assert progress.values("05.m1") is None
    assert Progress.from_log(progress.log.path.read_bytes()).values("05.m1") is None


instants = st.integers(0, 30).map(lambda n: f"2026-01-01T00:00:00.{n:06d}Z")
whats = st.sampled_from(
    [("changed", {"values": {"abc"[n % 3]: n}}) for n in range(6)]
    + [("reset", {}), ("undone", {})]
    + [("answered", ANSWERED | {"correct": right}) for right in (True, False)]
)
moments = st.builds(
    lambda what, when, number, who: logs.Event(
        what[0], "05.m1", what[1], who, when, f"{number:032x}"
    ),
    whats,
    instants,
    st.integers(0, 1000),
    st.sampled_from(["wren-0001", "finch-0002", "heron-0003"]),
)


def merged(lines, draw):
    """Return the machines' lines one among the other, each machine's in its own order."""
    left = {}
    for line in lines:
        left.setdefault(line.who, []).append(line)
    made = []
    while left:
        who = draw(st.sampled_from(sorted(left)))
        made.append(left[who].pop(0))
        left = {one: rest for one, rest in left.items() if rest}
    return made


@settings(deadline=None, max_examples=100)
@given(st.lists(moments, max_size=12, unique_by=lambda one: one.id), st.data())
def test_state_is_the_same_in_whatever_order_logs_were_merged(made, data):
    states = []
    for order in (made, merged(made, data.draw), merged(made, data.draw) + made[:3]):
        found = Progress.from_log(b"".join(one.to_json_line() for one in order))
        states.append((found.events(), found.values("05.m1"), found.summary()))
    assert states[0] == states[1] == states[2]
    assert len(states[0][0]) == len(made)


@settings(deadline=None, max_examples=100)
@given(st.lists(moments, max_size=12, unique_by=lambda one: one.id))
def test_each_machines_events_stay_in_the_order_of_writing(made):
    found = Progress.from_log(b"".join(one.to_json_line() for one in made)).events()
    for who in {one.who for one in made}:
        assert [e.id for e in found if e.who == who] == [e.id for e in made if e.who == who]
    sound = all(
        times == sorted(times)
        for who in {one.who for one in made}
        for times in [[one.when for one in made if one.who == who]]
    )
    if sound:  # no clock was wrong
        assert [one.when for one in found] == sorted(one.when for one in made)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=9))
def test_as_few_times_as_possible_are_disbelieved(times):
    made = correct_clock_times(times)
    assert made == sorted(made)
    assert set(made) <= set(times)
    believed = sum(one == other for one, other in zip(times, made, strict=True))
    longest = max(
        len(part)
        for size in range(len(times) + 1)
        for part in itertools.combinations(times, size)
        if list(part) == sorted(part)
    )
    assert believed >= longest


@settings(deadline=None, max_examples=60)
@given(st.lists(moments, max_size=20, unique_by=lambda one: one.id), st.data())
def test_reading_bit_by_bit_gives_the_same_as_reading_at_once(made, data):
    with tempfile.TemporaryDirectory() as folder:
        progress = Progress(Path(folder))
        for one in made:
            progress.log.append(one)
            if data.draw(st.booleans()):
                progress.values("05.m1")
        whole = Progress.from_log(b"".join(one.to_json_line() for one in made))
        assert progress.events() == whole.events()
        assert progress.values("05.m1") == whole.values("05.m1")
        assert progress.events_since_reset("05.m1") == whole.events_since_reset("05.m1")


# --- whatever stands in a line -------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=4,
)
FIELDS = ["choice", "correct", "confidence", "attempt", "quiet", "misconceptions", "hint",
          "document", "file", "cards", "again", "values"]  # fmt: skip
results = st.dictionaries(
    st.sampled_from(FIELDS), anything | st.sampled_from(["sure", 1, True, ["a"], {"a": "b"}, 1.5])
)


def is_finite(raw):
    """Return whether no number is NaN or infinite; a key may have that name."""
    try:
        json.dumps(raw, allow_nan=False)
    except ValueError:
        return False
    return True


@settings(deadline=None, max_examples=500)
@given(st.sampled_from(KINDS), st.data())
def test_a_line_counts_exactly_if_it_fits_the_schema(kind, data):
    what, where, result = kind
    raw = {"version": 1, "id": "0" * 32, "who": "wren-0001", "what": what, "where": where,
           "when": "2026-01-01T00:00:00.000000Z", "result": result}  # fmt: skip
    raw["result"] = result | data.draw(results)
    for name in data.draw(st.lists(st.sampled_from(sorted(raw)), max_size=1)):
        raw[name] = data.draw(anything)
    ordered = data.draw(st.booleans())
    line = json.dumps(raw, sort_keys=ordered)
    finite = is_finite(raw)
    known = raw["what"] in VALIDATOR.schema["properties"]["what"]["enum"]
    found = Progress.from_log(line.encode() + b"\n")
    if known:
        assert len(found.events()) == (VALIDATOR.is_valid(raw) and finite)
    assert len(found.events()) + found.log.skipped_line_count == 1


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 999), st.binary(max_size=3), st.integers(0, 3))
def test_damage_inside_a_line_costs_that_line_and_is_counted(place, garbage, length):
    events = [logs.new_event(what, where, result, "wren-0001") for what, where, result in KINDS]
    data = b"".join(one.to_json_line() for one in events)
    place %= len(data)
    spoiled = data[:place] + garbage + data[place + length :]
    found = Progress.from_log(spoiled)
    skipped = found.summary()["skipped"]  # known before anyone looks at the events
    left = {one.id for one in found.events()}
    assert found.log.skipped_line_count == skipped
    assert len(left) + skipped >= len(events) - 1 - data[place : place + length].count(b"\n")


def test_newer_lines_and_damaged_ones_are_told_apart(progress):
    made = progress.record("reset", "05.m1")
    with progress.log.path.open("ab") as log:
        log.write(json.dumps({**json.loads(made.to_json_line()), "version": 2}).encode() + b"\n")
        log.write(b"torn\n{}\n")
    newer, damaged = progress.warnings()
    assert "has 1 line from a newer version" in newer
    assert "has 2 lines that can't be read" in damaged


# --- pseudonym -----------------------------------------------------------------------------


def test_the_pseudonym_is_made_once(progress):
    first = progress.record("reset", "05.m1").who
    assert {Progress(progress.folder).record("reset", "05.m1").who for _ in range(5)} == {first}
    assert logs.get_or_create_pseudonym(progress.folder) == first


@pytest.mark.parametrize("left", ["", "  \n", "Anna Schmidt", "\ufeffwren-0001", "wren-00"])
def test_a_pseudonym_that_a_crash_or_a_hand_spoiled_is_made_anew(progress, left):
    progress.folder.mkdir()
    (progress.folder / "pseudonym.txt").write_text(left, encoding="utf-8")
    who = progress.record("reset", "05.m1").who
    assert VALIDATOR.is_valid(lines(progress)[0])
    assert progress.record("reset", "05.m1").who == who


def test_of_two_first_starts_the_second_takes_the_name_of_the_first(progress, monkeypatch):
    known, calls = logs._read_pseudonym, []

    def late(path):  # the other one writes between our look and our lock
        calls.append(path)
        if len(calls) == 1:
            path.parent.mkdir()
            path.write_text("heron-1234")
            return ""
        return known(path)

    monkeypatch.setattr(logs, "_read_pseudonym", late)
    assert logs.get_or_create_pseudonym(progress.folder) == "heron-1234"
    assert (progress.folder / "pseudonym.txt").read_text() == "heron-1234"


# --- reading -------------------------------------------------------------------------------


def test_a_line_that_is_being_written_is_neither_seen_nor_skipped(progress):
    progress.record("reset", "05.m1")
    whole = logs.new_event("shown", "05.q.x", {}, "wren-0001").to_json_line()
    for cut in (1, len(whole) // 2, len(whole) - 1):
        size = progress.log.path.stat().st_size
        with progress.log.path.open("ab") as out:
            out.write(whole[:cut])
        assert (len(progress.events()), progress.log.skipped_line_count) == (1, 0)
        os.truncate(progress.log.path, size)
    with progress.log.path.open("ab") as out:
        out.write(whole)
    assert (len(progress.events()), progress.log.skipped_line_count) == (2, 0)


def test_only_what_is_new_is_read(progress, monkeypatch):
    for number in range(20):
        progress.record("hinted", "05.q.x", hint=number + 1)
    assert len(progress.events()) == 20
    fed = []
    feed = index_module.EventIndex.add_lines
    monkeypatch.setattr(
        index_module.EventIndex,
        "add_lines",
        lambda index, text, imported: (fed.append(text), feed(index, text, imported)),
    )
    progress.events()
    progress.record("shown", "05.q.x")
    assert len(Progress(progress.folder).events()) == 21
    assert [text.count("\n") for text in fed] == [1]


def test_looking_at_one_place_parses_no_other(progress, monkeypatch):
    for number in range(5):
        progress.record("changed", f"05.m{number}", values={"n": number})
    parsed = []
    parse = index_module.parse_json_object
    monkeypatch.setattr(
        index_module, "parse_json_object", lambda *what: (parsed.append(what), parse(*what))[1]
    )
    assert progress.values("05.m3") == {"n": 3}
    assert progress.values("05.m3") == {"n": 3}
    assert progress.count_attempts("05.m3") == 0
    assert len(parsed) == 1


def other_log(count):
    return b"".join(
        logs.new_event("reset", "05.m1", {}, "wren-0001").to_json_line() for _ in range(count)
    )


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
    assert progress.log.skipped_line_count == 0


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
    assert "couldn't be saved" in found.value.what
    assert HOME_ENV_VARIABLE in found.value.fix
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
    assert found.log.skipped_line_count == 0


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
    monkeypatch.setattr(logs, "LOCK_TIMEOUT_SECONDS", 0.05)
    mine, other = Progress(progress.folder), Progress(progress.folder)
    mine.record("reset", "05.m1")
    with other.log._file_lock, pytest.raises(InputError, match="Another notebook is using"):
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


@pytest.mark.parametrize(
    ("values", "is_change"),
    [
        ({"pay": 150_000}, True),
        ({"pay.typed": "about 150"}, False),
        ({"pay.typed": "about 150", "place": "Ohio"}, True),
    ],
)
def test_a_number_that_could_not_be_read_is_no_change(progress, values, is_change):
    assert not progress.ever_had_values("05.m1")
    progress.record("changed", "05.m1", values=values)
    assert progress.ever_had_values("05.m1") == is_change
