"""What the way to us puts around a table: code fences, drawn lines, quoted rows, signs unseen."""

from __future__ import annotations

import re

from utils.kit.list_markers import strip_markers_if_list
from utils.kit.references import ZERO_WIDTH_PATTERN

# The mark at the start of a UTF-8 file, taken for three letters by a program in between.
MISREAD_BYTE_ORDER_MARK = "ï»¿"
# ```csv, as chats show code.
CODE_FENCE_PATTERN = re.compile(r"^[ \t]*(?:```|~~~)[\w+-]*[ \t]*(?=\r?$)", re.MULTILINE)
# ||task||days||, as headings stand in a wiki.
WIKI_HEADINGS_PATTERN = re.compile(r"^[ \t]*(?:\|\|[^|\n]+)+\|\|[ \t]*$", re.MULTILINE)
DRAWN_TABLE_PATTERN = re.compile(r"^[ \t]*[│┃║]", re.MULTILINE)  # as databases print it
DRAWN_BAR_PATTERN = re.compile("[│┃║┆┊]")
UNICODE_LINE_BREAK_PATTERN = re.compile("[\u2028\u2029]")  # as word processors break a line
FULLWIDTH_SEPARATOR_TRANSLATION = str.maketrans(
    "\uff1b\uff0c\uff5c", ";,|"
)  # of East Asian keyboards
# Tabs that only align what other signs separate: "A;\t5;".
ALIGNING_TABS_PATTERN = re.compile(r"(?<=[;,|])\t++|(?<!\t)\t++(?=[;,|])")
MAIL_QUOTE_PREFIX_PATTERN = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)  # as mail quotes an answer
QUOTED_ROW_PATTERN = re.compile(r'"((?:[^"]|"")*)"[,; \t]*')


def strip_paste_wrapping(text: str) -> str:
    """Return a text without what chats and programs put around it; lines keep their numbers."""
    plain = ZERO_WIDTH_PATTERN.sub("", text).removeprefix(MISREAD_BYTE_ORDER_MARK)
    plain = CODE_FENCE_PATTERN.sub("", plain)
    lines = [line.lstrip() for line in plain.splitlines() if line.strip()]
    quoted = bool(lines) and all(line.startswith(">") for line in lines)
    return MAIL_QUOTE_PREFIX_PATTERN.sub("", plain) if quoted else plain


def normalize_pasted_table(text: str) -> str:
    """Return the rows of a text as any table has them; lines keep their numbers."""
    text = text.replace("\r\n", "\n")
    if not re.search("[\r\n]", text):
        text = UNICODE_LINE_BREAK_PATTERN.sub("\n", text)
    if DRAWN_TABLE_PATTERN.search(text):
        text = DRAWN_BAR_PATTERN.sub("|", text)
    text = WIKI_HEADINGS_PATTERN.sub(lambda found: found[0].replace("||", "|"), text)
    if not re.search(r"[,;|\t]", text):
        text = text.translate(FULLWIDTH_SEPARATOR_TRANSLATION)
    aligned = ALIGNING_TABS_PATTERN.sub(" ", text)
    return _strip_list_marker_tabs(_unquote_rows(text if "\t" in aligned else aligned))


def _unquote_rows(text: str) -> str:
    """Return rows that aren't one quoted cell each, as a table saved from one column has them."""
    if not text.startswith('"'):
        return text
    lines = text.split("\n")
    rows = [QUOTED_ROW_PATTERN.fullmatch(line) for line in lines]
    for line, row in zip(lines, rows, strict=True):
        if line.strip() and not (row and re.search(r"[,;|\t]", row[1])):
            return text
    return "\n".join(row[1].replace('""', '"') if row else "" for row in rows)


def _strip_list_marker_tabs(text: str) -> str:
    """Return a text without the tabs behind list markers, as word processors copy them."""
    plain = re.sub(r"^([ \t]*[•◦‣▪●])\t+", r"\1 ", text, flags=re.MULTILINE)
    numbered = re.sub(r"^([ \t]*\d{1,3}[.)])\t+", r"\1 ", plain, flags=re.MULTILINE)
    lines = [line for line in numbered.splitlines() if line.strip()]
    return numbered if numbered != plain and strip_markers_if_list(lines) else plain
