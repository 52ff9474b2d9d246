"""M5: a band from wages: its formulas, its bounds, and what the page says about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.errors import InputError
from utils.pay.activities import OfferBand
from utils.pay.activities.band import PLACE_RULE_OPTIONS, answers_and_band_result_or_default
from utils.pay.model.bands import (
    PERCENTILE_LIMITS,
    SPREAD_LIMITS,
    Band,
    average_wages,
    cost_above,
    market_pay,
    scale_wages_to_price_level,
)
from utils.pay.model.benchmark import Wages
from utils.pay.public_data import areas_by_code, occupation_wages, occupations_by_code, price_level

midpoints = st.floats(10_000, 5_000_000)
spreads = st.floats(*SPREAD_LIMITS)
bands = st.builds(Band, midpoints, spreads)
pays = st.floats(10_000, 5_000_000)
percentiles = st.floats(*PERCENTILE_LIMITS)
five_wages = st.lists(st.floats(15_000, 500_000), min_size=5, max_size=5).map(
    lambda found: Wages(*sorted(found))
)
markets = st.lists(five_wages, min_size=1, max_size=5).map(average_wages)


# --- the model -----------------------------------------------------------------------------


def test_a_band_worked_out_by_hand():
    # 100 between 80 and 120: the top is 50% above the bottom.
    band = Band(100_000, 0.5)
    assert (band.minimum, band.midpoint, band.maximum) == pytest.approx((80_000, 100_000, 120_000))
    assert band.compa_ratio(110_000) == pytest.approx(1.1)
    assert band.range_penetration(110_000) == pytest.approx(0.75)
    assert [band.range_penetration(pay) for pay in (80_000, 120_000)] == pytest.approx([0, 1])


@given(bands)
def test_the_midpoint_is_in_the_middle_and_the_spread_is_the_top_over_the_bottom(band):
    assert band.minimum < band.midpoint < band.maximum
    assert (band.minimum + band.maximum) / 2 == pytest.approx(band.midpoint)
    assert band.maximum / band.minimum - 1 == pytest.approx(band.spread)
    assert band.compa_ratio(band.midpoint) == 1
    assert band.range_penetration(band.midpoint) == pytest.approx(0.5)


@given(bands, pays, pays)
def test_more_pay_never_ranks_lower(band, one, other):
    less, more = sorted((one, other))
    assert band.compa_ratio(less) <= band.compa_ratio(more)
    assert band.range_penetration(less) <= band.range_penetration(more)
    places = ("below the band", "lower third", "middle third", "upper third", "above the band")
    assert places.index(band.position_name(less)) <= places.index(band.position_name(more))


@given(bands)
def test_the_ends_belong_to_the_band(band):
    assert band.position_name(band.minimum) == "lower third"
    assert band.position_name(band.midpoint) == "middle third"
    assert band.position_name(band.maximum) == "upper third"
    assert band.position_name(band.minimum * 0.99) == "below the band"
    assert band.position_name(band.maximum * 1.01) == "above the band"


@pytest.mark.parametrize(
    ("midpoint", "spread", "pay", "place"),
    [
        # 115,000 ÷ 1.15 is 100,000, but the floats end at 100,000.00000000001
        (115_000, 0.3, 100_000, "lower third"),
        (115_000, 0.3, 99_999, "below the band"),
        # 110,000 ÷ 1.1 × 1.2 is 120,000, but the floats end at 119,999.99999999997
        (110_000, 0.2, 120_000, "upper third"),
        (110_000, 0.2, 120_001, "above the band"),
    ],
)
def test_a_typed_end_belongs_to_the_band_where_floats_miss_it(midpoint, spread, pay, place):
    assert Band(midpoint, spread).position_name(pay) == place


@given(markets, percentiles, percentiles, spreads)
def test_a_higher_percentile_never_lowers_the_band(market, one, other, spread):
    low, high = (Band(market_pay(p, market), spread) for p in sorted((one, other)))
    for end in ("minimum", "midpoint", "maximum"):
        assert getattr(low, end) <= getattr(high, end) * (1 + 1e-12)


@given(midpoints, spreads, spreads)
def test_a_wider_spread_moves_the_ends_and_not_the_midpoint(midpoint, one, other):
    narrow, wide = (Band(midpoint, spread) for spread in sorted((one, other)))
    assert wide.minimum <= narrow.minimum * (1 + 1e-12)
    assert wide.maximum >= narrow.maximum * (1 - 1e-12)


@given(st.lists(five_wages, min_size=1, max_size=5), percentiles)
def test_the_average_lies_between_the_stand_ins(found, percentile):
    each = [market_pay(percentile, one) for one in found]
    made = market_pay(percentile, average_wages(found))
    assert min(each) * (1 - 1e-9) <= made <= max(each) * (1 + 1e-9)


@given(markets, percentiles, st.floats(20, 500))
def test_prices_move_every_percentile_alike(market, percentile, level):
    before = market_pay(percentile, market)
    assert market_pay(percentile, scale_wages_to_price_level(market, level)) == pytest.approx(
        before * level / 100
    )


def test_missing_wages_are_refused_and_never_zero():
    with pytest.raises(InputError, match="released"):
        average_wages([Wages(1e5, None, 2e5, 3e5, 4e5)])
    with pytest.raises(InputError, match="released"):
        average_wages([])


@pytest.mark.parametrize("wrong", [9.9, 90.1, -1, 1000, float("nan")])
def test_a_percentile_that_bls_does_not_publish_is_refused(wrong):
    with pytest.raises(InputError, match="percentile") as found:
        market_pay(wrong, occupation_wages("15-1252", "00", "paid"))
    assert found.value.field == "percentile"


@pytest.mark.parametrize("wrong", [0, -0.5, 2.1, float("nan"), float("inf")])
def test_a_spread_that_makes_no_band_is_refused(wrong):
    with pytest.raises(InputError, match="spread"):
        Band(100_000, wrong)


def test_what_paying_more_costs():
    assert cost_above(130_000, 120_000, 3) == 30_000
    assert cost_above(110_000, 120_000) == -10_000


# --- the page ------------------------------------------------------------------------------


def test_the_directors_question_is_answered():
    view = OfferBand.evaluate()
    # (135,980 + 102,320) ÷ 2 = 119,150; ÷ 1.25 = 95,320; × 1.5 = 142,980; worked out by hand.
    assert view.summary == (
        "Band: $95,320 to $142,980. Midpoint: $119,150, at your stand-ins' 50th percentiles, "
        "at U.S. wages."
    )
    said = " ".join(view.says)
    assert "$132,916: compa-ratio 1.12, range penetration 79%, the upper third." in said
    assert "Above the market's median by $13,766 a year, or $27,532 for 2 people" in said
    assert "at the 60th percentile." in said
    assert "midpoint $119,150" in view.picture.description
    assert "OEWS, May 2025" in view.picture.source
    assert any("doesn't stand for experience" in note for note in view.notes)


def test_what_was_predicted_is_what_the_table_says():
    steps = {row[0]: row[2] for row in OfferBand.evaluate().table.rows}
    assert (steps["50th"], steps["75th"]) == ("$119,150", "$152,540")
    assert 1.25 < 152_540 / 119_150 < 1.3
    assert OfferBand.prediction.right == ("quarter",)


def test_the_rule_for_places_is_a_decision():
    local = OfferBand.evaluate(place="06")
    nation = OfferBand.evaluate(place="06", rule="nation")
    prices = OfferBand.evaluate(place="06", rule="prices")
    assert nation.summary.startswith("Band: $95,320 to $142,980.")
    # 119,150 × 1.1072
    assert "Midpoint: $131,923" in prices.summary
    assert "national wages × 1.107 for prices in California" in prices.summary
    assert "at wages in California" in local.summary
    assert "price parities" in prices.picture.source
    assert "price parities" not in local.picture.source


def test_a_stand_in_without_wages_is_named_and_left_out():
    view = OfferBand.evaluate(place="02")
    assert "BLS didn't release wages here for software developers" in " ".join(view.says)
    assert "Software developers" not in view.picture.description
    with pytest.raises(InputError, match="released") as found:
        OfferBand.evaluate(place="02", stand_ins=["15-1252"])
    assert found.value.field == "place"


@pytest.mark.parametrize("chosen", [[], ["no"], list(occupations_by_code())[:6]])
def test_stand_ins_that_cannot_be_are_refused_next_to_them(chosen):
    with pytest.raises(InputError) as found:
        OfferBand.evaluate(stand_ins=chosen)
    assert found.value.field == "stand_ins"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(sorted(occupations_by_code())), min_size=1, max_size=5, unique=True),
    st.sampled_from(sorted(areas_by_code())),
    st.sampled_from([key for key, _ in PLACE_RULE_OPTIONS]),
    percentiles,
    st.floats(10, 200),
    pays,
    st.integers(1, 1000),
)
def test_any_setting_gives_a_band_or_says_what_is_wrong(
    stand_ins, place, rule, percentile, spread, pay, people
):
    answers = {
        "stand_ins": stand_ins, "place": place, "rule": rule, "percentile": percentile,
        "spread": spread, "pay": pay, "people": people,
    }  # fmt: skip
    try:
        view = OfferBand.evaluate(**answers)
    except InputError:
        return
    band = answers_and_band_result_or_default(answers)[1].band
    assert f"${band.minimum:,.0f} to ${band.maximum:,.0f}" in view.summary
    assert "nan" not in view.text().lower().replace("finance", "").replace("financial", "")


def test_each_place_says_its_price_level():
    options = dict(OfferBand().inputs["place"].options)
    assert options["06"] == "California · prices 110.7"
    assert options["41860"].endswith(f"prices {price_level('06'):.1f}, the state's")


@pytest.mark.parametrize(
    "saved", [{}, {"place": "nowhere"}, {"percentile": "x"}, {"stand_ins": 3}, {"spread": None}]
)
def test_a_log_that_no_longer_fits_gives_the_first_band(saved):
    assert answers_and_band_result_or_default(saved)[1].band.midpoint == pytest.approx(119_150)


def test_money_and_percentile_can_be_typed_beyond_the_slider():
    made = OfferBand()
    assert made.inputs["pay"].parse_typed_text("950k") == (950_000, "")
    assert made.inputs["percentile"].parse_typed_text("62") == (62, "")
    made.inputs["pay"].value, made.inputs["percentile"].value = 950_000, 62
    assert made.error_html == ""
    made.flush()
    assert OfferBand().values() == made.values()
