"""A text to read: its lines as they stand, escaped, and a clear word where it is missing."""

import pytest

from utils.kit import tables
from utils.kit.errors import InputError
from utils.kit.listing import Listing

NAMES = sorted(path.name for path in (tables.data_folder() / "invented" / "readings").glob("*"))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_there_with_its_number(name):
    made = Listing(name)
    shown = made._repr_mimebundle_()
    lines = made.text.split("\n")
    assert shown["text/html"].count("user-select:none") == len(lines)
    assert shown["text/plain"].split("\n")[1:-1] == lines
    assert "Invented" in shown["text/html"]
    assert "white-space:pre;" in shown["text/html"]  # JupyterLab breaks lines, even within a word


def test_markup_in_a_text_is_shown_and_not_run(tmp_path, monkeypatch):
    folder = tmp_path / "invented" / "readings"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text("<script>alert(1)</script>\n")
    monkeypatch.setattr("utils.kit.listing.data_folder", lambda: tmp_path)
    assert "<script>" not in Listing("x.txt")._repr_mimebundle_()["text/html"]
    with pytest.raises(InputError, match="no reading"):
        Listing("y.txt")
