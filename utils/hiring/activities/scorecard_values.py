"""What the values of the scorecard mean: scores, questions, evidence, and the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.hiring import data, documents
from utils.hiring.model import interview
from utils.kit.english import plural, plural_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from utils.kit.view import Document

OWN_QUESTIONS_ID = "04.own"  # the activity in which the learner's own questions are written
OWN_QUESTION_COUNT = 2  # at most
UNDECIDED = "open"
DECISION_LABELS = {
    UNDECIDED: "Not yet",
    "heron": "Heron",
    "wren": "Wren",
    "plover": "Plover",
    "neither": "None of them",
}
EVIDENCE_FIELD_BY_CANDIDATE = {who: f"evidence_{who}" for who in data.CANDIDATE_LABELS}


def parse_own_scores(grid_values: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Return the learner's scores by candidate and question; only those given."""
    return {
        who: {
            key: int(grid_values[f"{key}.{who}"])
            for key in data.interview_questions()
            if grid_values.get(f"{key}.{who}")
        }
        for who in data.CANDIDATE_LABELS
    }


def panel_scores_by_candidate() -> dict[str, dict[str, dict[str, int]]]:
    """Return the panel's scores: candidate → panelist → question → score."""
    return {who: data.panel_scores(who) for who in data.CANDIDATE_LABELS}


def missing_score_count(own_scores: Mapping[str, Mapping[str, int]]) -> int:
    """Return how many answers have no score yet."""
    return len(own_scores) * len(data.interview_questions()) - sum(map(len, own_scores.values()))


def missing_scores_text(missing_count: int) -> str:
    """Return in words how many answers have no score."""
    return f"{plural(missing_count, 'answer')} {plural_noun(missing_count, 'has', 'have')} no score"


def undecided_reason(own_scores: Mapping[str, Mapping[str, int]], values: Mapping[str, Any]) -> str:
    """Return why a decision is not accepted yet; empty if scores and evidence are complete."""
    missing = missing_score_count(own_scores)
    if missing:
        return f"{missing_scores_text(missing)} yet."
    for who, name in EVIDENCE_FIELD_BY_CANDIDATE.items():
        said = " ".join(one.answers[who] for one in data.interview_questions().values())
        if not interview.contains_quote(values[name], said):
            return (
                f"The evidence on {data.CANDIDATE_LABELS[who]} doesn't quote anything they said. "
                f"Write at least {interview.MIN_QUOTE_WORDS} words in a row from an answer. An "
                "impression isn't evidence."
            )
    return ""


def parse_own_questions(values: Mapping[str, str]) -> dict[int, interview.OwnQuestion]:
    """Return the learner's own questions by number, without those left empty."""
    every = {
        n: interview.OwnQuestion(
            values.get(f"text{n}", ""),
            {score: values.get(f"anchor{n}_{score}", "") for score in interview.ANCHORED_SCORES},
        )
        for n in range(1, OWN_QUESTION_COUNT + 1)
    }
    return {n: one for n, one in every.items() if not one.is_empty}


def scorecard_document(
    values: Mapping[str, Any], question_values: Mapping[str, str], *, panel_seen: bool
) -> Document:
    """Return the scorecard of some answers, with the questions in the values of `04.own`."""
    own_scores = parse_own_scores(values["scores"])
    decided = values["decision"] != UNDECIDED and not undecided_reason(own_scores, values)
    return documents.scorecard_document(
        own_scores,
        panel_scores_by_candidate() if panel_seen else {},
        list(data.interview_questions().values()),
        data.CANDIDATE_LABELS,
        {who: values[name] for who, name in EVIDENCE_FIELD_BY_CANDIDATE.items()},
        DECISION_LABELS[values["decision"]] if decided else "",
        parse_own_questions(question_values),
    )
