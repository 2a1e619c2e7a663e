"""Subflows in publications: bound to the version in force, told when they cannot be, never asking the applicant."""

from dataclasses import replace

import pytest

from accounts.officer import Officer
from catalog.bundle import Bundle
from catalog.drafts import import_documents
from catalog.errors import NotPublishable
from catalog.library import Library, freeze
from catalog.procedures import create_procedure
from catalog.publication import draft_bundle, propose, publish
from catalog.subflows import with_children
from catalog.versions import current_version
from db.database import Database, Tx
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from tests.catalog.test_drafts_and_versions import KEY, NOW, document, office

CALLER = "dog-batch"


def calling(tx: Tx) -> tuple[Officer, Officer]:
    """Return author and publisher; `CALLER` is the dog registration with one more step that runs `KEY`."""
    author, publisher = office(tx)
    create_procedure(tx, author, CALLER, "kankyo", {"ja": "犬のまとめ登録", "en": "Dogs, many"}, NOW)
    flow = document("to-be.json")
    end = next(node["key"] for node in flow["nodes"] if node["type"] == "end" and node.get("result") == "approved")
    for edge in flow["edges"]:
        if edge["to"] == end:
            edge["to"] = "part"
    flow["nodes"].append({"key": "part", "type": "subflow", "flow": KEY, "title": {"ja": "1頭ずつ", "en": "Each"}})
    flow["edges"].append({"from": "part", "to": end})
    names = ("form.json", "table-auto-approve.json", "procedure.json")
    documents: list[Json] = [flow | {"key": CALLER}, *(document(name) for name in names)]
    documents[-1] = document("procedure.json") | {"key": CALLER}
    import_documents(tx, author, CALLER, documents, now=NOW)
    return author, publisher


def test_a_procedure_that_is_not_published_cannot_be_run_inside_another(database: Database) -> None:
    with database.begin() as tx:
        author, _ = calling(tx)

        with pytest.raises(UnusableDocument) as refused:
            propose(tx, author, CALLER, "to-be", now=NOW)

    assert "engine.unknown_flow" in {problem.code for problem in refused.value.problems}


def test_what_would_ask_the_applicant_in_the_middle_cannot_be_run_inside_another(database: Database) -> None:
    with database.begin() as tx:
        author, publisher = calling(tx)
        publish(tx, Library(), publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)

        with pytest.raises(NotPublishable) as refused:
            propose(tx, author, CALLER, "to-be", now=NOW)

    assert {finding.code for finding in refused.value.findings if finding.severity == "error"} == {
        "reference.child_asks"
    }


def test_a_version_runs_the_versions_that_were_in_force_when_it_was_proposed(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = calling(tx)
        alone = draft_bundle(tx, CALLER, "to-be")
        publish(tx, library, publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)
        version = current_version(tx, KEY)
        assert version is not None

        bound: Bundle = with_children(tx, alone)
        freeze(tx, bound, NOW)

        assert bound.children == {KEY: version.bundle_digest}
        assert bound.digest != alone.digest
        assert "children" not in replace(bound, children={}).document
        assert library.bundle(tx, bound.digest).children == bound.children
        assert library.program(tx, bound.digest).children == bound.children
