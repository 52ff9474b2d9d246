"""Five delivery metrics of one team, before and after."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from utils.kit.activity import Activity
from utils.kit.controls.factory import (
    NOT_CHOSEN_OPTION,
    checkboxes,
    dropdown,
    number_slider,
    side_by_side,
    stacked,
    text_field,
)
from utils.kit.english import join_words, plural
from utils.kit.errors import InputError
from utils.kit.tables import Table, source_line
from utils.kit.view import View
from utils.reliability import data
from utils.reliability.model.dora import (
    compute_dora_metrics,
    latest_week_to_split_after,
    metrics_before_and_after,
)
from utils.reliability.parsing import (
    LOG_COLUMN_NAMES,
    MAX_CHARACTERS,
    DeploymentLog,
    is_mixed_zones_problem,
    parse_deployment_log,
)
from utils.reliability.pictures import dora as pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ipywidgets as widgets

    from utils.kit.controls import Input
    from utils.reliability.model.dora import DoraMetrics

OWN_LOG_OPTION = "own"
UTC_OFFSET_HOURS = (*range(-10, -2), 0, 1, 2, 3, 4, 5, 5.5, 7, 8, 9, 10, 11, 12)  # ahead of UTC
UTC_OFFSET_BY_ZONE = {
    f"UTC{hours:+g}".replace(".5", ":30"): timedelta(hours=hours) for hours in UTC_OFFSET_HOURS
}
ZONE_OPTIONS = (NOT_CHOSEN_OPTION, *((one, one.replace("+0", "")) for one in UTC_OFFSET_BY_ZONE))
CASE_LAST_SPLIT_WEEK = 11  # of the course's own log, after which something was deployed
COMPARISON_NOTE = (
    "Compare a team with itself over time. Teams with different products have different numbers, "
    "and a metric that becomes a target soon measures something else."
)


class DeliveryMetrics(Activity):
    """Split a log of deployments, and see what changed."""

    activity_id = "02b.s5b"
    title = "Five metrics from one log"
    task = (
        "The log has twelve weeks of deployments of the Payments API. Choose the week after which "
        "you compare. Did the team get better, or just busier?"
    )

    compare_label = "Compare with our reading"

    def controls(self) -> dict[str, Input]:
        """Return the week of the split, and the log as text."""
        log = text_field(
            "The log",
            hint=f"CSV with the columns {', '.join(LOG_COLUMN_NAMES)}",
            lines=8,
            code=True,
        )
        log.max_length, log.value = MAX_CHARACTERS, data.case_log_csv()
        log.hidden = True
        zone = dropdown("Times without a zone are in", ZONE_OPTIONS, "")
        zone.hidden = True
        return {
            "split": number_slider("Compare before and after week", 6, 1, CASE_LAST_SPLIT_WEEK),
            "own": checkboxes("", [(OWN_LOG_OPTION, "Use my own log")], []),
            "zone": zone,
            "log": log,
        }

    def layout(self, controls: dict[str, Input]) -> widgets.Widget:
        """Return the split next to the switch, and the log below while it is edited."""
        top = side_by_side(controls["split"], controls["own"])
        return stacked(top, controls["zone"], controls["log"])

    def update_controls(self, controls: dict[str, Input], answers: dict[str, Any]) -> None:
        """Show the text field only where the learner asks for it; a longer log has more weeks."""
        controls["log"].hidden = OWN_LOG_OPTION not in answers["own"]
        controls["zone"].hidden = controls["log"].hidden or not _log_has_mixed_zones(answers["log"])
        controls["split"].max = max(
            CASE_LAST_SPLIT_WEEK, _latest_week_to_split_after(answers["log"], answers["zone"])
        )

    def view(self, *, split: float, own: Sequence[str], zone: str, log: str) -> View:
        """Return the five metrics before and after the split."""
        found = _parse_log(log, zone)
        before, after = metrics_before_and_after(found.deployments, int(split))
        source = source_line("cases_deployments") if log == data.case_log_csv() else "Your own log."
        return View(
            summary=f"{pictures.title(before, after)}. {_lead_time_text(before, after)}",
            picture=pictures.picture(found.deployments, int(split), before, after, source=source),
            table=_metrics_table(before, after, compute_dora_metrics(found.deployments), source),
            notes=(*found.notes, COMPARISON_NOTE),
        )

    def comparison(self, *, split: float, zone: str, log: str, **_: object) -> View:
        """Return which metrics got better, and which got worse."""
        better, worse = _better_and_worse_metrics(
            *metrics_before_and_after(_parse_log(log, zone).deployments, int(split))
        )
        said = [
            f"{word}: {join_words(names)}."
            for word, names in (("Better", better), ("Worse", worse))
            if names
        ]
        return View(
            summary=" ".join(said) or "None of the five metrics changed.",
            notes=(_interpretation_text(better, worse),),
        )


HIGHER_IS_BETTER_BY_METRIC = {
    "change lead time": False,
    "deployment frequency": True,
    "recovery time": False,
    "change fail rate": False,
    "rework rate": False,
}
# As DORA groups the five since it added the rework rate.
THROUGHPUT_METRICS = ("change lead time", "deployment frequency", "recovery time")


def _better_and_worse_metrics(
    before: DoraMetrics, after: DoraMetrics
) -> tuple[list[str], list[str]]:
    """Return the names of the metrics that got better, and of those that got worse."""
    better: list[str] = []
    worse: list[str] = []
    for name, was, now in zip(
        HIGHER_IS_BETTER_BY_METRIC, _metric_values(before), _metric_values(after), strict=True
    ):
        if was is not None and now is not None and was != now:
            (better if (now > was) == HIGHER_IS_BETTER_BY_METRIC[name] else worse).append(name)
    return better, worse


def _metric_values(metrics: DoraMetrics) -> tuple[float | None, ...]:
    return (
        metrics.median_lead_time_hours,
        metrics.deployments_per_week,
        metrics.median_recovery_hours,
        metrics.change_fail_rate,
        metrics.rework_rate,
    )


def _interpretation_text(better: Sequence[str], worse: Sequence[str]) -> str:
    """Return what we make of it: throughput and instability have to be read together."""
    faster = any(name in THROUGHPUT_METRICS for name in better)
    shakier = any(name not in THROUGHPUT_METRICS for name in worse)
    if faster and shakier:
        return (
            "The team got faster, and more of what it ships has to be fixed. That's busier, not "
            "better. What changed that week?"
        )
    if faster and not worse:
        return "The team got faster and no less stable. That's better. What made it possible?"
    return (
        "Read throughput (lead time, frequency, and recovery time) and instability (the other two) "
        "together. Which of the five do your callers feel most?"
    )


@lru_cache(maxsize=8)
def _parse_log(text: str, zone: str = "") -> DeploymentLog:
    """Return the log in a text; the one that everyone starts with needs no reader."""
    if text == data.case_log_csv():
        return DeploymentLog(tuple(data.load_case_deployments()))
    try:
        found = parse_deployment_log(text, utc_offset=UTC_OFFSET_BY_ZONE.get(zone))
    except InputError as problem:
        if is_mixed_zones_problem(problem):
            problem.field = "zone"
        raise
    read = f"Your log: {plural(len(found.deployments), 'deployment')} read."
    return DeploymentLog(found.deployments, (read, *found.notes))


def _log_has_mixed_zones(text: str) -> bool:
    """Return whether some times of a log have a zone and others have none."""
    try:
        _parse_log(text)
    except InputError as problem:
        return is_mixed_zones_problem(problem)
    return False


def _latest_week_to_split_after(text: str, zone: str) -> int:
    """Return the last week that has weeks after it; 0 while the log can't be read."""
    try:
        return latest_week_to_split_after(_parse_log(text, zone).deployments)
    except InputError:
        return 0


def _lead_time_text(before: DoraMetrics, after: DoraMetrics) -> str:
    words = (
        f"From commit to live: a median of {before.median_lead_time_hours:.0f} hours before, "
        f"{after.median_lead_time_hours:.0f} after."
    )
    open_failures = before.open_failure_count + after.open_failure_count
    if not open_failures:
        return words
    return (
        f"{words} {_open_failures_text(before.failure_count + after.failure_count, open_failures)}."
    )


def _open_failures_text(failures: int, open_failures: int) -> str:
    """Return how many failures have no recovery yet: they aren't in the median of those times."""
    if open_failures == failures:
        return f"{plural(failures, 'failed deployment')} not recovered yet"
    return f"{failures:,} failed, {open_failures:,} not recovered yet"


def _metrics_table(
    before: DoraMetrics, after: DoraMetrics, whole_log: DoraMetrics, source: str
) -> Table:
    parts = (before, after, whole_log)
    lines = [
        ("Change lead time, median hours", [f"{d.median_lead_time_hours:.1f}" for d in parts]),
        ("Deployments a week", [f"{d.deployments_per_week:.1f}" for d in parts]),
        ("Failed-deployment recovery time, median hours", [_recovery_time_text(d) for d in parts]),
        ("Change fail rate", [f"{d.change_fail_rate:.0%}" for d in parts]),
        ("Deployment rework rate", [f"{d.rework_rate:.0%}" for d in parts]),
        ("Deployments", [f"{d.deployment_count:,}" for d in parts]),
        ("Weeks", [f"{d.weeks:.1f}" for d in parts]),
    ]
    if whole_log.open_failure_count:
        lines.append(("Failed, not recovered yet", [f"{d.open_failure_count:,}" for d in parts]))
    return Table(
        caption="The five metrics of DORA",
        columns=["Metric", "Before", "After", "Whole log"],
        rows=[[name, *cells] for name, cells in lines],
        source=source,
    )


def _recovery_time_text(metrics: DoraMetrics) -> str:
    if not metrics.failure_count:
        return "none failed"
    if metrics.median_recovery_hours is None:
        return "none recovered yet"
    if not metrics.open_failure_count:
        return f"{metrics.median_recovery_hours:.1f}"
    still_open = _open_failures_text(metrics.failure_count, metrics.open_failure_count)
    return f"{metrics.median_recovery_hours:.1f} ({still_open})"
