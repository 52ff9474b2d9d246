"""S4: RICE, another ratio by which teams rank.

Source: Sean McBride, Intercom (2016): reach x impact x confidence ÷ effort.
"""

from __future__ import annotations

from utils.kit.errors import InputError


def rice(reach: float, impact: float, confidence: float, effort: float) -> float:
    """Return the RICE score.

    `reach` in users or calls a quarter, `impact` on a scale such as 0.25 to 3, `confidence` as a
    share of 0 to 1, `effort` in person-months above 0. Halved confidence halves the score.
    """
    if not 0 <= confidence <= 1:
        raise InputError(f"The confidence is {confidence:g}.", "Give a share from 0 to 1.")
    if reach < 0 or impact < 0:
        raise InputError("Reach and impact cannot be below 0.", "Give 0 or more.")
    if not effort > 0:
        raise InputError(f"The effort is {effort:g}.", "Give more than 0 person-months.")
    return reach * impact * confidence / effort
