"""A gateway before a step that lets most cases pass by it: sampling, and automatic decisions."""

from workflow.analysis.messages import MESSAGES
from workflow.definition import GATEWAYS, Edge, Node
from workflow.rewrite.draft import Draft


def shunt(
    draft: Draft, key: str, way: Edge, *, title: dict[str, str], share: float, stem: str = "sample"
) -> tuple[Node, Edge, Edge]:
    """Let only `share` of the cases go to the step `key`; the others go where its `way` leads.

    Returns the new gateway, its edge to the step, and its edge past the step.
    """
    gate = gateway(draft, f"{stem}-{key}", title, key)
    for edge in draft.entering(key):
        draft.lead(edge, gate.key)
    to_step = draft.add_edge(Edge(source=gate.key, target=key, index=-1, probability=share))
    past = draft.add_edge(
        Edge(source=gate.key, target=_meeting(draft, key, way), index=-1, probability=round(1 - share, 12))
    )
    return gate, to_step, past


def _meeting(draft: Draft, key: str, way: Edge) -> str:
    """Return where both ways meet: the target itself, or a new gateway before one that would wait for both."""
    target = draft.nodes[way.target]
    if target.type not in GATEWAYS:
        return target.key
    join = gateway(draft, f"meet-{key}", MESSAGES.text("meet", step=draft.nodes[key].title or key), key)
    draft.lead(draft.edges[way.index], join.key)
    draft.add_edge(Edge(source=join.key, target=target.key, index=-1))
    return join.key


def gateway(draft: Draft, wanted: str, title: dict[str, str], origin: str, kind: str = "exclusive") -> Node:
    """Add a gateway that comes from the step `origin`."""
    key = draft.free_key(wanted)
    node = Node(
        key=key,
        type="parallel" if kind == "parallel" else "exclusive",
        index=-1,
        title=title,
        derived_from=(origin,),
    )
    draft.add_node(node, {"key": key, "type": node.type, "title": title, "derived_from": [origin]})
    return node
