"""The formula behind an activity, to open on demand."""

from __future__ import annotations

import inspect
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Source:
    """Shows the code of a model function, folded until opened."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.name = function.__name__
        self.code = inspect.getsource(function)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {
            "text/html": (
                f"<details><summary>Open the model: <code>{escape(self.name)}</code></summary>"
                f'<pre style="white-space:pre-wrap">{escape(self.code)}</pre></details>'
            ),
            "text/plain": self.code,
        }
