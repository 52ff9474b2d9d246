"""Short ways to write the usual controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets as widgets

from utils.kit.controls import Choices, Grid, Order, Pick, Slider, Writing

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


def writing(label: str, *, hint: str = "", placeholder: str = "", lines: int = 1) -> Writing:
    """Return a text field; more than one line makes it a text area."""
    return Writing(label=label, hint=hint, placeholder=placeholder, lines=lines)


def grid(
    label: str,
    corner: str,
    rows: Iterable[Sequence[str]],
    columns: Iterable[Sequence[str]],
    options: Iterable[Sequence[str]],
    *,
    check: str = "",
) -> Grid:
    """Return a table of drop-down lists, nothing filled in; see `Grid` for its parts."""
    return Grid(
        label=label,
        corner=corner,
        check=check,
        rows=list(map(list, rows)),
        columns=list(map(list, columns)),
        options=[["", "–"], *map(list, options)],
    )


def order(label: str, options: Iterable[Sequence[str]], value: Sequence[str]) -> Order:
    """Return a list to put in order; `options` are pairs of key and text."""
    return Order(label=label, options=list(map(list, options)), value=list(value))


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


def form(*children: widgets.Widget) -> widgets.VBox:
    """Return the parts of a page to fill in, one under the other, with room between them."""
    made = widgets.VBox(children)
    made.add_class("tpo-form")
    return made


def rows_of(*children: widgets.Widget) -> widgets.VBox:
    """Return rows one under the other."""
    return column("", children)
