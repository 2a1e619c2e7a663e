"""For each field and attachment: who gives it, and which step, check, rule, choice, letter or record uses it.

A use counts where it can come after the giving. Steps that do not say what they read may use anything: where such a
step follows, an item without a use is not called unused. An item is known already where the city holds it in a
register, or where every case has given something of the same meaning before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kernel.grammar import fields_of, fields_of_expr
from kernel.json_types import Json
from kernel.text import Text
from workflow.dataflow import DataFacts, data_facts
from workflow.dataflow.accesses import table_of
from workflow.definition import EVENTS, GATEWAYS, Flow, Node
from workflow.measures.performers import performer_of
from workflow.table.model import Table

UseKind: TypeAlias = Literal["step", "check", "rule", "choice", "letter", "control", "record"]
Letters: TypeAlias = Mapping[str, frozenset[str]]
"""By key of a letter, the fields that it inserts."""

_CLERICAL: Final = frozenset({"receive", "stamp", "copy", "scan", "carry", "file"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use: what uses the item, and where (a node, an edge, a control; a record: the item itself)."""

    kind: UseKind
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLineage:
    """One field or attachment. `used` is None where it cannot be told; `known_from` names registers or steps."""

    key: str
    title: Text
    kind: Literal["field", "attachment"]
    given_at: tuple[str, ...]
    uses: tuple[Use, ...]
    used: bool | None
    known_from: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """Return the item as `flow analyze --json` prints it."""
        uses: list[Json] = [{"kind": use.kind, "place": use.place} for use in self.uses]
        return {
            "key": self.key,
            "title": self.title if isinstance(self.title, str) else dict(self.title),
            "kind": self.kind,
            "given_at": [*self.given_at],
            "uses": uses,
            "used": self.used,
            "known_from": [*self.known_from],
        }


def lineage_of(
    flow: Flow,
    *,
    tables: Mapping[str, Table] | None = None,
    letters: Letters | None = None,
    data: DataFacts | None = None,
) -> tuple[ItemLineage, ...]:
    """Return the lineage of everything that the resident gives, fields first, in the order of the document.

    `data` are the facts of the flow where somebody has them already.
    """
    lines = _Lines(flow, data or data_facts(flow, tables), tables or {}, letters or {})
    return (*lines.fields(), *lines.attachments())


class _Lines:
    """The lineage of one flow in the making."""

    def __init__(self, flow: Flow, data: DataFacts, tables: Mapping[str, Table], letters: Letters) -> None:
        self._flow, self._data, self._graph = flow, data, data.graph
        self._tables, self._letters = tables, letters
        self._uses: dict[str, list[Use]] = {}
        for name, use in self._all_uses():
            self._uses.setdefault(name, []).append(use)

    def fields(self) -> Iterator[ItemLineage]:
        """Yield the fields that a form of the resident asks for."""
        given: dict[str, list[str]] = {}
        for key, node in self._flow.nodes.items():
            if self._asks(node):
                for name in self._data.writes(key):
                    given.setdefault(name, []).append(key)
        for name in self._data.accesses.names:
            if name in given:
                yield self._field(name, tuple(given[name]))

    def _asks(self, node: Node) -> bool:
        reached = node.key in self._graph.reachable
        return reached and node.type == "form" and performer_of(self._flow, node) == "resident"

    def _field(self, name: str, given_at: tuple[str, ...]) -> ItemLineage:
        item = self._flow.data.get(name)
        uses = tuple(use for use in self._uses.get(name, ()) if self._comes_after(given_at, use))
        return ItemLineage(
            key=name,
            title=item.title if item else name,
            kind="field",
            given_at=given_at,
            uses=uses,
            used=True if uses else None if self._silent_after(given_at) else False,
            known_from=tuple(dict.fromkeys(self._known(name, given_at))),
        )

    def attachments(self) -> Iterator[ItemLineage]:
        """Yield the papers that the resident hands in."""
        given: dict[str, list[str]] = {}
        for key, node in self._flow.nodes.items():
            if self._asks(node):
                for paper in node.documents.produces:
                    given.setdefault(paper, []).append(key)
        for paper, keys in given.items():
            item = self._flow.documents.get(paper)
            needed = [
                key for key, node in self._flow.nodes.items() if paper in node.documents.needs and key not in keys
            ]
            found = [Use(kind="step", place=key) for key in needed if self._behind(tuple(keys), key)]
            kept = [Use(kind="record", place=paper)] if item and item.keep else []
            yield ItemLineage(
                key=paper,
                title=item.title if item else paper,
                kind="attachment",
                given_at=tuple(keys),
                uses=(*found, *kept),
                used=bool(found or kept),
            )

    # -- uses

    def _all_uses(self) -> Iterator[tuple[str, Use]]:
        for key, node in self._flow.nodes.items():
            if key in self._graph.reachable:
                yield from ((name, use) for name, use in self._uses_at(node) if name in self._known_names)
        for edge in self._flow.edges:
            for name in self._data.accesses.edge_reads.get(edge.name, ()):
                yield name, Use(kind="choice", place=edge.name)
        for control in self._flow.controls.values():
            when = control.rule.when if control.rule else None
            for name in self._named(fields_of(when)) if when is not None else ():
                yield name, Use(kind="control", place=control.key)
        for name, item in self._flow.data.items():
            if item.keep:
                yield name, Use(kind="record", place=name)

    def _uses_at(self, node: Node) -> Iterator[tuple[str, Use]]:
        told: set[str] = set()
        table = table_of(node, self._tables)
        asked = (fields_of_expr(column.expr) for column in table.inputs) if table else ()
        conditions = (self._flow.checks[check].condition for check in node.checks if check in self._flow.checks)
        found: tuple[tuple[UseKind, frozenset[str]], ...] = (
            ("rule", frozenset[str]().union(*asked)),
            ("check", frozenset[str]().union(*(fields_of(each) for each in conditions if each is not None))),
            ("letter", self._letters.get(node.template or "", frozenset())),
            ("step", frozenset(self._data.accesses.reads[node.key])),
        )
        for kind, names in found:
            for name in sorted(self._named(names) - told):
                told.add(name)
                yield name, Use(kind="letter" if kind == "step" and node.type == "notice" else kind, place=node.key)

    @property
    def _known_names(self) -> frozenset[str]:
        return frozenset(self._data.accesses.names)

    def _named(self, names: frozenset[str]) -> frozenset[str]:
        known = self._known_names
        return frozenset(name if name in known else name.split(".")[0] for name in names)

    def _comes_after(self, given_at: tuple[str, ...], use: Use) -> bool:
        edge = self._graph.edges_by_name.get(use.place)
        place = edge.source if edge is not None else use.place
        own = use.kind in ("control", "record") or (place in given_at and use.kind in ("choice", "check"))
        return own or self._behind(given_at, place)

    def _behind(self, given_at: tuple[str, ...], place: str) -> bool:
        return place in self._flow.nodes and any(
            self._graph.reaches(key, place) or self._data.run_together(key, place) for key in given_at
        )

    def _silent_after(self, given_at: tuple[str, ...]) -> bool:
        """Return whether a step behind does not say what it reads."""
        lines = self._flow.document["nodes"]
        for node in self._flow.nodes.values():
            quiet = node.type in GATEWAYS | EVENTS or node.type in ("form", "decision") or node.action in _CLERICAL
            if quiet or node.template or node.key not in self._graph.reachable:
                continue
            line: Json = lines[node.index] if isinstance(lines, list | tuple) else None
            says = isinstance(line, Mapping) and ("reads" in line or "checks" in line)
            if not says and self._behind(given_at, node.key):
                return True
        return False

    # -- known already

    def _known(self, name: str, given_at: tuple[str, ...]) -> Iterator[str]:
        """Yield the registers that hold it, and the steps by which every case had it before it was asked."""
        item = self._flow.data.get(name)
        if item is None or item.type == "consent":
            return
        same = [key for key, other in self._flow.data.items() if item.means and other.means == item.means]
        for key in dict.fromkeys([name, *same]):
            held = self._flow.data[key]
            yield from held.held_in or (("register",) if held.source == "register" else ())
        first = given_at[0]
        if first not in self._graph.looping:
            for key in dict.fromkeys([name, *same]):
                if key in self._data.must_defined(first):
                    yield from sorted(self._data.reaching(first, key) & self._flow.nodes.keys())
