"""Wages, places, and price levels as one data frame, for whoever wants to explore them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.tables import load_data_frame

if TYPE_CHECKING:
    import pandas as pd

WAGE_COLUMNS = ["mean", "p10", "p25", "median", "p75", "p90"]


def wages_by_place() -> pd.DataFrame:
    """Return a row per occupation and area: names, wages as paid, and at national prices.

    USD a year; wages that were not released stay missing. Columns that end in `_adjusted` are
    wages ÷ (price level ÷ 100), where a metro takes the price level of its first-named state.
    Source: BLS (wages, May 2025) and BEA (price levels, 2024).
    """
    wages = load_data_frame("oews_2025").drop(columns="area_type")
    occupations = load_data_frame("occupations")[["soc_code", "short"]]
    areas = load_data_frame("areas")
    prices = load_data_frame("price_levels_2024")[["area_code", "price_level"]]
    joined = (
        wages.merge(occupations.rename(columns={"short": "occupation"}), on="soc_code")
        .merge(areas, on="area_code", validate="many_to_one")
        .merge(
            prices.rename(columns={"area_code": "price_area_code"}),
            on="price_area_code",
            validate="many_to_one",
        )
    )
    adjusted = (
        joined[WAGE_COLUMNS].div(joined["price_level"] / 100, axis="index").add_suffix("_adjusted")
    )
    names = ["soc_code", "occupation", "area_code", "area", "area_type", "state_abbr"]
    rest = ["employment", *WAGE_COLUMNS, "wage_status", "price_level", "price_is_stand_in"]
    return joined[[*names, *rest]].join(adjusted)
