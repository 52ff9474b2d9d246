"""Questions with feedback for every choice, hints, and how sure the learner was.

The questions themselves are data (`data/questions/`, schema in `utils/kit/schemas/`).
"""

from utils.kit.quiz.widget import Quiz

__all__ = ["Quiz"]
