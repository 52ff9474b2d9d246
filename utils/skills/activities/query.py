"""S0: a query over two small tables, to change and run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from utils.kit.activity import Activity
from utils.kit.controls.factory import text_field
from utils.kit.listing import Listing
from utils.kit.tables import Table, read_rows, source_line
from utils.kit.view import View
from utils.skills.model.query import run_query

if TYPE_CHECKING:
    from utils.kit.controls import Input

TABLE_ID_BY_SQL_NAME = {"refunds": "cases_refunds", "refund_attempts": "cases_refund_attempts"}


class SqlQuery(Activity):
    """Run the query, or a changed one."""

    activity_id = "02.query"
    title = "Run it, and change it if you like"
    task = (
        "This is the query, with the rows that it gives. Change it, and it runs when you stop "
        "typing. Try “select * from refunds” or “select * from refund_attempts” to see the tables."
    )

    @classmethod
    def requirements(cls, *_: object) -> list[str]:
        """Return nothing: running the query is up to the learner."""
        return []

    def controls(self) -> dict[str, Input]:
        """Return the query as text."""
        query = text_field("Query (SQLite)", lines=9, code=True)
        query.max_length, query.value = 4_000, Listing("refunds.sql").text
        return {"query": query}

    def view(self, *, query: str) -> View:
        """Return the rows that a query gives."""
        made = run_query(
            query, {name: read_rows(table) for name, table in TABLE_ID_BY_SQL_NAME.items()}
        )
        rest = f" The first {len(made.rows)} are shown." if made.total > len(made.rows) else ""
        return View(
            summary=f"{made.total} {'row' if made.total == 1 else 'rows'}.{rest}",
            table=Table(
                caption="What the query gives",
                columns=list(made.columns),
                rows=[list(row) for row in made.rows],
                source=source_line("cases_refunds"),
            ),
            table_title="",
        )
