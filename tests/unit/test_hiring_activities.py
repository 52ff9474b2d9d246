"""The activities and documents of the hiring notebook, without a browser."""

from __future__ import annotations

from html import escape

import pytest

from utils.hiring import data, job_ads
from utils.hiring.activities import (
    DecisionAid,
    Evidence,
    HiringAlternatives,
    JobPosting,
    OwnQuestions,
    ProductRanking,
    Scorecard,
    SelectionValidity,
)
from utils.hiring.activities.posting import posting_to_values
from utils.hiring.model import need
from utils.hiring.pictures import need as need_pictures
from utils.hiring.pictures import panel as panel_pictures
from utils.kit.card_sort import decks
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress

QUOTES = {
    "evidence_heron": "“I offered a recorded demo. She took it”",
    "evidence_wren": "Wren: “I read the call logs”, and acted on them",
    "evidence_plover": "“I had lunch with them”, and then timed the builds",
}


def scores(heron=2, wren=4, plover=4):
    given = {"heron": heron, "wren": wren, "plover": plover}
    return {f"{q}.{who}": str(n) for q in data.interview_questions() for who, n in given.items()}


def opened_scorecard():
    """Return a scorecard of which each question was opened."""
    made = Scorecard()
    for key in data.interview_questions():
        made.inputs["question"].value = [key]
    return made


# --- H1 ----------------------------------------------------------------------------------


def test_a_product_brings_its_ratings_and_a_changed_rating_makes_it_ones_own():
    made = DecisionAid()
    made.inputs["situation"].value = "search"
    assert made.values()["x_journey"] == 0
    assert "0.54 against a line of 0.50: borderline." in made.summary_html
    made.inputs["x_journey"].value = 4
    assert made.values()["situation"] == "own"
    assert "0.64" in made.summary_html
    assert "a technical owner pays off" in made.summary_html


def test_the_words_name_flip_rating_and_evidence():
    said = "\n".join(DecisionAid.evaluate(situation="search").says)
    assert "“Low complexity of journey and market” from 10% to 16%" in said
    assert "Check this rating first: “Consumers" in said
    assert "would change the verdict" in "\n".join(
        DecisionAid.evaluate(situation="sdk", line=0.65).says
    )
    assert "list the callers" in "\n".join(DecisionAid.evaluate().says)
    assert (
        "No single weight brings the score to the line"
        in DecisionAid.evaluate(situation="ml").says[0]
    )


def test_all_weights_at_zero_keep_the_last_picture(press):
    made = DecisionAid()
    before = made.summary_html
    for name in [n for n in made.values() if n.startswith("w_")]:
        made.inputs[name].value = 0
    assert "All weights are zero" in made.error_html
    assert "<img" in made.picture_html
    press(made, "Reset")
    assert made.summary_html == before
    assert made.error_html == ""


def test_the_bar_is_as_long_as_the_score():
    weights, names = (
        data.criterion_weights(),
        {k: c.short_label for k, c in data.criteria().items()},
    )
    scores = need_pictures.need.scores_under_random_weights(data.product_ratings("search"))
    figure = need_pictures.draw(data.product_ratings("search"), weights, 0.5, names, scores)
    _key, ax = figure.axes
    parts = [p.get_xy() for p in ax.patches if abs(p.get_xy()[:, 1].max() - 0.94) < 1e-9]
    assert len(parts) == 5  # one of the six criteria adds nothing
    assert max(xy[:, 0].max() for xy in parts) == pytest.approx(0.5375)


def test_the_recommendation_is_compared_with_what_leaves_least_open():
    said = HiringAlternatives.evaluate(situation="payments", months=2, choice="hire").summary
    assert "“Pair the owner with a lead engineer” leaves the least uncovered: 10%." in said
    assert "Your recommendation leaves 0% and comes too late." in said
    assert "say why" in said
    assert (
        "Your recommendation"
        not in HiringAlternatives.evaluate(situation="payments", choice="hire").summary
    )


def test_the_brief_takes_what_was_rated_in_h1(press):
    aid = DecisionAid()
    aid.inputs["situation"].value = "search"
    aid.record("changed", values=aid.values())
    made = HiringAlternatives()
    made.set(situation="own", choice="pair", why="Works next month; if the lead *leaves*, hire.")
    press(made, "Save my hiring brief")
    text = Portfolio().read("hiring-brief")
    for words in (
        "Product: Product search",
        "**Pair the owner with a lead engineer.**",
        r"if the lead \*leaves\*, hire",
        "**0.54** against a line of 0.50: borderline.",
        "from 10% to 16%",
        "1. **Consumers are engineers or systems**",
    ):
        assert words in text, words


def test_a_product_of_ones_own_has_a_name(press):
    made = DecisionAid()
    assert made.inputs["name"].hidden
    made.set(situation="own", name="Ledger *service*", x_depth=4)
    assert not made.inputs["name"].hidden
    assert "Ledger *service*: 0.94 against a line of 0.50" in made.summary_html
    made.record("changed", values=made.values())
    ways = HiringAlternatives()
    ways.set(situation="own")
    press(ways, "Save my hiring brief")
    assert r"Product: Ledger \*service\*." in Portfolio().read("hiring-brief")
    made.set(name="  ")
    assert "Our own product: 0.94" in made.summary_html


def test_what_0_and_4_mean_is_next_to_each_rating():
    said = "".join(
        one.html for one in DecisionAid().all_widgets() if "tpo-hint" in getattr(one, "html", "")
    )
    for one in data.criteria().values():
        assert f"<strong>0</strong> {one.lowest_short_label}" in said
        assert f"<strong>4</strong> {one.highest_short_label}" in said


def test_the_order_is_guessed_before_it_is_seen(press):
    made = ProductRanking()
    press(made, "Show all scores")
    assert "You haven&#x27;t ranked the products yet" in made.inputs["guess"].error or (
        "You haven't ranked the products yet" in made.inputs["guess"].error
    )
    assert made.comparison_html == ""
    best = sorted(
        data.product_labels(),
        key=lambda key: -need.weighted_score(data.product_ratings(key), data.criterion_weights()),
    )
    made.inputs["guess"].value = best
    press(made, "Show all scores")
    assert "8 of 8 products within one place" in made.comparison_html
    assert "5 of 8 products are clearly above the line, 1 borderline" in made.comparison_html


def test_all_products_and_ones_own_are_in_one_picture(press):
    ranked = ProductRanking()
    ranked.inputs["guess"].value = list(data.product_labels())
    press(ranked, "Show all scores")
    rated = DecisionAid()
    rated.set(situation="own", name="Ledger service", x_depth=4)
    rated.record("changed", values=rated.values())
    assert "Ledger service: 0.94, your own product" in ranked.comparison_html
    assert all(name in ranked.comparison_html for name in data.product_labels().values())


def test_equal_scores_may_be_in_either_sequence(press):
    best = sorted(
        data.product_labels(),
        key=lambda key: -need.weighted_score(data.product_ratings(key), data.criterion_weights()),
    )
    view = ProductRanking().comparison(guess=best)
    swapped = [*best[:2], best[3], best[2], *best[4:]]
    assert ProductRanking().comparison(guess=swapped).summary == view.summary


def test_a_brief_without_a_decision_says_so(press):
    made = HiringAlternatives()
    press(made, "Save my hiring brief")
    assert "_Not decided yet._" in Portfolio().read("hiring-brief")


# --- H2 ----------------------------------------------------------------------------------


def test_the_draft_is_full_of_remarks_and_ours_waits(press):
    made = JobPosting()
    assert "0 of 4 must-haves passed every check" in made.summary_html
    press(made, "Compare with ours")
    assert "So far, 0 of your must-haves have no remarks." in made.error_html
    assert job_ads.OUR_POSTING.must_haves[0].text not in made.comparison_html
    made.set(**posting_to_values(job_ads.OUR_POSTING))
    assert (
        "5 of 5 must-haves passed every check. Our checks don&#x27;t find anything to fix"
        in made.summary_html
    )
    press(made, "Compare with ours")
    assert job_ads.OUR_POSTING.must_haves[0].text in made.comparison_html


def test_an_empty_page_is_no_fault():
    empty = dict.fromkeys(posting_to_values(job_ads.DRAFT_POSTING), "") | {
        f"serves{n}": "0" for n in range(1, 6)
    }
    assert JobPosting.evaluate(**empty).summary.startswith("You haven't written anything yet")


def test_the_job_description_carries_what_is_left_to_mend(press):
    made = JobPosting()
    press(made, "Save my job description")
    text = Portfolio().read("job-description")
    assert "## Before it goes out" in text
    assert "- Must-have 3: It asks for production code" in text
    made.set(**posting_to_values(job_ads.OUR_POSTING))
    press(made, "Save my job description")
    text = Portfolio().read("job-description")
    assert "Before it goes out" not in text
    assert "(for 1)" in text


def test_outcomes_left_out_are_not_counted_on_the_page(press):
    made = JobPosting()
    made.set(
        **posting_to_values(job_ads.OUR_POSTING) | {"outcome2": "", "serves2": "2", "serves4": "3"}
    )
    press(made, "Save my job description")
    text = Portfolio().read("job-description")
    assert "2. Partners go live" in text
    assert "(for 3)" not in text
    assert r"check what callers really do (for 2)" in text


def test_an_outcome_alone_is_something_written():
    empty = dict.fromkeys(posting_to_values(job_ads.DRAFT_POSTING), "") | {
        f"serves{n}": "0" for n in range(1, 6)
    }
    said = JobPosting.evaluate(**empty | {"outcome2": "Ten partners are live"}).summary
    assert said.startswith("0 of 0 must-haves")


# --- research ----------------------------------------------------------------------------


def test_structured_interviews_by_both_studies():
    assert "the better half: out of 100 people chosen that way, 64 do well" in (
        SelectionValidity.evaluate().summary
    )
    assert "56 to 73 out of 100 do well" in SelectionValidity.evaluate().summary
    older = SelectionValidity.evaluate(study="older").summary
    assert "67 do well" in older
    assert "settings" not in older


def test_one_of_ten_is_better_than_one_of_two_and_taking_everyone_tells_nothing():
    for one_of, many in ((5, 74), (10, 79), (20, 83)):
        said = SelectionValidity.evaluate(one_of=one_of)
        assert f"{many} do well" in said.summary
        assert f"{many} of 100" in said.picture.description
    assert "decides nothing" in SelectionValidity.evaluate(one_of=1).says[0]
    assert "79" in SelectionValidity.prediction.feedback("eighty")


# --- H3 ----------------------------------------------------------------------------------


def test_the_panel_waits_for_all_scores_of_ones_own(press):
    made = opened_scorecard()
    partly = dict(list(scores().items())[:13])
    made.inputs["scores"].value = partly
    press(made, "Show the panel's scores")
    assert "5 answers have no score from you yet." in made.error_html
    assert made.comparison_html == ""
    made.inputs["scores"].value = scores()
    press(made, "Show the panel's scores")
    assert "within one point of each other on 93% of the answers" in made.comparison_html


def test_scores_moved_after_the_panel_are_counted(press):
    made = opened_scorecard()
    made.inputs["scores"].value = scores()
    press(made, "Show the panel's scores")
    assert "moved since" not in made.comparison_html
    made.inputs["scores"].value = scores() | {"measure.heron": "1", "order.wren": "5"}
    assert "2 of your scores have moved since you saw" in made.comparison_html
    again = Scorecard()
    assert "2 of your scores have moved" in again.comparison_html


def test_no_decision_without_scores_and_quotations(press):
    made = opened_scorecard()
    made.inputs["decision"].value = ["wren"]
    assert "Your decision (Wren) has to wait. 18 answers have no score yet." in made.summary_html
    made.inputs["scores"].value = scores()
    assert "t quote anything they said" in made.summary_html
    made.inputs["evidence_heron"].value = "a strong communicator with presence"
    for name in ("evidence_wren", "evidence_plover"):
        made.inputs[name].value = QUOTES[name]
    assert "evidence on Candidate Heron doesn&#x27;t quote anything" in made.summary_html
    press(made, "Show the panel's scores")
    assert "Any two panelists" in made.comparison_html
    press(made, "Save my scorecard")
    assert "_Still open: first all the scores" in Portfolio().read("scorecard")
    made.inputs["evidence_heron"].value = QUOTES["evidence_heron"]
    assert "Decided: Wren. Your scores: Candidate Heron 2.0, Candidate Wren 4.0, and " in (
        made.summary_html
    )
    press(made, "Save my scorecard")
    text = Portfolio().read("scorecard")
    assert "**Wren**" in text
    assert "I read the call logs" in text
    assert "Candidate Wren: mean 4.0 of 5" in text


def test_a_scorecard_holds_no_panel_that_was_not_seen(press):
    made = opened_scorecard()
    made.inputs["scores"].value = scores()
    press(made, "Save my scorecard")
    assert "panel" not in Portfolio().read("scorecard").partition("## Questions")[0].lower()


def test_the_scorecard_has_the_panel_once_it_was_seen(press):
    made = opened_scorecard()
    made.inputs["scores"].value = scores()
    press(made, "Show the panel's scores")
    press(made, "Save my scorecard")
    text = Portfolio().read("scorecard")
    assert "Candidate Heron: panel" in text
    assert "_Still open: first all the scores" in text


def test_answers_are_opened_before_they_are_scored(press):
    made = Scorecard()
    grid = made.inputs["scores"]
    assert [key for key, _ in grid.rows] == ["customer"]
    grid.value = scores()  # a row that isn't there takes no score
    assert set(grid.value) == {f"customer.{who}" for who in data.CANDIDATE_LABELS}
    made.inputs["question"].value = ["order"]
    assert [key for key, _ in grid.rows] == ["customer", "order"]
    made.flush()
    assert [key for key, _ in Scorecard().inputs["scores"].rows] == ["customer", "order"]
    press(made, "Reset")
    assert [key for key, _ in grid.rows] == ["customer"]
    press(made, "Undo reset")
    assert [key for key, _ in grid.rows] == ["customer", "order"]
    assert len(grid.value) == len(data.CANDIDATE_LABELS)


def test_scores_of_an_older_log_are_still_there():
    """Before rows had to be opened, and with two candidates."""
    old = {f"{q}.{who}": "3" for q in data.interview_questions() for who in ("heron", "wren")}
    Scorecard().record("changed", values={"scores": old, "decision": "wren"})
    made = Scorecard()
    assert made.values()["scores"] == old
    assert "6 answers have no score yet" in made.summary_html


def test_the_panel_says_what_each_one_heard_on_the_open_question(press):
    made = opened_scorecard()
    made.inputs["scores"].value = scores()
    press(made, "Show the panel's scores")
    for key in ("breakage", "measure"):
        made.inputs["question"].value = [key]
        for who in data.CANDIDATE_LABELS:
            for reason in data.panel_reasons(who, key).values():
                assert escape(reason) in made.comparison_html
    assert "Leave out the" in made.comparison_html
    assert "Plover leads" in made.comparison_html


# --- own questions -----------------------------------------------------------------------

OWN = {
    "text1": "Tell us about a release that you stopped. What did you look at?",
    "anchor1_1": "Says that it felt wrong, or that someone else stopped it.",
    "anchor1_3": "Names a test or a number that was off.",
    "anchor1_5": "Names the number, who was told, and what came of it.",
}


def test_own_questions_go_into_the_scorecard(press):
    made = OwnQuestions()
    made.set(**OWN)
    assert "Ready to ask" in made.summary_html
    press(made, "Save into my scorecard")
    text = Portfolio().read("scorecard")
    assert "## My own questions and anchors" in text
    for part in OWN.values():
        assert part in text
    card = Scorecard()
    press(card, "Save my scorecard")
    assert OWN["text1"] in Portfolio().read("scorecard")


def test_a_scorecard_without_own_questions_has_no_heading_for_them(press):
    press(Scorecard(), "Save my scorecard")
    assert "My own questions" not in Portfolio().read("scorecard")


@pytest.mark.parametrize(
    ("changed", "unmet"),
    [
        ({"text1": "Do you like APIs?"}, "asks for a story"),
        ({"text1": "Have you ever stopped a release?"}, "asks for a story"),
        ({"text1": ""}, "asks for a story"),
        ({"anchor1_1": "Poor answer"}, "says what you'd hear"),
        ({"anchor1_5": ""}, "says what you'd hear"),
        ({"anchor1_3": OWN["anchor1_1"]}, "the anchors differ"),
    ],
)
def test_what_an_own_question_lacks(changed, unmet):
    checks = dict(OwnQuestions.evaluate(**OWN | changed).checks)
    assert any(unmet in text and not met for text, met in checks.items())


@pytest.mark.parametrize(
    ("anchor", "can_be_heard"),
    [
        ("Blames them", True),
        ("Blames the partner", True),
        ("Names no number", True),
        ("Doesn't know", True),
        ("Says sorry and fixes it", True),
        ("Very good", False),
        ("Not so good an answer", False),
        ("Somewhere in between", False),
        ("Better than others", False),
        ("Excellent", False),
        ("5 points", False),
    ],
)
def test_a_short_anchor_is_enough_where_you_could_hear_it(anchor, can_be_heard):
    checks = dict(OwnQuestions.evaluate(**OWN | {"anchor1_1": anchor}).checks)
    (met,) = (met for text, met in checks.items() if "says what you'd hear" in text)
    assert met is can_be_heard


@pytest.mark.parametrize(
    "asked",
    [
        "Do you have children, and who looks after them?",
        "Where are you really from?",
        "How old are you?",
        "Are you planning a family?",
        "Do you have any health problems?",
        "What's your religion?",
        "What do you currently earn?",
        "Are you married?",
    ],
)
def test_a_question_about_the_person_is_refused(asked):
    view = OwnQuestions.evaluate(**OWN | {"text2": asked})
    assert view.summary.startswith("Don't ask that")
    assert view.says[0].tag == "unfair"


@pytest.mark.parametrize("one", data.interview_questions().values(), ids=lambda one: one.key)
def test_our_own_questions_pass_the_same_checks(one):
    values = {"text1": one.text} | {f"anchor1_{n}": text for n, text in one.anchors.items()}
    view = OwnQuestions.evaluate(**values)
    assert view.says == ()
    assert all(met for text, met in view.checks if "hear" not in text)


def test_each_question_can_be_read():
    made = Scorecard()
    for key, one in data.interview_questions().items():
        made.inputs["question"].value = [key]
        assert escape(one.text) in made.visible_html
        assert escape(one.anchors[3]) in made.visible_html


def test_dots_stand_where_the_scores_are():
    own = {who: dict.fromkeys(data.interview_questions(), 3) for who in data.CANDIDATE_LABELS}
    panels = {who: data.panel_scores(who) for who in data.CANDIDATE_LABELS}
    questions = list(data.interview_questions().values())
    figure = panel_pictures.draw(own, panels, questions, data.CANDIDATE_LABELS)
    for ax, panel in zip(figure.axes, panels.values(), strict=True):
        dots = [
            (float(line.get_xdata()[0]), round(-float(line.get_ydata()[0])))
            for line in ax.lines
            if line.get_marker() == "o" and line.get_markerfacecolor() != "none"
        ]
        wanted = [
            (float(one[key]), row)
            for row, key in enumerate(data.interview_questions())
            for one in panel.values()
        ]
        assert sorted(dots) == sorted(wanted)


# --- evidence ----------------------------------------------------------------------------


def test_twenty_facts_in_five_rounds():
    made = Evidence()
    assert "Round 1 of 5." in made.summary_html or "Round 1 of 5:" in made.summary_html
    assert len(made.shown_cards) == 4
    assert len(made.deck.cards) == 20
    best = {card.id: card.best for card in decks.load_deck("04-evidence").cards}
    assert "20 of 20 cards where we would" in Evidence.evaluate(best).summary


def test_every_product_has_facts_that_say_little_or_against():
    deck = decks.load_deck("04-evidence")
    for group in {card.group for card in deck.cards}:
        kinds = {card.best for card in deck.cards if card.group == group}
        assert kinds - {"for"}, group


@pytest.mark.parametrize("activity", [DecisionAid, HiringAlternatives, JobPosting, Scorecard])
def test_values_are_found_again(activity):
    made = activity()
    name = {"DecisionAid": "situation", "HiringAlternatives": "situation", "JobPosting": "outcome3",
            "Scorecard": "evidence_wren"}[activity.__name__]  # fmt: skip
    value = "sdk" if name == "situation" else "Ten partners"
    made.set(**{name: value})
    made.record("changed", values=made.values())
    assert activity().values() == made.values()
    assert Progress().values(activity.activity_id)[name] == value
