"""A file or a pasted text as one text: size, kind of file, and encoding."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from utils.kit.table_reader.errors import whole_table_error
from utils.kit.table_reader.pasted import strip_paste_wrapping

if TYPE_CHECKING:
    from utils.kit.table_reader.columns import Limits
    from utils.kit.table_reader.errors import TableError


NON_CSV_MAGIC_BYTES = (
    (b"PK\x03\x04", "an Excel workbook or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a document of a word processor"),
)
BYTE_ORDER_MARKS = (  # the longer mark first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
HTML_START_REGEX = r"\s*<(?:!doctype|\?xml|html|head|body|meta|table|thead|tbody|tr)\b"
MARKUP_WITH_TABLE_REGEX = (
    r"\s*<(?:!--|[a-z])[\s\S]{0,20000}?<(?:table|tr|th|td)\b"  # "<div><table>"
)
SQL_STATEMENT_REGEX = (
    r"\s*(?:(?>--[^\n]*|/\*.{0,2000}?\*/)\s*+){0,50}+"  # comments, each read in one way only
    r"(?:(?:insert|replace)\s+into\s+\S+\s*(?:\(|values\b)|create\s+table\s+[^(;,]{1,200}\("
    r"|drop\s+table\s+if\s+exists\b|copy\s+[^\s,;]+\s*\(|lock\s+tables\s+`)"
)
PYTHON_LITERAL_REGEX = (
    r"\s*(?:\[\s*)?\{\s*'[^'\n]*'\s*:|\s*\[\s*\(\s*'"  # [{'item': …}] and [('A', …)]
)
HTML_SOURCE_FIX_TEXT = "Copy the table as the page shows it, and paste that."
SAVE_AS_UTF8_FIX_TEXT = "Save it again as “CSV UTF-8” and choose that file."


def decode_table(
    content: bytes | memoryview | str, name: str, limits: Limits
) -> tuple[str, list[str]]:
    """Return the text and what is to be said about its encoding."""
    _check_size(content, name, limits)
    notes: list[str] = []
    if isinstance(content, str):
        text = content.encode("utf-8", "replace").decode()
    else:
        text, notes = _decode_bytes(bytes(content), name)
    text = strip_paste_wrapping(text)
    if "\0" in text:
        raise whole_table_error(name, "has a NUL character in it.", SAVE_AS_UTF8_FIX_TEXT)
    if not re.search(r"[^\s,;|\"]", text):  # separators alone aren't headings either
        raise whole_table_error(name, "is empty.", "Add headings and at least one row.")
    if re.match(HTML_START_REGEX, text, re.IGNORECASE) or re.match(
        MARKUP_WITH_TABLE_REGEX, text, re.IGNORECASE
    ):
        raise whole_table_error(name, "is the source of a page, not a table.", HTML_SOURCE_FIX_TEXT)
    if re.match(SQL_STATEMENT_REGEX, text[:100_000], re.IGNORECASE | re.DOTALL):
        fix = "Query the rows, and paste them with their headings."
        raise whole_table_error(name, "is SQL, not a table.", fix)
    if re.match(PYTHON_LITERAL_REGEX, text):
        fix = "Print it with json.dumps if it has dictionaries, or as rows with “;” between cells."
        raise whole_table_error(name, "is Python code, not a table.", fix)
    lines = max(text.count("\n"), text.count("\r"))
    if lines > limits.max_lines:
        raise whole_table_error(
            name,
            f"has {lines:,} lines; the limit is {limits.max_lines:,}.",
            f"Keep at most {limits.rows:,} rows.",
        )
    return text, notes


def _check_size(content: bytes | memoryview | str, name: str, limits: Limits) -> None:
    # Counted before anything is copied or decoded: a huge file is answered right away.
    size = content.nbytes if isinstance(content, memoryview) else len(content)
    if size <= limits.size:
        return
    if isinstance(content, str):
        what = f"has {size:,} characters; the limit is {limits.size:,}."
        raise whole_table_error(name, what, "Paste only the columns and rows you need.")
    what = f"is {size / 1e6:,.1f} MB; the limit is {limits.size / 1e6:g} MB."
    raise whole_table_error(
        name, what, "Keep only the columns and rows you need and save it again."
    )


def _decode_bytes(raw: bytes, name: str) -> tuple[str, list[str]]:
    for magic, kind in NON_CSV_MAGIC_BYTES:
        if raw.startswith(magic):
            fix = "Open it in the program it comes from, and save it as “CSV UTF-8.”"
            raise whole_table_error(name, f"is {kind}, not a CSV file.", fix)
    encoding = next((code for mark, code in BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and b"\0" in raw:
        raise _nul_character_error(raw, name)
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as problem:
        if encoding == "utf-8":
            return _decode_windows_1252(raw, name)
        at = _byte_position_text(raw, problem.start)
        what = f"isn't {encoding.removesuffix('-sig').upper()}: the byte at {at} can't be read."
        raise whole_table_error(name, what, SAVE_AS_UTF8_FIX_TEXT) from None


def _decode_windows_1252(raw: bytes, name: str) -> tuple[str, list[str]]:
    control = re.search(rb"[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]", raw)
    if control:
        at = _byte_position_text(raw, control.start())
        what = f"isn't a text file: the byte at {at} is 0x{raw[control.start()]:02X}."
        raise whole_table_error(name, what, SAVE_AS_UTF8_FIX_TEXT)
    note = (
        "The file isn't UTF-8, so it was read as Windows-1252: check that accents look right, or "
        "save it again as “CSV UTF-8”."
    )
    return raw.decode("cp1252"), [note]


def _nul_character_error(raw: bytes, name: str) -> TableError:
    head = raw[:4096]
    halves = (head[::2].count(0), head[1::2].count(0))
    # In UTF-16, every plain letter has a NUL next to it, always on the same side.
    if max(halves) > len(head) // 4:
        return whole_table_error(
            name, "looks like UTF-16 without its mark at the start.", SAVE_AS_UTF8_FIX_TEXT
        )
    at = _byte_position_text(raw, raw.index(0))
    return whole_table_error(
        name, f"has a NUL byte at {at}; a CSV file has none.", SAVE_AS_UTF8_FIX_TEXT
    )


def _byte_position_text(raw: bytes, offset: int) -> str:
    line = raw.count(b"\n", 0, offset) + 1
    return f"position {offset + 1:,} (line {line:,})"
