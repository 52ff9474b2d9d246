"""The two letters of the lab: choose the lines of each reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.interfaces.messages import MESSAGES
from utils.kit.replies import Replies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.replies.messages import Message


class FridayReplies(Replies):
    """Answer the engineer's question and a caller's; each reply is checked for its promises."""

    activity_id = "02a.replies"
    title = "Friday's two messages"
    task = (
        "Choose the lines that you'd send to each of the two, as many as you like. Each reply is "
        "checked for what it promises."
    )
    document_name = "friday-replies"
    document_title = "Replies about two changes"
    document_opening = (
        "Replies to two messages about the Payments API, Brindle Commerce (invented)."
    )

    def messages(self) -> Sequence[Message]:
        """Return the two messages."""
        return MESSAGES
