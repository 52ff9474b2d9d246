"""A letter in plain English, cut into clauses, each with what the writer means by it.

A figure in a letter is a promise, an aim, something ruled out, someone's request, or a case that
is only supposed: “You asked for day 30; we can't” promises nothing. The words that tell them apart
are our starting point. Nothing here raises.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from utils.capstone.model.stances import (
    AGREED,
    AIMED,
    ASKED,
    MAX_LETTER_CHARACTERS,
    PROMISED,
    REFUSED,
    SUPPOSED,
)
from utils.kit.numbers import fractions_to_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator

# No clause is longer, so that none takes long.
CLAUSE_CHUNK_PATTERN = re.compile(r".{1,400}(?:\s|$)|.{1,400}")


@dataclass(frozen=True)
class Clause:
    """One clause in small letters, numbers as digits, and what the writer means by it."""

    text: str
    stance: str


def read_clauses(text: str) -> list[Clause]:
    """Return the clauses of a letter in their order."""
    plain, quotes = split_off_quotes(normalize_letter_text(text))
    clauses = [Clause(quote, ASKED) for quote in quotes]
    before = ""
    for sentence in split_sentences(plain):
        found = list(_assign_stances(split_clauses(sentence), before))
        clauses += _with_agreed_requests(clauses, found)
        before = found[-1].stance if found else before
    return _suppose_unchosen_options(clauses)


# --- letters and numbers -----------------------------------------------------------------

NUMBER_WORDS_BELOW_20 = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS_WORDS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUE_BY_NUMBER_WORD = {word: n for n, word in enumerate(NUMBER_WORDS_BELOW_20)} | {
    word: 10 * n for n, word in enumerate(TENS_WORDS, start=2)
}
_IRREGULAR_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
VALUE_BY_ORDINAL = {
    _IRREGULAR_ORDINALS.get(word, f"{word}th"): n
    for n, word in enumerate(NUMBER_WORDS_BELOW_20[1:], start=1)
} | {f"{word.removesuffix('y')}ieth": 10 * n for n, word in enumerate(TENS_WORDS, start=2)}
_TENS_REGEX, _ONES_REGEX = "|".join(TENS_WORDS), "|".join(NUMBER_WORDS_BELOW_20[1:10])
_BELOW_20_REGEX = "|".join(sorted(NUMBER_WORDS_BELOW_20, key=len, reverse=True))
_BELOW_100_REGEX = rf"(?:(?:{_TENS_REGEX})(?:[- ](?:{_ONES_REGEX}))?|{_BELOW_20_REGEX})"
NUMBER_WORDS_PATTERN = re.compile(
    rf"\b(?:(?P<hundreds>a|{_ONES_REGEX}) hundred(?:(?: and)? (?P<rest>{_BELOW_100_REGEX}))?"
    rf"|(?P<whole>{_BELOW_100_REGEX})(?P<digits>(?: point(?: (?:{_BELOW_20_REGEX}))+)?))\b"
)
_ORDINAL_BEFORE_DAY_OR_WEEK_PATTERN = re.compile(
    rf"\b(?:(?P<tens>{_TENS_REGEX})[- ](?P<ones>{'|'.join(list(VALUE_BY_ORDINAL)[:9])})"
    rf"|(?P<whole>{'|'.join(VALUE_BY_ORDINAL)}))(?= (?:working )?(?:day|week)\b)"
)
ONE_IN_N_PATTERN = re.compile(  # “one refund in 200”
    rf"\b(?:one|a|a single) (?=(?:call|refund|request|payout) (?:in|out of|of) (?:every )?"
    rf"(?:\d|a\b|{_BELOW_100_REGEX}))"
)
JOB_APPOSITION_PATTERN = re.compile(  # “Priya, our program manager, decides”
    r", ((?:our|the|my) (?:\w+ ){0,2}(?:manager|owner|lead|director|engineer))"
    r"(?:, (?=(?:about|for|on|if|decides?|will|has|is|owns?|signs?|approves?)\b)|(?=[.!;\n]|$))"
)
OUT_OF_TOTAL_PATTERN = re.compile(  # “of every 1,000 refunds, 992 work”
    r"(\bof (?:every )?\d[\d,]* (?:calls?|refunds?|requests?|payouts?)"
    r"(?: (?:a|per|each|every) \w+)?)"
    r", (?=\d|at |no |not |fewer |less |about )"
)
WHICH_ASIDE_PATTERN = re.compile(r", which (?:you|they|sales|the partners) [^,.;:\n]{1,60},")
_PLAIN_QUOTE_TRANSLATION = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u2019": "'", "\u2018": "'"}
)


EMPHASIS_PATTERN = re.compile(r"(?<=\S)[*`]+|[*`]+(?=\S)")  # of Markdown; “* ” begins an item
OLD_VERSION_END_LABEL_PATTERN = re.compile(  # “v3 sunset: day 154”
    r"\b((?:sunset|retirement|switch-?off|end of (?:life|support))[^:.;,\n]{0,20}): ?"
    r"(?=(?:working )?(?:day|week) \d|launch ?\+)"
)


def normalize_letter_text(text: str) -> str:
    """Return a text in small letters, with plain marks, and numbers in digits."""
    decimal = fractions_to_decimals(text[:MAX_LETTER_CHARACTERS])
    known = unicodedata.normalize("NFKC", decimal).translate(_PLAIN_QUOTE_TRANSLATION).casefold()
    plain = re.sub(r"[^\S\n]+", " ", re.sub(r"[\u2010\u2011\u00ad]", "-", known))
    plain = EMPHASIS_PATTERN.sub("", plain)
    plain = re.sub(r"\d{10,}", lambda found: found[0][:10], plain)
    plain = re.sub(r"(?<=\d)\s*per ?cent\b|(?<=\d)\s*pct\b", "%", plain)
    plain = re.sub(r"\b((?:launch|live|working) (?:day|week)): ?(?=\d)", r"\1 ", plain)
    plain = re.sub(r"\b(confidence|probability|likelihood|chance): ?(?=\d)", r"\1 ", plain)
    plain = re.sub(r"\b(day \d+) \([^()\n]{0,20}\bweek \d+\)", r"\1", plain)  # the same again
    plain = re.sub("[\u2705\u2714]\ufe0f?", "included ", re.sub("\u274c", "not included ", plain))
    plain = re.sub(r"\b((?:day|week) \d+): (?=(?:the )?(?:old|previous|current) )", r"\1 ", plain)
    plain = OLD_VERSION_END_LABEL_PATTERN.sub(r"\1 ", plain)
    plain = re.sub(r"\bgeneral availability\b|\bga\b", "launch", plain)
    plain = re.sub(r"\bhalf a year\b", "6 months", plain)
    plain = re.sub(r"\b(?:a|one) thousand\b", "1000", plain)
    plain = re.sub(r"\b(everything|all) but\b", r"\1 except", plain)
    plain = re.sub(r"\ba dozen\b|\bone dozen\b", "12", plain)
    plain = re.sub(r"\bone per ?cent\b", "1%", ONE_IN_N_PATTERN.sub("1 ", plain))
    plain = JOB_APPOSITION_PATTERN.sub(r" \1 ", plain)
    plain = re.sub(r"\bwho decides\? ", "who decides, ", re.sub(r" = (?!\d)", ": ", plain))
    plain = WHICH_ASIDE_PATTERN.sub(" ", plain)
    plain = _ORDINAL_BEFORE_DAY_OR_WEEK_PATTERN.sub(_ordinal_to_digits, plain)
    numbered = NUMBER_WORDS_PATTERN.sub(_number_words_to_digits, plain)
    numbered = re.sub(r"(\d[\d.]*) \(\1\)", r"\1", numbered)  # “thirteen (13) weeks”
    numbered = re.sub(r"(?<=\d)\s*per ?cent\b", "%", numbered)
    return OUT_OF_TOTAL_PATTERN.sub(r"\1 ", numbered)


def _ordinal_to_digits(match: re.Match[str]) -> str:
    value = VALUE_BY_NUMBER_WORD.get(match["tens"], 0)
    value += VALUE_BY_ORDINAL[match["ones"] or match["whole"]]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th") if value // 10 != 1 else "th"
    return f"{value}{ending}"


def _number_words_to_digits(match: re.Match[str]) -> str:
    if match["hundreds"]:
        rest = _parse_number_under_100(match["rest"]) if match["rest"] else 0
        return str(100 * VALUE_BY_NUMBER_WORD.get(match["hundreds"], 1) + rest)
    if match[0] == "one" and re.match(
        r" (?!day|week|month|year|quarter|in )", match.string[match.end() :] or " "
    ):
        return match[0]  # “one of them”, “no one”
    whole, digits = _parse_number_under_100(match["whole"]), match["digits"]
    return (
        f"{whole}.{''.join(str(VALUE_BY_NUMBER_WORD[one]) for one in digits.split()[1:])}"
        if digits
        else str(whole)
    )


def _parse_number_under_100(words: str) -> int:
    return sum(VALUE_BY_NUMBER_WORD[word] for word in re.split("[- ]", words))


# --- quotations, sentences, clauses ------------------------------------------------------

QUOTATION_PATTERN = re.compile(r'"([^"\n]{0,400})"|^[ ]*>[ ]?([^\n]*)$', re.MULTILINE)


OWN_WORDS_LEAD_IN_PATTERN = re.compile(  # “Our promise: …”
    r"\b(?:our|my) (?:own )?\w+(?: is| reads)?:? ?$"
)


def split_off_quotes(text: str) -> tuple[str, list[str]]:
    """Return a text without what it quotes, and the quotations that are a request or a claim.

    A quotation without a figure is a name, such as an item's, and stays in the text.
    """
    quotes: list[str] = []

    def cut(found: re.Match[str]) -> str:
        words = found[1] if found[1] is not None else found[2]
        if found[2] is None and OWN_WORDS_LEAD_IN_PATTERN.search(text[: found.start()]):
            return words
        if found[2] is None and not re.search(r"\d|%|\bnines\b", words):
            return words
        quotes.append(words)
        return " "

    return QUOTATION_PATTERN.sub(cut, text), quotes


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text: up to a mark with a space after it, or to the line's end."""
    short = re.sub(r"\b(e\.g|i\.e|approx|etc|vs|no|mr|mrs|ms|dr)\.(?= )", r"\1", text)
    found = [one.strip() for one in re.split(r"(?<=[.!?;])[\s)]+|\n+", short)]
    return [
        piece for one in found if one.strip(" .!?;-") for piece in CLAUSE_CHUNK_PATTERN.findall(one)
    ]


_SUBJECT_REGEX = (
    r"(?:we|i|it|it's|that|that's|this|these|they|you|your|our|there|he|she|everything)"
)
CLAUSE_BREAK_PATTERN = re.compile(
    rf"""\s*:\s+ | \s[-\u2013\u2014]+\s | \s*\u2014\s*
    | ,?\s+(?=(?:but|however|whereas|although|though|while|because|so|rather\ than|instead\ of
             |as\ opposed\ to|unless|except|minus\ the|than\ (?:promise|say|name|commit))\b)
    | ,?\s+(?=even\ if\b|as\ long\ as\b|provided\b|assuming\b|in\ case\b)
    | (?<!even)(?<!as)(?<!^),?\s+(?=if\b)
    | ,\s+(?=(?:not|only|just|nor|at\ best|which|with|without|then|as)\b)
    | ,?\s+(?=(?:and|or)\ (?:not|never|without|no\ (?:sooner|earlier))\b)
    | ,?\s+(?=(?:and|or)\ (?:then\ )?(?:{_SUBJECT_REGEX}|will|can|can't|won't)\b)
    | ,\s+(?={_SUBJECT_REGEX}\b)
    | ,\s+(?=the\ \w+(?:\ \w+)?\ (?:is|isn't|are|aren't|will|won't)\b)
    | \s+(?=without\b)
    | ,\s+(?=yet\b|no\ to\b)
    | (?<=\ at\ launch),?\s+(?=and\b[^,;:]{{1,60}}\b(?:later|afterwards|follows?|next)\b)
    | \s+(?=and\ (?:the\ )?(?:old\ |previous\ )?(?:version\b|v\d))
    | \s+(?=and\ (?:go|launch|ship|keep|leave|run|hope|aim|promise|retire|switch|decide|expect)\b)
    | ,\s+(?=(?:and\ )?(?:(?:on|by|in|within)\ )?(?:day\b|\d|live\b)) | ,\s+(?=version\ \d|v\d)
    | \s+(?=and\ (?:day\ )?\d[\d.]*\s?%?\ (?:is|isn't|would|won't|can't|cannot)\b)
    | ,?\s+(?=as\ (?:you|they|sales|the\ partners|your)\b)
    | (?<!chance)(?<!probability)(?<!sure)(?<!confident)(?<!likely)\s+(?=that\ (?:we|our
      |the\ launch|you'll)\b)
    | \s+(?=not\ (?:on\ |by\ )?day\b) | \s+\((?=(?:not|rather\ than|instead\ of)\b)""",
    re.VERBOSE,
)
LEADING_PHRASE_PATTERN = re.compile(  # a phrase that belongs to the clause after it
    r"(?:on|by|in|within|for|with|from|after|before|at|until|given|under|during|even|then|and|so|"
    r"both|target (?:date|day)|"
    r"\d+ (?:days?|weeks?|months?)|objective|slo|availability|day(?! \d)|dates?|version|"
    r"notice|as|scope|decisions?|decider|owner|contact|accountable|downtime|outages?|"
    r"of|out|out of scope|everything else|breaking changes?|(?:refund )?failures|failed refunds|"
    r"(?:phase|step) \d|"
    r"included|excluded|not included)\b"
)
ENDS_IN_BREAK_PATTERN = re.compile(r"\bbreak\w*(?: \w+){0,3}$")  # “… without notice”
CONTRAST_PATTERN = re.compile(r"(?:but|not|rather than|instead of|never|except|nor)\b")
VERB_PATTERN = re.compile(
    r"\b(?:is|are|am|be|was|were|must|will|can|could|may|might|should|would|have|has|had|do|does|"
    r"did|"
    r"we|they|i|go|goes|went|(?<!the )launch|launches|release|releases|keep|leave|hope|retire|"
    r"decide|decides|"
    r"break|breaks|reach|reaches|take|takes|add|adds|replace|mean|means|give|gives|ship|ships|"
    r"keep|keeps|promise|promises|promised|ask|asked|want|"
    r"wanted|aim|plan|deliver|get|gets|come|comes|follow|follows|wait|waits|start|starts|need|"
    r"needs|insist|cannot|commit|guarantee|say|said|works|stay|stays|offer|expect)\b|n't\b|"
    r"'(?:ll|re|ve|d)\b"
)


def split_clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence; a phrase before its subject stays with it."""
    parts = [one.strip(" ,") for one in CLAUSE_BREAK_PATTERN.split(sentence)]
    joined: list[str] = []
    for part in filter(None, parts):
        if (
            joined
            and LEADING_PHRASE_PATTERN.match(joined[-1])
            and not (VERB_PATTERN.search(joined[-1]) or CONTRAST_PATTERN.match(part))
        ):
            joined[-1] = f"{joined[-1]}, {part}"
        elif joined and part.startswith("without") and ENDS_IN_BREAK_PATTERN.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


# --- what a clause means -----------------------------------------------------------------

HARMLESS_NEGATION_PATTERN = re.compile(
    r"""\bnot\ (?:only|just|merely)\b | \b(?:no|not)\ (?:later|longer|more|less|fewer|worse)\ than\b
    | \bwhether\ or\ not\b | \bno\ doubt\b | \bdo(?:n't|\ not)\ (?:worry|hesitate|forget)\b
    | \b(?:isn't|is\ not)\ an?\ (?:dream|wish|hope|joke|guess|goal|aim|target|slogan|estimate)\b
    | \b(?:can't|cannot|won't)\ (?:do|promise|offer|guarantee|go|give)\ (?:\w+\ )?
      (?:better|more|higher)\ than\b(?=\ \d+(?:\.\d+)?\s?%)
    | \b(?:won't|will\ not|never|not|shouldn't|doesn't|does\ not|can't|cannot)\b(?:\s\w+){0,3}?\s
      (?:exceed|longer|miss|below|under|past|over|beyond|later|after|worse|fewer|less|slip
      |disappoint)\b
    | (?:\b(?:never|not)|n't)\ break\w*(?=(?:\s\w+){0,3}\ without)
    | \bdon't\ (?:have|need)\ to\b | \bcan't\ wait\b""",
    re.VERBOSE,
)
NEGATION_PATTERN = re.compile(
    r"""\b(?:not|never|cannot|neither|nor|unable|impossible|unrealistic|infeasible|unachievable
    |refuse|reject|decline|forget|nobody|hardly|rather\ than|instead\ of|as\ opposed\ to
    |out\ of\ (?:reach|the\ question)|off\ the\ table|beyond\ (?:us|our|what|reach)
    |too\ (?:early|soon|strict|tight|ambitious|risky|much|fast|high|optimistic)|short\ of
    |rules?\ (?:that\ )?out|no\ one|no\ way|far\ from|no\ (?:earlier|sooner)\ than
    |more\ than\ (?:we|the|our)|stricter\ than|tighter\ than|would\ be\ (?:a\ lie|reckless
      |dishonest)
    |no\ to|irresponsible|unwise|wishful|nonsense
    |(?:is|was|be)\ an?\ (?:dream|fantasy|joke|myth))\b | n't\b
    | ^than\b""",
    re.VERBOSE,
)
OTHER_PEOPLE_REGEX = (
    r"(?:you|your|partners?|they|their|sales|director|competitors?|someone|shops?|letter)"
)
REQUEST_PATTERN = re.compile(
    rf"""\b{OTHER_PEOPLE_REGEX}\b[^,:;]*?\b(?:ask(?:ed|s|ing)?|want(?:ed|s)?|demand(?:ed|s)?
    |request(?:ed|s)?|requires?|required|needs?|needed|expect(?:ed|s)?|hop(?:e|ed|es|ing)
      |insist(?:ed|s)?
    |wrote|writes|said|says|told|promised|promises|suggested|prefer(?:red)?|propos(?:e|ed)|set|named
    |claims?|claimed|would\ (?:like|love|rather)|'d\ (?:like|love|rather)|wish(?:ed|es)?|mentioned
      |offers)\b
    | \b(?:your|their|sales'?s?|the\ partners')\s(?:wish|request|demand|date|deadline|day|target
      |goal|figure
      |number|promise|wishes|hope|letter)\b
    | \bthank(?:s|\ you)\ for\b | \bthe\ requested\b | \b(?:asked|requested|demanded|wanted
      |promised)\ by\b""",
    re.VERBOSE,
)
NOT_A_REQUEST_PATTERN = re.compile(
    r"\b(?:after|before|than|of|by|beyond) your (?:deadline|date|day|request)\b|"
    r"\b(?:than|before|after) you (?:asked|wanted|want|need|requested|hoped)(?: for)?\b|"
    r"\b(?:get|have|give you) (?:exactly |all )?what you (?:asked|wanted|want)(?: for)?\b|"
    r"\byour (?:deadline|date|day|terms?|request)\b(?=[^,]*\b(?:works?|is fine|is ok|okay|"
    r"suits?)\b)|"
    r"\byou (?:can|may|could|will|should|'ll|must|need to|have to|might want to)(?: (?:safely|"
    r"now|need to))? "
    r"(?:expect|know|plan|count|rely|hear|tell|see|get|have|promise)\b|\byou'll (?:need|want)\b"
    r"|\b(?:everything|all) (?:that )?(?:you|they) (?:asked|wanted|want|need|requested)(?: for)?\b"
    r"|\bwhat you (?:really )?(?:need|want)(?: the)?(?: most| first)?\b(?! is)"
    r"|\bfor (?:you|the partners) (?:to|on|by|in)\b|\bas (?:you|they|sales|"
    r"the partners) \w+(?: \w+)?$"
)
SUPPOSITION_PATTERN = re.compile(
    r"(?:but |and |so |or |even )?(?:if|unless|in case|should you|were we|suppose|had we)\b"
)
ALTERNATIVE_CASE_PATTERN = re.compile(
    r"\b(?:need|insist|stricter|tighter|more|faster|earlier|sooner|slips?|slipped|late|later|"
    r"delayed?|fails?|add|"
    r"longer|want|prefer|require|miss(?:es)?|wrote|said|promised|told)\b|\d"
)
HYPOTHETICAL_WOULD_PATTERN = re.compile(
    r"\b(?:would (?:cost|need|take|mean|require|have|add|be|push|move|force|break)|would've|"
    r"stricter|tighter)\b"
)
EARLIER_STATEMENT_PATTERN = re.compile(  # what was said before, and isn't a promise now
    r"\b(?:we|i) (?:had |have )?(?:once |first |originally )?(?:promised|said|told you|planned|"
    r"announced)\b"
)
WOULD_BE_LIVE_PATTERN = re.compile(r"(?:we|i)\b.*\bwould be (?:live|ready)")
WOULD_LIKE_PATTERN = re.compile(r"(?:we|i)(?:'d| would) like\b")
WOULD_LOVE_PATTERN = re.compile(r"(?:we|i)(?:'d| would) (?:have )?love")
HEDGE_PATTERN = re.compile(
    r"""\b(?:aim(?:s|ing)?|hop(?:e|es|ing)|try|trying|tries|plan(?:s|ning)?\ (?:to|for|on)
      |expect(?:s|ing)?
    |estimate[ds]?|should|likely|probably|perhaps|maybe|might|could|ideally|best\ effort
      |do\ our\ best
    |tentative(?:ly)?|intend(?:s|ing)?|forecasts?|think|believe|possibly|roughly|about|around
    |approximately|give\ or\ take|either(?=.*\bor\b)|ballpark
      |more\ or\ less|may\ (?:be|go|ship|launch)
    |target(?:s|ing)?\ (?:day|date|week|to|is|of|\d+)|if\ (?:all|everything|nothing)|goal
      |optimistic|guess|ish
    |strive|with\ luck|hopefully|working\ towards?)\b""",
    re.VERBOSE,
)
CONDITION_PATTERN = re.compile(r"(?:but |and )?(?:if|unless|provided|assuming|as long as)\b")
AGREEMENT_PATTERN = re.compile(
    r"""^(?:(?:so|and|but|well),?\ )?(?:yes|agreed|deal|sure|any\ (?:day|time)
      |gladly|absolutely|of\ course|you\ got\ it
      |it's\ a\ deal)\b
    | (?:\b(?:is|are|say)|'s|'re)\ (?:yes|agreed)\b
    | \b(?:we|i)(?:'ll|\ will|\ can)?\ (?:\w+ly\ |of\ course\ )?(?:do|meet|keep|make|hit|deliver
      |accept|agree|promise|manage)\s
      (?:exactly\ )?(?:to\ )?(?:(?:that|it|this|both|all|all\ of\ (?:it|that))(?=[.,;!]|$|\ (?:too
      |for|and|by|all))
      |your\b)
    | ^(?:that|it|this)\ (?:works|is\ fine|is\ no\ problem|will\ work|can\ be\ done)\b
      | ^no\ problem\b""",
    re.VERBOSE,
)


def find_stance(clause: str) -> str:
    """Return what the writer means by one clause on its own."""
    bare = HARMLESS_NEGATION_PATTERN.sub(" ", clause)
    if _is_supposition(clause):
        return SUPPOSED
    if NEGATION_PATTERN.search(bare):
        return REFUSED
    if REQUEST_PATTERN.search(NOT_A_REQUEST_PATTERN.sub(" ", bare)):
        return ASKED
    return AIMED if HEDGE_PATTERN.search(clause) or CONDITION_PATTERN.match(clause) else PROMISED


def _is_supposition(clause: str) -> bool:
    """Return whether a clause speaks of another case, a wish, or what was said before."""
    if (
        SUPPOSITION_PATTERN.match(clause)
        and ALTERNATIVE_CASE_PATTERN.search(clause)
        and not _is_hopeful_condition(clause)
    ):
        return True
    if HYPOTHETICAL_WOULD_PATTERN.search(clause) and not WOULD_BE_LIVE_PATTERN.match(clause):
        return True
    return bool(EARLIER_STATEMENT_PATTERN.search(clause) or WOULD_LOVE_PATTERN.match(clause))


def _is_hopeful_condition(clause: str) -> bool:
    return bool(re.search(r"\bif (?:all|everything|nothing)\b", clause))


def _assign_stances(clause_texts: list[str], previous_stance: str) -> Iterator[Clause]:
    """Return the clauses of a sentence; some take over what the one before them means."""
    last = main = ""
    for number, part in enumerate(clause_texts):
        own = find_stance(part)
        goes_on = re.match(
            r"and (?!no (?:sooner|earlier)\b)|day |\d", part
        ) and not VERB_PATTERN.search(part)
        if number and goes_on and not HARMLESS_NEGATION_PATTERN.search(part):
            own = main or own
        follows = clause_texts[number + 1] if number + 1 < len(clause_texts) else ""
        ruled_out_next = re.match(r"no(?:[.,;!]|$)", follows)  # “12 weeks: no, 13.”
        if clause_texts[-1].endswith("?") or ruled_out_next:
            own = ASKED
        elif WOULD_LIKE_PATTERN.match(part) and follows.startswith("but "):
            own = SUPPOSED
        if last == SUPPOSED and number and not part.startswith(("but ", "so ", "and we ")):
            own = SUPPOSED if own != ASKED else own
        elif last == ASKED and own in (PROMISED, AIMED) and part.startswith("that "):
            own = ASKED
        elif (
            not number
            and previous_stance == SUPPOSED
            and re.match(r"(?:then|in that case|that would)\b", part)
        ):
            own = SUPPOSED
        if own == PROMISED and CONDITION_PATTERN.match(follows) and "you" not in follows.split():
            own = AIMED
        if (
            own == PROMISED
            and number
            and last == AIMED
            and CONDITION_PATTERN.match(clause_texts[number - 1])
        ):
            own = PROMISED if "you" in clause_texts[number - 1].split() else AIMED
        yield Clause(part, own)
        last = own
        main = main if part.startswith(("not ", "rather than ", "instead of ")) else own


OPTION_PATTERN = re.compile(
    r"(?:version|option|plan|variant|proposal|offer|scenario|alternative) "
    r"(?P<name>[a-d]|[1-4])\b(?!\.\d)"
)
CHOSEN_OPTION_PATTERN = re.compile(
    r"\b(?:we|i)(?:'ll| will)? (?:choose|chose|pick|take|commit to|go (?:with|for)|promise|"
    rf"recommend|propose)(?: to)? (?:{OPTION_PATTERN.pattern}|(?P<letter>[a-d])\.?$)"
)


def _suppose_unchosen_options(clauses: list[Clause]) -> list[Clause]:
    """Return clauses in which only the option counts that the letter chooses, if it does."""
    choices = [found for one in clauses if (found := CHOSEN_OPTION_PATTERN.search(one.text))]
    options = [OPTION_PATTERN.match(one.text) for one in clauses]
    if not choices or len({found["name"] for found in options if found}) < 2:
        return clauses
    chosen, now, made = choices[-1]["name"] or choices[-1]["letter"], "", []
    for clause, option in zip(clauses, options, strict=True):
        now = option["name"] if option else "" if CHOSEN_OPTION_PATTERN.search(clause.text) else now
        other = now not in ("", chosen) and clause.stance in (PROMISED, AIMED)
        made.append(Clause(clause.text, SUPPOSED) if other else clause)
    return made


def _with_agreed_requests(earlier_clauses: list[Clause], new_clauses: list[Clause]) -> list[Clause]:
    """Return clauses, and again as agreed what a “yes, we can do that” says yes to."""
    made: list[Clause] = []
    for clause in new_clauses:
        agrees = clause.stance in (PROMISED, AIMED) and AGREEMENT_PATTERN.search(clause.text)
        if agrees and not _is_limited(clause.text, made):
            asked = _last_request_clauses([*earlier_clauses, *made])
            made += [Clause(one.text, AGREED) for one in asked if re.search(r"\d", one.text)]
        made.append(clause)
    return made


def _is_limited(agreement: str, before: list[Clause]) -> bool:
    """Return whether a “but” takes part of it back; “it's tight, but we can do that” doesn't."""
    if not re.search(r"\bbut\b", agreement):
        return False
    names_other = re.search(r"\d", agreement) or any(one.stance == REFUSED for one in before)
    return bool(names_other) or not agreement.startswith("but ")


def _last_request_clauses(clauses: list[Clause]) -> list[Clause]:
    """Return the last clauses in a row that tell a request."""
    runs = [list(run) for asked, run in groupby(clauses, lambda one: one.stance == ASKED) if asked]
    return runs[-1] if runs else []
