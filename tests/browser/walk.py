"""What a test of any lesson does on the page: read, wait, answer, look into the log."""

from __future__ import annotations

import json
import re
import time

from pages import PATIENCE_SECONDS

THEMES = ("JupyterLab Light", "JupyterLab Dark")


def picture(lesson, where):
    return lesson.activity(where).locator("figure.tpo-picture img")


def activities(lesson):
    """Return the ids of all activities and groups of questions on the page, in order."""
    found = lesson.page.locator(".tpo-activity").evaluate_all(
        "nodes => nodes.map(n => n.className)"
    )
    names = [re.search(r"\btpo-(\d\d[a-z]?-[\w-]+|work)\b", one)[1] for one in found]
    return [name.replace("-", ".", 1) for name in dict.fromkeys(names)]


def with_picture(lesson):
    """Return the ids of activities that show a picture now."""
    return [where for where in activities(lesson) if picture(lesson, where).count()]


def words(lesson, where):
    return lesson.activity(where).locator(".tpo-summary").inner_text()


def wait_for(lesson, where, text):
    """Wait for words, and for what the kernel still sends after them."""
    lesson.activity(where).get_by_text(text).first.wait_for()
    lesson.wait_idle()


def log(home):
    path = home / "progress.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait_for_log(home, what, where="", holds="", seconds=PATIENCE_SECONDS):
    """Wait for what the log gets only once a slider has rested; its result `holds` a text."""
    end = time.monotonic() + seconds
    while not any(
        e["what"] == what and e["where"].startswith(where) and holds in json.dumps(e["result"])
        for e in log(home)
    ):
        assert time.monotonic() < end, f"nothing was {what}"
        time.sleep(0.1)


def unlock(lesson, where, choice):
    """Lock in a prediction, unless one is locked in already."""
    lock = lesson.control(where, "Lock in my prediction", "button")
    if lock.count():
        lesson.control(where, choice, "radio").check()
        lock.click()
    picture(lesson, where).wait_for()


def reset(lesson, where):
    lesson.control(where, "Reset", "button").click()
    lesson.wait_idle()


def click(lesson, where, name):
    lesson.control(where, name, "button").click()
    lesson.wait_idle()


def fit_on_one_screen(lesson, *places):
    """Assert that the window has room for an activity's controls and its picture together."""
    room = lesson.page.locator(".jp-WindowedPanel-outer").first.bounding_box()["height"]
    controls = "input, select, textarea, .tpo-ranking button"
    for where in places:
        first = lesson.activity(where).locator(controls).first.bounding_box()
        shown = picture(lesson, where).first.bounding_box()
        assert shown["y"] + shown["height"] - first["y"] < room, f"{where} needs scrolling"


def answer(lesson, group, number, choice, sure="Sure"):
    card = lesson.activity(group).locator(".tpo-card").nth(number)
    card.get_by_role("radio", name=choice).check()
    card.get_by_role("radio", name=sure, exact=True).check()
    card.get_by_role("button", name="Check").click()
    lesson.wait_idle()
    return card


def fill(lesson, where, name, text):
    """Write into a text field and leave it, which is when it counts."""
    field = lesson.control(where, name, "textbox")
    field.fill(text)
    field.press("Tab")
    lesson.wait_idle()
    return field


def choose(lesson, where, name, text):
    lesson.control(where, name, "combobox").select_option(text)
    lesson.wait_idle()


def problem(lesson, where):
    """Return what the error box says, and what is said next to a control."""
    said = lesson.activity(where).locator(".tpo-error, .tpo-field-error").all_inner_texts()
    return "\n".join(said).strip()


def exported(lesson, folder):
    """Press Export and return the file that the browser got."""
    lesson.control("work", "Export my work", "button").click()
    with lesson.page.expect_download() as download:
        lesson.activity("work").get_by_role("link").click()
    kept = folder / "work.zip"
    download.value.save_as(kept)
    return kept


def another_machine(lesson, home):
    """Forget everything, as a machine does that has never seen this learner."""
    for path in sorted(home.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    lesson.restart_and_run_all()


def imported(lesson, kept, said):
    """Choose the file that came from elsewhere and run again, as the page asks."""
    lesson.activity("work").locator("input[type=file]").set_input_files(kept)
    wait_for(lesson, "work", said)
    lesson.restart_and_run_all()
