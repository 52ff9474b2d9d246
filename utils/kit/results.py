"""What an activity shows under its controls, and our own answer next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.controls import Html, LazyHtml, LiveRegion, VBox
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from utils.kit.view import View

STALE_RESULTS_HTML = "<p>These results belong to your earlier answers.</p>"


class ResultPanel:
    """The sentence, the picture and the details of the last answers that could be used."""

    def __init__(self) -> None:
        self.picture, self.details = LazyHtml(), Html()
        self.summary, self._stale = LiveRegion(), LiveRegion()
        self.summary.add_class("tpo-summary")
        self._stale.add_class("tpo-stale-note")
        self.box = VBox([self._stale, self.summary, self.picture, self.details])

    @property
    def stale(self) -> bool:
        """Whether what is on show belongs to earlier answers."""
        return bool(self._stale.html)

    def show(self, view: View) -> None:
        """Show a view."""
        self._stale.html = ""
        self.box.remove_class("tpo-stale")
        # The picture first: it takes the page longest.
        self.picture.set_lazy_html(lambda: view.picture.html() if view.picture else "")
        self.summary.html = view.summary_html()
        self.details.html = view.notes_and_table_html()

    def mark_stale(self) -> None:
        """Say that what is on show, if anything is, belongs to earlier answers."""
        self._stale.html = STALE_RESULTS_HTML if self.summary.html else ""
        self.box.add_class("tpo-stale")


class ComparisonPanel:
    """Our own answer, once it was asked for; it follows the learner's answers."""

    def __init__(self) -> None:
        self.region = LiveRegion()
        self.visible = False

    def refresh(self, compute_comparison: Callable[[], View]) -> None:
        """Show our answer again; nothing while there is nothing to compare with."""
        try:
            self.region.html = compute_comparison().html() if self.visible else ""
        except InputError:
            self.region.html = ""
