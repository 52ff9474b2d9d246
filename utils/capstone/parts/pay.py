"""Part 9, pay: where the pay that a candidate asks for ranks, and among whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone.data import OCCUPATION_NAMES
from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import miscalculation
from utils.capstone.parts import drawings, logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part
from utils.capstone.parts.number_field import NumberField
from utils.kit.controls.factory import (
    NOT_CHOSEN_OPTION,
    dropdown,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import join_words
from utils.kit.portfolio import escape_markdown
from utils.kit.tables import Table, format_usd, source_line
from utils.kit.view import View
from utils.pay import public_data
from utils.pay.model.benchmark import PUBLISHED_PERCENTILES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

PERCENTILE_TOLERANCE_POINTS = 1.5
PERCENTILE_FIELD = NumberField(
    "Percentile", "from 0 to 100", lambda n: 0 <= n <= 100, "62", "percentile"
)


@dataclass(frozen=True)
class PayDecisions(Decisions):
    """The code of the occupation to compare with, the percentile, what the director is told."""

    activity_id: ClassVar = "06.p9"
    title: ClassVar = "Pay"
    to_do: ClassVar = "Choose a stand-in, work out the percentile, and write the sentence."

    occupation: str = ""
    percentile: float | None = None
    statement: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        return cls(
            occupation=logged.read_choice(values, "proxy", OCCUPATION_NAMES),
            percentile=PERCENTILE_FIELD.value(logged.read_text(values, "percentile")),
            statement=logged.read_text(values, "line"),
        )

    def is_complete(self) -> bool:
        """Return whether all three are there."""
        answered = self.percentile is not None and self.statement.strip()
        return bool(self.occupation and answered)

    def miscalculations(self, brief: Brief) -> list[Finding]:
        """Return the percentile, if we compute another one."""
        ours = brief.pay_percentiles.get(self.occupation)
        if self.percentile is None or ours is None:
            return []
        if abs(self.percentile - ours) <= PERCENTILE_TOLERANCE_POINTS:
            return []
        return [
            miscalculation(
                self.title,
                f"The percentile: you have {self.percentile:g}, we have {ours:.0f}.",
                "Find the two percentiles that the salary is between. If it's a third of the way "
                "from one to the other in dollars, its percentile is a third of the way, too.",
            )
        ]

    def markdown(self, brief: Brief) -> str:
        """Return pay and percentile for the portfolio."""
        asked = (
            f"Asked for: {format_usd(brief.asked_pay)} a year in "
            f"{public_data.area_name(brief.area)}."
        )
        if not self.occupation:
            return f"{asked} {NOT_DECIDED_MARKDOWN}"
        rank = "–" if self.percentile is None else f"{self.percentile:g}"
        return (
            f"{asked} Among {OCCUPATION_NAMES[self.occupation].lower()}: percentile {rank}.\n\n"
            f"> {escape_markdown(self.statement) or '…'}"
        )

    def picture(self, brief: Brief) -> Picture | None:
        """Return the pay asked for next to the wages, once the percentile is worked out."""
        if not self.occupation or self.percentile is None:
            return None
        wages = {
            name: public_data.occupation_wages(code, brief.area, "paid")
            for code, name in OCCUPATION_NAMES.items()
        }
        place, chosen = public_data.area_name(brief.area), OCCUPATION_NAMES[self.occupation]
        return drawings.pay_picture(brief.asked_pay, place, chosen, wages)


class PayPart(Part):
    """A stand-in, a percentile by hand, and a sentence to the director."""

    activity_id = PayDecisions.activity_id
    needed = ("proxy", "percentile", "line")
    copied_activity_id = "05.m0"
    copy_label = "Copy my stand-in from notebook 05"
    nothing_to_copy = "You haven't chosen a stand-in from this list in notebook 05 yet."
    number_fields: ClassVar = {"percentile": PERCENTILE_FIELD}
    title = "Pay"
    task = (
        "A candidate names a salary. Choose an occupation to compare with, work out the percentile "
        "with a straight line, and write what you'd tell the director."
    )

    def lines_from_brief(self) -> Sequence[str]:
        """Return the pay, the place, and the wages to compute with."""
        brief = self.brief
        asks = (
            f"The candidate asks for {format_usd(brief.asked_pay)} a year in "
            f"{public_data.area_name(brief.area)} (invented; the wages are real)."
        )
        wages = percentile_wages_by_occupation(brief.area).items()
        return (asks, *(f"{name}: {_percentile_wages_text(found)}." for name, found in wages))

    def controls(self) -> dict[str, Input]:
        """Return the stand-in, the percentile and the sentence."""
        example = "Among …, that's near the …th percentile; among …"
        return {
            "proxy": dropdown("Stand-in", [NOT_CHOSEN_OPTION, *OCCUPATION_NAMES.items()], ""),
            "percentile": PERCENTILE_FIELD.build_control(),
            "line": text_field("What I tell the director", placeholder=example),
        }

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the first stand-in of notebook 05 that is in the list here."""
        chosen = logged.read_choices(values, "proxies", OCCUPATION_NAMES)
        return {"proxy": chosen[0]} if chosen else {}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return stand-in and percentile above the sentence."""
        *numbers, line = controls.values()
        return stacked(side_by_side(*numbers), line)

    def view(self, *, proxy: str, percentile: str, line: str) -> View:
        """Return the wages to compute with, USD a year, and what is still to do."""
        steps = {
            "choose a stand-in": bool(proxy),
            "work out its percentile": PERCENTILE_FIELD.value(percentile) is not None,
            "write the sentence": bool(line.strip()),
        }
        missing = [step for step, is_done in steps.items() if not is_done]
        return View(
            summary=f"Still to do: {join_words(missing)}." if missing else "You've done all three.",
            says=PERCENTILE_FIELD.interpretation_notes(percentile),
            picture=PayDecisions(proxy, PERCENTILE_FIELD.value(percentile), line).picture(
                self.brief
            ),
            table=wage_table(self.brief.area),
            table_title="Wages of three occupations in that state",
        )


def percentile_wages_by_occupation(area: str) -> dict[str, dict[float, float]]:
    """Return the wages by percentile for each occupation, USD a year."""
    return {
        name: dict(public_data.occupation_wages(code, area, "paid").released_percentiles())
        for code, name in OCCUPATION_NAMES.items()
    }


def wage_table(area: str) -> Table:
    """Return the same as a table."""
    return Table(
        caption=f"Wages a year in {public_data.area_name(area)}, May 2025",
        columns=["Occupation", *(f"p{n:g}" for n in PUBLISHED_PERCENTILES)],
        rows=[
            [name, *(format_usd(found[n]) for n in PUBLISHED_PERCENTILES)]
            for name, found in percentile_wages_by_occupation(area).items()
        ],
        source=source_line("oews_2025"),
    )


def _percentile_wages_text(wage_by_percentile: dict[float, float]) -> str:
    return ", ".join(f"p{n:g} {format_usd(wage_by_percentile[n])}" for n in PUBLISHED_PERCENTILES)
