"""A backlog as a learner types it, pastes it, or exports it."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.backlog import data
from utils.backlog.activities.prioritization import BacklogPrioritization
from utils.backlog.model.order import (
    MAX_ITEMS,
    MAX_POINTS_OR_WEEKS,
    Item,
    cheapest_order,
    greedy_wsjf_order,
)
from utils.backlog.parsing import (
    MAX_CHARACTERS,
    MAX_NAME_LENGTH,
    format_items,
    parse_backlog,
    parse_items,
)
from utils.kit.errors import InputError
from utils.kit.list_markers import strip_markers_if_list
from utils.kit.references import clean_name, fold_name
from utils.kit.table_reader import is_total_label
from utils.kit.table_reader.cells import normalize_cell

INVENTED = "Invented for this course"


def labeled_rows(text):
    """Return label, value, urgency, enabling, size, and labels of what is needed."""
    items = parse_items(text)
    labels = {one.key: one.label for one in items}
    return [
        (*astuple(one)[1:6], [labels[key] for key in one.prerequisites])  # without key and team
        for one in items
    ]


def error_message(text):
    with pytest.raises(InputError) as wrong:
        parse_items(text)
    assert wrong.value.fix
    return str(wrong.value)


# --- read and written --------------------------------------------------------------------


def test_the_case_is_read_back():
    text = format_items(data.case_items())
    assert parse_items(text) == data.case_items()
    assert parse_items(text + "\n") == data.case_items()  # by the reader, not by heart
    assert parse_backlog(text).notes == ()


EXPECTED = [("Freeze", 5, 2, 8, 3, []), ("SDK", 8, 1, 0, 2.5, ["Freeze"])]


SPREADSHEET = """\
sep=;
"Title";"Business Value";"Time Criticality";"Risk Reduction";"Effort";"Depends on"
"Freeze";"5";"2";"8";"3";"none"
"SDK";"8";"1";"0";"2,5";"Freeze"
"""
MARKDOWN = """\
| Item | Value (points) | Urgency | Enabling | Size (weeks) | Blocked by |
|---|---:|---:|---:|---:|---|
| Freeze | 5 pts | 2 | 8 | 3 weeks | |
| SDK | 8 | 1 | 0 | 2.5 | Freeze |
"""
JIRA = (
    "Issue key,Issue id,Summary,Custom field (Story Points),Custom field (Business Value),"
    "Custom field (Time Criticality),Custom field (Risk Reduction),Inward issue link (Blocks),"
    "Inward issue link (Blocks)\nPAY-1,10001,Freeze,3.0,5.0,2.0,8.0,,\n"
    "PAY-2,10002,SDK,2.5,8,1,0,PAY-1,\n"
)
AZURE_DEVOPS = """\
ID,Work Item Type,Title,Business Value,Time Criticality,Enablement,Effort,Predecessor
7,Feature,Freeze,5,2,8,3,
8,Feature,SDK,8,1,0,2.5,7
"""
GITLAB = """\
Title,Issue ID,URL,Weight,Benefit,Urgency,Enabling,Blocked by
Freeze,7,https://gitlab.example/7,3,5,2,8,
SDK,8,https://gitlab.example/8,2.5,8,1,0,7
"""
GITHUB = (
    "Title\tURL\tStatus\tEstimate\tValue\tUrgency\tRisk reduction\tBlocked by\n"
    "Freeze\thttps://github.example/7\tTodo\t3\t5\t2\t8\t\n"
    "SDK\thttps://github.example/8\tTodo\t2.5\t8\t1\t\t\n"
)


AZURE_TREE = """\
ID,Work Item Type,Title 1,Title 2,Business Value,Time Criticality,Enablement,Effort,Predecessor
7,Epic,Freeze,,5,2,8,3,
8,Feature,,SDK,8,1,0,2.5,#7
"""
TRELLO = """\
Card Name,Card URL,Labels,Value,Urgency,Enabling,Story points,Depends on
Freeze,https://trello.example/1,"infra, core",5,2,8,3,
SDK,https://trello.example/2,,8,1,0,2.5,Freeze
"""
CAMEL_CASE = (
    "issueKey\ttitle\tstoryPoints\tvalue\turgency\tenabling\tblockedBy\n"
    "#12\tFreeze\t3\t5\t2\t8\t\n#13\tSDK\t2.5\t8\t1\t0\t12\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "Freeze; 5; 2; 8; 3;\nSDK; 8; 1; 0; 2.5; Freeze",
        "\n\nFreeze;5;2;8;3\n;;;;;\nSDK;8;1;0;2,5;freeze,,\n",
        "item,value,urgency,enabling,size,needs\nFreeze,5,2,8,3,-\n,,,,,\nSDK,8,1,0,2.5,FREEZE",
        "size\tneeds\titem\tenabling\turgency\tvalue\n3\t\tFreeze\t8\t2\t5\n2.5\tFreeze\tSDK\t0\t1\t8",
        "\ufeffFreeze;5;2;8;3;\r\nSDK;\u00a08;1;0;2.5;Freeze\r\n",
        *(SPREADSHEET, MARKDOWN, JIRA, AZURE_DEVOPS, GITLAB, AZURE_TREE, TRELLO, CAMEL_CASE),
        GITHUB.replace("\t1\t\t", "\t1\t0\tFreeze"),
    ],
)
def test_many_ways_to_write_the_same(text):
    assert labeled_rows(text) == EXPECTED


def is_plain(name):
    """Return whether a name keeps its marks: a list's, and those around a whole cell, go.

    A total at the end, such as "Ø", is left out.
    """
    if not name or is_total_label(name):
        return False
    return normalize_cell(name) == name and strip_markers_if_list([name]) is None


labels = st.text(max_size=12).map(clean_name).filter(is_plain)
points = st.integers(0, 10**9).map(lambda n: n / 1000)


@st.composite
def backlogs(draw):
    names = draw(st.lists(labels, min_size=1, max_size=6, unique_by=fold_name))
    return [
        Item(
            f"own_{at}", name, draw(points), draw(points), draw(points), 0.5 + draw(points) / 2,
            tuple(f"own_{before}" for before in range(at) if draw(st.booleans())),
        )
        for at, name in enumerate(names)
    ]  # fmt: skip


@settings(deadline=None)
@given(backlogs())
def test_round_trip(items):
    assert parse_items(format_items(items)) == items


# --- cases that failed once --------------------------------------------------------------

CASES = {
    "columns-reordered": (
        "item;size;value;urgency;enabling;needs\nSDKs;8;5;2;1;\nLedger split;3;13;8;5;\n",
        [("SDKs", 5, 2, 1, 8, []), ("Ledger split", 13, 8, 5, 3, [])],
    ),
    "excel-blank-rows": (
        "item;value;urgency;enabling;size;needs\nSDKs;5;2;8;8;\n;;;;;\n",
        [("SDKs", 5, 2, 8, 8, [])],
    ),
    "slash-in-name": (
        "CI/CD pipeline; 5; 2; 8; 8;\nCanary release; 8; 5; 3; 5; CI/CD pipeline\n",
        [("CI/CD pipeline", 5, 2, 8, 8, []), ("Canary release", 8, 5, 3, 5, ["CI/CD pipeline"])],
    ),
    "thousands": (
        'item,value,urgency,enabling,size,needs\nBulk payout,"1,500",200,0,8,\nSDKs,900,100,0,4,\n',
        [("Bulk payout", 1500, 200, 0, 8, []), ("SDKs", 900, 100, 0, 4, [])],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_failed_once_is_read(name):
    text, wanted = CASES[name]
    assert labeled_rows(text) == wanted


def test_a_first_row_with_a_fault_is_not_taken_for_headings():
    words = error_message("SDKs; five; 2; 8; 8;\nLedger; 5; 2; 8; 8;\nBulk; 3; 3; 3; 3;\n")
    assert "line 1, value: “five” isn't a number" in words
    assert "line 1, item" not in words


@pytest.mark.parametrize("name", ["Value", "Title", "Item", "Size; 1; 1; 1; 1; Value\nValue"])
def test_an_item_may_be_called_like_a_heading(name):
    assert len(parse_items(f"{name}; 5; 2; 8; 8;")) == 1 + name.count("\n")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["1,500", "900"], [1500, 900]),
        (["1,500", "2,5"], [1.5, 2.5]),
        (["1.500", "2.5"], [1.5, 2.5]),
        (["1.500", "1.234,5"], [1500, 1234.5]),
        (["1'500", "1 500"], [1500, 1500]),
        (["1.5k", "$200"], [1500, 200]),
        (["0,500", "0.5"], [0.5, 0.5]),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t"])
def test_numbers_of_one_column_are_read_alike(column, values, separator):
    rows = [separator.join([f"I{n}", one, "1", "1", "1"]) for n, one in enumerate(column)]
    assert [one.value for one in parse_items("\n".join(rows))] == values


def test_a_point_among_whole_numbers_is_asked_about():
    words = error_message("Bulk;1.500;200;0;8;\nSDKs;900;100;0;4;")
    assert "line 1, value: “1.500” could be two numbers: 1,500 or 1.5" in words
    assert "Enter 1500 or 1.5." in words


def test_good_input_is_confirmed_and_doubts_are_shown():
    assert parse_backlog("A;1;1;1;1;\nB;1;1;1;1;").notes == ("2 items read.",)
    assert parse_backlog("A;1,500;1;1;1;").notes == (
        "1 item read.",
        "“1,500” was read as 1,500, not 1.5.",
    )
    notes = parse_backlog("Title,Status,Value,Effort (days)\nA,open,5,10").notes
    assert notes == (
        "1 item read.",
        "Columns not used: Status.",
        "There's no number for urgency and enabling, so it counts as 0.",
        "Sizes were taken as they are, in days; the page calls them weeks.",
    )


def test_scores_and_estimations_of_other_tools_are_read():
    text = "Feature name,Value score,Effort score\nFreeze,5,3\n"
    assert labeled_rows(text) == [("Freeze", 5, 0, 0, 3, [])]
    text = (
        "Issue Id,Summary,State,Estimation,Value,Depends on\n"
        "P-1,Freeze,Open,3,5,\nP-2,SDK,Open,2,8,P-1"
    )
    assert labeled_rows(text) == [("Freeze", 5, 0, 0, 3, []), ("SDK", 8, 0, 0, 2, ["Freeze"])]


def test_several_columns_for_the_epic_are_no_problem():
    text = (
        "Issue key;Summary;Epic Name;Story Points;Business Value;Epic Link\n"
        "P-1;E;Pay;3;8;\nP-2;S;;1;2;P-1"
    )
    assert [len(one.prerequisites) for one in parse_items(text)] == [0, 1]


def test_a_duration_that_names_no_unit_is_said():
    notes = parse_backlog("Summary,Original Estimate,Business Value\nA,28800,5").notes
    assert "“Original Estimate” doesn't say its unit; the page calls it weeks." in notes


def test_a_cycle_is_named_with_its_line_and_all_other_problems():
    words = error_message("item;value;size;needs\nA;1;2;B\nB;x;2;A\n;1;1;")
    assert "line 2: These items wait for each other: A → B → A" in words
    assert "line 3, value: “x”" in words
    assert "line 4, item: is empty" in words


def test_an_empty_cell_is_a_question_where_others_are_filled():
    assert "line 3, urgency" not in error_message(GITHUB)
    assert "line 3, Risk reduction: is empty" in error_message(GITHUB)


def test_an_epic_link_is_followed_where_there_is_no_other():
    text = "Issue key;Summary;Story Points;Business Value;Epic Link\nP-1;E;3;8;\nP-2;S;1;2;P-1"
    assert [one[-1] for one in labeled_rows(text)] == [[], ["E"]]
    assert "“Epic Link” was read as what an item needs." in parse_backlog(text).notes
    elsewhere = text.replace("2;P-1", "2;P-9")
    assert [one[-1] for one in labeled_rows(elsewhere)] == [[], []]
    assert not any("Epic" in note for note in parse_backlog(elsewhere).notes)


# --- names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ("CI/CD", ["CI/CD"]),
        ("Batch export, CSV", ["Batch export, CSV"]),
        ('"Batch export, CSV"', ["Batch export, CSV"]),
        ("batch export,csv , ci/cd", ["Batch export, CSV", "CI/CD"]),
        ('"Batch export, CSV", CI/CD', ["Batch export, CSV", "CI/CD"]),
        ("“Batch export, CSV”, CSV", ["Batch export, CSV", "CSV"]),
        ("CI/CD/CSV", ["CI/CD", "CSV"]),
        ("CSV; CI/CD", ["CSV", "CI/CD"]),
        ("CSV and CI/CD", ["CSV", "CI/CD"]),
        ("CI/CD + CSV & Batch export, CSV", ["CI/CD", "CSV", "Batch export, CSV"]),
        ("CSV, CSV", ["CSV"]),
        ('"CSV\nCI/CD"', ["CSV", "CI/CD"]),
        ('"Batch export,\nCSV"', ["Batch export, CSV"]),
        ("-", []),
        ("none", []),
    ],
)
def test_names_with_commas_and_slashes_can_be_needed(needs, found):
    text = f"Batch export, CSV;1;1;1;1;\nCI/CD;1;1;1;1;\nCSV;1;1;1;1;\nEnd;1;1;1;1;{needs}"
    assert labeled_rows(text)[-1][-1] == found


def test_a_comma_may_separate_columns_and_stand_in_names():
    text = 'item,value,urgency,enabling,size,needs\n"Export, CSV",1,1,1,1,\nB,1,1,1,1,Export, CSV'
    assert labeled_rows(text)[1][-1] == ["Export, CSV"]
    quoted = text.replace(",Export, CSV", ',"Export, CSV"')
    assert labeled_rows(quoted)[1][-1] == ["Export, CSV"]


# --- faults ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There's no item yet"),
        ("  \n", "There's no item yet"),
        ("item;value;urgency;enabling;size\n", "has headings but no rows"),
        ("Title;Estimate\nA;3", "no column for the value"),
        ("A;1;2;3;4;\nB;1;2;3;4;C", "line 2, needs: “C” isn't the name of an item"),
        ("A;1;2;3;4;\nB;1;2;3;4;A, CI/CD and C", "“CI/CD and C” isn't the name of an item"),
        ("Ledger;1;2;3;4;\nB;1;2;3;4;Legder", "Did you mean “Ledger”?"),
        ("A;1;2;3;4;B\nB;1;2;3;4;A", "wait for each other"),
        ("A;1;2;3;4;A", "wait for each other"),
        ("A;1;2;3;0;", "line 1, size: 0 is out of range"),
        ("A;-1;2;3;1;", "line 1, value: \u22121 is out of range"),
        ("A;1;2;three;4;", "line 1, enabling: “three” isn't a number"),
        ("A;1;2;3;inf;", "line 1, size: “inf” isn't a number"),
        ("A;1e308;2;3;1;", "line 1, value: “1e308” is too large"),
        ("A;1e7;2;3;1;", "line 1, value: 10,000,000 is out of range"),
        ("A;1;2;3;1e-300;", "line 1, size: 1e\u2212300 is out of range"),
        ("A;1;2;3;5 days;", "line 1, size: “5 days” has a different unit: this asks for weeks"),
        ("A;1;2", "line 1, size: is empty"),
        ("A;1;2;3;4;\n\nB;1;;3;4;", "line 3, urgency: is empty"),
        ("A;1;2;3;4;\na;1;2;3;4;", "line 2, item: “a” is already on line 1"),
        (";1;2;3;4;", "line 1, item: is empty"),
        (f"{'x' * (MAX_NAME_LENGTH + 1)};1;2;3;4;", "is 61 characters long; the limit is 60"),
        (
            "\n".join(f"I{n};1;1;1;1;" for n in range(MAX_ITEMS + 1)),
            "has 13 items; the limit is 12",
        ),
        ("x" * (MAX_CHARACTERS + 1), "has 10,001 characters; the limit is 10,000"),
        ("\0\0\0", "NUL"),
        ("x" * MAX_CHARACTERS, "characters"),
    ],
)
def test_a_backlog_that_cannot_be_used_says_where_and_why(text, words):
    assert words in error_message(text)


def test_all_faults_are_named_at_once():
    words = error_message("A;five;x;8;0;Z\n\nA;1;2;;3;\n;1;1;1;1")
    for part in (
        *("has 7 problems", "line 1, value: “five”", "line 1, urgency: “x”", "line 1, size: 0 is"),
        *("line 1, needs: “Z”", "line 3, item: “A” is already on line 1"),
        *("line 3, enabling: is empty", "line 4, item: is empty"),
    ):
        assert part in words


def test_the_limits_themselves_are_fine():
    text = (
        f"{'x' * MAX_NAME_LENGTH};{MAX_POINTS_OR_WEEKS};0;0;0.001;\nB;0;0;0;{MAX_POINTS_OR_WEEKS};"
    )
    made = BacklogPrioritization.evaluate(items=text)
    assert "points of delay" in made.summary
    assert len(parse_items("\n".join(f"I{n};1;1;1;1;" for n in range(MAX_ITEMS)))) == MAX_ITEMS


# --- the activity ------------------------------------------------------------------------


def test_only_own_items_are_called_own():
    first = BacklogPrioritization.evaluate()
    assert INVENTED in first.picture.source
    assert INVENTED in first.table.source
    assert "All points are invented" in first.notes[-1]
    text = format_items(data.case_items())
    mixed = BacklogPrioritization.evaluate(items=text.replace("SDKs; 5", "SDKs; 8"))
    assert mixed.picture.source == f"{first.picture.source} With your changes."
    own = BacklogPrioritization.evaluate(items="Mine; 5; 2; 8; 8;\nSDKs; 1; 1; 1; 1; Mine")
    assert own.picture.source == own.table.source == "Your own items."
    assert own.notes[0] == "2 items read."
    assert "invented" not in " ".join(own.notes)


@pytest.mark.parametrize("text", ["A;0;0;0;1;", "A;0;0;0;1;\nB;0;0;0;1;", "A;1e6;1e6;1e6;1e6;"])
def test_the_smallest_and_largest_backlogs_can_be_drawn(text):
    keys = [one.key for one in parse_items(text)]
    made = BacklogPrioritization.evaluate(items=text)
    assert made.picture.description
    assert sorted(cheapest_order(parse_items(text))) == keys


# --- whatever comes ------------------------------------------------------------------------

WORDS = [
    *("A", "B", "CI/CD", "item", "value", "size", "Summary", "Story Points", "Issue key"),
    *("Epic Link", ";", "; ", "|", "\t", ",", "\n", "1", "8", "-", "1,000", "1e308", "1e-300"),
    *("\u2028", "\x00", "\ud800", "²", "none", "/", '"', "sep=,\n", "\r", "5 days"),
    *("A;1;1;1;1;", "B;1;1;1;1;A", "\nC;2;2;2;2;B"),
]
RANDOM_TEXT = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=30).map("".join)


@settings(deadline=6_000, max_examples=2_000)
@given(RANDOM_TEXT)
@example("\0" * MAX_CHARACTERS)
@example('"' * MAX_CHARACTERS)
@example("A;1e308;1;1;1;\nB;1;1;1;1e308;")
@example(";" * MAX_CHARACTERS)
@example("A;1;1;1;1;" + "A,/" * 3_000)
def test_any_text_is_read_or_refused(text):
    try:
        items = parse_items(text)
    except InputError:
        return
    assert parse_items(format_items(items)) == items
    assert sorted(cheapest_order(items)) == sorted(greedy_wsjf_order(items))


@pytest.mark.parametrize(
    ("cell", "share"), [("1%", 0.01), ("1", 1), ("80", 0.8), ("0.8", 0.8), ("80 percent", 0.8)]
)
def test_a_confidence_is_a_share_or_a_percentage(cell, share):
    text = f"item,value,size,reach,impact,confidence\nA,1,1,100,2,{cell}\n"
    (item,) = parse_backlog(text).items
    assert item.confidence == pytest.approx(share)


def test_a_confidence_above_all_certainty_is_said():
    text = "item,value,size,reach,impact,confidence\nA,1,1,100,2,150%\n"
    found = parse_backlog(text)
    assert found.items[0].confidence == 1
    assert "A confidence above 100 percent counts as 100 percent." in found.notes


def test_a_confidence_on_a_scale_of_ten_is_said():
    heading = "item,value,size,reach,impact,confidence\n"
    assert (
        "A confidence of 8 was read as 8 percent." in parse_backlog(f"{heading}A,1,1,100,2,8").notes
    )
    assert not any("confidence" in one for one in parse_backlog(f"{heading}A,1,1,100,2,80").notes)
    assert not any("confidence" in one for one in parse_backlog(f"{heading}A,1,1,100,2,0.8").notes)


def test_signs_without_width_do_not_split_a_name():
    found = parse_backlog("item;value;size;needs\nSD\u200bKs;5;8;\nHooks;3;5;SDKs\n").items
    assert [one.label for one in found] == ["SDKs", "Hooks"]
    assert found[1].prerequisites == (found[0].key,)


# --- as trackers and people write it -----------------------------------------------------

HEADINGS = "item;value;urgency;enabling;size;needs\n"


@pytest.mark.parametrize(
    "needs",
    [
        *("None.", "null", "NA", "n.a.", "nil", "(none)", "[]", "--", "./.", "#N/A", "NaN"),
        *("no dependencies", "None yet"),
    ],
)
def test_words_for_nothing_are_no_item(needs):
    assert labeled_rows(f"{HEADINGS}A;1;1;1;1;{needs}") == [("A", 1, 1, 1, 1, [])]


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ("A (https://www.notion.so/A-1f2e?pvs=21)", ["A"]),
        ("A (https://n.test/1), C (https://n.test/2)", ["A", "C"]),
        ("[A](https://x.test/1), [C](https://x.test/2)", ["A", "C"]),
        ('"- A\n- C"', ["A", "C"]),
        ('"• A\n• C"', ["A", "C"]),
        ('"[""A"", ""C""]"', ["A", "C"]),
        ("A<br>C", ["A", "C"]),
        ("A, C.", ["A", "C"]),
    ],
)
def test_what_exports_put_around_names_is_no_part_of_them(needs, found):
    text = f"{HEADINGS}A;1;1;1;1;\nC;1;1;1;1;\nB;1;1;1;1;{needs}"
    assert labeled_rows(text)[-1][-1] == found


def test_a_name_with_such_marks_is_that_name():
    names = ["A.", "- A", "[A]", "B Inc."]
    text = (
        HEADINGS + "".join(f"{name};1;1;1;1;\n" for name in names) + "C;1;1;1;1;" + ", ".join(names)
    )
    assert labeled_rows(text)[-1][-1] == names
    assert "“X” isn't the name of an item" in error_message(f"{text}, X, B Inc.")


@pytest.mark.parametrize(
    ("name", "said"),
    [("Partner’s portal", "Partner's portal"), ("Roll\u2011out", "Roll-out"), ("A – B", "A - B")],
)
def test_the_kind_of_dash_and_apostrophe_does_not_matter(name, said):
    text = f"{HEADINGS}{name};1;1;1;1;\nC;1;1;1;1;{said}"
    assert labeled_rows(text)[-1][-1] == [name]


def test_the_headings_of_safe_are_read():
    head = "Feature;User-Business Value;Time Criticality;{};Job Size;WSJF\n"
    for enabling in ("RR | OE Value", "Risk Reduction and/or Opportunity Enablement"):
        text = head.format(enabling) + "A;5;2;8;3;5"
        assert labeled_rows(text) == [("A", 5, 2, 8, 3, [])]


def test_needs_may_name_the_ids_of_a_column_called_task_id():
    text = "Task ID,Task Name,Dependencies,Value,Size\n86a1,A,,5,3\n86a2,B,86a1,8,2\n"
    assert labeled_rows(text)[1][-1] == ["A"]


@pytest.mark.parametrize("column", ["€500;1;1;1", "1;1;1;3 weeks"])
def test_units_that_differ_in_a_column_are_asked_about(column):
    other = column.replace("€", "$").replace("weeks", "points")
    words = error_message(f"{HEADINGS}A;{column};\nB;{other};\n")
    assert "line 3" in words
    assert "Give all numbers of a column in the same unit." in words


def test_a_name_of_signs_that_nobody_sees_is_empty():
    assert "line 2, item: is empty" in error_message(f"{HEADINGS}\u200b;5;2;8;3;\n")


def test_a_heading_may_name_the_unit_of_the_size_in_words():
    for heading in ("Size in days", "Est. size (days)", "Estimated size (days)"):
        found = parse_backlog(f"Item;Value;{heading}\nA;5;3\n")
        assert "Sizes were taken as they are, in days; the page calls them weeks." in found.notes, (
            heading
        )
    assert not any("Sizes" in one for one in parse_backlog("Item;Value;Size in wks\nA;5;3").notes)


def test_needs_may_have_the_file_of_a_page_behind_them():
    text = f"{HEADINGS}A b;1;1;1;1;\nC;1;1;1;1;A b (Backlog%20ab12/A%20b%201f2e.md)"
    assert labeled_rows(text)[-1][-1] == ["A b"]
