"""All rules and numbers of the twelve weeks, as two tables."""

from __future__ import annotations

from utils.capstone.data import INVENTED_SOURCE_TEXT
from utils.capstone.model.quarter import rules
from utils.capstone.model.quarter.partners import PATIENCE_COSTS
from utils.capstone.quarter.words import PATIENCE_EVENT_TEXTS, partner_labels
from utils.kit.english import plural, upper_first
from utils.kit.tables import Table

RULES_FOLD_TITLE = "All rules and numbers (invented)"


def rules_table() -> Table:
    """Return every rule with its number."""
    return Table(
        caption="How the weeks are computed",
        columns=["Rule", "Number"],
        rows=[[rule, number] for rule, number in _rule_rows()],
        source=INVENTED_SOURCE_TEXT,
    )


def _rule_rows() -> list[tuple[str, str]]:
    low, high = rules.INCIDENT_AFFECTED_SHARE_RANGE
    short, long = rules.INCIDENT_MINUTES_RANGE
    return [
        ("A task takes its planned days × exp(spread × luck); the spread is",
         f"{rules.DURATION_SIGMA:g}"),
        ("Luck: standard normal, drawn once for each task from your seat number", "fixed"),
        ("Several people decide: each of four decisions adds to building, and one to the pilot",
         plural(rules.DECISION_WAIT_DAYS, "day")),
        ("No one decides: the work starts late by", plural(rules.LATE_START_DAYS, "day")),
        ("No one decides: incidents last longer", f"× {rules.NOBODY_PAGED_MINUTES_FACTOR:g}"),
        ("Share of a task's delay that's left once a person is moved there",
         f"{rules.DELAY_SHARE_LEFT_AFTER_HELP:.0%}"),
        ("… and the task that person leaves takes longer by",
         plural(rules.HELPER_TASK_EXTRA_DAYS, "day")),
        ("… which makes incidents more frequent", f"× {rules.HELP_INCIDENT_FACTOR:g}"),
        ("One more item makes the pilot longer by", plural(rules.EXTRA_ITEM_PILOT_DAYS, "day")),
        ("Share of its days that an item saves when it's cut in week 4",
         f"{rules.SAVED_SHARE_AT_SLIP:.0%}"),
        ("… and when it's cut in week 6", f"{rules.SAVED_SHARE_AT_FORECAST:.0%}"),
        ("An adapter takes", plural(rules.ADAPTER_WORK_DAYS, "day")),
        ("… and makes incidents more frequent, a week, by", f"{rules.ADAPTER_WEEKLY_INCIDENTS:g}"),
        ("Taking the change out takes", plural(rules.REMOVAL_WORK_DAYS, "day")),
        ("… and costs this share of what an average item costs, from the launch on",
         f"{rules.REMOVED_CHANGE_COST_SHARE:.0%}"),
        ("Announcing a major version, or a longer notice, takes",
         plural(rules.ANNOUNCE_WORK_DAYS, "day")),
        ("Callers who take a minor version in its first week",
         f"{rules.FIRST_WEEK_UPGRADE_SHARE:.0%}"),
        ("Callers who haven't moved after n days of notice",
         "exp(−n ÷ pace)"),
        ("… where the pace, in days, is this × exp(spread × luck)", f"{rules.MIGRATION_DAYS:g}"),
        ("… and the spread is", f"{rules.MIGRATION_SIGMA:g}"),
        ("Notice that's too short for some: a break hits more of the callers than this",
         f"{rules.MAX_HARMLESS_BROKEN_SHARE:.0%}"),
        ("Too little notice: a break hits more of the callers than this",
         f"{rules.MAX_BROKEN_CALLER_SHARE:.0%}"),
        ("Work that each day of an old version takes", f"{rules.OLD_VERSION_UPKEEP_SHARE:g} days"),
        ("… and each of these days costs as much as waiting for an average item", "1 day"),
        ("Incidents a week on average", f"{rules.WEEKLY_INCIDENTS:g}"),
        ("… and more for each item that ships", f"{rules.WEEKLY_INCIDENTS_PER_ITEM:g}"),
        ("… and more while the next item ships", f"{rules.NEXT_ITEM_WEEKLY_INCIDENTS:g}"),
        ("… which is live after the launch by", plural(rules.NEXT_ITEM_DAYS_AFTER_LAUNCH, "day")),
        ("Share of the calls that fail in an incident", f"{low:.0%} to {high:.0%}"),
        ("… and how many minutes it lasts", f"{short:g} to {long:g}"),
        ("Share of the incidents that's left in a freeze", f"{rules.FREEZE_INCIDENT_FACTOR:.0%}"),
        ("Share of the incidents that's left after one more week of pilot",
         f"{rules.HARDENED_INCIDENT_FACTOR:.0%}"),
        ("The budget is overdrawn and features keep shipping: one more incident of",
         f"{rules.OVERDRAWN_OUTAGE_MINUTES:g} full minutes"),
        ("Share of the weakest service's failures that a repair removes after two weeks",
         f"{rules.REPAIRED_FAILURE_SHARE:.0%}"),
        ("Share of the traffic that the pilot gets", f"{rules.PILOT_TRAFFIC_SHARE:.0%}"),
        ("Told in time: so many working days or more before the promised day",
         f"{rules.MIN_IN_TIME_WARNING_DAYS:g}"),
        ("Told early: so many working days or more; then a slip of two weeks or less costs nothing",
         f"{rules.MIN_EARLY_WARNING_DAYS:g}"),
        ("A warning that turns out to be needless never costs the last point", "fixed"),
        ("Points of patience that each partner starts with; at 0, a partner leaves",
         f"{rules.INITIAL_PATIENCE_POINTS}"),
    ]  # fmt: skip


def patience_cost_table() -> Table:
    """Return how much patience each event costs each partner."""
    return Table(
        caption="What costs which partner patience",
        columns=["What happens", *partner_labels().values()],
        rows=[
            [upper_first(PATIENCE_EVENT_TEXTS[key]), *(f"−{n}" if n else "0" for n in costs)]
            for key, costs in PATIENCE_COSTS.items()
        ],
        source=INVENTED_SOURCE_TEXT,
    )


def rules_fold_html() -> str:
    """Return both tables in a fold."""
    return (
        f"<details><summary>{RULES_FOLD_TITLE}</summary>"
        f"{rules_table().html()}{patience_cost_table().html()}"
        "</details>"
    )
