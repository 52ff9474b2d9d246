"""Export and import: what comes across, what stays beside, what is refused."""

from __future__ import annotations

import contextlib
import io
import json
import struct
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, archive

ZERO = "0" * 32


@pytest.fixture
def machine(tmp_path):
    """Return a function that makes a machine by name: a folder with its progress."""
    return lambda name: Progress(tmp_path / name)


def work(progress, *, low=1.0, document="Mine"):
    """Do something of everything."""
    progress.record("answered", "05.q.x", choice=["a"], correct=False, confidence="sure", attempt=1)
    progress.record("changed", "05.m1", values={"low": low})
    Portfolio(progress.folder).save("path-plan", "Path plan", document)
    return progress


def moved(progress):
    return progress.export(progress.folder / "out.zip").read_bytes()


def bundle(files=None, *, left_out=(), **more):
    """Return a zip like an export, with other or further files."""
    made = {archive.MANIFEST: json.dumps(archive.FORMAT), archive.FILE: b""}
    made |= {**(files or {}), **more}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in made.items():
            if name not in left_out:
                packed.writestr(name, content)
    return out.getvalue()


def snapshot(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def refused(progress, content):
    before = snapshot(progress.folder.parent)
    with pytest.raises(InputError) as found:
        progress.merge(content)
    assert "Nothing was changed" in found.value.fix
    assert snapshot(progress.folder.parent) == before
    return found.value.what


# --- across and back -----------------------------------------------------------------------


def test_everything_comes_across(machine):
    here, there = work(machine("here")), machine("there")
    report = there.merge(moved(here))
    assert (report.added, report.known, report.skipped, report.beside) == (2, 0, 0, ())
    assert report.documents == ("path-plan.md",)
    assert "2 events added" in str(report)
    assert there.events() == here.events()
    assert there.values("05.m1") == {"low": 1.0}
    assert Portfolio(there.folder).read("path-plan") == "# Path plan\n\nMine"


def test_twice_changes_nothing(machine):
    here, there = work(machine("here")), machine("there")
    there.merge(moved(here))
    before = snapshot(there.folder)
    report = there.merge(moved(here))
    assert (report.added, report.known, report.documents, report.beside) == (0, 2, (), ())
    assert here.merge(moved(here)).added == 0
    assert snapshot(there.folder) == before


def test_two_machines_end_with_the_same_state(machine):
    one, two = work(machine("one"), low=1.0), work(machine("two"), low=2.0)
    from_one, from_two = moved(one), moved(two)
    one.merge(from_two)
    two.merge(from_one)
    assert one.events() == two.events()
    assert len(one.events()) == 4
    assert one.summary() == two.summary()
    assert one.values("05.m1") == two.values("05.m1") == {"low": 2.0}


def test_a_different_document_is_put_beside_and_only_once(machine):
    here, there = work(machine("here")), work(machine("there"), document="Yours")
    report = there.merge(moved(here))
    assert report.documents == ()
    assert [name.partition("-imported-")[0] for name in report.beside] == ["path-plan"]
    assert "put beside" in str(report)
    assert Portfolio(there.folder).read("path-plan") == "# Path plan\n\nYours"
    (beside,) = (there.folder / "documents").glob("*-imported-*.md")
    assert beside.read_text() == "# Path plan\n\nMine"
    before = snapshot(there.folder)
    assert there.merge(moved(here)).beside == ()
    assert snapshot(there.folder) == before


def test_earlier_copies_come_across(machine):
    here, there = work(machine("here")), machine("there")
    Portfolio(here.folder).save("path-plan", "Path plan", "Second")
    there.merge(moved(here))
    (earlier,) = (there.folder / "documents" / "earlier").iterdir()
    assert earlier.read_text() == "# Path plan\n\nMine"


def test_private_files_stay_at_home(machine):
    here = work(machine("here"))
    (here.folder / "own-pay.csv").write_text("occupation,pay,place\nOwner,1,US\n")
    with zipfile.ZipFile(io.BytesIO(moved(here))) as packed:
        assert set(packed.namelist()) == {
            "manifest.json", "progress.jsonl", "documents/path-plan.md", "documents/path-plan.html",
        }  # fmt: skip


def test_a_page_is_made_anew_and_runs_nothing(machine):
    there = machine("there")
    evil = "<script>alert(1)</script>"
    there.merge(bundle({"documents/a.html": evil, "documents/a.md": f"# A\n\nMine {evil}"}))
    page = (there.folder / "documents" / "a.html").read_text()
    assert "<h1>A</h1>" in page
    assert "<script" not in page
    there.merge(bundle({"documents/b.html": evil}))
    assert not (there.folder / "documents" / "b.html").exists()


def test_bytes_and_file_are_the_same_export(machine):
    here = work(machine("here"))
    assert machine("there").merge(archive.to_zip_bytes(here)).added == 2


# --- names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md", "documents/../evil.md", "documents/../../evil.md", "/documents/evil.md",
        "//documents/evil.md", "/home/evil.md", "C:/documents/evil.md", "documents/C:evil.md",
        "..\\evil.md", "documents\\evil.md", "documents/..\\evil.md", "documents/a/evil.md",
        "documents/earlier/../evil.md", "documents/earlier/a/evil.md", "documents/./evil.md",
        "documents//evil.md", "evil.md", "own-pay.csv", "pseudonym.txt", "documents/evil.py",
        "documents/.md", "documents/con.md", "documents/evil.md/", "documents/e\nvil.md",
        "documents/evil?.md",
        "documents/" + "e" * 230 + ".md", "progress.jsonl.md", "documents/evil.MD.exe",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_left_out(machine, tmp_path, name):
    there = work(machine("deep/there"))
    before = snapshot(tmp_path)
    report = there.merge(bundle({name: "evil"}))
    assert (report.documents, report.beside) == ((), ())
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("name", ["documents/Größe 1.md", "documents/earlier/a-2026.md"])
def test_a_plain_name_comes_in(machine, name):
    there = machine("there")
    there.merge(bundle({name: "fine"}))
    assert (there.folder / name).read_text() == "fine"


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no zip"),
        (b"occupation,pay\n", "no zip"),
        (bundle()[:-30], "no zip"),
        (bundle(left_out=[archive.MANIFEST]), "holds no progress"),
        (bundle(left_out=[archive.FILE]), "holds no progress"),
        (bundle({archive.MANIFEST: b"\xff"}), "holds no progress"),
        (bundle({archive.MANIFEST: "[]"}), "holds no progress"),
        (bundle({archive.MANIFEST: '{"course": "cooking", "format": 1}'}), "holds no progress"),
        (bundle({archive.MANIFEST: json.dumps(archive.FORMAT | {"format": 2})}), "another edition"),
    ],
)
def test_what_is_no_export_is_refused(machine, content, what):
    assert what in refused(work(machine("there")), content)


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_cannot_be_read_piece_by_piece_is_refused(machine, kind):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as packed:
        packed.writestr(archive.MANIFEST, json.dumps(archive.FORMAT))
        packed.writestr(archive.FILE, b"")
    assert "cannot be unpacked" in refused(work(machine("there")), out.getvalue())


def test_damaged_contents_are_refused(machine):
    here, there = work(machine("here"), document="x" * 5000), work(machine("there"))
    good = moved(here)
    for at in (200, len(good) // 3, len(good) // 2):
        spoiled = bytearray(good)
        spoiled[at : at + 40] = b"\xff" * 40
        assert "damaged" in refused(there, bytes(spoiled))


def test_too_many_files_are_refused(machine, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 5)
    files = {f"documents/a{number}.md": "a" for number in range(4)}
    assert "more than 5 files" in refused(work(machine("there")), bundle(files))


def test_what_unpacks_to_too_much_is_refused(machine):
    big = bundle({"documents/a.md": b"\0" * (archive.MOST_BYTES + 1)})
    assert len(big) < 100_000
    assert "or 50 MB" in refused(work(machine("there")), big)


def declared(content, name, size):
    """Return a zip whose headers say that a file has another size than it has."""
    made = bytearray(content)
    for mark, at, start in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = made.index(mark)
        while made[place + start : place + start + len(name)] != name.encode():
            place = made.index(mark, place + 1)
        made[place + at : place + at + 4] = struct.pack("<I", size)
    return bytes(made)


@pytest.mark.parametrize("name", ["documents/a.md", archive.FILE, archive.MANIFEST])
def test_a_header_that_lies_does_not_fill_the_memory(machine, name):
    there = work(machine("there"))
    bomb = declared(bundle({name: b"\0" * 40_000_000}), name, 100)
    tracemalloc.start()
    try:
        assert "damaged" in refused(there, bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


# --- lines ---------------------------------------------------------------------------------


def test_lines_that_are_no_events_are_left_out_and_counted(machine):
    here, there = work(machine("here")), machine("there")
    good = [one.line() for one in here.events()]
    raw = json.loads(good[0])
    bad = [
        {**raw, "id": ZERO, "what": "guessed"},
        {**raw, "id": ZERO, "who": "Anna Schmidt"},
        {**raw, "id": ZERO, "where": "<script>"},
        {**raw, "id": ZERO, "result": {"choice": ["a"]}},
        {**raw, "id": ZERO, "result": {**raw["result"], "choice": float("nan")}},
        {**raw, "id": ZERO, "what": "saved", "result": {"document": ["a"]}},
    ]
    text = [*good, *(json.dumps(line).encode() + b"\n" for line in bad), b"torn {\n", b"\n"]
    report = there.merge(bundle({archive.FILE: b"".join(text)}))
    assert (report.added, report.skipped) == (2, 7)
    assert "7 lines could not be read" in str(report)
    assert there.events() == here.events()
    assert there.summary()["skipped"] == 0
    assert moved(there)


def test_an_event_told_twice_counts_once(machine):
    here, there = work(machine("here")), machine("there")
    line = here.events()[0].line()
    report = there.merge(bundle({archive.FILE: line * 3}))
    assert (report.added, report.known) == (1, 0)


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, 2000) | st.none(),
)
def test_whatever_is_wrong_it_is_said_and_nothing_changes(bytes_changed, cut):
    with tempfile.TemporaryDirectory() as folder:
        here, there = Progress(Path(folder) / "here"), Progress(Path(folder) / "there")
        spoiled = bytearray(moved(work(here)))
        work(there)
        for place, value in bytes_changed:
            spoiled[place % len(spoiled)] = value
        spoiled = spoiled[:cut]
        before = snapshot(there.folder)
        try:
            there.merge(bytes(spoiled))
        except InputError:
            assert snapshot(there.folder) == before
        after = snapshot(there.folder)
        assert {name: after[name] for name in before if name != archive.FILE} == {
            name: kept for name, kept in before.items() if name != archive.FILE
        }
        assert after[archive.FILE].startswith(before[archive.FILE])


def test_a_disk_that_refuses_can_be_tried_again(machine, monkeypatch):
    here, there = work(machine("here")), machine("there")
    content = moved(here)
    with monkeypatch.context() as patch, contextlib.suppress(InputError):
        patch.setattr(
            archive, "write_atomic", lambda *_: (_ for _ in ()).throw(InputError("a", "b"))
        )
        there.merge(content)
    report = there.merge(content)
    assert report.documents == ("path-plan.md",)
    assert there.events() == here.events()
