"""S01 判定の自動化: people apply a rule that is written down completely.

Found where a check is a matter of rule (`judgement: rule`) and its decision table is complete and free of overlaps,
over fields that every case has by then and that are no free text. The rewrite lets the table approve what it approves;
everything else still goes to a person, because rules may approve or refer and never refuse.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from kernel.grammar import fields_of_expr
from kernel.json_types import Json
from workflow.analysis.authority import required
from workflow.analysis.detectors.e03_repeated_check import is_only_a_check
from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    data_title,
    guard,
    independence,
    irreversible,
    law,
    listed,
    pinned,
    separation,
)
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.register_lookup import system_lane
from workflow.analysis.rest_of_cases import only_the_rest
from workflow.analysis.shunt import shunt
from workflow.definition import Edge, Node
from workflow.rewrite.draft import Draft
from workflow.table.model import Output, Table
from workflow.table.verify import check_table

CODE = "S01"
_SINGLE: Final = frozenset({"unique", "any", "first", "priority"})
_FREE_TEXT: Final = frozenset({"text", "textarea", "file", "note", "string"})
_FAULTS: Final = frozenset({"table.overlap", "table.gap"})
_POSITIVE: Final = ("approve", "approved", "ok", "pass", "accept", "accepted", "yes", "eligible", "grant", "承認", "可")


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per check that a table could do, in flow order."""
    for node in facts.steps:
        if node.type != "approval" and not is_only_a_check(node):
            continue
        if node.judgement == "none" or (node.judgement is None and not _names_table(node)):
            continue
        if facts.by_people(node) and facts.way_on(node.key) is not None and not is_automated(facts, node):
            yield from _judge(facts, node)


def _names_table(node: Node) -> bool:
    return node.table is not None or node.inline_table is not None


def is_automated(facts: Facts, node: Node) -> bool:
    """Return whether a decision made from this step stands before it already."""
    return any(other.type == "decision" and node.key in other.derived_from for other in facts.flow.nodes.values())


def _judge(facts: Facts, node: Node) -> Iterator[Proposal]:
    table = node.inline_table or facts.tables.get(node.table or "")
    missing = [*([] if node.judgement else ["judgement"]), *([] if table else ["table"])]
    if missing or table is None:
        if node.judgement != "discretion":
            yield not_evaluable(facts, _sighting(facts, node, None, missing=tuple(missing)))
        return
    if not is_usable(facts, node, table):
        return
    verdict = verdict_of(facts, node, table)
    if verdict is None and facts.ways_back(node.key):
        yield not_evaluable(facts, _sighting(facts, node, table, missing=("table.outputs",)))
        return
    yield proposed(facts, _sighting(facts, node, table), partial(_rewrite, facts, node, table, verdict))


def is_usable(facts: Facts, node: Node, table: Table) -> bool:
    """Return whether the table decides every case by itself, on facts that are there."""
    fields = facts.data_named(name for column in table.inputs for name in fields_of_expr(column.expr))
    items = [facts.item(name) for name in fields]
    known = fields <= facts.data.must_defined(node.key)
    structured = all(item is not None and item.type not in _FREE_TEXT for item in items)
    exact = table.hit_policy in _SINGLE and bool(table.rules)
    return known and structured and exact and not any(fault.code in _FAULTS for fault in check_table(table))


def verdict_of(facts: Facts, node: Node, table: Table) -> tuple[Output, Json] | None:
    """Return the output and the value of it with which a case goes on."""
    way = facts.way_on(node.key)
    wanted = (way.outcome if way and way.outcome else "approve", *_POSITIVE)
    for place, output in enumerate(table.outputs):
        given = [rule.then[place] for rule in table.rules]
        for value in wanted:
            if value in given:
                return output, value
        if output.type == "boolean" and True in given:
            return output, True
    return None


def _sighting(facts: Facts, node: Node, table: Table | None, missing: tuple[str, ...] = ()) -> Sighting:
    fields = facts.data_named(name for column in table.inputs for name in fields_of_expr(column.expr)) if table else ()
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("S01", step=facts.title(node.key)),
        evidence=MESSAGES.text(
            "S01.evidence" if table else "S01.unjudged",
            step=facts.title(node.key),
            table=table.title if table else "",
            rules=len(table.rules) if table else 0,
            data=listed(data_title(facts, name) for name in sorted(fields)),
        ),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            guard("GD4", node.type == "approval" and not required(facts, node).missing, step=facts.title(node.key)),
            irreversible(facts, node),
            guard("discretion", node.judgement == "discretion", step=facts.title(node.key)),
            guard("needed", bool(facts.needed_from(node) or node.documents.produces), step=facts.title(node.key)),
            pinned(facts, node),
        ),
        missing=missing or (() if node.minutes else ("minutes",)),
        detail={"table": table.key if table else (node.table or "")},
    )


def _rewrite(facts: Facts, node: Node, table: Table, verdict: tuple[Output, Json] | None, draft: Draft) -> None:
    way = facts.way_on(node.key)
    if way is None:
        return
    if not facts.ways_back(node.key) or verdict is None:
        _become_decision(draft, node)
        return
    share = facts.graph.probabilities[way.name]
    title = MESSAGES.text("verdict", step=facts.title(node.key))
    gate, to_step, past = shunt(draft, node.key, way, title=title, share=round(1 - share, 12), stem="verdict")
    output, value = verdict
    condition: Json = {"field": output.key, "op": "eq", "value": value}
    draft.set_condition(past, condition)
    draft.set_default(to_step)
    decision = _decision(facts, draft, node, table)
    for edge in draft.entering(gate.key):
        draft.lead(edge, decision.key)
    draft.add_edge(Edge(source=decision.key, target=gate.key, index=-1))
    only_the_rest(facts, draft, node, share)


def _become_decision(draft: Draft, node: Node) -> None:
    lane = system_lane(draft)
    decided = replace(
        node, type="decision", lane=lane, minutes=None, setup_minutes=None, wait_minutes=None, outcomes=()
    )
    gone = (
        "minutes",
        "setup_minutes",
        "wait_minutes",
        "outcomes",
        "action",
        "assign",
        "due",
        "on_overdue",
        "members",
        "medium",
    )
    draft.become(decided, {"type": "decision", "lane": lane, **dict.fromkeys(gone)})
    for edge in draft.leaving(node.key):
        draft.make_certain(edge)


def _decision(facts: Facts, draft: Draft, node: Node, table: Table) -> Node:
    key, lane = draft.free_key(f"auto-{node.key}"), system_lane(draft)
    known = facts.data.must_defined(node.key)
    checks = tuple(check for check in node.checks if facts.asked_by(check) <= known)
    title = MESSAGES.text("auto", step=facts.title(node.key))
    decision = Node(
        key=key,
        type="decision",
        index=-1,
        title=title,
        lane=lane,
        table=node.table,
        inline_table=node.inline_table,
        checks=checks,
        derived_from=(node.key,),
    )
    named: Json = node.table if node.inline_table is None else table.document
    line: dict[str, Json] = {"key": key, "type": "decision", "title": title, "lane": lane, "table": named}
    line |= {"checks": [*checks]} if checks else {}
    draft.add_node(decision, line | {"derived_from": [node.key]})
    return decision
