"""Decks: the files, the rounds, the confusion, and the widget that sorts them."""

from __future__ import annotations

import copy
import json
from collections import Counter
from html import escape

import pytest

from utils.kit import tables
from utils.kit.card_sort import CardSort, decks, picture, widget
from utils.kit.card_sort.rounds import confusion_matrix, deal_rounds, retry_cards
from utils.kit.errors import InputError
from utils.kit.progress import Progress, archive

FILES = sorted((tables.data_folder() / "decks").glob("*.json"))
LONGEST = 420  # characters that a learner reads in one go


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def card(name, best, group="", **more):
    said = {
        key: {"verdict": "best" if key == best else "wrong", "feedback": f"{name} is not {key}"}
        for key in ("cat", "dog")
    }
    made = {"id": name, "text": f"Text of {name}", "verdicts": said, **more}
    return {**made, "group": group} if group else made


RAW = {
    "deck": "99-toy",
    "basis": "Invented for the test.",
    "categories": [
        {"key": "cat", "name": "A <cat>", "short": "Cat"},
        {"key": "dog", "name": "A dog", "short": "Dog"},
    ],
    "misconceptions": {"cat": {"dog": "barks"}, "dog": {"cat": "purrs"}},
    "cards": [card(f"c{n}", "cat" if n % 2 else "dog") for n in range(1, 7)],
}
RAW["cards"][0]["verdicts"]["dog"]["verdict"] = "acceptable"


def toy(raw=RAW):
    return decks.Deck(
        name=raw["deck"],
        basis=raw["basis"],
        categories=tuple(decks.Category(**one) for one in raw["categories"]),
        cards=tuple(decks._parse_card(one) for one in raw["cards"]),
        misconceptions=raw["misconceptions"],
    )


class Toy(CardSort):
    activity_id = "99.toy"
    title, task = "Toy <1>", "Sort & see."
    deck_name, prompt, round_size = "99-toy", "Which animal?", 3


@pytest.fixture(autouse=True)
def toy_file(monkeypatch):
    load = decks.load_deck
    monkeypatch.setattr(decks, "load_deck", lambda name: toy() if name == "99-toy" else load(name))


# --- files -------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_well_formed(file):
    raw = read(file)
    assert decks.find_deck_problems(raw) == []
    assert raw["deck"] == file.stem
    texts = [one["text"] for one in raw["cards"]]
    assert len(set(texts)) == len(texts)
    said = [verdict["feedback"] for one in raw["cards"] for verdict in one["verdicts"].values()]
    assert len(set(said)) == len(said)
    assert max(map(len, [*texts, *said])) <= LONGEST
    assert "our starting point" in raw["basis"].lower()


def test_there_are_files():
    assert {file.stem for file in FILES} >= {"01-task-sort", "03-evidence", "03-titles"}


BREAKS = {
    "no best": lambda raw: raw["cards"][0]["verdicts"]["cat"].update(verdict="wrong"),
    "two best": lambda raw: raw["cards"][0]["verdicts"]["dog"].update(verdict="best"),
    "a category left out": lambda raw: raw["cards"][1]["verdicts"].pop("dog"),
    "an id twice": lambda raw: raw["cards"][1].update(id="c1"),
    "the same feedback": lambda raw: raw["cards"][1]["verdicts"]["dog"].update(
        feedback=raw["cards"][1]["verdicts"]["cat"]["feedback"]
    ),
    "the mark again in the feedback": lambda raw: raw["cards"][1]["verdicts"]["dog"].update(
        feedback="Defensible: dogs climb, too."
    ),
    "no feedback": lambda raw: raw["cards"][1]["verdicts"]["dog"].pop("feedback"),
    "a field that no deck has": lambda raw: raw["cards"][1].update(confusin=True),
    "an extra field that is not as described": lambda raw: raw.update(
        extras={"properties": {"legs": {"enum": [4]}}},
        cards=[*raw["cards"], {**raw["cards"][1], "id": "c7", "legs": 5}],
    ),
    "an extra field left out": lambda raw: raw.update(extras={"required": ["legs"]}),
    "a wrong choice without an idea": lambda raw: raw["misconceptions"].pop("dog"),
    "an idea that isn't a name": lambda raw: raw["misconceptions"]["dog"].update(cat="No name"),
    "a verdict of its own": lambda raw: raw["cards"][1]["verdicts"]["dog"].update(verdict="hm"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_breakage_of_a_file_is_found(name):
    raw = copy.deepcopy(RAW)
    assert decks.find_deck_problems(raw) == []
    BREAKS[name](raw)
    assert decks.find_deck_problems(raw) != []


def test_no_such_deck():
    with pytest.raises(InputError, match="There's no deck 'nowhere'"):
        decks.load_deck("nowhere")


def test_a_wrong_choice_has_an_idea_behind_it_and_an_accepted_one_has_none():
    first, second, third = toy().cards[:3]
    assert toy().misconception(second, "cat") == "purrs"
    assert toy().misconception(third, "dog") == "barks"
    assert toy().misconception(first, "dog") == ""  # acceptable
    assert toy().misconception(first, "cat") == ""  # best


# --- rounds and confusion ----------------------------------------------------------------


def test_rounds_hold_every_card_once_and_follow_the_seed():
    made = deal_rounds(toy(), 3, seed=1)
    assert [len(part) for part in made] == [3, 3]
    assert Counter(c.id for part in made for c in part) == Counter(c["id"] for c in RAW["cards"])
    assert made == deal_rounds(toy(), 3, seed=1)
    orders = {tuple(c.id for p in deal_rounds(toy(), 3, seed=n) for c in p) for n in range(20)}
    assert len(orders) > 10


@pytest.mark.parametrize("seed", range(12))
def test_no_category_is_missing_from_a_round(seed):
    for part in deal_rounds(toy(), 3, seed):
        assert {one.best for one in part} == {"cat", "dog"}


def test_groups_make_the_rounds():
    raw = copy.deepcopy(RAW)
    raw["cards"] = [card(f"c{n}", "cat", group=f"G{n % 2}") for n in range(5)]
    made = deal_rounds(toy(raw), 3, seed=4)
    assert [{one.group for one in part} for part in made] == [{"G0"}, {"G1"}]
    assert [len(part) for part in made] == [3, 2]


def test_confusion_counts_best_defensible_and_wrong():
    # c1, c3, c5 are cats, c2, c4, c6 dogs; c1 may be a dog.
    made = confusion_matrix(
        toy(), {"c1": "dog", "c2": "cat", "c3": "dog", "c4": "cat", "c5": "cat"}
    )
    assert made.counts == {("cat", "dog"): 2, ("dog", "cat"): 2, ("cat", "cat"): 1}
    assert made.accepted == {("cat", "dog"): 1}
    assert (made.total_count, made.best_count, made.defensible_count) == (5, 1, 1)
    assert made.most_common == ("dog", "cat")
    assert confusion_matrix(toy(), {"c1": "dog", "c3": "cat"}).most_common is None
    assert confusion_matrix(toy(), {}).most_common is None


def test_two_cards_come_again_from_the_most_common_confusion():
    wrong = {"c3": "dog", "c2": "cat", "c4": "cat", "c6": "dog", "c1": "dog"}
    assert [one.id for one in retry_cards(toy(), wrong)] == ["c2", "c4"]
    assert [one.id for one in retry_cards(toy(), {"c3": "dog", "c5": "cat"})] == ["c3"]


def test_picture_says_the_numbers():
    made = picture.picture(
        toy(), confusion_matrix(toy(), {"c1": "dog", "c2": "cat", "c4": "cat", "c5": "cat"})
    )
    assert "most often, Dog went to Cat" in made.description
    assert "A dog: 2 to Cat." in made.description
    assert "1, defensible to Dog" in made.description
    words = {text.get_text() for text in made.figure.axes[0].texts}
    assert {"2", "1, defensible", "0"} <= words


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_words_of_the_picture_never_meet(file):
    deck = decks.load_deck(file.stem)
    keys = [one.key for one in deck.categories]
    answers = {one.id: keys[n % len(keys)] for n, one in enumerate(deck.cards)}
    figure = picture.draw(deck, confusion_matrix(deck, answers))
    boxes = [t.get_window_extent() for t in (*figure.texts, *figure.axes[0].texts) if t.get_text()]
    hits = [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.overlaps(b)]
    assert hits == []
    assert max(box.x1 for box in boxes) <= figure.bbox.x1


# --- the widget --------------------------------------------------------------------------


def choose(made, *keys):
    for chosen, key in zip(made.inputs.values(), keys, strict=False):
        chosen.value = [key]


def place(made):
    return made.shown_feedback_html


def through(made, press, key="cat"):
    """Give every card of both rounds to one category."""
    for step in ("Next round", "See your result"):
        choose(made, key, key, key)
        press(made, "Check this round")
        press(made, step)


def test_a_round_is_checked_with_feedback_on_each_choice(press):
    made = Toy()
    first = [one.id for one in made.shown_cards]
    choose(made, "dog", "cat")
    press(made, "Check this round")
    assert "You haven&#x27;t chosen anything yet for card 3." in made.error_html
    assert place(made) == ""
    choose(made, "dog", "cat", "cat")
    press(made, "Check this round")
    for name, key in zip(first, ("dog", "cat", "cat"), strict=True):
        assert toy().card(name).verdicts[key].feedback in place(made)
    assert "We would say" not in place(made)
    assert all(one.disabled for one in made.inputs.values())
    assert made.error_html == ""


def test_the_choice_is_on_disk_before_feedback_shows(press, monkeypatch):
    made = Toy()
    choose(made, "dog", "cat", "cat")
    seen = []
    feedback_html = widget.feedback_html

    def spy(*args, **options):
        seen.append(Progress().events("99.toy")[-1].what)
        return feedback_html(*args, **options)

    monkeypatch.setattr(widget, "feedback_html", spy)
    press(made, "Check this round")
    assert seen == ["sorted"] * 3


def test_a_round_that_is_not_checked_is_found_again_and_a_reset_can_be_undone(press):
    choose(Toy(), "dog", "cat")
    made = Toy()
    assert [list(one.value) for one in made.inputs.values()] == [["dog"], ["cat"], []]
    choose(made, "dog", "cat", "cat")
    press(made, "Check this round")
    assert len(made.answers) == 3
    press(made, "Reset")
    assert made.answers == {}
    press(Toy(), "Undo")  # after a restart, too
    assert len(Toy().answers) == 3


def test_result_second_try_and_all_cards(press):
    made = Toy()
    through(made, press)
    assert "3 of 6 cards where we would" in made.summary_html
    assert "You most often gave cards for A dog to A &lt;cat&gt; (3 cards)" in made.summary_html
    assert len(made.inputs) == 2
    choose(made, "dog", "cat")
    press(made, "Check again")
    assert "We would say A dog." in place(made)
    press(made, "See all cards")
    assert "All cards" in made.shown_cards_html
    assert made.buttons[0].label.startswith(("Reset", "Undo"))


def test_work_is_found_again(press):
    made = Toy()
    choose(made, "cat", "cat", "cat")
    press(made, "Check this round")
    later = Toy()
    assert "Round 2 of 2" in later.summary_html
    assert later.answers == made.answers
    through_second = later
    choose(through_second, "cat", "cat", "cat")
    press(later, "Check this round")
    press(later, "See your result")
    assert "3 of 6" in Toy()._status.html
    press(later, "Reset")
    assert Toy().answers == {}
    assert "Round 1 of 2" in later.summary_html


def test_answers_of_an_older_edition_are_left_out():
    Progress().record(
        "sorted", "99.toy", cards={"gone": "cat", "c1": "cow", "c2": "dog"}, again=False
    )
    assert Toy().answers == {"c2": "dog"}


def test_what_a_verdict_reveals_is_on_no_card_before(press):
    class Telling(Toy):
        def reveal_text(self, card):
            return f"Told <of> {card.id}."

    made = Telling()
    assert "Told" not in place(made) + made.printed_html() + made.printed_text()
    choose(made, "cat", "cat", "cat")
    press(made, "Check this round")
    assert place(made).count("Told &lt;of&gt;") == 3


def test_plain_gives_the_same_result_and_refuses_what_is_not_there():
    assert "1 of 2 cards" in Toy.evaluate({"c2": "dog", "c4": "cat"}).summary
    for wrong in ({"c9": "cat"}, {"c1": "cow"}):
        with pytest.raises(InputError, match="The deck has no"):
            Toy.evaluate(wrong)


def test_a_title_that_stands_for_the_solution_is_printed_nowhere(monkeypatch):
    raw = copy.deepcopy(RAW)
    for one in raw["cards"]:
        one["title"] = "Solution"
    monkeypatch.setattr(decks, "load_deck", lambda _: toy(raw))
    made = Toy()
    assert "Solution" not in made.printed_html() + made.printed_text()


def test_a_topic_shows_its_own_fields(monkeypatch):
    raw = copy.deepcopy(RAW)
    raw["extras"] = {"required": ["legs"], "properties": {"legs": {"type": "integer"}}}
    for n, one in enumerate(raw["cards"]):
        one |= {"legs": 4, "kind": f"kind {n % 2}"}
    assert decks.find_deck_problems(raw) == []
    monkeypatch.setattr(decks, "load_deck", lambda _: toy(raw))

    class Legs(Toy):
        def card_html(self, card):
            return f"<b>{card.extra['legs']} legs</b>"

        def card_text(self, card):
            return [f"{card.extra['legs']} legs"]

    made = Legs()
    for text in (made.printed_html(), made.shown_cards_html):
        assert "<b>4 legs</b>" in text
    assert next(iter(made.inputs.values())).label == "1. Which animal?"
    assert "4 legs" in made.printed_text()

    class Half(Toy):
        kinds = ("kind 1",)

    assert [one.kind for one in Half().deck.cards] == ["kind 1"] * 3


def test_printed_form_has_the_first_round_and_no_verdict():
    made = Toy()
    for text in (made.printed_html(), made.printed_text()):
        assert "Text of" in text
        assert "is not" not in text
        assert "Which animal?" in text
    assert "A &lt;cat&gt;" in made.printed_html()


def test_sorted_cards_travel_with_the_export(tmp_path, press):
    made = Toy()
    choose(made, "cat", "cat", "cat")
    press(made, "Check this round")
    packed = archive.write_export_zip(Progress(), tmp_path / "work.zip").read_bytes()
    other = Progress(tmp_path / "other")
    archive.import_zip(other, packed)
    (kept,) = [event for event in other.events("99.toy") if event.what == "sorted"]
    assert kept.result["cards"] == made.answers


# --- one card at a time ------------------------------------------------------------------


class OneByOne(Toy):
    one_by_one = True


@pytest.fixture
def mixed_up(monkeypatch):
    """Return the ids of three cards that come first, of six."""
    raw = copy.deepcopy(RAW)
    for one in raw["cards"][1:4]:
        one["confusing"] = True
    monkeypatch.setattr(decks, "load_deck", lambda _: toy(raw))
    return {one["id"] for one in raw["cards"][1:4]}


def pick(made, key):
    (chosen,) = made.inputs.values()
    chosen.value = [key]


def test_each_choice_gets_its_verdict_and_the_next_card_is_there(mixed_up):
    made = OneByOne()
    (first,) = made.shown_cards
    assert first.id in mixed_up
    assert "Card 1 of 3." in made.summary_html
    assert made.buttons[0].label.startswith(("Reset", "Undo"))
    wrong = next(key for key, one in first.verdicts.items() if not one.accepted)
    pick(made, wrong)
    (second,) = made.shown_cards
    assert second.id != first.id
    assert "Card 2 of 3." in made.summary_html
    assert escape(first.verdicts[wrong].feedback) in made.shown_cards_html
    assert f"We would say {escape(made.deck.category(first.best).name)}." in made.shown_cards_html
    assert Progress().events("99.toy")[-1].what == "sorted"
    assert next(iter(made.inputs.values())).focus


def test_a_hit_names_nothing_more(mixed_up):
    made = OneByOne()
    (first,) = made.shown_cards
    pick(made, first.best)
    assert first.verdicts[first.best].feedback in made.shown_cards_html
    assert "We would say" not in made.shown_cards_html


def test_only_one_answered_card_stays_on_show(mixed_up):
    made = OneByOne()
    first = made.shown_cards[0]
    for _ in range(2):
        pick(made, made.shown_cards[0].best)
    assert first.verdicts[first.best].feedback not in made.shown_cards_html


def test_an_answer_stays_though_the_page_sends_another(mixed_up):
    made = OneByOne()
    (first,), (chosen,) = made.shown_cards, made.inputs.values()
    pick(made, first.best)
    other = next(key for key in first.verdicts if key != first.best)
    chosen.value = [other]
    assert made.answers == {first.id: first.best}


def test_the_other_cards_come_on_request(mixed_up, press):
    made = OneByOne()
    for _ in range(3):
        pick(made, made.shown_cards[0].best)
    assert set(made.answers) == mixed_up
    assert "3 of 3 cards where we would" in made.summary_html
    assert made.buttons[0].label == "Sort 3 more cards"
    assert OneByOne.requirements() == ["sorted:99.toy:3"]
    press(made, "Sort 3 more cards")
    assert "Card 1 of 3." in made.summary_html
    pick(made, made.shown_cards[0].best)
    later = OneByOne()  # after a restart the others go on without asking again
    assert "Card 2 of 3." in later.summary_html
    for _ in range(2):
        pick(later, later.shown_cards[0].best)
    assert "6 of 6 cards" in later.summary_html
    assert later.buttons[0].label.startswith(("Reset", "Undo"))


def test_a_reset_begins_with_the_first_card_again_and_can_be_undone(mixed_up, press):
    made = OneByOne()
    for _ in range(3):
        pick(made, made.shown_cards[0].best)
    press(made, "Reset")
    assert made.answers == {}
    assert "Card 1 of 3." in made.summary_html
    press(made, "Undo reset")
    assert len(made.answers) == 3


def test_rounds_of_an_earlier_version_are_found(mixed_up):
    cards = {f"c{n}": "cat" for n in range(1, 7)}
    Progress().record("sorted", "99.toy", cards=cards, again=False)
    assert OneByOne().answers == cards
    assert "6 cards" in OneByOne()._status.html


def test_a_deck_that_marks_none_is_sorted_as_a_whole():
    made = OneByOne()
    assert "Card 1 of 6." in made.summary_html
    assert "6 cards" in made.printed_text()
