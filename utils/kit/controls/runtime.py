"""How controls reach the page: one script and one stylesheet, sent once.

anywidget sends script and stylesheet with every widget, which made up four fifths of a
notebook's widget state. Here `Runtime` carries both, once a kernel; a control carries a stub that
waits for them.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets as widgets
import traitlets as t
from ipywidgets.widgets.widget_string import HTMLStyle

from utils.kit.controls.lazy import LazyWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CONTROLS_FOLDER = Path(__file__).parent
SCRIPT_NAMES = (
    "shared", "slider", "choices", "pick", "dropdown", "text_field", "dropdown_grid",
    "ranking", "file_upload", "progress", "slide_deck", "download", "index",
)  # fmt: skip
RENDER_STUB_JS = """
const ready = () => globalThis.tpoControls ? Promise.resolve() : new Promise((resolve) =>
  globalThis.addEventListener("tpo-controls", resolve, { once: true }));
export default {
  async render(context) { await ready(); return globalThis.tpoControls.render(context); },
};
"""
# The same, for a control that works before, or without, being on the page.
INITIALIZE_AND_RENDER_STUB_JS = RENDER_STUB_JS.replace(
    "export default {",
    "export default {\n"
    "  async initialize(context) { await ready(); return globalThis.tpoControls.start(context); },",
)


class Runtime(anywidget.AnyWidget):
    """Carries the script and the stylesheet of all controls; shows nothing itself."""

    _esm = "\n".join(
        (CONTROLS_FOLDER / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPT_NAMES
    )
    _css = (CONTROLS_FOLDER / "controls.css").read_text(encoding="utf-8")


@functools.cache
def shared_runtime() -> Runtime:
    """Return the one runtime of this kernel, sent to the page on first use."""
    return Runtime(layout=shared_layout())


@functools.cache
def shared_layout() -> widgets.Layout:
    """Return the layout that all widgets of the course share: they are laid out by CSS.

    A layout is a model of its own, and the page asks for every model when it is reloaded.
    """
    return widgets.Layout()


class Control(LazyWidget, anywidget.AnyWidget):
    """Base of all controls: a renderer in js/, no layout and no script of its own.

    Traits
    ------
    renderer : str, name of the function in js/index.js
    hidden : bool, off the page for now
    """

    _esm = t.Unicode(RENDER_STUB_JS).tag(sync=True)
    _anywidget_id = t.Unicode("utils.kit.controls").tag(sync=True)
    renderer = t.Unicode("").tag(sync=True)
    hidden = t.Bool(default_value=False).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        shared_runtime()
        # anywidget's own __init__ would make a class per control, to add traits that are here.
        super(anywidget.AnyWidget, self).__init__(**{"layout": shared_layout(), **traits})


class Hideable(LazyWidget):
    """A widget of ipywidgets that can leave the page and come back."""

    _dom_classes: tuple[str, ...]
    add_class: Callable[[str], object]
    remove_class: Callable[[str], object]

    @property
    def hidden(self) -> bool:
        """Whether it is off the page."""
        return "tpo-hidden" in self._dom_classes

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        (self.add_class if hidden else self.remove_class)("tpo-hidden")


class Html(Hideable, widgets.HTML):
    """Markup; no screen reader announces it. Nothing is shown where it is empty.

    `html` is trusted markup: escape what a learner typed before it comes here.
    """

    def __init__(self, html: str = "", **traits: Any) -> None:
        shared_runtime()
        super().__init__(
            html, **{"layout": shared_layout(), "style": _shared_html_style(), **traits}
        )

    @property
    def html(self) -> str:
        """The markup on show."""
        return self.value

    @html.setter
    def html(self, html: str) -> None:
        self.value = html


class LazyHtml(Html):
    """Markup that takes time to make, such as a picture: made once it is shown or read."""

    _make_html: Callable[[], str] | None = None

    def set_lazy_html(self, make_html: Callable[[], str]) -> None:
        """Show what `make_html` returns; it's called right away only where the page shows this."""
        self._make_html = make_html
        if self.comm is not None:
            self._make_pending_html()

    def get_state(self, *args: Any, **options: Any) -> dict[str, Any]:
        """Return the traits, as the page gets them; see ipywidgets."""
        self._make_pending_html()
        return super().get_state(*args, **options)

    @property
    def html(self) -> str:
        """The markup on show."""
        self._make_pending_html()
        return self.value

    @html.setter
    def html(self, html: str) -> None:
        self._make_html = None
        self.value = html

    def _make_pending_html(self) -> None:
        if self._make_html is not None:
            make, self._make_html = self._make_html, None
            self.value = make()


class LiveRegion(Html):
    """Markup that a screen reader announces when it changes.

    `role` is "status" (waits for a pause) or "alert" (right away, for errors). The page gives it to
    the region itself, which stays while its content changes; see js/shared.js.
    """

    def __init__(self, html: str = "", *, role: str = "status", **traits: Any) -> None:
        super().__init__(html, **traits)
        self.role = role
        self.add_class(f"tpo-{role}")


class Button(Hideable, widgets.Button):
    """A native button; `primary` marks the one step that leads on, `quiet` a way back."""

    def __init__(
        self,
        label: str,
        on_click: Callable[..., None],
        *,
        primary: bool = False,
        quiet: bool = False,
    ) -> None:
        super().__init__(description=label, layout=shared_layout(), style=_button_style())
        if primary or quiet:
            self.add_class("tpo-primary" if primary else "tpo-quiet")
        self.on_click(on_click)

    @property
    def label(self) -> str:
        """The words on the button."""
        return self.description

    @label.setter
    def label(self, label: str) -> None:
        self.description = label


class VBox(Hideable, widgets.VBox):
    """Widgets one under the other."""

    def __init__(self, children: Iterable[widgets.Widget] = (), **traits: Any) -> None:
        super().__init__(tuple(children), **{"layout": shared_layout(), **traits})


class Box(Hideable, widgets.Box):
    """Widgets that a CSS class lays out."""

    def __init__(self, children: Iterable[widgets.Widget] = (), **traits: Any) -> None:
        super().__init__(tuple(children), **{"layout": shared_layout(), **traits})


@functools.cache
def _shared_html_style() -> HTMLStyle:
    return HTMLStyle()


@functools.cache
def _button_style() -> widgets.ButtonStyle:
    return widgets.ButtonStyle()
