"""The activities of the reliability and priority lab that deal with reliability and flow.

`ErrorBudget`, `FlowQueue`, `DeliveryMetrics`, `DebtPayback`, and `DecisionRecord`, which gathers
what the lab computed. Those on priority are in the backlog package.
"""

from utils.reliability.activities.dora import DeliveryMetrics
from utils.reliability.activities.flow import DebtPayback, FlowQueue
from utils.reliability.activities.record import DecisionRecord
from utils.reliability.activities.slo import ErrorBudget

__all__ = ["DebtPayback", "DecisionRecord", "DeliveryMetrics", "ErrorBudget", "FlowQueue"]
