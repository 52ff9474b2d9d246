"""The activities of the reliability and priority lab that deal with reliability and flow.

S3 `SloDesk`; S5 `FlowQueue`, `DeliveryMetrics` and `DebtPayback`; `DecisionRecord`, which gathers
what the lab computed. S4 is in the backlog room.
"""

from utils.reliability.activities.dora import DeliveryMetrics
from utils.reliability.activities.flow import DebtPayback, FlowQueue
from utils.reliability.activities.record import DecisionRecord
from utils.reliability.activities.slo import SloDesk

__all__ = ["DebtPayback", "DecisionRecord", "DeliveryMetrics", "FlowQueue", "SloDesk"]
