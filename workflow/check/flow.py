"""Everything that `check` has to say about a flow, in one result: graph, language, law, what is still to fill in."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kernel.documents import digest
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import say
from workflow.check import (
    analyses,
    conditions,
    dead_paths,
    language,
    law,
    lint,
    outcomes,
    people,
    publishing,
    references,
    structure,
)
from workflow.check.context import CheckContext, FormFacts
from workflow.check.messages import MESSAGES
from workflow.codec import read_flow
from workflow.definition import Flow
from workflow.finding import Finding, Where
from workflow.graph import graph_of
from workflow.table.model import Table

_CHECKS: Final = (structure, outcomes, conditions, dead_paths, language, references, law, people, publishing, lint)
MANY_OF_A_KIND: Final = 300
"""Findings of one code that are shown; beyond that nobody reads on, they are counted."""
_ORDER: Final = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was found, errors first. `sound` is None where soundness could not be verified."""

    flow: str
    """The digest of the flow's document; empty where there is no flow at all."""
    sound: bool | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a publication."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def as_json(self) -> dict[str, Json]:
        """Return the shape of formats.md."""
        return {
            "flow": self.flow,
            "sound": self.sound,
            "findings": [finding.as_json() for finding in self.findings],
        }


def check_flow(
    flow: Flow,
    *,
    tables: Mapping[str, Table] | None = None,
    forms: Mapping[str, FormFacts] | None = None,
    templates: Mapping[str, frozenset[str]] | None = None,
    publishing: bool = False,
) -> CheckResult:
    """Check `flow` with what is known around it (None: nobody said which tables, forms or letters exist)."""
    context = CheckContext(
        flow=flow, graph=graph_of(flow), tables=tables, forms=forms, templates=templates, publishing=publishing
    )
    sound, found = analyses.soundness(context)
    found = [*found, *analyses.find(context, sound), *(finding for check in _CHECKS for finding in check.find(context))]
    return CheckResult(flow=flow.digest, sound=sound, findings=_ordered(found))


def check_document(
    document: Json,
    *,
    tables: Mapping[str, Table] | None = None,
    forms: Mapping[str, FormFacts] | None = None,
    templates: Mapping[str, frozenset[str]] | None = None,
    publishing: bool = False,
) -> CheckResult:
    """Check a document that may not even be a flow: problems of its format become findings, too."""
    flow, problems = read_flow(document)
    found = tuple(_as_finding(document, problem) for problem in problems)
    if flow is None:
        known = digest(document) if isinstance(document, Mapping) else ""
        return CheckResult(flow=known, sound=None, findings=_ordered(found))
    result = check_flow(flow, tables=tables, forms=forms, templates=templates, publishing=publishing)
    return replace(result, findings=_ordered([*found, *result.findings]))


def _as_finding(document: Json, problem: Problem) -> Finding:
    where = Where(nodes=tuple(_nodes_at(document, problem.pointer)), pointer=problem.pointer)
    return Finding(code=problem.code, severity=problem.severity, where=where, message=problem.message)


def _nodes_at(document: Json, pointer: str) -> Iterator[str]:
    """Yield the key of the node that `pointer` lies in."""
    tokens = pointer.split("/")
    nodes = document.get("nodes") if isinstance(document, Mapping) else None
    if len(tokens) > 2 and tokens[1] == "nodes" and isinstance(nodes, list | tuple) and tokens[2].isdigit():
        node = nodes[int(tokens[2])]
        key = node.get("key") if isinstance(node, Mapping) else None
        if isinstance(key, str):
            yield key


def _ordered(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors first, otherwise as found; the same thing is said once, and of a flood of one kind only the first."""
    seen: set[tuple[str, Where, str]] = set()
    counts: Counter[str] = Counter()
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.severity)):
        identity = (finding.code, finding.where, say(finding.message))
        if identity not in seen:
            seen.add(identity)
            counts[finding.code] += 1
            if counts[finding.code] <= MANY_OF_A_KIND:
                kept.append(finding)
    return (*kept, *(_more(code, count) for code, count in counts.items() if count > MANY_OF_A_KIND))


def _more(code: str, count: int) -> Finding:
    message = MESSAGES.text("check.more", kind=code, count=count, limit=MANY_OF_A_KIND)
    return Finding(code="check.more", severity="info", where=Where(), message=message)
