"""A decision table of a DMN model as a `minaoshi.table/1` document; what cannot be said is refused, cell by cell.

Names become keys (`Approval Status` → `approval-status`) and stay as titles. A column asks for a field of the
record; item definitions give types and allowed values. Rules are called r1, r2 … in their order, which is what some
hit policies go by; their annotations become notes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.xml_reader import Element, read_xml
from workflow.dmn.feel import read_list, read_literal, read_tests
from workflow.dmn.messages import MESSAGES
from workflow.table.codec import TYPES
from workflow.table.model import FORMAT, ValueType

POLICIES: Final = {
    "UNIQUE": "unique", "ANY": "any", "FIRST": "first", "PRIORITY": "priority", "RULE ORDER": "rule_order",
    "OUTPUT ORDER": "output_order", "COLLECT": "collect", "COLLECT SUM": "collect_sum", "COLLECT MIN": "collect_min",
    "COLLECT MAX": "collect_max", "COLLECT COUNT": "collect_count",
}  # fmt: skip
MAX_MODEL: Final = 5_000_000
_NAME: Final = re.compile(r"[^\W\d][\w \-'.]*")


@dataclass(frozen=True, slots=True)
class _Type:
    """What an item definition says: a type, and the values that are allowed."""

    kind: str = ""
    allowed: str = ""
    parts: dict[str, "_Type"] = field(default_factory=dict)


def read_dmn(raw: bytes, *, key: str = "", decision: str | None = None) -> dict[str, Json]:
    """Return the document of the decision table called `decision` (or of the only one) or raise `UnusableDocument`.

    Without `key` the table is called after its decision.
    """
    root = read_xml(raw, max_bytes=MAX_MODEL)
    chosen = _chosen(root, decision)
    reader = _Reader({part.get("name"): _type_of(part) for part in root.all("itemDefinition")})
    document = reader.document(chosen, key)
    if reader.problems:
        raise UnusableDocument(tuple(reader.problems))
    return document


def key_of(name: str, otherwise: str) -> str:
    """Return the key that a name of a model becomes."""
    plain = re.sub(r"[^a-z0-9_]+", "-", unicodedata.normalize("NFKC", name).lower()).strip("-")[:64]
    return plain if plain[:1].isalpha() else f"x{plain}"[:64] if plain else otherwise


def _chosen(root: Element, decision: str | None) -> Element:
    tables = {each.get("name"): each for each in root.all("decision") if each.first("decisionTable") is not None}
    known = ", ".join(tables)[:500]
    if not tables:
        _refuse("dmn.no_table")
    if decision is not None and decision not in tables:
        _refuse("dmn.unknown", name=decision[:80], known=known)
    if decision is None and len(tables) > 1:
        _refuse("dmn.several", count=len(tables), known=known)
    return tables[decision] if decision is not None else next(iter(tables.values()))


def _refuse(code: str, **params: str | int) -> None:
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))


def _type_of(part: Element) -> _Type:
    return _Type(
        kind=_inside(part, "typeRef"),
        allowed=_inside(part, "allowedValues", "text"),
        parts={each.get("name"): _type_of(each) for each in part.all("itemComponent")},
    )


def _inside(element: Element | None, *names: str) -> str:
    """Return the text of an element below `element`."""
    for name in names:
        element = element.first(name) if element is not None else None
    return element.text.strip() if element is not None else ""


class _Reader:
    """Reads one table and remembers what cannot be said."""

    def __init__(self, types: dict[str, _Type]) -> None:
        self.problems: list[Problem] = []
        self._types = types

    def document(self, decision: Element, key: str) -> dict[str, Json]:
        table = decision.first("decisionTable")
        assert table is not None
        name = decision.get("name")
        policy = " ".join((table.get("hitPolicy", "UNIQUE"), table.get("aggregation"))).strip()
        if policy not in POLICIES:
            self._report("dmn.hit_policy", policy=policy[:60])
        rules = table.all("rule")
        whole = self._resolved(_reference(decision.first("variable")))
        inputs = [self._input(part, place) for place, part in enumerate(table.all("input"))]
        outputs = [self._output(part, place, name, whole, rules) for place, part in enumerate(table.all("output"))]
        return {
            "format": FORMAT,
            "key": key or key_of(name, "table"),
            "title": name or key,
            "hit_policy": POLICIES.get(policy, "unique"),
            "inputs": [*inputs],
            "outputs": [*outputs],
            "rules": [*self._rules(rules, inputs, outputs)],
        }

    def _input(self, part: Element, place: int) -> dict[str, Json]:
        asked = part.first("inputExpression")
        text = _inside(asked, "text")
        if not _NAME.fullmatch(text):
            self._report("dmn.expression", column=part.get("label", str(place + 1))[:80], text=text[:80])
        known = self._resolved(_reference(asked))
        allowed = _inside(part, "inputValues", "text") or known.allowed
        kind = self._kind(known.kind, allowed, text)
        named = key_of(text, f"input{place + 1}")
        column: dict[str, Json] = {"key": named, "title": text, "expr": {"field": named}, "type": kind}
        return column | ({"domain": domain} if (domain := self._domain(allowed, text)) else {})

    def _output(
        self, part: Element, place: int, decision: str, whole: _Type, rules: list[Element]
    ) -> dict[str, Json]:  # fmt: skip
        name = part.get("name") or part.get("label") or decision
        known = self._resolved(part.get("typeRef")) if part.get("typeRef") else whole.parts.get(name, whole)
        known = self._resolved(known.kind) if known.kind in self._types else known
        written = _inside(part, "outputValues", "text") or known.allowed
        entries = [_inside(each, "text") for rule in rules for each in rule.all("outputEntry")[place : place + 1]]
        kind = self._kind(known.kind, written or ", ".join(entries), name)
        column: dict[str, Json] = {"key": key_of(name, f"output{place + 1}"), "title": name, "type": kind}
        if written:
            listed = read_list(written)
            if listed is None:
                self._report("dmn.values", column=name, text=written[:80])
            column["values"] = listed
        default = read_literal(_inside(part, "defaultOutputEntry", "text"))
        return column if default is None else column | {"default": default}

    def _rules(
        self, rules: list[Element], inputs: list[dict[str, Json]], outputs: list[dict[str, Json]]
    ) -> Iterator[Json]:  # fmt: skip
        for number, rule in enumerate(rules, start=1):
            when: list[Json] = []
            for part, column in zip(rule.all("inputEntry"), inputs, strict=False):
                text = _inside(part, "text")
                found = read_tests(text)
                if found is None:
                    self._report("dmn.entry", rule=number, text=text[:80], column=str(column["title"]))
                when += found or (None,)
            then: list[Json] = []
            for part, column in zip(rule.all("outputEntry"), outputs, strict=False):
                text = _inside(part, "text")
                value = read_literal(text)
                if value is None and text not in ("null", "-", ""):
                    self._report("dmn.entry", rule=number, text=text[:80], column=str(column["title"]))
                then.append(value)
            note = _inside(rule, "annotationEntry", "text") or _inside(rule, "description")
            written: dict[str, Json] = {"key": f"r{number}", "when": when, "then": then}
            yield written | ({"note": note} if note else {})

    def _domain(self, allowed: str, column: str) -> dict[str, Json]:
        if not allowed:
            return {}
        listed, found = read_list(allowed), read_tests(allowed)
        if listed is not None:
            return {"values": [*listed]}
        match found:
            case ({"between": [low, high]},):
                return {"min": low, "max": high}
            case ({"gte": low},):
                return {"min": low}
            case ({"lte": high},):
                return {"max": high}
            case _:
                self._report("dmn.values", column=column, text=allowed[:80])
                return {}

    def _kind(self, written: str, examples: str, column: str) -> ValueType:
        kind = written.rpartition(":")[2]
        if _is_kind(kind):
            return kind
        first = next(iter(read_list(examples) or ()), None)
        if kind in ("", "Any") and first is not None:
            return "boolean" if isinstance(first, bool) else "string" if isinstance(first, str) else "number"
        self._report("dmn.type", column=column[:80], text=written[:60] or "—")
        return "string"

    def _resolved(self, reference: str) -> _Type:
        """Follow item definitions to a type of the language; allowed values on the way count."""
        allowed, seen = "", set[str]()
        while reference in self._types and reference not in seen:
            seen.add(reference)
            known = self._types[reference]
            allowed = allowed or known.allowed
            if known.parts:
                return known
            reference = known.kind
        return _Type(reference, allowed)

    def _report(self, code: str, **params: str | int) -> None:
        self.problems.append(MESSAGES.problem(code, "", "error", **params))


def _reference(part: Element | None) -> str:
    return "" if part is None else part.get("typeRef")


def _is_kind(text: str) -> TypeGuard[ValueType]:
    return text in TYPES
