"""Whether a job ad names a pay range: two amounts, or one that is the same for everyone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from utils.hiring.model.markup import strip_markup

MAX_TEXT_CHARS = 10_000  # as far as a text is read
WIDE_RANGE_RATIO = 2.0  # the top over the bottom from which a range says little: our opinion

_CURRENCY_FRAGMENT = (
    r"(?:\b[a-z]{1,3}\$|\br(?=\s?\d{2,3}[ ,\u00a0\u202f]\d{3})"  # the last one is the rand
    r"|[$€£¥₹₩₪₺฿]|\b(?:usd|t?eur|euros?|gbp|pounds?|dollars?|cad|aud|nzd|chf|sek|nok"
    r"|dkk|kr|pln|zł|czk|inr|rs|jpy|sgd|zar|brl|mxn|aed|huf|yen|francs?|rupees?|crowns?"
    r"|kron[eo]r|zlotys?|forints?)\b"
    r"|\b(?:rs|fr)\.)"  # of India and Switzerland
)
_NUMBER_FRAGMENT = (
    r"(?<![\d.,])(?:\d{1,2}(?:,\d\d){1,3},\d{3}"  # 18,00,000 as in India
    r"|\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\d{3}){1,3}(?:[.,]\d{1,2})?"
    r"|\d{1,9}(?:[.,]\d{1,2})?)(?!\d)"
)
_MAGNITUDE_WORD_FRAGMENT = r"(k\b|t(?=\s?€)|teur\b|thousand\b|grand\b|lakhs?\b|lpa\b)"
_AMOUNT_FRAGMENT = (
    rf"{_CURRENCY_FRAGMENT}?\s{{0,2}}({_NUMBER_FRAGMENT})\s{{0,2}}{_MAGNITUDE_WORD_FRAGMENT}?"
    rf"\s{{0,2}}{_CURRENCY_FRAGMENT}?"
)
_PAY_PERIOD_FRAGMENT = (
    r"(?:\s{0,2}(?:gross|base|net|plus"
    r"|(?:/|per |an? |each )\s?(?:year|yr|hour|month|mo|day|week|wk|annum|hr|h)\b"
    r"|p\.?\s?a\.?|p\.?\s?h\.?|annually|yearly|hourly|monthly|pro rata)){0,3}"
)
_REMARK_IN_BRACKETS_FRAGMENT = r"(?:\s?\([^()]{1,20}\))?"  # $140,000 (Denver) to $165,000
_RANGE_SEPARATOR_FRAGMENT = (
    r"\s{0,2}(?:->?|[~\u301c|]|to|,? ?(?:rising|going|growing|increasing)(?: up)? to"
    r"|(?:salary|pay) to|and(?:\s+\w+){0,2}\s+to"
    r"|,?(?: \w+){1,4}? (?:rises|goes up|grows|increases) to"
    r"|[,;]?(?:\s\w+){0,3}\smax(?:imum)?\.?(?: \w+){0,2}:?"  # Minimum: $56,000 Maximum: $70,000
    r"|and|through|until|bis|und|à|a|et|y|up to)\s{0,2}"
)
_RANGE_PATTERN = re.compile(
    f"{_AMOUNT_FRAGMENT}{_PAY_PERIOD_FRAGMENT}{_REMARK_IN_BRACKETS_FRAGMENT}"
    f"{_RANGE_SEPARATOR_FRAGMENT}{_AMOUNT_FRAGMENT}",
    re.IGNORECASE,
)
_AMOUNT_PATTERN = re.compile(_AMOUNT_FRAGMENT, re.IGNORECASE)
_CURRENCY_PATTERN = re.compile(_CURRENCY_FRAGMENT, re.IGNORECASE)
_PERIOD_BELOW_YEAR_PATTERN = re.compile(
    r"\b(?:hour|hourly|hr|day|daily|month|week)\b|/h\b", re.IGNORECASE
)
# One amount is enough where it is the same for everyone.
_FIXED_PAY_PATTERN = re.compile(
    r"\b(?:fixed|flat|single|same|everyone|statutory|collective agreement|pay scale|scale|tariff"
    r"|spine point|non-?negotiable|set by|award rate|union rate|one rate|exactly|step \d+)\b",
    re.IGNORECASE,
)
# Scales that everyone can look up.
_PUBLIC_PAY_SCALE_PATTERN = re.compile(
    r"\b(?:gs-? ?\d{1,2}|tv-?l|tv-?öd|(?:nhs|afc)\b.{0,20}\bband|agenda for change|band \d\w?"
    r"|pay ?grade \w?\d+)\b",
    re.IGNORECASE,
)
_OPEN_ENDED_AMOUNT_PATTERN = re.compile(
    r"\b(?:up to|from|starting (?:at|from)|starts at|at least|minimum|max(?:imum)?|as much as)"
    rf"\s{{0,2}}{_AMOUNT_FRAGMENT}"
    rf"|{_AMOUNT_FRAGMENT}\s{{0,2}}(?:\+|or more|and up|upwards"
    r"|plus\b(?! (?:bonus|super|equity|benefit)))",
    re.IGNORECASE,
)
_PAY_TERM_FRAGMENT = r"(?:salary|pay|compensation|package|rates?|wages?|remuneration)"
_PAY_TERM_PATTERN = re.compile(rf"\b{_PAY_TERM_FRAGMENT}", re.IGNORECASE)
_PRAISE_TERM_FRAGMENT = (
    r"(?:competitive|attractive|generous|excellent|great|good|(?:above[ -])?market|negotiable|top"
    r"|fair|(?:industry|market)[ -]leading)"
)
_VAGUE_PAY_PATTERN = re.compile(
    rf"\b(?:(?:highly |very )?{_PRAISE_TERM_FRAGMENT}[ -]?(?:\w+ )?{_PAY_TERM_FRAGMENT}|doe"
    rf"|{_PAY_TERM_FRAGMENT}\W{{0,3}}(?:is |will be )?"
    r"(?:competitive|negotiable|doe|commensurate|tbd|tbc|on request)"
    r"|commensurate with \w+|depend(?:s|ing) (?:up)?on (?:\w+ )?experience|according to "
    r"(?:\w+ )?(?:experience|qualifications)|based on experience|market rate|competitive"
    r"|negotiable|tbd|tbc|on request|to be (?:agreed|discussed|confirmed))",
    re.IGNORECASE,
)
_PAY_TERM_WINDOW_CHARS = 60  # characters before numbers in which a word such as “salary” counts
# “1,200 to 1,500 people”, “10k-15k active users”, but not “56k-70k plus options”.
_COUNTED_THING_PATTERN = re.compile(
    r"\s?(?!(?:and|at|for|in|or|plus|with)\b)(?:[a-z]+ )?"
    r"(?:people|(?i:employees|applicants|users)|[a-z]{3,}(?<![su])s)\b"
)
# Money that isn't the pay: “a sign-on bonus of $5,000”, “$500 home office stipend”. A bonus that is
# added has a plus, a comma, or a line of its own.
_NON_PAY_MONEY_FRAGMENT = (
    r"(?:bonus(?:es)?|equity|rsus?|stock|shares|options|stipends?|allowances?|budgets?|relocation"
    r"|revenues?|turnover|funding|raised|grants?|commissions?|costs?|prices?|priced|fees?"
    r"|spend(?:ing)?|reimbursement)"
)
_NON_PAY_MONEY_BEFORE_PATTERN = re.compile(
    rf"\b{_NON_PAY_MONEY_FRAGMENT}(?: (?:of|is|are|from|between|ranging|ranges?|worth|values?"
    r"|valued|at|about|up|to|starts?|starting)){0,4}[: (]{0,3}$",
    re.IGNORECASE,
)
_NON_PAY_MONEY_AFTER_PATTERN = re.compile(
    r" (?!(?:and|plus|with|or|as|base|ote|depending|annual|annually|per|a|an)\b)"
    rf"(?:(?:[a-z-]+ ){{1,2}}{_NON_PAY_MONEY_FRAGMENT}|(?-i:{_NON_PAY_MONEY_FRAGMENT}))\b",
    re.IGNORECASE,
)
_BASE_OR_TOTAL_PAY_PATTERN = re.compile(r"\b(?:base|total|cash|hiring)\b", re.IGNORECASE)
_CLAUSE_END_PATTERN = re.compile(r"[.,;!?] |\n")
_MILLIONS_OR_PERCENT_PATTERN = re.compile(r"\s*(?:million|billion|mn|bn|m\b|%)", re.IGNORECASE)
_SENTENCE_END_PATTERN = re.compile(r"(?<=[.!?]) |\n")
_MAGNITUDE_FACTORS = {"k": 1_000, "t": 1_000, "teur": 1_000, "thousand": 1_000, "grand": 1_000}
_YEAR_NUMBERS = range(1900, 2101)  # such numbers alone are years, not pay
_PAY_OR_PERIOD_PATTERN = re.compile(
    rf"\b(?:{_PAY_TERM_FRAGMENT}|earn|hour|hr|day|week|month|year|annum|annual)", re.IGNORECASE
)
_MIN_YEARLY_AMOUNT = 10_000  # a smaller one may be a laptop, unless its sentence is about pay
# An amount without a currency is at least that, or has thousands.
_MIN_AMOUNT_WITHOUT_CURRENCY = 1_000


@dataclass(frozen=True)
class PayRange:
    """The two ends of a range, in any currency; the same where one amount holds for everyone."""

    low: float
    high: float

    @property
    def is_wide(self) -> bool:
        """Whether the top is more than twice the bottom."""
        return self.high > WIDE_RANGE_RATIO * self.low


def find_pay_range(text: str) -> PayRange | None:
    """Return the first pay range in a text; None where there is none."""
    plain = _normalize_text(text)
    for found in _RANGE_PATTERN.finditer(plain):
        low, high = sorted(_parse_range_bounds(found))  # some ads name the top first
        if 0 < low < high and _is_money_range(found, low, high, plain):
            return PayRange(low, high)
    return _find_fixed_pay(plain)


def _normalize_text(text: str) -> str:
    text = re.sub(r"[*`]+", "", strip_markup(text[:MAX_TEXT_CHARS]))
    text = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"(?<=\d)[.,]-+(?!\d)", "", text)  # 110'000.- as in Switzerland


def _parse_range_bounds(range_match: re.Match[str]) -> tuple[float, float]:
    low, low_scale, high, high_scale = range_match.groups()
    scale = _MAGNITUDE_FACTORS.get((high_scale or "").lower(), 1)
    top = _parse_number(high) * scale
    bottom = _parse_number(low) * _MAGNITUDE_FACTORS.get((low_scale or "").lower(), 1)
    return (
        (bottom * scale, top)
        if not low_scale and scale > 1 and bottom < _MIN_AMOUNT_WITHOUT_CURRENCY
        else (bottom, top)
    )


def _parse_number(number: str) -> float:
    whole = re.sub(r",(?=\d\d,)|[,.'\u2019\u00a0\u202f ](?=\d{3}(?:\D|$))", "", number)
    return float(whole.replace(",", "."))


def _is_money_range(range_match: re.Match[str], low: float, high: float, text: str) -> bool:
    if _is_non_pay_money(range_match, text):
        return False
    if _CURRENCY_PATTERN.search(range_match[0]):
        return True
    if _is_range_of_things(range_match, text):
        return False
    if range_match[2] or range_match[4]:
        return True
    if (
        _PERIOD_BELOW_YEAR_PATTERN.search(text[range_match.end() : range_match.end() + 12])
        and low >= 7
        and not high > 24 * low
    ):
        return bool(re.search(r"\b(?:pay|wage|rate|salary|earn)", text, re.IGNORECASE))
    is_years = low in _YEAR_NUMBERS and high in _YEAR_NUMBERS
    return (
        low >= _MIN_AMOUNT_WITHOUT_CURRENCY and not is_years and _stands_as_pay(range_match, text)
    )


def _is_non_pay_money(amount_match: re.Match[str], text: str) -> bool:
    """Return whether an amount is a bonus, a budget, or the like, as the words next to it say."""
    start, end = amount_match.start(), amount_match.start() + len(amount_match[0].rstrip())
    behind = text[end : end + _PAY_TERM_WINDOW_CHARS]
    if _MILLIONS_OR_PERCENT_PATTERN.match(behind) or _NON_PAY_MONEY_AFTER_PATTERN.match(behind):
        return True
    clause = _CLAUSE_END_PATTERN.split(_text_before(start, text))[-1]
    return bool(
        _NON_PAY_MONEY_BEFORE_PATTERN.search(clause)
        and not _BASE_OR_TOTAL_PAY_PATTERN.search(clause)
        and not _PAY_TERM_PATTERN.search(clause)
    )


def _stands_as_pay(range_match: re.Match[str], text: str) -> bool:
    """Return whether numbers begin a sentence or a line, or pay is named before them."""
    before = _text_before(range_match.start(), text)
    return not re.search(r"[^.:;!?\n] ?$", before) or bool(_PAY_TERM_PATTERN.search(before))


def _text_before(start: int, text: str) -> str:
    return text[max(0, start - _PAY_TERM_WINDOW_CHARS) : start]


def _is_range_of_things(range_match: re.Match[str], text: str) -> bool:
    """Return whether numbers without a currency count what is named behind them, such as calls."""
    before = _text_before(range_match.start(), text)
    named = _COUNTED_THING_PATTERN.match(text[range_match.end() :])
    return named is not None and _PAY_TERM_PATTERN.search(before) is None


def _find_fixed_pay(text: str) -> PayRange | None:
    if _PUBLIC_PAY_SCALE_PATTERN.search(text):
        return PayRange(1, 1)
    said = filter(_FIXED_PAY_PATTERN.search, _SENTENCE_END_PATTERN.split(text))
    return next(filter(None, map(_find_fixed_amount, said)), None)


def _find_fixed_amount(sentence: str) -> PayRange | None:
    for found in _AMOUNT_PATTERN.finditer(sentence):
        behind = sentence[found.end() : found.end() + 12]
        if not _is_non_pay_money(found, sentence) and (
            _CURRENCY_PATTERN.search(found[0])
            or found[2]
            or _PERIOD_BELOW_YEAR_PATTERN.search(behind)
        ):
            amount = _parse_number(found[1]) * _MAGNITUDE_FACTORS.get((found[2] or "").lower(), 1)
            if amount >= _MIN_YEARLY_AMOUNT or _PAY_OR_PERIOD_PATTERN.search(sentence):
                return PayRange(amount, amount)
    return None


def missing_range_reason(text: str) -> str:
    """Return what stands where the range should be; empty where pay isn't mentioned at all."""
    plain = _normalize_text(text).replace("\n", " ")
    found = _OPEN_ENDED_AMOUNT_PATTERN.search(plain)
    if found and (_CURRENCY_PATTERN.search(found[0]) or re.search(r"\d{3}|\dk", found[0])):
        return f"“{found[0].strip()}” has only one end."
    found = _VAGUE_PAY_PATTERN.search(plain)
    if found:
        return f"“{found[0].strip()}” isn't a pay range."
    return "It names no pay range." if plain.strip() else ""
