"""R1: whose task is it?"""

from __future__ import annotations

from utils.kit.card_sort import CardSort


class TaskSort(CardSort):
    """Sort 24 tasks of Brindle Commerce among four neighboring roles."""

    activity_id = "01.r1"
    title = "Whose task is it?"
    task = (
        "Four people sit around the Payments API and the shop. Give every task to the one whose "
        "task it is first of all, then check the round."
    )
    deck_name = "01-task-sort"
    prompt = "Whose task is it?"
