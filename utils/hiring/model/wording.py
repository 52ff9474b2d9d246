"""Words of a job ad that point at the person instead of the work, or that say nothing.

The rules and their phrases are data (`job_ad_rules`, `job_ad_phrases`), each with its source. A
phrase is left alone where its sentence makes it fair: "regardless of age", "the law asks for".
The checks know wording. They can't tell what a court would say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from utils.hiring.model.markup import strip_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Kinds about who someone is. The other kinds are about what an ad asks for, and how.
PERSONAL_RULE_KINDS = frozenset(
    ("age", "origin", "sex", "family", "health", "belief", "looks", "background"),
)
MAX_SENTENCE_WORDS = 35  # our opinion; GOV.UK writes 25 at most
MAX_AD_WORDS = 700  # our opinion
MAX_SENTENCE_PART_CHARS = 1_000  # a longer one is read in parts, so that no text takes long

_SENTENCE_END_PATTERN = re.compile(r"(?<=[.!?])\s+|\s?[\n\r;•·|▪●◦*]+\s?")
_ABBREVIATION_PATTERN = re.compile(
    r"\b(?:[A-Za-z]\.){2,}|\b[Pp]h\.[Dd]\b\.?|\b(?:[Mm]ax|[Mm]in|[Aa]pprox|[Ii]ncl)\.(?=\s)"
)
# As contracts write numbers: “five (5) years”.
_NUMBER_IN_WORD_AND_DIGITS_PATTERN = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
    r" (\(\d{1,2}\+?\))",
    re.IGNORECASE,
)
_QUOTE_TRANSLATION = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`", "'"))
# Soft hyphens and the like inside words, and the line breaks of a PDF inside sentences.
_INVISIBLE_IN_WORD_PATTERN = re.compile(r"(?<=\w)[\u00ad\u200b-\u200d\u2060\ufeff]+(?=\w)")
_WRAPPED_LINE_BREAK_PATTERN = re.compile(r"(?<=[^\n]{50})(?<=[\w,])[^\S\n]*\r?\n[^\S\n]*(?=[a-z])")
_SPACE_RUN_PATTERN = re.compile(r"[^\S\n]+")
_DASH_PATTERN = re.compile(r"[\u2010-\u2015\u2212]")
_IGNORED_CHARS_PATTERN = re.compile(
    r"[\"\u201c-\u201e\u00ab\u00bb()\[\]{},_\u200b-\u200d\u2060\ufeff\u00ad]+"
)
_WORD_JOINER_PATTERN = re.compile(r"(?<=[A-Za-z])\s*[-/]\s*(?=[A-Za-z])")
_NEGATION_WINDOW_CHARS = 80  # characters before some words in which a negation counts
_NEGATION_BEFORE_PATTERN = re.compile(
    r"(?:\b(?:no|not|never|without|nor|rather than|instead of)|n't)(?:\s+[\w']+){0,3}\s*$",
    re.IGNORECASE,
)
# The ad says that it doesn't ask for what the words name.
_NOT_REQUIRED_BEFORE_PATTERN = re.compile(
    r"\b(?:you (?:don't|do not|won't|will not) (?:need|have)"
    r"(?: to (?:be|have|own|hold|speak|sound|look)(?: like)?)?|you needn't (?:be|have|own)"
    r"|we (?:don't|do not|never) (?:ask(?: you)? for|require|expect)"
    r"|(?:us|team|colleagues|founders) (?:are not|aren't))"
    r"(?: an?| any| your| the)?\s*$",
    re.IGNORECASE,
)
_USERS_AS_SUBJECT_PATTERN = re.compile(
    r"^\W*(?:our|your|the|its) (?:\w+ ){0,2}(?:users|customers|callers|readers|patients|shoppers"
    r"|guests|clients|tenants|visitors|members) (?:are|include|were)\b",
    re.IGNORECASE,
)
# Said of the people that a product is for: "helps recent graduates", "a clinic for women".
_SERVED_PEOPLE_BEFORE_PATTERN = re.compile(
    r"\b(?:helps?|helping|serv(?:es?|ing)|lets?|for|teach(?:es|ing)?|supports?|supporting|tools for"
    r"|advis(?:es?|ing)|protects?|treats?|care of|needs of|used by|where|with which|lives of"
    r"|(?:with|for|of) (?:children|pupils|students|patients|residents|(?:young|older) people))"
    r"(?:\s+[\w']+){0,2}\s*$",
    re.IGNORECASE,
)
_SERVED_PEOPLE_AFTER_PATTERN = re.compile(
    r"\s+(?:in care\s+)?(?:(?:who|both|all)\s+)?"
    r"(?:visits?|uses?|comes?|calls?|rel(?:y|ies)|books?|learns?"
    r"|plays?|lives?|asks?|reads?|buys?|depends?|turns? to|among)\b"
    r"|\s+(?:aged? \d\d|in (?:our|the) (?:clubs?|schools?|classes|wards?|homes?|camps?))\b",
    re.IGNORECASE,
)
_JOB_WORDS_PATTERN = re.compile(
    r"\b(?:ideal|perfect|great|suit\w*|open to|jobs?|role|position|opportunity|vacancy|only"
    r"|preferred|wanted|apply|applicants?|candidates?|looking|seek\w*|hire|hiring|place"
    r"|we(?:'re| are) after|must be|you(?:'re| are) an?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WordingRule:
    """What one kind of wording does, how to fix it, and who says so, where.

    `fair_in_sentence_pattern` makes a sentence fair; `fair_after_pattern` does so behind the words
    only, such as the evidence that follows them. `fair_nearby_pattern` is matched against the
    words, a bar, and the sentences before and after. `short_source` is the source with its
    jurisdiction in a few words; `scope` says where the rule applies.
    """

    kind: str
    label: str
    problem: str
    fix: str
    fair_in_sentence_pattern: re.Pattern[str] | None
    fair_after_pattern: re.Pattern[str] | None
    fair_nearby_pattern: re.Pattern[str] | None
    short_source: str
    source: str
    url: str
    scope: str


@dataclass(frozen=True)
class WordingPhrase:
    """A pattern of words, and the kind of rule that it falls under."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class WordingRules:
    """All rules by kind, and the phrases that point to them. Patterns are in lower case."""

    rules: dict[str, WordingRule]
    phrases: tuple[WordingPhrase, ...]


@dataclass(frozen=True)
class WordingHit:
    """The words found in one text under one rule."""

    rule: WordingRule
    words: tuple[str, ...]


def split_sentences(text: str) -> list[str]:
    """Return the sentences and list items of a text, plainly written for the patterns."""
    plain = unicodedata.normalize("NFKC", strip_markup(text)).translate(_QUOTE_TRANSLATION)
    plain = _WRAPPED_LINE_BREAK_PATTERN.sub(" ", _INVISIBLE_IN_WORD_PATTERN.sub("", plain))
    plain = _DASH_PATTERN.sub("-", _SPACE_RUN_PATTERN.sub(" ", plain))
    plain = _ABBREVIATION_PATTERN.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _NUMBER_IN_WORD_AND_DIGITS_PATTERN.sub(r"\1", plain)
    return [
        part
        for raw in _SENTENCE_END_PATTERN.split(plain)
        for part in _split_long_sentence(_clean_sentence(raw))
        if part
    ]


def _clean_sentence(raw: str) -> str:
    return " ".join(_IGNORED_CHARS_PATTERN.sub(" ", _WORD_JOINER_PATTERN.sub(" ", raw)).split())


def _split_long_sentence(sentence: str) -> Iterator[str]:
    for start in range(0, len(sentence), MAX_SENTENCE_PART_CHARS):
        yield sentence[start : start + MAX_SENTENCE_PART_CHARS]


@lru_cache(maxsize=64)  # while one field is typed in, the others are the same
def match_wording_rules(text: str, wording: WordingRules) -> tuple[WordingHit, ...]:
    """Return what the phrases find in a text, one hit for each kind, in the rules' order."""
    found: dict[str, list[str]] = {}
    read = split_sentences(text)
    for sentence, before, after in zip(read, ["", *read], [*read[1:], ""], strict=False):
        for kind, words in _find_phrases_in_sentence(
            sentence, f"{before} {after}".lower(), wording
        ):
            found.setdefault(kind, []).append(words)
    return tuple(
        WordingHit(rule, tuple(_drop_contained_phrases(found[kind])))
        for kind, rule in wording.rules.items()
        if kind in found
    )


def _find_phrases_in_sentence(
    sentence: str, neighbors_text: str, wording: WordingRules
) -> Iterator[tuple[str, str]]:
    plain = sentence.lower()
    shown = sentence if len(plain) == len(sentence) else plain
    for phrase in wording.phrases:
        rule = wording.rules[phrase.kind]
        for match in phrase.pattern.finditer(plain):
            if match[0].strip() and not (
                _is_fair_in_context(rule, plain, match)
                or _is_fair_by_neighboring_sentences(rule, match[0], neighbors_text)
            ):
                yield phrase.kind, shown[slice(*match.span())].strip()


def _is_fair_in_context(rule: WordingRule, sentence: str, match: re.Match[str]) -> bool:
    """Return whether what is around the words takes the harm out of them."""
    before, after = sentence[: match.start()][-_NEGATION_WINDOW_CHARS:], sentence[match.end() :]
    if rule.fair_in_sentence_pattern and rule.fair_in_sentence_pattern.search(sentence):
        return True
    if rule.fair_after_pattern and rule.fair_after_pattern.search(after):
        return True
    if _NOT_REQUIRED_BEFORE_PATTERN.search(before):
        return True
    if rule.kind in PERSONAL_RULE_KINDS:
        served = (
            _SERVED_PEOPLE_BEFORE_PATTERN.search(before)
            or _SERVED_PEOPLE_AFTER_PATTERN.match(after)
            or _USERS_AS_SUBJECT_PATTERN.search(sentence)
        )
        return bool(served) and not _JOB_WORDS_PATTERN.search(sentence)
    return bool(_NEGATION_BEFORE_PATTERN.search(before))


def _is_fair_by_neighboring_sentences(
    rule: WordingRule, found_words: str, neighbors_text: str
) -> bool:
    """Return whether a sentence before or after says what the words are for, or adjusts them."""
    return bool(
        rule.fair_nearby_pattern
        and rule.fair_nearby_pattern.search(f"{found_words}|{neighbors_text}")
    )


def _drop_contained_phrases(phrases: Iterable[str]) -> list[str]:
    """Return the words once each, without those that are part of others."""
    once = list(dict.fromkeys(phrases))
    return [
        one
        for one in once
        if not any(one != other and one.lower() in other.lower() for other in once)
    ]


def longest_sentence_word_count(text: str) -> int:
    """Return the number of words in the longest sentence."""
    return max((len(one.split()) for one in split_sentences(text)), default=0)


def count_words(text: str) -> int:
    """Return the number of words."""
    return len(strip_markup(text).split())
