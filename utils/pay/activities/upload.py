"""The learner's own pay file in the pay explorer."""

from __future__ import annotations

import json
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING
from zlib import crc32

from traitlets import TraitError

from utils.kit.base import button, button_row
from utils.kit.controls import FileUpload, LiveRegion, TextField, VBox
from utils.kit.controls.factory import NOT_CHOSEN_OPTION, dropdown, side_by_side
from utils.kit.english import format_number, plural, plural_noun
from utils.kit.errors import InputError
from utils.kit.numbers import parse_number
from utils.kit.storage import course_home, disk_error, write_atomic
from utils.kit.table_reader import TableError, shorten_for_message
from utils.kit.tables import Table, format_usd
from utils.pay import parsing
from utils.pay.model.benchmark import adjust, percentile_of
from utils.pay.pictures.benchmark import rank_ordinal_text
from utils.pay.places import all_areas, match_places
from utils.pay.public_data import (
    NATION_CODE,
    area_name,
    occupation_wages,
    occupations_by_code,
    price_level,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from utils.kit.activity import Activity
    from utils.kit.controls import Input

SAVED_FILE_NAME, SETTINGS_FILE_NAME = "own-pay.csv", "own-pay.json"
UNNAMED_FILE_LABEL = "Your file from last time"  # where an earlier version saved no name
MAX_ROWS_SHOWN = 25
COLUMN_QUESTIONS = {
    "occupation": "Which column is the occupation?",
    "pay": "Which column is the pay?",
    "unit": "Which column is the unit?",
    "currency": "Which column is the currency?",
    "place": "Which column is the place?",
    "level": "Which column is the level?",
}
# Currencies that are asked about; more than that are better converted in the file.
MAX_EXCHANGE_RATES = 5
NUMBER_READING_BY_CHOICE: dict[str, parsing.NumberReading] = {
    "": "",
    "larger": "larger",
    "smaller": "smaller",
}
EXCHANGE_RATE_LIMITS = (0.000001, 100.0)  # US dollars for one unit of a currency


class PayFileUploadPanel:
    """Reads a CSV, saves the last good one, and shows its rows next to the proxies.

    What isn't clear in a file is asked right under the picker: which column is which, and the
    currency of rows that name none. The file stays in the learner's own folder. A file that can't
    be used changes nothing: the error under the picker says what to fix, and the rows of the
    earlier file stay, marked as such.
    """

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self._pay_file: parsing.PayFile | None = None
        self._damaged_file_html = ""
        self._shown_proxies_and_dollars: tuple[Sequence[str], str] = (), ""
        self._area_code_by_line: dict[int, str | None] = {}
        self._place_notes: list[str] = []
        self._file_content, self._file_name = b"", ""  # of the file that the questions are about
        self._is_setting_questions = False
        self._rate_codes: list[str] = []  # whose rates are asked
        self.picker = FileUpload(
            label="Your own pay figures (CSV, optional): occupation, pay, unit, place",
            accept=".csv,.txt,.tsv,.json,.jsonl",
            max_size=parsing.FILE_LIMITS.size,
        )
        self.picker.observe(activity.catch_errors(self._on_file_picked), "uploads")
        self.column_questions = {
            name: dropdown(text, [NOT_CHOSEN_OPTION], "") for name, text in COLUMN_QUESTIONS.items()
        }
        self.currency_question = dropdown("Rows without a currency are in", [NOT_CHOSEN_OPTION], "")
        self.reading_question = dropdown(
            "An amount that could be two numbers", [NOT_CHOSEN_OPTION], ""
        )
        self.rate_questions = [TextField(max_length=20) for _ in range(MAX_EXCHANGE_RATES)]
        self._questions = [
            *self.column_questions.values(),
            self.currency_question,
            self.reading_question,
            *self.rate_questions,
        ]
        for question in self._questions:
            question.hidden = True
            question.observe(activity.catch_errors(self._on_question_answered), "value")
        self.remove_button = button_row(
            button("Remove my file", activity.catch_errors(self._remove_file))
        )
        self.report = LiveRegion()
        asked = side_by_side(*self._questions)
        self.box = VBox([self.picker, asked, self.report, self.remove_button])
        self._load_saved_file()

    @property
    def visible_questions(self) -> list[Input]:
        """The questions about the file that are on show."""
        return [one for one in self._questions if not one.hidden]

    def annual_pay(self, dollar_basis: str) -> list[float]:
        """Return the learner's figures, USD a year, in the dollars shown.

        At national prices a row needs a known place; others are left out, and a note says so.
        """
        values = (
            [self._annual_pay_of_row(row, dollar_basis) for row in self._pay_file.rows]
            if self._pay_file
            else []
        )
        return [value for value in values if value is not None]

    def update_report(self, proxies: Sequence[str], dollar_basis: str) -> None:
        """Write what was read, and each row's rank among the proxies in its own place."""
        self._shown_proxies_and_dollars = proxies, dollar_basis
        self.remove_button.hidden = not (self._pay_file or self._damaged_file_html)
        self.report.html = (
            self._report_html(self._pay_file, proxies, dollar_basis)
            if self._pay_file
            else self._damaged_file_html
        )
        mark = self.report.add_class if self._shows_earlier_file else self.report.remove_class
        mark("tpo-stale")

    @property
    def _shows_earlier_file(self) -> bool:
        """Whether the rows on show are those of an earlier file than the one chosen last."""
        return bool(self._pay_file and self.picker.error)

    def _on_file_picked(self, *_: object) -> None:
        try:
            self._file_content = self.picker.read(
                "Keep only the columns and rows you need and save it again."
            )
        except InputError as problem:
            self._show_file_problem(problem)
            return
        self._file_name = self.picker.name
        self._set_questions()
        self._parse_and_save_file()

    def _on_question_answered(self, *_: object) -> None:
        if not self._is_setting_questions:
            self._parse_and_save_file()

    def _parse_and_save_file(self) -> None:
        """Read the file with the answers so far, and save it if it can be used."""
        try:
            pay = self._parse_file()
        except InputError as problem:
            self._show_file_problem(problem)
            return
        self.picker.error = ""
        self._set_pay_file(pay)
        self._activity.refresh()  # shown even where the disk refuses to keep it
        settings = {
            "crc32": crc32(self._file_content),  # of the file that the rest is about
            "name": self._file_name,
            "headings": self._chosen_headings(),
            "currency": self.currency_question.value,
            "reading": self.reading_question.value,
            "rates": self._typed_exchange_rates(),
        }
        write_atomic(course_home() / SETTINGS_FILE_NAME, json.dumps(settings).encode())
        write_atomic(course_home() / SAVED_FILE_NAME, self._file_content)
        self._activity.record("saved", file="own pay")

    def _parse_file(self) -> parsing.PayFile:
        return parsing.parse_pay_file(
            self._file_content,
            self._file_name,
            headings=self._chosen_headings(),
            currency=self.currency_question.value,
            rates=self._validated_exchange_rates(),
            reading=NUMBER_READING_BY_CHOICE[self.reading_question.value],
        )

    def _show_file_problem(self, problem: InputError) -> None:
        """Say what is wrong with a file, and ask what can be asked."""
        self.picker.error = str(problem)
        if isinstance(problem, TableError) and problem.unclear:
            self._ask_columns(problem)
            self.picker.error += " Or choose here:"
        self.update_report(*self._shown_proxies_and_dollars)

    # --- questions -------------------------------------------------------------------------

    def _chosen_headings(self) -> dict[str, str]:
        """Return the heading that the learner chose for each column that was asked about."""
        return {name: one.value for name, one in self.column_questions.items() if one.value}

    def _ask_columns(self, problem: TableError) -> None:
        options = [
            list(NOT_CHOSEN_OPTION),
            *([one, shorten_for_message(one)] for one in problem.headings),
        ]
        for name in problem.unclear:
            if name in self.column_questions:
                self.column_questions[name].options = options
                self.column_questions[name].hidden = False

    def _ask_currency(self, pay_file: parsing.PayFile) -> None:
        others = [(one, one) for one in pay_file.currencies_of_other_rows]
        options = [NOT_CHOSEN_OPTION, ("USD", "US dollars"), *others]
        self.currency_question.options = [list(one) for one in options]
        self.currency_question.hidden = not others

    def _ask_number_reading(self, pay_file: parsing.PayFile) -> None:
        amount = pay_file.ambiguous_amount
        self.reading_question.hidden = amount is None
        if amount is None or amount.alternative_value is None:
            return
        low, high = sorted((amount.value, amount.alternative_value))
        self.reading_question.label = f"“{shorten_for_message(amount.text)}” means"
        self.reading_question.options = [
            ["", "whichever can be a salary"],
            ["larger", format_number(high)],
            ["smaller", format_number(low)],
        ]

    def _ask_exchange_rates(self, pay_file: parsing.PayFile) -> None:
        typed = self._typed_exchange_rates()
        codes = [*dict.fromkeys([*typed, *pay_file.foreign_currencies])][:MAX_EXCHANGE_RATES]
        with self._without_rereading_file():
            for n, question in enumerate(self.rate_questions):
                code = codes[n] if n < len(codes) else ""
                question.label = f"US dollars for 1 {code}" if code else ""
                question.value, question.hidden = typed.get(code, ""), not code
        self._rate_codes = codes

    def _typed_exchange_rates(self) -> dict[str, str]:
        """Return what was typed as the rate of each currency, without those left empty."""
        pairs = zip(self._rate_codes, self.rate_questions, strict=False)
        return {code: one.value for code, one in pairs if one.value.strip()}

    def _validated_exchange_rates(self) -> dict[str, float]:
        """Return the rates that can be used; next to each of the others is what's wrong with it."""
        found = {}
        for code, question in zip(self._rate_codes, self.rate_questions, strict=False):
            question.error = ""
            if not question.value.strip():
                continue
            try:
                found[code] = _parse_exchange_rate(question.value)
            except InputError as problem:
                question.error = str(problem)
        return found

    @contextmanager
    def _without_rereading_file(self) -> Iterator[None]:
        """Set questions without reading the file for each."""
        before, self._is_setting_questions = self._is_setting_questions, True
        try:
            yield
        finally:
            self._is_setting_questions = before

    def _set_questions(
        self,
        headings: Mapping[str, str] | None = None,
        currency: str = "",
        reading: str = "",
        rates: Mapping[str, str] | None = None,
    ) -> None:
        """Set all questions without reading the file for each; unasked ones leave the page."""
        with self._without_rereading_file():
            for name, question in self.column_questions.items():
                chosen = (headings or {}).get(name, "")
                question.options = [
                    list(NOT_CHOSEN_OPTION),
                    *([[chosen, shorten_for_message(chosen)]] if chosen else []),
                ]
                question.value, question.hidden = chosen, not chosen
            self.currency_question.value, self.currency_question.hidden = currency, True
            self.reading_question.value, self.reading_question.hidden = reading, True
            self._rate_codes = list(rates or {})[:MAX_EXCHANGE_RATES]
            for n, question in enumerate(self.rate_questions):
                code = self._rate_codes[n] if n < len(self._rate_codes) else ""
                question.value, question.hidden, question.error = (
                    (rates or {}).get(code, ""),
                    True,
                    "",
                )

    # --- the saved file ---------------------------------------------------------------------

    def _remove_file(self, *_: object) -> None:
        try:
            for name in (SAVED_FILE_NAME, SETTINGS_FILE_NAME):
                (course_home() / name).unlink(missing_ok=True)
        except OSError as problem:
            raise disk_error(problem) from None
        self._pay_file, self._damaged_file_html, self.picker.error = None, "", ""
        self._set_questions()
        self._activity.refresh()

    def _load_saved_file(self) -> None:
        try:
            path = course_home() / SAVED_FILE_NAME
            if path.is_file():
                self._file_content = path.read_bytes()
                self._restore_settings(path.with_name(SETTINGS_FILE_NAME))
                self._set_pay_file(self._parse_file())
        except (InputError, OSError) as problem:
            self._damaged_file_html = f"<p>{escape(str(problem))}</p>"

    def _restore_settings(self, path: Path) -> None:
        """Take over the name and the answers that belong to the file, where there are any."""
        self._file_name = UNNAMED_FILE_LABEL
        try:
            settings = json.loads(path.read_bytes())
            if settings["crc32"] == crc32(self._file_content):
                self._set_questions(
                    dict(settings["headings"]),
                    settings["currency"],
                    _parse_saved_number_reading(settings.get("reading")),
                    _parse_saved_exchange_rates(settings.get("rates")),
                )
                self._file_name = "".join(settings["name"])
        except (OSError, ValueError, LookupError, TypeError, RecursionError, TraitError):
            self._set_questions()  # from an earlier version, or damaged

    def _set_pay_file(self, pay_file: parsing.PayFile) -> None:
        self._area_code_by_line, self._place_notes = match_places(pay_file.rows, all_areas())
        self._pay_file = pay_file
        self._ask_currency(pay_file)
        self._ask_number_reading(pay_file)
        self._ask_exchange_rates(pay_file)

    def _annual_pay_of_row(self, row: parsing.PayRow, dollar_basis: str) -> float | None:
        place = self._area_code_by_line[row.line_number]
        if dollar_basis == "paid":
            return row.annual_pay
        return None if place is None else adjust(row.annual_pay, price_level(place))

    def _report_html(
        self, pay_file: parsing.PayFile, proxies: Sequence[str], dollar_basis: str
    ) -> str:
        lines = [self._file_summary_text(pay_file), *pay_file.notes, *self._place_notes]
        lines += [
            f"Line {row.line_number} was left out: {row.reason}"
            for row in pay_file.skipped_rows[:MAX_ROWS_SHOWN]
        ]
        more = len(pay_file.skipped_rows) - MAX_ROWS_SHOWN
        lines += (
            [
                (
                    f"{plural(more, 'more row')} {plural_noun(more, 'was', 'were')} left out for "
                    "reasons like these."
                )
            ]
            if more > 0
            else []
        )
        missing = len(pay_file.rows) - len(self.annual_pay(dollar_basis))
        if missing:
            lines.append(
                f"We don't know the place of {plural(missing, 'row')}, so we can't draw "
                f"{plural_noun(missing, 'it', 'them')} at national prices."
            )
        words = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return (
            f"{words}{self._wage_percentile_table(pay_file, proxies, dollar_basis).html()}"
            if pay_file.rows
            else words
        )

    def _file_summary_text(self, pay_file: parsing.PayFile) -> str:
        """Return which file is on show and how much of it was read."""
        read = f"{pay_file.name}: {plural(len(pay_file.rows), 'row')} read"
        read += f", {len(pay_file.skipped_rows):,} left out." if pay_file.skipped_rows else "."
        return f"You still see your earlier file. {read}" if self._shows_earlier_file else read

    def _wage_percentile_table(
        self, pay_file: parsing.PayFile, proxies: Sequence[str], dollar_basis: str
    ) -> Table:
        chosen = [code for code in occupations_by_code() if code in proxies]
        body = [
            [
                str(row.line_number),
                row.occupation,
                row.level,
                self._annual_pay_text(row, dollar_basis),
                self._row_area_name(row),
                *(self._row_rank_text(row, code) for code in chosen),
            ]
            for row in pay_file.rows[:MAX_ROWS_SHOWN]
        ]
        more = len(pay_file.rows) - MAX_ROWS_SHOWN
        return Table(
            caption="Your figures, ranked within each stand-in for their own place"
            + (f" (first {MAX_ROWS_SHOWN}; {more} more are in the picture)" if more > 0 else ""),
            columns=[
                "Line",
                "Occupation",
                "Level",
                "A year",
                "Compared in",
                *(occupations_by_code()[code]["short"] for code in chosen),
            ],
            rows=body,
            source="Your own file. Ranks compare pay as paid with wages as paid.",
        )

    def _annual_pay_text(self, row: parsing.PayRow, dollar_basis: str) -> str:
        value = self._annual_pay_of_row(row, dollar_basis)
        return "no known place" if value is None else format_usd(value)

    def _row_area_name(self, row: parsing.PayRow) -> str:
        return area_name(self._area_code_by_line[row.line_number] or NATION_CODE)

    def _row_rank_text(self, row: parsing.PayRow, occupation_code: str) -> str:
        place = self._area_code_by_line[row.line_number] or NATION_CODE
        return rank_ordinal_text(
            percentile_of(row.annual_pay, occupation_wages(occupation_code, place, "paid"))
        )


def _parse_exchange_rate(text: str) -> float:
    """Return a rate that was typed. Raises InputError for what can't be one."""
    low, high = EXCHANGE_RATE_LIMITS
    fix = f"Enter US dollars for one unit, such as 1.08, from {format_number(low)} to {high:g}."
    try:
        parsed = parse_number(text)
    except InputError as problem:
        raise InputError(problem.what, fix) from None
    if parsed.unit or not low <= parsed.value <= high:
        raise InputError(f"“{shorten_for_message(text)}” can't be a rate.", fix)
    return parsed.value


def _parse_saved_number_reading(saved: object) -> str:
    return saved if isinstance(saved, str) and saved in NUMBER_READING_BY_CHOICE else ""


def _parse_saved_exchange_rates(saved: object) -> dict[str, str]:
    pairs = saved.items() if isinstance(saved, dict) else ()
    return {str(code): rate for code, rate in pairs if isinstance(rate, str)}
