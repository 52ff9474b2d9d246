"""What computes the numbers in the prose of notebook 05 and of its questions."""

from __future__ import annotations

from figures_05_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.kit.tables import read_rows
from utils.pay.article import article_figures
from utils.pay.model.benchmark import UNITS_PER_YEAR, percentile_of
from utils.pay.model.five_numbers import geometric_mean
from utils.pay.model.offers import Offer, value
from utils.pay.pictures.people import brackets
from utils.pay.public_data import NATION_CODE, wages

__all__ = ["PROSE", "QUESTIONS"]

TOLD = article_figures()
AVERAGE, LOW, HIGH = TOLD["average"], TOLD["low"], TOLD["high"]
DEVELOPERS = wages("15-1252", NATION_CODE, "paid")
SPECIALISTS = wages("13-1082", NATION_CODE, "paid")
RANK_DEVELOPERS = percentile_of(AVERAGE, DEVELOPERS).value
RANK_SPECIALISTS = percentile_of(AVERAGE, SPECIALISTS).value
FIRST, *_, LAST = brackets(SPECIALISTS)
MIDDLE = geometric_mean(LOW, HIGH)
PLAIN = {
    row["group"]: Offer(
        row["group"],
        base=row["value"],
        price_level=next(
            r["value"]
            for r in read_rows("cases_pay")
            if r["group"] == row["group"] and r["parameter"] == "price_level"
        ),
    )
    for row in read_rows("cases_pay")
    if row["case"] == "two_offers" and row["parameter"] == "base"
}
OFFER_A, OFFER_B = PLAIN["A"], PLAIN["B"]

PROSE: list[Entry] = [
    fact("$132,916", AVERAGE),
    fact("$93,500", LOW),
    fact("nearly $189,000", HIGH),
    fact("$115,000", TOLD["lead"]),
    # These lie one digit apart, so each keeps the words before it.
    fact("mid-level at about $131,000", TOLD["mid"]),
    fact("senior at about $139,000", TOLD["senior"]),
    fact("senior about $139,000", TOLD["senior"]),
    fact(
        "median is $102,320 and the 75th percentile is $133,100",
        SPECIALISTS.median, 75, SPECIALISTS.p75,
    ),
    fact(
        "50 + 25 × (132,916 − 102,320) ÷ (133,100 − 102,320) = 74.9",
        50, 25, AVERAGE, SPECIALISTS.median, SPECIALISTS.p75, SPECIALISTS.median, RANK_SPECIALISTS,
    ),
    fact("√(93,500 × 189,000) = 132,934", LOW, HIGH, MIDDLE),
    fact("at the 75th percentile: three quarters", 75),
    fact("The 15 people on the right", LAST.people),
    fact("as the 15 on the left", FIRST.people),
    fact("That is $18 from the reported average", MIDDLE - AVERAGE),
    fact("low end is the average divided by 1.42", AVERAGE / LOW),
    fact("top is the average times 1.42", HIGH / AVERAGE),
    fact(
        "$142,000 where the price level is 112 buys what $126,786 buys",
        OFFER_A.base, OFFER_A.price_level, value(OFFER_A).adjusted,
    ),
    fact(
        "$128,000 where it is 96 buys what $133,333 buys",
        OFFER_B.base, OFFER_B.price_level, value(OFFER_B).adjusted,
    ),
    fact("near the 48th percentile of software developers", RANK_DEVELOPERS),
    fact("near the 75th of project management specialists", RANK_SPECIALISTS),
    fact(
        "2,080 hours, 52 weeks, or 12 months",
        UNITS_PER_YEAR["hour"], UNITS_PER_YEAR["week"], UNITS_PER_YEAR["month"],
    ),
    fact("(price level ÷ 100)", 100),
    named("About 60 minutes: 12 to read, 48 to do. No exercise takes longer than 6 minutes"),
    named("(3 min)"), named("(6 min)"), named("(4 min)"), named("(2 min)"),
    named("April 2026"), named("May 2025"), named("(2024)"), named(", 2024 "),
    named("(published 15 May 2026)"), named("(released 19 February 2026)"),
    named("Kitagawa, 1955"), named("50 (1955)"),
    named("the 50th percentile"), named("less than the 75th"),
    named("Below the 10th and above the 90th"),
    named("The 10th and the 90th percentile?"),
    named("90-day date"),
]  # fmt: skip
