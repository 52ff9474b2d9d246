"""The activities on the backlog, as notebooks call them.

`BacklogPrioritization`, `RankStability`, `RiceScore`, and `MethodComparison` in the lab 02b;
`BacklogOrder`, the owner's view, in notebook 03.
"""

from utils.backlog.activities.methods import MethodComparison, RiceScore
from utils.backlog.activities.order import BacklogOrder
from utils.backlog.activities.prioritization import BacklogPrioritization, RankStability

__all__ = [
    "BacklogOrder",
    "BacklogPrioritization",
    "MethodComparison",
    "RankStability",
    "RiceScore",
]
