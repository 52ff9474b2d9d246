"""The activities of the hiring notebook, as the notebook calls them.

`Evidence` sorts facts about five products; `ProductRanking` and H1 `DecisionAid` say which product
needs an owner, `HiringAlternatives` what else helps; H2 `JobPosting`; `SelectionValidity` on how
well selection methods predict performance; H3 `Scorecard` and `OwnQuestions`.

`where_complexity_lies()` is a picture that the text uses.
"""

from utils.hiring.activities.alternatives import HiringAlternatives
from utils.hiring.activities.decision import DecisionAid
from utils.hiring.activities.evidence import Evidence
from utils.hiring.activities.own_questions import OwnQuestions
from utils.hiring.activities.posting import JobPosting
from utils.hiring.activities.product_ranking import ProductRanking
from utils.hiring.activities.scorecard import Scorecard
from utils.hiring.activities.selection_validity import SelectionValidity
from utils.hiring.pictures.complexity import picture as where_complexity_lies

__all__ = [
    "DecisionAid",
    "Evidence",
    "HiringAlternatives",
    "JobPosting",
    "OwnQuestions",
    "ProductRanking",
    "Scorecard",
    "SelectionValidity",
    "where_complexity_lies",
]
