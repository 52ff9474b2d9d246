"""S2: a change of the learner's own, judged by rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.interfaces.model.compatibility import OUT_OF_REACH, bump, compare_schemas
from utils.interfaces.parsing import read_fragment
from utils.kit.activity import Activity
from utils.kit.controls.factory import radio_buttons, side_by_side, stacked_form, text_field
from utils.kit.tables import Table
from utils.kit.view import View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.interfaces.model.compatibility import CompatibilityResult
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
MAX_LENGTH = 6_000_000  # letters that can be pasted: too much is refused in words, not cut off
VERDICT_TEXT = {
    "same": "Nothing that clients rely on has changed.",
    "safe": "Safe: nobody's program has to change.",
    "depends": "It depends on the client: ask before you ship.",
    "unknown": "The checker cannot tell: somebody who knows the clients must.",
    "breaks": "This breaks clients.",
}
MAX_LISTED = 12  # findings listed one by one


class ChangeChecker(Activity):
    """Paste two fragments, before and after."""

    activity_id = "02a.own"
    title = "S2 · Your own change"
    task = (
        "Paste a JSON Schema or an OpenAPI fragment before and after a change, as JSON or YAML. "
        "The checker reads the schema, not the meaning."
    )

    def controls(self) -> dict[str, Input]:
        """Return side, version and both fragments."""
        sides = (("request", "Clients send it (request)"), ("response", "They read it (response)"))
        made = {
            "side": radio_buttons("Who sends it?", sides, "request"),
            "version": text_field("Version now", placeholder="1.4.2"),
            "old": text_field("Before", lines=9),
            "new": text_field("After", lines=9),
        }
        for name, text in (("version", "1.4.2"), ("old", OLD), ("new", NEW)):
            made[name].max_length, made[name].value = MAX_LENGTH, text
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the fragments beside each other, below side and version."""
        return stacked_form(
            side_by_side(controls["side"], controls["version"]),
            side_by_side(controls["old"], controls["new"]),
        )

    def view(self, *, side: str, version: str, old: str, new: str) -> View:
        """Return the verdict, the next version, and why."""
        made = compare_schemas(read_fragment(old), read_fragment(new), side)
        asks = bump(made.verdict, version.strip(), deprecates=made.deprecates)
        says = [f"{one.path}: {one.change}. {one.why}" for one in made.findings[:MAX_LISTED]]
        if len(made.findings) > MAX_LISTED:
            says.append(f"And {len(made.findings) - MAX_LISTED} more, in the table.")
        return View(
            summary=f"{VERDICT_TEXT[made.verdict]} Next version: {asks.next_version}. {asks.why}",
            says=tuple(says),
            table=_table(made) if made.findings else None,
            notes=(f"Out of its reach. {' '.join(OUT_OF_REACH[:5])}",),
        )


def _table(made: CompatibilityResult) -> Table:
    return Table(
        caption="Every change that was found",
        columns=["Where", "What", "Verdict", "Source"],
        rows=[[one.path, one.change, one.verdict, one.source] for one in made.findings],
        source="Rules with their sources; what is outside their reach stands above.",
    )
