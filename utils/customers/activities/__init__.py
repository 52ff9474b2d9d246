"""The activities of the lab on customers and data.

`StuckFunnel`, `HelpfulError`, `DidItHelp`, `OldVersion`, `WhatIsItWorth`, `TheySayTheyDo`, and
`DecisionMemo`. `check_task` checks the results of the optional tasks in pandas, and
`waiting_keys()` is a picture that the text uses.
"""

from utils.customers.activities.claims import TheySayTheyDo
from utils.customers.activities.code_tasks import check_task
from utils.customers.activities.helped import DidItHelp
from utils.customers.activities.memo import DecisionMemo
from utils.customers.activities.message import HelpfulError
from utils.customers.activities.stuck import StuckFunnel
from utils.customers.activities.versions import OldVersion
from utils.customers.activities.worth import WhatIsItWorth
from utils.customers.pictures.waiting_keys import picture as waiting_keys

__all__ = [
    "DecisionMemo",
    "DidItHelp",
    "HelpfulError",
    "OldVersion",
    "StuckFunnel",
    "TheySayTheyDo",
    "WhatIsItWorth",
    "check_task",
    "waiting_keys",
]
