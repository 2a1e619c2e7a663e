"""GD8: periods that a rule prescribes (縦覧, 公告, 標準処理期間, a period for an answer), and the steps inside them."""

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed
from workflow.definition import Control, Node
from workflow.finding import Guard


def due_process(facts: Facts, node: Node) -> Guard:
    """GD8: a rule prescribes how long it has to take from before the step until after it."""
    controls = [control for control in facts.flow.controls.values() if _spans(facts, control, node.key)]
    return guard("GD8", bool(controls), step=facts.title(node.key), control=listed(item.title for item in controls))


def _spans(facts: Facts, control: Control, key: str) -> bool:
    rule = control.rule
    if rule is None or (rule.min_days is None and rule.max_days is None):
        return False
    begins, ends = _places(facts, rule.from_node), _places(facts, rule.to_node)
    after = key in begins or any(facts.graph.reaches(place, key) for place in begins)
    before = key in ends or any(facts.graph.reaches(key, place) for place in ends)
    return after and before


def _places(facts: Facts, name: str | None) -> tuple[str, ...]:
    """Return the nodes that a rule names: a node, or all that perform a control."""
    if name is None:
        return ()
    if name in facts.flow.nodes:
        return (name,)
    return tuple(key for key, node in facts.flow.nodes.items() if name in node.control)
