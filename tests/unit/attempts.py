"""A call that may be refused: any text, say, is either read or refused in clear words."""

from utils.kit.errors import InputError


def attempt(act):
    """Return what a call returns, and the InputError that it raises instead."""
    try:
        return act(), None
    except InputError as problem:
        return None, problem
