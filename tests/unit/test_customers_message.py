"""The checker of error messages finds what is there, what is missing, and what leaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.customers.activities import HelpfulError
from utils.customers.activities.message import CURRENT_MESSAGE, OUR_MESSAGE
from utils.customers.model.message import MAX_CHECKED_CHARACTERS, check_message

HERE = Path(__file__).parent / "error_messages"
GOOD, BAD = ((HERE / f"{one}.txt").read_text(encoding="utf-8") for one in ("good", "bad"))


def lines(text):
    return [line for line in text.splitlines() if line.strip()]


def faults(text):
    report = check_message(text)
    return [one.name for one in report.checks if not one.ok] + [kind for kind, _ in report.leaks]


def test_there_are_forty_of_each():
    assert len(lines(GOOD)) >= 40
    assert len(lines(BAD)) >= 40


@pytest.mark.parametrize("text", lines(GOOD))
def test_a_good_message_passes(text):
    assert faults(text) == []


@pytest.mark.parametrize("text", lines(BAD))
def test_a_bad_message_does_not(text):
    assert faults(text) != []


def test_ours_passes_and_todays_leaks():
    assert faults(OUR_MESSAGE) == []
    assert "a stack trace" in faults(CURRENT_MESSAGE)
    assert "a path or a machine inside" in faults(CURRENT_MESSAGE)


@given(st.text(max_size=400))
def test_any_text_gets_a_report_and_its_words_are_in_the_text(text):
    report = check_message(text)
    plain = " ".join(text.split())
    assert len(report.checks) == 5
    for one in report.checks:
        assert one.matched_text in plain
    assert all(words in plain for _, words in report.leaks)


@pytest.mark.parametrize("piece", ["a.", "`", "SELECT ", "/usr/", "4 ", "A_", "x@", "-a", "“", "é"])
def test_a_long_text_of_one_piece_gets_a_report(piece):
    assert not check_message(piece * MAX_CHECKED_CHARACTERS).is_good


def test_the_activity_says_which_words_it_means():
    view = HelpfulError.evaluate(text=OUR_MESSAGE)
    assert view.summary.startswith("Every part is there")
    assert any("SIGNATURE_MISMATCH" in words for words, _ in view.checks)
    view = HelpfulError.evaluate(text="Something went wrong.")
    assert any("“Something went wrong” could be said of any failure" in one for one in view.says)


def test_ours_is_shown_only_after_an_attempt():
    made = HelpfulError()
    made.press("Compare with our wording")
    assert "too little to compare" in made.inputs["text"].error
    made.set(text="The signature is not the one that we expected.")
    made.press("Compare with our wording")
    assert "SIGNATURE_MISMATCH" in made.comparison_html
    made.close()
