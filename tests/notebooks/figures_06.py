"""What computes the numbers in the prose of notebook 06 and of its questions."""

from __future__ import annotations

import math

import numpy as np
from tracing import Entry, fact, named

from utils.capstone.data import brief_for
from utils.capstone.model.brief import TARGET_DAY, TARGET_WEEKS
from utils.capstone.model.growth import expected_correct_by_guessing
from utils.capstone.model.quarter.luck import sample_luck
from utils.capstone.model.quarter.plan import smallest_launch_set
from utils.capstone.model.quarter.simulation import compute_starts_and_ends, sample_task_durations
from utils.capstone.model.quarter.study import SIMULATED_QUARTER_COUNT
from utils.comparison.model.network import schedule
from utils.hiring.model.need import MAX_RATING
from utils.kit.quiz import bank
from utils.pay.model.benchmark import Wages, percentile_of
from utils.reliability.model.slo import burn_rate, exhaustion_hours
from utils.role.model.promise import series_availability

__all__ = ["PROSE", "QUESTIONS"]

SLACK, LATE = 2, 7  # invented in the stem
BURN, DAYS = burn_rate(0.001, 0.9995), 28
QUESTIONS_ASKED = len(bank.load_question_group("06-capstone", "post"))
assert QUESTIONS_ASKED == 8  # "eight"
assert expected_correct_by_guessing(QUESTIONS_ASKED) == 2  # "about two right"

LOW, HIGH, EXAMPLE = 100_000, 140_000, 110_000  # invented in the worked example
RANK = percentile_of(EXAMPLE, Wages(None, LOW, HIGH, None, None))

# Seat 17's smallest launch set in 100,000 quarters, as the model draws them.
BRIEF = brief_for(17)
TASKS = BRIEF.tasks_with_build_time(smallest_launch_set(BRIEF))
MANY = 100_000
LUCK = sample_luck(BRIEF.seed, [task.key for task in TASKS], MANY)
LAUNCHES = compute_starts_and_ends(TASKS, sample_task_durations(TASKS, LUCK))[1]["launch"]
PATH = schedule(TASKS).finish
P50, P85 = (math.ceil(day) for day in np.percentile(LAUNCHES, [50, 85]))
assert np.mean(LAUNCHES <= PATH) < 0.5  # "Fewer than half of them launch by day 52"

WEEKS_PROSE: list[Entry] = [
    fact("In the brief of seat 17, the smallest launch set has a critical path of 52 days",
         BRIEF.seed, PATH),
    fact("simulated that quarter 100,000 times", MANY),
    fact("launch by day 53, and 85 of 100 by day 60", P50, 85, 100, P85),
    fact("of them launch by day 52", PATH),
    named("call these two days P50 and P85, because 50 and 85 of 100 quarters meet them"),
    fact("look at 1,000 quarters", SIMULATED_QUARTER_COUNT),
    named("Name P50 when someone asks"), named("Name P85, or a later day"),
]  # fmt: skip

PROSE: list[Entry] = [
    named("About 95 minutes: 8 to read, 87 to do. No exercise takes longer than 8 minutes"),
    *(named(f"({n} min)") for n in (2, 3, 4, 5, 7, 8)),
    fact("live within 12 weeks", TARGET_WEEKS), fact("be live in 12 weeks?", TARGET_WEEKS),
    fact("instant refunds in 12 weeks", TARGET_WEEKS), fact("met the 12 weeks", TARGET_WEEKS),
    named("you say that change 2"),
    named("in notebook 01, and the button"), named("in notebook 01. Your figures"),
    named("in notebook 02. If"), named("in lab 02a"), named("memo in lab 02c"),
    named("in notebook 01 and lab 02b"),
    named("in lab 02b. The fewer"), named("in notebook 03, and"), named("in notebook 04"),
    # the letter: invented sentences, and how a partner reads the first one
    fact("live around week 12, with", TARGET_WEEKS), fact("reads day 60", TARGET_DAY),
    named("We go live on day 66. In any month, 99.3% of refunds work."),
    named("Sales would love to see 99.9%. The four services behind the call reach 99.5% together."),
    named("in notebook 05"), named("would love to see 99.9%"),
    fact("add up the results, and divide by 4", MAX_RATING),
    named("the 25th percentile: a quarter earn less"),
    fact("is $100,000, p50 (the median: half earn less) is $140,000, and the "
         "salary is $110,000", LOW, HIGH, EXAMPLE),
    fact("from 25 to 50: about the 31st percentile", 25, 50, RANK.value),
    named("scenarios (01)"), named("Versioning 2.0.0 (02a)"), named("delay (02b)"),
    named("path (03)"), named("criteria (04)"), named("wages (05)"), named("May 2025"),
    named("Arbuthnot (1710)"),
    # twelve weeks
    *WEEKS_PROSE,
]  # fmt: skip

QUESTIONS: list[Entry] = [
    # measure
    named("at 50 files an hour, 95 of 100 are ready in 4 minutes"),
    named("Within 4 minutes, 95 of 100 files are ready, once"),
    # chain
    named("Each works 99.9% of the time, and they fail independently"),
    named("99.9%, as long as each one stays"), named("99.98%, because five of them share"),
    named("About 95%, since five of them can fail"),
    fact("Each service lets 999 of 1,000 through", 1000 * 0.999, 1000),
    fact("About 99.5%, because failures add up", 100 * series_availability([0.999] * 5)),
    named("Multiply 0.999 by itself, once for each"),
    fact(
        "Multiply 0.999 by itself five times, and you get about 99.5%",
        0.999,
        100 * series_availability([0.999] * 5),
    ),
    named("AIP-180"),
    # budget
    named("an objective of 99.95% over 28 days. Since yesterday, 0.1% of the calls"),
    fact("The objective covers 28 days", DAYS),
    fact("Only 0.05% of the calls may fail", 100 * (1 - 0.9995)),
    fact("0.1% ÷ 0.05% = 2. At that rate, the budget would last 14 of the 28 days", 0.1, 0.05, BURN,
         exhaustion_hours(DAYS, BURN) / 24, DAYS),
    named("Workbook (2018)"), named("Reinertsen (2009)"),
    # dates
    fact("Finance's task has 2 days of slack, and it slips by 7 days", SLACK, LATE),
    fact("It moves by 7 days", LATE), fact("It moves by 5 days", LATE - SLACK),
    fact("It moves by 9 days", LATE + SLACK), fact("7 − 2 = 5 days", LATE, SLACK, LATE - SLACK),
    named("Walker (1959)"), named("Kitagawa (1955)"),
    # twelve weeks: invented networks and forecasts
    named("have a critical path of 48 days"), named("You promise day 48"),
    fact("Half of your quarters launch by day 53, and 85 of 100 by day 60", P50, 85, 100, P85),
    fact("We go live on day 53", P50), fact("Day 53 is what you expect", P50),
    named("on day 60. Of 100 plans like ours, 85 make"), named("Day 53 fails in half"),
    named("between day 40 and day 75"), named("It's week 6 of 12"),
    named("P50 and P85 as forecasters"), named("Walker 1959"),
]  # fmt: skip
