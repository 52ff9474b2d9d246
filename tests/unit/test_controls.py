"""Controls that carry more than one value: what they accept, and what an activity makes of it."""

from __future__ import annotations

import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.activity import Activity
from utils.kit.controls import Html, TextField, VBox
from utils.kit.controls.factory import (
    dollar_slider,
    dropdown_grid,
    number_slider,
    percent_slider,
    ranking,
    text_field,
)
from utils.kit.errors import InputError
from utils.kit.feedback import CLOSE, NEUTRAL, RIGHT, WRONG, feedback_html
from utils.kit.progress import Progress
from utils.kit.tables import Table
from utils.kit.view import Finding, Prediction, View

ROWS, COLUMNS = [("r1", "Row one"), ("r2", "Row two")], [("a", "A", "Column A"), ("b", "B", "Bee")]
OPTIONS = [("x", "X"), ("y", "Y")]


def a_grid():
    return dropdown_grid("Caption", "Corner", ROWS, COLUMNS, OPTIONS)


def test_a_grid_keeps_only_places_and_keys_that_it_has():
    made = a_grid()
    made.value = {"r1.a": "x", "r2.b": "", "r9.a": "x", "r1.b": "z"}
    assert made.value == {"r1.a": "x"}
    assert made.options[0] == ["", "–"]


def test_an_order_names_every_item_once():
    made = ranking("Order", [("a", "A"), ("b", "B")], ["b", "a"])
    assert made.value == ["b", "a"]
    for wrong in (["a"], ["a", "a"], ["a", "b", "c"]):
        with pytest.raises(traitlets.TraitError):
            made.value = wrong
    assert made.value == ["b", "a"]


def test_a_text_is_cut_at_its_limit():
    made = TextField(max_length=5)
    made.value = "longer than that"
    assert made.value == "longe"


class Several(Activity):
    """An activity with all three, and an answer of its own to compare with."""

    activity_id, title, task = "99.several", "Several", "Fill in."
    compare_label = "Compare"

    def controls(self):
        return {
            "matrix": a_grid(),
            "line": ranking("Order", [("a", "A"), ("b", "B")], ["a", "b"]),
            "text": text_field("Text", hint="What?", lines=3),
        }

    def view(self, *, matrix, line, text):
        return View(summary=f"{sorted(matrix.items())} {''.join(line)} {text}")

    def comparison(self, *, text, **_):
        if not text:
            raise InputError("Nothing written yet.", "Write first.")
        table = Table(caption="Both", columns=["Yours", "Ours"], rows=[[text, "<ours>"]])
        return View(summary=f"Ours beside {text}", table=table)


def test_values_of_all_three_are_found_again():
    made = Several()
    made.inputs["matrix"].value = {"r1.a": "x"}
    made.inputs["line"].value = ["b", "a"]
    made.inputs["text"].value = "hello"
    again = Several()
    assert again.values() == {"matrix": {"r1.a": "x"}, "line": ["b", "a"], "text": "hello"}
    assert "ba hello" in again.summary_html


@pytest.mark.parametrize(
    "wrong",
    [
        {"matrix": {"r9.a": "x"}},
        {"matrix": {"r1.a": "z"}},
        {"matrix": "x"},
        {"line": ["a"]},
        {"line": "ab c"},
        {"text": 5},
    ],
)
def test_values_that_do_not_fit_are_refused_in_words(wrong):
    with pytest.raises(InputError) as problem:
        Several.evaluate(**wrong)
    assert problem.value.fix


def test_plain_takes_all_three():
    words = Several.evaluate(matrix={"r2.b": "y"}, line=["b", "a"], text="t").summary
    assert words == "[('r2.b', 'y')] ba t"


def test_our_answer_waits_for_an_attempt(press):
    made = Several()
    press(made, "Compare")
    assert "Nothing written yet." in made.error_html
    assert made.comparison_html == ""
    assert not Progress().events("99.several")
    made.inputs["text"].value = "mine"
    press(made, "Compare")
    assert "&lt;ours&gt;" in made.comparison_html
    assert [e.what for e in Progress().events("99.several")][-2:] == ["changed", "shown"]


def test_our_answer_follows_changes_and_comes_back(press):
    made = Several()
    made.inputs["text"].value = "mine"
    press(made, "Compare")
    made.inputs["text"].value = "mine again"
    assert "Ours beside mine again" in made.comparison_html
    assert "Ours beside mine again" in Several().comparison_html
    made.inputs["text"].value = ""
    assert made.comparison_html == ""
    assert "Nothing written" not in made.error_html
    made.inputs["text"].value = "third"
    press(made, "Reset")
    assert made.comparison_html == ""
    assert Several().comparison_html == ""


def test_our_answer_is_in_no_printed_form():
    made = Several()
    assert "ours" not in (made.printed_html() + made.printed_text()).lower()


def test_a_widget_reaches_the_page_once_it_is_shown_with_its_newest_state():
    inner = Html("first")
    box = VBox([inner])
    inner.html = "last"
    assert inner.comm is None, "nobody shows it yet"
    data = box._repr_mimebundle_()["application/vnd.jupyter.widget-view+json"]
    assert data["model_id"] == box.comm.comm_id
    assert inner.comm is not None, "what is inside comes first"
    assert inner.get_state()["value"] == "last"


def test_a_closed_widget_is_not_opened_again():
    shown, never_shown = Html("a"), Html("b")
    assert shown.model_id
    for one in (shown, never_shown):
        one.close()
        assert (one.closed, one.model_id, one.comm) == (True, "", None)


# --- numbers typed beside a slider -----------------------------------------------------------


def typed(slider, text, *, done=True):
    """Send what the page sends; return the slider's number."""
    slider.typed = [text, 1, done]
    return slider.value


def pay_slider():
    return dollar_slider("Base pay", 142_000, 60_000, 300_000, typed_limits=(0, 2_000_000))


def thousands_slider():
    made = number_slider("Mid pay", 100, 60, 220, suffix="k")
    made.prefix = "$"
    return made


@pytest.mark.parametrize(
    ("make", "text", "value"),
    [
        (pay_slider, "$150k", 150_000),
        (pay_slider, "1.2 million", 1_200_000),
        (pay_slider, "142350.5", 142_350.5),
        (pay_slider, "0", 0),
        (lambda: percent_slider("Share", 40), "99,95 %", 99.95),
        (lambda: percent_slider("Share", 40), "about 12", 12),
        (lambda: number_slider("Price level", 100, 80, 125, step=0.5), "92.8", 92.8),
        (thousands_slider, "$107.5k", 107.5),
        (thousands_slider, "107,500", 107.5),
        (thousands_slider, "107", 107),
        (lambda: number_slider("Time", 5, 1, 9, suffix=" months"), "7 months", 7),
        (lambda: number_slider("Days longer", 0, -5, 30), "−3", -3),
    ],
)
def test_a_typed_number_is_read_as_everywhere_in_the_course(make, text, value):
    made = make()
    assert typed(made, text) == value
    assert "problem" not in made.reply


def test_whole_numbers_are_rounded_and_a_note_says_so():
    made = number_slider("People", 4, 1, 10)
    assert typed(made, "5.5") == 6
    assert made.reply["note"] == "Rounded to 6: only whole numbers work here."
    assert typed(number_slider("Calls", 100, 10, 1_000, step=10), "155") == 155


def test_a_number_that_could_be_two_says_how_it_was_read():
    made = pay_slider()
    assert typed(made, "150,000") == 150_000
    assert "“150,000” was read as 150,000, not 150" in made.reply["note"]


@pytest.mark.parametrize("text", ["", "abc", "12 apples", "9e99", "-1", "5000000", "1 2", "💶"])
def test_what_is_no_number_in_range_is_said_and_changes_nothing(text):
    made = pay_slider()
    assert typed(made, text) == 142_000
    assert "Enter a number from $0 to $2,000,000." in made.reply["problem"]
    assert "still $142,000" in made.reply["problem"]


@pytest.mark.parametrize(("value", "now"), [(6, "6 items"), (1, "1 item")])
def test_a_unit_that_is_a_word_is_said_once_and_fits_its_number(value, now):
    made = number_slider("The first", value, 1, 6, suffix=" items")
    typed(made, "a lot")
    assert (
        f"Enter a number from 1 to 6 items. Until then it's still {now}." in made.reply["problem"]
    )
    assert typed(made, "1 item") == 1


def test_nothing_is_said_of_a_number_that_is_still_typed():
    made = pay_slider()
    assert typed(made, "1", done=False) == 1
    assert typed(made, "1x", done=False) == 1
    assert made.reply == {}


def test_an_answer_from_elsewhere_takes_the_complaint_away():
    made = pay_slider()
    typed(made, "abc")
    made.answer = 142_000
    assert made.reply == {}


def test_limits_follow_the_slider_where_none_are_given():
    made = number_slider("Day", 3, 0, 29)
    made.max = 6
    assert made.limits() == (0, 6)
    made.value = 40
    assert made.value == 6


@given(st.text(max_size=200) | st.floats().map(str) | st.integers().map(str))
def test_any_text_is_a_number_in_range_or_a_problem(text):
    for made in (pay_slider(), percent_slider("Share", 40), number_slider("People", 4, 1, 10)):
        value = typed(made, text)
        low, high = made.limits()
        assert low <= value <= high
        assert ("problem" in made.reply) != ("note" in made.reply)


def test_what_a_field_takes_is_said_without_zeros_that_no_one_types():
    with pytest.raises(InputError) as refused:
        number_slider("Hours", 2, 0.5, 10, step=0.5, decimals=1).parse_typed_text("12,5")
    assert str(refused.value) == (
        "12.5 is out of range. Enter a number from 0.5 to 10. Until then it's still 2."
    )


@given(st.floats(-1e9, 1e9))
def test_a_number_in_words_is_read_as_the_same_number(value):
    made = dollar_slider("Pay", 0, -1e9, 1e9, typed_limits=(-2e9, 2e9))
    assert made.parse_typed_text(made.format_value(value))[0] == pytest.approx(value, abs=1e-6)


# --- lines with tags, checks, feedback -------------------------------------------------------


def test_findings_are_sorted_by_gravity_and_carry_their_tag():
    view = View(
        summary="Two.",
        says=(
            Finding("a <b>", "safe", "right"),
            "A line.",
            Finding("c", "breaks", "wrong"),
            Finding("d", "depends", "close"),
        ),
    )
    page, text = view.summary_html(), view.text()
    assert page.index("breaks") < page.index("depends") < page.index("safe") < page.index("A line.")
    assert '<span class="tpo-tag tpo-right">safe</span> <span>a &lt;b&gt;</span>' in page
    assert text.splitlines() == ["Two.", "breaks: c", "depends: d", "safe: a <b>", "A line."]
    with pytest.raises(ValueError, match="grave"):
        Finding("x", "y", "grave")


def test_checks_are_tasks_unless_they_have_words():
    checks = (("written", True), ("signed", False))
    assert "✓ written" in View("s", checks=checks).checklist_html()
    assert "○ to do: signed" in View("s", checks=checks).checklist_html()
    facts = View("s", checks=checks, check_words=("true", "not true"))
    assert "✓ true: written" in facts.checklist_html()
    assert "✗ not true: signed" in facts.checklist_html()


def test_a_prediction_is_split_into_its_introduction_and_its_question():
    made = Prediction("Six calls. One in a hundred is slow. How many?", (("a", "A", "no"),))
    assert made.introduction == "Six calls. One in a hundred is slow."
    assert made.question == "How many?"
    assert made.verdict("a") == NEUTRAL
    judged = Prediction("How?", (("a", "A", ""), ("b", "B", ""), ("c", "C", "")), ("a",), ("b",))
    assert [judged.verdict(key) for key in "abc"] == [RIGHT, CLOSE, WRONG]
    assert judged.introduction == ""


def test_feedback_says_its_verdict_once():
    assert "<strong>✓ Yes.</strong> Every call" in feedback_html(RIGHT, "Yes: every call <x>")
    assert "&lt;x&gt;" in feedback_html(RIGHT, "Yes: every call <x>")
    assert "<strong>✗ Not yet.</strong> Yesterday" in feedback_html(WRONG, "Yesterday it was.")
    assert "◐ Close." in feedback_html(CLOSE, "Near: 63.")
    assert "Near" not in feedback_html(CLOSE, "Near: 63.")
