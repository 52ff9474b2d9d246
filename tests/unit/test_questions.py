"""The question files: their form, what makes a question fair, and the answers they expect."""

import json
import re
from itertools import combinations, pairwise

import pytest

from utils.kit import tables
from utils.kit.errors import InputError
from utils.kit.quiz import bank
from utils.kit.quiz.grading import grade
from utils.pay.model import benchmark, levels, offers, path

FILES = sorted((tables.data_folder() / "questions").glob("*.json"))
LONGEST = 420  # characters that a learner reads in one go, beside a control
UNEVEN = 1.8  # longest choice over shortest
SHORT_ENOUGH = 25  # characters by which choices may differ in any case
FEW = 4  # below so many questions with one answer, a pattern is only chance
MANY = 8  # from so many on, every key should be the right one at times
# Wrong choices of these share an idea, and differ in the number that it leads to.
ONE_IDEA = {"02b.q.recall-chain", "05.q.range-share"}
CATCH_ALL = re.compile(r"\b(all|none|both|any) of (the|these) (above|others?|answers)\b", re.I)
BARE = re.compile(r"^(yes|no|right|wrong|correct|incorrect|not quite)\b[\s.!,:]*", re.I)
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


# --- rules beyond those of the bank ------------------------------------------------------


def unfair(raw):
    """Return what makes a file of questions unfair or careless, as "place: message"."""
    found = [] if _prefixed(raw) else ["file: an id does not begin with the notebook's number"]
    for question in raw["questions"]:
        found += [f"{question['id']}: {fault}" for fault in _faults(question)]
    return found + [f"file: {fault}" for fault in _patterns(raw["questions"])]


def _prefixed(raw):
    start = raw["notebook"].split("-")[0] + ".q."
    return all(question["id"].startswith(start) for question in raw["questions"])


def _faults(question):
    found = [f"too long: {text[:30]}…" for text in _texts(question) if len(text) > LONGEST]
    replies = _replies(question)
    if len(set(replies)) != len(replies):
        found.append("two answers get the same feedback")
    found += [f"says too little: {r}" for r in replies if len(BARE.sub("", r)) < 30]
    tags = [
        part["misconception"] for part in question.get("choices", ()) if "misconception" in part
    ]
    if len(set(tags)) != len(tags) and question["id"] not in ONE_IDEA:
        found.append("two wrong choices share a misconception")
    return found + _choice_faults(question) + _number_faults(question)


def _parts(question):
    return question.get("choices") or question["number"]["slips"]


def _replies(question):
    number = question.get("number", {})
    whole = [number[key] for key in ("right", "other") if key in number]
    return [part["feedback"] for part in _parts(question)] + whole


def _texts(question):
    choices = [choice["text"] for choice in question.get("choices", ())]
    return [question["stem"], question["why"], *question["hints"], *choices, *_replies(question)]


def _choice_faults(question):
    choices = question.get("choices")
    if not choices:
        return []
    found = []
    if "".join(choice["key"] for choice in choices) != "abcd"[: len(choices)]:
        found.append("keys are not a, b, c, d in order")
    sizes = [len(choice["text"]) for choice in choices]
    if max(sizes) > UNEVEN * min(sizes) and max(sizes) - min(sizes) > SHORT_ENOUGH:
        found.append("choices of very different length")
    found += [f"catch-all: {c['text']}" for c in choices if CATCH_ALL.search(c["text"])]
    rights = [_plain(choice["text"]) for choice in choices if choice["verdict"] == "right"]
    hints = [_plain(hint) for hint in question["hints"]]
    if any(right in hint for right in rights for hint in hints):
        found.append("a hint holds the right answer")
    return found


def _plain(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def _number_faults(question):
    number = question.get("number")
    if not number:
        return []
    found = []
    if any(_near(number, value) for hint in question["hints"] for value in _figures(hint)):
        found.append("a hint holds the answer")
    for one, two in combinations(number["slips"], 2):
        if abs(one["value"] - two["value"]) <= one["tolerance"] + two["tolerance"]:
            found.append(f"slips {one['value']} and {two['value']} overlap")
    return found


def _near(number, value):
    return abs(value - number["answer"]) <= number["tolerance"]


def _figures(text):
    return [float(figure.rstrip(",").replace(",", "")) for figure in FIGURE.findall(text)]


def _patterns(questions):
    """Return what would let a learner score without reading the stems."""
    ones = [q for q in questions if q["kind"] == "one"]
    rights = [next(c for c in q["choices"] if c["verdict"] == "right") for q in ones]
    if len(ones) < FEW:
        return []
    found = []
    longest = sum(
        len(right["text"]) == max(len(c["text"]) for c in question["choices"])
        for question, right in zip(ones, rights, strict=True)
    )
    if longest * 2 > len(ones):
        found.append("the right choice is the longest too often")
    keys = [right["key"] for right in rights]
    if max(keys.count(key) for key in keys) * 2 > len(ones):
        found.append("one key is right too often")
    if len(ones) >= MANY and set(keys) != set("abcd"):
        found.append("some key is never right")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_well_formed_and_fair(file):
    raw = read(file)
    assert bank.find_bank_problems(raw) == []
    assert unfair(raw) == []
    assert raw["notebook"] == file.stem


def test_ids_differ_over_all_files():
    ids = [question["id"] for file in FILES for question in read(file)["questions"]]
    assert ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_key_solves_its_question_and_every_other_answer_is_told_why(file):
    for question in bank.load_questions(file.stem):
        _check_choices(question) if question.choices else _check_number(question)


def _check_choices(question):
    rights = [choice.key for choice in question.choices if choice.verdict == "right"]
    assert grade(question, rights).solved
    for choice in question.choices:
        got = grade(question, [choice.key])
        assert (choice.verdict, choice.feedback) in got.marks
        assert got.misconceptions == (() if choice.accepted else (choice.misconception,))


def _check_number(question):
    number = question.number
    assert grade(question, number.answer).solved
    for slip in number.slips:
        got = grade(question, slip.value)
        assert not got.solved
        assert got.misconceptions == (slip.misconception,)


# --- a broken file is caught -------------------------------------------------------------


def _choice(key, verdict="wrong"):
    made = {
        "key": key,
        "text": f"Choice {key} about the matter" + (" at hand" if verdict == "wrong" else ""),
        "verdict": verdict,
        "feedback": f"Words of some length that speak to choice {key} alone.",
    }
    return made if verdict != "wrong" else {**made, "misconception": f"idea-{key}"}


def _question(name="one", right="b"):
    return {
        "id": f"99.q.{name}",
        "group": "things",
        "kind": "one",
        "stem": "Which one?",
        "choices": [_choice(key, "right" if key == right else "wrong") for key in "abcd"],
        "hints": ["Look left.", "Look right.", "Look up."],
        "why": "Because of this and that.",
        "source": "Invented",
    }


def _numeric():
    slip = {
        "value": 50.0,
        "tolerance": 0.5,
        "feedback": "Halving is tempting; look at the share once more.",
        "misconception": "halved",
    }
    made = _question("number") | {"kind": "number"}
    made.pop("choices")
    made["number"] = {
        "answer": 25.0,
        "tolerance": 0.5,
        "unit": "percent",
        "right": "A quarter, since three parts in four are something else.",
        "other": "Not a slip that we know: begin with the share of the whole.",
        "slips": [slip],
    }
    return made


@pytest.fixture
def sound():
    rights = {"one": "b", "two": "a", "three": "c", "four": "d"}
    asked = [_question(name, right) for name, right in rights.items()]
    return {"notebook": "99-example", "questions": [*asked, _numeric()]}


def test_sound_example_passes(sound):
    assert bank.find_bank_problems(sound) == []
    assert unfair(sound) == []


def _slip(raw, **changes):
    raw["questions"][-1]["number"]["slips"][0].update(changes)


def _first(raw, which="b", **changes):
    choice = raw["questions"][0]["choices"]["abcd".index(which)]
    choice.update(changes)
    return choice


BREAKS = {
    "no feedback": (lambda raw: _first(raw).pop("feedback"), "'feedback' is a required"),
    "empty feedback": (lambda raw: _first(raw, feedback="    "), "does not match"),
    "no misconception": (lambda raw: _first(raw, "a").pop("misconception"), "'misconception' is"),
    "misconception of a right choice": (
        lambda raw: _first(raw, "b", misconception="odd"),
        "should not be valid",
    ),
    "two right choices": (
        lambda raw: (_first(raw, "a").pop("misconception"), _first(raw, "a", verdict="right")),
        "2 right choices",
    ),
    "no right choice": (
        lambda raw: _first(raw, "b", verdict="wrong", misconception="odd"),
        "0 right choices",
    ),
    "unknown verdict": (lambda raw: _first(raw, verdict="maybe"), "is not one of"),
    "two choices with one key": (lambda raw: _first(raw, "c", key="a"), "share a key"),
    "five choices": (
        lambda raw: raw["questions"][0]["choices"].append(_choice("a")),
        "is too long",
    ),
    "two hints": (lambda raw: raw["questions"][0]["hints"].pop(), "is too short"),
    "id used twice": (
        lambda raw: raw["questions"][1].update(id="99.q.one"),
        "99.q.one: id used twice",
    ),
    "field that nobody reads": (
        lambda raw: raw["questions"][0].update(answer="b"),
        "Additional properties",
    ),
    "choices of a number": (
        lambda raw: raw["questions"][-1].update(choices=[_choice("a"), _choice("b", "right")]),
        "not valid under any",
    ),
    "slip too near the answer": (lambda raw: _slip(raw, value=25.9), "too close to"),
    "slip without feedback": (
        lambda raw: raw["questions"][-1]["number"]["slips"][0].pop("feedback"),
        "'feedback' is a required",
    ),
    "no tolerance": (
        lambda raw: raw["questions"][-1]["number"].update(tolerance=0),
        "less than or equal",
    ),
    "several answers, none right": (
        lambda raw: (
            raw["questions"][0].update(kind="several"),
            _first(raw, verdict="wrong", misconception="odd"),
        ),
        "no right choice",
    ),
    "several answers, one defensible": (
        lambda raw: (
            raw["questions"][0].update(kind="several"),
            _first(raw, "a").pop("misconception"),
            _first(raw, "a", verdict="defensible"),
        ),
        "defensible choices are for",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_bank_catches(name, sound):
    break_it, message = BREAKS[name]
    break_it(sound)
    found = bank.find_bank_problems(sound)
    assert any(message in fault for fault in found), found


def test_problem_names_its_place(sound):
    _first(sound, "c").pop("feedback")
    assert bank.find_bank_problems(sound)[0].startswith("questions/0")


UNFAIR = {
    "long text": (lambda raw: raw["questions"][0].update(why="word " * 85), "too long"),
    "bare verdict": (lambda raw: _first(raw, "a", feedback="Wrong."), "says too little"),
    "same feedback": (
        lambda raw: _first(raw, "a", feedback=_first(raw, "c")["feedback"]),
        "the same feedback",
    ),
    "same misconception": (
        lambda raw: _first(raw, "a", misconception="idea-c"),
        "share a misconception",
    ),
    "order of keys": (lambda raw: raw["questions"][0]["choices"].reverse(), "in order"),
    "uneven choices": (lambda raw: _first(raw, text="Long words " * 6), "different length"),
    "catch-all": (lambda raw: _first(raw, "d", text="All of the above is so"), "catch-all"),
    "hint with the answer": (
        lambda raw: raw["questions"][0]["hints"].append("It is: choice B, about the matter!"),
        "holds the right answer",
    ),
    "hint with the number": (
        lambda raw: raw["questions"][-1]["hints"].append("Near 25.3 percent."),
        "a hint holds the answer",
    ),
    "slips that overlap": (
        lambda raw: raw["questions"][-1]["number"]["slips"].append(
            raw["questions"][-1]["number"]["slips"][0] | {"value": 50.8, "misconception": "x"}
        ),
        "overlap",
    ),
    "id of another notebook": (
        lambda raw: raw["questions"][0].update(id="01.q.one"),
        "notebook's number",
    ),
    "right choice the longest": (
        lambda raw: [
            choice.update(text=choice["text"] + " at hand, indeed")
            for question in raw["questions"][:3]
            for choice in question["choices"]
            if choice["verdict"] == "right"
        ],
        "the longest too often",
    ),
    "one key right too often": (
        lambda raw: raw.update(questions=[_question(f"q{n}") for n in range(4)]),
        "right too often",
    ),
    "a key that is never right": (
        lambda raw: raw.update(questions=[_question(f"q{n}", "abc"[n % 3]) for n in range(8)]),
        "never right",
    ),
}


@pytest.mark.parametrize("name", UNFAIR)
def test_unfair_question_is_caught(name, sound):
    break_it, message = UNFAIR[name]
    break_it(sound)
    found = unfair(sound)
    assert any(message in fault for fault in found), found


def test_unknown_notebook_and_group_say_what_there_is():
    with pytest.raises(InputError, match="no questions for '77-nothing'"):
        bank.load_questions("77-nothing")
    with pytest.raises(InputError, match="paradox") as told:
        bank.load_question_group("05-salary-and-career", "paradoxes")
    assert "paradoxes" in told.value.what


# --- what notebook 05 claims and asks for; its numbers in text are traced with the notebook ---

PAY = "05-salary-and-career"


@pytest.fixture(scope="module")
def asked():
    return {question.id.removeprefix("05.q."): question for question in bank.load_questions(PAY)}


@pytest.fixture(scope="module")
def article():
    return {row["id"]: row["value"] for row in tables.read_rows("article_pay")}


def wages(soc_code, area="00"):
    rows = tables.read_rows("oews_2025")
    (row,) = [r for r in rows if (r["soc_code"], r["area_code"]) == (soc_code, area)]
    return row


def percentiles(row):
    return benchmark.Wages(*(row[name] for name in ("p10", "p25", "median", "p75", "p90")))


def case_split():
    """Return the split of the invented groups of employers."""
    cells = {
        (r["group"], r["parameter"]): r["value"]
        for r in tables.read_rows("cases_pay")
        if r["case"] == "level_paradox"
    }
    names = dict.fromkeys(group for group, _ in cells)
    fields = ("mid_pay", "lead_pay", "mid_share", "lead_share")
    return levels.decompose_gap(
        [levels.EmployerGroup(n, *(cells[n, field] for field in fields)) for n in names]
    )


def test_groups_of_notebook_05():
    sizes = {
        "recall": 3,
        "benchmark": 3,
        "five-numbers": 2,
        "paradox": 3,
        "offers": 2,
        "bands": 2,
        "path": 2,
        "numbers": 3,
    }
    assert {name: len(bank.load_question_group(PAY, name)) for name in sizes} == sizes
    assert len(bank.load_questions(PAY)) == sum(sizes.values())


TRIED = 120_000
OFFER_A = offers.Offer("A", 142_000, price_level=112)
OFFER_B = offers.Offer("B", 128_000, price_level=96)


def test_empty_wage_is_not_released_and_not_rare():
    row = wages("15-1243", "42")
    assert not percentiles(row).has_released_percentiles
    shown = [
        r["employment"]
        for r in tables.read_rows("oews_2025")
        if (r["soc_code"], r["area_type"]) == ("15-1243", "state") and r["median"] is not None
    ]
    rarer = sum(jobs is not None and jobs < row["employment"] for jobs in shown)
    assert rarer > len(shown) / 2  # "more than in most states that do have a wage"


def test_paradox_case_is_one():
    """Leads earn more in each group, less on average, and most are where pay is lowest."""
    parted = case_split()
    assert parted.lead_earns_more_in_every_group
    assert parted.lead_average_is_lower
    lowest = min(parted.groups, key=lambda group: group.mid_pay)
    assert lowest.lead_share > 0.5
    assert lowest.lead_pay == min(group.lead_pay for group in parted.groups)


def test_smaller_offer_buys_more():
    compared = offers.compare_offers(OFFER_A, OFFER_B)
    assert compared.better_offer_name == "B"
    assert compared.order_flips


def test_first_gap_of_an_engineer(asked):
    fields = ("skill", "label", "target", "weight", "start_engineer", "hours_per_level")
    skills = [path.Skill(*(r[f] for f in fields)) for r in tables.read_rows("skill_targets")]
    open_gaps = {skill.id: skill.gap for skill in skills if skill.gap}
    assert open_gaps == {"prioritisation": 2, "communication": 1, "business_sense": 2}  # wording-ok
    assert (
        "two levels each" in next(c for c in asked["path-first-gap"].choices if c.accepted).feedback
    )


def test_numbers_follow_from_their_models(asked, article):
    specialists = percentiles(wages("13-1082"))
    mean, senior, lead = (article[name] for name in ("average", "senior", "lead"))
    share = levels.largest_share(mean, lead, [article["mid"], senior])
    answers = {
        "number-percentile": benchmark.percentile_of(TRIED, specialists).value,
        "number-lead-share": 100 * share,
        "number-break-even": offers.break_even_price_level(OFFER_A, OFFER_B),
    }
    for name, answer in answers.items():
        assert asked[name].number.answer == pytest.approx(answer, abs=0.05), name


def slip_values(article):
    row = wages("13-1082")
    median, upper = row["median"], row["p75"]
    part = (TRIED - median) / (upper - median)
    mean, senior, lead = (article[name] for name in ("average", "senior", "lead"))
    share = (senior - mean) / (senior - lead)
    return {
        "share-of-gap-is-the-percentile": 100 * part,
        "forgot-the-starting-percentile": 25 * part,
        "wrong-interval": 25 + 25 * part,
        "percentile-in-proportion-to-pay": 75 * TRIED / upper,
        "percentile-in-proportion-to-median": 50 * TRIED / median,
        "answered-with-the-complement": 100 * (1 - share),
        "divided-the-two-pays": 100 * lead / senior,
        "part-to-part": 100 * (senior - mean) / (mean - lead),
        "gap-as-share-of-pay": 100 * (senior - mean) / senior,
        "share-instead-of-percent": share,
        "left-out-the-other-price-level": 100 * 142 / 128,
        "turned-the-ratio-over": 96 * 128 / 142,
        "added-the-difference": 96 + 142 - 128,
        "stopped-at-adjusted-pay": 128 / 0.96,
        "stopped-at-adjusted-pay-in-dollars": 128_000 / 0.96,
    }


def test_each_slip_is_what_its_mistake_leads_to(asked, article):
    """The number that a mistake yields gets the words about that mistake, rounded or not."""
    found = [(q, slip) for q in asked.values() if q.number for slip in q.number.slips]
    for (question, slip), (name, exact) in zip(found, slip_values(article).items(), strict=True):
        for typed in (exact, round(exact, 1) if exact > 1 else round(exact, 2)):
            assert grade(question, typed).marks == (("wrong", slip.feedback),), (name, typed)


def test_levels_rise_to_senior_only(article):
    """Several stems lean on this order."""
    order = [article[name] for name in ("lead", "mid", "average", "senior")]
    assert all(low < high for low, high in pairwise(order))
