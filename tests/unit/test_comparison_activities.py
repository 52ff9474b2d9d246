"""The activities and the document of the comparison notebook, without a browser."""

from __future__ import annotations

import re
from html import escape

import pytest

from utils.backlog.activities import BacklogOrder
from utils.backlog.data import case_items
from utils.backlog.model.order import cheapest_order, wsjf_order
from utils.comparison import data, meeting
from utils.comparison.activities import (
    MeetingReplies,
    Responsibilities,
    RoleEvidence,
    Rollout,
    TitleDecoder,
    WhoDecides,
)
from utils.comparison.activities.titles import mislabeled_cards
from utils.comparison.model.raci import RaciRow, is_valid_row
from utils.comparison.parsing import format_network_tasks
from utils.kit.card_sort import decks
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress


def matrix(rows):
    return {f"{row.decision}.{role}": cell for row in rows for role, cell in row.cells.items()}


def ours(many=10):
    return list(data.reference_rows_by_decision().values())[:many]


# --- C1 ----------------------------------------------------------------------------------


def test_our_own_rows_and_alternatives_keep_the_rules():
    assert len(data.reference_rows_by_decision()) == 10
    assert all(
        is_valid_row(row)
        for row in (
            *data.reference_rows_by_decision().values(),
            *data.alternative_rows_by_decision().values(),
        )
    )
    assert set(data.alternative_rows_by_decision()) == {
        k for k, r in data.rationale_by_decision().items() if r.alternative_reason
    }


def test_rules_are_checked_row_by_row():
    made = Responsibilities()
    first, second = ours(2)
    broken = RaciRow(first.decision, {**first.cells, "pm": "A", "tpo": "A"})
    made.inputs["matrix"].value = matrix([broken, second])
    marks = made.inputs["matrix"].marks
    assert marks[first.decision].startswith("⚠ Two accountable: PM and TPO")
    assert marks[second.decision] == "✓"
    assert "1 of 10 decisions follows the rules." in made.summary_html


def test_our_starting_point_waits_for_six_sound_rows(press):
    made = Responsibilities()
    made.inputs["matrix"].value = matrix(ours(5))
    press(made, "Compare")
    assert "5 of your decisions follow the rules so far." in made.error_html
    first, *others = ours(6)
    told = data.rationale_by_decision()[first.decision].reason
    assert told not in made.comparison_html
    made.inputs["matrix"].value = matrix(ours(6))
    press(made, "Compare")
    assert "6 of 6 decisions have the same accountable" in made.comparison_html
    assert told not in made.comparison_html  # where we agree there is nothing to explain
    swapped = RaciRow(first.decision, {"lead": "AR"})
    made.inputs["matrix"].value = matrix([swapped, *others])
    assert "5 of 6 decisions have the same accountable" in made.comparison_html
    assert escape(told) in made.comparison_html


def test_a_row_that_breaks_a_rule_is_named_with_the_reason():
    first, *others = ours(7)
    broken = RaciRow(first.decision, {"pm": "A", "tpo": "A", "lead": "R"})
    made = Responsibilities().comparison(matrix=matrix([broken, *others]))
    label = data.decision_labels()[first.decision]
    assert made.says == (
        f"Left out: {label}. Two accountable: product manager and technical product owner.",
    )
    assert Responsibilities().comparison(matrix=matrix(others)).says == ()


def test_a_defensible_alternative_is_accepted():
    other = data.alternative_rows_by_decision()
    rows = [other.get(row.decision, row) for row in ours()]
    words = Responsibilities().comparison(matrix=matrix(rows)).summary
    assert f"{10 - len(other)} of 10 decisions have the same accountable" in words
    assert f"{len(other)} more a defensible one" in words


def test_one_who_answers_for_nearly_everything_is_asked_about():
    rows = [RaciRow(row.decision, {"tpo": "AR"}) for row in ours()]
    assert "answers for 10 of them" in Responsibilities.evaluate(matrix=matrix(rows)).summary
    assert "answers for" not in Responsibilities.evaluate(matrix=matrix(ours())).summary


def test_the_agreement_holds_rows_open_points_and_the_four_roles(press):
    made = Responsibilities()
    first, second = ours(2)
    loose = RaciRow(second.decision, {"tpo": "C"})
    made.inputs["matrix"].value = matrix([first, loose])
    press(made, "Save my responsibility agreement")
    text = Portfolio().read("responsibility-agreement")
    assert f"| {data.decision_labels()[first.decision]} | C | I | A, R | I | C |" in text
    assert f"- {data.decision_labels()[second.decision]}: No one is accountable." in text
    assert "Not sorted yet" in text
    deck = decks.load_deck("03-evidence")
    sorted_all = {card.id: card.best for card in deck.cards}
    Progress().record("sorted", "03.table", cards=sorted_all, again=False)
    press(made, "Save my responsibility agreement")
    text = Portfolio().read("responsibility-agreement")
    assert "Not sorted yet" not in text
    assert "| Aspect | Product manager | Product owner | Technical product owner |" in text
    assert re.search(r"^\| Typical failure \|.*\| Surprises its callers", text, re.MULTILINE)
    assert "to another role first" not in text


def test_an_asterisk_in_the_agreement_is_explained(press):
    cards = decks.load_deck("03-evidence").cards
    swapped = {cards[0].id: cards[1].best, cards[1].id: cards[0].best}
    Progress().record("sorted", "03.table", cards=swapped, again=False)
    press(Responsibilities(), "Save my responsibility agreement")
    text = Portfolio().read("responsibility-agreement")
    assert "\\* |" in text
    assert "\\* When I sorted the evidence, I gave this to another role first." in text


def test_an_empty_agreement_can_be_saved(press):
    press(Responsibilities(), "Save my responsibility agreement")
    assert "Nothing assigned yet" in Portfolio().read("responsibility-agreement")


# --- C2 ----------------------------------------------------------------------------------


def test_an_order_that_cannot_be_built_says_why():
    words = BacklogOrder.evaluate(order=wsjf_order(case_items())).summary
    assert "This sequence can't be built: Bulk payout needs Ledger split before it." in words
    assert "3,418" in BacklogOrder.evaluate(order=cheapest_order(case_items())).summary


def test_the_cheapest_order_shows_only_when_asked_for(press):
    made = BacklogOrder()
    assert "cheapest sequence" not in made.picture_html + made.summary_html
    press(made, "Show the cheapest sequence")
    assert "3,418" in made.comparison_html
    assert "more than the cheapest sequence" in made.picture_html
    assert "13 × 29" not in made.summary_html


def test_the_cheapest_sequence_is_praised_and_its_waiting_drawn():
    best = cheapest_order(case_items())
    assert "That's the cheapest of all" in BacklogOrder.evaluate(order=best).summary
    for order in ([best[1], best[0], *best[2:]], wsjf_order(case_items())):
        assert "cheapest of all" not in BacklogOrder.evaluate(order=order).summary
    told = BacklogOrder().comparison(order=best).picture.description
    week = sum(one.cost_of_delay for one in case_items())
    assert f"At first, each week of waiting costs {week:g} points." in told
    waits = [int(many.replace(",", "")) for many in re.findall(r"cost ([\d,]+),", told)]
    assert sum(waits) == 3418
    assert (
        "in your sequence"
        not in BacklogOrder().comparison(order=wsjf_order(case_items())).picture.description
    )


def test_every_capability_is_explained_next_to_its_name():
    control = BacklogOrder().inputs["order"]
    assert list(control.details) == [key for key, _ in control.options]
    assert all(control.details.values())
    assert control.details["webhook_signing"] in BacklogOrder().printed_html()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "As planned, everything is done on day 34."),
        ({"days": 3}, "the finish doesn't move: day 34 stays. It had 3 days of slack."),
        ({"days": 5}, "the finish moves by 2 to day 36. It had 3 days of slack."),
        ({"task": "sdk", "days": -1}, "the finish comes 1 day earlier, on day 33."),
        ({"task": "fraud", "days": -2}, "nothing is gained: day 34 stays."),
        ({"task": "sandbox", "days": 12}, "the finish moves by 1 to day 35."),
        (
            {"task": "retire", "days": -5},
            "Retire v1 takes 3 days less, all the days it had: the finish comes 3 days earlier, on",
        ),
        ({"task": "retire", "days": -3}, "Retire v1 takes 3 days less: the finish comes 3 days"),
        (
            {"network": "A; 0\nB; 2", "task": "a", "days": -5},
            "A already takes 0 days: day 2 stays.",
        ),
    ],
)
def test_what_a_slip_does(values, said):
    assert said in Rollout.evaluate(**values).summary


def test_only_an_own_network_is_called_own():
    first = Rollout.evaluate()
    assert "Invented for this course" in first.picture.source
    assert first.notes == ()
    changed = Rollout.evaluate(
        network=format_network_tasks(data.rollout_tasks()).replace("Fraud; 6", "Fraud; 60")
    )
    assert changed.table.source == f"{first.picture.source} With your changes."
    own = Rollout.evaluate(task="go_live", network="API review; 4\nGo live; 2; API review")
    assert own.picture.source == own.table.source == "Your own network."
    assert own.notes == ("2 tasks read.",)
    assert "API review and Go live leave no room" in own.picture.description
    assert own.table.caption == "Your network in working days"
    alike = Rollout.evaluate(
        task="go_live", network="SDK; 8\nAPI review; 4\nGo live; 2; API review, SDK"
    )
    assert alike.table.source == "Your own network."


def test_an_edited_network_keeps_the_last_picture_until_it_is_mended():
    made = Rollout()
    made.inputs["edit"].value = ["edit"]
    text, before = format_network_tasks(data.rollout_tasks()), made.picture_html
    made.inputs["network"].value = text.replace("SDK; 8; Contract freeze", "SDK; 8; Finance")
    made.inputs["edit"].value = []  # the error stays in sight
    assert "SDK" in made.inputs["network"].error
    assert "→" in made.inputs["network"].error
    assert not made.inputs["network"].hidden
    assert made.picture_html == before
    made.inputs["network"].value = text.replace("Fraud; 6; Sandbox", "Fraud; 60; SDK")
    assert made.inputs["network"].error == ""
    assert made.inputs["network"].hidden
    assert "day 76" in made.summary_html
    made.inputs["network"].value = "Only one; 4"
    assert made.inputs["task"].value == "only_one"
    assert "day 4" in made.summary_html


def test_the_prediction_about_dates_is_right():
    made = WhoDecides.evaluate()  # the first picture shows what was asked
    assert "promise" in WhoDecides.prediction.question + WhoDecides.prediction.introduction
    assert made.table.rows == WhoDecides.evaluate(dates_by="tpo").table.rows
    kept = sum(row[3] == "0" for row in made.table.rows)
    assert kept in (4, 5)
    assert "Four or five" in WhoDecides.prediction.choice_text("most")
    assert WhoDecides.prediction.feedback("most").startswith("Yes")


@pytest.mark.parametrize("order_by", ["tpm", "teams"])
def test_another_one_who_orders_costs_more(order_by):
    made = WhoDecides.evaluate(order_by=order_by, dates_by="tpm")
    assert "more than the cheapest" in made.summary
    assert "Every team can keep its date." in made.summary
    assert len(made.notes) == 3


# --- sorting -----------------------------------------------------------------------------


def test_task_deck_is_what_the_notebook_says():
    deck = decks.load_deck("01-task-sort")
    bests = [card.best for card in deck.cards]
    assert {key: bests.count(key) for key in set(bests)} == {"pm": 6, "po": 6, "tpo": 6, "tpm": 6}
    assert sum(card.confusing for card in deck.cards) == 12


def test_evidence_deck_fills_the_table():
    deck = decks.load_deck("03-evidence")
    groups = dict.fromkeys(card.group for card in deck.cards)
    assert list(groups) == [
        "Scope", "Customer", "Decisions", "Horizon", "Documents", "Measures", "Typical failure",
    ]  # fmt: skip
    for group in groups:
        bests = sorted(card.best for card in deck.cards if card.group == group)
        assert bests == ["pm", "po", "tpm", "tpo"]
    right = {card.id: card.best for card in deck.cards}
    swapped = {**right, "scope-line": "po", "scope-page": "pm"}
    table = RoleEvidence.evaluate(swapped).table
    assert table.rows[0][1].endswith("*")
    assert table.rows[0][2].endswith("*")
    assert not any(cell.endswith("*") for row in table.rows[1:] for cell in row)


def test_the_table_gives_away_no_trace_that_is_not_sorted():
    deck = decks.load_deck("03-evidence")
    assert {card.group for card in deck.cards if card.confusing} == {
        "Customer", "Decisions", "Measures",
    }  # fmt: skip
    table = RoleEvidence.evaluate({"customer-market": "pm"}).table
    assert table.rows == [["Customer", "Merchants and the market", "…", "…", "…"]]


def test_a_trace_says_what_it_adds_to_the_table():
    made = RoleEvidence()
    card = made.shown_cards[0]
    next(iter(made.inputs.values())).value = [card.best]
    assert card.title.lower() in made.shown_cards_html.lower()


def test_two_titles_are_wrong_and_can_be_unmasked():
    deck = decks.load_deck("03-titles")
    wrong = mislabeled_cards(deck.cards)
    assert len(deck.cards) == 8
    assert len(wrong) == 2
    right = {card.id: card.best for card in deck.cards}
    assert "You unmasked 2 of 2." in TitleDecoder.evaluate(right).notes[0]
    fooled = {**right, wrong[0].id: wrong[0].extra["claims"]}
    assert "You unmasked 1 of 2." in TitleDecoder.evaluate(fooled).notes[0]
    for card in wrong:
        assert not card.verdicts[card.extra["claims"]].accepted


def test_plain_refuses_unknown_names():
    with pytest.raises(InputError):
        Rollout.evaluate(slip=3)
    with pytest.raises(InputError):
        Responsibilities.evaluate(matrix={"nowhere.pm": "A"})


def test_a_job_ad_shows_its_title_with_the_verdict_only():
    made = TitleDecoder()
    first = made.shown_cards[0]
    for text in (made.printed_html(), made.printed_text()):
        assert first.title not in text
        assert all(line[:12] in text for line in first.extra["lines"])
    assert first.title not in made.shown_cards_html
    next(iter(made.inputs.values())).value = [first.best]
    assert escape(first.title) in made.shown_cards_html


# --- messages after the meeting ----------------------------------------------------------


def our_replies():
    return {one.key: [line.key for line in one.recommended_lines] for one in meeting.messages()}


def test_our_replies_pass_their_own_checks():
    view = MeetingReplies.evaluate(**our_replies())
    assert all(true for _, true in view.checks)
    assert view.says == ()
    assert "stand behind" in view.summary


def test_each_line_that_does_not_fit_hears_why():
    for one in meeting.messages():
        for line in one.lines:
            view = MeetingReplies.evaluate(**{**our_replies(), one.key: [line.key]})
            assert any(line.why in said for said in view.says) == (not line.fits)
            assert bool(line.does) == line.fits
            assert line.fits or line.why.endswith("?")


def test_right_lines_cannot_be_told_by_length_or_place():
    ranks = []
    for one in meeting.messages():
        lengths = sorted(len(line.text) for line in one.lines)
        assert 1 < sum(line.fits for line in one.lines) < len(one.lines) - 1
        ranks += [lengths.index(len(line.text)) for line in one.recommended_lines]
    assert len(set(ranks)) > 2
    assert len({[line.fits for line in one.lines].index(True) for one in meeting.messages()}) > 1


def test_replies_have_the_numbers_of_the_models(press):
    lines = {line.key: line.text for one in meeting.messages() for line in one.lines}
    assert "day 31" in lines["day"]
    assert "3 days of slack" in lines["slack"]
    assert "35 points a week and take 8 weeks" in lines["chain"]
    assert "27 points" in lines["cost"]
    assert "number 2 in my sequence" in lines["cost"]
    made = MeetingReplies()
    press(made, "Compare")
    assert "answered Leadership, Mobile, and Payouts yet" in made.error_html
    made.set(leadership=["day"])
    press(made, "Save my replies")
    text = Portfolio().read("meeting-replies")
    assert "## To Leadership" in text
    assert text.count("_Not written yet._") == 2
