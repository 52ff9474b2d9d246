"""The activities and the document of the interface lab, without a browser."""

from __future__ import annotations

import re

import pytest

from utils.interfaces.activities import (
    ChangeChecker,
    CompatibilityPolicy,
    EventsAndCode,
    FridayReplies,
    RequestsAndResponses,
)
from utils.interfaces.activities.change_checker import (
    EXAMPLE_SCHEMA_AFTER,
    EXAMPLE_SCHEMA_BEFORE,
    FIELD_LABELS,
)
from utils.interfaces.activities.policy import DISPUTED_CHANGE_LABELS
from utils.interfaces.messages import MESSAGES
from utils.interfaces.model.compatibility import compare_schemas
from utils.kit.card_sort import decks
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio, markdown_to_html_page

DECK = decks.load_deck("02a-changes")
SESSIONS = (RequestsAndResponses, EventsAndCode)
# What the checker says, and which categories of the deck may come with it.
FITS = {
    "breaks": {"major", "depends"},
    "depends": {"depends", "major"},
    "unknown": {"depends", "major", "minor", "patch"},
    "safe": {"minor", "depends", "patch"},
    "same": {"patch", "minor", "major", "depends"},
}


# --- the deck ----------------------------------------------------------------------------


def test_the_deck_is_what_the_issue_asks_for():
    assert len(DECK.cards) == 24
    bests = [card.best for card in DECK.cards]
    assert bests.count("depends") >= 6
    assert all(card.extra["before"] and card.extra["after"] and card.kind for card in DECK.cards)
    kinds = {kind for session in SESSIONS for kind in session.kinds}
    assert {card.kind for card in DECK.cards} == kinds


@pytest.mark.parametrize("session", SESSIONS)
def test_the_cards_that_people_confuse_come_first(session):
    kinds = [card for card in DECK.cards if card.kind in session.kinds]
    assert session.requirements() == [f"sorted:{session.activity_id}:6"]
    assert sum(card.confusing for card in kinds) == 6
    assert {card.best for card in kinds if card.confusing} >= {"major", "minor", "depends"}


@pytest.mark.parametrize("session", SESSIONS)
def test_a_miss_names_the_right_verdict_and_the_next_card_comes(session):
    made = session()
    card = made.shown_cards[0]
    wrong = next(key for key, one in card.verdicts.items() if one.verdict == "wrong")
    next(iter(made.inputs.values())).value = [wrong]
    assert f"We would say {made.deck.category(card.best).name}." in made.shown_cards_html
    assert made.answers == {card.id: wrong}
    assert made.shown_cards[0].id != card.id


def test_what_differs_in_the_two_fragments_is_marked():
    session = RequestsAndResponses()
    for card in session.deck.cards:
        html = session.card_html(card)
        assert "<ins>" in html or "<del>" in html, card.id
        assert re.search(r"^(<pre>)?[−+] ", html.replace("<pre>", "\n<pre>"), re.MULTILINE)


def test_two_sessions_share_all_cards():
    ids = [card.id for session in SESSIONS for card in session().deck.cards]
    assert sorted(ids) == sorted(card.id for card in DECK.cards)
    assert all(6 <= len(session().deck.cards) <= 15 for session in SESSIONS)


CHECKED = [card for card in DECK.cards if "schemas" in card.extra]


@pytest.mark.parametrize("card", CHECKED, ids=lambda card: card.id)
def test_the_key_agrees_with_the_checker(card):
    """The clear verdicts are computed; where people disagree the deck may be milder or stricter."""
    schemas = card.extra["schemas"]
    made = compare_schemas(schemas["old"], schemas["new"], schemas["side"])
    assert card.best in FITS[made.verdict], (made.verdict, [f.change for f in made.findings])


def test_enough_cards_are_checked_by_rules():
    assert len(CHECKED) >= 12


@pytest.mark.parametrize("session", SESSIONS)
def test_results_by_kind_of_change(session):
    made = session()
    right = {card.id: card.best for card in made.deck.cards}
    view = session.evaluate(right)
    for kind in session.kinds:
        many = sum(card.kind == kind for card in made.deck.cards)
        assert f"{kind}: {many} of {many}" in view.notes[0]
    first = made.deck.cards[0]
    wrong = next(key for key, one in first.verdicts.items() if not one.accepted)
    many = sum(card.kind == first.kind for card in made.deck.cards)
    worse = session.evaluate({**right, first.id: wrong})
    assert f"{first.kind}: {many - 1} of {many}" in worse.notes[0]


# --- a change of one's own ---------------------------------------------------------------


def test_the_example_breaks_senders_and_depends_for_readers():
    sent = ChangeChecker.evaluate()
    assert "This breaks clients. Next version: 2.0.0." in sent.summary
    assert any("currency" in line for line in sent.says)
    read = ChangeChecker.evaluate(side="response")
    assert "It depends on the client" in read.summary


def test_the_same_twice_is_a_patch_and_below_one_nothing_is_promised():
    assert "Next version: 1.4.3." in ChangeChecker.evaluate(new=EXAMPLE_SCHEMA_BEFORE).summary
    assert "Below 1.0.0" in ChangeChecker.evaluate(version="0.4.2").summary


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("old", "{"),
        ("new", "type: object\n\tproperties: {}"),
        ("new", ""),
        ("old", "[1, 2]"),
        ("new", "a: &x [*x]"),
        ("version", "one"),
        ("old", "[" * 10_000),
    ],
)
def test_what_cannot_be_read_keeps_the_last_verdict(value, text):
    made = ChangeChecker()
    before = made.summary_html
    made.inputs[value].value = text
    assert f"{FIELD_LABELS[value]}: " in made.inputs[value].error
    assert "bug in the course" not in made.error_html
    assert made.stale
    assert made.summary_html == before


def test_an_error_names_before_or_after_and_carries_the_field():
    with pytest.raises(InputError, match=r"^After: The text is empty\.") as refused:
        ChangeChecker.evaluate(new="")
    assert refused.value.field == "new"
    with pytest.raises(InputError, match=r"^Version now: “one” isn't a semantic") as refused:
        ChangeChecker.evaluate(version="one")
    assert refused.value.field == "version"


def test_both_errors_are_named_a_line_for_each_field():
    with pytest.raises(InputError) as refused:
        ChangeChecker.evaluate(old="[1]", new='{"type": "str"}', version="one")
    before, after = str(refused.value).split("\n")
    assert before.startswith("Before: The text is a list, not a schema. Paste one schema")
    assert after.startswith("After: Line 1: “str” isn't a type.")
    assert after.endswith(refused.value.fix)
    assert refused.value.field == "old"


def test_each_field_shows_its_own_error_until_it_is_right():
    made = ChangeChecker()
    made.inputs["old"].value, made.inputs["new"].value = "[1]", '{"type": "str"}'
    assert made.inputs["old"].error.startswith("Before: The text is a list")
    assert made.inputs["new"].error.startswith("After: Line 1: “str” isn't a type.")
    made.inputs["old"].value = EXAMPLE_SCHEMA_BEFORE
    assert made.inputs["old"].error == ""
    assert made.inputs["new"].error.startswith("After: ")


def test_what_was_pasted_is_escaped():
    evil = EXAMPLE_SCHEMA_AFTER.replace("currency", "<script>alert(1)</script>")
    made = ChangeChecker()
    made.set(new=evil)
    made.set(judged="breaks")
    assert "&lt;script&gt;" in made.picture_html
    assert "<script>" not in made.summary_html + made.picture_html + made.details_html


def test_the_verdict_is_hidden_until_the_learner_has_judged():
    made = ChangeChecker()
    assert "Judge the change first" in made.summary_html
    assert "This breaks" not in made.summary_html + made.details_html + made.printed_html()
    made.set(judged="breaks")
    assert "You agree with the checker. This breaks clients." in made.summary_html
    assert "+ required: [refund_id, amount<ins>, currency</ins>]" in made.picture_html
    made.set(side="response")
    assert "Judge the change first" in made.summary_html
    assert not made.picture_html
    made.set(judged="safe")
    assert "The checker sees it differently. It depends on the client." in made.summary_html
    made.set(new=EXAMPLE_SCHEMA_BEFORE)
    assert made.values()["judged"] == ""


def test_findings_are_sorted_by_gravity_with_their_tags():
    says = ChangeChecker.evaluate().says
    assert [one.tag for one in says] == ["breaks", "safe"]


def test_another_format_makes_the_verdict_unknown_and_is_named():
    made = ChangeChecker.evaluate(old="message Refund {\n  string id = 1;\n}")
    assert made.summary.startswith("The checker can't tell.")
    assert "Before looks like Protocol Buffers" in made.says[0]


# --- the policy --------------------------------------------------------------------------


def test_a_policy_that_settles_everything():
    whole = {
        "disputed": {f"{name}.rule": "ask" for name in DISPUTED_CHANGE_LABELS},
        "weeks": 12,
        "told": ["headers", "usage"],
        "exception": "The owner, in writing",
    }
    assert CompatibilityPolicy.evaluate(**whole).summary.startswith(
        "A policy that callers can build on"
    )
    for name, worse, lamp in (
        ("disputed", {"enum.rule": "ask"}, 0),
        ("weeks", 11, 1),
        ("told", ["usage"], 2),
        ("told", ["headers"], 3),
        ("exception", " ", 4),
    ):
        checks = CompatibilityPolicy.evaluate(**{**whole, name: worse}).checks
        assert [n for n, (_, true) in enumerate(checks) if not true] == [lamp], name


def test_the_policy_as_a_document(press):
    made = CompatibilityPolicy()
    made.inputs["disputed"].value = {"enum.rule": "breaking"}
    made.inputs["exception"].value = "<i>me</i>"
    press(made, "Save my compatibility policy")
    text = Portfolio().read("compatibility-policy")
    assert f"- **{DISPUTED_CHANGE_LABELS['enum']}:** breaking: a new MAJOR" in text
    assert text.count("_not settled yet_") == len(DISPUTED_CHANGE_LABELS) - 1
    assert "**Notice:** 8 weeks." in text
    assert "release the change as a MAJOR" not in text, "SemVer doesn't say so"
    assert "RFC 9745" in text
    assert "<i>me</i>" not in markdown_to_html_page("T", text)


# --- the letters -------------------------------------------------------------------------


def test_our_own_letters_keep_every_check():
    ours = {one.key: [line.key for line in one.recommended_lines] for one in MESSAGES}
    view = FridayReplies.evaluate(**ours)
    assert view.checks
    assert all(true for _, true in view.checks)
    assert not view.says


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: one.key)
def test_a_line_that_promises_too_much_is_named_and_asked_about(message):
    for line in message.lines:
        if line.fits:
            assert line.does
            continue
        view = FridayReplies.evaluate(**{message.key: [line.key]})
        assert (f"{message.sender}: promises nothing you can't keep", False) in view.checks
        assert any(line.text in said and said.endswith("?") for said in view.says)


def test_our_letters_are_shown_only_after_the_learners():
    made = FridayReplies()
    with pytest.raises(InputError, match="haven't answered Your engineer and Mobile yet"):
        made.comparison(**made.values())
    made.set(engineer=["yes"], mobile=["date"])
    assert "Not tonight" in made.comparison(**made.values()).table.html()


def test_the_letters_as_a_document(press):
    made = FridayReplies()
    made.set(engineer=["wait", "ask"])
    press(made, "Save my replies")
    text = Portfolio().read("friday-replies")
    assert "Not tonight." in text
    assert "_Not written yet._" in text


def test_a_changed_default_is_settled_and_an_answer_of_an_earlier_version_is_passed_over():
    made = CompatibilityPolicy()
    made.record("changed", values={"disputed": {"default.rule": "ask", "enum.rule": "minor"}})
    made.close()
    again = CompatibilityPolicy()
    assert again.values()["disputed"] == {"enum.rule": "minor"}
    text = again.document(**again.values()).markdown
    assert "a default value that changes" in text.split("## What we settle")[0]
