"""What every check looks at, and how a finding is written down.

Forms are given as plain facts, because workflow does not know forms. `None` for tables, forms or templates means
that nobody said which exist, so that nothing is said about references to them; an empty mapping means that none does
(a warning until the flow is published).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kernel.json_types import Json
from kernel.messages import Messages
from kernel.problems import Severity
from kernel.text import Text, say
from workflow.check.messages import MESSAGES
from workflow.check.messages_publishing import MESSAGES as PUBLISHING
from workflow.dataflow import DataFacts, data_facts
from workflow.definition import Edge, Flow, Node
from workflow.finding import Finding, Patch, Where
from workflow.graph import FlowGraph
from workflow.table.model import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """What a flow needs to know of a form: its fields by dotted name (`members.age`), and their types."""

    fields: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The options of its choices, by dotted name."""
    ranges: Mapping[str, tuple[Json, Json]] = field(default_factory=dict)
    """The least and the greatest answer of its numbers and dates, by dotted name; None: no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """A flow, its graph, and what is known around it."""

    flow: Flow
    graph: FlowGraph
    tables: Mapping[str, Table] | None = None
    forms: Mapping[str, FormFacts] | None = None
    templates: Mapping[str, frozenset[str]] | None = None
    """By template key, the fields that the letter inserts."""
    publishing: bool = False
    _made: dict[str, DataFacts] = field(default_factory=dict, repr=False, compare=False)

    @property
    def data(self) -> DataFacts:
        """Which data are known where; computed when first asked for."""
        if "data" not in self._made:
            fields = None if self.forms is None else {key: facts.fields for key, facts in self.forms.items()}
            self._made["data"] = data_facts(self.flow, self.tables, fields)
        return self._made["data"]

    @property
    def described(self) -> bool:
        """Whether the flow only describes how things are: much may be left open."""
        return self.flow.stage == "as-is" and not self.publishing

    def strict(self) -> Severity:
        """Return the severity of what stops an executable flow and is only untidy in a described one."""
        return "warning" if self.described else "error"

    def needed(self) -> Severity:
        """Return the severity of what must be there at the latest when the flow is published."""
        return "error" if self.publishing else "warning"

    def name(self, key: str) -> Text:
        """Return how sentences call the node `key`: its title, or what else is there."""
        title = self.flow.nodes[key].title
        return title if say(title).strip() else key

    def table_of(self, node: Node) -> Table | None:
        """Return the table of `node`, inline or by key, where it is known."""
        if node.inline_table is not None:
            return node.inline_table
        return (self.tables or {}).get(node.table or "")

    def about_node(
        self,
        code: str,
        severity: Severity,
        node: Node,
        *,
        property_name: str = "",
        nodes: Sequence[str] = (),
        edges: Sequence[Edge] = (),
        example: Json = None,
        fix: Patch | None = None,
        **params: Text | int | float | None,
    ) -> Finding:
        """Return a finding about `node` (and `nodes` beside it); `{node}` in its sentence is the node's title."""
        where = Where(
            nodes=(node.key, *nodes),
            edges=tuple(edge.name for edge in edges),
            pointer=f"{node.pointer}/{property_name}" if property_name else node.pointer,
        )
        message = _catalog(code).text(code, node=self.name(node.key), **params)
        return Finding(code=code, severity=severity, where=where, message=message, example=example, fix=fix)

    def about_edge(
        self,
        code: str,
        severity: Severity,
        edge: Edge,
        *,
        property_name: str = "",
        example: Json = None,
        fix: Patch | None = None,
        **params: Text | int | float | None,
    ) -> Finding:
        """Return a finding about `edge`; `{node}` and `{target}` are the titles of its ends."""
        pointer = f"{edge.pointer}/{property_name}" if property_name else edge.pointer
        named: dict[str, Text | int | float | None] = {
            "node": self.name(edge.source),
            "target": self.name(edge.target),
            **params,
        }
        return Finding(
            code=code,
            severity=severity,
            where=Where(nodes=(edge.source, edge.target), edges=(edge.name,), pointer=pointer),
            message=_catalog(code).text(code, **named),
            example=example,
            fix=fix,
        )

    def about(
        self,
        code: str,
        severity: Severity,
        pointer: str,
        *,
        nodes: Sequence[str] = (),
        edges: Sequence[str] = (),
        **params: Text | int | float | None,
    ) -> Finding:
        """Return a finding about a place of the flow; `{node}` is the title of the flow unless given."""
        named: dict[str, Text | int | float | None] = {"node": self.flow.title, **params}
        return Finding(
            code=code,
            severity=severity,
            where=Where(nodes=tuple(nodes), edges=tuple(edges), pointer=pointer),
            message=_catalog(code).text(code, **named),
        )


def _catalog(code: str) -> Messages:
    return PUBLISHING if code in PUBLISHING.codes else MESSAGES
