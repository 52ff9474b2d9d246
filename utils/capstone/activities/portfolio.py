"""One portfolio: the nine parts, the review, the rubric, and every document of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone import checks
from utils.capstone.activities.rubric import LEVELS, PEER, SELF, Rubric, ratings_by
from utils.capstone.answers import answer_pairs
from utils.capstone.data import chosen_brief
from utils.capstone.page import PAGE, CapstoneActivity
from utils.capstone.parts import logged
from utils.capstone.portfolio import CompletionRecord, RubricRatings, portfolio_document
from utils.capstone.work import PARTS, read_work
from utils.kit.controls.factory import checkboxes, side_by_side, stacked, text_field
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.view import Document, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

NAME = "portfolio"
ATTEST = "attest"


class CapstonePortfolio(CapstoneActivity):
    """Put everything into one file, with a record that you sign yourself."""

    activity_id = "06.portfolio"
    title = "Your portfolio"
    task = (
        "This is one file with your nine parts, the board's findings, the rubric, and all your "
        "documents from the course. Your name and the date are optional. They're saved with your "
        "work and go into your export."
    )
    save_label = "Save my portfolio"

    def _save(self, *args: object) -> None:
        super()._save(*args)
        self.refresh()  # what is complete by now

    def controls(self) -> dict[str, Input]:
        """Return the answer, name, date and the attestation."""
        attestation = "I did this work myself. I know that no one has checked it."
        return {
            "letter": text_field(
                "My answer to the partners",
                hint="The day, the objective, what comes first, and what a stricter promise costs.",
                lines=4,
            ),
            "name": text_field("Name for the portfolio (optional)"),
            "date": text_field("Date (optional)"),
            "attest": checkboxes("Completion record", [(ATTEST, attestation)], []),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the answer on top, name and date side by side."""
        letter, name, date, attest = controls.values()
        return stacked(letter, side_by_side(name, date), attest)

    def view(self, *, letter: str, name: str, date: str, attest: Sequence[str]) -> View:
        """Return what will be in the file."""
        complete = checks.complete_parts(read_work(self.progress))
        others = [one for one in self.progress.summary()["documents"] if one != NAME]
        signed = "signed" if attest else "not signed"
        answer = "written" if letter.strip() else "not written yet"
        return View(
            summary=f"{len(complete)} of {len(PARTS)} parts complete, "
            f"{plural(len(others), 'other document')}, answer to the partners {answer}, completion "
            f"record {signed}."
        )

    def document(self, *, letter: str, name: str, date: str, attest: Sequence[str]) -> Document:
        """Return the portfolio. Raises InputError before any part is complete."""
        PAGE.flush()  # the document reads the log
        work, brief = read_work(self.progress), chosen_brief(self.progress)
        if not checks.complete_parts(work):
            raise InputError(
                "None of the nine parts is complete yet.", "Finish at least one part, then save."
            )
        portfolio = Portfolio()
        return portfolio_document(
            work,
            brief,
            checks.findings(work, brief),
            record=CompletionRecord(name, date, letter, bool(attest), self.progress.summary()),
            ratings=self._ratings(),
            pairs=answer_pairs(self.progress),
            others={one: portfolio.read(one) for one in portfolio.names() if one != NAME},
        )

    def _ratings(self) -> RubricRatings:
        values = self.progress.values(Rubric.activity_id) or {}
        levels = logged.cells(values, "levels", LEVELS)
        own, peer = ratings_by(levels, SELF), ratings_by(levels, PEER)
        return RubricRatings(own, peer, logged.text(values, "said"))
