"""H3: six questions, two candidates, own scores before the panel's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.hiring import data, documents
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
from utils.kit.english import join_words, plural, plural_noun
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ipywidgets as widgets

    from utils.kit.controls import Input

UNDECIDED = "open"
SCORE_OPTIONS = [(str(n), str(n)) for n in range(interview.MIN_SCORE, interview.MAX_SCORE + 1)]
DECISION_LABELS = {
    UNDECIDED: "Not yet",
    "heron": "Heron",
    "wren": "Wren",
    "neither": "Neither of them",
}
EVIDENCE_FIELDS = {who: f"evidence_{who}" for who in data.CANDIDATES}


class Scorecard(Activity):
    """Score both candidates against the anchors, see the panel, write evidence, decide."""

    activity_id = "04.h3"
    title = "A structured interview"
    task = (
        "Two candidates, both invented, answered the same six questions. Score each answer against "
        "the anchors, one question at a time. Only then look at the scores four others gave."
    )
    save_label = "Save my scorecard"
    compare_label = "Show the panel's scores"

    def controls(self) -> dict[str, Input]:
        """Return the question on show, the scores, the evidence and the decision."""
        questions = data.interview_questions()
        scores = dropdown_grid(
            "Your scores",
            "Question",
            [(key, f"{n}. {one.label}") for n, (key, one) in enumerate(questions.items(), 1)],
            [(who, name.split()[-1], name) for who, name in data.CANDIDATES.items()],
            SCORE_OPTIONS,
            check="Scored",
        )
        numbers = [(key, str(n)) for n, key in enumerate(questions, start=1)]
        made: dict[str, Input] = {
            "question": radio_buttons("Question", numbers, next(iter(questions))),
            "scores": scores,
        }
        for who, name in data.CANDIDATES.items():
            made[EVIDENCE_FIELDS[who]] = text_field(
                f"Evidence on {name}",
                hint="What counted most. "
                f"Quote at least {interview.MIN_QUOTE_WORDS} words in a row.",
                lines=2,
            )
        made["decision"] = radio_buttons("Your decision", DECISION_LABELS.items(), UNDECIDED)
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the answers above, the scores below them."""
        self._answers = Html()
        return stacked(controls["question"], self._answers, controls["scores"])

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return evidence and decision, which come after the scores."""
        fields = [self.inputs[name] for name in EVIDENCE_FIELDS.values()]
        return [side_by_side(*fields), self.inputs["decision"]]

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the chosen question's answers, and mark the rows that are scored."""
        questions = data.interview_questions()
        self._answers.html = answers_html(questions[answers["question"]])
        own = own_scores(answers["scores"])
        controls["scores"].marks = {key: _mark(own, key) for key in questions}

    def view(self, **values: Any) -> View:
        """Return how far the scoring is, and where it leads. Scores from 1 to 5."""
        own = own_scores(values["scores"])
        return View(
            summary=_summary_text(own, values),
            table=_answers_table(),
            table_title="All questions and answers on one page",
        )

    def comparison(self, **values: Any) -> View:
        """Return the panel's scores next to the learner's, once all are given."""
        own = own_scores(values["scores"])
        missing = _missing(own)
        if missing:
            raise InputError(
                f"{_without_score(missing)} from you yet.",
                "Score them all first. Seeing other people's scores pulls yours toward theirs.",
            )
        panels = {who: data.panel_scores(who) for who in data.CANDIDATES}
        return View(
            summary=agreement_text(own, panels),
            says=tuple(self._moved(own)),
            picture=pictures.picture(
                own,
                panels,
                list(data.interview_questions().values()),
                data.CANDIDATES,
                source=source_line("cases_panel"),
            ),
            table=_panel_table(own, panels),
        )

    def document(self, **values: Any) -> Document:
        """Return the scorecard."""
        own = own_scores(values["scores"])
        decided = values["decision"] != UNDECIDED and not undecided_reason(own, values)
        panels = {who: data.panel_scores(who) for who in data.CANDIDATES} if self.comparing else {}
        return documents.scorecard(
            own,
            panels,
            list(data.interview_questions().values()),
            data.CANDIDATES,
            {who: values[name] for who, name in EVIDENCE_FIELDS.items()},
            DECISION_LABELS[values["decision"]] if decided else "",
        )

    def _moved(self, own: Mapping[str, Mapping[str, int]]) -> list[str]:
        """Return how many scores moved since the panel's were seen first."""
        sealed = scores_before_panel(self.progress.since_reset(self.activity_id))
        moved = sum(
            own[who][key] != score for who, given in sealed.items() for key, score in given.items()
        )
        if not moved:
            return []
        many = "One of your scores has" if moved == 1 else f"{moved} of your scores have"
        return [
            (
                f"{many} moved since you saw the panel's. If a quotation changed your mind, good. "
                "If the others' numbers did, move back."
            )
        ]


def own_scores(matrix: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Return the learner's scores by candidate and question; only those given."""
    return {
        who: {
            key: int(matrix[f"{key}.{who}"])
            for key in data.interview_questions()
            if matrix.get(f"{key}.{who}")
        }
        for who in data.CANDIDATES
    }


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
    return own_scores((sealed or {}).get("scores", {}))


def _missing(own: Mapping[str, Mapping[str, int]]) -> int:
    return len(own) * len(data.interview_questions()) - sum(map(len, own.values()))


def _without_score(missing: int) -> str:
    return f"{plural(missing, 'answer')} {plural_noun(missing, 'has', 'have')} no score"


def undecided_reason(own: Mapping[str, Mapping[str, int]], values: Mapping[str, Any]) -> str:
    """Return why a decision is not accepted yet; empty if scores and evidence are complete."""
    missing = _missing(own)
    if missing:
        return f"{_without_score(missing)} yet."
    for who, name in EVIDENCE_FIELDS.items():
        said = " ".join(one.answers[who] for one in data.interview_questions().values())
        if not interview.contains_quote(values[name], said):
            return (
                f"The evidence on {data.CANDIDATES[who]} doesn't quote anything they said. Write "
                f"at least {interview.MIN_QUOTE_WORDS} words in a row from an answer. An "
                "impression isn't evidence."
            )
    return ""


def _mark(own: Mapping[str, Mapping[str, int]], key: str) -> str:
    given = [scores[key] for scores in own.values() if key in scores]
    return "✓" if len(given) == len(own) else ""


def _summary_text(own: Mapping[str, Mapping[str, int]], values: Mapping[str, Any]) -> str:
    missing = _missing(own)
    every = len(own) * len(data.interview_questions())
    chosen = DECISION_LABELS[values["decision"]] if values["decision"] != UNDECIDED else ""
    open_still = undecided_reason(own, values)
    if chosen and open_still:
        return f"Your decision ({chosen}) has to wait. {open_still}"
    if missing:
        return f"{every - missing} of {every} answers scored. Go through the questions one by one."
    means = join_words(
        f"{data.CANDIDATES[who]} {interview.mean_score(scores):.1f}" for who, scores in own.items()
    )
    if chosen:
        return f"Decided: {chosen}. Your scores: {means} of {interview.MAX_SCORE}."
    return (
        f"All answers are scored: {means} of {interview.MAX_SCORE}, each question weighted "
        "equally. "
        "Next come the panel's scores, your evidence, and your decision."
    )


def agreement_text(
    own: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> str:
    """Return how far the panel agrees with itself, and the learner with it."""
    everyone = [
        _flat({who: panel[name] for who, panel in panels.items()}) for name in data.panelists()
    ]
    among = interview.inter_rater_agreement(everyone)
    mine = interview.agreement_with_raters(_flat(own), everyone)
    return (
        f"Any two panelists are within one point of each other on {among.within_one:.0%} of the "
        f"answers, and equal on {among.exact:.0%}. For you and one of them, it's "
        f"{mine.within_one:.0%} and "
        f"{mine.exact:.0%}. Talk about the longest lines first, and quote what was said."
    )


def _flat(scores: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {f"{key}.{who}": n for who, given in scores.items() for key, n in given.items()}


def answers_html(question: interview.Question) -> str:
    """Return one question with its anchors and both answers."""
    anchors = "".join(
        f"<li><strong>{n}</strong> {escape(text)}</li>" for n, text in question.anchors.items()
    )
    said = "".join(
        f"<div><p><strong>{escape(data.CANDIDATES[who])}</strong></p><p>“{escape(text)}”</p></div>"
        for who, text in question.answers.items()
    )
    return (
        f"<p><strong>{escape(question.text)}</strong></p>"
        f'<ul class="tpo-anchors">{anchors}</ul><div class="tpo-change">{said}</div>'
    )


def _answers_table() -> Table:
    return Table(
        caption="All questions, anchors, and answers",
        columns=["Question", "1", "3", "5", *data.CANDIDATES.values()],
        rows=[
            [one.text, *one.anchors.values(), *one.answers.values()]
            for one in data.interview_questions().values()
        ],
        source=source_line("cases_interview"),
    )


def _panel_table(
    own: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> Table:
    rows = []
    for who, panel in panels.items():
        for key, one in data.interview_questions().items():
            spread = interview.spread_by_question(panel)[key]
            rows.append(
                [
                    data.CANDIDATES[who],
                    one.label,
                    str(own[who][key]),
                    ", ".join(map(str, spread.scores)),
                    f"{spread.median_score:g}",
                    str(spread.width),
                ]
            )
    return Table(
        caption=f"Your score and the panel's ({', '.join(data.panelists().values())})",
        columns=["Candidate", "Question", "You", "Panel", "Median", "Spread"],
        rows=rows,
        source=source_line("cases_panel"),
    )
