"""The folder, and writing that leaves no half files."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import Timeout

from utils import browser
from utils.kit import storage
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, identity
from utils.kit.storage import (
    COURSE_FOLDER_NAME,
    HOME_ENV_VARIABLE,
    course_home,
    disk_error,
    display_path,
    file_lock,
    write_atomic,
)

fcntl = pytest.importorskip("fcntl", reason="Windows has locks of its own")


def test_the_variable_says_where(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_ENV_VARIABLE, str(tmp_path / "a" / "b"))
    assert course_home() == tmp_path / "a" / "b"
    monkeypatch.setenv(HOME_ENV_VARIABLE, "~/work")
    assert course_home() == Path.home() / "work"
    for nothing in ("", None):
        monkeypatch.setenv(HOME_ENV_VARIABLE, nothing) if nothing == "" else monkeypatch.delenv(
            HOME_ENV_VARIABLE
        )
        assert course_home().name == COURSE_FOLDER_NAME


def test_looking_for_the_folder_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_ENV_VARIABLE, str(tmp_path / "a"))
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
        assert HOME_ENV_VARIABLE in found.value.fix
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_the_way_of_the_folder_is_named(refusing):
    wall = f"couldn't be saved: {refusing.parent} is a file, not a folder"
    with pytest.raises(InputError, match=wall):
        write_atomic(refusing / "a.md", b"new")
    with pytest.raises(InputError, match=wall):
        Progress().record("reset", "05.m1")


def test_a_folder_that_vanishes_while_the_notebook_runs_is_named(home, monkeypatch):
    progress = Progress()
    progress.record("reset", "05.m1")
    shutil.rmtree(home)

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(InputError, match=f"the folder {home} can't be found") as found:
        progress.record("reset", "05.m1")
    assert "connect it" in found.value.fix


# --- no home -------------------------------------------------------------------------------


def test_a_home_that_nobody_knows_is_said_and_lessons_open(monkeypatch):
    monkeypatch.setenv(HOME_ENV_VARIABLE, "~nobody-of-this-name/work")
    with pytest.raises(InputError, match="~nobody-of-this-name/work can't be found") as found:
        course_home()
    assert HOME_ENV_VARIABLE in found.value.fix
    progress = Progress()
    assert (progress.events(), progress.values("05.m1"), progress.warnings()) == ([], None, [])
    with pytest.raises(InputError, match="can't be found"):
        progress.record("reset", "05.m1")
    with pytest.raises(InputError, match="can't be found"):
        Portfolio()


def test_no_home_and_an_unknown_user(monkeypatch):
    monkeypatch.delenv(HOME_ENV_VARIABLE)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda _: (_ for _ in ()).throw(KeyError("uid")))
    with pytest.raises(InputError, match="home folder is unknown"):
        course_home()
    assert Progress().events() == []


# --- what the disk says --------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_asks_for_room(number):
    found = disk_error(OSError(number, "full"), Path("/data/class"))
    assert "the disk with the folder /data/class is full" in found.what
    assert found.fix.startswith("Make room on the disk")


def test_a_full_browser_is_told_in_words_of_its_own(monkeypatch):
    monkeypatch.setattr(browser, "RUNS_IN_BROWSER", True)
    found = disk_error(OSError(errno.ENOSPC, "full"))
    assert "browser has no room" in found.what
    assert "Export my work" in found.fix
    assert HOME_ENV_VARIABLE not in found.fix


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM, errno.EIO, None])
def test_any_other_trouble_does_not(number, tmp_path):
    found = disk_error(OSError(number, "no"), tmp_path)
    assert "room" not in found.fix
    assert str(tmp_path) in found.what
    assert HOME_ENV_VARIABLE in found.fix


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOENT])
def test_a_drive_that_is_not_there_is_to_be_connected(number, tmp_path):
    gone = tmp_path / "gone" / "class"
    found = disk_error(OSError(number, "no"), gone)
    assert (
        f"the folder {gone} can't be found, and it can't be made in {tmp_path} (no)" in found.what
    )
    assert "connect it" in found.fix
    assert HOME_ENV_VARIABLE in found.fix


def test_a_drive_that_went_away_is_to_be_connected(tmp_path):
    found = disk_error(OSError(errno.EIO, "no"), tmp_path)
    assert f"the folder {tmp_path} can't be reached" in found.what
    assert "connect it" in found.fix


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_read_only_folder_is_not_to_be_connected(number, tmp_path):
    found = disk_error(OSError(number, "no"), tmp_path)
    assert f"the folder {tmp_path} can't be written to (no)" in found.what
    assert "connect" not in found.fix


def test_a_drive_letter_without_a_drive_has_nothing_above_it(monkeypatch):
    monkeypatch.setattr(Path, "exists", lambda _: False)
    found = disk_error(OSError(errno.ENOENT, "no"), Path("/d/class"))
    assert "the folder /d/class can't be found (no)" in found.what
    assert "connect it" in found.fix


def test_a_folder_in_the_home_folder_is_shown_with_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert display_path(tmp_path / "a" / "b") == "~/a/b"
    assert display_path(tmp_path.parent) == str(tmp_path.parent)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EOPNOTSUPP])
def test_a_drive_that_cannot_say_when_a_file_is_on_it(tmp_path, monkeypatch, number):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(number, "no")))
    write_atomic(tmp_path / "a.md", b"new")
    assert (tmp_path / "a.md").read_bytes() == b"new"


# --- parts that a crash left ---------------------------------------------------------------


def test_old_parts_of_ours_go_and_all_else_stays(tmp_path):
    old = time.time() - storage.STALE_PART_FILE_SECONDS - 10
    names = {
        ".a.md.0123abcd.part": old,
        ".pseudonym.txt.deadbeef.part": old,
        ".a.md.89ab0123.part": None,  # another process may be writing it just now
        "download.part": old,
        ".a.md.part": old,
        "a.md.0123abcd.part": old,
    }
    for name, when in names.items():
        (tmp_path / name).write_text("x")
        if when:
            os.utime(tmp_path / name, (when, when))
    write_atomic(tmp_path / "b.md", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"b.md", *list(names)[2:]}


def test_saving_and_recording_clean_up_after_a_crash(home):
    left = [
        home / ".pseudonym.txt.0123abcd.part",
        home / "documents" / ".note.md.0123abcd.part",
        home / "documents" / "earlier" / ".note-1.md.0123abcd.part",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        os.utime(path, (1, 1))
    Progress().record("reset", "05.m1")
    Portfolio().save("note", "Note", "One")
    Portfolio().save("note", "Note", "Two")
    assert not any(path.exists() for path in left)


# --- locks ---------------------------------------------------------------------------------

LOCKING = r"""
import fcntl, os, sys, time
from pathlib import Path
from utils import browser
from utils.kit import storage

if sys.argv[2] != "0":
    def refuse(*_):
        raise OSError(int(sys.argv[2]), "no locks here")
    fcntl.flock = refuse
path = Path(sys.argv[1])
for _ in range(40):
    with storage.file_lock(path / "lock", 20):
        count = int((path / "count").read_text())
        time.sleep(0.0005)
        (path / "count").write_text(str(count + 1))
"""
REFUSALS = [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL, errno.EPERM]


@pytest.mark.parametrize("refusal", [0, errno.EOPNOTSUPP, errno.ENOSYS])
def test_no_two_hold_a_lock(tmp_path, refusal):
    (tmp_path / "count").write_text("0")
    command = [sys.executable, "-c", LOCKING, str(tmp_path), str(refusal)]
    workers = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [worker.communicate()[1] for worker in workers] == [b""] * 4  # nor any warning
    assert [worker.returncode for worker in workers] == [0] * 4
    assert (tmp_path / "count").read_text() == "160"


@pytest.fixture(params=REFUSALS, ids=[errno.errorcode[number] for number in REFUSALS])
def no_locks(request, monkeypatch):
    def refuse(*_):
        raise OSError(request.param, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.usefixtures("no_locks")
@pytest.mark.filterwarnings("ignore:flock not supported")  # pytest takes our own filter away
def test_a_drive_without_locks_keeps_the_work_and_says_so():
    progress = Progress()
    assert progress.warnings() == []
    progress.record("changed", "05.m1", values={"n": 1})
    Portfolio().save("note", "Note", "One")
    assert progress.values("05.m1") == {"n": 1}
    assert Portfolio().read("note").endswith("One")
    (note,) = progress.warnings()
    assert "can't lock files" in note


@pytest.mark.usefixtures("no_locks")
@pytest.mark.filterwarnings("ignore:flock not supported")
def test_a_lock_file_that_a_crash_left_does_not_stop_the_work(home, monkeypatch):
    monkeypatch.setattr(storage, "STALE_LOCK_SECONDS", 0.1)
    home.mkdir()
    (home / ".progress.jsonl.lock.soft").write_text("")
    Progress().record("reset", "05.m1")
    assert len(Progress().events()) == 1


def test_a_drive_with_locks_says_nothing():
    Progress().record("reset", "05.m1")
    assert Progress().warnings() == []


def test_a_folder_where_nothing_can_be_written_is_no_drive_without_locks(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "read-only")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with file_lock(tmp_path / "lock", 1):
            pass
    assert not storage.is_known_without_locks(tmp_path)


def test_a_lock_that_another_holds_is_waited_for(tmp_path):
    with (
        file_lock(tmp_path / "lock", 1),
        pytest.raises(Timeout),
        file_lock(tmp_path / "lock", 0.05),
    ):
        pass


# --- one folder, several people ------------------------------------------------------------


def test_another_account_that_wrote_here_is_said(monkeypatch):
    Progress().record("reset", "05.m1")
    assert Progress().warnings() == []
    monkeypatch.setattr("getpass.getuser", lambda: "someone-else")
    identity._account_hash.cache_clear()
    try:
        Progress().record("reset", "05.m1")
        (note,) = Progress().warnings()
    finally:
        identity._account_hash.cache_clear()
    assert "Another account" in note
    assert HOME_ENV_VARIABLE in note
