"""The documents of the pay notebook, as Markdown. What a learner typed is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.calendar_file import CALENDAR_MEDIA_TYPE
from utils.kit.portfolio import (
    NOT_WRITTEN_MARKDOWN,
    escaped_or_not_written,
    join_paragraphs,
    markdown_table,
)
from utils.kit.tables import format_usd
from utils.kit.view import Attachment, Document
from utils.pay.article import article_figures, article_source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from utils.kit.tables import Table
    from utils.kit.view import View
    from utils.pay.model.bands import Band
    from utils.pay.model.fairness import PayPair


COURSE_TARGETS_TEXT = "The targets are the course's starting point, which is an opinion."
OWN_TARGETS_TEXT = "The targets and weights are those of my skill-gap plan."
QUESTIONS_BEFORE_SIGNING_MARKDOWN = """\
- [ ] Where in your pay band is this offer, and where does the band come from?
- [ ] How often was the bonus paid in full in the last three years?
- [ ] What does the level mean here, and which decisions would be mine?
- [ ] What happens to my pay if I move to a place with a different price level?"""
COMPENSATION_BRIEF_LIMITATIONS_TEXT = (
    "A technical product owner doesn't have an occupation code, so each benchmark rests on a "
    "stand-in. Official wages leave out year-end bonuses and stock. The chance of the bonus and "
    "the equity discount are my own estimates. I took local prices out of the whole offer and "
    "left out taxes. The article's figure is an average of base salaries in April 2026, while "
    "the wages are from May 2025."
)


OFFER_OPEN_PARTS_MARKDOWN = """\
- **Bonus a year, equity, benefits:** _to fill in, each with its conditions_
- **Next pay review:** _to fill in_"""
CANDIDATE_QUESTIONS_MARKDOWN = """\
Candidates will ask these. Fill in the answers before you send the offer:

- [ ] How often was the bonus paid in full in the last three years?
- [ ] What does the level mean here, and which decisions belong to it?
- [ ] What happens to pay if someone moves to a place with a different price level?"""
OFFER_LIMITATIONS_TEXT = (
    "A technical product owner doesn't have an occupation code, so the band rests on stand-ins. "
    "BLS wages leave out year-end bonuses and stock. The tables here don't show industry, company "
    "size, or experience, so the percentile and the range spread are our own choices."
)


def build_compensation_brief(
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
        escaped_or_not_written(reasons),
        "## Before I sign: questions to ask",
        QUESTIONS_BEFORE_SIGNING_MARKDOWN,
        "## Limits",
        COMPENSATION_BRIEF_LIMITATIONS_TEXT,
    ]
    return Document("compensation-brief", "Compensation brief", join_paragraphs(parts))


def build_offer_document(
    *,
    pay_pair: PayPair,
    band: Band,
    band_table: Table,
    band_text: str,
    pay_pair_table: Table,
    decision: str,
    reason: str,
    message_to_employee: str,
) -> Document:
    """Return the offer: a page for the candidate, and the reasons for ourselves. USD a year."""
    base, bonus = pay_pair.candidate, pay_pair.bonus
    once = f"- **Signing bonus**, once: {format_usd(bonus)}\n" if bonus else ""
    parts = [
        "_A draft from an exercise: the people are invented, and it isn't legal advice._",
        "## For the candidate",
        "**Job:** technical product owner, Payments API, Brindle Commerce",
        f"- **Base pay:** {format_usd(base)} a year\n{once}{OFFER_OPEN_PARTS_MARKDOWN}",
        (
            f"**The band for this job** goes from {format_usd(band.minimum)} to "
            f"{format_usd(band.maximum)} a year, with its midpoint at {format_usd(band.midpoint)}. "
            f"This offer has a compa-ratio of {band.compa_ratio(base):.2f} (pay ÷ midpoint) and is "
            f"{band.range_penetration(base):.0%} of the way from minimum to maximum."
        ),
        CANDIDATE_QUESTIONS_MARKDOWN,
        "## For ourselves: where the band comes from",
        markdown_table(band_table),
        band_text,
        "## For ourselves: is it fair within the team?",
        f"**{decision}.**",
        markdown_table(pay_pair_table),
        f"**The reason we'd give:** {reason or NOT_WRITTEN_MARKDOWN}",
        f"**What we'd say to Noor:** {escaped_or_not_written(message_to_employee)}",
        "## Limits",
        OFFER_LIMITATIONS_TEXT,
    ]
    return Document("offer", "Offer", join_paragraphs(parts))


def build_path_plan_document(
    *,
    starting_point: str,
    headline: str,
    hours_and_effort: tuple[float, float],
    steps: Table,
    strengths: Sequence[str],
    first_documents: Sequence[dict[str, Any]],
    review_day_and_calendar: tuple[date, bytes] | None = None,
    has_own_targets: bool = False,
) -> Document:
    """Return the path plan: steps, first documents, and the assumptions behind them.

    `hours_and_effort` is hours a week and effort as a multiple of the starting hours per level. The
    review day is when to look at the plan again; the calendar file goes with it. `has_own_targets`
    says whether the targets come from the learner's plan in notebook 02.
    """
    review_day = review_day_and_calendar[0] if review_day_and_calendar else None
    review = f"on {review_day:%B} {review_day.day}, {review_day.year}, " if review_day else ""
    documents = "\n".join(
        f"{row['order']}. **{row['document']}** – {row['why']}"
        for row in sorted(first_documents, key=lambda row: row["order"])
    )
    hours, effort = hours_and_effort
    assumed = (
        f"My own assumptions are {hours:g} hours a week and {effort:g} times the course's hours "
        f"per level. {OWN_TARGETS_TEXT if has_own_targets else COURSE_TARGETS_TEXT} I'll look at "
        f"this plan again {review}after 90 days."
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
    return Document(
        "path-plan",
        "Path plan",
        join_paragraphs(parts),
        _calendar_attachments(review_day_and_calendar),
    )


def _calendar_attachments(
    review_day_and_calendar: tuple[date, bytes] | None,
) -> tuple[Attachment, ...]:
    return (
        (
            Attachment(
                "ics",
                CALENDAR_MEDIA_TYPE,
                "dates for your calendar",
                review_day_and_calendar[1],
            ),
        )
        if review_day_and_calendar
        else ()
    )
