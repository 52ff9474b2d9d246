"""The activities of the facilitator's guide.

`PlanBuilder`, `FacilitatorNotes`, `AnswerKey`, `Printouts`, and `ClassDebrief`.
"""

from utils.workshop.activities.class_debrief import ClassDebrief
from utils.workshop.activities.facilitator_sheets import AnswerKey, FacilitatorNotes
from utils.workshop.activities.plan import PlanBuilder
from utils.workshop.activities.printouts import Printouts

__all__ = ["AnswerKey", "ClassDebrief", "FacilitatorNotes", "PlanBuilder", "Printouts"]
