"""Make the handouts: python -m utils.workshop.handouts [--plan | NOTEBOOK ...] [--to FOLDER].

Each notebook, or the plan, gets a folder with worksheet, facilitator's copy, and slides, as pages
that need no network. Where there's a Chromium or Chrome, each comes as a PDF, unless --no-pdf.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.kit.progress import Progress
from utils.workshop.handouts import pdf
from utils.workshop.handouts.lesson import notebook_names, read_lesson, read_planned_lessons
from utils.workshop.handouts.pages import facilitator_page, worksheet_page
from utils.workshop.handouts.slides import printable_slides_page, slides_page
from utils.workshop.planning import load_plan_answers, planned_exercises

if TYPE_CHECKING:
    from collections.abc import Sequence

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
            lessons = read_planned_lessons(planned_exercises(load_plan_answers(Progress())))
            folder = asked.to / PLAN_FOLDER_NAME
            problems = make_handout_set(folder, lessons, chromium=chromium)
            what = "your plan's exercises"
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
