"""C2: the rollout in time, what is critical, and what a slip does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from utils.comparison.model.network import TOLERANCE_DAYS, starts_on_finish_of
from utils.kit import english, style
from utils.kit.axes import LABEL_PADDING_INCHES, LINE_BREAK_NAN, draw_x_axis, nice_ticks
from utils.kit.english import join_words, shorten, upper_first
from utils.kit.lettering import (
    SMALL_FONT_SIZE,
    first_fitting_title,
    max_text_width_inches,
    text_width_inches,
    truncate_to_width,
)
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar, draw_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.comparison.model.network import Schedule, ScheduledTask

ROW_HEIGHT, TOP_MARGIN, BOTTOM_MARGIN = 0.26, 0.82, 0.5  # inches
MAX_NAME_WIDTH, NOTES_WIDTH = (
    1.85,
    1.25,
)  # inches for a name at most, and for the notes right of the bars
MIN_LEFT_MARGIN = 0.95  # inches left of the bars at least
BAR_HALF_HEIGHT, SLACK_HALF_HEIGHT = (
    0.32,
    0.15,
)  # of a row: half the height of a bar, and of its slack
MARKED_DAY_TEXT_HEIGHT_INCHES = 0.17  # inches, a line of words above the bars
NO_MARKED_DAYS: Mapping[str, float] = MappingProxyType({})
BASELINE_DROP_ROWS = 0.17  # of a row: all words of a row stand on one line, as far below its middle
RETIRE_TASK_LABEL = "retire v1"
LEGEND = "Filled: work. Open: slack, room to slip. Bold: critical, no room."
SLIP_LEGEND = " Hatched: the slip."
SAVED_LEGEND = " Dotted: what is saved."

# --- words -------------------------------------------------------------------------------


def title(schedule: Schedule, planned: Schedule | None = None) -> str:
    """Return the title: when all is done, and what leaves no room or what a slip does to it."""
    return _title_forms(schedule, planned)[0]


def _title_forms(schedule: Schedule, planned: Schedule | None) -> list[str]:
    """Return the title and shorter forms of it, for names that do not fit a line."""
    found = tasks_with_duration_changes(schedule, planned)
    if planned is None or not found:
        return _unchanged_title_forms(schedule)
    effect = _effect_text(schedule, schedule.finish - planned.finish)
    if len(found) > 1:
        return [f"{len(found)} tasks changed: {effect}"]
    ((row, days),) = found
    change = f"takes {_days_text(abs(days))} {'longer' if days > 0 else 'less'}"
    name = row.task.label
    alone = effect if _ends_with_retirement(schedule) else upper_first(effect)
    return [f"{name} {change}: {effect}", f"{shorten(name, 20)} {change}: {effect}", alone]


def _effect_text(schedule: Schedule, days_later: float) -> str:
    day = format_days(schedule.finish)
    if abs(days_later) < TOLERANCE_DAYS:
        if _ends_with_retirement(schedule):
            return f"v1 can still retire on day {day}"
        return f"everything is still done on day {day}"
    end = "v1 can retire" if _ends_with_retirement(schedule) else "everything is done"
    direction = "later" if days_later > 0 else "earlier"
    return f"{end} on day {day}, {_days_text(abs(days_later))} {direction}"


def _unchanged_title_forms(schedule: Schedule) -> list[str]:
    end = "v1 can retire" if _ends_with_retirement(schedule) else "Everything is done"
    begin = f"{end} on day {format_days(schedule.finish)}"
    tight = sorted((row for row in schedule.rows if row.critical), key=lambda row: row.start)
    names = [row.task.label for row in tight if not _is_retire_task(row)]
    if not names:
        return [begin]
    tail = "leave no room" if len(names) > 1 else "leaves no room"
    return [
        f"{begin}; {join_words(names)} {tail}",
        *(
            f"{begin}; {join_words([*names[:some], f'{len(names) - some} more'])} {tail}"
            for some in range(len(names) - 2, 0, -1)
        ),
        f"{begin}; {len(names)} of {len(schedule.rows)} tasks {tail}",
    ]


def tasks_with_duration_changes(
    schedule: Schedule, planned: Schedule | None
) -> list[tuple[ScheduledTask, float]]:
    """Return the tasks that take longer (or less, below 0) than planned, and by how many days."""
    if planned is None:
        return []
    before = {row.task.key: row.days for row in planned.rows}
    found = [(row, row.days - before.get(row.task.key, row.days)) for row in schedule.rows]
    return [(row, days) for row, days in found if abs(days) > TOLERANCE_DAYS]


def format_days(days: float) -> str:
    """Return a number of days without an end of zeros; whole where it is long."""
    return english.format_number(_round_days(days))


def _days_text(days: float) -> str:
    return english.plural(_round_days(days), "day")


def _round_days(days: float) -> float:
    return round(days, 2 if days < 100 else 1 if days < 1000 else None)


def _is_retire_task(row: ScheduledTask) -> bool:
    return row.task.label.casefold() == RETIRE_TASK_LABEL


def _ends_with_retirement(schedule: Schedule) -> bool:
    """Say whether the end of everything is the end of version one."""
    return any(
        _is_retire_task(row) and schedule.finish - row.finish < TOLERANCE_DAYS
        for row in schedule.rows
    )


# --- draw --------------------------------------------------------------------------------


@style.with_course_style
def draw(
    schedule: Schedule,
    *,
    planned: Schedule | None = None,
    marked_days: Mapping[str, float] = NO_MARKED_DAYS,
) -> Figure:
    """Return the figure: a row a task, in the order given.

    With `planned`, the schedule before a slip, the slip and the planned finish are drawn too.
    `marked_days` are days to compare the finish with, by their names, such as a day promised.
    """
    changed = {row.task.key: days for row, days in tasks_with_duration_changes(schedule, planned)}
    top = TOP_MARGIN + MARKED_DAY_TEXT_HEIGHT_INCHES * len(marked_days)
    figure = style.figure(
        first_fitting_title(_title_forms(schedule, planned)),
        _legend_text(changed.values()),
        height=top + BOTTOM_MARGIN + ROW_HEIGHT * len(schedule.rows),
    )
    names = [truncate_to_width(row.task.label, MAX_NAME_WIDTH) for row in schedule.rows]
    # Measured in bold, so that nothing moves when a slip makes a task critical.
    left = max(
        MIN_LEFT_MARGIN, 0.2 + LABEL_PADDING_INCHES + max_text_width_inches(names, weight="bold")
    )
    ax = style.axes(figure, left=left, bottom=BOTTOM_MARGIN, right=NOTES_WIDTH, top=top)
    before = planned.finish if planned and changed else 0
    end = max(schedule.finish, before, *marked_days.values()) or 1.0
    ax.set_xlim(0, end)
    ax.set_ylim(0.5 - len(names), 0.5)
    draw_x_axis(ax, nice_ticks(0, end), format_days, "working days from the start")
    if marked_days:
        _draw_marked_days(ax, schedule, marked_days)
    else:
        _draw_finishes(ax, schedule, planned if changed else None)
    _draw_connectors(ax, schedule.rows)
    days_per_inch = end / (style.WIDTH_INCHES - left - NOTES_WIDTH)
    for index, (row, name) in enumerate(zip(schedule.rows, names, strict=True)):
        slip = changed.get(row.task.key, 0.0)
        _draw_bar(ax, row, -index, slip)
        _draw_name_and_slack(
            ax,
            row,
            name,
            -index,
            (-LABEL_PADDING_INCHES * days_per_inch, end + 0.14 * days_per_inch),
        )
        _draw_days_in_bar(ax, row, -index, slip, days_per_inch)
    return figure


def _legend_text(changes: Iterable[float]) -> str:
    changes = list(changes)
    longer, less = any(days > 0 for days in changes), any(days < 0 for days in changes)
    return LEGEND + SLIP_LEGEND * longer + SAVED_LEGEND * less


def _draw_bar(ax: Axes, row: ScheduledTask, y: float, slip: float) -> None:
    """Draw the work, then the slack; `slip` days at the end of the work are marked."""
    color = style.WARNING_COLOR if row.critical else style.ACCENT_COLOR
    if row.slack:
        _draw_outline(ax, (row.finish, row.latest_finish), y, SLACK_HALF_HEIGHT, color, "-")
    if not row.days:
        draw_point(ax, row.start, y, color, marker="D")
    draw_filled_bar(
        ax,
        (row.start, row.finish - max(slip, 0)),
        (y - BAR_HALF_HEIGHT, y + BAR_HALF_HEIGHT),
        color,
    )
    if slip > 0:
        xs, ys = _rectangle_corners((row.finish - slip, row.finish), y, BAR_HALF_HEIGHT)
        look: style.StyleOptions = {
            "facecolor": color,
            "edgecolor": style.BACKGROUND_COLOR,
            "hatch": "/////",
        }
        ax.fill(xs, ys, linewidth=0, **look)
    elif slip < 0:
        _draw_outline(
            ax, (row.finish, row.finish - slip), y, BAR_HALF_HEIGHT, style.MUTED_COLOR, ":"
        )


def _draw_outline(
    ax: Axes,
    x_range: tuple[float, float],
    y: float,
    half_height: float,
    color: str,
    line_style: str,
) -> None:
    xs, ys = _rectangle_corners(x_range, y, half_height)
    ax.plot((*xs, xs[0]), (*ys, ys[0]), color=color, linewidth=1, linestyle=line_style, zorder=0.9)


def _rectangle_corners(
    x_range: tuple[float, float], y: float, half_height: float
) -> tuple[tuple, tuple]:
    left, right = x_range
    low, high = y - half_height, y + half_height
    return (left, right, right, left), (low, low, high, high)


def _draw_name_and_slack(
    ax: Axes, row: ScheduledTask, name: str, y: float, text_edges: tuple[float, float]
) -> None:
    """Write the name left of the bars and the slack right of them."""
    weight, color = ("bold", style.WARNING_COLOR) if row.critical else ("normal", style.MUTED_COLOR)
    note = "critical" if row.critical else f"{_days_text(row.slack)} slack"
    ax.text(text_edges[0], y - BASELINE_DROP_ROWS, name, ha="right", weight=weight)
    ax.text(text_edges[1], y - BASELINE_DROP_ROWS, note, fontsize=SMALL_FONT_SIZE, color=color)


def _draw_days_in_bar(
    ax: Axes, row: ScheduledTask, y: float, slip: float, days_per_inch: float
) -> None:
    """Write the days into the bar, as long as they fit."""
    plain, added = format_days(row.days), max(slip, 0.0)
    solid = row.days - added
    forms = [_days_text(row.days), plain]
    if added:
        forms = [f"{format_days(solid)} + {format_days(added)} days", *forms]
    room = solid / days_per_inch - 0.06
    words = next((one for one in forms if text_width_inches(one, SMALL_FONT_SIZE) <= room), "")
    if words:
        middle = row.start + solid / 2
        ax.text(
            middle,
            y - BASELINE_DROP_ROWS,
            words,
            ha="center",
            fontsize=SMALL_FONT_SIZE,
            color=style.BACKGROUND_COLOR,
        )


def _draw_connectors(ax: Axes, rows: Sequence[ScheduledTask]) -> None:
    """Join each task to those that start the moment it is done; critical ones in bold."""
    looks: dict[bool, style.StyleOptions] = {
        False: {"color": CONNECTOR_COLOR, "linewidth": 0.9},
        True: {"color": style.WARNING_COLOR, "linewidth": 1.8},
    }
    for critical, look in looks.items():
        xs: list[float] = []
        ys: list[float] = []
        for up, later in enumerate(rows):
            for down, earlier in enumerate(rows):
                if starts_on_finish_of(later, earlier) and later.critical == critical:
                    edge = BAR_HALF_HEIGHT if down < up else -BAR_HALF_HEIGHT
                    xs += (later.start, later.start, LINE_BREAK_NAN)
                    ys += (-down - edge, -up + edge, LINE_BREAK_NAN)
        ax.plot(xs, ys, zorder=0.7 + 0.1 * critical, **look)


def _draw_finishes(ax: Axes, schedule: Schedule, planned: Schedule | None) -> None:
    """Draw where everything ends, and where it was planned to."""
    side = "center"
    if planned is not None and abs(planned.finish - schedule.finish) > TOLERANCE_DAYS:
        later = schedule.finish > planned.finish
        # The words of the two lines point away from each other.
        side, other = ("left", "right") if later else ("right", "left")
        _draw_day_line(
            ax, planned.finish, f"was day {format_days(planned.finish)}", other, faint=True
        )
    _draw_day_line(ax, schedule.finish, f"day {format_days(schedule.finish)}", side)


def _draw_marked_days(ax: Axes, schedule: Schedule, marked_days: Mapping[str, float]) -> None:
    """Draw the finish and the marked days, each with its words a line higher than the next.

    The latest is the lowest, so that no line runs through words: these lie right of theirs.
    """
    done = f"all done: day {format_days(schedule.finish)}"
    days = [
        (schedule.finish, done, False),
        *((day, f"{name}: day {format_days(day)}", True) for name, day in marked_days.items()),
    ]
    height = ax.get_window_extent().height / style.CSS_DPI
    for row, (day, words, faint) in enumerate(sorted(days, key=lambda one: -one[0])):
        _draw_day_line(
            ax,
            day,
            words,
            "left",
            faint=faint,
            top=1 + MARKED_DAY_TEXT_HEIGHT_INCHES * row / height,
        )


def _draw_day_line(
    ax: Axes, day: float, label: str, side: str, *, faint: bool = False, top: float = 1
) -> None:
    color, weight = (style.MUTED_COLOR, "normal") if faint else (style.TEXT_COLOR, "bold")
    line = (0, (4, 3)) if faint else "-"
    ax.axvline(day, 0, top, color=color, linewidth=1.3, linestyle=line, zorder=0.5, clip_on=False)
    ax.annotate(
        label,
        (day, top),
        xycoords=ax.get_xaxis_transform(),
        xytext=({"left": 2, "center": 0, "right": -2}[side], 3),
        textcoords="offset points",
        ha=side,
        color=color,
        weight=weight,
        fontsize=SMALL_FONT_SIZE,
        annotation_clip=False,
    )


# --- describe ----------------------------------------------------------------------------


def describe(
    schedule: Schedule,
    *,
    planned: Schedule | None = None,
    marked_days: Mapping[str, float] = NO_MARKED_DAYS,
) -> str:
    """Return the picture in words, from the same numbers as `draw`."""
    labels = {row.task.key: row.task.label for row in schedule.rows}
    path = " → ".join(labels[key] for key in schedule.critical_path)
    more = (
        f" It is one of {schedule.critical_path_count} critical paths."
        if schedule.critical_path_count > 1
        else ""
    )
    was = (
        f" Planned finish: day {format_days(planned.finish)}."
        if planned and tasks_with_duration_changes(schedule, planned)
        else ""
    )
    rows = " ".join(_describe_row(row) for row in schedule.rows)
    was += "".join(
        f" {upper_first(name)}: day {format_days(day)}." for name, day in marked_days.items()
    )
    return f"{title(schedule, planned)}.{was} Critical path: {path}.{more} In working days: {rows}"


def _describe_row(row: ScheduledTask) -> str:
    room = "critical" if row.critical else f"{_days_text(row.slack)} slack"
    return f"{row.task.label} {format_days(row.start)} to {format_days(row.finish)}, {room}."


def picture(
    schedule: Schedule,
    *,
    planned: Schedule | None = None,
    marked_days: Mapping[str, float] = NO_MARKED_DAYS,
    source: str,
) -> Picture:
    """Return figure and description together."""
    figure = draw(schedule, planned=planned, marked_days=marked_days)
    return Picture(figure, describe(schedule, planned=planned, marked_days=marked_days), source)
