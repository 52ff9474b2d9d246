"""H2: what is wrong with a job description.

The checks look at form and at a few habits that are known to mislead. They cannot tell whether
an outcome is the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.hiring.model.coding import asks_for_code
from utils.hiring.model.pay_range import find_pay_range, missing_range_reason
from utils.hiring.model.wording import (
    MAX_AD_WORDS,
    MAX_SENTENCE_WORDS,
    count_words,
    longest_sentence_word_count,
    match_wording_rules,
)
from utils.kit.english import join_words, shorten

if TYPE_CHECKING:
    from utils.hiring.model.wording import WordingRules

PRODUCT_LABEL, PAY_LABEL, REST_LABEL, WHOLE_AD_LABEL = (
    "Product",
    "Pay and place",
    "The rest of the ad",
    "The whole ad",
)
MAX_QUOTE_COUNT, MAX_QUOTE_CHARS = 3, 60  # phrases quoted in one remark, and characters of each

_TOOL_NAMES_TEXT = """
jira confluence trello asana miro figma git github gitlab jenkins docker kubernetes k8s
terraform ansible aws azure gcp kafka rabbitmq spark airflow dbt snowflake databricks
sql nosql postgresql postgres mysql mongodb redis python java javascript typescript go
golang rust c++ c# scala kotlin swagger openapi postman graphql grpc grafana prometheus
datadog splunk tableau looker excel uml linux react node.js spring hadoop pytorch
tensorflow
"""
TOOL_NAMES = frozenset(_TOOL_NAMES_TEXT.split())
# Also ordinary words: they count as tools only next to another tool.
AMBIGUOUS_TOOL_NAMES = {"go", "spring", "excel", "spark", "rust", "react"}
PURPOSE_WORD_PATTERN = re.compile(
    r"\b(to|so|for|because|until|before|when|whether|how|what|which|who|why|finds?|checks?)\b",
    re.IGNORECASE,
)
# Something in it can be counted or looked up.
MEASURABLE_PATTERN = re.compile(
    r"\d|\b(no|none|nobody|every|each|all|half|third|quarter|double|twice|first(?![- ]class)"
    r"|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)\b",
    re.IGNORECASE,
)
AGILE_ROUTINE_PATTERN = re.compile(
    r"\b(jira|confluence|scrum ceremon\w+|stand-?ups?|sprint planning)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MustHave:
    """One requirement and the number of the outcome that it serves, from 1; 0 where none."""

    text: str
    outcome_number: int = 0


@dataclass(frozen=True)
class Posting:
    """A job description: outcomes of the first year, what someone must bring, pay, and the rest."""

    product: str
    outcomes: tuple[str, ...]
    must_haves: tuple[MustHave, ...]
    pay: str = ""
    rest: str = ""

    def text_by_location(self) -> dict[str, str]:
        """Return what is written, by its place on the page; empty fields are left out."""
        every = {
            PRODUCT_LABEL: self.product,
            **{f"Outcome {n}": text for n, text in enumerate(self.outcomes, 1)},
            **{f"Must-have {n}": must.text for n, must in enumerate(self.must_haves, 1)},
            PAY_LABEL: self.pay,
            REST_LABEL: self.rest,
        }
        return {location: text for location, text in every.items() if text.strip()}


@dataclass(frozen=True)
class Remark:
    """One problem: where it is, what is wrong, and how to fix it. `kind` names the check."""

    kind: str
    location: str
    message: str
    fix: str


def find_remarks(posting: Posting, wording: WordingRules | None = None) -> list[Remark]:
    """Return all that is wrong with a job description, place by place.

    `wording` has the rules on words; without it, only outcomes, must-haves, pay and length are
    checked.
    """
    found = outcome_remarks(posting)
    for number, must in enumerate(posting.must_haves, start=1):
        if must.text.strip():
            found += must_have_remarks(number, must, posting)
    if posting.outcomes:
        found += pay_remarks(posting)
    found += length_remarks(posting)
    if wording:
        found += wording_remarks(posting, wording)
    locations = list(posting.text_by_location())
    return sorted(
        found, key=lambda one: locations.index(one.location) if one.location in locations else 99
    )


def outcome_remarks(posting: Posting) -> list[Remark]:
    """Return what is wrong with outcomes: nothing is counted, or no must-have serves one."""
    served = {must.outcome_number for must in posting.must_haves if must.text.strip()}
    found = []
    for number, text in enumerate(posting.outcomes, start=1):
        where = f"Outcome {number}"
        if not text.strip():
            continue
        if not MEASURABLE_PATTERN.search(text):
            found.append(
                Remark(
                    "vague",
                    where,
                    "No one could tell whether it was reached.",
                    "Say what you'd count, and by when.",
                )
            )
        if posting.must_haves and number not in served:
            found.append(
                Remark(
                    "unserved",
                    where,
                    "No must-have serves it.",
                    "Say what the person must be able to do for it, or cut it.",
                )
            )
    return found


def must_have_remarks(number: int, must_have: MustHave, posting: Posting) -> list[Remark]:
    """Return what is wrong with one must-have: its outcome, code, tools without a purpose."""
    location, text = f"Must-have {number}", must_have.text
    known = (
        0 < must_have.outcome_number <= len(posting.outcomes)
        and posting.outcomes[must_have.outcome_number - 1].strip()
    )
    found = []
    if not known:
        found.append(
            Remark(
                "outcome",
                location,
                "It doesn't serve an outcome.",
                "Choose one, or cut this must-have.",
            )
        )
    if asks_for_code(text):
        found.append(
            Remark(
                "code",
                location,
                "It asks for production code.",
                "This role reads and discusses code. The person who writes it is an engineer.",
            )
        )
    else:
        found += _tool_remarks(location, text)
    habit = AGILE_ROUTINE_PATTERN.search(text)
    if habit and not PURPOSE_WORD_PATTERN.search(text):
        found.append(
            Remark(
                "habit",
                location,
                f"“{habit[0]}” isn't engineering literacy.",
                "Ask for what they have to understand: an interface, a trade-off, or a log.",
            )
        )
    return found


def _tool_remarks(location: str, text: str) -> list[Remark]:
    named = find_tools(text)
    if not named or PURPOSE_WORD_PATTERN.search(text):
        return []
    return [
        Remark(
            "tools",
            location,
            f"It names {join_words(named)}, but no purpose.",
            "Say what for. A name is quick to learn. What counts is what someone does with it.",
        )
    ]


def pay_remarks(posting: Posting) -> list[Remark]:
    """Return what is wrong with the pay: no range, one end only, or too wide to say anything."""
    text = posting.pay if posting.pay.strip() else posting.rest
    found = find_pay_range(text)
    if found and found.is_wide:
        problem = "The top is more than twice the bottom, so the range says little."
        return [Remark("pay", PAY_LABEL, problem, "Name the range that you'd offer this year.")]
    if found:
        return []
    problem = missing_range_reason(posting.pay) or "The job description names no pay range."
    return [
        Remark(
            "pay", PAY_LABEL, problem, "Enter the lowest and the highest pay, per year or per hour."
        )
    ]


def length_remarks(posting: Posting) -> list[Remark]:
    """Return what is too long to be read: a sentence, or the whole ad. Lengths in words."""
    found = [
        Remark("length", location, f"It has a sentence of {words} words.", "Split it, or cut it.")
        for location, words in (
            (p, longest_sentence_word_count(t)) for p, t in posting.text_by_location().items()
        )
        if words > MAX_SENTENCE_WORDS
    ]
    many = sum(map(count_words, posting.text_by_location().values()))
    if many > MAX_AD_WORDS:
        fix = f"Cut it to {MAX_AD_WORDS} or fewer. What can wait until the interview?"
        found.append(Remark("length", WHOLE_AD_LABEL, f"The ad has {many:,} words.", fix))
    return found


def wording_remarks(posting: Posting, wording: WordingRules) -> list[Remark]:
    """Return words about the person instead of the work, credentials, and empty words."""
    return [
        Remark(
            hit.rule.kind,
            location,
            f"{_quoted_phrases_text(hit.words)} {hit.rule.problem}.",
            hit.rule.fix,
        )
        for location, text in posting.text_by_location().items()
        for hit in match_wording_rules(text, wording)
    ]


def _quoted_phrases_text(phrases: tuple[str, ...]) -> str:
    shown = [f"“{shorten(one, MAX_QUOTE_CHARS)}”" for one in phrases[:MAX_QUOTE_COUNT]]
    return join_words(shown)


def find_tools(text: str) -> list[str]:
    """Return the tools and languages that a text names, in their order."""
    said = (word.rstrip(".") for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9.+#]*", text))
    found = {word.lower(): word for word in said if word.lower() in TOOL_NAMES}
    return list(found.values()) if found.keys() - AMBIGUOUS_TOOL_NAMES else []
