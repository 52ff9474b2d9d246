"""Keeps every test, and every kernel it starts, away from a learner's own progress."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from hypothesis import settings

# A busy machine is no fault of the code; tests that bound the time of an answer say so themselves.
# In CI the same examples are tried each time; elsewhere new ones.
settings.register_profile("course", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("course")

_home = tempfile.mkdtemp(prefix="tpo-course-tests-")
os.environ["TPO_COURSE_HOME"] = _home
atexit.register(shutil.rmtree, _home, ignore_errors=True)


_start_kernel = nbval.kernel.start_new_kernel


def _start_kernel_twice(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """Start nbval's kernel, twice if need be: another program may take a port chosen for it."""
    try:
        return _start_kernel(*args, **kwargs)
    except RuntimeError:  # the kernel died before it answered
        return _start_kernel(*args, **kwargs)


nbval.kernel.start_new_kernel = _start_kernel_twice


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Use one process for each core, or none besides this one for a single file or core."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None  # pytest-xdist reads the variable itself
    files = {Path(str(arg).partition("::")[0]) for arg in config.args}
    cores = _cores()
    return 0 if cores == 1 or (len(files) == 1 and files.pop().is_file()) else cores


def _cores() -> int:
    """Return the number of cores this process may use; a container may have fewer than exist."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("TPO_SKIP_NOTHING") == "1":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
