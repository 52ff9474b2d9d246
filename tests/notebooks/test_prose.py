"""Prose: every number traced, minutes that add up, links that lead somewhere."""

from __future__ import annotations

import importlib
import json
import re

import books
import pytest
import tracing

LESSONS = [pytest.param(path, id=path.stem) for path in books.paths()]
QUESTIONS = books.ROOT / "data" / "questions"


def entries(path, which: str) -> list[tracing.Entry]:
    return getattr(importlib.import_module(f"figures_{path.stem.split('-')[0]}"), which)


def prose(path) -> str:
    return "\n\n".join(cell.source for cell in books.prose(books.read(path)))


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


@pytest.mark.parametrize("path", LESSONS)
def test_every_number_in_the_prose_is_traced(path):
    assert tracing.untraced(prose(path), entries(path, "PROSE")) == []


@pytest.mark.parametrize("path", LESSONS)
def test_numbers_in_the_prose_are_what_tables_and_models_say(path):
    assert tracing.wrong(prose(path), entries(path, "PROSE")) == []


@pytest.mark.parametrize("path", LESSONS)
def test_every_number_in_the_questions_is_traced(path):
    assert tracing.untraced(questions(path), entries(path, "QUESTIONS")) == []


@pytest.mark.parametrize("path", LESSONS)
def test_numbers_in_the_questions_are_what_tables_and_models_say(path):
    assert tracing.wrong(questions(path), entries(path, "QUESTIONS")) == []


@pytest.mark.parametrize("path", LESSONS)
def test_a_changed_digit_in_the_prose_is_noticed(path):
    text = prose(path)
    for entry in entries(path, "PROSE"):
        if entry.values is None:
            continue
        changed = re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), entry.phrase, count=1)
        torn = text.replace(entry.phrase, changed)
        if torn == text:  # the phrase stands in bold or with markup between its words
            continue
        found = tracing.untraced(torn, entries(path, "PROSE"))
        assert found or tracing.wrong(torn, entries(path, "PROSE")), entry.phrase


@pytest.mark.parametrize("path", LESSONS)
def test_a_changed_table_is_noticed(path):
    altered = [
        tracing.Entry(entry.phrase, tuple(v * 1.07 + 1 for v in entry.values))
        for entry in entries(path, "PROSE")
        if entry.values
    ]
    assert len(tracing.wrong(prose(path), altered)) == len(altered)


@pytest.mark.parametrize("path", LESSONS)
def test_minutes_add_up(path):
    text = prose(path)
    total, teaching, doing = map(
        int, re.search(r"(\d+) minutes, estimated:\*\* (\d+) to read, (\d+) to do", text).groups()
    )
    each = [int(n) for n in re.findall(r"^## Exercise \d+ · .*\((\d+) min\)$", text, re.MULTILINE)]
    assert total == teaching + doing
    assert doing == sum(each)
    assert max(each) <= 8
    assert f"longer than {max(each)} minutes" in text


@pytest.mark.parametrize("path", LESSONS)
def test_head_and_foot_are_there(path):
    text = prose(path)
    wanted = ["# ", "After this notebook you can", "**Before you start.**", "## Key points",
              "**You made:**", "## Sources", "Previous and next"]  # fmt: skip
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("path", LESSONS)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)]+)\)", prose(path)):
        if not target.startswith(("http", "#")):
            assert (path.parent / target).exists(), target
