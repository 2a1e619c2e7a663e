"""What the analysis looks at: a flow, the tables that it names, and the city around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from catalog.named_tables import named_tables
from db.database import Tx
from kernel.documents import digest
from office.city import City
from workflow.definition import Flow
from workflow.table.model import Table

Known: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A flow with everything beside it that findings can depend on."""

    flow: Flow
    city: City
    tables: Mapping[str, Table] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """What stands beside the flow, in a word: with the same word the same is found. Empty: nothing does."""
        words = (self.city.word(self.flow), *(f"{key}={table.digest}" for key, table in self.tables.items()))
        return " ".join(filter(None, words))

    @property
    def known(self) -> Known:
        """By what the analysis of it is remembered."""
        return self.flow.digest, self.word

    def edition(self, catalogue: str) -> str:
        """Return under which edition the assessment is kept: of the catalogue, and of what stands beside the flow."""
        word = self.word
        return f"{catalogue}-{digest(word)[:8]}" if word else catalogue


def subject_of(tx: Tx, procedure_key: str, flow: Flow, city: City) -> Subject:
    """Return `flow` of a procedure with what stands beside it."""
    return Subject(flow, city, named_tables(tx, {procedure_key: flow}).get(procedure_key, {}))


def subjects_of(tx: Tx, city: City, procedures: Iterable[str]) -> dict[str, Subject]:
    """Return the as-is flows of those `procedures` that have one, each with what stands beside it."""
    flows = {key: city.flows[key] for key in procedures if key in city.flows}
    tables = named_tables(tx, flows)
    return {key: Subject(flow, city, tables.get(key, {})) for key, flow in flows.items()}
