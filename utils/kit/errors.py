"""The one error that a learner is meant to read."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Params = ParamSpec("Params")
Result = TypeVar("Result")


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
def attribute_errors_to(field: str) -> Iterator[None]:
    """Name the control that every InputError raised inside is about."""
    try:
        yield
    except InputError as problem:
        problem.field = field
        raise


def cached_with_errors(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """Cache what a slow function returns, or the InputError it raises, for the last few calls.

    An `lru_cache` alone would run it again each time for input that can't be used. Every call
    raises the same error, so don't change it afterward.
    """

    @lru_cache(maxsize=8)
    def outcome(*args: Any, **kwargs: Any) -> Result | InputError:
        try:
            return function(*args, **kwargs)
        except InputError as problem:
            return problem

    @wraps(function)
    def cached(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        found = outcome(*args, **cast("dict[str, Any]", kwargs))
        if isinstance(found, InputError):
            raise found.with_traceback(None)
        return found

    return cached
