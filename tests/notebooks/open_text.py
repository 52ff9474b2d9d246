"""Notebooks whose text is still being rewritten: tests of words and formulas may fail there."""

import books
import pytest

STEMS = {"01-role-definition", "02b-lab-reliability-and-priority"}
MAY_FAIL = pytest.mark.xfail(reason="the text is being rewritten", strict=False)
LESSONS = [
    pytest.param(path, id=path.stem, marks=[MAY_FAIL] if path.stem in STEMS else [])
    for path in books.paths()
]
