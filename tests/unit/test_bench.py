"""What the benchmark feeds to a lesson, and what it counts."""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from utils.kit.progress import Progress
from utils.kit.progress.log import parse_line

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "utils/kit/schemas/progress_event.json").read_text(encoding="utf-8"))


@pytest.fixture
def bench(monkeypatch):
    """Let tests import what is in the folder of the benchmark."""
    monkeypatch.syspath_prepend(ROOT / "tests" / "bench")
    yield
    for name in (
        "learner_log",
        "widget_state",
        "kernel",
        "class_folder",
        "hub",
        "keypress",
        "run",
        "table",
    ):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("bench")
def test_a_generated_log_is_one_that_the_course_could_have_written(tmp_path):
    import learner_log

    path = tmp_path / "progress.jsonl"
    learner_log.write(path, 600)
    lines = path.read_bytes().splitlines(keepends=True)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert [
        error.message for line in lines for error in validator.iter_errors(json.loads(line))
    ] == []
    events = [parse_line(line) for line in lines]
    assert None not in events
    assert len({event.id for event in events}) == len(events) == 600
    assert [event.when for event in events] == sorted(event.when for event in events)
    counts = Counter(event.what for event in events)
    assert set(counts) == set(learner_log.SHARES)
    assert 300 < counts["changed"] < 500
    assert len(Progress(tmp_path).events()) == 600


@pytest.mark.usefixtures("bench")
def test_the_same_seed_gives_the_same_log():
    import learner_log

    def first(count, seed):
        return list(itertools.islice(learner_log.events(count, seed), 20))

    assert first(50, 1) == first(20, 1)
    assert first(20, 1) != first(20, 2)


def message(kind, comm_id, state=None):
    content = {"comm_id": comm_id, "target_name": "jupyter.widget", "data": {"state": state or {}}}
    return {"msg_type": kind, "content": content, "buffers": []}


@pytest.mark.usefixtures("bench")
def test_widgets_bytes_and_stylesheets_are_counted():
    import nbformat
    import widget_state

    sheet = (ROOT / "utils/kit/controls/controls.css").read_text(encoding="utf-8")
    client = widget_state.CountingClient(nbformat.v4.new_notebook())
    client.count(message("comm_open", "a", {"_css": sheet}))
    client.count(message("comm_open", "b", {"value": "é"}))
    client.count(message("comm_msg", "b", {"value": "x", "html": '<p class="tpo-note">{</p>'}))
    assert client.live == {"a", "b"}
    assert client.stylesheets == 1
    sent = client.bytes
    client.count(message("comm_msg", "b", {"value": "é"}))
    assert client.bytes - sent == len('{"value": "é"}'.encode())
    client.count(message("comm_close", "a"))
    assert client.live == {"b"}


@pytest.mark.usefixtures("bench")
def test_a_class_of_logs_is_read_by_the_debrief(tmp_path):
    import class_folder

    from utils.workshop.debrief.results import read_class_results

    class_folder.write(tmp_path, learners=30, count=60)
    found = read_class_results(str(tmp_path))
    assert (found.people, found.notes) == (30, ())
    assert found.questions


@pytest.mark.usefixtures("bench")
def test_the_hub_reports_failures_and_lost_answers():
    import hub

    good = hub.Learner("a", 1, 2, 3, 0.1, 200, given=13, found=12)
    said = hub.report([good, hub.Learner("b", problem="TimeoutError: not ready")], 170)
    assert "2 learners, 1 failures" in said
    assert "b: TimeoutError" in said
    assert "lost 1" in said


@pytest.mark.usefixtures("bench")
def test_the_worst_row_of_each_kind_is_in_the_readme(tmp_path, monkeypatch):
    import run
    from table import Row

    rows = [
        Row("run all cells, 00", "s", 1.6, [2.0], [1.0]),
        Row("run all cells, 05", "s", 1.6, [3.0], [1.0]),
        Row("notebook file, 00", "MB", 1.5, [0.4]),
        Row("times that the stylesheet is sent", "", 1, [1]),
        Row("site", "MB", 80, why="not measured: no browser"),
    ]
    path = tmp_path / "README.md"
    path.write_text(f"before\n{run.START}\nold\n{run.END}\nafter\n")
    monkeypatch.setattr(run, "README", path)
    run.write_readme(rows)
    text = path.read_text()
    assert text.startswith(f"before\n{run.START}\nMeasured on ")
    assert text.endswith(f"{run.END}\nafter\n")
    assert "| run all cells, 05 | 3 s | 1 s | 3.00 | <= 1.6 | MISSED |" in text
    assert "| notebook file, 00 | 0.4 MB | - | - | <= 1.5 MB | reached |" in text
    assert "| times that the stylesheet is sent | 1 | - | - | <= 1 | reached |" in text
    assert "not measured: no browser" in text
    assert "run all cells, 00" not in text
    assert "old" not in text
    path.write_text("no marks")
    with pytest.raises(LookupError, match="figures"):
        run.write_readme(rows)
    assert path.read_text() == "no marks"


@pytest.mark.usefixtures("bench")
def test_what_interact_draws_is_a_picture_that_changes(monkeypatch):
    """The code stands in strings: nothing else notices when a name in it is out of date."""
    monkeypatch.syspath_prepend(ROOT / "tests" / "browser")
    import keypress
    from matplotlib.figure import Figure

    for case in keypress.CASES:
        names = {}
        exec(case.setup, names)  # noqa: S102 - our own
        first, next_one = (names["draw"](case.start + step) for step in (0, case.step))
        assert isinstance(first, Figure)
        assert bytes(_pixels(first)) != bytes(_pixels(next_one)), case.activity_id


def _pixels(figure):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return canvas.buffer_rgba()


@pytest.mark.usefixtures("bench")
def test_what_a_learner_on_the_hub_answers_is_saved(capsys):
    import hub

    exec(hub.ANSWERS, {})  # noqa: S102 - our own
    answered = int(capsys.readouterr().out)
    assert answered == sum(event.what == "answered" for event in Progress().events()) > 5
