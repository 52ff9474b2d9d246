"""What a screen reader is told: Chromium's own accessibility tree of a part of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

# Roles that need a name of their own, and what else each of them says.
SAYS = {
    "button": (), "link": (), "image": (), "textbox": (), "checkbox": ("checked",),
    "radio": ("checked",), "combobox": (), "spinbutton": ("valuemin", "valuemax", "valuetext"),
    "slider": ("valuetext",), "radiogroup": (), "dialog": (),
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """One element as it is told: role, name, value, and what else is known."""

    role: str
    name: str
    value: str
    says: dict[str, object]


def tree(place: Locator) -> list[Node]:
    """Return all that a screen reader meets inside an element, in order."""
    session = place.page.context.new_cdp_session(place.page)
    place.evaluate("node => { globalThis.tpoTold = node; }")
    found = session.send("Runtime.evaluate", {"expression": "globalThis.tpoTold"})
    told = session.send("Accessibility.queryAXTree", {"objectId": found["result"]["objectId"]})[
        "nodes"
    ]
    session.detach()
    return [_node(one) for one in told if not one["ignored"]]


def _node(told: dict) -> Node:
    says = {one["name"]: one["value"].get("value") for one in told.get("properties", ())}
    role, name, value = (told.get(key, {}).get("value", "") for key in ("role", "name", "value"))
    return Node(str(role).lower(), str(name).strip(), str(value), says)


def silent(nodes: list[Node]) -> list[str]:
    """Return controls, pictures and groups without a name, or without their state."""
    found = []
    for one in nodes:
        needed = SAYS.get(one.role)
        if needed is None:
            continue
        if not one.name:
            found.append(f"{one.role} without a name (value {one.value[:40]!r})")
        found += [f"{one.role} “{one.name[:40]}” without {key}" for key in needed
                  if key not in one.says]  # fmt: skip
    return found
