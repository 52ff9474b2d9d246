"""No input takes long or raises anything but its own refusal; how long is in the benchmark."""

from __future__ import annotations

import signal

import pytest
from attempts import attempt
from hostile_input import COLUMNS, LARGE_TABLES, PIECES, READERS, hostile_texts

from utils.kit.errors import InputError
from utils.kit.table_reader import read_table

SECONDS = 20  # a guard against minutes, no measure of speed: all of it takes two on a slow machine
MAX_MESSAGE_CHARACTERS = 10_000


class TookLongError(Exception):
    """Reading didn't end. An error of its own, so that no reader takes it for a refusal."""


@pytest.fixture
def ends_soon(monkeypatch):
    """Return a function that calls another, and stops it where it goes on and on."""

    def stop(*_):
        raise TookLongError

    before = signal.signal(signal.SIGALRM, stop)

    def run(act):
        signal.alarm(SECONDS)
        try:
            return attempt(act)
        finally:
            signal.alarm(0)

    yield run
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", READERS)
def test_any_text_is_read_or_refused_soon(name, ends_soon):
    for what, text in hostile_texts(name).items():
        try:
            _, problem = ends_soon(lambda text=text: READERS[name].read(text))
        except Exception as error:
            raise AssertionError(f"{what}: {error!r}") from error
        assert problem is None or len(str(problem)) < MAX_MESSAGE_CHARACTERS, what


@pytest.mark.parametrize("name", [name for name, reader in READERS.items() if reader.is_limited])
def test_a_text_beyond_the_limit_is_refused(name, ends_soon):
    for piece in PIECES:
        text = piece * (5_000_000 // len(piece))
        _, problem = ends_soon(lambda text=text: READERS[name].read(text))
        assert isinstance(problem, InputError), piece


@pytest.mark.parametrize("what", LARGE_TABLES)
def test_a_large_table_is_read_or_refused_soon(what, ends_soon):
    _, problem = ends_soon(lambda: read_table(LARGE_TABLES[what], COLUMNS))
    assert problem is None or len(str(problem)) < MAX_MESSAGE_CHARACTERS
