"""What computes the numbers in the prose of notebook 04 and of its questions."""

from __future__ import annotations

from figures_04_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.hiring import data
from utils.hiring.model import need
from utils.hiring.model.validity import successes_per_hundred

__all__ = ["PROSE", "QUESTIONS"]

WEIGHTS = data.criterion_weights()
PAYMENTS, CHECKOUT = data.product_ratings("payments"), data.product_ratings("checkout")
WEIGHTED_SUM = sum(WEIGHTS[key] * PAYMENTS[key] for key in WEIGHTS)
METHODS = {one.key: one for one in data.selection_methods()}
STRUCTURED = METHODS["structured"]
SEARCH_TURNS = need.break_even_weights(data.product_ratings("search"), WEIGHTS)
ML_TURNS = need.break_even_weights(data.product_ratings("ml"), WEIGHTS)

FIRST, SECOND = (50, 20), (25, 8)  # applied and invited, invented in the text
FIRST_RATE, SECOND_RATE = FIRST[1] / FIRST[0], SECOND[1] / SECOND[0]
ONE_FEWER = (SECOND[1] - 1) / SECOND[0]


def chosen(one_of: float) -> tuple[float, int]:
    """Return how many of 100 do well if one of so many is taken."""
    return successes_per_hundred(STRUCTURED.validity_2022, one_of), 100


PROSE: list[Entry] = [
    named("About 99 minutes: 18 to read, 81 to do. No exercise takes longer than 8 minutes"),
    named("callers of the last 30 days"),
    named("(3 min)"), named("(5 min)"), named("(6 min)"), named("(8 min)"),
    fact("you can read what 0 and 4 mean", 0, need.MAX_RATING),
    named("Kay, 2011"), named("Psychology* 101 (2011)"), named("Psychology* 23 (1939)"),
    named("Equality Act 2010, explained"), named("Equality Act 2010, section 20"),
    named("employers with 15 or more employees"), named("Equality Act 2010)"),
    named("29 CFR 1607.4(D)"), named("in notebook 02: need"),
    named("Under Executive Order 14281 (2025)"),
    named("impact; Executive Order 14281 (2025)"), named("29 CFR 1607.4 on"),
    named("29 CFR 1625.4 on age"), named("8 U.S.C. 1324b"), named("(EU) 2023/970"),
    named("article 5; laws"),
    fact("Of 50 applicants from one group, 20 are invited: 40%", *FIRST, 100 * FIRST_RATE),
    fact("Of 25 applicants from another, 8 are invited: 32%", *SECOND, 100 * SECOND_RATE),
    fact("32 ÷ 40, and you get 0.80", 100 * SECOND_RATE, 100 * FIRST_RATE,
         SECOND_RATE / FIRST_RATE),
    fact("the rate is 28%, and 28 ÷ 40 is 0.70", 100 * ONE_FEWER, 100 * ONE_FEWER,
         100 * FIRST_RATE, ONE_FEWER / FIRST_RATE),
    fact("You rate each from 0 to 4", 0, need.MAX_RATING),
    fact("and divide by 4, the highest", need.MAX_RATING),
    fact("add up to 1", sum(WEIGHTS.values())),
    fact("weight × rating ÷ 4", need.MAX_RATING),
    fact("consumers 4, contract 4, quality 4, dependencies 3, depth 2, simple journey 3",
         *PAYMENTS.values()),
    fact("The weights are 0.25, 0.20, 0.20, 0.15, 0.10, and 0.10", *WEIGHTS.values()),
    fact("25 points, 20 points", *(100 * w for w in [*WEIGHTS.values()][:2])),
    fact("0.25 × 4 + 0.20 × 4 + 0.20 × 4 + 0.15 × 3 + 0.10 × 2 + 0.10 × 3 = 3.55",
         *(n for key, w in WEIGHTS.items() for n in (w, PAYMENTS[key])), WEIGHTED_SUM),
    fact("divide by 4: 3.55 ÷ 4 = 0.8875, so the score is 0.89", need.MAX_RATING, WEIGHTED_SUM,
         need.MAX_RATING, *[need.weighted_score(PAYMENTS, WEIGHTS)] * 2),
    fact("gives the Checkout page 0.25", need.weighted_score(CHECKOUT, WEIGHTS)),
    named("A change from 20% to 30% is a matter of taste. A change from 10% to 100%"),
    fact("within 0.10 of the line", need.BORDERLINE_MARGIN),
    fact("It scores 0.93", need.weighted_score(data.product_ratings("runtime"), WEIGHTS)),
    fact("put work samples at 0.54", METHODS["sample"].validity_1998),
    fact("tests of mental ability at 0.51", METHODS["ability"].validity_1998),
    fact("structured interviews lead with 0.42; work samples fall to 0.33, unstructured "
         "interviews to 0.19, and years of experience to 0.07",
         STRUCTURED.validity_2022,
         *(METHODS[k].validity_2022 for k in ("sample", "unstructured", "years"))),
    fact("values between 0.18 and 0.66 in eight of ten settings",
         STRUCTURED.interval_low, STRUCTURED.interval_high),
    fact("a validity of 0.42, 64 of 100 do well", STRUCTURED.validity_2022, *chosen(2)),
    fact("It's 74 if you take one in five, 79 if you take one in ten, and 83 if",
         *(chosen(one_of)[0] for one_of in (5, 10, 20))),
    named("from 0 (not at all) to 1 (exactly)"),
    named("John Hunter (1998)"), named("colleagues (2022)"), named("Roth, 2023"),
    named("Sánchez, 1997, ask"), named("Sciences* 28 (1997)"), named("Bulletin* 124 (1998)"),
    named("Psychology* 107 (2022)"), named("Psychology* 108 (2023)"), named("Guide* (2008)"),
]  # fmt: skip
assert METHODS["structured"].validity_1998 == METHODS["ability"].validity_1998
