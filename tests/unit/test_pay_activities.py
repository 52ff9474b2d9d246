"""The pay activities: numbers of the course, missing wages, and words that say what is drawn."""

from __future__ import annotations

import csv
import math
import re
import warnings

import pytest

from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.kit.tables import format_usd, table_path
from utils.pay import activities
from utils.pay.activities import (
    FiveNumbers,
    LeadShare,
    LevelParadox,
    PathPlanner,
    PayExplorer,
    TwoOffers,
)
from utils.pay.activities.benchmark import benchmark_view_or_default
from utils.pay.activities.levels import EMPLOYER_GROUP_NAMES
from utils.pay.activities.path import parse_rated_levels
from utils.pay.model.benchmark import percentile_of
from utils.pay.pictures.levels import format_usd_thousands
from utils.pay.public_data import occupation_wages

EVERY = [one for name in activities.__all__ if isinstance(one := getattr(activities, name), type)]
DEVELOPERS, SPECIALISTS, TESTERS = "15-1252", "13-1082", "15-1253"
NAMES = ("p10", "p25", "median", "p75", "p90")


def table(name):
    with table_path(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


OEWS = table("oews_2025")
AREAS = {row["area_code"]: row["area"] for row in table("areas")}
MISSING = [(r["soc_code"], r["area_code"]) for r in OEWS if not any(r[name] for name in NAMES)]
WORKED = {(row["soc_code"], row["area_code"]) for row in OEWS}


def dollars(text):
    """Return every amount in a text, as a set of words."""
    return set(re.findall(r"−?\$\d[\d,.]*\d[km]?|\$\d", text))


def cells(view):
    return {row[0]: list(row[1:]) for row in view.table.rows}


# --- every activity ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY)
def test_the_widget_shows_what_plain_returns(kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)  # older ipywidgets have some
        made, view = kind(), kind.evaluate()
    assert made.error_html == ""
    assert made.summary_html == view.summary_html()
    assert made.details_html == view.notes_and_table_html()
    alts = re.findall(r'alt="([^"]*)"', made.picture_html)
    assert alts == re.findall(r'alt="([^"]*)"', view.picture.html() if view.picture else "")
    assert made.printed_text() in made._repr_mimebundle_()["text/plain"]
    assert made.activity_id.startswith("05.")


def test_every_activity_has_a_name_of_its_own():
    assert len({kind.activity_id for kind in EVERY}) == len(EVERY)


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind is not PayExplorer])
def test_a_slider_draws_and_is_found_again_after_a_restart(kind):
    made = kind()
    before = made.summary_html, made.picture_html, made.details_html
    slider = next(c for c in made.inputs.values() if hasattr(c, "step"))
    slider.value += slider.step
    assert made.error_html == ""
    assert (made.summary_html, made.picture_html, made.details_html) != before
    again = kind()
    assert again.values() == made.values()
    assert again.summary_html == made.summary_html


def test_the_explorer_is_found_again_after_a_restart():
    made = PayExplorer()
    made.inputs["place"].value = "02"
    made.inputs["dollars"].value = ["adjusted"]
    made.inputs["proxies"].value = [SPECIALISTS]
    assert PayExplorer().values() == {
        "proxies": [SPECIALISTS], "place": "02", "dollars": "adjusted",
    }  # fmt: skip
    assert "79th" in PayExplorer().summary_html


# --- M0 ------------------------------------------------------------------------------------


def test_m0_the_average_among_two_stand_ins():
    view = PayExplorer.evaluate()
    assert view.summary == (
        "United States, as paid: $132,916 is at the 48th percentile for software developers and "
        "at the 75th percentile for project management specialists."
    )
    assert cells(view) == {
        "Software developers": [
            "$82,460", "$105,210", "$135,980", "$171,980", "$214,670", "$148,100", "48th",
        ],
        "Project management specialists": [
            "$61,580", "$78,440", "$102,320", "$133,100", "$167,970", "$110,740", "75th",
        ],
    }  # fmt: skip
    assert view.picture.description.startswith("$132,916 is at the 48th percentile or the 75th:")
    assert "Indeed (April 2026)" in view.picture.source
    assert "OEWS, May 2025" in view.picture.source


@pytest.mark.parametrize(
    ("place", "dollars", "ranks"),
    [
        # Worked out beside the course, by straight lines between the five percentiles.
        ("01", "paid", ("58th", "75th")),
        ("01", "adjusted", ("47th", "64th")),
        ("02", "paid", ("not released", "78th")),
        ("02", "adjusted", ("not released", "79th")),
        ("06", "paid", ("23rd", "59th")),
        ("06", "adjusted", ("32nd", "69th")),
        ("41860", "paid", ("12th", "48th")),
        ("35620", "paid", ("27th", "54th")),
    ],
)
def test_m0_places_and_price_levels(place, dollars, ranks):
    view = PayExplorer.evaluate(place=place, dollars=dollars)
    found = cells(view)
    assert (found["Software developers"][-1], found["Project management specialists"][-1]) == ranks
    assert AREAS[place] in view.summary
    assert "(nation, as paid: 48th)" in view.summary  # no need to remember what it was there
    for rank in ranks:
        assert rank in view.summary
        assert rank in view.picture.description


def test_m0_adjusted_wages_are_wages_by_price_level():
    body = cells(PayExplorer.evaluate(place="01", dollars="adjusted"))["Software developers"]
    paid = next(r for r in OEWS if (r["soc_code"], r["area_code"]) == (DEVELOPERS, "01"))
    assert body[:-1] == [format_usd(float(paid[name]) / 0.88823) for name in (*NAMES, "mean")]
    assert body[2] == "$137,960"


def test_m0_price_levels_are_noted_and_cited_only_where_used():
    for place in ("01", "35620"):
        plain = PayExplorer.evaluate(place=place)
        (like,) = plain.notes
        assert "base salaries in April 2026" in like
        assert "their own 53rd to 59th percentile" in like
        assert "price parities" not in plain.picture.source
    state = PayExplorer.evaluate(place="02", dollars="adjusted")
    assert state.notes[1].startswith(
        "We apply the price level of 102.4 (2024, United States = 100) to wages from May"
    )
    assert "price parities" in state.picture.source
    _, metro = PayExplorer.evaluate(place="35620", dollars="adjusted").notes
    assert metro.startswith("We apply the price level of 107.9 ")
    assert "the level of New York as a whole, used in place of one for the metro area" in metro


def test_m0_missing_wages_are_said_and_never_zero():
    made = PayExplorer()
    assert len(MISSING) >= 15
    for code, place in MISSING:
        for kind in ("paid", "adjusted"):
            view = made.view(proxies=[code], place=place, dollars=kind)
            (row,) = view.table.rows
            assert list(row[1:]) == ["not released"] * 7
            assert f"{row[0]}: wages not released." in view.picture.description
            assert view.picture.description.startswith("BLS didn't release wages here")
            assert "wages not released" in view.summary
            assert "$0" not in view.html() + view.text()
            assert "nan" not in view.text().lower().replace("finance", "")


def test_m0_a_missing_stand_in_leaves_the_others_as_they_are():
    view = PayExplorer.evaluate(proxies=[DEVELOPERS, SPECIALISTS, TESTERS], place="02")
    assert cells(view)["QA analysts and testers"] == ["not released"] * 7
    assert cells(view)["Project management specialists"][-1] == "78th"
    assert view.picture.description.startswith("$132,916 is at the 78th percentile for project")


def test_m0_a_rank_outside_the_released_percentiles_is_a_bound():
    below = PayExplorer.evaluate(proxies=["11-3021"], place="41860")
    assert "is below the 10th percentile for IT managers" in below.summary
    assert cells(below)["IT managers"][-1] == "below 10th"
    (code, place), = [
        (row["soc_code"], row["area_code"]) for row in OEWS
        if row["p90"] and float(row["p90"]) < 132_916
    ][:1]  # fmt: skip
    above = PayExplorer.evaluate(proxies=[code], place=place)
    assert "is above the 90th percentile for" in above.summary
    both = PayExplorer.evaluate(proxies=["11-3021", SPECIALISTS], place="41860")
    assert both.picture.description.startswith("$132,916 is below the 10th percentile or the 48th")


def test_m0_every_place_and_stand_in_says_its_numbers():
    made = PayExplorer()
    codes = ("11-3021", "15-1243", DEVELOPERS, TESTERS, SPECIALISTS)
    for place in list(AREAS)[::6]:
        view = made.view(proxies=codes, place=place, dollars="adjusted")
        told = {
            format_usd(w)
            for code in codes
            for _, w in occupation_wages(code, place, "adjusted").released_percentiles()
        }
        told |= {format_usd(float(row["value"])) for row in table("article_pay")}
        assert dollars(view.picture.description) == told
        for code, row in zip(codes, view.table.rows, strict=True):
            rank = percentile_of(132_916, occupation_wages(code, place, "adjusted"))
            assert row[-1].startswith(f"{rank.value:.0f}" if rank.value else rank.status)
            assert (row[-1] == "not released") == ((code, place) in MISSING)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"proxies": []}, "You haven't chosen an occupation"),
        ({"proxies": sorted({code for code, _ in WORKED})[:6]}, "6 occupations are too many"),
        ({"proxies": ["99-9999"]}, "Unknown occupation '99-9999'"),
        ({"proxies": DEVELOPERS}, "which isn't a list of names"),
        ({"place": 5}, "place is 5|Unknown place"),
        ({"place": "Atlantis"}, "Unknown place 'Atlantis'"),
        ({"dollars": "euro"}, "Unknown kind of dollars 'euro'"),
    ],
)
def test_m0_what_cannot_be_shown_is_said(values, what):
    with pytest.raises(InputError, match=what) as found:
        PayExplorer.evaluate(**values)
    assert found.value.fix


def test_m0_five_stand_ins_fit_and_a_sixth_keeps_the_picture():
    made = PayExplorer()
    codes = sorted({code for code, _ in WORKED})
    made.inputs["proxies"].value = codes[:5]
    assert made.error_html == ""
    before = made.picture_html
    made.inputs["proxies"].value = codes[:6]
    assert "too many" in made.error_html
    assert made.picture_html == before
    assert made.stale
    made.inputs["proxies"].value = []
    assert "You haven&#x27;t chosen an occupation" in made.error_html
    assert Progress().values("05.m0")["proxies"] == []


@pytest.mark.parametrize(
    "kept", [{}, {"proxies": []}, {"proxies": 5}, {"place": ["00"]}, {"gone": 1}, {"cls": 1}]
)
def test_m0_kept_values_that_no_longer_fit_give_the_first_view(kept):
    assert benchmark_view_or_default(kept).summary == PayExplorer.evaluate().summary


# --- M1 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "low", "high"),
    [("10", "$110,000", "$160,000"), ("5", "$115,000", "$154,000"), ("1", "$120,000", "$147,000")],
)
def test_m1_the_middle_half_under_each_reading(tail, low, high):
    view = FiveNumbers.evaluate(tail=tail)
    assert f"half of all people earn {low} to {high}, and" in view.summary
    assert "1.42 times the low end, and the top is 1.42 times the average" in view.summary
    assert "The middle by ratio is $132,934." in view.summary
    mean = {"10": "$138,041", "5": "$136,011", "1": "$134,464"}[tail]
    assert f"the curve's own average is {mean}. The average you set is $132,916" in view.summary
    name = {"10": "10th and 90th", "5": "5th and 95th", "1": "1st and 99th"}[tail]
    assert cells(view)[name] == [low, high, mean]
    assert f"{name} percentile (chosen): middle half from {low} to {high}." in (
        view.picture.description
    )
    assert view.picture.description.count("(chosen)") == 1
    assert "our assumption" in view.picture.source


def test_m1_the_description_names_what_was_set():
    said = FiveNumbers.evaluate(low=80_000, average=120_000, high=200_000).picture.description
    assert {"$80,000", "$120,000", "$200,000"} <= dollars(said)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"average": 93_500}, r"The average of \$93,500 is outside \$93,500 to \$189,000"),
        ({"average": 190_000}, "is outside"),
        ({"tail": "7"}, "low end can't be percentile 7"),
        ({"tail": "many"}, "low end can't be percentile many"),
    ],
)
def test_m1_what_cannot_be_is_said(values, what):
    with pytest.raises(InputError, match=what):
        FiveNumbers.evaluate(**values)


# --- M2 ------------------------------------------------------------------------------------


def test_m2_how_many_leads_the_average_allows():
    view = LeadShare.evaluate()
    assert "at most about 25% of them could be leads" in view.summary
    assert "more leads at $115,000 would pull the average below $132,916" in view.summary
    said = view.picture.description
    assert said.startswith("At most about 25% of them can be leads")
    assert "at most about 25%; a larger share would pull the average below it." in said
    assert dollars(said) == {"$131,000", "$139,000", "$115,000", "$132,916"}


def test_m2_leads_above_the_average_pull_it_up():
    view = LeadShare.evaluate(lead=150_000)
    share = (132_916 - 131_000) / (150_000 - 131_000)
    assert f"at most about {share:.0%}" in view.summary
    assert "Your entries" in view.picture.source
    assert "would pull the average above $132,916" in view.summary
    assert "would pull the average above it" in view.picture.description
    assert "below" not in view.summary + view.picture.description


def test_m2_leads_at_the_average_may_be_all():
    view = LeadShare.evaluate(lead=132_916)
    assert view.summary.endswith("at most 100% of them could be leads.")
    assert "pull" not in view.picture.description


def test_m2_an_average_that_no_mix_has_is_said():
    with pytest.raises(InputError, match="No mix of these levels averages 150,000"):
        LeadShare.evaluate(average=150_000)


def test_m2_levels_that_are_all_alike_can_be_drawn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)  # older ipywidgets have some
        same = dict.fromkeys(("average", "mid", "senior", "lead"), 120_000)
        assert LeadShare.evaluate(**same).html()


def test_m2_ahead_in_every_group_and_behind_on_average():
    view = LevelParadox.evaluate()
    assert view.summary == (
        "The average lead earns $113.95k, and the average mid-level owner $129.60k. "
        "The gap of −$15.65k is +$14.83k from pay within groups and −$30.48k from who works where."
    )
    assert [on for _, on in view.checks] == [True, True]
    assert "✓ true: leads earn more in every group" in view.checklist_html()
    assert cells(view)["All"] == ["$129.60k", "$113.95k", "100%", "100%"]
    assert view.picture.description.startswith("Leads earn more in every group, yet $15.65k less")
    for words in ("mid $150k (40% of mids), lead $176k (5% of leads)", "−$30.48k", "$113.95k"):
        assert words in view.picture.description
    assert "nvented" in view.picture.source


@pytest.mark.parametrize(
    ("values", "checks", "finding"),
    [
        ({"tech_lead_pay": 140}, [False, True], "less on average, but not more in every group"),
        ({f"{g}_lead_share": s for g, s in zip(EMPLOYER_GROUP_NAMES, (40, 40, 20), strict=True)},
         [True, False], "Leads earn $19.00k more on average"),
        ({f"{g}_lead_share": s for g, s in zip(EMPLOYER_GROUP_NAMES, (100, 0, 0), strict=True)}
         | {"services_lead_pay": 90}, [False, False], "more on average"),
    ],
)  # fmt: skip
def test_m2_lamps_go_out_when_it_is_no_longer_so(values, checks, finding):
    view = LevelParadox.evaluate(**values)
    assert [on for _, on in view.checks] == checks
    assert view.checklist_html().count("✗ not true") == checks.count(False)
    assert finding in view.picture.description


def test_m2_shares_give_way_to_the_one_that_moves():
    made = LevelParadox()
    made.inputs["tech_lead_share"].value = 50
    values = made.values()
    leads = [values[f"{group}_lead_share"] for group in EMPLOYER_GROUP_NAMES]
    assert leads[0] == 50
    assert math.isclose(sum(leads), 100)
    assert math.isclose(leads[1] / leads[2], 10 / 85)  # the others keep their proportion
    assert [values[f"{group}_mid_share"] for group in EMPLOYER_GROUP_NAMES] == pytest.approx(
        [40, 40, 20]
    )
    assert made.error_html == ""
    for share in (100, 0, 30):
        made.inputs["tech_lead_share"].value = share
        assert math.isclose(
            sum(made.values()[f"{group}_lead_share"] for group in EMPLOYER_GROUP_NAMES), 100
        )
        assert made.error_html == ""
    assert LevelParadox().values() == made.values()


def test_m2_a_part_that_is_nothing_has_no_sign():
    assert [
        format_usd_thousands(-1e-9),
        format_usd_thousands(-0.004),
        format_usd_thousands(-0.006),
    ] == [
        "$0.00k",
        "$0.00k",
        "−$0.01k",
    ]
    assert format_usd_thousands(1e-9, sign=True) == "+$0.00k"


def test_m2_shares_that_miss_a_whole_are_said():
    with pytest.raises(InputError, match=r"lead shares sum to 1\.1"):
        LevelParadox.evaluate(tech_lead_share=15, enterprise_lead_share=10, services_lead_share=85)


def test_m2_one_share_alone_makes_the_others_give_way():
    alone, made = LevelParadox.evaluate(tech_lead_share=50), LevelParadox()
    made.inputs["tech_lead_share"].value = 50
    assert alone.summary_html() == made.summary_html
    other = LevelParadox()
    other.set(tech_lead_share=50)
    assert other.summary_html == LevelParadox.evaluate(**made.values()).summary_html()


def test_m2_titles_are_true_at_ties():
    view = LevelParadox.evaluate(services_lead_pay=98)
    assert "but not more in every group" in view.picture.description
    same = {f"{g}_{p}": 100 for g in EMPLOYER_GROUP_NAMES for p in ("mid_pay", "lead_pay")}
    assert LevelParadox.evaluate(**same).picture.description.startswith(
        "Leads and mids earn the same"
    )


# --- M3 ------------------------------------------------------------------------------------

BARE = {
    f"{side}_{part}": 0
    for side in "ab"
    for part in ("bonus", "bonus_probability", "equity_a_year", "equity_discount", "benefits")
}


def test_m3_the_case_and_bare_bases():
    view = TwoOffers.evaluate()
    assert view.summary.startswith("Offer B is worth $1,250 a year more at national prices than")
    assert cells(view)["At national prices"] == ["$156,250", "$157,500"]
    bare = TwoOffers.evaluate(**BARE)
    assert cells(bare)["At national prices"] == ["$126,786", "$133,333"]
    assert "Offer B is worth $6,548 a year more" in bare.summary
    assert "a price level of 106.5" in bare.summary
    said = view.picture.description
    assert dollars(said) == {
        "$1,250", "$142,000", "$14,000", "$5,000", "$175,000", "$156,250",
        "$128,000", "$7,200", "$0", "$16,000", "$151,200", "$157,500",
    }  # fmt: skip
    assert "starting values are invented" in view.picture.source


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "price level of 111.1, or if its bonus had a chance of 77%."),
        ({"a_bonus": 0}, "As for the bonus: Offer A has no bonus to vary."),
        (
            {"a_base": 200_000},
            "As for the bonus: Offer A is ahead of Offer B even without its bonus.",
        ),
        ({"a_base": 100_000}, "Even a guaranteed bonus doesn't bring Offer A level with Offer B."),
    ],
)
def test_m3_where_both_are_worth_the_same(values, words):
    assert TwoOffers.evaluate(**values).summary.endswith(words)


def test_m3_at_the_break_even_chance_both_are_worth_the_same():
    view = TwoOffers.evaluate(a_bonus_probability=77)
    assert view.summary.startswith("Offer A and Offer B are worth the same at national prices")


def test_m3_offers_worth_nothing_are_said():
    with pytest.raises(InputError, match="Offer A is worth nothing"):
        TwoOffers.evaluate(**{**BARE, "a_base": 0})
    with pytest.raises(InputError, match="Offer B: base is -1"):
        TwoOffers.evaluate(b_base=-1)


# --- M4 ------------------------------------------------------------------------------------

SKILLS = [row["skill"] for row in table("skill_targets")]
STARTS = {
    path: {row["skill"]: float(row[f"start_{path}"]) for row in table("skill_targets")}
    for path in ("engineer", "product_owner")
}


def test_m4_the_way_of_an_engineer():
    view = PathPlanner.evaluate()
    assert view.summary == (
        "140 hours at 5 a week: about 28 weeks. Within 90 days, you could finish prioritization."
    )
    assert cells(view) == {
        "Prioritization": ["1", "3", "50", "0.0 – 10.0"],
        "Business sense": ["1", "3", "60", "10.0 – 22.0"],
        "Communication": ["2", "3", "30", "22.0 – 28.0"],
    }
    said = view.picture.description
    assert said.startswith("About 28 weeks at this pace, starting with prioritization.")
    assert "Code reading 4 of 2" in said
    assert "Business sense: weeks 10.0 to 22.0." in said


def test_m4_the_way_of_a_product_owner():
    made = PathPlanner()
    made.inputs["path"].value = ["product_owner"]
    assert {name: made.values()[name] for name in SKILLS} == STARTS["product_owner"]
    assert "295 hours at 5 a week: about 59 weeks." in made.summary_html
    plain = PathPlanner.evaluate(path="product_owner")
    assert plain.summary_html() == made.summary_html
    assert len(plain.table.rows) == 6
    made.inputs["path"].value = ["engineer"]
    assert {name: made.values()[name] for name in SKILLS} == STARTS["engineer"]
    made.inputs["sql_data"].value = 0  # one's own level stays one's own
    assert made.values()["sql_data"] == 0
    assert PathPlanner().values() == made.values()


def test_m4_pace_and_effort():
    assert (
        "280 hours at 10 a week: about 28 weeks" in PathPlanner.evaluate(hours=10, effort=2).summary
    )
    slow = PathPlanner.evaluate(hours=1)
    assert "140 hours at 1 a week: about 140 weeks. No gap closes within 90 days" in slow.summary
    fast = PathPlanner.evaluate(hours=20)
    assert fast.summary.endswith("prioritization, business sense, and communication.")


def test_m4_short_plans_and_unknown_ways():
    short = PathPlanner.evaluate(
        hours=25, effort=0.25, **{**dict.fromkeys(SKILLS, 4), "reliability": 1}
    )
    assert "a week: less than a week." in short.summary
    assert short.picture.description.startswith("Less than a week at this pace")
    for path in ("x", None):
        with pytest.raises(InputError, match=r"Unknown way in|isn't text"):
            PathPlanner.evaluate(path=path)


@pytest.mark.parametrize("value", ["a", None, True, float("nan"), float("inf"), [1]])
def test_a_value_that_is_no_number_is_said(value):
    for activity, name in ((FiveNumbers, "low"), (LeadShare, "lead"), (PathPlanner, "sql_data")):
        with pytest.raises(InputError, match=f"{name} is .*isn't a number"):
            activity.evaluate(**{name: value})
        with pytest.raises(InputError, match="isn't a number"):
            activity().set(**{name: value})


def test_m4_nothing_left_to_learn():
    view = PathPlanner.evaluate(**dict.fromkeys(SKILLS, 4))
    assert view.summary.startswith("Every skill is at its target")
    assert view.picture.description.startswith("No gaps left: every skill is at its target.")
    assert view.table.rows == []
    assert view.html()


@pytest.mark.parametrize("values", [{"hours": 0}, {"effort": 0}, {"reliability": 5}])
def test_m4_what_cannot_be_is_said(values):
    with pytest.raises(InputError) as found:
        PathPlanner.evaluate(**values)
    assert found.value.fix


def test_levels_of_notebook_02_are_taken_over_and_nothing_else(press):
    made = PathPlanner()
    before = made.values()
    levels = {"architecture.own": "4", "sql_data.own": "0", "cpp.own": "3", "interfaces.own": "9"}
    Progress().record("changed", "02.s1", values={"levels": levels})
    made = PathPlanner()
    assert made.values() == {**before, "architecture": 4.0, "sql_data": 0.0}
    made.inputs["architecture"].value = 1
    press(made, "Take my levels")
    assert made.values() == {**before, "architecture": 4.0, "sql_data": 0.0}


@pytest.mark.parametrize("levels", [None, "4", [], {"architecture.own": 4}, {"x.own": "1"}])
def test_ratings_of_another_form_are_left_out(levels):
    assert parse_rated_levels({"levels": levels}) == {}
    assert parse_rated_levels({}) == {}
