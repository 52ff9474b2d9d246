"""Messages to answer: choose the lines of each reply, see what it promises, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls import Choices
from utils.kit.controls.factory import stacked_form
from utils.kit.english import join_words
from utils.kit.errors import InputError
from utils.kit.portfolio import NOT_WRITTEN_MARKDOWN, join_paragraphs
from utils.kit.replies.messages import build_reply_checks, explain_unfit_lines
from utils.kit.tables import Table
from utils.kit.view import Document, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.kit.replies.messages import Message

SOURCE_TEXT = "Invented messages. Which lines fit is our opinion: another reply may do as well."


class Replies(Activity):
    """Answer messages; each reply is checked for what it promises.

    A subclass gives `activity_id`, `title`, `task`, `messages()`, and of the document its name,
    title, and first paragraph.
    """

    save_label = "Save my replies"
    compare_label = "Compare with our replies"
    document_name = ""
    document_title = ""
    document_opening = ""  # Markdown

    def messages(self) -> Sequence[Message]:
        """Return the messages to answer, each with its lines."""
        raise NotImplementedError

    def controls(self) -> dict[str, Input]:
        """Return the lines to choose from, for each message."""
        return {
            one.key: Choices(
                label=f"{one.sender}: “{one.text}”",
                options=[[line.key, line.text] for line in one.lines],
                value=[],
                multiple=True,
            )
            for one in self.messages()
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the messages one under the other."""
        return stacked_form(*controls.values())

    def view(self, **replies: Sequence[str]) -> View:
        """Return what each reply does, and what it promises."""
        answered = [one for one in self.messages() if replies[one.key]]
        if not answered:
            return View(summary="No reply yet. Start with the message that you find easiest.")
        checks = [lamp for one in answered for lamp in build_reply_checks(one, replies[one.key])]
        good = sum(true for _, true in checks)
        return View(
            summary=self._summary_text(replies, all_good=good == len(checks)),
            checks=tuple(checks),
            says=tuple(
                said for one in answered for said in explain_unfit_lines(one, replies[one.key])
            ),
        )

    def comparison(self, **replies: Sequence[str]) -> View:
        """Return our replies. Raises InputError until all messages have a reply."""
        open_ones = self._unanswered_senders(replies)
        if open_ones:
            raise InputError(
                f"You haven't answered {join_words(open_ones)} yet.",
                "Choose at least one line for each message first.",
            )
        return View(
            summary="Here's what we'd send, and why.",
            says=tuple(f"{one.sender}: {one.why}" for one in self.messages()),
            table=Table(
                caption="Your replies and ours",
                columns=["To", "Yours", "Ours"],
                rows=[
                    [
                        one.sender,
                        " ".join(line.text for line in one.chosen_lines(replies[one.key])),
                        " ".join(line.text for line in one.recommended_lines),
                    ]
                    for one in self.messages()
                ],
                source=SOURCE_TEXT,
            ),
        )

    def document(self, **replies: Sequence[str]) -> Document:
        """Return the replies, as far as they are chosen."""
        parts = [self.document_opening]
        for one in self.messages():
            chosen = " ".join(line.text for line in one.chosen_lines(replies.get(one.key, ())))
            parts += [f"## To {one.sender}", f"> {one.text}", chosen or NOT_WRITTEN_MARKDOWN]
        return Document(self.document_name, self.document_title, join_paragraphs(parts))

    def _unanswered_senders(self, replies: Mapping[str, Sequence[str]]) -> list[str]:
        return [one.sender for one in self.messages() if not replies[one.key]]

    def _summary_text(self, replies: Mapping[str, Sequence[str]], *, all_good: bool) -> str:
        left = self._unanswered_senders(replies)
        if left:
            return f"Still to answer: {join_words(left)}."
        if all_good:
            return "Replies that you can stand behind. Save them, then compare them with ours."
        return "Every message has a reply. What do your replies promise?"
