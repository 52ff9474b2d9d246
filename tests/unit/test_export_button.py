"""Where work is gone once the page closes, exporting it is one press away from every save."""

from __future__ import annotations

import importlib
import io
import zipfile
from pathlib import Path

import pytest

from utils import browser
from utils.capstone.activities import CapstonePortfolio
from utils.kit.activity import Activity
from utils.kit.controls import Button
from utils.kit.export_button import EXPORT_LABEL, export_files_by_name, export_links_html
from utils.kit.progress import Progress
from utils.kit.progress.log import read_existing_pseudonym
from utils.kit.storage import display_path
from utils.role.activities import RoleCharter

ROOT = Path(__file__).parents[2]

for one in ROOT.glob("utils/*/activities"):  # so that all of them are known
    importlib.import_module(f"utils.{one.parent.name}.activities")


def saving(kind=Activity):
    """Return all activities that save a document, without what they have in common."""
    below = [one for each in kind.__subclasses__() for one in saving(each)]
    return [*([kind] if kind.save_label and kind.activity_id else []), *below]


@pytest.fixture
def binder(monkeypatch):
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")


def labels(made):
    """Return what the buttons say, those behind a prediction included."""
    return [one.label for one in made.all_widgets() if isinstance(one, Button)]


def test_there_are_many():
    assert len(saving()) > 15


@pytest.mark.usefixtures("binder")
@pytest.mark.parametrize("kind", saving(), ids=lambda kind: kind.__name__)
def test_on_binder_it_is_the_next_button(kind):
    made = kind()
    found = labels(made)
    assert found[found.index(made.save_label) + 1] == EXPORT_LABEL
    made.close()


def test_elsewhere_there_is_none():
    assert EXPORT_LABEL not in labels(RoleCharter())


@pytest.mark.usefixtures("binder")
def test_one_press_hands_over_what_was_typed_last():
    made = RoleCharter()
    made.inputs["purpose"].value = "Typed a moment ago"
    made.press(made.save_label)
    assert "only until you close the page" in made.saved_note_html
    made.inputs["purpose"].value = "Typed after it was saved"
    made.press(EXPORT_LABEL)
    download = made._export_button.download
    who = read_existing_pseudonym(Progress().folder)
    assert (download.names, download.sent) == ([f"technical-product-owner-work-{who}.zip"], 1)
    with zipfile.ZipFile(io.BytesIO(download.contents[0])) as bundle:
        assert "Typed after it was saved" in bundle.read("progress.jsonl").decode()
        assert "documents/role-charter.md" in bundle.namelist()
    assert "saved" in Progress().event_kinds("work")


@pytest.mark.usefixtures("binder")
def test_nothing_is_handed_over_where_the_folder_cannot_be_reached(refusing):
    made = RoleCharter()
    made.press(EXPORT_LABEL)
    assert made._export_button.download.sent == 0
    assert made._export_button.message_region.html == ""
    assert "Nothing to export yet" in made.error.html
    assert display_path(refusing.parent) in made.error.html


@pytest.mark.usefixtures("binder")
def test_the_portfolio_has_it_too():
    assert EXPORT_LABEL in labels(CapstonePortfolio())


def test_work_too_large_for_one_file_comes_in_several():
    files = export_files_by_name([b"one", b"two"], Progress())
    assert list(files)[1].endswith("-2-of-2.zip")
    said = export_links_html(files, ["big.md"])
    assert said.count("download technical") == 2
    assert "big.md" in said


def test_the_files_of_a_class_fit_into_one_folder(tmp_path):
    classmates = [Progress(tmp_path / name) for name in ("ana", "ben")]
    for one in classmates:
        one.record("opened", "01")
    assert len({name for one in classmates for name in export_files_by_name([b"zip"], one)}) == 2


def test_a_page_without_storage_counts_as_well(monkeypatch):
    monkeypatch.setattr(browser, "RUNS_IN_BROWSER", True)
    monkeypatch.delenv("TPO_COURSE_HOME")
    assert browser.forgets_work_on_close()
