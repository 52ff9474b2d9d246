"""Every number of the twelve weeks. All are invented: change one, and the rest follows."""

from __future__ import annotations

WORKDAYS_PER_WEEK = 5  # working days

# --- work
# Spread: a task planned for d days takes d × exp(DURATION_SIGMA × z), z standard normal.
DURATION_SIGMA = 0.2
DELAY_SHARE_LEFT_AFTER_HELP = 0.5  # of a task's delay, once a person is moved there
HELPER_TASK_EXTRA_DAYS = 2.0  # that the task takes longer from which the person comes
# So many times the incidents, as fewer people are left to look after the API.
HELP_INCIDENT_FACTOR = 1.2
SAVED_SHARE_AT_SLIP, SAVED_SHARE_AT_FORECAST = 0.75, 0.5  # of an item's days, if it's cut then
EXTRA_ITEM_PILOT_DAYS = 3.0  # to try out one more item
SALES_REQUEST_WEEKS = 1.0  # what Sales asks for if the launch has all items already
DECISION_WAIT_DAYS = 2.0  # for each decision that several people make
LATE_START_DAYS = 5.0  # if nobody answers for the decisions
HARDENING_DAYS = 5.0  # one more week of pilot

# --- contract
LATE_MAJOR_NOTICE_DAYS = 40.0  # working days of notice, if the release becomes a major version late
NOTICE_EXTENSION_DAYS = 20.0  # working days added to the notice that was promised
ANNOUNCE_WORK_DAYS, ADAPTER_WORK_DAYS, REMOVAL_WORK_DAYS = 2.0, 5.0, 2.0  # of building
# After MIGRATION_DAYS × exp(MIGRATION_SIGMA × z) days of notice, 1/e (37%) of callers are left.
MIGRATION_DAYS, MIGRATION_SIGMA = 24.0, 0.35
FIRST_WEEK_UPGRADE_SHARE = 0.4  # share of callers who take a minor version in its first week
OLD_FORM_RESTORE_DAYS = 3.0  # to bring the old form back in a new minor version
# What a change costs that has to wait, as a share of what an average item costs.
REMOVED_CHANGE_COST_SHARE = 0.5
ADAPTER_WEEKLY_INCIDENTS = 0.1  # a week, while the adapter runs
OLD_VERSION_UPKEEP_SHARE = 0.1  # days of work for each day on which the old version runs, too
MAX_BROKEN_CALLER_SHARE = 0.25  # a break that hits more of the callers comes without notice
# A break that hits more of them, up to the share above, costs some patience.
MAX_HARMLESS_BROKEN_SHARE = 0.1

# --- reliability
PILOT_WEEKS, LIVE_WEEKS = 2, 4
PILOT_TRAFFIC_SHARE, STAGED_TRAFFIC_SHARE = 0.1, 0.5  # shares of all calls
STAGED_WEEKS = 2
WEEKLY_INCIDENTS, WEEKLY_INCIDENTS_PER_ITEM = 0.4, 0.1  # a week, and more for each item that ships
NEXT_ITEM_WEEKLY_INCIDENTS = 0.2  # a week more, while the next item ships
NEXT_ITEM_DAYS_AFTER_LAUNCH = 10.0  # after the launch, the next item is live, if it ships
FREEZE_INCIDENT_FACTOR, HARDENED_INCIDENT_FACTOR = 0.5, 0.4  # times as many incidents
# Of the weakest service's failures, after two live weeks.
REPAIRED_FAILURE_SHARE, REPAIR_EFFECT_LIVE_WEEK = (
    0.5,
    2,
)
MAX_WEEKLY_INCIDENTS = 4  # in one week
INCIDENT_AFFECTED_SHARE_RANGE = (0.1, 0.6)  # share of calls that fail in an incident, from … to
INCIDENT_MINUTES_RANGE = (10.0, 90.0)  # that it lasts
NOBODY_PAGED_MINUTES_FACTOR = 1.5  # times as long, if nobody answers
OVERDRAWN_OUTAGE_MINUTES = (  # full minutes of outage that come if an overdrawn API keeps shipping
    0.3 * 60
)
MINUTES_PER_WEEK = 7 * 24 * 60

# --- partners
INITIAL_PATIENCE_POINTS = 3  # a partner who has lost so much leaves
MIN_IN_TIME_WARNING_DAYS = 10.0  # working days before the promised day: told in time
MIN_EARLY_WARNING_DAYS = 30.0  # working days before the promised day: told early
MAX_SHORT_SLIP_DAYS = 10.0  # working days: two weeks
LATE_PROMISE_DAYS = (60.0, 80.0, 95.0)  # a first promise after each of these costs patience
MIN_ACCEPTED_OBJECTIVE = 0.992

# --- when each decision is asked
SALES_WEEK, SLIP_WEEK, CONTRACT_WEEK, FORECAST_WEEK = 2, 4, 5, 6
