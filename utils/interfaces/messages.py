"""Two messages about changes, and the lines one could answer with. Invented; the key is ours."""

from __future__ import annotations

from utils.kit.replies.messages import Message, SuggestedLine

ENGINEER_MESSAGE = Message(
    "engineer",
    "Your engineer",
    "It's only one more state for a refund: failed. Minor version, out tonight?",
    (
        SuggestedLine(
            "yes",
            "Go ahead. A longer list is an addition, so it's a MINOR.",
            fits=False,
            why="For a list in a request, that's right. But six teams read this list. What does a "
            "program do with a state that it doesn't know?",
        ),
        SuggestedLine(
            "wait",
            "Not tonight. A program that knows two states may crash on the third.",
            fits=True,
            why="",
            does="says who may break, and on what",
        ),
        SuggestedLine(
            "ask",
            "On Monday I'll ask all six teams what their code does with an unknown state.",
            fits=True,
            why="",
            does="asks those who read the list",
        ),
        SuggestedLine(
            "calm",
            "It's fine. None of the six teams will notice it.",
            fits=False,
            why="It keeps the peace on a Friday. But nobody has asked the six teams yet. Can you "
            "promise what their code does?",
        ),
        SuggestedLine(
            "number",
            "Ship it tonight, but call it 2.0.0.",
            fits=False,
            why="The number would be honest. But a number doesn't keep a program from crashing at "
            "night. What do the six teams need before the change arrives?",
        ),
        SuggestedLine(
            "decide",
            "If all of them can handle it, it's a MINOR. If not, it waits for version 2.",
            fits=True,
            why="",
            does="says what the version depends on",
        ),
    ),
    "The list is in a response, so it depends on the client whether a new value breaks something. "
    "The letter says who may break, whom you'll ask, and what the answer decides. It promises "
    "nothing on behalf of the six teams.",
)

MOBILE_TEAM_MESSAGE = Message(
    "mobile",
    "Mobile",
    "We hear that version 1 is going away. When, and do we have to rewrite everything?",
    (
        SuggestedLine(
            "never",
            "Don't worry, we won't ever switch it off.",
            fits=False,
            why="It's kind. But then your team runs two versions for good. Would you still keep "
            "that promise in two years?",
        ),
        SuggestedLine(
            "date",
            "Version 1 works as it does today until June 30. Its responses carry that date.",
            fits=True,
            why="",
            does="names a date, also for programs",
        ),
        SuggestedLine(
            "soon",
            "Soon. You'll get an email when it's time.",
            fits=False,
            why="An email is a good idea. But Mobile has to plan a release, and its users update "
            "late. Which day can they plan with?",
        ),
        SuggestedLine(
            "help",
            "I count the calls that still come in, and I'll visit you before the last day.",
            fits=True,
            why="",
            does="offers help before the end",
        ),
        SuggestedLine(
            "instead",
            "Version 2 has the same calls. Two fields have new names, and here's the list.",
            fits=True,
            why="",
            does="says what to use instead",
        ),
        SuggestedLine(
            "log",
            "It's all in the changelog.",
            fits=False,
            why="It should be there, too. But how would you find out whether Mobile has read it?",
        ),
    ),
    "An end hurts those who didn't hear of it. So the letter has a date, a replacement, and a "
    "count of who still calls, and programs can read the date as well.",
)

MESSAGES = (ENGINEER_MESSAGE, MOBILE_TEAM_MESSAGE)
