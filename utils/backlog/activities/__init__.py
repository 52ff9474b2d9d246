"""The activities on the backlog, as notebooks call them.

`BacklogOrder`: an order of capabilities, and what it costs in delay (C2 in notebook 03).
"""

from utils.backlog.activities.order import BacklogOrder

__all__ = ["BacklogOrder"]
