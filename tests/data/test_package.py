"""The data package is valid, and says of every table what a reader must know."""

import hashlib
import shutil

import pytest
from frictionless import Package

from utils.kit import tables

KINDS = {"real", "invented", "opinion"}
MONEY = {"mean", "p10", "p25", "median", "p75", "p90"}


def faults(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    return {row[0] for row in report.flatten(["type"])}


def test_package_is_valid(root):
    assert faults(root / "data") == set()


def test_every_csv_is_described_and_every_description_has_its_csv(root):
    described = {tables.table_metadata(name)["path"] for name in tables.table_names()}
    data = root / "data"
    assert described == {path.relative_to(data).as_posix() for path in data.rglob("*.csv")}


@pytest.mark.parametrize("name", tables.table_names())
def test_every_table_says_what_it_is(name):
    told = tables.table_metadata(name)
    assert told["kind"] in KINDS
    assert told["path"] == f"{told['kind']}/{name}.csv"  # the folder says it as well
    assert told["kind"] in told["description"].lower() or told["kind"] == "real"
    assert told["sources"]
    assert told["licenses"]
    assert all(field["description"] for field in told["schema"]["fields"])
    assert {field["name"] for field in told["schema"]["fields"] if "unit" in field} >= (
        MONEY & {field["name"] for field in told["schema"]["fields"]}
    )
    if told["kind"] != "real":
        assert "not data" in told["citation"]


@pytest.mark.parametrize("name", tables.table_names())
def test_tables_of_real_figures_are_sealed(name, root):
    told = tables.table_metadata(name)
    data = (root / "data" / told["path"]).read_bytes()
    sealed = f"sha256:{hashlib.sha256(data).hexdigest()}" if told["kind"] == "real" else None
    assert told.get("hash") == sealed, "meant? then run: python data/seal.py"


# --- each breakage is caught -------------------------------------------------------------

BREAKS = {
    "a wage of zero": (
        "real/oews_2025.csv",
        "13-1082,00,nation,1066670,110740,61580,",
        "13-1082,00,nation,1066670,110740,0,",
        "constraint-error",
    ),
    "a leading zero lost": ("real/oews_2025.csv", "15-1252,01,", "15-1252,1,", "constraint-error"),
    "a leading zero lost in a price level": (
        "real/price_levels_2024.csv",
        "01,AL",
        "1,AL",
        "constraint-error",
    ),
    "negative pay": ("real/article_pay.csv", "132916", "-132916", "constraint-error"),
    "text for pay": ("real/article_pay.csv", "132916", "about 132916", "type-error"),
    "a column renamed": ("real/oews_2025.csv", "median", "middle", "incorrect-label"),
    "an unknown status": ("real/oews_2025.csv", "not_released", "hidden", "constraint-error"),
    "an unknown occupation": ("real/oews_2025.csv", "15-1252,06,", "15-9999,06,", "foreign-key"),
    "an unknown area": ("real/oews_2025.csv", "15-1252,06,", "15-1252,99,", "foreign-key"),
    "a pair twice": ("real/oews_2025.csv", "15-1252,06,", "15-1252,08,", "primary-key"),
    "an area without price level": ("real/areas.csv", ",AL,01,", ",AL,03,", "foreign-key"),
    "a required cell empty": ("real/areas.csv", "Alabama", "", "constraint-error"),
    "an absurd price level": ("real/price_levels_2024.csv", "88.823", "888.23", "constraint-error"),
    "a level above four": (
        "opinion/skill_targets.csv",
        "Architecture,3",
        "Architecture,5",
        "constraint-",
    ),
    "an invented case not marked": ("invented/cases_pay.csv", "true", "false", "constraint-error"),
    "a label too long": (
        "real/occupations.csv",
        "IT managers",
        "Information technology managers",
        "constraint-error",
    ),
}


def test_copy_is_valid_before_it_is_broken(copied):
    assert faults(copied) == set()


@pytest.mark.parametrize("what", BREAKS)
def test_breakage_is_caught(copied, what):
    file, old, new, fault = BREAKS[what]
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(found.startswith(fault) for found in faults(copied))


def test_missing_column_is_caught(copied):
    path = copied / "real/oews_2025.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cut = "".join(f"{line.partition(',')[2]}\n" for line in lines)  # all but the first column
    path.write_text(cut, encoding="utf-8")
    assert faults(copied) & {"missing-label", "incorrect-label", "missing-cell"}


def test_missing_table_is_caught(copied):
    (copied / "real/areas.csv").unlink()
    assert faults(copied)


def test_seal_catches_a_plausible_wrong_figure(root, tmp_path):
    folder = shutil.copytree(root / "data", tmp_path / "data")
    broken = folder / "real/oews_2025.csv"
    broken.write_bytes(broken.read_bytes().replace(b",102320,", b",102330,", 1))
    assert faults(folder) == {"hash-count"}
