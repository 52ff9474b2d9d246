"""The twelve weeks as a document for the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.capstone.quarter import learner_plan, words
from utils.kit.portfolio import (
    escape_markdown,
    escaped_or_not_written,
    join_paragraphs,
    markdown_table,
)
from utils.kit.view import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from utils.capstone.model.quarter.study import Study
    from utils.capstone.quarter.story import QuarterStory
    from utils.kit.tables import Table

DOCUMENT_NAME, DOCUMENT_TITLE = "twelve-weeks", "Twelve weeks"


def report_document(
    story: QuarterStory,
    outcome_table: Table,
    decisive_lines: Sequence[str],
    study: Study,
    learned: str,
) -> Document:
    """Return promise and outcome, the decisions, the weeks, and what was learned."""
    p50, p85 = (
        words.working_day_number(study.launch_day_percentile(percent)) for percent in (50, 85)
    )
    parts = [
        f"A simulated quarter of seat {story.plan.brief.seed}. All of it is invented.",
        "## What I promised",
        _bullet_list(learner_plan.promise_lines(story.plan)),
        "## What happened",
        markdown_table(outcome_table),
        _bullet_list(f"{who}: {said}" for who, said, _ in words.final_answers(story)),
        "## What I decided along the way",
        _bullet_list(decision_lines(story)),
        "## Which day I could have promised",
        f"Half of 1,000 such quarters launch by day {p50} (P50), 85 of 100 by day {p85} (P85).",
        _bullet_list(decisive_lines),
        "## What I'd promise next time",
        escaped_or_not_written(learned),
        "## Week by week",
        _bullet_list(
            f"Week {week}: {line}"
            for week in range(1, story.week + 1)
            if not words.is_quiet_week(story, week)
            for line in words.week_lines(story, week)
        ),
    ]
    return Document(DOCUMENT_NAME, DOCUMENT_TITLE, join_paragraphs(parts))


def promise_and_decisions_markdown(story: QuarterStory) -> str:
    """Return the promise and the decisions so far: what it takes to play the quarter again."""
    return _bullet_list([*learner_plan.promise_lines(story.plan), *decision_lines(story)])


def decision_lines(story: QuarterStory) -> list[str]:
    """Return what was decided, and in which week."""
    taken = dict(story.strategy.items())
    return [
        f"Week {one.week}, {words.DECISION_TITLES[one.decision]}: "
        f"{words.way_label(story.plan, one.decision, taken[one.decision], story.strategy)}."
        for one in story.asked
    ]


def _bullet_list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)
