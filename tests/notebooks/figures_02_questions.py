"""What computes the numbers in the questions of notebook 02, question by question."""

from __future__ import annotations

import re
from collections import Counter

from tracing import Entry, fact, named

from utils.kit.listing import Listing
from utils.kit.tables import read_rows
from utils.skills import data
from utils.skills.activities.query import TABLE_ID_BY_SQL_NAME
from utils.skills.model.query import run_query

# Invented in a stem, so in no table.
QUICK, SLOW = (95, 200), (5, 1_800)  # refund calls and the milliseconds that each takes
CALLS = QUICK[0] + SLOW[0]
AVERAGE = (QUICK[0] * QUICK[1] + SLOW[0] * SLOW[1]) / CALLS
ASKED = 40  # refunds that an agent looks up in a day

# The query, as it stands and without what repeats its rows.
SQL = Listing("refunds.sql").text
LINES = {line.split()[0]: n for n, line in enumerate(SQL.split("\n"), start=1)}
FROM, JOIN, ON, WHERE, GROUP = (LINES[word] for word in ("FROM", "JOIN", "ON", "WHERE", "GROUP"))
REFUNDS = read_rows(TABLE_ID_BY_SQL_NAME["refunds"])
TRIED = Counter(row["refund_id"] for row in read_rows(TABLE_ID_BY_SQL_NAME["refund_attempts"]))
DATA = {name: read_rows(table) for name, table in TABLE_ID_BY_SQL_NAME.items()}
WITHOUT_JOIN = re.sub(r"JOIN .*\n.*ON .*\n", "", SQL)
SAID = {team: (many, dollars) for team, many, dollars in run_query(SQL, DATA).rows}
TRUE = {team: (many, dollars) for team, many, dollars in run_query(WITHOUT_JOIN, DATA).rows}
ROWS, DOLLARS = map(sum, zip(*SAID.values(), strict=True))
PAID, PAID_DOLLARS = map(sum, zip(*TRUE.values(), strict=True))

# Paid refunds of one team, with how often each was tried.
TEAM_ROWS, TEAM_DOLLARS = SAID["Checkout"]
TRIES = [
    (TRIED[row["refund_id"]], row["amount"])
    for row in REFUNDS
    if (row["team"], row["state"]) == ("Checkout", "paid")
]
AMOUNTS = [amount for _, amount in TRIES]
((DISTINCT,),) = run_query(
    "SELECT SUM(DISTINCT amount) FROM refunds WHERE team = 'Checkout' AND state = 'paid'", DATA
).rows

FINANCE_EXPECTS = len(re.findall(r"\[contract-finance\]   ", Listing("pipeline.log").text))

# Ratings of importance.
IMPORTANCE = {one.name: one.importance for one in data.occupation_elements()}
CODES = {name: code for code, name in data.occupation_titles().items()}
PROGRAMMERS, MANAGERS = CODES["Computer programmers"], CODES["IT project managers"]
WEB = CODES["Web developers"]
PROGRAMMING, THINKING = IMPORTANCE["Programming"], IMPORTANCE["Critical Thinking"]

DATES: list[Entry] = [
    named("the test from notebook 01: ask"),
    named("see notebook 01 on percentiles"),
    named("each skill that you rate 2 or higher"),
    named("O*NET 29.3 Database (May 2025)"),
    named("CC BY 4.0: alternate titles"),
    named("CC BY 4.0; importance rescaled to 0 to 100"),
]

RECALL: list[Entry] = [
    fact("answers in 280 ms on average", AVERAGE),
    fact("Picture 100 calls in a row", CALLS),
    fact(
        "Suppose that 95 of 100 calls take 200 ms. How long could the other 5 take",
        QUICK[0], CALLS, QUICK[1], SLOW[0],
    ),
    fact("95 calls at 200 ms and 5 at 1,800 ms average 280 ms", *QUICK, *SLOW, AVERAGE),
    fact("looks up 40 refunds a day then meets about 2 very", ASKED, ASKED * SLOW[0] / CALLS),
    fact(
        "“99 of 100 calls under 500 ms” can't come true while 5 of 100 take 1,800 ms",
        99, CALLS, 500, SLOW[0], CALLS, SLOW[1],
    ),
]  # fmt: skip

COUNTS: list[Entry] = [
    fact("Paid refunds: line 9 keeps", WHERE),
    fact("Line 9 does keep only paid", WHERE),
    fact("what has line 7 done to the rows before line 9 sees them", JOIN, WHERE),
    fact("Teams: line 10 turns", GROUP),
    fact("only what line 9 lets through. Which rows are these, after line 7?", WHERE, JOIN),
    fact("Attempts of paid refunds: line 7 makes", JOIN),
    fact("Read lines 6 to 8 aloud", FROM, ON),
    fact(
        "counts 13 rows for 8 paid refunds and reports $520 instead of $355",
        ROWS, PAID, DOLLARS, PAID_DOLLARS,
    ),
    fact("without lines 7 and 8 it counts", JOIN, ON),
]  # fmt: skip

NUMBER: list[Entry] = [
    fact("the query gives 6 refunds and $195", TEAM_ROWS, TEAM_DOLLARS),
    fact("$40 after two attempts, another $40 after one, and $25 after three", *AMOUNTS),
    fact("counts once: 40 + 40 + 25", *AMOUNTS),
    fact(
        "2 × 40 + 1 × 40 + 3 × 25 = 195",
        *(number for pair in TRIES for number in pair), TEAM_DOLLARS,
    ),
    fact("that gives 65, since it also drops the second refund of $40", DISTINCT, AMOUNTS[1]),
]  # fmt: skip

LOG: list[Entry] = [fact("All 4 expectations of Finance", FINANCE_EXPECTS)]

PROFILE: list[Entry] = [
    named("In release 29.3 (May 2025), you search its 56,560 alternate job titles"),
    named(
        "O*NET 29.3 has no ratings for software developers (15-1252) or project management "
        "specialists (13-1082)"
    ),
    fact("it rates the importance of Programming at 94", PROGRAMMING[PROGRAMMERS]),
    fact("to software developers: importance of 94", PROGRAMMING[PROGRAMMERS]),
    named("doesn't matter to software developers: 0 of 100"),
    fact(
        "Software developers: 86, between programmers and web developers",
        (PROGRAMMING[PROGRAMMERS] + PROGRAMMING[WEB]) / 2,
    ),
    fact("who stand in for developers here: 94", PROGRAMMING[PROGRAMMERS]),
    fact("Which occupation does the 94 belong to", PROGRAMMING[PROGRAMMERS]),
    named("rate how important skills are, from 0 to 100"),
    fact(
        "computer programmers 94, IT project managers 31",
        PROGRAMMING[PROGRAMMERS], PROGRAMMING[MANAGERS],
    ),
    fact("Critical Thinking: 69 and 78", THINKING[PROGRAMMERS], THINKING[MANAGERS]),
    fact("and 78 is higher than 69", THINKING[MANAGERS], THINKING[PROGRAMMERS]),
    fact("where it says 31", PROGRAMMING[MANAGERS]),
    fact("write code 94% of the day", PROGRAMMING[PROGRAMMERS]),
    named("From 0 to 100 it does look"),
]  # fmt: skip

QUESTIONS: list[Entry] = [*DATES, *RECALL, *COUNTS, *NUMBER, *LOG, *PROFILE]
