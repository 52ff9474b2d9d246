"""Monday's three messages: choose the lines of each reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls import Choices
from utils.kit.controls.factory import stacked_form
from utils.kit.english import join_words
from utils.kit.errors import InputError
from utils.kit.tables import Table
from utils.kit.view import Document, View
from utils.role import data, documents
from utils.role.model.replies import check_reply, remarks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

SOURCE = "Invented messages. Which lines fit is our opinion: another reply may do as well."


class MondayReplies(Activity):
    """Answer the three messages; each reply is checked for what it promises."""

    activity_id = "01.replies"
    title = "Monday's three messages"
    task = (
        "Choose the lines that you'd send to each of the three, as many as you like. Each reply is "
        "checked for what it promises."
    )
    save_label = "Save my replies"
    compare_label = "Compare with our replies"

    def controls(self) -> dict[str, Input]:
        """Return the lines to choose from, for each message."""
        return {
            one.key: Choices(
                label=f"{one.sender}: “{one.text}”",
                options=[[line.key, line.text] for line in one.lines],
                value=[],
                multiple=True,
            )
            for one in data.messages()
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the messages one under the other."""
        return stacked_form(*controls.values())

    def view(self, **replies: Sequence[str]) -> View:
        """Return what each reply does, and what it promises."""
        answered = [one for one in data.messages() if replies[one.key]]
        if not answered:
            return View(summary="No reply yet. Start with the message that you find easiest.")
        checks = [lamp for one in answered for lamp in check_reply(one, replies[one.key])]
        good = sum(true for _, true in checks)
        return View(
            summary=_summary(replies, all_good=good == len(checks)),
            checks=tuple(checks),
            says=tuple(said for one in answered for said in remarks(one, replies[one.key])),
        )

    def comparison(self, **replies: Sequence[str]) -> View:
        """Return our replies. Raises InputError until all three messages have one."""
        open_ones = [one.sender for one in data.messages() if not replies[one.key]]
        if open_ones:
            raise InputError(
                f"You haven't answered {join_words(open_ones)} yet.",
                "Choose at least one line for each message first.",
            )
        return View(
            summary="Here's what we'd send, and why.",
            says=tuple(f"{one.sender}: {one.why}" for one in data.messages()),
            table=Table(
                caption="Your replies and ours",
                columns=["To", "Yours", "Ours"],
                rows=[
                    [
                        one.sender,
                        " ".join(line.text for line in one.chosen(replies[one.key])),
                        " ".join(line.text for line in one.ours),
                    ]
                    for one in data.messages()
                ],
                source=SOURCE,
            ),
        )

    def document(self, **replies: Sequence[str]) -> Document:
        """Return the three replies."""
        return documents.monday_replies(data.messages(), replies)


def _summary(replies: Mapping[str, Sequence[str]], *, all_good: bool) -> str:
    left = [one.sender for one in data.messages() if not replies[one.key]]
    if left:
        return f"Still to answer: {join_words(left)}."
    if all_good:
        return "Three replies that you can stand behind. Save them, then compare them with ours."
    return "All three are answered. What do your replies promise?"
