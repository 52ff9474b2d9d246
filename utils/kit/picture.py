"""A figure together with the words that say the same."""

from __future__ import annotations

import base64
import functools
import io
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.tables import NO_MATH_CLASSES

if TYPE_CHECKING:
    from matplotlib.figure import Figure


MIN_WIDTH = 540  # pixels on the page; where there is less room, a picture scrolls sideways


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
    def png(self) -> bytes:
        """The drawing as PNG at twice its shown size."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image

        canvas = FigureCanvasAgg(self.figure)
        self.figure.set_dpi(style.CSS_DPI * style.PIXEL_RATIO)
        pixels, size = canvas.print_to_buffer()
        self.figure.set_dpi(style.CSS_DPI)
        # Light compression and 256 colors, more than a chart has: a learner waits, and the
        # notebook's file is less than half as large.
        drawn = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
        drawn = drawn.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        out = io.BytesIO()
        drawn.save(out, format="png", compress_level=2)
        return out.getvalue()

    @functools.cached_property
    @style.with_course_style
    def svg(self) -> bytes:
        """The drawing as vectors: half the work of the PNG, and sharp at any zoom."""
        out = io.StringIO()
        self.figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator")))
        # The reader's browser sets the letters. Verdana, which is on Windows and macOS, is as wide
        # as DejaVu, so no label grows into another one there.
        fonts = f"'{style.FONT}', Verdana, sans-serif"
        return out.getvalue().replace(f"'{style.FONT}'", fonts).encode()

    def html(self, *, live: bool = False) -> str:
        """Return the picture on its own light card, readable in a light and a dark theme.

        A live widget shows vectors, for speed. What is stored in a notebook is a PNG: it looks
        the same on every machine and every page that shows notebooks.
        """
        width, height = (round(inches * style.CSS_DPI) for inches in self.figure.get_size_inches())
        kind, raw = ("svg+xml", self.svg) if live else ("png", self.png)
        data = base64.b64encode(raw).decode("ascii")
        return (
            f'<figure class="tpo-picture {NO_MATH_CLASSES}" '
            'style="margin:4px 0;padding:10px;max-width:742px;'
            "background:#ffffff;border:1px solid #d0d7de;border-radius:6px;box-sizing:border-box;"
            'overflow-x:auto">'
            f'<img alt="{escape(self.description)}" width="{width}" height="{height}" '
            f'style="max-width:100%;min-width:{MIN_WIDTH}px;height:auto;display:block" '
            f'src="data:image/{kind};base64,{data}">'
            '<figcaption style="margin-top:6px;font-size:12px;line-height:1.4;color:#57606a">'
            f"{escape(self.source)}</figcaption></figure>"
        )

    def text(self) -> str:
        """Return description and source as plain text."""
        return f"{self.description}\n{self.source}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}
