"""The activities of the interface lab, as the notebook calls them.

S2 `RequestsAndResponses` and `EventsAndCode` (the change court), `OwnChange` (the checker), and
`CompatibilityPolicy`.
"""

from utils.interfaces.activities.court import EventsAndCode, RequestsAndResponses
from utils.interfaces.activities.own import OwnChange
from utils.interfaces.activities.policy import CompatibilityPolicy

__all__ = ["CompatibilityPolicy", "EventsAndCode", "OwnChange", "RequestsAndResponses"]
