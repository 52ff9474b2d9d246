"""Wages, places and price levels as the pay activities look them up."""

from __future__ import annotations

import functools
from typing import Any

from utils.kit.tables import read_rows
from utils.pay.model.benchmark import Wages, adjust, adjust_wages_to_national_prices, percentile_of

NATION_CODE = "00"


@functools.cache
def occupations_by_code() -> dict[str, dict[str, Any]]:
    """Return the 13 occupations by code."""
    return {row["soc_code"]: row for row in read_rows("occupations")}


@functools.cache
def areas_by_code() -> dict[str, dict[str, Any]]:
    """Return nation, states and metros by code, in the order of the list."""
    ranks = {"nation": 0, "state": 1, "metro": 2}
    ordered = sorted(read_rows("areas"), key=lambda row: (ranks[row["area_type"]], row["area"]))
    return {row["area_code"]: row for row in ordered}


@functools.cache
def _wage_row_by_occupation_and_area() -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["soc_code"], row["area_code"]): row for row in read_rows("oews_2025")}


@functools.cache
def mean_wage_by_occupation(area_code: str) -> dict[str, float | None]:
    """Return the mean wage by occupation in one area (USD a year), None where not released."""
    return {
        row["soc_code"]: row["mean"]
        for row in read_rows("oews_2025")
        if row["area_code"] == area_code
    }


@functools.cache
def mean_wage_percentile_range() -> tuple[float, float]:
    """Return between which percentiles the occupations' own national means rank."""
    found = (
        percentile_of(mean, occupation_wages(code, NATION_CODE, "paid")).value
        for code, mean in mean_wage_by_occupation(NATION_CODE).items()
        if mean is not None
    )
    ranks = [rank for rank in found if rank is not None]
    return min(ranks), max(ranks)


@functools.cache
def price_level_by_area_code() -> dict[str, float]:
    """Return the price level of nation and states by code, United States = 100."""
    return {row["area_code"]: row["price_level"] for row in read_rows("price_levels_2024")}


def price_level(area_code: str) -> float:
    """Return an area's price level; a metro takes the one of its first-named state."""
    return price_level_by_area_code()[areas_by_code()[area_code]["price_area_code"]]


def occupation_wages(occupation_code: str, area_code: str, dollar_basis: str) -> Wages:
    """Return five percentiles (USD a year), all missing where BLS released none."""
    row = _wage_row_by_occupation_and_area().get((occupation_code, area_code), {})
    found = Wages(*(row.get(name) for name in ("p10", "p25", "median", "p75", "p90")))
    return (
        adjust_wages_to_national_prices(found, price_level(area_code))
        if dollar_basis == "adjusted"
        else found
    )


def mean_wage(occupation_code: str, area_code: str, dollar_basis: str) -> float | None:
    """Return the mean wage (USD a year), None where BLS released none."""
    found = mean_wage_by_occupation(area_code).get(occupation_code)
    if found is None or dollar_basis == "paid":
        return found
    return adjust(found, price_level(area_code))


def area_label(area_row: dict[str, Any]) -> str:
    """Return an area as the list shows it."""
    return f"{area_row['area']} (metro)" if area_row["area_type"] == "metro" else area_row["area"]


def place_options() -> list[tuple[str, str]]:
    """Return code and label of every place, each with its price level (2024, U.S. = 100)."""
    return [
        (code, f"{area_label(row)} · {price_level_text(code)}")
        for code, row in areas_by_code().items()
    ]


def nation_and_state_options() -> list[tuple[str, str]]:
    """Return code and label of the nation and the states, each with its price level."""
    return [one for one in place_options() if one[0] in price_level_by_area_code()]


def price_level_text(area_code: str) -> str:
    """Return a place's price level, short, and whose it is if not the place's own."""
    row = areas_by_code()[area_code]
    words = f"prices {price_level(area_code):.1f}"
    return f"{words}, the state's" if row["price_is_stand_in"] else words


def area_name(area_code: str) -> str:
    """Return an area's name."""
    return areas_by_code()[area_code]["area"]
