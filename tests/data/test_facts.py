"""The figures of the tables agree with their sources and with each other."""

import itertools
import math
from collections import Counter

import pytest

from utils.kit import tables

WAGES = ("p10", "p25", "median", "p75", "p90")
OEWS = tables.read_rows("oews_2025")
AREAS = {row["area_code"]: row for row in tables.read_rows("areas")}
PRICES = {row["area_code"]: row for row in tables.read_rows("price_levels_2024")}
JOBS = {row["soc_code"]: row for row in tables.read_rows("occupations")}


def pay(soc, area="00"):
    return next(r for r in OEWS if (r["soc_code"], r["area_code"]) == (soc, area))


def case(name):
    rows = [row for row in tables.read_rows("cases_pay") if row["case"] == name]
    return {(row["group"], row["parameter"]): row["value"] for row in rows}


def test_article_figures():
    said = {row["id"]: (row["value"], row["qualifier"]) for row in tables.read_rows("article_pay")}
    assert said == {
        "average": (132_916, "exact"),
        "low": (93_500, "about"),
        "high": (189_000, "nearly"),
        "mid": (131_000, "about"),
        "senior": (139_000, "about"),
        "lead": (115_000, "about"),
    }


@pytest.mark.parametrize(
    ("soc", "values"),
    [
        ("15-1252", (82_460, 105_210, 135_980, 171_980, 214_670)),
        ("13-1082", (61_580, 78_440, 102_320, 133_100, 167_970)),
    ],
)
def test_national_percentiles(soc, values):
    assert tuple(pay(soc)[name] for name in WAGES) == values


def test_areas_are_nation_states_and_thirty_metros():
    kinds = Counter(area["area_type"] for area in AREAS.values())
    assert kinds == {"nation": 1, "state": 51, "metro": 30}
    ranks = [area["metro_rank"] for area in AREAS.values() if area["area_type"] == "metro"]
    assert ranks == list(range(1, 31))
    for code, area in AREAS.items():
        assert len(code) == (5 if area["area_type"] == "metro" else 2)


def test_every_pair_has_one_row():
    pairs = {(row["soc_code"], row["area_code"]) for row in OEWS}
    assert len(OEWS) == len(pairs) == len(JOBS) * len(AREAS) == 13 * 82
    assert all(row["area_type"] == AREAS[row["area_code"]]["area_type"] for row in OEWS)


def test_rows_without_wages():
    found = Counter((row["area_type"], row["wage_status"]) for row in OEWS)
    assert found["state", "not_released"] == 9
    assert found["metro", "not_released"] == 2
    assert found["state", "no_estimate"] == 8
    assert sum(n for (_, status), n in found.items() if status != "released") == 19
    assert pay("15-1252", "02")["wage_status"] == "not_released"  # developers in Alaska


def test_status_says_what_the_wages_show():
    for row in OEWS:
        given = [row[name] is not None for name in ("mean", *WAGES)]
        assert all(given) if row["wage_status"] == "released" else not any(given), row
        assert row["wage_status"] != "no_estimate" or row["employment"] is None
        empty = None in (row["employment"], row["median"])
        assert bool(row["note"]) == empty, row


def test_percentiles_rise():
    for row in OEWS:
        if row["wage_status"] == "released":
            assert all(a <= b for a, b in itertools.pairwise(row[name] for name in WAGES)), row
            assert row["p10"] < row["mean"] < row["p90"], row


def test_wage_order_follows_the_national_medians():
    ordered = sorted(JOBS, key=lambda soc: -pay(soc)["median"])
    assert [JOBS[soc]["wage_order"] for soc in ordered] == list(range(1, 14))


def test_every_area_has_a_price_level():
    assert len(PRICES) == 52
    for code, area in AREAS.items():
        price = PRICES[area["price_area_code"]]
        assert price["state_abbr"] == area["state_abbr"]
        assert area["price_is_stand_in"] == (area["area_type"] == "metro")
        if area["price_is_stand_in"]:
            assert area["area"].rpartition(", ")[2].startswith(area["state_abbr"])
        else:
            assert (area["price_area_code"], price["area"]) == (code, area["area"])


def test_price_levels():
    assert PRICES["00"]["price_level"] == 100
    levels = {row["state_abbr"]: row["price_level"] for row in PRICES.values()}
    assert max(levels, key=levels.get) == "CA"
    assert min(levels, key=levels.get) == "AR"
    assert (levels["CA"], levels["AR"], levels["TX"]) == (110.72, 86.937, 97.057)


def test_level_paradox_adds_up():
    given = case("level_paradox")
    groups = ("tech", "enterprise", "services")
    mean = {}
    for level in ("mid", "lead"):
        shares = [given[group, f"{level}_share"] for group in groups]
        assert math.isclose(sum(shares), 1)
        mean[level] = sum(
            share * given[group, f"{level}_pay"]
            for group, share in zip(groups, shares, strict=True)
        )
    assert mean["mid"] == pytest.approx(129.60)
    assert mean["lead"] == pytest.approx(113.95)
    assert all(given[group, "lead_pay"] > given[group, "mid_pay"] for group in groups)


def test_two_offers():
    given = case("two_offers")
    assert (given["A", "base"], given["A", "price_level"]) == (142_000, 112)
    assert (given["B", "base"], given["B", "price_level"]) == (128_000, 96)
    for offer in "AB":
        assert 0 <= given[offer, "bonus_probability"] <= 1
        assert 0 <= given[offer, "equity_discount"] <= 1
    assert len({name for _, name in given}) * 2 == len(given) == 14


def test_skill_targets_are_the_starter_target():
    rows = tables.read_rows("skill_targets")
    assert [row["target"] for row in rows] == [3, 3, 2, 2, 2, 2, 3, 3, 3]
    assert {row["weight"] for row in rows} == {1}
    for start in ("start_engineer", "start_product_owner"):
        assert any(row[start] < row["target"] for row in rows)


def test_three_documents_on_each_way_in():
    orders = Counter((row["path"], row["order"]) for row in tables.read_rows("path_documents"))
    assert orders == {(p, n): 1 for p in ("engineer", "product_owner") for n in (1, 2, 3)}
