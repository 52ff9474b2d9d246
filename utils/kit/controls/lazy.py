"""Widgets that reach the page in one message, once they are shown."""

from __future__ import annotations

from typing import Any, TypeAlias

import ipywidgets as widgets

MimeBundle: TypeAlias = Any  # a mapping, or a pair of data and metadata


class LazyWidget(widgets.Widget):
    """A widget whose comm opens when the page needs it, with the state that it has by then.

    ipywidgets opens the comm in the constructor, and sends every later change on its own: half of
    the messages of a notebook told the page what another message changed right away. What is never
    shown, such as the picture behind a prediction, is never sent.
    """

    closed = False

    def open(self) -> None:
        """Wait: the constructor calls this before the widget is shown."""

    @property
    def model_id(self) -> str:
        """The id under which the page knows the widget; asking for it opens the comm."""
        if self.comm is None and not self.closed:
            super().open()
        return self.comm.comm_id if self.comm is not None else ""

    def close(self) -> None:
        """Close the comm, or never open it."""
        super().close()
        self.closed = True

    def _repr_mimebundle_(self, **options: object) -> MimeBundle:
        if not self.model_id:
            return None
        return super()._repr_mimebundle_(**options)
