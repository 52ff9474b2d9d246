"""The activities on the backlog, as notebooks call them.

S4 `BacklogDesk`, `RankStability` and `TwoRatios` in the lab 02b; `BacklogOrder`, the owner's view
of C2, in notebook 03.
"""

from utils.backlog.activities.desk import BacklogDesk, RankStability, TwoRatios
from utils.backlog.activities.order import BacklogOrder

__all__ = ["BacklogDesk", "BacklogOrder", "RankStability", "TwoRatios"]
