"""Subflows: which version of another procedure a version runs, settled when it is proposed and never afterwards."""

from collections.abc import Iterator
from dataclasses import replace

from catalog.bundle import Bundle
from catalog.library import Library
from catalog.messages import MESSAGES
from catalog.versions import current_version
from db.database import Tx
from workflow.definition import Node
from workflow.finding import Finding, Where


def with_children(tx: Tx, bundle: Bundle) -> Bundle:
    """Return `bundle` bound to the versions in force of the procedures that its subflows run; unpublished ones are
    left out, and the engine says so."""
    keys = dict.fromkeys(node.flow for node in bundle.flow.nodes.values() if node.type == "subflow" and node.flow)
    found = {key: version for key in keys if (version := current_version(tx, key)) is not None}
    return replace(bundle, children={key: version.bundle_digest for key, version in found.items()}) if found else bundle


def child_findings(tx: Tx, bundle: Bundle) -> Iterator[Finding]:
    """Yield what keeps other procedures from running inside this one: they cannot ask the applicant again."""
    library = Library()
    for node in bundle.flow.nodes.values():
        digest = bundle.children.get(node.flow or "") if node.type == "subflow" else None
        if digest is None:
            continue
        child = library.bundle(tx, digest)
        opening = library.program(tx, digest).opening_form
        asking = [each for each in child.flow.nodes.values() if each.type == "form" and each.key != opening]
        if asking:
            yield _asks(node, asking[0], child)


def _asks(node: Node, asking: Node, child: Bundle) -> Finding:
    message = MESSAGES.text(
        "reference.child_asks", node=node.title, flow=child.flow.title, step=asking.title or asking.key
    )
    where = Where(nodes=(node.key,), pointer=f"{node.pointer}/flow")
    return Finding(code="reference.child_asks", severity="error", where=where, message=message)
