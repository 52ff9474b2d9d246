"""Part 9: where an asked pay stands, and among whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import data
from utils.capstone.activities.part import Part, typed
from utils.capstone.collect import WHERE
from utils.kit.controls.factory import dropdown, side_by_side, stacked, text_field
from utils.kit.errors import InputError
from utils.kit.tables import Table, money, source_line
from utils.kit.view import View
from utils.pay import public_data
from utils.pay.model.benchmark import PERCENTILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

HEADS = tuple(f"p{n:g}" for n in PERCENTILES)


class PayPart(Part):
    """A stand-in, a percentile by hand, and a sentence to the director."""

    activity_id = WHERE["pay"]
    title = "9 · Pay"
    task = (
        "A candidate names a pay. Choose whom to compare with, compute the percentile by a "
        "straight line, and write what you would tell the director."
    )

    def brief_lines(self) -> Sequence[str]:
        """Return the pay, the place, and the wages to compute with."""
        asks = (
            f"The candidate asks for {money(self.brief.pay)} a year in "
            f"{public_data.area_name(self.brief.place)} (invented; the wages are real)."
        )
        return (asks, *(f"{name}: {_spoken(found)}." for name, found in self._wages().items()))

    def _wages(self) -> dict[str, dict[float, float]]:
        """Return the wages by percentile, stand-in by stand-in. USD a year."""
        return {
            name: dict(public_data.wages(code, self.brief.place, "paid").known())
            for code, name in data.PROXIES.items()
        }

    def controls(self) -> dict[str, Input]:
        """Return the stand-in, the percentile and the sentence."""
        return {
            "proxy": dropdown("Stand-in", [("", "– choose –"), *data.PROXIES.items()], ""),
            "percentile": text_field("Percentile", placeholder="such as 62"),
            "line": text_field("What I tell the director",
                            placeholder="Among …, that is near the …th percentile; among …"),
        }  # fmt: skip

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return stand-in and percentile above the sentence."""
        *two, line = controls.values()
        return stacked(side_by_side(*two), line)

    def view(self, *, proxy: str, percentile: str, line: str) -> View:
        """Return the wages to compute with. USD a year."""
        given = typed("The percentile", percentile)
        if given is not None and not 0 <= given <= 100:
            raise InputError(f"A percentile of {percentile} cannot be.", "Give one from 0 to 100.")
        still = [
            words
            for words, there in (
                ("choose a stand-in", proxy),
                ("compute its percentile", given is not None),
                ("write the sentence", line.strip()),
            )
            if not there
        ]
        said = f"Still to do: {', '.join(still)}." if still else "All three are there."
        return View(
            summary=said,
            table=self._table(),
            table_title="Wages of three occupations in that state",
        )

    def _table(self) -> Table:
        body = [
            [name, *(money(found[n]) for n in PERCENTILES)] for name, found in self._wages().items()
        ]
        return Table(
            caption=f"Wages a year in {public_data.area_name(self.brief.place)}, May 2025",
            columns=["Occupation", *HEADS],
            rows=body,
            source=source_line("oews_2025"),
        )


def _spoken(found: dict[float, float]) -> str:
    return ", ".join(f"p{n:g} {money(found[n])}" for n in PERCENTILES)
