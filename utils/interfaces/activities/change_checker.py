"""S2: a change of the learner's own, checked by rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.interfaces.model.compatibility import OUT_OF_REACH, bump, compare_schemas
from utils.interfaces.parsing import read_fragment
from utils.kit.activity import Activity
from utils.kit.controls.factory import radio_buttons, side_by_side, stacked_form, text_field
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import Finding, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.interfaces.model import compatibility
    from utils.interfaces.model.compatibility import CompatibilityResult
    from utils.interfaces.model.versions import Bump
    from utils.kit.controls import Input

OLD = """\
type: object
required: [refund_id, amount]
properties:
  refund_id: {type: string}
  amount: {type: integer, minimum: 1}
  state: {type: string, enum: [open, paid]}"""
NEW = """\
type: object
required: [refund_id, amount, currency]
properties:
  refund_id: {type: string}
  amount: {type: integer, minimum: 1}
  currency: {type: string}
  state: {type: string, enum: [open, paid, failed]}"""
MAX_LENGTH = 6_000_000  # characters that can be pasted: too many are refused, not cut off
VERDICT_TEXT = {
    "same": "Nothing that clients rely on has changed.",
    "safe": "Safe: nobody's program has to change.",
    "depends": "It depends on the client: ask before you ship.",
    "unknown": "The checker can't tell: ask someone who knows the clients.",
    "breaks": "This breaks clients.",
}
TAGS = {  # the word for a finding's verdict, and its tone; the gravest first
    "breaks": ("breaks", "wrong"),
    "unknown": ("can't tell", "unsure"),
    "depends": ("depends", "close"),
    "safe": ("safe", "right"),
    "same": ("same", "right"),
}
MAX_LISTED = 12  # findings listed one by one
FIELDS = {"version": "Version now", "old": "Before", "new": "After"}


class ChangeChecker(Activity):
    """Paste two fragments, before and after."""

    activity_id = "02a.own"
    title = "Your own change"
    task = (
        "Paste a JSON Schema or an OpenAPI fragment before and after a change, as JSON or YAML. "
        "The checker reads the schema, not the meaning."
    )

    def controls(self) -> dict[str, Input]:
        """Return side, version and both fragments."""
        sides = (("request", "Clients send it (request)"), ("response", "They read it (response)"))
        made = {
            "side": radio_buttons("Who sends it?", sides, "request"),
            "version": text_field(FIELDS["version"], placeholder="1.4.2"),
            "old": text_field(FIELDS["old"], lines=9, code=True),
            "new": text_field(FIELDS["new"], lines=9, code=True),
        }
        for name, text in (("version", "1.4.2"), ("old", OLD), ("new", NEW)):
            made[name].max_length, made[name].value = MAX_LENGTH, text
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the fragments side by side, below side and version."""
        return stacked_form(
            side_by_side(controls["side"], controls["version"]),
            side_by_side(controls["old"], controls["new"]),
        )

    def view(self, *, side: str, version: str, old: str, new: str) -> View:
        """Return the verdict, the next version, and why.

        Raises InputError that names Before or After, or both.
        """
        before, after = _read_fragments(old=old, new=new)
        result = compare_schemas(before, after, side)
        version_change = _bump(result, version)
        found = _by_gravity(result)
        details: list[str] = [
            Finding(f"{one.path}: {one.change}. {one.why}", *TAGS[one.verdict])
            for one in found[:MAX_LISTED]
        ]
        if len(found) > MAX_LISTED:
            details.append(f"And {len(found) - MAX_LISTED} more, in the table.")
        return View(
            summary=(
                f"{VERDICT_TEXT[result.verdict]} Next version: {version_change.next_version}. "
                f"{version_change.why}"
            ),
            says=tuple(details),
            table=_table(result) if result.findings else None,
            notes=(f"Out of its reach. {' '.join(OUT_OF_REACH[:5])}",),
        )


def _read_fragments(**texts: str) -> list[dict[str, Any]]:
    """Return the schemas of both fields. Raises one InputError that names each field's problem."""
    schemas, errors = [], {}
    for field, text in texts.items():
        try:
            schemas.append(read_fragment(text))
        except InputError as error:
            errors[field] = error
    if errors:
        raise _named_error(errors)
    return schemas


def _named_error(errors: dict[str, InputError]) -> InputError:
    """Return one error, a line for each field; `field` is the first of them."""
    lines = [f"{FIELDS[field]}: {error}" for field, error in errors.items()]
    last = list(errors.values())[-1]
    return InputError(
        "\n".join(lines).removesuffix(f" {last.fix}"), last.fix, field=next(iter(errors))
    )


def _bump(result: CompatibilityResult, version: str) -> Bump:
    try:
        return bump(result.verdict, version.strip(), deprecates=result.deprecates)
    except InputError as error:
        raise _named_error({"version": error}) from None


def _by_gravity(result: CompatibilityResult) -> list[compatibility.Finding]:
    return sorted(result.findings, key=lambda one: list(TAGS).index(one.verdict))


def _table(result: CompatibilityResult) -> Table:
    return Table(
        caption="Every change that was found",
        columns=["Where", "What", "Verdict", "Source"],
        rows=[
            [one.path, one.change, TAGS[one.verdict][0], one.source] for one in _by_gravity(result)
        ],
        source="Rules with their sources; what is out of their reach is above.",
    )
