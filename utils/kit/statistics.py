"""What few answers can tell: ranges with 95% confidence. Pure functions."""

from __future__ import annotations

from math import sqrt

Z_SCORE_95 = 1.96  # standard deviations on each side of 95%


def wilson_interval(successes: int, trials: int) -> tuple[float, float]:
    """Return Wilson's 95% interval for a share (E. B. Wilson, 1927). `trials` is at least 1."""
    share, spread = successes / trials, Z_SCORE_95**2 / trials
    middle = (share + spread / 2) / (1 + spread)
    half = Z_SCORE_95 * sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def paired_change_interval(gained: int, lost: int, pair_count: int) -> tuple[float, float]:
    """Return the 95% range of a change in share, for people who were asked twice.

    `gained` were right only the second time, `lost` only the first; `pair_count` answered both
    times and is at least 1. D. G. Bonett and R. M. Price (2012): Wald's range after adding one
    person each who gained and who lost, which keeps it honest for small groups.
    """
    up, down = (gained + 1) / (pair_count + 2), (lost + 1) / (pair_count + 2)
    middle = up - down
    half = Z_SCORE_95 * sqrt((up + down - middle**2) / (pair_count + 2))
    return max(-1.0, middle - half), min(1.0, middle + half)
