"""The decision tables that flows name by key: as they are being drafted, else as the version in force has them."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Final, cast

from sqlalchemy import select

from catalog import tables
from db.database import Tx
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import JsonObject
from workflow.definition import Flow
from workflow.table.codec import require_table
from workflow.table.model import Table

REMEMBERED: Final = 1_024
_READ: Final[OrderedDict[str, Table | None]] = OrderedDict()
_LOCK: Final = Lock()


def named_tables(tx: Tx, flows: Mapping[str, Flow]) -> dict[str, dict[str, Table]]:
    """Return by procedure the tables that its flow names; one that nobody can read or find is left out.

    No question is asked for flows that name none.
    """
    named = {key: names for key, flow in flows.items() if (names := names_of(flow))}
    if not named:
        return {}
    found = _drafted(tx, named)
    lacking = {key: names - found[key].keys() for key, names in named.items() if names - found[key].keys()}
    for key, older in (_in_force(tx, lacking) if lacking else {}).items():
        found[key] |= older
    return {
        key: {name: table for name, document in sorted(documents.items()) if (table := _read(document))}
        for key, documents in found.items()
    }


def names_of(flow: Flow) -> frozenset[str]:
    """Return the keys of the tables that steps of `flow` name."""
    return frozenset(node.table for node in flow.nodes.values() if node.table and node.inline_table is None)


def _drafted(tx: Tx, named: Mapping[str, frozenset[str]]) -> dict[str, dict[str, JsonObject]]:
    table = tables.draft
    query = select(table.c.procedure, table.c.key, table.c.document).where(
        table.c.kind == "table", table.c.procedure.in_([*named])
    )
    found: dict[str, dict[str, JsonObject]] = {key: {} for key in named}
    for row in tx.execute(query):
        if row.key in named[row.procedure]:
            found[row.procedure][row.key] = row.document
    return found


def _in_force(tx: Tx, named: Mapping[str, frozenset[str]]) -> dict[str, dict[str, JsonObject]]:
    version, owner = tables.version, tables.procedure
    query = (
        select(version.c.procedure, version.c.bundle_digest)
        .join(owner, owner.c.key == version.c.procedure)
        .where(version.c.number == owner.c.current_version, owner.c.key.in_([*named]))
    )
    bundle_of = {row.procedure: row.bundle_digest for row in tx.execute(query)}
    bundles = _documents(tx, bundle_of.values())
    digests = {
        key: {
            name: part
            for name, part in cast(Mapping[str, str], bundles[bundle]["tables"]).items()
            if name in named[key]
        }
        for key, bundle in bundle_of.items()
        if bundle in bundles
    }
    parts = _documents(tx, {part for each in digests.values() for part in each.values()})
    return {key: {name: parts[part] for name, part in each.items()} for key, each in digests.items()}


def _documents(tx: Tx, digests: Iterable[str]) -> dict[str, JsonObject]:
    table = tables.definition
    wanted = [*digests]
    if not wanted:
        return {}
    query = select(table.c.digest, table.c.document).where(table.c.digest.in_(wanted))
    return {row.digest: row.document for row in tx.execute(query)}


def _read(document: JsonObject) -> Table | None:
    """Return the table in `document`, read once while it does not change; None where it cannot be read."""
    name = digest(document)
    with _LOCK:
        if name in _READ:
            _READ.move_to_end(name)
            return _READ[name]
    try:
        table = require_table(document)
    except UnusableDocument:
        table = None
    with _LOCK:
        _READ[name] = table
        while len(_READ) > REMEMBERED:
            _READ.popitem(last=False)
    return table
