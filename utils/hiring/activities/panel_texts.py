"""What the panel gave, and what each panelist heard, in words and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring import data
from utils.hiring.model import interview
from utils.kit.english import join_words
from utils.kit.tables import Table, source_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def agreement_text(
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> str:
    """Return how far the panel agrees with itself, and the learner with it."""
    everyone = [
        _flatten_scores({who: panel[name] for who, panel in panels.items()})
        for name in data.panelist_labels()
    ]
    among = interview.inter_rater_agreement(everyone)
    mine = interview.agreement_with_raters(_flatten_scores(own_scores), everyone)
    return (
        f"Any two panelists are within one point of each other on {among.within_one:.0%} of the "
        f"answers, and equal on {among.exact:.0%}. For you and one of them, it's "
        f"{mine.within_one:.0%} and "
        f"{mine.exact:.0%}. Talk about the longest lines first, and quote what was said."
    )


def leading_candidate_text(panels: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    """Return how close the first two are, and whose scores decide who is first."""
    (first, best), (second, next_best) = list(interview.mean_score_by_candidate(panels).items())[:2]
    turning = [
        label.lower() if label.split()[0] != "TPO" else label
        for name, label in data.panelist_labels().items()
        if interview.leading_candidate_without(panels, name) != first
    ]
    said = (
        f"The panel's means: {_short_name(first)} {best:.2f}, {_short_name(second)} "
        f"{next_best:.2f} of "
        f"{interview.MAX_SCORE}."
    )
    if not turning:
        return f"{said} {_short_name(first)} leads, whichever panelist you leave out."
    return (
        f"{said} Leave out the {join_words(turning, 'or the')}, and {_short_name(second)} leads. "
        "That's "
        "too close for the mean to decide: which answers does the job need most?"
    )


def _short_name(candidate: str) -> str:
    return data.CANDIDATE_LABELS[candidate].split()[-1]


def widest_spread_texts(panels: Mapping[str, Mapping[str, Mapping[str, int]]]) -> list[str]:
    """Return for the answers with the widest spread who heard what, lowest and highest."""
    spreads = {
        (who, key): spread
        for who, panel in panels.items()
        for key, spread in interview.spread_by_question(panel).items()
    }
    most = max(spread.width for spread in spreads.values())
    return [
        _opposite_reasons_text(who, key, panels[who])
        for (who, key), spread in spreads.items()
        if spread.width == most
    ]


def _opposite_reasons_text(
    candidate: str, question: str, panel: Mapping[str, Mapping[str, int]]
) -> str:
    reasons, names = data.panel_reasons(candidate, question), data.panelist_labels()
    by_score = sorted(panel, key=lambda name: panel[name][question])
    low, high = by_score[0], by_score[-1]
    return (
        f"{_short_name(candidate)}, {data.interview_questions()[question].label.lower()}: "
        f"{names[low]} heard “{reasons[low]}” and gave {panel[low][question]}. "
        f"{names[high]} heard “{reasons[high]}” and gave {panel[high][question]}."
    )


def _flatten_scores(scores: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {f"{key}.{who}": n for who, given in scores.items() for key, n in given.items()}


def reasons_table(
    question: str,
    own_scores: Mapping[str, Mapping[str, int]],
    panels: Mapping[str, Mapping[str, Mapping[str, int]]],
) -> Table:
    """Return for one question what each panelist gave, and what they heard."""
    number = list(data.interview_questions()).index(question) + 1
    return Table(
        caption=f"Question {number}, {data.interview_questions()[question].label}: who heard what",
        columns=["Candidate", "Who", "Score", "What they heard"],
        rows=[
            row
            for who, panel in panels.items()
            for row in _reason_rows(question, who, own_scores, panel)
        ],
        source=source_line("cases_panel"),
    )


def _reason_rows(
    question: str,
    candidate: str,
    own_scores: Mapping[str, Mapping[str, int]],
    panel: Mapping[str, Mapping[str, int]],
) -> list[list[str]]:
    reasons, names = data.panel_reasons(candidate, question), data.panelist_labels()
    return [
        [_short_name(candidate), "You", str(own_scores[candidate][question]), ""],
        *(["", names[name], str(given[question]), reasons[name]] for name, given in panel.items()),
    ]
