"""Findings that only the city's other procedures let one tell: they are on the page, and their rewrites come about."""

from datetime import UTC, datetime
from typing import Final

import pytest

from accounts.directory import officer_by_login
from accounts.officer import Officer
from catalog.drafts import save_draft
from catalog.library import Library
from catalog.procedures import create_procedure
from db.database import Database, Tx
from office.city import ALONE, city_of
from office.redesigns import choose, review
from samples.town import publish_procedures, settle
from tests.workflow.analysis.office import flow_of, task
from workflow.definition import Flow
from workflow.finding import Finding

NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
KEY: Final = "passed-around"
HOPS: Final = [
    task("one"), task("two"), task("three", lane="tax", reads=["income"]), task("four", reads=["income"]),
    task("five", lane="tax"), task("six"), task("seven", lane="tax", reads=["income"]), task("eight", reads=["income"]),
    task("nine", lane="tax"), task("ten"), task("eleven", lane="tax"), task("twelve"),
]  # fmt: skip


@pytest.fixture
def town(database: Database) -> Database:
    """A town with one procedure in which a case is passed around."""
    with database.begin() as tx:
        settle(tx, "minaoshi-demo", NOW)
        publish_procedures(tx, Library(), NOW)
        draw(tx, KEY, flow_of(*HOPS, handoff_minutes=5))
    return database


def draw(tx: Tx, key: str, flow: Flow) -> None:
    """Draw the as-is of a new procedure."""
    create_procedure(tx, designer(tx), key, "dx", key, NOW)
    save_draft(tx, designer(tx), key, "flow", "as-is", {**flow.document, "key": key}, revision=None, now=NOW)


def designer(tx: Tx) -> Officer:
    found = officer_by_login(tx, "sato")
    assert found is not None
    return found


def findings(tx: Tx, code: str, key: str = KEY) -> list[Finding]:
    return [each for each in review(tx, designer(tx), key).analysis.findings if each.code == code]


def test_too_many_hands_are_told_beside_the_other_procedures_and_mended(town: Database) -> None:
    with town.begin() as tx:
        (found,) = findings(tx, "C03")
        made = choose(tx, designer(tx), KEY, "C03", found.where.nodes[0], "accepted", now=NOW)

    assert (found.status, found.missing) == ("proposed", ())
    assert made is not None
    assert [each.code for each in made.applied] == ["C03"]


def test_a_copy_in_another_department_is_named(town: Database) -> None:
    with town.begin() as tx:
        assert findings(tx, "C09") == []
        draw(tx, "drawn-twice", flow_of(*HOPS, handoff_minutes=5))
        (found,) = findings(tx, "C09")

    assert found.detail["others"] == ["drawn-twice"]


def test_what_the_others_mean_to_a_flow_changes_only_with_what_is_told(town: Database) -> None:
    with town.begin() as tx:
        flow, before = review(tx, designer(tx), KEY).flow, city_of(tx)
        again = city_of(tx)
        draw(tx, "calm", flow_of(task("a"), task("b"), data=[]))
        after = city_of(tx)

    assert again is before
    assert after.flows.keys() - before.flows.keys() == {"calm"}
    calm = after.flows["calm"]
    assert before.word(calm) == after.word(calm) == ALONE.word(flow) == ""
    assert before.word(flow) != ""
