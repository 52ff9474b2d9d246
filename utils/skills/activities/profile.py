"""Where the title belongs: what sets neighboring occupations apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import checkboxes, number_slider, stacked
from utils.kit.tables import Table, source_line
from utils.kit.view import Prediction, View
from utils.skills import data
from utils.skills.model.profile import most_different_elements, most_similar_element
from utils.skills.pictures import profile as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

DEFAULT_OCCUPATION_CODES = ("15-1251.00", "15-1211.00", "15-1299.09")
STAND_IN_NOTE_TEXT = (
    "No title in O*NET 29.3 (May 2025) contains “product owner.” Software developers and project "
    "management specialists have no ratings: programmers, web developers, and IT project managers "
    "stand in for them."
)
IMPORTANCE_NOTE_TEXT = (
    "Importance says how much a skill matters in an occupation, not how good you have to be at it. "
    "Analysts rated the skills; people in the job or experts rated the knowledge. The ratings "
    "come from several years."
)


class SkillProfile(Activity):
    """See what sets developers, analysts and IT project managers apart."""

    activity_id = "02.profile"
    title = "Where the title belongs"
    task = (
        "A technical product owner works between these occupations. What sets them apart, and what "
        "matters almost equally to all of them? Tick two or more."
    )
    prediction = Prediction(
        "O*NET rates how much a skill matters in an occupation, from 0 to 100. Take computer "
        "programmers, systems analysts, and IT project managers. Which of these matters almost "
        "equally to all three?",
        (
            (
                "programming",
                "Programming, because all three build software",
                (
                    "All three work on software, so it sounds right. But whose day would change "
                    "least if they couldn't program? Look at the first row."
                ),
            ),
            (
                "coordination",
                "Coordination, because none of the three works alone",
                (
                    "None of them works alone, that's true. But for one of the three, coordination "
                    "is the job itself. For which one?"
                ),
            ),
            (
                "critical",
                "Critical thinking, because all three weigh arguments",
                (
                    "Yes. It's the row in which the three marks almost meet. Who is closest to you "
                    "in the rows above it?"
                ),
            ),
            (
                "computers",
                "Knowledge of computers, because it's the subject of all three",
                (
                    "It matters a lot to all three, so you're close. But “a lot” isn't “equally.” "
                    "Which row has its three marks even closer together?"
                ),
            ),
        ),
        right=("critical",),
        close=("computers",),
    )

    def controls(self) -> dict[str, Input]:
        """Return the occupations, and how many rows are shown."""
        occupations = checkboxes(
            "Occupations", data.occupation_titles().items(), DEFAULT_OCCUPATION_CODES
        )
        occupations.add_class("tpo-three")
        return {"occupations": occupations, "rows": number_slider("Rows shown", 10, 5, 22)}

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the occupations above the number of rows."""
        return stacked(*controls.values())

    def view(self, *, occupations: Sequence[str], rows: float) -> View:
        """Return what sets these occupations apart. Importance from 0 to 100."""
        title_by_code = data.occupation_titles()
        occupation_codes = [code for code in title_by_code if code in occupations]
        elements = most_different_elements(data.occupation_elements(), occupation_codes, int(rows))
        most_similar = most_similar_element(data.occupation_elements(), occupation_codes)
        elements = tuple(one for one in elements if one != most_similar)
        return View(
            summary=(
                f"{pictures.title(elements, occupation_codes, title_by_code)}. "
                f"Most alike: {most_similar.name}, "
                f"{most_similar.importance_range(occupation_codes):.0f} points apart."
            ),
            picture=pictures.picture(
                elements,
                most_similar,
                occupation_codes,
                title_by_code,
                source=source_line("onet_importance"),
            ),
            table=_importance_table(occupation_codes, title_by_code),
            notes=(STAND_IN_NOTE_TEXT, IMPORTANCE_NOTE_TEXT),
        )


def _importance_table(occupation_codes: Sequence[str], title_by_code: dict[str, str]) -> Table:
    return Table(
        caption="Importance from 0 to 100, all elements",
        columns=["Skill or knowledge", *(title_by_code[code] for code in occupation_codes)],
        rows=[
            [one.name, *(f"{one.importance[code]:.1f}" for code in occupation_codes)]
            for one in data.occupation_elements()
        ],
        source=source_line("onet_importance"),
    )
