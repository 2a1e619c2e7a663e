"""Codes `lineage.unused` and `lineage.known`: what is asked although nobody uses it, or although it is known."""

from collections.abc import Iterable, Iterator
from typing import Final

from kernel.text import Text, say
from workflow.definition import Flow
from workflow.finding import Finding, Where
from workflow.lineage.items import ItemLineage
from workflow.lineage.messages import MESSAGES

_BETWEEN: Final = {"ja": "、", "en": ", "}


def lineage_findings(flow: Flow, items: Iterable[ItemLineage]) -> Iterator[Finding]:
    """Yield a finding per item that need not be asked, in their order."""
    for item in items:
        code = "lineage.unused" if item.used is False else "lineage.known" if item.known_from else None
        if code is None:
            continue
        first = item.given_at[0]
        yield Finding(
            code=code,
            severity="info",
            where=Where(nodes=item.given_at, pointer=flow.nodes[first].pointer),
            message=MESSAGES.text(
                code,
                item=item.title,
                node=_title(flow, first),
                sources={tag: _BETWEEN[tag].join(_named(flow, item, tag)) for tag in ("ja", "en")},
            ),
            detail={"item": item.key, "kind": item.kind},
        )


def _title(flow: Flow, key: str) -> Text:
    title = flow.nodes[key].title
    return title if say(title).strip() else key


def _named(flow: Flow, item: ItemLineage, language: str) -> Iterator[str]:
    for source in item.known_from:
        yield say(_title(flow, source), language) if source in flow.nodes else source
