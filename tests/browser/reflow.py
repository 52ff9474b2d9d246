"""What a page loses when it's narrow, enlarged, spaced out, or in forced colors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from chromium import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# The least that WCAG 2.2 (1.4.12, text spacing) asks a page to bear.
SPACING = """:is(.jp-Notebook, main, body) :is(*, *::before) { line-height: 1.5 !important;
  letter-spacing: .12em !important; word-spacing: .16em !important; }
:is(.jp-Notebook, main, body) p { margin-bottom: 2em !important; }"""
LARGE = ":root { --jp-content-font-size1: 28px !important; }"  # twice the text, 1.4.4
ZOOMED = {"width": 640, "height": 400}  # 1280 x 800 at 200%
NARROW = {"width": 320, "height": 640}  # 1.4.10, reflow

# Everything of ours that is cut, leaves its place, or covers something else.
LOST = """(scope) => {
  const roots = [...document.querySelectorAll(scope)]
    .filter((one) => one.checkVisibility() && !one.parentElement.closest(scope));
  const mayScroll = ".tpo-picture, .tpo-table, .tpo-grid, .tpo-course-map, .tpo-stage, pre, "
    + "textarea";
  const called = (one, why, text = one.innerText ?? "") =>
    `${why}: ${one.tagName.toLowerCase()}.${[...one.classList].join(".")} `
    + `“${(text || one.value || "").trim().slice(0, 50)}”`;
  const unseen = (one) => one.closest(".tpo-unseen, svg, option, .MathJax, mjx-container")
    || !one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const found = [];
  const cut = (one) => {
    const style = getComputedStyle(one);
    const hides = (flow) => flow === "hidden" || flow === "clip";
    const [wide, high] = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
    if (one.clientWidth && hides(style.overflowX) && wide > 1) return "cut at the right";
    if (one.clientHeight && hides(style.overflowY) && high > 1) return "cut below";
    if (one.matches("input:not([type=range]):not([type=file])") && wide > 1) return "value cut";
    if (one.matches("button") && (wide > 1 || high > 1)) return "words leave the button";
    return "";
  };
  const broken = (cell) => {
    const range = document.createRange();
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[^\\s\\-−/–—]+/g)) {
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) return true;
      }
    }
    return false;
  };
  const boxes = (root) => {
    const made = [];
    const add = (one, rect, give) => {
      const part = give * rect.height;
      const box = { one, left: rect.left + 2, right: rect.right - 2, top: rect.top + part,
        bottom: rect.bottom - part };
      for (let up = one; up && up !== root.parentElement; up = up.parentElement) {
        if (getComputedStyle(up).overflowX === "visible") continue;
        const frame = up.getBoundingClientRect();
        box.left = Math.max(box.left, frame.left);
        box.right = Math.min(box.right, frame.right);
      }
      if (box.right > box.left && box.bottom > box.top) made.push(box);
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      if (!text.data.trim() || unseen(text.parentElement)) continue;
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) add(text.parentElement, rect, 0.25);
    }
    const solid = "input:not([type=range]), select, textarea, button, img";
    for (const one of root.querySelectorAll(solid))
      if (!unseen(one)) add(one, one.getBoundingClientRect(), 0.05);
    return made.sort((one, other) => one.top - other.top);
  };
  for (const root of roots) {
    const edge = root.getBoundingClientRect().right;
    for (const one of [root, ...root.querySelectorAll("*")]) {
      if (unseen(one)) continue;
      const inTable = one.matches(".tpo-table :is(td, th)");
      const why = inTable && broken(one) ? "a word is broken" : cut(one);
      if (why) found.push(called(one, why));
      const scroller = one.parentElement.closest(mayScroll);
      if (scroller && root.contains(scroller)) continue;
      if (one.getBoundingClientRect().right > edge + 1) found.push(called(one, "leaves its place"));
    }
    const all = boxes(root);
    all.forEach((box, at) => {
      for (let next = at + 1; next < all.length && all[next].top < box.bottom; next += 1) {
        const other = all[next];
        const apart = other.left >= box.right || other.right <= box.left;
        if (apart || box.one.contains(other.one) || other.one.contains(box.one)) continue;
        found.push(called(box.one, `covers “${(other.one.innerText ?? "").slice(0, 30)}”`));
        break;
      }
    });
  }
  const panel = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)");
  const sheet = panel?.querySelector(".jp-WindowedPanel-outer") ?? document.documentElement;
  if (sheet.scrollWidth > sheet.clientWidth + 1)
    found.push(`the page scrolls sideways by ${sheet.scrollWidth - sheet.clientWidth} pixels`);
  return [...new Set(found)];
}"""
# Where the ink of each drawing's title begins, and the words of its source line.
TITLES = """() => [...document.querySelectorAll("figure.tpo-picture")]
  .filter((one) => one.checkVisibility()).map((figure) => {
    const [image, source] = [figure.querySelector("img"), figure.querySelector("figcaption")];
    const box = image.getBoundingClientRect();
    const scale = image.naturalWidth / box.width;
    const canvas = new OffscreenCanvas(image.naturalWidth, Math.round(40 * scale));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height);
    const ink = [...Array(data.length / 4).keys()]
      .filter((n) => data[4 * n + 3] > 100 && data[4 * n] < 150);
    const left = Math.min(...ink.map((n) => n % width));
    const range = document.createRange();
    range.selectNodeContents(source);
    return [box.left + left / scale, range.getClientRects()[0].left];
  })"""
OURS = (
    ".tpo-activity:not(.tpo-card), .tpo-progress, .tpo-course-map, .tpo-text, .tpo-listing,"
    " .tpo-table, .tpo-picture"
)


def lost(page: Page, scope: str = OURS) -> list[str]:
    """Return what is cut, covered, or beyond its place inside a CSS selector, a line each."""
    assert page.locator(scope).count(), f"Nothing on the page matches {scope}"
    return page.evaluate(LOST, scope)


@contextmanager
def styled(page: Page, css: str) -> Iterator[None]:
    """Add a style sheet as a reader's own browser does, and take it away again."""
    sheet = page.add_style_tag(content=css)
    page.wait_for_timeout(100)
    try:
        yield
    finally:
        sheet.evaluate("node => node.remove()")


@contextmanager
def sized(page: Page, size: dict[str, int]) -> Iterator[None]:
    """Give the window another size for a moment, without JupyterLab's side bar."""
    toggle = "() => { window.jupyterapp?.commands.execute('application:toggle-left-area'); }"
    before = page.viewport_size
    page.set_viewport_size(size)
    bar = page.locator("#jp-left-stack").is_visible()
    if bar:
        page.evaluate(toggle)
    page.wait_for_timeout(300)
    try:
        yield
    finally:
        page.set_viewport_size(before or SIZE)
        if bar:
            page.evaluate(toggle)


@contextmanager
def forced_colors(page: Page) -> Iterator[None]:
    """Let a reader's own colors take the place of ours for a moment."""
    page.emulate_media(forced_colors="active")
    try:
        yield
    finally:
        page.emulate_media(forced_colors="none")
