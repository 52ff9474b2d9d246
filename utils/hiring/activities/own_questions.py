"""Interview questions of the learner's own, with anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring import job_ads
from utils.hiring.activities.scorecard import Scorecard
from utils.hiring.activities.scorecard_values import (
    OWN_QUESTION_COUNT,
    OWN_QUESTIONS_ID,
    parse_own_questions,
    scorecard_document,
)
from utils.hiring.model import interview
from utils.hiring.model.wording import PERSONAL_RULE_KINDS, match_wording_rules
from utils.kit.activity import Activity
from utils.kit.controls.factory import side_by_side, stacked, text_field
from utils.kit.saving import state_since_reset
from utils.kit.view import Document, Finding, View, checklist_summary

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

ANCHOR_LABELS = ("A poor answer", "A fair answer", "An excellent answer")
ANCHOR_EXAMPLES = {
    1: "Blames the partner, or says that it never happened.",
    3: "Told the partner, and moved the date.",
    5: "Told the partner early, with a reason and an offer, and says what came of it.",
}


class OwnQuestions(Activity):
    """Write two questions with anchors of one's own; they go into the scorecard."""

    activity_id = OWN_QUESTIONS_ID
    title = "Questions of your own"
    task = (
        "Write one or two questions for the job you're hiring for. For each, write what a poor, a "
        "fair, and an excellent answer sounds like, before you ask anyone. They go into your "
        "scorecard."
    )
    save_label = "Save into my scorecard"

    def controls(self) -> dict[str, Input]:
        """Return the text and three anchors of each question."""
        made: dict[str, Input] = {}
        for n in range(1, OWN_QUESTION_COUNT + 1):
            made[f"text{n}"] = text_field(
                f"Your question {n}",
                lines=2,
                placeholder="Tell us about a promise to a partner that you couldn't keep. What did "
                "you do?",
            )
            for score, sounds in zip(interview.ANCHORED_SCORES, ANCHOR_LABELS, strict=True):
                made[f"anchor{n}_{score}"] = text_field(
                    f"{n}: {sounds} ({score})", lines=2, placeholder=ANCHOR_EXAMPLES[score]
                )
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return each question above its anchors."""
        every = list(controls.values())
        size = 1 + len(interview.ANCHORED_SCORES)
        parts = [every[at : at + size] for at in range(0, len(every), size)]
        return stacked(
            *(part for text, *anchors in parts for part in (text, side_by_side(*anchors)))
        )

    def view(self, **values: str) -> View:
        """Return what each question has, and what it must not ask about."""
        written = parse_own_questions(values)
        if not written:
            return View(summary="Nothing written yet. Start with what went wrong the last time.")
        checks = [
            (f"Question {n}: {text}", met)
            for n, one in written.items()
            for text, met in interview.question_checklist(one)
        ]
        unfair = [said for n, one in written.items() for said in _unfair_findings(n, one)]
        done = "Ready to ask: the same words, in the same sequence, for everyone."
        summary = checklist_summary(checks, complete_text=done)
        return View(
            summary="Don't ask that: the answer is about the person, not the work."
            if unfair
            else summary,
            checks=tuple(checks),
            says=tuple(unfair),
        )

    def document(self, **values: str) -> Document:
        """Return the scorecard with these questions."""
        seen = state_since_reset(self.progress, Scorecard.activity_id).comparison_shown
        return scorecard_document(Scorecard.logged_answers(), values, panel_seen=seen)


def _unfair_findings(number: int, question: interview.OwnQuestion) -> list[Finding]:
    """Return what a question asks about the person instead of the work."""
    text = " ".join([question.text, *question.anchors.values()])
    return [
        Finding(
            f"Question {number}: “{hit.words[0]}” {hit.rule.problem}. Ask about the work instead, "
            f"and ask everyone the same. ({hit.rule.short_source})",
            "unfair",
            "wrong",
        )
        for hit in match_wording_rules(text, job_ads.wording_rules())
        if hit.rule.kind in PERSONAL_RULE_KINDS
    ]
