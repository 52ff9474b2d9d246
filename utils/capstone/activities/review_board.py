"""The review board: is the work complete, computed correctly, and free of contradictions?"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from utils.capstone import checks
from utils.capstone.data import SEAT_ACTIVITY_ID, chosen_brief
from utils.capstone.letter import BRIEF_TITLE, LETTER_ID, LETTER_TITLE, letter_findings, letter_text
from utils.capstone.model.findings import CALCULATION, CONTRADICTION, OPEN
from utils.capstone.page import ACTIVITY_REGISTRY
from utils.capstone.work import DECISION_CLASSES, read_work
from utils.kit import printed
from utils.kit.base import CourseWidget, button, button_row
from utils.kit.controls import LiveRegion
from utils.kit.english import plural_noun, verb_for_count
from utils.kit.outline import find_exercise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.capstone.model.findings import Finding

TAG_AND_TONE_BY_KIND = {
    CONTRADICTION: ("contradiction", "wrong"),
    CALCULATION: ("look again", "close"),
    OPEN: ("open", "neutral"),
}
HEADING_BY_KIND = {
    CONTRADICTION: "Contradictions: two statements that can't both be true",
    CALCULATION: "We compute or judge this differently",
    OPEN: "Still open",
}
ACTIVITY_ID_BY_PLACE = {  # what a place begins with → the activity in which it can be changed
    **{part.title: part.activity_id for part in DECISION_CLASSES.values()},
    LETTER_TITLE: LETTER_ID,
    BRIEF_TITLE: SEAT_ACTIVITY_ID,
}
BOARD_LIMITS_TEXT = (
    "The board reads what you decided. Only people can say whether it's wise, so use the rubric."
)


class ReviewBoard(CourseWidget):
    """Reads all nine parts and says what doesn't fit together, and why."""

    activity_id = "06.review"
    title = "The review board"
    task = (
        "The board reads your nine parts, and your letter once there is one. It lists what's still "
        "open, what it computes differently, and what can't both be true. Each finding links to "
        "the place where you can fix it. Ask again as often as you like."
    )

    def __init__(self) -> None:
        super().__init__()
        self._findings = LiveRegion()
        row = button_row(button("Check my work", self.catch_errors(self._check_work), primary=True))
        self.root.children = [self.build_heading(), self.error, row, self._findings]
        if self.progress.last_event(self.activity_id, "shown"):
            self.catch_errors(self._show_findings)()

    @property
    def findings_html(self) -> str:
        """What the board has found, empty until the learner asks."""
        return self._findings.html

    def _check_work(self, *_: object) -> None:
        ACTIVITY_REGISTRY.flush_all()
        self.record("shown")
        self._show_findings()
        ACTIVITY_REGISTRY.refresh_all()  # the portfolio says how many parts are complete

    def _show_findings(self) -> None:
        work, brief = read_work(self.progress), chosen_brief(self.progress)
        letter = letter_text(self.progress)
        found = [*checks.all_findings(work, brief), *letter_findings(letter, work, brief)]
        self._findings.html = review_html(found, checks.complete_part_titles(work))

    def printed_html(self) -> str:
        """Return title and task."""
        return printed.heading_html(self.title, self.task)

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return f"{self.title}\n{self.task}"


def review_summary(findings: Sequence[Finding], complete_titles: Sequence[str]) -> str:
    """Return the whole in a few sentences."""
    count = len(complete_titles)
    start = (
        f"{count} of {len(DECISION_CLASSES)} parts {verb_for_count(count, 'is', 'are')} complete"
    )
    if not findings:
        return f"{start}, every number agrees, and no part contradicts another."
    kinds = [one.kind for one in findings]
    contradictions, calculations = kinds.count(CONTRADICTION), kinds.count(CALCULATION)
    numbers = plural_noun(calculations, "number or verdict", "numbers or verdicts")
    return (
        f"{start}. {contradictions or 'No'} {plural_noun(contradictions, 'contradiction')}. "
        f"{calculations or 'No'} {numbers} to look at again."
    )


def review_html(findings: Sequence[Finding], complete_titles: Sequence[str]) -> str:
    """Return all findings, contradictions first, each with its places."""
    summary = f"<p><strong>{escape(review_summary(findings, complete_titles))}</strong></p>"
    return f'{summary}{findings_html(findings)}<p class="tpo-note">{escape(BOARD_LIMITS_TEXT)}</p>'


def findings_html(findings: Sequence[Finding]) -> str:
    """Return findings kind by kind, contradictions first, each with links to its places."""
    parts = []
    for kind, title in HEADING_BY_KIND.items():
        items = "".join(_finding_html(one) for one in findings if one.kind == kind)
        if items:
            parts.append(f'<h4>{escape(title)}</h4><ul class="tpo-findings">{items}</ul>')
    return "".join(parts)


def _finding_html(finding: Finding) -> str:
    places = " ↔ ".join(map(place_html, finding.places))
    tag, tone = TAG_AND_TONE_BY_KIND[finding.kind]
    said = escape(f"{finding.problem} {finding.fix}".strip())
    return f'<li><span class="tpo-tag tpo-{tone}">{tag}</span> <span>{places}: {said}</span></li>'


def place_html(place: str) -> str:
    """Return the place of a finding as a link to the exercise in which it can be changed."""
    exercise = find_exercise(ACTIVITY_ID_BY_PLACE.get(place.partition(": ")[0], ""))
    if exercise is None:
        return f"<em>{escape(place)}</em>"
    return f'<a class="tpo-place" href="#{quote(exercise.anchor)}">{escape(place)}</a>'
