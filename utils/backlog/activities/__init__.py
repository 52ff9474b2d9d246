"""The activities on the backlog, as notebooks call them.

S4 `BacklogPrioritization`, `RankStability` and `RiceScore` in the lab 02b; `BacklogOrder`, the
owner's view of C2, in notebook 03.
"""

from utils.backlog.activities.order import BacklogOrder
from utils.backlog.activities.prioritization import BacklogPrioritization, RankStability, RiceScore

__all__ = ["BacklogOrder", "BacklogPrioritization", "RankStability", "RiceScore"]
