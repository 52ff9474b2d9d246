"""A question that comes before the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.base import button, button_row
from utils.kit.controls import Choices, LiveRegion, VBox
from utils.kit.errors import InputError
from utils.kit.feedback import feedback_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from utils.kit.view import Prediction


class PredictionGate:
    """The prediction's choices and the button that locks one in.

    Parameters
    ----------
    prediction
        What is asked.
    on_locked
        Called with the key of the choice.
    catch_errors
        Wraps the button's callback; see `CourseWidget.catch_errors`.

    """

    def __init__(
        self,
        prediction: Prediction,
        on_locked: Callable[[str], None],
        catch_errors: Callable[..., Callable[..., None]],
    ) -> None:
        self.prediction = prediction
        self._on_locked = on_locked
        self.choices = Choices(
            label=prediction.question,
            setting=prediction.introduction,
            leads=True,
            options=[
                [key, text, prediction.details.get(key, "")] for key, text, _ in prediction.choices
            ],
        )
        lock = button("Lock in my prediction", catch_errors(self._on_lock_pressed), primary=True)
        self.box = VBox([self.choices, button_row(lock)])

    def _on_lock_pressed(self, *_: object) -> None:
        if not self.choices.answer:
            raise InputError(
                "You haven't chosen a prediction yet.",
                "Pick one. Even a guess makes the result easier to remember.",
            )
        self._on_locked(self.choices.answer)

    def build_feedback_region(self, choice: str) -> LiveRegion:
        """Return what was predicted, and what to say about it."""
        said, why = self.prediction.choice_text(choice), self.prediction.feedback(choice)
        before = f"{self.prediction.question} You predicted: “{said}”"
        region = LiveRegion(feedback_html(self.prediction.verdict(choice), why, before=before))
        region.add_class("tpo-feedback")
        return region
