"""The kinds of words in a requirement, and patterns over runs of them. English only.

“p99 under 300 ms” is `PERCENTILE_RANK BELOW NUMBER SECONDS`. To teach the reader a new word, add it
to `WORDS_BY_KIND`; for a new form, call `compile_token_pattern` with the names of the kinds.
"""

from __future__ import annotations

import re
import string
from enum import StrEnum, auto
from functools import cache

CONSUMED_KIND_LETTER = "_"  # takes the place of a kind that was read already


def split_words(word_list: str) -> list[str]:
    """Return the words of a list that is written as one line."""
    return word_list.split()


# What a measure may count; without the s of a plural.
COUNTABLE_NOUNS = frozenset(
    split_words(
        "call request error failure message payout refund payment transaction user session retry "
        "retrie event job task row record ticket incident item connection thread click step "
        "attempt query querie order file customer complaint timeout duplicate alert bug defect "
        "point page response operation lookup"
    )
)


class TokenKind(StrEnum):
    """What a token is. Its value is one letter, so that a run of tokens is a string to search."""

    @staticmethod
    def _generate_next_value_(_name: str, _start: int, count: int, _last: list[str]) -> str:
        return string.ascii_letters[count]

    NUMBER = auto()
    WORD = auto()  # a word that no list holds: it carries meaning
    PERCENTILE_RANK = auto()  # a percentile with its rank, as p99
    PERCENTILE = auto()
    MEAN = auto()
    WORST_CASE = auto()  # a limit for the worst case
    ALWAYS = auto()  # for every call
    EVERY = auto()  # before a time a window, else for every call
    SECONDS = auto()  # a unit of time up to the second
    PERIOD = auto()  # a unit of time from the minute on: the value, or a window
    RATE_UNIT = auto()
    AMOUNT_UNIT = auto()
    PERCENT = auto()
    CLOCK = auto()  # a time of day
    NINES = auto()  # after its percentage: “three nines” is 99.9 nines
    PER = auto()
    ARTICLE = auto()
    IN = auto()  # a share, a limit or a window: “in 1,000”, “in 2 s”, “in 30 days”
    DURING = auto()  # a window, or a limit: “over 2 s”
    WITHIN = auto()  # a limit, seldom a window
    OF = auto()  # joins a share: 5 of 100
    BELOW = auto()
    ABOVE = auto()
    AT = auto()  # a load may follow
    LAST = auto()  # before a time a window
    QUALIFIER = auto()  # belongs to the noun after it: “calendar month”
    WINDOW = auto()
    DAILY = auto()
    HYPHEN = auto()
    COMMA = auto()
    EQUALS = auto()
    FILLER = auto()


WORDS_BY_KIND = {
    TokenKind.PERCENTILE_RANK: "median",
    TokenKind.PERCENTILE: "percentile percentiles percentil quantile centile pctl pctile ile tile "
    "perc",
    TokenKind.MEAN: "average averages averaged mean avg mttr mtta mttd mtbf",
    TokenKind.WORST_CASE: "max maximum maximal maximally worst rto rpo",
    TokenKind.ALWAYS: "always never ever",
    TokenKind.EVERY: "every each any all",
    TokenKind.SECONDS:
        "ns nanosecond nanoseconds µs μs us usec microsecond microseconds ms msec msecs millis "
        "millisec millisecs millisecond milliseconds milisecond miliseconds s sec secs second "
        "seconds",
    TokenKind.PERIOD:
        "min mins minute minutes h hr hrs hour hours d day days wk week weeks month months mo "
        "quarter quarters year years yr night nights weekday weekdays weekend weekends sprint "
        "sprints fortnight shift shifts",
    TokenKind.RATE_UNIT: "rps qps tps rpm rph tpm kbps mbps gbps",
    TokenKind.AMOUNT_UNIT:
        "byte bytes kb mb gb tb kib mib gib kbit mbit gbit usd eur gbp dollar dollars euro euros "
        "cent cents $ € £",
    TokenKind.PERCENT: "% ‰",
    TokenKind.CLOCK: "clock noon midnight",
    TokenKind.NINES: "nines",
    TokenKind.PER: "/ per",
    TokenKind.ARTICLE: "a an",
    TokenKind.IN: "in inside on",
    TokenKind.DURING: "over for during throughout across",
    TokenKind.WITHIN: "within",
    TokenKind.OF: "of from among",
    TokenKind.BELOW: "< ≤",
    TokenKind.ABOVE: "> ≥",
    TokenKind.AT: "at @ while load traffic",
    TokenKind.LAST: "last past previous rolling sliding trailing moving consecutive",
    TokenKind.QUALIFIER: "calendar business working given single whole full peak busiest",
    TokenKind.WINDOW:
        "window windows period periods interval intervals bucket buckets rolling sliding tumbling "
        "hopping basis",
    TokenKind.DAILY:
        "hourly daily nightly weekly monthly quarterly yearly fortnightly biweekly ytd qtd mtd",
    TokenKind.HYPHEN: "- ~",
    TokenKind.COMMA: ", ; .",
    TokenKind.EQUALS: "= :",
    TokenKind.FILLER:
        "the this that these those it its is are be been being was were will shall must may might "
        "can could should would has have had do does did not and or to by as than then so if "
        "when where which who whose there with under only exactly just still even also after "
        "before no measured counted seen observed taken stay stays remain remains",
}  # fmt: skip
KIND_BY_WORD = {word: kind for kind, line in WORDS_BY_KIND.items() for word in split_words(line)}

# Parts that several patterns share, by name.
NAMED_SUBPATTERNS = {
    "UNDER_LOAD": "AT [BELOW FILLER ARTICLE OF WORST_CASE EQUALS]{0,4}",  # at up to …
    "COUNT_PER": "NUMBER WORD{0,4} [PER ARTICLE EVERY]",  # 400 requests a …
    "WITH_UNIT": "HYPHEN? QUALIFIER? [SECONDS PERIOD AMOUNT_UNIT PERCENT]",  # what makes it a value
    "OF_TIME": "HYPHEN? QUALIFIER? [SECONDS PERIOD]",
}


@cache
def compile_token_pattern(token_pattern: str) -> re.Pattern[str]:
    """Return a pattern over the kinds of tokens, as in `NUMBER [WORD QUALIFIER]{0,4} PER PERIOD`.

    Names in capitals are kinds, or `NAMED_SUBPATTERNS`; spaces and line breaks mean nothing;
    everything else is as in `re`. A kind is one letter, so lists in square brackets and counts work
    as usual. Raises KeyError for a name that is neither.
    """
    return re.compile("".join(re.sub("[A-Z_]{2,}", _replace_kind_name, token_pattern).split()))


def _replace_kind_name(match: re.Match[str]) -> str:
    if match[0] in NAMED_SUBPATTERNS:
        return f"(?:{re.sub('[A-Z_]{2,}', _replace_kind_name, NAMED_SUBPATTERNS[match[0]])})"
    return TokenKind[match[0]].value
