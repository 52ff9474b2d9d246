"""Accessibility rules (axe-core) over a part of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SERIOUS = ("serious", "critical")


def violations(page: Page, scope: str, impacts: tuple[str, ...] = SERIOUS) -> list[str]:
    """Return what axe-core finds inside a CSS selector, one readable line per element.

    Raises AssertionError where the selector matches nothing: that would always pass.
    """
    from axe_playwright_python.sync_playwright import Axe

    assert page.locator(scope).count(), f"Nothing on the page matches {scope}"
    found = Axe().run(page, context={"include": [[scope]]}).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))} "
        f"{node['html'][:160]}"
        for rule in found
        if rule["impact"] in impacts
        for node in rule["nodes"]
    ]
