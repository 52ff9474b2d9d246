"""Do something once things have been quiet for a moment."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Debounce:
    """Calls `callback` one `seconds` after the last `schedule`; right away if no event loop runs.

    A slider that moves sends dozens of values a second: the log needs the one it rests at.
    """

    def __init__(
        self, callback: Callable[[], None], seconds: float = 0.8, retry_seconds: float = 5
    ) -> None:
        self._callback = callback
        self._seconds = seconds
        self._retry_seconds = retry_seconds
        self._timer: asyncio.TimerHandle | None = None

    def schedule(self) -> None:
        """Start the wait again."""
        self.cancel()
        if not self._start_timer(self._seconds):
            self._callback()

    def retry(self) -> None:
        """Do it again in a while, after it failed; never if no event loop runs."""
        self.cancel()
        self._start_timer(self._retry_seconds)

    def flush(self) -> None:
        """Do what was scheduled right away, if anything was."""
        if self._timer is not None:
            self.cancel()
            self._callback()

    def cancel(self) -> None:
        """Cancel what was scheduled."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start_timer(self, seconds: float) -> bool:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        self._timer = loop.call_later(seconds, self._on_timeout)
        return True

    def _on_timeout(self) -> None:
        self._timer = None
        self._callback()
