"""The two documents of the pay notebook, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.portfolio import join_paragraphs, markdown_table, written
from utils.kit.tables import format_usd
from utils.kit.view import Document
from utils.pay.article import article_figures, article_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.tables import Table
    from utils.kit.view import View


OFFER_QUESTIONS = """\
- [ ] Which percentile of your own pay band is this offer, and where does the band come from?
- [ ] How often was the bonus paid in full in the last three years?
- [ ] What does the level mean here, and which decisions would be mine?
- [ ] What happens to my pay if I move to a place with a different price level?"""
LIMITATIONS = (
    "A technical product owner doesn't have an occupation code, so each benchmark rests on a "
    "stand-in. Official wages leave out year-end bonuses and stock. The chance of the bonus and "
    "the equity discount are my own estimates. I took local prices out of the whole offer and "
    "left out taxes. The article's figure is an average of base salaries in April 2026, while "
    "the wages are from May 2025."
)


def compensation_brief(
    *, headline: str, offers: Table, break_even: str, reasons: str, benchmark: View
) -> Document:
    """Return the compensation brief: benchmark, offers, what would change my mind."""
    told = article_figures()
    reported = (
        f"The article reports an average of {format_usd(told['average'])}, between about "
        f"{format_usd(told['low'])} and nearly {format_usd(told['high'])}. ({article_source()})"
    )
    parts = [
        "## What the market figures say",
        reported,
        benchmark.summary,
        markdown_table(benchmark.table) if benchmark.table else "",
        "## The two offers",
        f"**{headline}.**",
        markdown_table(offers),
        "## What would make them equal",
        break_even,
        "## What matters to me besides money",
        written(reasons),
        "## Before I sign: questions to ask",
        OFFER_QUESTIONS,
        "## Limits",
        LIMITATIONS,
    ]
    return Document("compensation-brief", "Compensation brief", join_paragraphs(parts))


def path_plan(
    *,
    starting_point: str,
    headline: str,
    pace: tuple[float, float],
    steps: Table,
    strengths: Sequence[str],
    first_documents: Sequence[dict[str, Any]],
) -> Document:
    """Return the path plan: steps, first documents, and the assumptions behind them.

    `pace` is hours a week and effort as a multiple of the starting hours per level.
    """
    documents = "\n".join(
        f"{row['order']}. **{row['document']}** – {row['why']}"
        for row in sorted(first_documents, key=lambda row: row["order"])
    )
    assumed = (
        f"My own assumptions are {pace[0]:g} hours a week and {pace[1]:g} times the course's hours "
        "per level. The targets are the course's starting point, which is an opinion. I'll look "
        "at this plan again after 90 days."
    )
    parts = [
        f"**Coming in as:** {starting_point}",
        f"**{headline}.**",
        "## Steps",
        markdown_table(steps) if steps.rows else "No gaps left.",
        "## What I already bring",
        ", ".join(strengths) or "No skill is at its target yet, so every step above counts.",
        "## The first three documents I'll write",
        documents,
        "## Assumptions",
        assumed,
    ]
    return Document("path-plan", "Path plan", join_paragraphs(parts))
