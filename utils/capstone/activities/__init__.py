"""The activities of the capstone, as the notebook calls them, in their order.

`nine_parts()` is a picture that the text uses.
"""

from utils.capstone.activities.before_and_after import BeforeAndAfter
from utils.capstone.activities.letter import Letter
from utils.capstone.activities.letter_answers import LetterAnswers
from utils.capstone.activities.portfolio import CapstonePortfolio
from utils.capstone.activities.review_board import ReviewBoard
from utils.capstone.activities.rubric import Rubric
from utils.capstone.activities.seat import Seat
from utils.capstone.activities.twelve_weeks import TwelveWeeks
from utils.capstone.activities.what_if import WhatIf
from utils.capstone.parts.change import ChangePart
from utils.capstone.parts.charter import CharterPart
from utils.capstone.parts.gap import GapPart
from utils.capstone.parts.objective import ObjectivePart
from utils.capstone.parts.order import OrderPart
from utils.capstone.parts.owner import OwnerPart
from utils.capstone.parts.pay import PayPart
from utils.capstone.parts.people import PeoplePart
from utils.capstone.parts.spec import SpecPart
from utils.capstone.pictures.parts import picture as nine_parts

__all__ = [
    "BeforeAndAfter",
    "CapstonePortfolio",
    "ChangePart",
    "CharterPart",
    "GapPart",
    "Letter",
    "LetterAnswers",
    "ObjectivePart",
    "OrderPart",
    "OwnerPart",
    "PayPart",
    "PeoplePart",
    "ReviewBoard",
    "Rubric",
    "Seat",
    "SpecPart",
    "TwelveWeeks",
    "WhatIf",
    "nine_parts",
]
