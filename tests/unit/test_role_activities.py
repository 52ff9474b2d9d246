"""The activities and documents of the role notebook, without a browser."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, markdown_to_html_page
from utils.role import data
from utils.role.activities import (
    ContractSpec,
    MondayReplies,
    PayoutSpec,
    RefundSpec,
    RoleCharter,
    TailLatency,
)
from utils.role.activities.promise import DependencyChain
from utils.role.model.charter import Charter, check_charter
from utils.role.model.spec import SCENARIO_PARTS, Scenario, check_scenario
from utils.role.model.wording_comparison import compare_part_wording

SPECS = (RefundSpec, PayoutSpec, ContractSpec)
MARKUP = "<script>alert(1)</script> | **bold** $5 and $6"


def filled(made, **texts):
    for name, text in texts.items():
        made.inputs[name].value = text
    return made


# --- the stories ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SPECS)
def test_our_own_wording_passes_our_own_check(kind):
    ours = data.load_stories()[kind.story].parts
    assert tuple(ours) == SCENARIO_PARTS
    assert check_scenario(Scenario(**ours)).is_complete
    assert all(true for _, true in kind.evaluate(**ours).checks)


@pytest.mark.parametrize("kind", SPECS)
def test_the_story_as_written_does_not_pass(kind):
    story = data.load_stories()[kind.story]
    assert not check_scenario(Scenario(*[story.text] * 6)).is_complete


@pytest.mark.parametrize("kind", SPECS)
def test_our_wording_shows_after_an_attempt_only(kind, press):
    made, ours = kind(), data.load_stories()[kind.story].parts
    start = made.printed_html() + made.printed_text() + made.summary_html + made.details_html
    assert not any(text in start for text in ours.values())
    press(made, "Compare")
    assert "too little to compare" in made.error_html
    filled(made, source="someone", stimulus="3 calls a second")
    press(made, "Compare")
    assert made.comparison_html == ""
    filled(made, response="<answers>")
    press(made, "Compare")
    assert ours["measure"] in made.comparison_html
    assert "&lt;answers&gt;" in made.comparison_html


def test_each_missing_part_is_named_once_and_each_vague_one_says_why():
    view = RefundSpec.evaluate(stimulus="refunds", measure="very fast most of the time")
    said = " ".join(view.says)
    assert "Stimulus: How much arrives?" in said
    assert "Response measure: " in said
    assert "Still empty: source of stimulus, environment, artifact, response." in said
    assert not any(true for _, true in view.checks)


def test_a_good_measure_hears_what_would_make_it_better():
    ours = data.load_stories()["refund"].parts
    better = {"p99 ≤ 0,3 s": "No window yet", "less than 300 ms over any 5 minutes": "A percentile"}
    for measure, said in better.items():
        view = RefundSpec.evaluate(**{**ours, "measure": measure})
        assert all(true for _, true in view.checks)
        assert said in " ".join(view.says)
    assert RefundSpec.evaluate(**ours).says == ()


def test_never_says_that_a_claim_is_true():
    ours = data.load_stories()["refund"].parts
    wild = RefundSpec.evaluate(**{**ours, "measure": "p99 under 1 ms over any 5 minutes"})
    assert all(true for _, true in wild.checks)
    assert "Only a measurement shows" in wild.notes[-1]


def test_the_spec_holds_all_three_stories_and_escapes_what_was_typed(press):
    filled(PayoutSpec(), source=MARKUP, measure="5 of 100 payouts a night")
    made = filled(RefundSpec(), **data.load_stories()["refund"].parts)
    press(made, "Save my technical spec")
    text = Portfolio().read("technical-spec")
    page = markdown_to_html_page("T", text)
    assert "All six parts are there." in text
    assert re.search(r"Still open: .*artifact, response", text)
    assert text.count("Not written yet.") == 1  # the third story
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | **bold** $5 and $6" in page


# --- drafts, and what is said about one's own words ----------------------------------------


def test_a_draft_is_there_to_be_fixed():
    for kind in (PayoutSpec, ContractSpec):
        made = kind()
        assert {name: text for name, text in made.values().items() if text} == (
            data.load_stories()[kind.story].draft_parts
        )
    checks = PayoutSpec.evaluate().checks
    assert [true for _, true in checks] == [True, False, True, False, False, False]
    assert "Still empty: stimulus, response, response measure." in " ".join(
        ContractSpec.evaluate().says
    )


def test_a_draft_is_in_the_document_as_well(press):
    made = ContractSpec()
    filled(made, stimulus="A release twice a month")
    press(made, "Save my technical spec")
    text = Portfolio().read("technical-spec")
    assert data.DRAFT_PARTS_BY_STORY["contract"]["artifact"] in text
    assert text.count("Not written yet.") == 2


def test_the_comparison_speaks_of_ones_own_words(press):
    made, ours = RefundSpec(), data.load_stories()["refund"].parts
    filled(made, source="The support desk", stimulus="refund requests", response="It works")
    press(made, "Compare")
    said = made.comparison_html
    assert "“refund requests” doesn" in said
    assert "names “support” and “desk”" in said
    assert "haven&#x27;t written this part yet" in said
    filled(made, measure="p99 under 900 ms in any hour", stimulus="250 lookups a second")
    press(made, "Compare")
    said = made.comparison_html
    assert "Yours says 250, ours 400" in said
    assert "in every hour, 99 of 100 calls under 900 ms" in said
    assert ours["measure"] in said


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.sampled_from(SCENARIO_PARTS), st.text()))
def test_whatever_is_written_can_be_compared(typed):
    ours = Scenario(**data.load_stories()["refund"].parts)
    mine = Scenario(**{part: typed.get(part, "") for part in SCENARIO_PARTS})
    for part in SCENARIO_PARTS:
        said = compare_part_wording(part, mine, ours)
        assert said
        assert len(said) < 700


# --- Monday's messages -------------------------------------------------------------------


def our_replies():
    return {one.key: [line.key for line in one.recommended_lines] for one in data.monday_messages()}


def test_our_replies_pass_their_own_checks():
    view = MondayReplies.evaluate(**our_replies())
    assert all(true for _, true in view.checks)
    assert view.says == ()
    assert "stand behind" in view.summary


def test_each_line_that_does_not_fit_hears_why():
    for one in data.monday_messages():
        for line in one.lines:
            view = MondayReplies.evaluate(**{**our_replies(), one.key: [line.key]})
            assert any(line.why in said for said in view.says) == (not line.fits)
            assert bool(line.does) == line.fits
            if not line.fits:
                assert line.why.endswith("?")


def test_right_lines_cannot_be_told_by_length_or_place():
    for one in data.monday_messages():
        lengths = [len(line.text) for line in one.lines]
        fits = [line.fits for line in one.lines]
        assert 1 < sum(fits) < len(fits) - 1
        assert not fits[lengths.index(min(lengths))] or not fits[lengths.index(max(lengths))]


def test_no_place_in_the_list_is_the_right_one_in_every_message():
    places = [
        {n for n, line in enumerate(one.lines) if line.fits} for one in data.monday_messages()
    ]
    assert set.intersection(*places) == set()
    assert set.union(*places) >= {0, 1, 2, 3, 4}


def test_replies_are_compared_once_all_three_are_there(press):
    made = MondayReplies()
    press(made, "Compare")
    assert "answered Checkout, Finance, and Sales yet" in made.error_html
    made.set(checkout=["yes"], finance=["fast"], sales=["weakest"])
    press(made, "Compare")
    assert "99.74%" in made.comparison_html
    assert "put it at the top of my backlog" in made.comparison_html


def test_replies_as_a_document(press):
    made = MondayReplies()
    made.set(checkout=["whose", "error"])
    press(made, "Save my replies")
    text = Portfolio().read("monday-replies")
    assert "it's your product owner's call. What I can give you" in text
    assert text.count("_Not written yet._") == 2


# --- the charter -------------------------------------------------------------------------

ALL = list(data.load_decision_labels())


def decided(*who):
    return {f"{name}.whose": key for name, key in zip(ALL, who, strict=False)}


def test_a_charter_that_settles_everything():
    whole = {
        "purpose": "Payments to rely on",
        "customers": ["checkout", "finance"],
        "decisions": decided("tpo", "tpo", "tpo", "pm", "tpm"),
        "measures": "p95 < 300 ms in any week\nfewer than 3 failed payouts a week",
    }
    assert RoleCharter.evaluate(**whole).summary.startswith("A charter that others can hold you to")
    for name, worse, lamp in (
        ("purpose", "  ", 0),
        ("customers", ["checkout", "shoppers"], 1),
        ("customers", [], 1),
        ("decisions", decided("tpo", "tpo", "pm", "tpm"), 2),
        ("decisions", decided("tpo", "tpo", "tpo", "pm"), 3),
        ("measures", "p95 < 300 ms in any week\nhappier teams", 4),
        ("measures", "", 4),
    ):
        checks = RoleCharter.evaluate(**{**whole, name: worse}).checks
        assert [n for n, (_, true) in enumerate(checks) if not true] == [lamp], name


def test_owned_and_left_share_no_decision():
    made = Charter("p", (), {"a": "tpo", "b": "pm", "c": "tpo"}, ())
    assert made.owned_decisions == ("a", "c")
    assert made.delegated_decisions == ("b",)
    assert len(check_charter(made)) == 5


def test_decisions_are_compared_after_five(press):
    made = RoleCharter()
    made.inputs["decisions"].value = decided("tpo", "pm", "po", "tpm")
    press(made, "Compare")
    assert "Only 4 decisions have someone yet." in made.error_html
    made.inputs["decisions"].value = decided("tpo", "pm", "po", "tpm", "lead")
    press(made, "Compare")
    assert "of 5 as in our starting point" in made.comparison_html
    assert made.comparison_html.count("<tr") == 6


def test_the_charter_as_a_document(press):
    made = RoleCharter()
    filled(made, purpose=MARKUP, customers=["finance"], measures="p95 < 1 s in any week")
    made.inputs["decisions"].value = decided("tpo", "pm")
    press(made, "Save my role charter")
    text = Portfolio().read("role-charter")
    assert f"- {data.load_decision_labels()[ALL[0]]}\n" in text
    assert f"- {data.load_decision_labels()[ALL[1]]}: product manager" in text
    assert "- Finance" in text
    assert "<script>" not in markdown_to_html_page("T", text)


def test_an_empty_charter_can_be_saved(press):
    press(RoleCharter(), "Save my role charter")
    assert Portfolio().read("role-charter").count("_Not written yet._") == 5


# --- promises ----------------------------------------------------------------------------------


def test_plain_takes_percent_and_says_the_numbers():
    view = DependencyChain.evaluate()
    assert (
        "99.74%: down for 112.2 minutes in 30 days, where the promise allows 86.4." in view.summary
    )
    assert "25.8 minutes too many" in view.summary
    assert "independent" in view.notes[0]
    assert "The promise can be kept." in DependencyChain.evaluate(promise=99.7).summary
    assert "No single component" in DependencyChain.evaluate(promise=99.95).summary
    with pytest.raises(InputError, match="no value called speed"):
        DependencyChain.evaluate(speed=3)


def chain_values(**changed):
    return (
        {one.key: one.availability * 100 for one in data.load_chain()} | {"promise": 99.8} | changed
    )


def test_the_cheapest_change_is_found_before_it_is_named(press):
    """Nothing on show names it: not the prediction's reply, the picture, or the table."""
    made = DependencyChain()
    shown = DependencyChain.evaluate().text() + " ".join(
        DependencyChain.prediction.feedback(key) for key in ("ledger", "fraud")
    )
    assert "cheapest" not in shown
    assert len({DependencyChain.prediction.feedback(key) for key in ("ledger", "fraud")}) == 1
    made.predict("fraud")
    press(made, "Compare")
    assert "be kept yet" in made.error_html
    made.inputs["promise"].value = 99.7
    press(made, "Compare")
    assert "improved a component yet" in made.error_html
    made.set(promise=99.8, ledger=99.96)
    press(made, "Compare")
    assert (
        "The cheapest single change: Fraud check, to 99.96%, about 8 days" in made.comparison_html
    )


def test_the_work_of_each_change_is_said():
    view = DependencyChain.evaluate(ledger=99.95, fraud=100)
    assert "Ledger database at 99.95%: about 20 days of work." in view.says
    assert "Fraud check at 100%: nothing works all the time" in " ".join(view.says)
    assert "your change: never done" in view.picture.description
    assert DependencyChain.evaluate().says == ()


def test_a_comparison_where_no_single_change_would_do():
    values = chain_values(promise=99.95, ledger=99.99, fraud=99.99, gateway=99.99)
    assert "at least two" in DependencyChain().comparison(**values).summary
    lowered = chain_values(promise=99.5, fraud=99.95)
    assert "no work at all" in DependencyChain().comparison(**lowered).summary


def test_every_prediction_is_about_a_component_of_the_chain():
    keys = [one.key for one in data.load_chain()]
    assert [key for key, _, _ in DependencyChain.prediction.choices] == keys


def test_tail_in_words():
    words = TailLatency.evaluate().summary
    assert "With 6 calls at once, 5.9% of all pages" in words
    assert "become 5.9% slow pages" in TailLatency.evaluate().picture.description
    with pytest.raises(InputError, match="Nothing has been moved yet"):
        TailLatency().comparison(calls=6, slow=1.0)
    assert "when 0.17% of the calls are" in TailLatency().comparison(calls=6, slow=0.2).summary
    assert "With 1 call at once, 1.0%" in TailLatency.evaluate(calls=1).summary
