"""The activities of the skills notebook, as the notebook calls them.

S0 `Listing` (a text) and `SqlQuery`; `SkillProfile`, where the title belongs among occupations;
S1 `GapPlan`.

`target_levels()` is a picture that the text uses.
"""

from utils.kit.listing import Listing
from utils.skills.activities.gaps import GapPlan
from utils.skills.activities.profile import SkillProfile
from utils.skills.activities.query import SqlQuery
from utils.skills.pictures.products import picture as target_levels

__all__ = [
    "GapPlan",
    "Listing",
    "SkillProfile",
    "SqlQuery",
    "target_levels",
]
