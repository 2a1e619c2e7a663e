"""What remains for people when some cases no longer come to a step."""

from dataclasses import replace

from workflow.analysis.facts import Facts
from workflow.definition import Node
from workflow.rewrite.draft import Draft


def only_the_rest(facts: Facts, draft: Draft, node: Node, share: float) -> None:
    """Say how often `node` rejects once a `share` of all cases, none of them to be rejected, passes it by."""
    for old in facts.graph.leaving(node.key):
        now, was = draft.edges.get(old.index), facts.graph.probabilities[old.name]
        if now is not None and share < 1 and facts.graph.split_of(node.key) == "exclusive":
            left = was if facts.is_way_back(old) else max(was - share, 0.0)
            draft.set_probability(now, round(left / (1 - share), 12))
    if node.rates:  # they were counted over all cases, and only the difficult ones come here now
        draft.become(replace(draft.nodes[node.key], rates={}), {"rates": None})
