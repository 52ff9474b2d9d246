"""What computes the numbers in the questions of notebook 05, question by question."""

from __future__ import annotations

import re

from tracing import Entry, fact, named

from utils.kit.tables import read_rows, source_line
from utils.pay.article import article_figures
from utils.pay.model.bands import Band
from utils.pay.model.benchmark import PUBLISHED_PERCENTILES, UNITS_PER_YEAR, percentile_of
from utils.pay.model.five_numbers import (
    TAIL_PERCENTILES,
    RangeEndPercentiles,
    compute_spread_ratios,
    lognormal,
)
from utils.pay.model.levels import EmployerGroup, decompose_gap, largest_share
from utils.pay.model.offers import Offer, break_even_price_level, compare_offers
from utils.pay.public_data import NATION_CODE, occupation_wages, price_level_by_area_code

# Invented in a stem, so in no table; the answer of that question is checked against it.
TRIED = 120_000
MARKED = 115 * UNITS_PER_YEAR["hour"]  # USD a year; footnote 5 of the table is about it
assert any(row["p90"] and row["p90"] > MARKED for row in read_rows("oews_2025"))

P10, P25, P50, P75, P90 = PUBLISHED_PERCENTILES
TOLD = article_figures()
AVERAGE, LOW, HIGH = TOLD["average"], TOLD["low"], TOLD["high"]
LEAD, MID, SENIOR = TOLD["lead"], TOLD["mid"], TOLD["senior"]
US = price_level_by_area_code()[NATION_CODE]


def year(table: str) -> int:
    """Return the year that a table's citation gives first."""
    return int(re.search(r"\b20\d\d\b", source_line(table))[0])


TOLD_IN, PAID_IN, PRICED_IN = map(year, ("article_pay", "oews_2025", "price_levels_2024"))


def case(name: str, group: str) -> dict[str, float]:
    """Return the parameters of one group in an invented case."""
    found = [row for row in read_rows("cases_pay") if (row["case"], row["group"]) == (name, group)]
    return {row["parameter"]: row["value"] for row in found}


# Benchmarks: the average and an invented pay among published percentiles.
DEVELOPERS = occupation_wages("15-1252", NATION_CODE, "paid")
SPECIALISTS = occupation_wages("13-1082", NATION_CODE, "paid")
RANK_DEVELOPERS = percentile_of(AVERAGE, DEVELOPERS).value
RANK_SPECIALISTS = percentile_of(AVERAGE, SPECIALISTS).value
(ARCHITECTS,) = [
    row
    for row in read_rows("oews_2025")
    if (row["soc_code"], row["area_code"]) == ("15-1243", "42")
]
FOOTNOTE = int(re.search(r"footnote (\d+)", ARCHITECTS["note"])[1])
ABOVE, BETWEEN = TRIED - SPECIALISTS.median, SPECIALISTS.p75 - SPECIALISTS.median
ALONG = ABOVE / BETWEEN
SUM = (TRIED, SPECIALISTS.median, SPECIALISTS.p75, SPECIALISTS.median)

# The range: its ratios, and the middle half under two readings of its ends.
RATIOS = compute_spread_ratios(LOW, AVERAGE, HIGH)
RATIO = round(RATIOS.mean_over_low, 2)
HALFWAY = (LOW + HIGH) / 2
WIDEST, *_, NARROWEST = (
    (
        *RangeEndPercentiles(tail).percentiles,
        *(round(q, -3) for q in lognormal(LOW, HIGH, tail).interquartile_range()),
    )
    for tail in TAIL_PERCENTILES
)

# Levels: the invented groups of employers, and the most leads that the averages allow.
FIRMS = [
    EmployerGroup(name, **case("level_paradox", name))
    for name in ("tech", "enterprise", "services")
]
SERVICES = FIRMS[-1]
PARTED = decompose_gap(FIRMS)
SHARE = largest_share(AVERAGE, LEAD, [MID, SENIOR])
DOWN, UP, SPAN = SENIOR - AVERAGE, AVERAGE - LEAD, SENIOR - LEAD

# Offers: base pay alone.
A, B = (
    Offer(name, base=told["base"], price_level=told["price_level"])
    for name, told in (("A", case("two_offers", "A")), ("B", case("two_offers", "B")))
)
DEAR, CHEAP = A.price_level, B.price_level
BUYS = compare_offers(A, B)
BUYS_A, BUYS_B = BUYS.first.adjusted, BUYS.second.adjusted
EVEN = break_even_price_level(A, B)

# Bands: an invented one, with its midpoint at 100,000.
INVENTED, IN_BAND = Band(100_000, 0.5), 110_000

# The way in: both of an engineer's widest gaps run from the same start to the same target.
SKILLS = {
    row["skill"]: (row["start_engineer"], row["target"]) for row in read_rows("skill_targets")
}
(WIDEST_GAP,) = {SKILLS["prioritisation"], SKILLS["business_sense"]}  # wording-ok: an id

DATES: list[Entry] = [
    fact("attributed to Indeed, April 2026", TOLD_IN),
    fact("May 2025", PAID_IN),
    named("Kitagawa (1955)"),
]

RECALL: list[Entry] = [
    named("Keep 99 of 100 refund calls under 300 ms"),  # an invented backlog item
    named("move to version 2 of the Payments API"),
]

BENCHMARK: list[Entry] = [
    fact(
        "average of $132,916 is near the 48th percentile of U.S. software developers, and near "
        "the 75th of project management specialists",
        AVERAGE, RANK_DEVELOPERS, RANK_SPECIALISTS,
    ),
    fact("48 is below 50, so", RANK_DEVELOPERS, P50),
    fact("true rank: about the 61st", (RANK_DEVELOPERS + RANK_SPECIALISTS) / 2),
    fact(
        "Developers have a median of $135,980, project management specialists one of $102,320",
        DEVELOPERS.median, SPECIALISTS.median,
    ),
    fact("software developers (median $135,980)", DEVELOPERS.median),
    fact("project management specialists (median $102,320)", SPECIALISTS.median),
    fact("BLS reports about 2,840 jobs", ARCHITECTS["employment"]),
    fact("Here there are 2,840 jobs", ARCHITECTS["employment"]),
    named("many tools fill gaps with 0"),
    fact("BLS did release wages above $239,200", MARKED),
    fact("Pennsylvania, footnote 8", FOOTNOTE),
    named("top-coding, footnote 5"),
]  # fmt: skip

FIVE_NUMBERS: list[Entry] = [
    fact("“from about $93,500 to nearly $189,000,”", LOW, HIGH),
    fact("80%: ranges run from the 10th to the 90th percentile", P90 - P10, P10, P90),
    fact("Many pay tables do print the 10th and the 90th", P10, P90),
    named("100%: ranges run from the lowest"),  # everybody
    fact("50%: ranges show where the middle half", P75 - P25),
    fact(
        "the 10th and 90th percentile, the 5th and 95th, or the 1st and 99th",
        *(end for tail in TAIL_PERCENTILES for end in RangeEndPercentiles(tail).percentiles),
    ),
    fact(
        "ends at the 10th and 90th percentile put the middle half at about $110,000 to $160,000",
        *WIDEST,
    ),
    fact("ends at the 1st and 99th, at about $120,000 to $147,000", *NARROWEST),
    fact(
        "Divide the average, $132,916, by 1.42, then multiply it by 1.42: you get almost exactly "
        "the two ends, $93,500 and $189,000",
        AVERAGE, RATIOS.mean_over_low, RATIOS.high_over_mean, LOW, HIGH,
    ),
    fact("halfway, at about $141,000", round(HALFWAY, -3)),
    fact("Halfway is indeed $141,250", HALFWAY),
    fact(
        "$132,916 ÷ 1.42 = $93,603 and $132,916 × 1.42 = $188,741",
        AVERAGE, RATIO, AVERAGE / RATIO, AVERAGE, RATIO, AVERAGE * RATIO,
    ),
]  # fmt: skip

PARADOX: list[Entry] = [
    fact("senior about $139,000, lead about $115,000", SENIOR, LEAD),
    fact("lose about $24,000, the gap", SPAN),
    fact(
        "leads average $113,950 and mid-level owners $129,600",
        1000 * PARTED.lead_mean, 1000 * PARTED.mid_mean,
    ),
    fact(
        "85% of the leads but only 20% of the mid-level owners",
        100 * SERVICES.lead_share, 100 * SERVICES.mid_share,
    ),
    fact(
        "leads earn 176, 142, and 107 thousand dollars, and mid-level owners earn 150, 125, and 98",
        *(firm.lead_pay for firm in FIRMS), *(firm.mid_pay for firm in FIRMS),
    ),
    fact("85% of leads are in the lowest-paying group", 100 * SERVICES.lead_share),
    fact(
        "the gap of −15.65 is +14.83 from pay and −30.48 from the mix",
        PARTED.gap, PARTED.rate_effect, PARTED.composition_effect,
    ),
]  # fmt: skip

OFFERS: list[Entry] = [
    fact(
        "A: $142,000 a year at price level 112. Offer B: $128,000 at price level 96",
        A.base, DEAR, B.base, CHEAP,
    ),
    fact("its pay is higher by $14,000", BUYS.total_gap),
    fact("$14,000 is a lot", BUYS.total_gap),
    fact("what costs $96 at B's place costs about $112 at A's", CHEAP, DEAR),
    fact(  # the mistake: multiplied by the price level
        "A: adjusted, $159,000 against $122,900",
        round(A.base * DEAR / US, -3), round(B.base * CHEAP / US, -2),
    ),
    fact("B: adjusted, $133,300 against $126,800", round(BUYS_B, -2), round(BUYS_A, -2)),
    fact(
        "Divided by 1.12 and by 0.96, the smaller pay buys about $6,500 more",
        DEAR / US, CHEAP / US, -round(BUYS.adjusted_gap, -2),
    ),
    fact(
        "A pays 10.9% more and its prices are 16.7% higher",
        100 * (A.base / B.base - 1), 100 * (DEAR / CHEAP - 1),
    ),
    fact("At price level 112, does a dollar buy more or less than at 100", DEAR, US),
    fact("pay ÷ (price level ÷ 100)", US),
    fact(
        "divide 142,000 by 1.12. For B, divide by a number below 1, so its result is above 128,000",
        A.base, DEAR / US, US / US, B.base,
    ),
    fact(
        "A: 142,000 ÷ 1.12 = 126,786. B: 128,000 ÷ 0.96 = 133,333. At U.S. average prices, B buys "
        "about $6,500 more",
        A.base, DEAR / US, BUYS_A, B.base, CHEAP / US, BUYS_B, -round(BUYS.adjusted_gap, -2),
    ),
    fact("a state has price level 112 in some year (United States = 100)", DEAR, US),
    named("To bring a 2019 salary there"),
    fact("the U.S. stays at 100 every year", US),
    fact("pay 12% above average", DEAR - US),
    fact("But 112 is about prices", DEAR),
    fact("We compare 2024 price levels with", PRICED_IN),
    fact("by state, 2024. The state with 112 is invented", PRICED_IN, DEAR),
]  # fmt: skip

BANDS: list[Entry] = [
    named("we aim for the 25th percentile. After ten years, it would be the 75th"),
    named("should mean the 90th percentile"),
    named("can be at the 75th percentile"),
    fact("A band goes from $80,000 to $120,000", INVENTED.minimum, INVENTED.maximum),
    fact("halfway between $80,000 and $120,000", INVENTED.minimum, INVENTED.maximum),
    fact("earns $110,000. What", IN_BAND),
    fact("does the compa-ratio of 1.10 tell", INVENTED.compa_ratio(IN_BAND)),
    named("pays 10% more here"), named("is 10% of the way"), named("is 10% too high"),
    fact("10% above the midpoint", 100 * (INVENTED.compa_ratio(IN_BAND) - 1)),
    fact(
        "it's 30,000 ÷ 40,000 = 75%",
        IN_BAND - INVENTED.minimum, INVENTED.maximum - INVENTED.minimum,
        100 * INVENTED.range_penetration(IN_BAND),
    ),
    fact("from the minimum up: 75%", 100 * INVENTED.range_penetration(IN_BAND)),
    fact(
        "$110,000 ÷ $100,000 = 1.10. The band goes up to 1.20",
        IN_BAND, INVENTED.midpoint, INVENTED.compa_ratio(IN_BAND),
        INVENTED.compa_ratio(INVENTED.maximum),
    ),
    fact(
        "midpoint is $100,000. So the maximum has a compa-ratio of 120,000 ÷ 100,000 = 1.20",
        INVENTED.midpoint, INVENTED.maximum, INVENTED.midpoint,
        INVENTED.compa_ratio(INVENTED.maximum),
    ),
    fact(
        "midpoint of the band: 110,000 ÷ 100,000 = 1.10",
        IN_BAND, INVENTED.midpoint, INVENTED.compa_ratio(IN_BAND),
    ),
]  # fmt: skip

PATH: list[Entry] = [
    fact("prioritization and business sense, both at 1 of 3", *WIDEST_GAP),
    fact("Communication is at 2 of 3", *SKILLS["communication"]),
]

NUMBER_PERCENTILE: list[Entry] = [
    fact(
        "median $102,320, 75th percentile $133,100. Draw",
        SPECIALISTS.median, P75, SPECIALISTS.p75,
    ),
    fact("is a salary of $120,000", TRIED),
    fact("57.4% of the way from the 50th to the 75th percentile", 100 * ALONG, P50, P75),
    fact("the answer lies between 50 and 75, since", P50, P75),
    fact("57.4% is how far the pay is along the gap", 100 * ALONG),
    fact(
        "this gap runs from the 50th to the 75th percentile, not from 0 to 100. Take that share "
        "of 25 points",
        P50, P75, 0, 100, P75 - P50,
    ),
    fact("14.4 points is the right distance", ALONG * (P75 - P50)),
    fact("but it was added to 25", P25),
    fact(
        "scaled the 75th percentile by 120,000 ÷ 133,100. That would be",
        P75, TRIED, SPECIALISTS.p75,
    ),
    fact(
        "scaled the 50th percentile by 120,000 ÷ 102,320. That leaves out the 75th",
        P50, TRIED, SPECIALISTS.median, P75,
    ),
    fact(
        "The median is the 50th percentile. So the answer lies somewhere between 50 and 75",
        P50, P50, P75,
    ),
    fact(
        "(120,000 − 102,320) ÷ (133,100 − 102,320) is the share of the way. Take that share of "
        "25 points",
        *SUM, P75 - P50,
    ),
    fact(
        "(120,000 − 102,320) ÷ (133,100 − 102,320) = 17,680 ÷ 30,780 = 0.574. "
        "50 + 25 × 0.574 = 64.4",
        *SUM, ABOVE, BETWEEN, ALONG, P50, P75 - P50, ALONG, percentile_of(TRIED, SPECIALISTS).value,
    ),
    fact("The salary of $120,000 is invented", TRIED),
]  # fmt: skip

NUMBER_LEAD_SHARE: list[Entry] = [
    fact(
        "the average of $132,916 came from just two groups: seniors at $139,000 and leads at "
        "$115,000",
        AVERAGE, SENIOR, LEAD,
    ),
    fact("mid-level owners (about $131,000", MID),
    fact("average lies between 115,000 and 139,000", LEAD, SENIOR),
    fact("115,000 ÷ 139,000 compares two salaries", LEAD, SENIOR),
    fact("two distances, 6,084 and 17,916", DOWN, UP),
    fact("If no one were a lead, the average would be 139,000", SENIOR),
    fact("the average falls by 24,000", SPAN),
    fact(
        "The average is 139,000 − 132,916 below the seniors' pay. What share of 24,000 is that",
        SENIOR, AVERAGE, SPAN,
    ),
    fact(
        "(139,000 − 132,916) ÷ (139,000 − 115,000) = 6,084 ÷ 24,000 = 25.35%",
        SENIOR, AVERAGE, SENIOR, LEAD, DOWN, SPAN, 100 * SHARE,
    ),
    fact(
        "Check: 0.7465 × 139,000 + 0.2535 × 115,000 = 132,916",
        1 - SHARE, SENIOR, SHARE, LEAD, round(1 - SHARE, 4) * SENIOR + round(SHARE, 4) * LEAD,
    ),
]  # fmt: skip

NUMBER_BREAK_EVEN: list[Entry] = [
    fact(
        "A: $142,000 a year. Offer B: $128,000 at price level 96",
        A.base, B.base, CHEAP,
    ),
    fact("price level, U.S. = 100", US),
    fact("A's place is at 112 in our case", DEAR),
    fact("brings 142,000 to that same amount", A.base),
    fact(
        "142 ÷ 128 × 100 would be right if B's place were at 100. It's at 96, so",
        A.base / 1000, B.base / 1000, US, US, CHEAP,
    ),
    fact("That's 96 × 128 ÷ 142, so", CHEAP, B.base / 1000, A.base / 1000),
    fact("added the 14 (thousand dollars) to 96", BUYS.total_gap / 1000, CHEAP),
    fact("133.3 thousand dollars is what B buys", BUYS_B / 1000),
    fact("$133,333 is what B buys", BUYS_B),
    fact("A's 142,000 buys just as much", A.base),
    fact("Divide its pay by 0.96", CHEAP / US),
    fact("142,000 ÷ (level ÷ 100) = 133,333. Rearrange", A.base, US, BUYS_B),
    fact(
        "B buys 128,000 ÷ 0.96 = 133,333 at U.S. average prices. 142,000 ÷ 133,333 = 1.065, so the "
        "level is 106.5. A shorter way: 96 × 142 ÷ 128",
        B.base, CHEAP / US, BUYS_B, A.base, BUYS_B, A.base / BUYS_B, EVEN, CHEAP, A.base / 1000,
        B.base / 1000,
    ),
]  # fmt: skip

QUESTIONS: list[Entry] = [
    *DATES,
    *RECALL,
    *BENCHMARK,
    *FIVE_NUMBERS,
    *PARADOX,
    *OFFERS,
    *BANDS,
    *PATH,
    *NUMBER_PERCENTILE,
    *NUMBER_LEAD_SHARE,
    *NUMBER_BREAK_EVEN,
]
