"""A figure together with the words that say the same."""

from __future__ import annotations

import base64
import functools
import io
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.tables import MATHJAX_IGNORE_CLASSES

if TYPE_CHECKING:
    from matplotlib.figure import Figure


DROPPED_SVG_METADATA = (
    "Date",
    "Creator",
    "Format",
    "Type",
)  # what matplotlib puts into an SVG, none of it of use
PNG_COLOR_COUNT = 64  # of a PNG: as sharp as with all colors, at a third of the size
MIN_WIDTH_PIXELS = 540  # pixels on the page; where there is less room, a picture scrolls sideways


@dataclass(frozen=True, eq=False)
class Picture:
    """A matplotlib figure, its description and its source line.

    JupyterLab and nbconvert drop the alternative text of `image/png` outputs, so a picture
    reaches the page as `text/html`: a `<figure>` with a real `alt`. The `text/plain` form is
    the same description, which is what the notebook tests compare.

    Parameters
    ----------
    figure
        Built with `utils.kit.style.figure`.
    description
        What it shows, the values that matter and the conclusion, computed from the numbers
        that were drawn. It becomes the alt text.
    source
        Where the figures come from; shown under the picture. Says "invented" where they are.

    Raises
    ------
    ValueError
        If description or source is empty.

    """

    figure: Figure = field(repr=False)
    description: str
    source: str

    def __post_init__(self) -> None:
        """Refuse a picture that says nothing to someone who can't see it."""
        if not self.description.strip() or not self.source.strip():
            raise ValueError("A picture needs a description and a source line.")

    @functools.cached_property
    @style.with_course_style
    def svg_bytes(self) -> bytes:
        """The drawing as vectors: a third of the work of a PNG, and sharp at any zoom."""
        out = io.StringIO()
        self.figure.savefig(out, format="svg", metadata=dict.fromkeys(DROPPED_SVG_METADATA))
        # The reader's browser sets the letters. Verdana, which is on Windows and macOS, is as wide
        # as DejaVu, so no label grows into another one there.
        fonts = f"'{style.FONT_FAMILY}', Verdana, sans-serif"
        return out.getvalue().replace(f"'{style.FONT_FAMILY}'", fonts).encode()

    @style.with_course_style
    def png_bytes(self) -> bytes:
        """Return the drawing as a small PNG at twice its shown size, for a Markdown file."""
        from PIL import Image

        out = io.BytesIO()
        self.figure.savefig(out, format="png", dpi=style.CSS_DPI * style.PNG_PIXEL_RATIO)
        drawn = Image.open(out).convert("RGB").quantize(PNG_COLOR_COUNT, dither=Image.Dither.NONE)
        small = io.BytesIO()
        drawn.save(small, format="png", optimize=True)
        return small.getvalue()

    def html(self) -> str:
        """Return the picture on its own light card, readable in a light and a dark theme."""
        width, height = (round(inches * style.CSS_DPI) for inches in self.figure.get_size_inches())
        data = base64.b64encode(self.svg_bytes).decode("ascii")
        return (
            f'<figure class="tpo-picture {MATHJAX_IGNORE_CLASSES}" '
            'style="margin:4px 0;padding:10px;max-width:742px;'
            "background:#ffffff;border:1px solid #d0d7de;border-radius:6px;box-sizing:border-box;"
            'overflow-x:auto">'
            f'<img alt="{escape(self.description)}" width="{width}" height="{height}" '
            f'style="max-width:100%;min-width:{MIN_WIDTH_PIXELS}px;height:auto;display:block" '
            f'src="data:image/svg+xml;base64,{data}">'
            # Under the drawing's title.
            '<figcaption style="margin-top:6px;padding-left:8px;font-size:12px;line-height:1.4;'
            'color:#57606a">'
            f"{escape(self.source)}</figcaption></figure>"
        )

    def text(self) -> str:
        """Return description and source as plain text."""
        return f"{self.description}\n{self.source}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}
