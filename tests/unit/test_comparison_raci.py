"""C1: the rules of a responsibility matrix, our starting point, and what the picture shows."""

from __future__ import annotations

import csv
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from utils.comparison.model.raci import (
    MIN_CONSULTED_FOR_WARNING,
    NOTHING_ASSIGNED_TEXT,
    RACI_CELL_VALUES,
    ROLE_ABBREVIATIONS,
    ROLE_NAMES,
    RaciRow,
    compare_rows,
    is_started,
    is_valid_row,
    parse_alternative_cells,
    roles_with_letter,
    row_problems,
)
from utils.comparison.pictures import raci as pictures
from utils.kit import style
from utils.kit.errors import InputError
from utils.kit.tables import table_path

with table_path("raci_key").open(encoding="utf-8", newline="") as lines:
    KEY = list(csv.DictReader(lines))
ROLES = tuple(ROLE_NAMES)
CELLS = {line["decision"]: {role: line[role] for role in ROLES} for line in KEY}
KEYS = {name: RaciRow(name, cells) for name, cells in CELLS.items()}
LABELS = {line["decision"]: line["label"] for line in KEY}
OTHERS = {
    line["decision"]: RaciRow(
        line["decision"], parse_alternative_cells(line["alternative"], CELLS[line["decision"]])
    )
    for line in KEY
    if line["alternative"]
}
any_row = st.fixed_dictionaries({role: st.sampled_from(RACI_CELL_VALUES) for role in ROLES}).map(
    lambda cells: RaciRow("any", cells)
)


def row(decision="any", /, **cells):
    return RaciRow(decision, cells)


def changed_row(decision, **cells):
    return RaciRow(decision, {**CELLS[decision], **cells})


# --- our starting point ------------------------------------------------------------------


def test_ten_decisions_each_with_one_accountable_and_nobody_lost_in_talks():
    assert len(KEY) == len(KEYS) == len(set(LABELS.values())) == 10
    assert [row_problems(one) for one in KEYS.values()] == [()] * 10
    assert all(is_valid_row(one) for one in KEYS.values())
    letters = [letter for cells in CELLS.values() for letter in cells.values()]
    assert letters.count("C") <= len(KEY) * 3 // 2


def test_the_answers_are_spread_over_all_roles():
    answers = [roles_with_letter(one, "A")[0] for one in KEYS.values()]
    assert set(answers) == set(ROLES)
    assert answers.count("tpo") <= 5


def test_reasons_fit_their_place_and_stand_where_they_are_needed():
    for line in KEY:
        assert 0 < len(line["label"]) <= 60
        assert 0 < len(line["why"]) <= 240
        assert bool(line["alternative"]) == bool(line["why_alternative"])


def test_alternatives_name_another_accountable_and_only_cells_that_differ():
    assert len(OTHERS) >= 5
    for line in KEY:
        if not line["alternative"]:
            continue
        other, key = OTHERS[line["decision"]], KEYS[line["decision"]]
        assert is_valid_row(other)
        assert roles_with_letter(other, "A") != roles_with_letter(key, "A")
        said = {part.partition("=")[0] for part in line["alternative"].split()}
        assert said == {role for role in ROLES if other.cells[role] != key.cells[role]}


# --- rules -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, (NOTHING_ASSIGNED_TEXT,)),
        ({"pm": "", "lead": ""}, (NOTHING_ASSIGNED_TEXT,)),
        ({"tpo": "AR"}, ()),
        ({"tpo": "A", "lead": "R", "tpm": "R"}, ()),
        ({"tpo": "R"}, ("No one is accountable.",)),
        ({"tpo": "A"}, ("No one is responsible.",)),
        ({"po": "I"}, ("No one is accountable.", "No one is responsible.")),
        (
            {"pm": "A", "lead": "AR"},
            ("Two accountable: product manager and engineering lead.",),
        ),
        (
            {"pm": "A", "po": "A", "tpm": "A"},
            (
                "Three accountable: product manager, product owner, and technical program manager.",
                "No one is responsible.",
            ),
        ),
        ({"tpo": "AR", "pm": "C", "po": "C"}, ()),
        (
            {"tpo": "AR", "pm": "C", "po": "C", "lead": "C"},
            ("Three consulted: whose answer could change the decision?",),
        ),
    ],
)
def test_faults(cells, said):
    assert row_problems(row(**cells)) == said


def test_faults_call_roles_as_they_are_told_to():
    assert row_problems(row(pm="A", lead="AR"), ROLE_ABBREVIATIONS) == (
        "Two accountable: PM and lead.",
    )


def test_many_consulted_are_a_warning_and_break_no_rule():
    slow = row(tpo="AR", pm="C", po="C", lead="C")
    assert row_problems(slow)
    assert is_valid_row(slow)


@settings(deadline=None)
@given(any_row)
def test_a_row_is_sound_when_only_a_warning_is_left(one):
    cells = list(one.cells.values())
    whole = sum("A" in cell for cell in cells) == 1 and any("R" in cell for cell in cells)
    assert is_valid_row(one) == whole
    many = cells.count("C") >= MIN_CONSULTED_FOR_WARNING
    if is_started(one):
        assert (row_problems(one) == ()) == (whole and not many)
        assert any("consulted" in said for said in row_problems(one)) == many
    else:
        assert row_problems(one) == (NOTHING_ASSIGNED_TEXT,)
    for said in row_problems(one):
        assert len(said) <= 130


def test_a_row_keeps_a_copy_of_its_own():
    cells = {"tpo": "A"}
    made = RaciRow("any", cells)
    cells["tpo"] = "C"
    assert made.cells == {"pm": "", "po": "", "tpo": "A", "tpm": "", "lead": ""}
    with pytest.raises(TypeError):
        made.cells["pm"] = "A"


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ({"tpo": "X"}, "“X”"),
        ({"tpo": "RA"}, "“RA”"),
        ({"tpo": "a"}, "technical product owner"),
        ({"tpo": None}, "“None”"),
        ({"cto": "A"}, "“cto”"),
    ],
)
def test_unknown_letters_and_roles_are_named(cells, named):
    with pytest.raises(InputError) as wrong:
        RaciRow("retire_v1", cells)
    assert named in wrong.value.what
    assert "retire_v1" in wrong.value.what
    assert wrong.value.fix


# --- compare -----------------------------------------------------------------------------

OURS = row(tpo="A", tpm="R", po="C")
OTHER = row(tpm="AR", tpo="C", po="C")


@pytest.mark.parametrize(
    ("own", "other", "verdict", "differences"),
    [
        (OURS, OTHER, "same", ()),
        (row(tpo="AR"), OTHER, "same", (("po", "", "C"), ("tpo", "AR", "A"), ("tpm", "", "R"))),
        (OTHER, OTHER, "alternative", (("tpo", "C", "A"), ("tpm", "AR", "R"))),
        (row(tpm="A", tpo="R", po="C"), OTHER, "alternative",
         (("tpo", "R", "A"), ("tpm", "A", "R"))),
        (OTHER, None, "different", (("tpo", "C", "A"), ("tpm", "AR", "R"))),
        (row(tpo="A", tpm="AR", po="C"), OTHER, "different", (("tpm", "AR", "R"),)),
        (row(tpm="R", po="C"), OTHER, "different", (("tpo", "", "A"),)),
    ],
)  # fmt: skip
def test_the_accountable_decides_and_every_other_letter_is_listed(own, other, verdict, differences):
    found = compare_rows(own, OURS, other)
    assert found.verdict == verdict
    assert found.same_accountable == (verdict == "same")
    assert found.differences == differences


@settings(deadline=None)
@given(any_row, any_row.filter(is_valid_row))
def test_differences_say_all_that_is_needed_to_come_back_to_ours(own, key):
    found = compare_rows(own, key, None)
    assert {**own.cells, **{role: ours for role, _, ours in found.differences}} == key.cells
    assert found.same_accountable == (
        {role for role in ROLES if "A" in own.cells[role]}
        == {role for role in ROLES if "A" in key.cells[role]}
    )


@pytest.mark.parametrize(
    ("key", "other", "named"),
    [
        (row("b", tpo="AR"), None, "“a” and “b”"),
        (row("a", tpo="AR"), row("b", pm="AR"), "“a” and “b”"),
        (row("a", tpo="A"), None, "No one is responsible."),
        (row("a", tpo="AR"), row("a", po="A", pm="A"), "Two accountable"),
    ],
)
def test_a_row_is_compared_with_a_sound_one_of_the_same_decision(key, other, named):
    with pytest.raises(InputError, match=named):
        compare_rows(row("a", tpo="AR"), key, other)


# --- read --------------------------------------------------------------------------------

BASE = {"pm": "I", "po": "", "tpo": "A", "tpm": "R", "lead": ""}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("tpm=A lead=R tpo=C", {"pm": "I", "po": "", "tpo": "C", "tpm": "A", "lead": "R"}),
        ("  pm=-   tpo=AR tpm=", {"pm": "", "po": "", "tpo": "AR", "tpm": "", "lead": ""}),
    ],
)
def test_an_alternative_changes_the_cells_it_names(text, cells):
    before = dict(BASE)
    assert parse_alternative_cells(text, BASE) == cells
    assert before == BASE


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "empty"),
        ("tpm", "“tpm”"),
        ("tpm = AR", "“tpm”"),
        ("cto=A", "“cto”"),
        ("tpm=Z", "“Z”"),
        ("tpm=AR tpm=C", "tpm twice"),
        ("tpm=A", "Two accountable: technical product owner and technical program manager"),
        ("tpo=C", "No one is accountable"),
        ("tpm=C", "No one is responsible"),
    ],
)
def test_an_alternative_that_cannot_be_is_named(text, named):
    with pytest.raises(InputError) as wrong:
        parse_alternative_cells(text, BASE)
    assert named in wrong.value.what
    assert wrong.value.fix


# --- picture -----------------------------------------------------------------------------


def mixed_rows():
    """Return ten rows: same ones, defensible ones, different ones, softer letters changed."""
    own = dict(KEYS)
    own["latency_target"] = RaciRow("latency_target", {**OTHERS["latency_target"].cells, "pm": "I"})
    own["retire_v1"] = OTHERS["retire_v1"]
    own["ledger_design"] = changed_row("ledger_design", tpo="AR", lead="R")
    own["acceptance"] = changed_row("acceptance", po="A", tpo="I", pm="C")
    own["refund_story"] = changed_row("refund_story", pm="", tpo="I")
    return list(own.values())


def widest_rows():
    """Return ten rows in which every cell differs, the widest letters where they can be."""
    return [
        RaciRow(
            key.decision, {role: "" if "A" in letter else "AR" for role, letter in cells.items()}
        )
        for key, cells in zip(KEYS.values(), CELLS.values(), strict=True)
    ]


def drawn(own, labels=LABELS):
    return pictures.draw(own, list(KEYS.values()), OTHERS, labels)


def in_cell(ax, decision, role):
    """Return (text, color) of the letters in a cell, the learner's first."""
    x, y = ROLES.index(role), -list(KEYS).index(decision)
    return [
        (text.get_text(), to_hex(text.get_color()))
        for text in sorted(ax.texts, key=lambda text: text.get_position()[0])
        if text.get_transform() == ax.transData
        and abs(text.get_position()[0] - x) < 0.5
        and abs(text.get_position()[1] - y) < 0.5
    ]


def tiles(ax):
    """Return the color of every filled cell by (role, decision)."""
    found = {}
    for patch in ax.patches:
        xs, ys = patch.get_xy().T
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        found[ROLES[round(x)], list(KEYS)[-round(y)]] = to_hex(patch.get_facecolor())
    return found


def text_colors(*pairs):
    return [(text, to_hex(color)) for text, color in pairs]


@pytest.mark.parametrize(
    ("decision", "role", "letters"),
    [
        ("price", "pm", [("AR", style.TEXT_COLOR)]),
        ("price", "po", [("I", style.MUTED_COLOR)]),
        ("price", "lead", []),
        ("retire_v1", "tpo", [("C", style.ACCENT_COLOR), ("A", style.MUTED_COLOR)]),
        ("retire_v1", "tpm", [("AR", style.BACKGROUND_COLOR), ("R", style.MUTED_COLOR)]),
        ("latency_target", "pm", [("I", style.WARNING_COLOR), ("–", style.MUTED_COLOR)]),
        ("latency_target", "tpo", [("C", style.ACCENT_COLOR), ("A", style.MUTED_COLOR)]),
        ("refund_story", "pm", [("–", style.WARNING_COLOR), ("I", style.MUTED_COLOR)]),
        ("ledger_design", "tpo", [("AR", style.BACKGROUND_COLOR), ("C", style.MUTED_COLOR)]),
        ("ledger_design", "lead", [("R", style.WARNING_COLOR), ("AR", style.MUTED_COLOR)]),
        # The other assignment has this I too, but its accountable is not the learner's.
        ("acceptance", "tpo", [("I", style.WARNING_COLOR), ("AR", style.MUTED_COLOR)]),
    ],
)
def test_letters_stand_in_their_cells(decision, role, letters):
    assert in_cell(drawn(mixed_rows()).axes[0], decision, role) == text_colors(*letters)


def test_every_cell_shows_what_was_chosen():
    ax = drawn(mixed_rows()).axes[0]
    for one, role in itertools.product(mixed_rows(), ROLES):
        own, ours = one.cells[role], CELLS[one.decision][role]
        shown = [own or "–"] * bool(own or ours) + [ours or "–"] * (own != ours)
        assert [text for text, _ in in_cell(ax, one.decision, role)] == shown


def test_only_the_accountable_have_a_tile_in_the_color_of_the_verdict():
    colors = {
        ("lead", "latency_target"): style.ACCENT_COLOR,
        ("tpm", "retire_v1"): style.ACCENT_COLOR,
        ("tpo", "ledger_design"): style.WARNING_COLOR,
        ("po", "acceptance"): style.WARNING_COLOR,
    }
    wanted = {
        (roles_with_letter(one, "A")[0], one.decision): to_hex(
            colors.get((roles_with_letter(one, "A")[0], one.decision), style.LINE_COLOR)
        )
        for one in mixed_rows()
    }
    assert tiles(drawn(mixed_rows()).axes[0]) == wanted


def test_a_tile_tells_who_is_accountable_and_not_who_does_it():
    own = dict(KEYS)
    own["acceptance"] = changed_row("acceptance", tpo="A")  # ours: AR, and the lead does the work
    own["retire_v1"] = changed_row("retire_v1", tpo="R", tpm="A")  # the other assignment: AR
    ax = drawn(list(own.values())).axes[0]
    assert tiles(ax)["tpo", "acceptance"] == to_hex(style.LINE_COLOR)
    assert in_cell(ax, "acceptance", "tpo") == text_colors(
        ("A", style.TEXT_COLOR), ("AR", style.MUTED_COLOR)
    )
    assert tiles(ax)["tpm", "retire_v1"] == to_hex(style.ACCENT_COLOR)
    assert in_cell(ax, "retire_v1", "tpo") == text_colors(
        ("R", style.WARNING_COLOR), ("A", style.MUTED_COLOR)
    )


def test_each_row_has_its_label_and_its_verdict():
    ax = drawn(mixed_rows()).axes[0]
    for at, one in enumerate(mixed_rows()):
        ends = {
            text.get_text()
            for text in ax.texts
            if text.get_transform() != ax.transData and abs(text.get_position()[1] + at) < 0.5
        }
        found = compare_rows(one, KEYS[one.decision], OTHERS.get(one.decision))
        assert ends == {LABELS[one.decision], pictures.VERDICT_LABELS[found.verdict]}


LONG = {name: f"{'Who decides on long names '}{'of decisions ' * 2}{name[:8]}" for name in LABELS}


@pytest.mark.parametrize("rows", [mixed_rows, widest_rows, lambda: list(KEYS.values())])
@pytest.mark.parametrize("labels", [LABELS, LONG])
def test_no_words_overlap_or_leave_the_picture(rows, labels):
    figure = drawn(rows(), labels)
    texts = [*figure.texts, *figure.axes[0].texts]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    width, height = figure.get_size_inches() * figure.dpi
    for words, box in boxes:
        assert 0 <= box.x0 <= box.x1 <= width, words
        assert 0 <= box.y0 <= box.y1 <= height, words
    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        assert not first.overlaps(second), (one, other)
    for patch in figure.axes[0].patches:
        tile = patch.get_window_extent()
        touched = [words for words, box in boxes if tile.overlaps(box)]
        assert touched in (["A"], ["AR"])


def picture_of(own):
    given = (own, list(KEYS.values()), OTHERS, LABELS)
    return pictures.picture(*given, source="Our opinion")


def test_title_and_description_tell_the_same():
    made = picture_of(mixed_rows())
    title, subtitle = (text.get_text() for text in made.figure.texts)
    assert title == "6 of 10 decisions have the same accountable as our starting point"
    assert subtitle.endswith("Small: our letter, where it differs")
    assert made.description.startswith(f"{title}. 2 more: a defensible one. ")
    for said in (
        "Which capability of v2 is built next: technical product owner accountable, same as ours. ",
        (
            "Date on which v1 is retired: technical program manager accountable, defensible; ours: "
            "technical product owner. Letters that differ: TPO C (ours A), TPM AR (ours R). "
        ),
        (
            "Internal design of the ledger split: technical product owner accountable, differs; "
            "ours: engineering lead. Letters that differ: TPO AR (ours C), Lead R (ours AR). "
        ),
        (
            "Refund story on the checkout page: product owner accountable, same as ours. "
            "Letters that differ: PM empty (ours I), TPO I (ours C). "
        ),
    ):
        assert said in made.description


@pytest.mark.parametrize(
    ("own", "title"),
    [
        (list(KEYS.values()), "10 of 10 decisions have the same accountable"),
        (list(KEYS.values())[:1], "1 of 1 decision has the same accountable"),
        (mixed_rows()[3:5], "0 of 2 decisions have the same accountable"),
        (mixed_rows()[2:4], "1 of 2 decisions has the same accountable"),
    ],
)
def test_title_counts(own, title):
    made = picture_of(own)
    assert made.description.startswith(title)
    assert made.figure.texts[0].get_text().startswith(title)


def test_where_nothing_differs_no_small_letter_is_promised():
    made = picture_of(list(KEYS.values()))
    assert "Small" not in made.figure.texts[1].get_text()
    assert "differ" not in made.description


@pytest.mark.parametrize(
    ("own", "named"),
    [([], "no decision to compare"), ([row("lunch", pm="AR")], "“lunch”")],
)
def test_nothing_to_compare_is_said(own, named):
    with pytest.raises(InputError, match=named):
        picture_of(own)
