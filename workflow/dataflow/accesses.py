"""What each node and each edge reads and writes, as sets of data names.

A node reads what its `reads` say, what its checks, its decision table, its amount, its assignment and its timer
look at, and the places of its template; an edge reads what its condition names. A node writes what its `writes` say;
a decision writes the outputs of its table. A form that says nothing about its writes writes the fields of the form
bound to it, where these are known; where they are not, it may write anything.

`a.b` is the datum `a.b` where that is declared or written as such, and a part of `a` otherwise.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kernel.grammar import fields_of, fields_of_expr
from workflow.definition import Flow, Node
from workflow.table.model import Table

_PLACE: Final = re.compile(r"\{\{?\s*([a-z][a-z0-9_.-]*)\s*\}?\}")
_ALWAYS_KNOWN: Final = frozenset({"today"})

FormFields = Mapping[str, Collection[str]]
"""By form key, the dotted names of its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accesses:
    """Reads and writes by node key, reads by edge name. Only data that are declared or written somewhere count."""

    names: tuple[str, ...]
    """Every datum, in the order of the document, then of its first writing."""
    reads: Mapping[str, frozenset[str]]
    writes: Mapping[str, frozenset[str]]
    edge_reads: Mapping[str, frozenset[str]]
    given: frozenset[str]
    """What the case knows from its beginning: data of the system that no step writes (the date, the number)."""
    unwritten: frozenset[str]
    """Declared data that no step writes and nobody gives."""
    opaque: frozenset[str]
    """Nodes that may write anything, because their form is not known."""


def accesses_of(flow: Flow, tables: Mapping[str, Table], forms: FormFields | None) -> Accesses:
    """Collect the accesses of `flow`. `tables` are those that nodes name by key; `forms` None: not known."""
    raw_writes = {key: tuple(dict.fromkeys(_writes(node, tables, forms))) for key, node in flow.nodes.items()}
    names = tuple(dict.fromkeys([*flow.data, *(name for writes in raw_writes.values() for name in writes)]))
    known = frozenset(names)
    written = frozenset(name for writes in raw_writes.values() for name in writes)
    given = frozenset(key for key, item in flow.data.items() if item.source == "system" and key not in written)
    opaque = frozenset(key for key, node in flow.nodes.items() if _is_opaque(node, forms))
    return Accesses(
        names=names,
        reads={key: _data(_reads(flow, node, tables), known) for key, node in flow.nodes.items()},
        writes={key: frozenset(writes) for key, writes in raw_writes.items()},
        edge_reads={edge.name: _data(fields_of(edge.when), known) for edge in flow.edges if edge.when is not None},
        given=given,
        unwritten=frozenset() if opaque else frozenset(flow.data) - written - given,
        opaque=opaque,
    )


def _is_opaque(node: Node, forms: FormFields | None) -> bool:
    return node.form is not None and not node.writes and node.form not in (forms or {})


def _writes(node: Node, tables: Mapping[str, Table], forms: FormFields | None) -> Iterator[str]:
    yield from node.writes
    if node.type == "decision":
        table = table_of(node, tables)
        yield from (output.key for output in table.outputs) if table is not None else ()
    if node.form is not None and not node.writes:
        yield from (forms or {}).get(node.form, ())


def table_of(node: Node, tables: Mapping[str, Table]) -> Table | None:
    """Return the table of `node`: the one inside it, or that of its key, where it is known."""
    return node.inline_table or tables.get(node.table or "")


def _reads(flow: Flow, node: Node, tables: Mapping[str, Table]) -> Iterator[str]:
    yield from node.reads
    for check in node.checks:
        condition = flow.checks[check].condition if check in flow.checks else None
        asked = fields_of(condition) if condition is not None else frozenset[str]()
        yield from asked - frozenset(node.writes) if node.type == "form" else asked  # a form checks what is entered
    table = table_of(node, tables)
    if table is not None:
        for column in table.inputs:
            yield from fields_of_expr(column.expr)
    assign = node.assign
    for expr in (node.amount, node.until, node.correlate, assign.authority if assign is not None else None):
        yield from fields_of_expr(expr) if expr is not None else ()
    if assign is not None and assign.field is not None:
        yield assign.field
    if node.each is not None:
        yield node.each
    yield from _PLACE.findall(node.template or "")


def _data(names: Collection[str] | Iterator[str], known: frozenset[str]) -> frozenset[str]:
    """Return the data that dotted `names` stand for; a name that is no datum of the flow is another check's."""
    found = set()
    for name in names:
        parts = name.split(".")
        whole = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        datum = next((candidate for candidate in whole if candidate in known), None)
        if datum is not None and name not in _ALWAYS_KNOWN:
            found.add(datum)
    return frozenset(found)
