"""What a learner did: an append-only log, and what follows from it."""

from utils.kit.progress.log import Event
from utils.kit.progress.progress import Progress

__all__ = ["Event", "Progress"]
