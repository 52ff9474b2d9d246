"""A role charter: for whom, which decisions, how success shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import checkboxes, dropdown_grid, stacked_form, text_field
from utils.kit.english import plural, verb_for_count
from utils.kit.errors import InputError
from utils.kit.tables import Table, read_rows, source_line
from utils.kit.view import Document, View, checklist_summary
from utils.role import data, documents
from utils.role.model.charter import OWNER_ROLE_KEY, SHOPPER_CUSTOMER_KEY, Charter, check_charter

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

MIN_ASSIGNED_DECISIONS = 5  # decisions given to someone before ours are shown
ROLE_NAMES = {
    "tpo": "mine",
    "pm": "product manager",
    "po": "product owner (store)",
    "tpm": "program manager",
    "lead": "engineering lead",
}
OWNER_COLUMN_KEY = "whose"


class RoleCharter(Activity):
    """Write down what is yours, what is not, and how anyone could tell that it works."""

    activity_id = "01.charter"
    title = "Your role charter"
    task = (
        "You're the technical product owner of the Payments API. Write the page that you'd show "
        "to the other roles on your first Monday."
    )
    save_label = "Save my role charter"
    compare_label = "Compare the decisions"

    def controls(self) -> dict[str, Input]:
        """Return purpose, customers, ten decisions, and the measures."""
        teams = [(team.lower(), team) for team in data.TEAM_NAMES]
        return {
            "purpose": text_field(
                "Purpose",
                hint="What gets better through this product, and for whom?",
                lines=2,
            ),
            "customers": checkboxes(
                "Direct customers", [*teams, (SHOPPER_CUSTOMER_KEY, "Shoppers in the store")], []
            ),
            "decisions": dropdown_grid(
                "Ten decisions: whose is each?",
                "Decision",
                data.load_decision_labels().items(),
                [(OWNER_COLUMN_KEY, "Whose?", "whose decision")],
                ROLE_NAMES.items(),
            ),
            "measures": text_field(
                "Measures, one per line",
                hint="How could anyone tell it's working? Number, unit, percentile, or window.",
                lines=3,
            ),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the parts one under the other, as on the page that they make."""
        return stacked_form(*controls.values())

    def view(
        self, *, purpose: str, customers: Sequence[str], decisions: dict[str, str], measures: str
    ) -> View:
        """Return what the charter settles already."""
        made = _build_charter(purpose, customers, decisions, measures)
        held = check_charter(made)
        complete = "A charter that others can hold you to. Save it, and show it to one of them."
        summary = checklist_summary(held, complete_text=complete)
        return View(summary=summary, checks=held, says=made.measure_remarks())

    def comparison(self, *, decisions: dict[str, str], **_: object) -> View:
        """Return whose the decisions are by our starting point."""
        given = _assigned_decisions(decisions)
        if len(given) < MIN_ASSIGNED_DECISIONS:
            raise InputError(
                f"{_too_few_assigned_text(len(given))} someone yet.",
                f"Assign at least {MIN_ASSIGNED_DECISIONS} of them to someone first.",
            )
        ours = {row["decision"]: row for row in read_rows("raci_key")}
        body = [
            [
                data.load_decision_labels()[name],
                role_name(who),
                role_name(_accountable_role_key(ours[name])),
            ]
            for name, who in given.items()
        ]
        same = sum(row[1] == row[2] for row in body)
        return View(
            summary=(
                f"{same} of {len(body)} as in our starting point. Notebook 03 asks why, and "
                "which other answers you can defend."
            ),
            table=Table(
                caption="Whose decision?",
                columns=["Decision", "You", "We"],
                rows=body,
                source=source_line("raci_key"),
            ),
        )

    def document(
        self, *, purpose: str, customers: Sequence[str], decisions: dict[str, str], measures: str
    ) -> Document:
        """Return the role charter."""
        made = _build_charter(purpose, customers, decisions, measures)
        names = {team.lower(): team for team in data.TEAM_NAMES} | {
            SHOPPER_CUSTOMER_KEY: "Shoppers in the store"
        }
        return documents.role_charter_document(
            made,
            customers=[names[one] for one in made.customers],
            decision_labels=data.load_decision_labels(),
            role_names=ROLE_NAMES,
        )


def role_name(role_key: str) -> str:
    """Return a role by its name; “mine” is the technical product owner's."""
    return "technical product owner" if role_key == OWNER_ROLE_KEY else ROLE_NAMES[role_key]


def _assigned_decisions(decisions: dict[str, str]) -> dict[str, str]:
    """Return decisions that were given to someone, in the order of the table."""
    places = {
        name: decisions.get(f"{name}.{OWNER_COLUMN_KEY}", "")
        for name in data.load_decision_labels()
    }
    return {name: who for name, who in places.items() if who}


def _build_charter(
    purpose: str, customers: Sequence[str], decisions: dict[str, str], measures: str
) -> Charter:
    lines = tuple(line.strip() for line in measures.splitlines() if line.strip())
    return Charter(purpose, tuple(customers), _assigned_decisions(decisions), lines)


def _accountable_role_key(raci_row: dict[str, str | None]) -> str:
    return next((who for who in ROLE_NAMES if "A" in (raci_row[who] or "")), OWNER_ROLE_KEY)


def _too_few_assigned_text(count: int) -> str:
    return (
        f"Only {plural(count, 'decision')} {verb_for_count(count, 'has', 'have')}"
        if count
        else "No decision has"
    )
