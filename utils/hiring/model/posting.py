"""H2: what is wrong with a job description.

The checks look at form and at a few habits that are known to mislead. They cannot tell whether
an outcome is the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from utils.kit.english import join_words

_TOOL_NAMES = """
jira confluence trello asana miro figma git github gitlab jenkins docker kubernetes k8s
terraform ansible aws azure gcp kafka rabbitmq spark airflow dbt snowflake databricks
sql nosql postgresql postgres mysql mongodb redis python java javascript typescript go
golang rust c++ c# scala kotlin swagger openapi postman graphql grpc grafana prometheus
datadog splunk tableau looker excel uml linux react node.js spring hadoop pytorch
tensorflow
"""
TOOLS = frozenset(_TOOL_NAMES.split())
# Also ordinary words: they count as tools only next to another tool.
AMBIGUOUS_TOOLS = {"go", "spring", "excel", "spark", "rust", "react"}
PURPOSE_PATTERN = re.compile(
    r"\b(to|so|for|because|until|before|when|whether|how|what|which|who|why|finds?|checks?)\b",
    re.IGNORECASE,
)
# An act of writing software, not far from what is written.
CODING_PATTERN = re.compile(
    r"\b(?:writ(?:e|es|ing)|cod(?:e|es|ing)|develop(?:s|ing)?|program(?:s|ming)?|implement(?:s|ing)?"
    r"|commit(?:s|ting)?|ship(?:s|ping)?|deliver(?:s|ing)?)\b"
    r"(?:(?!\b(?:about|how|why|which|what|whether|when|for|with|than|specs?|stories)\b)[^.;]){0,30}?"
    r"\b(?:production[- ](?:code|quality|grade|ready)|code|software|microservices?"
    r"|(?:back|front)[- ]?ends?)\b"
    r"|\bhands[- ]on (?:cod|develop|programm)\w+|\b(?:daily coding|cod(?:e|es|ing) daily)\b",
    re.IGNORECASE,
)
# Said of the job, these take coding out instead of asking for it.
NO_CODING_PATTERN = re.compile(
    r"\b(?:no|not|never|without|rather than|instead of|does ?n[o']t|do not|nobody"
    r"|need not"  # wording-ok
    r"|how|why|whether|who|that|takes to)\b"
    r"(?:(?!\band\b)[^.;]){0,40}$",
    re.IGNORECASE,
)
YEARS_PATTERN = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several)\s*(?:\+|or more)?"
    r"\s*(?:years?|yrs?)\b",
    re.IGNORECASE,
)
# Something in it can be counted or looked up.
MEASURABLE_PATTERN = re.compile(
    r"\d|\b(no|none|nobody|every|each|all|half|third|quarter|double|twice|first(?![- ]class)"
    r"|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)\b",
    re.IGNORECASE,
)
BUZZWORD_PATTERN = re.compile(
    r"\b(rock ?stars?|ninjas?|gurus?|wizards?|passionate|self[- ]starters?|team players?"
    r"|fast[- ]paced|dynamic|world[- ]class|hit the ground running|wear many hats)\b",
    re.IGNORECASE,
)
PROCESS_PATTERN = re.compile(
    r"\b(jira|confluence|scrum ceremon\w+|stand-?ups?|sprint planning|csm|cspo|certifi\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MustHave:
    """One requirement and the number of the outcome that it serves, from 1; 0 where none."""

    text: str
    outcome_number: int = 0


@dataclass(frozen=True)
class Posting:
    """A job description: outcomes of the first year, and what someone must bring."""

    product: str
    outcomes: tuple[str, ...]
    must_haves: tuple[MustHave, ...]
    pay: str = ""


@dataclass(frozen=True)
class Remark:
    """One problem: where it is, what is wrong, and how to fix it. `kind` names the check."""

    kind: str
    location: str
    message: str
    fix: str


def remarks(posting: Posting) -> list[Remark]:
    """Return all that is wrong with a job description, in its own order."""
    found = [*outcome_remarks(posting)]
    for number, must in enumerate(posting.must_haves, start=1):
        if must.text.strip():
            found += must_have_remarks(number, must, posting)
    if posting.outcomes and not posting.pay.strip():
        found.append(
            Remark(
                "pay",
                "Pay and place",
                "The job description doesn't mention pay.",
                "Enter a range, and say what it's a range of.",
            )
        )
    return found


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
    """Return what is wrong with one must-have: its outcome, code, tools, years, wording."""
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
    named = find_tools(text)
    if named and not asks_for_code(text) and not PURPOSE_PATTERN.search(text):
        found.append(
            Remark(
                "tools",
                location,
                f"It names {join_words(named)}, but no purpose.",
                "Say what for. Anyone can learn a name, but they have to understand the purpose.",
            )
        )
    if YEARS_PATTERN.search(text):
        found.append(
            Remark(
                "years",
                location,
                "It counts years.",
                "Years say little about how well someone will do. Ask what they've done.",
            )
        )
    found += wording_remarks(location, text)
    return found


def wording_remarks(location: str, text: str) -> list[Remark]:
    """Return empty words, and habits that pass for skill."""
    found = []
    empty = BUZZWORD_PATTERN.search(text)
    if empty:
        found.append(
            Remark(
                "empty",
                location,
                f"“{empty[0]}” could be in any job ad.",
                "Say what the person does, and how you'd notice.",
            )
        )
    habit = PROCESS_PATTERN.search(text)
    if habit and not PURPOSE_PATTERN.search(text):
        found.append(
            Remark(
                "habit",
                location,
                f"“{habit[0]}” isn't engineering literacy.",
                "Ask for what they have to understand: an interface, a trade-off, or a log.",
            )
        )
    return found


def find_tools(text: str) -> list[str]:
    """Return the tools and languages that a text names, in their order."""
    said = (word.rstrip(".") for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9.+#]*", text))
    found = {word.lower(): word for word in said if word.lower() in TOOLS}
    return list(found.values()) if found.keys() - AMBIGUOUS_TOOLS else []


def asks_for_code(text: str) -> bool:
    """Return whether a text asks for writing production code."""
    found = CODING_PATTERN.search(text)
    return found is not None and not NO_CODING_PATTERN.search(text[: found.start()] + " ")
