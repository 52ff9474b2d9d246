"""The one error that a learner is meant to read."""


class InputError(ValueError):
    """Input that cannot be used, in words that help.

    Parameters
    ----------
    what
        What is wrong, naming the field, row or value.
    mend
        How to put it right.

    """

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
