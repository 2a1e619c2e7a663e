"""The words by which a case is found: receipt number, name and answers, folded so that spelling matters little.

Width, case, kana, dashes and spaces are folded (`kernel.text_ja.search_key`). Japanese is written without spaces, so
the index knows pairs of neighbouring characters: a text holds a word only if it holds all of the word's pairs. Pairs
are kept as short names of four letters, which every text index takes as words without an extension or a right to
install one. Different pairs may share a name; whoever searches looks at the words themselves afterwards.

The words are the applicant's data. They live and die with the answers, and stand in no log.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from operator import add
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from catalog.bundle import Bundle
from catalog.library import Library
from db.database import Database, Tx
from db.prepared import Prepared
from forms.definition import Field, FieldType
from forms.fields.registry import display
from intake import tables
from intake.record import CaseRecord
from kernel.json_types import Json
from kernel.text_ja import search_key

UNSPOKEN: Final[frozenset[FieldType]] = frozenset({"file", "consent", "yesno", "note"})
"""Fields whose answers nobody would search for by their words."""
LONGEST_ANSWER: Final = 2_000
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_NAMES: Final = len(_LETTERS) ** 4
_words, _application = tables.case_words, tables.application
_INSERT: Final = Prepared(insert(_words), _words.columns.keys())
_UPDATE: Final = Prepared(
    update(_words)
    .where(_words.c.case_id == bindparam("id"))
    .values(words=bindparam("new_words"), grams=bindparam("new_grams"))
)


def note_words(
    tx: Tx, bundle: Bundle, case_id: str, number: str, values: Mapping[str, Json], arrived_at: datetime
) -> None:
    """Write down by which words a new case is found."""
    _INSERT.run(tx, _row(bundle, case_id, number, values, arrived_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClerk:
    """Writes the words of a case down after it has arrived: no applicant waits for what only a search needs."""

    database: Database
    library: Library
    record: CaseRecord

    def note(self, case_id: str) -> None:
        """Write the words of a case down, or anew: more than once is as good as once."""
        with self.database.begin() as tx:
            digest = tx.scalar(select(_application.c.bundle_digest).where(_application.c.case_id == case_id))
            if digest is not None:
                renew_words(tx, self.record, self.library.bundle(tx, digest), case_id)


def renew_words(tx: Tx, record: CaseRecord, bundle: Bundle, case_id: str) -> None:
    """Write the words of a case anew after its answers have changed; a case without a receipt has none."""
    receipt = select(_application.c.number, _application.c.arrived_at).where(_application.c.case_id == case_id)
    found = tx.execute(receipt.with_for_update()).one_or_none()  # two who renew them do it one after the other
    if found is None:
        return
    row = _row(bundle, case_id, found.number, record.values(tx, case_id), found.arrived_at)
    if _UPDATE.run(tx, {"id": case_id, "new_words": row["words"], "new_grams": row["grams"]}) == 0:
        _INSERT.run(tx, row)


def forget_words(tx: Tx, case_id: str) -> None:
    """Erase the words of a case: what erases its answers calls this with them."""
    tx.execute(delete(_words).where(_words.c.case_id == case_id))


def note_missing_words(tx: Tx, library: Library, record: CaseRecord, most: int) -> int:
    """Write the words of up to `most` cases from before there were words; count them."""
    missing = (
        select(_application)
        .where(_application.c.case_id.not_in(select(_words.c.case_id)))
        .order_by(_application.c.case_id)
        .limit(most)
    )
    found = tx.execute(missing).all()
    records = record.values_of(tx, [each.case_id for each in found])
    rows = [
        _row(
            library.bundle(tx, each.bundle_digest), each.case_id, each.number, records.get(each.case_id, {}),
            each.arrived_at,
        )
        for each in found
    ]  # fmt: skip
    if rows:
        _INSERT.run_all(tx, rows)
    return len(rows)


def grams(text: str) -> list[str]:
    """Return the names of the pairs of neighbouring characters in a folded text, each once."""
    return sorted(set(map(_named, set(_pairs(text)))))


def _row(
    bundle: Bundle, case_id: str, number: str, values: Mapping[str, Json], arrived_at: datetime
) -> dict[str, object]:
    parts = [search_key(part) for part in (number, *_spoken(bundle, values))]
    named = sorted(set(map(_named, set(chain.from_iterable(map(_pairs, parts))))))
    words = "\n".join(parts)
    return {"case_id": case_id, "arrived_at": arrived_at, "words": words, "grams": " ".join(named)}


def _spoken(bundle: Bundle, values: Mapping[str, Json]) -> Iterator[str]:
    """Yield what was answered, as people read it."""
    for form in bundle.forms.values():
        yield from _answers(form.fields(), values)


def _answers(fields: Iterable[Field], values: Mapping[str, Json]) -> Iterator[str]:
    for field in fields:
        value = values.get(field.key)
        if value in (None, "", []) or field.type in UNSPOKEN:
            continue
        if field.type == "group" and isinstance(value, list):
            for item in value:
                yield from _answers(field.fields, item if isinstance(item, Mapping) else {})
        else:
            yield display(field, value)[:LONGEST_ANSWER]


def _pairs(text: str) -> Iterator[str]:
    return map(add, text, islice(text, 1, None))


@lru_cache(maxsize=8_192)
def _named(pair: str) -> str:
    """Return the name of a pair: four letters, the same on every machine for ever."""
    rest = (ord(pair[0]) * 8_191 + ord(pair[1])) % _NAMES
    name = ""
    for _letter in range(4):
        rest, place = divmod(rest, len(_LETTERS))
        name += _LETTERS[place]
    return name
