"""Shares in a letter: how likely the promise is, and the objective."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from utils.capstone.model.letter.records import NUMBER, Figure, crossed_out, to_number

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import Reader

MINUTES_PER_DAY = 24 * 60
OBJECTIVES_FROM = 98.5  # percent: “95% by day 60” is a chance, “99% by day 60” an objective
LOWEST_OBJECTIVE = 0.9  # a share below is something else, such as a chance

# --- how likely --------------------------------------------------------------------------

LIKELY = (
    r"(?:chance|probability|likely|likelihood|confident|confidence|sure|certain(?:ty)?|odds|"
    r"cases|quarters|times|simulat\w+|runs|futures|scenarios|plays)"
)
CHANCE = re.compile(
    rf"""{NUMBER}\s?%\s(?:\w+\s){{0,2}}?{LIKELY}\b
    | \b{LIKELY}\b(?:\s(?:of|is|are|at|to|about|around|roughly|over|as|a)){{0,3}}\s{NUMBER}\s?%
    | {NUMBER}\s(?:out\ of|of|in)\s(?:every\s)?(?P<of>\d+)\s
      (?:such\s|possible\s|simulated\s)*{LIKELY}\b
    | \b{LIKELY}\b(?:\s(?:of|is|at|to|about)){{0,2}}\s{NUMBER}\s(?:out\ of|of|in)\s(?P<of2>\d+)
    | \b{NUMBER}\stimes\s(?:out\ of|in)\s(?P<of3>\d+) | \bp{NUMBER}\b
    | {NUMBER}(?:th|st|nd|rd)\spercentile
    | \b(?:by|for)\s(?:working\s)?(?:day|week)\s\d+,?\s(?:it's|it\sis|is|that's)\s{NUMBER}\s?%""",
    re.VERBOSE,
)
OF_100 = re.compile(
    rf"{NUMBER}\s(?:out\ of|of|in)\s(?:every\s)?(?P<of>\d+)\b(?!\s?(?:calls?|refunds?|requests?|"
    rf"payouts?|days?|weeks?|seconds?|items?|services?|tries))",
    re.VERBOSE,
)
BY_A_DAY = re.compile(rf"{NUMBER}\s?%\s(?:by|for|on)\s(?:working\s)?(?:day|week)\b")
EVEN_CHANCE = 0.5
MISSES = re.compile(r"\b(?:miss|late|slips?|fail|later)\b")


def read_chances(reader: Reader, clause: Clause, text: str) -> str:
    """Read how likely something is; return the text without it."""
    match = CHANCE.search(text)
    if not match and (match := OF_100.search(text)) and not _is_chance(match):
        match = None
    if not match and (match := BY_A_DAY.search(text)) and to_number(match[1]) >= OBJECTIVES_FROM:
        match = None
    if match is None:
        return text
    number, of = to_number(next(filter(None, match.groups()))), _denominator(match)
    share = number / of
    if share < EVEN_CHANCE and MISSES.search(text):
        share = 1 - share
    if 0 < share <= 1:
        reader.add("chances", Figure(share, match[0].strip(), clause.stance))
    return crossed_out(text, match)


def _is_chance(match: re.Match[str]) -> bool:
    """Return whether “85 of 100” may stand for a chance: 995 of 1,000 is an objective."""
    share = to_number(match[1]) / max(to_number(match["of"]), 1)
    return to_number(match["of"]) in (4, 5, 10, 20, 100) and share < 0.985


def _denominator(match: re.Match[str]) -> float:
    groups = match.groupdict()
    of = groups.get("of") or groups.get("of2") or groups.get("of3")
    return max(to_number(of), 1) if of else 100


# --- the objective -----------------------------------------------------------------------

PERCENT = re.compile(rf"{NUMBER}\s?%")
BARE = re.compile(
    r"\b(?:slo|objective|availability|reliability|uptime)\b(?: target)?(?:,| is| of| at|"
    r" =)* (9\d\.\d+|100)\b(?!\.\d)"
)
NINES = re.compile(r"\b(\d)(?P<half>(?: and a half|\.5))? ?-?nines\b")
OF_MANY = re.compile(
    r"\b(?P<part>\d[\d,]*(?:\.\d+)?) (?:(?:calls?|refunds?|requests?|payouts?) )?(?:out of|of|"
    r"in) (?:every )?(?P<whole>\d[\d,]*)\b"
)
OF_ALL = re.compile(  # “out of 1,000 refunds, at most 7 fail”
    r"\b(?:out of|of) (?:every )?(?P<whole>\d[\d,]*) (?:calls?|refunds?|requests?|payouts?)"
    r"(?: (?:a|per|each|every) \w+)?,? (?:at most|no more than|not more than|fewer than|"
    r"less than|up to|about|at least|more than)? ?(?P<part>\d[\d,]*)\b"
)
DOWN = re.compile(
    rf"\b{NUMBER} (?P<unit>seconds?|minutes?|mins?|hours?|hrs?)(?: of)?(?: \w+)? (?:downtime|"
    rf"outages?|down|unavailab\w+)"
    r"(?: (?:a|per|each|every|in (?:a|any|every|each|1))(?: (?:calendar|"
    r"rolling))? (?P<period>day|week|month|quarter|year)"
    r"| (?:in|over|per) (?:any |each |every )?(?P<days>\d+) days)?"
)
DOWN_FIRST = re.compile(
    rf"\b(?:downtime|outages?|down)\b[^.%\d]{{0,24}}{NUMBER} "
    r"(?P<unit>seconds?|minutes?|mins?|hours?|hrs?)"
    r"(?: (?:a|per|each|every|in (?:a|any|every|each|1))(?: (?:calendar|"
    r"rolling))? (?P<period>day|week|month|quarter|year)"
    r"| (?:in|over|per) (?:any |each |every )?(?P<days>\d+) days)?"
)
ALWAYS = re.compile(
    r"\b(?:zero|0|no|without(?: any)?) (?:downtime|outages?|failures?)\b|\bnever (?:fails?|"
    r"goes down|be down|breaks down)\b|"
    r"\balways (?:up|works?|available)\b|\b24/7\b|\bevery (?:single )?(?:call|"
    r"refund) (?:succeeds|works)\b"
)
FAILS = re.compile(r"\b(?:fail(?:s|ures?|ed|ing)?|errors?|error rate|go(?:es)? wrong|lost|down)\b")
SPEED = re.compile(rf"\b{NUMBER} ?(?:seconds?|secs?|s|ms|milliseconds?)\b")
PERIOD_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
WINDOW = re.compile(
    r"\b(?:(?:in|over|within|during|per|for|across|of) )?(?:any|each|every|per|over|rolling|"
    r"a given|all|a|the)"
    r"(?: (?:rolling|calendar|single|given|whole))* (?:\d+[- ]?(?:calendar |working )?)?(?:days?|"
    r"weeks?|months?|quarters?|years?)\b"
    r"|\b\d+-(?:day|week|month)\b(?: window| period)?|\b(?:in|over|within) a (?:window|"
    r"period) of \d+ days\b"
)
ROLLING = re.compile(
    r"\b(?:any|each|every|per|rolling|over)(?: (?:rolling|calendar|single|"
    r"given))* (?:\d+[- ]?)?(?:days?|weeks?|months?)\b(?: window)?"
)
CHAIN = re.compile(
    r"\b(?:services?|chain|together|in a row|components?|the rail|ledger|gateway|multipl\w+)\b"
)
OWN_PROMISE = re.compile(
    r"\b(?:we|i)(?:'ll|'d| will| can| do| only)* (?:promise|commit|guarantee|offer|keep|sign|"
    r"agree)\b"
)
UNLIKE = re.compile(
    r"\b(?:discount|off|credit|fee|price|more|of the (?:budget|work|items|scope|team|time left))\b"
)


def read_objectives(reader: Reader, clause: Clause, text: str) -> str:
    """Read the objective, and how quick “instant” is; return the text without them."""
    shares, rest = _read_shares(text)
    speed = SPEED.search(rest)
    if speed and not (DOWN.search(text) or DOWN_FIRST.search(text)):
        seconds = to_number(speed[1]) / (1000 if "m" in speed[0] else 1)
        reader.add("seconds", Figure(seconds, speed[0], clause.stance))
        shares = [] if len(shares) < 2 else shares[:-1]  # so many within the time
        rest = crossed_out(rest, speed)
    if CHAIN.search(text) and not OWN_PROMISE.search(text):
        return rest
    for share, words in shares:
        if LOWEST_OBJECTIVE <= share <= 1:
            reader.add("objectives", Figure(share, words, clause.stance))
    return (WINDOW if shares else ROLLING).sub(" ", rest)


def _read_shares(text: str) -> tuple[list[tuple[float, str]], str]:
    """Return the shares of a clause with their words, and the text without them."""
    found: list[tuple[float, str]] = []
    rest = text
    for pattern, read in _SHARE_READERS:
        for match in pattern.finditer(rest):
            share = read(match, text)
            if share is not None:
                found.append((share, match[0].strip()))
                rest = crossed_out(rest, match)
    return found, rest


def _percent_share(match: re.Match[str], text: str) -> float | None:
    if UNLIKE.match(text[match.end() :].lstrip()):
        return None
    share = to_number(match[1]) / 100
    return round(1 - share if share <= 1 - LOWEST_OBJECTIVE and FAILS.search(text) else share, 9)


def _nines_share(match: re.Match[str], _: str) -> float:
    share = 1 - 10 ** -int(match[1])
    return round(share + (0.5 * 10 ** -int(match[1]) if match["half"] else 0), 9)


def _of_many_share(match: re.Match[str], text: str) -> float | None:
    part, whole = (float(match[name].replace(",", "")) for name in ("part", "whole"))
    if not 0 < part <= whole:
        return None
    share = part / whole
    return round(1 - share if share <= 1 - LOWEST_OBJECTIVE and FAILS.search(text) else share, 9)


def _downtime_share(match: re.Match[str], _: str) -> float | None:
    unit = match["unit"][0]
    minutes = to_number(match[1]) * {"s": 1 / 60, "m": 1, "h": 60}[unit]
    days = float(match["days"]) if match["days"] else PERIOD_DAYS[match["period"] or "month"]
    return round(max(1 - minutes / (max(days, 1) * MINUTES_PER_DAY), 0), 9)


def _always_share(*_: object) -> float:
    return 1.0


_SHARE_READERS = (
    (DOWN, _downtime_share),
    (DOWN_FIRST, _downtime_share),
    (PERCENT, _percent_share),
    (BARE, _percent_share),
    (NINES, _nines_share),
    (OF_ALL, _of_many_share),
    (OF_MANY, _of_many_share),
    (ALWAYS, _always_share),
)
