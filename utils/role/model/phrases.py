"""The text of a requirement, normalized, and its turns of phrase put as signs and numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from utils.kit.numbers import fractions_to_decimals
from utils.role.model.clock_hours import replace_hours_range
from utils.role.model.token_kinds import COUNTABLE_NOUNS

MAX_TEXT_CHARACTERS = 1_000  # characters that are read

_SUPERSCRIPT_CHARACTERS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207a"
_SUPERSCRIPT_TRANSLATION = str.maketrans(_SUPERSCRIPT_CHARACTERS, "0123456789-+")
_PLAIN_SIGN_TRANSLATION = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    "\u00d7": "x", "\u2044": "/", "\u2266": "≤", "\u2a7d": "≤", "\u2267": "≥", "\u2a7e": "≥",
    "_": " ",
})  # fmt: skip
# A part of a time, such as “1/4 s” or “3/4 of a second”; “29/30 days” is a share of days.
_FRACTIONAL_DURATION_PATTERN = re.compile(
    r"(?<![\w.,/])(1/[1-9]\d{0,2}|[2-7]/[3-58]) ?(?:of an? )?"
    r"(?=(?:s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?)\b)"
)
_CLOCK_HOUR_REGEX = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]|1[0-2]"
_NINES_COUNT_BY_WORD = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FRACTION_BY_WORD = {"third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_THAN_REGEX = "(?:than|then|as)"  # slips that are common enough to understand
_LESS_REGEX = "less|fewer|lower|smaller|shorter|faster|quicker|sooner|earlier"
_MORE_REGEX = "more|greater|higher|longer|slower|later|larger|bigger|worse"
_NEGATION_REGEX = r"(?:no|not|not (?!to\b)\w+|not \w+ \w+)"
_MONTH_REGEX = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_DATE_REGEX = rf"(?:(?:{_MONTH_REGEX})\.? \d\d?(?:st|nd|rd|th)?|\d\d? (?:{_MONTH_REGEX}))"
_CALLS_REGEX = "(?:calls?|requests?|responses?)"
# Turns of phrase, each put as a sign or a number. The order matters: “not more than” goes first.
_PHRASE_REGEX_REPLACEMENTS = (
    (r"\b24 ?[/x] ?7\b", " always "),
    (r"\blimited to the last (?=\d)", " ≤ "),
    # a load beside a limit: 300 ms with up to 9,000 calls a minute
    ((r"(\A|\d ?(?:ms|milliseconds|s|secs?|seconds?)\b,?) ?(?:\(|\b(?:with|for|up to)\b) ?"
      rf"(?:up to )?(?=\d[\d.,]*[km]? {_CALLS_REGEX} ?(?:/|per|an?) ?(?:min|minute|h|hour)\b"
      r"(?! (?:may|can|could|might|fail|take)))"), r"\1 at "),
    # a window that moves on: over a rolling hour, rolling 1h
    ((r"\b(?:(?:an?|any|each|every|the) )?(?:rolling|sliding|trailing|moving) "
      r"(?=(?:\d+ ?)?(?:m|min|minutes?|h|hrs?|hours?|days?|weeks?|months?|quarters?|years?)\b"
      r"(?! (?:window|period|interval|bucket)))"), " any "),
    (r"\bnobody (?=waits?\b)", " no one "),
    (rf"\bnone of (?:(?:the|our|all) )*(?={_CALLS_REGEX}\b)", " no "),
    (rf"(?<![\w.,])(?:zero|0) (?={_CALLS_REGEX} (?:over|above|slower|longer|later|take))", " no "),
    (rf"\b(?:the )?(?:slowest|longest) (?=(?:{_CALLS_REGEX}|answer)\b)", " every "),
    (r"(\d ?(?:%|percent)) over (?=\d+ ?(?:ms|milliseconds)\b)", r"\1 > "),
    # a deadline: by March 31, before 1 April 2027
    (rf"\b(?:by|before|until) {_DATE_REGEX}\b(?:,? 20\d\d\b)?", " by clock in the year "),
    (r"\b(\w+s) per (second|minute) ?[:=] ?(\d+(?:[.,]\d+)*)(?!\w)", r" \3 \1 per \2 "),
    # exact: ledger and bank agree to the cent
    (r"\b(?:down )?to the (?:last )?(?:cent|penny)\b|\bnot (?:even )?(?:one|a single) cent\b",
     " always 0 $ "),
    (r"(?<![\w.,])(?<!\bp )(?<!percentile )[1-9]\d{0,2}(?: \d{3})+(?![\d:])", None),  # 10 000
    (rf"(?<![\w.,])[1-9]\d{{0,2}}(?:\.\d{{3}})+(?= (?:{'|'.join(sorted(COUNTABLE_NOUNS))})s?\b)",
     None),  # 10.000 calls
    (r"([$€£]) ?(\d+(?:[.,]\d+)*)( ?[km]\b)?", r" \2\3 \1 "),
    (rf"\b(?:{_CLOCK_HOUR_REGEX})(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?!\w)", " clock "),
    (rf"\b(?:{_CLOCK_HOUR_REGEX}) in the (?:morning|afternoon|evening)\b", " clock "),
    (r"\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?\b", " clock "),
    (r"\b(two|three|four|five|six|[2-6])[ -]?(?:nines|9s|9's)\b", None),
    (r"(\d)(?:[ '-]| -)th\b", r"\1th"),
    (r"\bsub-? ?(second|millisecond|minute)\b", r" < 1 \1 "),
    (r"\bhalf an? (second|minute|hour|day)\b", r" 0.5 \1 "),
    (r"\b(?:a|one) (third|quarter|fifth|tenth) of an? (second|minute|hour|day)\b", None),
    (r"\bp\. ?a\b\.?|\bper annum\b|\bannually\b", " per year "),
    (r"\bhalf (?:of (?!an? )|(?=the|all|our))", " 50 % of "),
    (r"\bhalf a million\b", " 500000 "),
    (r"\bmill?i[ -](?=seconds?\b)", "milli"),
    (r"\bmicro[ -](?=seconds?\b)", "micro"),
    (r"\b(?:one|a) third of\b", " 33.3 % of "),
    (r"\btwo[ -]thirds of\b", " 66.7 % of "),
    (r"\b(?:a|one) quarter of (?!an? |\d|(?:the|this|last|next) (?:year|hour|day)\b)", " 25 % of "),
    (r"\b(?:a|one) fifth of (?!an? )", " 20 % of "),
    (r"\b(?:a|one) tenth of (?!an? )", " 10 % of "),
    (r"\bthree[ -]quarters of\b", " 75 % of "),
    (r"\b(quarter|half)[ -]hour(?:ly)?\b", None),
    (r"(?<![^\W\d])(?:per[ -]?cent(?:s|age)?\b|pct\b(?! ?\d))", " % "),
    (r"\bper ?mille\b", " ‰ "),
    (r"\bby (?=(?:minute|hour|day|night|week|month|quarter|year)\b)", " per "),
    (r"\bout of\b", " of "),
    (r"\bnot (?:even )?(?:one|a single)\b", " no "),
    (r"\bnever (?:an?|any|one)(?= \w)|\bno two(?= \w)", " always 0 "),
    (r"\ban? (\w+(?: \w+){0,3}) never (?:happens?|occurs?)\b", r" always 0 \1 "),
    (r"(?<=\d )(?:more|further|full) (?=(?:minutes|hours|days|weeks|months|years)\b)", ""),
    (r"\bon-call (?=week|shift|day|night)", " "),
    (r"\bwith(?:out| no) exception\b", " always "),
    (r"\b(?:almost|nearly|practically|virtually|hardly|about) (?:all|every|any|always|never)\b",
     " nearly "),
    (r"<=|=<", " ≤ "),
    (r">=|=>", " ≥ "),
    (rf"\b(?:{_LESS_REGEX}) (?:than )?or equal(?: (?:to|than))?\b", " ≤ "),
    (rf"\b(?:{_MORE_REGEX}) (?:than )?or equal(?: (?:to|than))?\b", " ≥ "),
    (rf"\b{_NEGATION_REGEX} (?:{_MORE_REGEX}) {_THAN_REGEX}\b|\bnot (?:over|above|beyond)\b",
     " ≤ "),
    (rf"\b{_NEGATION_REGEX} (?:{_LESS_REGEX}) {_THAN_REGEX}\b|\bnot (?:under|below)\b", " ≥ "),
    (r"\b(?:(?:do|does|must|may|shall|should|will|can) ?)?not (?:to )?exceed(?:ing)?\b", " ≤ "),
    (r"\bat (?:the )?(?:most|latest)\b|\bup ?to\b|\buntil\b|\b(?:limited|capped) (?:to|at)\b",
     " ≤ "),
    (rf"\bor (?:{_LESS_REGEX}|below|under)\b", " ≤ "),
    (r"\bat (?:the )?(?:least|minimum)\b|\bminimum(?: of)?\b|\bminimal\b", " ≥ "),
    (r"(?<!\d)(?<!\d )\bmin\b\.?(?= ?[\d<≤])", " ≥ "),
    (rf"\bor (?:{_MORE_REGEX}|better|above)\b", " ≥ "),
    (rf"\b(?:{_LESS_REGEX}) {_THAN_REGEX}\b|\b(?:under|below|beneath)\b", " < "),
    (rf"\b(?:{_MORE_REGEX}) {_THAN_REGEX}\b|\b(?:above|beyond|exceed(?:s|ing)?)\b", " > "),
)  # fmt: skip


def normalize_text(text: str) -> str:
    """Return a text in lower case with plain digits and signs, cut at `MAX_TEXT_CHARACTERS`."""
    line = fractions_to_decimals(" ".join(text.split())[:MAX_TEXT_CHARACTERS])
    line = re.sub(
        f"[{_SUPERSCRIPT_CHARACTERS}]+",
        lambda found: "^" + found[0].translate(_SUPERSCRIPT_TRANSLATION),
        line,
    )
    line = (
        unicodedata.normalize("NFKC", line)[:MAX_TEXT_CHARACTERS]
        .lower()
        .translate(_PLAIN_SIGN_TRANSLATION)
    )
    plain = " ".join("".join(_to_plain_character(one) for one in line).split())
    return _FRACTIONAL_DURATION_PATTERN.sub(_fraction_as_decimal, plain)


def _fraction_as_decimal(match: re.Match[str]) -> str:
    top, bottom = map(int, match[1].split("/"))
    return f"{top / bottom:.3g} "


def _to_plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.category(character) in {"Cf", "Cs", "Cc"} else character


def replace_phrases(text: str) -> str:
    """Return a normalized text whose turns of phrase are signs and numbers: “at most” is “≤”."""
    text = replace_hours_range(text)
    for pattern, sign in _compile_phrase_replacements():
        text = pattern.sub(sign if sign is not None else _number_phrase_as_digits, text)
    return text


@cache
def _compile_phrase_replacements() -> list[tuple[re.Pattern[str], str | None]]:
    # Compiled when first asked for: an import costs milliseconds.
    return [(re.compile(pattern), sign) for pattern, sign in _PHRASE_REGEX_REPLACEMENTS]


def _number_phrase_as_digits(match: re.Match[str]) -> str:
    if match.re.groups == 2:  # a third of a second
        return f" {_FRACTION_BY_WORD[match[1]]:.3g} {match[2]} "
    if match[0].startswith(("quarter", "half")):
        return f" {15 if match[1] == 'quarter' else 30} minutes "
    if match.re.groups == 1:
        count = _NINES_COUNT_BY_WORD.get(match[1]) or int(match[1])
        return f" {100 - 10.0 ** (2 - count):.{count}g} nines "
    return re.sub("[ .]", "", match[0])
