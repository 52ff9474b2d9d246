"""Shares in a letter: how likely the promise is, and the objective."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from utils.capstone.model.letter.records import (
    NUMBER_REGEX,
    LetterFigure,
    blank_out,
    parse_letter_number,
)

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import LetterReadingBuilder

MINUTES_PER_DAY = 24 * 60
MAX_CHANCE_PERCENT = 98.5  # percent: “95% by day 60” is a chance, “99% by day 60” an objective
MIN_OBJECTIVE_SHARE = 0.9  # a share below is something else, such as a chance

# --- how likely --------------------------------------------------------------------------

LIKELIHOOD_REGEX = (
    r"(?:chance|probability|likely|likelihood|confident|confidence|sure|certain(?:ty)?|odds|"
    r"risk|cases|quarters|times|simulat\w+|runs|futures|scenarios|plays)"
)
CHANCE_PATTERN = re.compile(
    rf"""{NUMBER_REGEX}\s?%\s(?:\w+\s){{0,2}}?{LIKELIHOOD_REGEX}\b
    | \b{LIKELIHOOD_REGEX}\b(?:\s(?:of|is|are|at|to|about|around|roughly|over|as
      |a)){{0,3}}\s{NUMBER_REGEX}\s?%
    | {NUMBER_REGEX}\s(?:out\ of|of|in)\s(?:every\s)?(?P<of>\d+)\s
      (?:such\s|possible\s|simulated\s)*{LIKELIHOOD_REGEX}\b
    | \b{LIKELIHOOD_REGEX}\b(?:\s(?:of|is|at|to|about)){{0,2}}\s{NUMBER_REGEX}\s
      (?:out\ of|of|in)\s(?P<of2>\d+)
    | \b{NUMBER_REGEX}\stimes\s(?:out\ of|in)\s(?P<of3>\d+) | \bp{NUMBER_REGEX}\b
    | {NUMBER_REGEX}(?:th|st|nd|rd)\spercentile
    | \b(?:by|for)\s(?:working\s)?(?:day|week)\s\d+,?\s
      (?:it's|it\sis|is|that's)\s{NUMBER_REGEX}\s?%""",
    re.VERBOSE,
)
CHANCE_OUT_OF_PATTERN = re.compile(
    rf"{NUMBER_REGEX}\s(?:out\ of|of|in)\s(?:every\s)?(?P<of>\d+)\b(?!\s?(?:calls?|refunds?|"
    rf"requests?|payouts?|days?|weeks?|seconds?|items?|services?|tries))",
    re.VERBOSE,
)
PERCENT_BY_DAY_PATTERN = re.compile(
    rf"{NUMBER_REGEX}\s?%\s(?:by|for|on)\s(?:working\s)?(?:day|week)\b"
)
EVEN_CHANCE = 0.5
MISSED_DAY_PATTERN = re.compile(r"\b(?:miss\w*|late|slip\w*|fail\w*|delay\w*|later|risk)\b")


def record_chances(builder: LetterReadingBuilder, clause: Clause, text: str) -> str:
    """Read how likely something is; return the text without it."""
    match = CHANCE_PATTERN.search(text)
    if not match and (match := CHANCE_OUT_OF_PATTERN.search(text)) and not _is_chance(match):
        match = None
    if (
        not match
        and (match := PERCENT_BY_DAY_PATTERN.search(text))
        and parse_letter_number(match[1]) >= MAX_CHANCE_PERCENT
    ):
        match = None
    if match is None:
        return text
    number, of = parse_letter_number(next(filter(None, match.groups()))), _parse_denominator(match)
    share = number / of
    if share < EVEN_CHANCE and MISSED_DAY_PATTERN.search(text):
        share = 1 - share
    if 0 < share <= 1:
        builder.add("chances", LetterFigure(share, match[0].strip(), clause.stance))
    return blank_out(text, match)


def _is_chance(match: re.Match[str]) -> bool:
    """Return whether “85 of 100” may stand for a chance: 995 of 1,000 is an objective."""
    share = parse_letter_number(match[1]) / max(parse_letter_number(match["of"]), 1)
    return (
        parse_letter_number(match["of"]) in (4, 5, 10, 20, 100) and share < MAX_CHANCE_PERCENT / 100
    )


def _parse_denominator(match: re.Match[str]) -> float:
    groups = match.groupdict()
    of = groups.get("of") or groups.get("of2") or groups.get("of3")
    return max(parse_letter_number(of), 1) if of else 100


# --- the objective -----------------------------------------------------------------------

PERCENT_PATTERN = re.compile(rf"{NUMBER_REGEX}\s?%")
OBJECTIVE_WITHOUT_PERCENT_PATTERN = re.compile(
    r"\b(?:slo|objective|availability|reliability|uptime)\b(?: target)?(?:,| is| of| at|"
    r" =)* (9\d\.\d+|100)\b(?!\.\d)"
)
NINES_PATTERN = re.compile(r"\b(\d)(?P<half>(?: and a half|\.5))? ?-?nines\b")
PART_OF_WHOLE_PATTERN = re.compile(
    r"\b(?P<part>\d[\d,]*(?:\.\d+)?) (?:(?:calls?|refunds?|requests?|payouts?) )?(?:out of|of|"
    r"in) (?:every )?(?P<whole>\d[\d,]*)\b"
)
WHOLE_THEN_PART_PATTERN = re.compile(  # “out of 1,000 refunds, at most 7 fail”
    r"\b(?:out of|of) (?:every )?(?P<whole>\d[\d,]*) (?:calls?|refunds?|requests?|payouts?)"
    r"(?: (?:a|per|each|every) \w+)?,? (?:at most|no more than|not more than|fewer than|"
    r"less than|up to|about|at least|more than)? ?(?P<part>\d[\d,]*)\b"
)
DOWNTIME_PATTERN = re.compile(
    rf"\b{NUMBER_REGEX} (?P<unit>seconds?|minutes?|mins?|hours?|hrs?)(?: of)?(?: \w+)? "
    rf"(?:downtime|outages?|down|unavailab\w+)"
    r"(?: (?:a|per|each|every|in (?:a|any|every|each|1))(?: (?:calendar|"
    r"rolling))? (?P<period>day|week|month|quarter|year)"
    r"| (?:in|over|per) (?:any |each |every )?(?P<days>\d+) days)?"
)
DOWNTIME_WORD_FIRST_PATTERN = re.compile(
    rf"\b(?:downtime|outages?|down)\b[^.%\d]{{0,24}}{NUMBER_REGEX} "
    r"(?P<unit>seconds?|minutes?|mins?|hours?|hrs?)"
    r"(?: (?:a|per|each|every|in (?:a|any|every|each|1))(?: (?:calendar|"
    r"rolling))? (?P<period>day|week|month|quarter|year)"
    r"| (?:in|over|per) (?:any |each |every )?(?P<days>\d+) days)?"
)
NEVER_FAILS_PATTERN = re.compile(
    r"\b(?:zero|0|no|without(?: any)?) (?:downtime|outages?|failures?)\b|\bnever (?:fails?|"
    r"goes down|be down|breaks down)\b|"
    r"\balways (?:up|works?|available)\b|\b24/7\b|\bevery (?:single )?(?:call|"
    r"refund) (?:succeeds|works)\b"
)
FAILURE_PATTERN = re.compile(
    r"\b(?:fail(?:s|ures?|ed|ing)?|errors?|error rate|go(?:es)? wrong|lost|down)\b"
)
SECONDS_PATTERN = re.compile(rf"\b{NUMBER_REGEX} ?(?:seconds?|secs?|s|ms|milliseconds?)\b")
DAYS_BY_PERIOD = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
TIME_WINDOW_PATTERN = re.compile(
    r"\b(?:(?:in|over|within|during|per|for|across|of) )?(?:any|each|every|per|over|rolling|"
    r"a given|all|a|the)"
    r"(?: (?:rolling|calendar|single|given|whole))* (?:\d+[- ]?(?:calendar |working )?)?(?:days?|"
    r"weeks?|months?|quarters?|years?)\b"
    r"|\b\d+-(?:day|week|month)\b(?: window| period)?|\b(?:in|over|within) a (?:window|"
    r"period) of \d+ days\b"
)
ROLLING_WINDOW_PATTERN = re.compile(
    r"\b(?:any|each|every|per|rolling|over)(?: (?:rolling|calendar|single|"
    r"given))* (?:\d+[- ]?)?(?:days?|weeks?|months?)\b(?: window)?"
)
SERVICE_CHAIN_PATTERN = re.compile(
    r"\b(?:services?|chain|together|in a row|components?|the rail|ledger|gateway|multipl\w+)\b"
)
MEASURING_POINT_PATTERN = re.compile(r"\bmeasured (?:at|in|by|on) (?:(?:our|the|your) )?\w+")
OWN_PROMISE_PATTERN = re.compile(
    r"\b(?:we|i)(?:'ll|'d| will| can| do| only)* (?:promise|commit|guarantee|offer|keep|sign|"
    r"agree)\b"
)
OTHER_PERCENTAGE_PATTERN = re.compile(
    r"\b(?:discount|off|credit|fee|price|more|of the (?:budget|work|items|scope|team|time left))\b"
)


def record_objectives(builder: LetterReadingBuilder, clause: Clause, text: str) -> str:
    """Read the objective, and how quick “instant” is; return the text without them."""
    shares, rest = _extract_shares(text)
    speed = SECONDS_PATTERN.search(rest)
    if speed and not (DOWNTIME_PATTERN.search(text) or DOWNTIME_WORD_FIRST_PATTERN.search(text)):
        seconds = parse_letter_number(speed[1]) / (1000 if "m" in speed[0] else 1)
        builder.add("seconds", LetterFigure(seconds, speed[0], clause.stance))
        shares = [] if len(shares) < 2 else shares[:-1]  # so many within the time
        rest = blank_out(rest, speed)
    parts = MEASURING_POINT_PATTERN.sub("", text)
    if SERVICE_CHAIN_PATTERN.search(parts) and not OWN_PROMISE_PATTERN.search(text):
        return rest
    for share, words in shares:
        if MIN_OBJECTIVE_SHARE <= share <= 1:
            builder.add("objectives", LetterFigure(share, words, clause.stance))
    return (TIME_WINDOW_PATTERN if shares else ROLLING_WINDOW_PATTERN).sub(" ", rest)


def _extract_shares(text: str) -> tuple[list[tuple[float, str]], str]:
    """Return the shares of a clause with their words, and the text without them."""
    found: list[tuple[float, str]] = []
    rest = text
    for pattern, read in _SHARE_PARSERS:
        for match in pattern.finditer(rest):
            share = read(match, text)
            if share is not None:
                found.append((share, match[0].strip()))
                rest = blank_out(rest, match)
    return found, rest


def _parse_percent(match: re.Match[str], text: str) -> float | None:
    if OTHER_PERCENTAGE_PATTERN.match(text[match.end() :].lstrip()):
        return None
    return _success_share(parse_letter_number(match[1]) / 100, text)


def _success_share(share: float, text: str) -> float:
    """Return a share as one of successes: a small one beside “fail” counts failures."""
    is_failures = share <= 1 - MIN_OBJECTIVE_SHARE and FAILURE_PATTERN.search(text)
    return round(1 - share if is_failures else share, 9)


def _parse_nines(match: re.Match[str], _: str) -> float:
    share = 1 - 10 ** -int(match[1])
    return round(share + (0.5 * 10 ** -int(match[1]) if match["half"] else 0), 9)


def _parse_part_of_whole(match: re.Match[str], text: str) -> float | None:
    part, whole = (float(match[name].replace(",", "")) for name in ("part", "whole"))
    if not 0 < part <= whole:
        return None
    return _success_share(part / whole, text)


def _parse_downtime(match: re.Match[str], _: str) -> float | None:
    unit = match["unit"][0]
    minutes = parse_letter_number(match[1]) * {"s": 1 / 60, "m": 1, "h": 60}[unit]
    days = float(match["days"]) if match["days"] else DAYS_BY_PERIOD[match["period"] or "month"]
    return round(max(1 - minutes / (max(days, 1) * MINUTES_PER_DAY), 0), 9)


def _parse_never_fails(*_: object) -> float:
    return 1.0


_SHARE_PARSERS = (
    (DOWNTIME_PATTERN, _parse_downtime),
    (DOWNTIME_WORD_FIRST_PATTERN, _parse_downtime),
    (PERCENT_PATTERN, _parse_percent),
    (OBJECTIVE_WITHOUT_PERCENT_PATTERN, _parse_percent),
    (NINES_PATTERN, _parse_nines),
    (WHOLE_THEN_PART_PATTERN, _parse_part_of_whole),
    (PART_OF_WHOLE_PATTERN, _parse_part_of_whole),
    (NEVER_FAILS_PATTERN, _parse_never_fails),
)
