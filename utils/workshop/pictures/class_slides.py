"""A class's results as slides to project: few words, one question at a time.

Each question has two slides: first what the room chose, so that people can argue, and then what is
right. Whoever could explain is asked for by choice.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from utils.kit.english import join_words, plural, verb_for_count
from utils.workshop.debrief import result_texts
from utils.workshop.debrief.answers import notebook_and_question_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from utils.workshop.model.class_results import (
        CapstonePlan,
        QuestionResult,
        ScoreChange,
        TopicChange,
    )

MAX_TABLE_ROWS = 9  # of a table that can be read from the back of a room


def question_slides(result: QuestionResult, *, show_names: bool) -> list[str]:
    """Return the two slides of a question; `show_names` shows those who agreed to be named."""
    notebook, question = notebook_and_question_by_id()[result.question]
    count = plural(result.tried, "answer")
    eyebrow = f"Notebook {notebook.partition('-')[0]} · {count}"
    head = _paragraph_html(eyebrow, "tpo-slide-eyebrow")
    asked = f"<h4>{escape(question.stem)}</h4>"
    ask = _paragraph_html(result_texts.ask_for_reasons_text(result), "tpo-slide-ask")
    first = f"{head}{asked}{_choice_bars_html(result, right_keys=set())}{ask}"
    return [first, head + _answer_slide_html(result, show_names=show_names)]


def _answer_slide_html(result: QuestionResult, *, show_names: bool) -> str:
    right = result_texts.right_answer_keys(result)
    _, question = notebook_and_question_by_id()[result.question]
    shown = result_texts.answer_text_by_key(result)
    texts = [shown[key] for key in shown if key in right]
    parts = [
        _paragraph_html(f"{result.right} of {result.tried} right", "tpo-slide-large"),
        _choice_bars_html(result, right_keys=right) if texts else _paragraph_html(question.why),
        _sure_but_wrong_html(result),
        _misconception_html(result),
        _named_learners_html(result) if show_names else "",
    ]
    return "".join(parts)


def _sure_but_wrong_html(result: QuestionResult) -> str:
    sure = result.confidence_level_count("sure")
    if not sure.wrong:
        return ""
    verb = verb_for_count(sure.wrong, "wasn't", "weren't")
    return _paragraph_html(f"{sure.wrong} of {plural(sure.tried, 'sure answer')} {verb} right.")


def _misconception_html(result: QuestionResult) -> str:
    thought, fact = (
        result_texts.top_misconception_thought(result),
        result_texts.top_misconception_fact(result),
    )
    if not thought:
        return ""
    times = plural(result.misconception_count, "time")
    head = "Most tempting" if result.misconception_count > 1 else "One tempting idea"
    return f"<p><strong>{head}</strong> ({times}): “{escape(thought)}”</p><p>{escape(fact)}</p>"


def _named_learners_html(result: QuestionResult) -> str:
    named = join_words(result.named_learners)  # never with what they chose
    return _paragraph_html(f"Agreed to be called on: {named}.", "tpo-quiet") if named else ""


def _choice_bars_html(result: QuestionResult, *, right_keys: set[str]) -> str:
    rows = []
    for key, text in result_texts.answer_text_by_key(result).items():
        count = result.choice_counts.get(key, 0)
        letter = key.upper() if len(key) == 1 and key.isalpha() else ""
        is_right = key in right_keys
        mark = ' class="tpo-is-right"' if is_right else ""
        said = "✓ " if is_right else ""
        rows.append(
            f'<li{mark} style="--share:{count / result.tried:.3f}"><span>{letter}</span>'
            f"<span>{said}{escape(text)}</span><b>{count}</b></li>"
        )
    return f'<ol class="tpo-bars">{"".join(rows)}</ol>'


def before_after_slides(score: ScoreChange | None, topics: Sequence[TopicChange]) -> list[str]:
    """Return the slides on before and after: the scores, and each topic.

    Of so few people that it would show chance, there is one sentence and no large number.
    """
    made = []
    topics = [one for one in topics if one.likely_range is not None]
    if score:
        large = _paragraph_html(
            f"{_format_mean(score.before)} → {_format_mean(score.after)} of {score.topics}",
            "tpo-slide-large",
        )
        made.append(
            _paragraph_html("Before and after", "tpo-slide-eyebrow")
            + "<h4>The same ideas, asked again</h4>"
            + (large if score.likely_range is not None else "")
            + _paragraph_html(result_texts.score_change_text(score))
        )
    if topics:
        rows = [
            [
                result_texts.topic_label(one),
                f"{one.before} → {one.after} of {one.answered_twice}",
                result_texts.topic_change_text(one),
            ]
            for one in topics
        ]
        made.append(
            _paragraph_html("Before and after", "tpo-slide-eyebrow")
            + _table_html(["Topic", "Right", "Change"], rows)
        )
    return made


def _format_mean(scores: Sequence[int]) -> str:
    return f"{sum(scores) / len(scores):.1f}"


def capstone_plan_slides(plans: Sequence[CapstonePlan]) -> list[str]:
    """Return the slides on the capstone: each promise next to what the plan behind it allows."""
    if not plans:
        return []
    rows = [
        result_texts.capstone_plan_row(number, plan)
        for number, plan in enumerate(plans[:MAX_TABLE_ROWS], start=1)
    ]
    rest = len(plans) - len(rows)
    more = _paragraph_html(f"And {plural(rest, 'more plan')} in the saved report.", "tpo-quiet")
    return [
        _paragraph_html("Capstone · promises and outcomes", "tpo-slide-eyebrow")
        + f"<h4>{escape(result_texts.capstone_plans_text(plans))}</h4>"
        + _table_html(result_texts.CAPSTONE_PLAN_COLUMNS, rows)
        + (more if rest else "")
        + _paragraph_html("Whose plan promises the earliest day? What would you tell the partners?",
                     "tpo-slide-ask")
    ]  # fmt: skip


def _table_html(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _paragraph_html(text: str, css_class: str = "") -> str:
    kind = f' class="{css_class}"' if css_class else ""
    return f"<p{kind}>{escape(text)}</p>"
