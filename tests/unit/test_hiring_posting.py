"""The checks of a job description: what each must find, and what it must leave alone."""

from __future__ import annotations

import pytest

from utils.hiring import job_ads
from utils.hiring.model.posting import MustHave, Posting, asks_for_code, find_remarks, find_tools

GOOD = MustHave("Judges from a contract whether a change breaks its callers", 1)
OUTCOME = "All six teams are on version two within a year"


RANGE = "$120,000 to $140,000 a year"


def remark_kinds(*musts, outcomes=(OUTCOME,), pay=RANGE):
    return [
        one.kind
        for one in find_remarks(Posting("API", outcomes, musts, pay), job_ads.wording_rules())
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Writes production code in Java",
        "Hands-on coding in Python",
        "Ships production-ready services weekly",
        "Develop microservices with the team",
        "Codes daily",
        "Implement back-end features",
        "You write code every day",
        "Programming of front ends",
        "Delivers production-quality code",
        "Commits code to the main branch",
        "Explains why a call fails and writes production code",
        "Builds its endpoints in clean Java",
        "Implements features",
        "You will program the API",
        "Builds and deploys APIs",
        "Develops REST services in Go",
        "Scripting in Python",
        "Refactors legacy modules",
        "Can code in two languages",
        "Strong programming skills",
        "Fixes bugs in the billing code",
        "Contributes code to the SDK",
        "Turns designs into working code",
        "Three years of writing production Go",
        "Full-stack development",
        "Backend development in Node.js",
        "You'll be coding a day a week",
    ],
)
def test_asking_for_production_code_is_found(text):
    assert asks_for_code(text)
    assert "code" in remark_kinds(MustHave(text, 1))


@pytest.mark.parametrize(
    "text",
    [
        "Reads code and logs to see why a call fails; doesn't have to write production code",
        "No production code",
        "Writes specs that engineers can test",
        "Understands how the team writes code",
        "Reads code rather than writes code",
        "Writes stories about software",
        "Does not write code",
        "Judges whether code is ready",
        "Develops people",
        "Delivers outcomes with engineers",
        "Writes down how software is released",
        "Never writes software alone",
        "Talks with engineers who write production code",
        "Plans with a team that ships software",
        "Builds a roadmap",
        "Builds the API roadmap with partners",
        "Develops the API strategy",
        "Implements a deprecation policy",
        "Decides which endpoints the team builds",
        "Reviews pull requests for contract changes",
        "Helps partners build integrations",
        "Runs the partner program for API callers",
        "Reads Java to see why a call fails",
        "Creates user stories",
        "Decides when a code freeze ends",
        "Finds out which features no one uses",
    ],
)
def test_reading_code_is_left_alone(text):
    assert not asks_for_code(text)
    assert "code" not in remark_kinds(MustHave(text, 1))


def test_a_list_of_tools_needs_a_purpose():
    assert remark_kinds(MustHave("Python, SQL and Go", 1)) == ["tools"]
    for said in (
        "Uses SQL to check what callers do",
        "SQL for finding broken calls",
        "Reads logs in Splunk and finds the failing call",
    ):
        assert remark_kinds(MustHave(said, 1)) == []
    assert find_tools("Python, SQL and Go") == ["Python", "SQL", "Go"]


@pytest.mark.parametrize("text", ["Takes a go or no-go decision", "Can excel at hard talks"])
def test_words_that_are_tools_elsewhere(text):
    assert find_tools(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5+ years as a product owner", "years"),
        ("At least three years with APIs", "years"),
        ("Nine years as an owner", "years"),
        ("5-7 yrs with APIs", "years"),
        ("Passionate about platforms", "empty"),
        ("A real rock star", "empty"),
        ("Runs sprint planning and stand-ups", "habit"),
    ],
)
def test_habits_are_found(text, kind):
    assert remark_kinds(MustHave(text, 1)) == [kind]


def test_links_between_outcomes_and_must_haves():
    assert remark_kinds(GOOD) == []
    assert remark_kinds(MustHave(GOOD.text, 0)) == ["unserved", "outcome"]
    assert remark_kinds(MustHave(GOOD.text, 2)) == ["unserved", "outcome"]  # there is no second one
    assert remark_kinds(GOOD, outcomes=(OUTCOME, "No caller is broken")) == ["unserved"]
    assert remark_kinds(GOOD, outcomes=("A better experience",)) == ["vague"]
    assert remark_kinds(GOOD, outcomes=("First-class developer experience",)) == ["vague"]
    assert remark_kinds(GOOD, outcomes=("Double the share of partners that go live",)) == []
    assert remark_kinds(GOOD, pay=" ") == ["pay"]


def test_empty_fields_count_as_left_out():
    assert remark_kinds(GOOD, MustHave("  ", 0), outcomes=(OUTCOME, "", "")) == []


def test_our_own_is_without_a_remark_and_the_draft_has_each_kind():
    assert find_remarks(job_ads.OUR_POSTING, job_ads.wording_rules()) == []
    found = {one.kind for one in find_remarks(job_ads.DRAFT_POSTING, job_ads.wording_rules())}
    form = {"vague", "outcome", "tools", "habit", "code", "pay"}
    assert found == form | {"years", "empty", "age", "origin", "credential"}


def test_a_remark_names_its_place_and_how_to_mend_it():
    for one in find_remarks(job_ads.DRAFT_POSTING, job_ads.wording_rules()):
        assert one.location.split()[0] in {"Outcome", "Must-have", "Pay", "The"}
        assert one.message.endswith(".")
        assert one.fix.endswith(".")
