"""Monday's three messages: choose the lines of each reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.replies import Replies
from utils.role import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.replies.messages import Message


class MondayReplies(Replies):
    """Answer the three messages; each reply is checked for what it promises."""

    activity_id = "01.replies"
    title = "Monday's three messages"
    task = (
        "Choose the lines that you'd send to each of the three, as many as you like. Each reply is "
        "checked for what it promises."
    )
    document_name = "monday-replies"
    document_title = "Replies to three messages"
    document_opening = (
        "Replies to three messages about the Payments API, Brindle Commerce (invented)."
    )

    def messages(self) -> Sequence[Message]:
        """Return the three messages."""
        return data.monday_messages()
