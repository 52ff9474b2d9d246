"""Errors that a learner reads."""

from __future__ import annotations

import pytest

from utils.kit.errors import InputError, cached_with_errors


def test_the_same_input_is_read_once_whether_it_can_be_used_or_not():
    read = []

    @cached_with_errors
    def reader(text, *, kind=""):
        read.append((text, kind))
        if text == "bad":
            raise InputError("It's bad.", "Enter a good one.", field="text")
        return text.upper()

    for _ in range(3):
        assert reader("good") == "GOOD"
        with pytest.raises(InputError, match=r"It's bad\. Enter a good one\.") as found:
            reader("bad", kind="other")
        assert found.value.field == "text"
        assert len(found.traceback) == 2  # this line and the cache: it doesn't grow
    assert read == [("good", ""), ("bad", "other")]
