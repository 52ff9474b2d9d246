"""The activities of the capstone that are on the page, and how they follow each other."""

from __future__ import annotations

import weakref

from utils.kit.activity import Activity

DECISION_EVENT_KINDS = (  # events after which others may show something else
    "changed",
    "reset",
    "undone",
)


class ActivityRegistry:
    """The capstone's activities in one kernel: the observers of what is decided in any of them.

    It doesn't keep them alive, and leaves out those that are closed: their cell was run again.
    """

    def __init__(self) -> None:
        self._references: list[weakref.ref[CapstoneActivity]] = []

    def register(self, activity: CapstoneActivity) -> None:
        """Let an activity follow the others."""
        self._references.append(weakref.ref(activity))

    def open_activities(self) -> list[CapstoneActivity]:
        """Return the activities that are open, in the order of their creation."""
        found = [one for reference in self._references if (one := reference()) and one.is_open()]
        self._references = [weakref.ref(one) for one in found]
        return found

    def refresh_all(self, excluded: CapstoneActivity | None = None) -> None:
        """Draw again what follows from the decisions of others; `excluded` is up to date itself."""
        for activity in self.open_activities():
            if activity is not excluded:
                activity.refresh()

    def flush_all(self) -> None:
        """Log changes that are still waiting for a pause: the log is about to be read."""
        for activity in self.open_activities():
            activity.flush()


ACTIVITY_REGISTRY = ActivityRegistry()  # of this kernel


class CapstoneActivity(Activity):
    """An activity that follows what is decided in the other activities of the capstone.

    With `shared`, the others show what is decided here and follow.
    """

    shared = False

    def __init__(self) -> None:
        super().__init__()
        ACTIVITY_REGISTRY.register(self)

    def is_open(self) -> bool:
        """Return whether the widget can still be shown."""
        return not self.root.closed

    def record(self, kind: str, activity_id: str = "", /, **result: object) -> bool:
        """Log what the learner did, and let the others follow."""
        logged = super().record(kind, activity_id, **result)
        if logged and self.shared and kind in DECISION_EVENT_KINDS:
            ACTIVITY_REGISTRY.refresh_all(self)
        return logged
