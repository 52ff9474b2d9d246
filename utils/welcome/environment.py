"""The environment check as the notebook shows it. Needs the standard library only."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.welcome.model import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.welcome.model.environment import Check

ALL_PASSED = "Everything that the course needs is here."
BINDER_NOTE = (
    "You are on Binder: it forgets everything when you close the page. Press “Export my work” "
    "before you go, and import the file next time."
)


class EnvironmentCheck:
    """Says in plain words what is missing and how to fix it."""

    def __init__(
        self, checks: Sequence[Check] | None = None, *, binder: bool | None = None
    ) -> None:
        self.checks = environment.run_checks() if checks is None else list(checks)
        self.binder = environment.on_binder() if binder is None else binder

    @property
    def failed(self) -> list[Check]:
        """The checks that did not pass."""
        return [one for one in self.checks if not one.passed]

    def summary(self) -> str:
        """Return the verdict in one sentence."""
        many = len(self.failed)
        if not many:
            return ALL_PASSED
        return f"{many} of {len(self.checks)} things are not well. Begin with the first:"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        notes = [BINDER_NOTE] if self.binder else []
        fixes = [f"{one.name}: {one.fix}" for one in self.failed]
        items = "".join(
            f"<li>{'✓' if one.passed else '✗'} {escape(one.name)}</li>" for one in self.checks
        )
        mended = "".join(f"<li>{escape(text)}</li>" for text in fixes)
        said = "".join(f"<p>{escape(text)}</p>" for text in notes)
        return {
            "text/html": (
                f"<p><strong>{'✓' if not fixes else '✗'} {escape(self.summary())}</strong></p>"
                f"{f'<ol>{mended}</ol>' if fixes else ''}{said}"
                f"<details><summary>What was looked at</summary><ul>{items}</ul></details>"
            ),
            "text/plain": "\n".join([self.summary(), *fixes, *notes]),
        }
