"""The review board: complete, computed, and without contradictions?"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.capstone import collect
from utils.capstone.activities.part import Part
from utils.capstone.model import checks
from utils.capstone.model.work import PARTS
from utils.hiring import data as hiring
from utils.kit.base import CourseWidget, button, button_row, heading
from utils.kit.controls import LiveRegion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.capstone.model.checks import Finding

HEADS = {
    checks.CLASH: "Contradictions: two places that cannot both hold",
    checks.SUM: "Computed or judged otherwise by us",
    checks.OPEN: "Still open",
}
LIMITS = (
    "The board reads what you decided. Whether it is wise, only people can say: use the rubric."
)


class ReviewBoard(CourseWidget):
    """Reads all nine parts and says what does not fit together, and why."""

    activity_id = "06.review"
    title = "The review board"
    task = (
        "It reads your nine parts and names what is open, what it computes otherwise, and what "
        "contradicts what. Mend, then ask again, as often as you like."
    )

    def __init__(self) -> None:
        super().__init__()
        self._said = LiveRegion()
        row = button_row(button("Check my work", self.catch_errors(self._check), primary=True))
        self.root.children = [heading(self.title, self.task), self.error, row, self._said]
        if self.progress.last(self.activity_id, "shown"):
            self.catch_errors(self._show)()

    def _check(self, *_: object) -> None:
        Part.keep()
        self.record("shown")
        self._show()
        Part.follow()  # the portfolio says how many parts are complete

    def _show(self) -> None:
        work = collect.work(self.progress)
        found = checks.findings(work, collect.brief(self.progress), hiring.weights())
        self._said.html = review_html(found, checks.done(work))

    def printed_html(self) -> str:
        """Return title and task."""
        return f"<h4>{escape(self.title)}</h4><p>{escape(self.task)}</p>"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return f"{self.title}\n{self.task}"


def words(found: Sequence[Finding], done: Sequence[str]) -> str:
    """Return the whole in one sentence."""
    counts = {kind: sum(one.kind == kind for one in found) for kind in HEADS}
    start = f"{len(done)} of {len(PARTS)} parts are complete"
    if not found:
        return f"{start}, every number agrees, and no part contradicts another."
    return (
        f"{start}. {_many(counts[checks.CLASH], 'contradiction')}. "
        f"{_many(counts[checks.SUM], 'number or verdict', 'numbers or verdicts')} to look at again."
    )


def _many(many: int, one: str, several: str = "") -> str:
    return f"{many or 'No'} {one if many == 1 else several or one + 's'}"


def review_html(found: Sequence[Finding], done: Sequence[str]) -> str:
    """Return all findings, contradictions first, each with its places."""
    parts = [f"<p><strong>{escape(words(found, done))}</strong></p>"]
    for kind, title in HEADS.items():
        items = "".join(_item(one) for one in found if one.kind == kind)
        if items:
            parts.append(
                f'<p><strong>{escape(title)}</strong></p><ul class="tpo-details">{items}</ul>'
            )
    return "".join([*parts, f'<p class="tpo-note">{escape(LIMITS)}</p>'])


def _item(one: Finding) -> str:
    places = " ↔ ".join(f"<em>{escape(place)}</em>" for place in one.places)
    return f"<li>{places}: {escape(one.what)} {escape(one.fix)}</li>"
