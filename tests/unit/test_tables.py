"""Reading tables, writing money, showing a table."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit import tables
from utils.kit.errors import InputError
from utils.kit.tables import Table, format_usd, format_usd_k

FIELDS = [
    {"name": "code", "type": "string", "constraints": {"required": True}},
    {"name": "pay", "type": "integer", "constraints": {"minimum": 10, "maximum": 99}},
    {"name": "ok", "type": "boolean", "constraints": {"required": True}},
    {"name": "size", "type": "string", "constraints": {"enum": ["s", "m"]}},
    {"name": "rate", "type": "number"},
]
HEAD = "code,pay,ok,size,rate\n"


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Return a function that writes a small table, to be read as `t`."""
    package = {
        "resources": [
            {"name": "t", "path": "t.csv", "citation": "Us.", "schema": {"fields": FIELDS}}
        ]
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    monkeypatch.setattr(tables, "data_folder", lambda: tmp_path)

    def write(text, encoding="utf-8"):
        (tmp_path / "t.csv").write_text(HEAD + text, encoding=encoding)
        return tmp_path / "t.csv"

    return write


# --- find and read -----------------------------------------------------------------------


def test_names_and_descriptions():
    assert {"oews_2025", "article_pay", "cases_pay", "skill_targets"} <= set(tables.table_names())
    assert tables.table_metadata("cases_pay")["kind"] == "invented"
    assert "May 2025" in tables.source_line("oews_2025")


@pytest.mark.parametrize(
    "ask", [tables.load_data_frame, tables.read_rows, tables.table_metadata, tables.source_line]
)
def test_unknown_name_lists_the_names(ask):
    with pytest.raises(InputError, match=r"no table called 'wages'.*oews_2025"):
        ask("wages")


def test_tables_are_found_beside_utils_then_inside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "UTILS_FOLDER", tmp_path / "utils")
    with pytest.raises(InputError, match="are missing"):
        tables.data_folder()
    for folder in (tmp_path / "utils" / "_data", tmp_path / "data"):
        folder.mkdir(parents=True)
        (folder / "datapackage.json").write_text("{}")
        assert tables.data_folder() == folder


def test_rows_have_the_types_of_the_schema(small):
    small("007,12,true,s,1.5\n010,,false,,\n")
    assert tables.read_rows("t") == [
        {"code": "007", "pay": 12, "ok": True, "size": "s", "rate": 1.5},
        {"code": "010", "pay": None, "ok": False, "size": None, "rate": None},
    ]


def test_frame_has_the_types_of_the_schema(small):
    small("007,12,true,s,1.5\n010,,false,,\n")
    frame = tables.load_data_frame("t")
    assert list(frame["code"]) == ["007", "010"]
    assert frame["pay"].dtype == "Int64"
    assert pd.isna(frame["pay"][1])
    assert frame["ok"].dtype == bool
    assert frame["rate"].dtype == float
    assert frame["size"].isna().tolist() == [False, True]


@pytest.mark.parametrize("name", tables.table_names())
def test_frame_and_rows_agree(name):
    frame = tables.load_data_frame(name).astype(object)
    plain = frame.where(frame.notna(), None).to_dict("records")
    assert plain == tables.read_rows(name)


def test_missing_wage_is_missing_not_zero():
    frame = tables.load_data_frame("oews_2025")
    held = frame[frame["wage_status"] != "released"]
    assert len(held) == 19
    assert held[["mean", "p10", "p25", "median", "p75", "p90"]].isna().all(axis=None)


def test_each_reader_gets_its_own_copy():
    first = tables.load_data_frame("article_pay")
    first.loc[0, "value"] = 1
    assert tables.load_data_frame("article_pay").loc[0, "value"] == 132_916
    tables.read_rows("article_pay")[0]["value"] = 1
    assert tables.read_rows("article_pay")[0]["value"] == 132_916
    tables.table_metadata("article_pay")["schema"]["fields"].clear()
    assert tables.table_metadata("article_pay")["schema"]["fields"]


def test_edited_table_is_read_again(small):
    path = small("a,12,true,s,\n")
    assert tables.read_rows("t")[0]["pay"] == 12
    small("a,13,true,s,\n")
    os.utime(path, ns=(1, 1))  # whatever the clock's grain
    assert tables.read_rows("t")[0]["pay"] == 13


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,12.5,true,s,", "line 3, column pay: '12.5' isn't a whole number"),
        ("a,1_2,true,s,", "isn't a whole number"),
        ("a,9,true,s,", "'9' is less than 10"),
        ("a,100,true,s,", "'100' is more than 99"),
        ("a,12,yes,s,", "column ok: 'yes' isn't true or false"),
        ("a,12,true,xl,", "column size: 'xl' isn't one of s, m"),
        ("a,12,true,s,nan", "column rate: 'nan' isn't a number"),
        (",12,true,s,", "column code: '' is empty; fill it in"),
        ("a,12,true,s,1,2", "line 3 has too many cells"),
        ("a,12", "column ok: None is empty"),
    ],
)
def test_edited_into_nonsense_is_named(small, line, said):
    small(f"a,12,true,s,\n{line}\n")
    with pytest.raises(InputError, match=re.escape(said)):
        tables.read_rows("t")
    with pytest.raises(InputError, match=re.escape(said)):
        tables.load_data_frame("t")


def test_table_of_a_spreadsheet_program_is_read(small):
    path = small("")
    path.write_bytes(("\ufeff" + HEAD + "é,12,true,s,\n").replace("\n", "\r\n").encode())
    assert tables.read_rows("t")[0]["code"] == "é"


def test_other_encoding_is_named(small):
    small("é,12,true,s,\n", encoding="latin-1")
    with pytest.raises(InputError, match=r"isn't UTF-8"):
        tables.read_rows("t")


def test_lost_column_and_lost_file_are_named(small):
    path = small("")
    path.write_text("code,ok\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column pay, size, rate"):
        tables.read_rows("t")
    path.unlink()
    with pytest.raises(InputError, match=r"t\.csv isn't in the data folder"):
        tables.load_data_frame("t")


def test_plain_rows_bring_no_pandas():
    code = "import sys; from utils.kit import tables as t; t.read_rows('oews_2025');"
    code += "sys.exit(bool({'pandas', 'numpy', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- money -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "full", "short"),
    [
        (132_916, "$132,916", "$133k"),
        (93_500, "$93,500", "$94k"),
        (92_500, "$92,500", "$93k"),
        (132_915.6, "$132,916", "$133k"),
        (0, "$0", "$0k"),
        (-0.2, "$0", "$0k"),
        (-1_200, "\u2212$1,200", "\u2212$1k"),
        (1_250_000, "$1,250,000", "$1,250k"),
        (None, "\u2013", "\u2013"),
        (float("nan"), "\u2013", "\u2013"),
        (pd.NA, "\u2013", "\u2013"),
        (pd.Series([136_000], dtype="Int64")[0], "$136,000", "$136k"),
    ],
)
def test_money(x, full, short):
    assert (format_usd(x), format_usd_k(x)) == (full, short)


def test_what_a_missing_figure_reads_is_up_to_the_caller():
    assert format_usd(None, "not released") == format_usd_k(None, "not released") == "not released"
    assert format_usd(0, "not released") == "$0"


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9))
def test_money_reads_back(x):
    assert int(format_usd(x).replace("$", "").replace(",", "").replace("\u2212", "-")) == x


# --- Table -------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Collects cells with what they are, as a screen reader would."""

    def __init__(self):
        """Start with nothing read."""
        super().__init__()
        self.cells, self.open, self.tags = [], None, []

    def handle_starttag(self, tag, attrs):
        """Open a cell."""
        self.tags.append(tag)
        if tag in {"th", "td", "caption"}:
            self.open = [tag, dict(attrs), ""]

    def handle_data(self, data):
        """Take its text."""
        if self.open:
            self.open[2] += data

    def handle_endtag(self, tag):
        """Close it."""
        if self.open and tag == self.open[0]:
            self.cells.append(tuple(self.open))
            self.open = None


def read(table):
    reader = Reader()
    reader.feed(table.html())
    return reader


WAGES = Table(
    "Annual wages",
    ["Occupation", "Median", "p90", "Change", "Note"],
    [
        ["Developers", 135_980, format_usd(214_670), "+2.5%", "large"],
        ["Testers", None, format_usd(None, "not released"), "\u22121.0%", ""],
    ],
    source="Source: BLS.",
    missing="not released",
)


def test_table_markup_is_readable_aloud():
    cells = read(WAGES).cells
    assert cells[0][0::2] == ("caption", "Annual wages")
    assert [c[2] for c in cells if c[1].get("scope") == "col"] == list(WAGES.columns)
    assert [c[2] for c in cells if c[1].get("scope") == "row"] == ["Developers", "Testers"]
    assert [c[2] for c in cells if c[0] == "td"][:4] == ["135,980", "$214,670", "+2.5%", "large"]
    assert [c[2] for c in cells if c[0] == "td"][4:6] == ["not released", "not released"]
    assert "Source: BLS." in WAGES.html()


def test_numbers_stand_on_the_right():
    sides = ["right" in c[1]["style"] for c in read(WAGES).cells if c[1].get("scope") == "col"]
    assert sides == [False, True, True, True, False]
    for cell in read(WAGES).cells:
        if "right" in cell[1]["style"]:
            assert "tabular-nums" in cell[1]["style"]
    forced = Table("t", ["a", "b"], [["x", 1]], align=["right", "left"])
    sides = ["right" in c[1]["style"] for c in read(forced).cells if c[1].get("scope") == "col"]
    assert sides == [True, False]


def test_colours_follow_the_theme():
    assert "var(--jp-" in WAGES.html()
    fixed = re.sub(r"var\([^)]*\)", "", WAGES.html())
    assert "#" not in fixed
    assert "background" not in fixed


def test_table_text_is_aligned():
    assert WAGES.text().splitlines() == [
        "Annual wages",
        "Occupation        Median           p90  Change  Note",
        "----------  ------------  ------------  ------  -----",
        "Developers       135,980      $214,670   +2.5%  large",
        "Testers     not released  not released   \u22121.0%",
        "Source: BLS.",
    ]


def test_an_empty_cell_is_a_dash_where_nothing_else_is_said():
    made = Table("t", ["a", "b"], [["x", None], ["y", 1]])
    assert made.text().splitlines()[3].split() == ["x", "\u2013"]
    assert made.column_alignments() == ["left", "right"]


def test_table_shows_in_a_cell_as_both():
    assert WAGES._repr_mimebundle_(include=None, exclude=None) == {
        "text/html": WAGES.html(),
        "text/plain": WAGES.text(),
    }


@pytest.mark.parametrize(
    ("x", "shown"),
    [(1234, "1,234"), (0.1 + 0.2, "0.3"), (True, "yes"), (False, "no"), (2.0, "2")],
)
def test_numbers_are_written_plainly(x, shown):
    assert shown in Table("t", ["a", "b"], [["x", x]]).text().splitlines()[3].split()


def test_numbers_of_a_frame_are_written_like_plain_ones():
    frame = tables.load_data_frame("oews_2025").head(2)
    text = Table("t", ["soc", "median"], frame[["soc_code", "median"]].to_numpy().tolist()).text()
    assert "175,140" in text
    assert "np." not in text


@settings(deadline=None)
@given(st.lists(st.text(), min_size=4, max_size=4))
def test_whatever_is_typed_is_escaped(words):
    made = Table(f"c{words[0]}", ["a", f"h{words[1]}"], [words[2:]], source=words[3] or "s")
    assert set(read(made).tags) <= {
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
    }
    bad = "<script>"
    assert bad not in Table(bad, [bad, bad], [[bad, bad]], source=bad).html()


@pytest.mark.parametrize(
    ("caption", "columns", "rows", "align"),
    [
        (" ", ["a"], [], None),
        ("c", [""], [], None),
        ("c", ["a", "b"], [["x"]], None),
        ("c", ["a", "b"], [["x", 1]], ["left"]),
        ("c", ["a", "b"], [["x", 1]], ["left", "middle"]),
    ],
)
def test_table_that_would_not_read_well_is_refused(caption, columns, rows, align):
    with pytest.raises(ValueError, match=r"needs|Alignment"):
        Table(caption, columns, rows, align)


def test_empty_table_still_shows_its_headers():
    assert "a" in Table("c", ["a", "b"], []).text()
    assert 'scope="col"' in Table("c", ["a", "b"], []).html()
