"""The one reader of tables: encodings, separators, headings, short rows, limits, all problems."""

from __future__ import annotations

import codecs
import csv
import io

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.references import clean_name
from utils.kit.table_reader import (
    Column,
    Limits,
    Problem,
    TableError,
    looks_like_number,
    number_column,
    read_table,
)

TASK = Column("task", "the task", aliases=("name", "item"), required=True, filled=True)
DAYS = number_column(
    "days",
    label="the days",
    aliases=("effort", "duration", "est"),
    fallbacks=("story points", "points"),
    units=("days", "weeks", "d"),
    cell_units=("days", "day", "d"),
    required=True,
    filled=True,
)
NEEDS = Column("needs", "what comes before", aliases=("depends on", "predecessors"), many=True)
COLUMNS = (TASK, DAYS, NEEDS)
HEAD = "task,days,needs\n"
TEXT = HEAD + "A,5,\nB,3,A\n"


def rows(content, **options):
    """Return task, days and needs of each row."""
    frame = read_table(content, COLUMNS, **options).frame
    return [tuple(row) for row in frame.itertuples(index=False)]


def notes(content, **options):
    return " ".join(read_table(content, COLUMNS, **options).notes)


def refused(content, columns=COLUMNS, **options):
    with pytest.raises(TableError) as found:
        read_table(content, columns, **options)
    assert found.value.what
    assert found.value.fix
    return found.value


RULE = "+---+---+---+\n"
PLAIN = [("A", 5.0, ()), ("B", 3.0, ("A",))]


# --- what is read --------------------------------------------------------------------------


def test_a_frame_with_the_line_as_its_index():
    frame = read_table(TEXT, COLUMNS).frame
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == ["task", "days", "needs"]
    assert (list(frame.index), frame.index.name) == ([2, 3], "line")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("sep_line", [False, True])
def test_separators(separator, sep_line):
    text = TEXT.replace(",", separator)
    made = read_table(f"sep={separator}\n{text}" if sep_line else text, COLUMNS)
    assert made.separator == separator
    assert [tuple(row) for row in made.frame.itertuples(index=False)] == PLAIN
    assert made.frame.index[0] == (3 if sep_line else 2)


def test_a_row_that_begins_like_a_sep_line_is_a_row():
    assert rows("sep=;5;\nB;3;", headings="optional") == [("sep=", 5.0, ()), ("B", 3.0, ())]


def test_a_sep_line_rules():
    assert rows("sep=;\r\ntask;days;needs\r\nA, or B;5;C, D\r\n")[0][0] == "A, or B"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-32", ""), ("cp1252", "Windows-1252")],
)
def test_encodings(encoding, said):
    content = TEXT.replace("A,5", "Größe – “x”,5").encode(encoding)
    assert rows(content)[0][0] == "Größe – “x”"
    assert said in notes(content)
    assert bool(notes(content)) == bool(said)


def test_big_endian_and_a_memoryview():
    assert rows(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == PLAIN
    assert rows(memoryview(TEXT.encode())) == PLAIN
    assert rows("\ufeff" + TEXT) == PLAIN


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_breaks_in_quotes(end):
    text = (HEAD + '"A\nof us",5,\n\nB,3,\n').replace("\n", end)
    frame = read_table(text, COLUMNS).frame
    assert list(frame["task"]) == ["A of us", "B"]
    assert list(frame.index) == [2, 5]


@pytest.mark.parametrize(
    "header",
    ["DAYS;Task;Depends On", "Est. days;Name;depends_on", "Effort (days);item;PREDECESSORS",
     " duration [d] ; TASK ;Depends-on", "Custom field (Effort);name;x", "Days Est;name;x",
     "Story points;name;x"],
)  # fmt: skip
def test_headings_in_any_order_and_spelling(header):
    assert rows(f"{header}\n5;A;\n")[0][:2] == ("A", 5.0)


def test_units_in_headings_are_given_to_the_use():
    assert read_table("task,Effort (hours)\nA,5", COLUMNS).heading_units["days"] == "hours"
    assert read_table("task,Est. weeks\nA,5", COLUMNS).heading_units["days"] == "weeks"
    assert read_table(TEXT, COLUMNS).heading_units["days"] == ""


@pytest.mark.parametrize("cell", ["5", "5 days", "5 days?", '"5,0"', " 5d ", "5.0"])
def test_units_in_cells(cell):
    assert rows(f"{HEAD}A,{cell},\n")[0][1] == 5


def test_fallbacks_count_only_alone_and_are_said():
    made = read_table("task,Story Points\nA,5", COLUMNS)
    assert made.fallback_columns == {"days"}
    both = read_table("task,Story Points,days\nA,5,8", COLUMNS)
    assert (both.frame["days"].iloc[0], both.fallback_columns) == (8, frozenset())
    assert "Columns not used: Story Points." in both.notes
    assert read_table("task,points,Story Points\nA,5,8", COLUMNS).frame["days"].iloc[0] == 8


def test_a_heading_belongs_to_one_column():
    start = Column("start", fallbacks=("created",), required=True)
    end = Column("end", fallbacks=("updated", "created"), required=True)
    made = read_table("created,updated\n1,2", (start, end)).frame
    assert tuple(made.iloc[0]) == ("1", "2")
    made = read_table("start,created\n1,2", (start, end)).frame
    assert tuple(made.iloc[0]) == ("1", "2")
    assert "no column for “end”" in refused("created\n1", (start, end)).what


def test_words_of_a_heading_may_run_together_as_in_json():
    wanted = Column("start", aliases=("start date",), fallbacks=("created at",), required=True)
    assert read_table("id,startDate\n1,2", (wanted,)).frame["start"].iloc[0] == "2"
    assert read_table("id,createdAt\n1,2", (wanted,)).fallback_columns == {"start"}


def test_of_headings_that_complete_each_other_the_first_filled_cell_counts():
    columns = (Column("state", fallbacks=("phase",), coalesced=("result", "status")),)
    text = "status,phase,result\nrunning,,\ncompleted,,ok\n,,failed\n"
    assert list(read_table("status,x,result" + text[19:], columns).frame["state"]) == [
        "running", "ok", "failed",
    ]  # fmt: skip
    assert list(read_table("state" + text[6:], columns).frame["state"]) == [
        "running", "completed", "",
    ]  # fmt: skip
    assert "2 columns for “state”" in refused("status,status\na,b", columns).what


def test_cells_that_do_not_count_are_no_problem():
    columns = (number_column("size", coalesced=("points", "estimate")),)
    assert list(read_table("estimate,points\nlarge,5", columns).frame["size"]) == [5]


def test_a_count_can_only_be_a_whole_number():
    columns = (number_column("calls", whole=True),)
    made = read_table("calls;x\n1.200;a\n12,000;b\n7;c\n1.5;d", columns)
    assert list(made.frame["calls"]) == [1200, 12_000, 7, 1.5]  # 1.5 is the use's to refuse
    assert "“1.200” was read as 1,200, not 1.2." in made.notes


def test_blank_ruled_and_short_rows():
    text = HEAD + ",,\n\n---,---,---\nA,5\nB,3,A,,,\n , ,\t\n"
    assert rows(text) == PLAIN
    assert list(read_table(text, COLUMNS).frame.index) == [5, 6]


def test_a_markdown_table():
    text = "| Task | Days | Needs |\n|:---|---:|---|\n| A | 5 | |\n| B | 3 | A |\n"
    assert rows(text) == PLAIN
    assert refused("task|days\n|5\n").problems[0][:2] == (2, "task")  # not shifted


@pytest.mark.parametrize(
    "content",
    [
        RULE + "| task | days | needs |\n" + RULE + "| A | 5 | |\n| B | 3 | A |\n" + RULE,
        " task | days | needs\n------+------+-----\n A | 5 | \n B | 3 | A\n(2 rows)\n",
    ],
)
def test_tables_that_databases_print(content):
    assert rows(content) == PLAIN


@pytest.mark.parametrize(
    "end",
    ["Total,8,", "total:,8", "Grand Total,8", "Sum,,8\nAverage,4,", "Min,3,\nMax,5,\nCount,2,",
     "Standard deviation,1,", "Std. Dev.,1,"],
)  # fmt: skip
def test_totals_at_the_end_are_left_out_and_said(end):
    assert rows(TEXT + end) == PLAIN
    assert f"Left out: line 4 (“{end.split(',')[0]}”)" in notes(TEXT + end)


def test_a_total_that_is_not_at_the_end_or_alone_is_a_row():
    assert rows(HEAD + "Total,5,\nB,3,") == [("Total", 5.0, ()), ("B", 3.0, ())]
    assert rows(HEAD + "Total,5,") == [("Total", 5.0, ())]


def test_comments_are_left_out_and_said():
    text = HEAD + "# June, as exported\nA,5,\n#second part,,\nB,3,A\n# the end\n"
    assert rows(text.replace(", as", " as")) == PLAIN
    assert "line 2 (“# June as exported”), line 4 (“#second part”), and line 6" in notes(
        text.replace(", as", " as")
    )
    assert rows(HEAD + "#5 Export,5,") == [("#5 Export", 5.0, ())]
    many = HEAD + "A,5,\n" + "# on\n" * 7
    assert "and 2 more." in notes(many)


def test_a_text_formula_of_a_spreadsheet_is_its_text():
    assert rows('task,days,needs\n="0012",="5",\n"=""B, b""",3,="0012"') == [
        ("0012", 5.0, ()),
        ("B, b", 3.0, ("0012",)),
    ]


def test_words_for_nothing_are_empty_cells_only_where_a_column_says_so():
    size = number_column("size", default=0.0)
    text = "task,size\nnone,-\nA,N/A\nB,#N/A\nC,null\nD,\n"
    frame = read_table(text, (TASK, size)).frame
    assert list(frame["size"]) == [0.0] * 5
    assert frame["task"].iloc[0] == "none"
    assert "“-” isn't a number" in str(refused("task,days\nA,-"))  # it has to be filled


@pytest.mark.parametrize(
    "content",
    [
        '{"task": "A", "days": 5}\n{"task": "B", "days": 3, "needs": "A"}\n',
        '[{"task": "A", "days": 5, "needs": null},\n {"task": "B", "days": 3.0, "needs": ["A"]}]',
        '[\n  {"days": "5", "task": "A"},\n  {"days": "3 days", "task": "B", "needs": ["A"]}\n]',
    ],
)
def test_json_records(content):
    assert rows(content) == PLAIN
    assert rows(content.encode("utf-8-sig")) == PLAIN


def test_json_inside_json_has_both_names_and_lines_are_those_of_the_text():
    path = Column("path", aliases=("request path",))
    text = (
        '{"task":"A","request":{"path":"/v1"},"deep":{"a":{"b":{"c":{"d":{"e":1}}}}}}\n\n{"task":7}'
    )
    frame = read_table(text, (TASK, path)).frame
    assert list(frame["path"]) == ["/v1", ""]
    assert list(frame["task"]) == ["A", "7"]
    assert list(frame.index) == [1, 3]


def test_a_point_in_json_is_a_decimal_sign():
    assert rows('{"task":"A","days":1.125}\n{"task":"B","days":1500}')[0][1] == 1.125


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"task":"A","days":5}\n{"task":"B",', 2),
        ('[{"task":"A","days":5},\n\n5]', 3),
        ('{"task":"A","days":' + "[" * 100_000, 1),
        ('{"task":"A","days":5}\nand so on', 2),
    ],
)
def test_a_damaged_json_record_is_named_by_its_line(content, line):
    problem = refused(content, name="log.json")
    assert f"log.json, line {line}: isn't a JSON record" in problem.what


def test_each_of_several_json_records_in_a_line_has_a_line_of_its_own():
    text = '[{"task":"A","days":5},{"task":"B","days":3},\n\n\n{"task":"Total","days":8}]'
    found = read_table(text, COLUMNS)
    assert list(found.frame.index) == [1, 2]
    assert found.notes == ["Left out: line 4 (“Total”)."]
    one_line = text.replace("\n", "")
    assert "line 3 (“Total”)" in str(read_table(one_line, COLUMNS).notes)
    assert "line 2, days" in str(refused(one_line.replace("3", '"x"')))


def test_blank_json_records_are_no_rows():
    text = '[{"task":"A","days":5},{},{"task":"","days":null},{"task":" "},{"task":"B","days":3}]'
    assert [row[:2] for row in rows(text)] == [("A", 5.0), ("B", 3.0)]


def test_json_has_the_limits_of_every_table():
    limits = Limits(rows=3, columns=3)
    assert "more than 3 rows" in refused('{"task":"A","days":5}' * 40, limits=limits).what
    assert "more than 3 columns" in refused('{"a":1,"b":2,"c":3,"d":4}', limits=limits).what


def test_surrogates_and_nul_of_json_become_harmless():
    (row,) = rows('{"task":"A\\ud800\\u0000B","days":5}')
    assert row[0] == "A?B"
    found = read_table('{"task":"A","days":5,"k\\ud800\\u0000":1}', COLUMNS)
    assert found.notes == ["Columns not used: k?."]


@pytest.mark.parametrize("start", ["<table><tr><td>", "<!DOCTYPE html>\n", " <?xml version='1'?>"])
def test_the_source_of_a_page_is_named(start):
    assert "is the source of a page" in refused(start + "task,days").what


def test_names_in_angle_brackets_are_names():
    assert rows(HEAD + "<b>,5,") == [("<b>", 5.0, ())]


def test_a_title_above_the_headings():
    text = "Sprint report\n\n" + TEXT
    assert rows(text) == PLAIN
    assert "The headings are on line 3" in notes(text)


def test_quotes():
    text = HEAD + '"CI/CD, all","5","Batch ""x"", CSV"\nsize 5",3,\n'
    assert rows(text) == [("CI/CD, all", 5.0, ('Batch "x", CSV',)), ('size 5"', 3.0, ())]


def test_quotes_inside_a_cell_stay_for_the_use_to_see():
    text = 'task;days;needs\nA;5;"Batch export, CSV", SDKs\n"B";3;\n'
    assert rows(text) == [("A", 5.0, ('"Batch export, CSV", SDKs',)), ("B", 3.0, ())]


def test_many_cells_for_one_column():
    assert rows(HEAD + "A,5,B,C,D\n")[0][2] == ("B", "C", "D")
    assert rows("needs,task,needs,days\nB,A,C,5\n")[0][2] == ("B", "C")


def test_unknown_columns_are_noted():
    assert notes("task,days,shoe,size\nA,5,1,2\n") == "Columns not used: shoe, size."
    wide = HEAD.strip() + "".join(f",x{n}" for n in range(20)) + "\nA,5,B\n"
    assert "x11 and 8 more." in notes(wide)


def test_numbers_of_a_column_are_read_alike_and_said():
    text = "task;days\nA;1,500\nB;0,5\n"
    assert [row[1] for row in rows(text)] == [1.5, 0.5]
    assert "“1,500” was read as 1.5, not 1,500." in notes(text)


def test_defaults():
    level = Column("level", default="none")
    frame = read_table("task,days\nA,5", (*COLUMNS, level)).frame
    assert frame["level"].iloc[0] == "none"
    assert frame["needs"].iloc[0] == ()


# --- without headings ----------------------------------------------------------------------


def test_by_position_where_headings_are_optional():
    assert rows("A; 5;\nB; 3; A", headings="optional") == PLAIN
    assert rows(TEXT, headings="optional") == PLAIN
    assert rows("Value; 5;", headings="optional")[0][0] == "Value"
    assert rows("Task; 5;", headings="optional")[0][0] == "Task"  # a heading is never a number
    assert rows("Task; 5; Needs", headings="optional") == [("Task", 5.0, ("Needs",))]
    hidden = Column("key", positional=False)
    assert read_table("A; 5", (hidden, *COLUMNS), headings="optional").frame["days"].iloc[0] == 5


def test_headings_that_nobody_knows_are_no_row_even_where_headings_are_optional():
    text = "Student ID;Last name;Group\n1001;Müller;A\n1002;Šimić;B\n"
    (problem,) = refused(text, headings="optional").problems
    assert problem.line == 1
    assert "no column for the task or the days" in problem.what
    assert "“Student ID”, “Last name”, and “Group”" in problem.what


def test_a_first_row_with_a_fault_is_no_heading():
    found = refused("A; five;\nB; 3; A", headings="optional")
    assert [(one.line, one.column) for one in found.problems] == [(1, "days")]


def test_missing_headings_are_said_with_the_columns_as_they_seem():
    found = refused("A,5\nB,3\n", name="plan.csv")
    assert "plan.csv has no headings: its first line is “A, 5”." in found.what
    assert "seem to be the task and the days" in found.what
    assert "task,days" in found.fix


def test_unknown_headings_are_asked_about_by_name_and_by_cells():
    assert "If “efort” is the days, rename it to “days”." in refused("task,efort\nA,x").fix
    assert "If “Load” is the days, rename it to “days”." in refused("task,Load\nA,5\nB,").fix
    assert "If “Total Duration” is the days," in refused("task,Total Duration\nA,x").fix
    both = refused("task,Load,Cost,Who\nA,5,6,Ann\n").fix
    assert both == "Which one is the days: “Load” or “Cost”? Rename it to “days”."
    assert refused("what,when\nx,y").fix == "Name these columns in the first line: task,days."


def test_two_headings_for_one_column():
    found = refused("task,Name,days,effort\nA,B,5,6")
    assert "2 columns for the task: “task” (column 1) and “Name” (column 2)" in found.what
    assert "2 columns for the days" in found.what


# --- all problems at once ------------------------------------------------------------------


def test_all_problems_sorted_by_line():
    text = HEAD + ",x,\nA,5,\nB,3 kg,,\n\nC\n"
    found = refused(text, name="plan.csv", field="plan")
    assert [(one.line, one.column) for one in found.problems] == [
        (2, "days"), (2, "task"), (4, "days"), (6, "days"),
    ]  # fmt: skip
    assert (found.name, found.field) == ("plan.csv", "plan")
    assert found.what.startswith("plan.csv has 4 problems:\n• line 2, days: “x” isn't a number")
    assert found.format_problems()[-1] == "line 6, days: is empty"
    assert str(found) == f"{found.what}\n{found.fix}"


def test_one_problem_is_one_sentence():
    found = refused(HEAD + "A,x,\n", name="plan.csv")
    assert found.what == "plan.csv, line 2, days: “x” isn't a number I can read."
    assert str(found) == f"{found.what} {found.fix}"


def test_problems_name_the_heading_of_the_file_and_the_line_after_a_break():
    found = refused('Task,Est. days\n"A\nB",5\nC,x\n')
    assert [(one.line, one.column) for one in found.problems] == [(4, "Est. days")]


def test_many_problems_are_capped_in_words_and_all_kept():
    found = refused(HEAD + "A,x,\n" * 30)
    assert len(found.problems) == 30
    assert (len(found.format_problems()), found.format_problems()[-1]) == (21, "and 10 more")
    assert found.what.count("“x”") == 20


def test_rows_that_are_too_long():
    columns = (TASK, DAYS)
    found = refused("task,days\nA,1,000\nB,5\nC,5,,\n", columns)
    assert [str(one) for one in found.problems] == ["line 2: 3 cells in 2 columns"]


def test_rules_see_the_frame_and_add_problems():
    def rules(frame):
        assert frame.attrs["headings"] == {"task": "Name", "days": "days"}
        assert pd.isna(frame["days"][3])
        return [Problem(2, "days", "too many", "Enter fewer.")]

    found = refused("Name,days\nA,5\nB,x\n", rules=rules)
    assert [one.line for one in found.problems] == [2, 3]


# --- limits --------------------------------------------------------------------------------


def test_limits_are_exact():
    limits = Limits(size=100, rows=2, columns=3, cell=5)
    assert len(rows(HEAD + "A,5,\n" * 2, limits=limits)) == 2
    assert "more than 2 rows" in refused(HEAD + "A,5,\n" * 3, limits=limits).what
    assert rows(HEAD + "AAAAA,5,", limits=limits)
    assert "longer than 5 characters" in refused(HEAD + "AAAAAA,5,", limits=limits).what
    assert rows(HEAD.ljust(91) + "\nA,5,B\n\n", limits=limits)
    assert (
        "101 characters; the limit is 100"
        in refused((HEAD + "A,5,B\n").ljust(101), limits=limits).what
    )
    assert "4 columns; the limit is 3" in refused("task,days,needs,x\nA,5,B,y", limits=limits).what
    assert "0.0 MB" in refused(b"x" * 101, limits=limits).what


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"), (b"", "is empty"), (" \n\r\n", "is empty"), (",,,\n,,\n", "is empty"),
        ("---", "is empty"), (codecs.BOM_UTF8, "is empty"), (codecs.BOM_UTF16_LE, "is empty"),
        (HEAD, "headings but no rows"),
        ("a\0b", "NUL character"), (b"task\0,days", "NUL byte at position 5 (line 1)"),
        (TEXT.encode("utf-16-le"), "UTF-16 without its mark"),
        (TEXT.encode("utf-16")[:-1], "isn't UTF-16"),
        (b"\xff\xfe\x00\xd8", "isn't UTF-16"),
        (b"task,\xe9\x81", "isn't a text file"), (b"\xe9\x01", "isn't a text file"),
        (b"PK\x03\x04rest", "an Excel workbook"), (b"%PDF-1.7", "a PDF"),
        (HEAD + 'A,5,"B\nC,3,\n', "line 2: a quotation mark opens here"),
        (HEAD + 'A,5,"B\nC,"D"\nE,3,\n', "line 2: a quotation mark opens here"),
        ("\n" * 300_000 + "a", "300,000 lines; the limit is 201,000"),
        (HEAD + "\r" * 300_000 + "a", "300,000 lines; the limit is 201,000"),
        ("a," * 300 + "a", "301 columns; the limit is 200"),
        (HEAD + "A,5," + "x" * 200_000, "line 2: has a cell that's too long"),
        ("x" * 6_000_000, "6,000,000 characters"),
        (b"x" * 6_000_000, "6.0 MB; the limit is 5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_table(content, said):
    before = csv.field_size_limit(131_072)  # Python's own; frictionless raises it for everyone
    try:
        assert said in refused(content).what
    finally:
        csv.field_size_limit(before)


def test_a_long_cell_is_refused_whatever_limit_another_package_set():
    before = csv.field_size_limit(10_000_000)
    try:
        assert "longer than 200 characters" in refused(HEAD + "A,5," + "x" * 200_000).what
    finally:
        csv.field_size_limit(before)


# --- properties ----------------------------------------------------------------------------

LETTERS = 'aä5,;|\t"\n\r. €=-\0\ufeff(1kT'
PIECES = st.sampled_from(
    ["task", "days", "needs", "sep=", ",", ";", "\t", "|", "\n", "\r\n", '"', '""', "5", "1,000",
     "(days)", "---", " ", "\0", "é", "x" * 300]
)  # fmt: skip
TEXTS = (
    st.text(max_size=80)
    | st.text(LETTERS, max_size=80)
    | st.lists(PIECES, max_size=40).map("".join)
    | st.text(LETTERS, max_size=60).map((HEAD + "{}").format)
)
STARTS = st.sampled_from(
    [b"", HEAD.encode(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE,
     codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"sep=;\n"]
)  # fmt: skip
BYTES = st.builds(
    lambda start, text, encoding: start + text.encode(encoding, "replace"),
    STARTS,
    TEXTS,
    st.sampled_from(["utf-8", "utf-16-le", "cp1252"]),
) | st.builds(lambda start, rest: start + rest, STARTS, st.binary(max_size=80))


@settings(deadline=6_000, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS | BYTES, st.sampled_from(["required", "optional"]), st.text(max_size=20))
@example("task,days\n" + "\ud800,5", "required", "")
@example(b"-", "optional", "")
@example("0\r|", "required", "")
def test_any_content_is_a_table_or_a_clear_problem(content, headings, name):
    try:
        made = read_table(content, COLUMNS, headings=headings, name=name)
    except InputError as problem:
        assert problem.what  # noqa: PT017 - either outcome is right; a third is not
        assert problem.fix  # noqa: PT017 - as above
        assert problem.problems == tuple(sorted(problem.problems))  # noqa: PT017 - as above
    else:
        assert len(made.frame)
        assert made.frame.index.is_monotonic_increasing
        assert made.frame["days"].notna().all()


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Cs"]),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip("-:=–—_") == text != "")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(CELL, st.integers(0, 999)), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_written_table_comes_back(made, separator, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["days", "task"])
    writer.writerows((days, task) for task, days in made)
    found = read_table(out.getvalue().encode(encoding), (TASK, DAYS)).frame
    assert list(zip(found["task"], found["days"], strict=True)) == made


@given(st.text(max_size=50))
@settings(deadline=None)
def test_any_cell_looks_like_a_number_or_not(text):
    assert looks_like_number(text) in {True, False}


# --- several headings for a column ---------------------------------------------------------

DAY = Column("day", "the day", aliases=("date",), read=str, looks_like=lambda text: "-" in text,
             units=("at",), required=True)  # fmt: skip


@pytest.mark.parametrize(
    ("table", "heading"),
    [
        ("day,date\n,2026-06-01\n,2026-06-02", "date"),
        ("day,date\n–,2026-06-01\n-,2026-06-02", "date"),
        ("day,date\n0.21,2026-06-01\n0.33,2026-06-02", "date"),
        ("day,DateAt\n17,2026-06-01", "DateAt"),
    ],
)
def test_of_several_headings_the_one_with_fitting_cells_counts(table, heading):
    found = read_table(table, (DAY,))
    assert found.headings["day"] == heading
    assert found.all_headings == tuple(table.splitlines()[0].split(","))


@pytest.mark.parametrize("cells", ["2026-06-01,2026-06-02", "17,18", ",", "x,"])
def test_several_that_fit_alike_are_asked_about(cells):
    found = refused(f"day,date\n{cells}\n{cells}", (DAY,)) if cells != "x," else None
    if found:
        assert found.unclear == ("day",)
    else:
        assert read_table("day,date\n1-2,\n", (DAY,)).headings == {"day": "day"}


def test_headings_in_camel_case_are_words():
    assert read_table("dateAt,task\n1-2,A", (DAY, TASK)).headings["day"] == "dateAt"
    assert rows("Task,estDays\nA,5") == [("A", 5, ())]


# --- footers, and replies of APIs ----------------------------------------------------------


@pytest.mark.parametrize(
    "footer",
    ["Exported by Maria on 2026-06-01", "Total rows: 12", "Generated 2026-06-01", "2 rows returned",
     "For internal use only", "Exported by Maria\n\nTotal rows: 12"],
)  # fmt: skip
def test_a_footer_below_a_blank_line_is_left_out_and_said(footer):
    made = read_table(f"{HEAD}A,5,\n\n{footer}\n", COLUMNS)
    assert list(made.frame["days"]) == [5]
    assert f"line 4 (“{footer.splitlines()[0]}”)" in made.notes[0]


@pytest.mark.parametrize("row", ["C", "2026-06-01", "Exported by Maria,x,y,z"])
def test_a_row_that_may_be_meant_is_no_footer(row):
    assert {one.line for one in refused(f"{HEAD}A,5,\n\n{row}\n").problems} == {4}
    assert {one.line for one in refused(f"{HEAD}A,5,\nFor internal use only\n").problems} == {3}


@pytest.mark.parametrize("key", ["items", "data", "results", "values", "wages", "Ergebnisse"])
def test_records_in_the_reply_of_an_api(key):
    text = f'{{"count": 2, "{key}": [\n{{"task": "A", "days": 5}},\n{{"task": "B", "days": 3}}]}}'
    made = read_table(text, COLUMNS).frame
    assert (list(made["task"]), list(made["days"]), list(made.index)) == (
        ["A", "B"],
        [5, 3],
        [2, 3],
    )


def test_a_reply_with_several_lists_is_read_where_its_columns_are():
    about = '"columns": [{"name": "task"}, {"name": "days"}]'
    text = f'{{{about}, "wages": [{{"task": "A", "days": 5}}], "errors": []}}'
    assert list(read_table(text, COLUMNS).frame["task"]) == ["A"]


def test_a_record_with_a_list_in_it_is_a_record():
    text = '{"task": "A", "days": 5, "steps": [{"task": "B", "by": "me"}, {"task": "C"}]}'
    assert list(read_table(text, COLUMNS).frame["task"]) == ["A"]


def test_records_deep_in_a_reply_are_read_without_their_envelope():
    nodes = '{"node": {"task": "A", "days": 5}}, {"node": {"task": "B", "days": 3}}'
    made = read_table(f'{{"data": {{"plan": {{"edges": [{nodes}]}}}}}}', COLUMNS).frame
    assert list(made["task"]) == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("- A; 5;\n- B; 3; A\n", ["A", "B"]),
        ("* A; 5;\n* B; 3; A\n", ["A", "B"]),
        ("•\tA; 5;\n•\tB; 3; A\n", ["A", "B"]),
        ("- [ ] A; 5;\n- [x] B; 3; A\n", ["A", "B"]),
        ("1. A; 5;\n2. B; 3; A\n", ["A", "B"]),
        ("1) A; 5;\n2) B; 3; A\n", ["A", "B"]),
        ("task; days; needs\n- A; 5;\n- B; 3; A\n", ["A", "B"]),
        ("- A; 5\n", ["A"]),
        ("- A; 5;\n  * B; 3; A\n", ["A", "B"]),
        ("1. A; 5;\n1. B; 3; A\n", ["A", "B"]),
        ("1.\tA; 5;\n2.\tB; 3; A\n", ["A", "B"]),
        ("1.\tA\t5\n2.\tB\t3\tA\n", ["A", "B"]),
        ("- A; 5;\n- B; 3; A\nTotal; 8\n", ["A", "B"]),
        ("1. A; 5;\n2. B; 3; 1. A\n", ["1. A", "2. B"]),  # named with its number
        ("1. FC; 5\nB; 3\n", ["1. FC", "B"]),
        ("1. FC; 5\n", ["1. FC"]),
        ("- A; 5\nB; 3\n", ["- A", "B"]),
        ("2. A; 5\n4. B; 3\n", ["2. A", "4. B"]),
        ("3D; 5\n2FA; 3\n", ["3D", "2FA"]),
    ],
)
def test_the_markers_of_a_pasted_list_are_dropped(text, names):
    assert [row[0] for row in rows(text, headings="optional")] == names


def test_numbers_with_a_minus_are_no_list():
    text = "days;task\n- 5;A\n- 3;B\n"
    assert [row[:2] for row in rows(text)] == [("A", -5.0), ("B", -3.0)]


@pytest.mark.parametrize("cell", ["**A**", "`A`", "'A'", "[A](https://x.test/1)"])
def test_what_markdown_and_sql_put_around_a_cell_is_dropped(cell):
    assert rows(f"{HEAD}{cell},5,\nB,3,A\n") == [("A", 5.0, ()), ("B", 3.0, ("A",))]


@pytest.mark.parametrize("cell", ["'tis", "'A' or 'B'", "*A", "[A]", "**"])
def test_other_signs_around_a_cell_stay(cell):
    assert rows(f"{HEAD}{cell},5,\n")[0][0] == cell


def test_headings_that_are_repeated_are_left_out_and_said():
    text = f"{HEAD}A,5,\n\n{HEAD}B,3,A\n"
    assert [row[0] for row in rows(text)] == ["A", "B"]
    assert notes(text) == "Left out: line 4 (“task”)."


@pytest.mark.parametrize("name", ["Summe", "Gesamt", "Gesamtergebnis", "Total général", "Suma"])
def test_totals_in_other_languages_are_left_out_and_said(name):
    text = f"{HEAD}A,5,\n{name},5,\n"
    assert [row[0] for row in rows(text)] == ["A"]
    assert f"Left out: line 3 (“{name}”)." in notes(text)


@pytest.mark.parametrize(
    "cell", ["#DIV/0!", "#NV", "--", "[]", ".", "..", "<NA>", "[null]", "(blank)", "n.a.", "k.A."]
)
def test_what_tools_write_for_nothing_is_nothing(cell):
    columns = (TASK, number_column("days", default=-1.0))
    frame = read_table(f"task,days\nA,{cell}\nB,3\n", columns).frame
    assert list(frame["days"]) == [-1.0, 3.0]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<div class='x'>\n<table><tr><td>A</td><td>5</td></tr></table></div>", "source of a page"),
        ("<!-- copied -->\n<table><tr><td>A</td></tr></table>", "source of a page"),
        ("INSERT INTO t (task, days) VALUES ('A', 5);", "is SQL"),
        ("-- dump\n/* 1 */\nCREATE TABLE t (task text, days int);", "is SQL"),
        ("COPY public.t (task, days) FROM stdin;\nA\t5\n", "is SQL"),
        (b"{\\rtf1\\ansi task,days}", "a document of a word processor"),
    ],
)
def test_sources_that_are_no_table_are_named(text, what):
    assert what in refused(text).what


@pytest.mark.parametrize("name", ["<A>", "Insert into cart", "Copy the file", "--"])
def test_a_name_that_looks_like_a_source_is_a_name(name):
    assert [row[0] for row in rows(f"{name};5\nB;3\n", headings="optional")] == [name, "B"]


def test_an_escaped_bar_of_a_markdown_table_is_in_its_cell():
    text = "| task | days |\n|---|---|\n| A \\| B | 5 |\n| C\\|D | 3 |\n"
    assert [row[:2] for row in rows(text)] == [("A | B", 5.0), ("C|D", 3.0)]


# --- what chats, programs, and people put around a table -----------------------------------

BOX = "┌──┬──┬──┐\n│ task │ days │ needs │\n├──┼──┼──┤\n│ A │ 5 │ │\n│ B ┆ 3 ┆ A │\n└──┴──┴──┘\n"


@pytest.mark.parametrize(
    "content",
    [
        f"```csv\n{TEXT}```\n\nHope that helps!",
        f"~~~\r\n{TEXT}~~~\r\n",
        '```json\n[{"task":"A","days":5},{"task":"B","days":3,"needs":["A"]}]\n```',
        "> task,days,needs\n> A,5,\n> B,3,A\n",
        BOX,
        "╔══╦══╗\n║ task ║ days ║ needs ║\n╠══╬══╣\n║ A ║ 5 ║ ║\n║ B ║ 3 ║ A ║\n╚══╩══╝",
        "||task||days||needs||\n|A|5| |\n|B|3|A|\n",
        TEXT.replace("B,3", "\ufefftask,days,needs\nB,3"),  # two files, one behind the other
        f"\ufeff\ufeff{TEXT}",
        f"ï»¿{TEXT}".encode(),
        TEXT.replace("B,3", "\u200b,,\n\u200b\nB,3"),
        "task;days;needs\u2028A;5;\u2028B;3;A",
        '"task,days,needs"\n"A,5,"\n"B,3,A"\n',
        "task\uff1bdays\uff1bneeds\nA\uff1b\uff15\uff1b\nB\uff1b3\uff1bA\n",
        "“task”,“days”,“needs”\n“A”,«5»,„“\n*B*,“3”,A\n",
        f"{TEXT}\n(2 rows affected)\n",
    ],
)
def test_what_is_around_a_table_is_no_part_of_it(content):
    assert rows(content) == PLAIN


def test_quoted_rows_and_wiki_headings_are_only_what_they_are():
    assert rows('"task","days"\n"A, B","5"\n')[0][0] == "A, B"
    assert rows("| |task|days|\n|-|-|-|\n||A|5|\n")[0][:2] == ("A", 5.0)


def test_a_cell_of_signs_that_nobody_sees_is_empty():
    columns = (Column("task", read=clean_name, required=True, filled=True), DAYS)
    found = refused("task,days\n\u200b,5\n\x01,3\n", columns)
    assert [str(one) for one in found.problems] == [
        "line 2, task: is empty",
        "line 3, task: is empty",
    ]


@pytest.mark.parametrize(
    "label",
    [
        "Total (2)",
        "Total: 2 tasks",
        "Total days",
        "Sum of days",
        "Average effort:",
        "Σ",
        "Ø",
        "Durchschnitt",
        "25th percentile",
        "P50",
        "Percentile 75",
        "Lower quartile",
        "IQR",
    ],
)
def test_totals_with_more_words_are_left_out_and_said(label):
    assert rows(f"{TEXT}{label},8,\n") == PLAIN
    assert f"line 4 (“{label}”)" in notes(f"{TEXT}{label},8,\n")


@pytest.mark.parametrize(
    "label", ["Total rewrite", "Summary", "Average-speed page", "Totals page", "P1", "P50 alert"]
)
def test_a_task_that_begins_like_a_total_is_a_task(label):
    assert rows(f"{TEXT}{label},8,\n")[2][0] == label


def test_subtotals_are_left_out_wherever_they_stand():
    text = f"{HEAD}A,5,\nSubtotal,5,\nB,3,A\nTotal,8,\n"
    assert rows(text) == PLAIN
    assert notes(text) == "Left out: line 3 (“Subtotal”) and line 5 (“Total”)."


@pytest.mark.parametrize(
    "heading", ["1. Task;2. Days;3. Needs", "Task*;Days²;Needs¹", "Task;Days 1-10;Needs"]
)
def test_numbers_and_footnotes_are_no_part_of_a_heading(heading):
    assert rows(f"{heading}\nA;5;\nB;3;A\n") == PLAIN


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("task;days;needs\nA;5;\nB,3,A\n", ["line 3: “;” doesn't separate its cells"]),
        (f"{HEAD}A;5;\n", ["line 2: “,” doesn't separate its cells"]),
        ("task\tdays\nA;5\n", ["line 2: a tab doesn't separate its cells"]),
        ("A 5\nB 3 A\n", ["has no separator between its cells."]),
    ],
)
def test_rows_with_another_separator_or_none_are_told_so(content, said):
    found = refused(content, headings="optional")
    assert [str(one) for one in found.problems] == said


def test_numbers_in_different_units_are_asked_about():
    columns = (TASK, number_column("cost", cell_units=("€", "eur", "$", "usd", "days")))
    found = refused("task;cost\nA;€5\nB;5 EUR\nC;7\nD;$5\nE;5 days", columns)
    assert [str(one) for one in found.problems] == [
        "line 5, cost: “$5” is in dollars, and others are in EUR",
        "line 6, cost: “5 days” is in days, and others are in EUR",
    ]
    assert read_table("task;cost\nA;$5\nB;5 USD", columns)


@pytest.mark.parametrize(
    ("group", "grand"), [("Team A Total", "Grand Total"), ("A Ergebnis", "Gesamtergebnis")]
)
def test_the_totals_of_groups_are_left_out_under_a_grand_total(group, grand):
    text = f"{HEAD}A,5,\n{group},5,\nB,3,A\n{group},3,\n{grand},8,\n"
    assert rows(text) == PLAIN
    assert rows(f"{HEAD}A,5,\nOrder Total,5,\n")[1][0] == "Order Total"


@pytest.mark.parametrize("separator", [",\t", ";\t", "\t;", "\t|\t", ",\t\t"])
def test_tabs_that_only_align_cells_are_no_separator(separator):
    assert rows(TEXT.replace(",", separator)) == PLAIN
    assert rows("task\tdays\tneeds\nA,\t5\t\n")[0][0] == "A,"


@pytest.mark.parametrize("mark", ["> ", ">> ", "> > ", ">"])
def test_the_marks_of_a_quoted_mail_are_no_part_of_a_table(mark):
    bars = "| task | days | needs |\n|---|---|---|\n| A | 5 | |\n| B | 3 | A |\n"
    for text in (bars, TEXT, f"{TEXT}\n"):
        quoted = "".join(f"{mark}{line}\n" for line in text.splitlines())
        assert rows(quoted) == PLAIN
    assert rows("> A;5;\nB;3;> A\n", headings="optional")[0][0] == "> A"


def test_a_list_of_records_in_json_is_not_lost():
    one = '[{{"task": "A", "days": 5}}, {{"task": "B", "days": 3, "needs": [{}, null]}}]'
    for needs in ('{"id": 7, "name": "A"}', '{"task": "A", "by": "me"}', '"A"'):
        assert rows(one.format(needs)) == PLAIN


@pytest.mark.parametrize("numbers", ["[1, 500]", '["1", "500"]'])
def test_a_list_of_numbers_in_json_is_not_one_number(numbers):
    assert "“1; 500” isn't a number" in str(refused(f'[{{"task": "A", "days": {numbers}}}]'))


@pytest.mark.parametrize("key", ["$numberInt", "value"])
def test_a_value_that_a_database_wraps_is_that_value(key):
    assert rows(f'[{{"task": "A", "days": {{"{key}": "5"}}}}]') == [("A", 5.0, ())]


def test_json_has_headings_even_where_they_are_optional():
    found = refused('[{"what": "A", "long": 5}]', headings="optional")
    assert "the headings are “what” and “long”" in found.what


@pytest.mark.parametrize("text", ["[{'task': 'A', 'days': 5}]", "{'task': 'A'}", "[('A', 5)]"])
def test_python_code_is_named(text):
    assert "is Python code, not a table." in refused(text, headings="optional").what
    assert rows("{'A'};5\n('B');3\n", headings="optional")[0][0] == "{'A'}"


@pytest.mark.parametrize("gap", ["   ", "^", "~", ":", " & "])
@pytest.mark.parametrize("headings", ["required", "optional"])
def test_headings_without_a_separator_are_told_so(gap, headings):
    text = "task,days,needs\nA,5,\nB,3,A\n".replace(",", gap)
    assert refused(text, headings=headings).what == "The table has no separator between its cells."
