"""What each row of a plan is called, and what the facilitator does in it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from utils.kit.english import join_quoted, join_words, plural
from utils.kit.outline import load_lessons
from utils.workshop import data
from utils.workshop.model import plan as model
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_ANONYMITY
from utils.workshop.model.plan import min_bundle_minutes
from utils.workshop.parsing import format_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.workshop.data import FacilitatorNote
    from utils.workshop.model.plan import ExerciseBundle, Plan, PlanRow, RoomProfile

ROW_KIND_LABELS = {
    model.SETUP: "Set-up",
    model.WELCOME: "Welcome",
    model.OPEN: "Open a notebook",
    model.EXERCISE: "Exercise",
    model.PAIRS: "Pairs",
    model.DEBRIEF: "Debrief",
    model.BREAK: "Break",
    model.SPARE: "Spare",
    model.COLLECT: "Collect the answers",
}
SETUP_HINT_BY_SETTING = {
    "binder": "Everyone opens the link. It can take a few minutes. Two people can share a screen.",
    "own": "Everyone starts JupyterLab. If an install fails, that person joins a neighbor.",
    "paper": "Hand out the case and the poll letters.",
}
PAPER_OPEN_HINT = "Show where the next exercise is. Nobody needs to read the rest now."
SCREEN_OPEN_HINT = (
    "Help those who see an error. Begin even if someone isn't ready. The text above the next "
    "exercise can wait."
)
CLOSING_QUESTION = (
    "Each person: what will you do differently next week? And on a card, for you: one thing to "
    "keep, one thing to change."
)
EXPORT_WORK_HINT = "Then everyone exports their work, to keep it: the server forgets it."
IMPORT_WORK_HINT = "On a server, those whose work is gone import their file from day 1."
COLLECT_HINT = (
    "Say: “I'll look at your answers together, under made-up names. I'll see your name only if you "
    "tick the box. Afterward, I'll delete the files.” Everyone goes to the end of the notebook, "
    "presses “Export my work,” clicks the file's name to download it, and hands the file in. You "
    "put the files in one folder."
)
COLLECT_ON_OWN_SERVER_HINT = "If everyone works on your own server, use its folder."
SPARE_HINT = "For questions, and for those who need longer. If you're late, use it first."
SPARE_AFTER_COLLECTING_HINT = (
    "This is when you put the files into one folder. If there's time left, take questions."
)
CLASS_DEBRIEF_HINT = (
    "Show the slides on {count} from {exercise}: those that most people got wrong. Everyone has "
    "seen by now what's right, so ask what spoke for the other answers."
)
SEND_TASK_BY_SETTING = {
    "binder": "send people the link, and ask them to try it.",
    "own": "send people the install command and the course's folder, and ask them to try it.",
}
PRINT_TASK_BY_SETTING = {
    "paper": "print this plan, your notes, the poll letters, the case, and the worksheets. Cut out "
    "the cards.",
}
DEFAULT_PRINT_TASK = (
    "print this plan, your notes, and the poll letters. In case the network fails, print the case, "
    "the cards, and the worksheets, too, and cut out the cards."
)
WELCOME_SPEECH = (
    "Today you make the decisions of a technical product owner, at a company that the course made "
    "up. First, everyone decides alone. Then you compare with a neighbor, and then we talk. A "
    "wrong guess costs you nothing, and it helps you remember."
)
PAPER_SUPPLIES = "blank cards, pens, and something to write on that all can see"
SCREEN_SUPPLIES = f"a projector, power for the laptops, {PAPER_SUPPLIES}"
AFTER_WORKSHOP_TEXT = "**Afterward,** note what took longer than planned, and what people asked."
DELETE_FILES_TEXT = "Delete the files that people handed in."
UNSEEN_ANSWERS_SENTENCE = "I can't see your answers unless you export them for me."
CASE_STORY = (
    "The company is Brindle Commerce. It runs an online store. Behind the checkout page is the "
    "Payments API, which other programs call to take payments and issue refunds. Version 1 is "
    "live, and version 2 is planned. Six teams call the API. They're your customers, and you "
    "decide what comes next."
)
OWN_SERVER_PRIVACY_NOTE = (
    "If you run the server yourself, leave out the sentence about answers: you could see them."
)
PAPER_OPEN_TITLE = "Hand out worksheet {number}"
SCREEN_OPEN_TITLE = "Open notebook {number}, run all cells"
WELCOME_HINT = (
    "Say what today is about, and tell the story. Your saved plan has words for both. Then each "
    "person tells {listener} a name, and one product that other engineers use."
)
MAX_PEOPLE_INTRODUCED_TO_ALL = 6  # people; more would take longer than the welcome
NO_CHECK_BEFORE_PAIRS_HINT = "Nobody presses “Check” before the pairs have talked."
PRESS_CHECK_HINT = "Then everyone presses “Check.”"
WORK_ALONE_HINT = "Everyone works alone. Walk around, and note two answers that differ."
MIN_LONG_BREAK_MINUTES = 30  # minutes
BREAK_HINT = "Everyone gets up. See who needs help."
LONG_BREAK_HINT = "Time to eat. See who needs help."
MAX_NAMED_EXERCISES = 3  # exercises that are named to cut or to add


def notebook_number(notebook_name: str) -> str:
    """Return the number of a notebook, such as 02a."""
    return notebook_name.partition("-")[0]


def exercise_bundle_name(bundle: ExerciseBundle) -> str:
    """Return what a bundle is called where it's cut or added."""
    first, *more = bundle.exercises
    numbers = join_words(str(one.number) for one in bundle.exercises)
    if more:
        return f"Exercises {numbers} of notebook {notebook_number(first.notebook)}"
    return f"{first.name} (Exercise {first.number} of notebook {notebook_number(first.notebook)})"


def row_title(row: PlanRow, room: RoomProfile) -> str:
    """Return what happens in a row."""
    if row.kind == model.OPEN:
        words = PAPER_OPEN_TITLE if room.setting == "paper" else SCREEN_OPEN_TITLE
        return words.format(number=notebook_number(row.notebook))
    if row.kind == model.EXERCISE and row.exercise:
        where = f"{notebook_number(row.notebook)} · Exercise {row.exercise.number}"
        return f"{where} · {row.exercise.name}"
    if row.is_class_debrief:
        return "Debrief: the class's own answers"
    if row.kind == model.DEBRIEF and not row.exercise:
        return "Last round"
    if row.kind == model.BREAK and row.minutes >= MIN_LONG_BREAK_MINUTES:
        return "Long break"
    return {
        model.SETUP: "Arrive and set up",
        model.PAIRS: "Compare in pairs",
        model.SPARE: "Spare time",
    }.get(row.kind, ROW_KIND_LABELS[row.kind])


def row_hint(row: PlanRow, room: RoomProfile, plan: Plan) -> str:
    """Return what the facilitator does in a row of a plan."""
    on_paper = room.setting == "paper"
    if row.is_class_debrief:
        return class_debrief_hint(row, plan)
    if row.kind == model.DEBRIEF:
        return debrief_question(row, room, plan)
    if row.kind == model.COLLECT:
        return (
            f"{COLLECT_HINT} {COLLECT_ON_OWN_SERVER_HINT}"
            if room.setting == "binder"
            else COLLECT_HINT
        )
    if row.kind == model.SETUP and row is not plan.days[0][0] and not on_paper:
        return f"{SETUP_HINT_BY_SETTING[room.setting]} {IMPORT_WORK_HINT}"
    listener = "the room" if room.size <= MAX_PEOPLE_INTRODUCED_TO_ALL else "a neighbor"
    return {
        model.SETUP: SETUP_HINT_BY_SETTING[room.setting],
        model.WELCOME: WELCOME_HINT.format(listener=listener),
        model.OPEN: PAPER_OPEN_HINT if on_paper else SCREEN_OPEN_HINT,
        model.EXERCISE: _exercise_hint(row, plan, on_paper=on_paper),
        model.PAIRS: _pairs_hint(row, room),
        model.BREAK: BREAK_HINT if row.minutes < MIN_LONG_BREAK_MINUTES else LONG_BREAK_HINT,
        model.SPARE: SPARE_AFTER_COLLECTING_HINT
        if _comes_after_collecting(row, plan)
        else SPARE_HINT,
    }[row.kind]


def _exercise_hint(row: PlanRow, plan: Plan, *, on_paper: bool) -> str:
    """Return how to begin an exercise; on a screen, also what to scroll past."""
    note = _facilitator_note(row)
    if on_paper:
        return note.on_paper if note else WORK_ALONE_HINT
    parts = [_skipped_exercises_text(row, plan), note.setup if note else WORK_ALONE_HINT]
    return " ".join(
        filter(None, [*parts, NO_CHECK_BEFORE_PAIRS_HINT if _gives_instant_feedback(row) else ""])
    )


def _pairs_hint(row: PlanRow, room: RoomProfile) -> str:
    """Return what pairs ask each other, and what comes after it."""
    note = _facilitator_note(row)
    parts = [(note.pairs if note else "") or "Where do we differ, and why?"]
    if room.setting != "paper" and _gives_instant_feedback(row):
        parts.append(PRESS_CHECK_HINT)
    if room.size % 2:
        parts.append("One group has three.")
    return " ".join(parts)


def _skipped_exercises_text(row: PlanRow, plan: Plan) -> str:
    """Return which exercises between this one and the one before it the plan leaves out."""
    if row.exercise is None:
        return ""
    number = row.exercise.number
    planned = [one.number for one in plan.exercises if one.notebook == row.notebook]
    first = max((one for one in planned if one < number), default=0) + 1
    if first == number:
        return ""
    if number - first <= 2:
        named = join_words(map(str, range(first, number)))
        return f"Scroll past {'Exercises' if number - first > 1 else 'Exercise'} {named}."
    return f"Scroll past Exercises {first} to {number - 1}."


def _gives_instant_feedback(row: PlanRow) -> bool:
    """Return whether an exercise asks questions, and says at once what's right."""
    if row.exercise is None:
        return False
    found = load_lessons()[row.notebook].exercises
    asked = next(one for one in found if one.name == row.exercise.name)
    before = data.baseline_question_ids()
    return any(one.id not in before for one in data.exercise_questions(asked))


def _comes_after_collecting(row: PlanRow, plan: Plan) -> bool:
    pairs = (pair for day in plan.days for pair in pairwise(day))
    return any(before.kind == model.COLLECT and here is row for before, here in pairs)


def class_debrief_hint(row: PlanRow, plan: Plan) -> str:
    """Return which of the class's own answers to talk about, and how."""
    asking = [one for one in plan.exercises if one.question_count]
    most = max(1, math.floor(row.minutes / model.DEBRIEF_MINUTES_PER_QUESTION))
    count = plural(min(most, sum(one.question_count for one in asking)), "question")
    names = join_quoted((one.name for one in asking[:MAX_NAMED_EXERCISES]), "or")
    return CLASS_DEBRIEF_HINT.format(count=count, exercise=names)


def debrief_question(row: PlanRow, room: RoomProfile, plan: Plan) -> str:
    """Return the question that opens a debrief; the last round has one of its own."""
    if row.exercise is None:
        day = next(day for day in plan.days if day[-1] is row)
        collected = any(one.kind == model.COLLECT for one in day)
        forgets = room.setting == "binder" and not collected
        return f"{CLOSING_QUESTION} {EXPORT_WORK_HINT}" if forgets else CLOSING_QUESTION
    note = _facilitator_note(row)
    if not note:
        return "Where did you differ, and what would settle it?"
    on_paper = note.debrief_on_paper if room.setting == "paper" else ()
    return (on_paper or note.debrief)[0]


def _facilitator_note(row: PlanRow) -> FacilitatorNote | None:
    return (
        data.find_facilitator_note(row.exercise.notebook, row.exercise.name)
        if row.exercise
        else None
    )


def format_end_clock(minutes_from_start: int, start: int) -> str:
    """Return the end of a day as clock time; past midnight it says so."""
    late = " the next day" if start + minutes_from_start >= 24 * 60 else ""
    return f"{format_clock(start + minutes_from_start)}{late}"


def preparation_checklist_markdown(plan: Plan, room: RoomProfile) -> str:
    """Return what to do before the day, as boxes to tick."""
    on_paper = room.setting == "paper"
    todo = [
        "A week before: try every exercise of the plan yourself, and read its notes.",
        "" if on_paper else f"A week before: {SEND_TASK_BY_SETTING[room.setting]}",
        "A week before: choose where people put their exports, and write the place down here: ____"
        if plan.class_debrief_row
        else "",
        f"The day before: {PRINT_TASK_BY_SETTING.get(room.setting, DEFAULT_PRINT_TASK)}",
        f"On the day: bring {PAPER_SUPPLIES if on_paper else SCREEN_SUPPLIES}.",
        "" if on_paper else "On the day: work from paper, so that the room can have your screen.",
    ]
    return "\n".join(f"- [ ] {one}" for one in todo if one)


def after_workshop_markdown(plan: Plan) -> str:
    """Return what to do after the workshop; with a class debrief, there are files to delete."""
    return (
        f"{AFTER_WORKSHOP_TEXT} {DELETE_FILES_TEXT}"
        if plan.class_debrief_row
        else AFTER_WORKSHOP_TEXT
    )


def opening_speech_markdown(room: RoomProfile) -> str:
    """Return what the facilitator could say at the start, as Markdown."""
    today = (
        WELCOME_SPEECH if room.setting == "paper" else f"{WELCOME_SPEECH} {UNSEEN_ANSWERS_SENTENCE}"
    )
    said = f"> “{today}”\n>\n> “{CASE_STORY}”"
    return f"{said}\n\n{OWN_SERVER_PRIVACY_NOTE}" if room.setting == "binder" else said


def too_few_breaks_text(plan: Plan, own_breaks: Sequence[tuple[int, int]], start: int) -> str:
    """Return between which of a facilitator's own breaks people sit for too long; "" for none."""
    edges = [0, *(edge for one in sorted(own_breaks) for edge in one), plan.days[0][-1].end]
    most = model.MAX_MINUTES_BETWEEN_OWN_BREAKS
    long = [
        f"from {format_clock(start + begin)} to {format_clock(start + end)}"
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        if end - begin > most
    ]
    if not own_breaks or not long:
        return ""
    return (
        f"With your breaks, people sit for more than {most} minutes {join_words(long)}. "
        "Add a break there if you can."
    )


def running_late_text(plan: Plan, start: int) -> str:
    """Return what to do when time runs out: what matters least, and when it begins."""
    may_go = [one for one in plan.bundles_to_cut if not _is_needed_for_class_debrief(one, plan)]
    cuts = "; ".join(
        f"{exercise_bundle_name(one)}, at {_bundle_start_text(one, plan, start)}, "
        f"{plural(_planned_minutes(one, plan), 'minute')}"
        for one in may_go[:MAX_NAMED_EXERCISES]
    )
    first = "Running late? Use up the spare time first."
    if not cuts:
        return first
    return f"{first} Then leave out, in this sequence: {cuts}."


def _bundle_start_text(bundle: ExerciseBundle, plan: Plan, start: int) -> str:
    """Return when the first exercise of a bundle begins."""
    number, item = next(
        (number, item)
        for number, day in enumerate(plan.days, 1)
        for item in day
        if item.kind == model.EXERCISE and item.exercise in bundle.exercises
    )
    day = f" on day {number}" if len(plan.days) > 1 else ""
    return f"{format_clock(start + item.start)}{day}"


def _planned_minutes(bundle: ExerciseBundle, plan: Plan) -> int:
    """Return the minutes of all rows about a bundle's exercises."""
    rows = (row for day in plan.days for row in day if row.exercise in bundle.exercises)
    return sum(row.minutes for row in rows)


def _is_needed_for_class_debrief(bundle: ExerciseBundle, plan: Plan) -> bool:
    """Return whether the class debrief would have nothing to show without these exercises."""
    others = [one for one in plan.exercises if one not in bundle.exercises]
    return bool(plan.class_debrief_row and bundle.question_count) and not any(
        e.question_count for e in others
    )


def running_early_text(plan: Plan, room: RoomProfile) -> str:
    """Return what to do when there is time left."""
    more = "; ".join(
        f"{exercise_bundle_name(one)}, {plural(min_bundle_minutes(one, room), 'minute')}"
        for one in plan.bundles_to_add[:MAX_NAMED_EXERCISES]
    )
    if not more:
        return "Running early? Give the last round more time: the plan already has every exercise."
    return f"Running early? Add, in this sequence: {more}."


def missing_class_debrief_reason(plan: Plan, room: RoomProfile) -> str:
    """Return why a plan has no class debrief, and what to do instead; "" where it has one."""
    if plan.class_debrief_row:
        return ""
    if room.setting == "paper":
        return (
            "There's no debrief of its own with the class's answers: on paper, the room sees them "
            "whenever you count the letters."
        )
    if room.size < MIN_PEOPLE_FOR_ANONYMITY:
        return (
            f"There's no debrief with the class's own answers: with fewer than "
            f"{MIN_PEOPLE_FOR_ANONYMITY} people, everyone would know who answered what."
        )
    return (
        "There's no time for a debrief with the class's own answers, or no questions to show. Make "
        "the workshop longer, or choose an exercise such as “What you bring” in notebook 01."
    )
