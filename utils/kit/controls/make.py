"""Short ways to write the usual controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets

from utils.kit.controls import Choices, Pick, Slider

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def dollars(label: str, value: float, low: float, high: float, step: float = 500) -> Slider:
    """Return a slider in whole dollars.

    The lower end gives way by less than a step, so that `value` lies on the slider's grid: a
    browser would round it otherwise.
    """
    low = value - (value - low) // step * step
    return Slider(label=label, value=value, min=low, max=high, step=step, prefix="$")


def percent(label: str, value: float, step: float = 1) -> Slider:
    """Return a slider from 0 to 100 percent."""
    return Slider(label=label, value=value, min=0, max=100, step=step, suffix="%")


def count(
    label: str,
    value: float,
    low: float,
    high: float,
    *,
    step: float = 1,
    suffix: str = "",
    decimals: int = 0,
) -> Slider:
    """Return a slider over plain numbers."""
    return Slider(
        label=label, value=value, min=low, max=high, step=step, suffix=suffix, decimals=decimals
    )


def one_of(label: str, options: Iterable[Sequence[str]], value: str) -> Choices:
    """Return radio buttons beside each other; `options` are pairs of key and text."""
    return Choices(label=label, options=list(map(list, options)), value=[value], inline=True)


def pick(label: str, options: Iterable[Sequence[str]], value: str) -> Pick:
    """Return a drop-down list; `options` are pairs of key and text."""
    return Pick(label=label, options=list(map(list, options)), value=value)


def some_of(label: str, options: Iterable[Sequence[str]], value: Sequence[str]) -> Choices:
    """Return checkboxes beside each other; `options` are pairs of key and text."""
    return Choices(
        label=label, options=list(map(list, options)), value=list(value), inline=True, several=True
    )


def column(heading: str, controls: Iterable[widgets.Widget]) -> widgets.VBox:
    """Return controls under each other, below a small heading if there is one."""
    head = [widgets.HTML(f"<strong>{heading}</strong>")] if heading else []
    made = widgets.VBox([*head, *controls])
    made.add_class("tpo-column")
    return made


def columns(*children: widgets.Widget) -> widgets.Box:
    """Return columns beside each other, one under the other on a narrow page."""
    made = widgets.Box(children)
    made.add_class("tpo-controls")
    return made


def rows_of(*children: widgets.Widget) -> widgets.VBox:
    """Return rows one under the other."""
    return column("", children)
