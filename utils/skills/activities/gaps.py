"""S1: rate yourself, with evidence; get a plan of ninety days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls import Html
from utils.kit.controls.factory import (
    dropdown,
    dropdown_grid,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import plural
from utils.kit.tables import Table, source_line
from utils.kit.view import Document, View
from utils.skills import data, documents
from utils.skills.model.gaps import MAX_LEVEL, needs_evidence
from utils.skills.model.plan import NinetyDaySkillPlan, Skill, build_plan
from utils.skills.pictures import gaps as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input

LEVEL_OPTIONS = [(str(n), str(n)) for n in range(MAX_LEVEL + 1)]
OWN_LEVEL_COLUMN, TARGET_LEVEL_COLUMN = "own", "target"
EVIDENCE_HEADING_HTML = "<p><strong>Evidence: what could you show someone?</strong></p>"


class GapPlan(Activity):
    """Eleven skills, your level, a target that you may change."""

    activity_id = "02.s1"
    title = "Your gaps, ranked"
    task = (
        "0: new to me. 1: I follow when others explain. 2: I do it with help. 3: I do it alone. "
        "4: others ask me. Rate yourself. From level 2 on, write a sentence that shows it."
    )
    save_label = "Save my skill-gap plan"

    def controls(self) -> dict[str, Input]:
        """Return the kind of product, hours a week, both levels, and the evidence."""
        skills = data.skill_rows()
        levels = dropdown_grid(
            "Your level and the target",
            "Skill",
            [(key, row["label"]) for key, row in skills.items()],
            [(OWN_LEVEL_COLUMN, "You", "your level"), (TARGET_LEVEL_COLUMN, "Target", "target")],
            LEVEL_OPTIONS,
            check_label="To do",
        )
        levels.value = _with_preset_targets({}, "general")
        made = {
            "preset": dropdown(
                "Kind of product (sets the targets)", data.PRODUCT_PRESET_LABELS.items(), "general"
            ),
            "hours": number_slider("Hours a week", 4, 1, 20),
            "levels": levels,
        }
        for key, row in skills.items():
            made[f"evidence_{key}"] = text_field(row["label"], placeholder=row["looks_like"])
        return made

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return product and hours above the levels; evidence is under the picture."""
        return stacked(side_by_side(controls["preset"], controls["hours"]), controls["levels"])

    def extra_widgets(self) -> list[widgets.Widget]:
        """Return a field of evidence for each skill; it shows once its level asks for it."""
        self._evidence_heading = Html(EVIDENCE_HEADING_HTML)
        fields = [self.inputs[f"evidence_{key}"] for key in data.skill_rows()]
        return [self._evidence_heading, *fields]

    def reconcile(self, changed: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return values with the targets of the product that was just chosen."""
        if changed != "preset":
            return values
        return {**values, "levels": _with_preset_targets(values["levels"], values["preset"])}

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Ask for evidence where a level needs it."""
        skills = _skills_from_values(answers)
        controls["levels"].marks = {skill.key: _gap_or_evidence_mark(skill) for skill in skills}
        asked = [skill.key for skill in skills if needs_evidence(skill.level)]
        for key in data.skill_rows():
            controls[f"evidence_{key}"].hidden = key not in asked
        self._evidence_heading.hidden = not asked

    def view(self, **values: Any) -> View:
        """Return the gaps, ranked. Levels 0 to 4, hours a week."""
        skills = _skills_from_values(values)
        made = build_plan(skills, values["hours"])
        return View(
            summary=_summary_text(skills, made, rated=_is_any_skill_rated(values["levels"])),
            picture=pictures.picture(skills, made, source=source_line("skill_presets")),
            table=skill_gap_table(made),
        )

    def document(self, **values: Any) -> Document:
        """Return the skill-gap plan."""
        skills = _skills_from_values(values)
        return documents.build_skill_gap_plan_document(
            skills,
            build_plan(skills, values["hours"]),
            product=data.PRODUCT_PRESET_LABELS[values["preset"]],
            hours=values["hours"],
            steps={key: row["first_step"] for key, row in data.skill_rows().items()},
        )


def _with_preset_targets(levels: dict[str, str], preset: str) -> dict[str, str]:
    wanted = {
        f"{key}.{TARGET_LEVEL_COLUMN}": str(level)
        for key, level in data.target_levels(preset).items()
    }
    return {**levels, **wanted}


def _skills_from_values(values: dict[str, Any]) -> list[Skill]:
    levels, weights = values["levels"], data.skill_weights(values["preset"])
    return [
        Skill(
            key=key,
            label=row["label"],
            level=float(levels.get(f"{key}.{OWN_LEVEL_COLUMN}") or 0),
            target=float(levels.get(f"{key}.{TARGET_LEVEL_COLUMN}") or 0),
            weight=weights[key] or 1.0,  # a target of one's own for a skill without weight counts
            hours_per_level=row["hours_per_level"],
            evidence=values[f"evidence_{key}"],
        )
        for key, row in data.skill_rows().items()
    ]


def _gap_or_evidence_mark(skill: Skill) -> str:
    if skill.is_missing_evidence:
        return "✎ evidence?"
    return f"gap {skill.gap:g}" if skill.gap else ""


def _is_any_skill_rated(levels: dict[str, str]) -> bool:
    return any(levels.get(f"{key}.{OWN_LEVEL_COLUMN}") for key in data.skill_rows())


def _summary_text(skills: Sequence[Skill], plan: NinetyDaySkillPlan, *, rated: bool) -> str:
    if not rated:
        return (
            "You haven't rated yourself yet, so every level counts as 0. "
            "Start with the skill that you know best."
        )
    open_ones = sum(skill.is_missing_evidence for skill in skills)
    missing = f" {plural(open_ones, 'level')} without evidence yet." if open_ones else ""
    return f"{pictures.title(plan)}. All of it takes about {plan.weeks:.0f} weeks.{missing}"


def skill_gap_table(plan: NinetyDaySkillPlan) -> Table:
    """Return the gaps by priority, with hours and what ninety days give."""
    return Table(
        caption="Gaps by priority (gap × weight)",
        columns=["Rank", "Skill", "Gap", "Priority", "Hours", "Hours within 90 days"],
        rows=[
            [
                str(n),
                s.label,
                f"{s.gap:g}",
                f"{s.priority:g}",
                f"{s.hours:g}",
                f"{plan.planned_hours[s.key]:.0f}",
            ]
            for n, s in enumerate(plan.ranked_skills, start=1)
        ],
        source=source_line("skill_presets"),
    )
