"""Lists, plurals, ordinals and first letters, as a sentence has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.english import (
    add_full_stop,
    format_number,
    join_quoted,
    join_words,
    lower_first,
    ordinal,
    plural,
    plural_noun,
    shorten,
    split_off_question,
    upper_first,
    verb_for_count,
)


@pytest.mark.parametrize(
    ("items", "joined"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b, and c"),
        (iter("abcd"), "a, b, c, and d"),
    ],
)
def test_lists_have_a_comma_before_and_from_three_items_on(items, joined):
    assert join_words(items) == joined


def test_a_list_may_end_in_or():
    assert join_words("abc", "or") == "a, b, or c"
    assert join_words("ab", "or") == "a or b"


@pytest.mark.parametrize(
    ("items", "joined"),
    [("", ""), ("a", "“a”"), ("ab", "“a” and “b”"), ("abc", "“a,” “b,” and “c”")],
)
def test_commas_go_inside_quotation_marks(items, joined):
    assert join_quoted(items) == joined


def test_a_period_goes_inside_a_closing_quotation_mark():
    assert add_full_stop("Sales says “yes”") == "Sales says “yes.”"
    assert add_full_stop("Sales says yes") == "Sales says yes."
    assert join_quoted("ab", "or", marks="()") == "(a) or (b)"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0 weeks"),
        (1, "1 week"),
        (1.0, "1 week"),
        (1.5, "1.5 weeks"),
        (0.1 + 0.2, "0.3 weeks"),
        (10.0, "10 weeks"),
        (1200, "1,200 weeks"),
        (-1, "−1 week"),
        (-0.0, "0 weeks"),
        (1 + 1e-12, "1 week"),
        (12345678901234, "12,345,678,901,234 weeks"),
    ],
)
def test_a_number_agrees_with_its_noun(n, text):
    assert plural(n, "week") == text


@pytest.mark.parametrize(
    ("noun", "nouns"),
    [
        ("row", "rows"),
        ("reply", "replies"),
        ("day", "days"),
        ("box", "boxes"),
        ("class", "classes"),
        ("branch", "branches"),
        ("wish", "wishes"),
    ],
)
def test_plurals_follow_the_spelling(noun, nouns):
    assert plural_noun(2, noun) == nouns
    assert plural_noun(1, noun) == noun


def test_other_plurals_are_named():
    assert plural(2, "analysis", "analyses") == "2 analyses"
    assert plural(1, "analysis", "analyses") == "1 analysis"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0th"),
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22.0, "22nd"),
        (2.5, "2.5th"),
        (99.9, "99.9th"),
        (101, "101st"),
        (111, "111th"),
        (112, "112th"),
        (1003, "1,003rd"),
    ],
)
def test_ordinals(n, text):
    assert ordinal(n) == text


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("", ""),
        ("Team lead", "team lead"),
        ("A team", "a team"),
        ("A", "a"),
        ("Über uns", "über uns"),
        ("API gateway", "API gateway"),
        ("APIs that break", "APIs that break"),
        ("CI/CD", "CI/CD"),
        ("A/B test", "A/B test"),
        ("iOS app", "iOS app"),
        ("GitHub", "GitHub"),
        ("P95 latency", "P95 latency"),
        ("X-ray", "X-ray"),
        ("C# code", "C# code"),
        ("I decide", "I decide"),
        ("3 teams", "3 teams"),
        ("“Fast” replies", "“Fast” replies"),
    ],
)
def test_the_first_letter_is_lowered_where_it_is_only_a_sentence_start(text, lowered):
    assert lower_first(text) == lowered


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("", ""),
        ("team lead", "Team lead"),
        ("iOS app", "iOS app"),
        ("API gateway", "API gateway"),
        ("pay for the API", "Pay for the API"),
        ("3 teams", "3 teams"),
    ],
)
def test_a_sentence_begins_with_a_capital(text, raised):
    assert upper_first(text) == raised


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("", 5, ""),
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("one\n  two", 20, "one two"),
        ("longer", 1, "…"),
    ],
)
def test_long_text_is_cut_and_says_so(text, length, short):
    assert shorten(text, length) == short


@given(st.text(), st.integers(1, 50))
def test_shortened_text_fits_on_one_line(text, length):
    short = shorten(text, length)
    assert len(short) <= length
    assert len(short.splitlines()) <= 1
    assert shorten(short, length) == short


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1e10, "10,000,000,000"),
        (-123456789012.5, "−123,456,789,012"),
        (9999999999.5, "10,000,000,000"),
    ],
)
def test_large_numbers_have_no_exponent(n, text):
    assert format_number(n) == text


@given(st.integers())
def test_whole_numbers_are_written_exactly(n):
    assert int(format_number(n).replace(",", "").replace("−", "-")) == n


@given(st.text())
def test_only_the_first_letter_changes(text):
    for change in (lower_first, upper_first):
        assert change(change(text)) == change(text)
        assert change(text).endswith(text[1:])


@pytest.mark.parametrize(
    ("setting", "asked"),
    [
        ("Six calls.", "How many are slow?"),
        ("Six calls, 3% slow.", "How many are slow? Round to whole calls."),
        ("“It's what fails here.”", "What do you answer?"),
        ("First: “Which comes first?” Second: “Who moves?”", "Whose are they?"),
        ("The U.S. Bureau publishes wages.", "Which ones?"),
        ("", "Name the one that fits."),
        ("", "Is it true? Say so. Then go on."),
    ],
)
def test_a_question_is_told_from_what_comes_before(setting, asked):
    assert split_off_question(f"{setting} {asked}".strip()) == (setting, asked)


@given(st.text())
def test_splitting_a_question_loses_no_letter(text):
    assert " ".join(part for part in split_off_question(text) if part) == text


@given(st.integers(0, 200))
def test_a_verb_goes_with_its_number(n):
    assert verb_for_count(n, "is", "are") == ("is" if n == 1 else "are")
