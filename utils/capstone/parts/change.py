"""Part 4, changes and version: what breaks callers, and which version number says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone.model.brief import TARGET_DAY
from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import contradiction, miscalculation
from utils.capstone.model.promise import parse_notice_days
from utils.capstone.parts import drawings, logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part, note_markdown
from utils.capstone.parts.people import PeopleDecisions
from utils.interfaces.model.versions import bump as bump_version
from utils.kit.controls.factory import (
    NOT_CHOSEN_OPTION,
    dropdown,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import plural
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

CHANGE_NUMBERS = (1, 2, 3)
VERDICT_LABELS = {
    "breaks": "breaks callers",
    "adds": "adds, breaks no one",
    "deprecates": "marks as deprecated",
    "repairs": "repairs",
}
VERDICT_PREDICATES = {  # the same as the end of a sentence about one change
    "breaks": "breaks callers",
    "adds": "adds something and breaks no one",
    "deprecates": "marks something as deprecated",
    "repairs": "repairs something",
}
MIN_BUMP_BY_VERDICT = {
    "breaks": "MAJOR",
    "adds": "MINOR",
    "deprecates": "MINOR",
    "repairs": "PATCH",
}
VERSION_BUMPS = ("MAJOR", "MINOR", "PATCH")  # the greatest first
# The verdicts of lab 02a that lead to each part of the version.
CHECKER_VERDICT_BY_BUMP = {"MAJOR": "breaks", "MINOR": "safe", "PATCH": "same"}


@dataclass(frozen=True)
class ChangeDecisions(Decisions):
    """A verdict on each change, empty if not judged yet; the part of the version that goes up.

    `migration` says how callers get to the new version.
    """

    activity_id: ClassVar = "06.p4"
    title: ClassVar = "Changes and version"
    to_do: ClassVar = "Judge all three changes and choose a version."

    verdicts: tuple[str, ...] = ("",) * len(CHANGE_NUMBERS)
    bump: str = ""
    migration: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        return cls(
            verdicts=tuple(
                logged.read_choice(values, f"change{n}", VERDICT_LABELS) for n in CHANGE_NUMBERS
            ),
            bump=logged.read_choice(values, "bump", VERSION_BUMPS),
            migration=logged.read_text(values, "way"),
        )

    def is_complete(self) -> bool:
        """Return whether all changes are judged and the version is chosen."""
        return all(self.verdicts) and bool(self.bump)

    def miscalculations(self, brief: Brief) -> list[Finding]:
        """Return the changes that the published checks judge differently."""
        judged = zip(CHANGE_NUMBERS, self.verdicts, brief.changes, strict=True)
        return [
            miscalculation(
                self.title,
                f"Change {n}: according to the published checks, it "
                f"{VERDICT_PREDICATES[change.verdict]}.",
                change.why,
            )
            for n, verdict, change in judged
            if verdict and verdict != change.verdict
        ]

    def contradictions(self, brief: Brief) -> list[Finding]:
        """Return the changes whose verdict asks for a greater step than the version takes."""
        if not self.bump:
            return []
        return [
            contradiction(
                f"{self.title}: change {n} {verdict}",
                f"{self.title}: released as {self.bump}",
                "By your own verdict, the release has to be at least "
                f"{MIN_BUMP_BY_VERDICT[verdict]}.",
                "Raise the version, or look at your verdict again.",
            )
            for n, verdict in zip(CHANGE_NUMBERS, self.verdicts, strict=True)
            if verdict
            and VERSION_BUMPS.index(MIN_BUMP_BY_VERDICT[verdict]) < VERSION_BUMPS.index(self.bump)
        ]

    def markdown(self, brief: Brief) -> str:
        """Return verdicts and version for the portfolio."""
        if not any(self.verdicts):
            return NOT_DECIDED_MARKDOWN
        lines = "\n".join(
            f"{n}. {change.description}: **{VERDICT_LABELS.get(verdict, 'not judged')}**"
            for n, change, verdict in zip(CHANGE_NUMBERS, brief.changes, self.verdicts, strict=True)
        )
        version = next_version(self.bump, brief) if self.bump else "…"
        return (
            f"{lines}\n\nAfter {brief.version}, released as **{version}**."
            f"{note_markdown(self.migration)}"
        )

    def picture(self, brief: Brief, day: float | None) -> Picture | None:
        """Return how long both versions work; `day` is the promised working day."""
        if not self.is_complete():
            return None
        return drawings.versions_picture(
            brief.version,
            next_version(self.bump, brief),
            break_count=self.verdicts.count("breaks"),
            launch_day=day or TARGET_DAY,
            notice_days=parse_notice_days(self.migration),
        )


class ChangePart(Part):
    """Judge three changes, and number the release that includes them all."""

    activity_id = ChangeDecisions.activity_id
    needed = ("change1", "change2", "change3", "bump")
    copied_activity_id = "02a.policy"
    copy_label = "Copy my notice from lab 02a"
    nothing_to_copy = "You haven't written a compatibility policy in lab 02a yet."
    title = "Changes and version"
    task = (
        "Three changes go into one release. What does each change do to today's callers, and which "
        "version number tells them?"
    )

    def lines_from_brief(self) -> Sequence[str]:
        """Return the changes and the version now."""
        changes = zip(CHANGE_NUMBERS, self.brief.changes, strict=True)
        lines = [f"Change {n}: {change.description}." for n, change in changes]
        return (*lines, f"The contract is at version {self.brief.version}.")

    def controls(self) -> dict[str, Input]:
        """Return a verdict for each change, and the part of the version that goes up."""
        verdicts = [NOT_CHOSEN_OPTION, *VERDICT_LABELS.items()]
        bumps = [NOT_CHOSEN_OPTION, *((one, one) for one in VERSION_BUMPS)]
        return {
            **{f"change{n}": dropdown(f"Change {n}", verdicts, "") for n in CHANGE_NUMBERS},
            "bump": dropdown("Which number goes up", bumps, ""),
            "way": text_field("How callers move over, and how long the old form works (optional)"),
        }

    def prefilled_answers(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the notice of lab 02a's policy as a sentence."""
        weeks = logged.read_number(values, "weeks", 0, (1, 52))
        if not values or not weeks:
            return {}
        return {"way": f"The old form works for {plural(weeks, 'week')} after the launch."}

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the four choices side by side, the text below."""
        *choices, way = controls.values()
        return stacked(side_by_side(*choices), way)

    def view(self, *, change1: str, change2: str, change3: str, bump: str, way: str) -> View:
        """Return the version that the learner's choice leads to."""
        not_judged = sum(not verdict for verdict in (change1, change2, change3))
        if not_judged:
            return View(summary=f"{not_judged} of {len(CHANGE_NUMBERS)} changes aren't judged yet.")
        if not bump:
            return View(summary="All three changes are judged. Which part of the version goes up?")
        release = ChangeDecisions((change1, change2, change3), bump, way)
        return View(
            picture=release.picture(
                self.brief, PeopleDecisions.from_log(self.progress).promised_day
            ),
            summary=f"Released as {next_version(bump, self.brief)}. Callers read that number as a "
            "promise.",
        )


def next_version(bump: str, brief: Brief) -> str:
    """Return the version after the brief's; `bump` is the part that goes up."""
    return bump_version(CHECKER_VERDICT_BY_BUMP[bump], brief.version).next_version
