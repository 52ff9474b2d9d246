"""Part 2, the requirement: “instant” as a quality scenario of six parts that can be tested."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone.data import INVENTED_SOURCE_TEXT
from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import miscalculation
from utils.capstone.parts import drawings, logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part
from utils.kit.controls.factory import labeled_column, side_by_side, text_field
from utils.kit.english import join_words, verb_for_count
from utils.kit.errors import InputError
from utils.kit.portfolio import escape_markdown
from utils.kit.tables import Table
from utils.kit.view import View
from utils.role.model.spec import (
    PART_CHECK_STATEMENTS,
    PART_HINTS,
    PART_NAMES,
    SCENARIO_PARTS,
    Scenario,
    check_scenario,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

MIN_WRITTEN_SCENARIO_PARTS = 3  # parts of the scenario before ours is shown


@dataclass(frozen=True)
class SpecDecisions(Decisions):
    """The scenario as typed: the name of each of its six parts to its text."""

    activity_id: ClassVar = "06.p2"
    title: ClassVar = "Requirement"
    to_do: ClassVar = "Write all six parts so that each passes its check."

    scenario: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(SCENARIO_PARTS, ""))

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        return cls({part: logged.read_text(values, part) for part in SCENARIO_PARTS})

    def is_complete(self) -> bool:
        """Return whether all six parts pass their checks."""
        return self.is_started() and check_scenario(Scenario(**self.scenario)).is_complete

    def is_started(self) -> bool:
        """Return whether anything is written."""
        return any(text.strip() for text in self.scenario.values())

    def miscalculations(self, brief: Brief) -> list[Finding]:
        """Return the figures of the brief that the requirement leaves out."""
        written = " ".join(self.scenario.values()).replace(",", "")
        numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", written)}
        expected = {
            f"{brief.peak_load} refunds a second": brief.peak_load,
            f"{brief.time_limit} seconds": brief.time_limit,
            f"{brief.percent_in_time} of 100 refunds": brief.percent_in_time,
        }
        missing = [words for words, number in expected.items() if number not in numbers]
        if not missing or not self.is_started():
            return []
        problem = f"The brief says {join_words(missing)}; your requirement doesn't."
        return [miscalculation(self.title, problem, "Use the brief's figures, or say why not.")]

    def markdown(self, brief: Brief) -> str:
        """Return the scenario as a table for the portfolio."""
        if not self.is_started():
            return NOT_DECIDED_MARKDOWN
        lines = "\n".join(
            f"| {name} | {escape_markdown(self.scenario[part]) or '–'} |"
            for part, name in PART_NAMES.items()
        )
        return f"| Part | In this case |\n|---|---|\n{lines}"

    def picture(self, brief: Brief) -> Picture | None:
        """Return the six parts as boxes, once there are a few."""
        if sum(bool(text.strip()) for text in self.scenario.values()) < MIN_WRITTEN_SCENARIO_PARTS:
            return None
        return drawings.scenario_picture(self.scenario, PART_NAMES)


class SpecPart(Part):
    """“Instant” as a quality scenario of six parts."""

    activity_id = SpecDecisions.activity_id
    needed = tuple(SCENARIO_PARTS)
    title = "Requirement"
    task = "“Refunds must be instant.” Turn that into six parts that a test could decide."
    compare_label = "Compare with our wording"
    copied_activity_id = SpecDecisions.activity_id
    copy_label = "Fill in the parts that the brief settles"

    def lines_from_brief(self) -> Sequence[str]:
        """Return what the partners said when asked."""
        return partner_requirement_texts(self.brief)[:2]

    def controls(self) -> dict[str, Input]:
        """Return a text field for each part of the scenario."""
        return {
            part: text_field(PART_NAMES[part], hint=PART_HINTS[part]) for part in SCENARIO_PARTS
        }

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return who sends it, under what conditions, and where it arrives: the brief says so."""
        ours = example_scenario(self.brief)
        return {part: ours[part] for part in ("source", "environment", "artifact")}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return two columns of three."""
        fields = list(controls.values())
        return side_by_side(labeled_column("", fields[:3]), labeled_column("", fields[3:]))

    def view(self, **parts: str) -> View:
        """Return which parts pass their checks, and what is missing in the others."""
        if not any(text.strip() for text in parts.values()):
            return View(summary="Nothing written yet. Begin where you like.")
        report = check_scenario(Scenario(**parts))
        ready = sum(one.ok for one in report.parts)
        remarks = [
            f"{PART_NAMES[one.part]}: {remark}"
            for one in report.parts
            for remark in one.messages
            if parts[one.part].strip()
        ]
        return View(
            summary=(
                f"{ready} of {len(report.parts)} parts {verb_for_count(ready, 'is', 'are')} ready."
            ),
            checks=tuple((PART_CHECK_STATEMENTS[one.part], one.ok) for one in report.parts),
            says=tuple(remarks),
            picture=SpecDecisions(parts).picture(self.brief),
        )

    def comparison(self, **parts: str) -> View:
        """Return our wording for this brief next to the learner's."""
        if sum(bool(text.strip()) for text in parts.values()) < MIN_WRITTEN_SCENARIO_PARTS:
            raise InputError(
                "There's too little to compare yet.",
                f"Write at least {MIN_WRITTEN_SCENARIO_PARTS} parts first.",
            )
        ours = example_scenario(self.brief)
        return View(
            summary="Our wording is a good one, but not the only one.",
            table=Table(
                caption="Your wording and ours",
                columns=["Part", "Yours", "Ours"],
                rows=[
                    [PART_NAMES[part], parts[part] or "–", ours[part]] for part in SCENARIO_PARTS
                ],
                source=INVENTED_SOURCE_TEXT,
            ),
        )


def partner_requirement_texts(brief: Brief) -> list[str]:
    """Return what the partners said when they were asked what instant means."""
    return [
        f"At the peak they send {brief.peak_load} refunds a second.",
        f"“Instant” means {brief.time_limit} seconds for {brief.percent_in_time} of 100 refunds.",
        f"There will be about {brief.monthly_refunds:,} refunds a month.",
        f"The refund contract is at version {brief.version}.",
    ]


def example_scenario(brief: Brief) -> dict[str, str]:
    """Return our scenario for the figures of a brief."""
    return {
        "source": "The systems of partner shops",
        "stimulus": f"{brief.peak_load} refund requests a second",
        "environment": "At the daily peak, all services up",
        "artifact": "The instant refund call of the Payments API",
        "response": "Pays the refund out and tells the partner so",
        "measure": (
            f"{brief.percent_in_time}% of refunds within {brief.time_limit} seconds, in any week"
        ),
    }
