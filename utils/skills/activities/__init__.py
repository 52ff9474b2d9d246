"""The activities of the skills notebook, as the notebook calls them.

S0 `Listing` (a text) and `SqlQuery`; `SkillProfile`, where the title sits among occupations;
S1 `GapPlan`.
"""

from utils.kit.listing import Listing
from utils.skills.activities.gaps import GapPlan
from utils.skills.activities.profile import SkillProfile
from utils.skills.activities.query import SqlQuery

__all__ = ["GapPlan", "Listing", "SkillProfile", "SqlQuery"]
