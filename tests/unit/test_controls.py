"""Controls that carry more than one value: what they accept, and what an activity makes of it."""

from __future__ import annotations

import pytest
import traitlets

from utils.kit.activity import Activity
from utils.kit.controls import Html, TextField, VBox
from utils.kit.controls.factory import dropdown_grid, ranking, text_field
from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.kit.tables import Table
from utils.kit.view import View

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
