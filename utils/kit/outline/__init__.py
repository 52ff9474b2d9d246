"""The notebooks, their exercises, and how far a learner is in them."""

from utils.kit.outline.completion import is_done
from utils.kit.outline.lessons import Exercise, Lesson, find_exercise, load_lessons
from utils.kit.outline.status import LessonStatus, lesson_status

__all__ = [
    "Exercise",
    "Lesson",
    "LessonStatus",
    "find_exercise",
    "is_done",
    "lesson_status",
    "load_lessons",
]
