"""Five ways to rank the same items, RICE with a rival, and own items in all of them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.backlog import data
from utils.backlog.activities import (
    BacklogOrder,
    BacklogPrioritization,
    MethodComparison,
    RankStability,
    RiceScore,
)
from utils.backlog.model.methods import METHOD_NAMES, compared_methods, with_due_date
from utils.backlog.model.order import (
    Item,
    cheapest_order,
    delay_cost,
    violated_prerequisites,
    wsjf_order,
)
from utils.backlog.model.rice import RiceItem, break_even_inputs, item_rice_score, rice_rank
from utils.backlog.parsing import format_items, parse_items
from utils.backlog.pictures import methods as pictures
from utils.kit.errors import InputError

OWN = (
    "item; value; urgency; enabling; size; needs; due week; late cost; reach; impact; confidence\n"
    "Search; 8; 3; 1; 5; ; 12; 200; 300; 2; 80%\nExport; 5; 2; 2; 3; Search; ; ; 90; 1; 0.5\n"
    "Audit log; 3; 1; 8; 8; ; ; ; ; ;\n"
)


def meetings(figure):
    words = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
    boxes = [(t.get_text(), t.get_window_extent()) for t in words if t.get_text()]
    assert all(box.x1 <= figure.bbox.x1 + 1 and box.x0 >= -1 for _, box in boxes)
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]


# --- models ------------------------------------------------------------------------------


@st.composite
def backlogs(draw):
    points = st.integers(0, 20)
    made = []
    for n in range(draw(st.integers(1, 6))):
        needs = draw(st.sets(st.integers(0, n - 1), max_size=2)) if n else set()
        rated = draw(st.booleans())
        made.append(
            Item(
                f"i{n}", f"Item {n}", draw(points), draw(points), draw(points),
                draw(st.integers(1, 13)), tuple(f"i{one}" for one in sorted(needs)),
                reach=draw(points) if rated else None, impact=1 if rated else None,
                confidence=0.5 if rated else None,
            )
        )  # fmt: skip
    return made


@given(backlogs())
@settings(deadline=None, max_examples=30)
def test_every_method_ranks_every_item_it_knows_and_keeps_prerequisites(items):
    made = {one.method: one for one in compared_methods(items)}
    assert list(made) == list(METHOD_NAMES)
    for one in made.values():
        assert violated_prerequisites(items, one.order) == ()
        assert one.cost == pytest.approx(delay_cost(items, one.order))
        assert one.cost >= made["cheapest"].cost - 1e-6
        if one.ranks:
            assert min(one.ranks.values()) == 1
    rated = {one.key for one in items if item_rice_score(one) is not None}
    assert set(made["rice"].ranks) == rated
    for method in set(METHOD_NAMES) - {"rice"}:
        assert set(made[method].ranks) == {one.key for one in items}


def test_the_case_by_five_methods():
    items = data.fill_missing_rice_from_case(data.case_items())
    made = {one.method: one for one in compared_methods(items)}
    assert made["wsjf"].cost == 3827
    assert made["cheapest"].cost == 3418
    assert made["wsjf"].ranks["ledger_split"] == 7
    assert made["cheapest"].ranks["ledger_split"] == 2
    assert made["delay"].ranks["p99_pooling"] == made["delay"].ranks["refund_status"] == 4


@pytest.mark.parametrize("missing", ["reach", "impact", "confidence"])
def test_rice_ranks_nothing_with_a_part_missing(missing):
    rated = Item("a", "A", 1, 1, 1, 4, reach=600, impact=1, confidence=0.8)
    assert item_rice_score(rated) == pytest.approx(120)
    assert item_rice_score(replace(rated, **{missing: None})) is None


def test_what_an_item_needs_to_lose_its_lead():
    own, rival = RiceItem("A", 1500, 3, 1, 2), RiceItem("B", 300, 2, 0.8, 3)
    limits = break_even_inputs(own, rival)
    for name, value in limits.items():
        assert replace(own, **{name: value}).score == pytest.approx(rival.score)
    assert rice_rank(own, [rival]) == 1
    assert rice_rank(rival, [own]) == 2
    assert break_even_inputs(RiceItem("A", 0, 1, 1, 1), rival) == {}


# --- activities --------------------------------------------------------------------------


def test_prerequisites_are_on_screen_from_the_start():
    for kind in (BacklogPrioritization, BacklogOrder):
        options = dict(kind().inputs["order"].options)
        assert (
            options["bulk_payout"] == "Bulk payout: 27 points a week, 3 weeks, needs Ledger split"
        )


@pytest.mark.parametrize("kind", [BacklogPrioritization, BacklogOrder])
def test_a_sequence_that_cannot_be_built_has_no_cost(kind, press):
    made = kind()
    order = wsjf_order(data.case_items())
    made.set(order=order)
    cost = f"{delay_cost(data.case_items(), order):,.0f}"
    press(made, "Show the")
    assert "can&#x27;t be built" in made.summary_html
    assert "so it has no cost to compare" in made.comparison_html
    assert "3,418" in made.comparison_html
    shown = made.summary_html + made.picture_html + made.details_html + made.comparison_html
    assert cost not in re.sub(r'src="[^"]*"', "", shown)
    made.set(order=cheapest_order(data.case_items()))
    assert "Your sequence costs 3,418 points." in made.comparison_html


def test_own_items_of_exercise_4_are_shaken_and_compared():
    first = BacklogPrioritization()
    first.inputs["items"].value = OWN
    first.flush()
    shaken = RankStability()
    assert "Search" in shaken.summary_html
    assert "Your own items." in shaken.picture_html
    shaken.set(which="case")
    assert "Bulk payout" in shaken.summary_html
    compared = MethodComparison()
    assert "Audit log" in compared.picture_html
    assert "Without a RICE score: Audit log." in compared.summary_html
    assert "Search: " in compared.summary_html  # its date comes from the table
    compared.set(dated="own_2", due=8, late=500)
    assert "Search and Audit log: " in compared.summary_html


def test_changes_in_exercise_4_are_taken_over_without_a_click():
    first, shaken, compared = BacklogPrioritization(), RankStability(), MethodComparison()
    assert "Bulk payout" in shaken.summary_html
    first.inputs["items"].value = OWN
    first.flush()
    assert "Search" in shaken.summary_html
    assert "Audit log" in compared.summary_html
    shaken.close()
    first.inputs["items"].value = "A; 1; 1; 1; 1;"
    first.flush()
    assert "Search" in shaken.summary_html  # nobody draws what is gone


def test_a_date_of_a_table_counts_in_exercise_4():
    first = BacklogPrioritization()
    first.inputs["items"].value = OWN
    first.set(order=["own_2", "own_0", "own_1"])
    assert "200 points more if later than week 12" in dict(first.inputs["order"].options)["own_0"]
    assert "Search misses its date." in first.summary_html
    first.set(order=["own_0", "own_1", "own_2"])
    assert "date" not in first.summary_html


def test_items_that_cannot_be_read_are_said_where_they_are_used():
    first = BacklogPrioritization()
    first.inputs["items"].value = "A; one; 1; 1; 1;"
    first.flush()
    for kind in (RankStability, MethodComparison):
        made = kind()
        assert "can't be read yet" in made.inputs["which"].error
        made.set(which="case")
        assert made.inputs["which"].error == ""


def test_a_date_of_an_item_that_is_gone_is_no_date():
    first = BacklogPrioritization()
    first.inputs["items"].value = OWN
    first.flush()
    made = MethodComparison()
    made.set(dated="own_2")
    first.inputs["items"].value = "A; 1; 1; 1; 1;\nB; 2; 1; 1; 1;"
    first.flush()
    made.set(late=400)
    assert made.error_html == ""
    assert "date" not in made.summary_html


@pytest.mark.parametrize("due", [8, 16, 24])
def test_only_the_cheapest_sequence_moves_an_item_because_of_its_date(due):
    plain = {one.method: one.order for one in compared_methods(data.case_items())}
    dated = {
        one.method: one.order
        for one in compared_methods(with_due_date(data.case_items(), "sdks", due, 300))
    }
    assert {method for method in plain if plain[method] != dated[method]} <= {"cheapest"}
    assert MethodComparison.prediction.right == ("cheapest",)
    if due == 16:
        assert dated["cheapest"].index("sdks") < plain["cheapest"].index("sdks")


def test_a_date_breaks_the_ratio_rule_and_another_does_not():
    broken = MethodComparison.evaluate(dated="sdks", due=16)
    assert any("breaks the ratio rule" in line for line in broken.says)
    assert "cheapest sequence" not in broken.says[1]
    kept = MethodComparison.evaluate(dated="sdks", due=60)
    assert "SDKs: on time in every sequence." in kept.says
    assert any("doesn't break the ratio rule" in line for line in kept.says)
    assert len(MethodComparison.evaluate().says) == 1


@pytest.mark.parametrize("values", [{}, {"dated": "sdks"}, {"dated": "bulk_payout", "due": 1}])
def test_the_picture_of_the_methods_is_readable(values):
    assert meetings(MethodComparison.evaluate(**values).picture.figure) == []


def test_twelve_items_with_long_names_are_readable():
    many = [Item(f"i{n}", f"{n} " + "Long name " * 5, n, 1, 1, n + 1) for n in range(12)]
    rankings = compared_methods(with_due_date(many, "i3", 4, 100))
    labels = {one.key: one.label for one in many}
    assert meetings(pictures.draw(rankings, labels)) == []


def test_terms_of_safe_are_next_to_ours():
    text = MethodComparison.evaluate().text() + BacklogPrioritization.evaluate().text()
    for term in ("user-business value", "time criticality", "risk reduction or opportunity",
                 "job size"):  # fmt: skip
        assert term in text


def test_something_competes_in_rice(press):
    made = RiceScore()
    assert "The partner dashboard is 1st of 9 by RICE." in made.summary_html
    assert "confidence below 7%" in made.summary_html
    with pytest.raises(InputError, match="still the sales team's numbers"):
        made.comparison(**made.values())
    made.set(reach=90, impact=0.5, confidence=50, effort=5)
    assert "The partner dashboard is 9th of 9 by RICE." in made.summary_html
    press(made, "Show what the facts support")
    assert "a score of 4.5, 9th of 9" in made.comparison_html


@pytest.mark.parametrize(
    "claim", [{}, {"reach": 0}, {"confidence": 0}, {"effort": 24, "reach": 10}]
)
def test_the_picture_of_rice_is_readable(claim):
    view = RiceScore.evaluate(**claim)
    assert meetings(view.picture.figure) == []
    assert "nan" not in view.text()


# --- reading -----------------------------------------------------------------------------


def test_a_table_with_headings_may_have_a_date_and_rice():
    search, export, audit = parse_items(OWN)
    assert (search.due_week, search.late_cost) == (12, 200)
    assert (search.reach, search.impact, search.confidence) == (300, 2, 0.8)
    assert (export.due_week, export.late_cost, export.confidence) == (None, 0, 0.5)
    assert item_rice_score(audit) is None


def test_a_column_of_words_with_such_a_name_is_left_alone():
    text = "item,value,size,impact,confidence\nA,1,1,High,sure\nB,2,1,Low,\n"
    found = parse_items(text)
    assert [one.impact for one in found] == [None, None]


def test_items_without_a_date_are_written_as_before():
    assert "due" not in format_items(data.case_items())
