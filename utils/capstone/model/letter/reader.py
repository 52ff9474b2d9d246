"""What a letter to the partners promises: day, objective, launch set, version, who decides.

Each function adds what it reads in a clause. Those that take shares and versions also blank them
out, so that the next one doesn't read them again.
What isn't understood is left out, never guessed. Nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from utils.capstone.model.clauses import read_clauses
from utils.capstone.model.letter.backlog_items import record_items
from utils.capstone.model.letter.change import record_breaking_changes, record_versions
from utils.capstone.model.letter.days import record_days
from utils.capstone.model.letter.people import record_deciders
from utils.capstone.model.letter.records import Decider, LetterReading, LetterReadingBuilder
from utils.capstone.model.letter.shares import record_chances, record_objectives

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.capstone.model.clauses import Clause


def read_letter(text: str, items: Mapping[str, Sequence[str]]) -> LetterReading:
    """Return what a letter promises. Never raises.

    Parameters
    ----------
    text
        The letter, in plain English.
    items
        The words for each item that may be in the launch set, by key, in small letters.

    """
    builder = LetterReadingBuilder(items)
    topic = ""
    for clause in read_clauses(text):
        topic = _read_clause(builder, clause, topic)
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys(found)) for name, found in builder.found.items()
    }
    lists["deciders"] = tuple(_with_written_name(one, text) for one in lists.get("deciders", ()))
    flags: dict[str, Any] = dict.fromkeys(builder.flags, True)
    return LetterReading(items=builder.places, **lists, **flags)


def _with_written_name(decider: Decider, letter_text: str) -> Decider:
    """Return a decider with the name as in the letter; clauses are in small letters."""
    found = re.search(re.escape(decider.name), letter_text, re.IGNORECASE)
    return replace(decider, written=found[0] if found else decider.name)


def _read_clause(builder: LetterReadingBuilder, clause: Clause, topic: str) -> str:
    """Read one clause; return the topic that the next one may go on with."""
    record_items(builder, clause)
    record_breaking_changes(builder, clause)
    record_deciders(builder, clause)
    text = record_chances(builder, clause, clause.text)
    text = record_objectives(builder, clause, text)
    text = record_versions(builder, clause, text)
    return record_days(builder, clause, text, topic)
