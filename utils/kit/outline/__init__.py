"""The notebooks, their exercises, and how far a learner is in them."""

from utils.kit.outline.completion import is_done
from utils.kit.outline.lessons import Exercise, Lesson, exercise_with, lessons
from utils.kit.outline.status import Status, status

__all__ = ["Exercise", "Lesson", "Status", "exercise_with", "is_done", "lessons", "status"]
