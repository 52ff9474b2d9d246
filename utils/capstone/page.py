"""The activities of the capstone that are on the page, and how they follow each other."""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ipywidgets as widgets

    from utils.kit.view import View


class CapstonePage:
    """The capstone's activities in one kernel: the observers of what is decided in any of them.

    It doesn't keep them alive. Those that are closed, or whose cell was run again, are left out.
    """

    def __init__(self) -> None:
        self._references: list[weakref.ref[CapstoneActivity]] = []

    def add(self, activity: CapstoneActivity) -> None:
        """Let an activity follow the others."""
        self._references.append(weakref.ref(activity))

    def replace(self, activity: CapstoneActivity) -> None:
        """Let an activity that is shown now take the place of an earlier one with its id."""
        others = (one for one in self.activities() if one.activity_id != activity.activity_id)
        self._references = [weakref.ref(one) for one in (*others, activity)]

    def activities(self) -> list[CapstoneActivity]:
        """Return the activities that are open, in the order of their creation."""
        found = [one for reference in self._references if (one := reference()) and one.is_open()]
        self._references = [weakref.ref(one) for one in found]
        return found

    def refresh(self, source: CapstoneActivity | None = None) -> None:
        """Draw again what follows from the decisions of others; `source` is up to date itself."""
        for activity in self.activities():
            if activity is not source:
                activity.refresh()

    def save_pending(self) -> None:
        """Log what still waits for the learner's hand to rest: the log is about to be read."""
        for activity in self.activities():
            activity.save_pending()


PAGE = CapstonePage()  # of this kernel


class CapstoneActivity(Activity):
    """An activity that follows what is decided in the other activities of the capstone.

    With `shared`, the others show what is decided here and follow.
    """

    shared = False

    def __init__(self) -> None:
        super().__init__()
        PAGE.add(self)

    def update_controls(self, controls: dict[str, widgets.Widget], values: dict[str, Any]) -> None:
        """Bring what depends on the log or on values up to date: names in a list, say."""

    def is_open(self) -> bool:
        """Return whether the widget can still be shown."""
        return self.root.comm is not None

    def save_pending(self) -> None:
        """Log right away what was changed a moment ago."""
        self._resting.now()

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        PAGE.replace(self)
        return super()._repr_mimebundle_(**options)

    def _rested(self) -> None:
        super()._rested()
        if self.shared:
            PAGE.refresh(self)

    def _reset(self, *args: object) -> None:
        super()._reset(*args)
        if self.shared:
            PAGE.refresh(self)

    # --- until the base has these: one hook for controls, one printed form for everyone -------

    def shown(self, **values: Any) -> View:  # noqa: ANN401 - every activity has its own values
        """Return the view, once controls that depend on values are up to date."""
        self.update_controls(self._controls, values)
        return self.view(**values)

    @contextmanager
    def without_log(self) -> Iterator[None]:
        """Let the activity see a log without any event, as its printed form does."""
        own, self.progress = self.progress, _NoProgress()
        try:
            yield
        finally:
            self.progress = own

    def _first_view(self) -> View:
        with self.without_log():
            return self.view(**self._first)


class _NoProgress(Progress):
    """Progress in which nothing has happened."""

    def __init__(self) -> None:
        self.log = SimpleNamespace(skipped=0)

    def events(self, where: str | None = None) -> list:  # noqa: ARG002 - the same everywhere
        return []
