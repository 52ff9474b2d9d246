"""What feedback an answer gets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.quiz.bank import Choice, ExpectedNumber, KnownMistake, Question
from utils.kit.quiz.grading import grade

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
NUMBER = ExpectedNumber(
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
    with pytest.raises(InputError, match="You haven't chosen an answer"):
        grade(kind, [])


@pytest.mark.parametrize("keys", [["z"], ["a", "z"]])
def test_choice_that_is_gone_never_solves(keys):
    with pytest.raises(InputError, match="isn't one of the answers"):
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
    number = ExpectedNumber(64.4, 0.3, "percentile", "Yes.", "No.", ())
    assert grade(question("number", number=number), value).solved


def test_bound_of_a_large_number_counts():
    """Between numbers of 43 million, a tenth is known to about 8 places only."""
    large = ExpectedNumber(43_200_000.3, 0.1, "milliseconds", "Right.", "Look again.", ())
    asked = question("number", number=large)
    assert 43_200_000.4 - large.answer > large.tolerance + 1e-9
    assert grade(asked, 43_200_000.4).solved
    assert not grade(asked, 43_200_000.5).solved


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
