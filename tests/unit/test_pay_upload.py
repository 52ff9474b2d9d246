"""The learner's own pay file: shown, kept, refused, removed, and never printed."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape

import pytest

from utils.kit.progress import Progress, archive
from utils.pay.activities import PayExplorer
from utils.pay.activities.upload import SAVED_FILE_NAME, SETTINGS_FILE_NAME, UNNAMED_FILE_LABEL

GOOD = (
    b"occupation,pay,unit,place,level\n"
    b"Owner of payments,140000,year,Alabama,senior\n"
    b"Owner of search,60,hour,New York City,\n"
    b"Owner of maps,11000,month,Atlantis,mid\n"
)
BAD = b"occupation,pay,unit,place\nOwner,120000,year,Alabama\nOwner,a lot,year,Alabama\n"
MARKUP = "<img src=x onerror=alert(1)>"
TYPED = (
    f"occupation,pay,unit,place,level,{MARKUP}\n{MARKUP},120000,year,{MARKUP},{MARKUP},x\n"
    f"{MARKUP},9,year,Alabama,,x\n"
)


def give(made, content, name="pay.csv", size=None):
    """Choose a file, as the browser sends it."""
    pick = made.own_file.picker
    with pick.hold_trait_notifications():
        pick.name, pick.content = name, memoryview(content)
        pick.size = len(content) if size is None else size
        pick.uploads += 1


def alt(made):
    return unescape(re.search(r'alt="([^"]*)"', made.picture_html)[1])


def said(made):
    return made.own_file.report.html


def cells(made):
    rows = re.findall(r"<tr.*?</tr>", said(made))
    return [
        [unescape(re.sub("<.*?>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", r)]
        for r in rows[1:]
    ]


@pytest.fixture
def made():
    return PayExplorer()


def test_before_a_file_there_is_nothing_to_remove(made):
    assert said(made) == ""
    assert made.own_file.remove_button.hidden
    assert "Your file" not in alt(made)


def test_a_good_file_is_shown_and_kept(made, home):
    give(made, GOOD)
    assert made.error_html == ""
    assert "pay.csv: 3 rows read." in said(made)
    assert "Your file: 3 figures from $124,800 to $140,000." in alt(made)
    assert not made.own_file.remove_button.hidden
    assert cells(made) == [
        ["2", "Owner of payments", "senior", "$140,000", "Alabama", "64th", "78th"],
        ["3", "Owner of search", "", "$124,800", "New York-Newark-Jersey City, NY-NJ",
         "22nd", "48th"],
        ["4", "Owner of maps", "mid", "$132,000", "United States", "47th", "74th"],
    ]  # fmt: skip
    assert "“Atlantis” doesn&#x27;t match a state" in said(made)
    assert (home / SAVED_FILE_NAME).read_bytes() == GOOD
    assert Progress().last_event("05.m0", "saved").result == {"file": "own pay"}
    again = PayExplorer()
    assert said(again) == said(made)
    assert alt(again) == alt(made)


def test_at_national_prices_a_row_needs_a_place(made):
    give(made, GOOD)
    made.inputs["dollars"].value = ["adjusted"]
    assert [row[3] for row in cells(made)] == ["$157,617", "$115,640", "no known place"]
    assert "Your file: 2 figures from $115,640 to $157,617." in alt(made)
    assert "know the place of 1 row, so" in said(made)
    assert "not released" not in said(made)  # that is what official wages are


def problem(made):
    """Return the error under the file picker."""
    return made.own_file.picker.error


def test_a_bad_file_keeps_the_earlier_one_and_says_where_it_is_wrong(made, home):
    give(made, GOOD)
    before = cells(made), made.picture_html
    give(made, BAD, "other.csv")
    assert problem(made).startswith("other.csv, line 3, pay: “a lot” isn't a number. Enter pay")
    assert made.error_html == ""  # it is said beside the picker, not far above it
    assert "You still see your earlier file. pay.csv: 3 rows read." in said(made)
    assert "tpo-stale" in made.own_file.report.get_state()["_dom_classes"]
    assert (cells(made), made.picture_html) == before
    assert (home / SAVED_FILE_NAME).read_bytes() == GOOD
    made.refresh()
    assert cells(made) == before[0]
    assert "Your file: 3 figures" in alt(made)
    give(made, GOOD)
    assert problem(made) == ""
    assert "Still on show" not in said(made)
    assert "tpo-stale" not in made.own_file.report.get_state()["_dom_classes"]


def test_problems_stand_one_to_a_line(made):
    give(made, BAD + b"Owner,none,sprint,Alabama\n")
    first, *rest = problem(made).splitlines()
    assert first == "pay.csv has 3 problems:"
    assert rest[:3] == [
        "• line 3, pay: “a lot” isn't a number",
        "• line 4, pay: “none” isn't a number",
        "• line 4, unit: “sprint” isn't a unit we know",
    ]
    assert len(rest) == 4


def test_a_huge_file_is_answered_by_its_size(made, home):
    give(made, b"", "huge.csv", size=300_000_000)
    assert "huge.csv is 300.0 MB; the limit is 5 MB." in problem(made)
    assert said(made) == ""
    assert not (home / SAVED_FILE_NAME).exists()


def test_a_file_can_be_removed(made, home, press):
    give(made, GOOD)
    press(made, "Remove my file")
    assert not (home / SAVED_FILE_NAME).exists()
    assert said(made) == ""
    assert "Your file" not in alt(made)
    assert made.own_file.remove_button.hidden
    assert said(PayExplorer()) == ""
    with pytest.raises(LookupError):
        press(made, "Remove my file")  # there is nothing left to remove


@pytest.mark.parametrize("left", [b"", b"\xff\xfe\x00", BAD, b"PK\x03\x04"])
def test_a_kept_file_that_was_damaged_since_is_named(home, left):
    home.mkdir()
    (home / SAVED_FILE_NAME).write_bytes(left)
    made = PayExplorer()
    assert made.error_html == ""
    assert "Your file from last time" in said(made)
    assert not made.own_file.remove_button.hidden  # it can be removed
    give(made, GOOD)
    assert "pay.csv: 3 rows read." in said(made)


def test_a_kept_file_that_is_a_folder_is_ignored(home):
    (home / SAVED_FILE_NAME).mkdir(parents=True)
    assert said(PayExplorer()) == ""


def test_a_disk_that_refuses_shows_the_file_and_says_so(refusing, made, press):
    give(made, GOOD)
    assert "couldn&#x27;t be saved" in made.error_html
    assert "pay.csv: 3 rows read." in said(made)
    assert "Your file: 3 figures" in alt(made)
    press(made, "Remove my file")
    assert "couldn&#x27;t be saved" in made.error_html
    assert refusing.parent.is_file()


def test_what_was_typed_is_shown_and_never_run(made):
    give(made, TYPED.encode(), f"{MARKUP}.csv")
    assert made.error_html == ""
    assert "&lt;img src=x" in said(made)
    assert "Line 3 was left out" in said(made)
    assert "Columns not used" in said(made)
    give(made, TYPED.replace("120000", MARKUP).encode(), f"{MARKUP}.csv")
    assert problem(made).count("<img src=x") == 2  # set as text, never as markup
    give(made, b"", f"{MARKUP}.csv", size=300_000_000)
    for html in (said(made), made.error_html, made.summary_html, made.details_html):
        assert "<img" not in html
    assert made.picture_html.count("<img") == 1  # the picture itself


def test_own_figures_are_in_no_printed_form_and_no_export(made, tmp_path):
    before = PayExplorer()._repr_mimebundle_()
    give(made, GOOD)
    for one in (made, PayExplorer()):
        bundle = one._repr_mimebundle_()
        assert bundle["text/plain"] == before["text/plain"]
        assert bundle["text/html"] == before["text/html"]
        assert "Your file" not in json.dumps(bundle)
    assert "Your file" not in PayExplorer.evaluate().text()
    assert "140000" not in json.dumps([one.result for one in Progress().events()])
    path = archive.write_export_zip(Progress(), tmp_path / "out.zip")
    with zipfile.ZipFile(path) as packed:
        held = b"".join(packed.read(name) for name in packed.namelist())
        assert SAVED_FILE_NAME not in packed.namelist()
    assert b"Owner of" not in held


def test_a_long_file_is_cut_in_the_table_and_whole_in_the_picture(made):
    rows = "".join(f"Owner {n},{100_000 + n},year,Alabama\n" for n in range(40))
    give(made, f"occupation,pay,unit,place\n{rows}".encode())
    assert len(cells(made)) == 25
    assert "first 25; 15 more are in the picture" in said(made)
    assert "Your file: 40 figures from $100,000 to $100,039." in alt(made)


def test_a_file_without_one_plausible_row_says_why(made):
    give(made, b"occupation,pay,unit,place\nOwner,60,year,Alabama\n")
    assert "pay.csv: 0 rows read, 1 left out." in said(made)
    assert "Line 2 was left out: 60 a year looks like" in said(made)
    assert "Your file" not in alt(made)


def test_the_stand_ins_chosen_are_the_columns(made):
    give(made, GOOD)
    made.inputs["proxies"].value = ["13-1082"]
    assert [len(row) for row in cells(made)] == [6, 6, 6]
    assert "Project management specialists" in said(made)
    assert "Software developers" not in said(made)


def test_a_file_from_an_earlier_version_has_no_name(home):
    home.mkdir()
    (home / SAVED_FILE_NAME).write_bytes(GOOD)
    assert f"{UNNAMED_FILE_LABEL}: 3 rows read." in said(PayExplorer())


@pytest.mark.parametrize(
    "damage",
    [
        {"crc32": 1},  # of another file
        {"headings": 3},
        {"headings": {"pay": 3}},
        {"headings": {"nobody": "pay"}, "currency": ["x"]},
        [],
    ],
)
def test_damaged_settings_are_left_alone(made, home, damage):
    give(made, GOOD)
    path = home / SETTINGS_FILE_NAME
    before = json.loads(path.read_text())
    path.write_text(json.dumps({**before, **damage} if isinstance(damage, dict) else damage))
    assert "3 rows read." in said(PayExplorer())
    path.write_text("[" * 100_000)
    assert f"{UNNAMED_FILE_LABEL}: 3 rows read." in said(PayExplorer())


# --- questions -----------------------------------------------------------------------------

UNCLEAR = b"who,comp (CAD),where,base\nOwner,140000,Alabama,120000\nOwner,90000,Texas,80000\n"
MIXED = (
    b"occupation,pay,currency,place\nOwner,140000,,Alabama\nOwner,90000,EUR,Texas\n"
    b"Owner,120000,USD,Texas\n"
)


def asked(made):
    questions = {**made.own_file.column_questions, "rows": made.own_file.currency_question}
    return {name: one for name, one in questions.items() if not one.hidden}


def test_which_column_is_which_is_asked_under_the_picker(made):
    give(made, UNCLEAR)
    questions = asked(made)
    assert list(questions) == ["occupation", "place"]
    assert [key for key, _ in questions["place"].options] == [
        "", "who", "comp (CAD)", "where", "base"
    ]  # fmt: skip
    questions["occupation"].value = "who"
    assert "no column for the place" in problem(made)
    questions["place"].value = "where"
    assert problem(made) == ""
    assert "pay.csv: 2 rows read." in said(made)
    assert cells(made)[0][:4] == ["2", "Owner", "", "$120,000"]
    assert list(asked(made)) == ["occupation", "place"]  # an answer can be changed


def test_two_columns_for_one_thing_are_asked_about(made):
    give(made, b"occupation,salary,wage,place\nOwner,140000,120000,Alabama\n")
    assert list(asked(made)) == ["pay"]
    asked(made)["pay"].value = "wage"
    assert cells(made)[0][3] == "$120,000"


def test_a_chosen_heading_says_its_currency(made):
    give(made, UNCLEAR.replace(b",base", b"").replace(b",120000", b"").replace(b",80000", b""))
    for name, heading in {"occupation": "who", "pay": "comp (CAD)", "place": "where"}.items():
        asked(made)[name].value = heading
    assert "0 rows read, 2 left out." in said(made)
    assert "140000 is in CAD, not in US dollars" in said(made)


def test_the_currency_of_rows_that_name_none_is_asked(made):
    give(made, MIXED)
    assert "1 row read, 2 left out." in said(made)
    question = asked(made)["rows"]
    assert question.label == "Rows without a currency are in"
    question.value = "USD"
    assert "2 rows read, 1 left out." in said(made)
    question.value = "EUR"
    assert "140000 is in EUR, not in US dollars" in said(made)
    give(made, GOOD)
    assert asked(made) == {}


def test_answers_and_the_name_are_back_after_a_restart(made):
    give(made, UNCLEAR, "salaries.csv")
    asked(made)["occupation"].value = "who"
    asked(made)["place"].value = "where"
    again = PayExplorer()
    assert "salaries.csv: 2 rows read." in said(again)
    assert {name: one.value for name, one in asked(again).items()} == {
        "occupation": "who", "place": "where",
    }  # fmt: skip
    give(again, MIXED)
    asked(again)["rows"].value = "USD"
    assert asked(PayExplorer())["rows"].value == "USD"


def test_a_new_file_forgets_the_answers_of_the_one_before(made, home):
    give(made, UNCLEAR)
    asked(made)["occupation"].value = "who"
    give(made, UNCLEAR)
    assert "no column for the occupation" in problem(made)
    assert not (home / SETTINGS_FILE_NAME).exists()


def test_removing_the_file_removes_the_answers(made, home):
    give(made, MIXED)
    assert (home / SETTINGS_FILE_NAME).exists()
    made.press("Remove my file")
    assert not (home / SETTINGS_FILE_NAME).exists()
    assert asked(made) == {}


# --- what isn't clear is asked next to the file ----------------------------------------------

NO_HEADINGS = b"Owner of payments,140000,Alabama\nOwner of search,120000,Texas\n"
EUROS = (
    b"occupation,pay,currency,place\n"
    b"Owner,90000,EUR,nation\nOwner,80000,GBP,nation\nOwner,120000,USD,nation\n"
)
TWO_NUMBERS = b"occupation;pay;unit;place\nOwner;100,000;hour;nation\nOwner;60,000;hour;nation\n"


def labels_on_show(made):
    """Return the labels of the questions on show."""
    return [one.label for one in made.own_file.visible_questions]


def test_a_table_without_headings_asks_which_column_is_which(made):
    give(made, NO_HEADINGS)
    assert "has no headings" in problem(made)
    questions = made.own_file.column_questions
    assert not any(questions[name].hidden for name in ("occupation", "pay", "place"))
    assert "unit" not in labels_on_show(made)
    options = [key for key, _ in questions["pay"].options]
    assert options[1:] == [
        "column 1 (“Owner of payments”)", "column 2 (“140000”)", "column 3 (“Alabama”)",
    ]  # fmt: skip
    for name, column in (("occupation", 1), ("pay", 2), ("place", 3)):
        questions[name].value = options[column]
    assert problem(made) == ""
    assert "2 rows read." in said(made)
    assert cells(made)[0][1:5] == [
        "Owner of payments", "", "$140,000", "Alabama",
    ]  # fmt: skip
    assert said(PayExplorer()) == said(made)  # found again after a restart


def test_a_foreign_currency_asks_for_its_rate(made):
    give(made, EUROS)
    assert "1 row read, 2 left out" in said(made)
    assert labels_on_show(made) == ["US dollars for 1 EUR", "US dollars for 1 GBP"]
    euro, pound, *_ = made.own_file.rate_questions
    euro.value = "1.10"
    assert "2 rows read, 1 left out" in said(made)
    assert "EUR was converted at 1.1 US dollars, as you entered." in said(made)
    assert cells(made)[0][3] == "$99,000"
    pound.value = "much"
    assert "such as 1.08" in pound.error
    assert "2 rows read, 1 left out" in said(made)
    pound.value = "1,25"
    assert pound.error == ""
    assert [row[3] for row in cells(made)] == ["$99,000", "$100,000", "$120,000"]
    again = PayExplorer()
    assert said(again) == said(made)
    assert [one.value for one in again.own_file.rate_questions[:2]] == ["1.10", "1,25"]
    euro.value = ""
    assert "2 rows read, 1 left out" in said(made)
    give(made, GOOD)
    assert labels_on_show(made) == []


@pytest.mark.parametrize("typed", ["0", "-1", "1e9", "101", "1.1 EUR", "nan", "9" * 20, "\0"])
def test_a_rate_that_cannot_be_is_said_next_to_it(made, typed):
    give(made, EUROS)
    made.own_file.rate_questions[0].value = typed
    assert made.own_file.rate_questions[0].error
    assert "1 row read, 2 left out" in said(made)


def test_an_amount_that_could_be_two_numbers_is_asked(made):
    give(made, TWO_NUMBERS)
    question = made.own_file.reading_question
    assert labels_on_show(made) == ["“100,000” means"]
    assert [text for _, text in question.options] == ["whichever can be a salary", "100,000", "100"]
    assert [row[3] for row in cells(made)] == ["$208,000", "$124,800"]
    question.value = "larger"
    assert "0 rows read, 2 left out" in said(made)
    question.value = "smaller"
    assert [row[3] for row in cells(made)] == ["$208,000", "$124,800"]
    assert PayExplorer().own_file.reading_question.value == "smaller"


@pytest.mark.parametrize(
    "more", [{}, {"reading": 3, "rates": 4}, {"reading": "x", "rates": {"EUR": 1}}]
)
def test_answers_of_another_version_are_left_out(made, home, more):
    give(made, EUROS)
    path = home / SETTINGS_FILE_NAME
    saved = json.loads(path.read_text())
    for name in ("reading", "rates"):
        del saved[name]
    path.write_text(json.dumps({**saved, **more}))
    assert said(PayExplorer()) == said(made)
