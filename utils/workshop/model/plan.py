"""A workshop minute by minute: what fits between the breaks, and always adds up.

Pure functions. All times are whole minutes from the start of their day. The limits below are our
opinion; whatever is built keeps them, or an InputError says which one can't be kept. A
facilitator's own breaks stay as they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, product
from typing import TYPE_CHECKING, TypeAlias

from utils.kit.english import plural
from utils.kit.errors import InputError
from utils.workshop.model.class_results import MIN_PEOPLE_FOR_ANONYMITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MIN_DAY_MINUTES, MAX_DAY_MINUTES = 20, 600
MAX_EXERCISE_TIME_SHARE = 0.6  # of the time without breaks, comparing in pairs included
MIN_DEBRIEF_TIME_SHARE = 0.25  # of the whole time
MAX_MINUTES_WITHOUT_BREAK = 75  # where we set the breaks
MAX_MINUTES_BETWEEN_OWN_BREAKS = 95  # where facilitators set them; the plan remarks on more
SPARE_MINUTES_PER_90_MINUTES = 10
MAX_NOTEBOOKS_PER_90_MINUTES = 3
MIN_MINUTES_FOR_LUNCH = 300  # a longer day gets a long break in the middle
MAX_DEBRIEF_MINUTES, MAX_CLOSING_MINUTES = 10, 15
MAX_UNPLANNED_TIME_SHARE = 0.25  # of the time that may be left without an exercise
DEBRIEF_MINUTES_PER_QUESTION = 2.5  # of a class debrief

BREAK_SHIFTS_MINUTES = (0, 2, -2, 5, -5, 10, -10)  # of a break, to make room for a class debrief

MIN_KEPT_BUNDLES = 2  # of what we chose, in spite of a class debrief
# Of the bundles that fit without a class debrief; to look for more would take seconds.
SUFFICIENT_KEPT_BUNDLES_SHARE = 0.8
MAX_BUNDLE_ORDERS_TRIED = 4  # exercises that only ask questions; more would take seconds

SETUP, WELCOME, OPEN, EXERCISE, PAIRS, DEBRIEF, BREAK, SPARE, COLLECT = (
    "setup", "welcome", "open", "exercise", "pairs", "debrief", "break", "spare", "collect"
)  # fmt: skip
# Minutes of an exercise, times our own.
PACE_FACTOR_BY_EXPERIENCE = {"new": 1.25, "mixed": 1.0, "experienced": 0.8}
# Share of the day that people need to arrive and get going; its lowest and highest minutes. A slow
# server and a failed install take as long, so that both settings lead to the same exercises.
SETUP_SHARE_AND_BOUNDS_BY_SETTING = {
    "paper": (0.03, 2, 5),
    "binder": (0.08, 4, 20),
    "own": (0.08, 4, 20),
}


@dataclass(frozen=True)
class Exercise:
    """An exercise that a plan may have. `minutes` is what the course says for one person.

    `question_count` is how many of its answers a class debrief can show.
    """

    notebook: str
    number: int
    name: str
    minutes: int
    question_count: int = 0


@dataclass(frozen=True)
class ExerciseBundle:
    """Exercises of one notebook that a plan takes together; a lower rank comes first."""

    exercises: tuple[Exercise, ...]
    rank: float
    is_required: bool = False

    @property
    def notebook(self) -> str:
        """The notebook of all of them."""
        return self.exercises[0].notebook

    @property
    def question_count(self) -> int:
        """How many questions they ask."""
        return sum(one.question_count for one in self.exercises)


@dataclass(frozen=True)
class RoomProfile:
    """Who's there, with what.

    `experience` is a key of PACE_FACTOR_BY_EXPERIENCE, `setting` of
    SETUP_SHARE_AND_BOUNDS_BY_SETTING.
    """

    size: int = 12
    experience: str = "mixed"
    setting: str = "binder"


@dataclass(frozen=True)
class WorkshopDay:
    """The length of a day, and its breaks as pairs of start and end."""

    minutes: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class PlanRow:
    """One row of a plan. `exercise` is missing where it's about none.

    A debrief with `is_class_debrief` shows what the class itself answered.
    """

    kind: str
    start: int
    end: int
    notebook: str = ""
    exercise: Exercise | None = None
    is_class_debrief: bool = False

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end - self.start


@dataclass(frozen=True)
class Plan:
    """The rows of each day; what to cut first, what to add first, and what was asked in vain."""

    days: tuple[tuple[PlanRow, ...], ...]
    bundles_to_cut: tuple[ExerciseBundle, ...]
    bundles_to_add: tuple[ExerciseBundle, ...]
    left_out: tuple[ExerciseBundle, ...]

    @property
    def exercises(self) -> list[Exercise]:
        """All exercises in the plan, in their order."""
        return [i.exercise for day in self.days for i in day if i.kind == EXERCISE and i.exercise]

    @property
    def notebooks(self) -> list[str]:
        """The notebooks of the plan, each once."""
        return list(dict.fromkeys(one.notebook for one in self.exercises))

    def exercises_with_first_bundles(self, bundle_count: int) -> list[Exercise]:
        """Return all that was asked for, and the first bundles of what we chose."""
        cut = self.bundles_to_cut
        may_go = {one for bundle in cut[: len(cut) - bundle_count] for one in bundle.exercises}
        return [one for one in self.exercises if one not in may_go]

    @property
    def class_debrief_row(self) -> PlanRow | None:
        """The row in which the class sees its own answers; None where a plan has none."""
        return next((item for day in self.days for item in day if item.is_class_debrief), None)

    def minutes(self, *kinds: str) -> int:
        """Return the minutes of all rows of these kinds; of every row where none is named."""
        rows = (item for day in self.days for item in day)
        return sum(item.minutes for item in rows if not kinds or item.kind in kinds)


# --- how long things take --------------------------------------------------------------------


def exercise_minutes(exercise: Exercise, room: RoomProfile) -> int:
    """Return the minutes that a room needs for an exercise."""
    return max(2, math.ceil(exercise.minutes * PACE_FACTOR_BY_EXPERIENCE[room.experience]))


def pair_discussion_minutes(room: RoomProfile) -> int:
    """Return the minutes to compare with a neighbor; nobody to compare with, no minutes."""
    return 0 if room.size < 2 else 3 if room.experience == "new" else 2


def min_debrief_minutes(room: RoomProfile) -> int:
    """Return the fewest minutes of a debrief: more people have more to say."""
    return 3 if room.size <= 6 else 4 if room.size <= 15 else 5


def notebook_opening_minutes(room: RoomProfile) -> int:
    """Return the minutes to open a notebook and run it, or to hand out a worksheet."""
    return 1 if room.setting == "paper" else 2


def setup_minutes(room: RoomProfile, day_minutes: int, day_index: int = 0) -> int:
    """Return the minutes to arrive and get going, on the first day (0) or a later one."""
    share, low, high = SETUP_SHARE_AND_BOUNDS_BY_SETTING[room.setting]
    crowd = 1.25 if room.size > 15 else 1.0
    first = min(high, max(low, round(share * day_minutes * crowd)))
    return max(2, first // 2) if day_index else first


def welcome_minutes(day_minutes: int) -> int:
    """Return the minutes to say what this is about."""
    return min(10, max(1, round(0.05 * day_minutes)))


def min_closing_minutes(day_minutes: int) -> int:
    """Return the fewest minutes of the last round."""
    return min(MAX_CLOSING_MINUTES, max(1, round(0.04 * day_minutes)))


def collect_minutes(room: RoomProfile) -> int:
    """Return the minutes in which everyone exports their work and hands it in."""
    return 2 if room.size <= 15 else 4


def min_class_debrief_minutes(day_minutes: int) -> int:
    """Return the fewest minutes in which the class looks at its own answers."""
    return min(MAX_CLOSING_MINUTES, max(5, round(0.05 * day_minutes)))


def required_spare_minutes(day_minutes: int) -> int:
    """Return the minutes that nothing is planned for: ten in ninety."""
    return math.ceil(day_minutes * SPARE_MINUTES_PER_90_MINUTES / 90)


def min_bundle_minutes(bundle: ExerciseBundle, room: RoomProfile) -> int:
    """Return the fewest minutes that a bundle takes, without opening its notebook."""
    around = pair_discussion_minutes(room) + min_debrief_minutes(room)
    return sum(exercise_minutes(one, room) + around for one in bundle.exercises)


# --- breaks ----------------------------------------------------------------------------------


def validate_and_sort_breaks(day: WorkshopDay) -> tuple[tuple[int, int], ...]:
    """Return a day's breaks in order. Raises InputError where they overlap or are outside."""
    breaks = tuple(sorted(day.breaks))
    for start, end in breaks:
        if not 0 < start < end < day.minutes:
            raise InputError(
                "A break needs work before and after it, between the start and the end.",
                f"Move it, or leave it out: there are {plural(day.minutes, 'minute')} in all.",
                field="breaks",
            )
    for (_, end), (start, _) in pairwise(breaks):
        if start < end:
            raise InputError(
                "Two breaks overlap.",
                "Start the second one after the first one ends.",
                field="breaks",
            )
    return breaks


def validate_or_add_breaks(day: WorkshopDay, break_shift_minutes: int = 0) -> WorkshopDay:
    """Return a day with its own breaks, else with so many that nobody sits too long without one.

    A long day gets lunch in the middle. Breaks that we add come `break_shift_minutes` later than
    evenly spread, or earlier below zero, at most.
    """
    if day.breaks:
        return replace(day, breaks=validate_and_sort_breaks(day))
    breaks: list[tuple[int, int]] = []
    if day.minutes > MIN_MINUTES_FOR_LUNCH:
        middle = day.minutes // 2
        breaks = [(middle - 20, middle + 25)]
    pause = 5 if day.minutes <= 120 else 10
    edges = [0, *(edge for one in breaks for edge in one), day.minutes]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        breaks += _spread_breaks(start, end, pause, break_shift_minutes)
    return replace(day, breaks=tuple(sorted(breaks)))


def _spread_breaks(
    start: int, end: int, break_minutes: int, break_shift_minutes: int
) -> list[tuple[int, int]]:
    """Return evenly spread breaks, as few as keep each stretch short enough, or a bit later."""
    count = (
        math.ceil((end - start + break_minutes) / (MAX_MINUTES_WITHOUT_BREAK + break_minutes)) - 1
    )
    stretch = (end - start - count * break_minutes) / (count + 1)
    most = math.floor(min(MAX_MINUTES_WITHOUT_BREAK - stretch, stretch / 3)) if count else 0
    moved = max(-most, min(most, break_shift_minutes))
    starts = (start + round((n + 1) * stretch) + n * break_minutes + moved for n in range(count))
    return [(one, one + break_minutes) for one in starts]


# --- lay out ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _BreakFreeStretch:
    """Time between two breaks; all minutes but the free ones are spoken for."""

    day: int
    start: int
    end: int
    setup_minutes: int
    welcome_minutes: int
    min_closing_minutes: int
    required_spare_minutes: int
    collect_minutes: int = 0
    min_class_debrief_minutes: int = 0

    @property
    def available_exercise_minutes(self) -> int:
        around = (
            self.setup_minutes
            + self.welcome_minutes
            + self.collect_minutes
            + self.min_class_debrief_minutes
            + self.min_closing_minutes
            + self.required_spare_minutes
        )
        return self.end - self.start - around


def _build_stretches(
    days: Sequence[WorkshopDay], room: RoomProfile, *, with_class_debrief: bool
) -> list[_BreakFreeStretch]:
    made = [one for number, day in enumerate(days) for one in _day_stretches(day, number, room)]
    if with_class_debrief:
        wanted = min_class_debrief_minutes(days[-1].minutes)
        made[-1] = replace(
            made[-1], collect_minutes=collect_minutes(room), min_class_debrief_minutes=wanted
        )
    for one in made:
        if one.available_exercise_minutes < 0:
            raise _stretch_too_short_error(one, days[one.day])
    return made


def _day_stretches(day: WorkshopDay, day_index: int, room: RoomProfile) -> list[_BreakFreeStretch]:
    edges = [0, *(edge for one in day.breaks for edge in one), day.minutes]
    spans = [
        (start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if end > start  # two breaks may touch
    ]
    spares = _split_in_proportion(
        required_spare_minutes(day.minutes), [end - start for start, end in spans]
    )
    last = len(spans) - 1
    return [
        _BreakFreeStretch(
            day_index,
            start,
            end,
            setup_minutes=0 if n else setup_minutes(room, day.minutes, day_index),
            welcome_minutes=0 if n else welcome_minutes(day.minutes),
            min_closing_minutes=min_closing_minutes(day.minutes) if n == last else 0,
            required_spare_minutes=spares[n],
        )
        for n, (start, end) in enumerate(spans)
    ]


def _stretch_too_short_error(stretch: _BreakFreeStretch, day: WorkshopDay) -> InputError:
    minutes = stretch.end - stretch.start
    return InputError(
        f"Between a break and the start or end, {plural(minutes, 'minute')} aren't enough to "
        "arrive, say hello, or close.",
        f"Leave at least {plural(minutes - stretch.available_exercise_minutes, 'minute')} there.",
        field="breaks" if day.breaks else "until",
    )


def _split_in_proportion(total: int, sizes: Sequence[int]) -> list[int]:
    """Return whole parts of a total, in proportion to sizes."""
    ends = [round(total * end / sum(sizes)) for end in accumulate(sizes)]
    return [end - start for start, end in pairwise([0, *ends])]


# What happens, how many minutes, in which notebook, which exercise.
_PlanStep: TypeAlias = "tuple[str, int, str, Exercise | None]"
CLASS_DEBRIEF_STEP_KIND = "class debrief"  # its row is a debrief of the whole class


def _lay_out_days(
    bundles: Iterable[ExerciseBundle],
    days: Sequence[WorkshopDay],
    stretches: Sequence[_BreakFreeStretch],
    room: RoomProfile,
) -> list[list[PlanRow]] | None:
    """Return the rows of each day, with bundles in this order; None where they don't fit.

    Debriefs may still be short, as long as there is time that more exercises can use.
    """
    wanted = (one for bundle in bundles for one in bundle.exercises)
    placed = _assign_exercises_to_stretches(sorted(wanted, key=_course_order_key), stretches, room)
    if placed is None:
        return None
    rows: list[list[PlanRow]] = [[] for _ in days]
    for stretch, exercises in zip(stretches, placed, strict=True):
        if rows[stretch.day]:
            rows[stretch.day].append(PlanRow(BREAK, rows[stretch.day][-1].end, stretch.start))
        opened = _notebook_open_at_start(placed, stretches, stretch)
        rows[stretch.day] += _build_stretch_rows(stretch, exercises, opened, room)
    rows = [_give_spare_time_to_debriefs(day) for day in rows]
    return rows if all(map(_keeps_time_limits, rows)) else None


def _course_order_key(exercise: Exercise) -> tuple[str, int]:
    return exercise.notebook, exercise.number


def _total_minutes(rows: Iterable[PlanRow], *kinds: str) -> int:
    return sum(item.minutes for item in rows if item.kind in kinds)


def _missing_debrief_minutes(rows: Sequence[PlanRow]) -> int:
    """Return the minutes of debriefs that a day lacks."""
    return math.ceil(MIN_DEBRIEF_TIME_SHARE * rows[-1].end) - _total_minutes(rows, DEBRIEF)


def _surplus_spare_minutes(rows: Sequence[PlanRow]) -> int:
    """Return the spare minutes of a day beyond those that it must have."""
    return _total_minutes(rows, SPARE) - required_spare_minutes(rows[-1].end)


def _give_spare_time_to_debriefs(rows: list[PlanRow]) -> list[PlanRow]:
    """Return a day in which spare minutes go to the debrief next to them while that is short."""
    for at, item in enumerate(rows):
        if item.kind != SPARE:
            continue
        move = min(_missing_debrief_minutes(rows), _surplus_spare_minutes(rows), item.minutes)
        if move <= 0:
            continue
        if at and rows[at - 1].kind == DEBRIEF:
            edge = item.start + move
            rows[at - 1 : at + 1] = [replace(rows[at - 1], end=edge), replace(item, start=edge)]
        elif rows[at + 1].kind == DEBRIEF:  # a day ends with one
            edge = item.end - move
            rows[at : at + 2] = [replace(item, end=edge), replace(rows[at + 1], start=edge)]
    return [item for item in rows if item.minutes]


def _notebook_open_at_start(
    exercises_by_stretch: Sequence[Sequence[Exercise]],
    stretches: Sequence[_BreakFreeStretch],
    current_stretch: _BreakFreeStretch,
) -> str:
    """Return the notebook that is open when a stretch begins; a new day begins with none."""
    at = stretches.index(current_stretch)
    before = [
        one.notebook
        for stretch, exercises in zip(stretches[:at], exercises_by_stretch, strict=False)
        if stretch.day == current_stretch.day
        for one in exercises
    ]
    return before[-1] if before else ""


def _assign_exercises_to_stretches(
    exercises: Sequence[Exercise], stretches: Sequence[_BreakFreeStretch], room: RoomProfile
) -> list[list[Exercise]] | None:
    """Return the exercises of each stretch, none cut by a break; None where they don't fit."""
    around = pair_discussion_minutes(room) + min_debrief_minutes(room)
    found: list[list[Exercise]] = [[] for _ in stretches]
    at, left, opened = 0, stretches[0].available_exercise_minutes, ""
    for one in exercises:
        need = exercise_minutes(one, room) + around
        while need + (notebook_opening_minutes(room) if one.notebook != opened else 0) > left:
            at += 1
            if at == len(stretches):
                return None
            left = stretches[at].available_exercise_minutes
            if stretches[at].day != stretches[at - 1].day:
                opened = ""
        left -= need + (notebook_opening_minutes(room) if one.notebook != opened else 0)
        opened = one.notebook
        found[at].append(one)
    return found


def _build_stretch_rows(
    stretch: _BreakFreeStretch, exercises: Sequence[Exercise], open_notebook: str, room: RoomProfile
) -> list[PlanRow]:
    """Return the rows of one stretch. What is left goes to its debriefs, then to spare time."""
    steps: list[_PlanStep] = [
        (SETUP, stretch.setup_minutes, "", None),
        (WELCOME, stretch.welcome_minutes, "", None),
    ]
    for exercise in exercises:
        if exercise.notebook != open_notebook:
            steps.append((OPEN, notebook_opening_minutes(room), exercise.notebook, None))
        open_notebook = exercise.notebook
        steps += [
            (EXERCISE, exercise_minutes(exercise, room), exercise.notebook, exercise),
            (PAIRS, pair_discussion_minutes(room), exercise.notebook, exercise),
            (DEBRIEF, min_debrief_minutes(room), exercise.notebook, exercise),
        ]
    steps += [
        (COLLECT, stretch.collect_minutes, "", None),
        (SPARE, stretch.required_spare_minutes, "", None),
        (CLASS_DEBRIEF_STEP_KIND, stretch.min_class_debrief_minutes, "", None),
        (DEBRIEF, stretch.min_closing_minutes, "", None),
    ]
    return _rows_from_steps(stretch, _lengthen_steps(steps, stretch.end - stretch.start))


def _lengthen_steps(steps: list[_PlanStep], total_minutes: int) -> list[_PlanStep]:
    """Return steps that take exactly this long: debriefs grow evenly, then the spare time."""
    left = total_minutes - sum(step[1] for step in steps)
    while left:
        growing = [
            at
            for at, (kind, minutes, _, one) in enumerate(steps)
            if kind in (DEBRIEF, CLASS_DEBRIEF_STEP_KIND)
            and 0 < minutes < (MAX_DEBRIEF_MINUTES if one else MAX_CLOSING_MINUTES)
        ]
        if not growing:
            break
        at = min(growing, key=lambda place: steps[place][1])
        steps[at] = (steps[at][0], steps[at][1] + 1, *steps[at][2:])
        left -= 1
    spare = next(at for at, step in enumerate(steps) if step[0] == SPARE)
    steps[spare] = (SPARE, steps[spare][1] + left, *steps[spare][2:])
    return steps


def _rows_from_steps(stretch: _BreakFreeStretch, steps: Iterable[_PlanStep]) -> list[PlanRow]:
    now, rows = stretch.start, []
    for kind, minutes, notebook, exercise in steps:
        if minutes:
            is_class_debrief = kind == CLASS_DEBRIEF_STEP_KIND
            shown = DEBRIEF if is_class_debrief else kind
            rows.append(PlanRow(shown, now, now + minutes, notebook, exercise, is_class_debrief))
            now += minutes
    return rows


def _keeps_time_limits(rows: Sequence[PlanRow]) -> bool:
    """Return whether a day has exercises not too many, and time for debriefs."""
    working = rows[-1].end - _total_minutes(rows, BREAK)
    return _total_minutes(rows, EXERCISE, PAIRS) <= MAX_EXERCISE_TIME_SHARE * working and (
        _missing_debrief_minutes(rows) <= 0 or _surplus_spare_minutes(rows) > 0
    )


def _notebooks_over_90_minute_limit(rows: Sequence[PlanRow]) -> list[str]:
    """Return the notebooks that open in the first 90 minutes with too many; [] for none."""
    opens = [item for item in rows if item.kind == OPEN]
    most = MAX_NOTEBOOKS_PER_90_MINUTES
    for at, (first, later) in enumerate(zip(opens, opens[most:], strict=False)):
        if later.start - first.start < 90:
            return [item.notebook for item in opens[at : at + most + 1]]
    return []


# --- choose ----------------------------------------------------------------------------------


def build_plan(
    days: Sequence[WorkshopDay], bundles: Sequence[ExerciseBundle], room: RoomProfile
) -> Plan:
    """Return the plan of all days. Raises InputError where no plan keeps all limits.

    Bundles come in the order of the course. Those of the lowest rank are tried first, and each
    that fits stays; what the plan must have comes before all others. Where there's time, the plan
    ends with a class debrief, and has an exercise whose answers it can show.
    """
    for day in days:
        _check_day_length(day)
    plan_without_debrief = _fit_plan([validate_or_add_breaks(day) for day in days], bundles, room)
    return (
        _plan_with_class_debrief(days, bundles, room, plan_without_debrief) or plan_without_debrief
    )


def _plan_with_class_debrief(
    days: Sequence[WorkshopDay],
    bundles: Sequence[ExerciseBundle],
    room: RoomProfile,
    plan_without_debrief: Plan,
) -> Plan | None:
    """Return a plan with a class debrief that keeps most; None where it would push out too much.

    What was asked for stays, and so do the first two bundles of what we chose. On paper, the
    letters that people hold up show the class its answers as it goes.
    """
    if room.size < MIN_PEOPLE_FOR_ANONYMITY or room.setting == "paper":
        return None
    best, found = min(MIN_KEPT_BUNDLES, len(plan_without_debrief.bundles_to_cut)) - 1, None
    for break_shift_minutes, offered in product(
        BREAK_SHIFTS_MINUTES, _bundle_order_variants(bundles, plan_without_debrief)
    ):
        try:
            plan = _fit_plan(
                [validate_or_add_breaks(d, break_shift_minutes) for d in days],
                offered,
                room,
                with_class_debrief=True,
            )
        except InputError:
            continue
        kept = _kept_bundle_count(plan_without_debrief, plan)
        if any(e.question_count for e in plan.exercises) and kept > best:
            best, found = kept, plan
        if best >= SUFFICIENT_KEPT_BUNDLES_SHARE * len(plan_without_debrief.bundles_to_cut):
            break
    return found


def _kept_bundle_count(plan_without_debrief: Plan, plan: Plan) -> int:
    """Return how many bundles a plan keeps, from the first on; -1 if a required one is gone."""
    kept = set(plan.exercises)
    counts = range(len(plan_without_debrief.bundles_to_cut) + 1)
    return max(
        (n for n in counts if set(plan_without_debrief.exercises_with_first_bundles(n)) <= kept),
        default=-1,
    )


def _bundle_order_variants(
    bundles: Sequence[ExerciseBundle], plan_without_debrief: Plan
) -> Iterator[Sequence[ExerciseBundle]]:
    """Yield the bundles as they are, then with one that only asks right after the first.

    What it builds on comes there with it.
    """
    yield bundles
    planned = {*plan_without_debrief.bundles_to_cut, *(one for one in bundles if one.is_required)}
    early = min((one.rank for one in bundles if not one.is_required), default=0) + 0.5
    asking = [
        one
        for one in bundles
        if not one.is_required and all(e.question_count for e in one.exercises)
    ]
    asking.sort(
        key=lambda one: (
            one.notebook not in plan_without_debrief.notebooks,
            not all(base in planned for base in _prerequisite_bundles(one, bundles)),
            sum(e.minutes for e in one.exercises),
        )
    )
    for chosen in asking[:MAX_BUNDLE_ORDERS_TRIED]:
        moved = [chosen, *_prerequisite_bundles(chosen, bundles)]
        yield [replace(one, rank=early) if one in moved else one for one in bundles]


def _prerequisite_bundles(
    bundle: ExerciseBundle, bundles: Sequence[ExerciseBundle]
) -> list[ExerciseBundle]:
    """Return what comes before a bundle in its notebook, and matters as much or more."""
    before = bundles[: bundles.index(bundle)]
    return [one for one in before if one.rank <= bundle.rank and one.notebook == bundle.notebook]


def _fit_plan(
    days: Sequence[WorkshopDay],
    bundles: Sequence[ExerciseBundle],
    room: RoomProfile,
    *,
    with_class_debrief: bool = False,
) -> Plan:
    """Return the plan with as many bundles as fit, or raise InputError."""
    stretches = _build_stretches(days, room, with_class_debrief=with_class_debrief)
    if not bundles:
        raise InputError(
            "No exercise is left to plan.",
            "Put back at least one that you left out.",
            field="exercises",
        )
    offered = bundles
    while True:
        taken, rows = _fill_days_with_bundles(offered, days, stretches, room)
        crowded = {name for items in rows for name in _notebooks_over_90_minute_limit(items)}
        if not crowded:
            break
        first = {one.notebook: one for one in sorted(taken, key=_priority_key, reverse=True)}
        least = max(crowded, key=lambda name: _priority_key(first[name]))
        offered = [one for one in offered if one.notebook != least]
    out = [one for one in sorted(bundles, key=_priority_key) if one not in taken]
    visited = {one.notebook for one in taken}
    return Plan(
        tuple(map(tuple, rows)),
        tuple(
            sorted((one for one in taken if not one.is_required), key=_priority_key, reverse=True)
        ),
        tuple(sorted(out, key=lambda one: one.notebook not in visited)),
        tuple(one for one in out if one.is_required),
    )


def _fill_days_with_bundles(
    bundles: Sequence[ExerciseBundle],
    days: Sequence[WorkshopDay],
    stretches: Sequence[_BreakFreeStretch],
    room: RoomProfile,
) -> tuple[list[ExerciseBundle], list[list[PlanRow]]]:
    """Return as many bundles as fit, in any number of notebooks, and the rows they make."""
    taken, rows = _choose_fitting_bundles(bundles, days, stretches, room)
    for number, items in enumerate(rows or (), 1):
        _check_unplanned_time(items, f" on day {number}" if len(days) > 1 else "")
    while rows and any(_missing_debrief_minutes(items) > 0 for items in rows):
        taken.remove(max(taken, key=_priority_key))  # what it leaves goes to the debriefs
        rows = _lay_out_days(taken, days, stretches, room) if taken else None
    if rows is None:
        raise _nothing_fits_error(bundles, days, stretches, room)
    return taken, rows


def _check_day_length(day: WorkshopDay) -> None:
    if not MIN_DAY_MINUTES <= day.minutes <= MAX_DAY_MINUTES:
        raise InputError(
            f"A day of {plural(day.minutes, 'minute')} can't be planned here.",
            f"Use {MIN_DAY_MINUTES} minutes to {MAX_DAY_MINUTES // 60} hours.",
            field="until",
        )


def _priority_key(bundle: ExerciseBundle) -> tuple[bool, float]:
    return not bundle.is_required, bundle.rank


def _choose_fitting_bundles(
    bundles: Sequence[ExerciseBundle],
    days: Sequence[WorkshopDay],
    stretches: Sequence[_BreakFreeStretch],
    room: RoomProfile,
) -> tuple[list[ExerciseBundle], list[list[PlanRow]] | None]:
    """Return the bundles that fit, in the order of the course, and the rows they make.

    One that we choose comes only with what it builds on.
    """
    chosen: set[int] = set()
    taken: list[ExerciseBundle] = []
    rows: list[list[PlanRow]] | None = None
    for at in sorted(range(len(bundles)), key=lambda place: _priority_key(bundles[place])):
        bases = [] if bundles[at].is_required else _prerequisite_bundles(bundles[at], bundles)
        if not all(one in taken for one in bases):
            continue
        more = [bundles[n] for n in sorted({*chosen, at})]
        laid = _lay_out_days(more, days, stretches, room)
        if laid is not None:
            chosen.add(at)
            taken, rows = more, laid
    return taken, rows


def _nothing_fits_error(
    bundles: Sequence[ExerciseBundle],
    days: Sequence[WorkshopDay],
    stretches: Sequence[_BreakFreeStretch],
    room: RoomProfile,
) -> InputError:
    """Return what to say where not even one bundle fits."""
    shortest = min(min_bundle_minutes(one, room) for one in bundles) + notebook_opening_minutes(
        room
    )
    widest = max(one.available_exercise_minutes for one in stretches)
    if widest < shortest:
        return InputError(
            f"After set-up, breaks, and spare time, the longest stretch has "
            f"{plural(widest, 'minute')} for exercises; the shortest exercise takes "
            f"{plural(shortest, 'minute')} with its debrief.",
            "Make the workshop longer, take out a break, or choose a shorter exercise.",
            field="breaks" if len(stretches) > len(days) and days[0].minutes >= 60 else "until",
        )
    resting = sum(end - start for day in days for start, end in day.breaks)
    return InputError(
        "With these exercises and breaks, there's no plan in which debriefs are a quarter of the "
        "time.",
        "Choose more exercises, shorten a break, or make the workshop shorter.",
        field="breaks" if resting > sum(day.minutes for day in days) / 4 else "until",
    )


def _check_unplanned_time(rows: Sequence[PlanRow], day_phrase: str) -> None:
    """Raise InputError where much more time is left than there is anything to do."""
    surplus = _surplus_spare_minutes(rows)
    if surplus > MAX_UNPLANNED_TIME_SHARE * rows[-1].end:
        raise InputError(
            f"These exercises leave {plural(surplus, 'minute')}{day_phrase} with nothing to do.",
            "Choose more exercises, or make the workshop shorter by about that much.",
            field="until",
        )
