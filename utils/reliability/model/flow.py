"""S5: work in progress, throughput and cycle time.

Little's law: work in progress = throughput x cycle time, as averages over a stable system. Source:
John D. C. Little, "A proof for the queuing formula L = λW", *Operations Research* 9 (1961).
"""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass

from utils.kit.errors import InputError

WEEKS = 52
GROWTH_TOLERANCE = 0.1  # part of the arrivals still open at the end; a stable queue has less


@dataclass(frozen=True)
class Flow:
    """What a simulated team did over some weeks.

    `open_items` is the work in progress at each week's end, `load` the share of what the team can
    do that arrives on average: from 1 on no queue is stable for long. `arrival_rate`, `throughput`
    (items a week), `wip` (items, mean) and `mean_cycle_time` (weeks, of what was
    finished) are measured.
    """

    open_items: tuple[int, ...]
    load: float
    arrival_rate: float
    throughput: float
    wip: float
    mean_cycle_time: float

    @property
    def is_overloaded(self) -> bool:
        """Whether the law's assumption fails: an overload, or clearly less finished than came."""
        return (
            self.load >= 1
            or self.arrival_rate - self.throughput > GROWTH_TOLERANCE * self.arrival_rate
        )

    @property
    def littles_law_cycle_time(self) -> float:
        """The cycle time that Little's law gives for these averages, weeks."""
        return self.wip / self.throughput if self.throughput else float("inf")


def cycle_time(wip: float, throughput: float) -> float:
    """Return the mean cycle time in weeks of a stable system: wip ÷ throughput."""
    if wip < 0 or throughput <= 0:
        raise InputError(
            f"{wip:g} items at {throughput:g} a week have no cycle time.",
            "Give items of 0 or more, and a throughput above 0.",
        )
    return wip / throughput


def simulate(
    arrivals: float, people: int, weeks_per_item: float, *, weeks: int = WEEKS, seed: int = 1
) -> Flow:
    """Return the flow of a team that takes items first come, first served.

    `arrivals` items a week come at random, each takes one person `weeks_per_item` on average
    (exponential). The system is stable only while arrivals < people ÷ weeks_each.
    """
    for name, value in (("arrivals", arrivals), ("people", people), ("weeks each", weeks_per_item)):
        if not value > 0:
            raise InputError(f"{name} is {value:g}.", "Give more than 0.")
    spans = first_come_first_served(arrivals, people, weeks_per_item, weeks, random.Random(seed))
    ends = range(1, weeks + 1)
    done = [end - come for come, end in spans if end <= weeks]
    inside = sum(min(end, weeks) - come for come, end in spans)
    return Flow(
        load=arrivals * weeks_per_item / people,
        open_items=tuple(sum(come <= week < end for come, end in spans) for week in ends),
        arrival_rate=len(spans) / weeks,
        throughput=len(done) / weeks,
        wip=inside / weeks,
        mean_cycle_time=sum(done) / len(done) if done else 0.0,
    )


def first_come_first_served(
    arrivals: float, people: int, weeks_per_item: float, weeks: int, rng: random.Random
) -> list[tuple[float, float]]:
    """Return when each item came and when it was finished, in weeks from the start."""
    free = [0.0] * int(people)  # when each person is free again
    now, spans = rng.expovariate(arrivals), []
    while now < weeks:
        begins = max(now, heapq.heappop(free))
        end = begins + rng.expovariate(1 / weeks_per_item)
        heapq.heappush(free, end)
        spans.append((now, end))
        now += rng.expovariate(arrivals)
    return spans
