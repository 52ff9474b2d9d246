"""A rollout network as a person types it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.comparison.data import rollout
from utils.comparison.model.network import Task, schedule
from utils.comparison.parsing import LETTERS, NAME, read_network, written
from utils.kit.errors import InputError


def said(text):
    with pytest.raises(InputError) as wrong:
        read_network(text)
    assert wrong.value.fix
    return str(wrong.value)


def attempt(text):
    """Return the tasks and no fault, or none and the fault."""
    try:
        return read_network(text), None
    except InputError as wrong:
        return None, wrong


def plain(tasks):
    """Return label, days and labels before."""
    labels = {task.key: task.label for task in tasks}
    return [(t.label, t.days, [labels[key] for key in t.after]) for t in tasks]


WANTED = [("Freeze", 5, []), ("SDK", 8.5, ["Freeze"]), ("End", 1, ["SDK", "Freeze"])]


# --- read and written --------------------------------------------------------------------


def test_the_case_survives_being_written_and_read():
    assert written(rollout()).startswith("Contract freeze; 5\nSandbox; 5; Contract freeze\n")
    assert read_network(written(rollout())) == rollout()


@pytest.mark.parametrize(
    "text",
    [
        "Freeze; 5\nSDK; 8.5; Freeze\nEnd; 1; SDK, Freeze",
        "\n\n  Freeze ;5;  \n\nSDK;8,5;freeze\n\nEnd;1 day;sdk,  FREEZE,\n",
        "Task; Days; After\nFreeze; 5 days; -\nSDK; 8,5 d; Freeze\nEnd; 1d; SDK; Freeze",
        "Freeze\t5\nSDK\t8.5\tFreeze\nEnd\t1\tSDK, Freeze",
        "|Task|Working days|\n|---|---:|\n|Freeze|5||\n|SDK|8.5|Freeze|\n|End|1|SDK,Freeze,SDK|",
        "Freeze;5 working days;none\r\nSDK;8.50 Days;Freeze\r\nEnd;01;SDK;;Freeze",
        "\ufeffFreeze;\u200b5\nSDK;\u00a08.5;Freeze\nEnd; 1; SDK,\u00a0Freeze",
    ],
)
def test_many_ways_to_write_the_same(text):
    assert plain(read_network(text)) == WANTED


def test_predecessors_may_stand_below():
    assert plain(read_network("SDK; 1; Freeze\nFreeze; 2")) == [
        ("SDK", 1, ["Freeze"]),
        ("Freeze", 2, []),
    ]


def test_names_of_the_case_keep_key_and_team():
    found = read_network("mobile; 3\nRetire V1; 1; Mobile\nfreeze; 2\nNew thing!; 1\nnew thing?; 1")
    assert [(t.key, t.team) for t in found] == [
        ("mobile", "Mobile"),
        ("retire", ""),
        ("freeze_2", ""),
        ("new_thing", ""),
        ("new_thing_2", ""),
    ]


def test_a_task_may_be_called_none():
    assert plain(read_network("None; 1\nSDK; 1; none")) == [("None", 1, []), ("SDK", 1, ["None"])]


@pytest.mark.parametrize(
    ("days", "text"), [(8.0, "8"), (0.25, "0.25"), (0.0, "0"), (1000, "1000"), (3650.0, "3650")]
)
def test_days_are_written_plainly(days, text):
    assert written([Task("a", "A", days)]) == f"A; {text}"


names = st.text(st.characters(exclude_characters=",;|"), min_size=1, max_size=12).map(
    lambda name: " ".join("".join(c if c.isprintable() else " " for c in name).split())
)


def spelling(name):
    """Return what two names share that a reader takes for one: ﬁ and fi, ß and SS."""
    return unicodedata.normalize("NFKC", name).casefold()


@st.composite
def networks(draw):
    labels = draw(st.lists(names.filter(bool), min_size=1, max_size=8, unique_by=spelling))
    return [
        (
            label,
            draw(st.integers(0, 365_000)) / 100,
            [before for before in labels[:at] if draw(st.booleans())],
        )
        for at, label in enumerate(labels)
    ]


@settings(deadline=None)
@given(networks())
def test_round_trip(network):
    keys = {label: f"k{at}" for at, (label, _, _) in enumerate(network)}
    tasks = [
        Task(keys[label], label, days, tuple(keys[one] for one in before))
        for label, days, before in network
    ]
    found = read_network(written(tasks))
    assert plain(found) == network
    assert read_network(written(found)) == found


# --- faults ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Line 1: there is no task"),
        (" \n\n", "Line 1: there is no task"),
        ("Task; Days; After", "Line 1: there is no task"),
        ("A; 1\nSDK 8 days", "Line 2: “SDK 8 days” has no days"),
        ("A; 1\nSDK; ; A", "Line 2: “SDK” has no days"),
        ("A; 1\n; 8; A", "Line 2: the task has no name"),
        ("A; 1\n\nSDK; eight", "Line 3: “eight” is no number of working days"),
        ("A; 2 weeks", "Line 1: “2 weeks” is no number of working days"),
        ("A; nan", "Line 1: “nan” is no number"),
        ("A; 1e3", "Line 1: “1e3” is no number"),
        ("A; -3", "Line 1: “A” takes less than 0 days"),
        ("A; \u22123 days", "Line 1: “A” takes less than 0 days"),
        ("A; 3651", "Line 1: “A” takes more than 3,650 days"),
        (f"A; {'9' * 400}", "Line 1: “A” takes more than 3,650 days"),
        ("A; 1,000", "Line 1: “1,000” can be read in two ways"),
        ("A; 1\nB; 1; A\na; 2", "Line 3: “a” already stands in line 1"),
        ("A; 1\nB; 1; B", "Line 2: “B” waits for itself"),
        ("SDK; 1\nPayouts; 1; SKD", "Line 2: “Payouts” waits for “SKD”"),
        ("SDK; 1\nPayouts; 1; SKD", "Did you mean “SDK”?"),
        ("A, b; 1", "Line 1: the name “A, b” holds a comma"),
        ("A; 1\nSDK; 1; Payouts\nPayouts; 1; SDK", "Line 2: These tasks wait for each other"),
        ("A; 1\nSDK; 1; Payouts\nPayouts; 1; SDK", "SDK → Payouts → SDK"),
        (f"A; 1\n{'B' * (NAME + 1)}; 1", "Line 2: the name “BBBBBBBBBBBBBBBBBBBBBBBBBBBBB…” has"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line(text, words):
    assert words in said(text)


def test_too_many_tasks_and_too_long_a_text():
    sixty = [f"T{n}; 1" for n in range(60)]
    assert len(read_network("Task; Days\n\n" + "\n".join(sixty))) == 60
    assert "Line 61: this is task 61" in said("\n".join([*sixty, "More; 1"]))
    spaces = " " * (LETTERS - 4)
    assert len(read_network(f"A; 1{spaces}")) == 1
    assert "Line 2: here the text grows longer than 5,000" in said(f"A; 1\n{spaces}\n")


pieces = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["A", "B", "SDK", "Task", "Days", ";", "; ", "|", "\t", ",", "\n", "1", "8 days", "-",
             "1,000", "1e9", "\u2028", "\x00", "\ud800", "²", "٣", "none", "--", ".", "ß", "SS"]
        ),
        max_size=25,
    ).map("".join),
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(pieces)
@example("A;1\nB;1;A\nA ;2")
@example("|")
@example("A;.5.")
def test_any_text_is_read_or_refused_with_its_line(text):
    tasks, wrong = attempt(text)
    if wrong:
        assert re.match(r"Line \d+: ", wrong.what)
        assert wrong.fix
    else:
        assert schedule(tasks).finish >= 0
        assert read_network(written(tasks)) == tasks
