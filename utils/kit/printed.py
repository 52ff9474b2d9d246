"""The printed form of an activity: the same for everybody, whatever the learner did."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from utils.kit.view import Prediction, View


class Printable(Protocol):
    """What an activity is printed from."""

    title: str
    task: str
    prediction: Prediction | None

    @property
    def first_view(self) -> View:
        """Return the view of the first answers."""


def activity_html(activity: Printable) -> str:
    """Return title, task, and the first picture or the question that comes before it."""
    start = f"<h3>{escape(activity.title)}</h3><p>{escape(activity.task)}</p>"
    prediction = activity.prediction
    if prediction is None:
        return start + activity.first_view.html()
    items = "".join(f"<li>{escape(text)}</li>" for _, text, _ in prediction.choices)
    return f"{start}<p><strong>{escape(prediction.prompt)}</strong></p><ul>{items}</ul>"


def activity_text(activity: Printable) -> str:
    """Return the same as plain text, with the first setting of every control."""
    start = f"{activity.title}\n{activity.task}"
    prediction = activity.prediction
    if prediction is None:
        return f"{start}\n{activity.first_view.text()}"
    items = "\n".join(f"- {text}" for _, text, _ in prediction.choices)
    return f"{start}\n{prediction.prompt}\n{items}"
