"""How far a learner is: in one notebook, and in the whole course."""

from utils.kit.course_progress.course_map import CourseMap
from utils.kit.course_progress.notebook import GuideTop, NotebookProgress

__all__ = ["CourseMap", "GuideTop", "NotebookProgress"]
