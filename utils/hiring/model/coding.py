"""Whether a text asks someone to write software, not just to read or discuss it."""

from __future__ import annotations

import re

# Verbs of writing software, and what is written. Some objects take any of the verbs; others, such
# as features, count only where someone builds them, and not where they name a plan or a document.
_CODING_VERB_REGEX = (
    r"(?:writ(?:e|es|ing)|cod(?:e|es|ing)|develop(?:s|ing)?|implement(?:s|ing)?|build(?:s|ing)?"
    r"|creat(?:e|es|ing)|maintain(?:s|ing)?|refactor(?:s|ing)?|commit(?:s|ting)?|ship(?:s|ping)?"
    r"|deliver(?:s|ing)?|produc(?:e|es|ing)|contribut(?:e|es|ing)|push(?:es|ing)?|own(?:s|ing)?"
    r"|(?<!partner )(?<!beta )(?<!the )(?<!a )(?<!our )(?<!an )program(?:s|med|ming)?)"
)
_BUILDING_VERB_REGEX = (
    r"(?:cod(?:e|es|ing)|develop(?:s|ing)?|implement(?:s|ing)?|build(?:s|ing)?|refactor(?:s|ing)?"
    r"|creat(?:e|es|ing)"
    r"|(?<!partner )(?<!beta )(?<!the )(?<!a )(?<!our )(?<!an )program(?:s|ming)?)(?: and \w+)?"
)
_NON_FILLER_WORDS_REGEX = (
    r"about|how|why|which|what|whether|when|for|with|than|specs?|stories|backlogs?|roadmaps?|plans?"
    r"|strateg\w+|polic\w+|cases?|trust|consensus|understanding|relationships?|support|lists?"
    r"|briefs?|models?|team|teams|partnerships?|to|and|on|around|changelogs?"
)
_FILLER_BEFORE_CODE_REGEX = rf"(?:(?!\b(?:{_NON_FILLER_WORDS_REGEX})\b)[^.;:]){{0,30}}?"
_PROGRAMMING_LANGUAGE_REGEX = (
    r"(?:java|python|golang|go|rust|kotlin|scala|typescript|javascript|ruby|php|swift|perl"
    r"|node(?:\.js)?|c\+\+|c#|\.net)"
)
CODING_PATTERN = re.compile(
    rf"\b{_CODING_VERB_REGEX}\b{_FILLER_BEFORE_CODE_REGEX}\b"
    rf"(?:production[- ](?:code|quality|grade|ready|{_PROGRAMMING_LANGUAGE_REGEX}(?!\w))"
    r"|code(?:base)?|software|microservices?|(?:back|front)[- ]?ends?|unit tests|scripts|commits"
    r"|stored procedures)\b"
    r"(?![- ](?:freezes?|reviews?|of conduct|quality|standards?|style|names?))"
    rf"|\b{_BUILDING_VERB_REGEX}\b{_FILLER_BEFORE_CODE_REGEX}\b(?:endpoints?|apis?|features?|services?|sdks?|libraries|library"
    r"|modules?|functions?|components?|(?:web ?|mobile )?apps?|applications?|connectors?|plugins?"
    r"|web ?hooks?|algorithms?|integrations?)\b"
    r"(?![- ](?:roadmaps?|strateg\w+|specs?|specifications?|contracts?|visions?|polic\w+|standards?"
    r"|docs|documentation|backlogs?|plans?|guid\w+|portfolio|catalogs?|requests?|stories|levels?"
    r"|owners?|teams?|adoption|usage|descriptions?|objectives?|requirements?|programs?|definitions?"
    r"|designs?|proposals?|cases?|briefs?|launch|pricing|governance|communit\w+|consumers?"
    r"|dashboards?|priorities))"
    rf"|\b(?:{_BUILDING_VERB_REGEX}|writ(?:e|es|ing)|script(?:s|ing))\b[^.;:]{{0,30}}?"
    rf"\bin (?:\w+ ){{0,2}}?{_PROGRAMMING_LANGUAGE_REGEX}(?!\w)"
    rf"|(?<!\w){_PROGRAMMING_LANGUAGE_REGEX} (?:programming|coding|development)\b"
    r"|\bhands[- ]on (?:\w+ )?(?:cod|develop|programm|engineering)\w*"
    r"|\b(?:daily coding|(?:cod|program)(?:e|es|s|ing|ming)? (?:daily|every day|most days))\b"
    r"|\b(?:full[- ]?stack|(?:back|front)[- ]?end) (?:development|programming|coding)\b"
    r"|\byou(?:'ll| will) be (?:coding|programming)\b"
    r"|\b(?:programming|coding|software (?:development|engineering)) (?:skills?|experience"
    r"|background|abilit\w+|proficiency)\b"
    r"|^\W*software (?:development|engineering)\b"
    r"(?! (?:lifecycle|life cycle|process\w*|practices|teams?|terms))"
    r"|\b(?:can|able to|will|must|should|you) code\b|\bprogrammers?'?s? background\b"
    r"|\binto (?:\w+ )?code\b"
    r"|\b(?:strong|skilled|expert|experienced|good|solid) (?:\w+ )?(?:coder|programmer)s?\b"
    r"|\b(?:fix(?:es|ing)?|debug(?:s|ging)?) (?:\w+ ){0,2}(?:bugs|code)\b"
    r"|\b(?:open|opens|submit|submits|merge|merges) (?:\w+ )?pull requests\b",
    re.IGNORECASE,
)
# Said of the job, these take coding out instead of asking for it.
NO_CODING_BEFORE_PATTERN = re.compile(
    r"\b(?:no|not|never|without|rather than|instead of|does ?n[o']t|do(?:es)? ?n[o']t|do not|nobody"
    r"|need not"  # wording-ok
    r"|don't|won't|isn't|how|why|whether|who|that|which|what|takes to|helps?|team|teams|engineers"
    r"|developers|callers|partners|others|they)\b"
    r"(?:(?!\band\b)[^.;]){0,40}$",
    re.IGNORECASE,
)


def asks_for_code(text: str) -> bool:
    """Return whether a text asks for writing production code."""
    return any(
        not NO_CODING_BEFORE_PATTERN.search(text[: found.start()] + " ")
        for found in CODING_PATTERN.finditer(text)
    )
