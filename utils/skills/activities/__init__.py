"""The activities of the skills notebook, as the notebook calls them.

S0 `Reading` (a text) and `QueryDesk`; `SkillProfile`, where the title sits among occupations;
S1 `GapPlan`.
"""

from utils.kit.reading import Reading
from utils.skills.activities.gaps import GapPlan
from utils.skills.activities.profile import SkillProfile
from utils.skills.activities.query import QueryDesk

__all__ = ["GapPlan", "QueryDesk", "Reading", "SkillProfile"]
