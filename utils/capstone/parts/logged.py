"""Reads single values out of the log, which an older version or a broken disk may have written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Mapping


def read_text(values: Mapping[str, Any], name: str) -> str:
    """Return a text, empty where there is none."""
    found = values.get(name)
    return found if isinstance(found, str) else ""


def read_choice(values: Mapping[str, Any], name: str, options: Container[str]) -> str:
    """Return a chosen key, empty where it isn't among the options."""
    found = read_text(values, name)
    return found if found in options else ""


def read_choices(values: Mapping[str, Any], name: str, options: Container[str]) -> tuple[str, ...]:
    """Return chosen keys, each once, without those that aren't among the options."""
    found = values.get(name)
    keys = [key for key in found if isinstance(key, str)] if isinstance(found, list | tuple) else []
    return tuple(dict.fromkeys(key for key in keys if key in options))


def read_cells(values: Mapping[str, Any], name: str, options: Container[str]) -> dict[str, str]:
    """Return the filled cells of a grid, "row.column" to chosen key."""
    found = values.get(name)
    return {
        place: key
        for place, key in (found.items() if isinstance(found, dict) else ())
        if isinstance(key, str) and key and key in options
    }


def read_number(
    values: Mapping[str, Any], name: str, default: float, limits: tuple[float, float]
) -> float:
    """Return a slider's number within its limits, or where it starts."""
    found = values.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        return default
    low, high = limits
    return found if low <= found <= high else default
