"""The activities of the role notebook, as the notebook calls them, in the order of the page.

`TaskSort`, `RefundSpec`, `PayoutSpec`, `ContractSpec`, `RequirementTrial`, `DependencyChain`,
`TailLatency`, `RoleCharter`, and `MondayReplies`; `refund_call()` and `six_calls()` are pictures
that the text uses.
"""

from utils.role.activities.charter import RoleCharter
from utils.role.activities.monday_replies import MondayReplies
from utils.role.activities.promise import DependencyChain, TailLatency
from utils.role.activities.spec import ContractSpec, PayoutSpec, RefundSpec
from utils.role.activities.task_sort import TaskSort
from utils.role.activities.trial import RequirementTrial
from utils.role.pictures.refund_call import picture as refund_call
from utils.role.pictures.six_calls import picture as six_calls

__all__ = [
    "ContractSpec",
    "DependencyChain",
    "MondayReplies",
    "PayoutSpec",
    "RefundSpec",
    "RequirementTrial",
    "RoleCharter",
    "TailLatency",
    "TaskSort",
    "refund_call",
    "six_calls",
]
