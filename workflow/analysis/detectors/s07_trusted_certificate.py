"""S07 第三者確認の信頼: people examine what a certificate of another authority asserts already.

Found where everything that a check examines is asserted (`asserts`) by certificates at hand whose issuers are on the
city's list (`trusted_issuers`). The check goes where it cannot stop a case, or was counted never to; where it can and
nobody counted, or it alone can, a sample of 5 % stays. A certificate that may have expired by then proves nothing.
"""

from collections.abc import Iterator
from functools import partial

from workflow.analysis.detectors.e03_repeated_check import is_only_a_check
from workflow.analysis.detectors.e05_rubber_stamp import SAMPLE, is_sampled
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.shunt import shunt
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import DocumentItem, Node
from workflow.finding import Guard
from workflow.rewrite.draft import Draft

CODE = "S07"


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per check that certificates make superfluous, in flow order."""
    if not any(item.asserts for item in facts.flow.documents.values()):
        return
    for node in facts.steps:
        if not node.checks or not is_only_a_check(node) or not facts.by_people(node) or is_sampled(facts, node):
            continue
        if facts.way_on(node.key) is None:
            continue
        proofs = _proofs(facts, node)
        if proofs and set(node.checks) <= {check for item in proofs for check in item.asserts}:
            yield _judge(facts, node, proofs)


def _proofs(facts: Facts, node: Node) -> list[DocumentItem]:
    """Return the certificates at hand that assert something which `node` checks."""
    at_hand = {*node.documents.needs}
    for key in facts.graph.dominators_of(node.key):
        at_hand |= {*facts.flow.nodes[key].documents.produces, *facts.flow.nodes[key].documents.needs}
    items = (facts.flow.documents.get(key) for key in sorted(at_hand))
    return [item for item in items if item and {*item.asserts} & {*node.checks}]


def _judge(facts: Facts, node: Node, proofs: list[DocumentItem]) -> Proposal:
    issuers = [item.issuer for item in proofs]
    missing = (
        *(() if all(issuers) else ("issuer",)),
        *(() if facts.flow.trusted_issuers else ("trusted_issuers",)),
    )
    sighting = _sighting(facts, node, proofs, missing or (() if node.minutes else ("minutes",)))
    if missing and not any(item.holds for item in sighting.guards if item.code != "trusted"):
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, node))


def _sighting(facts: Facts, node: Node, proofs: list[DocumentItem], missing: tuple[str, ...]) -> Sighting:
    step = facts.title(node.key)
    checks = listed(facts.flow.checks[key].title if key in facts.flow.checks else key for key in node.checks)
    papers, issuers = listed(item.title for item in proofs), listed(item.issuer or "?" for item in proofs)
    strangers = [item.issuer for item in proofs if item.issuer and item.issuer not in facts.flow.trusted_issuers]
    found = facts.rejections(node)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("S07", step=step, papers=papers),
        evidence=MESSAGES.text("S07.evidence", checks=checks, papers=papers, issuers=issuers),
        guards=(
            *usual_guards(facts, node),
            _expired(facts, node, proofs),
            guard("trusted", bool(strangers and facts.flow.trusted_issuers), issuers=listed(strangers)),
            guard("finds", bool(found and found.k), k=found.k if found else 0, n=found.n if found else 0),
            guard("discretion", node.judgement == "discretion", step=step),
            guard("needed", bool(facts.needed_from(node) or node.documents.produces), step=step),
        ),
        missing=missing,
        detail={"checks": [*node.checks], "documents": [item.key for item in proofs]},
    )


def _expired(facts: Facts, node: Node, proofs: list[DocumentItem]) -> Guard:
    """GD6: a certificate may have run out between the day on which it was handed in and the check."""
    old = [item.title for item in proofs if item.valid_days is not None and _age(facts, node, item) > item.valid_days]
    return guard("GD6", bool(old), data=listed(old))


def _age(facts: Facts, node: Node, item: DocumentItem) -> float:
    makers = [key for key, other in facts.flow.nodes.items() if item.key in other.documents.produces]
    return max((facts.days_between(key, node.key) for key in makers), default=0.0)


def _can_go(facts: Facts, node: Node) -> bool:
    """Return whether nothing is lost without the step: it stops no case, and others can still stop one as it could."""
    backs, graph = facts.ways_back(node.key), facts.graph
    elsewhere = all(
        any(not graph.dominates(node.key, edge.source) for edge in graph.entering(back.target)) for back in backs
    )
    return not backs or (facts.rejections(node) is not None and elsewhere)


def _rewrite(facts: Facts, node: Node, draft: Draft) -> None:
    way = facts.way_on(node.key)
    if way is None:
        return
    if not _can_go(facts, node):
        title = MESSAGES.text("sample", sample=f"{SAMPLE * 100:g}", step=facts.title(node.key))
        shunt(draft, node.key, draft.edges[way.index], title=title, share=SAMPLE)
    else:
        draft.bypass(node.key, way)
