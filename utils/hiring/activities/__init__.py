"""The activities of the hiring notebook, as the notebook calls them.

`Evidence` sorts facts about five products; H1 `DecisionAid` and `OtherWays`, H2 `JobPosting`,
`Foresight` on what research supports, H3 `Scorecard`.
"""

from utils.hiring.activities.decision import DecisionAid
from utils.hiring.activities.evidence import Evidence
from utils.hiring.activities.foresight import Foresight
from utils.hiring.activities.posting import JobPosting
from utils.hiring.activities.scorecard import Scorecard
from utils.hiring.activities.ways import OtherWays

__all__ = ["DecisionAid", "Evidence", "Foresight", "JobPosting", "OtherWays", "Scorecard"]
