"""K08: personal data that steps read, and nobody says for what (個人情報保護法61条: the purpose must be specified)."""

from collections.abc import Iterator

from kernel.text import say
from workflow.controls.messages import MESSAGES
from workflow.dataflow.accesses import accesses_of
from workflow.definition import Flow
from workflow.finding import Finding, Where
from workflow.graph import graph_of


def purpose_findings(flow: Flow) -> Iterator[Finding]:
    """Yield one finding that names the personal data without a purpose, at the steps that read them."""
    silent = {key for key, item in flow.data.items() if item.personal and not say(item.purpose).strip()}
    if not silent:
        return
    accesses, reached = accesses_of(flow, {}, None), graph_of(flow).reachable
    at_exit: dict[str, set[str]] = {}
    for edge in flow.edges:
        at_exit.setdefault(edge.source, set()).update(accesses.edge_reads.get(edge.name, ()))
    readers = {
        key: names
        for key in flow.nodes
        if key in reached and (names := silent & (accesses.reads[key] | at_exit.get(key, set())))
    }
    read = [key for key in flow.data if any(key in names for names in readers.values())]
    if read:
        place = [*flow.data].index(read[0])
        titles = [flow.data[key].title for key in read]
        yield Finding(
            code="control.K08",
            severity="info" if flow.stage == "as-is" else "warning",
            where=Where(nodes=tuple(readers), pointer=f"/data/{place}"),
            message=MESSAGES.text(
                "control.K08",
                data={
                    "ja": "」「".join(say(title, "ja") for title in titles),
                    "en": ", ".join(say(title, "en") for title in titles),
                },
            ),
        )
