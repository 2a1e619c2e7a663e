"""Where an answer comes from: the forms in which the resident has entered all that somebody looks at later."""

from collections.abc import Collection

from workflow.analysis.facts import Facts
from workflow.definition import Node
from workflow.measures.performers import performer_of


def entered_in(facts: Facts, node: Node, names: Collection[str]) -> tuple[str, ...]:
    """Return the forms whose answers `names` are when a case comes to `node`; none where anybody else wrote some."""
    if not names or not set(names) <= facts.data.must_defined(node.key):
        return ()
    writers = {key for name in names for key in facts.data.reaching(node.key, name)}
    own = all(key in facts.flow.nodes and is_entry(facts, facts.flow.nodes[key]) for key in writers)
    said = all((item := facts.item(name)) is not None and item.source == "resident" for name in names)
    return tuple(sorted(writers, key=lambda key: facts.graph.numbers[key])) if own and said else ()


def is_entry(facts: Facts, node: Node) -> bool:
    """Return whether `node` is a form that the resident fills in."""
    return node.type == "form" and performer_of(facts.flow, node) == "resident"
