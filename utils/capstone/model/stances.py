"""What a writer means by a clause of the letter."""

from __future__ import annotations

PROMISED, AIMED, REFUSED, ASKED, SUPPOSED = "promised", "aimed", "refused", "asked", "supposed"
AGREED = "agreed"  # someone's request that the writer says yes to
COMMITTED_STANCES = (PROMISED, AIMED, AGREED)
MAX_LETTER_CHARACTERS = 4_000  # characters of a letter that are read
