"""What must be put right before the figures of a flow can be trusted (数字を信じる前に): a sentence for each.

The analysis goes on all the same: it says what it can. But a flow that comes to a stop has no lead time, shares that do
not add up count cases twice, and work without minutes counts as nothing, so that a saving looks smaller than it is.
"""

from collections.abc import Iterator
from typing import Final

from kernel.text import Text, say
from workflow.check.messages import MESSAGES
from workflow.definition import Flow
from workflow.graph import FlowGraph, graph_of
from workflow.measures.performers import is_step, performer_of
from workflow.soundness.verify import verify
from workflow.visits import share_error

NAMED: Final = 3


def doubts_of(flow: Flow) -> tuple[Text, ...]:
    """Return the sentences; empty where the figures stand on what they need."""
    graph = graph_of(flow)
    return (*_unsound(flow), *_shares(flow, graph), *_minutes(flow, graph))


def _unsound(flow: Flow) -> Iterator[Text]:
    verdict = verify(flow)
    if verdict.sound is False and verdict.faults:
        yield MESSAGES.text("doubt.unsound", fault=verdict.faults[0].message)


def _shares(flow: Flow, graph: FlowGraph) -> Iterator[Text]:
    for node in flow.nodes.values():
        total = share_error(node, graph.leaving(node.key), graph.split_of(node.key))
        if total is not None:
            yield MESSAGES.text("doubt.shares", place=node.title or node.key, total=f"{100 * total:.0f}")


def _minutes(flow: Flow, graph: FlowGraph) -> Iterator[Text]:
    steps = (node for key, node in flow.nodes.items() if key in graph.reachable and is_step(node))
    missing = [node for node in steps if performer_of(flow, node) == "staff" and node.minutes is None]
    if missing:
        titles = [node.title or node.key for node in missing[:NAMED]]
        named = {language: _listed(titles, language) for language in ("ja", "en")}
        yield MESSAGES.text("doubt.minutes", steps=named, count=len(missing))


def _listed(titles: list[Text], language: str) -> str:
    if language == "ja":
        return "".join(f"「{say(title, language)}」" for title in titles)
    return ", ".join(f"“{say(title, language)}”" for title in titles)
