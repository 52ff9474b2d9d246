"""One portfolio: the nine parts, the review, the rubric, and every document of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import collect, documents
from utils.capstone.activities.part import Part
from utils.capstone.activities.rubric import PEER, SELF, rated
from utils.capstone.model import checks
from utils.hiring import data as hiring
from utils.kit.activity import Activity
from utils.kit.controls.factory import checkboxes, side_by_side, stacked, text_field
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.view import Document, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

NAME = "portfolio"
ATTEST = "attest"


class CapstonePortfolio(Activity):
    """Put everything into one file, with a record that you sign yourself."""

    activity_id = "06.portfolio"
    title = "Your portfolio"
    task = (
        "One file with your nine parts, what the board found, the rubric, and all documents of the "
        "course. Name and date are up to you; they are kept with your work and go into your export."
    )
    save_label = "Save my portfolio"

    def __init__(self) -> None:
        super().__init__()
        Part.join(self)

    def _save(self, *args: object) -> None:
        super()._save(*args)
        self.refresh()  # what is complete by now

    def controls(self) -> dict[str, Input]:
        """Return the answer, name, date and the attestation."""
        return {
            "letter": text_field(
                "My answer to the partners",
                hint="The day, the objective, what comes first, and what it costs to be stricter.",
                lines=4,
            ),
            "name": text_field("Name for the portfolio (optional)"),
            "date": text_field("Date (optional)"),
            "attest": checkboxes(
                "Completion record",
                [(ATTEST, "I did this work myself. I know that nobody has checked it.")], [],
            ),
        }  # fmt: skip

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the answer on top, name and date beside each other."""
        letter, name, date, attest = controls.values()
        return stacked(letter, side_by_side(name, date), attest)

    def view(self, *, letter: str, name: str, date: str, attest: Sequence[str]) -> View:  # noqa: ARG002
        """Return what will be in the file."""
        done = checks.done(collect.work(self.progress))
        others = [one for one in Portfolio().names() if one != NAME]
        signed = "signed" if attest else "not signed"
        answer = "written" if letter.strip() else "not written yet"
        return View(
            summary=f"{len(done)} of {len(collect.WHERE)} parts complete, {len(others)} other "
            f"documents, answer to the partners {answer}, completion record {signed}."
        )

    def document(self, *, letter: str, name: str, date: str, attest: Sequence[str]) -> Document:
        """Return the portfolio."""
        Part.keep()
        work, brief = collect.work(self.progress), collect.brief(self.progress)
        if not checks.done(work):
            raise InputError(
                "None of the nine parts is complete yet.", "Finish at least one, then save."
            )
        levels = (self.progress.values("06.rubric") or {}).get("levels", {})
        store = Portfolio()
        return documents.portfolio(
            work,
            brief,
            checks.findings(work, brief, hiring.weights()),
            record=documents.Record(name, date, letter, bool(attest), self.progress.summary()),
            levels={who: rated(levels, who) for who in (SELF, PEER)},
            said=(self.progress.values("06.rubric") or {}).get("said", ""),
            pairs=collect.pairs(self.progress),
            others={one: store.read(one) for one in store.names() if one != NAME},
        )
