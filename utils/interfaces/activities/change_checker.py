"""S2: a change of the learner's own, checked by rules."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from utils.interfaces.formats import detect_unsupported_format
from utils.interfaces.model import compatibility
from utils.interfaces.model.compatibility import CHECKER_LIMITATIONS, bump, compare_schemas
from utils.interfaces.parsing import read_fragment
from utils.kit.activity import Activity
from utils.kit.controls import Choices
from utils.kit.controls.factory import radio_buttons, side_by_side, stacked_form, text_field
from utils.kit.errors import FieldsError, InputError
from utils.kit.tables import Table
from utils.kit.text_diff import TextDiff
from utils.kit.view import Finding, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.interfaces.model.compatibility import CompatibilityResult
    from utils.interfaces.model.surroundings import SchemaFragment
    from utils.interfaces.model.versions import Bump
    from utils.kit.controls import Input

EXAMPLE_SCHEMA_BEFORE = """\
type: object
required: [refund_id, amount]
properties:
  refund_id: {type: string}
  amount: {type: integer, minimum: 1}
  state:
    type: string
    enum: [open, paid]"""
EXAMPLE_SCHEMA_AFTER = """\
type: object
required: [refund_id, amount, currency]
properties:
  refund_id: {type: string}
  amount: {type: integer, minimum: 1}
  currency: {type: string}
  state:
    type: string
    enum: [open, paid, failed]"""
# More pasted characters than this are refused, not cut off.
MAX_PASTED_CHARACTERS = 6_000_000
VERDICT_SENTENCES = {
    "same": "Nothing that clients rely on has changed.",
    "safe": "Safe: no client has to change.",
    "depends": "It depends on the client. Ask before you ship.",
    "unknown": "The checker can't tell. Ask someone who knows the clients.",
    "breaks": "This breaks clients.",
}
VERDICT_TAGS = {  # the word for a finding's verdict, and its tone; the gravest first
    "breaks": ("breaks", "wrong"),
    "unknown": ("can't tell", "unsure"),
    "depends": ("depends", "close"),
    "safe": ("safe", "right"),
    "same": ("same", "right"),
}
JUDGMENT_OPTIONS = {  # what the learner may say first, and which verdicts that agrees with
    "breaks": ("It breaks clients", ("breaks",)),
    "depends": ("It depends on the client", ("depends", "unknown")),
    "safe": ("It's safe for clients", ("safe",)),
    "same": ("Nothing changes for them", ("same",)),
}
FIELDS_THAT_RESET_JUDGMENT = {"side", "old", "new"}  # a change of these asks for a new judgment
MAX_LISTED_FINDINGS = 12  # findings listed one by one
JUDGE_FIRST_PROMPT = (
    "Judge the change first. Then the checker's verdict appears here, with what differs marked."
)
FIELD_LABELS = {"version": "Version now", "old": "Before", "new": "After"}


class ChangeChecker(Activity):
    """Paste two fragments, before and after."""

    activity_id = "02a.own"
    title = "Your own change"
    task = (
        "Start with the example, or paste a JSON Schema or an OpenAPI fragment before and after a "
        "change, as JSON or YAML. You judge first, then the checker does. It reads the schema, not "
        "the meaning."
    )

    def controls(self) -> dict[str, Input]:
        """Return side, version and both fragments."""
        sides = (("request", "Clients send it (request)"), ("response", "They read it (response)"))
        made = {
            "side": radio_buttons("Who sends it?", sides, "request"),
            "version": text_field(FIELD_LABELS["version"], placeholder="1.4.2"),
            "old": text_field(FIELD_LABELS["old"], lines=9, code=True),
            "new": text_field(FIELD_LABELS["new"], lines=9, code=True),
        }
        for name, text in (
            ("version", "1.4.2"),
            ("old", EXAMPLE_SCHEMA_BEFORE),
            ("new", EXAMPLE_SCHEMA_AFTER),
        ):
            made[name].max_length, made[name].value = MAX_PASTED_CHARACTERS, text
        judgments = [[key, text] for key, (text, _) in JUDGMENT_OPTIONS.items()]
        made["judged"] = Choices(
            label="Your verdict first", options=judgments, value=[], inline=True
        )
        return made

    def reconcile(self, changed: str, answers: dict[str, Any]) -> dict[str, Any]:
        """Return the answers; another change or another side asks for a new judgment."""
        return {**answers, "judged": ""} if changed in FIELDS_THAT_RESET_JUDGMENT else answers

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the fragments side by side, below side and version."""
        return stacked_form(
            side_by_side(controls["side"], controls["version"]),
            side_by_side(controls["old"], controls["new"]),
            controls["judged"],
        )

    @functools.cached_property
    def first_view(self) -> View:
        """What the page asks before anything is judged. In print, too, the verdict stays hidden."""
        return View(summary=JUDGE_FIRST_PROMPT)

    def view(self, *, side: str, version: str, old: str, new: str, judged: str) -> View:
        """Return the verdict, the next version, and why; before the learner's own, only a question.

        `evaluate` shows the verdict in any case. Raises InputError that names Before or After, or
        both.
        """
        result = _compare_texts(old=old, new=new, side=side)
        version_change = _bump_version(result, version)
        if not (judged or self.is_newcomer_view):
            return View(summary=JUDGE_FIRST_PROMPT)
        return View(
            summary=(
                f"{_agreement_sentence(judged, result.verdict)}{VERDICT_SENTENCES[result.verdict]} "
                f"Next version: {version_change.next_version}. {version_change.reason}"
            ),
            picture=TextDiff(old, new),
            says=tuple(_finding_lines(result)),
            table=_build_findings_table(result) if result.findings else None,
            table_title="Every change, with its source",
            notes=(f"Out of its reach. {' '.join(CHECKER_LIMITATIONS[:5])}",),
        )


def _agreement_sentence(judged: str, verdict: str) -> str:
    """Return whether the learner and the checker agree, as the start of a sentence."""
    if not judged:
        return ""
    return (
        "You agree with the checker. "
        if verdict in JUDGMENT_OPTIONS[judged][1]
        else "The checker sees it differently. "
    )


def _finding_lines(result: CompatibilityResult) -> list[str]:
    found = _sort_by_severity(result)
    lines: list[str] = [
        Finding(f"{one.path}: {one.change}. {one.reason}", *VERDICT_TAGS[one.verdict])
        for one in found[:MAX_LISTED_FINDINGS]
    ]
    if len(found) > MAX_LISTED_FINDINGS:
        lines.append(f"And {len(found) - MAX_LISTED_FINDINGS} more, in the table.")
    return lines


def _compare_texts(*, old: str, new: str, side: str) -> CompatibilityResult:
    """Return the verdict on two texts; it can't tell for other formats, and names them."""
    languages = {
        name: detect_unsupported_format(text) for name, text in (("old", old), ("new", new))
    }
    found = tuple(
        compatibility.Finding(
            "$",
            f"{FIELD_LABELS[name]} looks like {language}",
            "unknown",
            "The checker reads only JSON Schema and OpenAPI.",
            "JSON Schema 2020-12",
        )
        for name, language in languages.items()
        if language
    )
    if found:
        return compatibility.CompatibilityResult("unknown", found)
    before, after = _parse_schema_texts(old=old, new=new)
    return compare_schemas(before, after, side)


def _parse_schema_texts(**texts: str) -> list[SchemaFragment]:
    """Return the schemas of both fields. Raises one InputError that names each field's problem."""
    schemas, errors = [], {}
    for field, text in texts.items():
        try:
            schemas.append(read_fragment(text))
        except InputError as error:
            errors[field] = error
    if errors:
        raise _build_labeled_fields_error(errors)
    return schemas


def _build_labeled_fields_error(errors: dict[str, InputError]) -> InputError:
    """Return errors that begin with the label of their field, all in one."""
    return FieldsError(
        {
            field: InputError(f"{FIELD_LABELS[field]}: {error.what}", error.fix)
            for field, error in errors.items()
        }
    )


def _bump_version(result: CompatibilityResult, version: str) -> Bump:
    try:
        return bump(result.verdict, version.strip(), deprecates=result.deprecates)
    except InputError as error:
        raise _build_labeled_fields_error({"version": error}) from None


def _sort_by_severity(result: CompatibilityResult) -> list[compatibility.Finding]:
    return sorted(result.findings, key=lambda one: list(VERDICT_TAGS).index(one.verdict))


def _build_findings_table(result: CompatibilityResult) -> Table:
    return Table(
        caption="Every change that was found",
        columns=["Where", "What", "Verdict", "Source"],
        rows=[
            [one.path, one.change, VERDICT_TAGS[one.verdict][0], one.source]
            for one in _sort_by_severity(result)
        ],
        source="Rules with their sources; what is out of their reach is above.",
    )
