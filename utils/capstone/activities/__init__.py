"""The activities of the capstone, as the notebook calls them, in their order."""

from utils.capstone.activities.change import ChangePart
from utils.capstone.activities.charter import CharterPart
from utils.capstone.activities.finish import CapstonePortfolio
from utils.capstone.activities.gap import GapPart
from utils.capstone.activities.growth import BeforeAndAfter
from utils.capstone.activities.objective import ObjectivePart
from utils.capstone.activities.order import OrderPart
from utils.capstone.activities.owner import OwnerPart
from utils.capstone.activities.pay import PayPart
from utils.capstone.activities.people import PeoplePart
from utils.capstone.activities.review import ReviewBoard
from utils.capstone.activities.rubric import Rubric
from utils.capstone.activities.seat import Seat
from utils.capstone.activities.spec import SpecPart

__all__ = [
    "BeforeAndAfter",
    "CapstonePortfolio",
    "ChangePart",
    "CharterPart",
    "GapPart",
    "ObjectivePart",
    "OrderPart",
    "OwnerPart",
    "PayPart",
    "PeoplePart",
    "ReviewBoard",
    "Rubric",
    "Seat",
    "SpecPart",
]
