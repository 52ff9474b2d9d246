"""Two texts next to each other, with what differs marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.kit.text_diff import CONTEXT_LINE_COUNT, MAX_DIFFERING_LINES, TextDiff


def test_only_the_words_that_differ_are_marked():
    before, after = TextDiff("a: {b: 1}\nsame", "a: {b: 1, c: 2}\nsame").panes_html()
    assert before == "− a: {b: 1}\n  same"
    assert after == "+ a: {b: 1<ins>, c: 2</ins>}\n  same"


def test_a_line_that_is_new_is_marked_as_a_whole():
    before, after = TextDiff("a", "a\n  b").panes_html()
    assert (before, after) == ("  a", "  a\n+   <ins>b</ins>")


def test_equal_texts_have_no_marks():
    diff = TextDiff("a\nb", "a\nb")
    assert not re.search("<ins>|<del>|[−+]", diff.html())
    assert not diff.text()


def test_markup_is_escaped():
    assert "<script>" not in TextDiff("<script>", "<script>x").html()


def test_long_texts_show_what_differs_with_some_lines_around_it():
    lines = [f"line {n}" for n in range(1000)]
    changed = [*lines[:500], "new", *lines[501:]]
    before, after = TextDiff("\n".join(lines), "\n".join(changed)).panes_html()
    assert "− <del>line 500</del>" in before
    assert after.count("\n") == 2 * (CONTEXT_LINE_COUNT + 1)


@pytest.mark.parametrize("size", [MAX_DIFFERING_LINES, 20 * MAX_DIFFERING_LINES])
def test_texts_that_differ_throughout_are_shown_up_to_a_limit(size):
    before = TextDiff("a\n" * size, "b\n" * size).panes_html()[0]
    assert before.count("<del>") == MAX_DIFFERING_LINES


TEXT = st.lists(st.sampled_from(["a", "b: 1", "b: 2", "", "<x>", "  c"]), max_size=12)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_without_its_marks_each_side_is_its_text(old, new):
    """Texts short enough that no equal lines are left out."""
    for text, pane in zip((old, new), TextDiff("\n".join(old), "\n".join(new)).panes_html(),
                          strict=True):  # fmt: skip
        if "…" in pane:
            continue
        plain = re.sub("</?(ins|del)>", "", pane).replace("&lt;", "<").replace("&gt;", ">")
        lines = [line[2:] for line in plain.splitlines()]
        assert lines == "\n".join(text).splitlines()
