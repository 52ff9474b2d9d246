"""Short ways to write the usual controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.controls import (
    Box,
    Choices,
    Dropdown,
    DropdownGrid,
    Html,
    Ranking,
    Slider,
    TextField,
    VBox,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ipywidgets as widgets

NOT_CHOSEN_OPTION = ("", "– choose –")  # the first option of a drop-down list


def dollar_slider(
    label: str,
    value: float,
    low: float,
    high: float,
    step: float = 500,
    *,
    typed_limits: Sequence[float] = (),
) -> Slider:
    """Return a slider in whole dollars.

    The lower end gives way by less than a step, so that `value` is on the slider's grid.
    `typed_limits` has the lowest and the highest number that can be typed, if these are beyond the
    slider's ends.
    """
    low = value - (value - low) // step * step
    return Slider(
        label=label,
        value=value,
        min=low,
        max=high,
        step=step,
        prefix="$",
        typed_limits=list(typed_limits),
    )


def percent_slider(label: str, value: float, step: float = 1) -> Slider:
    """Return a slider from 0 to 100 percent."""
    return Slider(label=label, value=value, min=0, max=100, step=step, suffix="%")


def number_slider(
    label: str,
    value: float,
    low: float,
    high: float,
    *,
    step: float = 1,
    suffix: str = "",
    decimals: int = 0,
    typed_limits: Sequence[float] = (),
) -> Slider:
    """Return a slider over plain numbers; in whole steps it counts, and takes no fractions.

    `typed_limits`: see `dollar_slider`.
    """
    return Slider(
        label=label,
        value=value,
        min=low,
        max=high,
        step=step,
        suffix=suffix,
        decimals=decimals,
        typed_limits=list(typed_limits),
        whole=step == int(step) and suffix not in ("%", "k"),
    )


def radio_buttons(label: str, options: Iterable[Sequence[str]], value: str) -> Choices:
    """Return radio buttons side by side; `options` are pairs of key and text."""
    return Choices(label=label, options=list(map(list, options)), value=[value], inline=True)


def dropdown(label: str, options: Iterable[Sequence[str]], value: str) -> Dropdown:
    """Return a drop-down list; `options` are pairs of key and text."""
    return Dropdown(label=label, options=list(map(list, options)), value=value)


def checkboxes(label: str, options: Iterable[Sequence[str]], value: Sequence[str]) -> Choices:
    """Return checkboxes side by side; `options` are pairs of key and text."""
    return Choices(
        label=label, options=list(map(list, options)), value=list(value), inline=True, multiple=True
    )


def text_field(
    label: str, *, hint: str = "", placeholder: str = "", lines: int = 1, code: bool = False
) -> TextField:
    """Return a text field that grows; only one of several lines takes line breaks.

    `code` is for code and tables: a monospaced font, and no wrapping.
    """
    return TextField(label=label, hint=hint, placeholder=placeholder, lines=lines, code=code)


def dropdown_grid(
    label: str,
    corner: str,
    rows: Iterable[Sequence[str]],
    columns: Iterable[Sequence[str]],
    options: Iterable[Sequence[str]],
    *,
    check_label: str = "",
) -> DropdownGrid:
    """Return a table of drop-down lists, nothing filled in; see `DropdownGrid` for its parts."""
    return DropdownGrid(
        label=label,
        corner=corner,
        check_label=check_label,
        rows=list(map(list, rows)),
        columns=list(map(list, columns)),
        options=[["", "–"], *map(list, options)],
    )


def ranking(
    label: str,
    options: Iterable[Sequence[str]],
    value: Sequence[str],
    details: Mapping[str, str] | None = None,
) -> Ranking:
    """Return a list to put in order, of pairs of key and text; `details` explain them by key."""
    pairs = list(map(list, options))
    return Ranking(label=label, options=pairs, value=list(value), details=dict(details or {}))


def labeled_column(heading: str, controls: Iterable[widgets.Widget]) -> VBox:
    """Return controls in a column, below a small heading if there is one."""
    head = [Html(f"<h4>{heading}</h4>")] if heading else []
    made = VBox([*head, *controls])
    made.add_class("tpo-column")
    return made


def side_by_side(*children: widgets.Widget) -> Box:
    """Return columns side by side, or stacked on a narrow page."""
    made = Box(children)
    made.add_class("tpo-controls")
    return made


def stacked_form(*children: widgets.Widget) -> VBox:
    """Return the parts of a page to fill in, one under the other, with room between them."""
    made = VBox(children)
    made.add_class("tpo-form")
    return made


def stacked(*children: widgets.Widget) -> VBox:
    """Return rows one under the other."""
    return labeled_column("", children)
