"""The two documents of the pay notebook: figures of the models, text of the learner."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from utils.kit.portfolio import Portfolio, markdown_table, markdown_to_html_page
from utils.kit.progress import Progress
from utils.kit.tables import Table, read_rows
from utils.pay.activities import PathPlanner, PayExplorer, TwoOffers

MARKUP = "<script>alert(1)</script> | **bold** [x](javascript:alert(1)) `code` $5 and $6"


def tables(markdown):
    """Return every table of a page as rows of words."""
    page = markdown_to_html_page("T", markdown)
    return [
        [[unescape(re.sub("<.*?>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", row)]
         for row in re.findall(r"<tr>.*?</tr>", table, re.S)]
        for table in re.findall(r"<table>.*?</table>", page, re.S)
    ]  # fmt: skip


def wanted(table):
    return [list(table.columns), *(list(map(str, row)) for row in table.rows)]


def figures(text):
    return set(re.findall(r"\$\d[\d,.]*\d|\$\d", text.replace("\\", "")))


@pytest.fixture
def brief():
    """Return a function: the compensation brief for these values."""

    def inner(**values):
        made = TwoOffers()
        return made.document(**{**made.values(), **values})

    return inner


@pytest.fixture
def plan():
    def inner(path="engineer", **values):
        made = PathPlanner()
        made.inputs["path"].value = [path]
        return made.document(**{**made.values(), **values})

    return inner


# --- compensation brief --------------------------------------------------------------------


def test_the_brief_has_all_its_parts(brief):
    made = brief(reasons="The team")
    assert (made.name, made.title) == ("compensation-brief", "Compensation brief")
    page = markdown_to_html_page(made.title, made.markdown)
    heads = [unescape(head) for head in re.findall(r"<h2>(.*?)</h2>", page)]
    assert heads == [
        "What the market figures say", "The two offers", "What would make them equal",
        "What matters to me besides money", "Before I sign: questions to ask", "Limits",
    ]  # fmt: skip
    assert "<p>The team</p>" in page
    assert "have an occupation code" in page


def test_no_preview_takes_its_dollars_for_formulas(brief):
    assert re.findall(r"(?<!\\)\$", brief(reasons="$1 and $2").markdown) == []


def test_its_tables_are_whole(brief):
    first, second = tables(brief().markdown)
    assert first == wanted(PayExplorer.evaluate().table)
    assert second == wanted(TwoOffers.evaluate().table)
    assert "_The offers are your entries; the starting values are invented." in brief().markdown


def test_every_figure_in_it_is_told_or_computed(brief):
    explorer, offers = PayExplorer.evaluate(), TwoOffers.evaluate()
    known = figures(explorer.text()) | figures(offers.text()) | figures(offers.picture.description)
    found = figures(brief().markdown)
    assert found <= known
    assert {"$132,916", "$93,500", "$189,000", "$156,250", "$157,500"} <= found
    assert "price level of 111.1, or if its bonus had a chance of 77%" in brief().markdown


def test_it_follows_the_offers(brief):
    values = {"a_base": 200_000, "b_bonus": 0}
    made, view = brief(**values), TwoOffers.evaluate(**values)
    assert tables(made.markdown)[1] == wanted(view.table)
    assert f"**{view.picture.description.split('. ')[0]}.**" in made.markdown.replace("\\", "")
    assert "ahead of Offer B even without its bonus" in made.markdown


def test_it_takes_the_last_settings_of_the_explorer(brief):
    chosen = {"proxies": ["15-1252", "13-1082"], "place": "02", "dollars": "adjusted"}
    Progress().record("changed", "05.m0", values=chosen)
    made, view = brief(), PayExplorer.evaluate(**chosen)
    assert view.summary in made.markdown.replace("\\", "")
    assert tables(made.markdown)[0] == wanted(view.table)
    assert ["Software developers", *["not released"] * 7] in tables(made.markdown)[0]
    assert "Price levels: U.S. Bureau of Economic Analysis" in made.markdown


@pytest.mark.parametrize("kept", [{"proxies": []}, {"proxies": 5}, {"place": "gone"}, {"x": 1}])
def test_settings_of_an_older_edition_give_the_first_view(brief, kept):
    Progress().record("changed", "05.m0", values=kept)
    assert tables(brief().markdown)[0] == wanted(PayExplorer.evaluate().table)


def test_own_figures_do_not_get_into_it(brief, home):
    home.mkdir()
    own = "occupation,pay,place\nOwner of mine,123457,Alabama\n"
    (home / "own-pay.csv").write_text(own, encoding="utf-8")
    assert "123,457" in PayExplorer().own_file.report.html
    assert "123,457" not in brief().markdown
    assert "Owner of mine" not in brief().markdown


def test_reasons_are_shown_as_typed(brief):
    made = brief(reasons=MARKUP)
    page = markdown_to_html_page(made.title, made.markdown)
    part = page.partition("besides money</h2>\n")[2].partition("<h2>")[0]
    assert unescape(part.strip().removeprefix("<p>").removesuffix("</p>")) == MARKUP
    assert "<script" not in page
    assert len(tables(made.markdown)) == 2


@pytest.mark.parametrize("reasons", ["", "  \n "])
def test_without_reasons_it_says_so(brief, reasons):
    assert "_Not written yet._" in brief(reasons=reasons).markdown


def test_a_heading_typed_as_a_reason_makes_no_heading(brief):
    made = brief(reasons="# Big\n## Limits\n---\n- a\n1. b")
    page = markdown_to_html_page(made.title, made.markdown)
    assert page.count("<h2>") == 6
    assert "<hr" not in page
    assert page.count("<ol>") == 0


# --- path plan -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["engineer", "product_owner"])
def test_the_plan_has_steps_strengths_and_first_documents(plan, path):
    made = plan(path)
    assert (made.name, made.title) == ("path-plan", "Path plan")
    levels = {row["skill"]: row[f"start_{path}"] for row in read_rows("skill_targets")}
    view = PathPlanner.evaluate(path=path, **levels)
    assert tables(made.markdown) == [wanted(view.table)]
    assert f"**{view.picture.description.split('. ')[0]}.**" in made.markdown.replace("\\", "")
    mine = [row["document"] for row in read_rows("path_documents") if row["path"] == path]
    assert re.findall(r"^\d\. \*\*(.*?)\*\*", made.markdown, re.M) == mine
    assert len(mine) == 3
    strong = [r["label"] for r in read_rows("skill_targets") if r[f"start_{path}"] >= r["target"]]
    assert ", ".join(strong) in made.markdown


def test_the_plan_names_what_was_assumed(plan):
    made = plan(hours=7, effort=1.5)
    assert "7 hours a week and 1.5 times the course's hours per level" in made.markdown
    assert "an opinion" in made.markdown


def test_a_plan_without_gaps_or_without_strengths_says_so(plan):
    skills = [row["skill"] for row in read_rows("skill_targets")]
    none_left = plan(**dict.fromkeys(skills, 4)).markdown
    assert "No gaps left." in none_left
    assert tables(none_left) == []
    assert "No skill is at its target yet" in plan(**dict.fromkeys(skills, 0)).markdown


# --- both ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [TwoOffers, PathPlanner])
def test_saving_leaves_the_document_in_both_forms(kind, press, home):
    made = kind()
    press(made, "Save my")
    name = made.document(**made.values()).name
    assert made.error_html == ""
    assert Portfolio().names() == [name]
    page = (home / "documents" / f"{name}.html").read_text(encoding="utf-8")
    assert page.count("<table>") == page.count("</table>") >= 1
    assert "|---" not in page
    assert Progress().summary()["documents"] == [name]


@given(st.text(min_size=1).filter(str.strip))
@example("a | b \\")
@example("*x*")
def test_whatever_is_in_a_table_stays_in_its_cell(text):
    made = Table(caption="C", columns=["A", "B"], rows=[[text, "end"]], source="Me.")
    ((cell, end),) = tables(markdown_table(made))[0][1:]
    sound = text.encode(errors="replace").decode().replace("\0", "\ufffd")
    assert (" ".join(cell.split()), end) == (" ".join(sound.split()), "end")


def test_a_table_keeps_its_rows_and_its_source():
    made = Table(caption="C", columns=["A", "B"], rows=[["x", 1], ["y", "$2"]], source="From me.")
    markdown = markdown_table(made)
    assert tables(markdown) == [[["A", "B"], ["x", "1"], ["y", "$2"]]]
    assert "<p><em>From me.</em></p>" in markdown_to_html_page("T", markdown)
