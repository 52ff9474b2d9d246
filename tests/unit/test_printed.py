"""Activities on paper: boxes to tick, lines to write on, the first picture, nothing private."""

from __future__ import annotations

import importlib
import inspect
import re
from html import escape

import pytest

from utils.kit import printed
from utils.kit.activity import Activity
from utils.kit.card_sort import CardSort
from utils.kit.controls import Choices, Dropdown, DropdownGrid, Html, LiveRegion, TextField, VBox
from utils.kit.controls.factory import (
    checkboxes,
    dropdown,
    dropdown_grid,
    labeled_column,
    number_slider,
    radio_buttons,
    ranking,
    text_field,
)
from utils.kit.progress import Progress
from utils.kit.view import View
from utils.kit.worksheet import BLANK_LINE_HTML, MAX_TICK_BOX_OPTIONS, worksheet_html

TOPICS = (
    "backlog", "capstone", "comparison", "customers", "hiring", "interfaces", "pay", "reliability",
    "role", "skills", "welcome",
)  # fmt: skip
AB = (("a", "A & co"), ("b", "B"))


def every(kind):
    """Return all activities of a kind that notebooks can show."""
    found = {
        one
        for topic in TOPICS
        for _, one in inspect.getmembers(importlib.import_module(f"utils.{topic}.activities"))
        if inspect.isclass(one) and issubclass(one, kind) and one.activity_id
    }
    return [pytest.param(one, id=one.__name__) for one in sorted(found, key=lambda k: k.__name__)]


# --- controls --------------------------------------------------------------------------------


@pytest.mark.parametrize("control", [radio_buttons("Kind", AB, "a"), checkboxes("Kind", AB, ["a"])])
def test_choices_have_a_box_each_and_none_is_ticked(control):
    page = worksheet_html(control)
    assert "☐ A &amp; co" in page
    assert page.count("☐") == 2
    assert "☑" not in page


def test_a_short_list_is_ticked_and_a_long_one_is_written():
    assert worksheet_html(dropdown("Place", AB, "a")).count("☐") == 2
    many = [(str(n), str(n)) for n in range(MAX_TICK_BOX_OPTIONS + 1)]
    page = worksheet_html(dropdown("Place", many, "0"))
    assert "☐" not in page
    assert "______" in page


def test_a_choice_that_means_nothing_chosen_has_no_box():
    assert "☐ –" not in worksheet_html(dropdown("Place", (("", "– choose –"), *AB), ""))


@pytest.mark.parametrize("lines", [1, 4])
def test_a_text_field_has_its_lines_and_hint(lines):
    page = worksheet_html(text_field("Why", hint="In one <sentence>", lines=lines))
    assert page.count(BLANK_LINE_HTML) == lines
    assert "In one &lt;sentence&gt;" in page


def test_a_text_to_improve_is_above_its_lines_and_code_keeps_its_lines():
    assert "<p" in worksheet_html(TextField(label="Draft", value="Be <fast>"))
    assert "Be &lt;fast&gt;" in worksheet_html(TextField(label="Draft", value="Be <fast>"))
    page = worksheet_html(TextField(label="Query", value="select\n  1 < 2"))
    assert "<pre>select\n  1 &lt; 2</pre>" in page
    assert BLANK_LINE_HTML not in page


def test_a_slider_has_its_unit_and_our_example():
    page = worksheet_html(number_slider("Hours", 4, 0, 10, suffix=" h"))
    assert "Hours: ______ h " in page
    assert "(our example: 4 h)" in page
    assert "Reach: ______ <span" in worksheet_html(number_slider("Reach", 4, 0, 9))


def test_a_ranking_has_a_place_for_each_number():
    page = worksheet_html(ranking("Order", AB, ["b", "a"]))
    assert page.index("______ B") < page.index("______ A &amp; co")


def test_a_grid_has_a_cell_for_each_answer():
    rows, columns = (("r", "Row"), ("s", "Other")), (("x", "X", "Long x"), ("y", "Y", "Long y"))
    page = worksheet_html(dropdown_grid("Grid", "What", rows, columns, AB))
    assert page.count("<td") == 4
    assert "A &amp; co · B" in page
    assert "–" not in re.sub("<.*?>", "", page)


def test_what_is_hidden_or_belongs_to_the_learner_is_left_out():
    hidden = text_field("Secret")
    hidden.hidden = True
    assert worksheet_html(VBox([hidden, LiveRegion("<p>mine</p>")])) == ""


def test_headings_of_columns_stay():
    page = worksheet_html(labeled_column("Offer A", [number_slider("Pay", 1, 0, 2)]))
    assert page.index("Offer A") < page.index("Pay")


# --- every activity --------------------------------------------------------------------------


def page_of(widget):
    return widget._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("kind", every(Activity))
def test_an_activity_prints_all_that_is_asked(kind):
    made = kind()
    page = page_of(made)
    for control in made.inputs.values():
        if control.hidden:
            continue
        assert escape(control.label) in page
        if isinstance(control, Choices):
            assert all(f"☐ {escape(text)}" in page for _, text in control.options)
        if isinstance(control, DropdownGrid):
            assert page.count("<td") >= len(control.rows) * len(control.columns)
        if isinstance(control, Dropdown):
            assert "☐" in page or "______" in page
    fields = [one for one in made.inputs.values() if isinstance(one, TextField) and not one.hidden]
    wanted = sum(one.lines for one in fields if "\n" not in one.value and not one.code)
    assert page.count(BLANK_LINE_HTML) >= wanted
    made.close()


@pytest.mark.parametrize("kind", every(Activity))
def test_a_picture_is_printed_after_the_prediction(kind):
    made = kind()
    page, view = page_of(made), made.first_view
    if made.prediction:
        question = page.partition("<details>")[0]
        assert all(
            f"☐ {letter}. {escape(text)}" in question
            for letter, (_, text, _) in zip("ABCDEF", made.prediction.choices, strict=False)
        )
        assert "<img" not in question
    assert page.count("<img") == bool(view.picture)
    made.close()


@pytest.mark.parametrize("kind", every(CardSort))
def test_a_card_sort_prints_every_card_with_its_boxes(kind):
    made = kind()
    page = page_of(made)
    assert all(escape(card.text) in page for card in made.deck.cards)
    assert page.count("☐") == len(made.deck.cards) * len(made.deck.categories)
    assert not [
        card.id
        for card in made.deck.cards
        for verdict in card.verdicts.values()
        if escape(verdict.feedback) in page
    ]
    made.close()


@pytest.mark.parametrize("kind", every(Activity))
def test_what_a_learner_wrote_is_not_on_paper(kind):
    before = page_of(kind())
    made = kind()
    for name, control in made.inputs.items():
        if isinstance(control, TextField):
            Progress().record("changed", made.activity_id, values={name: "Mine, and private"})
    assert page_of(kind()) == before


# --- the sheet -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [r"h1,h2,h3,h4,h5[^}]*break-after:avoid", r"figure,tr,li[^}]*break-inside:avoid",
     r"details::details-content\{[^}]*visible", r"\.tpo-screen-only[^}]*display:none",
     r"thead\{display:table-header-group\}", r"\.jp-Cell-inputWrapper[^}]*\{display:none",
     r"\.tpo-listing\) pre\{font-family:[^}]*monospace"],
)  # fmt: skip
def test_the_stylesheet_has_a_rule_for_paper(rule):
    assert re.search(rule, printed.PRINTED_FORM_CSS)


def test_an_activity_without_a_result_prints_what_is_to_be_done():
    view = View(summary="Nothing written yet.", checks=(("the <purpose> is written", False),))
    assert "☐ the &lt;purpose&gt; is written" in printed.first_result_html(view)
    assert "Nothing" not in printed.first_result_html(view)
    assert printed.first_result_html(View(summary="Nothing.")) == ""


def test_a_heading_alone_is_markup_of_the_layout():
    assert worksheet_html(Html("<p>Fixed</p>")) == '<div class="tpo-above"><p>Fixed</p></div>'
