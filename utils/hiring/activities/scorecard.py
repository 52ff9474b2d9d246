"""H3: six questions, three candidates, own scores before the panel's and its reasons."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.hiring import data
from utils.hiring.activities.panel_texts import (
    agreement_text,
    leading_candidate_text,
    reasons_table,
    widest_spread_texts,
)
from utils.hiring.activities.scorecard_values import (
    DECISION_LABELS,
    EVIDENCE_FIELD_BY_CANDIDATE,
    OWN_QUESTIONS_ID,
    UNDECIDED,
    missing_score_count,
    missing_scores_text,
    panel_scores_by_candidate,
    parse_own_scores,
    scorecard_document,
    undecided_reason,
)
from utils.hiring.model import interview
from utils.hiring.pictures import panel as pictures
from utils.kit.activity import Activity
from utils.kit.controls import Html
from utils.kit.controls.factory import (
    dropdown_grid,
    radio_buttons,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import join_words
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets

    from utils.kit.controls import Input

SCORE_OPTIONS = [(str(n), str(n)) for n in range(interview.MIN_SCORE, interview.MAX_SCORE + 1)]


class Scorecard(Activity):
    """Score the candidates against the anchors, see the panel, write evidence, decide.

    A question's row of scores appears once its answers were opened.
    """

    activity_id = "04.h3"
    title = "A structured interview"
    task = (
        "Three candidates, all invented, answered the same six questions. Open a question, read "
        "the answers, and score them against the anchors. You can score a question once you've "
        "opened it. Only then look at the scores four others gave, and at what they heard."
    )
    save_label = "Save my scorecard"
    compare_label = "Show the panel's scores"

    def __init__(self) -> None:
        self._opened: set[str] = set()  # questions whose answers were on show here
        self._reset_count = 0
        super().__init__()

    def controls(self) -> dict[str, Input]:
        """Return the question on show, the scores, the evidence and the decision."""
        questions = data.interview_questions()
        scores = dropdown_grid(
            "Your scores",
            "Question",
            _question_rows(questions),
            [(who, name.split()[-1], name) for who, name in data.CANDIDATE_LABELS.items()],
            SCORE_OPTIONS,
            check_label="Scored",
        )
        numbers = [(key, str(n)) for n, key in enumerate(questions, start=1)]
        made: dict[str, Input] = {
            "question": radio_buttons("Read question", numbers, next(iter(questions))),
            "scores": scores,
        }
        for who, name in data.CANDIDATE_LABELS.items():
            made[EVIDENCE_FIELD_BY_CANDIDATE[who]] = text_field(
                f"Evidence on {name}",
                hint="What counted most. "
                f"Quote at least {interview.MIN_QUOTE_WORDS} words in a row.",
                lines=2,
            )
        made["decision"] = radio_buttons("Your decision", DECISION_LABELS.items(), UNDECIDED)
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the answers above, the scores below them."""
        self._answers_html_widget = Html()
        return stacked(controls["question"], self._answers_html_widget, controls["scores"])

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return evidence and decision, which come after the scores."""
        fields = [self.inputs[name] for name in EVIDENCE_FIELD_BY_CANDIDATE.values()]
        return [side_by_side(*fields), self.inputs["decision"]]

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the chosen question's answers, the rows that were opened, and which are scored."""
        questions = data.interview_questions()
        self._answers_html_widget.html = question_and_answers_html(questions[answers["question"]])
        own_scores = parse_own_scores(answers["scores"])
        opened = self._all_opened_questions(answers["question"], own_scores)
        controls["scores"].rows = [row for row in _question_rows(questions) if row[0] in opened]
        controls["scores"].marks = {key: _scored_mark(own_scores, key) for key in opened}

    def _all_opened_questions(
        self, shown_question: str, own_scores: Mapping[str, Mapping[str, int]]
    ) -> set[str]:
        """Return the questions whose answers were opened, here or earlier, since the last reset."""
        resets = self.progress.event_kinds(self.activity_id).count("reset")
        if resets != self._reset_count:
            self._opened, self._reset_count = set(), resets
        self._opened.add(shown_question)
        logged = questions_opened_in_log(self.progress.events_since_reset(self.activity_id))
        scored = {key for scores in own_scores.values() for key in scores}
        return self._opened | logged | scored

    def view(self, **values: Any) -> View:
        """Return how far the scoring is, and where it leads. Scores from 1 to 5."""
        own_scores = parse_own_scores(values["scores"])
        return View(
            summary=_summary_text(own_scores, values),
            table=_answers_table(),
            table_title="All questions and answers on one page",
        )

    def comparison(self, **values: Any) -> View:
        """Return the panel's scores next to the learner's, once all are given."""
        own_scores = parse_own_scores(values["scores"])
        missing = missing_score_count(own_scores)
        if missing:
            raise InputError(
                f"{missing_scores_text(missing)} from you yet.",
                "Open each question and score its answers first. Seeing other people's scores "
                "pulls yours toward theirs.",
            )
        panels = panel_scores_by_candidate()
        return View(
            summary=f"{agreement_text(own_scores, panels)} {leading_candidate_text(panels)}",
            says=(*self._moved_scores_texts(own_scores), *widest_spread_texts(panels)),
            picture=pictures.picture(
                own_scores,
                panels,
                list(data.interview_questions().values()),
                data.CANDIDATE_LABELS,
                source=source_line("cases_panel"),
            ),
            table=reasons_table(values["question"], own_scores, panels),
            notes=("Open another question above to read what the panelists heard there.",),
        )

    def document(self, **values: Any) -> Document:
        """Return the scorecard, with the learner's own questions."""
        question_values = self.progress.values(OWN_QUESTIONS_ID) or {}
        return scorecard_document(values, question_values, panel_seen=self.is_comparison_shown)

    def _moved_scores_texts(self, own_scores: Mapping[str, Mapping[str, int]]) -> list[str]:
        """Return how many scores moved since the panel's were seen first."""
        sealed = scores_before_panel(self.progress.events_since_reset(self.activity_id))
        moved = sum(
            own_scores[who][key] != score
            for who, given in sealed.items()
            for key, score in given.items()
        )
        if not moved:
            return []
        many = "One of your scores has" if moved == 1 else f"{moved} of your scores have"
        return [
            (
                f"{many} moved since you saw the panel's. If a quotation changed your mind, good. "
                "If the others' numbers did, change yours back."
            )
        ]


def questions_opened_in_log(events: list) -> set[str]:
    """Return the questions that the log says were opened."""
    return {
        event.result["values"]["question"]
        for event in events
        if event.what == "changed" and "question" in event.result["values"]
    }


def _question_rows(questions: Mapping[str, interview.InterviewQuestion]) -> list[list[str]]:
    return [[key, f"{n}. {one.label}"] for n, (key, one) in enumerate(questions.items(), 1)]


def scores_before_panel(events: list) -> dict[str, dict[str, int]]:
    """Return the scores given when the panel's were asked for first.

    `events` are those since the last reset.
    """
    last: dict[str, Any] = {}
    sealed = None
    for event in events:
        if event.what == "changed":
            last = {**last, **event.result["values"]}
        elif event.what == "shown" and sealed is None:
            sealed = last
    return parse_own_scores((sealed or {}).get("scores", {}))


def _scored_mark(own_scores: Mapping[str, Mapping[str, int]], question: str) -> str:
    given = [scores[question] for scores in own_scores.values() if question in scores]
    return "✓" if len(given) == len(own_scores) else ""


def _summary_text(own_scores: Mapping[str, Mapping[str, int]], values: Mapping[str, Any]) -> str:
    missing = missing_score_count(own_scores)
    every = len(own_scores) * len(data.interview_questions())
    chosen = DECISION_LABELS[values["decision"]] if values["decision"] != UNDECIDED else ""
    open_still = undecided_reason(own_scores, values)
    if chosen and open_still:
        return f"Your decision ({chosen}) has to wait. {open_still}"
    if missing:
        return f"{every - missing} of {every} answers scored. Open the questions one by one."
    means = join_words(
        f"{data.CANDIDATE_LABELS[who]} {interview.mean_score(scores):.1f}"
        for who, scores in own_scores.items()
    )
    if chosen:
        return f"Decided: {chosen}. Your scores: {means} of {interview.MAX_SCORE}."
    return (
        f"All answers are scored: {means} of {interview.MAX_SCORE}, each question weighted "
        "equally. Next come the panel's scores and reasons, your evidence, and your decision."
    )


def question_and_answers_html(question: interview.InterviewQuestion) -> str:
    """Return one question with its anchors and both answers."""
    anchors = "".join(
        f"<li><strong>{n}</strong> {escape(text)}</li>" for n, text in question.anchors.items()
    )
    said = "".join(
        f"<div><p><strong>{escape(data.CANDIDATE_LABELS[who])}</strong></p><p>“{escape(text)}”</p></div>"
        for who, text in question.answers.items()
    )
    return (
        f"<p><strong>{escape(question.text)}</strong></p>"
        f'<ul class="tpo-anchors">{anchors}</ul><div class="tpo-change">{said}</div>'
    )


def _answers_table() -> Table:
    return Table(
        caption="All questions, anchors, and answers",
        columns=["Question", "1", "3", "5", *data.CANDIDATE_LABELS.values()],
        rows=[
            [one.text, *one.anchors.values(), *one.answers.values()]
            for one in data.interview_questions().values()
        ],
        source=source_line("cases_interview"),
    )
