"""Part 5, objective and budget: what to promise, and how many refunds may fail then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from utils.capstone import data
from utils.capstone.model.decisions import Decisions
from utils.capstone.model.findings import contradiction, miscalculation
from utils.capstone.parts import logged
from utils.capstone.parts.base import NOT_DECIDED_MARKDOWN, Part
from utils.capstone.parts.number_field import NumberField
from utils.kit.controls.factory import number_slider, side_by_side
from utils.kit.english import join_words
from utils.kit.view import View
from utils.reliability.model.slo import budget_events, budget_minutes
from utils.role.model.promise import Component, series_availability
from utils.role.pictures import promise as pictures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.capstone.model.brief import Brief
    from utils.capstone.model.findings import Finding
    from utils.kit.controls import Input
    from utils.kit.picture import Picture

OBJECTIVE_WINDOW_DAYS = 30
INITIAL_OBJECTIVE_PERCENT = 99.9  # what the partners would like to read
OBJECTIVE_PERCENT_LIMITS = (99, 99.95)
CHAIN_AVAILABILITY_TOLERANCE = 0.0002  # shares: two hundredths of a percent
BUDGET_TOLERANCE_SHARE = 0.02  # of the budget
CHAIN_AVAILABILITY_FIELD = NumberField(
    "The four services together, in percent", "above 0, up to 100", lambda n: 0 < n <= 100, "99.12",
    "percent",
)  # fmt: skip
BUDGET_FIELD = NumberField(
    "Refunds a month that may fail", "of 0 or more", lambda n: n >= 0, "850", "refunds"
)


@dataclass(frozen=True)
class ObjectiveDecisions(Decisions):
    """The objective and the availability of all services together, as shares.

    `budget` is how many refunds a month may fail.
    """

    activity_id: ClassVar = "06.p5"
    title: ClassVar = "Objective and budget"
    to_do: ClassVar = "Choose an objective, and work out both numbers."

    objective: float | None = None
    chain: float | None = None
    budget: float | None = None

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Return the decisions in logged values."""
        chain = CHAIN_AVAILABILITY_FIELD.value(logged.read_text(values, "chain"))
        percent = logged.read_number(
            values, "objective", INITIAL_OBJECTIVE_PERCENT, OBJECTIVE_PERCENT_LIMITS
        )
        return cls(
            objective=percent / 100,
            chain=chain / 100 if chain is not None and chain > 1 else chain,  # 0.9912 is a share
            budget=BUDGET_FIELD.value(logged.read_text(values, "budget")),
        )

    def is_complete(self) -> bool:
        """Return whether all three numbers are there."""
        return None not in (self.objective, self.chain, self.budget)

    def miscalculations(self, brief: Brief) -> list[Finding]:
        """Return the availability and the budget, if we compute another number."""
        return [*self._wrong_availability_findings(brief), *self._wrong_budget_findings(brief)]

    def _wrong_availability_findings(self, brief: Brief) -> list[Finding]:
        ours = chain_availability(brief)
        if self.chain is None or abs(self.chain - ours) <= CHAIN_AVAILABILITY_TOLERANCE:
            return []
        return [
            miscalculation(
                self.title,
                f"The four services together: you have {self.chain:.2%}, we have {ours:.2%}.",
                "Multiply the four availabilities: all four have to work, and we assume that they "
                "fail independently.",
            )
        ]

    def _wrong_budget_findings(self, brief: Brief) -> list[Finding]:
        if self.budget is None or self.objective is None:
            return []
        ours = budget_events(self.objective, brief.monthly_refunds)
        if abs(self.budget - ours) <= BUDGET_TOLERANCE_SHARE * ours:
            return []
        return [
            miscalculation(
                self.title,
                f"Refunds a month that may fail: you have {self.budget:,.0f}, we have {ours:,.0f}.",
                "Multiply (1 − objective) by the refunds a month.",
            )
        ]

    def contradictions(self, brief: Brief) -> list[Finding]:
        """Return the objective, if it is stricter than the services behind it allow.

        The slider always has a value: the objective counts as chosen once both numbers are there.
        """
        available = chain_availability(brief)
        if self.objective is None or self.objective <= available or not self.is_complete():
            return []
        return [
            contradiction(
                f"{self.title}: objective {self.objective:.2%}",
                f"Brief: four services that reach {available:.2%} together",
                "The objective is stricter than the services behind it allow.",
                "Promise less, or say which service you'll improve, and when.",
            )
        ]

    def markdown(self, brief: Brief) -> str:
        """Return objective and budget for the portfolio."""
        if self.objective is None:
            return NOT_DECIDED_MARKDOWN
        chain = "–" if self.chain is None else f"{self.chain:.2%}"
        budget = "–" if self.budget is None else f"{self.budget:,.0f}"
        services = "; ".join(service_availability_texts(brief))
        return (
            f"Services in a row: {services}. Together: {chain}.\n\n"
            f"**Objective: {self.objective:.2%}.** "
            f"Of {brief.monthly_refunds:,} refunds a month, {budget} may fail."
        )

    def picture(self, brief: Brief) -> Picture | None:
        """Return the promise next to its limit, the services, once both numbers are there."""
        if self.objective is None or not self.is_complete():
            return None
        labels = data.service_labels()
        services = [
            Component(key, labels[key], share, 0) for key, share in brief.availabilities.items()
        ]
        return pictures.picture(services, self.objective, source=data.INVENTED_SOURCE_TEXT)


class ObjectivePart(Part):
    """Compute what the chain reaches, choose an objective, compute its budget."""

    activity_id = ObjectiveDecisions.activity_id
    needed = ("chain", "budget")
    number_fields: ClassVar = {"chain": CHAIN_AVAILABILITY_FIELD, "budget": BUDGET_FIELD}
    title = "Objective and budget"
    task = (
        "An instant refund goes through four services, one after another, and fails if any of "
        "them fails. Assume that they fail independently. What can you promise, and how many "
        "refunds a month may then fail?"
    )

    def lines_from_brief(self) -> Sequence[str]:
        """Return the availabilities and the refunds a month."""
        chain = ", ".join(service_availability_texts(self.brief))
        return (f"{chain}.", f"Refunds a month: {self.brief.monthly_refunds:,}.")

    def controls(self) -> dict[str, Input]:
        """Return the objective in percent, and two numbers to compute."""
        return {
            "chain": CHAIN_AVAILABILITY_FIELD.build_control(),
            "objective": number_slider(
                "My objective",
                INITIAL_OBJECTIVE_PERCENT,
                *OBJECTIVE_PERCENT_LIMITS,
                step=0.05,
                suffix="%",
                decimals=2,
            ),
            "budget": BUDGET_FIELD.build_control(),
        }

    def layout_controls(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the three side by side."""
        return side_by_side(*controls.values())

    def view(self, *, chain: str, objective: float, budget: str) -> View:
        """Return the time that the objective leaves, in percent, and what to compute still."""
        numbers = {
            "the four services together": CHAIN_AVAILABILITY_FIELD.value(chain),
            "the refunds that may fail": BUDGET_FIELD.value(budget),
        }
        missing = [name for name, number in numbers.items() if number is None]
        to_do = f" Still to work out: {join_words(missing)}." if missing else ""
        minutes = budget_minutes(objective / 100, OBJECTIVE_WINDOW_DAYS)
        made = ObjectiveDecisions.from_values(
            {"chain": chain, "objective": objective, "budget": budget}
        )
        return View(
            picture=made.picture(self.brief),
            summary=f"{objective:.2f}% leaves room for {minutes:.0f} minutes of full outage in "
            f"{OBJECTIVE_WINDOW_DAYS} days.{to_do}",
            says=(
                *CHAIN_AVAILABILITY_FIELD.interpretation_notes(chain),
                *BUDGET_FIELD.interpretation_notes(budget),
            ),
        )


def chain_availability(brief: Brief) -> float:
    """Return the availability of all services in a row, as a share."""
    return series_availability(list(brief.availabilities.values()))


def service_availability_texts(brief: Brief) -> list[str]:
    """Return each service with its availability."""
    labels = data.service_labels()
    return [f"{labels[key]} {share:.2%}" for key, share in brief.availabilities.items()]
