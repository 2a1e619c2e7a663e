"""Drafts guarded by a revision, proposals frozen under a digest, versions put in force by a second person."""

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from accounts.directory import add_department, add_officer, officer_by_login
from accounts.officer import Capability, Grant, Officer
from catalog.bundle import Bundle
from catalog.changes import changes_between
from catalog.drafts import draft, drafts_of, import_documents, save_draft
from catalog.errors import NotPublishable, ProposalClosed, SecondPersonNeeded
from catalog.library import Library
from catalog.procedures import create_procedure, procedure
from catalog.publication import decline, draft_bundle, preview, propose, publish
from catalog.versions import current_version, versions
from db.database import Database, Tx
from kernel.documents import read_json
from kernel.errors import NotAllowed, NotFound, Stale, UnusableDocument
from kernel.ids import new_id
from kernel.json_types import Json
from kernel.text import say

DOG: Final = Path(__file__).resolve().parents[2] / "samples" / "dog-registration"
NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
KEY: Final = "dog-registration"


def document(name: str) -> dict[str, Any]:
    """Return a document of the dog registration, to be changed at will."""
    found: dict[str, Any] = read_json((DOG / name).read_bytes())  # type: ignore[assignment]  # ours: an object
    return deepcopy(found)


def officer(tx: Tx, login: str, *capabilities: Capability) -> Officer:
    """Add an officer who may do something at the Environment Section."""
    grants = frozenset(Grant(each, "kankyo") for each in capabilities)
    person = Officer(id=new_id(NOW), login=login, name=login, kana="", email="", posts=frozenset(), grants=grants)
    add_officer(tx, person, password_hash=None, now=NOW)
    found = officer_by_login(tx, login)
    assert found is not None
    return found


def office(tx: Tx) -> tuple[Officer, Officer]:
    """Return an author and a publisher of a procedure whose documents stand as drafts."""
    add_department(tx, "kankyo", {"ja": "環境課", "en": "Environment"})
    author, publisher = officer(tx, "author", "design"), officer(tx, "publisher", "publish")
    create_procedure(tx, author, KEY, "kankyo", {"ja": "犬の登録", "en": "Dogs"}, NOW)
    names = ("as-is.json", "to-be.json", "form.json", "table-auto-approve.json", "procedure.json")
    documents: list[Json] = [document(name) for name in names]
    import_documents(tx, author, KEY, documents, now=NOW)
    return author, publisher


def test_a_colleague_s_change_is_never_overwritten(database: Database) -> None:
    with database.begin() as tx:
        author, _ = office(tx)
        seen = draft(tx, KEY, "form", KEY).revision

        assert save_draft(tx, author, KEY, "form", KEY, document("form.json"), revision=seen, now=NOW) == seen + 1
        with pytest.raises(Stale):
            save_draft(tx, author, KEY, "form", KEY, document("form.json"), revision=seen, now=NOW)


def test_only_who_designs_there_changes_drafts(database: Database) -> None:
    with database.begin() as tx:
        _, publisher = office(tx)

        with pytest.raises(NotAllowed):
            import_documents(tx, publisher, KEY, [document("form.json")], now=NOW)


def test_an_import_is_all_or_nothing_and_tells_of_every_document(database: Database) -> None:
    with database.begin() as tx:
        author, _ = office(tx)
        before = drafts_of(tx, KEY)
        form, flow = document("form.json"), document("to-be.json")
        broken: list[Json] = [form | {"pages": 1}, form, flow | {"nodes": 1}]

        with pytest.raises(UnusableDocument) as refused:
            import_documents(tx, author, KEY, broken, now=NOW)

        assert {problem.pointer for problem in refused.value.problems} >= {"/pages", "/nodes"}
        assert drafts_of(tx, KEY) == before


def test_what_is_proposed_is_frozen_and_later_changes_do_not_slip_in(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = office(tx)
        asked = propose(tx, author, KEY, "to-be", now=NOW)
        later = document("form.json") | {"title": {"ja": "あとから", "en": "Later"}}
        import_documents(tx, author, KEY, [later], now=NOW)

        version = publish(tx, library, publisher, asked.id, now=NOW)

        assert version.bundle_digest == asked.bundle_digest
        assert say(library.bundle(tx, version.bundle_digest).forms[KEY].title, "ja") != "あとから"
        assert procedure(tx, KEY).current_version == version.number == 1


def test_neither_author_nor_proposer_publishes_even_with_the_right_to(database: Database) -> None:
    with database.begin() as tx:
        author, _ = office(tx)
        both = officer(tx, "both", "design", "publish")
        asked = propose(tx, both, KEY, "to-be", now=NOW)

        with pytest.raises(SecondPersonNeeded):
            publish(tx, Library(), both, asked.id, now=NOW)
        with pytest.raises(NotAllowed):
            publish(tx, Library(), author, asked.id, now=NOW)
        assert current_version(tx, KEY) is None


def test_a_proposal_is_decided_once(database: Database) -> None:
    with database.begin() as tx:
        author, publisher = office(tx)
        asked = propose(tx, author, KEY, "to-be", now=NOW)
        decline(tx, publisher, asked.id, now=NOW)

        with pytest.raises(ProposalClosed):
            publish(tx, Library(), publisher, asked.id, now=NOW)
        with pytest.raises(ProposalClosed):
            decline(tx, publisher, asked.id, now=NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda flow: flow.pop("purpose"), None),
        (lambda flow: flow.update(kpis=[]), None),
        (lambda flow: flow["nodes"][1].update(form="no-such-form"), None),
        (lambda flow: flow["edges"].pop(0), "structure"),
    ],
    ids=["目的なし", "指標なし", "フォームなし", "つながらない"],
)
def test_what_cannot_run_or_says_no_purpose_is_not_proposed(database: Database, change: Any, code: str | None) -> None:
    flow = document("to-be.json")
    change(flow)
    with database.begin() as tx:
        author, _ = office(tx)
        import_documents(tx, author, KEY, [flow], now=NOW)

        with pytest.raises(NotPublishable) as refused:
            propose(tx, author, KEY, "to-be", now=NOW)

        errors = [finding for finding in refused.value.findings if finding.severity == "error"]
        assert errors
        assert code is None or any(finding.code.startswith(code) for finding in errors)
        assert all(say(finding.message, "ja") and say(finding.message, "en") for finding in errors)


def test_versions_say_what_changed_in_words(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = office(tx)
        publish(tx, library, publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)
        table = document("table-auto-approve.json")
        table["rules"][0]["note"] = {"ja": "職員が見る。", "en": "A clerk looks."}
        import_documents(tx, author, KEY, [table], now=NOW)
        asked = propose(tx, author, KEY, "to-be", now=NOW)

        _, changes = preview(tx, library, asked)
        second = publish(tx, library, publisher, asked.id, now=NOW)

        assert any("犬の登録の自動判定" in say(change, "ja") and "transfer" in say(change, "ja") for change in changes)
        assert second.changes == changes
        assert [each.number for each in versions(tx, KEY)] == [2, 1]


def test_the_same_documents_change_nothing(database: Database) -> None:
    with database.begin() as tx:
        office(tx)
        bundle: Bundle = draft_bundle(tx, KEY, "to-be")

    assert [say(change, "en") for change in changes_between(bundle, bundle)] == [
        "Nothing has changed since the version before."
    ]


def test_what_is_not_there_is_not_found(database: Database) -> None:
    with database.begin() as tx:
        _, publisher = office(tx)

        with pytest.raises(NotFound):
            draft(tx, KEY, "form", "no-such-form")
        with pytest.raises(NotFound):
            publish(tx, Library(), publisher, "no-such-proposal", now=NOW)
