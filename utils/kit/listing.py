"""A short text to read as it comes across a desk, with its lines numbered."""

from __future__ import annotations

from html import escape

from utils.kit.errors import InputError
from utils.kit.tables import NO_MATH_CLASSES, data_folder


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
            f'<span style="color:#57606a;user-select:none">{n:>3}  </span>{escape(line)}'
            for n, line in enumerate(lines, start=1)
        )
        return {
            "text/html": (
                f'<div class="tpo-listing {NO_MATH_CLASSES}" style="margin:4px 0;max-width:780px">'
                f'<p style="margin:0;font-size:13px"><b>{escape(self.name)}</b></p>'
                '<pre style="margin:4px 0;padding:10px;overflow-x:auto;font-size:12.5px;'
                "line-height:1.45;background:#ffffff;color:#1b1f24;border:1px solid #d0d7de;"
                f'border-radius:6px" tabindex="0">{numbered}</pre>'
                f'<p style="margin:0;font-size:12px">{escape(self.note)}</p></div>'
            ),
            "text/plain": "\n".join([self.name, *lines, self.note]),
        }
