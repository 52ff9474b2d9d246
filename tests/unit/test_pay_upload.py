"""The learner's own pay file: shown, kept, refused, removed, and never printed."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape

import pytest

from utils.kit.progress import Progress, archive
from utils.pay.activities import PayExplorer
from utils.pay.activities.upload import SAVED_FILE_LABEL, SAVED_FILE_NAME

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
    pick = made._own._pick
    with pick.hold_trait_notifications():
        pick.name, pick.content = name, memoryview(content)
        pick.size = len(content) if size is None else size
        pick.uploads += 1


def alt(made):
    return unescape(re.search(r'alt="([^"]*)"', made.picture_html)[1])


def said(made):
    return made._own._said.html


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
    assert made._own._forget.hidden
    assert "Your file" not in alt(made)


def test_a_good_file_is_shown_and_kept(made, home):
    give(made, GOOD)
    assert made.error_html == ""
    assert "pay.csv: 3 rows read." in said(made)
    assert "Your file: 3 figures from $124,800 to $140,000." in alt(made)
    assert not made._own._forget.hidden
    assert cells(made) == [
        ["2", "Owner of payments", "senior", "$140,000", "Alabama", "64th", "78th"],
        ["3", "Owner of search", "", "$124,800", "New York-Newark-Jersey City, NY-NJ",
         "22nd", "48th"],
        ["4", "Owner of maps", "mid", "$132,000", "United States", "47th", "74th"],
    ]  # fmt: skip
    assert "“Atlantis” matches no state" in said(made)
    assert (home / SAVED_FILE_NAME).read_bytes() == GOOD
    assert Progress().last("05.m0", "saved").result == {"file": "own pay"}
    again = PayExplorer()
    assert said(again) == said(made).replace("pay.csv", SAVED_FILE_LABEL)
    assert alt(again) == alt(made)


def test_at_national_prices_a_row_needs_a_place(made):
    give(made, GOOD)
    made.inputs["dollars"].value = ["adjusted"]
    assert [row[3] for row in cells(made)] == ["$157,617", "$115,640", "no known place"]
    assert "Your file: 2 figures from $115,640 to $157,617." in alt(made)
    assert "1 row without a place we know" in said(made)
    assert "not released" not in said(made)  # that is what official wages are


def problem(made):
    """Return the error under the file picker."""
    return made._own._pick.error


def test_a_bad_file_keeps_the_earlier_one_and_says_where_it_is_wrong(made, home):
    give(made, GOOD)
    before = cells(made), made.picture_html
    give(made, BAD, "other.csv")
    assert problem(made).startswith("other.csv, line 3, pay: “a lot” isn't a number. Enter pay")
    assert made.error_html == ""  # it is said beside the picker, not far above it
    assert "Still on show is your earlier file. pay.csv: 3 rows read." in said(made)
    assert "tpo-stale" in made._own._said._dom_classes
    assert (cells(made), made.picture_html) == before
    assert (home / SAVED_FILE_NAME).read_bytes() == GOOD
    made.refresh()
    assert cells(made) == before[0]
    assert "Your file: 3 figures" in alt(made)
    give(made, GOOD)
    assert problem(made) == ""
    assert "Still on show" not in said(made)
    assert "tpo-stale" not in made._own._said._dom_classes


def test_problems_stand_one_to_a_line(made):
    give(made, BAD + b"Owner,none,fortnight,Alabama\n")
    first, *rest = problem(made).splitlines()
    assert first == "pay.csv has 3 problems:"
    assert rest[:3] == [
        "• line 3, pay: “a lot” isn't a number",
        "• line 4, pay: “none” isn't a number",
        "• line 4, unit: “fortnight” isn't a unit we know",
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
    assert made._own._forget.hidden
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
    assert not made._own._forget.hidden  # it can be removed
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
    assert "Line 3 left out" in said(made)
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
    path = archive.export_zip(Progress(), tmp_path / "out.zip")
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
    assert "Line 2 left out: 60 a year looks like" in said(made)
    assert "Your file" not in alt(made)


def test_the_stand_ins_chosen_are_the_columns(made):
    give(made, GOOD)
    made.inputs["proxies"].value = ["13-1082"]
    assert [len(row) for row in cells(made)] == [6, 6, 6]
    assert "Project management specialists" in said(made)
    assert "Software developers" not in said(made)
