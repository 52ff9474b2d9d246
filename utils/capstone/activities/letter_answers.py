"""Who reads the letter: the board holds it against the plan, and five people answer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.capstone.activities.review_board import findings_html
from utils.capstone.data import chosen_brief
from utils.capstone.letter import letter_findings, letter_text
from utils.capstone.page import ACTIVITY_REGISTRY
from utils.capstone.reactions import collect_reactions, rules_table
from utils.capstone.work import read_work
from utils.kit import printed
from utils.kit.base import CourseWidget, button, button_row
from utils.kit.controls import Html, LiveRegion
from utils.kit.english import plural
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.capstone.model.findings import Finding
    from utils.capstone.reactions import Reaction

BOARD_ACTIVITY_ID, SENT_EVENT = "06.answers.board", "shown"  # a place in the log, and an event
STALE_NOTE_HTML = (
    "<p>You've changed your letter since then. Ask the board again, or send it again.</p>"
)
ANSWER_RULES_TITLE = "The rules: who answers what, and when"


class LetterAnswers(CourseWidget):
    """Ask the board about the letter, then send it and read the answers."""

    activity_id = "06.answers"
    title = "Who reads your letter"
    task = (
        "First ask the board. It compares your letter with your nine parts and the brief, and each "
        "finding links to the place where you can fix it. Then send the letter. Three partners, "
        "Sales, and the director answer, and what they answer depends on what you promise."
    )

    def __init__(self) -> None:
        super().__init__()
        self._findings, self._reactions, self._stale = LiveRegion(), LiveRegion(), LiveRegion()
        self._stale.add_class("tpo-stale-note")
        self._read = ""  # the letter that is on show
        buttons = button_row(
            button("Ask the board", self.catch_errors(self._show_board_remarks)),
            button("Send the letter", self.catch_errors(self._send_letter), primary=True),
        )
        rules = Html(printed.collapsible_html(ANSWER_RULES_TITLE, rules_table().html()))
        self.root.children = [
            self.build_heading(), self.error, buttons, self._stale, self._findings, self._reactions,
            rules,
        ]  # fmt: skip
        self._restore_answers()
        self.follow_log(self._update_stale_note)

    @property
    def findings_html(self) -> str:
        """What the board says about the letter, empty until it is asked."""
        return self._findings.html

    @property
    def answers_html(self) -> str:
        """What the five answer, empty until the letter is sent."""
        return self._reactions.html

    @property
    def stale(self) -> bool:
        """Whether what is on show is about an earlier letter."""
        return bool(self._stale.html)

    def _restore_answers(self) -> None:
        sent = SENT_EVENT in self.progress.event_kinds(self.activity_id)
        asked = sent or SENT_EVENT in self.progress.event_kinds(BOARD_ACTIVITY_ID)
        if asked and letter_text(self.progress).strip():
            self.catch_errors(lambda: self._show_answers(sent=sent))()

    def _show_board_remarks(self, *_: object) -> None:
        self._require_letter()
        self.record(SENT_EVENT, BOARD_ACTIVITY_ID)
        self._show_answers(sent=bool(self._reactions.html))

    def _send_letter(self, *_: object) -> None:
        self._require_letter()
        self.record(SENT_EVENT)
        self._show_answers(sent=True)

    def _require_letter(self) -> None:
        """Log what was typed last. Raises InputError where there's no letter."""
        ACTIVITY_REGISTRY.flush_all()
        if not letter_text(self.progress).strip():
            raise InputError("There's no letter yet.", "Write one above, then ask again.")

    def _show_answers(self, *, sent: bool) -> None:
        text, work = letter_text(self.progress), read_work(self.progress)
        brief = chosen_brief(self.progress)
        self._findings.html = board_remarks_html(letter_findings(text, work, brief))
        self._reactions.html = reactions_html(collect_reactions(text, work, brief)) if sent else ""
        self._read, self._stale.html = text, ""

    def _update_stale_note(self) -> None:
        """Say that the letter has changed since it was read."""
        if self._findings.html and letter_text(self.progress) != self._read:
            self._stale.html = STALE_NOTE_HTML
        else:
            self._stale.html = ""

    def printed_html(self) -> str:
        """Return title, task, and the rules."""
        return printed.heading_html(self.title, self.task) + printed.collapsible_html(
            ANSWER_RULES_TITLE, rules_table().html()
        )

    def printed_text(self) -> str:
        """Return title and task as plain text."""
        return f"{self.title}\n{self.task}"


def board_remarks_html(findings: Sequence[Finding]) -> str:
    """Return what the board says about a letter."""
    if not findings:
        return "<p><strong>The board has no objections to your letter.</strong></p>"
    summary = f"The board has {plural(len(findings), 'remark')} on your letter."
    return f"<p><strong>{summary}</strong></p>{findings_html(findings)}"


def reactions_html(reactions: Sequence[Reaction]) -> str:
    """Return what each of the five answers."""
    items = "".join(f"<dt>{escape(one.who)}</dt><dd>{escape(one.says)}</dd>" for one in reactions)
    return f'<h4>Their answers</h4><dl class="tpo-answers">{items}</dl>'
