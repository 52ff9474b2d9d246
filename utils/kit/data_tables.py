"""The tables behind a notebook, as data frames for anyone who wants to explore them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit import tables
from utils.kit.english import plural, shorten
from utils.kit.printed import LEFT_EDGE_STYLE

if TYPE_CHECKING:
    import pandas as pd

PREVIEW_ROW_COUNT = 3  # rows on show
MAX_PREVIEW_CELL_LENGTH = 40  # characters of a cell on show
TABLE_KIND_LABELS = {
    "real": "real: published figures",
    "invented": "invented for this course",
    "opinion": "our opinion, to change",
}


class DataTables(Mapping[str, "pd.DataFrame"]):
    """Tables by name: shows what each is and its first rows, gives each as a data frame.

    `data = DataTables("oews_2025", "areas")`, then `data["oews_2025"]` is a pandas DataFrame of
    your own: changing it changes nothing in the course. Raises InputError for a name that no
    table has.
    """

    def __init__(self, *names: str) -> None:
        self._metadata_by_name = {name: tables.table_metadata(name) for name in names}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return one table. Raises KeyError for a name that isn't among these."""
        if name not in self._metadata_by_name:
            raise KeyError(f"{name!r} isn't here. Use one of: {', '.join(self)}.")
        return tables.load_data_frame(name)

    def __iter__(self) -> Iterator[str]:
        """Return the names, in the order given."""
        return iter(self._metadata_by_name)

    def __len__(self) -> int:
        """Return the number of tables."""
        return len(self._metadata_by_name)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        shown = [_preview_table(name, about) for name, about in self._metadata_by_name.items()]
        usage = f"Each is a pandas DataFrame: data[{next(iter(self), '')!r}]."
        title = f"Look at the data: {plural(len(self), 'table')}"
        parts = "".join(f'<div style="overflow-x:auto">{one.html()}</div>' for one in shown)
        return {
            "text/html": (
                f'<details class="tpo-screen-only" style="{LEFT_EDGE_STYLE}">'
                f"<summary>{escape(title)}</summary>"
                f"<p><code>{escape(usage)}</code></p>{parts}</details>"
            ),
            "text/plain": "\n\n".join([f"{title}. {usage}", *(one.text() for one in shown)]),
        }


def _preview_table(name: str, metadata: Mapping[str, Any]) -> tables.Table:
    """Return the first rows of a table under its name, kind, and size."""
    rows = tables.read_rows(name)
    columns = [field["name"] for field in metadata["schema"]["fields"]]
    size = f"{plural(len(rows), 'row')} × {plural(len(columns), 'column')}"
    return tables.Table(
        caption=f"{name} ({TABLE_KIND_LABELS[metadata['kind']]}; {size}): {metadata['title']}",
        columns=columns,
        rows=[
            [_shorten_cell(row[column]) for column in columns] for row in rows[:PREVIEW_ROW_COUNT]
        ],
        source=metadata["citation"],
    )


def _shorten_cell(value: tables.CellValue) -> tables.CellValue:
    return shorten(value, MAX_PREVIEW_CELL_LENGTH) if isinstance(value, str) else value
