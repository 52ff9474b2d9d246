"""The activities of the role notebook, as the notebook calls them.

R1 `TaskSort`, R2 `RefundSpec`, `PayoutSpec` and `ContractSpec`, R3 `Chain` and `Tail`, and
`RoleCharter`.

`refund_call()` and `six_calls()` are pictures that the text uses.
"""

from utils.role.activities.charter import RoleCharter
from utils.role.activities.promise import DependencyChain, TailLatency
from utils.role.activities.spec import ContractSpec, PayoutSpec, RefundSpec
from utils.role.activities.tasks import TaskSort
from utils.role.pictures.refund_call import picture as refund_call
from utils.role.pictures.six_calls import picture as six_calls

__all__ = [
    "ContractSpec",
    "DependencyChain",
    "PayoutSpec",
    "RefundSpec",
    "RoleCharter",
    "TailLatency",
    "TaskSort",
    "refund_call",
    "six_calls",
]
