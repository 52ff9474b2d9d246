"""Questions with feedback for every choice, hints, and how sure the learner was.

The questions themselves are data (`data/questions/`, schema in `utils/kit/schemas/`).
"""

from utils.kit.quiz.cards import Quiz

__all__ = ["Quiz"]
