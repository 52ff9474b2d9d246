"""Words: every number traced, minutes that add up, links that lead somewhere.

Prose and questions state their numbers in text, and each is traced there. Activities and
documents must state none of their own: they take it from a table or a model.
"""

from __future__ import annotations

import ast
import importlib
import json
import re

import books
import glossary
import navigation
import pytest
import tracing

from utils.kit.progress.archive import DOCUMENTS_FOLDER_NAME
from utils.kit.storage import COURSE_FOLDER_NAME

LESSONS = [pytest.param(path, id=path.stem) for path in books.paths()]
QUESTIONS = books.ROOT / "data" / "questions"


def entries(path, which: str) -> list[tracing.Entry]:
    return getattr(importlib.import_module(f"figures_{path.stem.split('-')[0]}"), which)


# Cells that the refresh makes; test_navigation.py and test_glossary.py check them.
MADE = glossary.MADE


def prose(path) -> str:
    cells = books.prose(books.read(path))
    return "\n\n".join(cell.source for cell in cells if cell.id not in MADE)


def strings(value) -> list[str]:
    """Return the texts that a learner reads in a question file."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    if isinstance(value, dict):
        kept = {
            k: v for k, v in value.items() if k not in {"id", "key", "misconception", "notebook"}
        }
        return [text for part in kept.values() for text in strings(part)]
    return []


def questions(path) -> str:
    bank = json.loads((QUESTIONS / path.name).with_suffix(".json").read_text(encoding="utf-8"))
    return "\n\n".join(strings(bank))


# Where MathJax, which JupyterLab lets read a page, begins to look for dollar signs anew.
RUN_ENDS = re.compile(r"\*+|`|</?\w+>|\n\s*\n|\n\s*(?:[-*|>]|\d+\.) ")


@pytest.mark.parametrize("path", LESSONS)
def test_two_amounts_are_not_a_formula(path):
    """JupyterLab makes a formula of what is between two dollar signs, escaped or not."""
    runs = [run for cell in books.prose(books.read(path)) for run in RUN_ENDS.split(cell.source)]
    assert [run for run in runs if run.count("$") > 1] == []


TEXTS = pytest.mark.parametrize(("which", "read"), [("PROSE", prose), ("QUESTIONS", questions)])


@TEXTS
@pytest.mark.parametrize("path", LESSONS)
def test_every_number_is_traced(path, which, read):
    assert tracing.untraced(read(path), entries(path, which)) == []


@TEXTS
@pytest.mark.parametrize("path", LESSONS)
def test_numbers_are_what_tables_and_models_say(path, which, read):
    assert tracing.wrong(read(path), entries(path, which)) == []


@TEXTS
@pytest.mark.parametrize("path", LESSONS)
def test_any_changed_digit_is_noticed(path, which, read):
    parts, known = read(path).split("\n\n"), entries(path, which)
    missed = [
        torn
        for place, part in enumerate(parts)
        for torn in misprints(part)
        if not tracing.untraced(torn, known)
        and not faults("\n\n".join([*parts[:place], torn, *parts[place + 1 :]]), known, which)
    ]
    assert missed == []


def misprints(text: str) -> list[str]:
    """Return the text with one digit of one number changed, in every way."""
    said = tracing.numbers(tracing.bare(text))
    torn = [
        text[: digit.start()] + other + text[digit.end() :]
        for digit in re.finditer(r"\d", text)
        for other in "0123456789"
    ]
    return [changed for changed in torn if tracing.numbers(tracing.bare(changed)) != said]


def faults(text: str, known: list[tracing.Entry], which: str) -> list[str]:
    return tracing.wrong(text, known) + (uneven_minutes(text) if which == "PROSE" else [])


@TEXTS
@pytest.mark.parametrize("path", LESSONS)
def test_a_changed_table_is_noticed(path, which, read):
    altered = [
        tracing.Entry(entry.phrase, tuple(v * 1.07 + 1 for v in entry.values))
        for entry in entries(path, which)
        if entry.values
    ]
    assert len(tracing.wrong(read(path), altered)) == len(altered)


@pytest.mark.parametrize("value", [15.65, -15.65])
def test_a_written_sign_counts(value):
    text = f"a gap of {value:+.2f}".replace("-", "−")
    assert tracing.wrong(text, [tracing.fact(text, value)]) == []
    assert tracing.wrong(text, [tracing.fact(text, -value)]) != []


def test_a_phrase_is_not_found_within_a_longer_number():
    entry = tracing.fact("price level 96", 96)
    for longer in ("price level 960", "price level 96.5", "price level 96,000"):
        assert tracing.untraced(longer, [entry]) != []
        assert tracing.wrong(longer, [entry]) != []


def uneven_minutes(text: str) -> list[str]:
    """Return what in the minutes of a notebook does not add up."""
    total, teaching, doing = map(int, navigation.MINUTES.search(text).groups())
    each = [int(n) for n in re.findall(r"^## Exercise \d+ · .*\((\d+) min\)$", text, re.MULTILINE)]
    holds = {
        "reading and doing": total == teaching + doing,
        "sum of exercises": doing == sum(each),
        "longest exercise": max(each) <= 8 and f"longer than {max(each)} minutes" in text,
    }
    return [name for name, true in holds.items() if not true]


@pytest.mark.parametrize("path", LESSONS)
def test_minutes_add_up(path):
    assert uneven_minutes(prose(path)) == []


@pytest.mark.parametrize("path", LESSONS)
def test_head_and_foot_are_there(path):
    text = "\n\n".join(cell.source for cell in books.prose(books.read(path)))
    wanted = ["# ", "**Before you start.**", "## Key points",
              "**You made:**", "## Sources", "Previous and next"]  # fmt: skip
    assert [words for words in wanted if words not in text] == []
    opening = (
        "\nAfter this notebook you can\n",
        "\nBy the end of this notebook, you'll be able to\n",
    )
    assert any(words in text for words in opening)


CODE = [
    pytest.param(path, id=path.relative_to(books.ROOT).as_posix())
    for pattern in ("*/activities/*.py", "*/documents.py")
    for path in sorted((books.ROOT / "utils").glob(pattern))
]

# Exercises go by number. Such codes are only in the names of activities in the log.
CODES = re.compile(r"\b[CHMRS]\d[a-c]?\b(?![\w/-])")


@pytest.mark.parametrize("path", LESSONS)
def test_exercises_go_by_number_alone(path):
    printed = "\n".join(
        "".join(output.get("data", {}).get("text/plain", ""))
        for cell in books.code(books.read(path))
        if not cell.source.startswith(("Source(", "data = "))
        for output in cell.outputs
    )
    assert CODES.findall(f"{prose(path)}\n{questions(path)}\n{printed}") == []


@pytest.mark.parametrize("path", CODE)
def test_no_text_of_an_activity_has_a_code(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )
    assert [text for text in texts if CODES.search(text)] == []


def test_a_code_is_noticed():
    assert CODES.findall("R2 · Story, in M2a (S1), not S3-like or CO2") == ["R2", "M2a", "S1"]


# Money, percentages and large numbers, as they would stand in words of our own.
FIGURE = re.compile(r"\$\s?\d|\d\s?(?:%|percent\b|k\b)|\d,\d{3}")
DEFINITIONS = {
    "100%": "all people of a level, whatever the pay",
    "rounded to $1,000": "how the figures beside it are rounded",
}


def own_figures(source: str) -> list[str]:
    """Return texts in code that hold a figure; how a value is formatted isn't text."""
    tree = ast.parse(source)
    formats = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec
        for part in ast.walk(node.format_spec)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in formats
    )
    return [text for text in texts if FIGURE.search(defined_away(text))]


def defined_away(text: str) -> str:
    for words in DEFINITIONS:
        text = re.sub(rf"(?<!\d){re.escape(words)}(?!\d)", "", text)
    return text


@pytest.mark.parametrize("path", CODE)
def test_activities_take_their_figures_from_tables_and_models(path):
    assert own_figures(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "words",
    [
        "'pays $5'",
        "'about 25% of them'",
        "'132,916 a year'",
        "f'{x} of $133k'",
        "'1100%'",
        "'9 percent'",
    ],
)
def test_a_figure_in_code_is_found(words):
    assert own_figures(f"say({words})") != []


def test_formats_and_definitions_are_no_figures():
    assert own_figures("say(f'{x:.1%} of {y:,.0f}', '100%', 'rounded to $1,000')") == []
    used = "".join(path.values[0].read_text(encoding="utf-8") for path in CODE)
    assert [words for words in DEFINITIONS if words not in used] == []


@pytest.mark.parametrize("path", LESSONS)
def test_the_map_in_the_readme_says_the_same_minutes(path):
    readme = (books.ROOT / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"\(notebooks/{path.name}\) \| (\d+) \|", readme)
    head = navigation.MINUTES.search(prose(path))
    assert row, f"{path.name} is not in the map"
    assert row[1] == head[1]


def test_the_readme_counts_the_documents():
    readme = (books.ROOT / "README.md").read_text(encoding="utf-8")
    made = ", ".join(one.made for one in navigation.lessons())
    documents = [one for one in re.split(r",? and |, ", made) if one != "a portfolio"]
    assert f"Leave with {len(documents)} documents" in readme


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_the_readme_has_a_whole_line_that_starts_a_seat_with_its_folder(shell):
    readme = (books.ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"```{shell}\n(.*?)```", readme.split("### For a class")[1], re.DOTALL)
    (line,) = "".join(blocks).splitlines()
    assert "TPO_COURSE_HOME" in line
    assert line.endswith(" lab notebooks/00-welcome.ipynb")


def test_no_lesson_names_the_standard_folder_which_may_not_be_the_one_in_use():
    assert [path.id for path in LESSONS if COURSE_FOLDER_NAME in prose(path.values[0])] == []


def test_the_guide_says_which_files_stay_behind_between_groups():
    guide = books.read(books.ROOT / "notebooks" / "90-facilitator-guide.ipynb")
    (cell,) = [one.source for one in guide.cells if "## Between groups" in one.source]
    assert "browser's downloads" in cell
    assert f"`{DOCUMENTS_FOLDER_NAME}/earlier`" in cell


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_pages_name_files_and_variables_that_exist(page):
    text = (books.ROOT / page).read_text(encoding="utf-8")
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("utils", "tests", ".ci")
        for path in sorted((books.ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix in {".py", ""}
    )
    read = set(re.findall(r'"(?:\$\{)?(TPO_[A-Z_]+)[":]', code))  # in Python, and in the shell
    assert set(re.findall(r"TPO_[A-Z_]+", text)) - read == set()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not (books.ROOT / link).exists()] == []
    run = re.findall(r"(?:python|bash) ((?:tests|data|\.ci)/[\w./-]+)", text)
    assert [name for name in run if not (books.ROOT / name).exists()] == []
