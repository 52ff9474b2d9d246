"""The activities of the interface lab, as the notebook calls them.

S2 `RequestsAndResponses` and `EventsAndCode` (card sorts), `ChangeChecker`, `CompatibilityPolicy`,
and `FridayReplies`.

`two_directions()` is a picture that the text uses.
"""

from utils.interfaces.activities.change_checker import ChangeChecker
from utils.interfaces.activities.change_sort import EventsAndCode, RequestsAndResponses
from utils.interfaces.activities.policy import CompatibilityPolicy
from utils.interfaces.activities.replies import FridayReplies
from utils.interfaces.pictures.directions import picture as two_directions

__all__ = [
    "ChangeChecker",
    "CompatibilityPolicy",
    "EventsAndCode",
    "FridayReplies",
    "RequestsAndResponses",
    "two_directions",
]
