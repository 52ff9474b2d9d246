"""When an exercise is done. The only place that decides it.

An exercise is done when the log has every one of its requirements:

==================== ============================================================
`quiz:GROUP`         each question of the group was answered, right or wrong
`sorted:ID:COUNT`    so many cards were sorted: all rounds, the second try not
`saved:ID`           the document was saved
`predicted:ID`       a prediction was locked in
`changed:ID`         a control was moved, or a text typed
`shown:ID`           the result was asked for
==================== ============================================================

Each widget says what it needs (`CourseWidget.requirements`): a document where it makes one, else a
change, after a prediction where there is one. `data/opinion/outline.csv` has them by exercise; the
refresh of the notebooks writes it. An exercise without an activity of its own goes on with the
one before it, and is done with it; at the start of a notebook it is done once the notebook runs.

What is done stays done: Reset puts controls back, it doesn't take away what you learned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.errors import InputError
from utils.kit.quiz.bank import question_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.progress import Progress


def is_done(progress: Progress, notebook: str, requirements: Sequence[str]) -> bool:
    """Return whether the log meets all requirements of an exercise of a notebook."""
    return all(is_met(progress, notebook, one) for one in requirements)


def is_met(progress: Progress, notebook: str, requirement: str) -> bool:
    """Return whether the log meets one requirement, such as "saved:01.charter"."""
    kind, _, rest = requirement.partition(":")
    if kind == "quiz":
        return all(progress.attempts(name) for name in _questions(notebook, rest))
    if kind == "sorted":
        place, _, count = rest.rpartition(":")
        return _sorted_cards(progress, place) >= int(count)
    return kind in progress.kinds(rest)


def _questions(notebook: str, group: str) -> list[str]:
    try:
        return [question.id for question in question_group(notebook, group)]
    except InputError:  # a group that is gone asks for nothing
        return []


def _sorted_cards(progress: Progress, place: str) -> int:
    events = (event for event in progress.events(place) if event.what == "sorted")
    return len({card for event in events for card in event.result["cards"]})
