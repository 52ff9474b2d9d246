"""What a learner's own table needs on the page: the questions about its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.customers.call_log import NO_CALLER_COLUMN, CallLog, find_versions, read_call_log
from utils.customers.parsing import (
    CALL_ROW,
    EVENT_ROW,
    KEY_ROW,
    ROW_KIND_FIELD,
    ApiKeyTable,
    read_keys,
)
from utils.kit.column_questions import OPEN_CHOICE_TEXT, ColumnQuestions
from utils.kit.controls.factory import NOT_CHOSEN_OPTION, dropdown, side_by_side
from utils.kit.errors import InputError
from utils.kit.table_reader import TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import ipywidgets as widgets

    from utils.kit.controls import Input

ROW_KIND_OPTIONS = (
    NOT_CHOSEN_OPTION,
    (KEY_ROW, "a key, with the times of its steps"),
    (EVENT_ROW, "an event, such as a first call"),
    (CALL_ROW, "a call, or a count of calls"),
)
COLUMN_QUESTIONS = {
    "time": "Which one is the time?",
    "caller": "Which one says who calls?",
    "version": "Which one has the version?",
    "status": "Which one is the status?",
    "calls": "Which one counts the calls?",
    "event": "Which one says what happened?",
    "user": "Which one says whose key it is?",
    "created": "Which one is the new key?",
    "first_call": "Which one is the first call?",
    "first_success": "Which one is the first call that works?",
    "first_live": "Which one is the first live call?",
    "hundredth_call": "Which one is the hundredth call?",
    "library": "Which one is the client library?",
    "change": "Which one says who had the change?",
}
CALL_QUESTIONS = ColumnQuestions(
    {name: COLUMN_QUESTIONS[name] for name in ("time", "caller", "version", "status", "calls")},
    {"caller": [(NO_CALLER_COLUMN, "none: count all as one caller")]},
)
KEY_QUESTIONS = ColumnQuestions(
    {name: one for name, one in COLUMN_QUESTIONS.items() if name != "version"}
)


def key_question_controls() -> dict[str, Input]:
    """Return the questions about a table of keys, all of them hidden."""
    row = dropdown("Each row is", ROW_KIND_OPTIONS, "")
    row.hidden = True
    return {ROW_KIND_FIELD: row, **KEY_QUESTIONS.controls()}


def key_question_layout(controls: Mapping[str, Input]) -> widgets.Widget:
    """Return the questions about a table of keys, in columns."""
    return side_by_side(controls[ROW_KIND_FIELD], *KEY_QUESTIONS.own_dropdowns(controls))


def read_own_keys(answers: Mapping[str, Any]) -> ApiKeyTable:
    """Return a learner's own keys. Raises InputError as `read_keys` does."""
    chosen_headings = KEY_QUESTIONS.chosen_headings(answers)
    return read_keys(answers["table"], chosen_headings, answers.get(ROW_KIND_FIELD, ""))


def show_key_questions(
    controls: Mapping[str, Input],
    answers: Mapping[str, Any],
    wanted_columns: Collection[str],
    *,
    visible: bool,
) -> None:
    """Show the questions about a table of keys.

    They're about columns that aren't clear, and about those in `wanted_columns` that were only
    guessed or that aren't there. None shows unless `visible`.
    """
    asked = _show_questions(
        KEY_QUESTIONS,
        controls,
        answers,
        wanted_columns,
        (lambda: read_own_keys(answers)) if visible else None,
    )
    controls[ROW_KIND_FIELD].hidden = not (
        visible and (answers[ROW_KIND_FIELD] or ROW_KIND_FIELD in asked)
    )


def show_call_questions(
    controls: Mapping[str, Input], answers: Mapping[str, Any], *, visible: bool
) -> None:
    """Show the questions about a log of calls to several versions; none unless `visible`."""

    def read_table() -> CallLog:
        log = read_call_log(answers["table"], CALL_QUESTIONS.chosen_headings(answers))
        find_versions(log)
        return log

    _show_questions(
        CALL_QUESTIONS,
        controls,
        answers,
        CALL_QUESTIONS.column_names,
        read_table if visible else None,
    )


def _show_questions(
    questions: ColumnQuestions,
    controls: Mapping[str, Input],
    answers: Mapping[str, Any],
    wanted_columns: Collection[str],
    read_table: Callable[[], CallLog | ApiKeyTable] | None,
) -> dict[str, str]:
    """Show questions, and return what is asked."""
    asked: dict[str, str] = {}
    headings: tuple[str, ...] = ()
    try:
        if read_table:
            found = read_table()
            asked = {
                name: text for name, text in found.columns_to_ask.items() if name in wanted_columns
            }
            headings = found.headings
    except TableError as problem:
        asked, headings = dict.fromkeys(problem.unclear, OPEN_CHOICE_TEXT), problem.headings
    except InputError:
        pass  # shown next to the table
    questions.update_dropdowns(controls, answers, asked, headings, visible=read_table is not None)
    return asked
