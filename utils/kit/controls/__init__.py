"""Native controls with visible labels, made as small anywidgets.

ipywidgets' own sliders reach a screen reader without a name, its radio buttons cut long choices,
and JupyterLab takes the arrow keys of both and of drop-down lists. These are plain `<input>` and
`<select>` elements with real labels, and JupyterLab's shortcuts are held off them.

ipywidgets sends at most one message of a control at a time and merges what comes meanwhile,
so a key held down never queues stale positions.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets as t

from utils.kit.errors import InputError

HERE = Path(__file__).parent
CSS = (HERE / "controls.css").read_text(encoding="utf-8")


def _script(name: str) -> str:
    return (HERE / f"{name}.js").read_text(encoding="utf-8")


class Slider(anywidget.AnyWidget):
    """A range input with its label and its value in words.

    Traits
    ------
    value, min, max, step : float
    label : str, visible and read aloud
    prefix, suffix, decimals : how the value is written, such as "$", "k", 0
    """

    _esm = _script("slider")
    _css = CSS
    value = t.Float(0.0).tag(sync=True)
    min = t.Float(0.0).tag(sync=True)
    max = t.Float(100.0).tag(sync=True)
    step = t.Float(1.0).tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    prefix = t.Unicode("").tag(sync=True)
    suffix = t.Unicode("").tag(sync=True)
    decimals = t.Int(0).tag(sync=True)

    @t.validate("value")
    def _inside(self, proposal: dict[str, float]) -> float:
        return float(min(self.max, max(self.min, proposal["value"])))


class Choices(anywidget.AnyWidget):
    """Radio buttons or checkboxes under a visible question.

    Traits
    ------
    options : list of [key, text]
    value : list of chosen keys, at most one unless `several`
    label : str, the group's visible label
    several : bool, checkboxes instead of radio buttons
    inline : bool, options beside each other
    disabled : bool
    focus : bool, take the keyboard focus when first shown
    """

    _esm = _script("choices")
    _css = CSS
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.List(t.Unicode()).tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    multiple = t.Bool(False).tag(sync=True)  # noqa: FBT003 - a trait's default
    inline = t.Bool(False).tag(sync=True)  # noqa: FBT003 - a trait's default
    disabled = t.Bool(False).tag(sync=True)  # noqa: FBT003 - a trait's default
    focus = t.Bool(False).tag(sync=True)  # noqa: FBT003 - a trait's default


class Dropdown(anywidget.AnyWidget):
    """A native drop-down list under its label, for more options than radio buttons can show.

    Traits
    ------
    options : list of [key, text]
    value : str, the chosen key
    label : str, visible and read aloud
    """

    _esm = _script("dropdown")
    _css = CSS
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.Unicode("").tag(sync=True)
    label = t.Unicode("").tag(sync=True)


class TextField(anywidget.AnyWidget):
    """A text field under its label; its value arrives when the learner leaves it.

    Traits
    ------
    value : str, what was typed: escape it wherever it is shown
    label, hint, placeholder : str; the hint stands between label and field
    lines : int, height of the field
    most : int, the most letters that can be typed
    """

    _esm = _script("text_field")
    _css = CSS
    value = t.Unicode("").tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    hint = t.Unicode("").tag(sync=True)
    placeholder = t.Unicode("").tag(sync=True)
    lines = t.Int(1).tag(sync=True)
    most = t.Int(500).tag(sync=True)

    @t.validate("value")
    def _short(self, proposal: dict[str, str]) -> str:
        return proposal["value"][: self.most]


class DropdownGrid(anywidget.AnyWidget):
    """A table with a drop-down list in every cell, and a remark at the end of each row.

    Traits
    ------
    rows : list of [key, text]
    columns : list of [key, short text, full name]
    options : list of [key, text]; the key "" means not filled in
    value : dict of "row.column" to the chosen key; a missing place is not filled in
    marks : dict of row to remark
    label, corner, check : str, the table's caption, the head of its first column, and of the
        remarks; no remarks are shown without it
    """

    _esm = _script("grid")
    _css = CSS
    rows = t.List(t.List(t.Unicode())).tag(sync=True)
    columns = t.List(t.List(t.Unicode())).tag(sync=True)
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode()).tag(sync=True)
    marks = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode()).tag(sync=True)
    label = t.Unicode("").tag(sync=True)
    corner = t.Unicode("").tag(sync=True)
    check = t.Unicode("").tag(sync=True)

    @t.validate("value")
    def _filled(self, proposal: dict[str, dict[str, str]]) -> dict[str, str]:
        given = {place: key for place, key in proposal["value"].items() if key}
        return {place: key for place, key in given.items() if self.takes({place: key})}

    def takes(self, value: dict[str, str]) -> bool:
        """Return whether every place and key is one of this table's."""
        places = {f"{row[0]}.{column[0]}" for row in self.rows for column in self.columns}
        return set(value) <= places and set(value.values()) <= {key for key, _ in self.options}


class Ranking(anywidget.AnyWidget):
    """A list to put in order, with two buttons an item; arrow keys on a button move it too.

    Traits
    ------
    options : list of [key, text]
    value : list of all keys, first to last
    label : str, visible and read aloud
    """

    _esm = _script("ranking")
    _css = CSS
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.List(t.Unicode()).tag(sync=True)
    label = t.Unicode("").tag(sync=True)

    @t.validate("value")
    def _whole(self, proposal: dict[str, list[str]]) -> list[str]:
        if sorted(proposal["value"]) != sorted(key for key, _ in self.options):
            raise t.TraitError("an order names every item once")
        return proposal["value"]


class LiveRegion(anywidget.AnyWidget):
    """A place for words that a screen reader announces when they change.

    Traits
    ------
    html : str, trusted markup: escape what a learner typed before it comes here
    role : "status" (waits for a pause) or "alert" (at once, for errors)
    """

    _esm = _script("live_region")
    _css = CSS
    html = t.Unicode("").tag(sync=True)
    role = t.Enum(["status", "alert"], "status").tag(sync=True)


class FileUpload(anywidget.AnyWidget):
    """A native file input that refuses a file too large before it is sent.

    Traits
    ------
    label, accept : str, what to choose and which endings
    most : int, largest size that is sent, bytes
    picked : int, counts choices; observe this one
    name, size, content : the last choice; content is empty when it was too large
    """

    _esm = _script("file_upload")
    _css = CSS
    label = t.Unicode("").tag(sync=True)
    accept = t.Unicode("").tag(sync=True)
    most = t.Int(5_000_000).tag(sync=True)
    picked = t.Int(0).tag(sync=True)
    name = t.Unicode("").tag(sync=True)
    size = t.Int(0).tag(sync=True)
    content = t.Any(b"").tag(sync=True)  # arrives as a memoryview

    def taken(self, fix: str = "Choose a smaller one.") -> bytes:
        """Return the bytes of the last choice. Raises InputError for a file too large."""
        if self.size > self.most:
            raise InputError(
                f"{self.name} has {self.size / 1e6:,.1f} MB; {self.most / 1e6:g} MB is the most.",
                f"Nothing was read. {fix}",
            )
        return bytes(self.content)
