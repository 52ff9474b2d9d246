"""The documents of the hiring notebook, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring import data
from utils.hiring.model import interview, need
from utils.kit.portfolio import escape_markdown, join_paragraphs, markdown_table
from utils.kit.tables import Table, source_line
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.hiring.model.alternatives import Coverage
    from utils.hiring.model.interview import InterviewQuestion, OwnQuestion
    from utils.hiring.model.posting import Posting, Remark

OPINION_DISCLAIMER = (
    "The criteria, the weights, and the line are opinion. They make an argument visible; they "
    "aren't a measurement. If you disagree, change a number and say which one."
)
SCORING_RULES_TEXT = """\
- Everyone gets the same questions, in the same sequence, with the same anchors.
- Score alone first. Then look at the others' scores, then the evidence, and then decide.
- Every question counts the same, unless a job analysis says otherwise and is on file.
- Ask only about what the job needs.
- Offer everyone adjustments to the interview, and say how to ask for them."""


def hiring_brief(
    *,
    product: str,
    ratings: Mapping[str, float],
    weights: Mapping[str, float],
    threshold: float,
    coverages: Sequence[Coverage],
    choice: str,
    reason: str,
) -> Document:
    """Return the brief: question, verdict and how stable it is, other ways, recommendation."""
    value = need.weighted_score(ratings, weights)
    verdict = need.VERDICT_TEXTS[need.score_verdict(value, threshold)]
    share = need.share_above_threshold(need.scores_under_random_weights(ratings), threshold)
    parts = [
        f"Product: {escape_markdown(product)}. Question: who should own it?",
        "## Recommendation",
        f"{f'**{choice}.**' if choice else '_Not decided yet._'} {escape_markdown(reason)}".strip(),
        "## Does the product need technical depth?",
        f"**{value:.2f}** against a line of {threshold:.2f}: {verdict}.",
        _ratings_markdown(ratings, weights),
        "## How much depends on the weights",
        _smallest_weight_change_text(ratings, weights, threshold),
        f"With weights drawn at random, {share:.0%} of all draws are above the line.",
        "## Other ways",
        _alternatives_markdown(coverages),
        "## What would settle it",
        _evidence_to_check_markdown(ratings, weights, threshold),
        f"_{OPINION_DISCLAIMER}_",
    ]
    return Document("hiring-brief", "Hiring brief", join_paragraphs(parts))


def _ratings_markdown(ratings: Mapping[str, float], weights: Mapping[str, float]) -> str:
    share = need.normalize_weights(weights)
    return markdown_table(
        Table(
            caption="Ratings",
            columns=["Criterion", "Rating", "Weight"],
            rows=[
                [one.label, f"{ratings[key]:g} of {need.MAX_RATING}", f"{share[key]:.0%}"]
                for key, one in data.criteria().items()
            ],
            source=source_line("hiring_criteria"),
        )
    )


def _smallest_weight_change_text(
    ratings: Mapping[str, float], weights: Mapping[str, float], threshold: float
) -> str:
    if abs(need.weighted_score(ratings, weights) - threshold) < need.FLOAT_TOLERANCE:
        return "The score is exactly on the line."
    turns = need.break_even_weights(ratings, weights, threshold)
    if not turns:
        return "No single weight brings the score to the line."
    one = turns[0]
    return (
        "The smallest change in one weight that does: "
        f"“{data.criteria()[one.criterion].label}” from "
        f"{one.current_weight:.0%} to {one.break_even_weight:.0%}."
    )


def _alternatives_markdown(coverages: Sequence[Coverage]) -> str:
    return markdown_table(
        Table(
            caption="Other ways",
            columns=["Way", "Months", "Need left uncovered", "Cost"],
            rows=[
                [
                    one.option.label,
                    f"{one.option.months:g}{'' if one.in_time else ' (too late)'}",
                    f"{one.uncovered_share:.0%}",
                    one.option.cost,
                ]
                for one in coverages
            ],
            source=source_line("hiring_options"),
        )
    )


def _evidence_to_check_markdown(
    ratings: Mapping[str, float], weights: Mapping[str, float], threshold: float
) -> str:
    first = need.most_decisive_rating_change(ratings, weights, threshold).criterion
    keys = [first, *(key for key in data.criteria() if key != first)]
    return "\n".join(
        f"{n}. **{data.criteria()[key].label}**: {data.criteria()[key].deciding_evidence}"
        for n, key in enumerate(keys[:3], start=1)
    )


def job_description(posting: Posting, remarks: Sequence[Remark]) -> Document:
    """Return the job ad, each must-have with the outcome it serves, and open remarks."""
    order = [n for n, outcome in enumerate(posting.outcomes, 1) if outcome.strip()]
    parts = [
        f"**Technical product owner**, {escape_markdown(posting.product) or '…'}",
        "## What you'll have achieved after a year",
        "\n".join(
            f"{n}. {escape_markdown(posting.outcomes[o - 1])}" for n, o in enumerate(order, 1)
        )
        or "_Nothing written yet._",
        "## What you bring, and which outcome it serves",
        "\n".join(
            f"- {escape_markdown(must.text)}{_outcome_reference_text(must.outcome_number, order)}"
            for must in posting.must_haves
            if must.text.strip()
        )
        or "_Nothing written yet._",
        "## What this job isn't",
        (
            "You'll read code, contracts, and logs. You won't write production code, and you "
            "won't lead the engineers."
        ),
        "## Pay and place",
        escape_markdown(posting.pay) or "_Not said yet._",
        escape_markdown(posting.rest),
    ]
    if remarks:
        parts += [
            "## Before it goes out",
            "\n".join(
                f"- {one.location}: {escape_markdown(one.message)} {one.fix}" for one in remarks
            ),
        ]
    return Document("job-description", "Job description", join_paragraphs(parts))


def _outcome_reference_text(outcome_number: int, shown_numbers: Sequence[int]) -> str:
    """Return the number that an outcome has on the page; those left out have none."""
    return (
        f" (for {shown_numbers.index(outcome_number) + 1})"
        if outcome_number in shown_numbers
        else ""
    )


def scorecard_document(
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[InterviewQuestion],
    names: Mapping[str, str],
    evidence: Mapping[str, str],
    decision: str,
    own_questions: Mapping[int, OwnQuestion] | None = None,
) -> Document:
    """Return questions and anchors, scores, evidence and decision. `panels` may be empty.

    `own_questions` are the learner's, by number.
    """
    parts = [
        "All candidates are invented.",
        "## Decision",
        f"**{decision}**"
        if decision
        else "_Still open: first all the scores, and then the evidence._",
        *(
            f"**{names[who]}.** {escape_markdown(text) or '_No evidence written yet._'}"
            for who, text in evidence.items()
        ),
        "## Scores",
        _scores_markdown(own_scores, panels, questions, names),
        "## Questions and anchors",
        _questions_markdown(questions),
        *_own_questions_section(own_questions or {}),
        "## Rules",
        SCORING_RULES_TEXT,
    ]
    return Document("scorecard", "Interview scorecard", join_paragraphs(parts))


def _scores_markdown(
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
    questions: Sequence[InterviewQuestion],
    names: Mapping[str, str],
) -> str:
    seen = {who: interview.spread_by_question(panel) for who, panel in panels.items()}
    heads = [
        f"{names[who]}{part}" for who in names for part in ("", *([": panel"] if seen else []))
    ]
    body = []
    for one in questions:
        row = [one.label]
        for who in names:
            row.append(str(own_scores[who].get(one.key, "–")))
            if seen:
                scores = seen[who][one.key].scores
                row.append(f"{min(scores)}–{max(scores)}")
        body.append(row)
    means = [
        f"{names[who]}: mean {interview.mean_score(scores):.1f} of {interview.MAX_SCORE}"
        for who, scores in own_scores.items()
        if scores
    ]
    table = f"| Question | {' | '.join(heads)} |\n|---|{'---:|' * len(heads)}\n" + "\n".join(
        f"| {' | '.join(row)} |" for row in body
    )
    return f"{table}\n\n{'; '.join(means) or 'No scores yet'}."


def _own_questions_section(questions: Mapping[int, OwnQuestion]) -> list[str]:
    if not questions:
        return []
    return [
        "## My own questions and anchors",
        "\n\n".join(
            f"{n}. **{escape_markdown(one.text.strip()) or '…'}**\n"
            + "\n".join(
                f"    - {rating}: {escape_markdown(text.strip()) or '…'}"
                for rating, text in one.anchors.items()
            )
            for n, one in questions.items()
        ),
    ]


def _questions_markdown(questions: Sequence[InterviewQuestion]) -> str:
    return "\n\n".join(
        f"{n}. **{one.text}**\n"
        + "\n".join(f"    - {rating}: {text}" for rating, text in one.anchors.items())
        for n, one in enumerate(questions, start=1)
    )
