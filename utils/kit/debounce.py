"""Do something once things have been quiet for a moment."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Debounce:
    """Calls `act` one `seconds` after the last `schedule`; right away if no event loop runs.

    A slider that moves sends dozens of values a second: the log needs the one it rests at.
    """

    def __init__(
        self, act: Callable[[], None], seconds: float = 0.8, retry_seconds: float = 5
    ) -> None:
        self._act = act
        self._seconds = seconds
        self._retry_seconds = retry_seconds
        self._waiting: asyncio.TimerHandle | None = None

    def schedule(self) -> None:
        """Start the wait again."""
        self.cancel()
        if not self._wait(self._seconds):
            self._act()

    def retry(self) -> None:
        """Do it again in a while, after it failed; never if no event loop runs."""
        self.cancel()
        self._wait(self._retry_seconds)

    def flush(self) -> None:
        """Do what was scheduled right away, if anything was."""
        if self._waiting is not None:
            self.cancel()
            self._act()

    def cancel(self) -> None:
        """Cancel what was scheduled."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _wait(self, seconds: float) -> bool:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        self._waiting = loop.call_later(seconds, self._run)
        return True

    def _run(self) -> None:
        self._waiting = None
        self._act()
