"""A class's folder: all good work counts once, the rest is listed, and nobody is named."""

from __future__ import annotations

import io
import json
import os
import zipfile
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utils.kit.controls import SlideDeck
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, archive
from utils.kit.quiz.bank import load_questions
from utils.workshop import data as workshop_data
from utils.workshop.activities import ClassDebrief
from utils.workshop.debrief import class_folder
from utils.workshop.debrief.answers import (
    first_answers_frame,
    notebook_and_question_by_id,
    question_results,
)
from utils.workshop.debrief.class_folder import (
    AGAIN,
    IN_PART,
    LEFT_OUT,
    OLD,
    OTHER,
    SHARED,
    read_class_folder,
)
from utils.workshop.debrief.results import read_class_results
from utils.workshop.planning import default_plan_answers, planned_exercises

QUESTION = "01.q.promise-chain"  # a is right
TOPICS = ("technical", "measure", "chain", "change", "budget", "order", "dates", "average")
WRONG = {"choice": ["b"], "correct": False, "misconceptions": ["whole-is-like-one-part"]}
RIGHT = {"choice": ["a"], "correct": True, "misconceptions": []}


def answer(progress, where=QUESTION, confidence="sure", *, right=True, **more):
    progress.record("answered", where, **(RIGHT if right else WRONG), confidence=confidence, **more)


@pytest.fixture
def room(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    return folder


@pytest.fixture
def learner(tmp_path):
    """Return a function that makes a learner's progress with one answer."""

    def inner(name, *, right=True, **more):
        progress = Progress(tmp_path / "homes" / name)
        answer(progress, right=right, **more)
        return progress

    return inner


@pytest.fixture
def exported(room, learner):
    """Return a function that puts a learner's export into the room."""

    def inner(name, called="", *, right=True, **more):
        made = archive.build_export(learner(name, right=right, **more), called)
        (room / f"{name}.zip").write_bytes(made.parts[0])
        return room / f"{name}.zip"

    return inner


@pytest.fixture
def three(exported):
    """Return the exports of three learners, one of them right."""
    return [
        exported("one", right=True),
        exported("two", right=False),
        exported("three", right=False),
    ]


def noted(work):
    return {note.file: note.outcome for note in work.notes}


def why(work, file):
    return next(note.why for note in work.notes if note.file == file)


def line_of(progress):
    return (progress.folder / "progress.jsonl").read_bytes()


# --- who is in the class -------------------------------------------------------------------


def test_exports_and_logs_count_alike(room, exported, learner):
    exported("zip")
    (room / "mailed (1).jsonl").write_bytes(line_of(learner("mailed")))
    (room / "renamed.txt").write_bytes(line_of(learner("renamed")))
    home = room / "ada" / ".local" / "share" / "technical-product-owner-course"
    home.mkdir(parents=True)
    (home / "progress.jsonl").write_bytes(line_of(learner("hub")))
    (home / "pseudonym.txt").write_text("wren-0001")
    (home / "documents").mkdir()
    (home / "documents" / "note.md").write_text("private")
    (room / "marked.jsonl").write_bytes(b"\xef\xbb\xbf" + line_of(learner("marked")))
    (room / "windows.jsonl").write_bytes(line_of(learner("windows")).replace(b"\n", b"\r\n"))
    work = read_class_folder(str(room))
    assert len(work.learners) == 6
    assert work.notes == ()


def test_the_same_work_twice_counts_once(room, three):
    (room / "one again.zip").write_bytes(three[0].read_bytes())
    work = read_class_folder(str(room))
    assert len(work.learners) == 3
    assert list(noted(work).values()) == [AGAIN]


def test_an_earlier_export_adds_nothing_to_a_later_one(room, exported, tmp_path):
    early = exported("one").read_bytes()
    later = Progress(tmp_path / "homes" / "one")
    answer(later, "01.q.promise-tail")
    (room / "later.zip").write_bytes(archive.build_export(later).parts[0])
    work = read_class_folder(str(room))
    assert noted(work) == {"one.zip": AGAIN}
    assert len(first_answers_frame(work.learners)) == 2
    (room / "later.zip").write_bytes(early)
    assert len(first_answers_frame(read_class_folder(str(room)).learners)) == 1


def test_parts_of_one_export_are_one_learner(room, learner, monkeypatch):
    progress = learner("large")
    for number in range(40):
        progress.record("changed", "05.m3", values={"text": f"{number} " + os.urandom(40).hex()})
    monkeypatch.setattr(archive, "MAX_UPLOAD_BYTES", 7_000)
    parts = archive.build_export(progress).parts
    assert len(parts) > 1
    for number, part in enumerate(parts):
        (room / f"work-{number}.zip").write_bytes(part)
    work = read_class_folder(str(room))
    assert len(work.learners) == 1
    assert work.notes == ()


def test_two_people_with_one_made_up_name_are_mentioned(room, learner):
    progress = learner("first")
    first, who = line_of(progress), next(iter(progress.own_pseudonyms()))
    other = learner("second")
    theirs = line_of(other).replace(next(iter(other.own_pseudonyms())).encode(), who.encode())
    (room / "a.jsonl").write_bytes(first)
    (room / "b.jsonl").write_bytes(theirs)
    work = read_class_folder(str(room))
    assert len(work.learners) == 1
    assert noted(work) == {"b.jsonl": SHARED}
    said = why(work, "b.jsonl")
    assert "two people" in said
    assert "cloned" in said
    assert "take one of the two files out" in said
    for name in ("third", "fourth"):
        (room / f"{name}.jsonl").write_bytes(line_of(learner(name)))
    summary = ClassDebrief.evaluate(folder=str(room)).summary
    assert "3 people" in summary
    assert "The number of people may be 1 too low" in summary


# --- who is named --------------------------------------------------------------------------


def packed(progress, called, second, path, modified=None):
    """Write an export that was packed at a second of its own."""
    export = io.BytesIO(archive.build_export(progress, called).parts[0])
    with zipfile.ZipFile(export) as made, zipfile.ZipFile(path, "w") as bundle:
        for name in made.namelist():
            bundle.writestr(zipfile.ZipInfo(name, (2026, 5, 4, 9, 0, second)), made.read(name))
    os.utime(path, (modified or 0, modified or 0))


@pytest.mark.parametrize(("old", "new"), [("a.zip", "b.zip"), ("b.zip", "a.zip")])
def test_the_newest_export_decides_whether_there_is_a_name(room, learner, old, new):
    progress = learner("ada")
    # Mail and downloads change the time of a file, so that of the manifest counts.
    packed(progress, "Ada", 0, room / old, modified=900)
    packed(progress, "", 2, room / new, modified=100)
    work = read_class_folder(str(room))
    assert [one.name for one in work.learners] == [""]
    assert noted(work) == {old: AGAIN}
    assert f"All of it is in {new}, too." in why(work, old)
    assert "Its name is left out" in why(work, old)
    assert f"{new} is a newer export, and it has no name" in why(work, old)


@pytest.mark.parametrize(("old", "new"), [("a.zip", "b.zip"), ("b.zip", "a.zip")])
def test_without_another_time_that_of_the_file_decides(room, learner, old, new):
    progress = learner("ada")
    packed(progress, "Ada", 0, room / old, modified=100)
    packed(progress, "", 0, room / new, modified=900)
    work = read_class_folder(str(room))
    assert [one.name for one in work.learners] == [""]
    assert noted(work) == {old: AGAIN}


def test_an_export_with_more_in_it_is_newer_whatever_the_clock_says(room, learner):
    progress = learner("ada")
    packed(progress, "", 30, room / "a.zip", modified=900)
    answer(progress, "01.q.promise-tail")
    packed(progress, "Ada", 0, room / "b.zip", modified=100)
    (room / "c.jsonl").write_bytes(line_of(progress))  # a log says nothing about names
    work = read_class_folder(str(room))
    assert [one.name for one in work.learners] == ["Ada"]
    assert "name" not in why(work, "a.zip")


def test_a_withdrawn_name_of_a_file_that_counts_is_listed_too(room, learner):
    one, other = learner("one"), learner("other")
    packed(one, "Ada", 0, room / "a.zip")
    (room / "joined.jsonl").write_bytes(line_of(one) + line_of(other))
    answer(one, "01.q.promise-tail")
    packed(one, "Ada", 0, room / "b.zip")
    packed(other, "", 2, room / "c.zip")
    work = read_class_folder(str(room))
    assert [found.name for found in work.learners] == [""]
    assert noted(work)["b.zip"] == IN_PART
    assert "Its name is left out" in why(work, "a.zip")
    assert "Its name is left out" in why(work, "b.zip")


# --- from when the answers are -------------------------------------------------------------


def test_a_file_from_another_workshop_counts_and_is_pointed_out(room):
    days = {"old": "10-03", "edge": "11-14", "new": "11-28"}
    for number, (name, day) in enumerate(days.items()):
        line = event(
            id=str(number) * 32, who=f"wren-{number:04d}", when=f"2026-{day}T12:00:00.000000Z"
        )
        (room / f"{name}.jsonl").write_bytes(line)
    work = read_class_folder(str(room))
    assert len(work.learners) == 3
    assert noted(work) == {"old.jsonl": OLD}
    assert why(work, "old.jsonl") == (
        "Its last answer is from October 3. If it's from another group, take it out of the folder."
    )
    made = ClassDebrief()
    made.set(folder=str(room))
    assert "The answers are from October 3 to November 28, 2026." in made.file_notes_html
    (room / "old.jsonl").unlink()
    made.press("Read the folder again")
    assert "The answers are from November 14 to November 28, 2026." in made.file_notes_html


def test_days_that_never_were_are_no_days(room):
    (room / "a.jsonl").write_bytes(event(when="9999-99-99T99:99:99.000000Z"))
    (room / "b.jsonl").write_bytes(event(when="0001-01-01T00:00:00.000000Z", id="1" * 32))
    assert read_class_folder(str(room)).learners


def test_a_file_by_two_made_up_names_joins_their_work(room, learner):
    """One person on two computers, whose log then has lines of both."""
    one, other = learner("one"), learner("other")
    (room / "a.zip").write_bytes(archive.build_export(one, "Ada").parts[0])
    (room / "b.zip").write_bytes(archive.build_export(other, "Ada L").parts[0])
    (room / "c.jsonl").write_bytes(line_of(one) + line_of(other))
    answer(other, "01.q.promise-tail")
    (room / "d.jsonl").write_bytes(line_of(other))
    work = read_class_folder(str(room))
    (found,) = work.learners
    assert found.name == "Ada L"  # of the last file with a name
    assert len(first_answers_frame([found])) == 2
    assert noted(work)["a.zip"] == noted(work)["b.zip"] == AGAIN


def test_a_home_that_two_accounts_share_is_named_and_refused(room, learner):
    (room / "progress.jsonl").write_bytes(line_of(learner("shared")))
    (room / ".accounts").write_text("0123456789abcdef\nfedcba9876543210\n")
    work = read_class_folder(str(room))
    assert work.learners == ()
    assert "shared home" in why(work, "progress.jsonl")
    # A copy that someone named is one person's work, wherever it lies.
    (room / "progress.jsonl").rename(room / "ada.jsonl")
    assert len(read_class_folder(str(room)).learners) == 1


# --- what is left out ----------------------------------------------------------------------


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    return out.getvalue()


def event(**changes):
    made = {
        "version": 1, "id": "0" * 32, "who": "wren-0009", "what": "answered", "where": QUESTION,
        "result": {"choice": ["a"], "correct": True, "confidence": "sure"},
        "when": "2026-05-04T09:00:00.000000Z",
    }  # fmt: skip
    return json.dumps(made | changes, sort_keys=True).encode() + b"\n"


MANIFEST = json.dumps(archive.MANIFEST_FORMAT)
DAMAGED = {
    "empty.zip": b"",
    "empty.jsonl": b"",
    "blank.jsonl": b"\n\n  \n",
    "cut.zip": zipped({"manifest.json": MANIFEST, "progress.jsonl": event()})[:120],
    "noise.zip": bytes(range(256)) * 9,
    "noise.jsonl": bytes(range(1, 256)) * 9,
    "utf16.jsonl": event().decode().encode("utf-16"),
    "newer.jsonl": event() + event(version=2, id="1" * 32),
    "newer.zip": zipped({"manifest.json": '{"format": 2, "course": "technical-product-owner"}',
                         "progress.jsonl": event()}),
    "foreign.zip": zipped({"homework.txt": "mine"}),
    "other course.zip": zipped({"manifest.json": '{"format": 1, "course": "baking"}',
                                "progress.jsonl": event()}),
    "nested.zip": zipped({"one.zip": zipped({"manifest.json": MANIFEST})}),
    "bomb.zip": zipped({"manifest.json": MANIFEST, "progress.jsonl": b"\0" * 60_000_000}),
    "many.zip": zipped({f"documents/{n}.md": "" for n in range(2_100)}),
    "no events.zip": zipped({"manifest.json": MANIFEST, "progress.jsonl": ""}),
    "not json.jsonl": b"hello\nworld\n",
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_listed_and_left_out(room, three, name):
    (room / name).write_bytes(DAMAGED[name])
    work = read_class_folder(str(room))
    assert len(work.learners) == 3
    assert noted(work) == {name: LEFT_OUT}
    assert len(why(work, name)) > 15


def test_for_a_damaged_export_it_says_whom_to_ask(room, three):
    for name in ("cut.zip", "foreign.zip"):
        (room / name).write_bytes(DAMAGED[name])
    work = read_class_folder(str(room))
    assert "can't be unpacked" in why(work, "cut.zip")
    assert "Ask the person to export again" in why(work, "cut.zip")
    assert "in the file's name" in why(work, "cut.zip")
    assert "export again" not in why(work, "foreign.zip")


def test_three_hundred_logs_with_every_kind_of_damage_among_them(room):
    for number in range(300):
        lines = [
            event(id=f"{number:016x}{place:016x}", who=f"wren-{number:04d}") for place in (1, 2)
        ]
        (room / f"{number:03d}.jsonl").write_bytes(b"".join(lines))
    (room / "again.jsonl").write_bytes((room / "007.jsonl").read_bytes())
    for name, data in DAMAGED.items():
        (room / name).write_bytes(data)
    found = read_class_results(str(room))
    assert found.people == 300
    assert found.questions[0].tried == 300
    assert {note.file for note in found.notes} >= set(DAMAGED)
    assert len(found.notes) == len(DAMAGED) + 1


def test_what_is_no_work_is_listed_apart(room, three):
    (room / "notes.docx").write_bytes(b"hello")
    (room / "empty.txt").write_bytes(b"")
    (room / "desktop.ini").write_bytes(b"a system's own file")
    assert noted(read_class_folder(str(room))) == {"notes.docx": OTHER, "empty.txt": OTHER}


def test_a_document_of_an_office_suite_is_no_damaged_export(room, three):
    (room / "notes.docx").write_bytes(zipped({"word/document.xml": "<x/>"}))
    assert noted(read_class_folder(str(room))) == {"notes.docx": OTHER}


@pytest.mark.parametrize(
    ("name", "said"),
    [("work.rar", "Unpack it"), ("progress.jsonl.gz", "Unpack it"), ("Fwd work.eml", "Unpack it"),
     (".work.zip.icloud", "Put the file itself"), ("work.zip.lnk", "Put the file itself")],
)  # fmt: skip
def test_work_that_is_packed_or_elsewhere_is_missed_out_loud(room, three, name, said):
    (room / name).write_bytes(b"anything")
    work = read_class_folder(str(room))
    assert noted(work) == {name: LEFT_OUT}
    assert said in why(work, name)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as on Linux and macOS")
def test_links_folders_and_pipes_are_never_opened(room, three, tmp_path):
    (room / "link.zip").symlink_to(three[0])
    (room / "loop").symlink_to(room)
    (room / "folder.zip").mkdir()
    (room / "progress.jsonl").mkdir()
    os.mkfifo(room / "pipe.zip")
    assert noted(read_class_folder(str(room))) == {
        "link.zip": LEFT_OUT,
        "loop": LEFT_OUT,
        "folder.zip": LEFT_OUT,
        "progress.jsonl": LEFT_OUT,
        "pipe.zip": OTHER,
    }


def test_a_half_written_line_is_left_out_and_the_rest_counts(room, three, learner):
    whole = line_of(learner("writing"))
    (room / "live.jsonl").write_bytes(whole + whole[:50])
    work = read_class_folder(str(room))
    assert len(work.learners) == 4
    assert noted(work) == {"live.jsonl": IN_PART}
    said = why(work, "live.jsonl")
    assert "half-written" in said
    assert said.endswith("1 event is used.")


def test_a_name_in_no_encoding_can_be_shown(room, three):
    (room / os.fsdecode(b"\xff\xfe\x1b.zip")).write_bytes(b"damaged")
    (name,) = noted(read_class_folder(str(room)))
    assert name.encode()
    assert name.isprintable()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "haven't entered a folder"),
        ("/no/such/folder", "There's no folder"),
        ("\0", "There's no folder"),
        ("x" * 5000, "There's no folder"),
        ("~nobody-here", "There's no folder"),
    ],
)
def test_without_a_folder_the_field_says_so(typed, said):
    with pytest.raises(InputError, match=said) as problem:
        read_class_folder(typed)
    assert problem.value.field == "folder"


def test_a_file_instead_of_a_folder_is_said(three):
    with pytest.raises(InputError, match="is a file"):
        read_class_folder(str(three[0]))


def test_a_folder_with_too_much_is_refused_before_anything_is_opened(room, three, monkeypatch):
    monkeypatch.setattr(class_folder, "MAX_FOLDER_ENTRIES", 2)
    with pytest.raises(InputError, match="more than 2 files"):
        read_class_folder(str(room))


def test_what_no_longer_fits_is_left_out(room, three, monkeypatch):
    one = len(archive.read_exported_log(three[0].read_bytes()))
    room_for_two = three[0].stat().st_size + one * 3 // 2
    monkeypatch.setattr(class_folder, "MAX_TOTAL_LOG_BYTES", room_for_two)
    work = read_class_folder(str(room))
    assert len(work.learners) == 2
    assert list(noted(work).values()) == [LEFT_OUT]


def test_a_path_may_come_as_other_programs_copy_it(room, three):
    spaced = room.rename(room.with_name("class in May"))
    uri, escaped = spaced.as_uri(), str(spaced).replace(" ", "\\ ")
    for typed in (f'  "{spaced}" ', f"“{spaced}”", f"`{spaced}`", f"\u202a{spaced}", uri, escaped):
        assert len(read_class_folder(typed).learners) == 3, typed


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["a.zip", "b.jsonl", "c.txt", "d", "progress.jsonl"]),
        st.one_of(
            st.binary(max_size=300),
            st.sampled_from(
                [event(), zipped({"manifest.json": MANIFEST, "progress.jsonl": event()})]
            ),
            st.binary(max_size=20).map(lambda noise: event() + noise + event(id="2" * 32)),
        ),
    )
)
def test_any_files_are_read_or_listed(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("any")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    work = read_class_folder(str(folder))
    assert len(work.learners) <= 1  # all good events here are by one pseudonym
    assert len(work.notes) + len(work.learners) >= min(1, len(files))
    assert set(noted(work)) <= set(files)


# --- what the class answered ---------------------------------------------------------------


def test_a_question_has_share_confidence_and_the_idea_most_chosen(room, three):
    work = read_class_folder(str(room))
    (found,) = question_results(first_answers_frame(work.learners), work.learners)
    assert (found.tried, found.right) == (3, 1)
    assert found.choice_counts == {"b": 2, "a": 1}
    assert (
        found.confidence_level_count("sure").tried,
        found.confidence_level_count("sure").wrong,
    ) == (3, 2)
    assert found.confidence_level_count("guess").tried == 0
    assert (found.misconception, found.misconception_count) == ("whole-is-like-one-part", 2)
    low, high = found.likely_range
    assert low < 1 / 3 < high


def test_only_first_answers_of_this_course_count(room, three, learner):
    progress = learner("four", right=False)
    answer(progress, right=True, attempt=2)
    answer(progress, "01.q.removed-long-ago")
    answer(progress, "01.q.promise-tail", again="02")
    (room / "four.jsonl").write_bytes(line_of(progress))
    answers = first_answers_frame(read_class_folder(str(room)).learners)
    assert list(answers["question"]) == [QUESTION] * 4
    assert answers["correct"].sum() == 1


def test_fewer_than_three_people_see_nothing_but_their_number(room, exported):
    exported("one")
    exported("two")
    found = read_class_results(str(room))
    assert (found.people, found.questions, found.plans) == (2, (), ())
    assert "nothing is shown" in ClassDebrief.evaluate(folder=str(room)).summary


def test_a_question_with_two_answers_is_not_shown(room, three, learner):
    for name in ("four", "five"):
        progress = learner(name)
        answer(progress, "01.q.promise-tail")
        (room / f"{name}.jsonl").write_bytes(line_of(progress))
    assert [one.question for one in read_class_results(str(room)).questions] == [QUESTION]


def test_before_and_after_are_paired(room, learner):
    for number in range(12):
        progress = learner(f"pair{number}")
        for topic in TOPICS:
            answer(progress, f"00.q.base-{topic}", right=number < 4, quiet=True)
            answer(progress, f"06.q.post-{topic}", right=number >= 3)
        (room / f"{number}.jsonl").write_bytes(line_of(progress))
    found = read_class_results(str(room))
    topic = found.topics[0]
    assert (topic.answered_twice, topic.before, topic.after, topic.gained, topic.lost) == (
        12,
        4,
        9,
        8,
        3,
    )
    low, high = topic.likely_range
    assert low < 5 / 12 < high
    assert found.score_change.people == 12
    assert found.score_change.mean_change == pytest.approx(8 * 5 / 12)


def test_the_first_set_is_not_told_before_the_class_has_answered_the_second(room, learner):
    for number in range(3):
        progress = Progress(room / f"home{number}")
        answer(progress, "00.q.base-chain", quiet=True)
        answer(progress, "00.q.base-order", quiet=True)
    made = ClassDebrief()
    made.set(folder=str(room))
    assert made.slides == []
    assert "choose notebook 00" in made.summary_html
    made.set(notebook="00-welcome")
    assert len(made.slides) == 4
    for number in range(3):
        answer(Progress(room / f"home{number}"), "06.q.post-chain")
    made.set(notebook="all")
    made.press("Read the folder again")
    assert len(made.slides) > 4


def test_the_capstone_has_promise_next_to_outcome(room, learner):
    for number, day in enumerate((60, 45, 50)):
        progress = learner(f"plan{number}")
        progress.record("changed", "06.seat", values={"seat": number + 1})
        progress.record("changed", "06.p6", values={"launch": 2})
        progress.record("changed", "06.p7", values={"path": "47", "date": day})
        progress.record(
            "changed", "06.p5", values={"chain": "99", "budget": "9", "objective": 99.9}
        )
        (room / f"{number}.jsonl").write_bytes(line_of(progress))
    plans = read_class_results(str(room)).plans
    assert [plan.promised_day for plan in plans] == [45, 50, 60]
    assert all(plan.days_to_spare is not None for plan in plans)
    assert [plan.is_objective_reachable for plan in plans] == [False] * 3


# --- nobody is named -----------------------------------------------------------------------


@pytest.fixture
def agreed(three, exported):
    return exported("four", "Ada <b>L</b>", right=False)


def text_of(made):
    return "".join([*made.slides, made.summary_html, made.details_html, made.picture_html])


def test_a_name_shows_only_if_it_was_agreed_and_asked_for(room, agreed):
    made = ClassDebrief()
    made.set(folder=str(room))
    assert "Ada" not in text_of(made)
    assert not any(who in text_of(made) for who in ("wren-", "heron-", "finch-", "plover-"))
    made.set(show=["names"])
    assert "called on: Ada &lt;b&gt;L&lt;/b&gt;." in "".join(made.slides)  # not what she chose


def test_another_folder_begins_without_names(room, agreed, tmp_path):
    made = ClassDebrief()
    made.set(folder=str(room), show=["names"])
    made.set(folder=str(tmp_path))
    assert made.values()["show"] == []


def test_the_plan_is_a_choice_of_questions_without_before_and_after(room, learner):
    planned = "01.q.recall-real"
    asked = {
        question.id
        for _, exercise in planned_exercises(default_plan_answers())
        for question in workshop_data.exercise_questions(exercise)
    }
    assert planned in asked
    assert QUESTION not in asked
    for number in range(3):
        progress = learner(str(number))  # who answers QUESTION
        answer(progress, planned)
        answer(progress, "00.q.base-chain", quiet=True)
        answer(progress, "06.q.post-chain")
        (room / f"{number}.jsonl").write_bytes(line_of(progress))
    made = ClassDebrief()
    made.set(folder=str(room), notebook="all")
    assert "Before and after" in "".join(made.slides)
    made.set(notebook="plan")
    stem = notebook_and_question_by_id()[planned][1].stem
    assert [stem in unescape(one) for one in made.slides] == [True, False]  # asked, answered
    assert "Before and after" not in "".join(made.slides)


def test_the_idea_explained_belongs_to_an_answer_that_was_asked_about(room, learner):
    question, wrong = next(  # one whose ideas aren't in the order of their letters
        (question, two)
        for question in load_questions("01-role-definition")
        if len(two := [one for one in question.choices if one.misconception][:2]) == 2
        and two[0].misconception > two[1].misconception
        and not any(one.accepted for one in two)
    )
    for number, choice in enumerate(reversed(wrong)):
        progress = Progress(room.parent / "homes" / str(number))
        progress.record(
            "answered", question.id, correct=False, confidence="sure", choice=[choice.key],
            misconceptions=[choice.misconception],
        )  # fmt: skip
        (room / f"{number}.jsonl").write_bytes(line_of(progress))
    right = Progress(room.parent / "homes" / "right")
    key = next(one.key for one in question.choices if one.accepted)
    right.record(
        "answered", question.id, correct=True, confidence="sure", choice=[key], misconceptions=[]
    )
    (room / "right.jsonl").write_bytes(line_of(right))
    (found,) = read_class_results(str(room)).questions
    first_wrong = min(one.key for one in wrong)
    assert found.misconception == next(one.misconception for one in wrong if one.key == first_wrong)
    assert list(found.choice_counts) == sorted(found.choice_counts)  # each once: by letter


def test_the_report_has_no_name_and_no_name_of_a_file(room, agreed):
    (room / "berta.zip").write_bytes(b"damaged")
    made = ClassDebrief()
    made.set(folder=str(room), show=["names"])
    made.press("Save the report")
    said = Portfolio().read("class-debrief")
    assert "1 file left out" in said
    assert not any(name in said for name in ("Ada", "berta", "one.zip"))
    assert "berta.zip" in made.file_notes_html


def test_slides_ask_by_choice_and_reveal_on_the_second(room, three):
    made = ClassDebrief()
    made.set(folder=str(room))
    asked, answered = made.slides
    assert "What speaks for B, and what for A?" in asked
    assert "✓" not in asked
    assert "✓" in answered
    assert "1 of 3 right" in answered
    assert "2 of 3 sure answers" in answered


def test_reading_again_finds_new_work(room, three, exported):
    made = ClassDebrief()
    made.set(folder=str(room))
    exported("late")
    made.press("Read the folder again")
    assert "4 people" in made.summary_html


def test_a_wrong_folder_is_said_next_to_the_field_and_clears_the_slides(room, three):
    made = ClassDebrief()
    made.set(folder=str(room))
    assert made.slides
    made.set(folder="/no/such/folder")
    assert "There's no folder" in made.inputs["folder"].error
    assert made.slides == []
    assert made.stale


def test_the_slide_deck_starts_empty():
    assert SlideDeck().slides == []
    assert ClassDebrief.evaluate().picture is None
