"""What a letter that refuses has to say: the reasons (行政手続法8条) and how to appeal (行政不服審査法82条の教示).

Such a letter is one that goes out after somebody has refused and before anybody works on the case again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from catalog.messages import MESSAGES
from catalog.page import Letter
from kernel.text import say
from workflow.definition import PEOPLE_WORK, Flow, Node
from workflow.finding import Finding, Where
from workflow.graph import graph_of

_REVIEW: Final = "審査請求"
"""The remedy that every such notice names (行政不服審査法82条1項)."""


def refusing_notices(flow: Flow) -> tuple[Node, ...]:
    """Return the notices that tell an applicant of a refusal."""
    graph = graph_of(flow)
    found: dict[str, Node] = {}
    for node in flow.nodes.values():
        refusing = {outcome.key for outcome in node.outcomes if outcome.refuses}
        trail = [edge.target for edge in graph.leaving(node.key) if edge.outcome in refusing]
        seen = set(trail)
        while trail:
            here = flow.nodes[trail.pop()]
            if here.type in PEOPLE_WORK or here.type == "form":
                continue
            if here.type == "notice" and _to_applicant(flow, here):
                found[here.key] = here
            following = [key for key in graph.successors(here.key) if key not in seen]
            seen.update(following)
            trail.extend(following)
    return tuple(found.values())


def missing_in_letters(flow: Flow, letters: Mapping[str, Letter]) -> Iterator[Finding]:
    """Yield a warning for each thing that a refusing letter has to say and does not."""
    for node in refusing_notices(flow):
        letter = letters.get(node.template or "")
        if letter is None:
            continue
        where = Where(nodes=(node.key,), pointer=f"{node.pointer}/template")
        detail = {"letter": letter.key}
        if "reason" not in letter.places:
            message = MESSAGES.text("reference.letter_reason", letter=letter.title)
            yield Finding(
                code="reference.letter_reason", severity="warning", where=where, message=message, detail=detail
            )
        is_disposition = flow.disposition is not None and flow.disposition.kind == "処分"
        if is_disposition and not _says_how_to_appeal(letter):
            message = MESSAGES.text("reference.letter_appeal", letter=letter.title)
            yield Finding(
                code="reference.letter_appeal", severity="warning", where=where, message=message, detail=detail
            )


def _says_how_to_appeal(letter: Letter) -> bool:
    """Say whether the notice is put in, or written out: whatever its words, it names the request for review."""
    return "appeal_notice" in letter.places or _REVIEW in say(letter.body, "ja")


def _to_applicant(flow: Flow, notice: Node) -> bool:
    receiver = flow.lanes.get(notice.to or "")
    return receiver is None or receiver.kind == "resident"
