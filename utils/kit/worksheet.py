"""Controls on paper: boxes to tick, lines to write on, tables to fill in."""

from __future__ import annotations

from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING

from utils.kit.controls import (
    Choices,
    Dropdown,
    DropdownGrid,
    Html,
    LiveRegion,
    Ranking,
    Slider,
    TextField,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ipywidgets as widgets

TICK_BOX_SIGN = "☐"
BLANK_FIELD_TEXT = "______"  # a short answer, such as a number
BLANK_LINE_HTML = (
    '<p class="tpo-line" style="margin:0;height:1.9em;border-bottom:1px solid #8c959f">&nbsp;</p>'
)
MAX_TICK_BOX_OPTIONS = 9  # options; a longer list is written down, not ticked
MUTED_STYLE = "opacity:.75;font-size:0.9em"  # quieter than its neighbors on a light and a dark page


def worksheet_html(widget: widgets.Widget) -> str:
    """Return the controls inside a widget as they are on paper, top to bottom.

    Call this before a control has an answer of the learner: what it starts with is printed.
    """
    if getattr(widget, "hidden", False) or isinstance(widget, LiveRegion):
        return ""
    if isinstance(widget, Html):
        return f'<div class="tpo-above">{widget.html}</div>'
    for kind, draw in HTML_RENDERER_BY_CONTROL_CLASS.items():
        if isinstance(widget, kind):
            return draw(widget)
    return "".join(worksheet_html(child) for child in getattr(widget, "children", ()))


def tick_boxes_html(texts: Iterable[str], *, inline: bool = False, lettered: bool = False) -> str:
    """Return texts with a box to tick before each; `inline` puts them next to each other.

    `lettered` puts A, B, C… after the boxes: a class votes on these choices by their letters.
    """
    if lettered:
        texts = add_letters(texts)
    if inline:
        items = (
            f'<span style="white-space:nowrap">{TICK_BOX_SIGN} {escape(text)}</span>'
            for text in texts
        )
        return f'<p class="tpo-boxes" style="margin:2px 0">{" &emsp; ".join(items)}</p>'
    items = (f"<li>{TICK_BOX_SIGN} {escape(text)}</li>" for text in texts)
    style = "list-style:none;margin:4px 0;padding-left:8px"
    return f'<ul class="tpo-boxes" style="{style}">{"".join(items)}</ul>'


def add_letters(texts: Iterable[str]) -> list[str]:
    """Return choices as a class calls them, such as "A. Yes": slides have the same letters."""
    return [f"{letter}. {text}" for letter, text in zip(ascii_uppercase, texts, strict=False)]


def blank_lines_html(count: int) -> str:
    """Return lines to write on."""
    return BLANK_LINE_HTML * count


def _label_html(text: str, hint: str = "") -> str:
    label = f'<p style="margin:2px 0"><strong>{escape(text)}</strong></p>' if text else ""
    return label + (f'<p style="margin:2px 0;{MUTED_STYLE}">{escape(hint)}</p>' if hint else "")


def _wrap_field_html(html: str) -> str:
    return f'<div class="tpo-field" style="margin:8px 0">{html}</div>'


def _slider_html(control: Slider) -> str:
    written = f"{control.value:,.{control.decimals}f}"
    start = f"{control.prefix}{written}{control.suffix}"
    blank = f"{control.prefix}{BLANK_FIELD_TEXT} {control.suffix.strip()}".strip()
    return (
        '<p class="tpo-field" style="margin:2px 2% 2px 0;display:inline-block;min-width:47%">'
        f"{escape(control.label)}: {escape(blank)} "
        f'<span style="{MUTED_STYLE}">(our example: {escape(start)})</span>'
        "</p>"
    )


def _choices_html(control: Choices) -> str:
    texts = [text for _, text in control.options]
    return _wrap_field_html(
        _label_html(control.label) + tick_boxes_html(texts, inline=control.inline)
    )


def _dropdown_html(control: Dropdown) -> str:
    texts = [text for key, text in control.options if key]
    if len(texts) > MAX_TICK_BOX_OPTIONS:
        return _wrap_field_html(f"<strong>{escape(control.label)}</strong> {BLANK_FIELD_TEXT * 3}")
    return _wrap_field_html(_label_html(control.label) + tick_boxes_html(texts, inline=True))


def _text_field_html(control: TextField) -> str:
    start = _label_html(control.label, control.hint)
    if control.code or "\n" in control.value:
        return f"{start}<pre>{escape(control.value)}</pre>"  # too long to keep on one page
    typed = f'<p style="margin:2px 0">{escape(control.value)}</p>' if control.value else ""
    return _wrap_field_html(start + typed + blank_lines_html(control.lines))


def _ranking_html(control: Ranking) -> str:
    names = dict(control.options)
    ask = f"Number them from 1 to {len(names)}."
    items = "".join(
        f"<li>{BLANK_FIELD_TEXT} {escape(names[key])}"
        f"{_detail_html(control.details.get(key, ''))}</li>"
        for key in control.value
    )
    style = "list-style:none;margin:4px 0;padding-left:8px"
    return _wrap_field_html(f'{_label_html(control.label, ask)}<ul style="{style}">{items}</ul>')


def _detail_html(text: str) -> str:
    return f"<br><small>{escape(text)}</small>" if text else ""


def _dropdown_grid_html(control: DropdownGrid) -> str:
    named = dict(control.options)
    choose = " · ".join(text for key, text in control.options if key)
    head = _row_html("th", [control.corner, *(column[1] for column in control.columns)])
    body = "".join(
        _row_html("td", [text, *(named.get(control.value.get(f"{key}.{column[0]}"), "")
                            for column in control.columns)])
        for key, text in control.rows
    )  # fmt: skip
    return _label_html(control.label, f"Write in each cell: {choose}") + _table_html(head, body)


def tick_table_html(corner: str, columns: Sequence[str], rows: Sequence[str]) -> str:
    """Return a table with a box to tick in each cell."""
    head = _row_html("th", [corner, *columns])
    body = "".join(_row_html("td", [text, *[TICK_BOX_SIGN] * len(columns)]) for text in rows)
    return _table_html(head, body)


def _table_html(head: str, body: str) -> str:
    return (
        '<table class="tpo-grid" style="border-collapse:collapse;margin:4px 0;width:100%">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def _row_html(tag: str, cells: Sequence[str]) -> str:
    style = "border:1px solid #8c959f;padding:4px 8px;text-align:left;vertical-align:top"
    scope = ' scope="col"' if tag == "th" else ""
    wide = f"{style};font-weight:normal;width:45%"
    first = f'<th scope="{"col" if tag == "th" else "row"}" style="{wide}">'
    rest = "".join(f'<{tag}{scope} style="{style}">{escape(one)}</{tag}>' for one in cells[1:])
    return f"<tr>{first}{escape(cells[0])}</th>{rest}</tr>"


HTML_RENDERER_BY_CONTROL_CLASS = {
    Slider: _slider_html,
    Choices: _choices_html,
    Dropdown: _dropdown_html,
    TextField: _text_field_html,
    Ranking: _ranking_html,
    DropdownGrid: _dropdown_grid_html,
}
