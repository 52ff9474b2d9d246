"""What the unit tests share: a folder of their own for each test, and a finger to press with."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # helpers stand beside the tests


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Return the folder for progress and documents, empty at first."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TPO_COURSE_HOME", str(folder))
    return folder


@pytest.fixture
def refusing(tmp_path, monkeypatch):
    """Return a folder that nobody can make, because a file stands in its way."""
    (tmp_path / "wall").write_text("a file, no folder")
    folder = tmp_path / "wall" / "home"
    monkeypatch.setenv("TPO_COURSE_HOME", str(folder))
    return folder


def every(root):
    """Yield a widget and all below it."""
    yield root
    for child in getattr(root, "children", ()):
        yield from every(child)


@pytest.fixture
def press():
    """Return a function that presses the button of a widget whose text begins like that."""
    return lambda made, text: made.press(text)


@pytest.fixture
def on_page():
    """Return a function that gives all that the widgets under a root hold, as one text."""

    def inner(made):
        return "\n".join(
            repr(
                {
                    key: value
                    for key, value in widget.get_state().items()
                    if not key.startswith("_") and not hasattr(value, "comm")
                }
            )
            for widget in every(made.root)
        )

    return inner
