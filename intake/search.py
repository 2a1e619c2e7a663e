"""Full-text search over cases (全文検索): only those that the reader may open, decided inside of the query.

On PostgreSQL the pairs of characters (`intake.case_words`) are found by an index, on SQLite the words are read
through (docs/adr/0023). What is searched for is personal: it stands in no log of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, func, literal, literal_column, select, tuple_, union

from db.database import Tx
from db.types import UtcDateTime
from engine.core.codec import instant_of, microseconds
from engine.shell.worklist import Worklist, may_open
from intake import tables
from intake.case_words import grams
from intake.errors import SearchTooShort
from kernel.ids import normalised_receipt_number
from kernel.text_ja import is_blank, search_key

PAGE: Final = 50
MOST_TERMS: Final = 8
LONGEST_TERM: Final = 60
SHORTEST_TERM: Final = 2
_words, _receipts = tables.case_words, tables.application
_SIMPLE: Final[ColumnElement[str]] = literal_column("'simple'")
"""The configuration that takes words as they are; as text of the statement, so that the index is recognised."""


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the cases of a page, newest first; `after` is where the next page begins, None on the last."""

    case_ids: Sequence[str]
    after: str | None


def search_cases(
    tx: Tx,
    typed: str,
    worklist: Worklist,
    *,
    departments: frozenset[str],
    after: str | None = None,
    limit: int = PAGE,
) -> Found:
    """Return the cases that hold every word of `typed`, among those that the reader may open.

    `departments` are those whose cases are all open to the reader. Raises `SearchTooShort` when no word is longer than
    one character: half of all cases would be found.
    """
    terms = terms_of(typed)
    holding = _behind(select(_words.c.case_id, _words.c.arrived_at).where(*_holding(tx, terms)), _words, after)
    if number := normalised_receipt_number(typed):  # its words may not be written yet: a moment after it has arrived
        receipt = select(_receipts.c.case_id, _receipts.c.arrived_at).where(_receipts.c.number == number)
        holding = select(union(holding, _behind(receipt, _receipts, after)).subquery())
    # The fence (OFFSET 0) lets the database ask who may open a case from the newest on, and stop when the page is full,
    # instead of asking it of every case of a common name.
    found = holding.selected_columns
    newest = holding.order_by(found.arrived_at.desc(), found.case_id.desc()).offset(literal_column("0")).subquery()
    query = (
        select(newest.c.case_id, newest.c.arrived_at)
        .where(may_open(worklist, departments, newest.c.case_id))
        .order_by(newest.c.arrived_at.desc(), newest.c.case_id.desc())
        .limit(limit + 1)
    )
    rows = tx.execute(query).all()
    more = len(rows) > limit
    mark = f"{microseconds(rows[limit - 1].arrived_at)}.{rows[limit - 1].case_id}" if more else None
    return Found([row.case_id for row in rows[:limit]], mark)


def terms_of(typed: str) -> tuple[str, ...]:
    """Return the folded words of a search, the longest first; a receipt number is one word however it is grouped.

    Raises `SearchTooShort` where there is no word to find.
    """
    if number := normalised_receipt_number(typed):
        return (search_key(number),)
    folded = {search_key(part)[:LONGEST_TERM] for part in typed.split() if not is_blank(part)}
    terms = tuple(sorted(folded - {""}, key=lambda term: (-len(term), term))[:MOST_TERMS])
    if not terms or len(terms[0]) < SHORTEST_TERM:
        raise SearchTooShort
    return terms


def _holding(tx: Tx, terms: Sequence[str]) -> list[ColumnElement[bool]]:
    """Every pair of every word by the index, then the words themselves."""
    exact = [_words.c.words.contains(term, autoescape=True) for term in terms]
    if tx.dialect.name != "postgresql":
        return exact
    asked = " & ".join(sorted({name for term in terms for name in grams(term)}))
    indexed = func.to_tsvector(_SIMPLE, _words.c.grams).op("@@")(func.to_tsquery(_SIMPLE, asked))
    return [indexed, *exact]


def _behind(query: Select[tuple[str, datetime]], rows: Table, after: str | None) -> Select[tuple[str, datetime]]:
    mark, _, case_id = (after or "").partition(".")
    if not (case_id and mark.isascii() and mark.isdecimal() and len(mark) < 18):
        return query
    here = tuple_(literal(instant_of(int(mark)), UtcDateTime), case_id)
    return query.where(tuple_(rows.c.arrived_at, rows.c.case_id) < here)
