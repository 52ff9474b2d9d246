"""A rollout network as a person types it."""

from __future__ import annotations

import pytest
from attempts import attempt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.comparison.data import rollout_tasks
from utils.comparison.model.network import Task, schedule
from utils.comparison.parsing import (
    MAX_CHARACTERS,
    MAX_NAME_LENGTH,
    format_network_tasks,
    parse_network,
    parse_network_tasks,
)
from utils.kit.errors import InputError
from utils.kit.list_markers import strip_markers_if_list
from utils.kit.references import clean_name, fold_name
from utils.kit.table_reader import is_total_label
from utils.kit.table_reader.cells import normalize_cell


def error_message(text):
    with pytest.raises(InputError) as wrong:
        parse_network_tasks(text)
    assert wrong.value.fix
    return str(wrong.value)


def labeled_rows(tasks):
    """Return label, days and labels before."""
    labels = {task.key: task.label for task in tasks}
    return [(t.label, t.days, [labels[key] for key in t.predecessors]) for t in tasks]


EXPECTED = [("Freeze", 5, []), ("SDK", 8.5, ["Freeze"]), ("End", 1, ["SDK", "Freeze"])]


# --- read and written --------------------------------------------------------------------


def test_the_case_survives_being_written_and_read():
    assert format_network_tasks(rollout_tasks()).startswith(
        "Contract freeze; 5\nSandbox; 5; Contract freeze\n"
    )
    assert parse_network_tasks(format_network_tasks(rollout_tasks())) == rollout_tasks()


@pytest.mark.parametrize(
    "text",
    [
        "Freeze; 5\nSDK; 8.5; Freeze\nEnd; 1; SDK, Freeze",
        "\n\n  Freeze ;5;  \n\nSDK;8,5;freeze\n\nEnd;1 day;sdk,  FREEZE,\n",
        "Task; Days; After\nFreeze; 5 days; -\nSDK; 8,5 d; Freeze\nEnd; 1d; SDK; Freeze",
        "Freeze\t5\nSDK\t8.5\tFreeze\nEnd\t1\tSDK, Freeze",
        "|Task|Working days|\n|---|---:|\n|Freeze|5||\n|SDK|8.5|Freeze|\n|End|1|SDK,Freeze,SDK|",
        "Freeze;5 working days;none\r\nSDK;8.50 Days;Freeze\r\nEnd;01;SDK;;Freeze",
        'Task,Days,After\nFreeze,5,\nSDK,8.5,Freeze\nEnd,1,"SDK, Freeze"',
        (
            'sep=,\nDepends on,Task Name,Duration\n,Freeze,"5 days?"\nfreeze,SDK,"8,5 days"\n'
            '"SDK,Freeze",End,1 day'
        ),
        (
            "ID\tTask Name\tDuration\tPredecessors\n7\tFreeze\t5 days?\t\n8\tSDK\t8.5 days\t7FS\n"
            "9\tEnd\t1 day\t8,7"
        ),
        "Activity;Est. days;Blocked by\nFreeze;5;\n;;\nSDK;8.5;1\nEnd;1;2;1",
        "\ufeffFreeze;\u200b5\nSDK;\u00a08.5;Freeze\nEnd; 1; SDK,\u00a0Freeze",
    ],
)
def test_many_ways_to_write_the_same(text):
    assert labeled_rows(parse_network_tasks(text)) == EXPECTED


@pytest.mark.parametrize("link", ["1FS+0 days", "1FS-0d", "1FS + 0%", "1fs+0.0 days"])
def test_a_waiting_time_of_nothing_is_none(link):
    tasks = parse_network_tasks(f'ID;Name;Duration;Predecessors\n1;A;5;\n2;B;3;"{link}"')
    assert tasks[1].predecessors == (tasks[0].key,)


def test_a_table_without_predecessors_says_so():
    found = parse_network("Task;Days;Successors\nA;3;B\nB;5;")
    assert found.notes[-1] == (
        "No column says what must be done before, so no task waits for another."
    )
    assert len(parse_network("A; 3\nB; 5").notes) == 1  # typed by hand


def test_predecessors_may_stand_below():
    assert labeled_rows(parse_network_tasks("SDK; 1; Freeze\nFreeze; 2")) == [
        ("SDK", 1, ["Freeze"]),
        ("Freeze", 2, []),
    ]


def test_names_of_the_case_keep_key_and_team():
    found = parse_network_tasks(
        "mobile; 3\nRetire V1; 1; Mobile\nfreeze; 2\nNew thing!; 1\nnew thing?; 1"
    )
    assert [(t.key, t.team) for t in found] == [
        ("mobile", "Mobile"),
        ("retire", ""),
        ("freeze_2", ""),
        ("new_thing", ""),
        ("new_thing_2", ""),
    ]


def test_a_task_may_be_called_none():
    assert labeled_rows(parse_network_tasks("None; 1\nSDK; 1; none")) == [
        ("None", 1, []),
        ("SDK", 1, ["None"]),
    ]


@pytest.mark.parametrize(
    ("days", "text"), [(8.0, "8"), (0.25, "0.25"), (0.0, "0"), (1000, "1000"), (3650.0, "3650")]
)
def test_days_are_written_plainly(days, text):
    assert format_network_tasks([Task("a", "A", days)]) == f"A; {text}"


def is_plain(name):
    """Return whether a name keeps its marks: a list's, and those around a whole cell, go.

    A total at the end, such as "Ø", is left out.
    """
    if not name or is_total_label(name):
        return False
    return normalize_cell(name) == name and strip_markers_if_list([name]) is None


names = st.text(max_size=12).map(clean_name).filter(is_plain)


@st.composite
def networks(draw):
    labels = draw(st.lists(names, min_size=1, max_size=8, unique_by=fold_name))
    return [
        (
            label,
            draw(st.integers(0, 365_000)) / 100,
            [before for before in labels[:at] if draw(st.booleans())],
        )
        for at, label in enumerate(labels)
    ]


@settings(deadline=None)
@example([("1", 0.0, []), ("& 0", 0.0, []), ("0", 0.0, ["1", "& 0"])])
@given(networks())
def test_round_trip(network):
    keys = {label: f"k{at}" for at, (label, _, _) in enumerate(network)}
    tasks = [
        Task(keys[label], label, days, tuple(keys[one] for one in before))
        for label, days, before in network
    ]
    found = parse_network_tasks(format_network_tasks(tasks))
    assert labeled_rows(found) == network
    assert parse_network_tasks(format_network_tasks(found)) == found


# --- faults ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There's no task yet"),
        (" \n\n", "There's no task yet"),
        ("Task; Days; After", "has headings but no rows"),
        ("A; 1\nSDK 8 days", "line 2, days: is empty"),
        ("A; 1\nSDK; ; A", "line 2, days: is empty"),
        ("A; 1\n; 8; A", "line 2, task: is empty"),
        ("A; 1\n\nSDK; eight", "line 3, days: “eight” isn't a number"),
        ("A; eight\nSDK; 8", "line 1, days: “eight” isn't a number"),
        ("A; 2 months", "line 1, days: “2 months” has a different unit: this asks for days"),
        ("Task; Duration (weeks)\nA; 2", "“Duration (weeks)” is in weeks"),
        ("Task; Duration hrs\nA; 2", "“Duration hrs” is in hrs"),
        ("A; nan", "line 1, days: “nan” isn't a number"),
        ("A; -3", "line 1, days: \u22123 is less than 0"),
        ("A; \u22123 days", "line 1, days: \u22123 is less than 0"),
        ("A; 3651", "line 1, days: 3,651 is more than 3,650"),
        ("A; 1e308", "line 1, days: “1e308” is too large"),
        ("A; 1\nB; 1; A\na; 2", "line 3, task: “a” is already on line 1"),
        ("A; 1\nB; 1; B", "line 2, before: “B” waits for itself"),
        ("A; 1\nB; 1; 2", "line 2, before: “B” waits for itself"),
        ("SDK; 1\nPayouts; 1; SKD", "line 2, before: “SKD” isn't the name of a task"),
        ("SDK; 1\nPayouts; 1; SKD", "Did you mean “SDK”?"),
        ("A; 1\nSDK; 1; Payouts\nPayouts; 1; SDK", "line 2: These tasks wait for each other"),
        ("A; 1\nSDK; 1; Payouts\nPayouts; 1; SDK", "SDK → Payouts → SDK"),
        (f"A; 1\n{'B' * (MAX_NAME_LENGTH + 1)}; 1", "is 61 characters long; the limit is 60"),
        ("Name,Duration,Predecessors\nA,5,\nB,3,1SS", "“1SS” doesn't link a start to a finish"),
        ("Name,Duration,Predecessors\nA,5,\nB,3,1FS+2 days", "“1FS+2 days” has a waiting time"),
        ("Name,Duration,Predecessors\nA,5,\nB,3,7", "“7” isn't the name of a task"),
        ("Task; Owner\nA; B", "no column for the working days"),
        ("A; 1\n\0; 2", "NUL"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line(text, words):
    assert words in error_message(text)


def test_all_faults_are_named_at_once():
    words = error_message("A; x\n; 2\nC; 1; Z\na; -1; C")
    for part in (
        *("has 5 problems", "line 1, days: “x”", "line 2, task: is empty", "line 3, before: “Z”"),
        *("line 4, days: \u22121 is less than 0", "line 4, task: “a” is already on line 1"),
    ):
        assert part in words


def test_a_cycle_and_a_unit_are_named_along_with_all_others():
    words = error_message("Task; Duration (weeks); After\nA; 1; B\nB; x; A\nC; 1; C")
    assert "line 1: “Duration (weeks)” is in weeks" in words
    assert "line 2: These tasks wait for each other in a circle: A → B → A" in words
    assert "line 3, Duration (weeks): “x”" in words
    assert "line 4, After: “C” waits for itself" in words


def test_numbers_of_issues_may_have_a_sign():
    text = "iid,Title,Days,Blocked by\n12,Gate,5,\n13,Kit,8,#12\n#14,Trial,1,13\n"
    before = {task.label: task.predecessors for task in parse_network_tasks(text)}
    assert before == {"Gate": (), "Kit": ("gate",), "Trial": ("kit",)}


def test_too_many_tasks_and_too_long_a_text():
    sixty = [f"T{n}; 1" for n in range(60)]
    assert len(parse_network_tasks("Task; Days\n\n" + "\n".join(sixty))) == 60
    assert "has 61 tasks; the limit is 60" in error_message("\n".join([*sixty, "More; 1"]))
    spaces = " " * (MAX_CHARACTERS - 4)
    assert len(parse_network_tasks(f"A; 1{spaces}")) == 1
    assert "has 5,001 characters; the limit is 5,000" in error_message(f"A; 1{spaces} ")


# --- how it was read -----------------------------------------------------------------------


def test_good_input_is_confirmed_and_doubts_are_shown():
    assert parse_network("A; 5\nB; 8").notes == ("2 tasks read.",)
    assert "“1,000” was read as 1,000, not 1." in parse_network("A; 1,000\nB; 8").notes
    numbered = parse_network("Name,Duration,Predecessors,Owner\nA,5 days?,,x\nB,3,1,y")
    assert numbered.notes == (
        "2 tasks read.",
        "Columns not used: Owner.",
        "Predecessors that aren't names were read as task numbers: “1” is “A”.",
    )
    assert parse_network(format_network_tasks(rollout_tasks())).notes == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A;1,500\nB;900", [1500, 900]),
        ("A;1,500\nB;2,25", [1.5, 2.25]),
        ("A;1.500\nB;2.25", [1.5, 2.25]),
        ("A;1'000\nB;1 000\nC;2k", [1000, 1000, 2000]),
        ("A;5 days?\nB;8 d\nC;1 day", [5, 8, 1]),
    ],
)
def test_days_of_one_column_are_read_alike(text, days):
    assert [task.days for task in parse_network_tasks(text)] == days


def test_names_with_commas_and_slashes_can_be_waited_for():
    text = "CI/CD; 1\nBatch export, CSV; 2\nA; 1; CI/CD\nB; 1; Batch export, CSV, A; CI/CD"
    assert labeled_rows(parse_network_tasks(text))[2:] == [
        ("A", 1, ["CI/CD"]),
        ("B", 1, ["Batch export, CSV", "A", "CI/CD"]),
    ]
    quoted = 'Task,Days,After\n"Batch export, CSV",2,\nB,1,"Batch export, CSV"'
    assert labeled_rows(parse_network_tasks(quoted))[1] == ("B", 1, ["Batch export, CSV"])


CASES = {  # each failed once
    "heading-effort": (
        "Task; Effort (days); Depends on\nA; 5;\n",
        [("A", 5, [])],
    ),
    "ms-project": (
        "Name\tDuration\tPredecessors\nA\t5 days?\t\nB\t3 days\tA\n",
        [("A", 5, []), ("B", 3, ["A"])],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_failed_once_is_read(name):
    text, wanted = CASES[name]
    assert labeled_rows(parse_network_tasks(text)) == wanted


# --- whatever comes ------------------------------------------------------------------------

WORDS = [
    *("A", "B", "SDK", "Task", "Days", "Duration", "ID", "Predecessors", ";", "; ", "|", "\t"),
    *(",", "\n", "\r", "1", "8 days", "-", "1,000", "1e9", "\u2028", "\x00", "\ud800", "²", "٣"),
    *("none", "--", ".", "ß", "SS", '"', "/", "1FS", "2SS+1 day", "sep=;", "weeks"),
    *("A;1\n", "B;2;A\n", "\nC;3;1;A"),
]
RANDOM_TEXT = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=30).map("".join)


@settings(deadline=6_000, max_examples=2_000)
@given(RANDOM_TEXT)
@example("A;1\nB;1;A\nA ;2")
@example("|")
@example("A;.5.")
@example("\0" * 4_000)
@example('"' * 4_000)
@example(" SEP=;0")
@example("A;1;" * 1_000)
@example("A;1\n" * 1_000)
def test_any_text_is_read_or_refused(text):
    tasks, wrong = attempt(lambda: parse_network_tasks(text))
    if wrong:
        assert wrong.what
        assert wrong.fix
    else:
        assert schedule(tasks).finish >= 0
        assert parse_network_tasks(format_network_tasks(tasks)) == tasks


def test_a_task_that_may_sum_up_others_is_named():
    table = "WBS;Task;Days;Before\n1;Phase;8;\n1.1;Design;3;\n1.2;Build;5;1.1\n"
    assert parse_network(table).notes[-1] == (
        "“Phase” has tasks below it in the outline, and counts as one of its own. If it only sums "
        "them up, delete its row."
    )
    plain = parse_network("WBS;Task;Days;Before\n1;Design;3;\n2;Build;5;1\n10;Ship;1;2\n").notes
    assert not any("outline" in note for note in plain)


# --- as planning tools and people write it -------------------------------------------------

PLAIN = [("A", 5, []), ("B", 3, ["A"])]


@pytest.mark.parametrize(
    "heading",
    [
        *("Immediate predecessors", "Predecessor tasks", "Predecessor IDs", "Preceding activity"),
        *("Pred.", "Must follow", "Comes after", "Start after", "Waiting on", "Depends upon"),
        *("Dependent on", "Previous task", "Prior tasks", "Needs first", "Prerequisite tasks"),
    ],
)
def test_headings_for_what_comes_before(heading):
    found = parse_network(f"Task;Days;{heading}\nA;5;\nB;3;A\n")
    assert labeled_rows(found.tasks) == PLAIN
    assert found.notes == ("2 tasks read.",)


@pytest.mark.parametrize(
    "heading",
    [
        *("Time (days)", "Number of days", "# days", "No. of days", "Days needed", "Dur. (days)"),
        *(
            "Duration in days",
            "Person-days",
            "Est. time (days)",
            "Planned duration",
            "Business days",
        ),
    ],
)
def test_headings_for_the_days(heading):
    assert labeled_rows(parse_network_tasks(f"Task;{heading};After\nA;5;\nB;3;A\n")) == PLAIN


@pytest.mark.parametrize(
    "heading", ["Task #", "Task No.", "Activity number", "S.No.", "Step", "Row"]
)
def test_headings_for_the_numbers_of_tasks(heading):
    """The second task stands first, so that its number isn't its place."""
    text = f"{heading};Task;Days;After\n2;B;3;1\n1;A;5;\n"
    assert labeled_rows(parse_network_tasks(text)) == PLAIN[::-1]


@pytest.mark.parametrize("link", ["1.0", "1."])
def test_a_number_as_a_spreadsheet_writes_it_is_that_number(link):
    text = f"ID,Name,Duration,Predecessors\n1,A,5,\n2,B,3,{link}\n"
    assert labeled_rows(parse_network_tasks(text)) == PLAIN


@pytest.mark.parametrize("label", ["Total days", "Total duration", "Total: 8 days"])
def test_a_total_in_other_words_is_no_task(label):
    found = parse_network(f"A; 5\nB; 3; A\n{label}; 8\n")
    assert labeled_rows(found.tasks) == PLAIN
    assert f"Left out: line 3 (“{label}”)." in found.notes


def test_a_name_of_signs_that_nobody_sees_is_empty():
    assert "line 2, task: is empty" in error_message("A; 1\n\u200b; 5\n")


def test_numbers_of_a_column_may_have_a_period():
    text = "#;Task;Days;After\n2.;B;3;1\n1.;A;5;\n"
    assert labeled_rows(parse_network_tasks(text)) == PLAIN[::-1]


@pytest.mark.parametrize(
    "heading",
    ["Deps", "Prereqs", "Depend on", "Prev. task", "Must finish first", "Depends on task no."],
)
def test_short_headings_for_what_comes_before(heading):
    assert labeled_rows(parse_network_tasks(f"Task;Days;{heading}\nA;5;\nB;3;A\n")) == PLAIN


def test_predecessors_by_their_place_in_the_outline():
    text = "WBS;Name;Duration;WBS Predecessors\n1.1;A;5;\n1.2;B;3;1.1\n"
    assert labeled_rows(parse_network_tasks(text)) == PLAIN


@pytest.mark.parametrize("cell", ["A&B", "A+B", "B, A"])
def test_names_may_be_joined_without_spaces(cell):
    found = labeled_rows(parse_network_tasks(f"A;5\nB;3\nC++;1;{cell}\nR&D;1;C++, A\nE;1;R&D+C++"))
    assert sorted(found[2][2]) == ["A", "B"]
    assert [one[2] for one in found[3:]] == [["C++", "A"], ["R&D", "C++"]]


@pytest.mark.parametrize("unit", ["day(s)", "person-days", "person days", "working-days", "PD"])
def test_days_of_people_and_of_one_or_more_are_days(unit):
    assert labeled_rows(parse_network_tasks(f"A; 5 {unit}\nB; 3 {unit}; A")) == PLAIN


@pytest.mark.parametrize("link", ["1", "01", "#1", "1FS"])
def test_a_number_may_have_lost_the_zero_before_it(link):
    text = f"ID;Task;Days;After\n02;B;3;{link}\n01;A;5;\n"
    assert labeled_rows(parse_network_tasks(text)) == PLAIN[::-1]


def test_weeks_and_hours_of_a_planning_tool_are_days():
    network = parse_network("ID\tTask Name\tDuration\n1\tA\t2 wks\n2\tB\t4 hrs\n3\tC\t~1.5 days")
    assert [task.days for task in network.tasks] == [10, 0.5, 1.5]
    assert "“2 wks” was read as 10 days: a week has 5, and a day 8 hours." in network.notes


@pytest.mark.parametrize(
    ("heading", "marks"),
    [
        ("Outline Level", "122"),
        ("WBS", ["1", "1.1", "1.2"]),
        ("Outline number", ["1", "1.1", "1.2"]),
    ],
)
def test_a_task_that_sums_up_others_is_named_beside_an_id(heading, marks):
    rows = zip("123", ["Rollout", "A", "B"], "945", marks, strict=True)
    text = "\n".join([f"ID,Name,Duration,{heading}", *map(",".join, rows)])
    assert any("“Rollout” has tasks below it" in note for note in parse_network(text).notes)


def test_an_export_of_ganttproject_is_read_without_its_people():
    text = (
        "ID,Name,Begin date,Duration,Predecessors\n0,A,1/5/26,5,\n1,B,1/12/26,3,0-FS=P0D\n"
        "\n\nID,Name,Default role,e-mail,Phone,Standard rate\n0,Ann,Undefined,,,0\n"
    )
    network = parse_network(text)
    assert labeled_rows(network.tasks) == PLAIN
    assert "The people below the tasks were left out." in network.notes
    with pytest.raises(InputError, match="“0-FS=P2D” has a waiting time"):
        parse_network(text.replace("P0D", "P2D"))


@pytest.mark.parametrize("both", ["1 and 2", "1 & 2", "1/2", "1FS and 2FS"])
def test_task_numbers_may_be_joined_as_names_are(both):
    tasks = parse_network_tasks(f"No.;Task;Days;Needs\n1;A;5;\n2;B;3;\n3;C;1;{both}")
    assert len(tasks[2].predecessors) == 2
