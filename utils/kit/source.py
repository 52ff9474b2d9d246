"""The functions behind an activity, to open on demand."""

from __future__ import annotations

import inspect
from html import escape
from typing import TYPE_CHECKING

from utils.kit.printed import LEFT_EDGE_STYLE

if TYPE_CHECKING:
    from collections.abc import Callable


class Source:
    """Shows the code of model functions, in this order, folded until opened.

    `Source(model.rank, model.interpolate)` shows both: name the functions that have the rule, not
    one that only calls them. Raises TypeError without any.
    """

    def __init__(self, *functions: Callable[..., object]) -> None:
        if not functions:
            raise TypeError("Source needs at least one function to show.")
        self.names = [one.__name__ for one in functions]
        self.code = "\n\n".join(inspect.getsource(one) for one in functions)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        title = ", ".join(f"<code>{escape(name)}</code>" for name in self.names)
        return {
            "text/html": (
                f'<details class="tpo-screen-only" style="{LEFT_EDGE_STYLE}">'
                f"<summary>Open the model: {title}</summary>"
                f'<pre style="white-space:pre-wrap">{escape(self.code)}</pre></details>'
            ),
            "text/plain": self.code,
        }
