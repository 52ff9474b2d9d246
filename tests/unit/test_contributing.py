"""The examples in CONTRIBUTING.md: they run in order, and add an activity in three files."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress
from utils.kit.quiz import Quiz

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# ((?:[\w.]+/)+\w+\.py)\n")  # a block that begins like this is a file


def blocks(text: str) -> list[str]:
    """Return the Python examples of a page in order."""
    return BLOCK.findall(text)


PAGE = blocks((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
NEW_FILES = {found[1]: block for block in PAGE if (found := FILE.match(block))}


def load_file(name: str, source: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Import an example as if its file were in the project, and forget it after the test."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    module_name = name.removesuffix(".py").replace("/", ".")
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, module_name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs examples in order and returns the names they define."""

    def inner(examples: list[str]) -> dict[str, object]:
        names: dict[str, object] = {}
        for number, example in enumerate(examples, start=1):
            found = FILE.match(example)
            if found:
                load_file(found[1], example, tmp_path / "project", monkeypatch)
            else:
                exec(compile(example, f"CONTRIBUTING.md, example {number}", "exec"), names)  # noqa: S102 - our own page
        return names

    return inner


def test_every_example_runs_in_order(run):
    names = run(PAGE)
    assert names["format_usd"](None, "not released") == "not released"
    assert names["Raise"]().summary_html == "<p>That makes $103,000.</p>"
    assert isinstance(Quiz("05-salary-and-career", "offers"), names["Quiz"])
    assert Progress().last_event("05.q.example", "answered").result["correct"]
    assert Portfolio().read("note").rstrip().endswith("Some *Markdown*")


def test_an_activity_takes_three_new_files():
    assert list(NEW_FILES) == [
        "utils/pay/model/raises.py",
        "utils/pay/activities/raises.py",
        "tests/unit/test_pay_raises.py",
    ]
    assert [name for name in NEW_FILES if (ROOT / name).exists()] == []


def test_the_tests_of_the_example_pass_and_can_fail(run, tmp_path, monkeypatch):
    run(PAGE)
    tests = sys.modules["tests.unit.test_pay_raises"]
    checks = [check for name, check in vars(tests).items() if name.startswith("test_")]
    assert len(checks) == 2
    for check in checks:
        check()
    monkeypatch.setattr(tests, "after_raise", lambda pay, percent: pay + percent)
    with pytest.raises(AssertionError):
        checks[0]()


def test_the_example_saves_compares_and_refuses(run, press):
    made = run(PAGE)["Raise"]()
    made.set(percent=0)
    press(made, "Compare with ours")
    assert "no raise to compare yet" in made.error_html
    made.set(percent=4)
    press(made, "Compare with ours")
    assert "8% of $100,000" in made.comparison_html
    press(made, "Save my note")
    assert Portfolio().read("note").rstrip().endswith("I earn $100,000 and ask for 4% more.")


def test_an_example_that_fails_is_noticed(run):
    page = "```python\nvalue = 1\n```\n\nwords\n\n```python\nprint(vlaue)\n```\n"
    assert len(blocks(page)) == 2
    with pytest.raises(NameError):
        run(blocks(page))
