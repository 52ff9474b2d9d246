"""Three messages after the rollout meeting, and the lines one could answer with.

Messages and people are invented. The numbers come from the models of the case.
"""

from __future__ import annotations

from utils.backlog.data import case_items
from utils.backlog.model.order import cheapest_order
from utils.comparison.data import rollout_tasks
from utils.comparison.model.network import finish_delay, schedule
from utils.kit.english import format_number, plural
from utils.kit.replies.messages import Message, SuggestedLine


def messages() -> tuple[Message, ...]:
    """Return the three messages, with the numbers of the case in their lines."""
    return (_leadership_message(), _mobile_message(), _payouts_message())


def _leadership_message() -> Message:
    made = schedule(rollout_tasks())
    moved = max(row.finish for row in made.rows if row.task.team)
    return Message(
        "leadership",
        "Leadership",
        "Our slide says that all six teams move by the end of next month. Who set that date?",
        (
            SuggestedLine(
                "mine",
                "I did. I own version 2, so I also answer for when each team moves.",
                fits=False,
                why="It's brave. But you answer for what comes next. Who answers for when each "
                "team can move?",
            ),
            SuggestedLine(
                "whose",
                "No one who had looked at the network. Our program manager answers for when each "
                "team moves.",
                fits=True,
                why="",
                does="says who answers for dates",
            ),
            SuggestedLine(
                "harder",
                "We'll make it if everyone works harder.",
                fits=False,
                why="Extra effort can help. But only on some of the tasks: which ones?",
            ),
            SuggestedLine(
                "average",
                "Let's ask all six teams for a day and put the average on the slide.",
                fits=False,
                why="Asking the teams is right. But which team's day ends the rollout, the "
                "average one's or the last one's?",
            ),
            SuggestedLine(
                "day",
                "The earliest day that the network allows for all six is day "
                f"{format_number(moved)}.",
                fits=True,
                why="",
                does="gives the day that the network allows",
            ),
        ),
        "The slide mixes two questions. What comes next is yours; when each team moves is the "
        "program manager's. The network gives the day, so no one has to defend a guess.",
    )


def _mobile_message() -> Message:
    tasks = rollout_tasks()
    slack = schedule(tasks).row("mobile").slack
    late = finish_delay(tasks, "mobile", slack + 1)
    return Message(
        "mobile",
        "Mobile",
        f"We'll need {plural(slack, 'day')} longer. Do we hold everyone up?",
        (
            SuggestedLine(
                "slack",
                f"No. You have {plural(slack, 'day')} of slack, so the last day of the rollout "
                "stays where it is.",
                fits=True,
                why="",
                does="says what the delay costs",
            ),
            SuggestedLine(
                "all",
                "Yes. Every day that one team loses is a day lost for all six.",
                fits=False,
                why="On the critical path, it's a day lost at the end. Is Mobile on it?",
            ),
            SuggestedLine(
                "free",
                "No, take your time.",
                fits=False,
                why="It takes the pressure off. What happens on the day after the slack is used?",
            ),
            SuggestedLine(
                "next",
                f"One more day after that would move the finish by {plural(late, 'day')}. Please "
                "tell us as soon as you see it coming.",
                fits=True,
                why="",
                does="says where the slack ends",
            ),
            SuggestedLine(
                "first",
                "I'll put Mobile's capabilities at the top of my backlog, so that you catch up.",
                fits=False,
                why="It sounds helpful. But the backlog says what's built next. Which task does "
                "Mobile wait for?",
            ),
        ),
        "Slack is the difference between a delay that matters and one that doesn't. Mobile needs "
        "both numbers: how much it has, and what the next day costs.",
    )


def _payouts_message() -> Message:
    found = {one.key: one for one in case_items()}
    split, bulk = found["ledger_split"], found["bulk_payout"]
    points, weeks = split.cost_of_delay + bulk.cost_of_delay, split.size + bulk.size
    place = format_number(cheapest_order(case_items()).index("ledger_split") + 1)
    return Message(
        "payouts",
        "Payouts",
        "Bulk payout matters more than anything else on your list. Why is the ledger split "
        "before it?",
        (
            SuggestedLine(
                "tpm",
                "Please ask our program manager, who has the plan.",
                fits=False,
                why="The plan is there. But is this about when teams move, or about what comes "
                "next? Who answers for that?",
            ),
            SuggestedLine(
                "alone",
                f"The split has {format_number(split.cost_of_delay)} points, so you're right: "
                "I'll move "
                "it to the end.",
                fits=False,
                why="Its own points are few, true. What can be built once the split is there?",
            ),
            SuggestedLine(
                "chain",
                f"Bulk payout can't work without the split. Together they're worth "
                f"{format_number(points)} points a week and take {plural(weeks, 'week')}.",
                fits=True,
                why="",
                does="rates the two as a chain",
            ),
            SuggestedLine(
                "cost",
                f"Every week without bulk payout costs {format_number(bulk.cost_of_delay)} "
                "points. So the "
                f"split is number {place} in my sequence, right before it.",
                fits=True,
                why="",
                does="says what waiting costs",
            ),
            SuggestedLine(
                "date",
                "You'll have it by the end of the quarter, I promise.",
                fits=False,
                why="A date is what Payouts would like most. Whose plan does it come from?",
            ),
        ),
        "What comes next is yours to explain, and the reason is what waiting costs. An item that "
        "opens the way for another one is rated together with it.",
    )
