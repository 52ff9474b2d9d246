"""The checks of the optional tasks in pandas: right in many shapes, and clear about wrong ones."""

from __future__ import annotations

import decimal
import fractions

import numpy as np
import pandas as pd
import pytest

from utils.customers.activities import check_task
from utils.customers.activities.code_tasks import CODE_TASKS_BY_NUMBER
from utils.kit.tables import load_data_frame

KEYS, CALLS = load_data_frame("usage_onboarding"), load_data_frame("usage_calls")
WORKS = KEYS["first_success"].notna()
SHARE = WORKS.mean()
BY_LIBRARY = WORKS.groupby(KEYS["library"]).mean()
WAITS = pd.to_datetime(KEYS["first_success"]) - pd.to_datetime(KEYS["created"])
HOURS = WAITS.dt.total_seconds() / 3600
FIRST = CALLS[CALLS["version"] == "1"]
OLD = FIRST.groupby("caller")["calls"].sum()

RIGHT = {
    "a float": (1, float(SHARE)),
    "rounded to two digits": (1, round(SHARE, 2)),
    "an array without axes": (1, np.array(SHARE)),
    "32 bits": (1, np.float32(SHARE)),
    "a fraction": (1, fractions.Fraction(269, 489)),
    "a decimal": (1, decimal.Decimal(269) / 489),
    "a Series": (2, BY_LIBRARY),
    "each rounded": (2, BY_LIBRARY.round(2)),
    "sorted": (2, BY_LIBRARY.sort_values()),
    "a dict": (2, BY_LIBRARY.to_dict()),
    "objects": (2, BY_LIBRARY.astype(object)),
    "nullable": (2, BY_LIBRARY.astype("Float64")),
    "a frame": (2, BY_LIBRARY.rename("share").to_frame()),
    "a frame with numbered rows": (2, BY_LIBRARY.rename("share").reset_index()),
    "columns the other way around": (2, BY_LIBRARY.rename("a").reset_index()[["a", "library"]]),
    "a pivot": (2, KEYS.assign(w=WORKS).pivot_table(index="library", values="w")),
    "categories": (2, WORKS.groupby(KEYS["library"].astype("category"), observed=True).mean()),
    "one level": (2, WORKS.groupby([KEYS["library"]]).mean()),
    "columns of two levels": (2, KEYS.assign(w=WORKS).groupby("library").agg({"w": ["mean"]})),
    "one digit": (3, round(HOURS.median(), 1)),
    "numpy": (3, np.nanmedian(HOURS)),
    "floats": (4, OLD.astype(float)),
    "decimals": (4, OLD.map(decimal.Decimal)),
    "with the version": (4, FIRST.groupby(["caller", "version"], as_index=False)["calls"].sum()),
    "from a pivot": (
        4,
        CALLS.pivot_table(index="caller", columns="version", values="calls", aggfunc="sum")["1"],
    ),
}


@pytest.mark.parametrize("shape", RIGHT)
def test_a_right_result_is_right_in_any_shape(shape):
    found = check_task(*RIGHT[shape])
    assert found.ok, found.message
    assert found.message.startswith("That's right. ")


WRONG = {
    "a number in a Series": (1, pd.Series([SHARE]), "right, but it's inside a Series"),
    "a number in a frame": (1, pd.DataFrame([SHARE]), ".iloc[0, 0]"),
    "a number in a list": (1, [float(SHARE)], "inside a list. Take it out with [0]"),
    "a number in an array": (1, np.array([SHARE]), "inside an array"),
    "text": (1, "0.55", "This is text."),
    "a function": (1, WORKS.mean, "add () to call it"),
    "an empty value": (1, pd.NA, "an empty value"),
    "all the values": (1, WORKS, "a Series with 489 values"),
    "too large for a float": (1, 10**400, "finite"),
    "rounded too far": (1, 0.6, "Keep two digits"),
    "the others": (1, 1 - SHARE, "without a working call"),
    "a percentage": (1, 55.0, "percentage"),
    "percentages": (2, 100 * BY_LIBRARY, "These are percentages"),
    "rounded percentages": (2, (100 * BY_LIBRARY).round(), "These are percentages"),
    "a list": (2, list(BY_LIBRARY), "doesn't say whose each number is"),
    "an array": (2, BY_LIBRARY.to_numpy(), "This is an array"),
    "no labels": (2, BY_LIBRARY.reset_index(drop=True), "it begins with 0"),
    "another index": (2, WORKS.groupby(KEYS["caller"]).mean(), "it begins with 'Alder'"),
    "two levels": (2, WORKS.groupby([KEYS["library"], KEYS["message"]]).mean(), "has 2 levels"),
    "on its side": (2, BY_LIBRARY.to_frame().T, "Transpose it with .T"),
    "counts": (2, KEYS.groupby("library")["first_success"].count(), "numbers of keys"),
    "shares of the working ones": (
        2, KEYS[WORKS]["library"].value_counts(normalize=True), "the library's own keys",
    ),
    "text by group": (2, BY_LIBRARY.map("{:.0%}".format), "the first one is text"),
    "the groups swapped": (2, BY_LIBRARY.sort_values().set_axis(BY_LIBRARY.index), "number of"),
    "nothing left": (2, BY_LIBRARY[:0], "This Series is empty"),
    "a length of time": (3, WAITS.median(), "pd.Timedelta(hours=1)"),
    "numpy's length of time": (3, np.timedelta64(8, "h"), "pd.Timedelta(hours=1)"),
    "days": (3, HOURS.median() / 24, "in days"),
    "minutes": (3, HOURS.median() * 60, "in minutes"),
    "seconds": (3, HOURS.median() * 3600, "in seconds"),
    "the mean": (3, HOURS.mean(), "That's the mean"),
    "whole days dropped": (3, (WAITS.dt.seconds / 3600).median(), "leaves out whole days"),
    "the waiting as zero": (3, HOURS.fillna(0).median(), "isn't zero hours"),
    "no digits": (3, 8, "rounded too far"),
    "one call off": (4, OLD + 1, "none of the numbers"),
    "one caller off": (4, OLD.where(OLD.index != "Mobile", 0), "Check the number of Mobile"),
    "rows": (4, FIRST.groupby("caller").size(), "counted rows"),
    "a mean": (4, FIRST.groupby("caller")["calls"].mean(), "mean of a row"),
    "both versions": (4, CALLS.groupby("caller")["calls"].sum(), "both versions"),
    "shares": (4, OLD / OLD.sum(), "These are shares"),
    "the version as a number": (
        4, CALLS[CALLS["version"] == 1].groupby("caller")["calls"].sum(), "no row is left",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_result_gets_a_clear_word(mistake):
    number, answer, words = WRONG[mistake]
    found = check_task(number, answer)
    assert not found.ok
    assert words in found.message


@pytest.mark.parametrize("number", CODE_TASKS_BY_NUMBER)
@pytest.mark.parametrize("answer", [object(), int, range(3), {1: {2: 3}}, 1j, b"x", KEYS, CALLS])
def test_anything_gets_a_word(number, answer):
    found = check_task(number, answer)
    assert not found.ok
    assert "can't be read" not in found.message


@pytest.mark.parametrize("number", [0, 5, "1", None])
def test_a_task_that_does_not_exist(number):
    assert "from 1 to 4" in check_task(number, 1).message
