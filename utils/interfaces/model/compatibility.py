"""S2: does a change of an interface break the clients that use it?

Two JSON Schemas are compared. In a request a change is safe when the new schema accepts all that
the old one did; in a response when the new one holds nothing that the old one did not. On top of
that come the published rules that say more than the sets do, each named in the finding:

- AIP-180 (Google, “Backwards compatibility”): a removed or renamed field, a changed type or a
  changed default breaks clients even where every old message still passes.
- A new field in a response is formally something new, but clients are told to ignore fields that
  they do not know (Zalando REST guidelines, rules 108 and 111), so it is safe.
- Where sources disagree or it depends on the client, the verdict says so: a new enum value in a
  response, a new required request field with a default, a default that appears or goes.

A client sends the fields that its schema lists. Where the schema says what other fields may hold
(`additionalProperties` with a schema), those count too.

Why not the package `jsonsubschema` (0.0.8 of June 2026, Apache-2.0, Python 3.8 to 3.14), which
answers “does one schema accept all that another does”? Tried on the lab's own cards:

- it ignores `nullable` and `format`, so a response that may newly be null passes as safe;
- it called additionalProperties integer a part of properties {a: string}, although {"a": 1} fits
  only the first;
- it did not answer within 8 seconds for a pattern with a length limit;
- it refuses recursive schemas and a number as exclusiveMinimum;
- it says yes or no, not where and why, and AIP-180's rules are beyond sets. It had one release in
  almost three years and brings four packages (greenery, portion, jsonref, jsonschema).

So the rules are our own, a test holds them against `jsonschema`, and where they cannot decide the
verdict is “unknown”, never “safe”.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from utils.interfaces.model.keyword_context import (
    REFERENCE_KEYWORDS,
    UNEVALUATED_KEYWORDS,
    any_contains_reference,
    has_inner_schema_id,
    has_schema_id,
    ignores_ref_siblings,
    without_annotations,
)
from utils.interfaces.model.keyword_rules import (
    AIP_SOURCE,
    JSON_SCHEMA_SOURCE,
    OASDIFF_SOURCE,
    ValueChange,
    certainly_accepts,
    constraint_changes,
    describe_types,
    type_changes,
)
from utils.interfaces.model.normalize import (
    CONTEXT_DEPENDENT_KEYWORDS,
    MAX_NESTING_LEVELS,
    SchemaAlternative,
    SchemaDocument,
    SchemaNode,
    TooComplexError,
    canonical_json,
    expand_alternatives,
    find_unions,
    has_true_keyword,
    unjudged_keywords,
)
from utils.interfaces.model.schema_check import (
    find_first_problem,
    find_same_value_schemas,
    quote_key_path,
    shorten,
)
from utils.interfaces.model.surroundings import (
    MISSING_SURROUNDINGS_TEXT,
    Difference,
    SchemaFragment,
    find_differences,
)
from utils.interfaces.model.versions import Bump, bump
from utils.kit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "CHECKER_LIMITATIONS",
    "MESSAGE_SIDES",
    "VERDICTS",
    "Bump",
    "CompatibilityResult",
    "Finding",
    "bump",
    "compare_schemas",
]

ZALANDO_SOURCE = "Zalando REST guidelines"
SEMVER_SOURCE, OPENAPI_SOURCE = "SemVer 2.0.0", "OpenAPI 3.1"
MESSAGE_SIDES = ("request", "response")
VERDICTS = ("same", "safe", "depends", "unknown", "breaks")  # from mild to grave
COMPATIBLE_VERDICTS = frozenset({"same", "safe"})
MAX_COMPARISON_STEPS = 20_000  # schemas compared before the answer is “can't tell”
SEVERAL_ALTERNATIVES_PHRASE = "in a form that fits several alternatives"

CHECKER_LIMITATIONS = [
    "Paths and methods: a moved or removed endpoint breaks every client that calls it.",
    "Status codes and error bodies: a new code can surprise a client that knows only the old ones.",
    "Headers, query parameters, and content types, unless you paste their schemas.",
    "Authentication and permissions: a new scope or key locks out clients that lack it.",
    "Meaning: an order's total in cents instead of dollars passes every schema.",
    "Sequence: of items in a list, of events, and of calls.",
    "Performance and limits: slower responses, smaller pages, fewer calls a minute.",
    "Behavior that clients rely on even though no schema mentions it.",
    "Code made from the schema: AIP-180 counts even a wider type as breaking for such code.",
    "Keywords without a rule, such as contentEncoding or discriminator: we name any difference.",
    "Text around the schema, such as paths and parameters: we name any difference.",
    "References to other files or addresses: we don't fetch anything.",
]


@dataclass(frozen=True)
class Finding:
    """One change: where (as in `$.items[].currency`), what, verdict, whom it hits, source."""

    path: str
    change: str
    verdict: str
    reason: str
    source: str


@dataclass(frozen=True)
class CompatibilityResult:
    """The verdict on a change of an interface, and the findings that lead to it, in order."""

    verdict: str
    findings: tuple[Finding, ...]

    @property
    def deprecates(self) -> bool:
        """Whether something is newly marked as deprecated."""
        return any(finding.change == "deprecated" for finding in self.findings)


def compare_schemas(
    old: Mapping[str, Any], new: Mapping[str, Any], side: str
) -> CompatibilityResult:
    """Return what changing one JSON Schema into another does to clients.

    Parameters
    ----------
    old, new
        JSON Schemas, or schema objects of OpenAPI 3. Local references are followed.
    side
        "request" for what clients send, "response" for what they read.

    Raises
    ------
    InputError
        When one of the two is not a schema; `what` names the place.

    """
    if side not in MESSAGE_SIDES:
        raise ValueError(f"side is {side!r}, not request or response")
    for name, schema in (("old", old), ("new", new)):
        problem = find_first_problem(schema)
        if problem:
            where = f" (at {quote_key_path(problem.key_path)})" if problem.key_path else ""
            raise InputError(f"In the {name} schema{where}: {problem.message}", problem.fix)
    try:
        found = _compare_documents(old, new, side)
    except TooComplexError:
        found = [_cannot_tell_finding("$", "too large", "it has more parts than can be compared")]
    found += _compare_surroundings(old, new)
    found += _ignored_ref_sibling_findings(old, new, found)
    findings = tuple(dict.fromkeys(found))
    worst = max((VERDICTS.index(finding.verdict) for finding in findings), default=0)
    return CompatibilityResult(VERDICTS[worst], findings)


def _compare_documents(old: Mapping[str, Any], new: Mapping[str, Any], side: str) -> list[Finding]:
    documents = SchemaDocument.of(old), SchemaDocument.of(new)
    before, after = (SchemaNode(document, (document.schema,)) for document in documents)
    comparison = _SchemaComparison(
        side, SchemaPairTraits.of(*(document.root for document in documents))
    )
    found = comparison.compare(before, after, "$")
    if not comparison.pair_traits.equal_but_for_annotations and any(
        map(has_inner_schema_id, (old, new))
    ):
        reason = "a schema inside has an “$id”, and references may start from there"
        found.append(_cannot_tell_finding("$", "$id", reason))
    return found


def _ignored_ref_sibling_findings(
    old: Mapping[str, Any], new: Mapping[str, Any], findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield that the texts differ only where their dialect doesn't read."""
    if findings or not (ignores_ref_siblings(old) and ignores_ref_siblings(new)):
        return
    if canonical_json(without_annotations(old)) != canonical_json(without_annotations(new)):
        reason = "In this dialect nothing next to a “$ref” counts, so no client meets a difference."
        yield Finding("$", "text that isn't read changed", "same", reason, JSON_SCHEMA_SOURCE)


def _compare_surroundings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what differs in the text around the two schemas, where that text is known."""
    fragments = [
        one if isinstance(one, SchemaFragment) else SchemaFragment(one) for one in (old, new)
    ]
    for one in find_differences(*(fragment.surroundings for fragment in fragments)):
        yield _surroundings_finding(one)


def _surroundings_finding(difference: Difference) -> Finding:
    """Return what a difference around the schema means."""
    if difference.is_documentation:
        reason = "This is text for people, outside the schema; no client breaks on it."
        return Finding("$", difference.sentence, "same", reason, JSON_SCHEMA_SOURCE)
    reason = "The checker can't tell what this means for clients: it judges only the schema."
    return Finding(
        "$",
        difference.sentence if difference.key_path else MISSING_SURROUNDINGS_TEXT,
        "unknown",
        reason,
        JSON_SCHEMA_SOURCE,
    )


def _cannot_tell_finding(path: str, change: str, reason: str) -> Finding:
    return Finding(
        path,
        change,
        "unknown",
        f"The checker can't tell for {_display_name(path)}: {reason}.",
        JSON_SCHEMA_SOURCE,
    )


def _display_name(path: str) -> str:
    if path == "$":
        return "the body"
    tail = path.rpartition(".")[2] or path
    if tail.endswith("[]") and "]." not in tail:
        return f"an item of “{tail[:-2]}”" if tail != "$[]" else "an item"
    return "an entry" if tail == "*" else f"“{tail}”"


def _child_path(path: str, name: str) -> str:
    plain = name.isidentifier() or name.replace("-", "_").isidentifier()
    return f"{path}.{shorten(name)}" if plain else f"{path}.{canonical_json(shorten(name))}"


@dataclass(frozen=True)
class SchemaPairTraits:
    """What the two whole texts tell about the keywords in them."""

    equal_but_for_annotations: bool  # but for wording
    has_schema_ids: bool  # whether a schema in them has an address of its own
    has_unevaluated_keyword: bool  # whether a keyword in them reads all that was said of a value

    @classmethod
    def of(cls, old: Mapping[str, Any], new: Mapping[str, Any]) -> SchemaPairTraits:
        """Return what two texts tell."""
        was, now = (canonical_json(without_annotations(root)) for root in (old, new))
        has_unevaluated_keyword = any(
            f'"{keyword}"' in text for text in (was, now) for keyword in UNEVALUATED_KEYWORDS
        )
        return cls(was == now, any(map(has_schema_id, (old, new))), has_unevaluated_keyword)


class _SchemaComparison:
    """Compares schemas node by node. `path` is where the two are, as in `$.items[].currency`."""

    def __init__(self, side: str, pair_traits: SchemaPairTraits) -> None:
        self.is_request = side == "request"
        self.pair_traits = pair_traits
        self.steps_left = MAX_COMPARISON_STEPS
        self.open_pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = []

    def count_steps(self, steps: int) -> None:
        """Count work, so that no schema takes long."""
        self.steps_left -= steps
        if self.steps_left < 0:
            raise TooComplexError

    def compare(self, old: SchemaNode, new: SchemaNode, path: str) -> list[Finding]:
        """Return the findings for one place.

        A pair that is already being compared further out is taken as fine here: values end
        somewhere, and what is wrong with the pair is found further out.
        """
        pair = (old.key, new.key)
        if pair in self.open_pairs:
            return []
        if len(self.open_pairs) >= MAX_NESTING_LEVELS:
            raise TooComplexError
        self.count_steps(1)
        self.open_pairs.append(pair)
        try:
            found = self._compare_alternatives(old, new, path)
            return found + list(self._compare_unevaluated(old, new, path))
        finally:
            self.open_pairs.pop()

    def _compare_unevaluated(
        self, old: SchemaNode, new: SchemaNode, path: str
    ) -> Iterator[Finding]:
        """Yield keywords that read all that was said of a value, if any of that differs."""
        if (
            self.pair_traits.equal_but_for_annotations
            or not self.pair_traits.has_unevaluated_keyword
        ):
            return
        said = self._keywords_at(old) | self._keywords_at(new)
        words = [keyword for keyword in UNEVALUATED_KEYWORDS if keyword in said]
        if not words:
            return
        was, now = (
            tuple(canonical_json(without_annotations(part)) for part in node.parts)
            for node in (old, new)
        )
        if was != now or any_contains_reference(was):
            for keyword in words:
                yield _cannot_tell_finding(
                    path, keyword, f"it doesn't judge what “{keyword}” leaves over"
                )

    def _keywords_at(self, node: SchemaNode) -> set[str]:
        """Return all keywords that speak of a value, however deep in alternatives."""
        found: set[str] = set()
        seen: set[int] = set()
        todo: list[Mapping[str, Any]] = [part for part in node.parts if isinstance(part, dict)]
        while todo:
            part = todo.pop()
            if id(part) not in seen:
                seen.add(id(part))
                found |= part.keys()
                todo += find_same_value_schemas(node.document.root, part)
                dependent = part.get("dependentSchemas", {}).values()
                todo += [one for one in dependent if isinstance(one, dict)]
        self.count_steps(len(seen) // 8)
        return found

    def _compare_alternatives(self, old: SchemaNode, new: SchemaNode, path: str) -> list[Finding]:
        olds, old_exact = expand_alternatives(old, self.count_steps)
        news, new_exact = expand_alternatives(new, self.count_steps)
        found: list[Finding] = []
        if not (old_exact and new_exact) and not self._are_unions_equal(old, new, path):
            if not (new_exact if self.is_request else old_exact):
                reason = "alternatives under oneOf may overlap, and a value must fit exactly one"
                unjudged = self._compare_unjudged_keywords(olds[0], news[0], path, ())
                return [_cannot_tell_finding(path, "oneOf", reason), *unjudged]
            # Only the narrow side is in doubt: at most it holds less than its alternatives say.
            change = f"oneOf {'loosened' if self.is_request else 'tightened'}"
            found = [
                self._finding_for_change(
                    path,
                    _one_way_change(change, SEVERAL_ALTERNATIVES_PHRASE, lost=not self.is_request),
                )
            ]
        if len(olds) == len(news) == 1:
            return found + self._compare_normalized(olds[0], news[0], path)
        found += self._match_alternatives(olds, news, path)
        return found + self._unreported_keyword_findings(old, new, path, found)

    def _unreported_keyword_findings(
        self, old: SchemaNode, new: SchemaNode, path: str, findings: Sequence[Finding]
    ) -> list[Finding]:
        """Return keywords without a rule that differ next to alternatives that no value fits."""
        was, now = unjudged_keywords(old), unjudged_keywords(new)
        named = {finding.change for finding in findings}
        return [
            _cannot_tell_finding(path, keyword, f"it doesn't judge “{shorten(keyword)}”")
            for keyword in sorted({*was, *now})
            if was.get(keyword) != now.get(keyword) and keyword not in named
        ]

    # --- what a loss or a gain means -------------------------------------------------------

    def _finding_for_change(self, path: str, change: ValueChange) -> Finding:
        name = _display_name(path)
        if not (change.lost_phrase or change.gained_phrase):
            return _cannot_tell_finding(
                path, change.change, "one rule may or may not hold all of the other"
            )
        if self.is_request and change.lost_phrase:
            verdict = "breaks"
            reason = f"A client that sends {name} {change.lost_phrase} is refused."
        elif self.is_request:
            verdict = "safe"
            sent = f"A client may now also send {name} {change.gained_phrase}"
            reason = f"{sent}, and what passed before still does."
        elif change.gained_phrase:
            verdict = "breaks"
            read = f"A client that reads {name} may now get it {change.gained_phrase}"
            reason = f"{read}, which it has never seen."
        else:
            verdict = "safe"
            lost = f"A client that reads {name} no longer gets it {change.lost_phrase}"
            reason = f"{lost}, and nothing new."
        return Finding(path, change.change, verdict, reason, change.source)

    # --- one alternative against one -------------------------------------------------------

    def _compare_normalized(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> list[Finding]:
        self.count_steps(1)
        found = [self._finding_for_change(path, change) for change in type_changes(old, new)]
        both = old.types & new.types
        if both - {"null"} or both == old.types == new.types:
            found += self._compare_enums(old, new, path)
            if not self._enums_settle_limits(old, new):
                found += [
                    self._finding_for_change(path, change)
                    for change in constraint_changes(old, new)
                ]
            if "array" in both and (old.items or new.items):
                items = SchemaNode(old.document, old.items), SchemaNode(new.document, new.items)
                found += self.compare(*items, f"{path}[]")
            if "object" in both:
                found += self._compare_fields(old, new, path)
        if "null" in both and old.null_unlisted != new.null_unlisted:
            found.append(_enum_null_mismatch_finding(path))
        found += self._compare_defaults(old, new, path)
        found += self._compare_unjudged_keywords(old, new, path, found)
        return found + list(_compare_annotations(old, new, path))

    def _enums_settle_limits(self, old: SchemaAlternative, new: SchemaAlternative) -> bool:
        """Whether a list of values on the narrow side settles all limits on both sides."""
        narrower, wider = (old, new) if self.is_request else (new, old)
        return narrower.enum is not None and all(
            certainly_accepts(narrower, value) and certainly_accepts(wider, value)
            for value in narrower.enum.values()
        )

    def _compare_enums(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> Iterator[Finding]:
        """Yield what changed in a list of values. null and new kinds are named by the type."""
        was, now = _enum_or_booleans(old, new), _enum_or_booleans(new, old)
        if was is None or now is None:
            yield from self._compare_enum_presence(old, new, path)
            return
        alone_old = [key for key in was if key not in now and key != "null"]
        alone_new = [key for key in now if key not in was and key != "null"]
        both = old.types & new.types - {"null"}
        if alone_old and alone_new and old.has_const and new.has_const and both:
            lost, gained = f"as {_quote_values(alone_old)}", f"as {_quote_values(alone_new)}"
            yield self._finding_for_change(
                path, ValueChange("fixed value changed", lost, gained, AIP_SOURCE)
            )
            return
        if alone_old:
            lost = f"as {_quote_values(alone_old)}"
            source = AIP_SOURCE if self.is_request else ZALANDO_SOURCE
            yield self._finding_for_change(
                path, ValueChange("enum value removed", lost, "", source)
            )
        if alone_new:
            yield self._enum_value_added_finding(old, _quote_values(alone_new), path)

    def _enum_value_added_finding(self, old: SchemaAlternative, listed: str, path: str) -> Finding:
        if self.is_request or old.has_const:
            return self._finding_for_change(
                path, ValueChange("enum value added", "", f"as {listed}", AIP_SOURCE)
            )
        reason = (
            f"A client that reads {_display_name(path)} and knows only the old values breaks on "
            f"{listed}, while a client that handles unknown values doesn't; Zalando forbids this, "
            f"and AIP-180 asks for caution."
        )
        return Finding(
            path, "enum value added", "depends", reason, f"{AIP_SOURCE}; {ZALANDO_SOURCE}"
        )

    def _compare_enum_presence(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> Iterator[Finding]:
        if old.enum is not None:
            if self.is_request or old.has_const:
                phrase = "with a value outside the old list"
                yield self._finding_for_change(
                    path, ValueChange("enum removed", "", phrase, OASDIFF_SOURCE)
                )
                return
            reason = (
                f"A client that reads {_display_name(path)} and knows only the old values breaks "
                f"on any other, while a client that handles unknown values doesn't."
            )
            yield Finding(
                path, "enum removed", "depends", reason, f"{AIP_SOURCE}; {ZALANDO_SOURCE}"
            )
        elif new.enum is not None:
            yield self._finding_for_change(
                path, ValueChange("enum added", "with a value outside the list", "", OASDIFF_SOURCE)
            )

    def _compare_defaults(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> Iterator[Finding]:
        was, now = ([canonical_json(value) for value in one.defaults] for one in (old, new))
        if was == now:
            return
        name = _display_name(path)
        if was and now:
            was, now = (
                [key for key in mine if key not in others] or mine
                for mine, others in ((was, now), (now, was))
            )
            who = f"leaves out {name} gets" if self.is_request else f"finds no {name} assumes"
            reason = (
                f"A client that {who} {shorten(was[0])}, and from now on that is {shorten(now[0])}."
            )
            yield Finding(path, "default changed", "breaks", reason, AIP_SOURCE)
            return
        who = f"leaves out {name}" if self.is_request else f"finds no {name}"
        if now:
            reason = (
                f"A client that {who} is fine only if the server already assumed {shorten(now[0])}."
            )
        else:
            reason = (
                f"A client that {who} relied on {shorten(was[0])}; the schema no longer says so."
            )
        yield Finding(
            path, f"default {'added' if now else 'removed'}", "depends", reason, AIP_SOURCE
        )

    def _compare_unjudged_keywords(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str, findings: Sequence[Finding]
    ) -> Iterator[Finding]:
        is_changed = any(finding.verdict != "same" for finding in findings)
        for keyword in sorted({*old.unjudged, *new.unjudged}):
            was, now = old.unjudged.get(keyword), new.unjudged.get(keyword)
            elsewhere = (
                not self.pair_traits.equal_but_for_annotations
                and self._may_refer_elsewhere(keyword, was)
            )
            if was != now or elsewhere or (is_changed and keyword in CONTEXT_DEPENDENT_KEYWORDS):
                yield _cannot_tell_finding(path, keyword, f"it doesn't judge “{shorten(keyword)}”")
        binding = "readOnly" if self.is_request else "writeOnly"
        for keyword, differs in (
            ("readOnly", old.read_only != new.read_only),
            ("writeOnly", old.write_only != new.write_only),
        ):
            # Of a field, what binds on this side was compared already; see `_compare_common_field`.
            if differs and keyword == binding:
                yield _cannot_tell_finding(
                    path, keyword, f"it judges “{keyword}” only for single fields"
                )
            elif differs:
                messages = "requests" if keyword == "readOnly" else "responses"
                reason = f"“{keyword}” is about {messages}, so no client meets a difference here."
                yield Finding(path, f"{keyword} changed", "same", reason, OPENAPI_SOURCE)

    def _may_refer_elsewhere(self, keyword: str, json_texts: tuple[str, ...] | None) -> bool:
        """Whether equal values of a keyword may lead to texts that differ."""
        if keyword == "$ref":  # not a pointer: an anchor, an address, or another file
            anchors = any(text.startswith('"#') for text in json_texts or ())
            return anchors or self.pair_traits.has_schema_ids
        return keyword in REFERENCE_KEYWORDS or any_contains_reference(json_texts)

    # --- fields ----------------------------------------------------------------------------

    def _compare_fields(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> list[Finding]:
        old, new = self._without_hidden_required(old), self._without_hidden_required(new)
        found: list[Finding] = []
        gone = [name for name in old.fields if name not in new.fields]
        added_names = [name for name in new.fields if name not in old.fields]
        for name, place in old.fields.items():
            at = _child_path(path, name)
            if name in new.fields:
                found += self._compare_common_field(old, new, name, at)
            elif new.has_additional_schema:
                found += self.compare(place, SchemaNode(new.document, new.additional_schemas), at)
            else:
                found.append(self._field_removed_finding(old, new, name, added_names, at))
        for name in added_names:
            found += self._field_added_findings(old, new, name, _child_path(path, name))
        # What was said of a field that came or went is not said again.
        reported = set(() if new.has_additional_schema else gone)
        reported |= set() if old.has_additional_schema else set(added_names) - old.required
        found += self._compare_required(old, new, reported, path)
        return found + list(self._compare_other_fields(old, new, path))

    def _field_removed_finding(
        self,
        old: SchemaAlternative,
        new: SchemaAlternative,
        name: str,
        added_names: Iterable[str],
        path: str,
    ) -> Finding:
        if self._is_hidden(old.fields[name]):
            return self._hidden_field_removed_finding(new, path)
        twin = next(
            (it for it in added_names if self._is_same_schema(old.fields[name], new.fields[it])),
            None,
        )
        renamed = f"; “{shorten(twin)}” may be its new name" if twin else ""
        if self.is_request:
            end = "is refused" if new.is_closed else "has it ignored silently"
            reason = f"A client that still sends {_display_name(path)} {end}{renamed}."
        else:
            reason = f"A client that reads {_display_name(path)} no longer finds it{renamed}."
        return Finding(path, "field removed", "breaks", reason, AIP_SOURCE)

    # Fields that this side doesn't carry: readOnly ones in requests, writeOnly ones in responses.

    def _is_hidden(self, field: SchemaNode) -> bool:
        return has_true_keyword(field, "readOnly" if self.is_request else "writeOnly")

    def _is_forbidden(self, field: SchemaNode) -> bool:
        """Whether no value fits, as with `false`: then the field can't be there."""
        return not any(option.types for option in expand_alternatives(field, self.count_steps)[0])

    def _without_hidden_required(self, schema: SchemaAlternative) -> SchemaAlternative:
        """Return a schema whose hidden fields may be missing, as OpenAPI says of `required`."""
        hidden = {
            name
            for name in schema.required
            if name in schema.fields and self._is_hidden(schema.fields[name])
        }
        return replace(schema, required=schema.required - hidden) if hidden else schema

    def _compare_common_field(
        self, old: SchemaAlternative, new: SchemaAlternative, name: str, path: str
    ) -> list[Finding]:
        was, now = old.fields[name], new.fields[name]
        if self._is_forbidden(now) and not self._is_forbidden(was):
            return [self._field_removed_finding(old, new, name, (), path)]
        was_hidden, is_hidden = self._is_hidden(was), self._is_hidden(now)
        if was_hidden and is_hidden:
            return self._compare_hidden_field(was, now, path)
        if is_hidden:
            return [self._field_hidden_finding(path)]
        if was_hidden:
            fields = {other: node for other, node in old.fields.items() if other != name}
            return self._field_added_findings(replace(old, fields=fields), new, name, path)
        return self.compare(was, now, path)

    def _compare_hidden_field(
        self, old_field: SchemaNode, new_field: SchemaNode, path: str
    ) -> list[Finding]:
        found = self.compare(old_field, new_field, path)
        if all(finding.verdict in COMPATIBLE_VERDICTS for finding in found):
            return found
        mark = "read-only" if self.is_request else "write-only"
        reason = f"the field is {mark}, and a client may carry it all the same"
        return [_cannot_tell_finding(path, f"{mark} field changed", reason)]

    def _field_hidden_finding(self, path: str) -> Finding:
        name = _display_name(path)
        if self.is_request:
            reason = f"A client that still sends {name} is refused, or has it ignored silently."
            return Finding(path, "field now read-only", "breaks", reason, OPENAPI_SOURCE)
        reason = f"A client that reads {name} no longer finds it."
        return Finding(path, "field now write-only", "breaks", reason, OPENAPI_SOURCE)

    def _hidden_field_removed_finding(self, new: SchemaAlternative, path: str) -> Finding:
        mark = "read-only" if self.is_request else "write-only"
        if self.is_request and (new.is_closed or new.has_additional_schema):
            reason = "the field was read-only, and a client that sends it back may be refused"
            return _cannot_tell_finding(path, f"{mark} field removed", reason)
        reason = f"A client never had to carry {_display_name(path)} here: it was {mark}."
        return Finding(path, f"{mark} field removed", "safe", reason, OPENAPI_SOURCE)

    def _is_same_schema(self, old: SchemaNode, new: SchemaNode) -> bool:
        return all(finding.verdict == "same" for finding in self.compare(old, new, "$"))

    def _field_added_findings(
        self, old: SchemaAlternative, new: SchemaAlternative, name: str, path: str
    ) -> list[Finding]:
        place, shown = new.fields[name], _display_name(path)
        if old.has_additional_schema or name in old.required:  # something was already said of it
            return self.compare(
                SchemaNode(
                    old.document, old.additional_schemas if old.has_additional_schema else ()
                ),
                place,
                path,
            )
        if not self.is_request:
            return [self._response_field_added_finding(old, shown, path)]
        if name in new.required:
            return [self._newly_required_finding(place, path, "required field added")]
        if not old.fields and not old.additional_schemas:
            reason = (
                f"A client could send anything under {shown} so far, and one that did breaks if "
                f"it doesn't fit."
            )
            return [Finding(path, "field added", "depends", reason, JSON_SCHEMA_SOURCE)]
        reason = f"A client that doesn't know {shown} leaves it out, as before."
        return [Finding(path, "field added", "safe", reason, AIP_SOURCE)]

    def _response_field_added_finding(
        self, old: SchemaAlternative, display_name: str, path: str
    ) -> Finding:
        if old.is_closed:
            reason = (
                f"The old schema allowed no further fields: a client that checks this breaks on "
                f"{display_name}, one that ignores unknown fields doesn't."
            )
            return Finding(
                path, "field added", "depends", reason, f"{JSON_SCHEMA_SOURCE}; {ZALANDO_SOURCE}"
            )
        reason = (
            f"Formally {display_name} is something new, but a client that reads must ignore fields "
            "it doesn't know."
        )
        return Finding(path, "field added", "safe", reason, ZALANDO_SOURCE)

    def _newly_required_finding(self, node: SchemaNode | None, path: str, change: str) -> Finding:
        name = _display_name(path)
        defaults = expand_alternatives(node, self.count_steps)[0][0].defaults if node else ()
        if defaults:
            reason = (
                f"A client that leaves out {name} may get {shorten(canonical_json(defaults[0]))} "
                f"or be refused: AIP-180 forbids it, some checkers let it pass."
            )
            return Finding(
                path,
                f"{change}, with a default",
                "depends",
                reason,
                f"{AIP_SOURCE}; {OASDIFF_SOURCE}",
            )
        return Finding(
            path, change, "breaks", f"A client that leaves out {name} is refused.", AIP_SOURCE
        )

    def _compare_required(
        self, old: SchemaAlternative, new: SchemaAlternative, reported: set[str], path: str
    ) -> Iterator[Finding]:
        for name in sorted(new.required - old.required - reported):
            at = _child_path(path, name)
            if self.is_request:
                yield self._newly_required_finding(new.fields.get(name), at, "field now required")
            else:
                reason = f"A client that reads {_display_name(at)} now always finds it."
                yield Finding(at, "field now required", "safe", reason, OASDIFF_SOURCE)
        for name in sorted(old.required - new.required - reported):
            at = _child_path(path, name)
            if self.is_request:
                who = f"A client may now leave out {_display_name(at)}"
                reason = f"{who}, and a client that sends it still passes."
                yield Finding(at, "field no longer required", "safe", reason, OASDIFF_SOURCE)
            else:
                reason = f"A client that reads {_display_name(at)} breaks when it is missing."
                yield Finding(at, "field no longer required", "breaks", reason, OASDIFF_SOURCE)

    def _compare_other_fields(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> Iterable[Finding]:
        """Return what changed for fields that the schema does not name."""
        if old.has_additional_schema and new.has_additional_schema:
            places = (
                SchemaNode(old.document, old.additional_schemas),
                SchemaNode(new.document, new.additional_schemas),
            )
            return self.compare(*places, f"{path}.*")
        if (old.is_closed, old.has_additional_schema) == (new.is_closed, new.has_additional_schema):
            return []
        if new.is_closed or (new.has_additional_schema and not old.is_closed):
            return [self._other_fields_narrowed_finding(old, new, path)]
        return [self._other_fields_widened_finding(path)]

    def _other_fields_narrowed_finding(
        self, old: SchemaAlternative, new: SchemaAlternative, path: str
    ) -> Finding:
        change = "other fields refused" if new.is_closed else "other fields limited"
        shown = _display_name(path)
        if self.is_request:
            reason = f"A client that sends {shown} with a field that isn't listed is refused."
            return Finding(path, change, "breaks", reason, JSON_SCHEMA_SOURCE)
        if old.has_additional_schema:
            reason = f"A client that reads entries of {shown} no longer finds them."
            return Finding(path, change, "breaks", reason, AIP_SOURCE)
        reason = f"A client that reads {shown} meets fewer surprises, and nothing new."
        return Finding(path, change, "safe", reason, JSON_SCHEMA_SOURCE)

    def _other_fields_widened_finding(self, path: str) -> Finding:
        shown = _display_name(path)
        if self.is_request:
            reason = f"A client may now send {shown} with further fields; what passed still does."
            return Finding(path, "other fields allowed", "safe", reason, JSON_SCHEMA_SOURCE)
        reason = (
            f"A client that checks {shown} against the old list of fields may break, one that "
            f"ignores unknown fields doesn't."
        )
        return Finding(
            path,
            "other fields allowed",
            "depends",
            reason,
            f"{JSON_SCHEMA_SOURCE}; {ZALANDO_SOURCE}",
        )

    # --- alternatives ----------------------------------------------------------------------

    def _are_unions_equal(self, old: SchemaNode, new: SchemaNode, path: str) -> bool:
        """Whether the alternatives mean the same on both sides, in whatever order they are."""
        was, now = find_unions(old), find_unions(new)
        if [(keyword, len(each)) for keyword, each in was] != [
            (keyword, len(each)) for keyword, each in now
        ]:
            return False
        for order in (list, _sort_schemas):  # as they are, then whatever their order
            pairs = [
                (SchemaNode(old.document, (a,)), SchemaNode(new.document, (b,)))
                for (_, ones), (_, others) in zip(was, now, strict=True)
                for a, b in zip(order(ones), order(others), strict=True)
            ]
            if all(
                finding.verdict == "same" for pair in pairs for finding in self.compare(*pair, path)
            ):
                return True
        return False

    def _match_alternatives(
        self, olds: Sequence[SchemaAlternative], news: Sequence[SchemaAlternative], path: str
    ) -> list[Finding]:
        """Match alternatives: each one on the narrow side must fit one on the wide side."""
        show_labels = max(sum(o.types != {"null"} for o in side) for side in (olds, news)) > 1
        # Split by kind of value, so that [string, null] and anyOf string, null are the same.
        olds, news = ([piece for o in side for piece in o.split_by_type()] for side in (olds, news))
        narrower_options, wider_options = (olds, news) if self.is_request else (news, olds)
        matches = {
            n: self._best_match_index(narrower, wider_options, path)
            for n, narrower in enumerate(narrower_options)
        }
        free = [m for m in range(len(wider_options)) if m not in matches.values()]
        for n in [n for n, home in matches.items() if home is None]:
            partners = (m for m in free if narrower_options[n].types == wider_options[m].types)
            matches[n] = next(partners, None)
            free = [m for m in free if m != matches[n]]
        pairs = [(n, home) for n, home in matches.items() if home is not None]
        found = self._matched_findings(
            narrower_options, wider_options, pairs, path, show_labels=show_labels
        )
        loose = [n for n, home in matches.items() if home is None]
        found += [
            self._unmatched_alternative_finding(narrower_options[n], path, is_narrower=True)
            for n in loose
        ]
        return found + [
            self._unmatched_alternative_finding(wider_options[m], path, is_narrower=False)
            for m in free
        ]

    def _compare_narrower_with_wider(
        self, narrower: SchemaAlternative, wider: SchemaAlternative, path: str
    ) -> list[Finding]:
        return (
            self._compare_normalized(narrower, wider, path)
            if self.is_request
            else self._compare_normalized(wider, narrower, path)
        )

    def _best_match_index(
        self, narrower: SchemaAlternative, wider_options: Sequence[SchemaAlternative], path: str
    ) -> int | None:
        """Return the alternative that holds all of `narrower`: the most alike, same place first."""
        best: tuple[int, int] | None = None
        for m in sorted(
            range(len(wider_options)), key=lambda m: wider_options[m].label != narrower.label
        ):
            if narrower.types != wider_options[m].types:
                continue
            found = self._compare_narrower_with_wider(narrower, wider_options[m], path)
            if all(finding.verdict in COMPATIBLE_VERDICTS for finding in found):
                changes = sum(finding.verdict != "same" for finding in found)
                if not changes:
                    return m
                best = min(best or (changes, m), (changes, m))
        return best[1] if best else None

    def _matched_findings(
        self,
        narrower_options: Sequence[SchemaAlternative],
        wider_options: Sequence[SchemaAlternative],
        pairs: Sequence[tuple[int, int]],
        path: str,
        *,
        show_labels: bool,
    ) -> list[Finding]:
        """Return the findings of matched alternatives; what all of them share is said once."""
        each = [
            (
                narrower_options[n].label or wider_options[m].label,
                self._compare_narrower_with_wider(narrower_options[n], wider_options[m], path),
            )
            for n, m in pairs
        ]
        shared = Counter(finding for _, found in each for finding in dict.fromkeys(found))
        return [
            finding
            if not show_labels or shared[finding] == len(each) > 1
            else replace(finding, path=path + label + finding.path[len(path) :])
            for label, found in each
            for finding in found
        ]

    def _unmatched_alternative_finding(
        self, option: SchemaAlternative, path: str, *, is_narrower: bool
    ) -> Finding:
        """Return the finding for an alternative that the other side has no match for."""
        lost = is_narrower == self.is_request  # the old schema is the narrow side of a request
        if option.types == {"null"}:
            change = "null no longer allowed" if lost else "null allowed"
            return self._finding_for_change(path, _one_way_change(change, "as null", lost=lost))
        kind = f"in the form of {describe_types(option.types)} as one alternative describes it"
        change = f"alternative {'removed' if lost else 'added'}"
        return self._finding_for_change(path, _one_way_change(change, kind, lost=lost))


def _enum_null_mismatch_finding(path: str) -> Finding:
    """Return the finding that an enum lists null on one side only, next to `nullable`."""
    reason = (
        f"By OpenAPI 3.0.3, an enum that doesn't list null refuses null for {_display_name(path)} "
        "even where it's nullable, but many tools let it pass."
    )
    return Finding(path, "null listed on one side only", "depends", reason, "OpenAPI 3.0.3")


def _enum_or_booleans(
    schema: SchemaAlternative, other: SchemaAlternative
) -> Mapping[str, Any] | None:
    """Return the values that a schema lists; true and false are a list when the other has one."""
    if schema.enum is None and other.enum is not None and schema.types <= {"boolean", "null"}:
        listed = (True, False) if "boolean" in schema.types else (None,)
        return {canonical_json(value): value for value in listed}
    return schema.enum


def _one_way_change(change: str, phrase: str, *, lost: bool) -> ValueChange:
    return ValueChange(change, phrase if lost else "", "" if lost else phrase, OASDIFF_SOURCE)


def _sort_schemas(schemas: Sequence[Any]) -> list[Any]:
    return sorted(schemas, key=lambda schema: canonical_json(without_annotations(schema)))


def _compare_annotations(
    old: SchemaAlternative, new: SchemaAlternative, path: str
) -> Iterator[Finding]:
    """Yield what changed for readers of the document only."""
    if new.deprecated and not old.deprecated:
        name = _display_name(path)
        reason = (
            f"Nothing breaks today; a client that uses {name} should plan to move away from it."
        )
        yield Finding(path, "deprecated", "safe", reason, SEMVER_SOURCE)
    if old.deprecated and not new.deprecated:
        reason = f"A client that uses {_display_name(path)} may keep using it."
        yield Finding(path, "no longer deprecated", "same", reason, JSON_SCHEMA_SOURCE)
    if old.annotations != new.annotations:
        reason = "Titles, descriptions and examples are for people; no client breaks on them."
        yield Finding(path, "wording changed", "same", reason, JSON_SCHEMA_SOURCE)


def _quote_values(keys: Sequence[str]) -> str:
    shown = [f"“{shorten(key.strip(chr(34)))}”" for key in keys[:4]]
    more = f" and {len(keys) - 4} more" if len(keys) > 4 else ""
    return " or ".join(shown) + more
