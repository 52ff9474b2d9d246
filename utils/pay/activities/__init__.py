"""The activities of the pay notebook, as the notebook calls them.

M0 `PayExplorer`, M1 `FiveNumbers`, M2 `LeadShare` and `LevelParadox`, M3 `TwoOffers`,
M4 `PathPlanner`.

`people_in_a_range()` is a picture that the text uses.
"""

from utils.pay.activities.benchmark import PayExplorer
from utils.pay.activities.five_numbers import FiveNumbers
from utils.pay.activities.levels import LeadShare, LevelParadox
from utils.pay.activities.offers import TwoOffers
from utils.pay.activities.path import PathPlanner
from utils.pay.pictures.people import picture as people_in_a_range

__all__ = [
    "FiveNumbers",
    "LeadShare",
    "LevelParadox",
    "PathPlanner",
    "PayExplorer",
    "TwoOffers",
    "people_in_a_range",
]
