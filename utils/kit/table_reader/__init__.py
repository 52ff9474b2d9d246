"""One reader for every table that a learner pastes or uploads.

Each use declares its columns (`Column`) and gets a pandas DataFrame, whose index is the line in
the file, or one `TableError` with all problems. Encoding, separator, quotes, headings,
blank and short rows, and limits on size are handled here, in the same way for all.
"""

from utils.kit.missing_values import is_missing
from utils.kit.table_reader.columns import (
    DEFAULT_LIMITS,
    Column,
    ColumnValues,
    Limits,
    looks_like_number,
    number_column,
    time_column,
)
from utils.kit.table_reader.errors import (
    MixedZonesProblem,
    Problem,
    TableError,
    shorten_for_message,
)
from utils.kit.table_reader.headings import HeadingMatcher
from utils.kit.table_reader.name_problems import find_name_problems
from utils.kit.table_reader.reader import TableResult, column_heading, read_table
from utils.kit.table_reader.rows import is_total_label
from utils.kit.table_reader.time_columns import (
    CHOOSE_ZONE_FIX_TEXT,
    find_time_problems,
    resolve_time_columns,
)

__all__ = [
    "CHOOSE_ZONE_FIX_TEXT",
    "DEFAULT_LIMITS",
    "Column",
    "ColumnValues",
    "HeadingMatcher",
    "Limits",
    "MixedZonesProblem",
    "Problem",
    "TableError",
    "TableResult",
    "column_heading",
    "find_name_problems",
    "find_time_problems",
    "is_missing",
    "is_total_label",
    "looks_like_number",
    "number_column",
    "read_table",
    "resolve_time_columns",
    "shorten_for_message",
    "time_column",
]
