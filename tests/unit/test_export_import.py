"""Export and import as a learner meets them."""

from __future__ import annotations

import base64
import errno
import io
import json
import random
import re
import shutil
import zipfile

import pytest

from utils.kit.controls import Box, FileUpload
from utils.kit.errors import InputError
from utils.kit.export_button import EXPORT_FILE_NAME
from utils.kit.export_import import ExportImport
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, archive
from utils.kit.progress.log import read_existing_pseudonym
from utils.kit.storage import display_path


def give(widget, content, name=EXPORT_FILE_NAME, size=None):
    """Choose a file, as the browser sends it."""
    with widget.hold_trait_notifications():
        widget.name, widget.content = name, memoryview(content)
        widget.size = len(content) if size is None else size
        widget.uploads += 1


def exported(made, press):
    press(made, "Export my work")
    (data,) = re.findall(r'href="data:application/zip;base64,([^"]+)"', made.message_html)
    return base64.b64decode(data)


def answer(where, *, correct, confidence="sure"):
    Progress().record("answered", where, choice=["a"], correct=correct, confidence=confidence)


def text_of(html):
    return re.sub(r"<[^>]+>", "", html)


def visible(made):
    """Return the texts of the buttons that can be pressed."""
    return [
        widget.label
        for row in made.root.children
        if isinstance(row, Box) and not row.hidden
        for widget in row.children
    ]


MINE, THEIRS = "This is my work from another computer", "Someone else's: don't add it"


@pytest.fixture
def elsewhere(monkeypatch, tmp_path, home):
    """Return a function that makes the export of another computer, with one event and document."""

    def inner(name="other", text="Theirs"):
        with monkeypatch.context() as patch:
            patch.setenv("TPO_COURSE_HOME", str(tmp_path / name))
            answer("05.q.a", correct=True)
            Portfolio().save("path-plan", "Path plan", text)
            (who,) = Progress().own_pseudonyms()
            return archive.build_single_zip(Progress()), who

    return inner


def test_the_summary_says_what_was_done_and_follows_at_once():
    made = ExportImport("05.")
    assert made.summary_html == "<p>No question answered yet.</p>"
    answer("05.q.a", correct=False)
    answer("05.q.a", correct=True)
    answer("05.q.b", correct=True, confidence="guess")
    answer("06.q.c", correct=True)
    Progress().record("saved", "05.m4", document="path-plan")
    assert text_of(made.summary_html) == (
        "Questions answered: 2. Right on the first try: 1. Right in the end: 2. "
        "Documents saved: 1.Right on the first try, by how sure you were: "
        "a guess: 1 of 1; sure: 0 of 1."
    )
    answer("05.q.c", correct=True)
    assert "Questions answered: 3." in text_of(made.summary_html)


def test_the_summary_says_what_is_wrong_with_the_log(home):
    answer("05.q.a", correct=True)
    with (home / "progress.jsonl").open("a") as log:
        log.write("torn\n")
    assert "1 line that can&#x27;t be read" in ExportImport().summary_html


def test_work_goes_to_another_machine_and_back(press, monkeypatch, tmp_path):
    answer("05.q.a", correct=True)
    Portfolio().save("path-plan", "Path plan", "Mine")
    made = ExportImport()
    content = exported(made, press)
    who = read_existing_pseudonym(Progress().folder)
    assert f'download="technical-product-owner-work-{who}.zip"' in made.message_html
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "other"))
    other = ExportImport()
    give(other.inputs["file"], content)
    assert "1 event added, 0 were already here." in other.message_html
    assert "path-plan.md" in other.message_html
    assert "<strong>1</strong>" in other.summary_html
    assert Portfolio().read("path-plan").endswith("Mine")
    give(other.inputs["file"], content)
    assert "0 events added, 1 was already here." in other.message_html
    assert other.error_html == ""


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "That file is empty."), (b"not a zip", "damaged, or it")]
)
def test_what_is_no_export_is_message_and_changes_nothing(content, what):
    made = ExportImport()
    give(made.inputs["file"], content)
    assert what in made.error_html
    assert made.message_html == ""
    assert Progress().events() == []


def test_a_name_inside_the_file_is_escaped(press, monkeypatch, tmp_path):
    answer("05.q.a", correct=True)
    Portfolio().save("path-plan", "Path plan", "Mine")
    folder = Portfolio().folder
    (folder / "path-plan.md").rename(folder / "a & b.md")
    content = exported(ExportImport(), press)
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "other"))
    other = ExportImport()
    give(other.inputs["file"], content)
    assert "a &amp; b.md" in other.message_html


def test_an_import_into_a_folder_that_is_gone_says_so(press, home):
    answer("05.q.a", correct=True)
    made = ExportImport()
    content = exported(made, press)
    for path in home.glob("*"):
        path.unlink()
    home.rmdir()
    home.write_text("no folder any more")
    give(made.inputs["file"], content)
    assert "couldn&#x27;t be saved" in made.error_html


def test_a_full_disk_still_lets_work_leave(press, monkeypatch):
    answer("05.q.a", correct=True)
    made = ExportImport()

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("utils.kit.progress.log._append_bytes", full)
    assert exported(made, press)
    assert "couldn&#x27;t be saved" in made.error_html


def test_no_file_is_offered_where_the_folder_cannot_be_reached(press, home):
    answer("05.q.a", correct=True)
    made = ExportImport()
    assert exported(made, press)
    shutil.rmtree(home)
    home.write_text("no folder any more")
    press(made, "Export my work")
    assert made.message_html == ""
    assert "Nothing to export yet" in made.error_html
    assert display_path(home) in made.error_html


def test_the_printed_form_holds_nothing_of_the_learner():
    answer("05.q.a", correct=True)
    bundle = ExportImport()._repr_mimebundle_()
    assert "Questions answered" not in bundle["text/html"] + bundle["text/plain"]
    assert "Take your work with you" in bundle["text/plain"]


def test_a_file_too_large_is_answered_without_its_content():
    pick = FileUpload(max_size=5_000_000)
    give(pick, b"", name="big.zip", size=300_000_000)
    with pytest.raises(InputError, match=r"big\.zip is 300\.0 MB; the limit is 5 MB"):
        pick.read()
    give(pick, b"abc")
    assert pick.read() == b"abc"


# --- another person's file -----------------------------------------------------------------


def test_another_persons_file_is_asked_about_and_left(press, elsewhere):
    answer("05.q.b", correct=True)
    Portfolio().save("path-plan", "Path plan", "Mine")
    made = ExportImport()
    content, who = elsewhere()
    assert MINE not in visible(made)
    before = Progress().events()
    give(made.inputs["file"], content)
    (mine,) = Progress().own_pseudonyms()
    assert f"has work by <strong>{who}</strong>" in made.message_html
    assert f"by <strong>{mine}</strong>" in made.message_html
    assert [text for text in visible(made) if text in (MINE, THEIRS)] == [MINE, THEIRS]
    assert Progress().events() == before
    late = next(one for one in made.buttons if one.label == MINE)
    press(made, THEIRS)
    assert "Nothing was added" in made.message_html
    assert MINE not in visible(made)
    assert (Progress().events(), Portfolio().names()) == (before, ["path-plan"])
    assert made.error_html == ""
    late.click()  # a press that comes too late
    assert Progress().events() == before


def test_my_work_from_another_computer_is_added_and_known_from_then_on(press, elsewhere):
    answer("05.q.b", correct=True)
    made = ExportImport()
    content, _ = elsewhere()
    give(made.inputs["file"], content)
    press(made, MINE)
    assert "1 event added" in made.message_html
    assert "Questions answered: 2" in text_of(made.summary_html)
    assert Portfolio().read("path-plan").endswith("Theirs")
    again = ExportImport()
    give(again.inputs["file"], content)
    assert "0 events added, 1 was already here." in again.message_html
    assert MINE not in visible(again)


def test_another_file_takes_the_place_of_one_that_waits(press, elsewhere):
    answer("05.q.b", correct=True)
    own = archive.build_single_zip(Progress())
    made = ExportImport()
    give(made.inputs["file"], elsewhere()[0])
    give(made.inputs["file"], own)
    assert MINE not in visible(made)
    assert "0 events added" in made.message_html
    give(made.inputs["file"], elsewhere("third")[0])
    give(made.inputs["file"], b"not a zip")
    assert MINE not in visible(made)
    assert "damaged, or it" in made.error_html


def test_into_an_empty_folder_work_comes_without_a_question(elsewhere):
    made = ExportImport()
    give(made.inputs["file"], elsewhere()[0])
    assert "1 event added" in made.message_html


# --- what is said when ---------------------------------------------------------------------


def test_an_old_error_goes_before_the_next_file_is_read(monkeypatch):
    made = ExportImport()
    give(made.inputs["file"], b"not a zip")
    assert made.error_html
    seen = []
    monkeypatch.setattr(
        archive, "import_zip", lambda *_, **__: seen.append((made.error_html, made.message_html))
    )
    give(made.inputs["file"], b"another")
    assert seen == [("", "<p>Reading the file…</p>")]


def test_files_that_stay_here_are_named(press):
    Portfolio().save("path-plan", "Path plan", "Mine")
    (Portfolio().folder / "sketch <b>.png").write_text("x")
    made = ExportImport()
    press(made, "Export my work")
    assert "Left out" in made.message_html
    assert "documents/sketch &lt;b&gt;.png" in made.message_html


def test_work_too_large_for_one_upload_makes_several_that_can_be_imported(press):
    noise = random.Random(5)
    folder = Portfolio().folder
    folder.mkdir(parents=True)
    for name in ("one.md", "two.md"):
        (folder / name).write_bytes(base64.b64encode(noise.randbytes(4_700_000)))
    made = ExportImport()
    press(made, "Export my work")
    names = re.findall(r'download="([^"]+)"', made.message_html)
    parts = re.findall(r'href="data:application/zip;base64,([^"]+)"', made.message_html)
    assert names == [  # nothing was recorded yet, so there's no pseudonym
        f"technical-product-owner-work-{n}-of-{len(names)}.zip" for n in range(1, len(names) + 1)
    ]
    assert len(names) > 1
    assert all(len(base64.b64decode(part)) <= 9_000_000 for part in parts)
    assert made.inputs["file"].max_size == 9_000_000
    assert [archive.read_exported_progress(base64.b64decode(part)).events() for part in parts] == [
        [],
        [],
    ]


# --- a name for the class ------------------------------------------------------------------


def manifest(content):
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return json.loads(bundle.read(archive.MANIFEST_FILE_NAME))


def test_nobody_is_named_unless_they_agree(press):
    answer("05.q.a", correct=True)
    made = ExportImport()
    assert (made.inputs["agreed"].value, made.inputs["name"].hidden) == ([], True)
    made.inputs["name"].value = "Ada"  # typed, and then the box unticked
    assert "name" not in manifest(exported(made, press))
    made.inputs["agreed"].value = ["named"]
    assert not made.inputs["name"].hidden
    made.inputs["name"].value = "  Ada \n Lovelace "
    content = exported(made, press)
    assert manifest(content)["name"] == "Ada Lovelace"
    assert archive.read_export_contents(content).name == "Ada Lovelace"
    assert b"Ada" not in archive.read_exported_log(content)


def test_a_name_that_is_missing_is_asked_for(press):
    made = ExportImport()
    made.inputs["agreed"].value = ["named"]
    press(made, "Export my work")
    assert "Enter the name" in made.inputs["name"].error
    assert made.message_html == ""
    made.inputs["agreed"].value = []
    assert made.inputs["name"].error == ""
    assert exported(made, press)


def test_an_export_with_a_name_is_imported_like_any_other(monkeypatch, tmp_path):
    answer("05.q.a", correct=True)
    (content,) = archive.build_export(Progress(), "Ada").parts
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "other"))
    assert archive.import_zip(Progress(), content).added == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [("", ""), ("  ", ""), ("x" * 500, "x" * 60), ("a\u202eb\0c", "a b c"), (["Ada"], ""), (7, "")],
)
def test_a_name_from_elsewhere_is_one_short_line(given, shown):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr(
            archive.MANIFEST_FILE_NAME, json.dumps(archive.MANIFEST_FORMAT | {"name": given})
        )
        bundle.writestr("progress.jsonl", "")
    assert archive.read_export_contents(out.getvalue()).name == shown
