"""Controls that take a learner's answer: native inputs with visible labels.

ipywidgets' own sliders reach a screen reader without a name, its radio buttons cut long choices,
and JupyterLab takes the arrow keys of both and of drop-down lists. These are plain `<input>` and
`<select>` elements with real labels, and JupyterLab's shortcuts are held off them.

ipywidgets sends at most one message of a control at a time and merges what comes meanwhile,
so a key held down never queues stale positions.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import traitlets as t

from utils.kit.controls.runtime import Control
from utils.kit.english import MINUS
from utils.kit.errors import InputError
from utils.kit.numbers import parse_number, unit_spellings

MAX_REFUSED_TEXT_LENGTH = 500  # characters of a refused text that are kept
MAX_SHOWN_DECIMALS = 6  # shown of a typed number, at most; js/slider.js shows as many

Answer: TypeAlias = Any  # a float, a text, a list, or a mapping, by control


class Input(Control):
    """Base of the controls that take an answer.

    `answer` is what an activity's `view` gets and what the log keeps; `value` is what travels to
    the page. `validate_answer` refuses an answer that the control could never have.

    Traits
    ------
    label : str, visible and read aloud
    error : str, shown under the control
    disabled : bool
    storage_key : str, under which the page keeps an answer until the log has it
    recorded : the value that the log has, None before the first
    """

    label = t.Unicode("").tag(sync=True)
    error = t.Unicode("").tag(sync=True)
    disabled = t.Bool(default_value=False).tag(sync=True)
    storage_key = t.Unicode("").tag(sync=True)
    recorded = t.Any(None).tag(sync=True)

    @property
    def answer(self) -> Answer:
        """The answer as plain data."""
        return self.value

    @answer.setter
    def answer(self, answer: Answer) -> None:
        self.value = self.to_value(answer)

    def to_value(self, answer: Answer) -> Answer:
        """Return an answer as it travels to the page."""
        return answer

    def keep_known_parts(self, answer: Answer) -> Answer:
        """Return what this control still knows of an answer from another version of the course."""
        return answer

    def validate_answer(self, name: str, answer: object) -> None:
        """Raise InputError for an answer that this control could never have."""
        if not isinstance(answer, str):
            raise InputError(f"{name} is {answer!r}, which isn't text.", "Enter text.")


class Slider(Input):
    """A range input with its label, and a field in which its number can be typed.

    A typed number stays as it is, even between two steps of the range; where `whole`, it is
    rounded, and a note says so. `typed_limits` may be wider than the range.

    Traits
    ------
    value, min, max, step : float
    prefix, suffix, decimals : how the value is written, such as "$", "k", 0
    typed_limits : list of the lowest and the highest number that can be typed; empty where these
        are `min` and `max`
    typed : list of text, count and whether the learner is done, sent by the page
    reply : dict that answers `typed`: its count, the problem with it, a note on how it was read
    refused : str, what is typed and isn't a number in the limits; empty where there is none
    whole : bool, only whole numbers make sense
    """

    renderer = t.Unicode("slider").tag(sync=True)
    value = t.Float(0.0).tag(sync=True)
    min = t.Float(0.0).tag(sync=True)
    max = t.Float(100.0).tag(sync=True)
    step = t.Float(1.0).tag(sync=True)
    prefix = t.Unicode("").tag(sync=True)
    suffix = t.Unicode("").tag(sync=True)
    decimals = t.Int(0).tag(sync=True)
    typed: t.List[Any] = t.List().tag(sync=True)
    reply: t.Dict[str, Any] = t.Dict().tag(sync=True)
    refused = t.Unicode("").tag(sync=True)
    typed_limits = t.List(t.Float()).tag(sync=True)
    whole = t.Bool(default_value=False)

    @property
    def answer(self) -> float:
        """The number."""
        return self.value

    @answer.setter
    def answer(self, answer: float) -> None:
        self.value = self.to_value(answer)
        self.reply, self.refused = {}, ""  # what was typed before is gone

    def show_refused_text(self, text: str) -> None:
        """Show a text that was typed and refused, and what is wrong with it."""
        self.refused = text
        try:
            self.parse_typed_text(text)
        except InputError as problem:
            self.reply = {"problem": str(problem)} if text else {}

    def limits(self) -> tuple[float, float]:
        """Return the lowest and the highest number that it takes."""
        return min([self.min, *self.typed_limits]), max([self.max, *self.typed_limits])

    def format_value(self, value: float) -> str:
        """Return a number as a sentence has it: "$142,350", "99.90%", and without a unit "8"."""
        text = f"{abs(value):,.{MAX_SHOWN_DECIMALS}f}"
        whole, _, part = text.partition(".")
        part = part.rstrip("0")
        if self.prefix or self.suffix:
            part = part.ljust(self.decimals, "0")
        sign = MINUS if value < 0 else ""
        suffix = self.suffix.removesuffix("s") if abs(value) == 1 else self.suffix  # "1 item"
        return f"{sign}{self.prefix}{whole}{'.' if part else ''}{part}{suffix}"

    def parse_typed_text(self, text: str) -> tuple[float, str]:
        """Return the number in a typed text, and a note where it was read in one of two ways.

        Raises InputError for a text that isn't a number, has another unit, or is beyond the limits.
        """
        low, high = self.limits()
        lowest = self.format_value(low)
        if self.suffix.startswith(" "):  # a word: "from 1 to 6 items"
            lowest = lowest.partition(" ")[0]
        fix = (
            f"Enter a number from {lowest} to {self.format_value(high)}. "
            f"Until then it's still {self.format_value(self.value)}."
        )
        try:
            parsed = parse_number(text, units=unit_spellings(self._expected_unit()))
        except InputError as problem:
            raise InputError(problem.what, fix) from None
        value = parsed.value
        if self.suffix == "k" and value > high:  # $107k, and $107,000
            value /= 1000
        note = f"“{text.strip()}” was {parsed.reading}." if parsed.ambiguous else ""
        if self.whole and value != round(value):
            value = float(math.floor(value + 0.5))
            note = f"Rounded to {self.format_value(value)}: only whole numbers work here."
        if not low <= value <= high:
            raise InputError(f"{self.format_value(value)} is out of range.", fix)
        return value, note

    def validate_answer(self, name: str, answer: object) -> None:
        """Raise InputError unless the answer is a finite number."""
        yes_or_no = isinstance(answer, bool)
        if yes_or_no or not isinstance(answer, int | float) or not math.isfinite(answer):
            raise InputError(
                f"{name} is {answer!r}, which isn't a number.", "Enter a finite number."
            )

    def _expected_unit(self) -> str:
        if self.prefix == "$":
            return "dollars"
        return self.suffix.strip() or self.label

    @t.validate("value")
    def _clamp(self, proposal: dict[str, float]) -> float:
        low, high = self.limits()
        return float(min(high, max(low, proposal["value"])))

    @t.validate("refused")
    def _truncate_refused_text(self, proposal: dict[str, str]) -> str:
        return proposal["value"][:MAX_REFUSED_TEXT_LENGTH]  # it goes into the log

    @t.observe("typed")
    def _on_typed(self, change: dict[str, Any]) -> None:
        text, count, done = change["new"]
        try:
            value, note = self.parse_typed_text(text)
        except InputError as problem:
            self.refused = text
            if done:  # a number that is still being typed may become one
                self.reply = {"count": count, "problem": str(problem)}
            return
        self.value, self.refused = value, ""
        if done:
            self.reply = {"count": count, "note": note}


class Choices(Input):
    """Radio buttons or checkboxes under a visible question; the keys 1 to 9 choose, too.

    The answer is one key (None before the first choice), or a list of keys where `multiple`.

    Traits
    ------
    options : list of [key, text], or of [key, text, detail]
    value : list of chosen keys, at most one unless `multiple`
    multiple : bool, checkboxes instead of radio buttons
    inline : bool, options next to each other
    leads : bool, the question is what its card is about: the largest text there
    setting : str, what one needs to know before the question
    focus : bool, take the keyboard focus when first shown
    """

    renderer = t.Unicode("choices").tag(sync=True)
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.List(t.Unicode()).tag(sync=True)
    multiple = t.Bool(default_value=False).tag(sync=True)
    inline = t.Bool(default_value=False).tag(sync=True)
    leads = t.Bool(default_value=False).tag(sync=True)
    setting = t.Unicode("").tag(sync=True)
    focus = t.Bool(default_value=False).tag(sync=True)

    @property
    def answer(self) -> Answer:
        """The chosen key, or the list of chosen keys."""
        if self.multiple:
            return list(self.value)
        return self.value[0] if self.value else None

    @answer.setter
    def answer(self, answer: Answer) -> None:
        self.value = self.to_value(answer)

    def to_value(self, answer: Answer) -> list[str]:
        """Return the chosen keys as a list."""
        if self.multiple:
            return list(answer)
        return [] if answer is None else [answer]

    def validate_answer(self, name: str, answer: object) -> None:
        """Raise InputError unless the answer is a key, or a list of keys."""
        if not self.multiple:
            super().validate_answer(name, answer)
        elif not (isinstance(answer, list | tuple) and all(isinstance(k, str) for k in answer)):
            raise InputError(f"{name} is {answer!r}, which isn't a list of names.", "List names.")


class ChoiceButtons(Choices):
    """Buttons under a question, where one press is the answer: by mouse, by Enter, or by digit.

    Radio buttons would take the first arrow key for an answer. Once there is one, it stays.
    """

    renderer = t.Unicode("pick").tag(sync=True)


class Dropdown(Input):
    """A native drop-down list under its label, for more options than radio buttons can show.

    Traits
    ------
    options : list of [key, text]
    value : str, the chosen key
    """

    renderer = t.Unicode("dropdown").tag(sync=True)
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.Unicode("").tag(sync=True)

    def keep_known_parts(self, answer: Answer) -> Answer:
        """Return the answer, or the present one where the list doesn't have it any more."""
        return answer if answer in [key for key, _ in self.options] else self.answer


class TextField(Input):
    """A text field under its label; its value arrives once the learner rests or leaves it.

    It grows with what is typed, unless it takes only a few characters.

    Traits
    ------
    value : str, what was typed: escape it wherever it is shown
    hint, placeholder : str; the hint is between label and field
    lines : int, height of the field
    max_length : int, characters
    code : bool, a monospaced font and no wrapping
    """

    renderer = t.Unicode("text_field").tag(sync=True)
    value = t.Unicode("").tag(sync=True)
    hint = t.Unicode("").tag(sync=True)
    placeholder = t.Unicode("").tag(sync=True)
    lines = t.Int(1).tag(sync=True)
    max_length = t.Int(500).tag(sync=True)
    code = t.Bool(default_value=False).tag(sync=True)

    @t.validate("value")
    def _truncate_value(self, proposal: dict[str, str]) -> str:
        return proposal["value"][: self.max_length]


class DropdownGrid(Input):
    """A table with a drop-down list in every cell, and a remark at the end of each row.

    Short values show like buttons: a click, Space or Enter goes on to the next value, a letter sets
    the one that begins with it, Delete empties the cell, arrow keys move, Alt+Down opens the list.

    Traits
    ------
    rows : list of [key, text]
    columns : list of [key, short text, full name]
    options : list of [key, text]; the key "" means not filled in
    value : dict of "row.column" to the chosen key; a missing place means an empty cell
    marks : dict of row to remark
    label, corner, check_label : str, the table's caption, the head of its first column, and of
        the remarks; no remarks are shown without it
    """

    renderer = t.Unicode("dropdown_grid").tag(sync=True)
    rows = t.List(t.List(t.Unicode())).tag(sync=True)
    columns = t.List(t.List(t.Unicode())).tag(sync=True)
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode()).tag(sync=True)
    marks = t.Dict(value_trait=t.Unicode(), key_trait=t.Unicode()).tag(sync=True)
    corner = t.Unicode("").tag(sync=True)
    check_label = t.Unicode("").tag(sync=True)

    @t.validate("value")
    def _drop_unknown_cells(self, proposal: dict[str, dict[str, str]]) -> dict[str, str]:
        given = {place: key for place, key in proposal["value"].items() if key}
        return {place: key for place, key in given.items() if self.accepts({place: key})}

    def keep_known_parts(self, answer: Answer) -> Answer:
        """Return an answer without the places and keys that are gone."""
        if not isinstance(answer, dict):
            return answer
        return {place: key for place, key in answer.items() if self.accepts({place: key})}

    def accepts(self, value: dict[str, str]) -> bool:
        """Return whether every place and key is one of this table's."""
        places = {f"{row[0]}.{column[0]}" for row in self.rows for column in self.columns}
        return set(value) <= places and set(value.values()) <= {key for key, _ in self.options}

    def validate_answer(self, name: str, answer: object) -> None:
        """Raise InputError unless the answer fits this table."""
        if not (isinstance(answer, dict) and self.accepts(answer)):
            raise InputError(
                f"{name} is {answer!r}, which doesn't fit its table.",
                "Enter a dict such as {'row.column': 'key'}.",
            )


class Ranking(Input):
    """A list to put in order, with two buttons an item; arrow keys on a button move it too.

    Traits
    ------
    options : list of [key, text]
    details : dict, a line of explanation under an option's text, by key
    value : list of all keys, first to last
    """

    renderer = t.Unicode("ranking").tag(sync=True)
    details = t.Dict().tag(sync=True)
    options = t.List(t.List(t.Unicode())).tag(sync=True)
    value = t.List(t.Unicode()).tag(sync=True)

    @t.validate("value")
    def _validate_complete(self, proposal: dict[str, list[str]]) -> list[str]:
        if sorted(proposal["value"]) != sorted(key for key, _ in self.options):
            raise t.TraitError("a ranking names every item once")
        return proposal["value"]

    def validate_answer(self, name: str, answer: object) -> None:
        """Raise InputError unless the answer names every item once."""
        keys = sorted(key for key, _ in self.options)
        if not (isinstance(answer, list | tuple) and sorted(map(str, answer)) == keys):
            raise InputError(
                f"{name} doesn't rank all of its items.", f"Name each once: {', '.join(keys)}."
            )


class FileUpload(Input):
    """A native file input that refuses a file too large before it is sent.

    Traits
    ------
    accept : str, which endings
    max_size : int, largest size that is sent, bytes
    uploads : int, counts choices; observe this one
    name, size, content : the last choice; content is empty when it was too large
    """

    renderer = t.Unicode("file_upload").tag(sync=True)
    accept = t.Unicode("").tag(sync=True)
    max_size = t.Int(5_000_000).tag(sync=True)
    uploads = t.Int(0).tag(sync=True)
    name = t.Unicode("").tag(sync=True)
    size = t.Int(0).tag(sync=True)
    content = t.Any(b"").tag(sync=True)  # arrives as a memoryview

    def read(self, fix_hint: str = "Choose a smaller one.") -> bytes:
        """Return the bytes of the last choice. Raises InputError for a file too large."""
        if self.size > self.max_size:
            raise InputError(
                f"{self.name} is {self.size / 1e6:,.1f} MB; the limit is "
                f"{self.max_size / 1e6:g} MB.",
                f"Nothing was read. {fix_hint}",
            )
        return bytes(self.content)
