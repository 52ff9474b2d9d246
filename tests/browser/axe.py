"""Accessibility rules (axe-core) over a part of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def violations(page: Page, scope: str) -> list[str]:
    """Return all that axe-core finds inside a CSS selector, of any gravity, one line per element.

    Raises AssertionError where the selector matches nothing: that would always pass.
    """
    from axe_playwright_python.sync_playwright import Axe

    assert page.locator(scope).count(), f"Nothing on the page matches {scope}"
    found = Axe().run(page, context={"include": [[scope]]}).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))} "
        f"{node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]
