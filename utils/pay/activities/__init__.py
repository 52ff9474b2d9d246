"""The activities of the pay notebook, as the notebook calls them.

M0 `PayExplorer`, M1 `FiveNumbers`, M2 `LeadShare` and `LevelParadox`, M3 `TwoOffers`,
M4 `PathPlanner`.
"""

from utils.pay.activities.benchmark import PayExplorer
from utils.pay.activities.five_numbers import FiveNumbers
from utils.pay.activities.levels import LeadShare, LevelParadox
from utils.pay.activities.offers import TwoOffers
from utils.pay.activities.path import PathPlanner

__all__ = ["FiveNumbers", "LeadShare", "LevelParadox", "PathPlanner", "PayExplorer", "TwoOffers"]
