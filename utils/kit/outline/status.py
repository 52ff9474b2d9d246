"""What a learner's log says of one notebook: done, open, minutes left, where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit.outline.completion import is_done

if TYPE_CHECKING:
    from utils.kit.outline.lessons import Exercise, Lesson
    from utils.kit.progress import Progress


@dataclass(frozen=True)
class LessonStatus:
    """A notebook, which of its exercises are done, in their order, and whether it was begun."""

    lesson: Lesson
    done: tuple[bool, ...]
    has_begun: bool

    @property
    def exercise_count(self) -> int:
        """Exercises in the notebook."""
        return len(self.done)

    @property
    def open_exercises(self) -> list[Exercise]:
        """The exercises that aren't done."""
        return [one for one, done in zip(self.lesson.exercises, self.done, strict=True) if not done]

    @property
    def next_exercise(self) -> Exercise | None:
        """The first open exercise; None where all are done."""
        return next(iter(self.open_exercises), None)

    @property
    def minutes_left(self) -> int:
        """Minutes of the open exercises, and their share of the reading."""
        left = sum(one.minutes for one in self.open_exercises)
        every = sum(one.minutes for one in self.lesson.exercises)
        return left + round(self.lesson.reading_minutes * left / every) if every else 0


def lesson_status(progress: Progress, lesson: Lesson) -> LessonStatus:
    """Return how far a learner is in a notebook."""
    done = tuple(is_done(progress, one) for one in lesson.exercises)
    return LessonStatus(lesson, done, progress.has_events(f"{lesson.number}."))
