"""What a notebook says about mouse, keys, and buttons, in words for a sheet of paper.

The screen keeps its own words: only handouts read this list.
"""

from __future__ import annotations

import re
from html import escape

# Paragraphs that are only about a computer.
SCREEN_ONLY = re.compile(
    r"\*\*(?:Before you start|If something goes wrong)\.\*\*.*?(?:\n\n|\Z)", re.DOTALL
)
# What a notebook says, in its Markdown or in the task of an activity, and what paper says instead.
PAPER_WORDS = {
    # 00
    "Choose an answer and lock it in.": "Tick an answer.",
    "Move the slider with the mouse or the arrow keys. The sentence and the picture follow.": (
        "Work out with a calculator what the promise allows in 30 days."
    ),
    "Every activity works like this: predict, move a control, and see what happens.": (
        "Every activity works like this: predict, change something, and see what happens."
    ),
    "You can open the formula behind every model. You never have to; it's there if you're curious."
    "": "In the notebook, every model shows its formula.",
    "We save each answer without telling you whether it's right. You can answer each question once."
    "": "Tick one answer to each question, and don't change it later.",
    " Once the notebook has run, the map shows how far you are.": "",
    " Then save your plan.": "",
    "Press *Export my work*, and see where your browser puts the file. Now you know how it works "
    "before you need it.": (
        "Take a photo of this worksheet, or hand a copy to someone you trust. Now you know where "
        "it is before you need it."
    ),
    "change something, read the result, and save what you need.": (
        "change something, read the result, and keep what you need."
    ),
    "Your work stays on this computer. To take it somewhere else, you need only one file.": (
        "Your work is on this sheet. Take it with you."
    ),
    # 01
    "You'll get 12 tasks, one at a time.": "Here are 12 tasks.",
    " Click an answer, or press its number. At the end, you'll see which two roles *you* mix up. "
    "If you'd like more, there are 12 easier ones.": (
        " Tick one role for each. When your room talks about the cards, find the two roles that "
        "*you* mix up."
    ),
    " Save your spec when you're done: it contains all three stories.": "",
    "The one I type here": "The one I write here",
    "4. Press *Compare*.": "4. Compare the new chain with the old one.",
    "5. Reset. Lower the promise": "5. Go back to the first numbers. Lower the promise",
    "Then use the slider to find how rare": "Then work out how rare",
    # 02
    "Run it, and change it if you like": "The rows that the query gives",
    "Then change it and watch the rows, if you like: the tables are small enough to check by hand."
    "": "The rows that it gives come next.",
    " Change it, and it runs when you stop typing. Try “select * from refunds” or “select * from "
    "refund_attempts” to see the tables.": "",
    "3. Tick *Marketing managers* as well. Between": (
        "3. Think of *Marketing managers* as well. Between"
    ),
    "3. Save the plan. Put": "3. Put",
    # 02a
    "You'll get six changes to requests and responses, one at a time.": (
        "Here are six changes to requests and responses."
    ),
    "Click a verdict, or press its number. There are six more if you'd like them.": (
        "Tick a verdict for each."
    ),
    "3. Paste two versions of": "3. Write down two versions of",
    "Start with the example, or paste a JSON Schema or an OpenAPI fragment before and after a "
    "change, as JSON or YAML.": (
        "Start with the example, or write down a JSON Schema or an OpenAPI fragment before and "
        "after a change."
    ),
    # 02b
    "2. Press *Show the usual rule and the cheapest sequence*. The usual": (
        "2. Work out what the usual rule would do. The usual"
    ),
    "3. Tick *Edit the items*, and add one or two of your own. The next exercises use them.": (
        "3. Write down one or two items of your own, with their points and weeks. Where would they "
        "go?"
    ),
    "Edit the items, add one, or paste a CSV": "I changed the items",
    "We add the numbers that you found in this lab.": "Add the numbers that you found in this lab.",
    # 02c
    "tick *Use my own keys*, and paste a table of keys, of events, or of calls. If we can't tell "
    "which column is which, we'll ask you below the field.": (
        "write down which columns a table of your own keys, events, or calls would need."
    ),
    "tick *Use my own keys*, and paste keys of your own, with a column that says who had the "
    "change.": "write down how you'd know, for keys of your own, who had the change.",
    "tick *Use my own calls*, and paste a log of calls to two versions.": (
        "write down what a log of your own calls to two versions would have to say."
    ),
    # 03
    "You'll get twelve of these traces,": "Here are twelve of these traces,",
    "Press 1 to 4, or click. Each trace fills a cell of a table that becomes part of your document."
    " Sixteen more traces are there if you'd like them.": "Tick one role for each.",
    "3. Save your agreement.": "3. Keep your agreement.",
    "3. Tick *Edit the network* and let Fraud": "3. Draw an arrow that lets Fraud",
    "come one at a time and without their titles. Press 1 to 4, or click.": (
        "come without their titles. Tick one role for each."
    ),
    # 04
    "The activity starts with a Payments API": "The example is a Payments API",
    "Then scroll up to Exercise 4:": "Then look back at Exercise 4:",
    "Guess, and then move the slider.": "Guess, and then work it out.",
    "3. Choose *As I rated it above* for your own product, recommend something, say what would "
    "change your mind, and save your brief.": (
        "3. For your own product, recommend something, and write what would change your mind."
    ),
    "keep whatever works better, and save yours.": "and keep whatever works better.",
    "Clear the fields, and paste it into the last one.": "Do the same with that one.",
    " If you leave a field empty, it's left out. To check an ad of your own, paste it into the "
    "last field.": "",
    "Stay with the activity above. Quote": "Stay with the three candidates. Quote",
    "Only then decide, and save the scorecard.": "Only then decide.",
    " Save the question to your scorecard.": "",
    # 05
    "3. Start again with *Reset*.": "3. Go back to the first numbers.",
    "Find the two steps of the slider it lies between, and then check the sentence below. Which": (
        "Work it out. Which"
    ),
    "isn't money, and save your brief.": "isn't money.",
    "3. Write what you'd say to Noor, and save the offer. It's": (
        "3. Write what you'd say to Noor. It's"
    ),
    "3. Save the plan, and download *dates for your calendar*. Most calendar programs open that "
    "file. It has a period for each gap, and the day to look at the plan again, 90 days after the "
    "start.": (
        "3. Put the plan on your calendar: a period for each gap, and the day to look at the plan "
        "again, 90 days after the start."
    ),
    "Leave it empty to start next Monday, once you save.": "If you aren't sure, take next Monday.",
    # 06
    ", and the button copies what you wrote there. Think": (
        ". If you have that worksheet, copy what you wrote there. Think"
    ),
    "Your figures are above the fields. The brief settles three of the six parts, so let the "
    "button fill those in. You write": (
        "Your figures are in the brief. It settles three of the six parts, so copy those. You write"
    ),
    ", and the button copies the letters you gave there: responsible": (
        ". If you have that worksheet, copy the letters you chose there: responsible"
    ),
    "Once you enter its length, you'll see the network of tasks. Then commit": "Then commit",
    "Below the field, you'll read what we understood. If that isn't what you meant, a partner "
    "could misread the sentence, too, so say it more plainly.": (
        "Let a neighbor say what they understood. If that isn't what you meant, a partner could "
        "misread the sentence, too, so say it more plainly."
    ),
    " Want to see how a reckless quarter ends? Finish this one first. Then reset it and try.": "",
    "Change one decision and replay your quarter with the same luck. Then look at 1,000 quarters: "
    "in how many would your promise have held? Move the day until it's one you'd sign, note what "
    "you'd promise next time, and save your twelve weeks.": (
        "Choose one decision that you'd change. What would have happened with the same luck? Move "
        "the day until it's one you'd sign, and note what you'd promise next time."
    ),
    "Change one decision and replay the same twelve weeks, with the same luck. Then look at 1,000 "
    "quarters: in how many would your promise have held? Move": (
        "Choose one decision that you'd change. What would have happened with the same luck? Move"
    ),
    " You can print the page and keep it. If you change something later, that's saved "
    "automatically.": "",
    " They're saved with your work and go into your export.": "",
    "and you enter them here.": "and you write them here.",
}


def for_paper(markdown: str) -> str:
    """Return the Markdown of a notebook's cell as a sheet of paper says it."""
    text = SCREEN_ONLY.sub("", markdown)
    for screen, paper in PAPER_WORDS.items():
        text = text.replace(screen, paper)
    return text


def html_for_paper(html: str) -> str:
    """Return the printed form of an activity as a sheet of paper says it."""
    for screen, paper in PAPER_WORDS.items():
        html = html.replace(escape(screen), escape(paper))
    return html
