"""Data-flow anti-patterns D1 to D9 (Trčka, van der Aalst, Sidorova, CAiSE 2009) as findings: `check_data`.

D1 missing              read where some run has not written it
D2 strongly redundant   written, and on no run read before it is written again or the case ends
D3 weakly redundant     written, and on some run not read
D4 strongly lost        on every run written again before it is read
D5 weakly lost          on some run written again before it is read
D6 inconsistent         written by one step while a parallel one reads or writes it

Each write has at most one of D2 to D5, the gravest. A form that writes again what it or another form wrote is a
correction (補正), neither a loss nor a new writing: the resident sees the earlier answers. What a branch reads that
its sibling writes is D6, not D1. D7 to D9 (never, twice, too late destroyed) are in `workflow.dataflow.retention`.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final

from kernel.json_types import Json
from kernel.problems import Severity
from kernel.text import Text, say
from workflow.dataflow.accesses import FormFields
from workflow.dataflow.facts import DataFacts, data_facts
from workflow.dataflow.messages import MESSAGES
from workflow.dataflow.retention import retention_findings
from workflow.definition import Flow
from workflow.finding import Finding, Where
from workflow.table.model import Table

_SEVERITY: Final[Mapping[str, Severity]] = {
    "data.D1": "error",
    "data.D2": "info",
    "data.D3": "info",
    "data.D4": "warning",
    "data.D5": "info",
    "data.D6": "warning",
}


def check_data(
    flow: Flow,
    tables: Mapping[str, Table] | None = None,
    forms: FormFields | None = None,
    *,
    facts: DataFacts | None = None,
) -> list[Finding]:
    """Return the anti-patterns of `flow`, one finding per code and step, in the order of the document.

    `forms` are the fields of the forms that nodes name; without them a form that says nothing about its writes may
    write anything, and nothing is said about data that only it could write.
    """
    known = facts or data_facts(flow, tables, forms)
    check = _Check(flow, known)
    own = [*check.missing(), *check.unwritten(), *check.useless_writes(), *check.inconsistent()]
    return [*own, *retention_findings(flow, known)]


class _Check:
    """One run over one flow."""

    def __init__(self, flow: Flow, facts: DataFacts) -> None:
        self.flow = flow
        self.facts = facts
        self.accesses = facts.accesses

    def missing(self) -> Iterator[Finding]:
        for key in self._reachable():
            defined = self.facts.must_defined(key)
            behind = defined | self.accesses.writes[key]
            at_exit = frozenset[str]().union(
                *(self.accesses.edge_reads.get(edge.name, frozenset()) for edge in self.facts.graph.leaving(key))
            )
            absent = (self.accesses.reads[key] - defined) | (at_exit - behind)
            if key in self.accesses.opaque:
                absent = self.accesses.reads[key] - defined
            absent -= self.accesses.unwritten | self._written_beside(key)
            if absent:
                names = self._in_order(absent)
                yield self._finding("data.D1", key, names, example=self._run_without(key, names[0]))

    def unwritten(self) -> Iterator[Finding]:
        """Data that no step writes: told once, at the first step that reads them."""
        readers: dict[str, list[str]] = {}
        for key in self._reachable():
            at_exit = (self.accesses.edge_reads.get(edge.name, ()) for edge in self.facts.graph.leaving(key))
            for name in self.accesses.unwritten & self.accesses.reads[key].union(*at_exit):
                readers.setdefault(name, []).append(key)
        severity: Severity = "error" if self.flow.stage == "to-be" else "warning"
        for name in self._in_order(frozenset(readers)):
            first, *others = readers[name]
            yield self._finding("data.D1", first, [name], *others, text="data.D1.unwritten", severity=severity)

    def useless_writes(self) -> Iterator[Finding]:
        for key in self._reachable():
            written = self.accesses.writes[key]
            if not written:
                continue
            alive = self.facts.live_out(key) | self._read_beside(key)
            always_lost = (written & self.facts.surely_lost_after(key)) - alive
            dead = written - alive - always_lost - self._kept()
            lost = (written & alive & self.facts.perhaps_lost_after(key)) - self._read_beside(key)
            weak = (written & alive) - lost - self.facts.surely_read_after(key) - self._read_beside(key)
            if self.flow.nodes[key].type == "form":
                corrected = self.facts.must_defined(key)
                dead, weak = dead - corrected, weak - corrected
            for code, names in (("D2", dead), ("D3", weak), ("D4", always_lost), ("D5", lost)):
                if names:
                    yield self._finding(f"data.{code}", key, self._in_order(names))

    def inconsistent(self) -> Iterator[Finding]:
        for key in self._reachable():
            written = self.accesses.writes[key]
            for other in self.flow.nodes if written else ():
                if other not in self.facts.concurrent[key]:
                    continue
                both = written & self.accesses.writes[other]
                touched = (written & self.accesses.reads[other]) | both
                told = both and self.flow.nodes[other].index < self.flow.nodes[key].index
                if touched and not told:
                    yield self._finding("data.D6", key, self._in_order(touched), other, other=self._title(other))

    def _reachable(self) -> Iterator[str]:
        return (key for key in self.flow.nodes if key in self.facts.graph.reachable)

    def _kept(self) -> frozenset[str]:
        return frozenset(key for key, item in self.flow.data.items() if item.keep)

    def _written_beside(self, key: str) -> frozenset[str]:
        """What steps at work at the same time write."""
        return self._beside(key, self.accesses.writes)

    def _read_beside(self, key: str) -> frozenset[str]:
        """What steps at work at the same time read."""
        return self._beside(key, self.accesses.reads)

    def _beside(self, key: str, sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
        return frozenset[str]().union(*(sets[other] for other in self.facts.concurrent[key]))

    def _in_order(self, names: frozenset[str]) -> list[str]:
        return [name for name in self.accesses.names if name in names]

    def _run_without(self, key: str, name: str) -> Json:
        """Return the shortest way from a start to `key` on which nothing writes `name`, as names of edges."""
        graph = self.facts.graph
        came: dict[str, tuple[str, str] | None] = dict.fromkeys(graph.starts)
        queue = deque(graph.starts)
        while queue and key not in came:
            source = queue.popleft()
            if name in self.accesses.writes[source]:
                continue
            for edge in graph.leaving(source):
                if edge.target not in came:
                    came[edge.target] = (source, edge.name)
                    queue.append(edge.target)
        path: list[str] = []
        step = came.get(key)
        while step is not None:
            path.append(step[1])
            step = came[step[0]]
        return path[::-1]

    def _title(self, key: str) -> Text:
        title = self.flow.nodes[key].title
        return title if say(title).strip() else key

    def _finding(
        self,
        code: str,
        key: str,
        names: list[str],
        *others: str,
        text: str | None = None,
        severity: Severity | None = None,
        example: Json = None,
        **params: Text,
    ) -> Finding:
        return Finding(
            code=code,
            severity=severity or _SEVERITY[code],
            where=Where(nodes=(key, *others), pointer=self.flow.nodes[key].pointer),
            message=MESSAGES.text(text or code, node=self._title(key), data=self._titles(names), **params),
            example=example,
            detail={"data": [*names]},
        )

    def _titles(self, names: list[str]) -> Text:
        items = [self.flow.data[name].title if name in self.flow.data else name for name in names]
        return {
            "ja": "」「".join(say(item, "ja") for item in items),
            "en": ", ".join(f"“{say(item, 'en')}”" for item in items),
        }
