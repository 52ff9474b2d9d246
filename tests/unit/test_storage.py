"""The folder, and writing that leaves no half files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from utils.kit.errors import InputError
from utils.kit.storage import NAME, VARIABLE, course_home, write_atomic


def test_the_variable_says_where(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "a" / "b"))
    assert course_home() == tmp_path / "a" / "b"
    monkeypatch.setenv(VARIABLE, "~/work")
    assert course_home() == Path.home() / "work"
    for nothing in ("", None):
        monkeypatch.setenv(VARIABLE, nothing) if nothing == "" else monkeypatch.delenv(VARIABLE)
        assert course_home().name == NAME


def test_looking_for_the_folder_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "a"))
    course_home()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_and_its_folder_made(tmp_path):
    path = tmp_path / "a" / "b.md"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("fault", ["write", "fsync", "rename", "interrupt"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, fault):
    path = tmp_path / "a.md"
    write_atomic(path, b"old")

    def fail(*_, **__):
        raise OSError(errno.ENOSPC, "No space left")

    def stop(*_):
        raise KeyboardInterrupt

    class Full:
        def __init__(self, path):
            path.touch()

        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda *_: False  # noqa: E731
        write = fail

    patches = {
        "write": (Path, "open", lambda path, _: Full(path)),
        "fsync": (os, "fsync", fail),
        "rename": (Path, "replace", fail),
        "interrupt": (os, "fsync", stop),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*patches[fault])
        with pytest.raises((InputError, KeyboardInterrupt)) as found:
            write_atomic(path, b"new")
    if fault != "interrupt":
        assert "No space left" in found.value.what
        assert VARIABLE in found.value.fix
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_the_way_of_the_folder_is_named(refusing):
    with pytest.raises(InputError, match="could not be kept"):
        write_atomic(refusing / "a.md", b"new")
