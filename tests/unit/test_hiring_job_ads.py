"""Whole job ads, good and bad, in the words of many companies: good ones pass, bad ones don't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.hiring import job_ads
from utils.hiring.activities import JobPosting
from utils.hiring.activities.posting import posting_to_values
from utils.hiring.model.pay_range import find_pay_range, missing_range_reason
from utils.hiring.model.posting import MustHave, Posting, find_remarks
from utils.hiring.model.wording import (
    PERSONAL_RULE_KINDS,
    WordingRules,
    match_wording_rules,
    split_sentences,
)
from utils.kit.tables import read_rows

ADS = json.loads((Path(__file__).parent / "job_ads.json").read_text(encoding="utf-8"))
GOOD = [ad for ad in ADS if not ad["finds"]]
BAD = [ad for ad in ADS if ad["finds"]]


def kinds_in(text):
    return {
        one.kind for one in find_remarks(Posting("", ("",), (), rest=text), job_ads.wording_rules())
    }


def test_there_are_many_of_each():
    assert min(len(GOOD), len(BAD)) >= 40
    assert {kind for ad in BAD for kind in ad["finds"]} >= PERSONAL_RULE_KINDS | {
        "credential",
        "pay",
        "length",
    }


def test_words_that_a_page_or_a_pdf_broke_apart_are_read():
    assert "age" in kinds_in("We want a digi\u00adtal na\u200btive.")
    long = "Come and own the interface that all of our partners use, as a true digital\nnative."
    assert "age" in kinds_in(long)
    assert split_sentences("Digital\nnative speaker") == ["Digital", "native speaker"]  # a list


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Languages: English: native, or C2", "origin"), ("Languages: English (native)", "origin"),
     ("Max. 35 years old", "age"), ("Please attach a photo", "looks"),
     ("At least five (5) years of product management", "years"),
     ("Min. 5 years of experience", "years"), ("5-8 YOE", "years"),
     ("Experience level: 5 to 8 years", "years"),
     ("Ability to sit for prolonged periods of time at a desk", "health"),
     ("<p>We&#39;re a <strong>young</strong> team</p>", "age"),
     ("<li>Native&nbsp;English&nbsp;speaker</li>", "origin")],
)  # fmt: skip
def test_words_as_forms_and_contracts_have_them(text, kind):
    assert {one.rule.kind for one in match_wording_rules(text, job_ads.wording_rules())} == {kind}


def test_the_years_of_the_company_are_left_alone():
    text = "Our company has over 20 years of experience in payments."
    assert match_wording_rules(text, job_ads.wording_rules()) == ()


@pytest.mark.parametrize("ad", GOOD, ids=lambda ad: ad["text"][:40])
def test_a_good_ad_passes(ad):
    assert kinds_in(ad["text"]) == set()


@pytest.mark.parametrize("ad", BAD, ids=lambda ad: ad["text"][:40])
def test_a_bad_ad_is_caught_for_what_is_wrong_with_it(ad):
    assert kinds_in(ad["text"]) == set(ad["finds"])


@pytest.mark.parametrize("row", read_rows("job_ad_phrases"), ids=lambda row: row["finds"])
def test_each_phrase_finds_its_example_and_leaves_its_look_alike(row):
    wording = job_ads.wording_rules()
    (phrase,) = (one for one in wording.phrases if one.pattern.pattern == row["pattern"])
    alone = WordingRules(wording.rules, (phrase,))
    assert [hit.rule.kind for hit in match_wording_rules(row["finds"], alone)] == [row["kind"]]
    assert match_wording_rules(row["leaves"], wording) == ()


@pytest.mark.parametrize("ad", BAD, ids=lambda ad: ad["text"][:40])
def test_typography_hides_nothing(ad):
    changed = ad["text"].replace("'", "’").replace(" - ", " – ").replace(", ", ",\u00a0")
    assert kinds_in(changed) == set(ad["finds"])
    if "pay" not in ad["finds"]:  # units of pay are read in lower case only where they're letters
        assert kinds_in(ad["text"].upper()) >= set(ad["finds"])


def test_the_words_are_found_in_every_field():
    said = "Native English speakers only"
    for place in ("product", "outcome2", "must5", "pay", "rest"):
        found = JobPosting.evaluate(**posting_to_values(job_ads.OUR_POSTING) | {place: said})
        assert any("points to origin" in line for line in found.says), place


def test_each_remark_has_its_source_and_where_it_applies():
    found = JobPosting.evaluate(rest="Native English speakers only.")
    (line,) = (one for one in found.says if one.startswith("The rest of the ad"))
    assert line.endswith("(EEOC and Department of Justice, U.S.; Acas, Great Britain)")
    assert line.tag == "unfair"
    assert ["Origin", "U.S.; Great Britain"] in [[row[0], row[2]] for row in found.table.rows]


def test_every_kind_of_remark_has_a_rule():
    for ad in BAD:
        posting = Posting("", ("Better",), (MustHave("Jira and SQL"),), rest=ad["text"])
        values = posting_to_values(job_ads.DRAFT_POSTING) | {
            "outcome1": posting.outcomes[0],
            "rest": ad["text"],
        }
        assert JobPosting.evaluate(**values).table is not None


def test_a_whole_ad_that_is_pasted_counts_as_something_written():
    empty = dict.fromkeys(posting_to_values(job_ads.DRAFT_POSTING), "") | {
        f"serves{n}": "0" for n in range(1, 6)
    }
    assert "don't find anything" in JobPosting.evaluate(**empty | {"rest": GOOD[0]["text"]}).summary
    assert "1 remark" in JobPosting.evaluate(**empty | {"rest": BAD[0]["text"]}).summary


# --- pay -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$128,000 to $152,000", 128_000, 152_000),
        ("120–140k", 120_000, 140_000),
        ("$150,000 to $120,000", 120_000, 150_000),
        ("£31.5k-£43.6k", 31_500, 43_600),
        ("CHF 118'000 to 136'000", 118_000, 136_000),
        ("38.000 – 46.000 €", 38_000, 46_000),
        ("between 60 and 72 thousand euros", 60_000, 72_000),
        ("$22.50 to $27 an hour", 22.5, 27),
        ("SEK 28 500 – 31 000 a month", 28_500, 31_000),
        ("from $20.10 and goes to $24.60 an hour", 20.1, 24.6),
        ("₹18,00,000 - ₹24,00,000", 1_800_000, 2_400_000),
        ("Rs. 18,00,000 - Rs. 24,00,000", 1_800_000, 2_400_000),
        ("CHF 110'000.- bis 130'000.-", 110_000, 130_000),
        ("65–75 TEUR", 65_000, 75_000),
        ("55–65 T€", 55_000, 65_000),
        ("65 000 € à 78 000 €", 65_000, 78_000),
        ("Pay Range Minimum: $56,000 Annually\nPay Range Maximum: $70,000", 56_000, 70_000),
        ("Minimum $56,000, maximum $70,000", 56_000, 70_000),
        ("56,000 to 70,000 plus options", 56_000, 70_000),
        ("56k-70k Denver", 56_000, 70_000),
        ("$18.65 an hour, the same for everyone", 18.65, 18.65),
        ("zwischen 60.000 und 75.000 Euro", 60_000, 75_000),
        ("entre 45 et 55 k€", 45_000, 55_000),
        ("R$ 12.000 a R$ 15.000", 12_000, 15_000),
        ("$140k -> $165k", 140_000, 165_000),
        ("$140k ~ $165k", 140_000, 165_000),
        ("140,000 | 165,000", 140_000, 165_000),
        ("$140,000 (min) to $165,000 (max)", 140_000, 165_000),
        ("Minimum Salary\n$ 140,000.00\nMaximum Salary\n$ 165,000.00", 140_000, 165_000),
        ("Salary from\n140 000\nSalary to\n165 000\nCurrency\nEUR", 140_000, 165_000),
        ("&#36;140,000 &ndash; &#36;165,000", 140_000, 165_000),
        ("<p>$140,000</p><p>&mdash;</p><p>$165,000 USD</p>", 140_000, 165_000),
        ("**$140,000** - **$165,000**", 140_000, 165_000),
        ("Sign-on bonus of $5,000 to $10,000. Pay: $120,000 to $140,000", 120_000, 140_000),
        ("Own a budget of $200,000-$500,000. Pay: $110,000-$130,000", 110_000, 130_000),
        ("$120k-$140k\nEquity\nHealth", 120_000, 140_000),
        ("£70k - £85k Bonus + Benefits", 70_000, 85_000),
        ("Base + bonus: $180,000 - $220,000", 180_000, 220_000),
        ("Total compensation including bonus: $180,000 - $220,000", 180_000, 220_000),
        ("A flat 61k for the first year", 61_000, 61_000),
        ("One rate: 38.50 an hour", 38.5, 38.5),
    ],
)
def test_a_range_is_read(text, low, high):
    found = find_pay_range(text)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "text",
    [
        "Competitive salary",
        "Up to $150,000",
        "From $90,000",
        "$100k+",
        "DOE",
        "2 to 3 days on site",
        "2024 to 2026",
        "Sales grew from $2 million to $5 million",
        "We're 1,200 to 1,500 people",
        "It answers 10,000-15,000 requests a second",
        "Used by 10k to 15k active users",
        "Sign-on bonus of $5,000 to $10,000",
        "$5,000 - $10,000 sign-on bonus. Salary: competitive.",
        "Equity: $50,000 - $100,000 in RSUs over four years",
        "You'll own a budget of $200,000 to $500,000. Pay depends on experience.",
        "$500 to $1,000 home office stipend",
        "1001 to 5000 Employees",
        "Job ID 104500 - 2026",
        "ZIP 80202-80299",
        "Denver, CO 80202 - 1600 Broadway",
        "You'll scale our platform to more partners. Salary: up to $150,000.",
        "Everyone works from home. The salary is $150,000.",
        "We've raised $20 million from a single investor.",
        "Everyone gets the same laptop, worth $2,500.",
        "A fixed team of 12 people",
        "",
    ],
)
def test_what_is_no_range(text):
    assert find_pay_range(text) is None


def test_the_remark_quotes_what_stands_where_the_range_should_be():
    assert missing_range_reason("Competitive salary") == "“Competitive salary” isn't a pay range."
    assert missing_range_reason("Up to $150,000 a year") == "“Up to $150,000” has only one end."
    assert missing_range_reason("") == ""


def test_pay_with_one_end_in_the_ad_is_not_called_unmentioned():
    found = find_remarks(Posting("", ("",), (), rest="You'll own an API. From $120,000 a year."))
    assert [one.message for one in found] == ["The job description names no pay range."]


def test_a_range_that_is_too_wide_says_little():
    found = find_remarks(Posting("", ("",), (), "$60,000 to $190,000"))
    assert [one.kind for one in found] == ["pay"]
    assert "more than twice" in found[0].message


# --- any text ------------------------------------------------------------------------------


@given(st.text(max_size=3_000))
def test_no_text_is_too_strange(text):
    find_remarks(Posting(text, (text,), (MustHave(text, 1),), text, text), job_ads.wording_rules())


@given(st.text(max_size=300))
def test_sentences_lose_no_letters(text):
    plain = "".join(text.split())
    assert len("".join(split_sentences(plain))) <= 6 * max(1, len(plain))


def test_long_texts_are_cut_nowhere():
    text = "We answer. " * 300 + "Native English speakers only. " + "We answer. " * 300
    assert "origin" in kinds_in(text)
    assert "length" in kinds_in(text)
