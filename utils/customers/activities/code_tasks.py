"""Four optional tasks in pandas: a check of the result, never of the code.

Nothing that a learner writes is run here. What is checked is a number or a frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from numbers import Real
from typing import TYPE_CHECKING, Any

from utils.kit.tables import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

EMPTY = "Nothing to check yet. Assign your result to `answer`, and run the cell again."
SLIP = 0.005  # of the result: a number rounded to two digits after the point is near enough


@dataclass(frozen=True)
class TaskCheck:
    """What a check says of a result."""

    ok: bool
    words: str
    hint: str = ""
    solution: str = ""

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        mark = "✓" if self.ok else "○"
        folds = [("A hint", self.hint), ("One solution", self.solution)]
        more = "".join(
            f"<details><summary>{title}</summary><pre>{escape(text)}</pre></details>"
            for title, text in folds
            if text
        )
        plain = [f"{mark} {self.words}", *(f"{title}: {text}" for title, text in folds if text)]
        return {
            "text/html": f"<p>{mark} {escape(self.words)}</p>{more}",
            "text/plain": "\n".join(plain),
        }


@dataclass(frozen=True)
class Task:
    """A task: what its result is, a hint, and one way to get it."""

    expected: Callable[[], Any]
    slips: Callable[[], dict[str, float]]
    hint: str
    solution: str


def _keys() -> pd.DataFrame:
    import pandas as pd

    keys = load_table("usage_onboarding")
    times = ["created", "first_call", "first_success", "first_live", "hundredth_call"]
    return keys.assign(**{name: pd.to_datetime(keys[name]) for name in times})


def _calls() -> pd.DataFrame:
    return load_table("usage_calls")


def _share_by_library() -> pd.Series:
    keys = _keys()
    return keys["first_success"].notna().groupby(keys["library"]).mean()


def _median_hours() -> float:
    keys = _keys()
    return float((keys["first_success"] - keys["created"]).dt.total_seconds().median() / 3600)


def _old_calls() -> pd.Series:
    calls = _calls()
    return calls[calls["version"] == "1"].groupby("caller")["calls"].sum()


TASKS = {
    1: Task(
        lambda: float(_keys()["first_success"].notna().mean()),
        lambda: {
            "That's the number of keys with a working call. What share of all keys is that?": float(
                _keys()["first_success"].notna().sum()
            ),
            "That's the share of the callers who made a call. Divide by all keys.": float(
                _keys()["first_success"].notna().sum() / _keys()["first_call"].notna().sum()
            ),
        },
        "notna() says where a cell isn't empty, and the mean of True and False is a share.",
        'answer = keys["first_success"].notna().mean()',
    ),
    2: Task(
        _share_by_library,
        dict,
        "Group the Series of True and False by the column library.",
        'answer = keys["first_success"].notna().groupby(keys["library"]).mean()',
    ),
    3: Task(
        _median_hours,
        lambda: {
            "That's in days. Multiply by 24.": _median_hours() / 24,
            "That's the mean. A few very slow ones pull it up: take the median.": float(
                (_keys()["first_success"] - _keys()["created"]).dt.total_seconds().mean() / 3600
            ),
        },
        "Turn both columns into times with pd.to_datetime, subtract, and use .dt.total_seconds().",
        'waited = pd.to_datetime(keys["first_success"]) - pd.to_datetime(keys["created"])\n'
        "answer = waited.dt.total_seconds().median() / 3600",
    ),
    4: Task(
        _old_calls,
        dict,
        "Keep the rows of version 1 (it's text), group by caller, and add up the column calls.",
        'answer = calls[calls["version"] == "1"].groupby("caller")["calls"].sum()',
    ),
}


def check_task(number: int, answer: object = None) -> TaskCheck:
    """Return what is right and what is not about a result; the code isn't looked at.

    `answer` may be a number, or a Series, a dict, or a frame with one column of numbers.
    """
    task = TASKS[number]
    if answer is None or answer is Ellipsis:
        return TaskCheck(ok=False, words=EMPTY, hint=task.hint)
    expected = task.expected()
    try:
        fault = _fault(answer, expected, task.slips())
    except Exception:  # noqa: BLE001 - a learner's object may raise anything when it is read
        fault = "This result can't be read. Use a plain number, or a Series of numbers."
    if fault:
        return TaskCheck(ok=False, words=fault, hint=task.hint, solution=task.solution)
    return TaskCheck(ok=True, words="That's right.", solution=task.solution)


def _fault(answer: object, expected: float | pd.Series, slips: dict[str, float]) -> str:
    if isinstance(expected, float):
        return _number_fault(answer, expected, slips)
    return _series_fault(answer, expected)


def _number_fault(answer: object, expected: float, slips: dict[str, float]) -> str:
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return f"This is a {type(answer).__name__}. The result is a single number."
    value = float(answer)
    if not math.isfinite(value):
        return "This isn't a finite number. Did you divide by zero, or use an empty column?"
    if _near(value, expected):
        return ""
    if _near(value / 100, expected):
        return "That's a percentage. Use the share, from 0 to 1."
    for words, slip in slips.items():
        if _near(value, slip):
            return words
    return f"It's a number, but not this one: {value:g} is too {_side(value, expected)}."


def _side(value: float, expected: float) -> str:
    return "large" if value > expected else "small"


def _near(value: float, expected: float) -> bool:
    return abs(value - expected) <= SLIP * abs(expected) + 1e-9


def _series_fault(answer: object, expected: pd.Series) -> str:
    import pandas as pd

    if isinstance(answer, pd.DataFrame):
        numbers = answer.select_dtypes("number")
        if numbers.shape[1] != 1:
            found = f"This frame has {numbers.shape[1]} columns of numbers."
            return f"{found} Keep only the one that the task asks for."
        labels = answer.select_dtypes(exclude="number")
        index = pd.Index(labels.iloc[:, 0]) if labels.shape[1] == 1 else answer.index
        answer = pd.Series(numbers.iloc[:, 0].to_numpy(), index=index)
    if isinstance(answer, dict):
        answer = pd.Series(answer)
    if not isinstance(answer, pd.Series):
        return f"This is a {type(answer).__name__}. The result is a Series, a row for each group."
    if not pd.api.types.is_numeric_dtype(answer):
        return "The values of this Series aren't numbers."
    return _group_fault(answer, expected)


def _group_fault(answer: pd.Series, expected: pd.Series) -> str:
    missing = [str(one) for one in expected.index if one not in answer.index]
    if missing:
        return f"There's no row for {', '.join(missing)}. The index should have the groups."
    extra = [str(one) for one in answer.index if one not in expected.index]
    if extra:
        return f"There's a row too many: {', '.join(extra[:3])}."
    if len(answer) != len(expected):
        return f"There are {len(answer)} rows, and {len(expected)} groups."
    wrong = [one for one in expected.index if not _near(float(answer[one]), float(expected[one]))]
    return f"The groups are right. Check the number of {', '.join(wrong)}." if wrong else ""
