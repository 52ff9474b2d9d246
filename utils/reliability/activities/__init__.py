"""The activities of the reliability and priority lab that deal with reliability and flow.

`ErrorBudget`, `FlowQueue`, `DeliveryMetrics`, `DebtPayback`, and `DecisionRecord`, which gathers
what the lab computed. Those on priority are in the backlog package.

`budget_of_a_month()` and `work_with_a_limit()` are pictures that the text uses.
"""

from utils.reliability.activities.decision_record import DecisionRecord
from utils.reliability.activities.dora import DeliveryMetrics
from utils.reliability.activities.flow import DebtPayback, FlowQueue
from utils.reliability.activities.slo import ErrorBudget
from utils.reliability.pictures.budget_month import picture as budget_of_a_month
from utils.reliability.pictures.wip_limit import picture as work_with_a_limit

__all__ = [
    "DebtPayback",
    "DecisionRecord",
    "DeliveryMetrics",
    "ErrorBudget",
    "FlowQueue",
    "budget_of_a_month",
    "work_with_a_limit",
]
