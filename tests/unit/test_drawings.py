"""Every picture can be read: nothing cut, nothing on top of a word, nothing too pale or small."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from matplotlib.cbook import STEP_LOOKUP_MAP
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from utils.backlog import activities as backlog
from utils.capstone import activities as capstone
from utils.comparison import activities as comparison
from utils.hiring import activities as hiring
from utils.kit.activity import Activity
from utils.kit.controls.inputs import Choices, Dropdown, Slider
from utils.kit.errors import InputError
from utils.kit.lettering import SMALL_FONT_SIZE
from utils.kit.shapes import MIN_CONTRAST, contrast
from utils.pay import activities as pay
from utils.reliability import activities as reliability
from utils.role import activities as role
from utils.skills import activities as skills
from utils.welcome import activities as welcome

PACKAGES = (backlog, capstone, comparison, hiring, pay, reliability, role, skills, welcome)
TOUCH = 1.0  # pixels that two boxes may share: extents are rounded up


def activities():
    """Return every activity that has a class of its own in a topic's activities."""
    found = {
        one
        for package in PACKAGES
        for one in vars(package).values()
        if isinstance(one, type) and issubclass(one, Activity) and one.activity_id
    }
    return sorted(found, key=lambda one: (one.activity_id, one.__name__))


# --- what can be wrong with a drawing ------------------------------------------------------


def words(figure):
    """Return (text, artist, box) of all words on show; the box is in pixels."""
    artists = [*figure.texts, *(text for ax in figure.axes for text in ax.texts)]
    return [
        (text.get_text(), text, box_of(text))
        for text in artists
        if text.get_visible() and text.get_text().strip()
    ]


def box_of(text):
    """Return the box of words in pixels, without an annotation's arrow."""
    text.get_window_extent()  # puts an annotation where it belongs
    return Text.get_window_extent(text)


def marks(figure):
    """Return the lines and dots that carry meaning: all but the grid, which lies at the back."""
    return [
        line
        for ax in figure.axes
        for line in ax.lines
        if line.get_zorder() > 0 and line.get_visible()
    ]


def segments(line):
    """Yield the straight parts of a line in pixels, cut off where its axes end."""
    if line.get_linestyle() in {"None", "none", ""} or not line.get_linewidth():
        return
    frame = line.axes.bbox if line.get_clip_on() else line.axes.figure.bbox
    points = line.get_transform().transform(line.get_xydata())
    if "steps" in line.get_drawstyle():
        points = line.get_transform().transform(stairs(line))
    for first, second in pairwise(points):
        if all(map(math.isfinite, (*first, *second))):
            yield first, second, frame


def stairs(line):
    """Return the corners of a line that is drawn in steps."""
    return list(zip(*STEP_LOOKUP_MAP[line.get_drawstyle()](*line.get_data()), strict=True))


def dots(line):
    """Yield the boxes of a line's marks in pixels."""
    if line.get_marker() in {"None", None, ""}:
        return
    half = line.get_markersize() / 2 * line.axes.figure.dpi / 72
    for x, y in line.get_transform().transform(line.get_xydata()):
        if math.isfinite(x) and math.isfinite(y):
            yield Bbox.from_extents(x - half, y - half, x + half, y + half)


def shrunk(box, by=TOUCH):
    return Bbox.from_extents(box.x0 + by, box.y0 + by, box.x1 - by, box.y1 - by)


def crosses(box, start, end, frame):
    inside = Bbox.intersection(shrunk(box, 1.5), frame)
    if inside is None or not inside.width or not inside.height:
        return False
    return Path([start, end]).intersects_bbox(inside, filled=False) or inside.contains(*start)


def covers(text, box, line):
    """Return whether words have a ground of their own above a line: paper, or a bar."""
    if text.get_bbox_patch() is not None and text.get_zorder() >= line.get_zorder():
        return True
    return any(
        patch.get_zorder() > line.get_zorder()
        and patch.get_window_extent().fully_contains(*shrunk(box).min)
        and patch.get_window_extent().fully_contains(*shrunk(box).max)
        for patch in line.axes.patches
    )


def problems(figure):
    """Return everything that keeps a reader from a drawing, in words."""
    on_show = words(figure)
    found = [told for one in on_show for told in (*unreadable(figure, *one), *hidden(figure, *one))]
    for (one, _, first), (other, _, second) in combinations(on_show, 2):
        if shrunk(first).overlaps(shrunk(second)):
            found.append(f"{one!r} and {other!r} overlap")
    return [*found, *pale(figure)]


def unreadable(figure, said, text, box):
    """Yield what is wrong with words alone: cut, or too small."""
    page = figure.bbox
    if box.x0 < -TOUCH or box.y0 < -TOUCH or box.x1 > page.x1 + TOUCH or box.y1 > page.y1:
        yield f"{said!r} is cut by the edge"
    if "…" in said:
        yield f"{said!r} is cut short"
    if text.get_fontsize() < SMALL_FONT_SIZE:
        yield f"{said!r} is set in {text.get_fontsize():g} points"


def hidden(figure, said, text, box):
    """Yield the lines and marks that lie on words."""
    for line in marks(figure):
        if covers(text, box, line):
            continue
        if any(crosses(box, *part) for part in segments(line)):
            yield f"a line runs through {said!r}"
        if any(shrunk(box, 2).overlaps(dot) for dot in dots(line)):
            yield f"a mark lies on {said!r}"


def pale(figure):
    """Return what is hard to see against the background; cells and bands lie at the back."""
    found = []
    for line in marks(figure):
        shades = {to_hex(line.get_color())} if line.get_linestyle() not in {"None", ""} else set()
        if line.get_marker() not in {"None", None, ""}:
            edge, face = line.get_markeredgecolor(), line.get_markerfacecolor()
            best = max((to_hex(c) for c in (edge, face) if str(c) != "none"), key=contrast)
            shades = {*(shades if len(line.get_xdata()) > 1 else ()), best}
        found += [f"a line in {shade}" for shade in shades - {"#ffffff"} if weak(shade)]
    for ax in figure.axes:
        for patch in ax.patches:
            face, edge = to_hex(patch.get_facecolor()), to_hex(patch.get_edgecolor())
            if (
                patch.get_zorder() >= 1
                and weak(face)
                and not (patch.get_linewidth() and not weak(edge))
            ):
                found.append(f"an area in {face} without an outline")
    return found


def weak(shade):
    return contrast(shade) < MIN_CONTRAST


# --- every activity ----------------------------------------------------------------------


def picture_of(activity, **answers):
    """Return the picture for these answers, None where there is none or they are refused."""
    try:
        return activity.evaluate(**answers).picture
    except InputError:
        return None


def other_answer(draw, control):
    """Return another answer of a slider or a choice, None for what takes a text or a table."""
    if isinstance(control, Slider):
        stops = round((control.max - control.min) / control.step)
        stop = draw(st.integers(0, stops))
        return round(control.min + stop * control.step, 6)
    if isinstance(control, (Dropdown, Choices)) and control.options:
        keys = [key for key, *_ in control.options]
        if getattr(control, "multiple", False):
            return draw(st.lists(st.sampled_from(keys), unique=True))
        return draw(st.sampled_from(keys))
    return None


@pytest.mark.parametrize("activity", activities(), ids=lambda one: one.activity_id)
def test_the_first_picture_can_be_read(activity):
    made = picture_of(activity)
    if made is not None:
        assert problems(made.figure) == []


@pytest.mark.parametrize("activity", activities(), ids=lambda one: one.activity_id)
@settings(
    deadline=None, max_examples=8, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(data=st.data())
def test_pictures_of_other_settings_can_be_read(activity, data):
    if picture_of(activity) is None:
        return
    made = activity()
    answers = {
        name: answer
        for name, control in made.inputs.items()
        if (answer := other_answer(data.draw, control)) is not None
    }
    made.close()
    picture = picture_of(activity, **answers)
    if picture is not None:
        assert problems(picture.figure) == [], answers
