"""R1: whose task is it?"""

from __future__ import annotations

from utils.kit.card_sort import CardSort


class TaskSort(CardSort):
    """Sort 24 tasks of Brindle Commerce among four neighboring roles."""

    activity_id = "01.r1"
    title = "Whose task is it?"
    task = (
        "Four people work around the Payments API and the store. Give each task to the person "
        "who should take it on first."
    )
    deck_name = "01-task-sort"
    prompt = "Whose task is it?"
