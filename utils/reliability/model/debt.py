"""S5: when a clean-up has paid for itself."""

from __future__ import annotations

from utils.kit.errors import InputError


def break_even(cleanup: float, now: float, clean: float) -> float:
    """Return after how many changes a clean-up has paid: its cost over what each change saves.

    All in days of work. Raises InputError where a clean system is no cheaper to change.
    """
    if cleanup < 0 or clean < 0:
        raise InputError("A cost below 0 cannot be.", "Give days of work, 0 or more.")
    if now <= clean:
        raise InputError(
            f"A change costs {now:g} days now and {clean:g} after the clean-up: it never pays.",
            "Either the clean-up saves something, or there is another reason for it: name that.",
        )
    return cleanup / (now - clean)
