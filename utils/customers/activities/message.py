"""The message that most new callers meet first, rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.customers.model.message import (
    MAX_CHECKED_CHARACTERS,
    MAX_MESSAGE_CHARACTERS,
    check_message,
)
from utils.kit.activity import Activity
from utils.kit.controls.factory import stacked_form, text_field
from utils.kit.english import verb_for_count
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import Finding, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.customers.model.message import MessageReport
    from utils.kit.controls import Input

CURRENT_MESSAGE = (
    "Error: Unauthorized. at PaymentFilter.check(PaymentFilter.java:212) on pay-7.internal"
)
OUR_MESSAGE = (
    "SIGNATURE_MISMATCH: The `Signature` header doesn't match the body that we received. Often, "
    "the body was formatted after it was signed. Sign the exact bytes that you send, with your "
    "test secret, and send the call again."
)
CHECK_LABELS = {
    "what": "says what was wrong, in this case",
    "where": "says where: a field, a header, or a value",
    "fix": "says what to do, with a verb",
    "code": "has a stable code that a program can look for",
    "short": f"is there, and at most {MAX_MESSAGE_CHARACTERS} characters long",
}
CHECK_HINTS = {
    "what": "“{words}” could be said of any failure. What was wrong here?",
    "where": "Name the header or field, such as `Signature`.",
    "fix": "Start a sentence with what the caller should do: send, sign, use, remove, …",
    "code": "Add a code that never changes, such as SIGNATURE_MISMATCH.",
}
FORM_CHECK_NOTE = (
    "This checks the form, and it can be wrong. Only callers can show whether the message is true, "
    "and whether it helps. The parts follow RFC 9457, Problem Details for HTTP APIs."
)


class HelpfulError(Activity):
    """Rewrite the message; each part is looked for as you write."""

    activity_id = "02c.message"
    title = "An error that helps"
    task = (
        f"This is what a caller with a wrong signature sees today: “{CURRENT_MESSAGE}” The cause: "
        "the Java library signs the body first, and then formats it, so the signature no longer "
        "fits. Write the message that you would like to get."
    )
    compare_label = "Compare with our wording"

    def controls(self) -> dict[str, Input]:
        """Return the message."""
        text = text_field("Your message", hint="What, where, how to fix it, and a code", lines=4)
        text.max_length = MAX_CHECKED_CHARACTERS
        return {"text": text}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the one field."""
        return stacked_form(*controls.values())

    def view(self, *, text: str) -> View:
        """Return which parts are there, which words show it, and what leaks."""
        if not text.strip():
            return View(summary="Nothing written yet. Start with what was wrong.",
                        notes=(FORM_CHECK_NOTE,))  # fmt: skip
        report = check_message(text)
        good = sum(one.ok for one in report.checks)
        words = f"{good} of {len(report.checks)} parts {verb_for_count(good, 'is', 'are')} there."
        if report.is_good:
            words = "Every part is there, and nothing leaks. Would the caller know what to do next?"
        return View(
            summary=words,
            checks=tuple((_check_text(one.name, one.matched_text, ok=one.ok), one.ok)
                         for one in report.checks),
            says=_leak_findings_and_hints(report),
            notes=(FORM_CHECK_NOTE,),
        )  # fmt: skip

    def comparison(self, *, text: str) -> View:
        """Return our wording. Raises InputError while there is none of the learner's."""
        if len(text.split()) < 5:
            raise InputError(
                "There's too little to compare yet.",
                "Write a sentence of your own first: you'll remember what you wrote yourself.",
                field="text",
            )
        return View(
            summary="Here's one way to say it, not the only one.",
            table=Table(
                caption="Three messages",
                columns=["Which", "Message"],
                rows=[["Today", CURRENT_MESSAGE], ["Yours", text], ["Ours", OUR_MESSAGE]],
                source="Invented. Our wording is our opinion.",
            ),
        )


def _check_text(name: str, matched_text: str, *, ok: bool) -> str:
    return f"{CHECK_LABELS[name]} (“{matched_text}”)" if ok and matched_text else CHECK_LABELS[name]


def _leak_findings_and_hints(report: MessageReport) -> tuple[str, ...]:
    leaks = [
        Finding(f"“{words}” looks like {kind}. Callers don't need it, and attackers do.",
                "leaks", "wrong")
        for kind, words in report.leaks
    ]  # fmt: skip
    missing = [
        CHECK_HINTS[one.name].format(words=one.matched_text)
        for one in report.checks
        if not one.ok and one.name in CHECK_HINTS and (one.matched_text or one.name != "what")
    ]
    return (*leaks, *missing)
