"""Frozen documents by digest, read once and compiled once per process.

A digest names the same content for ever, so what is remembered here never goes stale; memory is bounded by
forgetting what was used longest ago.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Final, TypeVar, cast

from sqlalchemy import bindparam, insert, select

from catalog import tables
from catalog.bundle import Bundle
from catalog.page import require_page
from db.database import Tx
from engine.core.program import Program, compile_program
from forms.codec import require_form
from kernel.errors import NotFound
from kernel.json_types import JsonObject
from workflow.codec import require_flow
from workflow.table.codec import require_table

Value = TypeVar("Value")
REMEMBERED: Final = 512
_DOCUMENTS: Final = select(tables.definition.c.digest, tables.definition.c.document).where(
    tables.definition.c.digest.in_(bindparam("digests", expanding=True))
)


class Library:
    """Reads frozen documents; safe to share among threads. Implements the engine's port `Definitions`."""

    def __init__(self) -> None:
        self._bundles: OrderedDict[str, object] = OrderedDict()
        self._programs: OrderedDict[str, object] = OrderedDict()
        self._lock = Lock()

    def bundle(self, tx: Tx, digest: str) -> Bundle:
        """Return the bundle with `digest` or raise `NotFound`."""
        return self._remembered(self._bundles, digest, lambda: _read_bundle(tx, digest))

    def program(self, tx: Tx, digest: str) -> Program:
        """Return the compiled program of the bundle with `digest`."""

        def compiled() -> Program:
            bundle = self.bundle(tx, digest)
            return compile_program(bundle.flow, tables=bundle.tables, children=bundle.children)

        return self._remembered(self._programs, digest, compiled)

    def _remembered(self, shelf: OrderedDict[str, object], digest: str, make: Callable[[], Value]) -> Value:
        with self._lock:
            if digest in shelf:
                shelf.move_to_end(digest)
                return cast(Value, shelf[digest])
        value = make()
        with self._lock:
            shelf[digest] = value
            while len(shelf) > REMEMBERED:
                shelf.popitem(last=False)
        return value


def freeze(tx: Tx, bundle: Bundle, now: datetime) -> None:
    """Store every document of `bundle` that is not there yet."""
    parts = bundle.parts
    known = {row.digest for row in tx.execute(_DOCUMENTS, {"digests": [*parts]})}
    rows = [
        {"digest": digest, "format": str(document["format"]), "document": document, "created_at": now}
        for digest, document in parts.items()
        if digest not in known
    ]
    if rows:
        tx.execute(insert(tables.definition), rows)


def _read_bundle(tx: Tx, digest: str) -> Bundle:
    own = _documents(tx, [digest]).get(digest)
    if own is None:
        raise NotFound
    forms, decision_tables = cast(dict[str, str], own["forms"]), cast(dict[str, str], own["tables"])
    flow, page = str(own["flow"]), str(own["page"])
    parts = _documents(tx, [flow, page, *forms.values(), *decision_tables.values()])
    return Bundle(
        procedure=str(own["procedure"]),
        flow=require_flow(parts[flow]),
        forms={key: require_form(parts[part]) for key, part in forms.items()},
        tables={key: require_table(parts[part]) for key, part in decision_tables.items()},
        page=require_page(parts[page]),
        children=cast(dict[str, str], own.get("children", {})),
    )


def _documents(tx: Tx, digests: list[str]) -> dict[str, JsonObject]:
    return {row.digest: row.document for row in tx.execute(_DOCUMENTS, {"digests": digests})}
