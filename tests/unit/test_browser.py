"""What is set where Python runs in a web page; tests/browser/test_site.py has a real one."""

from __future__ import annotations

import logging
import warnings

import pytest

from utils import browser
from utils.kit import storage


@pytest.fixture
def page(monkeypatch, tmp_path):
    """Play a page whose storage is a folder here."""
    monkeypatch.delenv(storage.HOME_ENV_VARIABLE, raising=False)
    monkeypatch.setattr(browser, "RUNS_IN_BROWSER", True)
    monkeypatch.setattr(browser, "BROWSER_DRIVE_PATH", tmp_path)
    monkeypatch.setattr(warnings, "filters", list(warnings.filters))
    logger = logging.getLogger("matplotlib.font_manager")
    level = logger.level
    yield tmp_path
    logger.setLevel(level)


def test_work_goes_to_the_drive_that_the_page_keeps(page):
    assert browser.forgets_work_on_close()
    browser.configure_for_browser()
    assert storage.course_home() == page / storage.COURSE_FOLDER_NAME
    assert not browser.forgets_work_on_close()


def test_a_folder_that_the_learner_named_stays(page, monkeypatch):
    monkeypatch.setenv(storage.HOME_ENV_VARIABLE, "/somewhere")
    browser.configure_for_browser()
    assert str(storage.course_home()) == "/somewhere"


def test_without_a_drive_the_work_is_known_to_be_lost(page, monkeypatch):
    monkeypatch.setattr(browser, "BROWSER_DRIVE_PATH", page / "none")
    browser.configure_for_browser()
    assert browser.forgets_work_on_close()


def test_what_only_a_server_needs_to_hear_is_not_said(page, recwarn):
    browser.configure_for_browser()
    warnings.warn("only soft file lock is available", stacklevel=1)
    assert not logging.getLogger("matplotlib.font_manager").isEnabledFor(logging.WARNING)
    assert len(recwarn) == 0
    warnings.warn("anything else", stacklevel=1)
    assert len(recwarn) == 1


def test_elsewhere_nothing_is_set(monkeypatch):
    monkeypatch.delenv(storage.HOME_ENV_VARIABLE, raising=False)
    assert not browser.RUNS_IN_BROWSER
    assert not browser.forgets_work_on_close()
