"""A team's flow of work: a limit on work in progress, the price of switching, Little's law.

Little's law: work in progress = throughput x cycle time, as averages over a stable system. Source:
John D. C. Little, "A proof for the queuing formula L = λW", *Operations Research* 9 (1961).

The team is our assumption. Items arrive at random and wait for a place under the limit, first come,
first served. Open items are spread evenly over the people and move forward at the same pace.
Someone with k items open works at a total speed of 1 ÷ (1 + c (k - 1)), where c is the price of
switching: 0 means that switching costs nothing. How large c really is, is disputed.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

SIMULATED_WEEKS = 52
RECENT_CAPACITY_WEEKS = 8  # for so long a team is swamped before we say so
LITTLES_LAW_TOLERANCE = 0.05  # how far Little's law may be off in a year that we call stable
MAX_SWITCHING_COST = 1.0
MAX_SIMULATED_ITEMS = 100_000  # items in one simulation


@dataclass(frozen=True)
class FlowMetrics:
    """What a simulated team did over some weeks. Times are in weeks, rates in items a week.

    `open_items` counts started, unfinished items at the end of each week, and `waiting_items` those
    not started yet. `capacity` is the most that the team can finish a week, `offered_load` the
    share of it that arrives on average, and `recent_capacity` what the team can finish with the
    fewest items that were open at the end of any of the last `RECENT_CAPACITY_WEEKS`. `wip`,
    `waiting`, and `idle_people` are means over the window; mean times are those of finished items,
    0 without any.
    """

    open_items: tuple[int, ...]
    waiting_items: tuple[int, ...]
    capacity: float
    recent_capacity: float
    offered_load: float
    arrival_rate: float
    throughput: float
    wip: float
    waiting: float
    idle_people: float
    mean_cycle_time: float  # from start to finish
    mean_lead_time: float  # from arrival to finish
    oldest_age: float  # since arrival, of what is unfinished at the end

    @property
    def is_overloaded(self) -> bool:
        """Whether more arrives than the team can finish, whatever the luck of the year."""
        return self.offered_load >= 1

    @property
    def is_swamped_by_switching(self) -> bool:
        """Whether switching between so many open items has left less room than what arrives.

        For weeks, not for a moment: a short pile is luck, and goes away by itself.
        """
        return not self.is_overloaded and self.recent_capacity < self.offered_load * self.capacity

    @property
    def littles_law_cycle_weeks(self) -> float:
        """The cycle time that Little's law gives for these averages, in weeks."""
        return self.wip / self.throughput if self.throughput else math.inf

    @property
    def littles_law_holds(self) -> bool:
        """Whether the law describes this window: no overload, and both of its times within 5%."""
        if self.is_overloaded or self.is_swamped_by_switching or not self.throughput:
            return False
        lead_time = (self.wip + self.waiting) / self.throughput
        return _is_within_tolerance(
            self.littles_law_cycle_weeks, self.mean_cycle_time
        ) and _is_within_tolerance(lead_time, self.mean_lead_time)

    @property
    def unfinished_items(self) -> tuple[int, ...]:
        """Waiting and open items at the end of each week."""
        return tuple(map(sum, zip(self.open_items, self.waiting_items, strict=True)))


def _is_within_tolerance(expected: float, measured: float) -> bool:
    return abs(expected - measured) <= LITTLES_LAW_TOLERANCE * measured


def cycle_time(wip: float, throughput: float) -> float:
    """Return the mean cycle time in weeks of a stable system: wip ÷ throughput."""
    if not (wip >= 0 and throughput > 0):
        raise InputError(
            f"{wip:g} items at {throughput:g} a week have no cycle time.",
            "Enter items of 0 or more, and a throughput above 0.",
        )
    return wip / throughput


def team_speed(open_items: int, people: int, switching_cost: float = 0.0) -> float:
    """Return the work that a team does in a week, in weeks of one undisturbed person.

    Open items are spread evenly; someone without an item does nothing.
    """
    if open_items <= people:
        return float(open_items)
    each, more = divmod(open_items, people)
    return (people - more) * person_speed(each, switching_cost) + more * person_speed(
        each + 1, switching_cost
    )


def person_speed(open_items: int, switching_cost: float) -> float:
    """Return the speed of someone with so many items open, as a share of full speed."""
    return 1 / (1 + switching_cost * (open_items - 1))


def simulate(
    arrivals: float,
    people: int,
    weeks_per_item: float,
    *,
    limit: int | None = None,
    switching_cost: float = 0.0,
    weeks: int = SIMULATED_WEEKS,
    seed: int = 1,
) -> FlowMetrics:
    """Return the flow of a team that starts items up to a limit; without one, on arrival.

    Parameters
    ----------
    arrivals, weeks_per_item
        Items a week, and weeks of one person's work in an item. Both vary at random around these
        means (exponentially).
    people
        1 or more.
    limit
        The most items that the whole team has open.
    switching_cost
        The price of switching, 0 to 1.
    weeks, seed
        The window, and which luck it has. The same seed means the same arrivals and the same
        work, whatever the limit and the price.

    Raises
    ------
    InputError
        For a value out of range, and for more than 100,000 arrivals.

    """
    import numpy as np

    _check_inputs(arrivals, people, weeks_per_item, limit, switching_cost, weeks)
    people = int(people)
    arrival_times, item_work = _random_items(arrivals, weeks_per_item, weeks, seed)
    most = len(arrival_times) if limit is None else int(limit)
    start_times, finish_times, idle = _simulate_work(
        arrival_times, item_work, people, most, switching_cost, weeks
    )
    made = _compute_flow_averages(
        np.array(arrival_times), np.array(start_times), np.array(finish_times), weeks
    )
    busy = people if limit is None else min(people, most)  # how many can have an item
    lately = max(busy, min(made["open_items"][-RECENT_CAPACITY_WEEKS:]))
    return FlowMetrics(
        capacity=busy / weeks_per_item,
        recent_capacity=team_speed(lately, people, switching_cost) / weeks_per_item,
        offered_load=arrivals * weeks_per_item / busy,
        idle_people=idle / weeks,
        **made,
    )


def _check_inputs(
    arrivals: float,
    people: float,
    weeks_per_item: float,
    limit: int | None,
    switching_cost: float,
    weeks: int,
) -> None:
    positive = {
        "number of arrivals": arrivals,
        "number of people": people,
        "work in an item": weeks_per_item,
        "limit": 1 if limit is None else limit,
        "number of weeks": weeks,
    }
    for name, value in positive.items():
        if not 0 < value < math.inf:
            raise InputError(f"The {name} is {value:g}.", "Enter a number above 0.")
    if not 0 <= switching_cost <= MAX_SWITCHING_COST:
        raise InputError(
            f"The price of switching is {switching_cost:g}.",
            f"Enter a number from 0 to {MAX_SWITCHING_COST:g}.",
        )
    if arrivals * weeks > MAX_SIMULATED_ITEMS:
        raise InputError(
            f"{arrivals * weeks:,.0f} items are too many to simulate.",
            f"Enter fewer arrivals or weeks: up to {MAX_SIMULATED_ITEMS:,} items in all.",
        )


def _random_items(
    arrivals: float, weeks_per_item: float, weeks: int, seed: int
) -> tuple[list[float], list[float]]:
    """Return when each item arrives within the window, and the work in it."""
    import numpy as np

    chance = np.random.default_rng(seed)
    expected = arrivals * weeks
    many = int(expected + 10 * math.sqrt(expected)) + 20  # never too few
    come = np.cumsum(chance.exponential(1 / arrivals, many))
    work = chance.exponential(weeks_per_item, many)
    inside = int(np.searchsorted(come, weeks))
    return come[:inside].tolist(), work[:inside].tolist()


def _simulate_work(
    arrival_times: Sequence[float],
    item_work: Sequence[float],
    people: int,
    limit: int,
    switching_cost: float,
    weeks: float,
) -> tuple[list[float], list[float], float]:
    """Return when each item was started and finished (infinite if not), and idle weeks.

    All open items move forward at the same pace, so an item is finished once the common progress
    has grown by the work in it: the next one to finish is the smallest of a heap.
    """
    start_times, finish_times = [math.inf] * len(arrival_times), [math.inf] * len(arrival_times)
    speeds = [
        team_speed(n, people, switching_cost) for n in range(min(limit, len(arrival_times)) + 1)
    ]
    at_work: list[tuple[float, int]] = []
    arrived = started = 0
    now = progress = idle = 0.0
    while now < weeks:
        n = len(at_work)
        pace = speeds[n] / n if n else 0.0
        next_arrival = arrival_times[arrived] if arrived < len(arrival_times) else math.inf
        next_done = now + (at_work[0][0] - progress) / pace if n else math.inf
        then = min(next_arrival, next_done, weeks)
        idle += max(0, people - n) * (then - now)
        progress += pace * (then - now)
        now = then
        if now >= weeks:
            break
        if next_done <= next_arrival:
            finish_times[heapq.heappop(at_work)[1]] = now
        else:
            arrived += 1
        if started < arrived and len(at_work) < limit:
            start_times[started] = now
            heapq.heappush(at_work, (progress + item_work[started], started))
            started += 1
    return start_times, finish_times, idle


def _compute_flow_averages(
    arrival_times: np.ndarray, start_times: np.ndarray, finish_times: np.ndarray, weeks: int
) -> dict[str, Any]:
    """Return what can be read from the times of all items."""
    import numpy as np

    ends = np.arange(1, weeks + 1)
    so_far = [
        np.searchsorted(np.sort(times), ends, side="right")
        for times in (arrival_times, start_times, finish_times)
    ]
    finished = np.isfinite(finish_times)
    left, started = np.minimum(finish_times, weeks), np.minimum(start_times, weeks)
    return {
        "open_items": tuple((so_far[1] - so_far[2]).tolist()),
        "waiting_items": tuple((so_far[0] - so_far[1]).tolist()),
        "arrival_rate": len(arrival_times) / weeks,
        "throughput": int(finished.sum()) / weeks,
        "wip": float((left - started).sum()) / weeks,
        "waiting": float((started - arrival_times).sum()) / weeks,
        "mean_cycle_time": _mean_or_zero(finish_times[finished] - start_times[finished]),
        "mean_lead_time": _mean_or_zero(finish_times[finished] - arrival_times[finished]),
        "oldest_age": float((weeks - arrival_times[~finished]).max(initial=0.0)),
    }


def _mean_or_zero(times: np.ndarray) -> float:
    return float(times.mean()) if times.size else 0.0
