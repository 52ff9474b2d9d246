"""The learner's own pay file in the pay explorer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.kit.base import button, button_row
from utils.kit.controls import FileUpload, LiveRegion, VBox
from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.storage import course_home, disk_error, write_atomic
from utils.kit.tables import Table, format_usd
from utils.pay import parsing
from utils.pay.model.benchmark import adjust, percentile_of
from utils.pay.pictures.benchmark import rank_text
from utils.pay.places import all_areas, match_places
from utils.pay.public_data import NATION_CODE, area_name, occupations, price_level, wages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.kit.activity import Activity

SAVED_FILE_NAME = "own-pay.csv"
SAVED_FILE_LABEL = "Your file from last time"
MAX_ROWS_SHOWN = 25


class PayFileUpload:
    """Reads a CSV, keeps the last good one, and sets its rows beside the proxies.

    The file stays in the learner's own folder. A file that can't be used changes nothing: the
    error under the picker says what to fix, and the rows of the earlier file stay, marked as such.
    """

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self._pay: parsing.PayFile | None = None
        self._damaged = ""
        self._shown: tuple[Sequence[str], str] = (), ""
        self._places: dict[int, str | None] = {}
        self._notes: list[str] = []
        self._pick = FileUpload(
            label="Your own pay figures (CSV, optional): occupation, pay, unit, place",
            accept=".csv,.txt,.tsv",
            max_size=parsing.LIMITS.size,
        )
        self._pick.observe(activity.catch_errors(self._picked), "uploads")
        self._forget = button_row(button("Remove my file", activity.catch_errors(self._removed)))
        self._said = LiveRegion()
        self.box = VBox([self._pick, self._said, self._forget])
        self._load_kept()

    def annual_pay(self, dollars: str) -> list[float]:
        """Return the learner's figures, USD a year, in the dollars shown.

        At national prices a row needs a known place; others are left out, and a note says so.
        """
        values = [self._value(row, dollars) for row in self._pay.rows] if self._pay else []
        return [value for value in values if value is not None]

    def show(self, proxies: Sequence[str], dollars: str) -> None:
        """Write what was read, and each row's rank among the proxies in its own place."""
        self._shown = proxies, dollars
        self._forget.hidden = not (self._pay or self._damaged)
        self._said.html = self._html(self._pay, proxies, dollars) if self._pay else self._damaged
        mark = self._said.add_class if self._earlier else self._said.remove_class
        mark("tpo-stale")

    @property
    def _earlier(self) -> bool:
        """Whether the rows on show are those of an earlier file than the one chosen last."""
        return bool(self._pay and self._pick.error)

    def _picked(self, *_: object) -> None:
        try:
            content = self._pick.read("Keep only the columns and rows you need and save it again.")
            pay = parsing.read_pay_file(content, self._pick.name)
        except InputError as problem:
            self._pick.error = str(problem)
            self.show(*self._shown)
            return
        self._pick.error = ""
        self._take(pay)
        self._activity.refresh()  # shown even where the disk refuses to keep it
        write_atomic(course_home() / SAVED_FILE_NAME, content)
        self._activity.record("saved", file="own pay")

    def _removed(self, *_: object) -> None:
        try:
            (course_home() / SAVED_FILE_NAME).unlink(missing_ok=True)
        except OSError as problem:
            raise disk_error(problem) from None
        self._pay, self._damaged, self._pick.error = None, "", ""
        self._activity.refresh()

    def _load_kept(self) -> None:
        try:
            path = course_home() / SAVED_FILE_NAME
            if path.is_file():
                self._take(parsing.read_pay_file(path.read_bytes(), SAVED_FILE_LABEL))
        except (InputError, OSError) as problem:
            self._damaged = f"<p>{escape(str(problem))}</p>"

    def _take(self, pay: parsing.PayFile) -> None:
        self._places, self._notes = match_places(pay.rows, all_areas())
        self._pay = pay

    def _value(self, row: parsing.PayRow, dollars: str) -> float | None:
        place = self._places[row.line]
        if dollars == "paid":
            return row.annual_pay
        return None if place is None else adjust(row.annual_pay, price_level(place))

    def _html(self, pay: parsing.PayFile, proxies: Sequence[str], dollars: str) -> str:
        lines = [self._count(pay), *pay.notes, *self._notes]
        lines += [
            f"Line {row.line} left out: {row.reason}" for row in pay.skipped_rows[:MAX_ROWS_SHOWN]
        ]
        more = len(pay.skipped_rows) - MAX_ROWS_SHOWN
        lines += (
            [f"{plural(more, 'more row')} left out for reasons like these."] if more > 0 else []
        )
        missing = len(pay.rows) - len(self.annual_pay(dollars))
        if missing:
            lines.append(
                f"{plural(missing, 'row')} without a place we know, so without a price level: not "
                "drawn at national prices."
            )
        words = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return f"{words}{self._table(pay, proxies, dollars).html()}" if pay.rows else words

    def _count(self, pay: parsing.PayFile) -> str:
        """Return which file is on show and how much of it was read."""
        read = f"{pay.name}: {plural(len(pay.rows), 'row')} read"
        read += f", {len(pay.skipped_rows):,} left out." if pay.skipped_rows else "."
        return f"Still on show is your earlier file. {read}" if self._earlier else read

    def _table(self, pay: parsing.PayFile, proxies: Sequence[str], dollars: str) -> Table:
        chosen = [code for code in occupations() if code in proxies]
        body = [
            [
                str(row.line), row.occupation, row.level, self._a_year(row, dollars),
                self._place(row), *(self._rank(row, code) for code in chosen),
            ]
            for row in pay.rows[:MAX_ROWS_SHOWN]
        ]  # fmt: skip
        more = len(pay.rows) - MAX_ROWS_SHOWN
        return Table(
            caption="Your figures, ranked among each stand-in in their own place"
            + (f" (first {MAX_ROWS_SHOWN}; {more} more are in the picture)" if more > 0 else ""),
            columns=["Line", "Occupation", "Level", "A year", "Compared in",
                     *(occupations()[code]["short"] for code in chosen)],
            rows=body,
            source="Your own file. Ranks are of pay as paid, against wages as paid.",
        )  # fmt: skip

    def _a_year(self, row: parsing.PayRow, dollars: str) -> str:
        value = self._value(row, dollars)
        return "no known place" if value is None else format_usd(value)

    def _place(self, row: parsing.PayRow) -> str:
        return area_name(self._places[row.line] or NATION_CODE)

    def _rank(self, row: parsing.PayRow, code: str) -> str:
        place = self._places[row.line] or NATION_CODE
        return rank_text(percentile_of(row.annual_pay, wages(code, place, "paid")))
