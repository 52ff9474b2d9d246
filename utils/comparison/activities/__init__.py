"""The activities of the comparison notebook, as the notebook calls them.

`RoleEvidence`, from which the comparison table of four roles is built, C1 `Responsibilities`, C2
`Rollout` and `WhoDecides`, C3 `TitleDecoder`, and `MeetingReplies`.

`four_roles()` is a picture that the text uses.
"""

from utils.comparison.activities.decision_rights import WhoDecides
from utils.comparison.activities.evidence import RoleEvidence
from utils.comparison.activities.raci import Responsibilities
from utils.comparison.activities.replies import MeetingReplies
from utils.comparison.activities.rollout import Rollout
from utils.comparison.activities.titles import TitleDecoder
from utils.comparison.pictures.four_roles import picture as four_roles

__all__ = [
    "MeetingReplies",
    "Responsibilities",
    "RoleEvidence",
    "Rollout",
    "TitleDecoder",
    "WhoDecides",
    "four_roles",
]
