"""The activities of the lab on customers and data.

`StuckFunnel`, `HelpfulError`, `DidItHelp`, `OldVersion`, `WhatIsItWorth`, `TheySayTheyDo`, and
`DecisionMemo`. `check_task` checks the results of the optional tasks in pandas.
"""

from utils.customers.activities.claims import TheySayTheyDo
from utils.customers.activities.code_tasks import check_task
from utils.customers.activities.helped import DidItHelp
from utils.customers.activities.memo import DecisionMemo
from utils.customers.activities.message import HelpfulError
from utils.customers.activities.stuck import StuckFunnel
from utils.customers.activities.versions import OldVersion
from utils.customers.activities.worth import WhatIsItWorth

__all__ = [
    "DecisionMemo",
    "DidItHelp",
    "HelpfulError",
    "OldVersion",
    "StuckFunnel",
    "TheySayTheyDo",
    "WhatIsItWorth",
    "check_task",
]
