"""Numbers of a benchmark as one table of ratios."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from statistics import median, quantiles
from typing import Any

HEAD = ("what", "ours", "baseline", "ratio", "aim", "aim is")


@dataclass(frozen=True)
class Row:
    """One comparison.

    Parameters
    ----------
    what, unit
        What was measured, and in what.
    aim
        The largest ratio of medians that is good enough; without a baseline, the largest value.
    ours, baseline
        Every single measurement. Empty where it could not be measured; `why` says the reason.

    """

    what: str
    unit: str
    aim: float
    ours: list[float] = field(default_factory=list)
    baseline: list[float] = field(default_factory=list)
    why: str = ""

    @property
    def ratio(self) -> float | None:
        """Return the ratio of medians, or None where there is no baseline."""
        if not self.ours or not self.baseline:
            return None
        return median(self.ours) / median(self.baseline)

    @property
    def met(self) -> bool | None:
        """Return whether the aim is met; None where nothing was measured."""
        if not self.ours:
            return None
        return (median(self.ours) if self.ratio is None else self.ratio) <= self.aim

    @property
    def excess(self) -> float:
        """Return how far the aim is missed, as a ratio; infinite where nothing was measured."""
        if not self.ours:
            return inf
        found = median(self.ours) if self.ratio is None else self.ratio
        return found / self.aim if self.aim else found

    def texts(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        is_ratio = self.baseline or not self.ours
        aim = f"<= {self.aim:g} {'' if is_ratio else self.unit}".rstrip()
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        met = {True: "reached", False: "MISSED", None: self.why or "not measured"}[self.met]
        return (
            self.what,
            _shown(self.ours, self.unit),
            _shown(self.baseline, self.unit),
            ratio,
            aim,
            met,
        )

    def numbers(self) -> dict[str, Any]:
        """Return everything, ready for JSON."""
        return {
            "what": self.what,
            "unit": self.unit,
            "ours": self.ours,
            "baseline": self.baseline,
            "ratio": self.ratio,
            "aim": self.aim,
            "met": self.met,
            "why": self.why,
        }


def text(rows: list[Row]) -> str:
    """Return the table, columns aligned."""
    lines = [HEAD, *(row.texts() for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def markdown(rows: list[Row]) -> str:
    """Return the worst row of each kind as a Markdown table; a kind is what a comma ends."""
    worst: dict[str, Row] = {}
    for row in rows:
        kind = row.what.split(",")[0]
        if kind not in worst or row.excess > worst[kind].excess:
            worst[kind] = row
    lines = [HEAD, ("---",) * len(HEAD), *(row.texts() for row in worst.values())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(values: list[float], unit: str) -> str:
    """Return the median, and in parentheses where the middle half lies."""
    if not values:
        return "-"
    middle = f"{median(values):.3g} {unit}".rstrip()
    if len(values) < 3:
        return middle
    low, _, high = quantiles(values, n=4, method="inclusive")
    return f"{middle} ({low:.3g}-{high:.3g})"
