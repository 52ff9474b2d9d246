"""M6: two people in one band: what each decision costs, and what is said to that choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress
from utils.pay.activities import OfferBand, TwoPeopleOneBand
from utils.pay.activities.fairness import (
    DECISION_OPTIONS,
    OWN_NUMBERS_DECISION,
    REASON_OPTIONS,
    pay_pair_before_decision,
)
from utils.pay.model.bands import Band
from utils.pay.model.fairness import PayPair, decide, pay_pair_from_compa_ratios, yearly_cost

MODEL_WAYS = ("match", "hold", "raise", "bonus")
pays = st.floats(10_000, 5_000_000)
pairs = st.builds(PayPair, pays, pays)


# --- the model -----------------------------------------------------------------------------


def test_four_decisions_worked_out_by_hand():
    now = PayPair(112_000, 128_500)
    assert [decide(way, now) for way in MODEL_WAYS] == [
        PayPair(112_000, 128_500),
        PayPair(112_000, 112_000),
        PayPair(128_500, 128_500),
        PayPair(112_000, 112_000, 16_500),
    ]
    assert [yearly_cost(decide(way, now), now) for way in MODEL_WAYS] == [16_500, 0, 33_000, 0]


def test_a_gap_is_a_share_of_what_the_employee_earns():
    assert PayPair(100_000, 112_000).gap_share == pytest.approx(0.12)
    assert PayPair(112_000, 100_000).gap_share == pytest.approx(-12 / 112)


def test_only_the_bonus_decision_pays_a_bonus():
    now = PayPair(112_000, 128_500)
    assert [decide(way, now).bonus for way in MODEL_WAYS] == [0, 0, 0, 16_500]


@given(pairs)
def test_only_equal_decisions_leave_no_gap(now):
    for way in ("hold", "raise"):
        assert decide(way, now).has_same_pay
    assert decide("bonus", now).has_same_base
    assert decide("match", now) == now


@given(pairs)
def test_nobody_who_asks_for_more_is_held_cheaper_than_matched(now):
    if now.gap >= 0:
        costs = {way: yearly_cost(decide(way, now), now) for way in MODEL_WAYS}
        assert costs["hold"] == costs["bonus"] <= costs["match"] <= costs["raise"]


@given(st.floats(20_000, 2_000_000), st.floats(0.1, 2))
def test_the_case_fits_any_band(midpoint, spread):
    now = pay_pair_from_compa_ratios(Band(midpoint, spread), 0.94, 1.08)
    assert now.employee < now.candidate
    assert now.employee % 500 == now.candidate % 500 == 0


# --- the page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "told", "asked"),
    [
        ("match", "Kim gets $16,500 more than Noor", "on the day Noor finds out?"),
        ("hold", "Both earn $112,000 for the same job", "wait for another candidate?"),
        ("raise", "Both earn $128,500 for the same job", "is it in the budget?"),
        ("bonus", "Both earn $112,000 for the same job, and Kim $16,500 once", "second year?"),
    ],
)
def test_each_decision_has_its_consequence_and_its_question(way, told, asked):
    view = TwoPeopleOneBand.evaluate(way=way)
    assert view.summary.startswith(told)
    assert view.says[0].endswith(asked)
    assert view.picture.description.startswith(told)


def test_every_decision_with_every_reason_gets_an_answer_of_its_own():
    said = {}
    for way, _ in DECISION_OPTIONS:
        for reason, _ in REASON_OPTIONS:
            view = TwoPeopleOneBand.evaluate(way=way, reason=reason)
            assert [one.tag for one in view.says if one.tag != "band"] == [
                "your decision", "your reason",
            ]  # fmt: skip
            said[way, reason] = view.says[-1]
    assert "Right" in said["hold", "none"]
    assert "But something differs: $16,500 a year" in said["match", "none"]
    assert "signing bonus" in said["bonus", "none"]
    assert len({said["match", reason] for reason, _ in REASON_OPTIONS}) == len(REASON_OPTIONS)


def test_own_numbers_are_judged_as_they_are():
    equal = TwoPeopleOneBand.evaluate(way=OWN_NUMBERS_DECISION, candidate=119_000, employee=119_000)
    assert "Kim gets $9,500 less than Kim asks for" in equal.says[0]
    cut = TwoPeopleOneBand.evaluate(way=OWN_NUMBERS_DECISION, candidate=100_000, employee=100_000)
    assert "Noor would lose pay" in cut.says[0]
    behind = TwoPeopleOneBand.evaluate(
        way=OWN_NUMBERS_DECISION, candidate=100_000, employee=112_000
    )
    assert "Noor would get $12,000 (12%) more than Kim" in behind.says[0]
    above = TwoPeopleOneBand.evaluate(way=OWN_NUMBERS_DECISION, candidate=200_000, employee=112_000)
    assert any(one.tag == "band" and "Kim would be above the band" in one for one in above.says)


def test_a_moved_number_is_a_decision():
    made = TwoPeopleOneBand()
    assert made.inputs["candidate"].hidden
    made.inputs["candidate"].value += 500
    assert made.values()["way"] == OWN_NUMBERS_DECISION
    assert not made.inputs["candidate"].hidden


def test_the_learners_own_band_is_used():
    made = OfferBand()
    made.set(place="06", percentile=75.0)
    made._save_debounce.schedule()
    made.flush()
    Progress().record("changed", "05.m5", values=made.values())
    band = TwoPeopleOneBand()
    band.set(way="raise")
    midpoint = 0.5 * sum(row.target_pay for row in _rows(made))
    now = pay_pair_before_decision(Band(midpoint, 0.5))
    assert f"${now.candidate:,.0f}" in band.summary_html


def _rows(made):
    from utils.pay.activities.band import compute_band_result

    return compute_band_result(made.values()).market_rows


def test_ours_comes_after_the_learners():
    made = TwoPeopleOneBand()
    with pytest.raises(InputError) as found:
        made.comparison(**made.values())
    assert found.value.field == "way"
    made.set(way="match")
    assert "both the midpoint, $119,000" in made.comparison(**made.values()).summary


def test_the_offer_is_saved_and_says_its_reasons(press):
    made = TwoPeopleOneBand()
    press(made, "Save our offer")
    assert "haven't decided" in made.inputs["way"].error
    assert "offer" not in Portfolio().names()
    made.set(way="bonus", reason="none", words="Both of you $112k | <b>")
    press(made, "Save our offer")
    told = Portfolio().read("offer")
    for part in (
        "**Base pay:** \\$112,000 a year",
        "**Signing bonus**, once: \\$16,500",
        "compa-ratio of 0.94",
        "Range spread | 50%",
        "Both of you \\$112k \\| \\<b>",
        "Nothing differs between Noor and Kim.",
        "The tables here don't show industry",
    ):
        assert part in told
    assert "Download" in made.saved_note_html


@given(pays, pays, st.floats(0, 5_000_000), st.sampled_from([key for key, _ in REASON_OPTIONS]))
def test_any_numbers_can_be_told(candidate, employee, bonus, reason):
    view = TwoPeopleOneBand.evaluate(
        way=OWN_NUMBERS_DECISION, candidate=candidate, employee=employee, bonus=bonus, reason=reason
    )
    assert view.picture.description.startswith(view.summary.partition(". That")[0])
