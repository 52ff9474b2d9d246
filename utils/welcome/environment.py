"""The environment check as the notebook shows it. Needs the standard library only."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils import browser
from utils.welcome.model import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.welcome.model.environment import CheckResult

ALL_PASSED_TEXT = "Everything that the course needs is here."
BINDER_NOTE_TEXT = (
    "You're on Binder, which forgets everything when you close the page. Press “Export my work” "
    "before you leave, and import the file next time."
)
PYTHON_IN_BROWSER_NOTE_TEXT = (
    "Python runs in this page, and nothing is installed. Your work stays in this browser, on this "
    "computer, until you clear the browser's data. Press “Export my work” to take it with you."
)
NO_SAVING_NOTE_TEXT = (
    "This page can't save anything, perhaps because the window is private. You can use the "
    "notebooks, but your work is gone when the kernel restarts or you close the page. Press "
    "“Export my work” before you leave, or open the course in an ordinary window."
)


CHECKS_NOT_RUN_TEXT = "Run the notebook to check whether this computer has what the course needs."


class EnvironmentCheck:
    """Says in plain words what is missing and how to fix it."""

    def __init__(
        self, checks: Sequence[CheckResult] | None = None, *, binder: bool | None = None
    ) -> None:
        self.checks = environment.run_all_checks() if checks is None else list(checks)
        self.binder = browser.is_on_binder() if binder is None else binder

    @property
    def failed_checks(self) -> list[CheckResult]:
        """The checks that did not pass."""
        return [one for one in self.checks if not one.passed]

    def summary(self) -> str:
        """Return the verdict in one sentence."""
        many = len(self.failed_checks)
        if not many:
            return ALL_PASSED_TEXT
        return f"{many} of {len(self.checks)} checks failed. Fix the first one first:"

    @property
    def text(self) -> str:
        """The verdict, what to fix, and what to know, as plain text."""
        return "\n".join([self.summary(), *self._fix_texts(), *self._note_texts()])

    @property
    def html(self) -> str:
        """The same as markup, and everything that was looked at."""
        fixes = "".join(f"<li>{escape(text)}</li>" for text in self._fix_texts())
        notes = "".join(f"<p>{escape(text)}</p>" for text in self._note_texts())
        looked = "".join(
            f"<li>{'✓' if one.passed else '✗'} {escape(one.name)}</li>" for one in self.checks
        )
        return (
            f"<p><strong>{'✗' if fixes else '✓'} {escape(self.summary())}</strong></p>"
            f"{f'<ol>{fixes}</ol>' if fixes else ''}{notes}"
            f"<details><summary>What we checked</summary><ul>{looked}</ul></details>"
        )

    def _fix_texts(self) -> list[str]:
        return [f"{one.name}: {one.fix}" for one in self.failed_checks]

    def _note_texts(self) -> list[str]:
        if browser.RUNS_IN_BROWSER:
            return [
                NO_SAVING_NOTE_TEXT
                if browser.forgets_work_on_close()
                else PYTHON_IN_BROWSER_NOTE_TEXT
            ]
        return [BINDER_NOTE_TEXT] if self.binder else []

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        if self.failed_checks:  # perhaps what a widget needs
            return {"text/html": self.html, "text/plain": self.text}
        # A widget, so that a saved notebook doesn't vouch for another computer.
        from utils.kit import printed
        from utils.kit.base import mimebundle, replace_displayed_widget
        from utils.kit.controls import Html

        shown = Html(self.html)
        shown.add_class("tpo-text")
        replace_displayed_widget(shown)
        return mimebundle(
            shown,
            printed.wrap_printed_html(f"<p>{escape(CHECKS_NOT_RUN_TEXT)}</p>"),
            CHECKS_NOT_RUN_TEXT,
        )
