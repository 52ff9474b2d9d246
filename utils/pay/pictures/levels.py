"""M2: how many leads an average permits, and the split of a gap in pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from utils.kit import style
from utils.kit.axes import draw_row_labels, draw_x_axis, draw_y_axis, nice_ticks
from utils.kit.english import join_words
from utils.kit.picture import Picture
from utils.kit.shapes import CONNECTOR_COLOR, draw_filled_bar, draw_point
from utils.kit.tables import format_usd
from utils.pay.pictures.ticks import format_dollar_tick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from utils.pay.model.levels import GapDecomposition


@dataclass(frozen=True)
class LeadShareBound:
    """An overall average, the level averages (USD a year) and the largest lead share.

    `is_reported` tells whether the average is the one that the article reports. The share is shown
    as "about": the level figures are rounded to thousands.
    """

    mean: float
    lead: float
    others: tuple[float, ...]
    share: float  # 0 to 1
    is_reported: bool = True

    @property
    def share_text(self) -> str:
        """The largest share in words."""
        if 0 < self.share < 0.01:
            return "less than 1%"
        return f"about {self.share:.0%}" if 0 < self.share < 1 else f"{self.share:.0%}"

    @property
    def title(self) -> str:
        """The title of the picture."""
        return f"At most {self.share_text} of them can be leads, if these levels are everyone"

    @property
    def pull_direction(self) -> str:
        """Where more leads than that would pull the average: "below" or "above" it."""
        return "below" if self.lead < self.mean else "above"


@style.with_course_style
def draw_lead_share_bound(bound: LeadShareBound) -> Figure:
    """Return the figure: averages that each lead share permits, and the reported average."""
    subtitle = "average pay that a mix of these levels can reach (shaded), by the share of leads"
    made = style.figure(bound.title, subtitle, height=3.0)
    ax = style.axes(made, left=0.75, bottom=0.5, right=0.95, top=0.85)
    least, most = min(bound.others), max(bound.others)
    shares = (0, 100)
    ax.fill_between(
        shares, (least, bound.lead), (most, bound.lead), color=style.ACCENT_COLOR, alpha=0.2
    )
    limit = most if bound.pull_direction == "below" else least
    ax.plot(shares, (limit, bound.lead), color=style.ACCENT_COLOR, linewidth=2)
    ax.axhline(bound.mean, color=style.WARNING_COLOR, linewidth=1.5, linestyle=(0, (4, 3)))
    draw_point(ax, bound.share * 100, bound.mean, style.WARNING_COLOR, marker="D", area=70)
    low = min(least, bound.lead, bound.mean)
    span = max(most, bound.lead, bound.mean) - low or 1000  # all alike: room for the labels
    _draw_lead_share_axes(ax, bound, span)
    _draw_lead_share_labels(ax, bound)
    return made


def _draw_lead_share_labels(ax: Axes, bound: LeadShareBound) -> None:
    """Name the mark above the plot and the average right of it, where no line runs."""
    at, top = bound.share * 100, ax.get_ylim()[1]
    ax.plot((at, at), (bound.mean, top), color=style.MUTED_COLOR, linewidth=0.8, zorder=1)
    side = "left" if at < 50 else "right"
    words = f"largest lead share: {bound.share_text}"
    ax.text(at, top, f" {words} ", ha=side, va="bottom", weight="bold")
    name = "reported\naverage" if bound.is_reported else "average"
    words = f"{name}\n{format_usd(bound.mean)}"
    ax.text(101.5, bound.mean, words, va="center", color=style.WARNING_COLOR)


def _draw_lead_share_axes(ax: Axes, bound: LeadShareBound, pay_span: float) -> None:
    low = min(bound.lead, *bound.others, bound.mean)
    ax.set_ylim(low - pay_span * 0.08, low + pay_span * 1.25)
    ax.set_xlim(0, 100)
    draw_x_axis(ax, range(0, 101, 25), "{:.0f}%".format, "share of leads among all")
    draw_y_axis(ax, nice_ticks(*ax.get_ylim()), format_dollar_tick)


def describe_lead_share_bound(bound: LeadShareBound) -> str:
    """Return the picture in words, from the same numbers as `draw_lead_share_bound`."""
    others = join_words(format_usd(pay) for pay in bound.others)
    limit = (
        f"; a larger share would pull the average {bound.pull_direction} it"
        if bound.share < 1
        else ""
    )
    return (
        f"{bound.title}. With levels averaging {others} and leads averaging "
        f"{format_usd(bound.lead)}, an overall average of {format_usd(bound.mean)} allows "
        "a lead share of "
        f"at most {bound.share_text}{limit}."
    )


def lead_share_bound_picture(bound: LeadShareBound, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw_lead_share_bound(bound), describe_lead_share_bound(bound), source)


# --- the split -----------------------------------------------------------------------------


def format_usd_thousands(value: float, *, sign: bool = False) -> str:
    """Return thousands of dollars as text; `sign` writes a plus as well."""
    value = round(value, 2)  # what is nothing has no sign
    mark = "−" if value < 0 else "+" if sign else ""
    return f"{mark}${abs(value):,.2f}k"


def gap_split_title(decomposition: GapDecomposition) -> str:
    """Return the title of the picture: what these groups show."""
    if decomposition.lead_earns_more_in_every_group and decomposition.lead_average_is_lower:
        less = format_usd_thousands(-decomposition.gap)
        return f"Leads earn more in every group, yet {less} less on average"
    if decomposition.lead_average_is_lower:
        less = format_usd_thousands(-decomposition.gap)
        return f"Leads earn {less} less on average, but not more in every group"
    if format_usd_thousands(decomposition.gap) == format_usd_thousands(0):
        return "Leads and mids earn the same on average"
    return f"Leads earn {format_usd_thousands(decomposition.gap)} more on average"


def _dot_area_for_share(share: float) -> float:
    return 14 + 420 * share


def _draw_dumbbells(ax: Axes, decomposition: GapDecomposition) -> None:
    for row, group in enumerate(decomposition.groups):
        ax.plot((group.mid_pay, group.lead_pay), (-row, -row), color=CONNECTOR_COLOR, linewidth=2)
        spots = (
            (group.mid_pay, group.mid_share, True),
            (group.lead_pay, group.lead_share, False),
        )
        for pay, share, hollow in spots:
            draw_point(
                ax, pay, -row, style.ACCENT_COLOR, area=_dot_area_for_share(share), hollow=hollow
            )
    last = -len(decomposition.groups)
    ax.plot(
        (decomposition.mid_mean, decomposition.lead_mean),
        (last, last),
        color=style.WARNING_COLOR,
        linewidth=3,
    )
    draw_point(
        ax, decomposition.mid_mean, last, style.WARNING_COLOR, marker="D", area=70, hollow=True
    )
    draw_point(ax, decomposition.lead_mean, last, style.WARNING_COLOR, marker="D", area=80)


def _draw_gap_bars(ax: Axes, decomposition: GapDecomposition) -> None:
    parts = (
        ("rate", decomposition.rate_effect),
        ("mix", decomposition.composition_effect),
        ("gap", decomposition.gap),
    )
    reach = max(abs(value) for _, value in parts) or 1
    for place, (name, value) in enumerate(parts):
        color = style.WARNING_COLOR if name == "gap" else style.ACCENT_COLOR
        draw_filled_bar(ax, (place - 0.31, place + 0.31), (0, value), color)
        side, lift = ("top", -0.04) if value < 0 else ("bottom", 0.04)
        words, y = format_usd_thousands(value, sign=True), value + lift * reach
        ax.text(place, y, words, ha="center", va=side, weight="bold", fontsize=8.5)
    ax.plot((-0.6, 2.6), (0, 0), color=style.MUTED_COLOR, linewidth=1)
    ax.set_ylim(-reach * 1.3, reach * 1.3)
    ax.set_xlim(-0.6, 2.6)
    for place, label in enumerate(("pay within\ngroups", "mix of\ngroups", "gap of\naverages")):
        ax.text(place, -reach * 1.35, label, ha="center", va="top", fontsize=8.5)


@style.with_course_style
def draw_gap_split(decomposition: GapDecomposition) -> Figure:
    """Return the figure: pay by group and level on the left, the split of the gap on the right."""
    made = style.figure(
        gap_split_title(decomposition),
        "Pay in $k: ○ mid-level, ● lead; a larger dot means that more of them work there",
        height=2.75,
    )
    left = style.axes(made, left=1.45, bottom=0.36, right=2.55, top=0.74)
    pays = [pay for g in decomposition.groups for pay in (g.mid_pay, g.lead_pay)]
    low, high = min(pays), max(pays)
    pad = max(6.0, (high - low) * 0.12)
    left.set_xlim(low - pad, high + pad)
    labels = [*(group.name for group in decomposition.groups), "all: average"]
    left.set_ylim(0.6 - len(labels), 0.6)
    draw_x_axis(left, nice_ticks(*left.get_xlim()), "${:g}k".format)
    draw_row_labels(left, labels)
    _draw_dumbbells(left, decomposition)
    right = style.axes(made, left=5.0, bottom=0.55, right=0.12, top=0.62)
    _draw_gap_bars(right, decomposition)
    return made


def describe_gap_split(decomposition: GapDecomposition) -> str:
    """Return the picture in words, from the same numbers as `draw_gap_split`."""
    rows = " ".join(
        f"{g.name}: mid ${g.mid_pay:.0f}k ({g.mid_share:.0%} of mids), "
        f"lead ${g.lead_pay:.0f}k ({g.lead_share:.0%} of leads)."
        for g in decomposition.groups
    )
    return (
        f"{gap_split_title(decomposition)}. {rows} "
        f"The average mid-level owner earns {format_usd_thousands(decomposition.mid_mean)}, "
        f"and the average lead {format_usd_thousands(decomposition.lead_mean)}. "
        f"{gap_split_text(decomposition)}"
    )


def gap_split_text(decomposition: GapDecomposition) -> str:
    """Return the gap and its two parts as a sentence."""
    gap, rate, mix = (
        format_usd_thousands(k, sign=True)
        for k in (decomposition.gap, decomposition.rate_effect, decomposition.composition_effect)
    )
    return f"The gap of {gap} is {rate} from pay within groups and {mix} from who works where."


def gap_split_picture(decomposition: GapDecomposition, *, source: str) -> Picture:
    """Return figure and description together."""
    return Picture(draw_gap_split(decomposition), describe_gap_split(decomposition), source)
