"""The capstone's activities and its portfolio, without a browser."""

from __future__ import annotations

import asyncio

import pytest

from utils.backlog.model.order import cheapest
from utils.capstone import activities as capstone
from utils.capstone import collect, data
from utils.capstone.activities.growth import honest
from utils.capstone.activities.part import Part
from utils.capstone.activities.spec import ours
from utils.capstone.model import checks
from utils.capstone.model.work import PARTS
from utils.hiring import data as hiring
from utils.kit.errors import InputError
from utils.kit.portfolio import Portfolio
from utils.kit.progress import Progress, archive
from utils.kit.quiz import Quiz, bank
from utils.role.model.promise import series

KINDS = (
    capstone.CharterPart, capstone.SpecPart, capstone.GapPart, capstone.ChangePart,
    capstone.ObjectivePart, capstone.OrderPart, capstone.PeoplePart, capstone.OwnerPart,
    capstone.PayPart,
)  # fmt: skip


LEVELS = {f"{one.key}.own": "2" for one in collect.own_skills({})}


def keep(made, **values):
    made.set(**values)
    made.record("changed", values=made.values())


def fill(seat=1):
    """Do all nine parts as somebody would who gets everything right, on this seat."""
    keep(capstone.Seat(), seat=seat)
    brief = collect.brief(Progress())
    decisions = data.decisions()
    keep(capstone.CharterPart(), product="Instant *refunds*", customers="Partners",
         mine=list(decisions))  # fmt: skip
    keep(capstone.SpecPart(), **ours(brief))
    keep(capstone.GapPart(), levels=LEVELS, hours=6)
    keep(capstone.ChangePart(), **{f"change{n}": c.verdict for n, c in enumerate(brief.changes, 1)},
         bump="MAJOR")  # fmt: skip
    whole = series(list(brief.chain.values()))
    keep(capstone.ObjectivePart(), chain=f"{100 * whole:.2f}", objective=99.0,
         budget=f"{0.01 * brief.calls:,.0f}")  # fmt: skip
    order = cheapest(brief.items)
    keep(capstone.OrderPart(), order=order, launch=order.index("instant") + 1)
    work = collect.work(Progress())
    day = checks.finish(work, brief)
    letters = {f"{key}.tpo": "A" for key in decisions} | {f"{key}.lead": "R" for key in decisions}
    keep(capstone.PeoplePart(), letters=letters, path=f"{day:g}", date=day)
    from utils.hiring.model import need

    keep(capstone.OwnerPart(), need=need.verdict(need.score(brief.ratings, hiring.weights())),
         option="pair", why="Next month")  # fmt: skip
    keep(
        capstone.PayPart(),
        proxy="15-1252",
        percentile=f"{brief.ranks['15-1252']:.1f}",
        line="Near the middle.",
    )
    return brief


# --- seat and parts ----------------------------------------------------------------------


def test_every_part_shows_the_figures_of_the_seat():
    parts = [kind() for kind in KINDS]
    keep(capstone.Seat(), seat=42)
    brief = data.of(42)
    Part.follow()
    shown = " ".join(part._told.value for part in parts)
    for words in (f"{brief.load} refunds a second", f"{brief.calls:,}", brief.version):
        assert words in shown


def test_a_seat_that_is_moved_takes_all_parts_with_it():
    part = capstone.ObjectivePart()
    seat = capstone.Seat()
    seat._controls["seat"].value = 42
    assert f"{data.of(42).calls:,}" in part._told.value
    items = [text for _, text in capstone.OrderPart()._controls["order"].options]
    wanted = data.of(42).items[0]
    assert f"{wanted.label}: {wanted.cost_of_delay:g} points a week" in items[0]


def test_a_broken_seat_in_the_log_falls_back_to_the_first():
    Progress().record("changed", "06.seat", values={"seat": 1e9})
    assert collect.seat(Progress()) == 1


def test_an_untouched_part_is_empty_work():
    assert collect.work(Progress()).objective is None
    assert collect.work(Progress()).order == ()


@pytest.mark.parametrize("seat", [1, 23, 77])
def test_all_parts_done_well_leave_nothing_to_say(seat):
    brief = fill(seat)
    work = collect.work(Progress())
    assert checks.findings(work, brief, hiring.weights()) == []
    assert checks.done(work) == list(PARTS.values())


def test_typed_garbage_is_named_and_keeps_the_last_state():
    made = capstone.ObjectivePart()
    before = made._words.html
    made._controls["budget"].value = "many"
    assert "Refunds that may fail: “many” is not a number" in made.error.html
    assert made._words.html == before
    assert collect.number("many") is None
    made._controls["budget"].value = "850"
    assert made.error.html == ""
    made._controls["chain"].value = "120"
    assert "cannot be" in made.error.html


def test_the_network_comes_after_the_sum():
    keep(capstone.OrderPart(), order=cheapest(data.of(1).items), launch=4)
    made = capstone.PeoplePart()
    assert made._picture.value == ""
    made._controls["path"].value = "55"
    assert "<img" in made._picture.value


def test_people_know_the_launch_set_of_the_order():
    people = capstone.PeoplePart()
    assert "5 days for each week of the launch set" in people._told.value
    order = capstone.OrderPart()
    order.set(order=cheapest(data.of(1).items), launch=3)
    order._resting.ask()
    assert "5 days for each week of the launch set" not in people._told.value


def test_levels_come_over_from_notebook_02(press):
    made = capstone.GapPart()
    (take,) = [w for w in _every(made.root) if getattr(w, "description", "").startswith("Take my")]
    take.click()
    assert "Notebook 02 holds no levels of yours." in made.error.html
    kept = {"levels": {"architecture.own": "3", "architecture.target": "4"}, "hours": 2.0}
    Progress().record("changed", "02.s1", values=kept)
    take.click()
    assert made.values()["levels"] == {"architecture.own": "3"}
    assert "1 of 9 skills rated." in made._words.html
    assert collect.work(Progress()).gap_weeks is None
    made.set(levels=LEVELS)
    made._resting.ask()
    assert "First gaps" in made._words.html
    assert collect.work(Progress()).gaps[0] in made._words.html


def _every(root):
    yield root
    for child in getattr(root, "children", ()):
        yield from _every(child)


def test_our_requirement_stands_and_waits_for_an_attempt(press):
    made = capstone.SpecPart()
    press(made, "Compare with our wording")
    assert "too little yet" in made.error.html
    made.set(**ours(data.of(1)))
    assert "6 of 6 parts stand" in made._words.html
    for seat in range(1, 100):
        from utils.role.model.spec import Scenario, check

        assert check(Scenario(**ours(data.of(seat)))).complete, seat


def test_the_cheapest_order_waits_for_an_own_one(press):
    made = capstone.OrderPart()
    press(made, "Compare with the cheapest order")
    assert "Nothing has been moved yet." in made.error.html


# --- the board ---------------------------------------------------------------------------


def test_the_board_names_both_places(press):
    fill()
    keep(capstone.ChangePart(), bump="MINOR")
    made = capstone.ReviewBoard()
    press(made, "Check my work")
    page = made._said.html
    assert "9 of 9 parts are complete. 1 contradiction" in page
    assert "released as MINOR" in page
    assert " ↔ " in page
    keep(capstone.ChangePart(), bump="MAJOR")
    press(made, "Check my work")
    assert "no part contradicts another" in made._said.html
    assert "no part contradicts another" in capstone.ReviewBoard()._said.html


def test_typed_markup_never_runs_in_board_or_portfolio(press):
    fill()
    keep(capstone.PayPart(), line="<script>alert(1)</script>")
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    page = (Portfolio().folder / "portfolio.html").read_text(encoding="utf-8")
    assert "<script>" not in page


def test_the_portfolio_knows_what_is_complete_by_now(press):
    made, board = capstone.CapstonePortfolio(), capstone.ReviewBoard()
    assert "0 of 9 parts complete" in made._words.html
    fill()
    press(board, "Check my work")
    assert "9 of 9 parts complete" in made._words.html


# --- rubric, growth ----------------------------------------------------------------------


def test_two_ratings_far_apart_are_marked():
    made = capstone.Rubric()
    levels = {f"{key}.self": "3" for key in data.rubric()}
    made.set(levels=levels)
    assert "Rated by yourself; a peer has not rated it yet." in made._words.html
    made.set(levels=levels | {"measure.peer": "1", "people.peer": "3"})
    assert "Far apart on requirements and objectives" in made._words.html
    assert made._controls["levels"].marks["measure"].startswith("⚠")
    assert made._controls["levels"].marks["people"] == "✓"


def answer(cards, right, sure="fairly"):
    for card in cards:
        wanted = next(c.key for c in card.question.choices if (c.verdict == "right") is right)
        card._answer.value, card._sure.value = [wanted], [sure]
        card._check.click()


def test_before_and_after_counts_first_attempts(press):
    made = capstone.BeforeAndAfter()
    press(made, "Show both")
    assert "The second test is not answered yet." in made.error.html
    answer(Quiz("00-welcome", "baseline", quiet=True).cards, right=False, sure="sure")
    after = Quiz("06-capstone", "post").cards
    answer(after[:5], right=True)
    answer(after[5:], right=False)
    answer(after[5:], right=True)  # a second attempt counts no more
    press(made, "Show both")
    page = made._said.html
    assert "0 of 8 right before, 5 after." in page
    assert "5 topics got better, 0 topics got worse" in page
    assert "in 3% of cases" in page
    assert "8 before, 0 after" in page
    assert "no measure of mastery" in page
    first = bank.question_group("00-welcome", "baseline")[0]
    assert first.why in made._more.value


def test_without_a_baseline_nothing_is_claimed(press):
    answer(Quiz("06-capstone", "post").cards, right=True)
    made = capstone.BeforeAndAfter()
    press(made, "Show both")
    assert "No topic was answered both times yet" in made._said.html
    assert "better" not in made._said.html


def test_no_change_has_no_chance():
    assert honest([])[0].startswith("No topic was answered both times")


# --- portfolio ---------------------------------------------------------------------------


def test_the_portfolio_waits_for_one_part(press):
    made = capstone.CapstonePortfolio()
    press(made, "Save my portfolio")
    assert "None of the nine parts is complete yet." in made.error.html
    with pytest.raises(InputError):
        Portfolio().read("portfolio")


def test_the_portfolio_holds_parts_review_and_every_document(press):
    fill()
    Portfolio().save("path-plan", "Path plan", "## Steps\n\nOne step.")
    made = capstone.CapstonePortfolio()
    made.set(letter="Day 66, and <b>no</b> earlier.", name="R. *Roe*", date="Monday",
             attest=["attest"])  # fmt: skip
    press(made, "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert text.startswith("# Portfolio\n")
    for name in PARTS.values():
        assert f"## {name}\n" in text
    assert r"**Name:** R. \*Roe\*" in text
    assert "I did this work myself." in text
    assert r"Day 66, and \<b>no\</b> earlier." in text
    assert "| Source of stimulus | The systems of partner shops |\n| Stimulus |" in text
    assert "Next month" in text
    assert "released as **3.0.0**" in text
    assert "self-attestation" in text
    assert "no certificate" in text
    assert "Nothing open, nothing computed otherwise, no contradiction." in text
    assert "\n## Path plan\n\n### Steps" in text
    assert r"Instant \*refunds\*" in text
    press(made, "Save my portfolio")
    assert Portfolio().read("portfolio").count("## Completion record") == 1


def test_an_unsigned_record_says_so(press):
    fill()
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    assert "**Signed:** Not signed." in Portfolio().read("portfolio")


def test_what_contradicts_stands_in_the_portfolio(press):
    fill()
    keep(capstone.ObjectivePart(), objective=99.9)
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    text = Portfolio().read("portfolio")
    assert "- **Contradiction**" in text
    assert "stricter than the services behind it allow" in text


def test_work_goes_on_on_another_machine(press, tmp_path, monkeypatch):
    """Half the parts here, the file carried over, the rest there."""
    fill(23)
    press(capstone.CapstonePortfolio(), "Save my portfolio")
    answer(Quiz("00-welcome", "baseline", quiet=True).cards, right=True)
    packed = archive.export_zip(Progress(), tmp_path / "work.zip").read_bytes()
    before = collect.work(Progress())
    monkeypatch.setenv("TPO_COURSE_HOME", str(tmp_path / "elsewhere"))
    assert collect.work(Progress()).order == ()
    archive.import_zip(Progress(), packed)
    assert collect.work(Progress()) == before
    assert collect.seat(Progress()) == 23
    assert "portfolio" in Portfolio().names()
    card = Quiz("00-welcome", "baseline", quiet=True).cards[0]
    assert card._check.disabled
    made = capstone.OrderPart()
    assert made.values()["order"] == list(before.order)


def test_the_board_reads_what_was_moved_a_moment_ago(press):
    """A change that has not rested yet is kept before the board looks."""

    async def scene():
        part, board = capstone.ChangePart(), capstone.ReviewBoard()
        for n, one in enumerate(data.of(1).changes, start=1):
            part._controls[f"change{n}"].value = one.verdict
        part._controls["bump"].value = "PATCH"
        assert collect.work(Progress()).bump == ""
        press(board, "Check my work")
        return board._said.html

    assert "released as PATCH" in asyncio.run(scene())
