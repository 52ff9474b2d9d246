"""Every number of the twelve weeks. All are invented: change one, and the rest follows."""

from __future__ import annotations

DAYS_PER_WEEK = 5  # working days

# --- work
SIGMA = 0.2  # spread: a task planned for d days takes d × exp(SIGMA × z), z standard normal
HELPED_SHARE = 0.5  # of a task's delay, once a person is moved there
HELPER_DAYS = 2.0  # that the task takes longer from which the person comes
HELP_INCIDENTS = 1.2  # times as many incidents, as fewer people are left to look after the API
SAVED_AT_SLIP, SAVED_AT_FORECAST = 0.75, 0.5  # of an item's days, if it's cut then
MORE_PILOT_DAYS = 3.0  # to try out one more item
EXTRA_WEEKS = 1.0  # what Sales asks for if the launch has all items already
WAIT_DAYS = 2.0  # for each decision that several people make
LATE_START_DAYS = 5.0  # if nobody answers for the decisions
HARDEN_DAYS = 5.0  # one more week of pilot

# --- contract
NOTICE_AFTERWARDS = 40.0  # working days of notice, if the release becomes a major version late
LONGER_NOTICE = 20.0  # working days added to the notice that was promised
ANNOUNCE_DAYS, ADAPTER_DAYS, REMOVE_DAYS = 2.0, 5.0, 2.0  # of building
# After MOVE_DAYS × exp(MOVE_SPREAD × z) days of notice, all but 1/e (37%) of callers have moved.
MOVE_DAYS, MOVE_SPREAD = 24.0, 0.35
UPGRADED_AT_ONCE = 0.4  # share of callers who take a minor version in its first week
REPAIR_DAYS = 3.0  # to bring the old form back in a new minor version
REMOVED_SHARE = 0.5  # of what an average item costs: what a change costs that has to wait
ADAPTER_INCIDENTS = 0.1  # a week, while the adapter runs
UPKEEP_SHARE = 0.1  # days of work for each day on which the old version runs, too
UNNOTICED_SHARE = 0.25  # a break that hits more of the callers comes without notice
FEW_SHARE = 0.1  # a break that hits more of them, up to UNNOTICED_SHARE, costs some patience

# --- reliability
PILOT_WEEKS, LIVE_WEEKS = 2, 4
PILOT_TRAFFIC, STAGED_TRAFFIC = 0.1, 0.5  # shares of all calls
STAGED_WEEKS = 2
INCIDENTS, INCIDENTS_PER_ITEM = 0.4, 0.1  # a week, and more for each item that ships
NEXT_ITEM_INCIDENTS = 0.2  # a week more, while the next item ships
NEXT_ITEM_DAYS = 10.0  # after the launch, the next item is live, if it ships
FREEZE, HARDENED = 0.5, 0.4  # times as many incidents
REPAIRED_SHARE, REPAIRED_FROM = 0.5, 2  # of the weakest service's failures, after two live weeks
MAX_INCIDENTS = 4  # in one week
AFFECTED = (0.1, 0.6)  # share of calls that fail in an incident, from … to
MINUTES = (10.0, 90.0)  # that it lasts
NOBODY_PAGED = 1.5  # times as long, if nobody answers
OVERDRAWN_SIZE = 0.3 * 60  # full minutes of outage that come if an overdrawn API keeps shipping
MINUTES_PER_WEEK = 7 * 24 * 60

# --- partners
PATIENCE = 3  # a partner who has lost so much leaves
TOLD_DAYS = 10.0  # working days before the promised day: told in time
EARLY_DAYS = 30.0  # working days before the promised day: told early
SHORT_SLIP = 10.0  # working days: two weeks
LATER_DAYS = (60.0, 80.0, 95.0)  # a first promise after each of these costs patience
LOW_OBJECTIVE = 0.992

# --- when each decision is asked
SALES_WEEK, SLIP_WEEK, CONTRACT_WEEK, FORECAST_WEEK = 2, 4, 5, 6
