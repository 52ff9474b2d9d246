"""The page of a document: whole, in one language, fit for print and for two kinds of screen."""

import re
from html.parser import HTMLParser

import pytest

from utils.kit.portfolio import markdown_to_html_page


class Page(HTMLParser):
    """Tags in order, with what stands between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.summary, self.attributes = [], "", {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.setdefault(tag, dict(attrs))

    def handle_data(self, data):
        self.summary += data


def test_the_page_is_whole_and_says_its_language_and_title():
    page = Page(
        markdown_to_html_page('Plan <b> & "more"', "## Steps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    )
    assert page.attributes["html"] == {"lang": "en"}
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
    assert {"h2", "table", "thead", "th", "td"} <= set(page.tags)
    assert 'Plan <b> & "more"' in page.summary
    assert "b" not in page.tags


@pytest.mark.parametrize(
    "rule",
    [r"@page \{ margin", r"@media print", r"font-size: 11pt", r"tr, li \{ break-inside: avoid \}",
     r"h3, h4, h5, h6[^{]*\{ break-after: avoid \}",
     r"attr\(href\)", r"prefers-color-scheme: dark", r"--accent: #0072b2",
     r"thead \{ display: table-header-group \}", r"overflow-wrap: anywhere"],
)  # fmt: skip
def test_the_page_has_a_rule_for_print_and_screens(rule):
    assert re.search(rule, markdown_to_html_page("T", "x"))


def test_the_page_loads_nothing_from_anywhere():
    text = markdown_to_html_page(
        "T", "![x](http://example.org/a.png) <script src=http://example.org/a.js>"
    )
    page = Page(text)
    assert page.attributes["meta"] == {"charset": "utf-8"}
    assert text.index("Content-Security-Policy") < text.index("<title>") < text.index("<img")
    policy = re.search(r'Policy" content="([^"]*)"', text)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
    }
    assert "script" not in page.tags


def test_a_task_list_has_boxes_and_typed_brackets_stay():
    page = markdown_to_html_page(
        "T", "- [ ] **Open** one\n- [x] Done\n- \\[ ] typed\n- see [ ] here\n"
    )
    for line in (
        '<li class="task">☐ <strong>Open</strong> one</li>',
        '<li class="task">☑ Done</li>',
        "<li>[ ] typed</li>",
        "<li>see [ ] here</li>",
    ):
        assert line in page
