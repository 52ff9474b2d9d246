"""One grammar for numbers: what is read, how it was read, and what is refused."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.kit.english import format_number as in_words
from utils.kit.errors import InputError
from utils.kit.numbers import (
    MAX_DIGITS,
    MAX_NUMBER,
    MAX_NUMBER_TEXT_LENGTH,
    UNIT_SPELLINGS,
    ParsedNumber,
    format_unambiguous,
    fractions_to_decimals,
    parse_column,
    parse_number,
    unit_spellings,
)

MINUTES, DAYS, PERCENT = map(unit_spellings, ("minutes", "days", "percent"))

# --- one number --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("126.8", 126.8),
        (" 126,8 ", 126.8),
        ("$126,800.00", 126_800),
        ("126,800.50 USD", 126_800.5),
        ("126 800", 126_800),
        ("126\u202f800", 126_800),  # narrow no-break space
        ("1\u00a0268\u2009000,5", 1_268_000.5),  # no-break and thin space
        ("126_800", 126_800),
        ("126'800", 126_800),
        ("126\u2019800.5", 126_800.5),
        ("126.8k", 126_800),
        ("$ 126.8 K", 126_800),
        ("1.5M", 1_500_000),
        ("2 million", 2_000_000),
        ("1,268,000", 1_268_000),
        ("12,68,000", 1_268_000),  # as in India
        ("126.800,5", 126_800.5),
        ("1.268.000", 1_268_000),
        ("0,500", 0.5),
        ("0.500", 0.5),
        ("1234,567", 1234.567),
        ("12,3456", 12.3456),
        (".5", 0.5),
        (",500", 0.5),
        ("-,500", -0.5),
        ("-15.65", -15.65),
        ("\u221215.65", -15.65),  # minus sign
        ("\u201315.65", -15.65),  # en dash
        ("-$15.65", -15.65),
        ("$-15.65", -15.65),
        ("(15.65)", -15.65),
        ("+14.83", 14.83),
        ("47 %", 47),
        ("47 percent", 47),
        ("64.4th percentile", 64.4),
        ("64th", 64),
        ("about 47", 47),
        ("approx. 47", 47),
        ("~47", 47),
        ("\u2248 47", 47),
        ("47.", 47),
        ("47?", 47),
        ("0", 0),
        ("1e5", 100_000),
        ("1.5E+06", 1_500_000),
        ("\u0664\u0667", 47),  # Arabic digits
        ("47\u200b", 47),  # zero-width space
        ("€47", 47),
        ("\u0663\u066b\u0665", 3.5),  # Arabic decimal separator
        ("\u0661\u066c\u0662\u0663\u0664", 1234),  # Arabic thousands separator
        ("\u0664\u0662\u066a", 42),  # Arabic percent sign
        ("\u00bd", 0.5),
        ("1\u00bd", 1.5),
        ("12\u2153 %", 12 + 1 / 3),
        ("15.65-", -15.65),  # as SAP writes it
        ("1.234,56-", -1234.56),
        ("5.-", 5),  # no cents
        ("5,\u2013 €", 5),
        ("1.000,\u2013 €", 1000),  # the sign before the dash is that of decimals
        ("12.500,-", 12_500),
        ("-12,-", -12),
        ("CHF 5'000.-", 5000),
        ("Fr. 5'000", 5000),
        ("Rs.500", 500),
        ("Rs. 1,20,000", 120_000),
        ("$.5", 0.5),
        ("5 euros", 5),
        ("C$5", 5),
        ("USD $1,234.56", 1234.56),
        ("5 $US", 5),
        ("500 zł", 500),
        ("%99,9", 99.9),  # as in Turkey
        ("p95", 95),
        ("2 lakh", 200_000),
        ("1.5 crore", 15_000_000),
        ("$1.2MM", 1_200_000),
        ("5 Tsd.", 5000),
        ("1,2 Mrd. €", 1_200_000_000),
        ('="1234"', 1234),  # as a spreadsheet keeps a text
        ('"1234"', 1234),
        ("“1234”", 1234),
        ("'1234", 1234),
        ("= 5", 5),
        ("9" * 15, 999_999_999_999_999),
        ("1e15", 1e15),
    ],
)
def test_number_is_read(text, value):
    format_number = parse_number(text)
    assert format_number.value == pytest.approx(value)
    assert not format_number.ambiguous


@pytest.mark.parametrize(
    ("text", "value", "reading"),
    [
        ("1,000", 1000, "read as 1,000, not 1"),
        ("126,800", 126_800, "read as 126,800, not 126.8"),
        ("1.000", 1, "read as 1, not 1,000"),
        ("126.800", 126.8, "read as 126.8, not 126,800"),
        ("-1,500", -1500, "read as \N{MINUS SIGN}1,500, not \N{MINUS SIGN}1.5"),
        ("1,500k", 1_500_000, "read as 1,500,000, not 1,500"),
    ],
)
def test_what_could_be_two_numbers_says_how_it_was_read(text, value, reading):
    format_number = parse_number(text)
    assert (format_number.value, format_number.reading, format_number.ambiguous) == (
        value,
        reading,
        True,
    )


@pytest.mark.parametrize(("text", "value"), [("1,000", 1), ("1.000", 1000), ("-1.500", -1500)])
def test_decimal_comma_turns_the_reading_round(text, value):
    format_number = parse_number(text, decimal_sign=",")
    assert (format_number.value, format_number.ambiguous) == (value, True)
    assert f"read as {in_words(value)}, not" in format_number.reading


@pytest.mark.parametrize("style", [".", ",", None])
@pytest.mark.parametrize(
    ("text", "value"), [("0,500", 0.5), ("12.5", 12.5), ("12,5", 12.5), ("1 000", 1000)]
)
def test_style_changes_nothing_where_there_is_no_doubt(text, value, style):
    assert parse_number(text, decimal_sign=style).value == value


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        *(("8", ""), ("1234", ""), ("1,234.5", ""), ("12.5", ""), ("1'000", ""), ("1 000", "")),
        *(("12,5", "read as 12.5"), ("5k", "read as 5,000"), ("1e3", "read as 1,000")),
        *(
            ("½", "read as 0.5"),
            ("1 ½", "read as 1.5"),
            ("3-", "read as \N{MINUS SIGN}3"),
            ("5.-", ""),
        ),
        *(("(3)", "read as \N{MINUS SIGN}3"), ("1.234,5", "read as 1,234.5")),
    ],
)
def test_unusual_spelling_is_shown_as_read(text, reading):
    assert parse_number(text).reading == reading


UNREADABLE = [
    *("x", "ten", "nan", "inf", "<b>5</b>"),
    *("k", "$", "%", ".", "-", "--5", "-(5)", "(5", "5)", "5k5", "5\u00b2", "5 items"),
    *("-5-", "(5-)", "5-day", "$-5-", "5 -", "=", '="', "''", '"5', "\u00bd\u00bd", "3.\u00bd"),
    *("12 or 13", "12-13", "1/4", "3:30", "1.1.2020", "12 13", "12 3456", "0 500", "1_00"),
    *("1,2,3", "1.2.3", "1,2345,678", "1.234.56", "1,234.567.8", "1'000 000", "5 ??"),
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_text_says_what_to_enter(text):
    with pytest.raises(InputError, match="isn't a number I can read") as told:
        parse_number(text)
    assert "126.8" in told.value.fix


@pytest.mark.parametrize("text", ["", "   ", "\n\u00a0"])
def test_empty_text_is_no_number_yet(text):
    with pytest.raises(InputError, match="no number yet"):
        parse_number(text)


def test_text_is_shown_back_in_part():
    with pytest.raises(InputError) as told:
        parse_number("word" * 100_000)
    assert "“wordword" in told.value.what
    assert len(told.value.what) < 100


def test_digits_letters_and_size_have_a_limit():
    assert (MAX_DIGITS, MAX_NUMBER_TEXT_LENGTH) == (30, 100)
    many = "0" * (MAX_DIGITS - 1) + "7"
    assert parse_number(many).value == 7
    with pytest.raises(InputError, match=f"at most {MAX_DIGITS} digits"):
        parse_number("0" + many)
    assert parse_number(" " * (MAX_NUMBER_TEXT_LENGTH - 1) + "7").value == 7
    with pytest.raises(InputError):
        parse_number(" " * MAX_NUMBER_TEXT_LENGTH + "7")
    assert parse_number("1e15").value == MAX_NUMBER
    for text in ("1.1e15", "9" * 16, "-1e16", "1e308", "1e999", "999 billionk", "2000000 bn"):
        with pytest.raises(InputError):
            parse_number(text)


# --- with a unit -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "units", "value"),
    [
        ("26 min", MINUTES, 26),
        ("26 Min.", MINUTES, 26),
        ("26m", MINUTES, 26),
        ("about 26 minutes", MINUTES, 26),
        ("18 days", DAYS, 18),
        ("1 day", DAYS, 1),
        ("18 working days", DAYS, 18),
        ("5 days?", DAYS, 5),
        ("5d", DAYS, 5),
        ("30.6 %", PERCENT, 30.6),
        ("30,6 per cent", PERCENT, 30.6),  # wording-ok
        ("64.4th", unit_spellings("percentile"), 64.4),
        ("64.4 %", unit_spellings("percentile"), 64.4),
        ("$105", unit_spellings("dollars"), 105),
        ("USD 90,000 per year", unit_spellings("dollars a year"), 90_000),
        ("$90k/yr", unit_spellings("dollars a year"), 90_000),
        ("$90k p.a.", unit_spellings("dollars a year"), 90_000),
        ("8 hours a week", unit_spellings("hours per week"), 8),
        ("P40", unit_spellings("percentile"), 40),
        ("105 US dollars", unit_spellings("dollars"), 105),
        ("$1.5 million", unit_spellings("dollars"), 1_500_000),
        ("36 pts", unit_spellings("points"), 36),
        ("3 boxes", unit_spellings("boxes"), 3),
        ("850 refunds", ("refunds", "refund"), 850),
    ],
)
def test_number_with_the_unit_asked_for_is_read(text, units, value):
    format_number = parse_number(text, units=units)
    assert format_number.value == pytest.approx(value)
    assert format_number.unit in units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        *(("26 days", MINUTES), ("0.4 h", MINUTES), ("$26", MINUTES), ("26 %", MINUTES)),
        *(("18 weeks", DAYS), ("18m", DAYS), ("5 days 3 h", DAYS), ("47 days", PERCENT)),
        ("57.5 %", unit_spellings("score from 0 to 1")),
        ("€105", unit_spellings("dollars")),
        ("105 zł", unit_spellings("dollars")),
        ("$9,000 a month", unit_spellings("dollars a year")),
    ],
)
def test_another_unit_names_the_one_asked_for(text, units):
    with pytest.raises(InputError) as told:
        parse_number(text, units=units)
    if "3 h" not in text:
        assert f"this asks for {units[0]}" in told.value.what
        assert units[0] in told.value.fix
    assert text in told.value.what


def test_spellings_of_a_unit_begin_with_its_name():
    for name, spellings in UNIT_SPELLINGS.items():
        assert unit_spellings(name) == spellings
        assert spellings[0] == name
        assert all(one == one.casefold() for one in spellings)
    assert unit_spellings("widgets") == ("widgets", "widget")
    assert "$" in unit_spellings("dollars a year")
    assert "days" not in unit_spellings("widgets a daybreak")


# --- a column ----------------------------------------------------------------------------


def values(texts, **options):
    return [one.value if one else None for one in parse_column(texts, **options).numbers]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["1,500", "900"], [1500, 900]),
        (["1,500", "2.5"], [1500, 2.5]),
        (["1,500", "2,25"], [1.5, 2.25]),  # a decimal comma settles it
        (["1,500", "0,500"], [1.5, 0.5]),
        (["1.500", "2.25"], [1.5, 2.25]),
        (["1.500", "2.000,5"], [1500, 2000.5]),
        (["1.500", "1.234.567"], [1500, 1_234_567]),
        (["1.500", "1 234,5"], [1500, 1234.5]),
        (["1,500", "1,234,567"], [1500, 1_234_567]),
        (["1,500", "", "  "], [1500, None, None]),
        (["1.500", "5,-"], [1500, 5]),
        ([], []),
    ],
)
def test_column_is_read_alike(texts, wanted):
    assert values(texts) == wanted
    assert values(texts[::-1]) == wanted[::-1]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["1.200", "900"], [1200, 900]),
        (["12.000", "3.000", "0.000"], [12, 3, 0]),  # three decimals everywhere
        (["1.234,00", "1.000"], [1234, 1000]),
        (["1,234.00", "1,000"], [1234, 1000]),
        (["1.200", "1.5"], [1200, 1.5]),  # what isn't a whole number shows nothing
    ],
)
def test_column_of_whole_numbers_has_thousands_unless_decimals_show(texts, wanted):
    assert values(texts, whole=True) == wanted


def test_column_says_how_it_was_read():
    assert parse_column(["1,500", "2,000", "900"]).notes == ("“1,500” was read as 1,500, not 1.5.",)
    assert parse_column(["900", "1,500", "2,25"]).notes == ("“1,500” was read as 1.5, not 1,500.",)
    assert parse_column(["900", "12,5"]).notes == ()


def test_column_that_contradicts_itself_asks():
    found = parse_column(["1,500", "2,25", "3.5", "x"]).numbers
    assert [isinstance(one, InputError) for one in found] == [True, False, False, True]
    assert "could be two numbers: 1,500 or 1.5" in found[0].what
    assert found[0].fix == "Enter 1500 or 1.5."
    assert [one.value for one in found[1:3]] == [2.25, 3.5]


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (["1.500", "900"], [True, False]),
        (["1.500", "2.000"], [False, False]),
        (["1.500", "2.5", "900"], [False, False, False]),
        (["1,500", "900"], [False, False]),
        (["1.500"], [False]),
    ],
)
def test_column_may_ask_about_a_point_among_whole_numbers(texts, asked):
    found = parse_column(texts, ask_if_unclear=True).numbers
    assert [isinstance(one, InputError) for one in found] == asked
    assert not any(isinstance(one, InputError) for one in parse_column(texts).numbers)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1500, "1500"), (1.5, "1.5"), (1.125, "1.1250"), (-12.345, "-12.3450"), (0.125, "0.125")],
)
def test_what_is_written_exactly_leaves_no_doubt(value, text):
    assert format_unambiguous(value) == text
    assert parse_number(text) == ParsedNumber(value, decimal_sign="." * ("." in text))


def test_column_keeps_the_problem_of_each_cell():
    found = parse_column(["5 days", "5 weeks", "7"], units=DAYS).numbers
    assert isinstance(found[1], InputError)
    assert [found[0].value, found[2].value] == [5, 7]


# --- whatever comes ----------------------------------------------------------------------

NUMBERISH = st.text(st.sampled_from("0123456789.,'_ -+()ek%$m\u2212\u00a0?~dais"), max_size=40)
ANYTHING = st.one_of(st.text(max_size=120), NUMBERISH)


@settings(max_examples=2_000, deadline=6_000)
@given(ANYTHING)
@example("1.234.567")
@example("\u0663,\u0664")
@example("1e309")
@example("0e999")
@example("\0" * 90 + "1")
@example("1," * 49 + "1")
@example("1 " * 49 + "1")
def test_any_text_gives_a_finite_number_or_words(text):
    try:
        format_number = parse_number(text, units=MINUTES)
    except InputError:
        return
    assert isinstance(format_number, ParsedNumber)
    assert abs(format_number.value) <= MAX_NUMBER
    assert format_number.reading or not format_number.ambiguous


@settings(max_examples=500, deadline=6_000)
@given(st.lists(ANYTHING, max_size=8))
def test_any_column_gives_one_result_for_each_cell(texts):
    found = parse_column(texts)
    assert len(found.numbers) == len(texts)
    ambiguous = [one for one in found.numbers if isinstance(one, ParsedNumber) and one.ambiguous]
    assert bool(found.notes) == bool(ambiguous)


@settings(deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_written_with_or_without_thousands_it_is_the_same(value):
    for text in (f"{value}", f"{value:,}", f"${value:,} ", f"{value}%"):
        assert parse_number(text).value == pytest.approx(float(value))


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_continental_writing_is_the_same(value):
    swapped = f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert parse_number(swapped).value == pytest.approx(float(value))


@settings(deadline=None)
@given(st.floats(min_value=-1e15, max_value=1e15))
@example(1e-300)
def test_what_is_written_exactly_is_read_as_the_same(value):
    text = format_unambiguous(value)
    assert "e" not in text
    if len(text) <= MAX_DIGITS:
        assert parse_number(text).value == value


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("in 1½ weeks", "in 1.5 weeks"),
        ("in 1 ½ weeks", "in 1.5 weeks"),
        ("½%", "0.5%"),
        ("2 1/2 months", "2.5 months"),
        ("24/7 and 1/2", "24/7 and 1/2"),
        ("on 5 12/7", "on 5 12/7"),  # not a part of one
        ("5 1/2/2026", "5 1/2/2026"),
        ("1,000½", "1,000½"),
    ],
)
def test_fractions_in_a_sentence_become_decimals(text, decimal):
    assert fractions_to_decimals(text) == decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.2 × 10^3", 1200), ("1.2·10³", 1200), ("3 x 10⁻²", 0.03), ("2*10**4", 20_000),
     ("1 1/2", 1.5), ("$ (5.00)", -5), ("$(1,234.50)", -1234.5), ("5 Kč", 5)],
)  # fmt: skip
def test_printed_powers_mixed_fractions_and_accounts_are_read(text, value):
    found = parse_number(text)
    assert found.value == pytest.approx(value)
    assert bool(found.reading) == (text != "5 Kč")


@pytest.mark.parametrize("text", ["1 3/2", "5x10", "5x10^", "$(5", "($(5))", "3/4", "10^3"])
def test_what_may_be_something_else_stays_refused(text):
    with pytest.raises(InputError):
        parse_number(text)
