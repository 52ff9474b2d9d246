"""The one error that a learner is meant to read."""


class InputError(ValueError):
    """Input that cannot be used, in words that help.

    Parameters
    ----------
    what
        What is wrong, naming the field, row or value.
    fix
        How to put it right.
    field
        Name of the control that it is about; empty for a whole activity.

    """

    def __init__(self, what: str, fix: str, *, field: str = "") -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
        self.field = field
