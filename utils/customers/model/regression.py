"""What becomes of the worst: they tend to be better next time, whatever anyone does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def worst_then(
    shares: Sequence[Sequence[float]], week: int, worst_count: int
) -> tuple[float, float]:
    """Return the mean of the `worst_count` highest rows in a week, and of the same a week later.

    `shares` has a row for each caller and a column for each week; `week` counts from 0.
    """
    table = np.asarray(shares, float)
    worst = np.argsort(-table[:, week], kind="stable")[:worst_count]
    return float(table[worst, week].mean()), float(table[worst, week + 1].mean())


def mean_change_and_falling_weeks_of_worst(
    shares: Sequence[Sequence[float]], worst_count: int, excluded_week: int
) -> tuple[float, float, int]:
    """Return how far the worst fall when nothing is done: mean change, and in how many weeks.

    The week `excluded_week` is left out. The second number is the count of weeks with a fall, the
    third is the count of weeks.
    """
    weeks = [week for week in range(len(shares[0]) - 1) if week != excluded_week]
    pairs = [worst_then(shares, week, worst_count) for week in weeks]
    changes = [later - now for now, later in pairs]
    return sum(changes) / len(changes), sum(change < 0 for change in changes), len(changes)
