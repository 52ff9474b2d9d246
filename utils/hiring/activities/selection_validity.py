"""What research supports: how well selection methods predict how people will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring import data
from utils.hiring.model.validity import successes_per_hundred, variance_explained
from utils.hiring.pictures import validity as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, radio_buttons, side_by_side
from utils.kit.tables import Table, source_line
from utils.kit.view import Prediction, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.kit.controls import Input

STUDY_LABELS = {pictures.STUDY_2022: "2022, revised", pictures.STUDY_1998: "1998"}


def _many(method: str, study: str = pictures.STUDY_2022) -> str:
    (found,) = (one for one in data.selection_methods() if one.key == method)
    return f"{successes_per_hundred(pictures.validity(found, study)):.0f}"


class SelectionValidity(Activity):
    """Choose a selection method, and see how many of a hundred people do well."""

    activity_id = "04.research"
    title = "What can a selection method know?"
    task = (
        "A method rates people, and you choose a hundred from its better half. How many of them "
        "end up in the better half of performance? Change the method, and then the study."
    )
    prediction = Prediction(
        "A structured interview is one of the best methods there is. Out of a hundred people "
        "chosen with it, how many do well? (A coin toss would give you fifty.)",
        (
            (
                "sixty",
                "About sixty-five",
                (
                    f"Close: it's {_many('structured')} in the newer study. That beats a "
                    "coin toss, and it's far "
                    "from certain."
                ),
            ),
            (
                "eighty",
                "About eighty",
                (
                    "No method that people use comes close to that. The newer study "
                    f"says {_many('structured')}."
                ),
            ),
            (
                "ninety-five",
                "About ninety-five",
                (
                    "A method that good would end all debate. The newer study says "
                    f"{_many('structured')}."
                ),
            ),
            (
                "fifty",
                "About fifty: it's a lottery",
                (
                    f"Not quite: it's {_many('structured')}. For an unstructured interview it's "
                    f"{_many('unstructured')}, which is close to a lottery."
                ),
            ),
        ),
        right=("sixty",),
    )

    def controls(self) -> dict[str, Input]:
        """Return method and study."""
        methods = [(one.key, one.label) for one in data.selection_methods()]
        return {
            "method": dropdown("Method", methods, "structured"),
            "study": radio_buttons("Study", STUDY_LABELS.items(), pictures.STUDY_2022),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return both side by side."""
        return side_by_side(*controls.values())

    def view(self, *, method: str, study: str) -> View:
        """Return how many of a hundred do well, and how uncertain that is."""
        methods = data.selection_methods()
        (chosen,) = (one for one in methods if one.key == method)
        value = pictures.validity(chosen, study)
        wide = ""
        if (
            chosen.interval_low is not None
            and chosen.interval_high is not None
            and study == pictures.STUDY_2022
        ):
            low, high = (
                successes_per_hundred(end) for end in (chosen.interval_low, chosen.interval_high)
            )
            wide = f" In 8 of 10 settings, {low:.0f} to {high:.0f} out of 100 do well."
        many = successes_per_hundred(value)
        return View(
            summary=(
                f"Validity {value:.2f}: out of 100 people chosen, {many:.0f} do well. It accounts "
                f"for {variance_explained(value):.0%} of the differences in performance.{wide}"
            ),
            picture=pictures.picture(methods, chosen, study, source=source_line("hiring_validity")),
            table=table(),
        )


def table() -> Table:
    """Return the validities of both studies."""
    return Table(
        caption="Validity, and what it means for 100 people chosen",
        columns=["Method", "1998", "2022", "Of 100, do well (1998)", "(2022)"],
        rows=[
            [
                one.label,
                f"{one.validity_1998:.2f}",
                f"{one.validity_2022:.2f}",
                f"{successes_per_hundred(one.validity_1998):.0f}",
                f"{successes_per_hundred(one.validity_2022):.0f}",
            ]
            for one in data.selection_methods()
        ],
        source=source_line("hiring_validity"),
    )
