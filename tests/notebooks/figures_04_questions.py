"""What computes the numbers in the questions of notebook 04, question by question."""

from __future__ import annotations

from tracing import Entry, fact, named

from utils.hiring import data
from utils.hiring.model import need
from utils.hiring.model.validity import successes_per_hundred, variance_explained
from utils.reliability.model.slo import exhaustion_hours

WEIGHTS = data.criterion_weights()
SEARCH = data.product_ratings("search")
SCORE = need.weighted_score(SEARCH, WEIGHTS)
TURN = next(one for one in need.break_even_weights(SEARCH, WEIGHTS) if one.criterion == "journey")
MONTHS = {one.key: one.months for one in data.hiring_options()}
STRUCTURED = next(one for one in data.selection_methods() if one.key == "structured")
HALF = successes_per_hundred(STRUCTURED.validity_2022)
TENTH = successes_per_hundred(STRUCTURED.validity_2022, 10)
MEN, WOMEN = 20 / 40, 9 / 30  # invented in the stem: invited by applied
DAYS, BURN = 30, 2
LEFT = exhaustion_hours(DAYS, BURN) / 24
RANDOM = 97  # invented in the stem
PRICING = {  # invented in the stem
    "consumers": 3.0, "contract": 2.0, "quality": 3.0, "dependencies": 1.0, "depth": 3.0,
    "journey": 1.0,
}  # fmt: skip
WEIGHED = {key: WEIGHTS[key] * rating for key, rating in PRICING.items()}

QUESTIONS: list[Entry] = [
    named("as taught in notebook 03"), named("as in notebook 02b"),
    named("In notebook 02, what did"),
    named("The article; notebook 02"), named("The article; notebook 03"),
    # recall-budget
    named("The refund call's objective is 99.9% over 30 days"), named("burn rate stays at 2"),
    named("A burn rate above 1 is a warning"),
    named("A burn rate of 2 uses up the budget twice"),
    fact("After 60 days, twice the window", 2 * DAYS),
    fact("After 15 days, half of the window", LEFT),
    named("A burn rate of 1 uses up"),
    fact("At a burn rate of 2, a 30-day budget lasts 15", BURN, DAYS, LEFT),
    named("Workbook (2018)"),
    # decision
    fact("A product scores 0.54; the line is 0.50. Raising one weight from 10% to 16%",
         SCORE, need.SCORE_THRESHOLD, 100 * TURN.current_weight, 100 * TURN.break_even_weight),
    named("Sánchez (1997)"), fact("Within 0.10 of the line is borderline", need.BORDERLINE_MARGIN),
    named("97 of 100 scores are above the line"), named("97 of 100 looks like a chance"),
    named("97 of 100 sets of weights agree"),
    fact("There's a 97% chance", RANDOM),
    # jobs-unserved
    named("Your outcome 3 is"),
    # interview
    named("Structured Interviews (2008)"), named("Management (2008)"),
    named("the panel gave 1, 2, 2, and 3, and on another 4, 4, 5, and 4"),
    named("whoever gave the 1"),
    fact("“Structured interviews have a validity of 0.42", STRUCTURED.validity_2022),
    fact("right in 42% of cases", 100 * STRUCTURED.validity_2022),
    fact("an older review says that it's 0.51", STRUCTURED.validity_1998),
    fact("which makes 18% of cases", 100 * variance_explained(STRUCTURED.validity_2022)),
    fact("At 0.42, about 64 of 100 people do well", STRUCTURED.validity_2022, HALF, 100),
    fact("and 79 of 100 if you take one in ten. That's more than 50, and far from 100", TENTH, 100,
         successes_per_hundred(0), 100),
    named("others (2022)"),
    # interview-share, interview-adjust
    fact("structured interview, with a validity of 0.42", STRUCTURED.validity_2022),
    fact("About 79 of 100 of them do well, and 64 of 100 in Team A", TENTH, 100, HALF, 100),
    fact("64 of 100 do well if you take the better half, and 79 of 100", HALF, 100, TENTH, 100),
    named("Russell (1939)"), named("Equality Act 2010"), named("section 20"),
    # number-impact
    named("Of 40 men who applied, 20 were invited. Of 30 women, 9 were invited"),
    fact("30% divided by 50%", 100 * WOMEN, 100 * MEN),
    fact("9 ÷ 30 = 30% and 20 ÷ 40 = 50%", 9, 30, 100 * WOMEN, 20, 40, 100 * MEN),
    fact("30 ÷ 50 = 0.60, less than 0.80", 100 * WOMEN, 100 * MEN, WOMEN / MEN, 4 / 5),
    named("29 CFR 1607.4(D)"),
    # number-score
    named("consumers 3, contract 2, quality 3, dependencies 1, depth 3, simple journey 1"),
    fact("Weights 0.25, 0.20, 0.20, 0.15, 0.10, 0.10", *WEIGHTS.values()),
    named("score from 0 to 1"),
    fact("weighted sum 2.30, divided by 4. Within 0.10 of the line of 0.50",
         sum(WEIGHED.values()), need.MAX_RATING, need.BORDERLINE_MARGIN, need.SCORE_THRESHOLD),
    fact("divide by the highest rating, 4", need.MAX_RATING),
    named("falls between 0 and 1"),
    fact("gives a score of 1 to a product rated 4 everywhere", 1, need.MAX_RATING),
    fact("mean of the ratings, divided by 4", need.MAX_RATING),
    fact("You divided by 5. The scale has five steps, but its highest rating is 4",
         need.MAX_RATING + 1, need.MAX_RATING),
    fact("You counted the last criterion as 3", need.MAX_RATING - PRICING["journey"]),
    fact("and that was rated 1", PRICING["journey"]),
    fact("Begin with 0.25 × 3", WEIGHTS["consumers"], PRICING["consumers"]),
    fact("0.75 + 0.40 + 0.60 + 0.15 + 0.30 + 0.10 = 2.30; divided by 4, that is 0.575",
         *WEIGHED.values(), sum(WEIGHED.values()), need.MAX_RATING,
         need.weighted_score(PRICING, WEIGHTS)),
]  # fmt: skip
