"""What computes the numbers in the prose of notebook 05 and of its questions."""

from __future__ import annotations

from figures_05_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.kit.tables import read_rows
from utils.pay.activities.fairness import midpoint_pay_pair
from utils.pay.article import article_figures
from utils.pay.model.bands import Band, average_wages, market_pay
from utils.pay.model.benchmark import UNITS_PER_YEAR, percentile_of
from utils.pay.model.five_numbers import geometric_mean
from utils.pay.model.offers import Offer, value
from utils.pay.pictures.people import build_percentile_ranges
from utils.pay.pictures.spread import load_wage_spread
from utils.pay.public_data import NATION_CODE, areas_by_code, occupation_wages, occupations_by_code

__all__ = ["PROSE", "QUESTIONS"]

TOLD = article_figures()
AVERAGE, LOW, HIGH = TOLD["average"], TOLD["low"], TOLD["high"]
DEVELOPERS = occupation_wages("15-1252", NATION_CODE, "paid")
SPECIALISTS = occupation_wages("13-1082", NATION_CODE, "paid")
RANK_DEVELOPERS = percentile_of(AVERAGE, DEVELOPERS).value
RANK_SPECIALISTS = percentile_of(AVERAGE, SPECIALISTS).value
FIRST, *_, LAST = build_percentile_ranges(SPECIALISTS)
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

# The band of the first settings: two stand-ins, nationwide, at their middle.
BAND = Band(market_pay(50, average_wages([DEVELOPERS, SPECIALISTS])), 0.5)
EXAMPLE = Band(100_000, 0.5)  # invented
EXAMPLE_PAY = 110_000
SPREAD = load_wage_spread()
(_, LEAST), (_, MOST) = SPREAD.lowest_and_highest_state
METROS = sum(row["area_type"] == "metro" for row in areas_by_code().values())

PROSE: list[Entry] = [
    fact("$132,916", AVERAGE),
    fact("$93,500", LOW),
    fact("nearly $189,000", HIGH),
    fact("$115,000", TOLD["lead"]),
    # These lie one digit apart, so each keeps the words before it.
    fact("mid-level at about $131,000", TOLD["mid"]),
    fact("senior at about $139,000", TOLD["senior"]),
    fact("seniors at about $139,000", TOLD["senior"]),
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
    fact("The 15 people on the right", LAST.people_count),
    fact("as the 15 on the left", FIRST.people_count),
    fact("That's only $18 above the reported average", MIDDLE - AVERAGE),
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
    fact("the band goes from $95,320 to $142,980", BAND.minimum, BAND.maximum),
    fact("gets about $119,000", midpoint_pay_pair(BAND).candidate),
    fact(
        "A midpoint of $100,000 and a range spread of 50%", EXAMPLE.midpoint, 100 * EXAMPLE.spread,
    ),
    fact("make a band from $80,000 to $120,000", EXAMPLE.minimum, EXAMPLE.maximum),
    fact(
        "Someone who earns $110,000 has a compa-ratio of 110,000 ÷ 100,000 = 1.10",
        EXAMPLE_PAY, EXAMPLE_PAY, EXAMPLE.midpoint, EXAMPLE.compa_ratio(EXAMPLE_PAY),
    ),
    fact(
        "covers 40,000 dollars. This person is 30,000 dollars above the minimum, so the range "
        "penetration is 75%",
        EXAMPLE.maximum - EXAMPLE.minimum, EXAMPLE_PAY - EXAMPLE.minimum,
        100 * EXAMPLE.range_penetration(EXAMPLE_PAY),
    ),
    fact("At 1.00, pay is exactly the midpoint", EXAMPLE.compa_ratio(EXAMPLE.midpoint)),
    fact("are at most $46,990 apart", MOST - LEAST),
    fact(
        "the middle 80% of people is spread over $106,390",
        80, SPREAD.released_national_wages[-1] - SPREAD.released_national_wages[0],
    ),
    fact("Yes, for 13 stand-ins", len(occupations_by_code())),
    fact("the 30 largest metro areas", METROS),
    named("such as the 10th and the 90th percentile"), named("in notebook 02"),
    named("its compa-ratio is 1.00"), named("done the job for ten years"),
    named("90 days after the start"),
    named("About 79 minutes: 15 to read, 64 to do. No exercise takes longer than 7 minutes"),
    named("(3 min)"), named("(6 min)"), named("(4 min)"), named("(2 min)"), named("(7 min)"),
    named("(5 min)"),
    named("April 2026"), named("May 2025"), named("(2024)"), named(", 2024 "),
    named("(published 15 May 2026)"), named("(released 19 February 2026)"),
    named("Kitagawa, 1955"), named("50 (1955)"),
    named("the 50th percentile"), named("less than the 75th"),
    named("Below the 10th and above the 90th"),
    named("The 10th and the 90th percentile?"),
]  # fmt: skip
