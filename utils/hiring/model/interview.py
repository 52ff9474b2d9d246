"""H3: scores of a structured interview, and how far the raters agree.

Same job-related questions for all, anchored ratings, own scores before others are seen, equal
weights unless a job analysis says otherwise: U.S. Office of Personnel Management, "Structured
Interviews: A Practical Guide" (2008) and its questions and answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median
from typing import TYPE_CHECKING

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MIN_SCORE, MAX_SCORE = 1, 5  # the ends of the rating scale
MIN_QUOTE_WORDS = 4  # words in a row that make a quotation
MIN_ANCHOR_WORDS = 2  # one can't say what you'd hear; “Blames others” can
ANCHORED_SCORES = (1, 3, 5)  # the ratings that have an anchor
# An answer to these is a yes or a no; a request for a story or a case isn't.
_YES_NO_QUESTION_PATTERN = re.compile(
    r"^\W*(?:do|does|did|are|is|was|were|have|has|had|can|could|will|would|should|may)"
    r" (?:you|your|it|there|the|we|they|a|an)\b",
    re.IGNORECASE,
)
_QUESTION_OR_REQUEST_PATTERN = re.compile(
    r"\?\s*$|\b(?:tell|describe|explain|show|walk|give|talk|think of|name|suppose|imagine)\b",
    re.IGNORECASE,
)
_VAGUE_ANCHOR_WORDS_TEXT = """
a an the very is and or poor fair good bad excellent great weak strong average ok okay medium
answer answers response quality high low best worst middle mediocre perfect convincing nothing
clear solid really quite not so just about in between somewhere too better worse well done below
above than others candidate person score rating grade points level mixed partly all it one this
that only no yes
"""
_VAGUE_ANCHOR_WORDS = frozenset(_VAGUE_ANCHOR_WORDS_TEXT.split())


@dataclass(frozen=True)
class InterviewQuestion:
    """One interview question, its anchors by rating, and the answers by candidate."""

    key: str
    label: str
    text: str
    anchors: dict[int, str]
    answers: dict[str, str]


@dataclass(frozen=True)
class OwnQuestion:
    """A question of the learner's own, with what each anchored rating sounds like."""

    text: str
    anchors: dict[int, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any(part.strip() for part in (self.text, *self.anchors.values()))


@dataclass(frozen=True)
class ScoreSpread:
    """The scores of several raters for one answer."""

    scores: tuple[int, ...]

    @property
    def median_score(self) -> float:
        """The median score."""
        return median(self.scores)

    @property
    def width(self) -> int:
        """Highest minus lowest."""
        return max(self.scores) - min(self.scores)


@dataclass(frozen=True)
class RaterAgreement:
    """Agreement between pairs: share equal, share within one point, mean distance in points."""

    pairs: int
    exact: float
    within_one: float
    mean_distance: float


def spread_by_question(panel: Mapping[str, Mapping[str, int]]) -> dict[str, ScoreSpread]:
    """Return the scores of the panel by question. `panel`: panelist → question → score."""
    keys = next(iter(panel.values()))
    return {key: ScoreSpread(tuple(one[key] for one in panel.values())) for key in keys}


def mean_score(scores: Mapping[str, int]) -> float:
    """Return the mean of the scores: every question counts the same.

    Raises InputError without scores or for one off the scale.
    """
    if not scores:
        raise InputError("There are no scores yet.", "Score at least one answer.")
    for question, given in scores.items():
        if given not in range(MIN_SCORE, MAX_SCORE + 1):
            raise InputError(
                f"{question} was given {given}.", f"Score from {MIN_SCORE} to {MAX_SCORE}."
            )
    return fmean(scores.values())


def compute_agreement(pairs: Sequence[tuple[int, int]]) -> RaterAgreement:
    """Return how close pairs of scores are to each other. Raises InputError without pairs."""
    if not pairs:
        raise InputError("There's nothing to compare.", "Score the same answers twice.")
    apart = [abs(one - other) for one, other in pairs]
    many = len(apart)
    return RaterAgreement(
        pairs=many,
        exact=apart.count(0) / many,
        within_one=sum(distance <= 1 for distance in apart) / many,
        mean_distance=sum(apart) / many,
    )


def inter_rater_agreement(raters: Sequence[Mapping[str, int]]) -> RaterAgreement:
    """Return the agreement of every two raters over the answers that both scored."""
    return compute_agreement(
        [
            (one[key], other[key])
            for one, other in combinations(raters, 2)
            for key in one.keys() & other.keys()
        ]
    )


def agreement_with_raters(
    own_scores: Mapping[str, int], raters: Sequence[Mapping[str, int]]
) -> RaterAgreement:
    """Return the agreement of one rater with each of the others."""
    return compute_agreement(
        [
            (own_scores[key], other[key])
            for other in raters
            for key in own_scores.keys() & other.keys()
        ]
    )


def contains_quote(evidence: str, answers_text: str, min_words: int = MIN_QUOTE_WORDS) -> bool:
    """Return whether evidence quotes at least `min_words` words in a row of the answers.

    Case and punctuation do not count. An impression ("a good fit") quotes nothing.
    """
    answer_words, evidence_words = _split_words(answers_text), _split_words(evidence)
    runs = {
        tuple(answer_words[at : at + min_words]) for at in range(len(answer_words) - min_words + 1)
    }
    return any(
        tuple(evidence_words[at : at + min_words]) in runs
        for at in range(len(evidence_words) - min_words + 1)
    )


def _split_words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def mean_score_by_candidate(
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> dict[str, float]:
    """Return each candidate's mean over all panelists and questions, the highest first.

    `panels`: candidate → panelist → question → score.
    """
    means = {
        who: fmean(score for one in panel.values() for score in one.values())
        for who, panel in panels.items()
    }
    return dict(sorted(means.items(), key=lambda pair: -pair[1]))


def leading_candidate_without(
    panels: Mapping[str, Mapping[str, Mapping[str, int]]], panelist: str
) -> str:
    """Return who leads if one panelist's scores are left out."""
    other_panels = {
        who: {name: given for name, given in panel.items() if name != panelist}
        for who, panel in panels.items()
    }
    return next(iter(mean_score_by_candidate(other_panels)))


def question_checklist(question: OwnQuestion) -> tuple[tuple[str, bool], ...]:
    """Return what a question of one's own has to have, each with whether it has it."""
    text, anchors = question.text.strip(), [part.strip() for part in question.anchors.values()]
    return (
        ("asks for a story or a case, not for yes or no", _is_open_question(text)),
        ("each of the three anchors says what you'd hear", all(map(_is_concrete_anchor, anchors))),
        ("the anchors differ", all(anchors) and len({one.lower() for one in anchors}) == 3),
    )


def _is_open_question(text: str) -> bool:
    last = re.split(r"(?<=[.!?])\s+", text)[-1]
    return (
        bool(_QUESTION_OR_REQUEST_PATTERN.search(text))
        and len(text.split()) >= 5
        and not _YES_NO_QUESTION_PATTERN.search(last)
    )


def _is_concrete_anchor(anchor: str) -> bool:
    words = re.findall(r"[\w']+", anchor.lower())
    said = {word for word in words if not word.isdigit()} - _VAGUE_ANCHOR_WORDS
    return len(words) >= MIN_ANCHOR_WORDS and bool(said)
