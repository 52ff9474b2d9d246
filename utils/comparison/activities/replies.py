"""The three messages after the rollout meeting: choose the lines of each reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.comparison import meeting
from utils.kit.replies import Replies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.replies.messages import Message


class MeetingReplies(Replies):
    """Answer what is left after the meeting; each reply is checked for what it promises."""

    activity_id = "03.replies"
    title = "Three messages after the meeting"
    task = (
        "Choose the lines that you'd send to each of the three, as many as you like. Each reply is "
        "checked for what it promises."
    )
    document_name = "meeting-replies"
    document_title = "Replies after the rollout meeting"
    document_opening = "Replies about version 2 of the Payments API, Brindle Commerce (invented)."

    def messages(self) -> Sequence[Message]:
        """Return the three messages."""
        return meeting.messages()
