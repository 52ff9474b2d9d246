"""The activities of the role notebook, as the notebook calls them.

R1 `TaskSort`, R2 `RefundSpec`, `PayoutSpec` and `ContractSpec`, R3 `Chain` and `Tail`, and
`RoleCharter`.
"""

from utils.role.activities.charter import RoleCharter
from utils.role.activities.promise import DependencyChain, TailLatency
from utils.role.activities.spec import ContractSpec, PayoutSpec, RefundSpec
from utils.role.activities.tasks import TaskSort
from utils.role.activities.trial import RequirementTrial

__all__ = [
    "ContractSpec",
    "DependencyChain",
    "PayoutSpec",
    "RefundSpec",
    "RequirementTrial",
    "RoleCharter",
    "TailLatency",
    "TaskSort",
]
