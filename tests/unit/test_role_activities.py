"""The activities and documents of the role notebook, without a browser."""

from __future__ import annotations

import re

import pytest

from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, to_html_page
from utils.role import data
from utils.role.activities import ContractSpec, PayoutSpec, RefundSpec, RoleCharter, TailLatency
from utils.role.activities.promise import DependencyChain
from utils.role.model.charter import Charter, check_charter
from utils.role.model.spec import PARTS, Scenario, check

SPECS = (RefundSpec, PayoutSpec, ContractSpec)
MARKUP = "<script>alert(1)</script> | **bold** $5 and $6"


def filled(made, **texts):
    for name, text in texts.items():
        made.inputs[name].value = text
    return made


# --- R2 ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SPECS)
def test_our_own_wording_passes_our_own_check(kind):
    ours = data.stories()[kind.story].parts
    assert tuple(ours) == PARTS
    assert check(Scenario(**ours)).complete
    assert all(true for _, true in kind.evaluate(**ours).checks)


@pytest.mark.parametrize("kind", SPECS)
def test_the_story_as_written_does_not_pass(kind):
    story = data.stories()[kind.story]
    assert not check(Scenario(*[story.text] * 6)).complete


@pytest.mark.parametrize("kind", SPECS)
def test_our_wording_shows_after_an_attempt_only(kind, press):
    made, ours = kind(), data.stories()[kind.story].parts
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
    ours = data.stories()["refund"].parts
    better = {"p99 ≤ 0,3 s": "No window yet", "less than 300 ms over any 5 minutes": "A percentile"}
    for measure, said in better.items():
        view = RefundSpec.evaluate(**{**ours, "measure": measure})
        assert all(true for _, true in view.checks)
        assert said in " ".join(view.says)
    assert RefundSpec.evaluate(**ours).says == ()


def test_never_says_that_a_claim_is_true():
    ours = data.stories()["refund"].parts
    wild = RefundSpec.evaluate(**{**ours, "measure": "p99 under 1 ms over any 5 minutes"})
    assert all(true for _, true in wild.checks)
    assert "only a measurement shows" in wild.notes[-1]


def test_the_spec_holds_all_three_stories_and_escapes_what_was_typed(press):
    filled(PayoutSpec(), source=MARKUP, measure="5 of 100 payouts a night")
    made = filled(RefundSpec(), **data.stories()["refund"].parts)
    press(made, "Save my technical spec")
    text = Portfolio().read("technical-spec")
    page = to_html_page("T", text)
    assert "All six parts stand." in text
    assert re.search(r"Still open: .*artifact, response", text)
    assert text.count("Not written yet.") == 1  # the third story
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | **bold** $5 and $6" in page


# --- the charter -------------------------------------------------------------------------

ALL = list(data.decisions())


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
    assert made.owned == ("a", "c")
    assert made.delegated == ("b",)
    assert len(check_charter(made)) == 5


def test_decisions_are_compared_after_five(press):
    made = RoleCharter()
    made.inputs["decisions"].value = decided("tpo", "pm", "po", "tpm")
    press(made, "Compare")
    assert "Only 4 decisions have somebody yet." in made.error_html
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
    assert f"- {data.decisions()[ALL[0]]}\n" in text
    assert f"- {data.decisions()[ALL[1]]}: product manager" in text
    assert "- Finance" in text
    assert "<script>" not in to_html_page("T", text)


def test_an_empty_charter_can_be_saved(press):
    press(RoleCharter(), "Save my role charter")
    assert Portfolio().read("role-charter").count("_Not written yet._") == 5


# --- R3 ----------------------------------------------------------------------------------


def test_plain_takes_percent_and_says_the_numbers():
    view = DependencyChain.evaluate()
    assert (
        "99.74%: down for 112.2 minutes in 30 days, where the promise allows 86.4." in view.summary
    )
    assert "Fraud check: raise it to 99.96%, about 8 days" in view.summary
    assert "independent" in view.notes[0]
    assert "The promise can be kept." in DependencyChain.evaluate(promise=99.7).summary
    assert "No single component" in DependencyChain.evaluate(promise=99.95).summary
    with pytest.raises(InputError, match="no value called speed"):
        DependencyChain.evaluate(speed=3)


def test_every_prediction_is_about_a_component_of_the_chain():
    keys = [one.key for one in data.chain()]
    assert [key for key, _, _ in DependencyChain.prediction.choices] == keys


def test_tail_in_words():
    words = TailLatency.evaluate().summary
    assert "With 6 calls at once, 5.9% of all pages" in words
    with pytest.raises(InputError, match="Nothing has been moved yet"):
        TailLatency().comparison(calls=6, slow=1.0)
    assert "when 0.17% of the calls are" in TailLatency().comparison(calls=6, slow=0.2).summary
    assert "With 1 call at once, 1.0%" in TailLatency.evaluate(calls=1).summary
