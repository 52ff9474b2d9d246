"""Part 8, who owns it: whether it needs an owner of its own, and where one comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import contradiction, miscalculation
from utils.capstone.parts import logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part, note_markdown
from utils.hiring import data
from utils.hiring.model import alternatives
from utils.hiring.model import need as need_model
from utils.hiring.pictures import alternatives as pictures
from utils.kit.controls.factory import (
    NOT_CHOSEN_OPTION,
    dropdown,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import upper_first
from utils.kit.errors import InputError
from utils.kit.tables import source_line
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.hiring.model.alternatives import HiringOption
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

NEED_VERDICTS = (need_model.YES, need_model.BORDERLINE, need_model.NO)
KEEP_OPTION_KEY, HIRE_OPTION_KEY = (  # keys of options: nothing changes, or someone new comes
    "keep",
    "hire",
)
MAX_SHOWN_WAIT_MONTHS = 18.0  # months: so that every option is shown


@dataclass(frozen=True)
class OwnerDecisions(Decisions):
    """The verdict on the need (yes, borderline or no), the key of the option, and why."""

    activity_id: ClassVar = "06.p8"
    title: ClassVar = "Who owns it"
    to_do: ClassVar = "Choose a verdict and an option."

    need: str = ""
    option: str = ""
    reason: str = ""

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        return cls(
            need=logged.read_choice(values, "need", NEED_VERDICTS),
            option=logged.read_choice(values, "option", hiring_options_by_key()),
            reason=logged.read_text(values, "why"),
        )

    @property
    def months_until_ready(self) -> float:
        """Months until the option works; 0 before one is chosen."""
        return hiring_options_by_key()[self.option].months if self.option else 0

    def is_complete(self) -> bool:
        """Return whether verdict and option are chosen."""
        return bool(self.need and self.option)

    def miscalculations(self, brief: Brief) -> list[Finding]:
        """Return the verdict, if the score with our weights leads to another one."""
        score = need_model.weighted_score(brief.ratings, data.criterion_weights())
        ours = need_model.score_verdict(score)
        if not self.need or self.need == ours:
            return []
        return [
            miscalculation(
                self.title,
                f"With our weights, the score is {score:.2f}, which makes it “{ours}.”",
                "If you use other weights, say which ones. If not, change the verdict.",
            )
        ]

    def contradictions(self, brief: Brief) -> list[Finding]:
        """Return a verdict and an option that point in opposite directions."""
        if (self.need, self.option) not in {
            (need_model.YES, KEEP_OPTION_KEY),
            (need_model.NO, HIRE_OPTION_KEY),
        }:
            return []
        choice = "it stays as it is" if self.option == KEEP_OPTION_KEY else "someone is hired"
        return [
            contradiction(
                f"{self.title}: needs an owner of its own, {self.need}",
                f"{self.title}: {choice}",
                "Your verdict and your choice point in opposite directions.",
                "Change one of them, or say what outweighs the score.",
            )
        ]

    def markdown(self, brief: Brief) -> str:
        """Return verdict and option for the portfolio."""
        if not self.option:
            return NOT_DECIDED_MARKDOWN
        label = hiring_options_by_key()[self.option].label
        need = f"Does it need a technical owner of its own? **{upper_first(self.need) or '…'}.**"
        return f"{need} Then: **{label}.**{note_markdown(self.reason)}"

    def picture(self, brief: Brief) -> Picture | None:
        """Return what each option leaves uncovered, once one is chosen."""
        if not self.is_complete():
            return None
        covered = alternatives.rank_options(
            data.hiring_options(), brief.ratings, data.criterion_weights(), MAX_SHOWN_WAIT_MONTHS
        )
        names = {key: criterion.short_label for key, criterion in data.criteria().items()}
        return pictures.picture(covered, names, source=source_line("hiring_options"))


class OwnerPart(Part):
    """Does it need a technical owner of its own, and where does one come from?"""

    activity_id = OwnerDecisions.activity_id
    needed = ("need", "option")
    title = "Who owns it"
    task = (
        "Does this need a technical product owner of its own? Work out the score, then choose "
        "an option."
    )

    def lines_from_brief(self) -> Sequence[str]:
        """Return ratings and weights."""
        criteria = data.criteria()
        ratings = ", ".join(
            f"{criteria[key].short_label.lower()} {rating:g} (weight {criteria[key].weight:.2f})"
            for key, rating in self.brief.ratings.items()
        )
        line, margin = need_model.SCORE_THRESHOLD, need_model.BORDERLINE_MARGIN
        return (
            f"Ratings from 0 to 4: {ratings}.",
            f"The line is {line:.2f}. A score within {margin:.2f} of the line is borderline.",
        )

    def controls(self) -> dict[str, Input]:
        """Return verdict, option and reason."""
        verdicts = [NOT_CHOSEN_OPTION, *((one, one) for one in NEED_VERDICTS)]
        options = [NOT_CHOSEN_OPTION, *((one.key, one.label) for one in data.hiring_options())]
        return {
            "need": dropdown("Does it need its own owner?", verdicts, ""),
            "option": dropdown("What I'd do", options, ""),
            "why": text_field("Why, and what would change my mind"),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the choices above the reason."""
        *choices, why = controls.values()
        return stacked(side_by_side(*choices), why)

    def view(self, *, need: str, option: str, why: str) -> View:
        """Return what each option leaves uncovered, once both are chosen."""
        if not (need and option):
            return View(summary="Work out the score by hand, and then make both choices.")
        if option not in hiring_options_by_key():
            known = ", ".join(hiring_options_by_key())
            raise InputError(f"There's no option called {option!r}.", f"Use one of: {known}.")
        coverages = alternatives.rank_options(
            data.hiring_options(),
            self.brief.ratings,
            data.criterion_weights(),
            MAX_SHOWN_WAIT_MONTHS,
        )
        chosen = next(cover for cover in coverages if cover.option.key == option)
        names = {key: criterion.short_label for key, criterion in data.criteria().items()}
        return View(
            summary=f"“{chosen.option.label}” takes effect "
            f"{_start_time_text(chosen.option.months)} and leaves "
            f"{chosen.uncovered_share:.0%} uncovered.",
            picture=pictures.picture(coverages, names, source=source_line("hiring_options")),
        )


def hiring_options_by_key() -> dict[str, HiringOption]:
    """Return the ways to get the work done by their keys."""
    return {option.key: option for option in data.hiring_options()}


def _start_time_text(months: float) -> str:
    return (
        pictures.waiting_time_text(months)
        if not months
        else f"after {pictures.waiting_time_text(months)}"
    )
