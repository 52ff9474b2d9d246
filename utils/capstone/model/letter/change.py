"""The version in a letter, and whether anything breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from utils.capstone.model.letter.records import blank_out
from utils.capstone.model.stances import ASKED, COMMITTED_STANCES, SUPPOSED

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import LetterReadingBuilder

FULL_VERSION_PATTERN = re.compile(r"\b(?:v|version |release )?(\d+\.\d+\.\d+)\b")
VERSION_PATTERN = re.compile(
    r"\b(?:v ?|version (?:number )?(?:to )?)(\d+)(?:\.(\d+|x))?(?:\.(?:0|x))?\b(?!\.?\d)"
)
VERSION_BUMP_PATTERN = re.compile(
    r"\b(major|minor|patch)\b(?= (?:version|release|number|bump|step|update|change|one|and|$)| |"
    r"$|,)"
)
OLD_VERSION_PATTERN = re.compile(
    r"^(?:please )?(?:adapt|move over|switch over|upgrade|migrate)\b|"
    r"\b(?:old|older|current|previous|present|today's|existing|both versions|both forms|"
    r"after version|until version|"
    r"retires?|sunset|switch(?:ed)? off|turn(?:ed)? off|deprecat\w+|stays? (?:for|until|another)|"
    r"keeps?\b[^,]{0,30}?\b(?:running|working|alive)|stays? (?:up|on|live|available)|"
    r"in parallel|side by side|alongside|support(?:ed)?|remove[sd]?|migrat\w+|move over|to move|"
    r"to switch|to adapt|to upgrade|notice|old form|transition|grace)\b"
)
CANNOT_PROMISE_PATTERN = re.compile(
    r"\b(?:can't|cannot|can not|won't|don't) (?:promise|guarantee|say|claim)\b"
)
NOTHING_BREAKS_PATTERN = re.compile(
    r"""\b(?:isn't|is\ not|aren't|not)\ (?:a\ )?breaking\b |
    \bno\ (?:break|breaks|breaking\ changes?|breakage)\b(?!\ without)
      | \b(?:no|without(?:\ any)?)\ changes?\ (?:on|for)\ your?\b | \bnothing\ changes\ for\ your?\b
      | \byour\ (?:clients?|integrations?|code)\ (?:will\ )?keeps?\ (?:on\ )?working
        (?!\ (?:until|till|for)\b)
      | \bbreaking\ changes?,?\ (?:is\ |are\ )?(?:none|0)\b
      | \bnothing\ (?:\w+\ )?breaks?\b | \bnothing\ will\ break\b
    | \b(?:won't|will\ not|doesn't|does\ not|don't|never|not|without)\b(?:\s\w+){0,2}\sbreak(?:ing
      |s)?\b(?!(?:\s\w+){0,3}\swithout)
    | \bunaffected\b | (?:\bnot|n't)\ affected\b
    | \b(?:fully\ )?backwards?[- ]compatible\b | \bkeep(?:s)?\ working\ (?:as\ it\ is|unchanged
      |as\ is|as\ before|without\ (?:any\ )?changes?)\b
    | \bnothing\ in\ your\ \w+\ (?:has\ to|needs\ to|must|will)\ change\b
    | \bkeep\ your\ (?:clients?|code|integrations?)\.?$
    | \b(?:don't|won't)\ (?:have|need)\ to\ change\ (?:anything|a\ thing|your|any)""",
    re.VERBOSE,
)
NOT_COMPATIBLE_PATTERN = re.compile(
    r"(?:n't|\bnot|\bno longer)(?: \w+){0,2} (?:backwards?[- ])?compatible\b"
)
BREAKING_CHANGE_PATTERN = re.compile(
    r"\bbreak(?:s|ing)?\b|\bincompatible\b|\bmust change their\b|\byou(?:'ll| will)? (?:have|"
    r"need) to change\b"
)


BEFORE_OLD_VERSION_PATTERN = re.compile(
    r"\b(?:from|old|after|current(?:ly)?|today's|previous|keeps?|until|stays|replaces?"
    r"|(?:switch|turn)(?:ed|es|s|ing)? off|shut(?:s|ting)? down|retir\w+|sunset\w*|remov\w+"
    r"|deprecat\w+|drop\w*|(?:end|stop)\w* (?:to )?support\w*)\b"
    r"[^,]{0,18}$"
)
AFTER_OLD_VERSION_PATTERN = re.compile(
    r",?\s(?:\w+\s)?(?:keeps?|stays?|remains?|continues?|runs?|works?|ends?|"
    r"sunsets?\b|retires?\b|is (?:switched|turned|still|supported|sunset|retired|deprecated)|"
    r"will (?:be (?:supported|kept|switched|turned)|keep|stay|run|work|remain|continue))\b"
)


def record_versions(builder: LetterReadingBuilder, clause: Clause, text: str) -> str:
    """Read the new version; return the text without versions."""
    for pattern in (FULL_VERSION_PATTERN, VERSION_PATTERN):
        for found in pattern.finditer(text):
            old = _is_old_version(text[: found.start()], text[found.end() :])
            if clause.stance in COMMITTED_STANCES and not old:
                builder.add("versions", _format_full_version(found))
            text = blank_out(text, found)
    if clause.stance in COMMITTED_STANCES:
        for found in VERSION_BUMP_PATTERN.finditer(text):
            builder.add("bumps", found[1].upper())
    return text


BEFORE_NEW_VERSION_PATTERN = re.compile(r"\bfrom\b[^,]* to $")  # “from 3.4.0 to 4.0.0”


def _is_old_version(text_before: str, text_after: str) -> bool:
    """Return whether the words around a version speak of the one that ends."""
    if text_before.endswith("only ") or re.match(r" on\b", text_after):  # “from version 3.0.0 on”
        return False
    if BEFORE_NEW_VERSION_PATTERN.search(text_before):
        return False
    return bool(
        BEFORE_OLD_VERSION_PATTERN.search(text_before)
        or AFTER_OLD_VERSION_PATTERN.match(text_after)
    )


def _format_full_version(match: re.Match[str]) -> str:
    parts = [one if one and one.isdigit() else "0" for one in match.groups()]
    return match[1] if "." in match[1] else ".".join([*parts, "0", "0"][:3])


def record_breaking_changes(builder: LetterReadingBuilder, clause: Clause) -> None:
    """Read whether something breaks, or nothing does."""
    unsaid = clause.stance in (ASKED, SUPPOSED) or CANNOT_PROMISE_PATTERN.search(clause.text)
    incompatible = NOT_COMPATIBLE_PATTERN.search(clause.text)
    if NOTHING_BREAKS_PATTERN.search(clause.text) and not (unsaid or incompatible):
        builder.flags.add("no_break")
    elif incompatible or BREAKING_CHANGE_PATTERN.search(clause.text):
        builder.flags.add("breaks")
