"""Words that leave a requirement open, in named kinds. Which ones those are is our starting point.

To teach the checker a new word, add it to the kind where a reader would look for it.
"""

from __future__ import annotations

import re
from functools import cache

from utils.role.model.phrases import normalize_text
from utils.role.model.token_kinds import compile_token_pattern
from utils.role.model.tokens import kind_letters, tokenize

_CONDITION_NOUNS_REGEX = "load|traffic|operation|operations|hours|volume"
_NOT_PART_OF_NAME_REGEX = r"(?! (?:lane|lanes|path|track|forward|start)\b)"  # “fast lane” is a name
_REAL_TIME_REGEX = r"(?:near |near-)?real[- ]?time"
_NOT_AFTER_COUNTS_AS_REGEX = "".join(  # “a failed call counts as too slow” is a rule, not praise
    f"(?<!{count} as {too})" for count in ("count", "counts") for too in ("", "too ")
)
_NUMBER_START_REGEX = r"(?:[\d$€£.]|half\b|an? (?!\w+ of\b)|one\b|two\b|three\b|five\b|ten\b|p\d)"

# In every part: words that praise.
_PRAISE_REGEX = (
    rf"(?:fast|quick(?:ly)?|rapid(?:ly)?|swift(?:ly)?|speed(?:y|ily)|snappy|brisk(?:ly)?|"
    rf"robust(?:ly)?|scalab(?:le|ly)|reliabl[ey]|user[- ]friendly|eas(?:y|ily)|efficient(?:ly)?|"
    rf"seamless(?:ly)?|intuitive(?:ly)?|performant|powerful|high[- ]performance|world[- ]class|"
    rf"state[- ]of[- ]the[- ]art|effortless(?:ly)?){_NOT_PART_OF_NAME_REGEX}"
)
# In response and measure: how good it is, without saying how to tell.
_VAGUE_QUALITY_REGEX = (
    r"smooth(?:ly)?|graceful(?:ly)?|proper(?:ly)?|responsive|flexibl[ey]|stabl[ey]|simpl[ey]|"
    r"nice(?:ly)?|good|great|excellent|decent|best|(?<!as )well(?! as\b)|"
    r"acceptabl[ey]|tolerabl[ey]|reasonabl[ey]|within reason|appropriate(?:ly)?|adequate(?:ly)?|"
    r"sufficient(?:ly)?|optimal(?:ly)?|satisf(?:ying|actory)|best effort|undue|"
    r"as (?:expected|hoped|intended)|(?:optim|maxim|minim)i[sz]ed|okay|(?<=is )ok|(?<=are )ok"
)
# In the measure: words that leave the verdict to whoever reads it.
_SUBJECTIVE_JUDGMENT_REGEX = (
    r"slightly|closely|(?:can|could) (?:accept|bear|stand|tolerate)|"
    r"fully|completely|thoroughly|enough|strong|solid|fine|ample|headroom|(?:un)?necessary|"
    r"important|relevant|"
    r"significant(?:ly)?|noticeabl[ey]|(?:im)?perceptibl[ey]|appreciabl[ey]|blink of an eye|"
    r"competitors?|rivals?|industry[- ](?:average|norm|standard)s?|comparabl[ey]|similar(?:ly)?|"
    r"as (?:agreed|designed|planned|promised|required|specified)|"
    r"within (?:the |its |our )?(?:bounds|limits?|slas?|slos?|spec|targets?)(?! of\b)|or whatever|"
    r"tbd|tbc|todo|to be (?:agreed|confirmed|decided|defined|determined)|"
    r"(?:if|when|where|as|unless|provided) (?:\w+ ){1,4}(?:allows?|permits?)|permitting|"
    r"(?:if|when|unless|provided) (?:all|everything|nothing|something|anything)|"
    r"(?:once|unless|until) (?:we|you)(?:'\w+)?|depend(?:s|ing) on|"
    r"(?:agreed|expected|promised) (?:dates?|days?|levels?|times?)|"
    r"average(?= (?:conditions|days?|hours?|load|nights?|traffic|weeks?)\b)|"
    r"(?:before|until|without) (?:\w+ ){0,3}(?:notices|noticing|sees|complains?|complaining)|"
    r"(?:no|without) (?:\w+ )?(?:degradation|slowdown|impact)|less time than|than it takes|"
    r"(?:in)?secure(?:ly)?(?! (?:connections?|channels?|tokens?|links?|protocols?))|"
    r"(?:no|zero|0|any) (?:issues|problems|trouble|hiccups|delays?)"
    r"(?! (?:over|above|of|longer|beyond|[>≥]))|"
    r"without (?:trouble|problems?|issues|delay|(?:any|much|long|further) delay|"
    r"(?:having to )?wait(?:ing)?)"
)
# In response and measure: how people feel about it.
_FEELINGS_REGEX = (
    r"trusts?|enjoys?|loves?|happy|happier|satisfied|pleased|delighted|content with|"
    r"comfortabl[ey]|frustrated|annoyed|unhappy|(?:im)?patien(?:t|tly|ce)"
)
# In response and measure: how soon.
_VAGUE_SPEED_REGEX = (
    r"(?:faster|quicker|better|slower|sooner)(?! (?:than|then|as)\b)|soon(?! as\b)|asap|"
    r"immediately|instantly|instantaneous(?:ly)?|(?:right|straight) away|in no time|in a flash|"
    r"overnight(?! (?:run|job|batch|import|file|process|settlement))|first thing|"
    r"prompt(?! (?:length|size|tokens?|text))|promptly|timely|shortly|"
    r"eventually(?! consistent)|sooner or later|"
    r"at some (?:point|time)|some day|someday|one day(?=\W*$)|in the (?:end|long run|long term|"
    r"near future)|in due course|"
    r"over time|before long|(?:for|after) a (?:while|short time|long time)|in (?:good )?time"
    r"(?! (?:for|to|of)\b|-)|early|"
    r"(?:if|where|when|as|wherever|whenever) (?:at all )?(?:possible|feasible|"
    r"practicable|practical)"
)
# In response and measure: how often.
_VAGUE_FREQUENCY_REGEX = (
    r"(?:most|much|some|more) of the time|in most cases|usually|(?<!as )often|mostly|mainly|"
    r"typically|generally|in general|in principle|as a rule|by and large|normally|regularly|"
    r"frequently|commonly|tends? to|maybe|perhaps|possibly|probably|presumably|"
    r"sometimes|occasional(?:ly)?|rare(?:ly)?|seldom|(?:un)?likely|hopefully|ideally|etc|and so on"
)
# In the measure: words used instead of a number.
_VAGUE_AMOUNT_REGEX = (
    rf"normal(?! (?:{_CONDITION_NOUNS_REGEX})\b)|low(?! as\b)|high(?! "
    rf"(?:load|traffic|season)\b)|few|"
    rf"many(?! (?:as|requests)\b)|several|couple of|some(?! of the time| (?:point|time)\b)|"
    rf"(?<!at )(?<!at the )most(?! of the time| cases)|majority|bulk of|"
    rf"(?:large|great|big|high) (?:part|share|number)|"
    rf"light(?= (?:load|traffic)\b)|(?<=is )light|{_NOT_AFTER_COUNTS_AS_REGEX}slow(?:ly)?|"
    rf"short|small|"
    rf"minimal(?! \d)|negligible|instant|on time|on schedule|as long as (?:needed|necessary|"
    rf"required)|"
    rf"(?:un)?usual|calm|plenty|a lot|lots?(?= of\b)|moderate(?:ly)?|"
    rf"fair(?:ly)?|quite|rather(?! than)|pretty|relatively|comparatively|quiet|busy|"
    rf"{_NOT_AFTER_COUNTS_AS_REGEX}(?<!\d )too(?! (?:many|large|busy))|a bit|somewhat|"
    r"long(?= (?:time|while)\b)"
)
# In the measure: a number, more or less.
_HEDGE_REGEX = (
    rf"almost|near[- ]zero|nearly|virtually|practically|barely|hardly|scarcely|"
    rf"next to no|a little|roughly|approximately|approx|circa|more or less|give or take|or so|"
    rf"or less or more|(?:or )?thereabouts?|ballpark|"
    rf"(?:somewhere )?(?:near|close to)(?= ?{_NUMBER_START_REGEX})|"
    rf"in the (?:region|range|order|area) of(?= {_NUMBER_START_REGEX})|"
    rf"(?:about|around|ca)(?= ?{_NUMBER_START_REGEX})|plus or minus(?! ?\d)|-?ish"
)
_HEDGE_SIGN_REGEX = r"[~≈](?= ?\d)|(?<=\d)-?ish\b"

_AS_POSSIBLE_REGEX = r"as (?:\w+ ){1,4}as (?:possible|feasible|practical|(?:we|they|you|it) can)"

_NOT_VAGUE_REGEX = (  # “300 ms or better”, “as fast as v1”
    r"\bor (?:better|faster|quicker|sooner|less or equal)\b"
    r"|\bas (?:fast|quick|good|well) as(?= v?\d)"
)
_VAGUE_REGEXES_BY_PART = {
    "source": (_PRAISE_REGEX,),
    "stimulus": (_PRAISE_REGEX,),
    "environment": (_PRAISE_REGEX,),
    "artifact": (_PRAISE_REGEX,),
    "response": (
        _PRAISE_REGEX,
        _VAGUE_QUALITY_REGEX,
        _FEELINGS_REGEX,
        _VAGUE_SPEED_REGEX,
        _VAGUE_FREQUENCY_REGEX.replace("normally|", ""),
        _REAL_TIME_REGEX,
    ),
    "measure": (
        _PRAISE_REGEX,
        _VAGUE_QUALITY_REGEX,
        _SUBJECTIVE_JUDGMENT_REGEX,
        _FEELINGS_REGEX,
        _VAGUE_SPEED_REGEX,
        _VAGUE_FREQUENCY_REGEX,
        _REAL_TIME_REGEX,
        _VAGUE_AMOUNT_REGEX,
        _HEDGE_REGEX,
    ),
}


@cache
def _compile_vague_pattern(part: str) -> re.Pattern[str]:
    """Return what is vague in a part, as whole words. Compiled when first asked for."""
    words = "|".join((_AS_POSSIBLE_REGEX, *_VAGUE_REGEXES_BY_PART[part]))
    whole = rf"(?<![\w'-])(?:{words})(?![\w'-])"
    return re.compile(f"{whole}|{_HEDGE_SIGN_REGEX}" if part == "measure" else whole)


def vague_words(text: str, part: str) -> tuple[str, ...]:
    """Return the vague words of a part, each once, in the sequence of the text. Whole words only.

    Reads the first 1,000 characters; never raises. `part` is one of `spec.SCENARIO_PARTS`.
    """
    said = re.sub(_NOT_VAGUE_REGEX, " ", normalize_text(text))
    found = dict.fromkeys(match[0] for match in _compile_vague_pattern(part).finditer(said))
    kinds_found = kind_letters(tokenize(text))
    timed = compile_token_pattern("NUMBER HYPHEN? [SECONDS PERIOD]").search(kinds_found)
    said_when = compile_token_pattern("CLOCK").search(
        kinds_found
    )  # due by 06:00, and credited on time
    return tuple(
        one
        for one in found
        if not (timed and re.fullmatch(_REAL_TIME_REGEX, one))
        and not (said_when and one == "on time")
    )


def remove_vague_words(text: str, part_name: str) -> str:
    """Return a text in lower case with its vague words taken out."""
    return _compile_vague_pattern(part_name).sub(" ", normalize_text(text))
