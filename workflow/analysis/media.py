"""In which form work lies at a step: on paper or on a screen, as stated, or as its action cannot but have it."""

from typing import Final

from workflow.definition import Medium, Node
from workflow.measures.performers import medium_in, medium_out

SCREEN: Final[frozenset[Medium | None]] = frozenset({"system", "excel", "online"})
_ON_PAPER: Final = frozenset({"stamp", "carry", "file", "copy"})


def comes_in(node: Node) -> Medium | None:
    """Return in which medium the work reaches `node`; None where nothing says it."""
    if node.action == "print":
        return node.medium_in or "system"
    if node.action == "scan":
        return "paper"
    return medium_in(node) or ("paper" if node.action in _ON_PAPER else None)


def goes_out(node: Node) -> Medium | None:
    """Return in which medium the work leaves `node`; None where nothing says it."""
    if node.action == "print":
        return "paper"
    if node.action == "scan":
        return node.medium_out or "system"
    return medium_out(node) or ("paper" if node.action in _ON_PAPER else None)
