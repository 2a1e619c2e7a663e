"""What a step's options say in numbers and names: how many members it takes, which connector answers."""

from workflow.definition import Node


def needed_of(node: Node) -> int:
    """Return how many members of a joint decision must choose an outcome; 0 where one person decides."""
    rule, count = node.complete_when, len(node.members)
    if not count or rule is None or rule.kind == "all":
        return count
    return 1 if rule.kind == "any" else rule.at_least or count


def connector_of(node: Node) -> str:
    """Return the name of the connector that a service step calls; empty where it names none.

    A call with a `url` and no connector is a webhook.
    """
    call = node.call or {}
    named = call.get("connector")
    if isinstance(named, str):
        return named
    return "webhook" if "url" in call else ""
