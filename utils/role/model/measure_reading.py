"""Reads the tokens of a response measure, one kind of part after the other.

Percentiles first, then the load, shares, windows, quantities and counts: each step crosses out what
it has read, so that the next one does not read it again. The patterns name kinds of tokens; see
`token_kinds.compile_token_pattern`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from utils.role.model.token_kinds import (
    CONSUMED_KIND_LETTER,
    COUNTABLE_NOUNS,
    WORDS_BY_KIND,
    TokenKind,
    compile_token_pattern,
    split_words,
)
from utils.role.model.tokens import (
    MIN_BARE_PERCENTILE,
    ORDINAL_PATTERN,
    Token,
    kind_letters,
    tokenize,
)

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_QUOTED_CHARACTERS = 60  # characters of what was typed that a message repeats
SUBMINUTE_UNITS = frozenset(split_words(WORDS_BY_KIND[TokenKind.SECONDS]))
BOUND_KINDS = {TokenKind.BELOW, TokenKind.ABOVE}


class MeasureTarget(NamedTuple):
    """A value that is set. Its category: time, amount, count, percent, share, clock or bare.

    `out_of` is the number that a share is taken from: 100 in 95 of 100 calls.
    """

    category: str
    value: float
    text: str
    unit: str
    token_index: int
    bound: str = ""
    out_of: float = math.nan


@dataclass
class MeasureReading:
    """The tokens of a measure, read step by step; what was read is crossed out."""

    tokens: list[Token]
    unread_kinds: str  # the kinds of the tokens, one letter each
    targets: list[MeasureTarget] = field(default_factory=list)
    rates: list[MeasureTarget] = field(default_factory=list)
    undecided_times: list[tuple[TokenKind | None, MeasureTarget]] = field(
        default_factory=list
    )  # by preposition
    percentile_ranks: list[float] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)  # under which it holds: “400 requests a second”
    problems: list[str] = field(default_factory=list)
    has_ratio: bool = False
    has_subject: bool = False  # whether it says of what
    is_share_of_time: bool = False
    has_duration: bool = False  # whether it says for how long something keeps working
    share_has_verb: bool = False  # whether it says what the share does

    def take_matches(self, pattern: str) -> list[list[Token]]:
        """Return the runs of tokens whose kinds match, and cross them out."""
        spans = [
            match.span() for match in compile_token_pattern(pattern).finditer(self.unread_kinds)
        ]
        return [self.take_span(*span) for span in spans]

    def take_span(self, start: int, end: int) -> list[Token]:
        """Return the tokens from `start` to `end`, and cross them out."""
        crossed_out = CONSUMED_KIND_LETTER * (end - start)
        self.unread_kinds = f"{self.unread_kinds[:start]}{crossed_out}{self.unread_kinds[end:]}"
        return self.tokens[start:end]

    def find_matches(self, pattern: str) -> list[re.Match[str]]:
        """Return where the kinds of unread tokens match."""
        return list(compile_token_pattern(pattern).finditer(self.unread_kinds))

    def noun_phrase_at(self, index: int) -> str:
        """Return the content words from a place on, up to what can be counted."""
        end = index
        while end < len(self.tokens) and self.tokens[end].kind == TokenKind.WORD:
            end += 1
            if is_countable(self.tokens[end - 1].text):
                break
        return join_token_texts(self.tokens[index:end])

    def has_any_word(self, words: Collection[str]) -> bool:
        """Return whether any of these words is in the text."""
        return any(token.text in words for token in self.tokens)

    def token_before(self, index: int, wanted_kinds: Collection[TokenKind]) -> Token | None:
        """Return the nearest token before a place, if it is of a wanted kind."""
        while index > 0 and self.tokens[index - 1].kind in _SKIPPED_KINDS:
            index -= 1
        found = self.tokens[index - 1] if index > 0 else None
        return found if found and found.kind in wanted_kinds else None


_SKIPPED_KINDS = {
    TokenKind.FILLER,
    TokenKind.ARTICLE,
    TokenKind.QUALIFIER,
    TokenKind.EVERY,
    TokenKind.LAST,
    TokenKind.EQUALS,
}


def read_measure(text: str) -> MeasureReading:
    """Return the parts of a response measure. Never raises."""
    tokens = tokenize(text)
    reading = MeasureReading(tokens, kind_letters(tokens))
    for step in _READING_PASSES:
        step(reading)
    return reading


def _take_percentiles(reading: MeasureReading) -> None:
    """Find p99, the 95th percentile, quantile 0.99, median; then 95th alone."""
    for match in reading.find_matches("NUMBER QUALIFIER? PERIOD (?= OF EVERY )"):
        run = reading.tokens[slice(*match.span())]
        if ORDINAL_PATTERN.search(run[0].text):  # the 3rd business day of each month
            reading.take_span(*match.span())
            reading.targets.append(
                MeasureTarget(
                    "clock", math.nan, join_token_texts(run), "time of day", run[0].token_index
                )
            )
    runs = reading.take_matches("NUMBER HYPHEN? PERCENT? HYPHEN? FILLER? PERCENTILE")
    reading.percentile_ranks += [_percentile_rank(run[0], name=run[-1]) for run in runs]
    runs = reading.take_matches(
        """PERCENTILE OF? EQUALS? NUMBER
        (?! [HYPHEN QUALIFIER]? [SECONDS PERIOD RATE_UNIT WORD AMOUNT_UNIT PERCENT] )"""
    )
    reading.percentile_ranks += [_percentile_rank(run[-1], name=run[0]) for run in runs]
    for (token,) in reading.take_matches("PERCENTILE_RANK"):
        reading.percentile_ranks.append(50.0 if token.text == "median" else token.value)
    for match in reading.find_matches("NUMBER"):
        token = reading.tokens[match.start()]
        if ORDINAL_PATTERN.search(token.text):
            reading.take_span(*match.span())
            if token.value >= MIN_BARE_PERCENTILE:
                reading.percentile_ranks.append(token.value)


def _percentile_rank(number: Token, name: Token) -> float:
    as_share = name.text == "quantile" and number.value < 1
    return number.value * 100 if as_share else number.value


_CONCURRENCY_WORDS = frozenset(
    split_words("users sessions clients connections threads concurrent parallel")
)
_CONDITION_WORDS = frozenset(split_words("when while if even"))
_ARRIVAL_VERBS = frozenset(
    split_words("arrive arrives come comes sent hit hits submitted received reach")
)
_STATE_WORDS = frozenset(
    split_words("stay stays remain remains keep keeps kept is rate load traffic")
)
_COPING_VERBS = frozenset(split_words("cope copes coping deal deals dealing"))
_LOAD_NOUNS = frozenset(split_words("load traffic peak capacity volume"))


def _take_loads(reading: MeasureReading) -> None:
    """Take away the load under which the measure holds: it is neither its number nor a window."""
    for run in reading.take_matches(
        """UNDER_LOAD COUNT_PER QUALIFIER? PERIOD
        | UNDER_LOAD (?: COUNT_PER SECONDS | NUMBER RATE_UNIT )"""
    ):
        _add_load(reading, run)
    for match in reading.find_matches("UNDER_LOAD NUMBER WORD{1,3}"):  # at 50 concurrent users
        if {token.text for token in reading.tokens[slice(*match.span())]} & _CONCURRENCY_WORDS:
            _add_load(reading, reading.take_span(*match.span()))
    for match in reading.find_matches(  # when 20,000 arrive in an hour
        "[AT FILLER] NUMBER WORD{1,4} IN? [ARTICLE PER EVERY]? QUALIFIER? [SECONDS PERIOD] WORD?"
    ):
        texts = {token.text for token in reading.tokens[slice(*match.span())]}
        if texts & _CONDITION_WORDS and texts & _ARRIVAL_VERBS:
            _add_load(reading, reading.take_span(*match.span()))
    # 120% of the normal load
    for match in reading.find_matches("NUMBER PERCENT OF FILLER? [WORD QUALIFIER]{0,2} [WORD AT]"):
        *_, before, last = reading.tokens[slice(*match.span())]
        is_plural = re.search("[^s']s$", before.text) is not None
        is_verb = is_plural and reading.tokens[match.start()].value <= 100
        if last.text in _LOAD_NOUNS and not is_verb:  # 95% of pages load
            reading.take_span(*match.span())
    for run in reading.take_matches(
        "COUNT_PER SECONDS | NUMBER RATE_UNIT | NUMBER AMOUNT_UNIT PER SECONDS"
    ):
        unit = " ".join(token.text for token in run[1:])
        reading.rates.append(
            MeasureTarget("amount", run[0].value, join_token_texts(run), unit, run[0].token_index)
        )


def _add_load(reading: MeasureReading, token_run: list[Token]) -> None:
    first = next(n for n, token in enumerate(token_run) if token.kind == TokenKind.NUMBER)
    reading.loads.append(join_token_texts(token_run[first:]))


def _take_shares(reading: MeasureReading) -> None:
    """Find how many of how many: 5 errors in 10,000 calls, nine of ten, 99% of requests."""
    _take_total_first_ratios(reading)
    _take_ratios(reading)
    for run in reading.take_matches(
        """NUMBER PERCENT OF [ARTICLE EVERY FILLER LAST]{0,2}
        (?= [WORD QUALIFIER SECONDS PERIOD NUMBER HYPHEN] )"""
    ):
        whole = reading.tokens[run[-1].token_index + 1]
        of_time = whole.text in {"time", "times"}
        reading.share_has_verb |= (
            whole.kind == TokenKind.PERIOD and TokenKind.WORD in reading.unread_kinds
        )
        reading.has_ratio |= not of_time
        reading.is_share_of_time |= of_time
        category = "percent" if of_time else "share"
        reading.targets.append(_percent_target(run[0])._replace(category=category))
    # 10 to 20%: the last one is read
    reading.take_matches("(?: NUMBER [HYPHEN PER FILLER] ){1,3} (?= NUMBER PERCENT )")
    _take_percents_next_to_time(reading)
    reading.has_ratio |= bool(
        reading.find_matches(
            """NUMBER [WORD FILLER QUALIFIER]{0,4} PER QUALIFIER? WORD
            | NUMBER AMOUNT_UNIT PER QUALIFIER? WORD"""
        )
    )


def _take_total_first_ratios(reading: MeasureReading) -> None:
    """Find the share that is named last: of 1,000 requests at most 5 fail."""
    for run in reading.take_matches(
        """OF FILLER? NUMBER WORD{1,3} (?: [IN DURING]? [ARTICLE PER EVERY] PERIOD )?
        COMMA? [FILLER BELOW ABOVE WORST_CASE]{0,3} NUMBER (?! WITH_UNIT )"""
    ):
        text = f"{run[-1].text} of {run[1].text}"
        unit = reading.noun_phrase_at(run[-1].token_index + 1)
        whole = next(token.value for token in run if token.kind == TokenKind.NUMBER)
        share = MeasureTarget("share", run[-1].value, text, unit, run[0].token_index, out_of=whole)
        reading.windows += [  # of 1,000 calls in an hour
            join_token_texts(run[n - 1 : n + 1])
            for n, one in enumerate(run)
            if one.kind == TokenKind.PERIOD
        ]
        reading.targets.append(share)
        reading.has_ratio = reading.has_subject = reading.share_has_verb = True


def _take_ratios(reading: MeasureReading) -> None:
    """Find 5 of 100, 1/1000, 5 errors in 10,000 calls, 29 days of 30 days."""
    many_of_many = """
        NUMBER [WORD FILLER QUALIFIER]{0,7}? DURING?
        (?: [OF IN PER EVERY] | AT (?! WORD ) )
        [FILLER ARTICLE EVERY LAST]{0,2} NUMBER
        (?! WITH_UNIT | [HYPHEN PER FILLER] NUMBER )
    """
    days_of_days = """NUMBER PERIOD? OF FILLER? NUMBER (?= PERIOD )
        | NUMBER WORD{0,2} PERIOD [IN OF] [FILLER EVERY LAST]{0,2} NUMBER (?! WITH_UNIT )"""
    for run in [*reading.take_matches(many_of_many), *reading.take_matches(days_of_days)]:
        last, first = run[-1], run[0]
        if first.value > last.value and len(run) == 3 and run[1].text == "of":
            reading.problems.append(
                f"{join_token_texts(run)} is more than all of them. Check the numbers."
            )
        reading.has_ratio = reading.has_subject = True
        named = " ".join(token.text for token in run if token.kind == TokenKind.WORD)
        reading.share_has_verb |= bool(named)
        unit = named or reading.noun_phrase_at(last.token_index + 1)
        share = MeasureTarget(
            "share", first.value, join_token_texts(run), unit, first.token_index, out_of=last.value
        )
        reading.targets.append(share)


def _take_percents_next_to_time(reading: MeasureReading) -> None:
    """Find the share whose time is named next to it: 95% under 300 ms, in 2 s for 99%."""
    for run in reading.take_matches(
        """NUMBER PERCENT
        (?= [^COMMA NUMBER]{0,8} [BELOW WITHIN] ARTICLE? NUMBER? HYPHEN? QUALIFIER?
            [SECONDS PERIOD AMOUNT_UNIT CLOCK] )
        | NUMBER PERCENT (?= [^COMMA NUMBER]{0,8} [IN ABOVE] ARTICLE? NUMBER? SECONDS )"""
    ):
        reading.has_ratio = reading.has_subject = True
        reading.targets.append(_percent_target(run[0]))
    for match in reading.find_matches("[SECONDS PERIOD] [^COMMA NUMBER]{0,4} ( NUMBER PERCENT )"):
        reading.has_ratio = True
        reading.targets.append(_percent_target(reading.take_span(*match.span(1))[0]))


def _percent_target(number: Token) -> MeasureTarget:
    value = number.value
    if value > 100 and re.fullmatch(r"\d+,\d+", number.text):  # 99,999% with a decimal comma
        value = float(number.text.replace(",", "."))
    return MeasureTarget("share", value, join_token_texts([number]) + "%", "%", number.token_index)


_WINDOW_PATTERNS = (
    "DURING CLOCK",  # between 18:00 and 20:00
    "WINDOW [OF EQUALS]{1,2} ARTICLE? NUMBER OF_TIME",  # (window: 10 min)
    "NUMBER? OF_TIME FILLER? WINDOW{1,2} (?! EQUALS )",  # a 5-minute window
    "NUMBER HYPHEN PERIOD MEAN",  # a 5-minute mean
    # any 5 minutes, per calendar month, the last 30 days
    """[PER EVERY LAST] [DURING IN FILLER ARTICLE EVERY LAST QUALIFIER]{0,3}
    (?: (?<! NUMBER PER ) NUMBER )? OF_TIME WINDOW?""",
    "[IN DURING] FILLER? QUALIFIER{0,2} PERIOD (?! HYPHEN )",  # in the month
    "(?<! [NUMBER BELOW ABOVE WITHIN HYPHEN ARTICLE] ) QUALIFIER PERIOD",  # (calendar month)
    # a week, unless it is a limit: “within a week”
    """(?<! [BELOW ABOVE WITHIN IN DURING EQUALS AT WORST_CASE] ) ARTICLE QUALIFIER? PERIOD""",
    "DAILY",
)


# What happens now and then: “on every release” says when, as “every week” does.
_OCCASION_NOUNS = frozenset(split_words("failover restart release deployment crash"))  # on failover
_EVENT_NOUNS = frozenset(
    split_words(
        "release releases deployment deployments deploy deploys rollout rollouts drill drills "
        "audit audits build builds run runs batch import export sprint migration upgrade version "
        "test tests failover failovers restart restarts crash crashes"
    )
)


def _take_windows(reading: MeasureReading) -> None:
    """Find periods that cannot be the value itself: any 5 minutes, a week, daily, per month."""
    for match in reading.find_matches(
        "[EVERY PER IN DURING FILLER] [EVERY FILLER QUALIFIER DAILY]{0,2} WORD{1,2} PERIOD?"
    ):
        run = reading.tokens[slice(*match.span())]
        named = any(token.kind in {TokenKind.EVERY, TokenKind.PER} for token in run)
        is_event = any(token.text in _EVENT_NOUNS for token in run)
        on_it = run[0].text == "on" and run[-1].text in _OCCASION_NOUNS
        if is_event and (named or on_it or run[-1].kind == TokenKind.PERIOD):
            reading.windows.append(join_token_texts(reading.take_span(*match.span())))
    for pattern in _WINDOW_PATTERNS:
        reading.windows += [join_token_texts(run) for run in reading.take_matches(pattern)]
    reading.take_matches("WINDOW")  # “rolling” alone only names the manner


_WINDOW_OR_LIMIT_KINDS = {TokenKind.IN, TokenKind.DURING, TokenKind.WITHIN}


def _take_quantities(reading: MeasureReading) -> None:
    """Find times, amounts and clock times. Those after in, over, within may yet be windows."""
    for match in reading.find_matches(
        """(?: NUMBER [HYPHEN PER FILLER] ){0,4}
        (?: NUMBER | (?<= [BELOW ABOVE WITHIN IN DURING EQUALS WORST_CASE] ) ARTICLE )
        HYPHEN? QUALIFIER? [SECONDS PERIOD AMOUNT_UNIT]
        | CLOCK"""
    ):
        index, run = match.start(), reading.take_span(*match.span())
        if run[0].kind == TokenKind.CLOCK:
            reading.has_subject = True
            reading.targets.append(MeasureTarget("clock", math.nan, "clock", "time of day", index))
        else:
            _add_quantity(reading, run)


def _add_quantity(reading: MeasureReading, token_run: list[Token]) -> None:
    index, unit = token_run[0].token_index, token_run[-1]
    value = next(
        (token.value for token in reversed(token_run) if token.kind == TokenKind.NUMBER), 1.0
    )
    category = "amount" if unit.kind == TokenKind.AMOUNT_UNIT else "time"
    bound = _bound_sign_before(reading, index)
    target = MeasureTarget(category, value, join_token_texts(token_run), unit.text, index, bound)
    before = reading.token_before(
        index, {*_WINDOW_OR_LIMIT_KINDS, *BOUND_KINDS, TokenKind.WORST_CASE, TokenKind.AT}
    )
    alone = before is None and unit.kind == TokenKind.PERIOD and not bound
    if category == "time" and alone:
        reading.undecided_times.append((None, target))
    elif category == "time" and before and before.kind in _WINDOW_OR_LIMIT_KINDS:
        reading.undecided_times.append((before.kind, target))
    else:
        reading.has_subject = True
        reading.targets.append(target)


def _take_remaining_numbers(reading: MeasureReading) -> None:
    """Find the numbers that are left: percentages, things that are counted, bare numbers."""
    for match in reading.find_matches("NUMBER (?: PERCENT | NINES | QUALIFIER? WORD{1,3} | )"):
        index, run = match.start(), reading.tokens[slice(*match.span())]
        bound = _bound_sign_before(reading, index)
        number, last, text = run[0], run[-1], join_token_texts(run)
        if len(run) == 2 and last.kind in {TokenKind.PERCENT, TokenKind.NINES}:
            reading.targets.append(
                _percent_target(number)._replace(category="percent", bound=bound)
            )
            reading.has_subject |= last.kind == TokenKind.NINES
        elif len(run) > 1:
            unit = " ".join(token.text for token in run[1:])
            reading.targets.append(MeasureTarget("count", number.value, text, unit, index, bound))
        elif bound or not re.fullmatch(r"one|(?:19|20)\d\d", number.text):  # “each one”, a year
            reading.targets.append(MeasureTarget("bare", number.value, text, "", index, bound))
    left = {reading.tokens[match.start()].text for match in reading.find_matches("[WORD ALWAYS]")}
    reading.has_subject |= bool(left - {"better", "worse"})


def _bound_sign_before(reading: MeasureReading, index: int) -> str:
    found = reading.token_before(index, {*BOUND_KINDS, TokenKind.WORST_CASE})
    return "" if found is None else found.text if found.kind in BOUND_KINDS else "≤"


def join_token_texts(tokens: list[Token]) -> str:
    """Return tokens as one would write them."""
    text = re.sub(r" ?([-/]) ?", r"\1", " ".join(token.text for token in tokens))
    text = text.replace(" %", "%").replace("ce times", "ce").strip("/ ")
    return text if len(text) <= MAX_QUOTED_CHARACTERS else f"{text[: MAX_QUOTED_CHARACTERS - 1]}…"


def _decide_windows(reading: MeasureReading) -> None:
    """Decide which times are windows and which are the value, and whether a rate is a load."""
    if not reading.targets and all(kind != TokenKind.WITHIN for kind, _ in reading.undecided_times):
        reading.targets += [one for one in reading.rates if not _is_load(reading, one)]
        reading.loads += [one.text for one in reading.rates if _is_load(reading, one)]
    else:
        reading.loads += [one.text for one in reading.rates]
    categories = {one.category for one in reading.targets}
    several = any(one.category == "count" and one.value != 1 for one in reading.targets)
    for kind, target in reading.undecided_times:
        if _is_window(reading, kind, target, categories=categories, has_several_items=several):
            reading.windows.append(target.text)
        else:
            reading.has_subject = True
            reading.targets.append(target)
    # “95% of the time under 3 s” says how often; “99.9% of the time up” still lacks its period.
    reading.has_ratio |= reading.is_share_of_time and any(
        one.category == "time" for one in reading.targets
    )
    reading.targets.sort(key=lambda one: one.token_index)


def _is_load(reading: MeasureReading, rate: MeasureTarget) -> bool:
    """Return whether a rate is only the load: scores come back under 60 calls a second."""
    before = reading.tokens[max(0, rate.token_index - 2) : rate.token_index]
    if not before:
        return False
    named = reading.percentile_ranks or len(before) < 2 or before[0].text in _STATE_WORDS
    under = before[-1].text == "<" and not named
    with_it = before[-1].text == "with" and before[0].text not in _COPING_VERBS
    return under or with_it or before[-1].text in _CONDITION_WORDS


def _is_window(
    reading: MeasureReading,
    preposition_kind: TokenKind | None,
    target: MeasureTarget,
    *,
    categories: set[str],
    has_several_items: bool,
) -> bool:
    long = target.unit not in SUBMINUTE_UNITS
    held = bool(categories - {"share"})
    if preposition_kind == TokenKind.DURING:  # over, for
        if long:
            return held or reading.has_ratio or bool(reading.percentile_ranks)
        return "time" in categories
    if preposition_kind == TokenKind.IN:
        if long and reading.percentile_ranks and target.text.startswith("a"):  # p95 in an hour
            return True
        return held if long else bool(categories & {"count", "percent"})
    if preposition_kind == TokenKind.WITHIN:  # within: nearly always the value
        return long and ("percent" in categories or has_several_items)
    beside_limit = long and "time" in categories  # 300 ms (95%, 5 min)
    return bool(categories & {"count", "percent"}) or beside_limit


_LASTING_VERBS = frozenset(
    split_words(
        "succeed succeeds served answers accepted work works working keep keeps kept stay stays "
        "last lasts live lives supported support "
        "valid available usable retained stored continue continues run runs"
    )
)
_ENDING_VERBS = frozenset(
    split_words("expire expires end ends close closes lock locks deleted locked closed")
)
_IN_ADVANCE_WORDS = frozenset(split_words("before ahead advance notice earlier"))
_REPEATED_ACTION_WORDS = frozenset(
    split_words(
        "change changed rotate rotated renew renewed refresh refreshed test tested check checked "
        "scan scanned rehearse rehearsed practice practiced patch patched update updated sync "
        "synced audit audited review reviewed export exported reconcile reconciled back backed "
        "backup backups "
        "drill drilled purge purged replace replaced rotation renewal refresh backup review scan"
    )
)
_PASS_VERBS = frozenset(split_words("pass passes passed passing succeed succeeds green accepted"))
_CHECKED_VERBS = frozenset(
    split_words("checked verified scanned tested audited reviewed rotated patched")
)


def _take_durations(reading: MeasureReading) -> None:
    """Find what lasts or repeats: work for at least 12 months, keys rotated every 90 days."""
    times = [one for one in reading.targets if one.category == "time"]
    long = [one for one in times if one.unit not in SUBMINUTE_UNITS]
    not_before = any(one.bound == "≥" for one in long) and reading.has_any_word({"after", "before"})
    lasting = reading.has_any_word(_LASTING_VERBS) and reading.has_any_word({"for"})
    ends = reading.has_any_word(_ENDING_VERBS) and reading.has_any_word({"after"})
    sustained = bool(reading.rates) and reading.has_any_word({"for"})
    reading.has_duration = bool(long) and (
        lasting or sustained or ends or not_before or reading.has_any_word(_IN_ADVANCE_WORDS)
    )
    if reading.targets or reading.percentile_ranks:
        return
    repeated = reading.has_any_word(_REPEATED_ACTION_WORDS) and [
        one for one in reading.windows if "every" in one
    ]
    if repeated and re.search(r"\d", repeated[0]):
        value = next(one.value for one in reading.tokens if one.kind == TokenKind.NUMBER)
        reading.targets.append(
            MeasureTarget("time", value, repeated[0], repeated[0].split()[-1], 0)
        )


def _take_all_must_pass(reading: MeasureReading) -> None:
    """Find that all of them pass, every time: all contract tests pass on every release."""
    for_all = any(token.kind == TokenKind.EVERY for token in reading.tokens)
    # Apps that are “tested before each release” may fail: only “all” that are checked say enough.
    passes = reading.has_any_word(_PASS_VERBS) or (
        reading.has_any_word(_CHECKED_VERBS) and TokenKind.EVERY in reading.unread_kinds
    )
    counted = all(one.category == "count" for one in reading.targets)
    if for_all and counted and reading.windows and passes:
        reading.targets = [MeasureTarget("share", 100.0, "all", "%", 0)]
        reading.has_ratio = reading.has_subject = reading.share_has_verb = True


_READING_PASSES = (
    _take_percentiles,
    _take_loads,
    _take_shares,
    _take_windows,
    _take_quantities,
    _take_remaining_numbers,
    _decide_windows,
    _take_durations,
    _take_all_must_pass,
)


def is_countable(word: str) -> bool:
    """Return whether a word names what a measure may count, singular or plural."""
    return word.removesuffix("s") in COUNTABLE_NOUNS
