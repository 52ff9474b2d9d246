"""The baseline beside the second test, without more being claimed than eight questions can show."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.capstone import collect
from utils.capstone.model.growth import by_guessing, growth, sure_and_wrong
from utils.capstone.pictures import growth as pictures
from utils.kit.base import CourseWidget, button, button_row, heading
from utils.kit.controls import Html, LiveRegion
from utils.kit.errors import InputError
from utils.kit.quiz import bank
from utils.kit.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.capstone.model.growth import Pair

TOPICS = {
    "technical": "What makes it technical",
    "measure": "What can be tested",
    "chain": "Services in a row",
    "change": "What breaks callers",
    "budget": "Error budget",
    "order": "Order of work",
    "dates": "Slack and dates",
    "average": "Averages and groups",
}
SOURCE = "Your own first answers, kept on this computer."


class BeforeAndAfter(CourseWidget):
    """Shows both tests side by side once the second is done."""

    activity_id = "06.growth"
    title = "Before and after"
    task = (
        "Your eight answers from the welcome beside the eight you gave just now: first attempts, "
        "and how sure you were."
    )

    def __init__(self) -> None:
        super().__init__()
        self._said, self._picture, self._more = LiveRegion(), Html(), Html()
        row = button_row(button("Show both", self.catch_errors(self._asked), primary=True))
        self.root.children = [
            heading(self.title, self.task), self.error, row, self._said, self._picture, self._more
        ]  # fmt: skip
        if self.progress.last(self.activity_id, "shown"):
            self.catch_errors(self._show)()

    def _asked(self, *_: object) -> None:
        self._show()
        self.record("shown")

    def _show(self) -> None:
        pairs = collect.pairs(self.progress)
        if not any(one.after is not None for one in pairs):
            raise InputError(
                "The second test is not answered yet.", "Answer the eight questions above first."
            )
        made = view(pairs)
        self._said.html = made.summary_html()
        self._picture.html = made.picture.html(live=True)
        self._more.html = told_html(self.progress)

    def printed_html(self) -> str:
        """Return title and task."""
        return f"<h4>{escape(self.title)}</h4><p>{escape(self.task)}</p>"

    def printed_text(self) -> str:
        """Return the same as plain text."""
        return f"{self.title}\n{self.task}"


def view(pairs: Sequence[Pair]) -> View:
    """Return both tests with what may be said of them."""
    return View(
        summary=f"{pictures.finding(pairs)}.",
        says=tuple(honest(pairs)),
        picture=pictures.picture(pairs, TOPICS, source=SOURCE),
    )


def honest(pairs: Sequence[Pair]) -> list[str]:
    """Return what eight questions can show, and what not."""
    made = growth(pairs)
    if not made.answered:
        return ["No topic was answered both times yet: here, and before in the welcome."]
    said = [f"Who guesses gets about {by_guessing(made.answered):.1g} of {made.answered} right."]
    if made.chance is None:
        said.append("No topic changed between the two.")
    else:
        said.append(
            f"{_topics(made.better)} better, {_topics(made.worse)} worse. Were each change a toss "
            f"of a coin, so many for the better or more would come in {made.chance:.0%} of cases."
        )
    wrong = sure_and_wrong(pairs)
    again = " These are worth reading again." if any(wrong) else ""
    said.append(f"Sure and not right: {wrong[0]} before, {wrong[1]} after.{again}")
    said.append(
        "Eight questions show a direction at best. They are no measure of mastery, and the second "
        "eight may simply have been easier for you."
    )
    return said


def _topics(many: int) -> str:
    return "1 topic got" if many == 1 else f"{many} topics got"


def told_html(progress: object) -> str:
    """Return what there is to say to each answer of the baseline, which was kept quiet then."""
    items = []
    for question in bank.question_group("00-welcome", "baseline"):
        event = next((e for e in progress.events(question.id) if e.what == "answered"), None)
        if event is None:
            continue
        given = [c for c in question.choices if c.key in event.result["choice"]]
        words = " ".join(f"You said: “{c.text}”. {c.feedback}" for c in given)
        items.append(f"<li><p><strong>{escape(question.stem)}</strong></p><p>{escape(words)}</p>"
                     f"<p>{escape(question.why)}</p></li>")  # fmt: skip
    if not items:
        return ""
    return (
        "<details><summary>What there is to say to your answers from the welcome</summary>"
        f"<ol>{''.join(items)}</ol></details>"
    )
