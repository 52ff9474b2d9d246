"""The base of every activity, on a small activity made for the test."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from dataclasses import replace

import pytest

from utils.kit.activity import Activity
from utils.kit.base import WIDGET_VIEW_MIME_TYPE
from utils.kit.controls import LazyHtml
from utils.kit.controls.factory import (
    checkboxes,
    number_slider,
    radio_buttons,
    text_field,
)
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress
from utils.kit.tables import Table
from utils.kit.view import Document, Prediction, View

REFUSED, BROKEN = 7, 8  # sizes that the toy cannot draw
FIRST = {"size": 5.0, "rest": 5.0, "kind": "a", "tags": ["x"], "note": ""}


class Drawn:
    """Stands in for a picture, and is much quicker to draw."""

    def __init__(self, words):
        self.summary = words

    def html(self):
        return f"<svg>{self.summary}</svg>"

    def text(self):
        return f"picture of {self.summary}"


class Toy(Activity):
    activity_id = "99.toy"
    title = "Toy <1>"
    task = "Move & watch."
    save_label = "Save my note"

    def __init__(self):
        self.drawn = []
        super().__init__()

    def controls(self):
        return {
            "size": number_slider("Size", 5, 0, 10),
            "rest": number_slider("Rest", 5, 0, 10),
            "kind": radio_buttons("Kind", (("a", "A"), ("b", "B")), "a"),
            "tags": checkboxes("Tags", (("x", "X"), ("y", "Y")), ["x"]),
            "note": text_field("Note"),
        }

    def reconcile(self, changed, values):
        return {**values, "rest": 10 - values["size"]} if changed == "size" else values

    def view(self, *, size, rest, kind, tags, note):
        self.drawn.append(size)
        if size == REFUSED:
            raise InputError(f"Size {size:g} <is> wrong.", "Take & choose another.")
        if size == BROKEN:
            raise ZeroDivisionError("<b>oops</b>")
        if size + rest != 10:
            raise InputError("Both must add up to 10.", "Move one.")
        return View(
            summary=f"Size {size:g} & rest {rest:g}, {kind}{''.join(tags)}: {note}",
            picture=Drawn(f"size {size:g}"),
            table=Table(caption="Toy", columns=["What", "Size"], rows=[["It", f"{size:g}"]]),
            checks=(("it is <large>", size > 5),),
            notes=("A <note>",),
        )

    def document(self, *, size, note, **_):
        return Document("toy-note", "Toy note", f"Size {size:g}. {note}")


class Guess(Toy):
    activity_id = "99.guess"
    prediction = Prediction(
        "What <will> you see?", (("s", "Small & fine", "It was <small>."), ("l", "Large", "No."))
    )


def kinds(where="99.toy"):
    return [one.what for one in Progress().events(where)]


def move(toy, **values):
    """Set controls one by one, as a learner's hand does."""
    for name, value in values.items():
        control = toy.inputs[name]
        control.value = [value] if name == "kind" else value


def shown(toy):
    return toy.summary_html, toy.picture_html, toy.details_html


# --- drawing -------------------------------------------------------------------------------


def test_the_first_state_shows_at_once():
    toy = Toy()
    assert toy.values() == FIRST
    assert toy.drawn == [5]
    assert toy.picture_html == "<svg>size 5</svg>"
    assert "<p>Size 5 &amp; rest 5, ax: </p>" in toy.summary_html
    assert "○ to do: it is &lt;large&gt;" in toy.summary_html
    assert "A &lt;note&gt;" in toy.details_html
    assert "<details>" in toy.details_html
    assert toy.error_html == ""
    assert kinds() == []


def test_a_picture_is_drawn_once_it_is_shown_or_read():
    drawn = []
    late = LazyHtml()
    late.set_lazy_html(lambda: drawn.append(1) or "first")
    late.set_lazy_html(lambda: drawn.append(2) or "second")
    assert drawn == []  # behind a prediction: nobody sees it
    assert late.html == late.html == "second"
    assert late.model_id
    late.set_lazy_html(lambda: drawn.append(3) or "third")
    assert drawn == [2, 3]
    assert late.value == "third"
    later = LazyHtml()
    later.set_lazy_html(lambda: "on show")
    assert later.model_id
    assert later.value == "on show"


def test_one_change_draws_once_and_settles_the_others():
    toy = Toy()
    move(toy, size=6)
    assert toy.drawn == [5, 6]
    assert toy.picture_html == "<svg>size 6</svg>"
    assert toy.values() == {**FIRST, "size": 6, "rest": 4}
    assert "✓ it is" in toy.summary_html
    assert Progress().values("99.toy") == {"size": 6, "rest": 4}  # only what changed
    assert kinds() == ["changed"]


def test_set_draws_once_whatever_it_sets():
    toy = Toy()
    toy.set(size=2, rest=8, kind="b", tags=["y", "x"], note="hi")
    assert toy.drawn == [5, 2]
    assert "Size 2 &amp; rest 8, byx: hi" in toy.summary_html


def test_reset_goes_back_to_the_first_values(press):
    toy = Toy()
    move(toy, size=6, kind="b", note="hi")
    toy.drawn.clear()
    press(toy, "Reset")
    assert toy.values() == FIRST
    assert toy.drawn == [5]
    assert kinds()[-1] == "reset"
    assert Toy().values() == FIRST


# --- what goes wrong -----------------------------------------------------------------------


def test_wrong_input_says_what_and_how_to_mend_it_and_keeps_the_last_picture():
    toy = Toy()
    move(toy, size=6)
    good = shown(toy)
    move(toy, size=REFUSED)
    assert "Size 7 &lt;is&gt; wrong." in toy.error_html
    assert "Take &amp; choose another." in toy.error_html
    assert toy.error.role == "alert"
    assert shown(toy) == good
    move(toy, size=3)
    assert toy.error_html == ""
    assert "size 3" in toy.picture_html


def test_refused_values_are_kept_and_the_picture_says_that_it_is_older():
    toy = Toy()
    move(toy, size=6)
    assert not toy.stale
    move(toy, size=REFUSED)
    assert Progress().values("99.toy")["size"] == REFUSED
    assert toy.stale
    assert "size 6" in toy.picture_html
    again = Toy()
    assert again.values()["size"] == REFUSED
    assert "Size 7" in again.error_html
    move(again, size=4)
    assert not again.stale
    assert "size 4" in again.picture_html


def test_a_fault_of_the_course_is_called_one_and_raises_nothing():
    toy = Toy()
    good = shown(toy)
    move(toy, size=BROKEN)
    assert "bug in the course, not your mistake" in toy.error_html
    assert "ZeroDivisionError: &lt;b&gt;oops" in toy.error_html
    assert "Traceback" not in toy.error_html
    assert shown(toy) == good
    move(toy, size=4)
    assert toy.error_html == ""


def test_a_disk_that_refuses_is_told_and_the_activity_goes_on(refusing, press):
    toy = Toy()
    assert toy.error_html == ""
    move(toy, size=6)
    assert "couldn&#x27;t be saved" in toy.error_html
    assert "size 6" in toy.picture_html
    press(toy, "Save")
    assert "couldn&#x27;t be saved" in toy.error_html
    assert toy.saved_note_html == ""
    move(toy, size=2)
    assert "couldn&#x27;t be saved" in toy.error_html  # it stays as long as work is lost
    assert "size 2" in toy.picture_html
    refusing.parent.unlink()
    move(toy, size=3)
    assert toy.error_html == ""
    assert Progress().values("99.toy")["size"] == 3


# --- restoring -----------------------------------------------------------------------------


def test_a_restart_finds_the_last_values():
    move(Toy(), size=6, kind="b", tags=["x", "y"], note="<hi>")
    toy = Toy()
    assert toy.values() == {"size": 6, "rest": 4, "kind": "b", "tags": ["x", "y"], "note": "<hi>"}
    assert "size 6" in toy.picture_html
    assert "&lt;hi&gt;" in toy.summary_html


@pytest.mark.parametrize(
    "kept",
    [
        {"size": "six"}, {"size": None}, {"kind": 3}, {"tags": "x"}, {"tags": [1]}, {"note": []},
        {"gone": 1}, {},
    ],
)  # fmt: skip
def test_values_of_an_older_edition_are_put_aside(kept):
    Progress().record("changed", "99.toy", values=kept)
    toy = Toy()
    assert toy.values() == FIRST
    assert toy.error_html == ""
    assert "size 5" in toy.picture_html


def test_one_value_that_no_longer_fits_leaves_the_others():
    Progress().record("changed", "99.toy", values={"kind": "b", "size": "six"})
    assert Toy().values() == {**FIRST, "kind": "b"}


def test_values_that_still_fit_are_taken_and_unknown_names_left():
    Progress().record("changed", "99.toy", values={"size": 4, "rest": 6, "gone": 1})
    assert Toy().values() == {**FIRST, "size": 4, "rest": 6}


# --- plain and printed ---------------------------------------------------------------------


def test_plain_is_the_view_of_the_first_values_with_some_replaced():
    move(Toy(), size=6)
    assert Toy.evaluate().text() == Toy().view(**FIRST).text()
    assert Toy.evaluate(size=3, rest=7).summary == "Size 3 & rest 7, ax: "
    with pytest.raises(InputError) as found:
        Toy.evaluate(color="red", weight=1)
    assert "color, weight" in found.value.what
    assert "size, rest, kind, tags, note" in found.value.fix
    with pytest.raises(InputError, match="Size 7"):
        Toy.evaluate(size=REFUSED)


def test_the_printed_form_is_the_first_state_whatever_was_done():
    first = Toy()
    printed = first._repr_mimebundle_()
    for form in ("text/html", "text/plain"):
        assert "size 5" in printed[form]
        assert "A " in printed[form]
    assert "<h3>Toy &lt;1&gt;</h3><p>Move &amp; watch.</p>" in printed["text/html"]
    assert printed["text/plain"].startswith("Toy <1>\nMove & watch.\nSize 5")
    assert printed[WIDGET_VIEW_MIME_TYPE]["model_id"] == first.root.model_id
    move(first, size=6, note="my secret")
    for toy in (first, Toy()):
        again = toy._repr_mimebundle_()
        assert {k: again[k] for k in ("text/html", "text/plain")} == {
            k: printed[k] for k in ("text/html", "text/plain")
        }


class Private(Toy):
    activity_id = "99.private"

    def view(self, **_):
        own = "nobody's" if self.is_newcomer_view else "my own"
        return View(summary=f"{own} figures", picture=Drawn(f"{own} figures"))


def test_the_printed_form_never_shows_the_learners_own_figures():
    Progress().record("shown", "99.other")
    toy = Private()
    assert "my own figures" in toy.summary_html
    printed = json.dumps(toy._repr_mimebundle_())
    assert "own figures" not in printed
    assert "nobody's figures" in printed


class Following(Toy):
    """Shows a question that was solved, once there is one."""

    activity_id = "99.following"

    def view(self, **answers):
        solved = self.progress.was_solved("99.question")
        return replace(super().view(**answers), summary="solved" if solved else "open")


class Demanding(Toy):
    """Has nothing to show to a newcomer."""

    activity_id = "99.demanding"

    def view(self, **answers):
        if not self.progress.has_events("99.other"):
            raise InputError("There's nothing to show yet.", "Do the other one first.")
        return super().view(**answers)


def test_what_does_not_depend_on_the_learner_is_drawn_once_for_screen_and_paper():
    Progress().record("shown", "99.other")
    toy = Toy()
    assert "size 5" in json.dumps(toy._repr_mimebundle_())
    assert toy.drawn == [5]
    again = Toy()
    move(again, size=6)
    assert "size 5" in json.dumps(again._repr_mimebundle_())


def test_what_depends_on_the_learner_is_drawn_for_each():
    result = {"choice": ["a"], "correct": True, "confidence": "sure", "attempt": 1}
    Progress().record("answered", "99.question", **result)
    toy = Following()
    assert "solved" in toy.summary_html
    assert "solved" not in json.dumps(toy._repr_mimebundle_())
    Progress().record("shown", "99.other")
    assert "Size 5" in Demanding().summary_html


# --- two pages of one activity -------------------------------------------------------------


def test_each_page_writes_only_what_its_learner_changed():
    one, other = Toy(), Toy()
    move(one, note="from one")
    move(other, kind="b")
    assert Progress().values("99.toy") == {"note": "from one", "kind": "b"}
    assert other.values()["note"] == "from one"  # taken over before it wrote
    assert Toy().values() == {**FIRST, "note": "from one", "kind": "b"}


def test_a_field_changed_in_both_is_the_last_ones():
    one, other = Toy(), Toy()
    move(one, note="from one")
    move(other, note="from other")
    assert Progress().values("99.toy") == {"note": "from other"}
    move(one, kind="b")
    assert one.values() == {**FIRST, "note": "from other", "kind": "b"}


def test_a_stale_page_saves_what_the_other_one_wrote(press):
    one, other = Toy(), Toy()
    move(one, note="four hundred characters")
    press(other, "Save")
    assert "four hundred characters" in Portfolio().read("toy-note")


def test_after_a_reset_nothing_reaches_the_document_until_save(press):
    toy = Toy()
    move(toy, note="worth keeping")
    press(toy, "Save")
    press(toy, "Reset")
    move(toy, size=6)
    assert "worth keeping" in Portfolio().read("toy-note")
    again = Toy()  # nor after a restart
    move(again, size=4)
    assert "worth keeping" in Portfolio().read("toy-note")
    press(again, "Save")
    assert "Size 4" in Portfolio().read("toy-note")


def test_undo_brings_back_what_the_reset_took_and_saving(press):
    toy = Toy()
    move(toy, note="worth keeping")
    press(toy, "Save")
    with pytest.raises(LookupError):
        press(toy, "Undo")
    press(toy, "Reset")
    assert toy.values() == FIRST
    press(Toy(), "Undo")  # after a restart, too
    toy = Toy()
    assert toy.values()["note"] == "worth keeping"
    move(toy, note="more")
    assert "more" in Portfolio().read("toy-note")


# --- numbers that can't be understood --------------------------------------------------------


def type_number(toy, text, name="size", *, done=True):
    """Send what the page sends when a text is typed into a number's field."""
    toy.inputs[name].typed = [text, 1, done]
    toy.flush()


def refused(toy, name="size"):
    return toy.inputs[name].refused


@pytest.mark.parametrize("done", [True, False])
def test_a_refused_number_is_logged_and_restored_as_it_was_typed(done):
    toy = Toy()
    move(toy, size=6)
    type_number(toy, "about ten", done=done)
    assert Progress().values("99.toy")["size.typed"] == "about ten"
    again = Toy()
    assert again.values() == {**FIRST, "size": 6, "rest": 4}  # the last good number counts
    assert refused(again) == "about ten"
    assert "isn't a number" in again.inputs["size"].reply["problem"]
    assert refused(again, "rest") == ""


def test_a_huge_text_for_a_number_does_not_fill_the_log():
    toy = Toy()
    type_number(toy, "9" * 1_000_000)
    assert Progress().values("99.toy")["size.typed"] == "9" * 500
    assert refused(Toy()) == "9" * 500


def test_undo_brings_back_a_refused_number(press):
    toy = Toy()
    toy.inputs["size"].typed = ["eleventy", 1, True]
    press(toy, "Reset")  # at once
    assert (refused(toy), toy.inputs["size"].reply) == ("", {})
    press(toy, "Undo")
    assert refused(toy) == "eleventy"
    assert "isn't a number" in toy.inputs["size"].reply["problem"]
    press(Toy(), "Reset")
    again = Toy()
    assert refused(again) == ""
    press(again, "Undo")
    assert refused(again) == "eleventy"


def test_a_number_takes_the_place_of_a_refused_one():
    toy = Toy()
    type_number(toy, "eleventy")
    type_number(toy, "7.5")
    assert refused(toy) == ""
    assert refused(Toy()) == ""
    type_number(toy, "eleventy")
    toy.set(size=3, rest=7)
    toy.flush()
    assert refused(Toy()) == ""
    toy.record("changed", values={"size.typed": "older"})
    toy.record("changed", values={"size": 4.0, "rest": 6.0})  # by a version that knew no texts
    assert refused(Toy()) == ""


def test_two_pages_keep_their_refused_numbers_apart():
    one, other = Toy(), Toy()
    type_number(one, "eleventy")
    move(other, size=6)
    other.flush()
    assert refused(other) == ""  # a number that is newer
    type_number(other, "twelvety", "rest")
    one.inputs["note"].value = "mine"
    one.flush()
    assert refused(one, "rest") == "twelvety"


def test_a_refused_number_that_is_still_being_typed_keeps_other_pages_away():
    one, other = Toy(), Toy()

    async def scene():  # in a loop, what is typed waits until it is logged
        one.inputs["size"].typed = ["eleventy", 1, True]
        other.record("changed", values={"size": 6.0})
        one.flush()

    asyncio.run(scene())
    assert (refused(one), one.values()["size"]) == ("eleventy", FIRST["size"])


def test_damaged_texts_for_numbers_are_left_alone():
    Toy().record("changed", values={"size.typed": 5, "rest.typed": None})
    toy = Toy()
    assert (refused(toy), refused(toy, "rest")) == ("", "")


# --- documents -----------------------------------------------------------------------------


def downloads(toy):
    return {
        name: base64.b64decode(data).decode()
        for name, data in re.findall(
            r'download="([^"]+)" href="data:[^,]*;base64,([^"]*)"', toy.saved_note_html
        )
    }


def test_saving_leaves_a_document_and_links_to_take_it_along(press):
    toy = Toy()
    move(toy, size=6, note="hi")
    press(toy, "Save")
    assert Portfolio().read("toy-note") == "# Toy note\n\nSize 6. hi"
    assert "<strong>Saved:</strong> Toy note." in toy.saved_note_html
    found = downloads(toy)
    assert found["toy-note.md"] == Portfolio().read("toy-note")
    assert found["toy-note.html"].startswith("<!doctype html>")
    assert kinds()[-2:] == ["changed", "saved"]
    assert Progress().summary()["documents"] == ["toy-note"]


def test_before_the_first_save_nothing_saves_itself():
    move(Toy(), size=6)
    assert Portfolio().names() == []


def test_after_it_later_changes_save_themselves(press, home):
    toy = Toy()
    press(toy, "Save")
    for size in (6, 4, 3):
        move(toy, size=size)
    assert Portfolio().read("toy-note").endswith("Size 3. ")
    assert downloads(toy)["toy-note.md"].endswith("Size 3. ")
    (kept,) = (home / "documents" / "earlier").iterdir()
    assert kept.read_text().endswith("Size 5. ")
    move(Toy(), size=2)  # and after a restart
    assert Portfolio().read("toy-note").endswith("Size 2. ")


def test_refused_values_do_not_reach_the_document(press):
    toy = Toy()
    press(toy, "Save")
    move(toy, size=REFUSED)
    assert Portfolio().read("toy-note").endswith("Size 5. ")
    assert "Size 7" in toy.error_html


def test_a_hand_edited_document_survives_an_autosave(press, home):
    toy = Toy()
    press(toy, "Save")
    (home / "documents" / "toy-note.md").write_text("My words")
    move(toy, size=6)
    assert any(p.read_text() == "My words" for p in (home / "documents" / "earlier").iterdir())


# --- with an event loop, as in a kernel ----------------------------------------------------


def in_loop(*steps, wait=0.03):
    """Run steps inside an event loop, each on the same toy; return the toy."""

    async def inner():
        toy = Toy()
        toy._save_debounce._seconds = toy._save_debounce._retry_seconds = 0.01
        for step in steps:
            step(toy)
        await asyncio.sleep(wait)
        return toy

    return asyncio.run(inner())


def test_a_slider_on_the_move_is_logged_where_it_rests():
    toy = in_loop(*(lambda t, size=size: move(t, size=size) for size in (6, 5, 4, 3)))
    assert toy.drawn == [5, 6, 5, 4, 3]
    assert kinds() == ["changed"]
    assert Progress().values("99.toy")["size"] == 3


def test_values_refused_before_the_slider_rests_are_kept_too():
    toy = in_loop(lambda t: move(t, size=6), lambda t: move(t, size=REFUSED))
    assert Progress().values("99.toy")["size"] == REFUSED
    assert "Size 7" in toy.error_html  # nor is the error taken away


def test_an_autosave_at_rest_leaves_the_error_box_alone(press):
    in_loop(lambda t: press(t, "Save"), lambda t: move(t, size=6), lambda t: move(t, size=REFUSED))
    assert Portfolio().read("toy-note").endswith("Size 5. ")


def test_a_reset_logs_the_change_before_it_so_that_undo_finds_it(press):
    in_loop(lambda t: move(t, size=6), lambda t: press(t, "Reset"))
    assert kinds() == ["changed", "reset"]
    toy = Toy()
    press(toy, "Undo")
    assert toy.values()["size"] == 6


def test_a_disk_that_recovers_while_the_slider_rests_clears_the_notice(refusing):
    def fix(toy):
        toy.record("reset")
        assert "couldn&#x27;t be saved" in toy.error_html
        move(toy, size=6)
        assert "couldn&#x27;t be saved" in toy.error_html
        refusing.parent.unlink()

    toy = in_loop(fix)
    assert toy.error_html == ""
    assert kinds() == ["changed"]


async def until(holds):
    """Let the event loop run until something is so; fail after many rounds without it."""
    for _ in range(5_000):
        if holds():
            return
        await asyncio.sleep(0.001)
    pytest.fail("It never came to be so.")


def test_what_a_full_disk_refused_is_saved_once_there_is_room(refusing):
    async def scene():
        toy = Toy()
        toy._save_debounce._seconds = toy._save_debounce._retry_seconds = 0.001
        move(toy, size=6)
        await until(lambda: "couldn&#x27;t be saved" in toy.error_html)
        refusing.parent.unlink()
        await until(lambda: toy.error_html == "")
        return Progress().values("99.toy")

    assert asyncio.run(scene())["size"] == 6


def test_an_activity_that_left_the_page_tries_no_more(refusing):
    async def scene():
        toy = Toy()
        toy._save_debounce._retry_seconds = 0.001
        move(toy, size=6)
        toy.close()
        refusing.parent.unlink()
        await asyncio.sleep(0.02)

    asyncio.run(scene())
    assert kinds() == []


# --- predict first -------------------------------------------------------------------------


def test_nothing_of_the_picture_comes_before_the_prediction(on_page):
    guess = Guess()
    page = on_page(guess)
    assert "What <will> you see?" in page
    for later in ("size 5", "Size 5", "It was", "Save my note"):
        assert later not in page
    printed = guess._repr_mimebundle_()
    question, _, folded = printed["text/html"].partition("<details>")
    assert "ize 5" not in question + printed["text/plain"]
    assert "size 5" in folded  # open on paper, where nothing can be unlocked
    assert "It was" not in printed["text/html"] + printed["text/plain"]
    assert "<li>☐ A. Small &amp; fine</li>" in question


def test_without_a_choice_the_gate_stays_shut(press, on_page):
    guess = Guess()
    press(guess, "Lock in")
    assert "You haven&#x27;t chosen a prediction yet." in guess.error_html
    assert "size 5" not in on_page(guess)
    assert kinds("99.guess") == []


def test_the_prediction_is_answered_and_the_picture_opens(press, on_page):
    guess = Guess()
    guess.predict("s")
    page = on_page(guess)
    assert "“Small &amp; fine”" in page
    assert "It was &lt;small&gt;." in page
    assert "size 5" in page
    assert "Lock in" not in page
    assert Progress().last_event("99.guess", "predicted").result == {"choice": "s"}
    assert guess.error_html == ""


def test_after_a_restart_it_stays_open(on_page):
    Progress().record("predicted", "99.guess", choice="l")
    Progress().record("changed", "99.guess", values={"size": 6, "rest": 4})
    guess = Guess()
    assert "“Large”" in on_page(guess)
    assert "size 6" in on_page(guess)
    assert "ize 6" not in guess.printed_html() + guess.printed_text()


def test_a_prediction_of_an_older_edition_is_asked_again(on_page):
    Progress().record("predicted", "99.guess", choice="gone")
    assert "What <will> you see?" in on_page(Guess())


def test_a_prediction_that_cannot_be_kept_opens_all_the_same(refusing, press, on_page):
    guess = Guess()
    guess.predict("l")
    assert "size 5" in on_page(guess)
    assert "couldn&#x27;t be saved" in guess.error_html
