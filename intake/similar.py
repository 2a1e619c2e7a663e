"""Past cases like this one (似た過去の案件), and what makes them alike: the same choices, nearly the same numbers.

Only what can be compared without reading between the lines counts: choices, yes and no, numbers. Names, addresses and
free text do not: cases are alike because of what was asked for, not because of who asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalog.bundle import Bundle
from db.database import Tx
from engine.shell.cases import CaseLine, finished_cases
from engine.shell.worklist import Worklist
from forms.definition import Field, FieldType
from intake.record import CaseRecord
from kernel.json_types import Json

COMPARED: Final[frozenset[FieldType]] = frozenset({"choice", "choices", "yesno", "number", "money", "computed"})
LOOKED_AT: Final = 300
"""So many of the newest finished cases are compared: a page, not a study."""
SHOWN: Final = 5
FEWEST: Final = 2
"""With fewer fields in common two cases are alike by chance."""
LEAST: Final = 0.5
NEARLY: Final = 0.1
"""Numbers that differ by no more than this share are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A past case, with the fields in which it is the same and those in which it is not."""

    case: CaseLine
    same: tuple[Field, ...]
    different: tuple[tuple[Field, Json], ...]
    """With what the past case says there."""

    @property
    def share(self) -> float:
        """Return the share of the compared fields that are the same."""
        return len(self.same) / (len(self.same) + len(self.different))


def similar_cases(
    tx: Tx, record: CaseRecord, bundle: Bundle, case_id: str, worklist: Worklist, departments: frozenset[str]
) -> tuple[Similar, ...]:
    """Return the finished cases of the same procedure that are most like this one, among those open to the reader."""
    lines = finished_cases(tx, bundle.procedure, worklist, departments, LOOKED_AT)
    others = [line for line in lines if line.id != case_id]
    records = record.values_of(tx, [case_id, *(line.id for line in others)])
    here, fields = records.get(case_id, {}), tuple(_compared(bundle))
    judged = (_judged(line, fields, here, records.get(line.id, {})) for line in others)
    alike = [each for each in judged if each is not None and each.share >= LEAST]
    return tuple(sorted(alike, key=lambda each: -each.share)[:SHOWN])  # among equals the newest stays first


def _compared(bundle: Bundle) -> Iterator[Field]:
    seen: set[str] = set()
    for form in bundle.forms.values():
        for field in form.fields():
            if field.type in COMPARED and field.key not in seen:
                seen.add(field.key)
                yield field


def _judged(
    line: CaseLine, fields: Sequence[Field], here: Mapping[str, Json], there: Mapping[str, Json]
) -> Similar | None:
    both = [field for field in fields if here.get(field.key) is not None and there.get(field.key) is not None]
    if len(both) < FEWEST:
        return None
    same = tuple(field for field in both if is_same(here[field.key], there[field.key]))
    different = tuple((field, there[field.key]) for field in both if field not in same)
    return Similar(case=line, same=same, different=different)


def is_same(one: Json, other: Json) -> bool:
    """Say whether two answers are the same: numbers nearly, several choices in any order, everything else exactly."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= NEARLY * max(abs(one), abs(other))
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other
