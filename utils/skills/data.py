"""Skills, presets and ratings, as the tables have them."""

from __future__ import annotations

from utils.kit.tables import read_rows
from utils.skills.model.profile import OccupationElement

PRODUCT_PRESET_LABELS = {
    "general": "General",
    "platform": "Platform",
    "api": "API",
    "data_ml": "Data and ML",
    "developer_tools": "Developer tools",
    "engine": "Specialized engine",
}


def skill_rows() -> dict[str, dict]:
    """Return label, what a level looks like, first step and hours per level, by skill."""
    return {row["skill"]: row for row in read_rows("skills")}


def target_levels(preset: str) -> dict[str, int]:
    """Return the target of each skill for one kind of product."""
    return {
        row["skill"]: row["target"] for row in read_rows("skill_presets") if row["preset"] == preset
    }


def skill_weights(preset: str) -> dict[str, float]:
    """Return the weight of each skill for one kind of product."""
    return {
        row["skill"]: row["weight"] for row in read_rows("skill_presets") if row["preset"] == preset
    }


def occupation_titles() -> dict[str, str]:
    """Return the rated occupations, O*NET code to short title."""
    return {row["onet_soc_code"]: row["occupation"] for row in read_rows("onet_importance")}


def occupation_elements() -> list[OccupationElement]:
    """Return the skills and knowledge areas with their importance in each occupation."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in read_rows("onet_importance"):
        place = found.setdefault((row["element"], row["domain"]), {})
        place[row["onet_soc_code"]] = row["importance"]
    return [OccupationElement(name, domain, values) for (name, domain), values in found.items()]
