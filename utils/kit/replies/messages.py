"""Messages, the lines one could answer with, and what each line promises.

Which lines fit is our opinion, and each verdict says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class SuggestedLine:
    """One line of a reply. `fits` says whether it belongs in it; `why` is said once it's chosen.

    `does` names what a fitting line does for the reply.
    """

    key: str
    text: str
    fits: bool
    why: str
    does: str = ""


@dataclass(frozen=True)
class Message:
    """A message, the lines to choose from, and our reason for ours."""

    key: str
    sender: str
    text: str
    lines: tuple[SuggestedLine, ...]
    why: str

    @property
    def recommended_lines(self) -> tuple[SuggestedLine, ...]:
        """The lines that we would send."""
        return tuple(line for line in self.lines if line.fits)

    def chosen_lines(self, chosen_keys: Collection[str]) -> tuple[SuggestedLine, ...]:
        """Return the chosen lines as the message has them; a key it doesn't know is left out."""
        return tuple(line for line in self.lines if line.key in chosen_keys)


def build_reply_checks(
    message: Message, chosen_keys: Collection[str]
) -> tuple[tuple[str, bool], ...]:
    """Return statements about one reply, each with whether it's true."""
    chosen = message.chosen_lines(chosen_keys)
    promises = all(line.fits for line in chosen)
    return (
        *((f"{message.sender}: {line.does}", line in chosen) for line in message.recommended_lines),
        (
            f"{message.sender}: promises nothing you can't keep",
            bool(chosen) and promises,
        ),
    )


def explain_unfit_lines(message: Message, chosen_keys: Collection[str]) -> tuple[str, ...]:
    """Return what is said about the chosen lines that don't fit."""
    return tuple(
        f"{message.sender}, “{line.text}” {line.why}"
        for line in message.chosen_lines(chosen_keys)
        if not line.fits
    )
