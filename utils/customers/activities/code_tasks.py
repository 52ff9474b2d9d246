"""Four optional tasks in pandas: a check of the result, never of the code.

Nothing that a learner writes is run here. What is checked is a number or a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from utils.customers import data
from utils.customers.activities.result_check import groups_fault, number_fault
from utils.customers.model.keys import arrival_curve
from utils.customers.pictures.arrival import HALF_SHARE, format_hours
from utils.kit.tables import load_data_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

NO_RESULT_TEXT = "Nothing to check yet. Assign your result to “answer”, and run the cell again."


@dataclass(frozen=True)
class TaskResult:
    """What a check says of a result."""

    ok: bool
    message: str
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
        plain = [f"{mark} {self.message}", *(f"{title}: {text}" for title, text in folds if text)]
        return {
            "text/html": f"<p>{mark} {escape(self.message)}</p>{more}",
            "text/plain": "\n".join(plain),
        }


@dataclass(frozen=True)
class CodeTask:
    """A task: what its result is, how near is near enough, a hint, and one way to get it.

    `mistakes` has the words for results that a common mistake gives, and `follow_up` what to think
    of after the right one.
    """

    expected: Callable[[], Any]
    mistakes: Callable[[], dict[str, Any]]
    hint: str
    solution: str
    tolerance: float = 0.0
    follow_up: Callable[[], str] = str


def _load_key_frame() -> pd.DataFrame:
    import pandas as pd

    keys = load_data_frame("usage_onboarding")
    times = ["created", "first_call", "first_success", "first_live", "hundredth_call"]
    return keys.assign(**{name: pd.to_datetime(keys[name]) for name in times})


def _load_call_frame() -> pd.DataFrame:
    return load_data_frame("usage_calls")


# --- one: the share of all keys ------------------------------------------------------------


def _working_share() -> float:
    return float(_load_key_frame()["first_success"].notna().mean())


def _working_share_mistakes() -> dict[str, float]:
    works, called = (
        int(_load_key_frame()[name].notna().sum()) for name in ("first_success", "first_call")
    )
    return {
        "That's the number of keys with a working call. What share of all keys is that?": works,
        "That's the share of the keys with a first call. Divide by all keys.": works / called,
        "That's the share of keys without a working call.": 1 - _working_share(),
    }


# --- two: the same by library --------------------------------------------------------------


def _working_share_by_library() -> pd.Series:
    keys = _load_key_frame()
    return keys["first_success"].notna().groupby(keys["library"]).mean()


def _library_share_mistakes() -> dict[str, pd.Series]:
    keys = _load_key_frame()
    counts = keys.groupby("library")["first_success"].count()
    called = keys.groupby("library")["first_call"].count()
    return {
        "These are numbers of keys. What share of the library's keys is that?": counts,
        "That's each library's share of the keys that work. Divide by the library's own keys.": (
            counts / counts.sum()
        ),
        "That's each library's part of all keys that work. Divide by the library's own keys.": (
            counts / len(keys)
        ),
        "That's the share of the keys with a first call. Divide by all keys of the library.": (
            counts / called
        ),
        "That's the share of keys without a working call.": 1 - _working_share_by_library(),
    }


# --- three: the median of those that work --------------------------------------------------


def _times_to_success() -> pd.Series:
    keys = _load_key_frame()
    return keys["first_success"] - keys["created"]


def _median_hours_to_success() -> float:
    return float(_times_to_success().dt.total_seconds().median() / 3600)


def _median_hours_mistakes() -> dict[str, float]:
    keys, waits = _load_key_frame(), _times_to_success()
    waited = waits.dt.total_seconds() / 3600
    called = (keys["first_success"] - keys["first_call"]).dt.total_seconds() / 3600
    median = _median_hours_to_success()
    return {
        "That's in days. Multiply by 24.": median / 24,
        "That's in minutes. Divide by 60.": median * 60,
        "That's in seconds. Divide by 60 twice.": median * 3600,
        "That's the mean. A few very slow ones pull it up: take the median.": float(waited.mean()),
        ".dt.seconds leaves out whole days. Use .dt.total_seconds().": float(
            (waits.dt.seconds / 3600).median()
        ),
        "That's the time from the first call. Begin with created.": float(called.median()),
        "An empty time isn't zero hours. Leave those keys out: median() does.": float(
            waited.fillna(0).median()
        ),
    }


def _unfinished_keys_note() -> str:
    keys = data.load_api_keys()
    curve = arrival_curve(keys)
    half = format_hours(curve.time_of(HALF_SHARE))
    return (
        f"It leaves out the {curve.total - curve.arrived} keys that have no working call yet. If "
        f"you count those as waiting, half of all keys work after {half} (Exercise 2)."
    )


# --- four: calls to version 1 --------------------------------------------------------------


def _old_version_calls_by_caller() -> pd.Series:
    calls = _load_call_frame()
    return calls[calls["version"] == "1"].groupby("caller")["calls"].sum()


def _old_version_mistakes() -> dict[str, pd.Series]:
    calls, old = _load_call_frame(), _old_version_calls_by_caller()
    groups = calls[calls["version"] == "1"].groupby("caller")["calls"]
    return {
        "You counted rows. Add up the column calls instead.": groups.size(),
        "That's the mean of a row. Add the rows up.": groups.mean(),
        "These are the calls to both versions. Keep only version 1.": (
            calls.groupby("caller")["calls"].sum()
        ),
        "These are the calls to version 2. Keep version 1.": (
            calls[calls["version"] == "2"].groupby("caller")["calls"].sum()
        ),
        "These are shares. The task asks for the number of calls.": old / old.sum(),
    }


CODE_TASKS_BY_NUMBER = {
    1: CodeTask(
        _working_share,
        _working_share_mistakes,
        "notna() says where a cell isn't empty, and the mean of True and False is a share.",
        'answer = keys["first_success"].notna().mean()',
        tolerance=0.005,
        follow_up=lambda: "Does that hold for every client library? That's task two.",
    ),
    2: CodeTask(
        _working_share_by_library,
        _library_share_mistakes,
        "Group the Series of True and False by the column library.",
        'answer = keys["first_success"].notna().groupby(keys["library"]).mean()',
        tolerance=0.005,
        follow_up=lambda: "The total hid this. What would you ask the people who use Java?",
    ),
    3: CodeTask(
        _median_hours_to_success,
        _median_hours_mistakes,
        "Make first_success a time, too. Subtract created, and use .dt.total_seconds().",
        'waited = pd.to_datetime(keys["first_success"]) - created\n'
        "answer = waited.dt.total_seconds().median() / 3600",
        tolerance=0.02,
        follow_up=_unfinished_keys_note,
    ),
    4: CodeTask(
        _old_version_calls_by_caller,
        _old_version_mistakes,
        "Keep the rows of version 1 (it's text), group by caller, and add up the column calls.",
        'answer = calls[calls["version"] == "1"].groupby("caller")["calls"].sum()',
        follow_up=lambda: "A large caller isn't always one that stays. Who of them is moving?",
    ),
}


def check_task(number: int, answer: object = None) -> TaskResult:
    """Return what is right and what is not about a result; the code isn't looked at.

    `answer` may be a number, or a Series, a dict, or a frame with one column of numbers.
    """
    task = CODE_TASKS_BY_NUMBER.get(number) if isinstance(number, int) else None
    if task is None:
        return TaskResult(
            ok=False,
            message=f"There's no such task. Use one from 1 to {len(CODE_TASKS_BY_NUMBER)}.",
        )
    if answer is None or answer is Ellipsis:
        return TaskResult(ok=False, message=NO_RESULT_TEXT, hint=task.hint)
    expected = task.expected()
    check = number_fault if isinstance(expected, float) else groups_fault
    try:
        fault = check(answer, expected, task.tolerance, task.mistakes())
    except Exception:  # noqa: BLE001 - a learner's object may raise anything when it is read
        fault = "This result can't be read. Use a plain number, or a Series of numbers."
    if fault:
        return TaskResult(ok=False, message=fault, hint=task.hint, solution=task.solution)
    return TaskResult(ok=True, message=f"That's right. {task.follow_up()}", solution=task.solution)
