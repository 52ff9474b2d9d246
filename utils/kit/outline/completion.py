"""When an exercise is done. The only place that decides it.

An exercise is done when the log has every one of its requirements:

==================== ============================================================
`answered:ID`        a question was answered, right or wrong
`sorted:ID:COUNT`    so many cards were sorted: all rounds, but not the second try
`saved:ID`           the document was saved
`predicted:ID`       a prediction was locked in
`changed:ID`         a control was moved, or a text typed
`changed:ID:A+B`     each of these controls was
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

if TYPE_CHECKING:
    from utils.kit.outline.lessons import Exercise
    from utils.kit.progress import Progress


def is_done(progress: Progress, exercise: Exercise) -> bool:
    """Return whether the log meets all requirements of an exercise."""
    return all(is_requirement_met(progress, one) for one in exercise.requirements)


def is_requirement_met(progress: Progress, requirement: str) -> bool:
    """Return whether the log meets one requirement, such as "saved:01.charter"."""
    kind, place, *detail = requirement.split(":")
    if detail and kind == "sorted":
        return _sorted_card_count(progress, place) >= int(detail[0])
    if detail:
        return _changed_control_names(progress, place) >= set(detail[0].split("+"))
    if kind == "changed":
        return progress.ever_had_values(place)
    return kind in progress.event_kinds(place)


def _changed_control_names(progress: Progress, activity_id: str) -> set[str]:
    events = (event for event in progress.events(activity_id) if event.what == "changed")
    return {name for event in events for name in event.result["values"]}


def _sorted_card_count(progress: Progress, activity_id: str) -> int:
    events = (event for event in progress.events(activity_id) if event.what == "sorted")
    return len({card for event in events for card in event.result["cards"]})
