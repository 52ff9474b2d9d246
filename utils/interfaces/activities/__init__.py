"""The activities of the interface lab, as the notebook calls them.

S2 `RequestsAndResponses` and `EventsAndCode` (card sorts), `ChangeChecker`, and
`CompatibilityPolicy`.
"""

from utils.interfaces.activities.change_checker import ChangeChecker
from utils.interfaces.activities.change_sort import EventsAndCode, RequestsAndResponses
from utils.interfaces.activities.policy import CompatibilityPolicy

__all__ = ["ChangeChecker", "CompatibilityPolicy", "EventsAndCode", "RequestsAndResponses"]
