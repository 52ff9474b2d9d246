"""Slides on the page, one at a time, large enough for a room."""

from __future__ import annotations

import traitlets as t

from utils.kit.controls.runtime import Control


class SlideDeck(Control):
    """Slides that the arrow keys turn, on the page or on the full screen.

    Traits
    ------
    label : str, what the slides are, for a screen reader
    slides : list of str, trusted markup: escape what a learner typed
    """

    renderer = t.Unicode("slide_deck").tag(sync=True)
    label = t.Unicode("Slides").tag(sync=True)
    slides = t.List(t.Unicode()).tag(sync=True)
