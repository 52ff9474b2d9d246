"""A picture: its alternative text, its caption, and that drawing leaves nothing behind."""

import ast
import base64
import re
import struct
import sys
from html import unescape
from pathlib import Path

import matplotlib as mpl
import pytest

from utils.kit import style
from utils.kit.picture import Picture
from utils.kit.source import Source

SAID = 'A <b>"rise"</b> from $1 & $2'


@style.with_course_style
def draw(title="What it shows"):
    made = style.figure(title, "what is drawn", height=1.5)
    ax = style.axes(made, left=0.5, bottom=0.3)
    ax.plot((0, 1), (0, 1))
    return made


@pytest.fixture
def picture():
    return Picture(draw("Costs $5 & <more> than $3"), SAID, "Source: <me> & 'you'")


def test_the_description_becomes_the_alternative_text(picture):
    page = picture.html()
    (alt,) = re.findall(r'<img alt="([^"]*)"', page)
    assert unescape(alt) == SAID
    assert "Source: &lt;me&gt; &amp; &#x27;you&#x27;</figcaption>" in page
    assert "<b>" not in page
    assert 'class="tpo-picture tex2jax_ignore' in page


def test_both_forms_hold_the_same_in_words(picture):
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == f"{SAID}\nSource: <me> & 'you'"
    assert bundle["text/html"] == picture.html()
    assert set(bundle) == {"text/html", "text/plain"}


def test_a_page_shows_vectors_at_the_size_of_the_figure(picture):
    page = picture.html()
    (width, height) = map(int, re.search(r'width="(\d+)" height="(\d+)"', page).groups())
    (data,) = re.findall(r"data:image/svg\+xml;base64,([^\"]+)", page)
    drawing = base64.b64decode(data).decode()
    assert "Costs $5 &amp; &lt;more&gt; than $3" in drawing  # text, and no formula
    assert "metadata" not in drawing
    assert (width, height) == (720, 150)


def test_a_png_has_twice_the_shown_size(picture):
    raw = picture.png_bytes()
    assert raw.startswith(b"\x89PNG")
    assert struct.unpack(">II", raw[16:24]) == (2 * 720, 2 * 150)
    assert b"Software" not in raw


def test_the_same_picture_is_the_same_to_the_byte():
    one, two = (Picture(draw(), "a", "b") for _ in range(2))
    assert one.svg_bytes == two.svg_bytes
    assert one.png_bytes() == two.png_bytes()


@pytest.mark.parametrize(("said", "source"), [("", "b"), ("  ", "b"), ("a", ""), ("a", "\n")])
def test_a_picture_without_words_is_refused(said, source):
    with pytest.raises(ValueError, match="description and a source"):
        Picture(draw(), said, source)


def test_drawing_changes_no_setting_and_needs_no_pyplot(picture):
    before = dict(mpl.rcParams)
    assert picture.html()
    assert picture.png_bytes()
    draw()
    assert dict(mpl.rcParams) == before
    if "matplotlib.pyplot" in sys.modules:  # another test may have asked for it
        assert not sys.modules["matplotlib.pyplot"].get_fignums()


def test_a_long_title_is_set_smaller():
    sizes = [draw("x" * letters).texts[0].get_fontsize() for letters in (60, 80)]
    assert sizes[1] < sizes[0]


def test_the_code_of_a_model_is_shown_as_text():
    def less(a, b):
        return a < b

    bundle = Source(less)._repr_mimebundle_()
    assert "return a &lt; b" in bundle["text/html"]
    assert "<code>less</code>" in bundle["text/html"]
    assert "return a < b" in bundle["text/plain"]


def test_several_functions_are_shown_in_their_order():
    def first(a):
        return second(a)

    def second(a):
        return a + 1

    bundle = Source(first, second)._repr_mimebundle_()
    assert "<code>first</code>, <code>second</code>" in bundle["text/html"]
    text = bundle["text/plain"]
    assert 0 < text.index("return second(a)") < text.index("return a + 1")
    assert bundle["text/html"].count("<details") == 1
    with pytest.raises(TypeError, match="at least one"):
        Source()


# --- words that a picture uses -----------------------------------------------------------------

UTILS = Path(__file__).parents[2] / "utils"
DRAWINGS = sorted(UTILS.glob("*/pictures/*.py"))


def texts_in(path: Path) -> list[str]:
    """Return the strings of a module, without those that describe it to developers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_key_speaks_of_dark_and_pale(path):
    """In a dark theme, a drawing's lightness is turned around: what was dark is pale there."""
    said = [text for text in texts_in(path) if re.search(r"\b(dark|pale|black|white)\b", text)]
    assert said == []


@pytest.mark.parametrize("path", sorted(UTILS.glob("*/pictures/*.py")), ids=str)
def test_no_label_relies_on_several_spaces(path):
    """A browser shows several spaces of a drawing as one, and "of 4   bold" as "of 4 bold"."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)]
    labels = [text for text in texts if isinstance(text, str) and "\n" not in text]
    assert not [text for text in labels if "  " in text]
