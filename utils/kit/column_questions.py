"""Which heading is which column: asked next to a table, where a reader can't tell.

The answers are controls of the activity, so that they're logged and come back with the table.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from utils.kit.controls.factory import NOT_CHOSEN_OPTION, dropdown
from utils.kit.table_reader import shorten_for_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from utils.kit.controls import Dropdown, Input
    from utils.kit.table_reader import TableError

MAX_HEADING_OPTIONS = 200  # headings in a list
ANSWER_NAME_PREFIX, OPEN_CHOICE_TEXT = "column_", NOT_CHOSEN_OPTION[1]
CHOOSE_BELOW_HINT = " Or choose it below."
ChosenHeadings: TypeAlias = tuple[tuple[str, str], ...]  # pairs of a column and its heading


class ColumnQuestions:
    """A dropdown for each column that may have to be asked about.

    Parameters
    ----------
    label_by_column
        What to ask, by the column's name in the reader: "Which one is the time?"
    more_options_by_column
        What can be chosen besides the table's headings, by column: pairs of key and text.

    """

    def __init__(
        self,
        label_by_column: Mapping[str, str],
        more_options_by_column: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        self._label_by_column = label_by_column
        self._more_options_by_column = more_options_by_column or {}

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns that may be asked about."""
        return tuple(self._label_by_column)

    def controls(self) -> dict[str, Dropdown]:
        """Return the dropdowns by the name of their answer, all of them hidden."""
        made = {
            ANSWER_NAME_PREFIX + name: dropdown(text, [NOT_CHOSEN_OPTION], "")
            for name, text in self._label_by_column.items()
        }
        for one in made.values():
            one.hidden = True
        return made

    def own_dropdowns(self, controls: Mapping[str, Input]) -> list[Input]:
        """Return this object's dropdowns among the controls of an activity."""
        return [controls[ANSWER_NAME_PREFIX + name] for name in self._label_by_column]

    def chosen_headings(self, answers: Mapping[str, Any]) -> ChosenHeadings:
        """Return the heading that was chosen for each column, for `read_table`."""
        pairs = (
            (name, answers.get(ANSWER_NAME_PREFIX + name, "")) for name in self._label_by_column
        )
        return tuple((name, heading) for name, heading in pairs if heading)

    def update_dropdowns(
        self,
        controls: Mapping[str, Input],
        answers: Mapping[str, Any],
        question_text_by_column: Mapping[str, str],
        headings: Iterable[str],
        *,
        visible: bool = True,
    ) -> None:
        """Show the dropdowns of the columns that are asked about, and of those already answered.

        `question_text_by_column` has the words of the first, empty option, such as
        `OPEN_CHOICE_TEXT`. None shows unless `visible`.
        """
        there = [[one, shorten_for_message(one)] for one in islice(headings, MAX_HEADING_OPTIONS)]
        for name in self._label_by_column:
            control, answer = (
                controls[ANSWER_NAME_PREFIX + name],
                answers[ANSWER_NAME_PREFIX + name],
            )
            offered = [*there, *map(list, self._more_options_by_column.get(name, ()))]
            control.options = options_with_answer(
                [["", question_text_by_column.get(name, OPEN_CHOICE_TEXT)], *offered], answer
            )
            control.hidden = not (visible and (answer or name in question_text_by_column))


def add_choose_below_hint(error: TableError) -> TableError:
    """Return a reader's error with the words that what isn't clear can be chosen, too."""
    if error.unclear and not error.fix.endswith(CHOOSE_BELOW_HINT):
        error.fix += CHOOSE_BELOW_HINT
    return error


def options_with_answer(
    options: list[list[str]], answer: str, answer_text: str = ""
) -> list[list[str]]:
    """Return options; an answer that the table doesn't have stays one of them, and says so.

    It's shown as the text `answer_text`, or as it is.
    """
    if answer in {key for key, _ in options}:
        return options
    return [*options, [answer, f"{answer_text or shorten_for_message(answer)} (not in this table)"]]
