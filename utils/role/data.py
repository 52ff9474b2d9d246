"""The invented case, as the tables have it."""

from __future__ import annotations

from dataclasses import dataclass

from utils.kit.replies.messages import Message, SuggestedLine
from utils.kit.tables import read_rows
from utils.role.model.promise import (
    Component,
    cheapest_fix,
    downtime_minutes,
    series_availability,
)

TEAM_NAMES = ("Checkout", "Mobile", "Subscriptions", "Payouts", "Fraud", "Finance")
DEFAULT_PROMISED_AVAILABILITY = 0.998  # invented: what sales told the partners
DEFAULT_CALLS_PER_PAGE = 6  # invented: calls that one payment page makes at once
DEFAULT_SLOW_CALL_SHARE = 0.01  # invented: the part of single calls that are slow


EXAMPLE_MEASURE = "95% of requests under 300 ms"  # on trial: it doesn't say over what time
EXAMPLE_LOAD = "Requests for the state of a refund, 400 a second"

# Parts that are there when a story is opened (invented): a colleague's draft to fix, and the easy
# half of the third story, so that what is left is the part that takes thought.
DRAFT_PARTS_BY_STORY = {
    "payout": {
        "source": "Payouts, every night",
        "stimulus": "The payout file",
        "environment": "At night",
        "artifact": "The reliable payout service",
        "response": "Books the payouts properly",
        "measure": "99.9% reliable",
    },
    "contract": {
        "source": "The team behind the Payments API",
        "environment": "Phones run app versions that are up to 12 months old",
        "artifact": "The published contract of Payments API v2",
    },
}


@dataclass(frozen=True)
class Story:
    """A user story, the facts that the teams gave, and our own scenario of six parts."""

    key: str
    title: str
    text: str
    team_facts: str
    parts: dict[str, str]
    why: str

    @property
    def draft_parts(self) -> dict[str, str]:
        """What is written already when the story is opened, by part."""
        return DRAFT_PARTS_BY_STORY.get(self.key, {})


def load_chain() -> tuple[Component, ...]:
    """Return the components behind the refund call."""
    return tuple(
        Component(row["component"], row["label"], row["availability"], row["days_per_halving"])
        for row in read_rows("cases_chain")
    )


def load_stories() -> dict[str, Story]:
    """Return the three stories by key."""
    return {row["story"]: _story_from_row(row) for row in read_rows("role_stories")}


def _story_from_row(row: dict[str, str]) -> Story:
    about = ("story", "title", "text", "facts", "why")
    parts = {name: text for name, text in row.items() if name not in about}
    return Story(row["story"], row["title"], row["text"], row["facts"], parts, row["why"])


def load_decision_labels() -> dict[str, str]:
    """Return the ten decisions of the Payments API, id to words."""
    return {row["decision"]: row["label"] for row in read_rows("raci_key")}


@dataclass(frozen=True)
class ApiConsumer:
    """A team that calls the Payments API, and what it calls it for (invented)."""

    team: str
    uses: str


API_CONSUMERS = (
    ApiConsumer("Checkout", "takes a payment"),
    ApiConsumer("Mobile", "pays in the app"),
    ApiConsumer("Subscriptions", "renews each month"),
    ApiConsumer("Marketplace Payouts", "pays the sellers"),
    ApiConsumer("Fraud", "checks a payment"),
    ApiConsumer("Finance", "gives money back"),
)


def monday_messages() -> tuple[Message, ...]:
    """Return the three messages of Monday, with the numbers of the case in their lines."""
    return (_checkout_message(), _finance_message(), _sales_message())


def _checkout_message() -> Message:
    return Message(
        "checkout",
        "Checkout",
        "Can you make the button green? Shoppers are missing it.",
        (
            SuggestedLine(
                "yes",
                "Sure, I'll put it at the top of my backlog.",
                fits=False,
                why="It's friendly. But who decides what the checkout page looks like?",
            ),
            SuggestedLine(
                "try",
                "We could try it in the API first and see whether more shoppers pay.",
                fits=False,
                why="Trying things out is a good habit. But does an API have a button?",
            ),
            SuggestedLine(
                "whose",
                "The button is part of your page, so it's your product owner's call.",
                fits=True,
                why="",
                does="says whose decision it is",
            ),
            SuggestedLine(
                "no",
                "I'm responsible for the API, so please send questions about shoppers elsewhere.",
                fits=False,
                why="It keeps your inbox clean. But Checkout is your customer, and its shoppers "
                "may tell you about a slow call. What can you offer instead?",
            ),
            SuggestedLine(
                "error",
                "What I can give you is a clear error code when a payment fails.",
                fits=True,
                why="",
                does="offers something from your product",
            ),
        ),
        "The page is theirs, so the answer starts with whose call it is. It doesn't end there: "
        "Checkout is your customer, and a clear error code is something only you can give them.",
    )


def _finance_message() -> Message:
    return Message(
        "finance",
        "Finance",
        "Our support agents need to see refunds fast. Can you do that?",
        (
            SuggestedLine(
                "first",
                "I'll show you the measurement before I promise it.",
                fits=True,
                why="",
                does="waits for a measurement",
            ),
            SuggestedLine(
                "fast",
                "Yes. From next month, refunds will be fast.",
                fits=False,
                why="They'll be glad to hear it. How will anyone tell whether it's true?",
            ),
            SuggestedLine(
                "every",
                "Every request will be answered within 300 milliseconds, at any time and at any "
                "load, so your agents won't ever have to wait.",
                fits=False,
                why="A clear number helps. But one slow call in millions breaks this promise. Do "
                "the agents need that?",
            ),
            SuggestedLine(
                "measure",
                "At the daily peak, 95 of 100 status requests should be answered within 300 "
                "milliseconds, in any 5 minutes. The 300 comes from your agents. Do 95 of 100 and "
                "5 minutes work for them, too?",
                fits=True,
                why="",
                does="asks for something that can be tested",
            ),
            SuggestedLine(
                "date",
                "We start on it next week, and it'll be live for all of your agents by the end of "
                "the quarter.",
                fits=False,
                why="A date is what most people want. Who has estimated the work?",
            ),
        ),
        "“Fast” became a number, a share, and a window. The number comes from the agents; the "
        "share and the window are a proposal that they can correct. Whether the system can do it "
        "isn't known yet, so the measurement comes before the promise.",
    )


def _sales_message() -> Message:
    whole = series_availability([one.availability for one in load_chain()])
    best = cheapest_fix(load_chain(), DEFAULT_PROMISED_AVAILABILITY)
    name, days = (best.component.label, best.days or 0.0) if best else ("", 0.0)
    return Message(
        "sales",
        "Sales",
        "We promised our partners that refunds work 99.8% of the time. That's fine, right?",
        (
            SuggestedLine(
                "weakest",
                "That's fine. Each of the four components that a refund needs does better than "
                "99.8%, so refunds will, too.",
                fits=False,
                why="Each one does. But a refund needs all four at once. What do they reach "
                "together?",
            ),
            SuggestedLine(
                "reach",
                f"Not today. Together, the four components reach {whole:.2%}: "
                f"{downtime_minutes(whole):.1f} minutes down in 30 days, where "
                f"{DEFAULT_PROMISED_AVAILABILITY:.1%} allows "
                f"{downtime_minutes(DEFAULT_PROMISED_AVAILABILITY):.1f}.",
                fits=True,
                why="",
                does="says what the chain reaches",
            ),
            SuggestedLine(
                "more",
                "Let's tell them 99.9%. With a higher goal in the contract, everyone here will try "
                "harder.",
                fits=False,
                why="A stretch goal can help a team. What happens when a partner holds you to it?",
            ),
            SuggestedLine(
                "never",
                "Please talk to me before you promise numbers, and don't give partners any until "
                "version 2.",
                fits=False,
                why="It would save you trouble. But partners need a number to plan with. Which "
                "one can Sales give them?",
            ),
            SuggestedLine(
                "way",
                f"One change would get us there: the {name.lower()}, about {days:.0f} days of "
                "work. Until it's done, please promise less.",
                fits=True,
                why="",
                does="offers a way to get there",
            ),
        ),
        "The honest answer is a number, and a way to a better one. Sales can use both: a lower "
        "promise today, and a higher one when the change is done.",
    )
