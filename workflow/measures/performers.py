"""Who does a step, in which medium, and whether it counts as work: the words that every figure is built on.

A **step** is an activity: everything but gateways and events (start, end, timer, wait). A step is done by the city's
people where its lane is of kind `staff`, by the resident where the lane is of kind `resident` (or a `form` has no
lane), and by a system else; `decision` and `service` are always a system's. A **paper step** takes in or gives out
paper (medium paper, mail or fax), or prints, stamps, copies, scans, carries, mails or files. A **resident contact** is
a step that the resident does, or one at the counter or on the telephone; a notice sent to the resident is none.
"""

from typing import Final, Literal, TypeAlias

from workflow.definition import EVENTS, GATEWAYS, Flow, Medium, Node

Performer: TypeAlias = Literal["staff", "resident", "system"]

AUTOMATIC: Final = frozenset({"decision", "service"})
PAPER: Final[frozenset[Medium]] = frozenset({"paper", "mail", "fax"})
IN_PERSON: Final[frozenset[Medium]] = frozenset({"counter", "phone"})
PAPER_ACTIONS: Final = frozenset({"print", "stamp", "copy", "scan", "carry", "mail", "file"})
_CONTACT_ACTIONS: Final = frozenset({"call", "meet"})


def is_step(node: Node) -> bool:
    """Return whether `node` is an activity, not a gateway or an event."""
    return node.type not in GATEWAYS and node.type not in EVENTS


def performer_of(flow: Flow, node: Node) -> Performer:
    """Return who spends the minutes of `node`."""
    if node.type in AUTOMATIC:
        return "system"
    lane = flow.lanes.get(node.lane or "")
    if lane is not None:
        return lane.kind
    return "resident" if node.type == "form" else "system"


def role_of(flow: Flow, node: Node) -> str | None:
    """Return what tells one person on the way from another (department and role, else the lane); None: no person."""
    if not is_step(node) or performer_of(flow, node) == "system":
        return None
    lane = flow.lanes.get(node.lane or "")
    if lane is None:
        return "resident"
    return f"{lane.department or ''}\u0000{lane.role}" if lane.role else lane.key


def department_of(flow: Flow, node: Node) -> str | None:
    """Return the department that does `node`, where it is a step of the city's people and the lane says so."""
    if not is_step(node) or performer_of(flow, node) != "staff":
        return None
    lane = flow.lanes.get(node.lane or "")
    return lane.department if lane else None


def medium_in(node: Node) -> Medium | None:
    """Return the medium that `node` takes its work in."""
    return node.medium_in or node.medium


def medium_out(node: Node) -> Medium | None:
    """Return the medium that `node` hands its work on in."""
    return node.medium_out or node.medium


def is_paper_step(node: Node) -> bool:
    """Return whether paper is handled in `node`."""
    media = {medium_in(node), medium_out(node)}
    return is_step(node) and (bool(media & PAPER) or node.action in PAPER_ACTIONS)


def is_resident_contact(flow: Flow, node: Node) -> bool:
    """Return whether the resident has to do something, come, or answer the telephone."""
    if not is_step(node):
        return False
    if performer_of(flow, node) == "resident":
        return True
    talks = node.action in _CONTACT_ACTIONS and node.medium not in ("system", "excel")
    return talks or medium_in(node) in IN_PERSON
