"""A short text to read as it comes across a desk, with its lines numbered."""

from __future__ import annotations

from html import escape

from utils.kit.errors import InputError
from utils.kit.tables import MATHJAX_IGNORE_CLASSES, data_folder

# The theme's own colors and text size, so that light, dark, and enlarged pages all work.
_NAME_STYLE = "font-size:var(--jp-content-font-size1, 14px)"
_SMALL_STYLE = "font-size:calc(.875 * var(--jp-content-font-size1, 14px))"
_MUTED_STYLE = "color:var(--jp-content-font-color2, #57606a)"
_UNWRAPPED_STYLE = "white-space:pre;word-break:normal"  # a line that is too long scrolls
_BOX_STYLE = (
    "background:var(--jp-layout-color1, transparent);color:var(--jp-content-font-color1, inherit);"
    "border:1px solid var(--jp-border-color2, #d0d7de)"
)


class Listing:
    """Shows a file of `data/invented/readings/`.

    Raises InputError where there is no such file.
    """

    def __init__(self, name: str, note: str = "Invented for this course.") -> None:
        path = data_folder() / "invented" / "readings" / name
        if not path.is_file():
            known = sorted(one.name for one in path.parent.glob("*"))
            raise InputError(
                f"There's no reading called {name!r}.", f"Use one of: {', '.join(known)}."
            )
        self.name, self.note = name, note
        self.text = path.read_text(encoding="utf-8").rstrip("\n")

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        lines = self.text.split("\n")
        numbered = "\n".join(
            f'<span style="{_MUTED_STYLE};user-select:none">{n:>3}  </span>{escape(line)}'
            for n, line in enumerate(lines, start=1)
        )
        return {
            "text/html": (
                f'<div class="tpo-listing {MATHJAX_IGNORE_CLASSES}" '
                'style="margin:4px 0;max-width:780px">'
                f'<p style="margin:0;{_NAME_STYLE}"><b>{escape(self.name)}</b></p>'
                f'<pre style="margin:4px 0;padding:10px;overflow-x:auto;{_UNWRAPPED_STYLE};'
                f'{_SMALL_STYLE};line-height:1.45;{_BOX_STYLE};border-radius:6px" '
                f'tabindex="0">{numbered}</pre>'
                f'<p style="margin:0;{_SMALL_STYLE};{_MUTED_STYLE}">{escape(self.note)}</p></div>'
            ),
            "text/plain": "\n".join([self.name, *lines, self.note]),
        }
