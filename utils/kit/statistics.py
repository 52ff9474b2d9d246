"""What few answers can tell: ranges with 95% confidence. Pure functions."""

from __future__ import annotations

from math import sqrt

Z = 1.96  # standard deviations on each side of 95%


def share_range(right: int, tried: int) -> tuple[float, float]:
    """Return Wilson's 95% interval for a share (E. B. Wilson, 1927). `tried` is at least 1."""
    share, spread = right / tried, Z**2 / tried
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def paired_change_range(gained: int, lost: int, both: int) -> tuple[float, float]:
    """Return the 95% range of a change in share, for people who were asked twice.

    `gained` were right only the second time, `lost` only the first; `both` answered both times and
    is at least 1. D. G. Bonett and R. M. Price (2012): Wald's range after adding one person each
    who gained and who lost, which keeps it honest for small groups.
    """
    up, down = (gained + 1) / (both + 2), (lost + 1) / (both + 2)
    middle = up - down
    half = Z * sqrt((up + down - middle**2) / (both + 2))
    return max(-1.0, middle - half), min(1.0, middle + half)
