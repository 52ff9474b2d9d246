"""The joined data frame says the same as the activities' own look-ups."""

import math

import pandas as pd

from utils.kit.tables import load_data_frame
from utils.pay import public_data
from utils.pay.frames import WAGE_COLUMNS, wages_by_place

FRAME = wages_by_place()
PERCENTILES = [name for name in WAGE_COLUMNS if name != "mean"]


def test_every_row_of_the_wages_is_there_once():
    keys = ["soc_code", "area_code"]
    assert not FRAME.duplicated(keys).any()
    assert set(FRAME[keys].itertuples(index=False)) == set(
        load_data_frame("oews_2025")[keys].itertuples(index=False)
    )


def test_it_agrees_with_what_the_activities_look_up():
    for row in FRAME.to_dict("records"):
        code, place = row["soc_code"], row["area_code"]
        assert row["area"] == public_data.area_name(place)
        assert row["price_level"] == public_data.price_level(place)
        for end, dollars in (("", "paid"), ("_adjusted", "adjusted")):
            found = public_data.occupation_wages(code, place, dollars)
            pairs = [(row[f"{name}{end}"], getattr(found, name)) for name in PERCENTILES]
            pairs.append((row[f"mean{end}"], public_data.mean_wage(code, place, dollars)))
            for ours, theirs in pairs:
                assert pd.isna(ours) if theirs is None else math.isclose(ours, theirs)
