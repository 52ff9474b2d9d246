"""Checks of a column of names, for tables whose rows refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.references import fold_name
from utils.kit.table_reader.errors import Problem, shorten_for_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd


def find_name_problems(names: pd.Series, heading: str, max_length: int) -> Iterator[Problem]:
    """Yield a problem for each name that is too long or that an earlier line has."""
    seen: dict[str, int] = {}
    filled = names.dropna()
    for line, name in zip(filled.index, filled, strict=True):
        if len(name) > max_length:
            what = (
                f"“{shorten_for_message(name)}” is {len(name)} characters long; the limit is "
                f"{max_length}"
            )
            yield Problem(line, heading, what, "Shorten the name.")
        if fold_name(name) in seen:
            what = f"“{shorten_for_message(name)}” is already on line {seen[fold_name(name)]}"
            yield Problem(line, heading, what, "Give one of them another name.")
        seen.setdefault(fold_name(name), line)
