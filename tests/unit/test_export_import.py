"""Export and import as a learner meets them."""

from __future__ import annotations

import base64
import re

import pytest

from utils.kit.controls import FileUpload
from utils.kit.errors import InputError
from utils.kit.export_import import FILE, ExportImport
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress


def give(widget, content, name=FILE, size=None):
    """Choose a file, as the browser sends it."""
    with widget.hold_trait_notifications():
        widget.name, widget.content = name, memoryview(content)
        widget.size = len(content) if size is None else size
        widget.uploads += 1


def exported(made, press):
    made._said.html = ""
    press(made, "Export my work")
    (data,) = re.findall(r'href="data:application/zip;base64,([^"]+)"', made._said.html)
    return base64.b64decode(data)


def answer(where, *, correct, confidence="sure"):
    Progress().record("answered", where, choice=["a"], correct=correct, confidence=confidence)


def test_the_summary_says_what_was_done(press):
    made = ExportImport("05.")
    assert made._summary.html == "<p>No question answered yet.</p>"
    answer("05.q.a", correct=False)
    answer("05.q.a", correct=True)
    answer("05.q.b", correct=True, confidence="guess")
    answer("06.q.c", correct=True)
    Progress().record("saved", "05.m4", document="path-plan")
    press(made, "Count again")
    words = re.sub(r"<[^>]+>", "", made._summary.html)
    assert words == (
        "Questions answered: 2; right at the first attempt: 1; right in the end: 2. "
        "Documents saved: 1.Right at the first attempt, by how sure you were: "
        "a guess: 1 of 1; sure: 0 of 1."
    )


def test_work_goes_to_another_machine_and_back(press, monkeypatch, tmp_path):
    answer("05.q.a", correct=True)
    Portfolio().save("path-plan", "Path plan", "Mine")
    made = ExportImport()
    content = exported(made, press)
    assert f'download="{FILE}"' in made._said.html
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "other"))
    other = ExportImport()
    give(other._file, content)
    assert "1 events added, 0 were here already." in other._said.html
    assert "path-plan.md" in other._said.html
    assert "<strong>1</strong>" in other._summary.html
    assert Portfolio().read("path-plan").endswith("Mine")
    give(other._file, content)
    assert "0 events added, 1 were here already." in other._said.html
    assert other.error_html == ""


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "That file is empty."), (b"no zip", "damaged or no zip")]
)
def test_what_is_no_export_is_said_and_changes_nothing(content, what):
    made = ExportImport()
    give(made._file, content)
    assert what in made.error_html
    assert made._said.html == ""
    assert Progress().events() == []


def test_a_name_inside_the_file_is_escaped(press, monkeypatch, tmp_path):
    answer("05.q.a", correct=True)
    Portfolio().save("path-plan", "Path plan", "Mine")
    folder = Portfolio().folder
    (folder / "path-plan.md").rename(folder / "a & b.md")
    content = exported(ExportImport(), press)
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "other"))
    other = ExportImport()
    give(other._file, content)
    assert "a &amp; b.md" in other._said.html


def test_a_disk_that_refuses_still_lets_work_leave(press, home):
    answer("05.q.a", correct=True)
    made = ExportImport()
    content = exported(made, press)
    for path in home.glob("*"):
        path.unlink()
    home.rmdir()
    home.write_text("no folder any more")
    give(made._file, content)
    assert "could not be kept" in made.error_html
    assert exported(made, press)


def test_the_printed_form_holds_nothing_of_the_learner():
    answer("05.q.a", correct=True)
    bundle = ExportImport()._repr_mimebundle_()
    assert "Questions answered" not in bundle["text/html"] + bundle["text/plain"]
    assert "Take your work with you" in bundle["text/plain"]


def test_a_file_too_large_is_answered_without_its_content():
    pick = FileUpload(most=5_000_000)
    give(pick, b"", name="big.zip", size=300_000_000)
    with pytest.raises(InputError, match=r"big\.zip has 300\.0 MB; the limit is 5 MB"):
        pick.read()
    give(pick, b"abc")
    assert pick.read() == b"abc"
