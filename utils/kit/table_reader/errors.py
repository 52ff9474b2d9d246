"""What is wrong with a table: every problem with its line and column, all together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from utils.kit.english import shorten
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable


MAX_LISTED_PROBLEMS = 20  # problems listed in a message; all of them are in `TableError.problems`
MAX_EXCERPT_LENGTH = 60  # characters of a learner's text that a message repeats


class Problem(NamedTuple):
    """One thing that is wrong: line in the file, column (empty: the whole line), what, the fix."""

    line: int  # 0 where the table as a whole is meant
    column: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        where = [f"line {self.line:,}"] if self.line else []
        where += [self.column] if self.column else []
        return f"{', '.join(where)}: {self.what}" if where else self.what


class MixedZonesProblem(Problem):
    """Only some times have a zone: `read_table` needs to know that of the others."""


class TableError(InputError):
    """A table that can't be used. `name` is the file or field, `problems` has every problem.

    `unclear` are the columns whose place isn't clear, and `headings` those that the
    table has: `read_table(..., chosen_headings={column: heading})` settles it.
    """

    def __init__(
        self,
        name: str,
        problems: Iterable[Problem],
        *,
        unclear: Iterable[str] = (),
        headings: Iterable[str] = (),
    ) -> None:
        """Sort the problems by line, put the first ones in words and keep them all."""
        self.name = name
        self.unclear, self.headings = tuple(unclear), tuple(headings)
        self.problems = tuple(sorted(problems))
        fixes = dict.fromkeys(problem.fix for problem in self.problems)  # each once, in order
        super().__init__(self._message_text(), " ".join(list(fixes)[:MAX_LISTED_PROBLEMS]))

    def __str__(self) -> str:
        """Return what is wrong, one problem to a line, and then the fix."""
        return f"{self.what}\n{self.fix}" if len(self.problems) > 1 else f"{self.what} {self.fix}"

    def format_problems(self) -> list[str]:
        """Return the first problems, one to a line, and then "and N more"."""
        more = len(self.problems) - MAX_LISTED_PROBLEMS
        shown = [str(problem) for problem in self.problems[:MAX_LISTED_PROBLEMS]]
        return shown + ([f"and {more:,} more"] if more > 0 else [])

    def _message_text(self) -> str:
        if len(self.problems) == 1:
            (only,) = self.problems
            text = f"{self.name}, {only}" if only.line else f"{self.name} {only.what}"
            return text if text.endswith((".", "?", ":")) else f"{text}."
        listed = "\n• ".join(self.format_problems())
        return f"{self.name} has {len(self.problems):,} problems:\n• {listed}"


def shorten_for_message(text: str) -> str:
    """Return a learner's text on one line, cut to the length of a message."""
    return shorten(text[: 4 * MAX_EXCERPT_LENGTH], MAX_EXCERPT_LENGTH)


def whole_table_error(name: str, what: str, fix: str) -> TableError:
    """Return an error that is about the table as a whole."""
    return TableError(name, [Problem(0, "", what, fix)])
