"""The printed form of an activity: the same for everyone, whatever the learner did.

It is stored in the notebook, so it is also what GitHub, an export, and a print-out show: a
worksheet, with boxes to tick and lines to write on.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Protocol

from utils.kit.tables import MATHJAX_IGNORE_CLASSES
from utils.kit.worksheet import tick_boxes_html

if TYPE_CHECKING:
    from utils.kit.view import Prediction, View

CARD_STYLE = (
    "max-width:57em;padding:1.25em 1.5em;box-sizing:border-box;border:1px solid #8c959f;"
    "border-radius:.75em"
)
AFTER_PREDICTION_TITLE = "After your prediction"  # the title of the fold with what comes then
# The left edge of the text around it. Inline: JupyterLab takes style sheets out of stored outputs.
LEFT_EDGE_STYLE = "margin-left:6px"
# Where nothing runs, controls are missing. Paper does without this note.
RUN_NOTE_HTML = (
    '<p class="tpo-run" style="margin:0 0 8px;font-style:italic">'
    "Run the notebook to use this: <em>Run → Run All Cells</em>.</p>"
)
# Where browsers would break the line.
BETWEEN_SIGN_AND_DOLLAR_PATTERN = re.compile(r"(?<=[−+±])(?=\$\d)")
# For paper. It travels with every printed form, because a page may show just one of them. Code
# that is folded away in JupyterLab has no place on paper; what the page lays out as tables (cells
# of a notebook) becomes blocks, or else no heading would stay with what comes after it. A dark page
# that shows its stored outputs turns the pictures' lightness around, as controls.css does later.
PRINTED_FORM_CSS = """\
.tpo-printed details>summary{cursor:pointer}
.tpo-printed .tpo-change{display:flex;gap:24px}
.tpo-printed .tpo-change>div{flex:1}
:is(.tpo-printed,.tpo-listing) pre{font-family:var(--jp-code-font-family,monospace);
line-height:1.45;word-break:normal!important}
.tpo-printed .tpo-tag{font-weight:bold}
.tpo-printed .tpo-tag::after{content:":"}
.jp-RenderedHTMLCommon .tpo-printed :is(th,td){text-align:left}
.jp-RenderedMarkdown.jp-RenderedMarkdown :is(p,li,td) a:any-link{text-decoration:underline}
@media screen{:is([data-jp-theme-light="false"],.vscode-dark,
.vscode-high-contrast:where(:not(.vscode-high-contrast-light))){
.tpo-picture{background:none!important;border-color:transparent!important}
.tpo-picture img{filter:invert(1) hue-rotate(180deg);mix-blend-mode:screen}
.tpo-picture figcaption{color:inherit!important}
}}
@media print{
.jp-Cell,.jp-InputArea,.jp-OutputArea,.jp-OutputArea-child,.jp-OutputArea-output,
.jp-RenderedHTMLCommon{display:block!important;width:auto!important;padding-right:0!important;
break-inside:auto!important;overflow:visible!important}
.jp-CodeCell:has([class*=tpo-],details)>.jp-Cell-inputWrapper,
.jp-CodeCell.jp-mod-noOutputs>.jp-Cell-inputWrapper,
.jp-OutputArea-output>details:not([open]),
.jp-InputPrompt,.jp-OutputPrompt,.tpo-screen-only,.tpo-run,.anchor-link,
[id="cell-id=navigation"],[id="cell-id=data-head"],[id="cell-id=code-note"]{display:none!important}
.jp-Cell{padding:0!important}
.jp-Notebook,main{padding:0!important;margin:0!important;overflow:visible!important}
h1,h2,h3,h4,h5,summary,caption,thead,.tpo-ask,.tpo-listing p:first-child{
break-after:avoid!important;break-inside:avoid}
.tpo-above{break-after:avoid}
.tpo-table p{break-before:avoid}
.jp-MarkdownCell:has(+.jp-CodeCell .tpo-printed){break-after:avoid!important}
.jp-MarkdownCell:has(.jp-RenderedMarkdown>:is(h1,h2,h3,h4):last-child){break-after:avoid!important}
figure,tr,li,pre,blockquote,.tpo-field,.tpo-question{break-inside:avoid}
p{orphans:3;widows:3}
thead{display:table-header-group}
.tpo-printed{margin-left:0!important;max-width:none!important;padding:10px 12px!important;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
.tpo-printed table,.tpo-table table,.jp-RenderedMarkdown table{width:100%!important;
table-layout:auto!important;overflow-wrap:break-word;hyphens:none}
.tpo-table table:has(th:nth-child(7)){font-size:10px!important;line-height:1.3}
.tpo-table table:has(th:nth-child(7)) :is(th,td){min-width:0!important;padding:3px!important}
.tpo-table{overflow-x:visible!important}
.tpo-printed th,.tpo-printed td{white-space:normal!important;min-width:3.5em;
padding:4px 5px!important}
pre{white-space:pre-wrap!important;overflow-wrap:anywhere}
img{max-width:100%!important;max-height:85vh}
.tpo-printed details::details-content,.jp-RenderedMarkdown details::details-content{
content-visibility:visible!important;
display:block!important;height:auto!important}
details>summary{list-style:none}
.tpo-printed details>summary{font-weight:bold}
}"""


class Printable(Protocol):
    """What an activity is printed from."""

    title: str
    task: str
    prediction: Prediction | None
    worksheet: str

    @property
    def first_view(self) -> View:
        """Return the view of the first answers."""


def wrap_printed_card_html(html: str) -> str:
    """Return a printed form as it is stored: on its card, marked, with the stylesheet for paper."""
    return f"<style>{PRINTED_FORM_CSS}</style>{wrap_printed_html(RUN_NOTE_HTML + html, CARD_STYLE)}"


def wrap_printed_html(html: str, style: str = "") -> str:
    """Return a printed form without a card; the class tells the server what it may leave out."""
    css = ";".join(filter(None, (LEFT_EDGE_STYLE, style)))
    whole = BETWEEN_SIGN_AND_DOLLAR_PATTERN.sub("\N{WORD JOINER}", html)
    return f'<div class="tpo-printed {MATHJAX_IGNORE_CLASSES}" style="{css}">{whole}</div>'


def heading_html(title: str, task: str = "") -> str:
    """Return the head of an activity."""
    said = f"<p>{escape(task)}</p>" if task else ""
    return f"<h3>{escape(title)}</h3>{said}"


def collapsible_html(title: str, html: str) -> str:
    """Return markup that is folded on a screen and open on paper."""
    return f"<details><summary>{escape(title)}</summary>{html}</details>"


def activity_html(activity: Printable, extra_html: str = "") -> str:
    """Return title, task, extra markup, the controls as on paper, and the first result.

    A prediction comes first, with a box for each choice; on a screen the result is folded then.
    """
    start = heading_html(activity.title, activity.task) + extra_html
    result = activity.worksheet + first_result_html(activity.first_view)
    prediction = activity.prediction
    if prediction is None:
        return start + result
    return (
        start
        + prediction_question_html(prediction)
        + collapsible_html(AFTER_PREDICTION_TITLE, result)
    )


def prediction_question_html(prediction: Prediction) -> str:
    """Return the question that comes before the picture, with boxes to tick."""
    ask = f'<p class="tpo-ask"><strong>{escape(prediction.prompt)}</strong></p>'
    texts = (text for _, text, _ in prediction.choices_with_details())
    choices = tick_boxes_html(texts, lettered=True)
    return f'<div class="tpo-question">{ask}{choices}</div>'


def first_result_html(view: View) -> str:
    """Return the first result; where it has no picture and no table, only what is to be done."""
    if view.picture or view.table:
        return view.html()
    return tick_boxes_html(text for text, _ in view.checks) if view.checks else ""


def activity_text(activity: Printable) -> str:
    """Return the same as plain text, without the controls."""
    start = f"{activity.title}\n{activity.task}"
    prediction = activity.prediction
    if prediction is None:
        return f"{start}\n{activity.first_view.text()}"
    items = "\n".join(f"- {text}" for _, text, _ in prediction.choices_with_details())
    return f"{start}\n{prediction.prompt}\n{items}"
