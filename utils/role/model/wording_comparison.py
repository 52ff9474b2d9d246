"""What can be said about a learner's wording of one part next to ours."""

from __future__ import annotations

from utils.kit.english import join_words
from utils.role.model.requirement import describe_requirement, parse_requirement
from utils.role.model.spec import Scenario, check_scenario
from utils.role.model.token_kinds import TokenKind
from utils.role.model.tokens import tokenize

MAX_NAMED_WORDS = 3  # words or numbers that a remark names
MIN_WORD_LETTERS = 4  # shorter words say little


def compare_part_wording(part: str, learner_scenario: Scenario, our_scenario: Scenario) -> str:
    """Return one sentence or two on the learner's own words of a part. Never raises."""
    mine, theirs = getattr(learner_scenario, part), getattr(our_scenario, part)
    if not mine.strip():
        return "You haven't written this part yet."
    found = next(one for one in check_scenario(learner_scenario).parts if one.part == part)
    if not found.ok:
        return found.messages[0]
    if part == "measure":
        said = _measure_difference_text(
            mine, theirs, learner_scenario.stimulus, our_scenario.stimulus
        )
        if said:
            return said
    return _number_difference_text(mine, theirs) or _shared_words_text(mine, theirs)


def _measure_difference_text(
    learner_text: str, our_text: str, learner_load: str, our_load: str
) -> str:
    """Return both measures as they were understood, where they ask for different things."""
    asks = parse_requirement(learner_text, learner_load), parse_requirement(our_text, our_load)
    if asks[0] is None or asks[1] is None or asks[0] == asks[1]:
        return ""
    return (
        f"{describe_requirement(asks[0])} Ours asks for something else. Which one do the users "
        "need?"
    )


def _number_difference_text(learner_text: str, our_text: str) -> str:
    here, there = (
        _token_texts(learner_text, TokenKind.NUMBER),
        _token_texts(our_text, TokenKind.NUMBER),
    )
    only_ours = [one for one in there if one not in here]
    only_yours = [one for one in here if one not in there]
    if only_ours and only_yours:
        return (
            f"Yours says {join_words(only_yours[:MAX_NAMED_WORDS])}, ours "
            f"{join_words(only_ours[:MAX_NAMED_WORDS])}. Which one did the teams name?"
        )
    if only_ours:
        return f"Ours also says {join_words(only_ours[:MAX_NAMED_WORDS])}. Does yours need it?"
    if only_yours:
        return f"You added {join_words(only_yours[:MAX_NAMED_WORDS])}. Who told you that number?"
    return ""


def _shared_words_text(learner_text: str, our_text: str) -> str:
    shared = [
        one
        for one in _token_texts(learner_text, TokenKind.WORD)
        if len(one) >= MIN_WORD_LETTERS and one in _token_texts(our_text, TokenKind.WORD)
    ]
    if shared:
        named = join_words([f"“{one}”" for one in shared[:MAX_NAMED_WORDS]])
        return f"Like ours, yours names {named}. What does one of us say that the other doesn't?"
    return "Yours has no word in common with ours. Would a tester do the same thing with both?"


def _token_texts(text: str, kind: TokenKind) -> list[str]:
    return list(dict.fromkeys(one.text for one in tokenize(text) if one.kind == kind))
