"""A quality scenario in six parts, and which of them is missing or vague, and why.

Source of the six parts: Bass, Clements & Kazman, Software Architecture in Practice. Which words
count as vague, and that a stimulus states a load, is our starting point. Only the form is
checked, never whether a claim is true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from utils.role.model.measure_reading import MAX_QUOTED_CHARACTERS, join_token_texts
from utils.role.model.phrases import normalize_text
from utils.role.model.response_measure import parse_measure
from utils.role.model.token_kinds import TokenKind, compile_token_pattern, split_words
from utils.role.model.tokens import Token, kind_letters, tokenize
from utils.role.model.vague import remove_vague_words, vague_words

SCENARIO_PARTS = ("source", "stimulus", "environment", "artifact", "response", "measure")
PART_NAMES = {
    "source": "Source of stimulus",
    "stimulus": "Stimulus",
    "environment": "Environment",
    "artifact": "Artifact",
    "response": "Response",
    "measure": "Response measure",
}
PART_CHECK_STATEMENTS = {
    "source": "the source is named",
    "stimulus": "the stimulus has a load",
    "environment": "the environment is named",
    "artifact": "the artifact is named",
    "response": "the response is plain",
    "measure": "the measure can be checked",
}
PART_HINTS = {
    "source": "Who or what sends it?",
    "stimulus": "What arrives, and how much of it?",
    "environment": "Under what conditions?",
    "artifact": "Which part of the system does it reach?",
    "response": "What does the system do?",
    "measure": "How is it measured, and over what time?",
}
PART_EXAMPLES = {
    "source": "the nightly job of the Payouts team",
    "stimulus": "refund status requests, 400 a second",
    "environment": "the daily peak, all servers up",
    "artifact": "the refund status call of Payments API v2",
    "response": "returns the state of the refund and when it last changed",
    "measure": "95th percentile under 300 milliseconds over any 5 minutes",
}


@dataclass(frozen=True)
class Scenario:
    """A quality scenario as typed."""

    source: str
    stimulus: str
    environment: str
    artifact: str
    response: str
    measure: str


@dataclass(frozen=True)
class PartCheck:
    """Whether one part is complete, and what to fix, or a remark if it is."""

    part: str
    ok: bool
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScenarioReport:
    """The findings, in the order of `SCENARIO_PARTS`."""

    parts: tuple[PartCheck, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all six parts are complete."""
        return all(one.ok for one in self.parts)


def check_scenario(scenario: Scenario) -> ScenarioReport:
    """Return which parts are missing or vague. Never raises, and never says that a claim is true.

    In every part a vague word has to be fixed, even next to a number: “roughly 300 ms”.
    """
    return ScenarioReport(tuple(_check_part(scenario, part) for part in SCENARIO_PARTS))


def is_measure_complete(text: str) -> bool:
    """Return whether a response measure alone is complete."""
    return check_measure(text).ok


def check_measure(text: str) -> PartCheck:
    """Return whether a response measure alone is complete, and what to fix. Never raises."""
    if is_missing(text, "measure"):
        return PartCheck("measure", ok=False, messages=(_missing_part_text("measure", text),))
    return _check_measure_form(text)


def _check_part(scenario: Scenario, part: str) -> PartCheck:
    text = getattr(scenario, part)
    if part == "measure":
        return check_measure(text)
    if is_missing(text, part):
        return PartCheck(part, ok=False, messages=(_missing_part_text(part, text),))
    fixes = list(_vague_word_problems(text, part))
    remarks = list(_general_word_remarks(text, part))
    if part == "stimulus":
        where, load = _find_part_with_load(scenario)
        if not load:
            fixes.insert(0, _MISSING_LOAD_QUESTION.format(_shorten_quote(text)))
        elif where != part:
            remarks.append(f"The load is in the {PART_NAMES[where].lower()}: “{load}”.")
    return PartCheck(part, ok=not fixes, messages=(*fixes, *remarks))


def _missing_part_text(part: str, text: str) -> str:
    start = (
        f"“{_shorten_quote(text)}” says nothing yet."
        if text.strip()
        else "Nothing is said here yet."
    )
    return f"{start} {_PART_QUESTIONS[part]} For example: “{PART_EXAMPLES[part]}”."


_PART_QUESTIONS = {
    "source": "Who or what sends it?",
    "stimulus": "What arrives, and how much of it?",
    "environment": "Under what conditions does it arrive?",
    "artifact": "Which part of the system does it reach?",
    "response": "What does the system do then?",
    "measure": "How can anyone tell that it did?",
}
_MISSING_LOAD_QUESTION = (
    "How much arrives? “{0}” doesn't say. Add a number: “400 requests a second”, “a batch of 500 "
    "every night”, or how often it happens: “a release twice a month”."
)


def _shorten_quote(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= MAX_QUOTED_CHARACTERS else f"{said[: MAX_QUOTED_CHARACTERS - 1]}…"


# --- what says nothing ---------------------------------------------------------------------

_PLACEHOLDER_TEXTS = {
    *split_words("tbd tba todo n/a na none nil nothing unknown x xx xxx later open same idk "
    "whatever"),
    *split_words("anything something blank empty asdf"),
    "to be defined", "to be determined", "to be decided", "to be done", "to do", "to be announced",
    "not yet", "not known", "not known yet", "not applicable", "not defined", "don't know",
    "i don't know", "no idea", "see above", "as above", "see below", "to be discussed", "n.a",
    "not sure", "don't know yet", "lorem ipsum",
}  # fmt: skip


_TO_BE_DEFINED_REGEX = r"(?:tbd|tba|todo|to be (?:defined|determined|decided|done|discussed))\b.*"
_MIN_IDEOGRAPH_CODE_POINT = 0x2E80  # from here on one sign may be a word, as in Chinese


def is_missing(text: str, part: str) -> bool:
    """Return whether a part says nothing: signs only, fewer than two letters, a placeholder.

    Numbers alone say something in a measure and in a stimulus: what they lack is asked there.
    """
    said = normalize_text(text)
    bare = re.sub(r"^[^\w]+|[^\w]+$", "", said)
    if not bare or bare in _PLACEHOLDER_TEXTS or re.fullmatch(_TO_BE_DEFINED_REGEX, bare):
        return True
    if part in {"measure", "stimulus"} and any(one.isdigit() for one in bare):
        return False
    letters = [one for one in bare if one.isalpha()]
    return len(letters) < 2 and not any(ord(one) >= _MIN_IDEOGRAPH_CODE_POINT for one in letters)


# --- vague words ---------------------------------------------------------------------------


def _vague_word_problems(text: str, part: str) -> tuple[str, ...]:
    found = vague_words(text, part)
    if not found:
        return ()
    means, them = ("mean", "them") if len(found) > 1 else ("means", "it")
    fix = _VAGUE_WORD_ADVICE_BY_PART.get(part, _VAGUE_WORD_ADVICE_BY_PART["source"]).format(them)
    return (f"{_join_quoted(found)} {means} something different to every reader. {fix}",)


_VAGUE_WORD_ADVICE_BY_PART = {
    "measure": "Leave {0} out, or say how much, how soon, or how often in numbers.",
    "response": "Say only what the system does; how soon or how well belongs in the measure.",
    "source": "Leave {0} out here; how good it must be belongs in the measure.",
}


def _join_quoted(texts: tuple[str, ...]) -> str:
    shown = [f"“{one if len(one) <= 40 else one[:39] + '…'}”" for one in texts[:6]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _check_measure_form(text: str) -> PartCheck:
    read, vague = parse_measure(text), _vague_word_problems(text, "measure")
    if vague and read.is_complete:
        read = parse_measure(remove_vague_words(text, "measure"))  # what is left to ask
    return PartCheck(
        "measure",
        ok=read.is_complete and not vague,
        messages=(*read.problems, *vague, *read.remarks),
    )


# --- the load ------------------------------------------------------------------------------

# A number per time; without a time in the stimulus only, where the number of things is enough.
_RATE_TOKENS_PATTERN = """
    NUMBER [WORD QUALIFIER FILLER AT HYPHEN]{0,6} [PER ARTICLE EVERY] QUALIFIER{0,2} NUMBER? OF_TIME
    | NUMBER [WORD QUALIFIER FILLER]{0,6} DAILY
    | NUMBER WORD{0,3} RATE_UNIT
"""
_COUNT_TOKENS_PATTERNS = (
    # 3 deployments in 10 minutes
    """NUMBER [WORD QUALIFIER HYPHEN]{1,6} [IN DURING WITHIN] [FILLER EVERY]?
    NUMBER HYPHEN? [SECONDS PERIOD]""",
    "NUMBER (?: NUMBER HYPHEN? AMOUNT_UNIT )? HYPHEN? QUALIFIER? WORD{1,4}",  # one request
    # a batch of 500
    "(?<= OF ) NUMBER (?! [HYPHEN QUALIFIER]? [SECONDS PERIOD AMOUNT_UNIT PERCENT NUMBER] )",
    "ARTICLE QUALIFIER WORD",  # a single refund
)
_CONCURRENCY_TOKENS_PATTERN = "NUMBER [WORD QUALIFIER HYPHEN]{1,5}"
_CONCURRENCY_WORDS = frozenset(
    split_words("concurrent concurrently parallel simultaneous simultaneously")
)
_FAILURE_WORDS = frozenset(
    split_words(
        "error errors failure failures failed fault faults incident incidents outage outages lost "
        "duplicate duplicates complaint complaints timeout timeouts refused late wrong"
    )
)
_TIMETABLE_REGEX = (
    r"\b(?:every|each|once an?|once per)\b(?:[^.;]|(?<=\d)\.(?=\d)){0,30}|"
    r"\b(?:hourly|daily|nightly|weekly|fortnightly|biweekly|monthly|quarterly|yearly)\b"
    r"(?! (?:peak|traffic|load|use))"
)


def find_load(text: str, part: str = "stimulus") -> str:
    """Return the words of a text that state a load, or nothing.

    A load is a number per time (400 requests a second) or of things at once (50 concurrent
    users). In the stimulus a number of things (one request, a batch of 500) or a timetable (a file
    every night) is a load too. In the measure, failures are none, and neither is a count per day.
    """
    tokens = tokenize(text)
    letters = kind_letters(tokens)
    patterns = [_RATE_TOKENS_PATTERN, _CONCURRENCY_TOKENS_PATTERN]
    if part == "stimulus":
        patterns += _COUNT_TOKENS_PATTERNS
    for pattern in patterns:
        for match in compile_token_pattern(pattern).finditer(letters):
            run = tokens[slice(*match.span())]
            if _is_load(run, part, letters[: match.start()], pattern):
                return join_token_texts(run)
    return _find_timetable(text) if part == "stimulus" else ""


def _is_load(token_run: list[Token], part: str, kinds_before: str, pattern: str) -> bool:
    texts = {token.text for token in token_run}
    if token_run[0].kind == TokenKind.NUMBER and not token_run[0].value > 0:
        return False
    if token_run[0].kind == TokenKind.ARTICLE:
        return "single" in texts
    if pattern == _CONCURRENCY_TOKENS_PATTERN and not texts & _CONCURRENCY_WORDS:
        return False
    if part != "stimulus" and texts & _FAILURE_WORDS:
        return False
    if part == "measure":
        after_at = compile_token_pattern(
            "AT [BELOW FILLER ARTICLE OF WORST_CASE EQUALS WORD]{0,3} $"
        )
        is_rate = (
            token_run[-1].kind in {TokenKind.SECONDS, TokenKind.RATE_UNIT}
            or pattern == _CONCURRENCY_TOKENS_PATTERN
        )
        return bool(after_at.search(kinds_before)) or is_rate
    return True


_PERIODIC_TOKENS_PATTERN = """
    EVERY NUMBER? OF_TIME
    | NUMBER WORD ARTICLE QUALIFIER? [SECONDS PERIOD]
    | NUMBER WORD PER QUALIFIER? [SECONDS PERIOD]
"""


def _find_timetable(text: str) -> str:
    said = normalize_text(text)
    for match in re.finditer(_TIMETABLE_REGEX, said):
        if not match[0].startswith(("e", "o")):
            return match[0]
        counted = match[0].replace("every other ", "every 2 ")
        period = compile_token_pattern(_PERIODIC_TOKENS_PATTERN).match(
            kind_letters(tokenize(counted))
        )
        if period:
            return " ".join(match[0].split()[:3])
    return ""


def _find_part_with_load(scenario: Scenario) -> tuple[str, str]:
    """Return the part that states the load, and its words."""
    for part in ("stimulus", "environment", "measure"):
        load = find_load(getattr(scenario, part), part)
        if load:
            return part, load
    return "", ""


# --- what is complete, but says little -------------------------------------------------------

_TOO_GENERAL_WORDS_BY_PART = {
    "source": "user users customer customers client clients person people someone anyone everyone "
    "somebody anybody system systems team teams consumer consumers",  # wording-ok
    "environment": "production prod live online normal normally always anytime internet cloud any "
    "everywhere",
    "artifact": "system platform application app software product everything api backend service "
    "it server website",
    "response": "works work ok okay success succeeds succeed responds answers functions",
}
_GENERAL_WORD_REMARK_BY_PART = {
    "source": "{0}: is that a shopper, a team, a system? Name it if it matters.",
    "environment": "{0}: what conditions are those? An ordinary day, a peak, a server down?",
    "artifact": "{0}: which part of it? Which call, which page, which job?",
    "response": "{0}: what do people see then? “Returns the state of the refund” says more.",
}
_LEADING_FILLERS_REGEX = (
    r"^(?:(?:the|a|an|our|any|all|every|in|on|it|whole|end|system|time|environment) )+"
)


def _general_word_remarks(text: str, part: str) -> tuple[str, ...]:
    """Return a remark on a part that is one word which fits everything."""
    said = re.sub(r"[^\w ]", "", normalize_text(text))
    word = re.sub(_LEADING_FILLERS_REGEX, "", said).strip()
    return (
        (_GENERAL_WORD_REMARK_BY_PART[part].format(f"“{word}”"),)
        if word in split_words(_TOO_GENERAL_WORDS_BY_PART.get(part, ""))
        else ()
    )
