"""What an answer hears, and which numbers a learner may type."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.quiz.bank import Choice, KnownMistake, Number, Question
from utils.kit.quiz.grading import grade, parse_number

CHOICES = (
    Choice("a", "Apples", "right", "About apples."),
    Choice("b", "Bread", "defensible", "About bread."),
    Choice("c", "Cheese", "wrong", "About cheese.", "likes-cheese"),
    Choice("d", "Dates", "wrong", "About dates.", "likes-dates"),
)
SEVERAL = (
    Choice("a", "Apples", "right", "About apples."),
    Choice("b", "Bread", "right", "About bread."),
    *CHOICES[2:],
)
NUMBER = Number(
    answer=25.35,
    tolerance=0.5,
    unit="percent",
    right="A quarter.",
    other="Look again.",
    slips=(
        KnownMistake(74.65, 0.5, "The rest.", "complement"),
        KnownMistake(0.2535, 0.006, "A share.", "share"),
    ),
)


def question(kind, choices=(), number=None):
    return Question("99.q.x", "g", kind, "?", ("1", "2", "3"), "why", "us", choices, number)


ONE = question("one", CHOICES)
MANY = question("several", SEVERAL)
NUMERIC = question("number", number=NUMBER)


# --- choices -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "solved", "misconceptions"),
    [
        ("a", True, ()),
        ("b", True, ()),
        ("c", False, ("likes-cheese",)),
        ("d", False, ("likes-dates",)),
    ],
)
def test_one_choice_hears_its_own_words(key, solved, misconceptions):
    got = grade(ONE, [key])
    chosen = next(choice for choice in CHOICES if choice.key == key)
    assert got.solved is solved
    assert got.marks == ((chosen.verdict, chosen.feedback),)
    assert got.misconceptions == misconceptions


def test_right_beside_wrong_does_not_solve():
    assert not grade(ONE, ["a", "c"]).solved


@pytest.mark.parametrize("kind", [ONE, MANY])
def test_nothing_chosen_is_said(kind):
    with pytest.raises(InputError, match="Nothing chosen"):
        grade(kind, [])


@pytest.mark.parametrize("keys", [["z"], ["a", "z"]])
def test_choice_that_is_gone_never_solves(keys):
    with pytest.raises(InputError, match="no longer among"):
        grade(ONE, keys)


def test_several_need_all_and_only_the_right_ones():
    assert grade(MANY, ["b", "a"]).solved
    assert not grade(MANY, ["a"]).solved
    assert not grade(MANY, ["a", "b", "c"]).solved


def test_several_say_that_something_is_missing_without_naming_it():
    verdict, words = grade(MANY, ["a"]).marks[-1]
    assert verdict == "missing"
    assert "bread" not in words.lower()
    assert "missing" not in dict(grade(MANY, ["a", "b", "d"]).marks)


@settings(deadline=None)
@given(st.sets(st.sampled_from("abcd"), min_size=1))
def test_every_taken_choice_is_answered(keys):
    got = grade(MANY, sorted(keys))
    said = [words for verdict, words in got.marks if verdict != "missing"]
    assert said == [choice.feedback for choice in SEVERAL if choice.key in keys]
    assert got.solved == (keys == {"a", "b"})
    assert len(got.misconceptions) == len(keys & {"c", "d"})


# --- numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize("value", [25.35, 25, 24.85, 25.85])
def test_near_enough_is_right(value):
    got = grade(NUMERIC, value)
    assert got.solved
    assert got.marks == (("right", "A quarter."),)
    assert got.misconceptions == ()


@pytest.mark.parametrize("value", [64.1, 64.7])  # 64.4 - 64.1 is a shade above 0.3 in floats
def test_bound_itself_counts(value):
    number = Number(64.4, 0.3, "percentile", "Yes.", "No.", ())
    assert grade(question("number", number=number), value).solved


@pytest.mark.parametrize(("value", "name"), [(74.65, "complement"), (0.25, "share")])
def test_known_slip_is_named(value, name):
    got = grade(NUMERIC, value)
    assert not got.solved
    assert got.misconceptions == (name,)


@pytest.mark.parametrize("value", [24.84, 25.86, -25.35, 0, 75.2])
def test_other_numbers_get_the_general_words(value):
    got = grade(NUMERIC, value)
    assert not got.solved
    assert got.marks == (("wrong", "Look again."),)
    assert got.misconceptions == ()


# --- typed numbers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("126.8", 126.8),
        (" 126,8 ", 126.8),
        ("126,800", 126_800),
        ("$126,800", 126_800),
        ("126,800.50 USD", 126_800.5),
        ("126 800", 126_800),
        ("126\u202f800", 126_800),  # narrow no-break space
        ("126_800", 126_800),
        ("126.8k", 126_800),
        ("$ 126.8 K", 126_800),
        ("1,268,000", 1_268_000),
        ("126.800,5", 126_800.5),
        ("1.268.000", 1_268_000),
        ("0,500", 0.5),
        ("1234,567", 1234.567),
        ("12,3456", 12.3456),
        ("126.800", 126.8),
        (".5", 0.5),
        (",500", 0.5),
        ("-,500", -0.5),
        ("-15.65", -15.65),
        ("\u221215.65", -15.65),  # minus sign
        ("-$15.65", -15.65),
        ("+14.83", 14.83),
        ("47 %", 47),
        ("47 percent", 47),
        ("64.4th percentile", 64.4),
        ("64th", 64),
        ("about 47", 47),
        ("~47", 47),
        ("47.", 47),
        ("0", 0),
    ],
)
def test_typed_number_is_read(text, value):
    assert parse_number(text) == pytest.approx(value)


UNREADABLE = [
    *("", "   ", "x", "ten", "nan", "inf", "1e5", "<b>5</b>"),
    *("k", "$", "%", ".", "-", "--5", "5k5", "5\u00b2"),
    *("12 or 13", "12-13", "1/4"),
    *("1,2,3", "1.2.3", "1,2345,678", "1.234.56", "1,234.567.8"),
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_text_says_how_to_mend_it(text):
    with pytest.raises(InputError) as told:
        parse_number(text)
    assert "126.8" in told.value.fix


def test_text_is_shown_back_in_part():
    with pytest.raises(InputError) as told:
        parse_number("word" * 1000)
    assert "“wordword" in told.value.what
    assert len(told.value.what) < 100


def test_huge_number_is_refused():
    with pytest.raises(InputError, match="too large"):
        parse_number("9" * 400)


@settings(deadline=None)
@given(st.text(max_size=30))
@example("1.234.567")
@example("\u0663,\u0664")
def test_any_text_gives_a_number_or_words(text):
    try:
        value = parse_number(text)
    except InputError:
        return
    assert isinstance(value, float)
    assert abs(value) < float("inf")


@settings(deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_written_with_or_without_thousands_it_is_the_same(value):
    for text in (f"{value}", f"{value:,}", f"${value:,} ", f"{value}%"):
        assert parse_number(text) == pytest.approx(float(value))


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_continental_writing_is_the_same(value):
    swapped = f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert parse_number(swapped) == pytest.approx(float(value))
