"""The one error that a learner is meant to read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class InputError(ValueError):
    """Input that can't be used, in words that help.

    Parameters
    ----------
    what
        What is wrong, naming the field, row or value.
    fix
        How to put it right.
    field
        Name of the control that the input came from; empty where it isn't one alone.

    """

    def __init__(self, what: str, fix: str, *, field: str = "") -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
        self.field = field


class FieldsError(InputError):
    """Problems of several controls at once, one to a line.

    Parameters
    ----------
    errors
        What is wrong with each control, by its name; each is shown at its own.

    """

    def __init__(self, errors: Mapping[str, InputError]) -> None:
        self.errors = dict(errors)
        last = list(self.errors.values())[-1]
        lines = "\n".join(map(str, self.errors.values()))
        super().__init__(lines.removesuffix(f" {last.fix}"), last.fix, field=next(iter(errors)))


@contextmanager
def errors_about(field: str) -> Iterator[None]:
    """Name the control that every InputError raised inside is about."""
    try:
        yield
    except InputError as problem:
        problem.field = field
        raise
