"""Links between notebooks, the map and the outline: fresh, and leading somewhere."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from pathlib import Path

import books
import navigation
import pytest

LESSONS = [pytest.param(path, id=path.stem) for path in books.paths()]
EVERY = [pytest.param(path, id=path.stem) for path in books.every()]
PAGES = [
    pytest.param(books.ROOT / name, id=name)
    for name in ("README.md", "CONTRIBUTING.md", "data/README.md")
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def heading_anchors(text: str) -> set[str]:
    """Return the anchors that JupyterLab gives to the headings of a text."""
    found = re.findall(r"^#{1,6} (.+)$", CODE.sub("", text), re.MULTILINE)
    return {re.sub(r"[*_`]", "", heading).strip().replace(" ", "-") for heading in found}


def text_of(path: Path) -> str:
    if path.suffix == ".ipynb":
        return "\n\n".join(cell.source for cell in books.prose(books.read(path)))
    return path.read_text(encoding="utf-8")


def dead(text: str, path: Path) -> list[str]:
    """Return links of a text, as it stands in `path`, that lead nowhere."""
    found = []
    for link in LINK.findall(CODE.sub("", text)):
        if re.match(r"https://[\w.-]+\.[a-z]{2,}(/|$)", link):
            continue  # outside: its form is all that can be checked here
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        inside = text if target == path else None
        if not _leads(path, target, anchor, inside):
            found.append(link)
    return found


def _leads(page: Path, target: Path, anchor: str, inside: str | None) -> bool:
    if page.suffix == ".ipynb" and not target.is_relative_to(page.parent):
        return False  # JupyterLab, started as the README says, has notebooks/ as its root
    if not target.is_file():
        return target.is_dir() and not anchor
    if not anchor:
        return True
    anchors = heading_anchors(text_of(target) if inside is None else inside)
    if target.suffix == ".md":  # read on GitHub
        anchors = {re.sub(r"[^\w-]", "", one).lower() for one in anchors}
    return anchor in anchors


@pytest.mark.parametrize("path", [*EVERY, *PAGES])
def test_no_link_is_dead(path):
    assert dead(text_of(path), path) == []


@pytest.mark.parametrize(
    "link",
    ["nowhere.ipynb", "00-welcome.ipynb#No-such-heading", "#Nowhere", "http://plain.example/",
     "../data/README.md", "ftp://old.example/"],
)  # fmt: skip
def test_a_dead_link_is_noticed(link):
    assert dead(f"# Here\n\n[words]({link})", books.paths()[0]) == [link]


def test_living_links_are_left_alone():
    text = "# Here there\n\n[a](#Here-there) [c](https://example.org/x)"
    assert dead(f"{text} [b](06-capstone.ipynb#Key-points)", books.paths()[0]) == []
    on_github = text.replace("#Here-there", "#here-there")
    assert dead(f"{on_github} [b](data/README.md)", books.ROOT / "README.md") == []


@pytest.mark.parametrize("path", LESSONS)
def test_every_notebook_links_back_forth_and_to_the_map(path):
    book, known = books.read(path), navigation.lessons()
    before = copy.deepcopy(book)
    navigation.navigated(book, path, known)
    assert [c.source for c in book.cells] == [c.source for c in before.cells], "run the refresh"
    last = book.cells[-1]
    assert last.id == "navigation"
    at = books.paths().index(path)
    wanted = [
        p.name for p in (*books.paths()[max(at - 1, 0) : at], *books.paths()[at + 1 : at + 2])
    ]
    assert [name for name in wanted if f"]({name})" not in last.source] == []
    assert "#The-map)" in last.source


def test_map_and_outline_say_what_the_notebooks_say():
    assert navigation.stale(navigation.lessons()) == [], "run the refresh"


def test_a_changed_notebook_makes_map_and_outline_stale():
    first, *rest = navigation.lessons()
    assert navigation.stale([replace(first, minutes=first.minutes + 1), *rest]) == [
        "README.md: map"
    ]
    number, name, minutes, needs = first.exercises[0]
    changed = (number, name, minutes + 1, needs)
    longer = replace(first, exercises=(changed, *first.exercises[1:]))
    assert navigation.stale([longer, *rest]) == ["data/opinion/outline.csv"]


def test_the_first_has_nothing_before_it_and_the_last_nothing_after():
    known = navigation.lessons()
    assert "Back:" not in navigation.foot(known[0].path, known)
    assert "Next:" not in navigation.foot(known[-1].path, known)


def test_guides_are_no_lessons():
    """Whatever their names: a number from 90 on makes a notebook a guide."""
    guides = [path.name for path in books.every() if books.is_guide(path)]
    assert guides
    known = navigation.lessons()
    said = [navigation.table(known), navigation.outline(known)]
    said += [navigation.foot(path, known) for path in books.paths()]
    assert [name for name in guides if name.removesuffix(".ipynb") in "".join(said)] == []
    names = ("00-welcome", "06-capstone", "89-last", "90-guide", "90a-guide", "99-next")
    assert [books.is_guide(Path(f"{name}.ipynb")) for name in names] == [False] * 3 + [True] * 3


def test_a_guide_leads_to_the_start_and_to_the_map():
    (path,) = (path for path in books.every() if books.is_guide(path))
    text = navigation.foot(path, navigation.lessons())
    assert "(00-welcome.ipynb)" in text
    assert "(00-welcome.ipynb#The-map)" in text
    assert dead(text, path) == []
    book = books.read(path)
    before = copy.deepcopy(book)
    navigation.navigated(book, path, navigation.lessons())
    assert book == before


def test_a_cell_may_import_what_it_shows():
    source = "from utils.kit.export_import import ExportImport\n\nExportImport()"
    assert navigation.requirements(source, {}) == ["saved:work"]
