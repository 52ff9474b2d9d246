"""What's right and what isn't about a result: a number, or numbers by group. No code is run."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING

from utils.kit.english import plural, verb_for_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TYPE_NAMES = {
    "str": "text",
    "bool": "True or False",
    "ndarray": "an array",
    "NAType": "an empty value",
    "NaTType": "an empty value",
    "method": "a function: add () to call it",
    "function": "a function: add () to call it",
    "builtin_function_or_method": "a function: add () to call it",
    "Timedelta": "a length of time",
    "timedelta": "a length of time",
    "timedelta64": "a length of time",
}
# The right number with fewer decimals than this is rounded too far, unless it is near enough.
MIN_ROUNDED_DECIMALS = 3


def number_fault(
    answer: object, expected: float, tolerance: float, mistakes: Mapping[str, float]
) -> str:
    """Return what is wrong with a number; "" if it's right, or as near as `tolerance`.

    `mistakes` has the words for results that a common mistake gives.
    """
    value = _to_number(answer)
    if value is None:
        return _kind_fault(answer, expected, tolerance)
    return (
        ""
        if _is_near(value, expected, tolerance)
        else _number_value_fault(value, expected, tolerance, mistakes)
    )


def _number_value_fault(
    value: float, expected: float, tolerance: float, mistakes: Mapping[str, float]
) -> str:
    if not math.isfinite(value):
        return "This isn't a finite number. Did you divide by zero, or use an empty column?"
    if expected <= 1 and _is_near(value / 100, expected, tolerance):
        return "That's a percentage. Use the share, from 0 to 1."
    for words, one in mistakes.items():
        if _is_near(value, one, tolerance if one < 10 else 0.005 * one):
            return words
    if value in {round(expected, digits) for digits in range(MIN_ROUNDED_DECIMALS)}:
        return f"{value:g} is rounded too far. Keep two digits after the decimal point."
    side = "large" if value > expected else "small"
    return f"It's a number, but not this one: {value:g} is too {side}."


def _to_number(answer: object) -> float | None:
    """Return a plain number, or the one in an array without axes; None for anything else."""
    if _is_time_span(answer):
        return None
    if getattr(answer, "shape", None) == ():
        answer = answer.item()  # type: ignore[attr-defined]
    if isinstance(answer, bool) or not isinstance(answer, Real | Decimal):
        return None
    try:
        return float(answer)
    except OverflowError:
        return math.inf


def _is_time_span(answer: object) -> bool:
    return isinstance(answer, timedelta) or type(answer).__name__ == "timedelta64"


def _kind_fault(answer: object, expected: float, tolerance: float) -> str:
    if _is_time_span(answer):
        return "This is a length of time. Divide it by pd.Timedelta(hours=1) to get hours."
    inside, name = _only_value(answer), type(answer).__name__
    if inside is not None and not number_fault(inside, expected, tolerance, {}):
        first = {"Series": ".iloc[0]", "DataFrame": ".iloc[0, 0]"}.get(name, "[0]")
        return (
            f"The number is right, but it's inside {_type_text(answer)}. Take it out with {first}."
        )
    size = getattr(answer, "size", None)
    many = f" with {size:,} values" if isinstance(size, int) and size != 1 else ""
    return f"This is {_type_text(answer)}{many}. The result is a single number."


def _only_value(answer: object) -> object:
    """Return the only value of an array, a Series, a frame, or a list; None where there is none."""
    if isinstance(answer, list | tuple):
        return answer[0] if len(answer) == 1 else None
    if getattr(answer, "size", 0) == 1 and hasattr(answer, "to_numpy"):
        return answer.to_numpy().item()
    return answer.item() if type(answer).__name__ == "ndarray" and answer.size == 1 else None  # type: ignore[attr-defined]


def _type_text(answer: object) -> str:
    """Return what a result is, in words: "text", "a list", "a Series"."""
    name = type(answer).__name__.rstrip("_")
    if name in TYPE_NAMES:
        return TYPE_NAMES[name]
    return f"{'an' if name[0].casefold() in 'aeio' else 'a'} {name}"


def _is_near(value: float, expected: float, tolerance: float) -> bool:
    return abs(value - expected) <= tolerance + 1e-9


# --- numbers by group ----------------------------------------------------------------------


def groups_fault(
    answer: object, expected: pd.Series, tolerance: float, mistakes: Mapping[str, pd.Series]
) -> str:
    """Return what is wrong with numbers by group; "" if they're right, or as near as `tolerance`.

    They may be a Series, a dict, or a frame with one column of numbers, in any order.
    """
    found = _to_series_or_fault(answer, expected)
    if isinstance(found, str):
        return found
    fault = _group_labels_fault(found, expected)
    if fault:
        return fault
    values = found[list(expected.index)].astype(float)
    wrong = _wrong_groups(values, expected, tolerance)
    return _group_values_fault(values, expected, tolerance, mistakes, wrong) if wrong else ""


def _group_values_fault(
    values: pd.Series,
    expected: pd.Series,
    tolerance: float,
    mistakes: Mapping[str, pd.Series],
    wrong_groups: list[str],
) -> str:
    if expected.max() <= 1 and not _wrong_groups(values / 100, expected, tolerance):
        return "These are percentages. Use shares, from 0 to 1."
    for words, one in mistakes.items():
        if not _wrong_groups(values, one[expected.index], max(tolerance, 0.5 * (one.max() > 1))):
            return words
    if len(wrong_groups) == len(expected):
        return "The groups are right, but none of the numbers is."
    return f"The groups are right. Check the number of {', '.join(wrong_groups)}."


def _wrong_groups(values: pd.Series, expected: pd.Series, tolerance: float) -> list[str]:
    return [
        str(name)
        for name in expected.index
        if not _is_near(float(values[name]), float(expected[name]), tolerance)
    ]


def _to_series_or_fault(answer: object, expected: pd.Series) -> pd.Series | str:
    """Return a result as a Series of numbers, or what is wrong with its form."""
    import pandas as pd

    if isinstance(answer, pd.DataFrame):
        found = _numeric_column_or_fault(answer, expected)
        if isinstance(found, str):
            return found
        answer = found
    if isinstance(answer, dict):
        answer = pd.Series(answer)
    if isinstance(answer, list | tuple) or type(answer).__name__ == "ndarray":
        return (
            f"This is {_type_text(answer)}, which doesn't say whose each number is. Use the Series "
            "itself: its index has the groups."
        )
    if not isinstance(answer, pd.Series):
        return f"This is {_type_text(answer)}. The result is a Series, a row for each group."
    return _to_numeric_series_or_fault(answer)


def _to_numeric_series_or_fault(answer: pd.Series) -> pd.Series | str:
    import pandas as pd

    if answer.empty:
        return "This Series is empty: no row is left. Look at the values you compare with."
    if pd.api.types.is_numeric_dtype(answer) and not pd.api.types.is_complex_dtype(answer):
        return answer
    if all(_to_number(one) is not None for one in answer[:1_000]):
        return answer.map(_to_number)
    return (
        f"The values of this Series aren't numbers: the first one is {_type_text(answer.iloc[0])}."
    )


def _numeric_column_or_fault(answer: pd.DataFrame, expected: pd.Series) -> pd.Series | str:
    """Return the one column of numbers by group, or what is wrong with the frame."""
    import pandas as pd

    if set(expected.index) <= set(answer.columns) and not set(expected.index) & set(answer.index):
        return "In this frame, the groups are columns. Transpose it with .T, so that they're rows."
    numbers = answer.select_dtypes("number")
    if numbers.shape[1] != 1:
        found = f"This frame has {numbers.shape[1]} columns of numbers."
        return f"{found} Keep only the one that the task asks for."
    labels = answer.select_dtypes(exclude="number")
    groups = [one for one in labels if set(expected.index) <= set(labels[one])]
    index = pd.Index(labels[groups[0]]) if groups else answer.index
    return pd.Series(numbers.iloc[:, 0].to_numpy(), index=index)


def _group_labels_fault(answer: pd.Series, expected: pd.Series) -> str:
    name = expected.index.name
    if answer.index.nlevels > 1:
        levels = answer.index.nlevels
        return f"The index has {levels} levels. Group by {name} alone: a row for each {name}."
    missing = [str(one) for one in expected.index if one not in answer.index]
    if len(missing) == len(expected):
        return (
            f"The index doesn't have the groups: it begins with {answer.index[0]!r:.40}. It should "
            f"have a row for each {name}, such as {missing[0]}."
        )
    if missing:
        return f"There's no row for {', '.join(missing)}. The index should have all the groups."
    extra = [str(one) for one in answer.index if one not in expected.index]
    if extra:
        return (
            f"There {verb_for_count(len(extra), 'is', 'are')} {plural(len(extra), 'row')} too "
            "many: "
            f"{', '.join(extra[:3])}."
        )
    if len(answer) != len(expected):
        return f"There are {len(answer)} rows for {len(expected)} groups. Each needs one."
    return ""
