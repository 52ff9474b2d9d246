"""Messages that the learner answers with lines to choose from.

`lines`     messages, lines, what each line promises; pure
`activity`  `Replies`, the base of such an activity
"""

from utils.kit.replies.activity import Replies

__all__ = ["Replies"]
