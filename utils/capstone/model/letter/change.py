"""The version in a letter, and whether anything breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from utils.capstone.model.clauses import ASKED, SUPPOSED
from utils.capstone.model.letter.records import COMMITTED_STANCES, crossed_out

if TYPE_CHECKING:
    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import Reader

FULL_VERSION = re.compile(r"\b(?:v|version |release )?(\d+\.\d+\.\d+)\b")
VERSION = re.compile(
    r"\b(?:v ?|version (?:number )?(?:to )?)(\d+)(?:\.(\d+|x))?(?:\.(?:0|x))?\b(?!\.?\d)"
)
BUMP = re.compile(
    r"\b(major|minor|patch)\b(?= (?:version|release|number|bump|step|update|change|one|and|$)| |"
    r"$|,)"
)
OLD = re.compile(
    r"^(?:please )?(?:adapt|move over|switch over|upgrade|migrate)\b|"
    r"\b(?:old|older|current|previous|present|today's|existing|both versions|both forms|"
    r"after version|until version|"
    r"retires?|sunset|switch(?:ed)? off|turn(?:ed)? off|deprecat\w+|stays? (?:for|until|another)|"
    r"keeps?\b[^,]{0,30}?\b(?:running|working|alive)|stays? (?:up|on|live|available)|"
    r"in parallel|side by side|alongside|support(?:ed)?|remove[sd]?|migrat\w+|move over|to move|"
    r"to switch|to adapt|to upgrade|notice|old form|transition|grace)\b"
)
NO_PROMISE = re.compile(r"\b(?:can't|cannot|can not|won't|don't) (?:promise|guarantee|say|claim)\b")
NO_BREAK = re.compile(
    r"""\b(?:isn't|is\ not|aren't|not)\ (?:a\ )?breaking\b |
    \bno\ (?:break|breaks|breaking\ changes?|breakage)\b(?!\ without)
      | \b(?:no|without(?:\ any)?)\ changes?\ (?:on|for)\ your?\b | \bnothing\ changes\ for\ your?\b
      | \byour\ (?:clients?|integrations?|code)\ (?:will\ )?keeps?\ (?:on\ )?working
        (?!\ (?:until|till|for)\b)
      | \bbreaking\ changes?,?\ (?:is\ |are\ )?(?:none|0)\b
      | \bnothing\ (?:\w+\ )?breaks?\b | \bnothing\ will\ break\b
    | \b(?:won't|will\ not|doesn't|does\ not|don't|never|not|without)\b(?:\s\w+){0,2}\sbreak(?:ing
      |s)?\b(?!(?:\s\w+){0,3}\swithout)
    | \b(?:fully\ )?backwards?[- ]compatible\b | \bkeep(?:s)?\ working\ (?:as\ it\ is|unchanged
      |as\ is|as\ before|without\ (?:any\ )?changes?)\b
    | \bnothing\ in\ your\ \w+\ (?:has\ to|needs\ to|must|will)\ change\b
    | \bkeep\ your\ (?:clients?|code|integrations?)\.?$
    | \b(?:don't|won't)\ (?:have|need)\ to\ change\ (?:anything|a\ thing|your|any)""",
    re.VERBOSE,
)
INCOMPATIBLE = re.compile(r"(?:n't|\bnot|\bno longer)(?: \w+){0,2} (?:backwards?[- ])?compatible\b")
BREAKS = re.compile(
    r"\bbreak(?:s|ing)?\b|\bincompatible\b|\bmust change their\b|\byou(?:'ll| will)? (?:have|"
    r"need) to change\b"
)


OLD_BEFORE = re.compile(
    r"\b(?:from|old|after|current(?:ly)?|today's|previous|keeps?|until|stays|replaces?"
    r"|(?:switch|turn)(?:ed|es|s|ing)? off|shut(?:s|ting)? down|retir\w+|sunset\w*|remov\w+"
    r"|deprecat\w+|drop\w*|(?:end|stop)\w* (?:to )?support\w*)\b"
    r"[^,]{0,18}$"
)
OLD_AFTER = re.compile(
    r",?\s(?:\w+\s)?(?:keeps?|stays?|remains?|continues?|runs?|works?|ends?|"
    r"is (?:switched|turned|still|supported)|"
    r"will (?:be (?:supported|kept|switched|turned)|keep|stay|run|work|remain|continue))\b"
)


def read_versions(reader: Reader, clause: Clause, text: str) -> str:
    """Read the new version; return the text without versions."""
    for pattern in (FULL_VERSION, VERSION):
        for found in pattern.finditer(text):
            old = _is_old_version(text[: found.start()], text[found.end() :])
            if clause.stance in COMMITTED_STANCES and not old:
                reader.add("versions", _full_version(found))
            text = crossed_out(text, found)
    if clause.stance in COMMITTED_STANCES:
        for found in BUMP.finditer(text):
            reader.add("bumps", found[1].upper())
    return text


def _is_old_version(before: str, after: str) -> bool:
    """Return whether the words around a version speak of the one that ends."""
    if before.endswith("only ") or re.match(r" on\b", after):  # “from version 3.0.0 on”
        return False
    return bool(OLD_BEFORE.search(before) or OLD_AFTER.match(after))


def _full_version(found: re.Match[str]) -> str:
    parts = [one if one and one.isdigit() else "0" for one in found.groups()]
    return found[1] if "." in found[1] else ".".join([*parts, "0", "0"][:3])


def read_breaks(reader: Reader, clause: Clause) -> None:
    """Read whether something breaks, or nothing does."""
    unsaid = clause.stance in (ASKED, SUPPOSED) or NO_PROMISE.search(clause.text)
    incompatible = INCOMPATIBLE.search(clause.text)
    if NO_BREAK.search(clause.text) and not (unsaid or incompatible):
        reader.flags.add("no_break")
    elif incompatible or BREAKS.search(clause.text):
        reader.flags.add("breaks")
