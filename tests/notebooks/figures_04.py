"""What computes the numbers in the prose of notebook 04 and of its questions."""

from __future__ import annotations

from figures_04_questions import QUESTIONS
from tracing import Entry, fact, named

from utils.hiring import data
from utils.hiring.model import need

__all__ = ["PROSE", "QUESTIONS"]

WEIGHTS = data.weights()
PAYMENTS, CHECKOUT = data.ratings("payments"), data.ratings("checkout")
METHODS = {one.key: one for one in data.selection_methods()}
STRUCTURED = METHODS["structured"]
SEARCH_TURNS = need.break_even_weights(data.ratings("search"), WEIGHTS)
ML_TURNS = need.break_even_weights(data.ratings("ml"), WEIGHTS)

PROSE: list[Entry] = [
    named("About 81 minutes: 15 to read, 66 to do. No exercise takes longer than 8 minutes"),
    named("(2 min)"), named("(3 min)"), named("(4 min)"), named("(5 min)"), named("(8 min)"),
    fact("You rate each from 0 to 4", 0, need.MAX_RATING),
    fact("and divide by 4, the highest", need.MAX_RATING),
    fact("add up to 1", sum(WEIGHTS.values())),
    fact("weight × rating ÷ 4", need.MAX_RATING),
    fact("consumers 4, contract 4, quality 4, dependencies 3, depth 2, simple journey 3",
         *PAYMENTS.values()),
    fact("weights of 25, 20, 20, 15, 10, and 10 hundredths", *(100 * w for w in WEIGHTS.values())),
    fact("its score is 0.89", need.score(PAYMENTS, WEIGHTS)),
    fact("The Checkout page scores 0.25", need.score(CHECKOUT, WEIGHTS)),
    named("A change from 20% to 30% is a matter of taste. A change from 10% to all the weight"),
    fact("within 0.10 of the line", need.BORDERLINE_MARGIN),
    fact("It scores 0.93", need.score(data.ratings("runtime"), WEIGHTS)),
    fact("put work samples at 0.54", METHODS["sample"].validity_1998),
    fact("tests of mental ability at 0.51", METHODS["ability"].validity_1998),
    fact("structured interviews lead with 0.42; work samples fall to 0.33, unstructured "
         "interviews to 0.19, and years of experience to 0.07",
         STRUCTURED.validity_2022,
         *(METHODS[k].validity_2022 for k in ("sample", "unstructured", "years"))),
    fact("values between 0.18 and 0.66 in eight of ten settings",
         STRUCTURED.interval_low, STRUCTURED.interval_high),
    named("from 0 (not at all) to 1 (exactly)"),
    named("John Hunter (1998)"), named("colleagues (2022)"), named("Roth, 2023"),
    named("Sánchez, 1997, ask"), named("Sciences* 28 (1997)"), named("Bulletin* 124 (1998)"),
    named("Psychology* 107 (2022)"), named("Psychology* 108 (2023)"), named("Guide* (2008)"),
]  # fmt: skip
assert METHODS["structured"].validity_1998 == METHODS["ability"].validity_1998
