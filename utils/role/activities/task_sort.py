"""Whose task is it?"""

from __future__ import annotations

from utils.kit.card_sort import CardSort


class TaskSort(CardSort):
    """Sort tasks of Brindle Commerce among four neighboring roles, one by one."""

    activity_id = "01.r1"
    title = "Whose task is it?"
    task = (
        "Four people work around the Payments API and the store. Give each task to the person "
        "who should take it on first."
    )
    deck_name = "01-task-sort"
    prompt = "Whose task is it?"
    one_by_one = True
