"""Items in a letter: which of them the launch has, and which wait."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from utils.capstone.model.clauses import VERB_PATTERN
from utils.capstone.model.letter.records import IN, OUT, blank_out
from utils.capstone.model.stances import ASKED, REFUSED, SUPPOSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.capstone.model.clauses import Clause
    from utils.capstone.model.letter.records import LetterReadingBuilder

ALL_ITEMS_PATTERN = re.compile(
    r"\b(?:everything|all (?:of (?:it|them|that|the items)|6|items|six|the items|features)|"
    r"the (?:full|whole|complete|entire) "
    r"(?:set|scope|list|package|backlog|thing)|all 6 items|nothing (?:is left out|waits|"
    r"is missing))\b"
)
REMAINING_ITEMS_PATTERN = re.compile(
    r"\b(?:the )?(?:rest|remaining (?:items?|ones|\d)|other (?:items|\d|ones)|everything else|"
    r"all else|others)\b"
)
ITEM_LEFT_OUT_PATTERN = re.compile(
    r"""^out(?=,) | \b(?:is|are)\ out\b(?!\ of\ the\ (?:way|door))
    | \b(?:without|later|follows?|following|afterwards|after\ (?:the\ )?launch|after\ that
      |waits?|waiting|postpone[ds]?|defer(?:red)?
    |leav(?:e|es|ing)\ out|left\ out|cut|drop(?:ped)?|second\ (?:step|release|phase)
      |(?:phase|step)\ [2-9]
      |release\ after|next\ (?:release|version|quarter|step)
    |except|minus|excluding|excluded?|not|no|won't|isn't|aren't|skip|then|once\ (?:we're|we\ are
      |it's)\ live|on\ hold|n't|another\ time|out\ of\ scope|instead\ of|rather\ than)\b | n't\b""",
    re.VERBOSE,
)
ITEM_EXCEPTION_PATTERN = re.compile(r"\b(?:not|later|without|except|but|minus)\b|n't\b")
ITEM_INCLUDED_PATTERN = re.compile(
    r"""^in(?=,|\.?$) | ^(?:phase|step)\ 1\b
    | \b(?:launch|live|includes?|including|included|with|ship(?:s|ped)?|deliver|first|starts?
      |get|gets|release[sd]?|build|contains?
    |covers?|comes?\ with|you'll\ have|part\ of|plus|only|just|is\ in|are\ in|go(?:es)?\ out
      |scope)\b | \bwill\.?$""",
    re.VERBOSE,
)


def record_items(builder: LetterReadingBuilder, clause: Clause) -> None:
    """Read which items a clause puts into the launch, and which have to wait."""
    text = clause.text
    if clause.stance in (ASKED, SUPPOSED):
        return
    out, inside = ITEM_LEFT_OUT_PATTERN.search(text), ITEM_INCLUDED_PATTERN.search(text)
    if REMAINING_ITEMS_PATTERN.search(text) and out:
        builder.flags.add("rest_later")
    elif (
        ALL_ITEMS_PATTERN.search(text)
        and not ITEM_EXCEPTION_PATTERN.search(text)
        and clause.stance != REFUSED
    ):
        builder.flags.add("all_items")
    named = find_named_items(builder.items, text)
    bare = not VERB_PATTERN.search(text)
    side = OUT if out or clause.stance == REFUSED else IN if inside else ""
    if named and bare:  # “Later: the sandbox, the limits”
        side = side or builder.side
    for key in named or builder.pending if side else ():
        builder.places[key] = OUT if side == OUT else builder.places.get(key, IN)
    if not (named and bare):
        # “Sandbox: later.” tells where the sandbox goes; “Later:” where a list goes that follows.
        told = named or (builder.pending and text.endswith("."))
        builder.side = "" if told else side
    # “Limits against fraud: not at launch.”
    builder.pending = named if bare and not side else []


def find_named_items(words_by_item: Mapping[str, Sequence[str]], text: str) -> list[str]:
    """Return the items that a text names, the longest words for them first."""
    words = sorted(
        ((one, key) for key, some in words_by_item.items() for one in some),
        key=lambda p: -len(p[0]),
    )
    found: dict[str, None] = {}
    for one, key in words:
        pattern = re.compile(rf"\b{re.escape(one)}s?\b")
        if match := pattern.search(text):
            found[key] = None
            text = blank_out(text, match)
    return list(found)
