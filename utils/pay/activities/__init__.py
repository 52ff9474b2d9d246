"""The activities of the pay notebook, as the notebook calls them.

M0 `PayExplorer`, M1 `FiveNumbers`, M2 `LeadShare` and `LevelParadox`, M3 `TwoOffers`,
M4 `PathPlanner`, M5 `OfferBand`, M6 `TwoPeopleOneBand`.

`people_in_a_range()` and `places_and_people()` are pictures that the text uses.
"""

from utils.pay.activities.band import OfferBand
from utils.pay.activities.benchmark import PayExplorer
from utils.pay.activities.fairness import TwoPeopleOneBand
from utils.pay.activities.five_numbers import FiveNumbers
from utils.pay.activities.levels import LeadShare, LevelParadox
from utils.pay.activities.offers import TwoOffers
from utils.pay.activities.path import PathPlanner
from utils.pay.pictures.people import picture as people_in_a_range
from utils.pay.pictures.spread import picture as places_and_people

__all__ = [
    "FiveNumbers",
    "LeadShare",
    "LevelParadox",
    "OfferBand",
    "PathPlanner",
    "PayExplorer",
    "TwoOffers",
    "TwoPeopleOneBand",
    "people_in_a_range",
    "places_and_people",
]
