"""A promise, the work behind it, and the strategy: the ways taken when the quarter asks."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from utils.backlog.model.order import cheapest_order
from utils.capstone.model.brief import BUILD_TASK_KEY, GOAL_ITEM_KEY
from utils.capstone.model.promise import MAJOR, NOBODY, ONE, SEVERAL, Promise
from utils.capstone.model.quarter import rules
from utils.comparison.model.network import schedule
from utils.role.model.promise import series_availability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from utils.backlog.model.order import Item
    from utils.capstone.model.brief import Brief
    from utils.comparison.model.network import Schedule, Task

FIRST_TASK_KEY, CERTIFY_TASK_KEY, PILOT_TASK_KEY, LAST_TASK_KEY = (
    "contract",
    "certify",
    "pilot",
    "launch",
)
SLIPPING_TASK_KEYS = (  # the ones that people can be moved to
    BUILD_TASK_KEY,
    CERTIFY_TASK_KEY,
    PILOT_TASK_KEY,
)
EXAMPLE_NOTICE_DAYS = 60.0  # working days, as Tidewater Travel needs
EXAMPLE_SLACK_FACTOR = 1.15  # times the critical path: about what 85 of 100 quarters meet
MAX_PROMISED_DAY = 520  # working days
MAX_OBJECTIVE_SHARE = 0.99999
INCIDENT_ALLOWANCE_SHARE = 0.0025  # share of calls that our example leaves for incidents


@dataclass(frozen=True)
class Strategy:
    """Which way is taken at each decision; without arguments, the first way every time."""

    sales: str = "later"
    slip: str = "leave"
    contract: str = "keep"
    forecast: str = "wait"
    go: str = "go"
    live: str = "ship"

    def with_decision(self, decision: str, way: str) -> Strategy:
        """Return the same with one decision changed."""
        return replace(self, **{decision: way})

    def items(self) -> list[tuple[str, str]]:
        """Return pairs of decision and way, in order of time."""
        return list(asdict(self).items())


WAYS_BY_DECISION: dict[str, tuple[str, ...]] = {
    "sales": ("later", "now", "swap"),
    "slip": ("leave", "help", "cut", "tell"),
    "contract": ("keep", "notice", "adapter", "remove"),
    "forecast": ("wait", "tell", "cut"),
    "go": ("go", "harden", "stages"),
    "live": ("ship", "freeze", "repair"),
}


@dataclass(frozen=True)
class Plan:
    """What a quarter starts from. `order` has the keys of all items, the launch set first."""

    brief: Brief
    promise: Promise
    order: tuple[str, ...]

    @property
    def tasks(self) -> list[Task]:
        """The network, with the time to build the launch set."""
        return self.brief.tasks_with_build_time(self.promise.launch_set)

    def schedule(self) -> Schedule:
        """Return the network as planned."""
        return schedule(self.tasks)

    @property
    def promised_day(self) -> float:
        """The promised working day, within two years: a letter may name any."""
        return float(min(max(self.promise.day or 0, 1), MAX_PROMISED_DAY))

    @property
    def promised_objective(self) -> float:
        """The promised share. 100% counts as MAX_OBJECTIVE_SHARE: it has a budget, too."""
        return float(min(self.promise.objective or 0, MAX_OBJECTIVE_SHARE))

    @property
    def base_failure_share(self) -> float:
        """The share of calls that the four services lose by themselves."""
        return 1 - series_availability(list(self.brief.availabilities.values()))

    def item(self, key: str) -> Item:
        """Return an item of the backlog."""
        return next(one for one in self.brief.items if one.key == key)

    def item_requested_by_sales(self) -> Item | None:
        """Return the item that Sales asks for: the first one after the launch set."""
        left = [key for key in self.order if key not in self.promise.launch_set]
        return self.item(left[0]) if left else None

    def find_cuttable_item(self, already_cut: Sequence[str] = ()) -> Item | None:
        """Return the last item of the launch set that no other one needs."""
        kept = [key for key in self.promise.launch_set if key not in already_cut]
        needed = {need for key in kept for need in self.item(key).prerequisites}
        free = [key for key in kept if key != GOAL_ITEM_KEY and key not in needed]
        return self.item(free[-1]) if free else None

    def cut_items_by_decision(self, strategy: Strategy) -> dict[str, Item]:
        """Return which items are cut, by the decision that cuts them."""
        found: dict[str, Item] = {}
        for decision, way in strategy.items():
            item = self.find_cuttable_item([one.key for one in found.values()])
            if item and (way == "cut" or (way == "swap" and self.item_requested_by_sales())):
                found[decision] = item
        return found

    def shipped_item_keys(self, strategy: Strategy) -> tuple[str, ...]:
        """Return the keys of the items that go live at the launch."""
        cut = {one.key for one in self.cut_items_by_decision(strategy).values()}
        kept = tuple(key for key in self.promise.launch_set if key not in cut)
        more = self.item_requested_by_sales()
        return (*kept, more.key) if more and self.adds_requested_item(strategy) else kept

    def waiting_cost(self, strategy: Strategy, launch_day: float, day: float) -> float:
        """Return the points that waiting has cost by a day: of each item, until it's live."""
        shipped = self.shipped_item_keys(strategy)
        live = dict.fromkeys(shipped, launch_day)
        left = [key for key in self.order if key not in shipped]
        if strategy.live == "ship" and left:
            live[left[0]] = launch_day + rules.NEXT_ITEM_DAYS_AFTER_LAUNCH
        items = sum(
            item.cost_of_delay * min(day, live.get(item.key, day)) / rules.WORKDAYS_PER_WEEK
            for item in self.brief.items
        )
        return items + self._waiting_cost_after_launch(strategy, shipped, max(day - launch_day, 0))

    def _waiting_cost_after_launch(
        self, strategy: Strategy, shipped: Sequence[str], days: float
    ) -> float:
        """Return what waits for so many days after the launch: a change, or half of the calls."""
        removed = 0.0
        if strategy.contract == "remove":
            removed = rules.REMOVED_CHANGE_COST_SHARE * self.mean_delay_cost_per_day() * days
        if strategy.go != "stages":
            return removed
        weekly = sum(self.item(key).cost_of_delay for key in shipped)
        weeks = min(days / rules.WORKDAYS_PER_WEEK, rules.STAGED_WEEKS)
        return removed + (1 - rules.STAGED_TRAFFIC_SHARE) * weekly * weeks

    def mean_delay_cost_per_day(self) -> float:
        """Return what a day without an average item costs, in points: the price of a day's work."""
        weekly = [item.cost_of_delay for item in self.brief.items]
        return sum(weekly) / len(weekly) / rules.WORKDAYS_PER_WEEK

    def old_version_upkeep_days(self, strategy: Strategy) -> float:
        """Return how many days of work the old version takes until its end."""
        return rules.OLD_VERSION_UPKEEP_SHARE * (self.notice_days(strategy) or 0.0)

    def old_version_upkeep_cost(self, strategy: Strategy) -> float:
        """Return what the old version costs until its end, in points."""
        return self.old_version_upkeep_days(strategy) * self.mean_delay_cost_per_day()

    def adds_requested_item(self, strategy: Strategy) -> bool:
        """Return whether what Sales asks for is built at once."""
        return strategy.sales == "now" or (
            strategy.sales == "swap" and "sales" in self.cut_items_by_decision(strategy)
        )

    def sensible_ways(self, decision: str, strategy: Strategy) -> tuple[str, ...]:
        """Return the ways of a decision that make sense for this plan."""
        before = [name for name, _ in strategy.items()]
        earlier = {
            name: item
            for name, item in self.cut_items_by_decision(strategy).items()
            if before.index(name) < before.index(decision)
        }
        can_cut = self.find_cuttable_item([one.key for one in earlier.values()]) is not None
        impossible = {"cut"} if not can_cut else set()
        if not can_cut or self.item_requested_by_sales() is None:
            impossible.add("swap")
        return tuple(way for way in WAYS_BY_DECISION[decision] if way not in impossible)

    def notice_days(self, strategy: Strategy) -> float | None:
        """Return for how many working days the old form works on; None where nothing breaks."""
        if strategy.contract in ("adapter", "remove"):
            return None
        promised = self.promise.notice_days or 0.0
        if self.promise.version == MAJOR:
            return promised + rules.NOTICE_EXTENSION_DAYS * (strategy.contract == "notice")
        return rules.LATE_MAJOR_NOTICE_DAYS if strategy.contract == "notice" else 0.0

    def wait_days_per_decision(self) -> float:
        """Return by how many working days each decision waits."""
        return rules.DECISION_WAIT_DAYS if self.promise.decider == SEVERAL else 0.0

    def late_start_days(self) -> float:
        """Return by how many working days the work starts late."""
        return rules.LATE_START_DAYS if self.promise.decider == NOBODY else 0.0


def make_plan(brief: Brief, promise: Promise, order: Sequence[str] = ()) -> Plan:
    """Return the plan of a promise; what isn't decided comes from our example."""
    full = promise.filled_from(example_promise(brief))
    ordered = tuple(order) or cheapest_order(brief.items)
    rest = tuple(key for key in ordered if key not in full.launch_set)
    return Plan(brief, full, (*full.launch_set, *rest))


def smallest_launch_set(brief: Brief) -> tuple[str, ...]:
    """Return the item that the partners ask for, after all that it needs."""
    items = {one.key: one for one in brief.items}
    return (*items[GOAL_ITEM_KEY].prerequisites, GOAL_ITEM_KEY)


def example_promise(brief: Brief) -> Promise:
    """Return a promise for the smallest launch set that leaves room for what can go wrong."""
    least = smallest_launch_set(brief)
    path = schedule(brief.tasks_with_build_time(least)).finish
    reached = series_availability(list(brief.availabilities.values()))
    objective = max(0.99, int((reached - INCIDENT_ALLOWANCE_SHARE) * 2000) / 2000)
    return Promise(
        round(path * EXAMPLE_SLACK_FACTOR), objective, least, MAJOR, EXAMPLE_NOTICE_DAYS, ONE
    )
