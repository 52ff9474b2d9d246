"""Whether work on hostile input ends: a guard against minutes of it, no measure of speed."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 20  # of the processor; what this guards takes two on a slow machine


@contextmanager
def ends_soon() -> Iterator[None]:
    """Fail where the block took longer than `SECONDS`."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS
