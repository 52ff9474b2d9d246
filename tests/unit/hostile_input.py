"""Input of the worst shapes and the largest sizes, for every reader of what a learner enters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from utils.backlog.parsing import MAX_CHARACTERS as MAX_BACKLOG_CHARACTERS
from utils.backlog.parsing import parse_items
from utils.capstone.letter import read_letter_cached
from utils.capstone.model.promise import parse_notice_days
from utils.capstone.model.stances import MAX_LETTER_CHARACTERS
from utils.comparison.parsing import MAX_CHARACTERS as MAX_NETWORK_CHARACTERS
from utils.comparison.parsing import parse_network_tasks
from utils.customers.call_log import MAX_CHARACTERS as MAX_CALL_LOG_CHARACTERS
from utils.customers.call_log import MAX_ROWS as MAX_CALL_ROWS
from utils.customers.call_log import read_call_log
from utils.customers.parsing import read_keys
from utils.hiring.job_ads import wording_rules
from utils.hiring.model.coding import asks_for_code
from utils.hiring.model.pay_range import find_pay_range
from utils.hiring.model.posting import find_tools
from utils.hiring.model.wording import match_wording_rules
from utils.interfaces.parsing import read_fragment
from utils.kit.numbers import parse_column, parse_number
from utils.kit.table_reader import Column, number_column, read_table
from utils.kit.timestamps import parse_timestamp
from utils.pay.parsing import parse_pay_file
from utils.reliability.parsing import MAX_CHARACTERS as MAX_DEPLOYMENT_LOG_CHARACTERS
from utils.reliability.parsing import MAX_ROWS as MAX_DEPLOYMENT_ROWS
from utils.reliability.parsing import parse_deployment_log
from utils.role.model.clock_hours import parse_hours
from utils.role.model.requirement import parse_requirement
from utils.role.model.response_measure import parse_measure
from utils.workshop.parsing import parse_breaks, parse_clock, parse_date, parse_end_or_duration

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD_CHARACTERS = 5_000  # more than any text field takes
FILE_CHARACTERS = 500_000
HEAD = "task,days,needs\n"
COLUMNS = (
    Column("task", required=True, filled=True),
    number_column("days"),
    Column("needs", many=True),
)


class Reader(NamedTuple):
    """A reader of text; `is_limited` where it refuses a text longer than `max_characters`."""

    read: Callable[[str], object]
    max_characters: int
    is_limited: bool = False


READERS = {
    "any table": Reader(lambda text: read_table(text, COLUMNS), FILE_CHARACTERS),
    "pay": Reader(lambda text: parse_pay_file(text, "pay.csv"), FILE_CHARACTERS),
    "backlog": Reader(parse_items, MAX_BACKLOG_CHARACTERS, is_limited=True),
    "network": Reader(parse_network_tasks, MAX_NETWORK_CHARACTERS, is_limited=True),
    "deployments": Reader(parse_deployment_log, MAX_DEPLOYMENT_LOG_CHARACTERS, is_limited=True),
    "calls": Reader(read_call_log, MAX_CALL_LOG_CHARACTERS, is_limited=True),
    "keys": Reader(read_keys, MAX_CALL_LOG_CHARACTERS, is_limited=True),
    "API description": Reader(read_fragment, 20_000),
    "number": Reader(parse_number, 1_000_000, is_limited=True),
    "column of numbers": Reader(lambda text: parse_column(text.split()), FIELD_CHARACTERS),
    "time": Reader(parse_timestamp, FIELD_CHARACTERS),
    "clock": Reader(parse_clock, FIELD_CHARACTERS),
    "length": Reader(lambda text: parse_end_or_duration(text, 540), FIELD_CHARACTERS),
    "breaks": Reader(lambda text: parse_breaks(text, 540), FIELD_CHARACTERS),
    "date": Reader(parse_date, FIELD_CHARACTERS),
    "hours": Reader(parse_hours, FIELD_CHARACTERS),
    "measure": Reader(parse_measure, FIELD_CHARACTERS),
    "requirement": Reader(lambda text: parse_requirement(text, text), FIELD_CHARACTERS),
    "notice": Reader(parse_notice_days, FIELD_CHARACTERS),
    "letter": Reader(read_letter_cached, MAX_LETTER_CHARACTERS),
    "job ad": Reader(lambda text: match_wording_rules(text, wording_rules()), FIELD_CHARACTERS),
    "pay range": Reader(find_pay_range, FIELD_CHARACTERS),
    "tools": Reader(find_tools, FIELD_CHARACTERS),
    "code": Reader(asks_for_code, FIELD_CHARACTERS),
}
# What a text consists of, over and over.
PIECES = (
    *("9", "1", "1 ", "1,", "1.", "1'", "1/2 ", "½", "1e", "1e9", "%", "1h30m ", "1.2.3-", "9."),
    *("a", "é", "😀", "\0", "\r", "\t", "\\n", "  \n", "\u202e", "\u00ad", "\u200b", "@", "~", "?"),
    *("(", "a1(", "[", "{", "'", '"', '"",', '"a', "`", "**a**", "--", "/*", "//", "#", "|", "*a "),
    *(",", ";", "; ", "a\n", "a,b\n", "A;1;1;1;1;\n", "|a|b|\n", "sep=,\n", "A,/", "A-"),
    *(
        '{"a":',
        '["',
        '{"id":1}\n',
        "a:\n ",
        "a: &a\n",
        "&a [*a,",
        "- ",
        "? ",
        "|\n",
        "<table>",
        "<a ",
    ),
    *("insert into a values(", "=1+", "• ", "(1) ", "1) ", "> ", "2026-06-01T09:00,"),
    *("10:45-10:30, ", "day ", "not ", "the ", ". ", "twenty-", "one hundred and ", "5 of "),
    *("95% of calls ", "$1,000-", "p99 < 300 ms and ", "within 2 weeks ", "and we "),
    *("the program manager ", "senior ", "we need python, "),
)
# Files of the largest size that is read, which is 5 MB.
LARGE_TABLES = {
    "2.4 million columns": "," * 2_400_000 + "a",
    "one long cell": "x" * 4_999_999,
    "an open quotation mark": '"' + "x\n" * 2_000_000,
    "an open quotation mark, few lines": '"' + "x\n" * 100_000,
    "quotation marks": '"' * 4_999_999,
    "pairs of quotation marks": '"",' * 1_600_000,
    "ten million lines": "\n" * 10_000_000,
    "ten million lines as bytes": b"\n" * 10_000_000,
    "carriage returns": "\r" * 4_999_999,
    "NUL": "\0" * 4_999_999,
    "NUL as bytes": b"\0" * 4_999_999,
    "dashes": "--" * 2_400_000,
    "blank rows": HEAD + ",,\n" * 200_000,
    "all problems": HEAD + "a,b,c\n" * 20_000,
    "all rows too long": "task,days\n" + "a,b,c\n" * 20_000,
    "all rows quoted": HEAD + "".join(f'"a""{n}","{n}","b"\n' for n in range(20_000)),
    "wide headings": ("(" * 200 + ",") * 190 + "\n" + "a,1\n" * 20_000,
    "brackets": "task,days\n" + "a1(" * 60_000,
    "spaces": "task,days\na" + " " * 4_000_000 + ",5",
    "sixteen bit": ("\ufeff" + HEAD + "é,1,\n" * 20_000).encode("utf-16-le"),
}
DEPLOYMENTS_HEAD = "committed,deployed,failed,recovered,rework\n"
# As many rows as each of these reads.
FULL_TABLES = {
    "deployments": (
        DEPLOYMENTS_HEAD + "2026-06-01T09:00,2026-06-01T12:00,no,,no\n" * MAX_DEPLOYMENT_ROWS,
        DEPLOYMENTS_HEAD + "x,y,z,a,b\n" * MAX_DEPLOYMENT_ROWS,
        DEPLOYMENTS_HEAD + "9" * 190_000,
    ),
    "calls": ("week,caller,version,calls\n" + "2026-06-01,a,v1,5\n" * MAX_CALL_ROWS,),
    "keys": ("created,first_success\n" + "2026-06-01T09:00,2026-06-01T12:00\n" * MAX_CALL_ROWS,),
    "pay": ("title,pay\n" + "Product owner,$100k\n" * 20_000,),
}


def hostile_texts(name: str) -> dict[str, str]:
    """Return texts as long as a reader takes them, by a name for a message."""
    most = READERS[name].max_characters
    repeated = {f"{piece!r} over and over": piece * (most // len(piece)) for piece in PIECES}
    full = {f"full table {number}": text for number, text in enumerate(FULL_TABLES.get(name, ()))}
    return {**repeated, **full}


def every_text() -> dict[str, Callable[[], object]]:
    """Return a call for each text and large table that reads it, by a name."""
    texts = {
        f"{name}, {what}": partial(reader.read, text)
        for name, reader in READERS.items()
        for what, text in hostile_texts(name).items()
    }
    tables = {
        f"a file, {what}": partial(read_table, content, COLUMNS)
        for what, content in LARGE_TABLES.items()
    }
    return {**texts, **tables}
