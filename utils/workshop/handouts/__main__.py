"""Make the handouts: python -m utils.workshop.handouts [--plan | NOTEBOOK ...] [--to FOLDER].

Each notebook, or the plan, gets a folder with worksheet, facilitator's copy, and slides, as pages
that need no network. Where there's a Chromium or Chrome, each comes as a PDF, unless --no-pdf.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from utils.kit.english import join_words, plural
from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.kit.storage import course_home
from utils.workshop.handouts import pdf
from utils.workshop.handouts.lesson import notebook_names, read_lesson, read_planned_lessons
from utils.workshop.handouts.pages import facilitator_page, worksheet_page
from utils.workshop.handouts.slides import printable_slides_page, slides_page
from utils.workshop.parsing import format_clock
from utils.workshop.plan_texts import format_end_clock
from utils.workshop.planning import (
    has_saved_plan,
    load_plan_answers,
    make_plan_start_and_room,
    planned_exercises,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from utils.workshop.handouts.lesson import LessonCells

PLAN_FOLDER_NAME = "plan"  # the folder of the handouts for a plan
PAGE_BUILDERS = {
    "worksheet": worksheet_page,
    "facilitator": facilitator_page,
    "slides": slides_page,
}


def make_handouts(
    notebooks: Sequence[str], folder: Path, *, chromium: str | None = None
) -> list[str]:
    """Write the handouts of these notebooks; return what went wrong with a PDF, in words.

    Raises InputError for an unknown notebook and where the folder can't be written to.
    """
    made = [
        make_handout_set(folder / name, [read_lesson(name)], chromium=chromium)
        for name in notebooks
    ]
    return [problem for problems in made for problem in problems]


def make_handout_set(
    folder: Path, lessons: Sequence[LessonCells], *, chromium: str | None = None
) -> list[str]:
    """Write the handouts of some notebooks as one; return what went wrong with a PDF, in words."""
    problems = []
    for kind, draw in PAGE_BUILDERS.items():
        page, html = folder / f"{kind}.html", draw(*lessons)
        _write_page(page, html)
        if chromium:
            target = page.with_suffix(".pdf")
            on_paper = printable_slides_page(*lessons) if kind == "slides" else html
            why = pdf.print_to_pdf(chromium, on_paper, target)
            problems += [f"{target}: {why}"] if why else []
    return problems


def _write_page(path: Path, html: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    except OSError as problem:
        raise InputError(
            f"{path} can't be written ({problem.strerror}).", "Choose another folder with --to."
        ) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the handouts and say what was made; return 0, or 1 where something is missing."""
    asked = _argument_parser().parse_args(arguments)
    chromium = None if asked.no_pdf else pdf.find_chromium_program()
    if chromium:
        print("Making handouts. PDFs take a few seconds for each notebook.")  # noqa: T201
    try:
        if asked.plan:
            progress = Progress(course_home())
            answers = load_plan_answers(progress)
            is_saved = has_saved_plan(progress)
            print(_plan_text(progress, answers, is_saved=is_saved))  # noqa: T201 - a command line
            lessons = read_planned_lessons(planned_exercises(answers))
            folder = asked.to / PLAN_FOLDER_NAME
            problems = make_handout_set(folder, lessons, chromium=chromium)
            what = f"{'your' if is_saved else 'the default'} plan's exercises"
        else:
            folder = asked.to
            names = asked.notebooks or notebook_names()
            problems = make_handouts(names, asked.to, chromium=chromium)
            what = plural(len(names), "notebook")
    except InputError as problem:
        print(f"{problem.what} {problem.fix}", file=sys.stderr)  # noqa: T201 - a command line
        return 1
    print(_done_text(what, folder, chromium, no_pdf=asked.no_pdf))  # noqa: T201 - a command line
    for one in problems:
        print(one, file=sys.stderr)  # noqa: T201 - a command line
    return 1 if problems else 0


def _plan_text(progress: Progress, answers: Mapping[str, Any], *, is_saved: bool) -> str:
    """Return which plan the handouts are of: where it's from, people, times, and exercises."""
    plan, start, room = make_plan_start_and_room(answers)
    until = format_end_clock(plan.days[0][-1].end, start)
    days = f" on {plural(len(plan.days), 'day')}" if len(plan.days) > 1 else ""
    numbers: dict[str, list[str]] = {}
    for book, exercise in planned_exercises(answers):
        numbers.setdefault(book.number, []).append(str(exercise.number))
    exercises = "; ".join(f"{number}: {join_words(some)}" for number, some in numbers.items())
    found = (
        f"Your saved plan, from the folder {progress.folder}."
        if is_saved
        else f"No saved plan was found in the folder {progress.folder}. This is the default plan."
    )
    return (
        f"{found}\nThe plan: {plural(room.size, 'person', 'people')}, {format_clock(start)} to "
        f"{until}{days}. Exercises by notebook: {exercises}."
    )


def _done_text(subject: str, folder: Path, chromium: str | None, *, no_pdf: bool) -> str:
    made = f"Worksheets, facilitator's copies, and slides of {subject} are in {folder}"
    if chromium:
        return f"{made}, as pages and as PDF."
    why = "" if no_pdf else " No Chromium or Chrome was found, so there's no PDF: print the pages."
    return f"{made}, as pages.{why}"


def _argument_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m utils.workshop.handouts", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("notebooks", nargs="*", help="such as 01-role-definition; all if none")
    parser.add_argument(
        "--plan", action="store_true", help="only the exercises of the plan in the guide"
    )
    parser.add_argument("--to", type=Path, default=Path("handouts"), help="the folder to write to")
    parser.add_argument("--no-pdf", action="store_true", help="pages only")
    return parser


if __name__ == "__main__":
    sys.exit(main())
