"""D7 to D9: personal data that are never, twice, or too late destroyed (Trčka, van der Aalst, Sidorova 2009).

D7 never destroyed      a personal datum without any rule (`delete_after_days`, `keep`), and a run without its deletion
D8 twice destroyed      two deletions on one run, and nothing written in between
D9 not deleted on time  the time from a last use to the deletion exceeds `delete_after_days` in one case of twenty

Asked only where the flow says anything about erasing at all: elsewhere it belongs to the rules of the procedure.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kernel.problems import Severity
from kernel.text import Text, say
from workflow.dataflow.facts import DataFacts
from workflow.dataflow.messages import MESSAGES
from workflow.definition import Flow
from workflow.finding import Finding, Where
from workflow.leadtime import time_between

_SEVERITY: Final[Mapping[str, Severity]] = {"data.D7": "info", "data.D8": "warning", "data.D9": "warning"}


def retention_findings(flow: Flow, facts: DataFacts) -> Iterator[Finding]:
    """Yield what is wrong with the erasing of data, datum by datum, in the order of the document."""
    erased: dict[str, list[str]] = {}
    for key, node in flow.nodes.items():
        for name in node.deletes:
            erased.setdefault(name, []).append(key)
    if not erased and not any(item.delete_after_days is not None for item in flow.data.values()):
        return
    for name in dict.fromkeys([*flow.data, *erased]):
        yield from _never(flow, facts, name, erased.get(name, []))
        yield from _twice(flow, facts, name, erased.get(name, []))
        yield from _late(flow, facts, name, erased.get(name, []))


def _never(flow: Flow, facts: DataFacts, name: str, erasers: list[str]) -> Iterator[Finding]:
    item = flow.data.get(name)
    if item is None or not item.personal or item.keep or item.delete_after_days is not None:
        return
    for writer in _writers(flow, facts, name):
        if _reach(facts, facts.graph.successors(writer), stop=erasers) & {*facts.graph.ends}:
            yield _finding(flow, "data.D7", name, writer)
            return


def _twice(flow: Flow, facts: DataFacts, name: str, erasers: list[str]) -> Iterator[Finding]:
    writers = _writers(flow, facts, name)
    for first in erasers:
        behind = _reach(facts, facts.graph.successors(first), stop=[*writers, *erasers]) - {*writers}
        for second in erasers:
            beside = second in facts.concurrent[first] and flow.nodes[first].index < flow.nodes[second].index
            if second in behind or beside:
                yield _finding(flow, "data.D8", name, second, first)


def _late(flow: Flow, facts: DataFacts, name: str, erasers: list[str]) -> Iterator[Finding]:
    item = flow.data.get(name)
    limit = item.delete_after_days if item else None
    for eraser in erasers if limit is not None else ():
        for user in flow.nodes:
            uses = name in facts.accesses.reads[user] or name in facts.accesses.writes[user]
            found = time_between(flow, user, eraser) if uses and user != eraser else None
            if found is None or not found.exact or limit is None or found.p95 <= limit:
                continue
            if _is_last(facts, name, user, eraser):
                yield _finding(flow, "data.D9", name, eraser, user, days=f"{limit:g}", needed=f"{found.p95:.1f}")
                return


def _is_last(facts: DataFacts, name: str, user: str, eraser: str) -> bool:
    """Return whether nothing that every case passes between the two uses the datum again."""
    between = [key for key in facts.graph.dominators_of(eraser) if facts.graph.reaches(user, key)]
    return not any(name in facts.accesses.reads[key] | facts.accesses.writes[key] for key in between)


def _writers(flow: Flow, facts: DataFacts, name: str) -> list[str]:
    return [key for key in flow.nodes if name in facts.accesses.writes[key] and key in facts.graph.reachable]


def _reach(facts: DataFacts, begin: Iterable[str], *, stop: Iterable[str]) -> set[str]:
    stops, seen = {*stop}, set[str]()
    stack = [*begin]
    while stack:
        key = stack.pop()
        if key not in seen:
            seen.add(key)
            if key not in stops:
                stack.extend(facts.graph.successors(key))
    return seen


def _finding(flow: Flow, code: str, name: str, *nodes: str, **params: Text) -> Finding:
    titles = [title if say(title := flow.nodes[key].title).strip() else key for key in nodes]
    other = {"other": titles[1]} if len(titles) > 1 else {}
    item = flow.data.get(name)
    return Finding(
        code=code,
        severity=_SEVERITY[code],
        where=Where(nodes=nodes, pointer=flow.nodes[nodes[0]].pointer),
        message=MESSAGES.text(code, node=titles[0], data=item.title if item else name, **other, **params),
        detail={"data": [name]},
    )
