"""The city's procedures side by side: some findings can be told of a flow only beside the others (C03, C09).

All as-is flows are read once per process and again only where somebody changed one. What is told across departments is
the titles of procedures and how many hands theirs go through, never what stands in them.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from catalog.drafts import draft_stamps, flow_drafts
from db.database import Tx
from kernel.json_types import JsonObject
from workflow.analysis.beside import word_beside
from workflow.analysis.portfolio import Portfolio, portfolio_of
from workflow.codec import require_flow
from workflow.definition import Flow

AS_IS: Final = "as-is"
MOST_WORDS: Final = 4_096
Stamps: TypeAlias = dict[str, tuple[int, datetime]]


class City:
    """The as-is flows of a city as they stood at one moment. They are read from their documents when it is asked."""

    def __init__(self, stamps: Stamps, documents: Mapping[str, JsonObject], known: Mapping[str, Flow]) -> None:
        """`known` are flows that have not changed since they were read; `documents` are the other ones."""
        self.stamps = stamps
        self._documents, self._known = documents, known
        self._words: dict[str, str] = {}

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """The flows by procedure."""
        fresh = {key: require_flow(document) for key, document in self._documents.items()}
        return {key: fresh.get(key) or self._known[key] for key in self.stamps}

    @cached_property
    def portfolio(self) -> Portfolio:
        """The flows as the analysis takes them."""
        return portfolio_of(self.flows.values())

    def word(self, flow: Flow) -> str:
        """Return what the other procedures mean to `flow`: with the same word the same is found."""
        found = self._words.get(flow.digest)
        if found is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            found = self._words[flow.digest] = word_beside(flow, self.portfolio)
        return found


ALONE: Final = City({}, {}, {})
"""No city: a flow is judged by itself."""
_CITIES: Final[WeakKeyDictionary[Engine, City]] = WeakKeyDictionary()


def city_of(tx: Tx) -> City:
    """Return the city as it stands; only documents that changed since the last time are fetched."""
    stamps = draft_stamps(tx, "flow", AS_IS)
    last = _CITIES.get(tx.engine)
    if last is not None and last.stamps == stamps:
        return last
    known = (
        {} if last is None else {key: flow for key, flow in last.flows.items() if stamps.get(key) == last.stamps[key]}
    )
    missing = [key for key in stamps if key not in known]
    documents = {key: slots[AS_IS] for key, slots in flow_drafts(tx, missing).items()} if missing else {}
    city = _CITIES[tx.engine] = City(stamps, documents, known)
    return city
