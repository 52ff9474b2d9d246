"""What research supports: how well selection methods predict how people will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.hiring import data
from utils.hiring.model.validity import successes_per_hundred, variance_explained
from utils.hiring.pictures import validity as pictures
from utils.kit.activity import Activity
from utils.kit.controls.factory import dropdown, number_slider, radio_buttons, side_by_side
from utils.kit.tables import Table, source_line
from utils.kit.view import Prediction, View

if TYPE_CHECKING:
    import ipywidgets as widgets

    from utils.hiring.model.validity import SelectionMethod
    from utils.kit.controls import Input

STUDY_LABELS = {pictures.STUDY_2022: "2022, revised", pictures.STUDY_1998: "1998"}
# One of two is the better half of all applicants.
TWO_APPLICANTS_PER_HIRE, TEN_APPLICANTS_PER_HIRE = 2, 10


def _success_count_text(method_key: str, applicants_per_hire: int = TWO_APPLICANTS_PER_HIRE) -> str:
    (found,) = (one for one in data.selection_methods() if one.key == method_key)
    return f"{successes_per_hundred(found.validity_2022, applicants_per_hire):.0f}"


class SelectionValidity(Activity):
    """Choose a method and how many applicants there are for a job: how many people do well?"""

    activity_id = "04.research"
    title = "What can a selection method know?"
    task = (
        "A method rates all applicants, and you take the best-rated ones. How many of them end up "
        "in the better half of performance? Change the method, how many apply for each job, and "
        "then the study."
    )
    prediction = Prediction(
        "A structured interview is one of the best methods there is. You take the better half of "
        "all applicants. Out of a hundred people chosen that way, how many do well? (A coin toss "
        "would give you fifty.)",
        (
            (
                "sixty",
                "About sixty-five",
                (
                    f"Close: it's {_success_count_text('structured')} in the newer study. That "
                    "beats a coin toss, and it's far from certain. What if you take only one "
                    "applicant in ten?"
                ),
            ),
            (
                "eighty",
                "About eighty",
                (
                    f"If you take the better half, it's {_success_count_text('structured')}. "
                    f"You'd get {_success_count_text('structured', TEN_APPLICANTS_PER_HIRE)} if "
                    "you took only one applicant in ten. Why does that help so much?"
                ),
            ),
            (
                "ninety-five",
                "About ninety-five",
                (
                    "A method that good would end all debate. The newer study says "
                    f"{_success_count_text('structured')} for the better half, and "
                    f"{_success_count_text('structured', TEN_APPLICANTS_PER_HIRE)} for one in ten. "
                    "What else matters?"
                ),
            ),
            (
                "fifty",
                "About fifty: it's a lottery",
                (
                    f"Not quite: it's {_success_count_text('structured')}. For an unstructured "
                    f"interview it's {_success_count_text('unstructured')}, close to a lottery. "
                    "What does structure add?"
                ),
            ),
        ),
        right=("sixty",),
    )

    def controls(self) -> dict[str, Input]:
        """Return method, how many apply for each job, and study."""
        methods = [(one.key, one.label) for one in data.selection_methods()]
        return {
            "method": dropdown("Method", methods, "structured"),
            "one_of": number_slider(
                "I take 1 of", TWO_APPLICANTS_PER_HIRE, 1, 50, suffix=" applicants"
            ),
            "study": radio_buttons("Study", STUDY_LABELS.items(), pictures.STUDY_2022),
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return all three side by side."""
        return side_by_side(*controls.values())

    def view(self, *, method: str, one_of: float, study: str) -> View:
        """Return how many of a hundred do well, and how uncertain that is."""
        methods = data.selection_methods()
        (chosen,) = (one for one in methods if one.key == method)
        value = pictures.validity_in_study(chosen, study)
        many = successes_per_hundred(value, one_of)
        return View(
            summary=(
                f"Validity {value:.2f}, and you take {hired_share_text(one_of)}: out of 100 people "
                f"chosen that way, {many:.0f} do well. The method accounts for "
                f"{variance_explained(value):.0%} of the differences in performance."
                f"{_success_interval_text(chosen, study, one_of)}"
            ),
            says=_no_selection_notes(one_of),
            picture=pictures.picture(
                methods, chosen, study, one_of, source=source_line("hiring_validity")
            ),
            table=validity_and_success_table(one_of),
        )


def hired_share_text(applicants_per_hire: float) -> str:
    """Return in words which applicants are taken."""
    if applicants_per_hire == 1:
        return "everyone who applies"
    if applicants_per_hire == TWO_APPLICANTS_PER_HIRE:
        return "1 of 2, the better half"
    return f"1 of {applicants_per_hire:g}"


def _success_interval_text(method: SelectionMethod, study: str, applicants_per_hire: float) -> str:
    low, high = method.interval_low, method.interval_high
    if low is None or high is None or study != pictures.STUDY_2022:
        return ""
    ends = [successes_per_hundred(end, applicants_per_hire) for end in (low, high)]
    return f" In 8 of 10 settings, {ends[0]:.0f} to {ends[1]:.0f} out of 100 do well."


def _no_selection_notes(applicants_per_hire: float) -> tuple[str, ...]:
    if applicants_per_hire != 1:
        return ()
    return ("If you take everyone, the method decides nothing, however good it is.",)


def validity_and_success_table(applicants_per_hire: float = TWO_APPLICANTS_PER_HIRE) -> Table:
    """Return the validities of both studies, and what they mean for people chosen 1 of N."""
    return Table(
        caption=f"Validity, and how many of 100 do well if you take 1 of {applicants_per_hire:g}",
        columns=["Method", "1998", "2022", "Do well (1998)", "Do well (2022)"],
        rows=[
            [
                one.label,
                f"{one.validity_1998:.2f}",
                f"{one.validity_2022:.2f}",
                f"{successes_per_hundred(one.validity_1998, applicants_per_hire):.0f}",
                f"{successes_per_hundred(one.validity_2022, applicants_per_hire):.0f}",
            ]
            for one in data.selection_methods()
        ],
        source=source_line("hiring_validity"),
    )
