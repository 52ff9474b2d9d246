"""People in a letter: who decides, and about what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from utils.capstone.model.letter.records import Decider
from utils.capstone.model.stances import ASKED

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import LetterReadingBuilder

ROLE_REGEXES = {
    "pm": r"product manager|pm",
    "tpm": r"(?:technical )?program(?:me)? manager|tpm",
    "lead": r"engineering lead|team lead|tech(?:nical)? lead|lead engineer|lead",
    "tpo": r"technical product owner|tpo|i|me|myself|mine|product owner",
    "director": r"director(?: of engineering)?",
}
_ROLE_REGEX = "|".join(rf"(?P<{key}>{words})" for key, words in ROLE_REGEXES.items())
# “our product manager, Lee, decides”
NAME_APPOSITION_PATTERN = re.compile(
    r", [\w-]+(?: [\w-]+)?,(?= (?:decides?|will|has|is|owns?|signs?|"
    r"approves?)\b)"
)
ROLE_ON_TOPIC_PATTERN = re.compile(
    rf"\b(?P<who>(?:(?:the|our) )?(?:{'|'.join(ROLE_REGEXES.values())})) (?:on|for|about) "
    r"(?:the )?(?P<about>scope|dates?|launch date|breaking changes?|objective|priorities|limits?)\b"
)
DECIDER_PATTERNS = (
    re.compile(r"\b(?P<about>[\w ]+?) (?:is|are) (?P<who>mine)\b"),
    re.compile(r"\b(?P<about>[\w ]*?) ?(?:is|are|be|gets?) decided by (?P<who>[^,]+)"),
    re.compile(
        r"^(?P<about>(?:dates?|day|scope|decisions?|who decides|decider|"
        r"(?:decision )?owner|contact|accountable|"
        r"breaking changes?)"
        r"(?: (?:for|of|on|about) [\w ]+)?), (?P<who>[a-z][^,]*)"
    ),
    re.compile(
        r"\b(?:for|on|about|as for) (?:the )?(?P<about>dates?|days?|scope|launch\w*|objective|"
        r"changes?|contract|version|breaks?)\b[^,]*, "
        r"(?:it's|it is|that's|that is) (?P<who>[^,]+)"
    ),
    re.compile(
        r"(?P<who>[^,]*?)\b(?:alone |jointly |finally )?(?:decide[sd]?|signs? off|approves?|"
        r"has the (?:last|final) (?:word|say)|"
        r"has the say|have the (?:last|final) (?:word|say)|makes? the (?:call|decision)|"
        r"takes? (?:full )?responsibility|"
        r"calls? the shots|answers? for|(?:is|am|are|'m|'s|'re) (?:the one )?(?:accountable|"
        r"responsible|in charge)|owns? (?:the |this |that )?(?:decision|date|scope)s?|"
        r"will decide)\b(?P<about>[^,]*)"
    ),
    re.compile(
        r"\b(?:decided|decisions?(?P<about>[^,]*?) (?:come|comes|is made|are made|is|are|stays?|"
        r"remains?|lies|lie|rests?)|call(?P<about2>[^,]*?) is|approved|signed off|made) "
        r"(?:by|from|with|up to|for) (?P<who>[^,]+)"
    ),
    re.compile(r"\b(?:decision|call)(?P<about>[^,]*?) is (?P<who>the [\w ]+?)'s\.?$"),
    re.compile(
        r"\b(?P<about>[\w ]+?) (?:belongs?|is up|are up|rests?|lies?|stops?|stays?) "
        r"(?:to|with) (?P<who>[^,]+)"
    ),
    re.compile(
        r"(?:\b(?P<about>(?!it\b|that\b|this\b)[\w ]+?) )?\b(?:is|are|it's) "
        r"(?P<who>my|the [\w ]+?'s|our [\w ]+?'s) (?:decision|call)\b(?P<about2>.*)"
    ),
    re.compile(
        r"(?:^|, |\bplease |\bcan |\bjust )(?:ask|contact|write to|talk to|speak to|"
        r"turn to) (?P<who>[^,]+?)(?: (?:for|about|if|with|on)\b.*)?$"
    ),
)


def record_deciders(builder: LetterReadingBuilder, clause: Clause) -> None:
    """Read who decides, one for each clause unless it lists several."""
    if clause.stance == ASKED:
        return
    for each in ROLE_ON_TOPIC_PATTERN.finditer(clause.text):
        builder.add("deciders", Decider(each["who"], find_role_key(each["who"]), each["about"]))
    text = NAME_APPOSITION_PATTERN.sub(" ", clause.text)
    found = (pattern.search(text) for pattern in DECIDER_PATTERNS)
    deciders = (_parse_decider(text, one) for one in found if one)
    if first := next(filter(None, deciders), None):
        builder.add("deciders", first)


def _parse_decider(text: str, match: re.Match[str]) -> Decider | None:
    """Return who decides what; None where the words name nobody."""
    who, groups = match["who"].strip(), match.groupdict()
    if re.match(r"(?:if|when|once|unless|until|as soon as)\b", who):  # "if the bank approves"
        return None
    name, role = _clean_decider_name(who), find_role_key(who)
    if not name or (not role and _is_nobody(name)):
        return None
    about = groups.get("about") or groups.get("about2") or text.replace(match["who"], " ")
    return Decider(name, role, " ".join(about.split()))


def find_role_key(decider_words: str) -> str:
    """Return the key of the role that words name, "" where they name none."""
    found = re.search(rf"\b(?:{_ROLE_REGEX}|(?P<own>my))\b", decider_words)
    if not found:
        return ""
    key = found.lastgroup or ""
    return "tpo" if key == "own" else key


def _clean_decider_name(decider_words: str) -> str:
    """Return the last words of who decides, without what leads up to them."""
    cleaned = re.sub(
        r"^(?:and|but|so|then|as for \w+|on \w+|about \w+)\s", "", decider_words
    ).strip(" .!?;")
    cleaned = re.sub(r"\s(?:will|can|may|must|also|always|who)$", "", cleaned)
    return cleaned if len(cleaned.split()) <= 7 else ""


def _is_nobody(name: str) -> bool:
    return bool(
        re.search(
            r"^(?:no one|nobody)\b|\bwe(?: all)?$|"
            r"^(?:you|they|it|that|this|which|who|there|the partners)$",
            name,
        )
    ) or not re.search(r"[a-z]", name)
