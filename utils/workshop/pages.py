"""Whole pages to print for a room without tools: poll letters, cards to cut out, the case.

Each fits A4 and U.S. Letter. A page loads nothing from anywhere, and runs nothing.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from utils.kit.card_sort.decks import cards_in_print_order, printed_card_numbers
from utils.kit.english import plural
from utils.kit.portfolio import CONTENT_SECURITY_POLICY
from utils.kit.tables import read_rows
from utils.role import data as role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from utils.kit.card_sort.decks import Card, Deck

POLL_LETTERS = "ABCD"
PRINT_CSS = """
@page { margin: 14mm 15mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 178mm; color: #000; background: #fff;
  font: 10.5pt/1.4 system-ui, "Segoe UI", Helvetica, Arial, sans-serif }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 3mm }
h2 { font-size: 11.5pt; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 0 0 2mm }
ul { margin: 0 0 2mm; padding-left: 5mm }
.quiet { color: #444; font-size: 8.5pt }
.hint { margin: 0 0 3mm }
.page { break-before: page }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top }
.data th, .data td { padding: 1mm 2mm 1mm 0; border-bottom: .2mm solid #999; font-size: 9.5pt }
.data .number { text-align: right; padding-right: 4mm }
.cut { table-layout: fixed }
.cut tr { break-inside: avoid }
.cut td { border: .3mm dashed #777; padding: 4mm; width: 50% }
.cards td { height: 40.5mm; padding: 3mm 4mm; font-size: 11pt } /* six rows on U.S. Letter */
.cards .place { font-size: 19pt; font-weight: 700; text-align: center; vertical-align: middle }
.cards ul { margin-top: 2mm }
.letters td { height: 117mm; text-align: center; vertical-align: middle; font-size: 210pt;
  font-weight: 700; line-height: 1 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 1mm 0; font-size: 8pt;
  line-height: 1.3; font-family: ui-monospace, Consolas, monospace }
.change { display: flex; gap: 3mm }
.change > div { flex: 1; min-width: 0 }
"""


def whole_page_html(title: str, body: str) -> str:
    """Return a whole page around markup that is escaped already."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{PRINT_CSS}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


# --- poll letters ----------------------------------------------------------------------------


def poll_letters_page() -> str:
    """Return one sheet with four letters: one for each person, cut along the lines."""
    return whole_page_html(
        "Poll letters", _cut_out_table_html([f"<td>{one}</td>" for one in POLL_LETTERS], "letters")
    )


def _cut_out_table_html(cells: Sequence[str], css_class: str) -> str:
    """Return cells two in a row, with lines to cut along."""
    filled = [*cells, *(["<td></td>"] if len(cells) % 2 else [])]
    rows = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(filled[::2], filled[1::2], strict=True))
    return f'<table class="cut {css_class}"><tbody>{rows}</tbody></table>'


# --- cards -----------------------------------------------------------------------------------


def cards_page(deck: Deck, title: str) -> str:
    """Return the cards of a deck, and before them the places to put them; without any answer."""
    return whole_page_html(title, _deck_cards_html(deck, title))


def card_sets_page(decks_with_headings: Sequence[tuple[Deck, str]], title: str) -> str:
    """Return the cards of several decks with their titles, each from a new page on."""
    sets = (_deck_cards_html(deck, heading) for deck, heading in decks_with_headings)
    return whole_page_html(title, '<div class="page"></div>'.join(sets))


def _deck_cards_html(deck: Deck, title: str) -> str:
    """Return places and cards."""
    numbers = printed_card_numbers(deck)
    places = [f'<td class="place">{escape(one.name)}</td>' for one in deck.categories]
    cards = [_card_html(card, numbers[card.id]) for card in cards_in_print_order(deck)]
    hint = (
        f"{plural(len(places), 'place')} to put cards, and {plural(len(cards), 'card')}. Print one "
        "set for each group, and cut along the lines. Worksheet and key use the same numbers."
    )
    return (
        f'<h1>{escape(title)}</h1><p class="hint">{escape(hint)}</p>'
        f'<p class="quiet">{escape(deck.basis)}</p>'
        f"{_cut_out_table_html(places, 'cards')}"
        f'<div class="page">{_cut_out_table_html(cards, "cards")}</div>'
    )


def _card_html(card: Card, number: int) -> str:
    head = " · ".join(filter(None, [str(number), card.group, card.kind]))
    lines = "".join(f"<li>{escape(line)}</li>" for line in card.extra.get("lines", ()))
    return (
        f'<td><p class="quiet">{escape(head)}</p><p>{escape(card.text)}</p>'
        f"{f'<ul>{lines}</ul>' if lines else ''}{_before_after_html(card.extra)}</td>"
    )


def _before_after_html(extra: Mapping[str, str]) -> str:
    """Return the fragment of a card before and after its change, where it has one."""
    panes = [
        f'<div><p class="quiet">{name.title()}</p><pre>{escape(extra[name])}</pre></div>'
        for name in ("before", "after")
        if name in extra
    ]
    return f'<div class="change">{"".join(panes)}</div>' if panes else ""


# --- the case --------------------------------------------------------------------------------


def case_page() -> str:
    """Return the case on two pages: the people and their messages, then the numbers."""
    return whole_page_html(
        "The case: Brindle Commerce",
        _case_people_html() + f'<div class="page">{_case_numbers_html()}</div>',
    )


def _case_people_html() -> str:
    uses = "".join(
        f"<li><strong>{escape(one.team)}</strong> {escape(one.uses)}</li>"
        for one in role.API_CONSUMERS
    )
    messages = "".join(
        f"<li><strong>{escape(one.sender)}:</strong> “{escape(one.text)}”</li>"
        for one in role.monday_messages()
    )
    stories = "".join(
        f"<li><strong>{escape(one.title)}.</strong> “{escape(one.text)}” "
        f"{escape(one.team_facts)}</li>"
        for one in role.load_stories().values()
    )
    return (
        "<h1>The case: Brindle Commerce</h1>"
        '<p class="quiet">Invented for this course: the company, its people, and all numbers.</p>'
        "<p>Brindle Commerce runs an online store. Behind its checkout page is the "
        "<strong>Payments API</strong>, an interface through which other programs take payments "
        "and issue refunds. Version 1 is live, and version 2 is planned. You’re its new technical "
        "product owner: you decide what comes next. Engineers whose programs call yours are your "
        "customers.</p>"
        f"<h2>Six teams call it</h2><ul>{uses}</ul>"
        "<h2>Four people around one product</h2><ul>"
        "<li><strong>Product manager:</strong> what product, and why?</li>"
        "<li><strong>Product owner</strong> of the store: what next, for shoppers?</li>"
        "<li><strong>Technical product owner,</strong> you: what next, where the answer depends on "
        "how systems work?</li>"
        "<li><strong>Technical program manager:</strong> how and when, across teams?</li></ul>"
        f"<h2>Monday’s messages</h2><ul>{messages}</ul>"
        f"<h2>Three requests on your list</h2><ul>{stories}</ul>"
    )


def _case_numbers_html() -> str:
    return (
        "<h1>The numbers</h1><h2>A refund passes through four components in turn; days show what "
        "halving the downtime of one takes</h2>"
        + _table_html(
            ["Component", "Works", "Days", "What to know"],
            (_component_cells(row) for row in _read_case_table("chain")),
        )
        + "<h2>Eight capabilities are waiting; points show what a week of waiting costs</h2>"
        + _table_html(
            ["Capability", "Points", "Weeks", "Needs", "What it is"],
            (_item_cells(row) for row in _read_case_table("backlog")),
        )
        + "<h2>The rollout of version 2: ten tasks</h2>"
        + _table_html(
            ["Task", "Days", "Starts after"],
            (_task_cells(row) for row in _read_case_table("rollout")),
        )
    )


def _read_case_table(table_name: str) -> list[dict[str, Any]]:
    return read_rows(f"cases_{table_name}")


def _component_cells(row: Mapping[str, Any]) -> list[str]:
    works, days = f"{100 * row['availability']:g}%", f"{row['days_per_halving']:g}"
    return [str(row["label"]), works, days, str(row["says"])]


def _item_cells(row: Mapping[str, Any]) -> list[str]:
    points = sum(row[name] for name in ("value", "urgency", "enabling"))
    needs = _join_labels(
        row["needs"], {one["item"]: one["label"] for one in _read_case_table("backlog")}
    )
    return [str(row["label"]), f"{points:g}", f"{row['size']:g}", needs, str(row["about"])]


def _task_cells(row: Mapping[str, Any]) -> list[str]:
    after = _join_labels(
        row["after"], {one["task"]: one["label"] for one in _read_case_table("rollout")}
    )
    return [str(row["label"]), f"{row['days']:g}", after]


def _join_labels(keys: object, labels: Mapping[str, str]) -> str:
    return ", ".join(labels[key] for key in str(keys or "").split(";") if key) or "–"


def _table_html(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
